use serde_json::{Value, json};

use crate::client::Client;

fn names(list: &Value) -> Vec<&str> {
    list["data"].as_array().unwrap().iter().map(|attribute| attribute["name"].as_str().unwrap()).collect()
}

#[test]
fn a_new_attribute_is_listed_with_those_every_workspace_has() {
    let client = Client::empty();
    let body = json!({"name": "Ring size", "model": "company", "data_type": "integer"});
    let made = client.post("/data_attributes", &body).expect(200).body;
    assert!(made["id"].is_u64(), "its id is a number");
    assert_eq!((&made["full_name"], &made["custom"]), (&json!("custom_attributes.Ring size"), &json!(true)));
    let list = client.get("/data_attributes?model=company").expect(200).body;
    assert!(names(&list).contains(&"monthly_spend") && names(&list).contains(&"Ring size"));
    assert!(!names(&client.get("/data_attributes?model=contact").expect(200).body).contains(&"Ring size"));
}

#[test]
fn an_archived_attribute_is_listed_when_asked() {
    let client = Client::empty();
    let body = json!({"name": "Ring", "model": "company", "data_type": "string"});
    let id = client.post("/data_attributes", &body).body["id"].clone();
    let path = format!("/data_attributes/{id}");
    let archived = client.put(&path, &json!({"archived": true, "description": "Old"})).expect(200).body;
    assert_eq!((&archived["archived"], &archived["description"]), (&json!(true), &json!("Old")));
    assert!(!names(&client.get("/data_attributes").body).contains(&"Ring"));
    assert!(names(&client.get("/data_attributes?include_archived=true").body).contains(&"Ring"));
    client.put("/data_attributes/1", &json!({"archived": true})).expect_error(404, "field_not_found");
}

#[test]
fn a_list_needs_two_options() {
    let client = Client::empty();
    let list = |options: Value| json!({"name": "Size", "model": "contact", "data_type": "options", "options": options});
    client.post("/data_attributes", &list(json!([{"value": "1"}]))).expect_error(400, "parameter_invalid");
    let made = client.post("/data_attributes", &list(json!([{"value": "1"}, {"value": "2"}]))).expect(200).body;
    assert_eq!((&made["data_type"], &made["options"]), (&json!("string"), &json!(["1", "2"])));
    let path = format!("/data_attributes/{}", made["id"]);
    let changed = client.put(&path, &json!({"options": [{"value": "3"}, {"value": "4"}]})).expect(200).body;
    assert_eq!(changed["options"], json!(["3", "4"]));
}

#[test]
fn a_name_is_taken_once_and_has_no_odd_letters() {
    let client = Client::empty();
    let named = |name: &str, model: &str| {
        client.post("/data_attributes", &json!({"name": name, "model": model, "data_type": "string"}))
    };
    named("The Ring", "company").expect(200);
    named("The Ring", "company").expect_error(400, "parameter_invalid");
    named("The Ring", "contact").expect_error(400, "parameter_invalid");
    named("!nv@l!d", "company").expect_error(400, "parameter_invalid");
    named("Other", "conversation").expect_error(400, "parameter_invalid");
    let odd = json!({"name": "Metal", "model": "company", "data_type": "mithril"});
    client.post("/data_attributes", &odd).expect_error(400, "parameter_invalid");
}

#[test]
fn the_messenger_may_write_a_new_attribute_up_to_2_10() {
    let mut client = Client::empty();
    for (version, writable) in [("2.10", true), ("2.11", false)] {
        client.set_version(version);
        let body =
            json!({"name": format!("From {version}").replace('.', "-"), "model": "contact", "data_type": "string"});
        assert_eq!(
            client.post("/data_attributes", &body).expect(200).body["messenger_writable"],
            writable,
            "{version}"
        );
    }
}
