use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn a_company_has_the_shape_of_the_wire() {
    let client = Client::empty();
    client.emulator.set_clock(1_734_537_334_000);
    let body = json!({"company_id": "remote", "name": "my company", "remote_created_at": 1_374_138_000});
    let company = client.post("/companies", &body).expect(200).body;
    assert_eq!(
        company,
        json!({"type": "company", "company_id": "remote", "id": company["id"], "app_id": "emulator",
            "name": "my company", "remote_created_at": 1_374_138_000, "created_at": 1_734_537_334,
            "updated_at": 1_734_537_334, "monthly_spend": 0, "session_count": 0, "user_count": 0,
            "tags": {"type": "tag.list", "tags": []}, "segments": {"type": "segment.list", "segments": []},
            "plan": {}, "custom_attributes": {}})
    );
}

#[test]
fn the_same_company_id_updates_the_same_company() {
    let client = Client::empty();
    let first = json!({"company_id": "7", "name": "Old", "custom_attributes": {"a": 1}});
    let id = client.create("/companies", &first);
    let second = json!({"company_id": "7", "name": "New", "plan": "Pro", "custom_attributes": {"b": true}});
    let updated = client.post("/companies", &second).expect(200).body;
    assert_eq!((&updated["id"], &updated["name"]), (&json!(id), &json!("New")));
    assert_eq!(updated["custom_attributes"], json!({"a": 1, "b": true}));
    assert_eq!((&updated["plan"]["type"], &updated["plan"]["name"]), (&json!("plan"), &json!("Pro")));
    assert_eq!(client.get("/companies").body["total_count"], 1);
}

#[test]
fn an_update_moves_updated_at() {
    let client = Client::empty();
    client.emulator.set_clock(1_700_000_000_000);
    let id = client.create("/companies", &json!({"company_id": "7"}));
    client.emulator.advance_clock(5_000);
    let company = client.put(&format!("/companies/{id}"), &json!({"name": "Seven"})).expect(200).body;
    assert_eq!((&company["created_at"], &company["updated_at"]), (&json!(1_700_000_000), &json!(1_700_000_005)));
}

#[test]
fn companies_are_listed_newest_first_or_oldest_first() {
    let client = Client::empty();
    let first = client.create("/companies", &json!({"company_id": "1"}));
    let second = client.create("/companies", &json!({"company_id": "2"}));
    let list = |query: &str| client.send("POST", &format!("/companies/list{query}"), "").expect(200);
    assert_eq!(list("").ids(), [&*second, &*first]);
    assert_eq!(list("?order=desc").ids(), [&*second, &*first]);
    assert_eq!(list("?order=asc").ids(), [&*first, &*second]);
    client.send("POST", "/companies/list?order=up", "").expect_error(400, "parameter_invalid");
}

#[test]
fn a_deleted_company_leaves_its_contacts() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let company = client.create("/companies", &json!({"company_id": "7"}));
    client.post(&format!("/contacts/{contact}/companies"), &json!({"id": company})).expect(200);
    client.delete(&format!("/companies/{company}")).expect(200);
    assert_eq!(client.get(&format!("/contacts/{contact}")).body["companies"]["total_count"], 0);
}

#[test]
fn a_contact_belongs_to_a_thousand_companies_at_most() {
    let mut client = Client::empty();
    client.emulator.set_clock(1_734_537_334_000);
    client.set_version("Preview");
    let companies: Vec<_> = (0..1000).map(|number| json!({"company_id": number.to_string()})).collect();
    let contact = json!({"role": "user", "email": "ada@example.com", "companies": companies});
    client.post("/contacts/bulk", &json!({"contacts": [contact]})).expect(202);
    client.pass_seconds(2);
    let path = format!("/contacts/{}/companies", client.get("/contacts").ids()[0]);
    assert_eq!(client.get(&path).expect(200).body["total_count"], 1000);
    let body = json!({"id": client.create("/companies", &json!({"company_id": "one more"}))});
    client.post(&path, &body).expect_error(400, "contact_company_limit_exceeded");
}

#[test]
fn a_company_can_be_found_updated_and_deleted() {
    let client = Client::empty();
    let id = client.create("/companies", &json!({"company_id": "7", "name": "Seven"}));
    let path = format!("/companies/{id}");
    client.put(&path, &json!({"website": "https://seven.example", "size": 7})).expect(200);
    let found = client.get(&path).expect(200).body;
    assert_eq!((&found["website"], &found["size"]), (&json!("https://seven.example"), &json!(7)));
    assert_eq!(client.delete(&path).expect(200).body, json!({"id": id, "object": "company", "deleted": true}));
    client.get(&path).expect_error(404, "company_not_found");
    client.put(&path, &json!({})).expect_error(404, "company_not_found");
    client.delete(&path).expect_error(404, "company_not_found");
}

