use entryphone_emulator::Options;
use serde_json::{Value, json};

use crate::client::Client;
use crate::conversations::{ADMIN, begun_by};

/// Three conversations, a minute apart, known by their titles.
fn workspace() -> Client {
    let client = Client::empty();
    for (number, (title, said)) in
        [("cards", "Where is my credit card?"), ("exports", "The export is late"), ("cardigans", "Cardigans, please")]
            .into_iter()
            .enumerate()
    {
        client.emulator.set_clock(1_700_000_000_000 + u64::try_from(number).unwrap() * 60_000);
        let contact = client.create_contact(&format!("{title}@example.com"));
        let body = json!({"from": {"type": "user", "id": contact}, "body": said});
        let id = client.post("/conversations", &body).body["conversation_id"].as_str().unwrap().to_owned();
        let body = json!({"title": title, "custom_attributes": {"rank": number}, "read": title == "exports"});
        client.put(&format!("/conversations/{id}"), &body).expect(200);
        if title == "exports" {
            let body = json!({"message_type": "assignment", "type": "admin", "admin_id": ADMIN, "assignee_id": ADMIN});
            client.post(&format!("/conversations/{id}/parts"), &body).expect(200);
            let body = json!({"message_type": "close", "type": "admin", "admin_id": ADMIN});
            client.post(&format!("/conversations/{id}/parts"), &body).expect(200);
        }
    }
    client
}

fn found(client: &Client, query: &Value) -> String {
    let reply = client.post("/conversations/search", &json!({"query": query})).expect(200);
    let mut titles: Vec<_> =
        reply.body["conversations"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    titles.join(" ")
}

#[test]
fn every_kind_of_field_is_compared_as_its_kind_demands() {
    let client = workspace();
    for (field, operator, value, expected) in [
        ("state", "=", json!("closed"), "exports"),
        ("open", "=", json!(true), "cardigans cards"),
        ("read", "!=", json!(true), "cardigans cards"),
        // Up to the second, and > and < take in the moment itself.
        ("created_at", ">", json!(1_700_000_060), "cardigans exports"),
        ("created_at", "<", json!("1700000060"), "cards exports"),
        ("created_at", "=", json!(1_700_000_061), ""),
        ("created_at", "IN", json!([1_700_000_000, 1_700_000_120]), "cardigans cards"),
        ("admin_assignee_id", "=", json!(ADMIN), "exports"),
        ("admin_assignee_id", ">", json!(991_267_466), "exports"),
        // Whole words only.
        ("source.body", "~", json!("card"), "cards"),
        ("source.body", "~", json!("credit card"), "cards"),
        ("source.body", "!~", json!("card"), "cardigans exports"),
        ("source.author.email", "^", json!("card"), "cardigans cards"),
        ("source.author.email", "$", json!("s@example.com"), "cardigans cards exports"),
        ("statistics.count_assignments", ">", json!(1), "exports"),
        ("statistics.last_closed_by_id", "=", json!(ADMIN), "exports"),
        ("teammate_ids", "=", json!(ADMIN), "cardigans cards exports"),
        ("waiting_since", ">", json!(1), "cardigans cards"),
        ("custom_attributes.rank", ">", json!(0), "cardigans exports"),
        ("conversation_rating.score", "=", json!(5), ""),
        ("ai_agent_participated", "=", json!(false), "cardigans cards exports"),
    ] {
        let query = json!({"field": field, "operator": operator, "value": value});
        assert_eq!(found(&client, &query), expected, "{query}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let client = workspace();
    for (field, operator, value) in [
        ("shoe_size", "=", json!(1)),
        ("created_at", ">=", json!(1)),
        ("created_at", "~", json!("1")),
        ("created_at", ">", json!("yesterday")),
        ("open", "=", json!("perhaps")),
        ("state", ">", json!("open")),
        ("source.body", "IN", json!("card")),
    ] {
        let query = json!({"query": {"field": field, "operator": operator, "value": value}});
        client.post("/conversations/search", &query).expect_error(400, "parameter_invalid");
    }
}

#[test]
fn a_tag_and_a_contact_are_found_by_their_ids() {
    let client = workspace();
    let ada = client.create_contact("ada@example.com");
    let id = begun_by(&client, &ada);
    client.put(&format!("/conversations/{id}"), &json!({"title": "tagged"})).expect(200);
    let tag = client.create("/tags", &json!({"name": "VIP"}));
    client.post(&format!("/conversations/{id}/tags"), &json!({"id": tag, "admin_id": ADMIN})).expect(200);
    assert_eq!(found(&client, &json!({"field": "tag_ids", "operator": "=", "value": tag})), "tagged");
    assert_eq!(found(&client, &json!({"field": "contact_ids", "operator": "=", "value": ada})), "tagged");
}

#[test]
fn a_priority_is_searched_by_the_name_the_version_gives_it() {
    let mut client = Client::with(Options { conversations: 60, ..Options::default() });
    let mut count = |version: &str, priority: &str| {
        client.set_version(version);
        let query = json!({"query": {"field": "priority", "operator": "=", "value": priority}});
        client.post("/conversations/search", &query).expect(200).body["total_count"].as_u64().unwrap()
    };
    let named: u64 = ["low", "medium", "high", "urgent"].into_iter().map(|priority| count("2.16", priority)).sum();
    assert!(named > 0);
    assert_eq!(count("2.14", "priority"), named);
    assert_eq!(count("2.14", "urgent"), 0);
}

#[test]
fn results_are_paged_by_the_cursor_of_the_body() {
    let client = Client::with(Options { conversations: 40, ..Options::default() });
    let mut body =
        json!({"query": {"field": "created_at", "operator": ">", "value": 1}, "pagination": {"per_page": 25}});
    let first = client.post("/conversations/search", &body).expect(200).body;
    assert_eq!((&first["type"], &first["total_count"]), (&json!("conversation.list"), &json!(36)));
    body["pagination"]["starting_after"] = first["pages"]["next"]["starting_after"].clone();
    let second = client.post("/conversations/search", &body).expect(200).body;
    assert_eq!(second["conversations"].as_array().unwrap().len(), 11);
    assert_eq!(second["pages"]["next"], Value::Null);
}
