//! The program that the guide for the first call shows.

use crate::driver::Driver;

// ANCHOR: call
use entryphone::{Arguments, Client, Config, Error, Operation, Token};

pub(crate) fn first_call(base_url: &str) -> Result<String, Error> {
    let token = Some(Token::new("emulator-token")?);
    let client = Client::new(Config { token, base_url: base_url.parse()?, ..Config::default() })?;

    let create = Operation::find("contacts.create").expect("a row of the catalog");
    let named = Some(&br#"{"role": "user", "email": "ada@rust.example"}"#[..]);
    let call = client.start(create, &Arguments { named, ..Arguments::default() }, seed())?;
    let (outcome, body) = Driver::new().drive(call)?;

    println!("{} after {} attempts", outcome.status, outcome.attempts.len());
    Ok(String::from_utf8_lossy(&body).into_owned())
}

/// Chance is the host's: what waits between repeats are spread by.
fn seed() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0)
}
// ANCHOR_END: call
