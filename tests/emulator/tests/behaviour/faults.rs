use entryphone_emulator::Fault;
use serde_json::{Value, json};
use std::io::{ErrorKind, Read, Write};

use crate::client::Client;

pub(crate) const CREATE: &str = "POST /tags HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer emulator-token\r\n\
                      accept: application/json\r\ncontent-length: 16\r\n\r\n{\"name\":\"Alpha\"}";

fn tags(client: &Client) -> usize {
    client.get("/tags").expect(200).ids().len()
}

pub(crate) fn alpha() -> Value {
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
fn a_reset_ends_the_connection_harder_than_a_close() {
    let client = Client::new();
    for (fault, applied) in [(Fault::reset_before(), 0), (Fault::reset_after(), 1)] {
        client.emulator.push_fault(fault);
        let mut stream = client.connect();
        stream.write_all(CREATE.as_bytes()).unwrap();
        let error = stream.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        assert_eq!(client.emulator.applied().len(), applied);
    }
    assert_eq!(client.emulator.requests()[0].fault.as_deref(), Some("reset before"));
}
