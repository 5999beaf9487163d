use serde_json::{Value, json};

use crate::client::Client;

const AUTHOR: u64 = 991_267_466;

fn article(title: &str) -> Value {
    json!({"title": title, "body": "Some text.", "author_id": AUTHOR})
}

fn in_2_16() -> Client {
    let mut client = Client::empty();
    client.set_version("2.16");
    client
}

#[test]
fn an_article_can_be_created_found_updated_and_deleted() {
    let client = Client::empty();
    let created = client.post("/articles", &article("Keys")).expect(200).body;
    assert_eq!(created["state"], "draft");
    assert_eq!(created["url"], Value::Null, "a draft has no address");
    assert_eq!(created["body"], "<p class=\"no-margin\">Some text.</p>");
    assert_eq!(created["statistics"]["type"], "article_statistics");
    let path = format!("/articles/{}", created["id"].as_str().unwrap());
    assert_eq!(client.get(&path).expect(200).body, created);
    let updated = client.put(&path, &json!({"title": "Locks", "state": "published"})).expect(200).body;
    assert_eq!((&updated["title"], &updated["body"]), (&json!("Locks"), &created["body"]));
    assert!(updated["url"].as_str().unwrap().ends_with("-locks"), "{}", updated["url"]);
    let deleted = client.delete(&path).expect(200).body;
    assert_eq!(deleted, json!({"id": created["id"], "object": "article", "deleted": true}));
    client.get(&path).expect_error(404, "not_found");
    client.put(&path, &json!({"title": "Ghost"})).expect_error(404, "not_found");
}

#[test]
fn an_article_needs_a_state_that_is_one_and_an_author_who_is_an_admin() {
    let client = Client::empty();
    let lost = json!({"title": "Lost", "author_id": AUTHOR, "state": "lost"});
    client.post("/articles", &lost).expect_error(400, "parameter_invalid");
    client.post("/articles", &json!({"title": "Nobody's"})).expect_error(400, "parameter_not_found");
    client.post("/articles", &json!({"title": "A ghost's", "author_id": 1})).expect_error(400, "parameter_invalid");
}

#[test]
fn articles_are_paged_by_number_with_a_url_to_the_next_page_and_without_statistics() {
    let client = Client::empty();
    let before = client.get("/articles").expect(200).ids().len();
    for number in before..30 {
        client.create("/articles", &article(&format!("Number {number}")));
    }
    let first = client.get("/articles").expect(200);
    assert_eq!((first.ids().len(), &first.body["pages"]["total_pages"]), (25, &json!(2)));
    assert_eq!(first.body["pages"]["next"], "https://api.intercom.io/articles?per_page=25&page=2");
    assert!(first.body["data"][0].get("statistics").is_none());
    let second = client.get("/articles?per_page=25&page=2").expect(200);
    assert_eq!((second.ids().len(), &second.body["pages"]["next"]), (5, &Value::Null));
}

#[test]
fn translations_are_spelled_out_beside_the_default_locale() {
    let client = Client::empty();
    let mut body = article("Thanks");
    assert!(client.post("/articles", &body).body.get("translated_content").is_none());
    body["translated_content"] = json!({"fr": {"title": "Merci", "author_id": AUTHOR, "state": "published"}});
    let created = client.post("/articles", &body).expect(200).body;
    assert_eq!(created["default_locale"], "en");
    let contents = &created["translated_content"];
    assert_eq!(contents["type"], "article_translated_content");
    assert_eq!((&contents["en"]["title"], &contents["fr"]["title"]), (&json!("Thanks"), &json!("Merci")));
    assert_eq!(contents["en"]["url"], Value::Null);
    assert!(contents["fr"]["url"].as_str().unwrap().contains("/fr/articles/"));
}

#[test]
fn the_parents_of_an_article_are_many_since_2_16() {
    let mut client = Client::empty();
    let collection: u64 = client.create("/help_center/collections", &json!({"name": "Doors"})).parse().unwrap();
    let mut body = article("Keys");
    body["parent_id"] = collection.into();
    let created = client.post("/articles", &body).expect(200).body;
    assert_eq!(created["parent_id"], collection);
    assert_eq!(created["parent_type"], "collection");
    let path = format!("/articles/{}", created["id"].as_str().unwrap());
    client.set_version("2.16");
    let newer = client.get(&path).expect(200).body;
    assert!(newer.get("parent_id").is_none());
    assert_eq!(newer["parent_ids"], json!([collection]));
    client.put(&path, &json!({"parent_id": "1"})).expect_error(400, "parameter_invalid");
}

#[test]
fn a_search_finds_words_and_shows_where_they_are() {
    let client = Client::empty();
    let body =
        json!({"title": "Blue doors", "body": "<p>A door is blue.</p>", "author_id": AUTHOR, "state": "published"});
    let id = client.create("/articles", &body);
    client.create("/articles", &article("Green doors"));
    let count = |phrase: &str| {
        let found = client.get(&format!("/articles/search?phrase={phrase}")).expect(200);
        found.body["total_count"].clone()
    };
    assert_eq!([count("BLUE+door"), count("blue+cats")], [json!(1), json!(0)], "every word has to be there");
    let found = client.get("/articles/search?phrase=blue&highlight=true").expect(200).body;
    assert_eq!(found["data"]["articles"][0]["id"], *id);
    let highlights = &found["data"]["highlights"][0];
    assert_eq!(highlights["article_id"], *id);
    let title = json!([{"type": "highlight", "text": "Blue"}, {"type": "plain", "text": " doors"}]);
    assert_eq!(highlights["highlighted_title"], title);
    assert_eq!(highlights["highlighted_summary"][0][1]["text"], "blue");
    let plain = client.get("/articles/search?phrase=blue").expect(200).body;
    assert_eq!(plain["data"]["highlights"], json!([]));
}

