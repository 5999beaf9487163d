use entryphone_emulator::Fault;
use serde_json::{Value, json};
use std::io::{ErrorKind, Read, Write};

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

/// The head and the body that come back for one `GET /me` on a connection that ends after it.
fn exchange_me(client: &Client) -> (String, String) {
    let answer = client.exchange(
        "GET /me HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer emulator-token\r\naccept: application/json\r\n\
         connection: close\r\n\r\n",
    );
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

fn values<'a>(head: &'a str, name: &str) -> Vec<&'a str> {
    head.lines().filter_map(|line| line.split_once(": ")).filter(|(known, _)| *known == name).map(|(_, v)| v).collect()
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

#[test]
fn a_malformed_body_arrives_whole_and_is_not_json() {
    let client = Client::new();
    client.emulator.push_fault(Fault::malformed_json());
    let (head, body) = exchange_me(&client);
    assert_eq!(values(&head, "content-length"), [body.len().to_string()]);
    assert_eq!(values(&head, "content-type"), ["application/json; charset=utf-8"]);
    assert!(serde_json::from_str::<Value>(&body).is_err());
    assert!(serde_json::from_str::<Value>(&(body + "}")).is_ok());
}

#[test]
fn a_wrong_content_type_does_not_change_the_body() {
    let client = Client::new();
    client.emulator.push_fault(Fault::content_type("text/html"));
    let reply = client.post("/tags", &alpha()).expect(200);
    assert_eq!((reply.headers["content-type"].as_str(), &reply.body["name"]), ("text/html", &json!("Alpha")));
    assert_eq!(client.emulator.applied().len(), 1);
}

#[test]
fn extra_headers_stand_beside_the_ones_that_are_there() {
    let client = Client::new();
    client.emulator.push_fault(Fault::extra_header("x-request-id", "another").header("x-note", "caf\u{e9}"));
    let (head, _) = exchange_me(&client);
    let ids = values(&head, "x-request-id");
    assert_eq!((ids.len(), ids[1]), (2, "another"), "{head}");
    // `exchange` reads Latin-1, so this character is the one byte E9, which is no UTF-8.
    assert_eq!(values(&head, "x-note"), ["caf\u{e9}"]);
}

#[test]
fn a_huge_body_is_as_large_as_it_was_ordered() {
    let client = Client::new();
    for bytes in [0, 1, 2, 65_537, 3_000_000] {
        client.emulator.push_fault(Fault::huge(bytes));
        let (head, body) = exchange_me(&client);
        assert_eq!(values(&head, "content-length"), [bytes.to_string()]);
        assert_eq!(u64::try_from(body.len()).unwrap(), bytes);
        assert_eq!(serde_json::from_str::<String>(&body).is_ok(), bytes >= 2);
    }
}

#[test]
fn more_than_any_machine_holds_can_be_begun() {
    let client = Client::new();
    client.emulator.push_fault(Fault::huge(u64::MAX));
    let mut stream = client.connect();
    stream.write_all(CREATE.as_bytes()).unwrap();
    let mut begun = vec![0; 1_000_000];
    stream.read_exact(&mut begun).unwrap();
    assert!(String::from_utf8_lossy(&begun).contains(&format!("content-length: {}", u64::MAX)));
    client.get("/me").expect(200);
}

#[test]
fn a_date_can_be_years_off_or_left_out() {
    const FIVE_YEARS: i64 = 5 * 365 * 86_400;
    let client = Client::new();
    client.emulator.set_clock(1_700_000_000_000);
    for (fault, dates) in [
        (Fault::date_offset_seconds(-FIVE_YEARS), vec!["Thu, 15 Nov 2018 22:13:20 GMT"]),
        (Fault::date_offset_seconds(i64::MIN), vec!["Thu, 01 Jan 1970 00:00:00 GMT"]),
        (Fault::date_offset_seconds(i64::MAX), vec!["Fri, 31 Dec 9999 23:59:59 GMT"]),
        (Fault::no_date(), vec![]),
    ] {
        client.emulator.push_fault(fault);
        let (head, _) = exchange_me(&client);
        assert_eq!(values(&head, "date"), dates);
        // The clock itself is not touched.
        assert_eq!(values(&head, "x-ratelimit-reset"), ["1700000010"]);
    }
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
        {"drop": "before"}, {"drop": "after"}, {"truncate": 3}, {"html": 502}, {"delay_ms": 0}, {"reset": "before"},
        {"reset": "after"}, {"drip": {"bytes": 1, "every_ms": 0}}, {"slow_headers": {"bytes": 1, "every_ms": 0}},
        {"malformed_json": true}, {"huge": 10}, {"content_type": "a/b"}, {"extra_headers": [["a", "b"], ["a", "c"]]},
        {"date_offset_seconds": -1}, {"no_date": true},
    ]);
    assert_eq!(client.post("/_emulator/faults", &faults).expect(200).body, json!({"waiting": 16}));
    let struck = client.get("/tags/80").expect(503);
    assert_eq!((struck.text.as_str(), struck.headers["a"].as_str()), ("down", "b"));
    for _ in 0..3 {
        assert!(client.try_send("GET", "/me", "").is_err());
    }
    assert_eq!(client.get("/me").status, 502);
    assert_eq!(client.delete("/_emulator/faults").expect(200).body, json!({"waiting": 0}));
    assert_eq!(client.get("/me").status, 401);
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
        json!({"no_date": false}),
        json!({"drip": {"bytes": 0, "every_ms": 1}}),
        json!({"drip": {"bytes": 1}}),
        json!({"reset": "never"}),
        json!({"content_type": "a\nb"}),
        json!({"extra_headers": [["a", "\u{142}"]]}),
        json!({"huge": -1}),
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
    for (built, json) in [
        (Fault::status(503), json!({"status": 503})),
        (Fault::html(502), json!({"html": 502})),
        (Fault::drop_before(), json!({"drop": "before"})),
        (Fault::drop_after(), json!({"drop": "after"})),
        (Fault::reset_before(), json!({"reset": "before"})),
        (Fault::reset_after(), json!({"reset": "after"})),
        (Fault::delay_ms(5), json!({"delay_ms": 5})),
        (Fault::truncate(5), json!({"truncate": 5})),
        (Fault::drip(1, 2), json!({"drip": {"bytes": 1, "every_ms": 2}})),
        (Fault::slow_headers(1, 2), json!({"slow_headers": {"bytes": 1, "every_ms": 2}})),
        (Fault::malformed_json(), json!({"malformed_json": true})),
        (Fault::huge(7), json!({"huge": 7})),
        (Fault::content_type("a/b"), json!({"content_type": "a/b"})),
        (Fault::extra_header("a", "b").header("a", "\u{e9}"), json!({"extra_headers": [["a", "b"], ["a", "\u{e9}"]]})),
        (Fault::date_offset_seconds(-3), json!({"date_offset_seconds": -3})),
        (Fault::no_date(), json!({"no_date": true})),
    ] {
        assert_eq!(Fault::from_json(json), Ok(built));
    }
}
