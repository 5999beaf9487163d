//! The name of a file, as far as a server can be trusted with it.

use crate::percent;

/// What common file systems allow a name, in bytes.
const LONGEST: usize = 255;

/// Reads the name from `Content-Disposition` (RFC 6266). `filename*` (RFC 8187, UTF-8 only) goes before `filename`.
pub(super) fn from_disposition(header: &str) -> Option<String> {
    let parameters: Vec<(String, &str)> = segments(header)
        .filter_map(|segment| segment.split_once('='))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .collect();
    let value = |wanted: &str| parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    let extended = value("filename*").and_then(decode_extended).and_then(|name| sanitize(&name));
    extended.or_else(|| sanitize(&unquote(value("filename")?)))
}

/// The last part of a path, without what a file system, a shell or a reader could take amiss. `None` when nothing is left.
pub(crate) fn sanitize(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let visible = last.chars().filter(|character| !character.is_control() && !turns_direction(*character));
    let name: String =
        visible.map(|character| if r#"<>:"|?*"#.contains(character) { '_' } else { character }).collect();
    // Windows drops dots and spaces at the end, and a dot at the start hides the file elsewhere.
    let mut name = name.trim_matches(|character: char| character == '.' || character.is_whitespace()).to_owned();
    if is_device(&name) {
        name.insert(0, '_');
    }
    shorten(&mut name);
    (!name.is_empty()).then_some(name)
}

/// Splits at the semicolons outside quotes.
fn segments(header: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    header.split(move |character| {
        let was_escaped = std::mem::take(&mut is_escaped);
        match character {
            '"' if !was_escaped => is_quoted = !is_quoted,
            '\\' if !was_escaped => is_escaped = is_quoted,
            _ => {}
        }
        character == ';' && !is_quoted
    })
}

fn unquote(value: &str) -> String {
    let Some(inside) = value.strip_prefix('"') else { return value.to_owned() };
    let mut text = String::new();
    let mut characters = inside.strip_suffix('"').unwrap_or(inside).chars();
    while let Some(character) = characters.next() {
        text.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    text
}

/// `UTF-8'en'na%C3%AFve.csv`. Anything that is not UTF-8 leaves the word to the plain parameter.
fn decode_extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, encoded) = rest.split_once('\'')?;
    // Unlike in a form, a plus sign is a plus sign here.
    let text = percent::decode(&encoded.replace('+', "%2B"));
    (charset.eq_ignore_ascii_case("utf-8") && !text.contains(char::REPLACEMENT_CHARACTER)).then_some(text)
}

/// Characters that let a name read other than it is, so that `gnp.exe` looks like `exe.png`.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The names Windows keeps for devices, whatever extension follows.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    match stem.as_bytes() {
        b"CON" | b"PRN" | b"AUX" | b"NUL" => true,
        [b'C', b'O', b'M', digit] | [b'L', b'P', b'T', digit] => digit.is_ascii_digit(),
        _ => false,
    }
}

/// Cuts the stem, so that the extension stays.
fn shorten(name: &mut String) {
    if name.len() <= LONGEST {
        return;
    }
    let extension = name.rfind('.').filter(|dot| name.len() - dot < LONGEST / 2).unwrap_or(name.len());
    let kept = name.floor_char_boundary(LONGEST - (name.len() - extension));
    name.replace_range(kept..extension, "");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_extension_and_its_characters_whole() {
        let name = sanitize(&format!("{}.csv", "ë".repeat(400))).expect("it is a name");
        assert_eq!(name, format!("{}.csv", "ë".repeat(125)));
        let name = sanitize(&"ë".repeat(400)).expect("it is a name");
        assert_eq!(name, "ë".repeat(127));
    }
}
