//! Clients of one token share their rate limit; others do not.

use entryphone::{Arguments, Client, Config, Head, Input, Operation, Registry, Step, Token, WaitReason};

#[test]
fn clients_of_one_token_wait_for_each_other() {
    let mut registry = Registry::new();
    let first = client(&mut registry, "one");
    let second = client(&mut registry, "one");
    use_up(&first);
    assert!(waits(&second), "the second client ran into the limit that the first one knows");
}

#[test]
fn clients_of_other_tokens_and_other_hosts_do_not() {
    let mut registry = Registry::new();
    let first = client(&mut registry, "one");
    use_up(&first);
    assert!(!waits(&client(&mut registry, "two")));
    let elsewhere = "https://api.eu.intercom.io".parse().expect("a base URL");
    let config = Config { token: Some(Token::new("one").expect("a token")), base_url: elsewhere, ..Config::default() };
    assert!(!waits(&registry.client(config).expect("the settings are sound")));
}

#[test]
fn a_limit_that_nobody_uses_any_more_is_forgotten() {
    let mut registry = Registry::new();
    let first = client(&mut registry, "one");
    use_up(&first);
    drop(first);
    assert!(!waits(&client(&mut registry, "one")));
}

fn client(registry: &mut Registry, token: &str) -> Client {
    let config = Config { token: Some(Token::new(token).expect("a token")), ..Config::default() };
    registry.client(config).expect("the settings are sound")
}

/// Makes a call whose answer says that the window is used up.
fn use_up(client: &Client) {
    let mut call = client.start(operation(), &Arguments::default(), 0).expect("no arguments are needed");
    let Step::Send(send) = call.step(0, Input::Start) else { panic!("a first call is sent") };
    let headers = [
        ("Date", "Mon, 22 Sep 2031 10:00:03 GMT"),
        ("X-RateLimit-Limit", "167"),
        ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", "1947837610"),
    ];
    let head = Head { status: 200, headers: &headers };
    let step = call.step(100, Input::Response { attempt: send.attempt, head, body: b"{}" });
    assert!(matches!(step, Step::Done(_)), "{step:?}");
}

fn waits(client: &Client) -> bool {
    let mut call = client.start(operation(), &Arguments::default(), 0).expect("no arguments are needed");
    matches!(call.step(200, Input::Start), Step::Wait { reason: WaitReason::Turn, .. })
}

fn operation() -> &'static Operation {
    Operation::find("contacts.list").expect("a row of the catalog")
}
