use entryphone_emulator::Fault;
use serde_json::{Value, json};

use crate::client::Client;

const CREATE: &str = "POST /tags HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer emulator-token\r\n\
                      accept: application/json\r\ncontent-length: 16\r\n\r\n{\"name\":\"Alpha\"}";

fn tags(client: &Client) -> usize {
    client.get("/tags").expect(200).ids().len()
}

fn alpha() -> Value {
    json!({"name": "Alpha"})
}

#[test]
fn a_status_fault_answers_an_envelope_and_does_not_apply_the_request() {
    let client = Client::new();
    client.emulator.push_fault(Fault::status(503));
    client.post("/tags", &alpha()).expect_error(503, "service_unavailable");
    assert_eq!((tags(&client), client.emulator.applied().len()), (3, 0));
    client.post("/tags", &alpha()).expect(200);
    assert_eq!((tags(&client), client.emulator.applied().len()), (4, 1));
}

#[test]
fn a_status_fault_brings_its_own_body_and_headers() {
    let client = Client::new();
    let body = json!({"error_key": "sms_failed"});
    client
        .emulator
        .push_fault(Fault::status(429).body(body.clone()).header("Retry-After", "7").header("date", "never"));
    client.emulator.push_fault(Fault::status(500).body("{\"half"));
    client.emulator.push_fault(Fault::status(204).body(""));
    let first = client.get("/me").expect(429);
    assert_eq!(first.body, body);
    assert_eq!((first.headers["retry-after"].as_str(), first.headers["date"].as_str()), ("7", "never"));
    assert_eq!(client.get("/me").expect(500).text, "{\"half");
    assert_eq!(client.get("/me").expect(204).text, "");
}

#[test]
fn a_drop_before_closes_the_connection_and_changes_nothing() {
    let client = Client::new();
    client.emulator.push_fault(Fault::drop_before());
    assert_eq!(client.exchange(CREATE), "");
    assert_eq!(client.emulator.applied(), []);
    assert_eq!(tags(&client), 3);
}

#[test]
fn a_drop_after_closes_the_connection_when_the_change_is_made() {
    let client = Client::new();
    client.emulator.push_fault(Fault::drop_after());
    assert_eq!(client.exchange(CREATE), "");
    assert_eq!(client.emulator.applied().len(), 1);
    assert_eq!(tags(&client), 4);
}

#[test]
fn a_truncated_answer_declares_more_than_it_sends() {
    let client = Client::new();
    client.emulator.push_fault(Fault::truncate(5));
    let answer = client.exchange(CREATE);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"));
    assert!(head.contains("content-length: 39"), "{head}");
    assert_eq!(body.len(), 5);
    assert_eq!(client.emulator.applied().len(), 1);
}

#[test]
fn a_body_shorter_than_its_truncation_still_ends_too_early() {
    let client = Client::new();
    client.emulator.push_fault(Fault::truncate(100));
    let answer = client.exchange(CREATE);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-length: 101"), "{head}");
    assert_eq!(body.len(), 39);
}

#[test]
fn a_client_sees_drops_and_truncations_as_transport_errors() {
    let client = Client::new();
    for fault in [Fault::drop_before(), Fault::drop_after(), Fault::truncate(0), Fault::truncate(10)] {
        client.emulator.push_fault(fault.clone());
        let outcome = client.try_send("POST", "/tags", &alpha().to_string());
        assert!(outcome.is_err(), "{fault:?} {outcome:?}");
    }
    client.get("/me").expect(200);
}

#[test]
fn an_html_fault_looks_like_a_proxy() {
    let client = Client::new();
    client.emulator.push_fault(Fault::html(502));
    let page = client.post("/tags", &alpha()).expect(502);
    assert_eq!(page.headers["content-type"], "text/html");
    assert!(page.text.starts_with("<html>"));
    assert!(!page.headers.contains_key("x-request-id") && !page.headers.contains_key("x-ratelimit-limit"));
    assert!(page.headers.contains_key("date"));
    assert_eq!(client.emulator.applied(), []);
}

