//! Internal articles, snippets, folders, audiences, macros, imported content, and what is done with all content at once.

use serde_json::{Value, json};

use crate::client::Client;

const AUTHOR: u64 = 991_267_466;

fn client(version: &str) -> Client {
    let mut client = Client::empty();
    client.set_version(version);
    client
}

fn internal_article(title: &str) -> Value {
    json!({"title": title, "body": "Between us.", "author_id": AUTHOR, "owner_id": AUTHOR})
}

#[test]
fn an_internal_article_can_be_created_found_updated_and_deleted() {
    let client = client("2.14");
    let created = client.post("/internal_articles", &internal_article("Secrets")).expect(200).body;
    assert_eq!((&created["locale"], &created["owner_id"]), (&json!("en"), &json!(AUTHOR)));
    let path = format!("/internal_articles/{}", created["id"].as_str().unwrap());
    let updated = client.put(&path, &json!({"body": "Between nobody."})).expect(200).body;
    assert_eq!((&updated["title"], &updated["body"]), (&json!("Secrets"), &json!("Between nobody.")));
    assert_eq!(client.get(&path).expect(200).body, updated);
    assert_eq!(client.delete(&path).expect(200).body["object"], "internal_article");
    client.get(&path).expect_error(404, "not_found");
    let ownerless = json!({"title": "Secrets", "author_id": AUTHOR});
    client.post("/internal_articles", &ownerless).expect_error(400, "parameter_not_found");
}

#[test]
fn a_folder_shows_and_counts_what_it_holds() {
    let client = client("Preview");
    let folder = client.post("/folders", &json!({"folder": {"name": "Doors"}})).expect(200).body;
    let id = folder["id"].as_u64().unwrap();
    let mut article = internal_article("Keys");
    article["folder_id"] = id.into();
    let kept = client.create("/internal_articles", &article);
    client.create("/internal_articles", &internal_article("Elsewhere"));
    let found = client.get(&format!("/internal_articles/search?folder_id={id}")).expect(200).body;
    assert_eq!(found["total_count"], 1);
    assert_eq!(found["data"]["internal_articles"][0]["id"], *kept);
    assert_eq!(client.get(&format!("/folders/{id}")).expect(200).body["content_count"], 1);
    client.delete(&format!("/folders/{id}")).expect_error(422, "validation_error");
    client.delete(&format!("/internal_articles/{kept}")).expect(200);
    assert_eq!(client.delete(&format!("/folders/{id}")).expect(200).body["id"], id, "a number, as everywhere");
}

#[test]
fn folders_stand_in_each_other_but_not_in_themselves() {
    let client = client("Preview");
    let outer = client.post("/folders", &json!({"folder": {"name": "Outer"}})).expect(200).body["id"].clone();
    let inner = json!({"folder": {"name": "Inner", "parent_folder_id": outer}});
    let inner = client.post("/folders", &inner).expect(200).body["id"].clone();
    let listed = client.get(&format!("/folders?parent_folder_id={outer}")).expect(200).body;
    assert_eq!((&listed["total_count"], &listed["data"][0]["id"]), (&json!(1), &inner));
    let circle = json!({"folder": {"parent_folder_id": inner}});
    client.put(&format!("/folders/{outer}"), &circle).expect_error(400, "parameter_invalid");
}

#[test]
fn a_snippet_is_made_with_201_listed_flat_and_deleted_without_a_word() {
    let client = client("2.16");
    let body = json!({"title": "Hours", "body_markdown": "From nine.\n\nTo five.", "ai_copilot_availability": true});
    let created = client.post("/content_snippets", &body).expect(201).body;
    assert_eq!(created["json_blocks"][1]["text"], "To five.");
    assert_eq!((&created["copilot_availability"], &created["chatbot_availability"]), (&json!(1), &json!(0)));
    let list = client.get("/content_snippets?per_page=1").expect(200).body;
    assert!(list.get("pages").is_none());
    assert_eq!((&list["page"], &list["per_page"], &list["total_pages"]), (&json!(1), &json!(1), &list["total_count"]));
    let path = format!("/content_snippets/{}", created["id"].as_str().unwrap());
    assert_eq!(client.put(&path, &json!({"title": "Times"})).expect(200).body["title"], "Times");
    assert_eq!(client.delete(&path).expect(204).text, "");
    client.get(&path).expect_error(404, "content_snippet_not_found");
}

