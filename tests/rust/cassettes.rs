//! Cassettes: the shared ones, driven through the machine, and what holds for every text that is recorded or read.

#![forbid(unsafe_code)]

#[path = "cassettes/host.rs"]
mod host;

use std::fs;
use std::path::{Path, PathBuf};

use entryphone::cassette::{Asked, Cassette, Heard};
use entryphone::document::{Document, Value};
use entryphone::{LostKind, Sent};
use serde_json::json;

use host::{Host, text};

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/cassettes")
}

const ASKED: Asked<'static> = Asked {
    method: "POST",
    url: "https://api.intercom.io/contacts?include=a&token=hush",
    headers: &[("Authorization", "Bearer dG9rOi"), ("Intercom-Version", "2.16"), ("X-Mine", "dG9rOi and more")],
    body: Some(br#"{"email": "ada@example.com", "custom_attributes": {"api_key": "k1"}, "secrets": 2}"#),
};

fn recorded(recorder: &Cassette, asked: &Asked<'_>, heard: &Heard<'_>) -> String {
    recorder.head() + &recorder.line(asked, heard, 0, 5)
}

fn answer(body: &[u8]) -> Heard<'_> {
    Heard { status: Some(200), headers: &[], body, lost: None }
}

#[test]
fn every_shared_cassette_plays() {
    let mut played = 0;
    for entry in fs::read_dir(vectors()).expect("the folder is readable") {
        let file = entry.expect("the folder is readable").path();
        if file.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let script = Document::parse(fs::read(&file).expect("it is readable")).expect("it is JSON");
        let tape = fs::read_to_string(file.with_extension("jsonl")).expect("its cassette is beside it");
        let mut host = Host::new(Cassette::read(&tape).expect("it is a cassette"));
        for vector in script.root().get("vectors").expect("a file holds vectors").items() {
            let outcome = host.result(vector.get("call").expect("a vector has a call"));
            let actual = outcome.unwrap_or_else(
                |error| json!({"error": {"kind": error.kind.as_str(), "maybe_applied": error.maybe_applied}}),
            );
            let expected = vector.get("expect").expect("a vector has an expectation").raw();
            let expected: serde_json::Value = serde_json::from_str(expected).expect("it is JSON");
            assert_eq!(actual, expected, "{}", text(vector, "name"));
            played += 1;
        }
        assert_eq!(host.cassette.left(), 0, "{} has more than its script asks for", file.display());
        let waited = script.root().get("takes_at_least_ms").and_then(Value::as_u64).expect("it says how long it takes");
        assert!(host.now >= 1_000 + waited, "waits pass in virtual time: {}", host.now);
    }
    assert!(played >= 5, "only {played} calls were played");
}

#[test]
fn no_secret_gets_onto_a_cassette() {
    let recorder = Cassette::new(["email"]);
    let heard = Heard {
        status: Some(200),
        headers: &[
            ("Set-Cookie", "session=dG9rOi"),
            ("Location", "https://files.example/a.csv?X-Amz-Signature=abc&X-Amz-Date=1"),
            ("X-Request-Id", "r1"),
        ],
        body: br#"{"echo": "Bearer dG9rOi", "link": "https://files.example/b?sig=abc", "access_token": "zyx", "email": "a@b.c",
                   "list": [{"client_secret": ["s1"]}], "body": "<p>See <img src=\"https://files.example/c?a=1&amp;signature=abc\"> at 9",
                   "pages": {"next": "https://api.intercom.io/contacts?page=2"}}"#,
        lost: None,
    };
    let line = recorded(&recorder, &ASKED, &heard);
    for secret in ["dG9rOi", "hush", "k1", "abc", "zyx", "s1", "session", "ada@example.com", "a@b.c", "X-Mine"] {
        assert!(!line.contains(secret), "{secret} is in {line}");
    }
    for kept in [
        "r1",
        "https://api.intercom.io/contacts?page=2",
        r#""<p>See <img src=\"https://files.example/c?***\"> at 9""#,
        "\"secrets\":2",
        "include=a",
        "\"version\":\"2.16\"",
    ] {
        assert!(line.contains(kept), "{kept} is not in {line}");
    }
    assert_eq!(line.lines().count(), 2, "an exchange is one line");
    let mut cassette = Cassette::read(&line).expect("it can be read");
    cassette.play(&ASKED).expect("the same secrets are taken out of what is asked");
}

