//! What reading a document answers.

#![expect(clippy::unwrap_used, reason = "a test stops where it is surprised")]

use super::*;

fn document(text: &str) -> Document<&str> {
    Document::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn a_page_of_a_list_is_read_by_key_path_and_position() {
    let page = document(
        r#"{"type":"list","data":[{"id":"a"},{"id":"b","tags":[1,[2,3],{}]}],"pages":{"next":{"starting_after":"x"}},"n":null}"#,
    );
    let root = page.root();
    assert_eq!(root.kind(), Kind::Object);
    assert_eq!(root.len(), 4);
    assert_eq!(root.path(&["pages", "next", "starting_after"]).unwrap().as_str().unwrap(), "x");
    assert!(root.path(&["pages", "prev", "starting_after"]).is_none());
    assert!(root.path(&["type", "list"]).is_none());
    assert_eq!(root.path(&[]).unwrap().raw(), root.raw());
    assert!(root.get("n").unwrap().is_null());
    assert!(root.get("id").is_none());
    let data = root.get("data").unwrap();
    assert_eq!(data.items().map(|item| item.get("id").unwrap().as_str().unwrap()).collect::<Vec<_>>(), ["a", "b"]);
    let tags = data.at(1).unwrap().get("tags").unwrap();
    assert_eq!(tags.items().map(Value::raw).collect::<Vec<_>>(), ["1", "[2,3]", "{}"]);
    assert!(data.at(2).is_none());
    assert_eq!(root.members().map(|(key, _)| key.decode()).collect::<Vec<_>>(), ["type", "data", "pages", "n"]);
}

#[test]
fn a_list_of_more_nodes_than_room_was_made_for_is_complete() {
    let numbers = (0..100_000).map(|number| (number % 10).to_string()).collect::<Vec<_>>();
    let text = format!("[{}]", numbers.join(","));
    let page = document(&text);
    assert_eq!(page.root().len(), 100_000);
    assert!(page.root().items().map(Value::raw).eq(numbers.iter().map(String::as_str)));
    assert_eq!(page.root().at(99_999).unwrap().as_u64(), Some(9));
    assert!(page.root().at(100_000).is_none());
}

#[test]
fn raw_is_the_exact_text_whatever_whitespace_is_around_and_within() {
    let page = document(" { \"a\" : [ 1 , \"\\u0041\" , { } , [ ] ] , \"b\" : { \"c\" : -1.50E+2 } } ");
    let root = page.root();
    assert_eq!(root.get("a").unwrap().raw(), "[ 1 , \"\\u0041\" , { } , [ ] ]");
    assert_eq!(root.get("a").unwrap().items().map(Value::raw).collect::<Vec<_>>(), ["1", "\"\\u0041\"", "{ }", "[ ]"]);
    assert_eq!(root.get("b").unwrap().raw(), "{ \"c\" : -1.50E+2 }");
    assert_eq!(root.path(&["b", "c"]).unwrap().raw(), "-1.50E+2");
    assert_eq!(&page.bytes()[root.span()], root.raw().as_bytes());
    assert_eq!(root.span(), 1..page.bytes().len() - 1);
}

#[test]
fn the_last_of_duplicate_keys_is_found_and_all_are_kept() {
    let page = document(r#"{"id":1,"\u0069d":[2],"other":0,"i\u0064":3}"#);
    assert_eq!(page.root().get("id").unwrap().raw(), "3");
    assert_eq!(page.root().len(), 4);
    assert_eq!(page.root().members().filter(|(key, _)| *key == "id").count(), 3);
    assert_eq!(document(r#"{"id":{"id":1},"id":2}"#).root().get("id").unwrap().raw(), "2");
}

#[test]
fn keys_with_escapes_are_found_by_their_meaning() {
    let page = document(r#"{"caf\u00e9":1,"a\"b":2,"\ud83d\ude00":3,"plain":4}"#);
    for (key, raw) in [("café", "1"), ("a\"b", "2"), ("😀", "3"), ("plain", "4")] {
        assert_eq!(page.root().get(key).unwrap().raw(), raw);
    }
    for key in ["", "caf", "caf\\u00e9", "plai", "plain ", "PLAIN"] {
        assert!(page.root().get(key).is_none(), "{key}");
    }
}

#[test]
fn integers_keep_every_digit_and_are_told_from_fractions() {
    let cases = [
        ("0", Some(0), Some(0), true),
        ("-0", None, Some(0), true),
        ("-7", None, Some(-7), true),
        ("-999999999999999999", None, Some(-999_999_999_999_999_999), true),
        ("1000000000000000000", Some(1_000_000_000_000_000_000), Some(1_000_000_000_000_000_000), true),
        ("-9223372036854775808", None, Some(i64::MIN), true),
        ("-9223372036854775809", None, None, true),
        ("9223372036854775807", Some(9_223_372_036_854_775_807), Some(i64::MAX), true),
        ("18446744073709551615", Some(u64::MAX), None, true),
        ("18446744073709551616", None, None, true),
        ("1.0", None, None, false),
        ("1e3", None, None, false),
    ];
    for (text, unsigned, signed, integer) in cases {
        let page = document(text);
        let root = page.root();
        assert_eq!((root.as_u64(), root.as_i64(), root.is_integer()), (unsigned, signed, integer), "{text}");
        assert_eq!(root.raw(), text);
        assert_eq!(root.as_f64(), text.parse().ok());
    }
    assert_eq!(document("1e400").root().as_f64(), Some(f64::INFINITY));
}

#[test]
fn a_value_read_as_what_it_is_not_is_none_or_empty() {
    for text in ["null", "true", "1", r#""1""#, "[1]", r#"{"a":1}"#] {
        let page = document(text);
        let root = page.root();
        let kind = root.kind();
        assert_eq!(root.is_null(), kind == Kind::Null);
        assert_eq!(root.as_bool().is_some(), kind == Kind::Bool);
        assert_eq!(root.as_str().is_some(), kind == Kind::String);
        assert_eq!(root.as_f64().is_some(), kind == Kind::Number);
        assert_eq!(root.as_u64().is_some(), kind == Kind::Number);
        assert_eq!(root.as_i64().is_some(), kind == Kind::Number);
        assert_eq!(root.items().count(), usize::from(kind == Kind::Array));
        assert_eq!(root.members().count(), usize::from(kind == Kind::Object));
        assert_eq!(root.get("a").is_some(), kind == Kind::Object);
        assert_eq!(root.at(0).is_some(), kind == Kind::Array);
        assert_eq!(root.is_empty(), !matches!(kind, Kind::Array | Kind::Object));
    }
}

#[test]
fn a_value_is_found_again_by_its_node() {
    let page = document(r#"{"data":[{"id":"a"},{"id":"b"}]}"#);
    let node = page.root().get("data").unwrap().at(1).unwrap().node();
    assert_eq!(page.value(node).raw(), r#"{"id":"b"}"#);
    assert_eq!(page.value(page.root().node()).raw(), page.root().raw());
}

/// Calls everything there is to call, on every node.
fn read_everything(index: &Index, bytes: &[u8], nodes: u32) {
    for value in (0..nodes).chain([u32::MAX]).map(|node| index.value(bytes, node)) {
        let _ =
            (value.kind(), value.raw(), value.span(), value.as_str(), value.as_u64(), value.as_i64(), value.as_f64());
        let _ = (value.as_bool(), value.len(), value.get("id"), value.get(""), value.at(1), format!("{value:?}"));
        assert!(
            value.items().count() <= nodes as usize
                && value.members().all(|(key, _)| key.decode().len() < 3 * bytes.len() + 1)
        );
    }
}

#[test]
fn bytes_of_another_document_and_nodes_that_do_not_exist_never_panic() {
    let text = r#"{"id":"é\u00e9\ud83d\ude00","n":[1,2.5,{"id":null}],"e\n":true}"#;
    let index = Index::parse(text.as_bytes()).unwrap();
    let others = [
        vec![0xff; text.len()],
        vec![b'\\'; text.len()],
        "\\u".repeat(text.len()).into_bytes(),
        Vec::new(),
        text.into(),
    ];
    for other in others {
        for length in [0, 1, text.len() - 1, text.len(), text.len() + 1] {
            read_everything(&index, other.get(..length).unwrap_or(&other), 40);
        }
    }
    assert!(index.root(b"").is_null());
    assert!(index.value(text.as_bytes(), 1000).is_null());
}

#[test]
fn documents_are_shared_between_threads() {
    let page = document(r#"{"id":[1,2,3]}"#);
    let lengths = std::thread::scope(|scope| {
        let readers = [(); 4].map(|()| scope.spawn(|| page.root().get("id").map(Value::len)));
        readers.map(|reader| reader.join().unwrap())
    });
    assert_eq!(lengths, [Some(3); 4]);
}

#[test]
fn bytes_and_index_can_be_kept_apart() {
    let (bytes, index) = Document::parse(b"[1]".to_vec()).unwrap().into_parts();
    assert_eq!(index.root(&bytes).len(), 1);
    assert_eq!(Document::from_parts(bytes, index).root().raw(), "[1]");
}

#[test]
fn debug_shows_no_content() {
    let page = document(r#"{"token":"secret"}"#);
    let shown = format!("{page:?} {:?} {:?} {:?}", page.root(), page.root().items(), page.root().members());
    assert!(!shown.contains("secret") && !shown.contains("115"), "{shown}");
}

#[test]
fn members_with_distinct_keys_are_found_from_wherever_the_cursor_stands() {
    let names = ["id", "tags", "name", "no", "plan", "of"];
    let object = document(r#"{"id":1,"tags":[{"id":2,"name":3}],"name":"x","no":null,"plan":{"id":{}},"of":[[]]}"#);
    let root = object.root();
    let mut cursor = 0;
    for first in names {
        for second in names {
            for name in [first, second, "data", "missing"] {
                let found = root.get_distinct(name, &mut cursor).map(Value::node);
                assert_eq!(found, root.get(name).map(Value::node), "{name} after {first}");
            }
        }
    }
    let mut astray = u32::MAX;
    assert_eq!(root.get_distinct("of", &mut astray).unwrap().raw(), "[[]]");
    assert!(root.get("tags").unwrap().get_distinct("id", &mut 0).is_none());
    assert!(document("{}").root().get_distinct("id", &mut 7).is_none());
}
