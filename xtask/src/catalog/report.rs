//! What an import changes, for the person who made it: what differs, version by version, and what to do about it.

mod difference;
mod proposal;
mod work;

use std::fmt::Write as _;

use super::Catalog;
use super::description::Description;
use super::fold::unfold;
use super::import::Archive;
use difference::{Difference, Word};

pub use self::proposal::propose;

/// A version, and the one it is compared with.
struct Comparison {
    version: String,
    /// Whether it was not known before.
    is_new: bool,
    /// What it is compared with, in words.
    with: String,
    before: Description,
    after: Description,
}

impl Comparison {
    fn differences(&self) -> Vec<Difference> {
        difference::between(&self.before, &self.after)
    }
}

/// What differs between the archive and the catalog that came of it, and what is left to do before `gen` accepts it. Empty when
/// there is neither.
///
/// A version that was known is compared with what it was, and a new one with the version before it. What is true of several
/// versions is said once.
pub fn report(before: &Archive, after: &Catalog) -> String {
    let comparisons = comparisons(before, &after.archive);
    let mut text = String::new();
    let mut said = Vec::new();
    for comparison in &comparisons {
        let differences = comparison.differences();
        if !differences.is_empty() || comparison.is_new {
            write_comparison(comparison, &differences, &said, &mut text);
        }
        said.extend(differences);
    }
    let pending = work::pending(after, &comparisons);
    if !text.is_empty() || !pending.is_empty() {
        text.push_str(&work::write(pending));
    }
    text
}

fn comparisons(before: &Archive, after: &Archive) -> Vec<Comparison> {
    let names = after.model.timeline.names();
    let compared = names.iter().enumerate().map(|(place, version)| {
        let (with, earlier) = match (before.model.timeline.place(version), place.checked_sub(1)) {
            (Ok(known), _) => (format!("{version} as it was"), unfold(&before.model, known)),
            (Err(_), Some(previous)) => (names[previous].clone(), unfold(&after.model, previous)),
            (Err(_), None) => ("nothing".to_owned(), Description::default()),
        };
        let is_new = before.model.timeline.place(version).is_err();
        Comparison { version: version.clone(), is_new, with, before: earlier, after: unfold(&after.model, place) }
    });
    compared.collect()
}

fn write_comparison(comparison: &Comparison, differences: &[Difference], said: &[Difference], text: &mut String) {
    let Comparison { version, with, after, .. } = comparison;
    let mut say = |line: String| writeln!(text, "{line}").expect("a string takes any text");
    say(format!(
        "{version}, compared with {with}: {} operations, {} schemas",
        after.operations.len(),
        after.schemas.len()
    ));
    if differences.is_empty() {
        say("  nothing differs".to_owned());
    }
    let mut subject = "";
    for difference in differences.iter().filter(|difference| !said.contains(difference)) {
        if difference.place.is_empty() {
            say(format!("  {:<8} {}{}", difference.word, difference.subject, spaced(&difference.detail)));
        } else {
            if subject != difference.subject {
                say(format!("  {:<8} {}", Word::Changed, difference.subject));
            }
            say(format!("    {:<8} {}{}", difference.word, difference.place, spaced(&difference.detail)));
        }
        subject = &difference.subject;
    }
    match differences.iter().filter(|difference| said.contains(difference)).count() {
        0 => {}
        known => say(format!("  and {known} of what is said above")),
    }
    say(String::new());
}

fn spaced(detail: &str) -> String {
    if detail.is_empty() { String::new() } else { format!("  {detail}") }
}
