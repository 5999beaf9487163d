//! Webhooks: the vectors, the list of topics, and what no sender can make up.

#[path = "vectors/bytes.rs"]
mod bytes;
#[path = "vectors/folder.rs"]
mod folder;

use entryphone::ErrorKind;
use entryphone::document::Value;
use entryphone::webhook::{self, Notification, SIGNATURE_HEADER};
use entryphone_tests::Chance;
use serde_json::json;

use bytes::bytes;

const SECRET: &[u8] = b"client-secret";
const BODY: &[u8] = br#"{"type":"notification_event","id":"notif_1","topic":"ping","data":{"item":{"id":"7"}}}"#;

#[test]
fn every_vector_passes() {
    folder::run("webhooks", |vector| {
        let member = |call: Value<'_>, name: &str| bytes(call.get(name).expect("the call is complete"));
        if let Some(call) = vector.get("sign") {
            let signature = webhook::sign(&member(call, "body"), member(call, "secret"));
            return folder::compare(vector, "header", signature.map(|header| json!(header)));
        }
        let call = vector.get("unwrap").expect("a vector unwraps or signs");
        let headers: Vec<(String, Vec<u8>)> = (call.get("headers").expect("a request has headers").items())
            .map(|pair| {
                (pair.at(0).and_then(Value::as_str).expect("a name").into_owned(), bytes(pair.at(1).expect("a value")))
            })
            .collect();
        let secrets: Vec<Vec<u8>> =
            call.get("secrets").expect("there are secrets, or none").items().map(bytes).collect();
        let notification = webhook::unwrap(member(call, "body"), &headers, &secrets);
        folder::compare(vector, "notification", notification.map(|notification| describe(&notification)))
    });
}

fn describe(notification: &Notification<Vec<u8>>) -> serde_json::Value {
    json!({
        "type": notification.object_type(), "id": notification.id(), "dedupe_key": notification.dedupe_key(),
        "topic": notification.topic(), "app_id": notification.app_id(), "created_at": notification.created_at(),
        "first_sent_at": notification.first_sent_at(), "delivered_at": notification.delivered_at(),
        "delivery_attempts": notification.delivery_attempts(), "delivery_status": notification.delivery_status(),
        "self": notification.self_url(), "links": notification.links().map(folder::json_of),
        "item": notification.item().map(folder::json_of), "is_ping": notification.is_ping(),
    })
}

#[test]
fn no_header_and_body_that_somebody_makes_up_is_accepted() {
    let mut chance = Chance(0x1d);
    let signature = webhook::sign(BODY, SECRET).expect("the secret is not empty").into_bytes();
    for _ in 0..20_000 {
        let body = if chance.one_in(2) { BODY.to_vec() } else { noise(&mut chance, 64) };
        let value = header_value(&mut chance, &signature);
        if body == BODY && value.trim_ascii() == signature {
            continue;
        }
        let names = [SIGNATURE_HEADER, "x-hub-signature", "X-Hub-Signature-256", "", "\u{0}"];
        let headers = [(chance.pick(&names), value), ("X-Other", noise(&mut chance, 8))];
        let error =
            webhook::unwrap(&body, &headers[..chance.place(3)], &[SECRET]).expect_err("nobody else has the secret");
        assert_eq!(error.kind, ErrorKind::Signature, "{error}");
        assert!(
            error.message.is_ascii() && !error.message.contains(char::is_control),
            "it repeats the sender: {error}"
        );
    }
}

#[test]
fn one_wrong_bit_is_refused_wherever_it_is() {
    let signature = webhook::sign(BODY, SECRET).expect("the secret is not empty").into_bytes();
    assert_eq!(webhook::verify(BODY, &[(SIGNATURE_HEADER, &signature)], &[SECRET]).map_err(|error| error.kind), Ok(()));
    let flipped = |bytes: &[u8], bit: usize| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    };
    for bit in 0..8 * signature.len() {
        let headers = [(SIGNATURE_HEADER, flipped(&signature, bit))];
        assert!(webhook::verify(BODY, &headers, &[SECRET]).is_err(), "bit {bit} of the signature does not matter");
    }
    for bit in 0..8 * BODY.len() {
        let headers = [(SIGNATURE_HEADER, &signature)];
        assert!(
            webhook::verify(&flipped(BODY, bit), &headers, &[SECRET]).is_err(),
            "bit {bit} of the body does not matter"
        );
    }
}

#[test]
fn a_notification_shows_nothing_of_its_body() {
    let headers = [(SIGNATURE_HEADER, webhook::sign(BODY, SECRET).expect("the secret is not empty"))];
    let notification = webhook::unwrap(BODY, &headers, &[SECRET]).expect("it is signed");
    assert!(!format!("{notification:?}").contains("notif_1"), "{notification:?}");
}

fn noise(chance: &mut Chance, longest: usize) -> Vec<u8> {
    (0..chance.place(longest + 1)).map(|_| a_byte(chance)).collect()
}

fn a_byte(chance: &mut Chance) -> u8 {
    u8::try_from(chance.below(256)).expect("it is below 256")
}

/// From noise to a signature in which little is wrong.
fn header_value(chance: &mut Chance, signature: &[u8]) -> Vec<u8> {
    let mut value = signature.to_vec();
    let place = chance.place(signature.len());
    match chance.below(6) {
        0 => value = noise(chance, 64),
        1 => value.truncate(place),
        2 => value.insert(place, a_byte(chance)),
        3 => value = [b"sha1=".as_slice(), &noise(chance, 64)].concat(),
        4 => value[place] = chance.pick(b"0123456789abcdefABCDEF"),
        _ => value.rotate_left(place),
    }
    value
}
