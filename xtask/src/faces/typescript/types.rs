//! The objects that answers are made of.

use std::fmt::Write as _;

use super::super::model::{Member, Record, Type};
use super::{comment, key, remarks, write as write_type};

/// Writes the declarations.
pub(super) fn write(records: &[Record]) -> String {
    let mut text = String::new();
    for record in records {
        text.push_str(&comment("", &[format!("Versions: {}.", record.versions.whole())]));
        writeln!(text, "export interface {} {{", record.name).expect("a string takes any text");
        for member in &record.members {
            text.push_str(&remarks("  ", member.versions.within(&record.versions), member.holds.unit()));
            let optional = if member.is_present { "" } else { "?" };
            writeln!(text, "  {}{optional}: {};", key(&member.name), read(member, ""))
                .expect("a string takes any text");
        }
        text.push_str("}\n\n");
    }
    text.trim_end().to_owned() + "\n"
}

/// What a field reads as. `module` is what the names of records stand behind.
pub(super) fn read(member: &Member, module: &str) -> String {
    let holds = answer(&member.holds, module);
    if member.is_nullable && holds != "any" { format!("{holds} | null") } else { holds }
}

/// What an answer holds.
pub(super) fn answer(holds: &Type, module: &str) -> String {
    write_type(holds, &|name| format!("{module}{name}"), "{ [name: string]: unknown }")
}
