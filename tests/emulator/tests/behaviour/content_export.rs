use entryphone_emulator::{Fault, Options};
use serde_json::{Value, json};

use crate::client::Client;
use crate::gzip::unpacked;

const EVER: (u64, u64) = (0, 4_000_000_000);

fn client(options: Options) -> Client {
    let client = Client::with(options);
    client.emulator.set_clock(1_800_000_000_000);
    client
}

fn ask(client: &Client, (after, before): (u64, u64)) -> Value {
    let body = json!({"created_at_after": after, "created_at_before": before});
    client.post("/export/content/data", &body).expect(200).body
}

fn status(client: &Client, job: &Value) -> Value {
    client.get(&format!("/export/content/data/{}", id(job))).expect(200).body
}

fn id(job: &Value) -> &str {
    job["job_identifier"].as_str().unwrap()
}

fn download(client: &Client, job: &Value) -> String {
    unpacked(&client.get_bytes(&format!("/download/content/data/{}", id(job)), "application/octet-stream"))
}

#[test]
fn an_export_goes_on_by_the_clock_and_gives_the_rows_of_the_workspace() {
    let mut client = client(Options { contacts: 30, job_seconds: 10, ..Options::default() });
    let job = ask(&client, EVER);
    assert_eq!(
        (&job["status"], &job["download_url"], &job["download_expires_at"]),
        (&json!("pending"), &json!(""), &json!(""))
    );
    client.pass_seconds(5);
    assert_eq!(status(&client, &job)["status"], "in_progress");
    client.pass_seconds(5);
    let done = status(&client, &job);
    assert_eq!(done["status"], "completed");
    assert_eq!(done["download_url"], format!("{}/download/content/data/{}", client.emulator.url(), id(&job)));
    assert_eq!(done["download_expires_at"], (1_800_000_010 + 2 * 86_400).to_string());
    let file = download(&client, &job);
    let lines: Vec<_> = file.lines().collect();
    assert_eq!(lines.len(), 31);
    assert!(lines[0].starts_with("user_id,user_external_id,email,name,"), "{}", lines[0]);
    client.set_version("2.9");
    for contact in client.get("/contacts?per_page=150").expect(200).ids() {
        assert!(lines.iter().any(|line| line.starts_with(contact)), "{contact}");
    }
}

#[test]
fn only_what_was_created_in_the_span_is_exported_ends_included() {
    let client = client(Options::default());
    client.emulator.set_clock(1_700_000_000_000);
    let job = ask(&client, (1_700_000_000, 1_700_000_000 + 2 * 86_400));
    client.pass_seconds(2);
    assert_eq!(download(&client, &job).lines().count(), 1 + 3);
}

#[test]
fn a_cell_with_a_comma_or_a_quotation_mark_stays_one_cell() {
    let client = client(Options { contacts: 0, ..Options::default() });
    client.create("/contacts", &json!({"role": "user", "email": "a@example.com", "name": "Lovelace, \"Ada\""}));
    let job = ask(&client, EVER);
    client.pass_seconds(2);
    assert!(download(&client, &job).contains(",\"Lovelace, \"\"Ada\"\"\","));
}

#[test]
fn one_export_is_under_way_at_once() {
    let client = client(Options::default());
    let first = ask(&client, EVER);
    let body = json!({"created_at_after": 0, "created_at_before": 1});
    let refused = client.post("/export/content/data", &body).expect_error(429, "rate_limit_exceeded");
    assert_ne!(refused.headers["x-ratelimit-remaining"], "0", "it is no matter of the window");
    let canceled = client.post(&format!("/export/cancel/{}", id(&first)), &json!({})).expect(200).body;
    assert_eq!(canceled["status"], "canceled");
    let second = ask(&client, EVER);
    client.pass_seconds(2);
    assert_eq!(
        (&status(&client, &first)["status"], &status(&client, &second)["status"]),
        (&json!("canceled"), &json!("completed"))
    );
    ask(&client, EVER);
}

#[test]
fn the_quota_can_be_set() {
    let client = client(Options { content_exports: 2, ..Options::default() });
    ask(&client, EVER);
    ask(&client, EVER);
    client.post("/export/content/data", &json!({"created_at_after": 0, "created_at_before": 1})).expect(429);
}

#[test]
fn an_export_without_rows_has_no_file() {
    let mut client = client(Options::default());
    let job = ask(&client, (5, 6));
    client.pass_seconds(2);
    assert_eq!(status(&client, &job)["status"], "no_data");
    client.set_header("accept", "application/octet-stream");
    client.get(&format!("/download/content/data/{}", id(&job))).expect_error(404, "not_found");
}

#[test]
fn a_file_is_there_for_two_days() {
    let mut client = client(Options::default());
    let job = ask(&client, EVER);
    let path = format!("/download/content/data/{}", id(&job));
    client.get(&path).expect_error(406, "not_acceptable");
    client.pass_seconds(2 + 2 * 86_400 - 1);
    assert!(!download(&client, &job).is_empty());
    client.pass_seconds(1);
    assert_eq!(status(&client, &job)["download_url"], "");
    client.set_header("accept", "application/octet-stream");
    client.get(&path).expect_error(404, "not_found");
    client.get("/download/content/data/nothing").expect_error(404, "not_found");
}

#[test]
fn a_large_export_comes_in_pieces_and_whole() {
    let client = client(Options { contacts: 2_000, ..Options::default() });
    let job = ask(&client, EVER);
    client.pass_seconds(2);
    let reply = client.connect_and_read_head(&format!("/download/content/data/{}", id(&job)));
    assert!(reply.contains("transfer-encoding: chunked") && !reply.contains("content-length"), "{reply}");
    assert_eq!(download(&client, &job).lines().count(), 2_001);
}

#[test]
fn a_download_can_break_half_way() {
    let client = client(Options::default());
    let job = ask(&client, EVER);
    client.pass_seconds(2);
    client.emulator.push_fault(Fault::truncate(100).on("GET", "/download/*"));
    let mut client = client;
    client.set_header("accept", "application/octet-stream");
    assert!(client.try_send("GET", &format!("/download/content/data/{}", id(&job)), "").is_err());
}
