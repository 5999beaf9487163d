use entryphone_emulator::Fault;
use serde_json::{Value, json};
use std::io::{Read, Write};

use crate::client::Client;
use crate::faults::{CREATE, alpha};

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
