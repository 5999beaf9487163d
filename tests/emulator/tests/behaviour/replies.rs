use serde_json::{Value, json};

use crate::client::{Client, Reply};
use crate::conversations::{ADMIN, begun, begun_by, parts};

fn reply(client: &Client, id: &str, body: &Value) -> Reply {
    client.post(&format!("/conversations/{id}/reply"), body)
}

fn from_user(contact: &str, said: &str) -> Value {
    json!({"message_type": "comment", "type": "user", "intercom_user_id": contact, "body": said})
}

fn from_admin(kind: &str, said: &str) -> Value {
    json!({"message_type": kind, "type": "admin", "admin_id": ADMIN, "body": said})
}

#[test]
fn contacts_and_admins_take_turns() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let (id, ada) = begun(&client);
    client.emulator.advance_clock(60_000);
    let answered = reply(&client, &id, &from_admin("comment", "Hi!")).expect(200).body;
    let part = &parts(&answered)[0];
    assert_eq!((&part["part_type"], &part["body"]), (&json!("comment"), &json!("<p>Hi!</p>")));
    assert_eq!((&part["author"]["type"], &part["author"]["id"]), (&json!("admin"), &json!(ADMIN)));
    assert_eq!(answered["waiting_since"], Value::Null);
    assert_eq!(answered["statistics"]["time_to_admin_reply"], 60);
    client.emulator.advance_clock(30_000);
    let thanked = reply(&client, &id, &from_user(&ada, "Thanks")).expect(200).body;
    assert_eq!(thanked["waiting_since"], 1_700_000_090);
    assert_eq!(parts(&thanked)[1]["author"]["email"], "ada@example.com");
    assert_eq!(thanked["statistics"]["count_conversation_parts"], 2);
    assert_eq!(thanked["teammates"]["teammates"], json!([{"type": "admin", "id": ADMIN}]));
}

#[test]
fn a_contact_is_known_by_any_of_its_ids() {
    let client = Client::empty();
    let ada = client.create("/contacts", &json!({"role": "user", "email": "ada@example.com", "external_id": "a1"}));
    let id = begun_by(&client, &ada);
    for named in [("intercom_user_id", &*ada), ("user_id", "a1"), ("email", "ada@example.com")] {
        let body = json!({"message_type": "comment", "type": "user", named.0: named.1, "body": "Me again"});
        reply(&client, &id, &body).expect(200);
    }
    let stranger = client.create_contact("stranger@example.com");
    reply(&client, &id, &from_user(&stranger, "Let me in")).expect_error(404, "not_found");
}

#[test]
fn a_note_changes_nothing_that_a_contact_would_notice() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let noted = reply(&client, &id, &from_admin("note", "<html><body><p>Call her</p></body></html>")).expect(200).body;
    assert_eq!(parts(&noted)[0]["part_type"], "note");
    assert_eq!(parts(&noted)[0]["body"], "<p>Call her</p>");
    assert!(noted["waiting_since"].is_u64());
    assert_eq!(noted["statistics"]["first_admin_reply_at"], Value::Null);
}

#[test]
fn a_contact_who_writes_opens_a_closed_conversation() {
    let client = Client::empty();
    let (id, ada) = begun(&client);
    let close = json!({"message_type": "close", "type": "admin", "admin_id": ADMIN});
    client.post(&format!("/conversations/{id}/parts"), &close).expect(200);
    let reopened = reply(&client, &id, &from_user(&ada, "Not quite")).expect(200).body;
    assert_eq!((&reopened["state"], &reopened["open"]), (&json!("open"), &json!(true)));
    let part = &parts(&reopened)[1];
    assert_eq!((&part["part_type"], &part["body"]), (&json!("open"), &json!("<p>Not quite</p>")));
    assert_eq!(reopened["statistics"]["count_reopens"], 1);
}

#[test]
fn the_last_conversation_of_a_contact_needs_no_id() {
    let client = Client::empty();
    let (first, ada) = begun(&client);
    let second = begun_by(&client, &ada);
    assert_eq!(reply(&client, "last", &from_user(&ada, "Hm")).expect(200).body["id"], *second);
    assert_ne!(first, second);
    let silent = client.create_contact("silent@example.com");
    reply(&client, "last", &from_user(&silent, "Hm")).expect_error(404, "not_found");
}

#[test]
fn quick_replies_are_offered_and_chosen() {
    let client = Client::empty();
    let (id, ada) = begun(&client);
    let options = json!([{"text": "Yes", "uuid": "a5e1c524-5ddd-4c3e-9328-6bca5d6e3edb"}]);
    let mut offer =
        json!({"message_type": "quick_reply", "type": "admin", "admin_id": ADMIN, "reply_options": options});
    let offered = reply(&client, &id, &offer).expect(200).body;
    assert_eq!(parts(&offered)[0]["part_type"], "quick_reply");
    assert_eq!(parts(&offered)[0]["metadata"]["quick_reply_options"], options);
    let choice =
        json!({"message_type": "quick_reply", "type": "user", "intercom_user_id": ada, "reply_options": options});
    let chosen = reply(&client, &id, &choice).expect(200).body;
    assert_eq!(parts(&chosen)[1]["body"], "<p>Yes</p>");
    assert_eq!(parts(&chosen)[1]["metadata"]["quick_reply_uuid"], options[0]["uuid"]);
    offer["reply_options"] = json!([]);
    reply(&client, &id, &offer).expect_error(400, "parameter_not_found");
}

#[test]
fn ten_attachments_of_a_kind_are_the_limit() {
    let client = Client::empty();
    let (id, ada) = begun(&client);
    let mut body = from_user(&ada, "See these");
    body["attachment_urls"] = json!(vec!["https://example.com/a.png"; 10]);
    let sent = reply(&client, &id, &body).expect(200).body;
    assert_eq!(parts(&sent)[0]["attachments"].as_array().unwrap().len(), 10);
    body["attachment_urls"] = json!(vec!["https://example.com/a.png"; 11]);
    reply(&client, &id, &body).expect_error(400, "parameter_invalid");
    let mut body = from_admin("comment", "Here");
    body["attachment_files"] = json!([{"name": "a.txt", "content_type": "text/plain", "data": "aGVsbG8="}]);
    let sent = reply(&client, &id, &body).expect(200).body;
    assert_eq!(parts(&sent)[1]["attachments"][0]["filesize"], 5);
    body["attachment_files"][0]["data"] = json!("not base64!");
    reply(&client, &id, &body).expect_error(400, "parameter_invalid");
}

#[test]
fn a_reply_that_makes_no_sense_is_refused() {
    let client = Client::empty();
    let (id, ada) = begun(&client);
    reply(&client, &id, &from_admin("comment", "")).expect_error(400, "parameter_invalid");
    reply(&client, "1", &from_admin("comment", "Hi")).expect_error(404, "not_found");
    reply(&client, "not-a-number", &from_admin("comment", "Hi")).expect_error(404, "not_found");
    let unknown = json!({"message_type": "comment", "type": "admin", "admin_id": "1", "body": "Hi"});
    reply(&client, &id, &unknown).expect_error(404, "admin_not_found");
    let mut note = from_user(&ada, "Secret");
    note["message_type"] = json!("note");
    assert!(matches!(reply(&client, &id, &note).status, 400 | 422));
    assert_eq!(client.get(&format!("/conversations/{id}")).body["conversation_parts"]["total_count"], 0);
}