#[test]
fn a_snippet_with_a_long_title_or_an_unknown_audience_is_refused() {
    let client = client("2.16");
    client.post("/content_snippets", &json!({"title": "é".repeat(255)})).expect(201);
    client.post("/content_snippets", &json!({"title": "x".repeat(256)})).expect_error(422, "parameter_invalid");
    let stranger = json!({"title": "Hours", "audience_ids": [1]});
    client.post("/content_snippets", &stranger).expect_error(404, "parameter_invalid");
}

#[test]
fn an_audience_has_a_name_of_its_own() {
    let client = client("2.16");
    let created = client.post("/audiences", &json!({"name": "Everybody"})).expect(201).body;
    client.post("/audiences", &json!({"name": "Everybody"})).expect_error(422, "parameter_invalid");
    let path = format!("/audiences/{}", created["id"].as_str().unwrap());
    client.put(&path, &json!({"name": "Everybody"})).expect(200);
    let predicates = json!([{"attribute": "role", "type": "role", "comparison": "eq", "value": "lead_role"}]);
    assert_eq!(client.put(&path, &json!({"predicates": predicates})).expect(200).body["predicates"], predicates);
    client.delete(&path).expect(204);
    client.get(&path).expect_error(404, "not_found");
}

#[test]
fn macros_are_walked_by_cursor_the_last_changed_first() {
    let client = client("2.16");
    let all = client.get("/macros").expect(200);
    assert_eq!(all.body["pages"], json!({"type": "pages", "per_page": 50, "next": null}));
    assert!(all.body.get("total_count").is_none());
    let mut walked = Vec::new();
    let mut path = "/macros?per_page=3".to_owned();
    loop {
        let page = client.get(&path).expect(200);
        walked.extend(page.ids().into_iter().map(str::to_owned));
        let Some(cursor) = page.body["pages"]["next"]["starting_after"].as_str() else { break };
        path = format!("/macros?per_page=3&starting_after={}", cursor.replace('=', "%3D").replace('+', "%2B"));
    }
    assert_eq!(walked, all.ids());
    let one = client.get(&format!("/macros/{}", walked[0])).expect(200).body;
    assert!(one["updated_at"].as_str().unwrap().ends_with('Z'), "{}", one["updated_at"]);
    assert_eq!(client.get("/macros?updated_since=1700000003").expect(200).ids(), [walked[0].as_str()]);
}

#[test]
fn an_external_page_is_updated_when_its_source_has_that_external_id() {
    let client = client("2.14");
    let source = json!({"sync_behavior": "api", "url": "https://docs.example.com/other"});
    let source = client.post("/ai/content_import_sources", &source).expect(200).body["id"].clone();
    assert!(source.is_u64());
    let page = |title: &str| json!({"title": title, "html": "<p>Hi</p>", "locale": "en", "source_id": source, "external_id": "one"});
    let created = client.post("/ai/external_pages", &page("Old")).expect(200).body;
    let updated = client.post("/ai/external_pages", &page("New")).expect(200).body;
    assert_eq!((&updated["id"], &updated["title"]), (&created["id"], &json!("New")));
    let path = format!("/ai/external_pages/{}", created["id"].as_str().unwrap());
    let deleted = client.delete(&path).expect(200).body;
    assert_eq!((&deleted["title"], &deleted["html"]), (&json!("New"), &json!("")));
    client.get(&path).expect_error(404, "not_found");
}

#[test]
fn a_deleted_source_takes_its_pages_along() {
    let client = client("2.14");
    let sources = client.get("/ai/content_import_sources").expect(200).body;
    assert_ne!(client.get("/ai/external_pages").expect(200).body["total_count"], 0);
    client.delete(&format!("/ai/content_import_sources/{}", sources["data"][0]["id"])).expect(204);
    assert_eq!(client.get("/ai/external_pages").expect(200).body["total_count"], 0);
    let page = json!({"title": "x", "html": "x", "locale": "en", "source_id": 1, "external_id": "x"});
    client.post("/ai/external_pages", &page).expect_error(404, "import_source_not_found");
}

