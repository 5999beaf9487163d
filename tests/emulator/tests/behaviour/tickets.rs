use serde_json::{Value, json};

use crate::client::Client;
use crate::conversations::{ADMIN, parts};

/// The id of the type of that category that every workspace starts with.
pub(crate) fn type_of(client: &Client, category: &str) -> String {
    let list = client.get("/ticket_types").expect(200).body;
    let found = list["data"].as_array().unwrap().iter().find(|found| found["category"] == category).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

/// A ticket about one contact: its id, and the id of the contact.
pub(crate) fn ticket(client: &Client, category: &str) -> (String, String) {
    let contact = client.create_contact("ada@example.com");
    let body = json!({"ticket_type_id": type_of(client, category), "contacts": [{"id": contact}],
        "ticket_attributes": {"_default_title_": "Broken"}});
    (client.create("/tickets", &body), contact)
}

fn ticket_parts(ticket: &Value) -> Vec<&str> {
    let parts = ticket["ticket_parts"]["ticket_parts"].as_array().unwrap();
    parts.iter().map(|part| part["part_type"].as_str().unwrap()).collect()
}

pub(crate) fn state_named(client: &Client, category: &str) -> String {
    let list = client.get("/ticket_states").expect(200).body;
    let found = list["data"].as_array().unwrap().iter().find(|state| state["category"] == category).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_ticket_has_a_type_a_state_and_all_attributes_of_its_type() {
    let client = Client::empty();
    let (id, contact) = ticket(&client, "Customer");
    let found = client.get(&format!("/tickets/{id}")).expect(200).body;
    assert_eq!(found["ticket_attributes"], json!({"_default_title_": "Broken", "_default_description_": null}));
    assert_eq!(found["ticket_state"]["category"], "submitted");
    assert_eq!((&found["category"], &found["open"]), (&json!("Customer"), &json!(true)));
    assert_eq!(found["contacts"]["contacts"][0]["id"], *contact);
    assert_eq!(ticket_parts(&found), ["ticket_state_updated_by_admin"]);
    assert_ne!(found["ticket_id"], found["id"]);
}

#[test]
fn a_ticket_needs_a_type_contacts_and_what_its_type_requires() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let kind = client.create("/ticket_types", &json!({"name": "Returns"}));
    let path = format!("/ticket_types/{kind}/attributes");
    let size = json!({"name": "size", "description": "d", "data_type": "integer", "required_to_create": true});
    client.post(&path, &size).expect(200);
    let colour = json!({"name": "colour", "description": "d", "data_type": "list", "list_items": "Red,Blue"});
    client.post(&path, &colour).expect(200);
    let create = |attributes: Value| {
        let body = json!({"ticket_type_id": kind, "contacts": [{"id": contact}], "ticket_attributes": attributes});
        client.post("/tickets", &body)
    };
    create(json!({"size": 4, "colour": "Red"})).expect(200);
    for attributes in
        [json!({}), json!({"size": "four"}), json!({"size": 4, "colour": "Pink"}), json!({"size": 4, "x": 1})]
    {
        create(attributes).expect_error(400, "parameter_invalid");
    }
    let body = json!({"ticket_type_id": "1", "contacts": [{"id": contact}]});
    client.post("/tickets", &body).expect_error(400, "parameter_invalid");
    let body = json!({"ticket_type_id": kind, "contacts": [{"id": "nobody"}], "ticket_attributes": {"size": 1}});
    client.post("/tickets", &body).expect_error(404, "not_found");
}

#[test]
fn a_contact_known_by_email_alone_is_made_with_the_ticket() {
    let client = Client::empty();
    let body = json!({"ticket_type_id": type_of(&client, "Customer"), "contacts": [{"email": "new@example.com"}]});
    let id = client.create("/tickets", &body);
    let contact = client.get(&format!("/tickets/{id}")).body["contacts"]["contacts"][0]["id"].clone();
    let found = client.get(&format!("/contacts/{}", contact.as_str().unwrap())).expect(200).body;
    assert_eq!(found["email"], "new@example.com");
}

#[test]
fn states_and_assignees_are_written_as_each_version_writes_them() {
    let mut client = Client::empty();
    let (id, _) = ticket(&client, "Customer");
    let update = json!({"admin_id": 991_267_466, "assignee_id": ADMIN});
    client.put(&format!("/tickets/{id}"), &update).expect(200);
    for (version, state, admin, team) in [
        ("2.9", json!("submitted"), json!(ADMIN), json!("0")),
        ("2.11", json!("submitted"), json!(ADMIN), json!("0")),
        ("2.12", json!("object"), json!(ADMIN), json!("0")),
        ("2.15", json!("object"), json!(ADMIN), json!("0")),
        ("2.16", json!("object"), json!(991_267_466), json!(0)),
    ] {
        client.set_version(version);
        let found = client.get(&format!("/tickets/{id}")).expect(200).body;
        let shown = if found["ticket_state"].is_object() { json!("object") } else { found["ticket_state"].clone() };
        assert_eq!(shown, state, "{version}");
        assert_eq!((&found["admin_assignee_id"], &found["team_assignee_id"]), (&admin, &team), "{version}");
        let label = if state == "object" { Value::Null } else { json!("Submitted") };
        assert_eq!(found["ticket_state_internal_label"], label, "{version}");
    }
}

#[test]
fn every_change_leaves_a_part() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let (id, _) = ticket(&client, "Back-office");
    let resolved = state_named(&client, "resolved");
    let body = json!({"ticket_attributes": {"_default_title_": "Fixed"}, "ticket_state_id": resolved,
        "admin_id": 991_267_466, "assignee_id": "991267467", "open": false, "is_shared": true});
    let changed = client.put(&format!("/tickets/{id}"), &body).expect(200).body;
    assert_eq!(
        ticket_parts(&changed)[1..],
        ["ticket_attribute_updated_by_admin", "ticket_state_updated_by_admin", "assignment", "close"]
    );
    let state = &changed["ticket_parts"]["ticket_parts"][2];
    assert_eq!([&state["previous_ticket_state"], &state["ticket_state"]], ["submitted", "resolved"]);
    assert_eq!(changed["ticket_attributes"]["_default_title_"], "Fixed");
    assert_eq!((&changed["open"], &changed["is_shared"]), (&json!(false), &json!(true)));
    let snoozed = client.put(&format!("/tickets/{id}"), &json!({"snoozed_until": 1_700_000_060})).expect(200).body;
    assert_eq!(snoozed["snoozed_until"], 1_700_000_060);
}