#[test]
fn a_secret_is_found_however_its_name_is_written_and_wherever_the_token_stands() {
    let asked = Asked { url: "https://api.intercom.io/contacts/dG9rOi?%74oken=s1", ..ASKED };
    let heard = answer(br#"{"Access_TOKEN": "s2", "jwt": {"deep": [{"er": "s3"}]}}"#);
    let lost = Heard { lost: Some((LostKind::Protocol, Sent::Maybe, "broken after Bearer dG9rOi")), ..answer(b"") };
    let recorder = Cassette::new([""; 0]);
    let tape = recorded(&recorder, &asked, &heard) + &recorder.line(&asked, &lost, 9, 1);
    for secret in ["dG9rOi", "s1", "s2", "s3"] {
        assert!(!tape.contains(secret), "{secret} is in {tape}");
    }
}

/// A token may hold what else stands in a text; the shape of the text is not broken by it.
#[test]
fn a_token_is_taken_out_of_texts_and_leaves_json() {
    let asked = Asked { headers: &[("Authorization", "Bearer a")], ..ASKED };
    let heard = answer(br#"{"a": "banana", "b": [1, true, null]}"#);
    let mut cassette = Cassette::read(&recorded(&Cassette::new([""; 0]), &asked, &heard)).expect("it can be read");
    let played = cassette.play(&asked).expect("it was recorded");
    let body: serde_json::Value = serde_json::from_slice(&played.body).expect("it is JSON");
    assert_eq!(body["b"], json!([1, true, null]));
}

#[test]
fn a_request_is_the_same_whatever_its_host_and_the_order_of_its_parts() {
    let text = recorded(&Cassette::new([""; 0]), &ASKED, &answer(b"{}"));
    let other = Asked {
        url: "http://127.0.0.1:4010/contacts?token=other&include=%61",
        headers: &[("Intercom-Version", "2.16")],
        body: Some(br#"{"secrets":2,"custom_attributes":{"api_key":"k2"},"email":"ad\u0061@example.com"}"#),
        ..ASKED
    };
    Cassette::read(&text).expect("it can be read").play(&other).expect("it is the same request");
}

#[test]
fn an_unknown_request_is_compared_with_the_nearest() {
    let recorder = Cassette::new([""; 0]);
    let find = Asked { method: "GET", url: "https://api.intercom.io/tags/1", headers: ASKED.headers, body: None };
    let text = recorded(&recorder, &find, &answer(b"{}")) + &recorder.line(&ASKED, &answer(b"{}"), 9, 1);
    let mut cassette = Cassette::read(&text).expect("it can be read");
    let mut refused = |asked: &Asked<'_>| cassette.play(asked).expect_err("it was not recorded").message.clone();
    let changed =
        Asked { body: Some(br#"{"email": "b@example.com", "custom_attributes": {}, "secrets": 2}"#), ..ASKED };
    assert_eq!(
        refused(&changed),
        "the cassette has nothing for POST /contacts; the nearest is POST /contacts, and \
         body.custom_attributes is {} where nothing was recorded, \
         body.email is \"b@example.com\" where \"ada@example.com\" was recorded, \
         body.custom_attributes.api_key is nothing where \"***\" was recorded"
    );
    let elsewhere = Asked { url: "https://api.intercom.io/tags/2", ..find };
    assert_eq!(
        refused(&elsewhere),
        "the cassette has nothing for GET /tags/2; the nearest is GET /tags/1, and goes elsewhere"
    );
    cassette.play(&find).expect("it was recorded");
    let again = cassette.play(&find).expect_err("it was played already").message.clone();
    assert!(again.contains("was played already, others left: 1"), "{again}");
}

#[test]
fn equal_requests_are_played_in_their_order() {
    let recorder = Cassette::new([""; 0]);
    let text = recorded(&recorder, &ASKED, &answer(b"[1]")) + &recorder.line(&ASKED, &answer(b"[2]"), 9, 1);
    let mut cassette = Cassette::read(&text).expect("it can be read");
    let bodies = [0, 1].map(|_| cassette.play(&ASKED).expect("it was recorded").body);
    assert_eq!(bodies, [b"[1]".to_vec(), b"[2]".to_vec()]);
}

/// What is no JSON comes back byte for byte, and a stream that broke off breaks off where it did.
#[test]
fn bytes_come_back_as_they_were() {
    let every: Vec<u8> = (0..=255).collect();
    let length = [("Content-Length", "400"), ("Content-Type", "application/octet-stream")];
    let broken = Heard {
        status: Some(200),
        headers: &length,
        body: &every,
        lost: Some((LostKind::Protocol, Sent::Maybe, "it broke off")),
    };
    let lost = Heard { lost: Some((LostKind::Connection, Sent::No, "refused")), ..Heard::default() };
    let text = answer(b"a,b\r\n1,2\n");
    let recorder = Cassette::new([""; 0]);
    let mut tape = recorder.head();
    for heard in [&broken, &lost, &text] {
        tape += &recorder.line(&ASKED, heard, 0, 0);
    }
    let mut cassette = Cassette::read(&tape).expect("it can be read");
    let [broken, lost, text] = [0; 3].map(|_| cassette.play(&ASKED).expect("it was recorded"));
    assert_eq!((broken.body, broken.headers[0].1.as_str()), (every, "400"), "what was announced is not what came");
    assert_eq!(broken.lost, Some((LostKind::Protocol, Sent::Maybe, "it broke off".to_owned())));
    assert_eq!((lost.status, lost.lost), (None, Some((LostKind::Connection, Sent::No, "refused".to_owned()))));
    assert_eq!(text.body, b"a,b\r\n1,2\n");
}

/// A body of JSON is written anew, so its length is, too; one that was decoded on the way has none that is known.
#[test]
fn a_length_is_true_or_gone() {
    let length = |headers: &[(&str, &str)], body: &[u8]| {
        let heard = Heard { status: Some(200), headers, body, lost: None };
        let tape = recorded(&Cassette::new([""; 0]), &ASKED, &heard);
        let played = Cassette::read(&tape).and_then(|mut cassette| cassette.play(&ASKED)).expect("it was recorded");
        played.headers.into_iter().find(|(name, _)| name == "content-length").map(|(_, value)| value)
    };
    assert_eq!(length(&[("Content-Length", "11")], b"{ \"a\" : 1 }").as_deref(), Some("7"));
    assert_eq!(length(&[("Content-Length", "5"), ("Content-Encoding", "gzip")], b"decoded by now"), None);
    assert_eq!(length(&[("Content-Length", "90")], b"short").as_deref(), Some("90"));
}

#[test]
fn what_is_no_cassette_is_refused_by_its_line() {
    let refused = |text: &str| Cassette::read(text).expect_err("it is none").message.clone();
    assert!(refused("").contains("line 1 of the cassette cannot be read: it is empty"));
    assert!(refused("{}").contains("it does not begin with {\"cassette\":1}"));
    assert!(refused("{\"cassette\":2}").contains("newer form"));
    assert!(refused("{\"cassette\":1}\nno").contains("line 2 of the cassette cannot be read: it is not JSON"));
    assert!(refused("{\"cassette\":1}\n\n{}").contains("line 3 of the cassette cannot be read: it has neither"));
    let lost = "{\"cassette\":1}\n{\"request\":{},\"lost\":{\"kind\":\"magic\",\"sent\":\"no\"}}";
    assert!(refused(lost).contains("cannot be lost by \"magic\""));
}

/// Reading never panics, whatever a text holds.
#[test]
fn a_damaged_cassette_is_refused_or_read() {
    let tape = recorded(&Cassette::new(["email"]), &ASKED, &answer(b"{\"a\":[1,{}]}"));
    for at in (0..tape.len()).filter(|at| tape.is_char_boundary(*at)) {
        let _ = Cassette::read(&tape[..at]).map(|mut cassette| cassette.play(&ASKED));
        let _ =
            Cassette::read(&format!("{}{}", &tape[..at], &tape[at + 1..])).map(|mut cassette| cassette.play(&ASKED));
    }
}
