//! Texts compared word by word.

/// Whether `text` says all the words of `wanted`, in any order. Letters' case does not count.
pub(crate) fn mentions(text: &str, wanted: &str) -> bool {
    let text: Vec<_> = words(text).collect();
    words(wanted).all(|word| text.contains(&word))
}

/// Whether the words of `wanted` stand one after the other in `text`. Letters' case does not count.
pub(super) fn contains(text: &str, wanted: &str) -> bool {
    let [text, wanted] = [text, wanted].map(|text| words(text).collect::<Vec<_>>());
    !wanted.is_empty() && text.windows(wanted.len()).any(|window| window == wanted)
}

/// The words of a text, without the tags of its HTML.
fn words(text: &str) -> impl Iterator<Item = String> {
    crate::html::plain_text(text)
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}
