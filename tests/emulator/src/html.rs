//! What the API does to the HTML of messages.

/// A message as the API keeps it: a plain text becomes a paragraph, and of a whole page only what it shows is kept.
pub(crate) fn normalized(body: &str) -> String {
    let shown = match (body.find("<body>"), body.rfind("</body>")) {
        (Some(start), Some(end)) if start < end => &body[start + "<body>".len()..end],
        _ => body,
    };
    let shown = shown.trim();
    if shown.starts_with('<') { shown.to_owned() } else { format!("<p>{shown}</p>") }
}

/// The text between the tags, in which the end of a block is the end of a line.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tagged)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tagged.split_once('>') else {
            text.push('<');
            rest = tagged;
            continue;
        };
        if matches!(tag, "/p" | "/li" | "/h1" | "/h2" | "/h3" | "br" | "br/" | "br /") {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    text.trim().to_owned()
}
