use serde_json::json;

use crate::client::Client;

#[test]
fn teams_and_admins_name_each_other() {
    let client = Client::empty();
    let list = client.get("/teams").expect(200).body;
    assert_eq!(list["type"], "team.list");
    let team = &list["teams"][1];
    assert_eq!(team["admin_ids"], json!([991_267_466]));
    assert_eq!(client.get(&format!("/teams/{}", team["id"].as_str().unwrap())).expect(200).body, *team);
    client.get("/teams/1").expect_error(404, "team_not_found");
    let admins = client.get("/admins").body;
    assert_eq!(admins["admins"][1]["team_ids"].as_array().unwrap().len(), 1);
}

#[test]
fn the_limit_of_a_team_is_known_since_later_than_2_9() {
    let mut client = Client::empty();
    client.set_version("2.9");
    assert!(client.get("/teams").body["teams"][0].get("assignment_limit").is_none());
    client.set_version("2.14");
    assert_eq!(client.get("/teams").body["teams"][0]["assignment_limit"], 10);
}

#[test]
fn the_members_of_a_team_are_replaced_in_preview() {
    let mut client = Client::empty();
    client.set_version("Preview");
    let id = client.get("/teams").body["teams"][1]["id"].as_str().unwrap().to_owned();
    let path = format!("/teams/{id}");
    let team = client.put(&path, &json!({"admin_ids": [991_267_467]})).expect(200).body;
    assert_eq!(team["admin_ids"], json!([991_267_467]));
    client.put(&path, &json!({"admin_ids": []})).expect_error(400, "parameter_invalid");
    client.put(&path, &json!({"admin_ids": [1]})).expect_error(404, "admin_not_found");
}
