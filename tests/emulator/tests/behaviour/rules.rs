use entryphone_emulator::Options;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;

use crate::client::Client;

#[test]
fn a_request_without_a_token_is_refused() {
    let mut client = Client::new();
    client.set_header("authorization", "");
    client.get("/me").expect_error(401, "token_unauthorized");
}

#[test]
fn a_request_with_a_wrong_token_is_refused() {
    let mut client = Client::with(Options { token: "secret".into(), ..Options::default() });
    client.get("/me").expect(200);
    for wrong in ["Bearer emulator-token", "Bearer", "Basic secret", "secret", "Bearer secret2"] {
        client.set_header("authorization", wrong);
        client.get("/me").expect_error(401, "unauthorized");
    }
}

#[test]
fn a_token_for_reading_reads_and_changes_nothing() {
    let mut client = Client::new();
    client.set_header("authorization", "Bearer read-only-token");
    client.get("/contacts").expect(200);
    client.post("/contacts/search", &json!({"query": {"field": "role", "operator": "=", "value": "user"}})).expect(200);
    client.post("/contacts", &json!({"email": "a@example.com"})).expect_error(403, "forbidden");
    client.delete("/tags/80").expect_error(403, "forbidden");
    assert_eq!(client.emulator.applied(), []);
}

#[test]
fn a_few_operations_word_their_errors_differently() {
    let mut client = Client::new();
    client.set_version("2.16");
    let refused = client.post("/phone_call_redirects", &json!({})).expect(400).body;
    assert_eq!(refused, json!({"error_key": "parameter_not_found", "message": "phone not specified"}));
    let refused = client.post("/fin/csat", &json!({"conversation_id": {}, "rating": "ok"})).expect(422).body;
    assert_eq!(refused, json!({"errors": {"conversation_id": "conversation_id must be a string"}}));
    let refused = client.get("/messages/status").expect(400);
    let message = "ruleset_id not specified";
    assert_eq!(
        refused.body,
        json!({"type": "error", "request_id": refused.headers["x-request-id"], "message": message})
    );
    client.post("/fin/csat", &json!({"rating": "ok"})).expect_error(400, "parameter_not_found");
}

#[test]
fn rate_limit_headers_come_with_authenticated_answers_only() {
    let mut client = Client::new();
    assert!(client.get("/me").headers.contains_key("x-ratelimit-limit"));
    assert!(client.get("/nowhere").headers.contains_key("x-ratelimit-remaining"));
    client.set_header("authorization", "Bearer wrong");
    assert!(client.get("/me").headers.keys().all(|name| !name.starts_with("x-ratelimit")));
}

#[test]
fn a_request_without_a_version_gets_the_one_of_the_app() {
    let mut client = Client::empty();
    client.set_version("");
    client.create("/contacts", &json!({"external_id": "7"}));
    client.get("/contacts/find_by_external_id/7").expect(200);
    let owned = json!({"email": "a@example.com", "owner_id": 991_267_466});
    assert!(client.post("/contacts", &owned).body["owner_id"].is_u64());
}

#[test]
fn every_version_is_known_and_no_other() {
    let mut client = Client::new();
    for version in ["2.7", "2.8", "2.9", "2.10", "2.11", "2.12", "2.13", "2.14", "2.15", "2.16", "Preview"] {
        client.set_version(version);
        client.get("/me").expect(200);
    }
    for version in ["2.6", "2.17", "3.0", "preview", "latest"] {
        client.set_version(version);
        client.get("/me").expect_error(400, "intercom_version_invalid");
    }
}

#[test]
fn every_answer_has_its_own_request_id() {
    let client = Client::new();
    let ids = [client.get("/me"), client.get("/nowhere")].map(|reply| reply.headers["x-request-id"].clone());
    assert_ne!(ids[0], ids[1]);
    for id in ids {
        let parts: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
    }
}

#[test]
fn an_unknown_path_and_a_wrong_method_are_not_found() {
    let client = Client::new();
    client.get("/nowhere").expect_error(404, "not_found");
    client.get("/contacts/1/2/3").expect_error(404, "not_found");
    client.put("/contacts", &json!({})).expect_error(404, "not_found");
    client.delete("/me").expect_error(404, "not_found");
}

#[test]
fn an_answer_is_json_or_refused() {
    let mut client = Client::new();
    for accepted in ["application/json", "*/*", "application/*", "text/html, application/json;q=0.5"] {
        client.set_header("accept", accepted);
        client.get("/me").expect(200);
    }
    for excluded in ["", "text/html", "application/octet-stream", "application/json;q=0"] {
        client.set_header("accept", excluded);
        client.get("/me").expect(406);
    }
}

#[test]
fn a_body_that_is_not_a_json_object_is_a_bad_request() {
    let client = Client::empty();
    for body in ["{\"email\":", "email=a@example.com", "[]", "7", "\u{0}"] {
        client.send("POST", "/contacts", body).expect_error(400, "bad_request");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    client.send("POST", "/contacts", &deep).expect_error(400, "bad_request");
    assert_eq!(client.emulator.applied(), []);
}

#[test]
fn a_body_that_is_too_large_is_refused_by_an_answer() {
    let client = Client::new();
    let mut connection = client.connect();
    connection.write_all(b"POST /tags HTTP/1.1\r\nhost: localhost\r\ncontent-length: 200000000\r\n\r\n").unwrap();
    let filling = vec![b' '; 1024 * 1024];
    for _ in 0..101 {
        // The answer may come, and the connection end, before all is written.
        if connection.write_all(&filling).is_err() {
            break;
        }
    }
    let mut status = [0; 12];
    connection.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 413");
}

#[test]
fn every_answer_has_a_date() {
    let mut client = Client::new();
    client.emulator.set_clock(784_111_777_000);
    for path in ["/me", "/nowhere", "/_emulator/requests"] {
        assert_eq!(client.get(path).headers["date"], "Sun, 06 Nov 1994 08:49:37 GMT", "{path}");
    }
    client.set_header("authorization", "");
    assert!(client.get("/me").headers.contains_key("date"));
}

#[test]
fn it_listens_on_loopback_only() {
    let client = Client::new();
    assert!(client.emulator.url().starts_with("http://127.0.0.1:"));
}

#[test]
fn it_stops_when_it_is_dropped() {
    let client = Client::new();
    let mut connection = TcpStream::connect(client.emulator.url().trim_start_matches("http://")).unwrap();
    connection.write_all(b"GET /me HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    connection.read_exact(&mut [0]).unwrap();
    drop(client);
    connection.read_to_end(&mut Vec::new()).unwrap();
}

#[test]
fn what_a_version_does_not_know_is_not_kept_for_another() {
    let mut client = Client::empty();
    client.set_version("2.14");
    let source = json!({"sync_behavior": "api", "url": "https://docs.example.com", "audience_ids": [1.5]});
    let made = client.post("/ai/content_import_sources", &source).expect(200).body;
    let path = format!("/ai/content_import_sources/{}", made["id"]);
    client.set_version("2.16");
    assert_ne!(client.get(&path).expect(200).body["audience_ids"], json!([1.5]));
}