#[test]
fn the_content_search_looks_into_every_kind() {
    let client = client("2.16");
    let article = json!({"title": "Zebra", "author_id": AUTHOR, "translated_content": {"fr": {"title": "Zèbre"}}});
    let article = client.create("/articles", &article);
    client.create("/internal_articles", &internal_article("A zebra between us"));
    client.post("/content_snippets", &json!({"title": "Zebra hours"})).expect(201);
    let found = client.get("/content/search?query=zebra").expect(200).body;
    let kinds: Vec<_> = found["data"].as_array().unwrap().iter().map(|item| &item["type"]).collect();
    assert_eq!(kinds, ["article", "internal_article", "content_snippet"]);
    assert_eq!(found["data"][0]["contents"][1]["title"], "Zèbre");
    let count = |query: &str| client.get(&format!("/content/search?{query}")).expect(200).body["total_count"].clone();
    assert_eq!(count("query=zebra&content_types=snippet,article"), 2);
    assert_eq!(count("query=zebra&states=draft"), 1);
    assert_eq!(count("query=z%C3%A8bre&locales=fr"), 1);
    assert_eq!(count("query=zebra&locales=fr"), 0, "words and locale belong together");
    let tag = client.create("/tags", &json!({"name": "Stripes"}));
    client.post(&format!("/articles/{article}/tags"), &json!({"id": tag})).expect(200);
    assert_eq!(count(&format!("query=zebra&tag_ids={tag}")), 1);
    assert_eq!(count(&format!("query=zebra&tag_ids={tag}&tag_operator=NIN")), 2);
    let long = "x".repeat(501);
    client.get(&format!("/content/search?query={long}")).expect_error(422, "validation_error");
}

#[test]
fn the_content_search_links_to_both_neighbours() {
    let client = client("2.16");
    let pages = |number: usize| {
        client.get(&format!("/content/search?per_page=3&page={number}")).expect(200).body["pages"].clone()
    };
    let url = |number: usize| json!(format!("https://api.intercom.io/content/search?per_page=3&page={number}"));
    assert_eq!((&pages(1)["prev"], &pages(1)["next"]), (&Value::Null, &url(2)));
    assert_eq!((&pages(2)["prev"], &pages(2)["next"]), (&url(1), &url(3)));
}

#[test]
fn a_bulk_action_is_accepted_and_drops_what_it_is_not_for() {
    let client = client("2.16");
    let article = client.create("/articles", &json!({"title": "Zebra", "author_id": AUTHOR}));
    let snippet = client.post("/content_snippets", &json!({"title": "Hours"})).expect(201).body["id"].clone();
    let both = json!([{"type": "article", "id": article}, {"type": "content_snippet", "id": snippet}]);
    let reply = client.post("/content/bulk_actions", &json!({"action": "publish", "content_ids": both})).expect(202);
    assert!(reply.body["status"].is_string());
    assert_eq!(client.get(&format!("/articles/{article}")).expect(200).body["state"], "published");
    let tag = client.create("/tags", &json!({"name": "Stripes"}));
    let tag: u64 = tag.parse().unwrap();
    let update = json!({"action": "update_tags", "content_ids": both, "tags": {"add_tag_ids": [tag]}});
    client.post("/content/bulk_actions", &update).expect(202);
    assert_eq!(client.get(&format!("/articles/{article}")).expect(200).body["tags"]["tags"][0]["name"], "Stripes");
    client.post("/content/bulk_actions", &json!({"action": "delete", "content_ids": both})).expect(202);
    client.get(&format!("/articles/{article}")).expect_error(404, "not_found");
}

#[test]
fn a_bulk_action_takes_a_thousand_contents_and_a_hundred_tags() {
    let client = client("2.16");
    let contents = |count: usize| vec![json!({"type": "article", "id": "1"}); count];
    let publish = |count: usize| json!({"action": "publish", "content_ids": contents(count)});
    client.post("/content/bulk_actions", &publish(1000)).expect(202);
    client.post("/content/bulk_actions", &publish(1001)).expect_error(422, "validation_error");
    let tags: Vec<_> = (0..101).collect();
    let update = json!({"action": "update_tags", "content_ids": contents(1), "tags": {"add_tag_ids": tags}});
    client.post("/content/bulk_actions", &update).expect_error(422, "validation_error");
    let unknown = json!({"action": "juggle", "content_ids": contents(1)});
    client.post("/content/bulk_actions", &unknown).expect_error(422, "validation_error");
}
