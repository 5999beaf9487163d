use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn a_tag_can_be_created_found_listed_renamed_and_deleted() {
    let client = Client::empty();
    let before = client.get("/tags").expect(200).ids().len();
    let created = client.post("/tags", &json!({"name": "Alpha"})).expect(200).body;
    let id = created["id"].as_str().unwrap();
    assert_eq!(created, json!({"type": "tag", "id": id, "name": "Alpha"}));
    let path = format!("/tags/{id}");
    assert_eq!(client.get(&path).expect(200).body, created);
    client.post("/tags", &json!({"id": id, "name": "Omega"})).expect(200);
    let list = client.get("/tags").expect(200).body;
    assert_eq!(list["data"].as_array().unwrap().last().unwrap()["name"], "Omega");
    let deleted = client.delete(&path).expect(200);
    assert_eq!(deleted.text, "");
    client.get(&path).expect_error(404, "not_found");
    client.delete(&path).expect_error(404, "not_found");
    assert_eq!(client.get("/tags").ids().len(), before);
}

#[test]
fn the_same_name_is_the_same_tag() {
    let client = Client::empty();
    let tag = json!({"name": "Alpha"});
    assert_eq!(client.create("/tags", &tag), client.create("/tags", &tag));
}

#[test]
fn creating_a_tag_tells_what_was_tagged_since_2_16() {
    let mut client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    client.set_version("2.16");
    let tag = client.post("/tags", &json!({"name": "Alpha", "users": [{"id": contact}]})).expect(200).body;
    assert_eq!(tag["users"], json!([{"id": contact, "tagged": true}]));
    assert_eq!(tag["companies"], Value::Null);
}

#[test]
fn a_tag_needs_a_name_and_known_members() {
    let client = Client::empty();
    client.post("/tags", &json!({"test": "invalid"})).expect_error(400, "parameter_invalid");
    client.post("/tags", &json!({"name": 7})).expect_error(422, "parameter_invalid");
    let body = json!({"name": "A", "companies": [{"company_id": "123"}]});
    client.post("/tags", &body).expect_error(404, "company_not_found");
    client.post("/tags", &json!({"name": "A", "users": [{"id": "123"}]})).expect_error(404, "not_found");
    client.post("/tags", &json!({"name": "A", "id": "123"})).expect_error(404, "not_found");
    assert_eq!(client.emulator.applied(), []);
}

#[test]
fn a_contact_is_tagged_and_untagged() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let path = format!("/contacts/{}/tags", client.create_contact("ada@example.com"));
    let tag = client.create("/tags", &json!({"name": "Alpha"}));
    let expected = json!({"type": "tag", "id": tag, "name": "Alpha", "applied_at": 1_700_000_000,
        "applied_by": {"type": "admin", "id": "991267466"}});
    assert_eq!(client.post(&path, &json!({"id": tag})).expect(200).body, expected);
    client.emulator.advance_clock(60_000);
    client.post(&path, &json!({"id": tag.parse::<u64>().unwrap()})).expect(200);
    assert_eq!(client.get(&path).expect(200).body, json!({"type": "list", "data": [expected]}));
    assert_eq!(client.delete(&format!("{path}/{tag}")).expect(200).body, expected);
    assert_eq!(client.get(&path).body["data"], json!([]));
    client.delete(&format!("{path}/{tag}")).expect_error(404, "not_found");
}

#[test]
fn tagging_needs_a_contact_and_a_tag() {
    let client = Client::empty();
    let tag = client.create("/tags", &json!({"name": "Alpha"}));
    let path = format!("/contacts/{}/tags", client.create_contact("ada@example.com"));
    let nobody = client.post("/contacts/0/tags", &json!({"id": tag})).expect_error(404, "not_found");
    assert_eq!(nobody.body["errors"][0]["message"], "User Not Found");
    let nothing = client.post(&path, &json!({"id": "123"})).expect_error(404, "not_found");
    assert_eq!(nothing.body["errors"][0]["message"], "Resource Not Found");
    client.post(&path, &json!({})).expect_error(400, "parameter_not_found");
    client.get("/contacts/0/tags").expect_error(404, "not_found");
}

