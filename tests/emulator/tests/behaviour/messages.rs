use serde_json::{Value, json};

use crate::client::Client;
use crate::conversations::ADMIN;

#[test]
fn what_a_contact_writes_begins_a_conversation() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let message =
        client.post("/messages", &json!({"from": {"type": "user", "id": contact}, "body": "Hello"})).expect(200).body;
    assert_eq!(message["type"], "user_message");
    let id = message["conversation_id"].as_str().unwrap();
    assert_eq!(client.get(&format!("/conversations/{id}")).expect(200).body["source"]["body"], "<p>Hello</p>");
    let nobody = json!({"from": {"type": "user", "id": "5ba682d23d7cf92bef87bfd4"}, "body": "Hello"});
    client.post("/messages", &nobody).expect_error(404, "not_found");
}

#[test]
fn what_an_admin_writes_is_a_conversation_only_when_asked_for() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let mut body = json!({"from": {"type": "admin", "id": 991_267_466}, "to": {"type": "user", "id": contact},
        "message_type": "inapp", "body": "Welcome"});
    let message = client.post("/messages", &body).expect(200).body;
    assert_eq!(message["type"], "admin_message");
    assert_eq!(message["owner"]["id"], ADMIN);
    assert_eq!(message["conversation_id"], Value::Null);
    assert_eq!(client.get("/conversations").body["total_count"], 0);
    body["create_conversation_without_contact_reply"] = json!(true);
    let message = client.post("/messages", &body).expect(200).body;
    let id = message["conversation_id"].as_str().unwrap();
    let conversation = client.get(&format!("/conversations/{id}")).expect(200).body;
    assert_eq!(conversation["source"]["delivered_as"], "admin_initiated");
    assert_eq!(conversation["source"]["id"], message["id"]);
}

#[test]
fn a_message_may_go_to_several_since_2_14() {
    let client = Client::empty();
    let [ada, grace] = ["ada@example.com", "grace@example.com"].map(|email| client.create_contact(email));
    let body = json!({"from": {"type": "admin", "id": 991_267_466}, "message_type": "email", "subject": "News",
        "body": "We are open", "to": [{"type": "user", "id": ada}, {"type": "user", "id": grace}],
        "create_conversation_without_contact_reply": true});
    let message = client.post("/messages", &body).expect(200).body;
    assert_eq!((&message["message_type"], &message["subject"]), (&json!("email"), &json!("News")));
    let id = message["conversation_id"].as_str().unwrap();
    let conversation = client.get(&format!("/conversations/{id}")).body;
    assert_eq!(conversation["contacts"]["contacts"].as_array().unwrap().len(), 2);
    assert_eq!(conversation["source"]["type"], "email");
}

#[test]
fn a_message_needs_a_body_and_an_email_a_subject() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let send = |change: &Value| {
        let mut body = json!({"from": {"type": "admin", "id": 991_267_466}, "to": {"type": "user", "id": contact},
            "message_type": "inapp", "body": "Hi"});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        client.post("/messages", &body)
    };
    send(&json!({})).expect(200);
    send(&json!({"body": null})).expect_error(400, "parameter_invalid");
    send(&json!({"message_type": "email"})).expect_error(422, "parameter_not_found");
    send(&json!({"to": {"type": "user", "id": "5ba682d23d7cf92bef87bfd4"}})).expect_error(404, "not_found");
    send(&json!({"from": {"type": "admin", "id": 1}})).expect_error(404, "admin_not_found");
}
