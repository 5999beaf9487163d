//! The texts of articles: between what a client writes and what a help center shows.

/// A body of HTML as the help center stores it: plain text becomes a paragraph, and paragraphs get their class.
pub(crate) fn normalized(body: &str) -> String {
    const PARAGRAPH: &str = "<p class=\"no-margin\">";
    if body.is_empty() || body.starts_with('<') {
        body.replace("<p>", PARAGRAPH)
    } else {
        format!("{PARAGRAPH}{body}</p>")
    }
}

/// The HTML of Markdown, as far as paragraphs go.
pub(crate) fn from_markdown(markdown: &str) -> String {
    let escaped = markdown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    paragraphs(&escaped).map(normalized).collect()
}

/// The paragraphs of Markdown.
pub(crate) fn paragraphs(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

/// A title as part of a URL.
pub(crate) fn slug(title: &str) -> String {
    let words: Vec<_> =
        title.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}
