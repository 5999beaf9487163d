//! Texts whose values are known, as enums.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::names::camel_case;

/// The variant that stands for what came later.
const OTHER: &str = "Other";

/// An enum of that name, or nothing when there is no choice between words or one of them makes no name.
pub(super) fn write(name: &str, doc: &str, words: &[String]) -> Option<String> {
    let variants: Vec<String> = words.iter().map(|word| variant(word)).collect();
    let distinct: BTreeSet<&String> = variants.iter().collect();
    let are_names = variants.iter().all(|variant| variant.starts_with(|first: char| first.is_ascii_uppercase()));
    if words.len() < 2 || !are_names || distinct.len() < words.len() || variants.iter().any(|variant| variant == OTHER)
    {
        return None;
    }
    let mut text = format!("\n/// {doc}\n#[derive(Clone, Debug, PartialEq, Eq, Hash)]\npub enum {name} {{\n");
    let mut pairs = String::new();
    for (variant, word) in variants.iter().zip(words) {
        writeln!(text, "/// `{word}`\n{variant},").expect("a string takes any text");
        write!(pairs, "{variant} = {word:?}, ").expect("a string takes any text");
    }
    writeln!(text, "/// One that the catalog does not list.\n{OTHER}(String),\n}}").expect("a string takes any text");
    writeln!(text, "\nwords!({name}, [{pairs}]);").expect("a string takes any text");
    Some(text)
}

/// `not_contacted` → `NotContacted`, `AND` → `And`.
fn variant(word: &str) -> String {
    if word.chars().any(|letter| letter.is_ascii_lowercase()) {
        camel_case(word)
    } else {
        camel_case(&word.to_ascii_lowercase())
    }
}
