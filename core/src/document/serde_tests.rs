//! Compares acceptance and values with `serde_json`, over thousands of generated and damaged documents.

#![expect(clippy::unwrap_used, reason = "a test stops where it is surprised")]

use serde_json::Value as Expected;

use super::*;

/// `SplitMix64`: small, and the same documents on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

fn generate(random: &mut Random, depth: usize, out: &mut String) {
    let space = |random: &mut Random, out: &mut String| {
        if random.below(8) == 0 {
            out.push_str(random.pick(&[" ", "\n", "\t", "\r\n", "    "]));
        }
    };
    space(random, out);
    match random.below(if depth == 0 { 8 } else { 12 }) {
        0 => out.push_str(random.pick(&["null", "true", "false"])),
        1..4 => out.push_str(random.pick(&[
            "0",
            "-0",
            "7",
            "-1",
            "1734537259",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775808",
            "-9223372036854775809",
            "0.1",
            "-1.5e3",
            "1E2",
            "1e-7",
            "123456.789e-3",
            "1e308",
            "1e309",
            "2.5e+1",
        ])),
        4..8 => string(random, out),
        kind => {
            let object = kind >= 10;
            out.push(if object { '{' } else { '[' });
            space(random, out);
            for child in 0..random.below(5) {
                if child > 0 {
                    out.push(',');
                }
                if object {
                    space(random, out);
                    if random.below(3) == 0 {
                        string(random, out);
                    } else {
                        out.push_str(random.pick(&[r#""id""#, r#""\u0069d""#, r#""type""#, r#""""#]));
                    }
                    space(random, out);
                    out.push(':');
                }
                generate(random, depth - 1, out);
            }
            out.push(if object { '}' } else { ']' });
        }
    }
    space(random, out);
}

fn string(random: &mut Random, out: &mut String) {
    out.push('"');
    for _ in 0..random.below(12) {
        out.push_str(random.pick(&[
            "a",
            "id",
            "longer text ",
            "é",
            "€",
            "😀",
            "\u{7f}",
            r"\n",
            r"\\",
            r#"\""#,
            r"\/",
            r"\u0041",
            r"\u00E9",
            r"\ud83d\ude00",
            r"\u0000",
            "<p>",
            "{",
            "]",
            ",",
            ":",
            "1",
        ]));
    }
    out.push('"');
}

fn damage(random: &mut Random, bytes: &mut Vec<u8>) {
    const INTERESTING: &[u8] = b"{}[]:,\"\\ \t\n\x0b\0\x1f0123456789-+.eEtfnulrsabd/'\x7f\x80\xa9\xc3\xed\xf0\xff";
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len() + 1);
        let byte = INTERESTING[random.below(INTERESTING.len())];
        match (random.below(5), bytes.get_mut(at)) {
            (0, Some(old)) => *old = byte,
            (1, Some(_)) => drop(bytes.remove(at)),
            (2, _) => bytes.truncate(at),
            (3, Some(_)) => bytes.extend_from_within(at..),
            _ => bytes.insert(at, byte),
        }
    }
}

/// Whether `serde_json` refuses what is accepted here on purpose: numbers beyond `f64`, and halves of surrogate pairs.
fn refused_on_purpose(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    ["number out of range", "surrogate", "unexpected end of hex escape"].iter().any(|reason| message.contains(reason))
}

fn assert_same(value: Value<'_>, expected: &Expected) {
    assert_eq!(serde_json::from_str::<Expected>(value.raw()).unwrap(), *expected, "the raw text means the same");
    match expected {
        Expected::Null => assert!(value.is_null()),
        Expected::Bool(expected) => assert_eq!(value.as_bool(), Some(*expected)),
        Expected::Number(expected) => {
            assert_eq!(value.as_u64(), expected.as_u64());
            // `serde_json` reads -0 as a float.
            assert_eq!(value.as_i64().filter(|_| value.raw() != "-0"), expected.as_i64());
            let (ours, theirs) = (value.as_f64().unwrap(), expected.as_f64().unwrap());
            // Without its feature `float_roundtrip`, `serde_json` may be off in the last place.
            assert!((ours - theirs).abs() <= theirs.abs() * 1e-15, "{ours} {theirs}");
        }
        Expected::String(expected) => {
            assert_eq!(value.as_str().unwrap(), expected.as_str());
            assert!(value.as_text().unwrap() == expected.as_str());
        }
        Expected::Array(expected) => {
            assert_eq!((value.kind(), value.len(), value.items().len()), (Kind::Array, expected.len(), expected.len()));
            for (index, (item, expected)) in value.items().zip(expected).enumerate() {
                assert_eq!(value.at(index).unwrap().node(), item.node());
                assert_same(item, expected);
            }
        }
        Expected::Object(expected) => {
            assert_eq!((value.kind(), value.members().count()), (Kind::Object, value.len()));
            for (key, _) in value.members() {
                assert!(expected.contains_key(&*key.decode()));
            }
            for (key, expected) in expected {
                assert_same(value.get(key).unwrap(), expected);
            }
        }
    }
}

/// Says whether both accept; fails where they disagree.
fn compare(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    match (Document::parse(bytes), serde_json::from_slice::<Expected>(bytes)) {
        (Ok(document), Ok(expected)) => {
            assert_same(document.root(), &expected);
            true
        }
        (Err(_), Err(_)) => false,
        (Ok(_), Err(error)) if refused_on_purpose(&error) => false,
        (ours, theirs) => panic!("{text}\nhere: {ours:?}\nserde_json: {theirs:?}"),
    }
}

#[test]
fn generated_documents_read_the_same() {
    let mut random = Random(1);
    let mut accepted = 0;
    for _ in 0..4000 {
        let mut text = String::new();
        generate(&mut random, 4, &mut text);
        accepted += usize::from(compare(text.as_bytes()));
    }
    assert!(accepted > 3000, "{accepted} of 4000 compared");
}

#[test]
fn damaged_documents_are_accepted_and_refused_alike() {
    let mut random = Random(2);
    let mut accepted = 0;
    for _ in 0..30_000 {
        let mut text = String::new();
        generate(&mut random, 3, &mut text);
        let mut bytes = text.into_bytes();
        damage(&mut random, &mut bytes);
        accepted += usize::from(compare(&bytes));
    }
    assert!((3000..27_000).contains(&accepted), "{accepted} of 30000 accepted");
}
