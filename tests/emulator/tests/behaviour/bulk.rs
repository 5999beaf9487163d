use entryphone_emulator::Options;
use serde_json::{Value, json};

use crate::client::Client;

fn client() -> Client {
    let mut client = Client::with(Options { contacts: 0, companies: 0, job_seconds: 10, ..Options::default() });
    client.set_version("Preview");
    client.emulator.set_clock(1_800_000_000_000);
    client
}

fn count(client: &Client, path: &str) -> Value {
    client.get(path).expect(200).body["total_count"].clone()
}

fn find(client: &Client, job: &Value) -> Value {
    let resource = job["type"].as_str().unwrap().split('.').next().unwrap();
    client.get(&format!("/{resource}/bulk/{}", job["id"].as_str().unwrap())).expect(200).body
}

#[test]
fn contacts_are_made_when_the_job_is_done() {
    let client = client();
    let body = json!({"contacts": [
        {"role": "user", "email": "ada@example.com", "companies": [{"company_id": "c-1", "name": "Engines"}]},
        {"external_id": "grace"},
    ]});
    let job = client.post("/contacts/bulk", &body).expect(202).body;
    assert_eq!((&job["type"], &job["state"]), (&json!("contacts.bulk.job"), &json!("pending")));
    assert_eq!((&job["tasks"][0]["item_count"], &job["tasks"][0]["state"]), (&json!(2), &json!("pending")));
    assert_eq!(count(&client, "/contacts"), 0);
    client.pass_seconds(5);
    assert_eq!(find(&client, &job)["state"], "running");
    client.pass_seconds(5);
    let done = find(&client, &job);
    assert_eq!((&done["state"], &done["completed_at"]), (&json!("completed"), &json!(1_800_000_010)));
    assert_eq!(count(&client, "/contacts"), 2);
    let company = client.get("/companies?company_id=c-1").expect(200).body;
    let members = client.get(&format!("/companies/{}/contacts", company["id"].as_str().unwrap())).expect(200);
    assert_eq!(members.ids().len(), 1);
    let made = client.emulator.applied().iter().filter(|change| change.path == "/contacts").count();
    assert_eq!(made, 2);
}

#[test]
fn a_contact_that_is_there_already_fails_alone() {
    let client = client();
    client.create_contact("ada@example.com");
    let body = json!({"contacts": [
        {"role": "user", "email": "ada@example.com"}, {"role": "user", "email": "grace@example.com"},
    ]});
    let job = client.post("/contacts/bulk", &body).expect(202).body;
    client.pass_seconds(10);
    let done = find(&client, &job);
    assert_eq!((&done["state"], &done["tasks"][0]["state"]), (&json!("completed_with_errors"), &done["state"]));
    assert_eq!(count(&client, "/contacts"), 2);
}

#[test]
fn a_job_takes_more_items_until_it_is_done() {
    let client = client();
    let job = client.post("/companies/bulk", &json!({"companies": [{"company_id": "a"}]})).expect(202).body;
    client.pass_seconds(6);
    let more = json!({"companies": [{"company_id": "b"}, {"company_id": "c"}], "job": {"id": job["id"]}});
    let grown = client.post("/companies/bulk", &more).expect(202).body;
    assert_eq!((&grown["id"], grown["tasks"].as_array().unwrap().len()), (&job["id"], 2));
    client.pass_seconds(4);
    let half = find(&client, &job);
    assert_eq!((&half["state"], &half["tasks"][0]["state"]), (&json!("running"), &json!("completed")));
    client.pass_seconds(6);
    assert_eq!(find(&client, &job)["state"], "completed");
    assert_eq!(count(&client, "/companies"), 3);
    client.post("/companies/bulk", &more).expect_error(422, "parameter_invalid");
    let unknown = json!({"companies": [{"company_id": "b"}], "job": {"id": "1"}});
    client.post("/companies/bulk", &unknown).expect_error(404, "job_not_found");
}

#[test]
fn objects_are_changed_and_deleted_by_their_ids() {
    let client = client();
    let contact = client.create_contact("ada@example.com");
    let company = client.create("/companies", &json!({"company_id": "a"}));
    client.put("/contacts/bulk", &json!({"contacts": [{"id": contact, "name": "Ada"}]})).expect(202);
    client.put("/companies/bulk", &json!({"companies": [{"id": company, "name": "Engines"}]})).expect(202);
    client.pass_seconds(10);
    assert_eq!(client.get(&format!("/contacts/{contact}")).expect(200).body["name"], "Ada");
    assert_eq!(client.get(&format!("/companies/{company}")).expect(200).body["name"], "Engines");
    client.post("/contacts/bulk/delete", &json!({"contacts": [{"id": contact}, {"id": "nobody"}]})).expect(202);
    client.post("/companies/bulk/delete", &json!({"companies": [{"id": company}]})).expect(202);
    client.pass_seconds(10);
    assert_eq!((count(&client, "/contacts"), count(&client, "/companies")), (json!(0), json!(0)));
}

#[test]
fn an_id_leads_to_no_other_path() {
    let client = client();
    let contact = client.create_contact("ada@example.com");
    let company = client.create("/companies", &json!({"company_id": "a"}));
    let of_contact = format!("/contacts/{contact}/companies");
    client.post(&of_contact, &json!({"id": company})).expect(200);
    let item = json!({"id": format!("{contact}/companies/{company}")});
    let job = client.post("/contacts/bulk/delete", &json!({"contacts": [item]})).expect(202).body;
    client.pass_seconds(10);
    assert_eq!(find(&client, &job)["state"], "completed_with_errors");
    assert_eq!(count(&client, &of_contact), 1);
}

#[test]
fn a_request_holds_between_one_and_a_hundred_items() {
    let client = client();
    for count in [0, 101] {
        let items = vec![json!({"company_id": "a"}); count];
        client.post("/companies/bulk", &json!({"companies": items})).expect_error(422, "parameter_invalid");
    }
    let items = vec![json!({"company_id": "a"}); 100];
    client.post("/companies/bulk", &json!({"companies": items})).expect(202);
}
