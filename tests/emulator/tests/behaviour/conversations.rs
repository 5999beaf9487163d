use entryphone_emulator::Options;
use serde_json::{Value, json};

use crate::client::{Client, Reply};

pub(crate) const ADMIN: &str = "991267466";

/// A conversation that a contact began: its id, and the id of the contact.
pub(crate) fn begun(client: &Client) -> (String, String) {
    let contact = client.create_contact("ada@example.com");
    (begun_by(client, &contact), contact)
}

pub(crate) fn begun_by(client: &Client, contact: &str) -> String {
    let body = json!({"from": {"type": "user", "id": contact}, "body": "Hello"});
    let message = client.post("/conversations", &body).expect(200).body;
    message["conversation_id"].as_str().unwrap().to_owned()
}

pub(crate) fn parts(conversation: &Value) -> &[Value] {
    conversation["conversation_parts"]["conversation_parts"].as_array().unwrap()
}

fn ids(list: &Reply) -> Vec<&str> {
    list.body["conversations"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn a_conversation_begins_with_a_message_and_is_answered_by_it() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let contact = client.create_contact("ada@example.com");
    let body = json!({"from": {"type": "user", "id": contact}, "body": "Hello", "attachment_urls": ["https://example.com/a.png"]});
    let message = client.post("/conversations", &body).expect(200).body;
    assert_eq!(message["type"], "user_message");
    assert_eq!((&message["body"], &message["message_type"]), (&json!("Hello"), &json!("inapp")));
    let id = message["conversation_id"].as_str().unwrap();
    let conversation = client.get(&format!("/conversations/{id}")).expect(200).body;
    assert_eq!(conversation["source"]["id"], message["id"]);
    assert_eq!(conversation["source"]["body"], "<p>Hello</p>");
    assert_eq!(conversation["source"]["delivered_as"], "customer_initiated");
    assert_eq!(conversation["source"]["author"]["email"], "ada@example.com");
    assert_eq!(conversation["source"]["attachments"][0]["name"], "a.png");
    assert_eq!(conversation["contacts"]["contacts"][0]["id"], *contact);
    assert_eq!(conversation["conversation_parts"]["total_count"], 0);
    assert_eq!(conversation["waiting_since"], 1_700_000_000);
    assert_eq!(conversation["statistics"], Value::Null);
}

#[test]
fn only_a_contact_that_is_there_begins_a_conversation() {
    let client = Client::empty();
    for from in [json!({"type": "user", "id": "5ba682d23d7cf92bef87bfd4"}), json!({"type": "lead", "id": "nobody"})] {
        client.post("/conversations", &json!({"from": from, "body": "Hello"})).expect_error(404, "not_found");
    }
}

#[test]
fn lists_name_their_items_conversations_in_every_version_and_show_no_parts() {
    let mut client = Client::with(Options { conversations: 25, ..Options::default() });
    for version in ["2.7", "2.12", "2.13", "2.16", "Preview"] {
        client.set_version(version);
        let list = client.get("/conversations").expect(200);
        assert_eq!(list.body["type"], "conversation.list");
        assert_eq!(ids(&list).len(), 20, "{version}");
        assert_eq!(list.body["conversations"][0]["conversation_parts"], Value::Null, "{version}");
    }
}

#[test]
fn a_walk_over_all_conversations_meets_each_of_them_once() {
    let client = Client::with(Options { conversations: 60, ..Options::default() });
    let mut seen = Vec::new();
    let mut path = "/conversations?per_page=25".to_owned();
    loop {
        let page = client.get(&path).expect(200);
        seen.extend(ids(&page).into_iter().map(str::to_owned));
        let Some(next) = page.body["pages"]["next"]["starting_after"].as_str() else { break };
        path = format!("/conversations?per_page=25&starting_after={}", next.replace('=', "%3D").replace('+', "%2B"));
    }
    let newest_first = seen.is_sorted_by_key(|id| std::cmp::Reverse(id.parse::<u64>().unwrap()));
    assert!(newest_first, "{seen:?}");
    // Every tenth of them is a ticket, and no conversation.
    assert_eq!(seen.len(), 54);
}

#[test]
fn priorities_are_two_up_to_2_15_and_five_since() {
    let mut client = Client::with(Options { conversations: 60, ..Options::default() });
    let mut priorities = |version: &str| {
        client.set_version(version);
        let list = client.get("/conversations?per_page=150").expect(200);
        let mut found: Vec<_> = list.body["conversations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|conversation| conversation["priority"].as_str().unwrap().to_owned())
            .collect();
        found.sort();
        found.dedup();
        found
    };
    assert_eq!(priorities("2.15"), ["not_priority", "priority"]);
    assert_eq!(priorities("2.16"), ["high", "low", "medium", "none", "urgent"]);
}

#[test]
fn a_conversation_can_be_read_named_described_and_tied_to_a_company() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let company = client.create("/companies", &json!({"company_id": "c1", "name": "Looms"}));
    let body =
        json!({"read": true, "title": "Cards", "custom_attributes": {"topic": "billing"}, "company_id": company});
    let updated = client.put(&format!("/conversations/{id}"), &body).expect(200).body;
    assert_eq!(updated["read"], true);
    assert_eq!(updated["title"], "Cards");
    assert_eq!(updated["custom_attributes"], json!({"topic": "billing"}));
    let part = &parts(&updated)[0];
    assert_eq!(part["part_type"], "conversation_attribute_updated_by_admin");
    assert_eq!(part["event_details"], json!({"attribute": {"name": "topic"}, "value": {"name": "billing"}}));
    client
        .put(&format!("/conversations/{id}"), &json!({"company_id": "nothing"}))
        .expect_error(404, "company_not_found");
    client.put("/conversations/1", &json!({"read": true})).expect_error(404, "not_found");
}

#[test]
fn bodies_can_be_asked_for_without_their_html() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let body = json!({"from": {"type": "user", "id": contact}, "body": "<p>Hello <b>there</b></p>"});
    let id = client.post("/conversations", &body).body["conversation_id"].as_str().unwrap().to_owned();
    let reply = json!({"message_type": "comment", "type": "admin", "admin_id": ADMIN, "body": "<ul><li>One</li><li>Two</li></ul>"});
    client.post(&format!("/conversations/{id}/reply"), &reply).expect(200);
    let plain =
        client.get(&format!("/conversations/{id}?display_as=plaintext&include_translations=true")).expect(200).body;
    assert_eq!(plain["source"]["body"], "Hello there");
    assert_eq!(parts(&plain)[0]["body"], "One\nTwo");
    let html = client.get(&format!("/conversations/{id}")).expect(200).body;
    assert_eq!(html["source"]["body"], "<p>Hello <b>there</b></p>");
}

