use entryphone_emulator::{Fault, Options};
use serde_json::{Value, json};

use crate::client::Client;

fn client_with_companies(companies: usize) -> Client {
    let client = Client::with(Options { companies, contacts: 0, ..Options::default() });
    client.emulator.set_clock(1_734_537_334_000);
    client
}

#[test]
fn a_scroll_shows_every_company_once_under_one_token() {
    let client = client_with_companies(230);
    let first = client.get("/companies/scroll").expect(200).body;
    assert_eq!((&first["pages"], &first["total_count"]), (&Value::Null, &Value::Null));
    let token = first["scroll_param"].as_str().unwrap();
    let mut sizes = vec![first["data"].as_array().unwrap().len()];
    while sizes.last() != Some(&0) {
        let page = client.get(&format!("/companies/scroll?scroll_param={token}")).expect(200).body;
        assert_eq!(page["scroll_param"], token);
        sizes.push(page["data"].as_array().unwrap().len());
    }
    assert_eq!(sizes.iter().sum::<usize>(), 230);
    client.get("/companies/scroll").expect(200);
}

#[test]
fn there_is_one_scroll_at_a_time_until_it_was_idle_for_a_minute() {
    let client = client_with_companies(3);
    let token = client.get("/companies/scroll").expect(200).body["scroll_param"].clone();
    client.get("/companies/scroll").expect_error(400, "scroll_exists");
    client.emulator.advance_clock(61_000);
    let path = format!("/companies/scroll?scroll_param={}", token.as_str().unwrap());
    client.get(&path).expect_error(404, "not_found");
    client.get("/companies/scroll").expect(200);
}

#[test]
fn a_scroll_whose_page_was_lost_asks_to_begin_again() {
    let client = client_with_companies(230);
    let token = client.get("/companies/scroll").expect(200).body["scroll_param"].as_str().unwrap().to_owned();
    let path = format!("/companies/scroll?scroll_param={token}");
    client.emulator.push_fault(Fault::drop_after().on("GET", "/companies/scroll"));
    assert!(client.try_send("GET", &path, "").is_err(), "the page never arrives");
    client.get(&path).expect_error(500, "server_error");
    let again = client.get("/companies/scroll").expect(200).body;
    assert_eq!(again["data"].as_array().unwrap().len(), 100, "it begins again at once");
}

#[test]
fn a_list_reaches_ten_thousand_companies() {
    let client = client_with_companies(10_001);
    let list = |page| client.send("POST", &format!("/companies/list?per_page=100&page={page}"), "");
    assert_eq!(list(100).expect(200).body["data"].as_array().unwrap().len(), 100);
    list(101).expect_error(400, "parameter_invalid");
}

#[test]
fn a_company_has_notes_since_2_15() {
    let mut client = client_with_companies(1);
    client.set_version("2.16");
    let id = client.get("/companies?company_id=company-1").body["id"].as_str().unwrap().to_owned();
    let path = format!("/companies/{id}/notes");
    let note = client.post(&path, &json!({"body": "Renewal in May.", "admin_id": "991267466"})).expect(200).body;
    assert_eq!((&note["company"]["id"], &note["body"]), (&json!(id), &json!("<p>Renewal in May.</p>")));
    assert_eq!(client.get(&path).expect(200).body["data"], json!([note]));
    let shown = |client: &Client| client.get(&format!("/companies/{id}")).expect(200).body["notes"].clone();
    assert_eq!(shown(&client), json!({"type": "note.list", "notes": [note]}));
    client.set_version("Preview");
    let preview = shown(&client);
    assert_eq!((&preview["total_count"], &preview["has_more"]), (&json!(1), &json!(false)));
    assert_eq!((&preview["data"][0]["id"], &preview["url"]), (&note["id"], &json!(path)));
    client.get("/companies/0/notes").expect_error(404, "company_not_found");
    client.set_version("2.14");
    client.get(&path).expect_error(404, "not_found");
}
