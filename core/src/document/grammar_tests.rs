//! What is a JSON document and what is not, by RFC 8259.

use super::*;

/// Documents the grammar allows, and some it allows although many think otherwise.
const ACCEPTED: &[&str] = &[
    // Scalars may stand alone.
    "null",
    "true",
    "false",
    "0",
    r#""""#,
    r#""a""#,
    "[]",
    "{}",
    // Numbers.
    "-0",
    "-1",
    "10",
    "1.0",
    "0.0",
    "-0.0",
    "0e0",
    "0E+1",
    "1e-2",
    "1.5E+10",
    "20e1",
    "123.456e78",
    "1e400",
    "-1e-400",
    "123456789012345678901234567890",
    "0.1234567890123456789012345678901234567890",
    "[-0,0,-1.5e3]",
    // Strings and escapes.
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u0000\uffff\uABCD\uabcd""#,
    r#""\ud83d\ude00""#,
    r#""\ud800""#,
    r#""\udc00\ud800""#,
    r#""\\u00""#,
    r#""/""#,
    r#""'""#,
    "\"\u{7f}\"",
    "\"\u{2028}\u{2029}\"",
    "\"\u{feff}\"",
    "\"\u{10ffff}\"",
    "\"é€😀\"",
    r#""[1,{\"a\":}""#,
    r#""1234567""#,
    r#""12345678""#,
    r#""123456789""#,
    r#""1234567\n""#,
    r#""12345678\n1""#,
    // Structure.
    "[1]",
    "[1,2]",
    "[[]]",
    "[[],[]]",
    "[{}]",
    "[[[1]],2]",
    r#"{"a":1}"#,
    r#"{"a":1,"b":2}"#,
    r#"{"":0}"#,
    r#"{"a":{}}"#,
    r#"{"a":[{"b":[]}],"c":null}"#,
    r#"{"a":1,"a":2}"#,
    r#"{"\u0061":1,"a":2}"#,
    "[null,true,false]",
    // Whitespace.
    " null",
    "null ",
    "\n1\n",
    " [ ] ",
    " { } ",
    "[ 1 , 2 ]",
    "{ \"a\" : 1 , \"b\" : [ ] }",
    "\t\r\n [\t\r\n 1\t\r\n ]\t\r\n ",
];

