use serde_json::json;

use crate::client::Client;
use crate::conversations::{ADMIN, begun, begun_by, parts};
use crate::tickets::{state_named, ticket, type_of};

#[test]
fn a_conversation_becomes_a_ticket_of_a_customer_type() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let convert = |kind: &str| client.post(&format!("/conversations/{id}/convert"), &json!({"ticket_type_id": kind}));
    convert(&type_of(&client, "Tracker")).expect_error(400, "parameter_invalid");
    convert("1").expect_error(400, "parameter_invalid");
    let converted = convert(&type_of(&client, "Customer")).expect(200).body;
    assert_eq!((&converted["type"], &converted["id"]), (&json!("ticket"), &json!(id)));
    let conversation = client.get(&format!("/conversations/{id}")).expect(200).body;
    assert_eq!(conversation["ticket"]["ticket_id"], converted["ticket_id"]);
    assert_eq!(client.get("/conversations").body["total_count"], 1);
    convert(&type_of(&client, "Customer")).expect_error(400, "parameter_invalid");
}

#[test]
fn a_conversation_is_linked_to_one_tracker() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let (tracker, ada) = ticket(&client, "Tracker");
    let conversation = begun_by(&client, &ada);
    let path = format!("/tickets/{tracker}/linked_conversations");
    let linked = client.post(&path, &json!({"conversation_id": conversation})).expect(200).body;
    assert_eq!(linked["linked_objects"]["data"], json!([{"type": "ticket", "id": tracker, "category": "Tracker"}]));
    client.post(&path, &json!({"conversation_id": conversation})).expect_error(400, "already_linked_to_tracker");
    client.post(&path, &json!({"conversation_id": "1"})).expect_error(404, "conversation_not_found");
    let note =
        json!({"message_type": "note", "type": "admin", "admin_id": ADMIN, "body": "Fixed soon", "cross_post": true});
    client.post(&format!("/tickets/{tracker}/reply"), &note).expect(200);
    let conversation_now = client.get(&format!("/conversations/{conversation}")).body;
    assert_eq!(parts(&conversation_now)[0]["body"], "<p>Fixed soon</p>");
    let unlinked = client.delete(&format!("{path}/{conversation}")).expect(200).body;
    assert_eq!(unlinked["linked_objects"]["total_count"], 0);
    client.delete(&format!("{path}/{conversation}")).expect_error(400, "parameter_invalid");
}

#[test]
fn a_ticket_changes_its_type_since_2_16() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let (id, _) = ticket(&client, "Customer");
    let (other, state) = (type_of(&client, "Back-office"), state_named(&client, "in_progress"));
    let path = format!("/tickets/{id}/change_type");
    let body = json!({"ticket_type_id": other, "ticket_state_id": state});
    let changed = client.post(&path, &body).expect(200).body;
    assert_eq!(
        (&changed["category"], &changed["ticket_state"]["category"]),
        (&json!("Back-office"), &json!("in_progress"))
    );
    assert_eq!(changed["ticket_attributes"]["_default_title_"], "Broken");
    client.post(&path, &body).expect_error(400, "invalid_ticket_type");
    let body = json!({"ticket_type_id": type_of(&client, "Tracker"), "ticket_state_id": "0"});
    client.post(&path, &body).expect_error(400, "ticket_state_id_invalid");
}
