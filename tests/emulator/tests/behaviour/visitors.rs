use serde_json::json;

use crate::client::Client;

#[test]
fn a_visitor_is_found_by_its_user_id_and_updated() {
    let client = Client::empty();
    let visitor = client.get("/visitors?user_id=visitor-1").expect(200).body;
    assert_eq!((&visitor["type"], &visitor["anonymous"]), (&json!("visitor"), &json!(true)));
    let change = json!({"user_id": "visitor-1", "name": "Ada", "custom_attributes": {"came_from": "a fair"}});
    let updated = client.put("/visitors", &change).expect(200).body;
    assert_eq!((&updated["id"], &updated["name"]), (&visitor["id"], &json!("Ada")));
    assert_eq!(client.get("/visitors?user_id=visitor-1").body["custom_attributes"]["came_from"], "a fair");
    client.get("/visitors?user_id=nobody").expect_error(404, "not_found");
    client.put("/visitors", &json!({"user_id": "nobody", "name": "N"})).expect_error(404, "not_found");
}

#[test]
fn a_visitor_becomes_a_new_contact_or_a_part_of_a_known_one() {
    let client = Client::empty();
    client.put("/visitors", &json!({"user_id": "visitor-1", "name": "Ada"})).expect(200);
    let convert = |visitor: &str, user: serde_json::Value, role: &str| {
        client.post("/visitors/convert", &json!({"type": role, "visitor": {"user_id": visitor}, "user": user}))
    };
    let made = convert("visitor-1", json!({"email": "ada@example.com"}), "user").expect(200).body;
    assert_eq!(
        (&made["role"], &made["name"], &made["email"]),
        (&json!("user"), &json!("Ada"), &json!("ada@example.com"))
    );
    client.get("/visitors?user_id=visitor-1").expect_error(404, "not_found");
    let known = convert("visitor-2", json!({"email": "ada@example.com"}), "user").expect(200).body;
    assert_eq!(known["id"], made["id"]);
    assert_eq!(convert("visitor-3", json!({}), "lead").expect(200).body["role"], "lead");
    convert("visitor-3", json!({}), "lead").expect_error(404, "not_found");
}

#[test]
fn a_visitor_is_found_and_deleted_by_its_id_where_versions_still_can() {
    let mut client = Client::empty();
    let id = client.get("/visitors?user_id=visitor-1").body["id"].as_str().unwrap().to_owned();
    let path = format!("/visitors/{id}");
    client.get(&path).expect_error(404, "not_found");
    client.set_version("2.10");
    assert_eq!(client.get(&path).expect(200).body["user_id"], "visitor-1");
    let deleted = client.delete(&path).expect(200).body;
    assert_eq!(deleted, json!({"id": id, "type": "visitor", "user_id": "visitor-1"}));
    client.get(&path).expect_error(404, "not_found");
}