/// Bytes that are not a document, and the byte that is to blame.
const REFUSED: &[(&[u8], usize)] = &[
    // Nothing.
    (b"", 0),
    (b" ", 1),
    (b"\n\t", 2),
    // Literals.
    (b"nul", 3),
    (b"nulL", 3),
    (b"Null", 0),
    (b"True", 0),
    (b"tru", 3),
    (b"fals", 4),
    (b"nullx", 4),
    (b"truefalse", 4),
    (b"NaN", 0),
    (b"Infinity", 0),
    (b"undefined", 0),
    (b"[nul]", 4),
    // Numbers.
    (b"-", 1),
    (b"+1", 0),
    (b"01", 1),
    (b"-01", 2),
    (b"00", 1),
    (b"1.", 2),
    (b".5", 0),
    (b"-.5", 1),
    (b"1.e5", 2),
    (b"1e", 2),
    (b"1e+", 3),
    (b"1E-", 3),
    (b"1e1.5", 3),
    (b"1.2.3", 3),
    (b"0x1", 1),
    (b"1_000", 1),
    (b"1a", 1),
    (b"--1", 1),
    (b"-a", 1),
    (b"-Infinity", 1),
    (b"0.e1", 2),
    (b"[1.]", 3),
    (b"[-]", 2),
    (b"1 2", 2),
    ("１".as_bytes(), 0),
    (b"[0123]", 2),
    // Strings.
    (b"\"", 1),
    (b"\"a", 2),
    (b"'a'", 0),
    (b"a", 0),
    (b"\"a\"b", 3),
    (b"\"\n\"", 1),
    (b"\"\t\"", 1),
    (b"\"\0\"", 1),
    (b"\"\x1f\"", 1),
    (b"\"12345678\x01\"", 9),
    (b"\"a\"\"b\"", 3),
    // Escapes.
    (br#""\""#, 3),
    (br#""\a""#, 2),
    (br#""\x41""#, 2),
    (br#""\'""#, 2),
    (br#""\u""#, 3),
    (br#""\u123""#, 6),
    (br#""\u123g""#, 6),
    (br#""\U0041""#, 2),
    (br#""\u 041""#, 3),
    (br#""\u+041""#, 3),
    (b"\"\\\n\"", 2),
    (b"\"\\\xc3\xa9\"", 2),
    (b"\"\\", 2),
    (b"\"\\u00", 5),
    (br#""\ud800\""#, 9),
    (br#""\ud800\x""#, 8),
    // UTF-8.
    (b"\"\xff\"", 1),
    (b"\"\x80\"", 1),
    (b"\"ab\xc3\"", 3),
    (b"\"\xc0\x80\"", 1),
    (b"\"\xe2\x82\"", 1),
    (b"\"\xed\xa0\x80\"", 1),
    (b"\"\xf4\x90\x80\x80\"", 1),
    (b"\"\xf0\x9f\x98\"", 1),
    (b"\"\\n\xff\"", 3),
    (b"\xff", 0),
    (b"[\xff]", 1),
    (b"{\"\xff\":1}", 2),
    // Byte order marks and other encodings.
    (b"\xef\xbb\xbf{}", 0),
    (b"\xef\xbb\xbf", 0),
    (b"\xef\xbb{}", 0),
    (b"\xff\xfe[\0]\0", 0),
    (b"\0[\0]", 0),
    // Arrays.
    (b"[", 1),
    (b"]", 0),
    (b"[1", 2),
    (b"[1,", 3),
    (b"[1,]", 3),
    (b"[,1]", 1),
    (b"[,]", 1),
    (b"[1,,2]", 3),
    (b"[1 2]", 3),
    (b"[1}", 2),
    (b"[1]]", 3),
    (b"[]]", 2),
    (b"[][]", 2),
    (b"[1:2]", 2),
    (b"[\"a\":1]", 4),
    (b"[[]", 3),
    (b"[\"a\"", 4),
    (b"[(1)]", 1),
    // Objects.
    (b"{", 1),
    (b"}", 0),
    (b"{]", 1),
    (b"{\"a\"", 4),
    (b"{\"a\":", 5),
    (b"{\"a\":1", 6),
    (b"{\"a\":1,", 7),
    (b"{\"a\":1,}", 7),
    (b"{,}", 1),
    (b"{\"a\"}", 4),
    (b"{\"a\":}", 5),
    (b"{\"a\" 1}", 5),
    (b"{\"a\",1}", 4),
    (b"{\"a\"::1}", 5),
    (b"{a:1}", 1),
    (b"{'a':1}", 1),
    (b"{1:1}", 1),
    (b"{null:1}", 1),
    (b"{[]:1}", 1),
    (b"{\"a\":1 \"b\":2}", 7),
    (b"{\"a\":1,,\"b\":2}", 7),
    (b"{\"a\":1}}", 7),
    (b"{\"a\":1]", 6),
    (b"{\"a\":1}{}", 7),
    (b"{\"a\":1,1}", 7),
    (b"{\"a\":1:2}", 6),
    (b"{\"a\":1};", 7),
    // Comments, and whitespace that is not JSON's.
    (b"[1]//", 3),
    (b"/**/1", 0),
    (b"#1", 0),
    (b"[1,/*2*/3]", 3),
    (b"\x0c1", 0),
    (b"\x0b1", 0),
    (b"\xc2\xa01", 0),
    (b"\xe2\x80\xa81", 0),
    (b"[1\0]", 2),
    (b"1\0", 1),
    (b"\0", 0),
    (b"[]\xef\xbb\xbf", 2),
    // What proxies answer.
    (b"<html><body>502 Bad Gateway</body></html>", 0),
    (b"Bad Gateway", 0),
];

const SAMPLE: &str =
    r#" {"type" : "list","data":[{"id":"1\n\u00e9\ud83d\ude00","n":[-1.5e+10,0,true,false,null,{}]},"é€😀"],"":[[]]}"#;

fn error(bytes: &[u8]) -> DocumentError {
    Index::parse(bytes).expect_err(&String::from_utf8_lossy(bytes))
}

#[test]
fn what_the_grammar_allows_is_accepted_and_read_back_as_it_stands() {
    for text in ACCEPTED.iter().copied().chain([SAMPLE]) {
        let document = Document::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(document.root().raw(), text.trim_matches([' ', '\t', '\r', '\n']));
    }
}

#[test]
fn what_the_grammar_does_not_allow_is_refused_at_the_byte_to_blame() {
    for (bytes, offset) in REFUSED {
        assert_eq!(error(bytes).offset(), *offset, "{}: {}", String::from_utf8_lossy(bytes), error(bytes));
    }
}

#[test]
fn a_truncated_document_is_refused_and_known_to_be_truncated() {
    for length in 0..SAMPLE.len() {
        let error = error(&SAMPLE.as_bytes()[..length]);
        assert!(error.is_truncated() && error.offset() == length, "{length}: {error}");
    }
}

#[test]
fn any_single_byte_put_anywhere_is_survived() {
    let mut bytes = SAMPLE.as_bytes().to_vec();
    for at in 0..bytes.len() {
        let original = bytes[at];
        for byte in 0..=u8::MAX {
            bytes[at] = byte;
            match Index::parse(&bytes) {
                Ok(index) => assert!(!index.root(&bytes).raw().is_empty()),
                Err(error) => assert!(error.offset() <= bytes.len()),
            }
        }
        bytes[at] = original;
    }
}

#[test]
fn nesting_is_limited_and_neither_deep_nor_endless_documents_overflow_the_stack() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [1, MAX_DEPTH - 1, MAX_DEPTH] {
        assert!(Index::parse(nested(depth).as_bytes()).is_ok(), "{depth}");
    }
    assert_eq!(error(nested(MAX_DEPTH + 1).as_bytes()).offset(), MAX_DEPTH);
    assert_eq!(error("[".repeat(1 << 20).as_bytes()).offset(), MAX_DEPTH);
    assert_eq!(error(r#"{"a":"#.repeat(1 << 18).as_bytes()).offset(), 5 * MAX_DEPTH);
    // The limit is on what is open at once.
    assert!(Index::parse(format!("[{}0]", format!("{},", nested(MAX_DEPTH - 1)).repeat(100)).as_bytes()).is_ok());
}

#[test]
fn a_document_beyond_the_largest_size_is_refused_unread() {
    assert_eq!(error(&vec![0; MAX_BYTES + 1]).offset(), MAX_BYTES);
}

#[test]
fn errors_are_one_sentence_that_says_what_would_be_right_and_where() {
    let cases: [(&[u8], &str); 12] = [
        (b"[1 2]", "expected ',' or ']' at byte 3"),
        (b"{\"a\":1", "expected ',' or '}' at byte 6, where the document ends"),
        (b"", "expected a value at byte 0, where the document ends"),
        (b"<html>", "expected a value at byte 0"),
        (b"[x]", "expected a value or ']' at byte 1"),
        (b"[1,]", "expected a value at byte 3"),
        (b"{1}", "expected a key in quotes or '}' at byte 1"),
        (b"{\"a\":1,}", "expected a key in quotes at byte 7"),
        (b"\xef\xbb\xbf{}", "expected a value, not a byte order mark at byte 0"),
        (b"\"\xff\"", "expected UTF-8 at byte 1"),
        (br#"["\q"]"#, r#"expected one of "\/bfnrtu after a backslash at byte 3"#),
        (b"[] []", "expected nothing but whitespace after the value at byte 3"),
    ];
    for (bytes, sentence) in cases {
        assert_eq!(error(bytes).to_string(), sentence);
    }
}

#[test]
fn the_limits_are_named_in_their_errors() {
    assert!(error("[".repeat(MAX_DEPTH + 1).as_bytes()).to_string().contains(&format!(" {MAX_DEPTH} ")));
    assert!(error(&vec![0; MAX_BYTES + 1]).to_string().contains(&format!(" {} ", MAX_BYTES + 1)));
}
