//! What follows from the catalog alone, whichever room serves an operation or none.

use entryphone_emulator::Options;
use serde_json::json;

use crate::client::Client;

#[test]
fn an_operation_is_there_in_its_versions_only() {
    let mut client = Client::new();
    for (path, version, status) in [
        ("/brands", "2.14", 404),
        ("/brands", "2.15", 200),
        ("/help_center/sections", "2.9", 200),
        ("/help_center/sections", "2.10", 404),
        ("/ip_allowlist", "2.16", 200),
        ("/ip_allowlist", "Preview", 404),
    ] {
        client.set_version(version);
        let reply = client.get(path).expect(status);
        assert!(status == 200 || reply.code() == "not_found", "{path} in {version}");
    }
}

#[test]
fn an_operation_without_a_room_answers_in_its_shape_and_gives_back_what_it_was_told() {
    let mut client = Client::new();
    client.set_version("Preview");
    let list = client.get("/secure_mode_secrets").expect(200).body;
    assert_eq!(list["type"], "list");
    assert_eq!(list["data"].as_array().map(Vec::len), Some(2));
    assert_ne!(list["data"][0]["id"], list["data"][1]["id"]);
    assert_eq!(client.get("/conversations/attributes/77").expect(200).body["id"], 77);
    let body = json!({"name": "Nights", "supports_web": true});
    let made = client.post("/secure_mode_secrets", &body).expect(201).body;
    assert_eq!(made["name"], "Nights");
    assert_eq!(client.post("/secure_mode_secrets", &body).body, made, "the same request has the same answer");
    assert_eq!(client.emulator.applied().len(), 1);
    assert_eq!(client.emulator.applied()[0].count, 2);
}

#[test]
fn a_list_without_a_room_ends_after_its_first_page() {
    let mut client = Client::new();
    client.set_version("Preview");
    let path = "/messages/status?ruleset_id=7";
    let list = client.get(path).expect(200).body;
    assert_eq!(list["events"].as_array().map(Vec::len), Some(2));
    assert_eq!(list["pages"].get("next"), None);
    assert_eq!(client.get(&format!("{path}&starting_after=abc")).expect(200).body["events"], json!([]));
}

#[test]
fn a_success_has_the_status_and_the_body_that_are_described() {
    let mut client = Client::new();
    client.set_version("Preview");
    let reply = client.delete("/secure_mode_secrets/1").expect(204);
    assert_eq!(reply.text, "");
    assert_eq!(client.emulator.applied()[0].id, "1");
    client.set_header("accept", "text/plain");
    let reply = client.get("/calls/4001/transcript").expect(200);
    assert!(reply.headers["content-type"].starts_with("text/plain"));
}

#[test]
fn an_answer_that_is_not_accepted_is_refused() {
    let mut client = Client::new();
    client.get("/calls/4001/transcript").expect_error(406, "not_acceptable");
    client.get("/download/content/data/1").expect_error(406, "not_acceptable");
    client.set_header("accept", "application/octet-stream");
    client.get("/calls/4001").expect_error(406, "not_acceptable");
}

#[test]
fn a_parameter_that_cannot_be_is_named() {
    let mut client = Client::new();
    client.set_version("2.16");
    for (path, status, field) in [
        ("/macros?per_page=many", 400, "per_page"),
        ("/contacts?include_merge_history=maybe", 400, "include_merge_history"),
        ("/content/search?per_page=51", 400, "per_page"),
        ("/content/search?tag_ids=1,x", 400, "tag_ids"),
        ("/content/search?tag_operator=OR", 422, "tag_operator"),
        ("/data_attributes?model=conversation", 422, "model"),
    ] {
        let refused = client.get(path).expect_error(status, "parameter_invalid");
        assert_eq!(refused.body["errors"][0]["field"], field, "{path}");
    }
    client.get("/content/search?tag_ids=1,2&states=draft,published&tag_operator=NIN").expect(200);
    client.set_version("2.15");
    client.get("/data_attributes?model=conversation").expect(200);
}

#[test]
fn a_required_parameter_cannot_be_left_out() {
    let client = Client::new();
    for (path, field) in [("/events?type=user", "filter"), ("/events?email=a@example.com", "type")] {
        let refused = client.get(path).expect_error(400, "parameter_not_found");
        assert_eq!(refused.body["errors"][0]["field"], field, "{path}");
    }
    client.get("/events?type=user&email=ada.lovelace@example.com").expect(200);
}

