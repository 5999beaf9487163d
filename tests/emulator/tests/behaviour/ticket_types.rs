use serde_json::{Value, json};

use crate::client::Client;

fn attribute_names(ticket_type: &Value) -> Vec<&str> {
    let attributes = ticket_type["ticket_type_attributes"]["data"].as_array().unwrap();
    attributes.iter().map(|attribute| attribute["name"].as_str().unwrap()).collect()
}

#[test]
fn lists_of_types_and_attributes_name_their_items_data_in_every_version() {
    let mut client = Client::empty();
    for version in ["2.9", "2.11", "2.12", "2.16", "Preview"] {
        client.set_version(version);
        let list = client.get("/ticket_types").expect(200).body;
        assert_eq!(list["type"], "list");
        let types = list["data"].as_array().unwrap();
        assert_eq!(types.len(), 3, "{version}");
        assert_eq!(attribute_names(&types[0]), ["_default_title_", "_default_description_"], "{version}");
    }
    client.set_version("2.8");
    client.get("/ticket_types").expect_error(404, "not_found");
}

#[test]
fn a_type_is_made_found_and_changed() {
    let client = Client::empty();
    let id = client.create("/ticket_types", &json!({"name": "Returns", "description": "Goods", "category": "Tracker"}));
    let found = client.get(&format!("/ticket_types/{id}")).expect(200).body;
    assert_eq!((&found["name"], &found["category"]), (&json!("Returns"), &json!("Tracker")));
    assert_eq!(found["is_internal"], true);
    assert_eq!(found["ticket_states"]["data"].as_array().unwrap().len(), 4);
    let changed =
        client.put(&format!("/ticket_types/{id}"), &json!({"name": "Refunds", "archived": true})).expect(200).body;
    assert_eq!((&changed["name"], &changed["archived"]), (&json!("Refunds"), &json!(true)));
    client.get("/ticket_types/1").expect_error(404, "not_found");
    client.put("/ticket_types/1", &json!({"name": "x"})).expect_error(404, "not_found");
}

#[test]
fn up_to_2_9_a_type_is_internal_or_not() {
    let mut client = Client::empty();
    client.set_version("2.9");
    let id = client.create("/ticket_types", &json!({"name": "Repair", "is_internal": true}));
    client.set_version("2.14");
    assert_eq!(client.get(&format!("/ticket_types/{id}")).body["category"], "Back-office");
}

#[test]
fn an_attribute_can_be_of_every_type_of_data() {
    let client = Client::empty();
    let id = client.create("/ticket_types", &json!({"name": "Returns"}));
    let path = format!("/ticket_types/{id}/attributes");
    for data_type in ["string", "integer", "decimal", "boolean", "datetime", "files"] {
        let body = json!({"name": data_type, "description": "", "data_type": data_type});
        let attribute = client.post(&path, &json!({"description": "d", "data_type": data_type, "name": body["name"]}));
        assert_eq!(attribute.expect(200).body["data_type"], data_type);
    }
    let list = json!({"name": "list", "description": "d", "data_type": "list"});
    client.post(&path, &list).expect_error(400, "parameter_not_found");
    let mut list = list;
    list["list_items"] = json!("Small, Large");
    let attribute = client.post(&path, &list).expect(200).body;
    let labels = json!([{"id": "1", "label": "Small"}, {"id": "2", "label": "Large"}]);
    assert_eq!(attribute["input_options"], json!({"list_items": labels, "allow_multiple_values": false}));
    assert_eq!(attribute["order"], 8);
    client.post(&path, &list).expect_error(400, "parameter_invalid");
    client.post("/ticket_types/1/attributes", &list).expect_error(404, "not_found");
}

#[test]
fn an_archived_attribute_is_no_longer_asked_for() {
    let client = Client::empty();
    let id = client.create("/ticket_types", &json!({"name": "Returns"}));
    let path = format!("/ticket_types/{id}/attributes");
    let body = json!({"name": "size", "description": "d", "data_type": "integer", "required_to_create": true});
    let attribute = client.create(&path, &body);
    let changed = client.put(&format!("{path}/{attribute}"), &json!({"description": "In cm"})).expect(200).body;
    assert_eq!((&changed["description"], &changed["required_to_create"]), (&json!("In cm"), &json!(true)));
    client.put(&format!("{path}/{attribute}"), &json!({"archived": true})).expect(200);
    let found = client.get(&format!("/ticket_types/{id}")).body;
    assert_eq!(attribute_names(&found), ["_default_title_", "_default_description_"]);
    client.put(&format!("{path}/1"), &json!({"archived": true})).expect_error(404, "not_found");
}

#[test]
fn states_are_listed_with_their_types_since_2_12() {
    let mut client = Client::empty();
    let states = client.get("/ticket_states").expect(200).body;
    let categories: Vec<_> = states["data"].as_array().unwrap().iter().map(|state| &state["category"]).collect();
    assert_eq!(categories, ["submitted", "in_progress", "waiting_on_customer", "resolved"]);
    assert_eq!(states["data"][0]["ticket_types"]["data"].as_array().unwrap().len(), 3);
    client.set_version("2.11");
    client.get("/ticket_states").expect_error(404, "not_found");
}
