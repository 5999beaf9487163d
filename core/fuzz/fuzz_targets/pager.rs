//! Whatever an answer says, a listing turns without a panic, and what it asks for next stays on its host and path.
#![no_main]

use entryphone::document::Document;
use entryphone::{Arguments, Client, Config, Operation};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, rest)) = bytes.split_first() else { return };
    let client = Client::new(Config::default()).expect("the settings are sound");
    let lists: Vec<&Operation> =
        Operation::all().iter().filter(|row| row.paging.is_some() && row.path_parameters.is_empty()).collect();
    let operation = lists[usize::from(choice) % lists.len()];
    let operation = Operation::find(operation.id).expect("a row of the catalog");
    let config = Config { any_version: true, ..Config::default() };
    let client = client.with(config).expect("the settings are sound");
    let mut pager = client.pages(operation, &Arguments::default(), 0).expect("no arguments are needed");
    for answer in rest.split(|byte| *byte == b'\n').take(8) {
        let Some(call) = pager.call(&client, 0) else { return };
        let place = format!("https://api.intercom.io{}", operation.path);
        let url = &call.request().url;
        assert!(url == &place || url.starts_with(&format!("{place}?")), "{url} left {place}");
        let Ok(document) = Document::parse(answer) else { continue };
        if pager.turn(document.root()).is_err() {
            return;
        }
    }
});
