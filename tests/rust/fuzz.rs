//! The fuzz targets of `core/fuzz` on what they once found interesting, and on small damages to it.
//!
//! This keeps what fuzzing has shown; to look for more, run `cargo +nightly fuzz run TARGET` in `core`.

#[path = "../../core/fuzz/targets/document.rs"]
mod document;
#[path = "../../core/fuzz/targets/pager.rs"]
mod pager;
#[path = "../../core/fuzz/targets/request.rs"]
mod request;
#[path = "../../core/fuzz/targets/webhook.rs"]
mod webhook;

use data_encoding::BASE64;
use entryphone_tests::Chance;

const DAMAGES: u64 = 40;

#[test]
fn the_document_index_reads_what_serde_json_reads() {
    replay(include_str!("../fixtures/fuzz/document.base64"), document::run);
}

#[test]
fn no_arguments_lead_a_request_from_its_place() {
    replay(include_str!("../fixtures/fuzz/request.base64"), request::run);
}

#[test]
fn no_bytes_forge_a_notification() {
    replay(include_str!("../fixtures/fuzz/webhook.base64"), webhook::run);
}

#[test]
fn no_answer_leads_a_listing_from_its_place() {
    replay(include_str!("../fixtures/fuzz/pager.base64"), pager::run);
}

fn replay(corpus: &str, target: fn(&[u8])) {
    let inputs: Vec<Vec<u8>> =
        corpus.lines().map(|line| BASE64.decode(line.as_bytes()).expect("a line of the corpus is base64")).collect();
    assert!(inputs.len() > 50, "only {} inputs were found", inputs.len());
    for (seed, input) in (1..).zip(&inputs) {
        target(input);
        let mut chance = Chance(seed);
        for _ in 0..if input.is_empty() { 0 } else { DAMAGES } {
            let mut damaged = input.clone();
            let (place, [value, kind, ..]) = (chance.place(damaged.len()), chance.roll().to_be_bytes());
            match kind % 3 {
                0 => damaged[place] = value,
                1 => drop(damaged.remove(place)),
                _ => damaged.insert(place, value),
            }
            target(&damaged);
        }
    }
}
