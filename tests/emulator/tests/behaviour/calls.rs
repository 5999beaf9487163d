use serde_json::{Value, json};

use crate::client::Client;

fn first_with(client: &Client, state: &str) -> Value {
    let calls = client.get("/calls").expect(200).body;
    calls["data"].as_array().unwrap().iter().find(|call| call["state"] == state).unwrap().clone()
}

fn path(call: &Value, rest: &str) -> String {
    format!("/calls/{}{rest}", call["id"].as_str().unwrap())
}

#[test]
fn calls_are_listed_and_found() {
    let client = Client::new();
    let page = client.get("/calls?per_page=4&page=2").expect(200);
    assert_eq!((page.ids().len(), &page.body["total_count"], &page.body["pages"]["page"]), (2, &json!(6), &json!(2)));
    let call = first_with(&client, "completed");
    assert_eq!(client.get(&path(&call, "")).expect(200).body, call);
    client.get("/calls/1").expect_error(404, "not_found");
    client.get("/calls?per_page=26").expect_error(400, "parameter_invalid");
}

#[test]
fn a_recording_lies_behind_a_signed_link_that_takes_no_token() {
    let client = Client::new();
    client.emulator.set_clock(1_700_000_000_000);
    let call = first_with(&client, "completed");
    let location = client.get_redirect(&path(&call, "/recording"));
    let link = location.strip_prefix(&client.emulator.url()).unwrap();
    let refused = client.get(link).expect(400);
    assert!(refused.text.contains("Authorization"), "{}", refused.text);
    let mut outsider = client;
    outsider.set_header("authorization", "");
    assert!(outsider.get_bytes(link, "*/*").starts_with(b"RIFF"));
    outsider.get(&link.replace("signature=", "signature=0")).expect_error(403, "forbidden");
    outsider.get(&link.replace("expires=1", "expires=2")).expect_error(403, "forbidden");
    outsider.pass_seconds(601);
    outsider.get(link).expect_error(403, "forbidden");
    let recorded = outsider.emulator.requests();
    assert_eq!(recorded.iter().filter(|request| request.path.starts_with("/_storage/")).count(), 5);
}

#[test]
fn a_transcript_is_text_with_a_name() {
    let mut client = Client::new();
    let call = first_with(&client, "completed");
    client.set_header("accept", "text/plain");
    let reply = client.get(&path(&call, "/transcript")).expect(200);
    assert!(reply.headers["content-type"].starts_with("text/plain"));
    assert!(reply.headers["content-disposition"].starts_with("attachment; filename="));
    assert!(reply.text.starts_with("[00:00:03] Teammate: "), "{}", reply.text);
}

#[test]
fn a_missed_call_has_neither_recording_nor_transcript() {
    let mut client = Client::new();
    let call = first_with(&client, "missed");
    assert_eq!((&call["recording_url"], &call["answered_at"]), (&Value::Null, &Value::Null));
    client.get(&path(&call, "/recording")).expect_error(404, "not_found");
    client.set_header("accept", "text/plain");
    client.get(&path(&call, "/transcript")).expect_error(404, "not_found");
}

#[test]
fn calls_are_searched_by_their_conversations() {
    let client = Client::new();
    let (answered, missed) = (first_with(&client, "completed"), first_with(&client, "missed"));
    let ids = json!([answered["conversation_id"], missed["conversation_id"], "1"]);
    let found = client.post("/calls/search", &json!({"conversation_ids": ids})).expect(200).body;
    let found = found["data"].as_array().unwrap();
    assert_eq!(found.len(), 2);
    for call in found {
        let is_missed = call["id"] == missed["id"];
        assert_eq!(call["transcript"].as_array().unwrap().is_empty(), is_missed);
        assert_eq!(call["transcript_status"].is_null(), is_missed);
    }
    let too_many: Vec<_> = (0..21).map(|number| number.to_string()).collect();
    client
        .post("/calls/search", &json!({"conversation_ids": too_many}))
        .expect_error(400, "conversation_id_limit_exceeded");
}
