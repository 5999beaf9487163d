use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn a_note_can_be_written_found_and_listed() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let contact = client.create_contact("ada@example.com");
    let path = format!("/contacts/{contact}/notes");
    let note = client.post(&path, &json!({"admin_id": 991_267_466, "body": "Hello"})).expect(200).body;
    let id = note["id"].as_str().unwrap();
    let author = json!({"type": "admin", "id": "991267466", "name": "Joan Clarke", "email": "joan.clarke@example.com",
        "away_mode_enabled": false, "away_mode_reassign": false});
    assert_eq!(
        note,
        json!({"type": "note", "id": id, "created_at": 1_700_000_000, "contact": {"type": "contact", "id": contact},
            "author": author, "body": "<p>Hello</p>"})
    );
    assert_eq!(client.get(&format!("/notes/{id}")).expect(200).body, note);
    let pages = json!({"type": "pages", "next": null, "page": 1, "per_page": 50, "total_pages": 1});
    let list = client.get(&path).expect(200).body;
    assert_eq!(list, json!({"type": "list", "data": [note], "total_count": 1, "pages": pages}));
}

#[test]
fn a_note_may_have_no_author() {
    let client = Client::empty();
    let path = format!("/contacts/{}/notes", client.create_contact("ada@example.com"));
    assert_eq!(client.post(&path, &json!({"body": "<p>Hi</p>"})).expect(200).body["author"], Value::Null);
}

#[test]
fn notes_are_listed_by_page_number_newest_first() {
    let client = Client::empty();
    let path = format!("/contacts/{}/notes", client.create_contact("ada@example.com"));
    let mut written: Vec<_> = (0..5).map(|number| client.create(&path, &json!({"body": number.to_string()}))).collect();
    written.reverse();
    let page = |number: usize| client.get(&format!("{path}?per_page=2&page={number}")).expect(200);
    assert_eq!(page(1).ids(), written[0..2]);
    assert_eq!(page(1).body["pages"]["next"], format!("https://api.intercom.io{path}?per_page=2&page=2"));
    assert_eq!(page(2).ids(), written[2..4]);
    assert_eq!(page(3).ids(), written[4..]);
    assert_eq!(page(3).body["pages"]["next"], Value::Null);
}

#[test]
fn a_note_needs_a_contact_a_body_and_a_known_author() {
    let client = Client::empty();
    let path = format!("/contacts/{}/notes", client.create_contact("ada@example.com"));
    client.post("/contacts/0/notes", &json!({"body": "Hello"})).expect_error(404, "not_found");
    client.get("/contacts/0/notes").expect_error(404, "not_found");
    client.get("/notes/1").expect_error(404, "not_found");
    client.post(&path, &json!({})).expect_error(400, "parameter_not_found");
    client.post(&path, &json!({"body": 7})).expect_error(422, "parameter_invalid");
    client.post(&path, &json!({"body": "Hello", "admin_id": 123})).expect_error(404, "not_found");
    assert_eq!(client.get(&path).body["total_count"], 0);
}

#[test]
fn notes_go_with_their_contact() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let note = client.create(&format!("/contacts/{contact}/notes"), &json!({"body": "Hello"}));
    client.delete(&format!("/contacts/{contact}")).expect(200);
    client.get(&format!("/notes/{note}")).expect_error(404, "not_found");
}
