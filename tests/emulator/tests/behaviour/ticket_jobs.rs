use serde_json::{Value, json};

use crate::client::Client;
use crate::ticket_search::search;
use crate::tickets::type_of;

#[test]
fn a_queued_ticket_is_made_a_little_later() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let contact = client.create_contact("ada@example.com");
    let body = json!({"ticket_type_id": type_of(&client, "Customer"), "contacts": [{"id": contact}]});
    let job = client.post("/tickets/enqueue", &body).expect(200).body;
    assert_eq!((&job["type"], &job["status"], &job["resource_id"]), (&json!("job"), &json!("pending"), &Value::Null));
    let status = || client.get(&format!("/jobs/status/{}", job["id"].as_str().unwrap())).expect(200).body;
    assert_eq!(status()["status"], "pending");
    assert_eq!(search(&client, "open", "=", &json!(true)).body["total_count"], 0);
    client.emulator.advance_clock(2_000);
    assert_eq!(search(&client, "open", "=", &json!(true)).body["total_count"], 1, "nobody had to ask for the job");
    let done = status();
    assert_eq!((&done["status"], &done["resource_type"]), (&json!("success"), &json!("ticket")));
    client.get(&format!("/tickets/{}", done["resource_id"].as_str().unwrap())).expect(200);
    client.get("/jobs/status/1").expect_error(404, "job_not_found");
    client
        .post("/tickets/enqueue", &json!({"ticket_type_id": "1", "contacts": [{"id": contact}]}))
        .expect_error(400, "parameter_invalid");
}

#[test]
fn a_job_fails_when_its_contact_is_gone() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let contact = client.create_contact("ada@example.com");
    let body = json!({"ticket_type_id": type_of(&client, "Customer"), "contacts": [{"id": contact}]});
    let job = client.create("/tickets/enqueue", &body);
    client.delete(&format!("/contacts/{contact}")).expect(200);
    client.emulator.advance_clock(2_000);
    assert_eq!(client.get(&format!("/jobs/status/{job}")).expect(200).body["status"], "failed");
}
