use entryphone_emulator::Options;
use serde_json::{Value, json};

use crate::client::Client;

/// Every field the real API shows of a contact that has nothing but an email address.
const FIELDS: [&str; 53] = [
    "android_app_name",
    "android_app_version",
    "android_device",
    "android_last_seen_at",
    "android_os_version",
    "android_sdk_version",
    "avatar",
    "browser",
    "browser_language",
    "browser_version",
    "companies",
    "created_at",
    "custom_attributes",
    "email",
    "enabled_push_messaging",
    "external_id",
    "has_hard_bounced",
    "id",
    "ios_app_name",
    "ios_app_version",
    "ios_device",
    "ios_last_seen_at",
    "ios_os_version",
    "ios_sdk_version",
    "language_override",
    "last_contacted_at",
    "last_email_clicked_at",
    "last_email_opened_at",
    "last_replied_at",
    "last_seen_at",
    "location",
    "marked_email_as_spam",
    "name",
    "notes",
    "opted_in_subscription_types",
    "opted_out_subscription_types",
    "os",
    "owner_id",
    "phone",
    "referrer",
    "role",
    "signed_up_at",
    "social_profiles",
    "tags",
    "type",
    "unsubscribed_from_emails",
    "updated_at",
    "utm_campaign",
    "utm_content",
    "utm_medium",
    "utm_source",
    "utm_term",
    "workspace_id",
];

#[test]
fn a_new_contact_has_every_field_of_the_wire() {
    let client = Client::empty();
    client.emulator.set_clock(1_734_537_437_000);
    let contact = client.post("/contacts", &json!({"email": "joe@example.com"})).expect(200).body;
    assert_eq!(contact.as_object().unwrap().keys().collect::<Vec<_>>(), FIELDS);
    let id = contact["id"].as_str().unwrap();
    assert_eq!(contact["role"], "user");
    assert_eq!(contact["name"], Value::Null);
    assert_eq!(contact["created_at"], 1_734_537_437);
    assert_eq!(
        contact["location"],
        json!({"type": "location", "country": null, "region": null, "city": null,
        "country_code": null, "continent_code": null})
    );
    assert_eq!(
        contact["tags"],
        json!({"type": "list", "data": [], "url": format!("/contacts/{id}/tags"),
        "total_count": 0, "has_more": false})
    );
}

#[test]
fn a_contact_can_be_found_updated_and_deleted() {
    let client = Client::empty();
    let id = client.create_contact("ada@example.com");
    let path = format!("/contacts/{id}");
    client.put(&path, &json!({"name": "Ada Lovelace", "avatar": "https://example.com/a.png"})).expect(200);
    let found = client.get(&path).expect(200).body;
    assert_eq!((&found["name"], &found["email"]), (&json!("Ada Lovelace"), &json!("ada@example.com")));
    assert_eq!(found["avatar"], json!({"type": "avatar", "image_url": "https://example.com/a.png"}));
    let deleted = client.delete(&path).expect(200).body;
    assert_eq!(deleted, json!({"type": "contact", "id": id, "external_id": null, "deleted": true}));
    client.get(&path).expect_error(404, "not_found");
    client.put(&path, &json!({})).expect_error(404, "not_found");
    client.delete(&path).expect_error(404, "not_found");
}

#[test]
fn deleting_answers_with_object_until_2_9() {
    let mut client = Client::empty();
    let id = client.create_contact("ada@example.com");
    client.set_version("2.9");
    let deleted = client.delete(&format!("/contacts/{id}")).expect(200).body;
    assert_eq!(deleted, json!({"id": id, "object": "contact", "deleted": true}));
}

#[test]
fn an_update_keeps_the_custom_attributes_it_does_not_name() {
    let client = Client::empty();
    let body = json!({"email": "a@example.com", "custom_attributes": {"plan": "free", "seats": 3}});
    let path = format!("/contacts/{}", client.create("/contacts", &body));
    let updated = client.put(&path, &json!({"custom_attributes": {"plan": "pro", "score": 1.5}})).expect(200).body;
    assert_eq!(updated["custom_attributes"], json!({"plan": "pro", "seats": 3, "score": 1.5}));
}

