use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn a_help_center_is_found_and_listed_without_pages() {
    let client = Client::empty();
    let list = client.get("/help_center/help_centers").expect(200);
    assert!(list.body.get("pages").is_none());
    let found = client.get(&format!("/help_center/help_centers/{}", list.ids()[0])).expect(200).body;
    assert_eq!(found, list.body["data"][0]);
    client.get("/help_center/help_centers/1").expect_error(404, "not_found");
}

#[test]
fn a_collection_can_be_created_found_updated_and_deleted() {
    let client = Client::empty();
    client
        .post("/help_center/collections", &json!({"description": "No name"}))
        .expect_error(400, "parameter_not_found");
    let created = client.post("/help_center/collections", &json!({"name": "Doors"})).expect(200).body;
    assert!(created["help_center_id"].is_u64(), "it belongs to the default help center");
    let path = format!("/help_center/collections/{}", created["id"].as_str().unwrap());
    let updated = client.put(&path, &json!({"name": "Windows"})).expect(200).body;
    assert_eq!(client.get(&path).expect(200).body, updated);
    let deleted = client.delete(&path).expect(200).body;
    assert_eq!(deleted, json!({"id": created["id"], "object": "collection", "deleted": true}));
    client.get(&path).expect_error(404, "not_found");
}

#[test]
fn collections_stand_three_deep_at_most_and_never_in_a_circle() {
    let client = Client::empty();
    let inside = |parent: &str| client.create("/help_center/collections", &json!({"name": "Box", "parent_id": parent}));
    let outer = client.create("/help_center/collections", &json!({"name": "Box"}));
    let middle = inside(&outer);
    let inner = inside(&middle);
    let too_deep = json!({"name": "Box", "parent_id": inner});
    client.post("/help_center/collections", &too_deep).expect_error(400, "parameter_invalid");
    let circle = client.put(&format!("/help_center/collections/{outer}"), &json!({"parent_id": middle}));
    circle.expect_error(400, "parameter_invalid");
    let nowhere = json!({"name": "Box", "parent_id": "1"});
    client.post("/help_center/collections", &nowhere).expect_error(400, "parameter_invalid");
}

#[test]
fn a_deleted_collection_takes_those_inside_along_and_leaves_the_articles() {
    let client = Client::empty();
    let outer = client.create("/help_center/collections", &json!({"name": "Outer"}));
    let inner = client.create("/help_center/collections", &json!({"name": "Inner", "parent_id": outer}));
    let inner_id: u64 = inner.parse().unwrap();
    let article = json!({"title": "Keys", "author_id": 991_267_466, "parent_id": inner_id});
    let article = client.create("/articles", &article);
    client.delete(&format!("/help_center/collections/{outer}")).expect(200);
    client.get(&format!("/help_center/collections/{inner}")).expect_error(404, "not_found");
    assert_eq!(client.get(&format!("/articles/{article}")).expect(200).body["parent_id"], Value::Null);
}

#[test]
fn collections_inside_others_are_sections_up_to_2_9() {
    let mut client = Client::empty();
    client.set_version("2.9");
    let parent = client.create("/help_center/collections", &json!({"name": "Doors"}));
    let parent_number: u64 = parent.parse().unwrap();
    let created =
        client.post("/help_center/sections", &json!({"name": "Keys", "parent_id": parent_number})).expect(200);
    assert_eq!((&created.body["type"], &created.body["parent_id"]), (&json!("section"), &json!(parent)));
    let id = created.body["id"].as_str().unwrap();
    let path = format!("/help_center/sections/{id}");
    assert_eq!(client.get(&path).expect(200).body["parent_id"], parent_number);
    assert!(client.get("/help_center/sections").expect(200).ids().contains(&id));
    assert!(!client.get("/help_center/collections").expect(200).ids().contains(&id));
    client.get(&format!("/help_center/sections/{parent}")).expect_error(404, "not_found");
    client.delete(&path).expect(200);
    client.set_version("2.10");
    assert!(!client.get("/help_center/collections").expect(200).ids().contains(&id));
}

#[test]
fn a_redirect_leads_from_one_address_to_one_target() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let collection = client.create("/help_center/collections", &json!({"name": "Doors"}));
    let path = "/help_center/help_centers/79/redirects";
    let redirect = json!({"from_url": "/old", "locale": "en", "target_type": "collection", "target_id": collection});
    let created = client.post(path, &redirect).expect(200).body;
    client.post(path, &redirect).expect_error(409, "resource_conflict");
    let lost = json!({"from_url": "/lost", "locale": "en", "target_type": "article", "target_id": "1"});
    client.post(path, &lost).expect_error(404, "not_found");
    let one = format!("{path}/{}", created["id"].as_str().unwrap());
    assert_eq!(client.get(&one).expect(200).body, created);
    assert_eq!(client.get(path).expect(200).body["total_count"], 1);
    assert_eq!(client.delete(&one).expect(200).body["object"], "help_center_redirect");
    client.get(&one).expect_error(404, "not_found");
    client.get("/help_center/help_centers/1/redirects").expect_error(404, "not_found");
}
