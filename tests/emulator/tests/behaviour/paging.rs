use entryphone_emulator::Options;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use crate::client::Client;

fn cursor(page: &Value) -> Option<String> {
    Some(page["pages"]["next"]["starting_after"].as_str()?.to_owned())
}

fn escaped(cursor: &str) -> String {
    cursor.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

#[test]
fn a_walk_by_cursor_loses_and_repeats_nothing() {
    let client = Client::with(Options { contacts: 25, ..Options::default() });
    let mut seen = Vec::new();
    let mut sizes = Vec::new();
    let mut path = "/contacts?per_page=10".to_owned();
    loop {
        let page = client.get(&path).expect(200);
        sizes.push((page.ids().len(), page.body["pages"]["page"].as_u64().unwrap()));
        seen.extend(page.ids().into_iter().map(str::to_owned));
        let Some(next) = cursor(&page.body) else {
            break;
        };
        path = format!("/contacts?per_page=10&starting_after={}", escaped(&next));
    }
    assert_eq!(sizes, [(10, 1), (10, 2), (5, 3)]);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 25);
    assert_eq!(seen.len(), 25);
}

#[test]
fn a_walk_goes_on_where_it_was_when_contacts_come_and_go() {
    let client = Client::with(Options { contacts: 6, ..Options::default() });
    let whole: Vec<_> = client.get("/contacts").ids().into_iter().map(str::to_owned).collect();
    let first = client.get("/contacts?per_page=3");
    client.delete(&format!("/contacts/{}", whole[2])).expect(200);
    client.create_contact("new@example.com");
    let next = escaped(&cursor(&first.body).unwrap());
    let second = client.get(&format!("/contacts?per_page=3&starting_after={next}"));
    assert_eq!(second.ids(), whole[3..]);
}

#[test]
fn the_last_page_of_a_cursor_list_has_no_next_at_all() {
    let client = Client::with(Options { contacts: 3, ..Options::default() });
    let whole = client.get("/contacts?per_page=3").body;
    assert_eq!(whole["pages"], json!({"type": "pages", "page": 1, "per_page": 3, "total_pages": 1}));
    let first = client.get("/contacts?per_page=2").body;
    assert_eq!(first["pages"]["total_pages"], 2);
    assert_eq!(first["pages"]["next"]["page"], 2);
    assert_eq!(first["pages"]["next"].as_object().unwrap().len(), 2);
    let empty = Client::empty().get("/contacts").body;
    let pages = json!({"type": "pages", "page": 1, "per_page": 10, "total_pages": 0});
    assert_eq!(empty, json!({"type": "list", "data": [], "total_count": 0, "pages": pages}));
}

#[test]
fn a_page_size_has_a_default_and_a_maximum() {
    let client = Client::with(Options { contacts: 160, ..Options::default() });
    assert_eq!(client.get("/contacts").ids().len(), 10);
    assert_eq!(client.get("/contacts?per_page=150").ids().len(), 150);
    for refused in ["151", "0", "-1", "many"] {
        client.get(&format!("/contacts?per_page={refused}")).expect_error(400, "parameter_invalid");
    }
}

#[test]
fn an_unusable_cursor_is_refused() {
    let client = Client::new();
    for cursor in ["None", "", "W10=", "bnVsbA=="] {
        client.get(&format!("/contacts?starting_after={}", escaped(cursor))).expect_error(400, "client_error");
    }
}

#[test]
fn a_search_takes_its_cursor_from_the_body_and_ignores_the_query() {
    let client = Client::with(Options { contacts: 5, ..Options::default() });
    let mut body = json!({"query": {"field": "role", "operator": "IN", "value": ["user", "lead"]},
        "pagination": {"per_page": 3}});
    let first = client.post("/contacts/search", &body).expect(200);
    let next = cursor(&first.body).unwrap();
    let by_query = client.post(&format!("/contacts/search?starting_after={}", escaped(&next)), &body);
    assert_eq!(by_query.ids(), first.ids());
    body["pagination"]["starting_after"] = next.into();
    let second = client.post("/contacts/search", &body).expect(200);
    assert_eq!((second.ids().len(), second.body["pages"]["page"].as_u64()), (2, Some(2)));
    assert!(second.ids().iter().all(|id| !first.ids().contains(id)));
    assert_eq!(cursor(&second.body), None);
}

#[test]
fn a_numbered_list_names_its_next_page_by_a_url_of_the_real_host() {
    let client = Client::with(Options { companies: 5, ..Options::default() });
    let first = client.send("POST", "/companies/list?per_page=2&order=asc", "").expect(200);
    assert_eq!(
        first.body["pages"],
        json!({"type": "pages", "page": 1, "per_page": 2, "total_pages": 3,
            "next": "https://api.intercom.io/companies/list?order=asc&per_page=2&page=2"})
    );
    let last = client.send("POST", "/companies/list?per_page=2&order=asc&page=3", "").expect(200);
    assert_eq!(last.ids().len(), 1);
    assert!(last.body["pages"].as_object().unwrap().contains_key("next"));
    assert_eq!(last.body["pages"]["next"], Value::Null);
    let beyond = client.send("POST", "/companies/list?per_page=2&page=4", "").expect(200);
    assert_eq!(beyond.ids().len(), 0);
    client.send("POST", "/companies/list?page=0", "").expect_error(400, "parameter_invalid");
}