#[test]
fn an_update_moves_updated_at_and_null_clears() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let path = format!("/contacts/{}", client.create("/contacts", &json!({"email": "a@example.com", "name": "A"})));
    client.emulator.advance_clock(5_000);
    let updated = client.put(&path, &json!({"name": null})).expect(200).body;
    assert_eq!(updated["name"], Value::Null);
    assert_eq!((&updated["created_at"], &updated["updated_at"]), (&json!(1_700_000_000), &json!(1_700_000_005)));
}

#[test]
fn an_external_id_finds_its_contact_since_2_13() {
    let mut client = Client::empty();
    let id = client.create("/contacts", &json!({"external_id": "a/b c+ü"}));
    let path = "/contacts/find_by_external_id/a%2Fb%20c+%C3%BC";
    assert_eq!(client.get(path).expect(200).body["id"], id);
    client.get("/contacts/find_by_external_id/other").expect_error(404, "not_found");
    client.set_version("2.12");
    client.get(path).expect_error(404, "not_found");
}

#[test]
fn an_external_id_is_taken_once() {
    let client = Client::empty();
    let first = client.create("/contacts", &json!({"external_id": "7"}));
    let refused = client.post("/contacts", &json!({"external_id": "7"})).expect_error(409, "conflict");
    assert!(refused.text.contains(&format!("A contact matching those details already exists with id={first}")));
    let second = client.create("/contacts", &json!({"external_id": "8"}));
    client.put(&format!("/contacts/{second}"), &json!({"external_id": "7"})).expect_error(409, "conflict");
    client.put(&format!("/contacts/{first}"), &json!({"external_id": "7"})).expect(200);
}

#[test]
fn an_email_is_taken_once_among_users_but_not_among_leads() {
    let client = Client::empty();
    client.create_contact("ada@example.com");
    client.post("/contacts", &json!({"email": "ADA@example.com"})).expect_error(409, "conflict");
    client.create("/contacts", &json!({"role": "lead", "email": "ada@example.com"}));
    client.create("/contacts", &json!({"role": "lead", "email": "ada@example.com"}));
}

#[test]
fn an_archived_contact_is_hidden_until_it_is_unarchived() {
    let client = Client::empty();
    let id = client.create("/contacts", &json!({"external_id": "7"}));
    let archived = client.post(&format!("/contacts/{id}/archive"), &json!({})).expect(200).body;
    assert_eq!(archived, json!({"type": "contact", "id": id, "external_id": "7", "archived": true}));
    assert_eq!(client.get("/contacts").body["total_count"], 0);
    client.get("/contacts/find_by_external_id/7").expect_error(404, "not_found");
    let refused = client.post("/contacts", &json!({"external_id": "7"})).expect_error(409, "conflict");
    assert!(refused.text.contains("An archived contact"));
    let restored = client.post(&format!("/contacts/{id}/unarchive"), &json!({})).expect(200).body;
    assert_eq!(restored["archived"], false);
    assert_eq!(client.get("/contacts").ids(), [id]);
}

#[test]
fn previews_hold_ten_items_and_say_that_there_are_more() {
    let client = Client::empty();
    let id = client.create_contact("ada@example.com");
    let path = format!("/contacts/{id}");
    let add = |number: usize| {
        let tag = client.create("/tags", &json!({"name": format!("tag {number}")}));
        client.post(&format!("{path}/tags"), &json!({"id": tag})).expect(200);
        client.post(&format!("{path}/notes"), &json!({"body": "hello"})).expect(200);
        let company = client.create("/companies", &json!({"company_id": number.to_string()}));
        client.post(&format!("{path}/companies"), &json!({"id": company})).expect(200);
    };
    (0..10).for_each(add);
    let contact = client.get(&path).body;
    for field in ["tags", "notes", "companies"] {
        assert_eq!(
            (&contact[field]["total_count"], &contact[field]["has_more"]),
            (&json!(10), &json!(false)),
            "{field}"
        );
    }
    add(10);
    let contact = client.get(&path).body;
    for (field, kind) in [("tags", "tag"), ("notes", "note"), ("companies", "company")] {
        let preview = &contact[field];
        assert_eq!(preview["data"].as_array().unwrap().len(), 10, "{field}");
        assert_eq!((&preview["total_count"], &preview["has_more"]), (&json!(11), &json!(true)), "{field}");
        assert_eq!(preview["url"], format!("{path}/{field}"));
        let first = &preview["data"][0];
        assert_eq!(first["type"], kind);
        assert_eq!(first["url"], format!("/{field}/{}", first["id"].as_str().unwrap()));
    }
}

