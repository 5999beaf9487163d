use serde_json::json;

use crate::client::Client;

#[test]
fn a_virtual_clock_stands_still_until_it_is_advanced() {
    let client = Client::new();
    let set = client.post("/_emulator/clock", &json!({"virtual": true, "now_ms": 1_700_000_000_000_u64})).expect(200);
    assert_eq!(set.body, json!({"virtual": true, "now_ms": 1_700_000_000_000_u64}));
    let dates = |client: &Client| {
        let reply = client.post("/contacts", &json!({"role": "lead"})).expect(200);
        let reset = reply.headers["x-ratelimit-reset"].clone();
        (reply.body["created_at"].as_u64().unwrap(), reply.headers["date"].clone(), reset)
    };
    let first = dates(&client);
    assert_eq!(first, (1_700_000_000, "Tue, 14 Nov 2023 22:13:20 GMT".into(), "1700000010".into()));
    assert_eq!(dates(&client), first);
    client.post("/_emulator/clock", &json!({"advance_ms": 61_000})).expect(200);
    assert_eq!(dates(&client), (1_700_000_061, "Tue, 14 Nov 2023 22:14:21 GMT".into(), "1700000070".into()));
    assert_eq!(client.get("/_emulator/clock").body["now_ms"], 1_700_000_061_000_u64);
}

#[test]
fn the_clock_is_real_by_default_and_cannot_be_moved_then() {
    let client = Client::new();
    assert_eq!(client.get("/_emulator/clock").expect(200).body["virtual"], false);
    for change in [json!({"advance_ms": 1}), json!({"now_ms": 1}), json!({"virtual": false, "advance_ms": 1})] {
        assert!(client.post("/_emulator/clock", &change).expect(400).body["error"].is_string());
    }
    client.post("/_emulator/clock", &json!({"virtual": true})).expect(200);
    client.post("/_emulator/clock", &json!({"virtual": false})).expect(200);
    assert_eq!(client.get("/_emulator/clock").body["virtual"], false);
}

#[test]
fn a_reset_leaves_the_clock_alone() {
    let client = Client::new();
    client.emulator.set_clock(1_000);
    client.emulator.reset();
    assert_eq!(client.get("/_emulator/clock").body, json!({"virtual": true, "now_ms": 1_000}));
}

#[test]
fn a_time_beyond_all_dates_does_no_harm() {
    let client = Client::new();
    client.emulator.set_clock(u64::MAX);
    client.emulator.advance_clock(u64::MAX);
    client.get("/me").expect(200);
}