#[test]
fn deleting_a_tag_takes_it_from_its_contacts() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let tag = client.create("/tags", &json!({"name": "Alpha", "users": [{"id": contact}]}));
    let tags = |client: &Client| client.get(&format!("/contacts/{contact}")).body["tags"]["total_count"].clone();
    assert_eq!(tags(&client), 1);
    client.delete(&format!("/tags/{tag}")).expect(200);
    assert_eq!(tags(&client), 0);
}

#[test]
fn companies_are_tagged_and_untagged_by_creating_the_tag() {
    let client = Client::empty();
    let company = client.create("/companies", &json!({"company_id": "7", "name": "Seven"}));
    let tags = |client: &Client| -> Value { client.get(&format!("/companies/{company}")).body["tags"].clone() };
    let tag = client.create("/tags", &json!({"name": "Alpha", "companies": [{"company_id": "7"}]}));
    let alpha = json!({"type": "tag", "id": tag, "name": "Alpha"});
    assert_eq!(tags(&client), json!({"type": "tag.list", "tags": [alpha]}));
    client.create("/tags", &json!({"name": "Alpha", "companies": [{"id": company, "untag": true}]}));
    assert_eq!(tags(&client), json!({"type": "tag.list", "tags": []}));
}

#[test]
fn content_is_tagged_since_2_16_and_loses_a_tag_that_is_deleted() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let tag = client.create("/tags", &json!({"name": "Stripes"}));
    let snippet = client.post("/content_snippets", &json!({"title": "Hours"})).expect(201).body["id"].clone();
    let author = 991_267_466;
    let article = client.create("/articles", &json!({"title": "Zebra", "author_id": author}));
    let internal = json!({"title": "Zebra", "author_id": author, "owner_id": author});
    let internal = client.create("/internal_articles", &internal);
    for path in [
        format!("/articles/{article}"),
        format!("/internal_articles/{internal}"),
        format!("/content_snippets/{}", snippet.as_str().unwrap()),
    ] {
        let tags = format!("{path}/tags");
        let applied = client.post(&tags, &json!({"id": tag})).expect(200).body;
        assert_eq!((&applied["name"], &applied["applied_by"]["type"]), (&json!("Stripes"), &json!("admin")), "{path}");
        assert_eq!(client.delete(&format!("{tags}/{tag}")).expect(200).body, applied, "{path}");
        client.delete(&format!("{tags}/{tag}")).expect_error(404, "not_found");
        client.post(&tags, &json!({"id": "1"})).expect_error(404, "not_found");
        client.post(&tags, &json!({"id": tag})).expect(200);
    }
    client.post("/articles/1/tags", &json!({"id": tag})).expect_error(404, "not_found");
    client.set_version("Preview");
    let shown = |path: &str| client.get(path).expect(200).body["tags"]["tags"].as_array().unwrap().len();
    let shown = || [shown(&format!("/articles/{article}")), shown(&format!("/internal_articles/{internal}"))];
    assert_eq!(shown(), [1, 1]);
    client.delete(&format!("/tags/{tag}")).expect(200);
    assert_eq!(shown(), [0, 0]);
}

#[test]
fn an_article_with_the_number_of_a_tag_takes_no_tag_of_others_along() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let tag = client.get("/tags").expect(200).ids()[0].to_owned();
    let article = |title: &str| client.create("/articles", &json!({"title": title, "author_id": 991_267_466}));
    let tagged = article("Zebra");
    client.post(&format!("/articles/{tagged}/tags"), &json!({"id": tag})).expect(200);
    let twin = (0..100).map(|_| article("Filler")).find(|id| *id == tag).unwrap();
    client.delete(&format!("/articles/{twin}")).expect(200);
    client.set_version("Preview");
    let tags = &client.get(&format!("/articles/{tagged}")).expect(200).body["tags"]["tags"];
    assert_eq!(tags[0]["id"], *tag);
}
