//! The fields of objects and the parameters of operations, as tables.

use indexmap::IndexMap;

use super::{Book, table};
use crate::faces::model::{Member, Record, Type};
use crate::faces::versions::Versions;

impl Book<'_> {
    /// A table of members. `outer` are the versions of what they belong to.
    pub(super) fn members<'m>(
        &self,
        head: &str,
        outer: &Versions,
        members: impl IntoIterator<Item = &'m Member>,
    ) -> String {
        table(head, members.into_iter().map(|member| (format!("`{}`", member.name), self.member(member, outer))))
    }

    fn member(&self, member: &Member, outer: &Versions) -> String {
        let holds = if !member.turns.is_empty() {
            self.turns(member)
        } else if matches!(member.holds, Type::Words(_)) && !member.values.is_empty() {
            values(member)
        } else {
            self.words(&member.holds)
        };
        let null = if member.is_nullable { " or null" } else { "" };
        let required = if member.is_required { "; **required**" } else { "" };
        let range = member.versions.within(outer).map(|range| format!("; *{range}*")).unwrap_or_default();
        format!("{holds}{null}{required}{range}")
    }

    /// What it was in each range of versions.
    pub(super) fn turns(&self, member: &Member) -> String {
        let turns = member.turns.iter().map(|(versions, holds)| {
            let range = versions.within(&member.versions).unwrap_or_else(|| versions.whole());
            format!("{} *({range})*", self.words(holds))
        });
        turns.collect::<Vec<_>>().join(", ")
    }

    /// Objects that have no page of their own, below the object or the operation that is their home. They have no heading, or they
    /// would fill the sidebar.
    pub(super) fn sections(&self, owner: &str, outer: &Versions, records: &[&Record]) -> String {
        let records = records.iter().filter(|record| self.homes[record.name.as_str()].owner == owner);
        let sections = records.map(|record| {
            let range = record.versions.within(outer).map(|range| format!(" *{range}*")).unwrap_or_default();
            let head = format!("<span id=\"{}\">{}</span>{range}", record.name, record.name);
            self.members(&head, &record.versions, &record.members)
        });
        sections.collect()
    }
}

/// The values of a text, those of one range of versions together.
pub(super) fn values(member: &Member) -> String {
    let mut ranges: IndexMap<Option<String>, Vec<String>> = IndexMap::new();
    for (value, versions) in &member.values {
        ranges.entry(versions.within(&member.versions)).or_default().push(format!("`{value}`"));
    }
    let ranges = ranges.into_iter().map(|(range, values)| match range {
        None => values.join(", "),
        Some(range) => format!("{} *({range})*", values.join(", ")),
    });
    ranges.collect::<Vec<_>>().join("; ")
}
