//! What holds for every script of inputs a host can make up, sensible or not.

use std::collections::BTreeSet;

use entryphone::{
    Answer, Arguments, AttemptEnd, Call, Client, Config, ErrorKind, Fleet, Form, Head, Input, LostKind, Method,
    Operation, Repeat, Sent, Step, Token, WithoutStore,
};
use entryphone_tests::Chance;

const SCRIPTS: u64 = 20_000;
const LONGEST_SCRIPT: u32 = 400;

#[test]
fn a_host_reads_a_success_by_itself_and_nothing_else() {
    let client = Client::new(Config { strict: false, max_attempts: 1, ..Config::default() }).expect("sound settings");
    let strict = client.with(Config { strict: true, ..client.config().clone() }).expect("sound settings");
    let list = Operation::find("contacts.list").expect("a row of the catalog");
    let head = |status| Head { status, headers: &[] };
    let after_head = |client: &Client, status| {
        let mut call = client.start(list, &Arguments::default(), 0).expect("no arguments are needed");
        assert!(matches!(call.step(0, Input::Start), Step::Send(_)));
        let step = call.step(1, Input::Head { attempt: 1, head: head(status) });
        (call, step)
    };

    let (mut call, step) = after_head(&client, 200);
    assert!(matches!(step, Step::Read { form: Form::Json }));
    let Step::Done(outcome) = call.step(2, Input::Read { attempt: 1, head: head(200), bytes: 2 }) else {
        panic!("a success that was read is the end")
    };
    assert!(outcome.index.is_none() && outcome.attempts.len() == 1, "the core has seen no body");

    let (mut call, _) = after_head(&client, 200);
    let broken = Input::Response { attempt: 1, head: head(200), body: b"{" };
    assert!(matches!(call.step(2, broken), Step::Failed(error) if error.kind == ErrorKind::Api), "it is judged");

    let (mut call, step) = after_head(&client, 404);
    assert!(matches!(step, Step::Collect { max_bytes: 65_536 }));
    let read = call.step(2, Input::Read { attempt: 1, head: head(404), bytes: 2 });
    assert!(
        matches!(read, Step::Failed(error) if error.kind == ErrorKind::Misuse),
        "an error is not the host's to read"
    );

    let (_, step) = after_head(&strict, 200);
    let whole = strict.config().max_body_bytes;
    assert!(matches!(step, Step::Collect { max_bytes } if max_bytes == whole), "drift is measured on the whole body");
}

#[test]
fn an_id_of_a_request_that_repeats_the_token_shows_it_nowhere() {
    let token = Token::new("very-secret").ok();
    let client = Client::new(Config { token, max_attempts: 2, ..Config::default() }).expect("sound settings");
    let list = Operation::find("contacts.list").expect("a row of the catalog");
    for status in [200, 422] {
        let mut call = client.start(list, &Arguments::default(), 0).expect("no arguments are needed");
        assert!(matches!(call.step(0, Input::Start), Step::Send(_)));
        let head = Head { status, headers: &[("X-Request-Id", "of very-secret")] };
        let end = format!("{:?}", call.step(1, Input::Response { attempt: 1, head, body: b"{}" }));
        assert!(end.contains("of ***") && !end.contains("very-secret"), "{end}");
    }
}

