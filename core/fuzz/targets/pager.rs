//! Whatever an answer says, a listing turns without a panic, and what it asks for next stays on its host and path.

use entryphone::document::{Document, Value};
use entryphone::{Arguments, Client, Config, Operation, items};

pub(crate) fn run(bytes: &[u8]) {
    let Some((&choice, rest)) = bytes.split_first() else { return };
    let config = Config { any_version: true, ..Config::default() };
    let client = Client::new(config).expect("the settings are sound");
    let lists: Vec<&'static Operation> =
        Operation::all().iter().filter(|row| row.paging.is_some() && row.path_parameters.is_empty()).collect();
    let operation = lists[usize::from(choice) % lists.len()];
    let mut pager = client.pages(operation, &Arguments::default(), 0).expect("no arguments are needed");
    for (now_ms, answer) in (0..).step_by(1_000).zip(rest.split(|byte| *byte == b'\n').take(40)) {
        let Ok(Some(call)) = pager.call(&client, now_ms, 0) else { return };
        let place = format!("https://api.intercom.io{}", operation.path);
        let url = &call.request().url;
        assert!(url == &place || url.starts_with(&format!("{place}?")), "{url} left {place}");
        let Ok(document) = Document::parse(answer) else { continue };
        let turn = pager.turn(document.root(), now_ms);
        let given = items(document.root(), pager.items_path()).map_or(0, Value::len);
        assert!(turn.items <= given, "{} items of {given}", turn.items);
        if let Ok(checkpoint) = pager.checkpoint() {
            let resumed = client.resume_pages(operation, &Arguments::default(), &checkpoint, 0);
            assert_eq!(resumed.expect("its own checkpoint").is_over(), pager.is_over());
        }
    }
}
