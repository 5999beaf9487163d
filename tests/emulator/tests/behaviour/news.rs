use serde_json::{Value, json};

use crate::client::Client;

const SENDER: u64 = 991_267_466;

fn newsfeed(client: &Client) -> u64 {
    client.get("/news/newsfeeds").expect(200).ids()[0].parse().unwrap()
}

#[test]
fn a_news_item_can_be_created_found_updated_and_deleted() {
    let client = Client::empty();
    let created = client.post("/news/news_items", &json!({"title": "Fire!", "sender_id": SENDER})).expect(200).body;
    assert_eq!((&created["type"], &created["state"]), (&json!("news-item"), &json!("draft")));
    let path = format!("/news/news_items/{}", created["id"].as_str().unwrap());
    let change = json!({"title": "Smoke!", "sender_id": SENDER, "reactions": ["😆", null]});
    let updated = client.put(&path, &change).expect(200).body;
    assert_eq!(updated["reactions"], json!(["😆", null]));
    assert_eq!(client.get(&path).expect(200).body, updated);
    assert_eq!(client.delete(&path).expect(200).body["object"], "news-item");
    client.get(&path).expect_error(404, "not_found");
    client.post("/news/news_items", &json!({"title": "Fire!", "sender_id": 1})).expect_error(400, "parameter_invalid");
}

#[test]
fn a_newsfeed_shows_live_items_whose_time_has_come() {
    let client = Client::empty();
    let feed = newsfeed(&client);
    let shown = || client.get(&format!("/news/newsfeeds/{feed}/items")).expect(200).body["total_count"].clone();
    let before = shown().as_u64().unwrap();
    let publish = |state: &str, published_at: Value| {
        let assignment = json!({"newsfeed_id": feed, "published_at": published_at});
        let item = json!({"title": "News", "sender_id": SENDER, "state": state, "newsfeed_assignments": [assignment]});
        client.create("/news/news_items", &item)
    };
    publish("draft", json!(1_664_638_214));
    publish("live", json!(9_999_999_999_u64));
    assert_eq!(shown(), before);
    let item = publish("live", json!(1_664_638_214));
    assert_eq!(shown(), before + 1);
    let unassigned = json!({"title": "News", "sender_id": SENDER, "newsfeed_assignments": []});
    client.put(&format!("/news/news_items/{item}"), &unassigned).expect(200);
    assert_eq!(shown(), before);
}

#[test]
fn an_item_cannot_be_assigned_to_a_newsfeed_that_is_not_there() {
    let client = Client::empty();
    let item = json!({"title": "News", "sender_id": SENDER, "newsfeed_assignments": [{"newsfeed_id": 1}]});
    client.post("/news/news_items", &item).expect_error(400, "parameter_invalid");
    client.get("/news/newsfeeds/1").expect_error(404, "not_found");
    client.get("/news/newsfeeds/1/items").expect_error(404, "not_found");
}
