use entryphone_emulator::Options;
use serde_json::{Value, json};

use crate::client::Client;
use crate::gzip::unpacked;

fn client() -> Client {
    let client = Client::with(Options::default());
    client.emulator.set_clock(1_800_000_000_000);
    client
}

fn ask(client: &Client, dataset: &str, attributes: &[&str]) -> Value {
    let body = json!({
        "dataset_id": dataset, "attribute_ids": attributes, "start_time": 0, "end_time": 1_900_000_000,
    });
    client.post("/export/reporting_data/enqueue", &body).expect(200).body
}

fn paths(job: &Value) -> (String, String) {
    let id = job["job_identifier"].as_str().unwrap();
    (
        format!("/export/reporting_data/{id}?app_id=emulator&client_id=1&job_identifier={id}"),
        format!("/download/reporting_data/{id}?app_id=emulator&job_identifier={id}"),
    )
}

#[test]
fn every_dataset_gives_the_rows_of_its_columns() {
    let client = client();
    let datasets = client.get("/export/reporting_data/get_datasets").expect(200).body;
    for dataset in datasets["data"].as_array().unwrap() {
        let attributes: Vec<_> =
            dataset["attributes"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
        let job = ask(&client, dataset["id"].as_str().unwrap(), &attributes);
        assert_eq!(job["status"], "pending");
        client.pass_seconds(2);
        let (status, download) = paths(&job);
        assert_eq!(client.get(&status).expect(200).body["status"], "complete");
        let file = unpacked(&client.get_bytes(&download, "application/octet-stream"));
        let mut lines = file.lines();
        assert_eq!(lines.next().unwrap().split(',').count(), attributes.len());
        assert!(lines.count() > 1, "{file}");
    }
}

#[test]
fn a_column_can_be_named_with_or_without_its_dataset() {
    let client = client();
    let job = ask(&client, "contact", &["contact.email", "role"]);
    client.pass_seconds(2);
    let file = unpacked(&client.get_bytes(&paths(&job).1, "application/octet-stream"));
    assert!(file.starts_with("email,role\r\nada.lovelace@example.com,user\r\n"), "{file}");
}

#[test]
fn conversations_in_which_no_user_wrote_are_exported_since_2_16() {
    let mut client = Client::empty();
    client.emulator.set_clock(1_800_000_000_000);
    let contact = client.create_contact("ada@example.com");
    let asked = json!({"from": {"type": "user", "id": contact}, "body": "Hello?"});
    client.post("/conversations", &asked).expect(200);
    let said = json!({"from": {"type": "admin", "id": 991_267_466}, "to": {"type": "user", "id": contact},
        "message_type": "inapp", "body": "Hello!", "create_conversation_without_contact_reply": true});
    client.post("/messages", &said).expect(200);
    for (version, rows) in [("2.15", 1), ("2.16", 2)] {
        client.set_version(version);
        let job = ask(&client, "conversation", &["id"]);
        client.pass_seconds(2);
        let file = unpacked(&client.get_bytes(&paths(&job).1, "application/octet-stream"));
        assert_eq!(file.lines().count(), 1 + rows, "{version}: {file}");
    }
}

#[test]
fn five_exports_are_under_way_at_once() {
    let client = client();
    for _ in 0..5 {
        ask(&client, "contact", &["id"]);
    }
    let body = json!({"dataset_id": "contact", "attribute_ids": ["id"], "start_time": 0, "end_time": 1});
    client.post("/export/reporting_data/enqueue", &body).expect_error(429, "rate_limit_exceeded");
    client.pass_seconds(2);
    client.post("/export/reporting_data/enqueue", &body).expect(200);
}

#[test]
fn what_cannot_be_exported_is_refused() {
    let client = client();
    let sound = json!({"dataset_id": "contact", "attribute_ids": ["id"], "start_time": 0, "end_time": 1});
    for (field, value) in [
        ("dataset_id", json!("imaginary")),
        ("attribute_ids", json!([])),
        ("attribute_ids", json!(["nothing"])),
        ("start_time", json!(2)),
    ] {
        let mut unsound = sound.clone();
        unsound[field] = value;
        client.post("/export/reporting_data/enqueue", &unsound).expect_error(400, "bad_request");
    }
}

#[test]
fn a_status_needs_its_identifiers_and_a_download_its_time() {
    let mut client = client();
    let job = ask(&client, "contact", &["id"]);
    let (status, download) = paths(&job);
    let without_query = status.split('?').next().unwrap();
    assert!((400..=422).contains(&client.get(without_query).status));
    client.get("/export/reporting_data/x?app_id=a&client_id=b&job_identifier=x").expect_error(404, "not_found");
    client.get(&download).expect_error(406, "not_acceptable");
    client.set_header("accept", "application/octet-stream");
    client.get(&download).expect_error(404, "not_found");
    client.pass_seconds(2);
    client.get_bytes(&download, "application/octet-stream");
    client.pass_seconds(2 * 86_400);
    client.get(&download).expect_error(404, "not_found");
}
