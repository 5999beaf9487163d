//! The one part of writing JSON that has rules: strings.

/// Appends `text` to `out` as a JSON string, with its quotes.
///
/// Only what must be escaped is: quotes, backslashes and control characters, the last in their short form where JSON has
/// one and as `\u00xx` otherwise. Everything else stays as it is, in UTF-8. These are the bytes `JSON.stringify` writes.
pub fn write_string(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let short = match byte {
            b'"' => '"',
            b'\\' => '\\',
            0x08 => 'b',
            0x09 => 't',
            0x0a => 'n',
            0x0c => 'f',
            0x0d => 'r',
            0x00..0x20 => 'u',
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        plain = at + 1;
        out.push('\\');
        out.push(short);
        if short == 'u' {
            out.push_str("00");
            out.extend([byte >> 4, byte & 0xf].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn written(text: &str) -> String {
        let mut out = String::new();
        write_string(text, &mut out);
        out
    }

    #[test]
    fn only_what_must_be_escaped_is() {
        assert_eq!(written(""), r#""""#);
        assert_eq!(written("Zoë 😀 /"), r#""Zoë 😀 /""#);
        assert_eq!(written("\"a\\\n\u{1}\u{1f}\u{7f}"), "\"\\\"a\\\\\\n\\u0001\\u001f\u{7f}\"");
    }

    #[test]
    fn every_character_is_written_as_serde_json_writes_it_and_reads_back() {
        for character in (0..0x300).chain(0xd700..0xe100).chain(0x1_0000..0x1_0010).filter_map(char::from_u32) {
            let text = format!("a{character}{character}b");
            let written = written(&text);
            assert_eq!(written, serde_json::to_string(&text).expect("strings serialize"));
            assert_eq!(Document::parse(&written).expect("it is JSON").root().as_str().as_deref(), Some(&*text));
        }
    }

    #[test]
    fn it_appends() {
        let mut out = String::from("{");
        write_string("id", &mut out);
        assert_eq!(out, r#"{"id""#);
    }
}
