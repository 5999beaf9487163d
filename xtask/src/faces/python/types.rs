//! `types.pyi`: the classes of answers.

use std::fmt::Write as _;

use super::super::model::{Member, Record, Type};
use super::super::versions::sentence;
use super::{docstring, is_name, scalar, union};

const HEAD: &str = r#""""The classes of what the API answers.

A class is made when it is first named, and described here for type checkers and editors. Any field may be missing or
null, and both read as None. Only `id` and `type`, without which an object is of no use, and `custom_attributes`, which
is empty rather than missing, are taken to be there. Texts with known values may have others, since Intercom adds some
without a new version.
"""

from typing import Any, Literal, type_check_only

from ._core import DescribedObject, List, OpenObject

"#;

/// The members that every object has, so that a field of that name is read as `object["keys"]`.
const TAKEN: [&str; 8] = ["detach", "extra", "get", "items", "keys", "to_dict", "to_json", "values"];

/// Writes the file.
pub(super) fn write(records: &[Record]) -> String {
    let mut text = HEAD.to_owned();
    for record in records {
        let members: Vec<&Member> = record.members.iter().filter(|member| is_name(&member.name)).collect();
        if !record.has_class {
            text.push_str("@type_check_only\n");
        }
        writeln!(text, "class {}(DescribedObject):", record.name).expect("a string takes any text");
        text.push_str(&docstring("    ", &[format!("Versions: {}.", record.versions.whole())]));
        text.push('\n');
        for member in members.into_iter().filter(|member| !TAKEN.contains(&member.name.as_str())) {
            text.push_str(&property(record, member));
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn property(record: &Record, member: &Member) -> String {
    let holds = read(member, "");
    let head = format!("    @property\n    def {}(self) -> {holds}:", member.name);
    match member.versions.within(&record.versions) {
        None => format!("{head} ...\n"),
        Some(range) => format!("{head}\n{}", docstring("        ", &[sentence(&range)])),
    }
}

/// What a field reads as.
pub(super) fn read(member: &Member, module: &str) -> String {
    let holds = answer(&member.holds, module);
    if member.is_present || holds == "Any" { holds } else { format!("{holds} | None") }
}

/// What an answer holds. `module` is what the names of records stand behind.
pub(super) fn answer(holds: &Type, module: &str) -> String {
    match holds {
        Type::DateTime | Type::Date | Type::File => "str".to_owned(),
        Type::Timestamp => "int".to_owned(),
        Type::List(items) => format!("List[{}]", answer(items, module)),
        Type::Map(_) => "OpenObject".to_owned(),
        Type::Record(name) => format!("{module}{name}"),
        Type::Search(kinds) | Type::Union(kinds) => union(kinds, |kind| answer(kind, module)),
        plain => scalar(plain),
    }
}
