//! Events: what holds for every call that records them. What is recorded when stands in the vectors.

use entryphone::document::{Document, Value};
use entryphone::{
    Arguments, Call, Client, Config, Event, EventKind, Head, Input, LostKind, Operation, Sent, Step, Token,
};

fn config(events: bool) -> Config {
    Config { token: Token::new("very-secret").ok(), events, ..Config::default() }
}

fn start(config: Config) -> Call {
    let arguments = Arguments {
        path: Some(br#"["ada@example.com"]"#),
        extra_query: Some(br#"{"q": "ada-in-the-query"}"#),
        ..Arguments::default()
    };
    let client = Client::new(config).expect("the settings are sound");
    let find = Operation::find("contacts.find").expect("a row of the catalog");
    client.start(find, &arguments, 0).expect("the arguments are sound")
}

fn lose(call: &mut Call, now: u64) -> Step {
    let step = call.step(now, Input::Start);
    let Step::Send(send) = step else { return step };
    call.step(now, Input::Lost { attempt: send.attempt, kind: LostKind::Connection, sent: Sent::No, message: "" })
}

#[test]
fn no_event_shows_what_was_sent_or_came_or_for_whom() {
    let mut call = start(config(true));
    let Step::Wait { until_ms, .. } = lose(&mut call, 0) else { panic!("what was not sent is repeated") };
    let Step::Send(send) = call.step(until_ms, Input::Woke) else { panic!("the wait is over") };
    let headers = [("X-Request-Id", "very-secret"), ("X-Echo", "ada@example.com")];
    let body = br#"{"errors": [{"code": "very-secret", "message": "ada@example.com is the-answer"}]}"#;
    let head = Head { status: 422, headers: &headers };
    let answer = Input::Response { attempt: send.attempt, head, body };
    assert!(matches!(call.step(until_ms, answer), Step::Failed(_)));

    let events = call.drain_events();
    let words: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(words, ["request", "lost", "retry", "wait", "request", "response", "failed"]);
    for shown in events.iter().map(|event| format!("{event:?} {}", event.to_json())) {
        for secret in ["very-secret", "ada", "example.com", "the-answer", "intercom.io"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

#[test]
fn every_event_is_one_json_object_that_names_its_kind_and_time() {
    let mut call = start(config(true));
    let _ = lose(&mut call, 7);
    let events = call.drain_events();
    assert!(!events.is_empty());
    for event in events {
        let text = event.to_json();
        let document = Document::parse(text.as_bytes()).expect("an event is JSON");
        let names: Vec<_> = document.root().members().map(|(name, _)| name.decode().into_owned()).collect();
        assert_eq!(names[..3], ["event", "at_ms", "operation"], "{text}");
        assert_eq!(document.root().get("at_ms").and_then(Value::as_u64), Some(7), "{text}");
    }
}

#[test]
fn draining_hands_out_each_event_once() {
    let mut call = start(config(true));
    let _ = call.step(0, Input::Start);
    assert_eq!(call.drain_events().len(), 1);
    assert_eq!(call.drain_events(), Vec::new());
}

#[test]
fn a_call_that_does_not_record_says_nothing() {
    let mut call = start(config(false));
    let _ = lose(&mut call, 0);
    assert_eq!(call.drain_events(), Vec::new());
}

/// A call that is stepped after its end records one failure each time.
#[test]
fn of_too_many_events_the_newest_are_kept_and_the_others_counted() {
    let mut call = start(config(true));
    for now in 0..1_000 {
        let _ = call.step(now, Input::Cancel);
    }
    let events = call.drain_events();
    let [Event { kind: EventKind::Dropped { count }, at_ms: first_ms, .. }, kept @ ..] = &*events else {
        panic!("nothing was dropped: {events:?}")
    };
    assert_eq!(kept.len() as u64 + count, 1_000);
    assert_eq!(*first_ms, *count, "the oldest were given up");
    assert_eq!(kept.last().map(|event| event.at_ms), Some(999));
    let _ = call.step(1_000, Input::Cancel);
    assert_eq!(call.drain_events().len(), 1, "what was dropped is told once");
}
