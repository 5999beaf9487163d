use crate::client::Client;

#[test]
fn every_brand_knows_the_address_its_emails_come_from() {
    let mut client = Client::new();
    client.set_version("2.16");
    let brands = client.get("/brands").expect(200).body;
    assert_eq!((&brands["type"], brands["data"].as_array().unwrap().len()), (&"list".into(), 2));
    assert_eq!(brands["data"][0]["is_default"], true);
    for brand in brands["data"].as_array().unwrap() {
        let found = client.get(&format!("/brands/{}", brand["id"].as_str().unwrap())).expect(200).body;
        assert_eq!(&found, brand);
        let email_id = brand["default_address_settings_id"].as_str().unwrap();
        let email = client.get(&format!("/emails/{email_id}")).expect(200).body;
        assert_eq!((&email["type"], &email["brand_id"]), (&"email_setting".into(), &brand["id"]));
    }
    assert_eq!(client.get("/emails").expect(200).ids().len(), 2);
    client.get("/brands/1").expect_error(404, "not_found");
    client.get("/emails/1").expect_error(404, "not_found");
}
