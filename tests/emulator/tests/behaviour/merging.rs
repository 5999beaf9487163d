use serde_json::json;

use crate::client::Client;

/// A lead and a user in an empty workspace.
fn lead_and_user(client: &Client) -> (String, String) {
    let lead = client.create(
        "/contacts",
        &json!({"role": "lead", "email": "ada@example.com", "phone": "+15550001111",
            "custom_attributes": {"plan": "free", "came_from": "a fair"}}),
    );
    let user = client.create(
        "/contacts",
        &json!({"role": "user", "email": "ada@example.com", "name": "Ada",
        "custom_attributes": {"plan": "pro"}}),
    );
    (lead, user)
}

#[test]
fn a_user_takes_over_what_a_lead_had() {
    let client = Client::empty();
    let (lead, user) = lead_and_user(&client);
    let company = client.create("/companies", &json!({"company_id": "7"}));
    let tag = client.create("/tags", &json!({"name": "VIP"}));
    client.post(&format!("/contacts/{lead}/companies"), &json!({"id": company})).expect(200);
    client.post(&format!("/contacts/{lead}/tags"), &json!({"id": tag})).expect(200);
    let note = client.create(&format!("/contacts/{lead}/notes"), &json!({"body": "Rang twice."}));
    let said = json!({"from": {"type": "lead", "id": lead}, "body": "Hello?"});
    let conversation = client.post("/conversations", &said).expect(200).body["conversation_id"].clone();
    let event = json!({"event_name": "invited", "created_at": 1_700_000_000, "id": lead});
    client.emulator.set_clock(1_700_000_100_000);
    client.post("/events", &event).expect(202);

    let merged = client.post("/contacts/merge", &json!({"from": lead, "into": user})).expect(200).body;
    assert_eq!((&merged["id"], &merged["role"]), (&json!(user), &json!("user")));
    assert_eq!((&merged["name"], &merged["phone"]), (&json!("Ada"), &json!("+15550001111")));
    assert_eq!(merged["custom_attributes"], json!({"plan": "pro", "came_from": "a fair"}));
    assert_eq!(merged["companies"]["data"][0]["id"], company);
    assert_eq!(merged["tags"]["data"][0]["id"], tag);
    assert_eq!(client.get(&format!("/notes/{note}")).expect(200).body["contact"]["id"], user);
    let conversation = client.get(&format!("/conversations/{}", conversation.as_str().unwrap())).expect(200).body;
    assert_eq!(conversation["contacts"]["contacts"][0]["id"], user);
    let events = client.get(&format!("/events?type=user&intercom_user_id={user}")).expect(200).body;
    assert_eq!(events["events"][0]["event_name"], "invited");
    assert_eq!(client.get("/contacts").body["total_count"], 1);
}

#[test]
fn a_merged_lead_is_gone_since_2_16_and_not_found_before() {
    let mut client = Client::empty();
    let (lead, user) = lead_and_user(&client);
    client.post("/contacts/merge", &json!({"from": lead, "into": user})).expect(200);
    client.get(&format!("/contacts/{lead}")).expect_error(404, "not_found");
    client.set_version("2.16");
    for path in [format!("/contacts/{lead}"), format!("/contacts/{lead}/tags"), format!("/contacts/{lead}/notes")] {
        let gone = client.get(&path).expect_error(410, "contact_merged");
        assert_eq!(gone.headers["link"], format!("</contacts/{user}>; rel=\"canonical\""), "{path}");
    }
    client.put(&format!("/contacts/{lead}"), &json!({"name": "Nobody"})).expect_error(410, "contact_merged");
}

#[test]
fn only_a_lead_is_merged_and_only_into_a_user() {
    let client = Client::empty();
    let (lead, user) = lead_and_user(&client);
    client.post("/contacts/merge", &json!({"from": user, "into": lead})).expect_error(400, "parameter_invalid");
    client.post("/contacts/merge", &json!({"from": lead, "into": lead})).expect_error(400, "parameter_invalid");
    client.post("/contacts/merge", &json!({"from": lead, "into": "0"})).expect_error(404, "not_found");
}

#[test]
fn merges_are_told_with_a_contact_and_as_a_list_that_is_paged_by_a_flat_cursor() {
    let mut client = Client::empty();
    client.set_version("2.16");
    let (first, user) = lead_and_user(&client);
    let second = client.create("/contacts", &json!({"role": "lead"}));
    for lead in [&first, &second] {
        client.post("/contacts/merge", &json!({"from": lead, "into": user})).expect(200);
    }
    assert!(client.get(&format!("/contacts/{user}")).body.get("merge_history").is_none());
    let told = client.get(&format!("/contacts/{user}?include_merge_history=true")).expect(200).body;
    assert_eq!(told["merge_history"][0]["source_contact_id"], second, "the newest first");
    let query = json!({"query": {"field": "role", "operator": "=", "value": "user"}});
    for list in [
        client.get("/contacts?include_merge_history=true"),
        client.post("/contacts/search?include_merge_history=true", &query),
    ] {
        assert_eq!(list.expect(200).body["data"][0]["merge_history"], told["merge_history"]);
    }

    let path = format!("/contacts/{user}/merge_history?per_page=1&order=asc");
    let page = client.get(&path).expect(200).body;
    assert_eq!((&page["data"][0]["source_contact_id"], &page["has_more"]), (&json!(first), &json!(true)));
    let next = client.get(&format!("{path}&cursor={}", page["next_cursor"].as_str().unwrap())).expect(200).body;
    assert_eq!((&next["data"][0]["source_contact_id"], &next["has_more"]), (&json!(second), &json!(false)));
    assert_eq!(next["data"][0]["source_contact_role"], "lead");
    assert!(next["next_cursor"].is_null());
}

#[test]
fn what_happened_to_contacts_is_listed_oldest_first_in_preview() {
    let mut client = Client::empty();
    client.set_version("Preview");
    let (lead, user) = lead_and_user(&client);
    client.post("/contacts/merge", &json!({"from": lead, "into": user})).expect(200);
    client.delete(&format!("/contacts/{user}")).expect(200);
    let list = client.get("/contacts/activities").expect(200).body;
    let types: Vec<_> = list["data"].as_array().unwrap().iter().map(|activity| &activity["event_type"]).collect();
    assert_eq!(types, ["contact.created", "contact.created", "contact.merged", "contact.deleted"]);
    assert_eq!(
        (&list["data"][2]["merge_source_id"], &list["data"][2]["merge_target_id"]),
        (&json!(lead), &json!(user))
    );
}

#[test]
fn a_blocked_contact_is_hidden() {
    let client = Client::empty();
    let id = client.create_contact("ada@example.com");
    let blocked = client.post(&format!("/contacts/{id}/block"), &json!({})).expect(200).body;
    assert_eq!(blocked, json!({"type": "contact", "id": id, "external_id": null, "blocked": true}));
    assert_eq!(client.get("/contacts").body["total_count"], 0);
    client.get(&format!("/contacts/{id}")).expect(200);
}
