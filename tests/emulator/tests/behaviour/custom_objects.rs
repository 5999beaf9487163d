use serde_json::{Value, json};

use crate::client::Client;

const ORDERS: &str = "/custom_object_instances/Order";

fn order(external_id: &str, attributes: &Value) -> Value {
    json!({"external_id": external_id, "external_created_at": 1_392_036_272, "custom_attributes": attributes})
}

#[test]
fn an_instance_is_created_once_and_updated_by_its_external_id() {
    let client = Client::empty();
    let created =
        client.post(ORDERS, &order("a", &json!({"order_number": "A-1", "total_amount": 99.99}))).expect(200).body;
    assert_eq!((&created["type"], &created["external_id"]), (&json!("Order"), &json!("a")));
    let updated = client.post(ORDERS, &order("a", &json!({"total_amount": 12}))).expect(200).body;
    assert_eq!(updated["id"], created["id"]);
    assert_eq!(updated["custom_attributes"]["order_number"], "A-1", "what is not named stays");
    assert_eq!(updated["custom_attributes"]["total_amount"], 12);
    let by_id = format!("{ORDERS}/{}", created["id"].as_str().unwrap());
    assert_eq!(client.get(&by_id).expect(200).body, updated);
    assert_eq!(client.get(&format!("{ORDERS}?external_id=a")).expect(200).body, updated);
}

#[test]
fn instances_are_deleted_by_either_id() {
    let client = Client::empty();
    for external_id in ["a", "b"] {
        client.post(ORDERS, &order(external_id, &json!({}))).expect(200);
    }
    let deleted = client.delete(&format!("{ORDERS}?external_id=a")).expect(200).body;
    assert_eq!((&deleted["object"], &deleted["deleted"]), (&json!("Order"), &json!(true)));
    client.delete(&format!("{ORDERS}?external_id=a")).expect_error(404, "not_found");
    let id = client.get(&format!("{ORDERS}?external_id=b")).expect(200).body["id"].clone();
    let path = format!("{ORDERS}/{}", id.as_str().unwrap());
    client.delete(&path).expect(200);
    client.get(&path).expect_error(404, "not_found");
}

#[test]
fn the_list_is_there_since_2_16_and_an_external_id_makes_it_one_instance() {
    let mut client = Client::empty();
    client.get(ORDERS).expect_error(400, "parameter_not_found");
    client.set_version("2.16");
    let list = client.get(&format!("{ORDERS}?per_page=1")).expect(200);
    assert_eq!((list.ids().len(), &list.body["total_count"]), (1, &json!(2)));
    assert!(list.body["pages"]["next"].as_str().unwrap().ends_with("page=2"));
    assert_eq!(client.get(&format!("{ORDERS}?external_id=order-1")).expect(200).body["type"], "Order");
}

#[test]
fn the_list_can_be_narrowed_to_what_refers_to_a_contact() {
    let mut client = Client::new();
    client.set_version("2.16");
    let contact = client.create_contact("ada@example.com");
    let path = format!("{ORDERS}?references_contact_id={contact}");
    assert_eq!(client.get(&path).expect(200).body["total_count"], 0);
    client.post(ORDERS, &order("hers", &json!({"customer": contact}))).expect(200);
    assert_eq!(client.get(&path).expect(200).body["data"][0]["external_id"], "hers");
}

#[test]
fn attributes_have_to_be_those_of_the_type() {
    let client = Client::empty();
    for (attributes, named) in [
        (json!({"colour": "red"}), "colour"),
        (json!({"total_amount": "much"}), "total_amount"),
        (json!({"customer": "nobody"}), "customer"),
    ] {
        let refused = client.post(ORDERS, &order("a", &attributes)).expect_error(400, "parameter_invalid");
        assert!(refused.text.contains(named), "{}", refused.text);
    }
    let delivery = order("d", &json!({"order": "order-2"}));
    client.post("/custom_object_instances/Delivery", &delivery).expect(200);
    client.post("/custom_object_instances/Horse", &delivery).expect_error(404, "not_found");
    client.get("/custom_object_instances/Horse?external_id=d").expect_error(404, "not_found");
}
