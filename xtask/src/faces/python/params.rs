//! `params.py`: the dicts that requests are made of.

use std::fmt::Write as _;

use super::super::model::{Member, Record};
use super::super::versions::sentence;
use super::{is_name, request};

const HEAD: &str = r#""""The dicts that arguments are made of, for those who build them apart from the call.

>>> from entryphone.params import Recipient
>>> recipient: Recipient = {"type": "user", "id": "5ba682d23d7cf92bef87bfd4"}

Every key may be left out. Texts with known values take others as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypedDict

from ._core import Condition, Object

"#;

/// Writes the file.
pub(super) fn write(records: &[Record]) -> String {
    let names: Vec<String> = records.iter().map(|record| format!("    \"{}\",\n", record.name)).collect();
    let mut text = format!("{HEAD}__all__ = [\n{}]\n", names.concat());
    for record in records {
        text.push_str("\n\n");
        if record.members.iter().all(|member| is_name(&member.name)) {
            text.push_str(&class(record));
        } else {
            text.push_str(&assignment(record));
        }
    }
    text
}

fn class(record: &Record) -> String {
    let mut text = format!("class {}(TypedDict, total=False):\n", record.name);
    writeln!(text, "    \"\"\"Versions: {}.\"\"\"\n", record.versions.whole()).expect("a string takes any text");
    for member in &record.members {
        writeln!(text, "    {}: {}", member.name, value(member)).expect("a string takes any text");
        if let Some(range) = member.versions.within(&record.versions) {
            writeln!(text, "    \"\"\"{}\"\"\"", sentence(&range)).expect("a string takes any text");
        }
    }
    text
}

/// A dict with keys that are no names, which a class cannot have.
fn assignment(record: &Record) -> String {
    let name = &record.name;
    let members = record.members.iter().map(|member| {
        let value = value(member);
        let quote = if value.contains('"') { '\'' } else { '"' };
        format!("        {:?}: {quote}{value}{quote},\n", member.name)
    });
    format!(
        "{name} = TypedDict(\n    \"{name}\",\n    {{\n{}    }},\n    total=False,\n)\n",
        members.collect::<String>()
    )
}

fn value(member: &Member) -> String {
    let holds = request(&member.holds, "");
    if member.is_nullable && holds != "Any" { format!("{holds} | None") } else { holds }
}
