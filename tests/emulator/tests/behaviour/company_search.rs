use serde_json::{Value, json};

use crate::client::Client;

/// Three companies with a user each, a minute apart, and one without users.
fn workspace() -> Client {
    let mut client = Client::empty();
    client.set_version("Preview");
    for (number, body) in [
        json!({"company_id": "looms", "name": "Łódź Looms", "monthly_spend": 10, "custom_attributes": {"seats": 3}}),
        json!({"company_id": "engines", "name": "Analytical Engines", "monthly_spend": 20}),
        json!({"company_id": "bakery", "name": "Bletchley Bakery", "update_last_request_at": true}),
        json!({"company_id": "empty", "name": "Nobody & Sons"}),
    ]
    .into_iter()
    .enumerate()
    {
        client.emulator.set_clock(1_700_000_000_000 + u64::try_from(number).unwrap() * 60_000);
        let company = client.create("/companies", &body);
        if body["company_id"] != "empty" {
            let contact = client.create_contact(&format!("{number}@example.com"));
            client.post(&format!("/contacts/{contact}/companies"), &json!({"id": company})).expect(200);
        }
    }
    client
}

fn found(client: &Client, body: &Value) -> Vec<String> {
    let list = client.post("/companies/search", body).expect(200).body;
    assert_eq!(list["type"], "list");
    let companies = list["data"].as_array().unwrap();
    companies.iter().map(|company| company["company_id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn companies_that_have_users_are_found_by_every_kind_of_field() {
    let client = workspace();
    client.post("/tags", &json!({"name": "VIP", "companies": [{"company_id": "bakery"}]})).expect(200);
    for (field, operator, value, expected) in [
        ("company_id", "IN", json!(["looms", "empty"]), vec!["looms"]),
        ("name", "~", json!("ENGINE"), vec!["engines"]),
        ("monthly_spend", ">", json!(10), vec!["engines"]),
        ("user_count", "=", json!(1), vec!["bakery", "engines", "looms"]),
        ("created_at", "<", json!(1_700_000_060), vec!["looms"]),
        ("last_request_at", ">", json!(1), vec!["bakery"]),
        ("tag_id", "=", json!("80"), vec!["bakery"]),
        ("custom_attributes.seats", "=", json!(3), vec!["looms"]),
    ] {
        let query = json!({"query": {"field": field, "operator": operator, "value": value}});
        assert_eq!(found(&client, &query), expected, "{query}");
    }
    for (field, operator) in [("plan.name", "="), ("created_at", "IN"), ("monthly_spend", ">=")] {
        let query = json!({"query": {"field": field, "operator": operator, "value": "1"}});
        client.post("/companies/search", &query).expect_error(400, "parameter_invalid");
    }
}

#[test]
fn found_companies_are_sorted_and_walked_by_the_cursor_of_the_body() {
    let client = workspace();
    let all = json!({"field": "created_at", "operator": ">", "value": 1});
    let mut body =
        json!({"query": all, "sort": {"field": "name", "order": "ascending"}, "pagination": {"per_page": 2}});
    assert_eq!(found(&client, &body), ["engines", "bakery"]);
    let first = client.post("/companies/search", &body).expect(200).body;
    body["pagination"]["starting_after"] = first["pages"]["next"]["starting_after"].clone();
    assert_eq!(found(&client, &body), ["looms"]);
    for (sort, code) in
        [(json!({"field": "name", "order": "up"}), "invalid_sort_order"), (json!({"field": "plan"}), "invalid_field")]
    {
        client.post("/companies/search", &json!({"query": all, "sort": sort})).expect_error(400, code);
    }
}
