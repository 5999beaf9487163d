//! OAuth: the vectors, and who is shown the secret.

#[path = "vectors/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::str::FromStr;

use entryphone::document::Value;
use entryphone::oauth::{Exchange, Grant, authorize_url};
use entryphone::{BaseUrl, Call, Client, Config, Error, Head, Input, LostKind, Region, Request, Sent, Step, Token};
use serde_json::json;

use folder::{compare, text};

#[test]
fn every_vector_passes() {
    folder::run("oauth", |vector| match vector.get("authorize_url") {
        Some(call) => compare(vector, "url", address(call).map(|url| json!(url))),
        None => exchange(vector, vector.get("exchange").expect("a vector asks for an address or exchanges a code")),
    });
}

fn address(call: Value<'_>) -> Result<String, Error> {
    let redirect_uri = call.get("redirect_uri").map(|_| text(call, "redirect_uri"));
    let region = Region::from_str(&text(call, "region"))?;
    authorize_url(region, &text(call, "client_id"), &text(call, "state"), redirect_uri.as_deref())
}

fn exchange(vector: Value<'_>, call: Value<'_>) -> Result<(), String> {
    let (client_id, client_secret, code) = (text(call, "client_id"), text(call, "client_secret"), text(call, "code"));
    let exchange = Exchange { client_id: &client_id, client_secret: &client_secret, code: &code };
    let started = client(call.get("config")).and_then(|client| exchange.start(&client, 0));
    let mut call = match started {
        Ok(call) => call,
        Err(error) => return compare(vector, "request", Err(error)),
    };
    match (vector.get("answer"), vector.get("lost")) {
        (Some(answer), _) => compare(vector, "grant", answered(&mut call, answer)),
        (_, Some(loss)) => {
            let kind = LostKind::from_str(&text(loss, "kind")).expect("a kind of loss");
            let sent = Sent::from_str(&text(loss, "sent")).expect("sent or not");
            let step = play(&mut call, Input::Lost { attempt: 1, kind, sent, message: &text(loss, "message") });
            compare(vector, "grant", granted(&step, &[]))
        }
        (None, None) => compare(vector, "request", Ok(describe(call.request()))),
    }
}

fn client(config: Option<Value<'_>>) -> Result<Client, Error> {
    let setting = |name: &str| config.and_then(|config| config.get(name)).and_then(Value::as_str);
    let base_url = match (setting("region"), setting("base_url")) {
        (Some(region), _) => Region::from_str(&region)?.base_url(),
        (_, Some(base_url)) => BaseUrl::from_str(&base_url)?,
        (None, None) => Region::Us.base_url(),
    };
    let token = setting("token").map(|token| Token::new(&token)).transpose()?;
    Client::new(Config { base_url, token, ..Config::default() })
}

fn answered(call: &mut Call, answer: Value<'_>) -> Result<serde_json::Value, Error> {
    let body = answer.get("body").expect("an answer has a body");
    let body = body.as_str().map_or_else(|| body.raw().to_owned(), std::borrow::Cow::into_owned);
    let status = answer.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let head = Head { status: status.expect("an answer has a status"), headers: &[] };
    let step = play(call, Input::Response { attempt: 1, head, body: body.as_bytes() });
    granted(&step, body.as_bytes())
}

fn play(call: &mut Call, input: Input<'_>) -> Step {
    assert!(matches!(call.step(0, Input::Start), Step::Send(_)), "a call starts by sending");
    call.step(1, input)
}

fn granted(step: &Step, body: &[u8]) -> Result<serde_json::Value, Error> {
    match step {
        Step::Done(_) => {
            Grant::read(body).map(|grant| json!({"token": grant.token(), "token_type": grant.token_type()}))
        }
        Step::Failed(error) => {
            assert!(!format!("{error} {error:?}").contains("very-secret"), "an error shows the secret: {error:?}");
            Err(error.clone())
        }
        other => panic!("a code works once, and the call went on: {other:?}"),
    }
}

fn describe(request: &Request) -> serde_json::Value {
    let headers = request.headers().filter(|(name, _)| *name != "User-Agent");
    let headers: BTreeMap<String, String> =
        headers.map(|(name, value)| (name.to_ascii_lowercase(), value.into_owned())).collect();
    let body =
        request.body.as_deref().map(|body| serde_json::from_slice::<serde_json::Value>(body).expect("it is JSON"));
    json!({"method": request.method.as_str(), "url": request.url, "headers": headers, "body": body})
}

#[test]
fn only_the_request_itself_carries_the_secret() {
    let exchange = Exchange { client_id: "c1", client_secret: "very-secret", code: "the-code" };
    let client = Client::new(Config::default()).expect("the settings are sound");
    let call = exchange.start(&client, 0).expect("the exchange is complete");
    let grant = Grant::read(br#"{"token":"very-secret"}"#).expect("it has a token");
    let curl = call.request().curl();
    let shown = format!("{exchange:?}{call:?}{grant:?}{:?}{curl}", call.request());
    assert!(!shown.contains("very-secret") && !shown.contains("the-code"), "{shown}");
    assert!(curl.contains(r#""client_secret":"***","code":"***""#), "{curl}");
    let body = call.request().body.as_deref().expect("it has a body");
    assert_eq!(body, br#"{"client_id":"c1","client_secret":"very-secret","code":"the-code"}"#);
}
