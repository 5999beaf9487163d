use serde_json::json;

use crate::client::Client;

#[test]
fn an_admin_who_goes_away_is_logged() {
    let mut client = Client::empty();
    client.emulator.set_clock(1_734_537_334_000);
    let away = json!({"away_mode_enabled": true, "away_mode_reassign": false, "away_status_reason_id": 12345});
    let admin = client.put("/admins/991267466/away", &away).expect(200).body;
    assert_eq!((&admin["away_mode_enabled"], &admin["away_status_reason_id"]), (&json!(true), &json!("12345")));
    assert_eq!(client.get("/admins/991267466").body, admin);
    client.put("/admins/1/away", &away).expect_error(404, "admin_not_found");

    let logs = client.get("/admins/activity_logs?created_at_after=1734537334").expect(200).body;
    assert_eq!(logs["type"], "activity_log.list");
    assert!(logs.get("total_count").is_none());
    assert_eq!(logs["activity_logs"].as_array().unwrap().len(), 1);
    assert_eq!(logs["activity_logs"][0]["activity_type"], "admin_away_mode_change");
    assert_eq!(logs["activity_logs"][0]["performed_by"]["id"], "991267466");
    client.set_version("2.16");
    let back = json!({"away_mode_enabled": false, "away_mode_reassign": false});
    assert!(client.put("/admins/991267466/away", &back).expect(200).body["away_status_reason_id"].is_null());
}

#[test]
fn logs_are_searched_by_their_kind_and_paged_by_a_number_in_the_body() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let search = |body| client.post("/admins/activity_logs/search", &body).expect(200).body;
    let page = search(json!({"created_at_after": 0, "per_page": 1}));
    assert_eq!(page["pages"]["total_pages"], 2, "both admins logged in once");
    let next = search(json!({"created_at_after": 0, "per_page": 1, "page": 2}));
    assert_ne!(page["activity_logs"][0]["id"], next["activity_logs"][0]["id"]);
    let none = search(json!({"created_at_after": 0, "event_types": ["app_name_change"]}));
    assert_eq!(none["activity_logs"], json!([]));
    let types = client.get("/admins/activity_log_event_types").expect(200).body;
    assert!(types["event_types"].as_array().unwrap().contains(&json!("admin_login_success")));
}
