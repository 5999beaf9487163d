//! Away reasons, the IP allowlist, office hours and data connectors.

use serde_json::{Value, json};

use crate::client::Client;

fn client() -> Client {
    let mut client = Client::empty();
    client.set_version("2.16");
    client
}

#[test]
fn away_reasons_are_listed_with_the_deleted_ones() {
    let list = client().get("/away_status_reasons").expect(200).body;
    assert!(list["data"].as_array().unwrap().iter().any(|reason| reason["deleted"] == true));
}

#[test]
fn the_ip_allowlist_keeps_what_is_an_address_or_a_range() {
    let client = client();
    assert_eq!(client.get("/ip_allowlist").expect(200).body["enabled"], false);
    let list = json!({"enabled": true, "ip_allowlist": ["192.0.2.0/24", "2001:db8::1"]});
    client.put("/ip_allowlist", &list).expect(200);
    assert_eq!(client.get("/ip_allowlist").expect(200).body["ip_allowlist"], list["ip_allowlist"]);
    for wrong in ["home", "192.0.2.0/33", "1.2.3"] {
        client.put("/ip_allowlist", &json!({"ip_allowlist": [wrong]})).expect_error(422, "parameter_invalid");
    }
}

#[test]
fn a_schedule_is_open_all_the_time_when_every_minute_is() {
    let client = client();
    let interval = |day: usize, end: usize| json!({"start_minute": 0, "end_minute": end, "day_of_week": day});
    let schedule = |intervals: Vec<Value>| json!({"name": "Nights", "time_zone_name": "Europe/Paris", "time_intervals": intervals});
    let created = client.post("/office_hours_schedules", &schedule(vec![interval(0, 60)])).expect(201).body;
    assert_eq!(created["twenty_four_seven"], false);
    let path = format!("/office_hours_schedules/{}", created["id"].as_str().unwrap());
    let whole_week = schedule((0..7).map(|day| interval(day, 1440)).collect());
    assert_eq!(client.put(&path, &whole_week).expect(200).body["twenty_four_seven"], true);
    client.put(&path, &schedule(vec![interval(7, 60)])).expect_error(422, "validation_error");
    client.put(&path, &schedule(vec![interval(0, 0)])).expect_error(422, "validation_error");
    assert_eq!(client.delete(&path).expect(200).body["deleted"], true);
    client.get(&path).expect_error(404, "not_found");
}

#[test]
fn an_exception_belongs_to_its_schedule() {
    let client = client();
    let schedules = client.get("/office_hours_schedules").expect(200);
    let schedule = format!("/office_hours_schedules/{}", schedules.ids()[0]);
    let path = format!("{schedule}/office_hours_exceptions");
    let closed = json!({"exception_date": "2030-12-31", "exception_type": "closed"});
    let created = client.post(&path, &closed).expect(201).body;
    let one = format!("{path}/{}", created["id"].as_str().unwrap());
    assert_eq!(client.get(&one).expect(200).body, created);
    let hours = json!({"exception_type": "custom_hours", "time_intervals": [{"start_minute": 540, "end_minute": 600}]});
    assert_eq!(client.put(&one, &hours).expect(200).body["exception_date"], "2030-12-31");
    for wrong in [
        json!({"exception_date": "2030-02-30", "exception_type": "closed"}),
        json!({"exception_date": "2030-12-31", "exception_type": "custom_hours"}),
        json!({"exception_date": "2030-12-31", "exception_type": "perhaps"}),
    ] {
        client.post(&path, &wrong).expect_error(422, "validation_error");
    }
    let other = json!({"name": "Other", "time_zone_name": "Etc/UTC", "time_intervals": []});
    let other = client.post("/office_hours_schedules", &other).expect(201).body["id"].clone();
    let elsewhere = format!(
        "/office_hours_schedules/{}/office_hours_exceptions/{}",
        other.as_str().unwrap(),
        created["id"].as_str().unwrap()
    );
    client.get(&elsewhere).expect_error(404, "not_found");
    client.delete(&schedule).expect(200);
    client.get(&one).expect_error(404, "not_found");
}

#[test]
fn a_connector_in_use_cannot_be_deleted() {
    let client = client();
    let created = client.post("/data_connectors", &json!({"name": "Prices"})).expect(201).body;
    assert_eq!(created["state"], "draft");
    let path = format!("/data_connectors/{}", created["id"].as_str().unwrap());
    let change = |body: &Value| client.send("PATCH", &path, &body.to_string());
    change(&json!({"state": "live"})).expect_error(422, "parameter_invalid");
    let live = json!({"state": "live", "url": "https://prices.example.com", "direct_fin_usage": true});
    let changed = change(&live).expect(200).body;
    assert_eq!((&changed["name"], &changed["state"]), (&json!("Prices"), &json!("live")));
    client.delete(&path).expect_error(409, "data_connector_in_use");
    change(&json!({"state": "draft"})).expect(200);
    assert_eq!(client.delete(&path).expect(200).body["object"], "data_connector");
    client.get(&path).expect_error(404, "data_connector_not_found");
}

#[test]
fn a_list_of_connectors_is_a_summary_that_is_walked_by_cursor() {
    let client = client();
    let page = client.get("/data_connectors?per_page=1").expect(200);
    assert!(page.body["data"][0].get("headers").is_none());
    assert!(page.body["pages"]["next"]["starting_after"].is_string());
    assert!(page.body.get("total_count").is_none());
}

#[test]
fn the_executions_of_the_last_hour_are_listed_unless_another_time_is_named() {
    let client = client();
    let connectors = client.get("/data_connectors").expect(200).body;
    let called = connectors["data"].as_array().unwrap().iter().find(|connector| connector["state"] == "live").unwrap();
    let path = called["execution_results_url"].as_str().unwrap();
    assert_eq!(client.get(path).expect(200).body["data"], json!([]));
    let all = client.get(&format!("{path}?start_ts=1700000000")).expect(200);
    assert_eq!(all.ids().len(), 3);
    assert!(all.body["data"][0].get("response_body").is_none());
    let failed = client.get(&format!("{path}?start_ts=1700000000&success=false&include_bodies=true")).expect(200);
    assert_eq!((failed.ids().len(), &failed.body["data"][0]["http_status"]), (1, &json!(503)));
    assert!(failed.body["data"][0].get("response_body").is_some());
    client.get(&format!("{path}?start_ts=2&end_ts=1")).expect_error(400, "parameter_invalid");
    assert!(client.get(&format!("{path}/{}", all.ids()[0])).expect(200).body["request_url"].is_string());
    client.get(&format!("{path}/1")).expect_error(404, "execution_result_not_found");
}