#[test]
fn a_redirect_takes_nothing_of_the_request_along() {
    let token = Some(Token::new("secret").expect("a token"));
    let client = Client::new(Config { token, ..Config::default() }).expect("sound settings");
    let recording = Operation::find("calls.recording").expect("a row of the catalog");
    let headers = Some(&br#"{"X-Mine": "secret"}"#[..]);
    let arguments = Arguments { path: Some(br#"["7"]"#), extra_headers: headers, ..Arguments::default() };
    let mut call = client.start(recording, &arguments, 0).expect("sound arguments");
    assert!(matches!(call.step(0, Input::Start), Step::Send(_)));
    let head = Head { status: 302, headers: &[("Location", "https://files.example/a.wav")] };
    let Step::Send(send) = call.step(1, Input::Head { attempt: 1, head }) else { panic!("a redirect is followed") };
    let names: Vec<_> = send.request.headers().map(|(name, _)| name.to_owned()).collect();
    assert_eq!((names, &send.request.body), (vec!["Accept".to_owned(), "User-Agent".to_owned()], &None));
}

#[test]
fn every_script_ends_and_keeps_the_repeat_rule() {
    let mut ends = BTreeSet::new();
    for seed in 0..SCRIPTS {
        let mut chance = Chance(seed);
        let operations = [
            "contacts.create",
            "contacts.find",
            "contacts.search",
            "events.create",
            "contacts.delete",
            "calls.recording",
        ];
        let operation = Operation::find(chance.pick(&operations)).expect("a row of the catalog");
        let config = Config {
            token: Some(Token::new("secret").expect("a token")),
            max_attempts: 1 + u32::try_from(chance.below(6)).expect("small"),
            deadline_ms: 1 + chance.below(200_000),
            fleet: seed.is_multiple_of(3).then(|| fleet(seed)),
            ..Config::default()
        };
        let client = Client::new(config.clone()).expect("the settings are sound");
        let path: &[u8] = if operation.path_parameters.is_empty() { b"[]" } else { br#"["c1"]"# };
        let arguments = Arguments { path: Some(path), ..Arguments::default() };
        let mut call = client.start(operation, &arguments, seed).expect("the arguments are sound");
        ends.insert(play(&mut call, &mut chance, operation, &config));
    }
    let expected = ["canceled", "done", "misuse", "rate_limit", "server", "timeout", "transport"];
    for end in expected {
        assert!(ends.contains(end), "no script ended with {end}, so the scripts are too tame: {ends:?}");
    }
}

/// Plays inputs of chance, mostly fitting ones, until the call is over.
fn play(call: &mut Call, chance: &mut Chance, operation: &Operation, config: &Config) -> &'static str {
    let mut now = chance.below(1_000_000);
    let started = now;
    let mut sends = 0;
    let mut ambiguous = false;
    let mut step = call.step(now, Input::Start);
    let mut has_slot = config.fleet.is_none();
    let mut last_attempt = 0;
    for _ in 0..LONGEST_SCRIPT {
        let attempt = match &step {
            Step::Send(send) => {
                let shows_token = format!("{:?}", send.request.headers().collect::<Vec<_>>()).contains("secret");
                let is_at_home = send.request.url.starts_with("https://api.intercom.io/");
                assert_eq!(shows_token, is_at_home, "the token goes to the configured host and to no other");
                let asked = !is_at_home || std::mem::replace(&mut has_slot, config.fleet.is_none());
                assert!(asked, "sent without asking the fleet for a slot");
                sends += 1;
                let allowed = config.max_attempts + 3 * u32::from(operation.answer == Answer::Redirect);
                assert!(sends <= allowed, "sent {sends} times, and {allowed} were allowed");
                assert!(send.timeout_ms <= config.timeout_ms, "an attempt got more time than the settings allow");
                assert!(now + send.timeout_ms <= started + config.deadline_ms, "an attempt may outlast the deadline");
                let repeatable = operation.repeat == Repeat::Safe;
                assert!(repeatable || !ambiguous, "{} was sent again after it may have taken effect", operation.id);
                last_attempt = send.attempt;
                last_attempt
            }
            Step::Collect { .. } | Step::Read { .. } => last_attempt,
            Step::Wait { until_ms, .. } => {
                assert!(*until_ms <= started + config.deadline_ms, "a wait passes the deadline");
                if !chance.one_in(4) {
                    now = *until_ms;
                }
                0
            }
            Step::Reserve(reserve) => {
                assert!(now + reserve.timeout_ms <= started + config.deadline_ms, "the store may outlast the deadline");
                0
            }
            Step::Done(outcome) => {
                assert!((200..300).contains(&outcome.status), "a success has the status {}", outcome.status);
                return "done";
            }
            Step::Failed(error) => {
                assert!(!error.to_string().contains("secret"), "an error shows the token: {error}");
                let open = error.attempts.iter().any(|attempt| is_open(&attempt.end));
                if operation.method != Method::Get && operation.paging.is_none() && open {
                    assert!(error.maybe_applied, "a failure that may have taken effect does not say so: {error}");
                }
                assert!(matches!(call.step(now, Input::Woke), Step::Failed(after) if after.kind == ErrorKind::Misuse));
                return error.kind.as_str();
            }
            _ => unreachable!("the machine has no other steps"),
        };
        now += chance.below(3_000);
        let status = chance.pick(&[200, 202, 302, 400, 404, 408, 409, 422, 429, 429, 500, 502, 503]);
        let bodies: [&[u8]; 4] = [b"{}", b"", b"<html>secret", br#"{"errors":[{"code":"secret"}]}"#];
        let body = chance.pick(&bodies);
        let headers = [
            ("Location", "https://files.example/recording"),
            ("Retry-After", "3"),
            ("X-RateLimit-Reset", "12"),
            ("date", "junk"),
            ("retry-after", "99999999"),
        ];
        let head = Head { status, headers: &headers[..chance.place(headers.len() + 1)] };
        let kinds = [LostKind::Connection, LostKind::Timeout, LostKind::Protocol, LostKind::TooLarge];
        let sent = if chance.one_in(2) { Sent::No } else { Sent::Maybe };
        let fitting = attempt > 0;
        let asks_store = matches!(step, Step::Reserve(_));
        let replies: [&[i64]; 5] = [&[1, 0], &[1, 700], &[0, 0], &[0, 2_500], &[7]];
        let reply = chance.pick(&replies);
        let input = match chance.below(24) {
            0 => Input::Cancel,
            1 => Input::Woke,
            2 => Input::Start,
            3 => Input::Response { attempt: 9, head, body },
            4..=9 if fitting => Input::Lost { attempt, kind: chance.pick(&kinds), sent, message: "secret" },
            4..=6 if asks_store => Input::Unavailable { message: "secret" },
            _ if asks_store => Input::Reserved(reply),
            10..=12 if fitting => Input::Head { attempt, head },
            13..=14 if fitting => Input::Read { attempt, head, bytes: body.len() },
            _ if fitting => Input::Response { attempt, head, body },
            _ => Input::Woke,
        };
        if fitting {
            ambiguous |= match input {
                Input::Response { attempt: of, head, .. } if of == attempt => {
                    matches!(head.status, 200..=299 | 408 | 500..=599)
                }
                Input::Lost { sent, .. } => sent == Sent::Maybe,
                _ => false,
            };
        }
        has_slot |= asks_store && matches!(input, Input::Reserved([1, _] | [7]) | Input::Unavailable { .. });
        step = call.step(now, input);
    }
    panic!("{} did not end within {LONGEST_SCRIPT} inputs", operation.id);
}

fn is_open(end: &AttemptEnd) -> bool {
    match end {
        AttemptEnd::Answered { status, .. } => matches!(status, 408 | 500..=599),
        AttemptEnd::Lost { sent, .. } => *sent == Sent::Maybe,
        AttemptEnd::Canceled => true,
    }
}

/// Every other one goes on without its store.
fn fleet(seed: u64) -> Fleet {
    let without_store = if seed.is_multiple_of(2) { WithoutStore::Open } else { WithoutStore::Closed };
    Fleet { name: "fleet".to_owned(), limit_hint: Some(167), without_store }
}