#[test]
fn owner_id_is_an_integer_until_2_15_and_a_string_from_2_16_on() {
    let mut client = Client::empty();
    let id = client.create("/contacts", &json!({"email": "a@example.com", "owner_id": 991_267_466}));
    let path = format!("/contacts/{id}");
    for (version, expected) in [
        ("2.7", json!(991_267_466)),
        ("2.15", json!(991_267_466)),
        ("2.16", json!("991267466")),
        ("Preview", json!("991267466")),
    ] {
        client.set_version(version);
        assert_eq!(client.get(&path).body["owner_id"], expected, "{version}");
    }
}

#[test]
fn enabled_push_messaging_is_known_since_2_12() {
    let mut client = Client::empty();
    let path = format!("/contacts/{}", client.create_contact("ada@example.com"));
    for (version, known) in [("2.11", false), ("2.12", true)] {
        client.set_version(version);
        let contact = client.get(&path).expect(200).body;
        assert_eq!(contact.as_object().unwrap().contains_key("enabled_push_messaging"), known, "{version}");
    }
}

#[test]
fn a_contact_needs_something_to_be_known_by() {
    let client = Client::empty();
    client.post("/contacts", &json!({"name": "Nobody"})).expect_error(400, "parameter_not_found");
}

#[test]
fn a_field_of_the_wrong_type_is_named() {
    let client = Client::empty();
    for (field, value) in [
        ("email", json!(7)),
        ("external_id", json!(70)),
        ("role", json!("admin")),
        ("signed_up_at", json!("yesterday")),
        ("owner_id", json!("somebody")),
        ("unsubscribed_from_emails", json!("yes")),
        ("custom_attributes", json!([])),
    ] {
        let mut body = json!({"role": "user"});
        body[field] = value;
        let refused = client.post("/contacts", &body).expect_error(422, "parameter_invalid");
        assert_eq!(refused.body["errors"][0]["field"], field);
    }
    assert_eq!(client.get("/contacts").body["total_count"], 0);
}

#[test]
fn ids_are_24_hexadecimal_characters_and_follow_from_the_seed() {
    let ids = |seed| {
        let client = Client::with(Options { seed, ..Options::default() });
        let created = client.create_contact("new@example.com");
        let mut ids: Vec<_> = client.get("/contacts?per_page=150").ids().into_iter().map(str::to_owned).collect();
        assert_eq!(ids[0], created);
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let first = ids(5);
    assert_eq!(first.len(), 26);
    for id in &first {
        assert!(id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    }
    assert_eq!(first, ids(5));
    assert_ne!(first, ids(6));
}

#[test]
fn the_seeded_contacts_are_plausible_and_the_same_at_any_time() {
    let first = Client::new();
    first.emulator.set_clock(0);
    let contacts = first.get("/contacts?per_page=150").body;
    let second = Client::new();
    assert_eq!(contacts, second.get("/contacts?per_page=150").body);
    let contacts = contacts["data"].as_array().unwrap();
    assert!(contacts.iter().any(|contact| contact["name"] == "Ada Lovelace"));
    assert!(contacts.iter().any(|contact| !contact["name"].as_str().unwrap().is_ascii()));
    assert!(contacts.iter().any(|contact| contact["role"] == "lead"));
    assert!(contacts.iter().any(|contact| contact["tags"]["total_count"] == 1));
    assert!(contacts.iter().all(|contact| contact["companies"]["total_count"] == 1));
}
