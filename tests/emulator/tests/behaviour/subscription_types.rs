use serde_json::json;

use crate::client::Client;

#[test]
fn subscription_types_have_the_shape_of_the_wire() {
    let list = Client::empty().get("/subscription_types").expect(200).body;
    let first = &list["data"][0];
    assert_eq!(
        (&first["type"], &first["state"], &first["consent_type"]),
        (&json!("subscription"), &json!("live"), &json!("opt_out"))
    );
    assert_eq!(first["translations"][0], first["default_translation"]);
    assert_eq!(first["content_types"], json!(["email"]));
}

#[test]
fn a_contact_opts_in_and_changes_its_mind() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let path = format!("/contacts/{contact}/subscriptions");
    let types = client.get("/subscription_types").body;
    let (newsletter, id) = (&types["data"][1], types["data"][1]["id"].as_str().unwrap());
    let attached = client.post(&path, &json!({"id": id, "consent_type": "opt_in"})).expect(200).body;
    assert_eq!(attached, *newsletter);
    let shown = |field: &str| client.get(&format!("/contacts/{contact}")).body[field]["total_count"].clone();
    assert_eq!((shown("opted_in_subscription_types"), shown("opted_out_subscription_types")), (json!(1), json!(0)));
    client.post(&path, &json!({"id": id, "consent_type": "opt_out"})).expect(200);
    assert_eq!((shown("opted_in_subscription_types"), shown("opted_out_subscription_types")), (json!(0), json!(1)));
    assert_eq!(client.get(&path).expect(200).ids(), [id]);
    assert_eq!(client.delete(&format!("{path}/{id}")).expect(200).body["id"], id);
    client.delete(&format!("{path}/{id}")).expect_error(404, "not_found");
    client.post(&path, &json!({"id": "0", "consent_type": "opt_in"})).expect_error(404, "not_found");
    client.post(&path, &json!({"id": id, "consent_type": "maybe"})).expect_error(400, "parameter_invalid");
}
