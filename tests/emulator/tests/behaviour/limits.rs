use entryphone_emulator::Options;

use crate::client::{Client, Reply};

fn limited() -> Client {
    let client = Client::with(Options { rate_limit: 3, ..Options::default() });
    client.emulator.set_clock(1_700_000_004_500);
    client
}

fn slot(reply: &Reply) -> [&str; 3] {
    ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"].map(|name| reply.headers[name].as_str())
}

#[test]
fn the_headers_count_the_window_down() {
    let client = limited();
    for remaining in ["2", "1", "0"] {
        assert_eq!(slot(&client.get("/me").expect(200)), ["3", remaining, "1700000010"]);
    }
}

#[test]
fn a_request_over_the_limit_is_refused_until_the_next_window() {
    let client = limited();
    for _ in 0..3 {
        client.get("/me").expect(200);
    }
    let refused = client.get("/me").expect_error(429, "rate_limit_exceeded");
    assert_eq!(refused.body["errors"][0]["message"], "Exceeded rate limit of 3 in 10_seconds");
    assert_eq!(slot(&refused), ["3", "0", "1700000010"]);
    client.emulator.advance_clock(5_499);
    client.get("/me").expect_error(429, "rate_limit_exceeded");
    client.emulator.advance_clock(1);
    assert_eq!(slot(&client.get("/me").expect(200)), ["3", "2", "1700000020"]);
}

#[test]
fn a_refused_request_changes_nothing() {
    let client = Client::with(Options { rate_limit: 0, ..Options::default() });
    let tag = serde_json::json!({"name": "Alpha"});
    client.post("/tags", &tag).expect_error(429, "rate_limit_exceeded");
    assert_eq!(client.emulator.applied(), []);
}

#[test]
fn requests_without_credentials_take_no_slot() {
    let mut client = limited();
    client.set_header("authorization", "Bearer wrong");
    for _ in 0..5 {
        client.get("/me").expect(401);
    }
    client.set_header("authorization", "Bearer emulator-token");
    assert_eq!(slot(&client.get("/me").expect(200))[1], "2");
}

#[test]
fn the_default_limit_is_that_of_ten_thousand_a_minute() {
    assert_eq!(slot(&Client::new().get("/me"))[..2], ["1667", "1666"]);
}
