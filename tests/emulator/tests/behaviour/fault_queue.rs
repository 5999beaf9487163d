use entryphone_emulator::Fault;
use serde_json::json;

use crate::client::Client;
use crate::faults::alpha;

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
