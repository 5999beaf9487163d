//! `members.rb`: the names that members of answers have.

use std::collections::BTreeSet;

use super::super::model::Api;
use super::is_name;

/// Writes the file.
pub(super) fn write(api: &Api) -> String {
    let names = api.schemas.iter().chain(&api.answers).flat_map(|record| &record.members).map(|member| &*member.name);
    let names: BTreeSet<&str> = names.filter(|name| is_name(name)).collect();
    let mut lines = vec![String::from("     ")];
    for name in names {
        let last = lines.last_mut().expect("there is one from the start");
        if last.len() + 1 + name.len() <= 140 {
            last.push(' ');
            last.push_str(name);
        } else {
            lines.push(format!("      {name}"));
        }
    }
    let lines = lines.join("\n");
    format!(
        "# frozen_string_literal: true\n\nmodule Entryphone\n  class Record\n    # What members of answers are called.\n    \
         MEMBERS = %w[\n{lines}\n    ].to_h {{ |name| [name, true] }}.freeze\n    private_constant :MEMBERS\n  end\nend\n"
    )
}