#[test]
fn a_change_that_cannot_be_made_changes_nothing() {
    let client = Client::empty();
    let (id, _) = ticket(&client, "Customer");
    let path = format!("/tickets/{id}");
    let before = client.get(&path).body;
    for (body, status, code) in [
        (json!({"ticket_state_id": "0"}), 400, "ticket_state_id_invalid"),
        (json!({"admin_id": 1, "assignee_id": ADMIN}), 404, "assignee_not_found"),
        (json!({"admin_id": 991_267_466, "assignee_id": "1"}), 404, "assignee_not_found"),
        (json!({"ticket_attributes": {"shoe_size": 1}}), 400, "parameter_invalid"),
    ] {
        let mut body = body;
        body["open"] = json!(false);
        client.put(&path, &body).expect_error(status, code);
    }
    assert_eq!(client.get(&path).body, before);
    client.put("/tickets/1", &json!({"open": true})).expect_error(404, "not_found");
}

#[test]
fn up_to_2_11_a_state_is_set_by_its_name() {
    let mut client = Client::empty();
    let (id, _) = ticket(&client, "Customer");
    client.set_version("2.11");
    let changed = client.put(&format!("/tickets/{id}"), &json!({"state": "in_progress"})).expect(200).body;
    assert_eq!(changed["ticket_state"], "in_progress");
    assert_eq!(changed["ticket_state_external_label"], "In progress");
}

#[test]
fn a_reply_is_answered_by_its_part() {
    let client = Client::empty();
    let (id, ada) = ticket(&client, "Customer");
    let reply = |body: &Value| client.post(&format!("/tickets/{id}/reply"), body);
    let note =
        reply(&json!({"message_type": "note", "type": "admin", "admin_id": ADMIN, "body": "Hm"})).expect(200).body;
    assert_eq!((&note["type"], &note["part_type"]), (&json!("ticket_part"), &json!("note")));
    let comment = json!({"message_type": "comment", "type": "user", "intercom_user_id": ada, "body": "Well?"});
    assert_eq!(reply(&comment).expect(200).body["author"]["id"], *ada);
    let found = client.get(&format!("/tickets/{id}")).body;
    assert_eq!(ticket_parts(&found)[1..], ["note", "comment"]);
    client.post("/tickets/1/reply", &comment).expect_error(404, "not_found");
}

#[test]
fn contacts_cannot_reply_to_tickets_they_do_not_see() {
    let client = Client::empty();
    let (id, ada) = ticket(&client, "Back-office");
    let comment = json!({"message_type": "comment", "type": "user", "intercom_user_id": ada, "body": "Well?"});
    client.post(&format!("/tickets/{id}/reply"), &comment).expect_error(400, "parameter_mismatch");
}

#[test]
fn tickets_are_tagged_and_deleted() {
    let client = Client::empty();
    let (id, _) = ticket(&client, "Customer");
    let tag = client.create("/tags", &json!({"name": "VIP"}));
    let by_admin = json!({"id": tag, "admin_id": ADMIN});
    client.post(&format!("/tickets/{id}/tags"), &by_admin).expect(200);
    client.post("/tickets/1/tags", &by_admin).expect_error(404, "ticket_not_found");
    let untag = |ticket: &str| {
        client.send("DELETE", &format!("/tickets/{ticket}/tags/{tag}"), &json!({"admin_id": ADMIN}).to_string())
    };
    untag("1").expect_error(404, "ticket_not_found");
    untag(&id).expect(200);
    untag(&id).expect_error(404, "tag_not_found");
    let deleted = client.delete(&format!("/tickets/{id}")).expect(200).body;
    assert_eq!(deleted, json!({"id": id, "object": "ticket", "deleted": true}));
    client.delete(&format!("/tickets/{id}")).expect_error(404, "ticket_not_found");
}

#[test]
fn the_five_hundred_most_recent_parts_are_shown() {
    let client = Client::empty();
    let (id, _) = ticket(&client, "Customer");
    for number in 1..503 {
        let note = json!({"message_type": "note", "type": "admin", "admin_id": ADMIN, "body": number.to_string()});
        client.post(&format!("/tickets/{id}/reply"), &note).expect(200);
    }
    let found = client.get(&format!("/tickets/{id}")).expect(200).body;
    assert_eq!(found["ticket_parts"]["total_count"], 503);
    assert_eq!(ticket_parts(&found).len(), 500);
    assert_eq!(found["ticket_parts"]["ticket_parts"][0]["body"], "<p>3</p>");
    let conversation = client.get(&format!("/conversations/{id}")).expect(200).body;
    assert_eq!(conversation["conversation_parts"]["total_count"], 503);
    assert_eq!(parts(&conversation).len(), 500);
}
