//! How fast the document index reads lists, in one run beside `serde_json`:
//! `cargo bench -p entryphone-tests --bench document -- [EXAMPLES]`.
//!
//! EXAMPLES is a file of JSON lines, each with a `body`; the largest list of contacts in it is repeated to 150 items. Without it the
//! list is made up.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::time::Instant;

use entryphone::document::{Document, Index};
use entryphone::{Arguments, Client, Config, Head, Input, Operation, Step, Token};
use serde_json::{Value, json};

const ITEMS: usize = 150;
const ROUNDS: usize = 200;

fn main() {
    let examples = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let contact = examples.map_or_else(made_up_contact, |file| example_contact(&file));
    let items: Vec<Value> = (0..ITEMS).map(|_| contact.clone()).collect();
    let list = json!({"type": "list", "data": items, "pages": {"type": "pages", "page": 1}}).to_string();
    let one = contact.to_string();
    for (name, body) in [("150 contacts", list.as_bytes()), ("1 contact", one.as_bytes())] {
        let index = times(|| drop(black_box(Index::parse(black_box(body)).expect("it is JSON"))));
        let serde = times(|| drop(black_box(serde_json::from_slice::<Value>(black_box(body)).expect("it is JSON"))));
        println!(
            "document index, {name} ({} bytes): {:.1} µs, {:.2} GB/s, at best {:.2} GB/s; {:.2} × serde_json",
            body.len(),
            index.median,
            rate(body.len(), index.median),
            rate(body.len(), index.best),
            index.median / serde.median
        );
    }
    let document = Document::parse(list.as_bytes()).expect("it is JSON");
    let read = times(|| {
        let items = document.root().get("data").expect("the list has data").items();
        for item in items {
            black_box((
                item.get("id"),
                item.get("email"),
                item.get("name"),
                item.get("created_at"),
                item.path(&["location", "city"]),
            ));
        }
    });
    println!("five fields of each of {ITEMS}: {:.1} µs", read.median);

    let config = Config { token: Some(Token::new("token").expect("a token")), ..Config::default() };
    let client = Client::new(config).expect("the settings are sound");
    let operation = Operation::find("contacts.update").expect("a row of the catalog");
    let arguments = Arguments {
        path: Some(br#"["5ba682d23d7cf92bef87bfd4"]"#),
        body: Some(br#"{"name":"Ada"}"#),
        ..Arguments::default()
    };
    let prepare = times(|| drop(black_box(client.prepare(operation, &arguments).expect("the arguments are sound"))));
    let call = times(|| {
        let mut call = client.start(operation, &arguments, 1).expect("the arguments are sound");
        let Step::Send(send) = call.step(0, Input::Start) else { panic!("a call starts by sending") };
        let head = Head { status: 200, headers: &[("Content-Type", "application/json"), ("X-Request-Id", "abc")] };
        drop(black_box(call.step(1, Input::Response { attempt: send.attempt, head, body: br#"{"type":"contact"}"# })));
    });
    println!("one prepared request: {:.2} µs; one call without its transport: {:.2} µs", prepare.median, call.median);
}

/// What a run takes, in microseconds.
struct Times {
    median: f64,
    best: f64,
}

/// Times runs, over rounds long enough to measure.
fn times(mut run: impl FnMut()) -> Times {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            (0..20).for_each(|_| run());
            started.elapsed().as_secs_f64() * 1e6 / 20.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    Times { median: times[ROUNDS / 2], best: times[0] }
}

#[expect(clippy::cast_precision_loss, reason = "a body is far smaller than a float's exact range")]
fn rate(bytes: usize, microseconds: f64) -> f64 {
    bytes as f64 / microseconds / 1e3
}

/// The longest contact of the examples, its nulls as they are.
fn example_contact(file: &str) -> Value {
    let text = std::fs::read_to_string(file).expect("the examples are readable");
    let bodies = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()?.get("body").cloned());
    let contacts = bodies.filter(|body| body.get("type").and_then(Value::as_str) == Some("contact"));
    contacts.max_by_key(|contact| contact.to_string().len()).expect("the examples hold a contact")
}

fn made_up_contact() -> Value {
    json!({
        "type": "contact", "id": "6762f1261bb69f9f2193bbfb", "external_id": "7f3c", "role": "user", "email": "zoé@example.com",
        "phone": null, "name": "Zoé Lovelace", "avatar": null, "owner_id": null, "has_hard_bounced": false,
        "marked_email_as_spam": false, "unsubscribed_from_emails": false, "created_at": 1_734_537_510, "updated_at": 1_734_537_510,
        "signed_up_at": 1_734_537_510, "last_seen_at": null, "last_replied_at": null, "browser": "chrome", "os": "OS X 10.15.7",
        "location": {"type": "location", "country": "France", "region": "Île-de-France", "city": "Paris", "country_code": "FRA"},
        "custom_attributes": {"plan": "pro", "seats": 12, "note": "pays \"on time\"\nmostly"},
        "tags": {"type": "list", "data": [{"type": "tag", "id": "17", "url": "/tags/17"}], "total_count": 1, "has_more": false},
        "companies": {"type": "list", "data": [], "url": "/contacts/6762f1261bb69f9f2193bbfb/companies", "total_count": 0},
    })
}
