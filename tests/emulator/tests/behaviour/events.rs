use serde_json::json;

use crate::client::Client;

const NOW: u64 = 1_734_537_334;

fn client_with_contact() -> (Client, String) {
    let client = Client::empty();
    client.emulator.set_clock(NOW * 1000);
    let body = json!({"role": "user", "external_id": "7", "email": "ada@example.com"});
    let id = client.create("/contacts", &body);
    (client, id)
}

#[test]
fn an_event_is_found_by_every_name_of_its_contact() {
    let (client, id) = client_with_contact();
    let event = json!({"event_name": "ordered", "created_at": NOW - 10, "user_id": "7", "metadata": {"price": 3}});
    assert_eq!(client.post("/events", &event).expect(202).text, "");
    for name in ["user_id=7".to_owned(), "email=ada@example.com".to_owned(), format!("intercom_user_id={id}")] {
        let list = client.get(&format!("/events?type=user&{name}")).expect(200).body;
        let event = &list["events"][0];
        assert_eq!((&event["type"], &event["event_name"]), (&json!("event"), &json!("ordered")), "{name}");
        assert_eq!((&event["intercom_user_id"], &event["metadata"]["price"]), (&json!(id), &json!(3)), "{name}");
    }
    client.get("/events?type=user&user_id=8").expect_error(404, "not_found");
    client.get("/events?type=company&user_id=7").expect_error(400, "parameter_invalid");
}

#[test]
fn the_same_event_at_the_same_time_is_one_event() {
    let (client, _) = client_with_contact();
    for created_at in [NOW, NOW, NOW - 1] {
        let event = json!({"event_name": "ordered", "created_at": created_at, "user_id": "7"});
        client.post("/events", &event).expect(202);
    }
    let list = client.get("/events?type=user&user_id=7").expect(200).body;
    assert_eq!(list["events"].as_array().unwrap().len(), 2);
}

#[test]
fn events_are_listed_for_ninety_days_newest_first_and_paged_by_a_link() {
    let (client, _) = client_with_contact();
    for age in [1, 2, 3, 91 * 86_400] {
        let event = json!({"event_name": format!("{age} old"), "created_at": NOW - age, "user_id": "7"});
        client.post("/events", &event).expect(202);
    }
    let page = client.get("/events?type=user&user_id=7&per_page=2").expect(200).body;
    let names = |page: &serde_json::Value| {
        let events = page["events"].as_array().unwrap().iter();
        events.map(|event| event["event_name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&page), ["1 old", "2 old"]);
    let next = page["pages"]["next"].as_str().unwrap().replace("https://api.intercom.io", "");
    let last = client.get(&next).expect(200).body;
    assert_eq!(names(&last), ["3 old"]);
    assert!(last["pages"].get("next").is_none());
}

#[test]
fn summaries_count_events_and_what_was_only_counted() {
    let (client, id) = client_with_contact();
    for age in [5, 9] {
        let event = json!({"event_name": "ordered", "created_at": NOW - age, "id": id});
        client.post("/events", &event).expect(202);
    }
    let counted = json!({"event_name": "ordered", "count": 3, "first": NOW - 100, "last": NOW - 50});
    let reply = client.post("/events/summaries", &json!({"user_id": "7", "event_summaries": counted})).expect(200);
    assert_eq!(reply.text, "");
    let list = client.get("/events?type=user&user_id=7&summary=true").expect(200).body;
    assert_eq!((&list["type"], &list["email"]), (&json!("event.summary"), &json!("ada@example.com")));
    let summary = &list["events"][0];
    assert_eq!((&summary["name"], &summary["count"]), (&json!("ordered"), &json!(5)));
    assert_eq!((&summary["first"], &summary["last"]), (&json!("2024-12-18T15:53:54Z"), &json!("2024-12-18T15:55:29Z")));
}

#[test]
fn metadata_is_flat_and_has_at_most_ten_keys() {
    let (client, _) = client_with_contact();
    let with = |metadata: serde_json::Value| {
        client.post("/events", &json!({"event_name": "e", "created_at": NOW, "user_id": "7", "metadata": metadata}))
    };
    with(json!({"link": {"url": "https://example.com", "value": "a link"}})).expect(202);
    with(json!({"nested": {"deep": {"er": 1}}})).expect_error(400, "parameter_invalid");
    let many: serde_json::Map<_, _> = (0..11).map(|key| (key.to_string(), key.into())).collect();
    with(many.into()).expect_error(400, "parameter_invalid");
}

#[test]
fn an_event_needs_a_name_a_time_and_a_contact() {
    let (client, _) = client_with_contact();
    let refused = |body: serde_json::Value| client.post("/events", &body).status;
    assert_eq!(refused(json!({"event_name": "e", "created_at": NOW, "user_id": "nobody"})), 404);
    assert_eq!(refused(json!({"event_name": "e", "created_at": NOW})), 400);
    assert!((400..423).contains(&refused(json!({"created_at": NOW, "user_id": "7"}))));
}