#[test]
fn a_delayed_answer_waits_for_the_emulators_clock() {
    let client = Client::new();
    client.emulator.set_clock(1_700_000_000_000);
    client.emulator.push_fault(Fault::delay_ms(5_000).on("POST", "/tags"));
    std::thread::scope(|scope| {
        let delayed = scope.spawn(|| client.post("/tags", &alpha()));
        while client.emulator.applied().is_empty() {
            std::thread::yield_now();
        }
        client.emulator.advance_clock(4_999);
        client.get("/me").expect(200);
        assert!(!delayed.is_finished());
        client.post("/_emulator/clock", &json!({"advance_ms": 1})).expect(200);
        delayed.join().unwrap().expect(200);
    });
}

#[test]
fn a_delayed_answer_comes_when_the_clock_is_let_run_past_it() {
    let client = Client::new();
    client.emulator.set_clock(1_000);
    client.emulator.push_fault(Fault::delay_ms(60_000));
    std::thread::scope(|scope| {
        let delayed = scope.spawn(|| client.get("/me"));
        while client.emulator.requests().is_empty() {
            std::thread::yield_now();
        }
        client.post("/_emulator/clock", &json!({"virtual": false})).expect(200);
        delayed.join().unwrap().expect(200);
    });
}

#[test]
fn a_delay_passes_by_itself_on_the_real_clock() {
    let client = Client::new();
    client.emulator.push_fault(Fault::delay_ms(1));
    client.get("/me").expect(200);
}

#[test]
fn the_oldest_matching_fault_strikes_and_the_others_wait() {
    let client = Client::new();
    client.emulator.push_fault(Fault::status(501).on("POST", "/tags"));
    client.emulator.push_fault(Fault::status(502).on("GET", "/contacts/*"));
    client.emulator.push_fault(Fault::status(503).times(2));
    assert_eq!(client.get("/me").status, 503);
    assert_eq!(client.get("/contacts/x/tags").status, 502);
    assert_eq!(client.get("/contacts/x/tags").status, 503);
    assert_eq!(client.get("/tags").status, 200);
    assert_eq!(client.post("/tags", &alpha()).status, 501);
    assert_eq!(client.post("/tags", &alpha()).status, 200);
}

#[test]
fn faults_are_given_over_the_wire_without_a_token() {
    let mut client = Client::new();
    client.set_header("authorization", "");
    client.set_header("accept", "");
    let faults = json!([
        {"match": {"method": "get", "path": "/tags*"}, "times": 2, "status": 503, "body": "down", "headers": {"a": "b"}},
        {"drop": "before"}, {"drop": "after"}, {"truncate": 3}, {"html": 502}, {"delay_ms": 0},
    ]);
    assert_eq!(client.post("/_emulator/faults", &faults).expect(200).body, json!({"waiting": 6}));
    let struck = client.get("/tags/80").expect(503);
    assert_eq!((struck.text.as_str(), struck.headers["a"].as_str()), ("down", "b"));
    for _ in 0..3 {
        assert!(client.try_send("GET", "/me", "").is_err());
    }
    assert_eq!(client.get("/me").status, 502);
}

#[test]
fn a_list_with_an_unsound_fault_is_refused_whole() {
    let client = Client::new();
    for unsound in [
        json!({}),
        json!({"status": 503, "html": 502}),
        json!({"status": 99}),
        json!({"status": 503, "times": 0}),
        json!({"drop": "sometimes"}),
        json!({"html": 502, "body": "x"}),
        json!({"status": 503, "headers": {"a b": "c"}}),
        json!({"status": 503, "match": {"route": "/tags"}}),
        json!({"explode": true}),
    ] {
        let refused = client.post("/_emulator/faults", &json!([{"status": 500}, unsound])).expect(400);
        assert!(refused.body["error"].is_string(), "{unsound}");
    }
    client.get("/me").expect(200);
}

#[test]
fn a_fault_reads_the_same_from_json_and_from_its_builder() {
    let built = Fault::status(503).body(json!({"a": 1})).header("b", "c").on("post", "/contacts").times(2);
    let read = Fault::from_json(json!({"status": 503, "body": {"a": 1}, "headers": {"b": "c"},
        "match": {"method": "POST", "path": "/contacts"}, "times": 2}));
    assert_eq!(read, Ok(built));
}
