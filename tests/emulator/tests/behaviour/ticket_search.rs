use entryphone_emulator::Options;
use serde_json::{Value, json};

use crate::client::{Client, Reply};

pub(crate) fn search(client: &Client, field: &str, operator: &str, value: &Value) -> Reply {
    client.post("/tickets/search", &json!({"query": {"field": field, "operator": operator, "value": value}}))
}

#[test]
fn tickets_are_searched_by_the_words_the_search_has_for_categories() {
    let client = Client::with(Options { conversations: 90, ..Options::default() });
    let count = |field: &str, operator: &str, value: Value| {
        search(&client, field, operator, &value).expect(200).body["total_count"].as_u64().unwrap()
    };
    assert_eq!(count("category", "=", json!("request")), 3);
    assert_eq!(count("category", "=", json!("task")), 3);
    assert_eq!(count("category", "=", json!("tracker")), 3);
    assert_eq!(count("category", "=", json!("Customer")), 0);
    assert_eq!(count("title", "~", json!("request 1")), 1);
    assert_eq!(count("state", "=", json!("submitted")), 9);
    assert_eq!(count("created_at", ">=", json!(1)), 9);
    let types = client.get("/ticket_types").body;
    let title = types["data"][0]["ticket_type_attributes"]["data"][0]["id"].as_str().unwrap();
    assert_eq!(count(&format!("ticket_attribute.{title}"), "~", json!("request 1")), 1);
    search(&client, "updated_at", ">=", &json!(1)).expect_error(400, "parameter_invalid");
    let page = client
        .post(
            "/tickets/search",
            &json!({"query": {"field": "created_at", "operator": ">", "value": 1},
        "pagination": {"per_page": 5}}),
        )
        .expect(200)
        .body;
    assert_eq!((&page["type"], page["tickets"].as_array().unwrap().len()), (&json!("ticket.list"), 5));
    assert!(page["pages"]["next"]["starting_after"].is_string());
}
