use entryphone_emulator::Fault;
use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn every_request_is_recorded_with_what_became_of_it() {
    let client = Client::new();
    client.emulator.push_fault(Fault::drop_before().on("GET", "/me"));
    client.post("/tags?a=1&b=2&a=3", &json!({"name": "Alpha"})).expect(200);
    assert!(client.try_send("GET", "/me", "").is_err());
    client.send("POST", "/tags", "{broken").expect(400);
    client.emulator.push_fault(Fault::drop_after());
    assert!(client.try_send("GET", "/me", "").is_err());
    let requests = client.get("/_emulator/requests").expect(200).body;
    let first = &requests[0];
    assert_eq!(first["number"], 1);
    assert_eq!((&first["method"], &first["path"]), (&json!("POST"), &json!("/tags")));
    assert_eq!(first["query"], json!({"a": ["1", "3"], "b": "2"}));
    assert_eq!(first["version"], "2.14");
    assert_eq!(first["headers"]["accept"], "application/json");
    assert_eq!((&first["body"], &first["body_bytes"]), (&json!({"name": "Alpha"}), &json!(16)));
    assert_eq!((&first["status"], &first["fault"]), (&json!(200), &Value::Null));
    assert_eq!((&requests[1]["status"], &requests[1]["fault"]), (&Value::Null, &json!("drop before")));
    assert_eq!((&requests[2]["status"], &requests[2]["body"]), (&json!(400), &json!("{broken")));
    assert_eq!((&requests[3]["status"], &requests[3]["fault"]), (&Value::Null, &json!("drop after")));
    assert_eq!(requests.as_array().unwrap().len(), 4);
    assert_eq!(serde_json::to_value(client.emulator.requests()).unwrap(), requests);
}

#[test]
fn the_token_is_not_recorded() {
    let mut client = Client::new();
    client.get("/me").expect(200);
    client.set_header("authorization", "emulator-token emulator-token");
    client.get("/me").expect(401);
    let requests = client.get("/_emulator/requests").text;
    assert!(requests.contains("Bearer ***") && !requests.contains("emulator-token"), "{requests}");
}

#[test]
fn changes_that_took_effect_are_counted() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let path = format!("/contacts/{contact}");
    client.put(&path, &json!({"name": "Ada"})).expect(200);
    client.put(&path, &json!({"name": "Ada"})).expect(200);
    client.put(&path, &json!({"name": 7})).expect(422);
    client.get(&path).expect(200);
    client.post("/contacts/search", &json!({"query": {"field": "role", "operator": "=", "value": "user"}})).expect(200);
    let expected = json!([
        {"method": "POST", "path": "/contacts", "id": contact, "count": 1},
        {"method": "PUT", "path": path, "id": contact, "count": 2},
    ]);
    assert_eq!(client.get("/_emulator/applied").expect(200).body, expected);
    assert_eq!(serde_json::to_value(client.emulator.applied()).unwrap(), expected);
}

#[test]
fn a_reset_goes_back_to_the_start() {
    let client = Client::new();
    let before = client.get("/contacts?per_page=150").body;
    let first = client.create_contact("ada@new.example");
    client.emulator.push_fault(Fault::status(503));
    client.post("/_emulator/reset", &json!({})).expect(200);
    assert_eq!(client.emulator.requests(), []);
    assert_eq!(client.emulator.applied(), []);
    assert_eq!(client.get("/contacts?per_page=150").expect(200).body, before);
    assert_eq!(client.create_contact("ada@new.example"), first);
    client.emulator.reset();
    assert_eq!(client.get("/contacts?per_page=150").expect(200).body, before);
}

#[test]
fn the_emulators_own_endpoints_say_when_they_do_not_exist() {
    let client = Client::new();
    assert!(client.get("/_emulator/nothing").expect(404).body["error"].is_string());
    assert!(client.delete("/_emulator/clock").expect(404).body["error"].is_string());
}

#[test]
fn how_many_requests_were_forgotten_stands_in_a_header() {
    let client = Client::empty();
    client.get("/me").expect(200);
    assert_eq!(client.get("/_emulator/requests").expect(200).headers["x-emulator-dropped"], "0");
}

#[test]
fn the_journal_can_be_emptied_and_the_data_kept() {
    let client = Client::empty();
    client.create_contact("ada@example.com");
    client.delete("/_emulator/requests").expect(200);
    assert_eq!((client.emulator.requests(), client.emulator.applied()), (vec![], vec![]));
    assert_eq!(client.get("/contacts").body["total_count"], 1);
}
