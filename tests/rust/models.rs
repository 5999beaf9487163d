//! The models take every body there is and lose nothing of it.

#[path = "models/again.rs"]
mod again;
#[path = "models/bodies.rs"]
mod bodies;
#[path = "models/catalog.rs"]
mod catalog;

use entryphone::models::{Contact, ContactList, Conversation, ConversationState, MergeHistoryItem, Scalar};
use serde_json::{Value, json};

fn read(body: &Value) -> Contact {
    let contact: Contact = serde_json::from_value(body.clone()).expect("an object is a contact");
    assert_eq!(serde_json::to_value(&contact).expect("a contact can be written"), *body);
    contact
}

#[test]
fn null_is_told_from_missing_and_both_are_none() {
    let contact = read(&json!({"id": "c1", "name": null}));
    assert_eq!((contact.name, contact.email), (None, None));
    assert_eq!(contact.nulls.iter().collect::<Vec<_>>(), [&"name"]);
    assert!(contact.extra.is_empty());
}

#[test]
fn what_is_set_is_written_whatever_was_read_in_its_place() {
    let mut contact = read(&json!({"name": null, "phone": 7, "mood": "sunny"}));
    contact.name = Some("Ada".to_owned());
    contact.phone = Some("+1".to_owned());
    assert_eq!(
        serde_json::to_string(&contact).expect("a contact can be written"),
        r#"{"phone":"+1","name":"Ada","mood":"sunny"}"#
    );
}

#[test]
fn a_member_of_another_type_fails_nothing_and_is_kept() {
    let contact = read(&json!({
        "id": 7,
        "name": ["Ada"],
        "created_at": "yesterday",
        "updated_at": 1.5,
        "signed_up_at": u64::MAX,
        "location": "here",
        "tags": {"data": [{"id": "t1"}, "t2"]},
        "email": "ada@example.com",
    }));
    assert_eq!(contact.email.as_deref(), Some("ada@example.com"));
    assert_eq!(contact.id, None);
    let kept: Vec<&str> = contact.extra.keys().map(String::as_str).collect();
    assert_eq!(kept, ["created_at", "id", "location", "name", "signed_up_at", "updated_at"]);
    let tags = contact.tags.expect("it is an object");
    assert_eq!(tags.data, None);
    assert_eq!(tags.extra["data"], json!([{"id": "t1"}, "t2"]));
}

#[test]
fn a_word_that_came_later_is_kept() {
    let state = |word: &str| -> ConversationState {
        let body = json!({"state": word});
        let conversation: Conversation = serde_json::from_value(body.clone()).expect("it is an object");
        assert_eq!(serde_json::to_value(&conversation).expect("it can be written"), body);
        conversation.state.expect("it is a text")
    };
    assert_eq!(state("snoozed"), ConversationState::Snoozed);
    let later = state("asleep");
    assert_eq!(later, ConversationState::Other("asleep".to_owned()));
    assert_eq!((later.as_str(), later.to_string()), ("asleep", "asleep".to_owned()));
}

#[test]
fn a_member_whose_type_changed_reads_as_either() {
    let owner = |value: Value| read(&json!({"owner_id": value})).owner_id;
    let (number, text) = (owner(json!(127)), owner(json!("127")));
    assert_eq!((number.clone(), text.clone()), (Some(Scalar::from(127)), Some(Scalar::from("127"))));
    for owner in [number, text].into_iter().flatten() {
        assert_eq!((owner.as_i64(), owner.to_string()), (Some(127), "127".to_owned()));
    }
}

#[test]
fn what_is_no_object_is_no_model() {
    for body in ["null", "[]", "7", "\"contact\""] {
        let error = serde_json::from_str::<Contact>(body).expect_err("it is no object");
        assert_eq!(error.to_string(), "a Contact must be an object");
    }
}

#[test]
fn numbers_keep_their_digits() {
    let body = r#"{"created_at":9007199254740993,"custom_attributes":{"score":1e2,"big":18446744073709551615}}"#;
    let contact: Contact = serde_json::from_str(body).expect("it is an object");
    assert_eq!(contact.created_at, Some(9_007_199_254_740_993));
    let written = serde_json::to_value(&contact).expect("a contact can be written");
    assert_eq!(written, serde_json::from_str::<Value>(body).expect("it is JSON"));
}

/// An object that is missing takes no room in the one that could have it.
#[test]
fn large_objects_are_boxed() {
    assert!(size_of::<Conversation>() < 1024, "{}", size_of::<Conversation>());
    assert!(size_of::<ContactList>() < 256, "{}", size_of::<ContactList>());
    assert_eq!(size_of::<Option<Box<MergeHistoryItem>>>(), size_of::<usize>());
}