#[test]
fn a_mistyped_member_is_named_however_deep_it_is() {
    let mut client = Client::new();
    client.set_version("2.16");
    for (path, body, field) in [
        ("/audiences", json!({"name": 7}), "name"),
        (
            "/office_hours_schedules",
            json!({"name": "N", "time_zone_name": "Etc/UTC", "time_intervals": {}}),
            "time_intervals",
        ),
        (
            "/content/bulk_actions",
            json!({"action": "publish", "content_ids": [{"type": "article", "id": true}]}),
            "content_ids[].id",
        ),
    ] {
        let refused = client.post(path, &body).expect_error(422, "parameter_invalid");
        assert_eq!(refused.body["errors"][0]["field"], field, "{path}");
    }
    let refused = client.post("/audiences", &json!({})).expect_error(400, "parameter_not_found");
    assert_eq!(refused.body["errors"][0]["field"], "name");
}

#[test]
fn what_the_api_is_lenient_about_is_accepted() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let ids =
        json!({"action": "publish", "content_ids": [{"type": "article", "id": "12"}, {"type": "article", "id": 12}]});
    client.post("/content/bulk_actions", &ids).expect(202);
    client.post("/audiences", &json!({"name": "All", "predicates": null})).expect(201);
    let attributes = json!({"email": "a@example.com", "custom_attributes": {"seats": 5, "paying": true, "note": null}});
    client.post("/contacts", &attributes).expect(200);
    assert_eq!(client.emulator.requests()[2].unknown, [""; 0]);
    let interval = json!({"start_minute": "480", "end_minute": 960.7});
    let body = json!({"name": "Nights", "time_zone_name": "Etc/UTC", "time_intervals": [interval]});
    client.post("/office_hours_schedules", &body).expect(201);
    client.set_version("2.14");
    let away = json!({"away_mode_enabled": "true", "away_mode_reassign": false, "away_status_reason_id": "12"});
    let admin = client.put("/admins/991267466/away", &away).expect(200).body;
    assert_eq!([&admin["away_mode_enabled"], &admin["away_status_reason_id"]], [&json!(true), &json!("12")]);
}

#[test]
fn unknown_fields_are_told_and_refused_by_a_strict_emulator() {
    let body = json!({
        "name": "Nights",
        "colour": "blue",
        "time_zone_name": "Etc/UTC",
        "time_intervals": [{"start_minute": 480, "end_minute": 960, "pause": 30}],
    });
    let mut client = Client::new();
    client.set_version("2.16");
    client.send("POST", "/office_hours_schedules?dry_run=1", &body.to_string()).expect(201);
    let unknown = ["query.dry_run", "body.colour", "body.time_intervals[].pause"];
    assert_eq!(client.emulator.requests()[0].unknown, unknown);

    let mut strict = Client::with(Options { strict: true, ..Options::default() });
    strict.set_version("2.16");
    let refused = strict.post("/office_hours_schedules", &body).expect_error(400, "bad_request");
    assert!(refused.text.contains("body.colour, body.time_intervals[].pause"), "{}", refused.text);
    assert_eq!(strict.emulator.applied(), []);
}

#[test]
fn a_field_of_another_version_is_unknown_in_a_request() {
    let mut client = Client::new();
    for (version, unknown) in [("2.15", &["query.include_merge_history"][..]), ("2.16", &[])] {
        client.set_version(version);
        client.get("/contacts?include_merge_history=true").expect(200);
        assert_eq!(client.emulator.requests().last().unwrap().unknown, unknown, "{version}");
    }
}

#[test]
fn an_answer_of_a_room_shows_what_its_version_has() {
    let mut client = Client::new();
    for (version, shown) in [("2.13", false), ("2.14", true)] {
        client.set_version(version);
        let admin = client.get("/admins/991267466").expect(200).body;
        assert_eq!(admin.as_object().unwrap().contains_key("away_status_reason_id"), shown, "{version}");
    }
}

#[test]
fn the_catalog_can_be_had_as_an_openapi_description() {
    let client = Client::new();
    for (version, operations) in [("2.7", 98), ("2.14", 150), ("Preview", 256)] {
        let description = client.get(&format!("/_emulator/openapi/{version}")).expect(200).body;
        let methods =
            description["paths"].as_object().unwrap().values().flat_map(|methods| methods.as_object().unwrap());
        // Those that were withdrawn and still answer come on top.
        assert!(methods.count() >= operations, "{version}");
        let schemas = description["components"]["schemas"].as_object().unwrap();
        for (target, _) in
            description.to_string().split("#/components/schemas/").skip(1).filter_map(|rest| rest.split_once('"'))
        {
            assert!(schemas.contains_key(target), "{target} in {version}");
        }
    }
    let admin = &client.get("/_emulator/openapi/2.13").body["components"]["schemas"]["admin"]["properties"];
    assert_eq!(admin["name"], json!({"type": "string", "nullable": true}));
    assert!(admin.get("away_status_reason_id").is_none());
    client.get("/_emulator/openapi/2.6").expect(400);
}
