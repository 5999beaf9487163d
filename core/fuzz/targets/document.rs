//! The document index and `serde_json` accept the same bytes, and read the same values from them.

use entryphone::document::{Document, Kind, Value};

pub(crate) fn run(bytes: &[u8]) {
    let ours = Document::parse(bytes);
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    match (&ours, &theirs) {
        (Ok(document), Ok(expected)) => compare(document.root(), expected),
        (Err(_), Err(_)) => {}
        // serde refuses what a text or a number cannot hold; the index keeps the text as it came.
        (Ok(_), Err(error)) => {
            let message = error.to_string();
            let known = ["surrogate", "number out of range", "unexpected end of hex escape", "recursion limit"];
            assert!(known.iter().any(|word| message.contains(word)), "only serde refuses: {message}");
        }
        (Err(error), Ok(_)) => panic!("only the index refuses: {error}"),
    }
}

fn compare(ours: Value<'_>, theirs: &serde_json::Value) {
    match theirs {
        serde_json::Value::Null => assert_eq!(ours.kind(), Kind::Null),
        serde_json::Value::Bool(expected) => assert_eq!(ours.as_bool(), Some(*expected)),
        serde_json::Value::Number(expected) => match expected.as_u64() {
            Some(expected) => assert_eq!(ours.as_u64(), Some(expected)),
            None => assert!(ours.as_f64().is_some()),
        },
        serde_json::Value::String(expected) => assert_eq!(ours.as_str().as_deref(), Some(expected.as_str())),
        serde_json::Value::Array(expected) => {
            assert_eq!(ours.len(), expected.len());
            ours.items().zip(expected).for_each(|(ours, theirs)| compare(ours, theirs));
        }
        serde_json::Value::Object(expected) => {
            for (name, theirs) in expected {
                compare(ours.get(name).expect("a member that serde has"), theirs);
            }
        }
    }
}
