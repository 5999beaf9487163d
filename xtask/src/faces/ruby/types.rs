//! `types.rbs`: what the records of answers have.

use std::fmt::Write as _;

use super::super::model::{Member, Record};
use super::{answer, is_name, optional, remarks};

/// Methods of every record, which a member of that name is not read by.
const TAKEN: [&str; 5] = ["class", "dig", "hash", "keys", "to_h"];

const HEAD: &str = "module Entryphone
  # What records of answers have. Any member may be missing or null, and both read as nil; only `id` and `type`, without which an object
  # is of no use, are taken to be there.
  module Types
";

/// Writes the file.
pub(super) fn write(records: &[Record]) -> String {
    let mut text = HEAD.to_owned();
    for (place, record) in records.iter().enumerate() {
        let gap = if place > 0 { "\n" } else { "" };
        writeln!(text, "{gap}    # Versions: {}.", record.versions.whole()).expect("a string takes any text");
        writeln!(text, "    interface _{}\n      include _Record", record.name).expect("a string takes any text");
        for member in &record.members {
            if is_name(&member.name) && !TAKEN.contains(&&*member.name) {
                text.push_str(&remarks("      ", member.versions.within(&record.versions), &member.holds));
                writeln!(text, "      def {}: () -> {}", member.name, read(member)).expect("a string takes any text");
            }
        }
        text.push_str("    end\n");
    }
    text + "  end\nend\n"
}

/// What a member reads as.
fn read(member: &Member) -> String {
    let holds = answer(&member.holds);
    match holds.contains(" | ") {
        _ if !member.is_present => optional(&holds),
        true => format!("({holds})"),
        false => holds,
    }
}
