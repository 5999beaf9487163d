//! Webhooks: the vectors, the list of topics, and what no sender can make up.

#[path = "vectors/bytes.rs"]
mod bytes;
#[path = "vectors/folder.rs"]
mod folder;

use entryphone::ErrorKind;
use entryphone::document::Value;
use entryphone::webhook::{self, Notification, SIGNATURE_HEADER};
use entryphone_tests::roll;
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
    let mut dice = Dice(0x1d);
    let signature = webhook::sign(BODY, SECRET).expect("the secret is not empty").into_bytes();
    for _ in 0..20_000 {
        let body = if dice.below(2) == 0 { BODY.to_vec() } else { dice.bytes(64) };
        let value = dice.header_value(&signature);
        if body == BODY && value.trim_ascii() == signature {
            continue;
        }
        let names = [SIGNATURE_HEADER, "x-hub-signature", "X-Hub-Signature-256", "", "\u{0}"];
        let headers = [(names[dice.below(names.len())], value), ("X-Other", dice.bytes(8))];
        let error =
            webhook::unwrap(&body, &headers[..dice.below(3)], &[SECRET]).expect_err("nobody else has the secret");
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

/// `SplitMix64`, so that a failing case comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(roll(&mut self.0) % end as u64).expect("it is below a usize")
    }

    fn bytes(&mut self, longest: usize) -> Vec<u8> {
        (0..self.below(longest + 1)).map(|_| u8::try_from(self.below(256)).expect("it is below 256")).collect()
    }

    /// From noise to a signature in which little is wrong.
    fn header_value(&mut self, signature: &[u8]) -> Vec<u8> {
        let mut value = signature.to_vec();
        match self.below(6) {
            0 => value = self.bytes(64),
            1 => value.truncate(self.below(signature.len())),
            2 => value.insert(self.below(signature.len()), u8::try_from(self.below(256)).expect("it is below 256")),
            3 => value = [b"sha1=".as_slice(), &self.bytes(64)].concat(),
            4 => {
                let digit = b"0123456789abcdefABCDEF"[self.below(22)];
                let at = self.below(signature.len());
                value[at] = digit;
            }
            _ => {
                let by = self.below(signature.len());
                value.rotate_left(by);
            }
        }
        value
    }
}
