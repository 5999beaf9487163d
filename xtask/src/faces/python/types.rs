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

/// The members that every object has, so that a field of that name is read as `object.keys_`.
const TAKEN: [&str; 8] = ["detach", "extra", "get", "items", "keys", "to_dict", "to_json", "values"];

/// Writes the file.
pub(super) fn write(records: &[Record]) -> String {
    let mut text = HEAD.to_owned();
    for record in records {
        if !record.has_class {
            text.push_str("@type_check_only\n");
        }
        writeln!(text, "class {}(DescribedObject):", record.name).expect("a string takes any text");
        text.push_str(&docstring("    ", &[format!("Versions: {}.", record.versions.whole())]));
        text.push('\n');
        let identity = if record.members.iter().any(|member| member.name == "id") { "\"id\"," } else { "" };
        writeln!(text, "    __match_args__ = ({identity})").expect("a string takes any text");
        for member in &record.members {
            let is_free = is_name(&member.name) && !TAKEN.contains(&member.name.as_str());
            let name = if is_free { member.name.clone() } else { format!("{}_", member.name) };
            if is_name(&name) {
                text.push_str(&property(record, member, &name));
            }
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn property(record: &Record, member: &Member, name: &str) -> String {
    let holds = read(member, "");
    let head = format!("    @property\n    def {name}(self) -> {holds}:");
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