#[test]
fn a_company_is_retrieved_by_its_company_id_or_name() {
    let client = Client::empty();
    let id = client.create("/companies", &json!({"company_id": "a&b", "name": "Seven Sons"}));
    client.create("/companies", &json!({"company_id": "8", "name": "Eight"}));
    assert_eq!(client.get("/companies?company_id=a%26b").expect(200).body["id"], id);
    assert_eq!(client.get("/companies?name=Seven%20Sons").expect(200).body["id"], id);
    client.get("/companies?company_id=9").expect_error(404, "company_not_found");
    let list = client.get("/companies").expect(200).body;
    assert_eq!((&list["type"], &list["total_count"]), (&json!("list"), &json!(2)));
    assert_eq!(list["pages"], json!({"type": "pages", "next": null, "page": 1, "per_page": 15, "total_pages": 1}));
}

#[test]
fn unknown_and_mistyped_fields_are_refused() {
    let client = Client::empty();
    let refused = client.post("/companies", &json!({"test": "invalid"})).expect_error(400, "bad_request");
    assert_eq!(refused.body["errors"][0]["message"], "bad 'test' parameter");
    client.post("/companies", &json!({"name": "No id"})).expect_error(400, "parameter_not_found");
    client.post("/companies", &json!({"company_id": 7})).expect_error(422, "parameter_invalid");
    let path = format!("/companies/{}", client.create("/companies", &json!({"company_id": "7"})));
    client.put(&path, &json!({"company_id": "8"})).expect_error(400, "bad_request");
    client.put(&path, &json!({"size": "big"})).expect_error(422, "parameter_invalid");
}

#[test]
fn a_contact_is_attached_and_detached() {
    let client = Client::empty();
    let contact = client.create_contact("ada@example.com");
    let company = client.create("/companies", &json!({"company_id": "7"}));
    let (of_contact, of_company) = (format!("/contacts/{contact}/companies"), format!("/companies/{company}/contacts"));
    let attached = client.post(&of_contact, &json!({"id": company})).expect(200).body;
    assert_eq!((&attached["id"], &attached["user_count"]), (&json!(company), &json!(1)));
    let companies = client.get(&of_contact).expect(200);
    assert_eq!(companies.ids(), [company.as_str()]);
    assert_eq!(
        companies.body["pages"],
        json!({"type": "pages", "next": null, "page": 1, "per_page": 50, "total_pages": 1})
    );
    let contacts = client.get(&of_company).expect(200);
    assert_eq!(contacts.ids(), [contact.as_str()]);
    assert_eq!(contacts.body["pages"], json!({"type": "pages", "page": 1, "per_page": 50, "total_pages": 1}));
    let detached = client.delete(&format!("{of_contact}/{company}")).expect(200).body;
    assert_eq!(detached["user_count"], 0);
    assert_eq!(client.get(&of_company).body["total_count"], 0);
    client.delete(&format!("{of_contact}/{company}")).expect_error(404, "company_not_found");
}

#[test]
fn attaching_needs_a_contact_and_a_company() {
    let client = Client::empty();
    let path = format!("/contacts/{}/companies", client.create_contact("ada@example.com"));
    let company = client.create("/companies", &json!({"company_id": "7"}));
    client.post(&path, &Value::Null).expect_error(400, "parameter_not_found");
    client.post(&path, &json!({"id": "123"})).expect_error(404, "company_not_found");
    client.post("/contacts/0/companies", &json!({"id": company})).expect_error(404, "not_found");
    client.get("/companies/0/contacts").expect_error(404, "company_not_found");
    client.get("/contacts/0/companies").expect_error(404, "not_found");
}

#[test]
fn attached_contacts_are_walked_by_cursor() {
    let client = Client::empty();
    let company = client.create("/companies", &json!({"company_id": "7"}));
    for number in 0..5 {
        let contact = client.create_contact(&format!("c{number}@example.com"));
        client.post(&format!("/contacts/{contact}/companies"), &json!({"id": company})).expect(200);
    }
    let path = format!("/companies/{company}/contacts?per_page=3");
    let first = client.get(&path).expect(200);
    let next = first.body["pages"]["next"]["starting_after"].as_str().unwrap().replace('=', "%3D");
    let second = client.get(&format!("{path}&starting_after={next}")).expect(200);
    assert_eq!((first.ids().len(), second.ids().len()), (3, 2));
    assert!(second.ids().iter().all(|id| !first.ids().contains(id)));
}
