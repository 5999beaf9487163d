use serde_json::{Value, json};

use crate::client::{Client, Reply};
use crate::conversations::{ADMIN, begun, parts};

fn manage(client: &Client, id: &str, body: Value) -> Reply {
    let mut body = body;
    body["admin_id"] = body.get("admin_id").cloned().unwrap_or_else(|| json!(ADMIN));
    client.post(&format!("/conversations/{id}/parts"), &body)
}

fn last_part(conversation: &Value) -> &Value {
    parts(conversation).last().unwrap()
}

#[test]
fn a_conversation_is_closed_and_opened() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let closed =
        manage(&client, &id, json!({"message_type": "close", "type": "admin", "body": "Bye"})).expect(200).body;
    assert_eq!((&closed["state"], &closed["open"]), (&json!("closed"), &json!(false)));
    assert_eq!(last_part(&closed)["body"], "<p>Bye</p>");
    assert_eq!(closed["statistics"]["last_closed_by_id"], ADMIN);
    let opened = manage(&client, &id, json!({"message_type": "open"})).expect(200).body;
    assert_eq!((&opened["state"], &last_part(&opened)["part_type"]), (&json!("open"), &json!("open")));
}

#[test]
fn a_snoozed_conversation_wakes_up_by_itself() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let (id, _) = begun(&client);
    let until = 1_700_003_600;
    let snoozed = manage(&client, &id, json!({"message_type": "snoozed", "snoozed_until": until})).expect(200).body;
    assert_eq!((&snoozed["state"], &snoozed["open"]), (&json!("snoozed"), &json!(true)));
    assert_eq!(snoozed["snoozed_until"], until);
    client.emulator.advance_clock(3_599_000);
    assert_eq!(client.get(&format!("/conversations/{id}")).body["state"], "snoozed");
    client.emulator.advance_clock(1_000);
    let awake = client.get(&format!("/conversations/{id}")).body;
    assert_eq!((&awake["state"], &awake["snoozed_until"]), (&json!("open"), &Value::Null));
    assert_eq!(last_part(&awake)["part_type"], "timer_unsnooze");
    manage(&client, &id, json!({"message_type": "snoozed", "snoozed_until": 1})).expect_error(400, "parameter_invalid");
}

#[test]
fn a_snooze_that_was_replaced_wakes_nobody() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let (id, _) = begun(&client);
    for until in [1_700_000_060, 1_700_000_600] {
        manage(&client, &id, json!({"message_type": "snoozed", "snoozed_until": until})).expect(200);
    }
    client.emulator.advance_clock(120_000);
    assert_eq!(client.get(&format!("/conversations/{id}")).body["state"], "snoozed");
}

#[test]
fn a_conversation_is_assigned_and_with_zero_to_nobody() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let assign = |to: &str| json!({"message_type": "assignment", "type": "admin", "assignee_id": to});
    let assigned = manage(&client, &id, assign("991267467")).expect(200).body;
    assert_eq!(assigned["admin_assignee_id"], 991_267_467_u64);
    assert_eq!(last_part(&assigned)["part_type"], "assignment");
    assert_eq!(last_part(&assigned)["assigned_to"], json!({"type": "admin", "id": "991267467"}));
    let freed = manage(&client, &id, assign("0")).expect(200).body;
    assert_eq!(freed["admin_assignee_id"], Value::Null);
    manage(&client, &id, assign("1")).expect_error(404, "assignee_not_found");
    let to_team = json!({"message_type": "assignment", "type": "team", "assignee_id": "1"});
    manage(&client, &id, to_team).expect_error(404, "assignee_not_found");
    manage(&client, &id, json!({"message_type": "close", "type": "admin"})).expect(200);
    let reopened = manage(&client, &id, assign(ADMIN)).expect(200).body;
    assert_eq!(last_part(&reopened)["part_type"], "assign_and_reopen");
    assert_eq!(reopened["state"], "open");
}

#[test]
fn assignment_rules_can_be_run_up_to_2_11() {
    let mut client = Client::empty();
    let (id, _) = begun(&client);
    let path = format!("/conversations/{id}/run_assignment_rules");
    client.send("POST", &path, "").expect_error(404, "not_found");
    client.set_version("2.11");
    let assigned = client.send("POST", &path, "").expect(200).body;
    let admin = assigned["admin_assignee_id"].clone();
    assert!(admin.is_u64(), "{admin}");
    assert_eq!(last_part(&assigned)["part_type"], "default_assignment");
    // Whoever has a conversation keeps it.
    assert_eq!(client.send("POST", &path, "").expect(200).body["admin_assignee_id"], admin);
}

#[test]
fn handling_events_tell_when_work_stopped_and_went_on() {
    let mut client = Client::empty();
    client.set_version("2.15");
    client.emulator.set_clock(1_700_000_000_000);
    let (id, _) = begun(&client);
    manage(&client, &id, json!({"message_type": "close", "type": "admin"})).expect(200);
    manage(&client, &id, json!({"message_type": "open"})).expect(200);
    let events = client.get(&format!("/conversations/{id}/handling_events")).expect(200).body;
    let events = events["handling_events"].as_array().unwrap();
    assert_eq!([&events[0]["type"], &events[1]["type"]], ["paused", "resumed"]);
    assert_eq!(events[0]["timestamp"], "2023-11-14T22:13:20Z");
    assert_eq!(events[0]["teammate"]["id"], 991_267_466);
    client.set_version("2.14");
    client.get(&format!("/conversations/{id}/handling_events")).expect_error(404, "not_found");
}

#[test]
fn the_pages_of_side_conversations_have_no_next() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let (id, _) = begun(&client);
    let list = client.get(&format!("/conversations/{id}/side_conversations")).expect(200).body;
    let pages = json!({"type": "pages", "page": 1, "per_page": 25, "total_pages": 0});
    assert_eq!(list["pages"], pages);
    assert_eq!(list["side_conversations"], json!([]));
}

#[test]
fn managing_needs_an_admin_and_a_conversation() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    manage(&client, &id, json!({"message_type": "open", "admin_id": "1"})).expect_error(404, "admin_not_found");
    manage(&client, "1", json!({"message_type": "open"})).expect_error(404, "not_found");
}

#[test]
fn a_team_has_a_conversation_beside_its_admin() {
    let client = Client::empty();
    let (id, _) = begun(&client);
    let team = client.get("/teams").expect(200).body["teams"][0]["id"].as_str().unwrap().to_owned();
    let assign = |kind: &str, to: &str| json!({"message_type": "assignment", "type": kind, "assignee_id": to});
    manage(&client, &id, assign("admin", ADMIN)).expect(200);
    let assigned = manage(&client, &id, assign("team", &team)).expect(200).body;
    assert_eq!(assigned["team_assignee_id"], team.parse::<u64>().unwrap());
    assert_eq!(assigned["admin_assignee_id"], 991_267_466);
    assert_eq!(last_part(&assigned)["assigned_to"], json!({"type": "team", "id": team}));
    manage(&client, &id, assign("admin", &team)).expect_error(404, "assignee_not_found");
    // The two are taken away one by one.
    let left = manage(&client, &id, assign("team", "0")).expect(200).body;
    assert_eq!((&left["team_assignee_id"], &left["admin_assignee_id"]), (&Value::Null, &json!(991_267_466)));
}
