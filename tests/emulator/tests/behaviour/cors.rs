use entryphone_emulator::{Fault, Options};

use crate::client::Client;

const PAGE: &str = "http://localhost:5173";

fn client(origins: &[&str]) -> Client {
    let cors_origins = origins.iter().map(|origin| (*origin).to_owned()).collect();
    let mut client = Client::with(Options { cors_origins, ..Options::default() });
    client.set_header("origin", PAGE);
    client
}

#[test]
fn a_preflight_is_answered_without_a_token() {
    let mut client = client(&[PAGE]);
    client.set_header("authorization", "");
    client.set_header("access-control-request-method", "POST");
    client.set_header("access-control-request-headers", "authorization,content-type,intercom-version");
    let reply = client.send("OPTIONS", "/contacts", "").expect(204);
    assert_eq!(reply.headers["access-control-allow-origin"], PAGE);
    for header in ["accept", "authorization", "content-type", "intercom-version"] {
        assert!(reply.headers["access-control-allow-headers"].contains(header), "{header}");
    }
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        assert!(reply.headers["access-control-allow-methods"].contains(method), "{method}");
    }
    assert_eq!(client.emulator.requests(), []);
}

#[test]
fn a_page_may_read_answers_and_faults_alike() {
    let client = client(&["https://other.example", PAGE]);
    client.emulator.push_fault(Fault::html(502));
    for status in [502, 200] {
        let reply = client.get("/me").expect(status);
        assert_eq!(reply.headers["access-control-allow-origin"], PAGE);
        assert_eq!(reply.headers["vary"], "origin");
        for header in ["date", "retry-after", "x-ratelimit-reset", "x-request-id"] {
            assert!(reply.headers["access-control-expose-headers"].contains(header), "{header}");
        }
    }
    assert_eq!(client.get("/_emulator/clock").headers["access-control-allow-origin"], PAGE);
}

#[test]
fn a_star_stands_for_every_origin() {
    assert_eq!(client(&["*"]).get("/me").headers["access-control-allow-origin"], PAGE);
}

#[test]
fn other_origins_and_other_programs_see_nothing_of_it() {
    for origins in [&[][..], &["https://other.example"]] {
        let mut client = client(origins);
        assert!(!client.get("/me").expect(200).headers.contains_key("access-control-allow-origin"));
        client.set_header("access-control-request-method", "GET");
        client.send("OPTIONS", "/me", "").expect_error(404, "not_found");
    }
    let mut client = client(&["*"]);
    client.set_header("origin", "");
    assert!(!client.get("/me").expect(200).headers.contains_key("access-control-allow-origin"));
}