#[test]
fn a_deleted_conversation_is_gone_and_since_2_16_remembered() {
    let mut client = Client::empty();
    let (first, contact) = begun(&client);
    let second = begun_by(&client, &contact);
    let deleted = client.delete(&format!("/conversations/{first}")).expect(200).body;
    assert_eq!(deleted, json!({"id": first, "object": "conversation", "deleted": true}));
    client.get(&format!("/conversations/{first}")).expect_error(404, "not_found");
    client.get("/conversations/deleted").expect_error(404, "not_found");
    client.set_version("2.16");
    client.delete(&format!("/conversations/{second}?retain_metrics=true")).expect(200);
    let list = client.get("/conversations/deleted?per_page=1").expect(200);
    assert_eq!((&list.body["type"], &list.body["total_count"]), (&json!("conversations.list"), &json!(2)));
    assert_eq!(ids(&list), [&*second]);
    assert_eq!(list.body["conversations"][0]["metrics_retained"], true);
    assert!(list.body["pages"]["next"].as_str().unwrap().contains("page=2"));
    assert_eq!(ids(&client.get("/conversations/deleted?order=asc")), [&*first, &second]);
    client.get("/conversations/deleted?per_page=61").expect_error(400, "parameter_invalid");
}

#[test]
fn a_conversation_is_tagged_in_the_name_of_an_admin() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let tag = client.create("/tags", &json!({"name": "VIP"}));
    let path = format!("/conversations/{id}/tags");
    let tagged = client.post(&path, &json!({"id": tag, "admin_id": ADMIN})).expect(200).body;
    assert_eq!(tagged["applied_by"], json!({"type": "admin", "id": ADMIN}));
    let conversation = client.get(&format!("/conversations/{id}")).body;
    assert_eq!(conversation["tags"]["tags"][0]["id"], *tag);
    client.post("/conversations/1/tags", &json!({"id": tag, "admin_id": ADMIN})).expect_error(404, "not_found");
    client.post(&path, &json!({"id": "1", "admin_id": ADMIN})).expect_error(404, "tag_not_found");
    client.post(&path, &json!({"id": tag, "admin_id": "1"})).expect_error(404, "admin_not_found");
    let untag = || client.send("DELETE", &format!("{path}/{tag}"), &json!({"admin_id": ADMIN}).to_string());
    untag().expect(200);
    untag().expect_error(404, "tag_not_found");
}