#[test]
fn a_search_can_be_narrowed_to_a_state_and_a_help_center() {
    let client = Client::empty();
    client.create("/articles", &article("Zebra"));
    let count = |query: &str| client.get(&format!("/articles/search?{query}")).expect(200).body["total_count"].clone();
    assert_eq!([count("phrase=zebra&state=published"), count("phrase=zebra&state=draft")], [json!(0), json!(1)]);
    assert_eq!(count("phrase=zebra&help_center_id=79"), 0, "it stands in no collection");
    assert_ne!(count("help_center_id=79"), 0);
    client.get("/articles/search?state=lost").expect_error(400, "parameter_invalid");
}

#[test]
fn a_draft_waits_beside_the_live_article_until_it_is_published() {
    let client = in_2_16();
    let mut body = article("Old");
    body["state"] = "published".into();
    let path = format!("/articles/{}", client.create("/articles", &body));
    client.get(&format!("{path}/draft")).expect_error(404, "not_found");
    client.post(&format!("{path}/draft/publish"), &json!({})).expect_error(422, "parameter_invalid");
    let staged = client.put(&format!("{path}/draft"), &json!({"title": "New"})).expect(200).body;
    assert_eq!((&staged["title"], &staged["has_unpublished_changes"]), (&json!("New"), &json!(true)));
    let live = client.get(&path).expect(200).body;
    assert_eq!((&live["title"], &live["has_unpublished_changes"]), (&json!("Old"), &json!(true)));
    let published = client.post(&format!("{path}/draft/publish"), &json!({})).expect(200).body;
    assert_eq!((&published["title"], &published["has_unpublished_changes"]), (&json!("New"), &json!(false)));
    assert_eq!(published["draft_updated_at"], Value::Null);
}

#[test]
fn a_draft_can_be_published_in_some_locales_only() {
    let client = in_2_16();
    let mut body = article("Old");
    body["state"] = "published".into();
    body["translated_content"] = json!({"fr": {"title": "Vieux", "author_id": AUTHOR, "state": "published"}});
    let path = format!("/articles/{}", client.create("/articles", &body));
    let change = json!({"title": "New", "translated_content": {"fr": {"title": "Neuf"}}});
    client.put(&format!("{path}/draft"), &change).expect(200);
    let publish = format!("{path}/draft/publish");
    client.post(&publish, &json!({"locales": ["de"]})).expect_error(422, "parameter_invalid");
    let published = client.post(&publish, &json!({"locales": ["fr"]})).expect(200).body;
    assert_eq!((&published["title"], &published["translated_content"]["fr"]["title"]), (&json!("Old"), &json!("Neuf")));
}

#[test]
fn a_publication_that_is_refused_leaves_no_draft_behind() {
    let client = in_2_16();
    let path = format!("/articles/{}", client.create("/articles", &article("Old")));
    let publish = |body: &Value| client.post(&format!("{path}/draft/publish"), body);
    publish(&json!({"locales": ["de"]})).expect_error(422, "parameter_invalid");
    client.put(&path, &json!({"title": "New"})).expect(200);
    assert_eq!(publish(&json!({})).expect(200).body["title"], "New");
}

#[test]
fn every_change_leaves_a_version() {
    let client = in_2_16();
    let id = client.create("/articles", &article("First"));
    client.put(&format!("/articles/{id}"), &json!({"title": "Second"})).expect(200);
    let list = client.get(&format!("/articles/{id}/versions")).expect(200);
    let ids = list.ids();
    assert_eq!(ids.len(), 2);
    let newest = &list.body["data"][0];
    assert_eq!((&newest["title"], &newest["from_version_id"]), (&json!("Second"), &json!(ids[1])));
    assert!(newest.get("body").is_none(), "a list is a summary");
    let version = client.get(&format!("/articles/{id}/versions/{}", ids[1])).expect(200).body;
    assert_eq!((&version["title"], &version["article_id"]), (&json!("First"), &json!(id)));
    assert!(version["body"].is_string());
    client.get(&format!("/articles/{id}/versions?locale=fr")).expect_error(400, "parameter_invalid");
    client.get(&format!("/articles/{id}/versions/1")).expect_error(404, "not_found");
}

#[test]
fn a_schedule_is_written_as_a_date_and_read_as_a_number() {
    let client = in_2_16();
    let mut body = article("Later");
    body["scheduled_publish_at"] = "2033-05-18T03:33:20Z".into();
    assert_eq!(client.post("/articles", &body).expect(200).body["scheduled_publish_at"], 2_000_000_000);
    body["scheduled_publish_at"] = "tomorrow".into();
    client.post("/articles", &body).expect_error(400, "parameter_invalid");
}

#[test]
fn an_article_is_published_and_withdrawn_when_its_time_has_come() {
    let client = in_2_16();
    client.post("/_emulator/clock", &json!({"virtual": true, "now_ms": 1_900_000_000_000_u64})).expect(200);
    let mut body = article("Later");
    body["scheduled_publish_at"] = "2033-05-18T03:33:20Z".into();
    body["scheduled_unpublish_at"] = "2033-05-18T03:35:00Z".into();
    let path = format!("/articles/{}", client.create("/articles", &body));
    let state = || client.get(&path).expect(200).body["state"].clone();
    assert_eq!(state(), "draft");
    client.post("/_emulator/clock", &json!({"now_ms": 2_000_000_000_000_u64})).expect(200);
    assert_eq!(state(), "published");
    client.post("/_emulator/clock", &json!({"now_ms": 2_000_000_100_000_u64})).expect(200);
    assert_eq!(state(), "draft");
    assert_eq!(client.get(&path).expect(200).body["scheduled_publish_at"], Value::Null);
}
