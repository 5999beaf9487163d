use serde_json::json;

use crate::client::Client;

#[test]
fn admins_are_listed_under_their_own_name() {
    let list = Client::empty().get("/admins").expect(200).body;
    assert_eq!(list["type"], "admin.list");
    assert_eq!(list["admins"][0]["id"], "991267466");
    assert_eq!(list["admins"].as_array().unwrap().len(), 2);
}

#[test]
fn an_admin_is_found_by_id() {
    let client = Client::empty();
    assert_eq!(
        client.get("/admins/991267466").expect(200).body,
        json!({"type": "admin", "id": "991267466", "name": "Joan Clarke", "email": "joan.clarke@example.com",
            "away_mode_enabled": false, "away_mode_reassign": false, "has_inbox_seat": true,
            "away_status_reason_id": null, "team_ids": [5_017_691, 5_017_692]})
    );
    client.get("/admins/1").expect_error(404, "admin_not_found");
}

#[test]
fn the_reason_to_be_away_is_known_since_2_14() {
    let mut client = Client::empty();
    client.set_version("2.13");
    let admin = client.get("/admins/991267466").expect(200).body;
    assert!(!admin.as_object().unwrap().contains_key("away_status_reason_id"));
}

#[test]
fn me_is_the_owner_of_the_token_and_knows_the_app() {
    let me = Client::empty().get("/me").expect(200).body;
    assert_eq!((&me["type"], &me["id"]), (&json!("admin"), &json!("991267466")));
    assert_eq!((&me["app"]["type"], &me["app"]["id_code"]), (&json!("app"), &json!("emulator")));
    assert_eq!(me["avatar"]["type"], "avatar");
}
