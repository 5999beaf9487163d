use serde_json::json;

use crate::client::Client;

#[test]
fn segments_are_counted_when_asked() {
    let client = Client::empty();
    client.create_contact("ada@example.com");
    let list = client.get("/segments").expect(200).body;
    assert_eq!(list["type"], "segment.list");
    assert!(list["segments"][0].get("count").is_none());
    let list = client.get("/segments?include_count=true").expect(200).body;
    let counts: Vec<_> = list["segments"].as_array().unwrap().iter().map(|segment| &segment["count"]).collect();
    assert_eq!(counts, [1, 0]);
}

#[test]
fn a_segment_is_found_by_id() {
    let client = Client::empty();
    let segment = client.get("/segments").body["segments"][1].clone();
    assert_eq!(client.get(&format!("/segments/{}", segment["id"].as_str().unwrap())).expect(200).body, segment);
    client.get("/segments/0").expect_error(404, "not_found");
}

#[test]
fn contacts_are_in_a_segment_by_their_role_and_are_searched_by_it() {
    let client = Client::empty();
    let user = client.create_contact("ada@example.com");
    client.create("/contacts", &json!({"role": "lead"}));
    let segments = client.get(&format!("/contacts/{user}/segments")).expect(200).body;
    assert_eq!(segments["data"][0]["person_type"], "user");
    let query = json!({"query": {"field": "segment_id", "operator": "=", "value": segments["data"][0]["id"]}});
    assert_eq!(client.post("/contacts/search", &query).expect(200).ids(), [user]);
    client.get("/contacts/0/segments").expect_error(404, "not_found");
}

#[test]
fn a_company_is_in_no_segment() {
    let client = Client::empty();
    let company = client.create("/companies", &json!({"company_id": "7"}));
    let segments = client.get(&format!("/companies/{company}/segments")).expect(200).body;
    assert_eq!(segments, json!({"type": "list", "data": []}));
    client.get("/companies/0/segments").expect_error(404, "company_not_found");
}