#[test]
fn contacts_join_and_leave_a_conversation_but_the_last_one_stays() {
    let client = Client::empty();
    let (id, ada) = begun(&client);
    let grace = client.create("/contacts", &json!({"role": "user", "email": "grace@example.com", "external_id": "g1"}));
    let path = format!("/conversations/{id}/customers");
    for named in [json!({"user_id": "g1"}), json!({"email": "grace@example.com"}), json!({"intercom_user_id": grace})] {
        let answer = client.post(&path, &json!({"admin_id": ADMIN, "customer": named})).expect(200).body;
        assert_eq!(answer, json!({"customers": [{"type": "user", "id": ada}, {"type": "user", "id": grace}]}));
    }
    let detach =
        |contact: &str| client.send("DELETE", &format!("{path}/{contact}"), &json!({"admin_id": ADMIN}).to_string());
    let left = detach(&ada).expect(200).body;
    assert_eq!(left, json!({"customers": [{"type": "user", "id": grace}]}));
    detach(&ada).expect_error(404, "not_found");
    detach(&grace).expect_error(422, "parameter_invalid");
    client.post(&path, &json!({"admin_id": ADMIN, "customer": {"user_id": "nobody"}})).expect_error(404, "not_found");
}

#[test]
fn two_conversations_become_one_since_2_16() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let (first, ada) = begun(&client);
    let grace = client.create_contact("grace@example.com");
    let second = begun_by(&client, &grace);
    let note = json!({"message_type": "note", "type": "admin", "admin_id": ADMIN, "body": "The same question"});
    client.post(&format!("/conversations/{first}/reply"), &note).expect(200);
    let into = |id: &str| json!({"merge_into_conversation_id": id.parse::<u64>().unwrap()});
    let merged = client.post(&format!("/conversations/{first}/merge"), &into(&second)).expect(200).body;
    assert_eq!(merged["id"], *second);
    assert_eq!(parts(&merged)[0]["body"], "<p>The same question</p>");
    let contacts = merged["contacts"]["contacts"].as_array().unwrap();
    assert_eq!([&contacts[0]["id"], &contacts[1]["id"]], [&*grace, &*ada]);
    assert_eq!(client.get(&format!("/conversations/{first}")).body["state"], "closed");
    client.post(&format!("/conversations/{first}/merge"), &into(&first)).expect_error(400, "invalid_merge");
    client.post(&format!("/conversations/{first}/merge"), &into("1")).expect_error(422, "merge_failed");
}

#[test]
fn what_was_said_can_be_taken_back() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let reply = json!({"message_type": "comment", "type": "admin", "admin_id": ADMIN, "body": "My password is …"});
    let conversation = client.post(&format!("/conversations/{id}/reply"), &reply).expect(200).body;
    let (part, source) = (&parts(&conversation)[0]["id"], &conversation["source"]["id"]);
    let redacting = json!({"type": "conversation_part", "conversation_id": id, "conversation_part_id": part});
    let redacted = client.post("/conversations/redact", &redacting).expect(200).body;
    assert_eq!(parts(&redacted)[0]["redacted"], true);
    assert!(!redacted.to_string().contains("password"));
    let redacting = json!({"type": "source", "conversation_id": id, "source_id": source});
    assert_eq!(client.post("/conversations/redact", &redacting).expect(200).body["source"]["redacted"], true);
    for missing in [
        json!({"type": "conversation_part", "conversation_id": id, "conversation_part_id": "1"}),
        json!({"type": "conversation_part", "conversation_id": "none", "conversation_part_id": part}),
        json!({"type": "source", "conversation_id": id, "source_id": "1"}),
    ] {
        client.post("/conversations/redact", &missing).expect_error(404, "conversation_part_or_message_not_found");
    }
}
