use serde_json::{Value, json};

use crate::client::Client;

/// Four contacts, known by their external ids.
fn workspace() -> Client {
    let client = Client::empty();
    // Noon of four days in a row, so that a day's bounds lie between them.
    for (number, body) in [
        json!({"external_id": "ada", "name": "Ada Lovelace", "email": "ada@example.com",
            "custom_attributes": {"plan": "pro", "seats": 3, "paying": true}}),
        json!({"external_id": "grace", "name": "Grace Hopper", "email": "grace@navy.example", "owner_id": 991_267_466,
            "custom_attributes": {"plan": "free", "seats": 10, "paying": false}}),
        json!({"external_id": "kurt", "name": "Kurt Gödel", "email": "kurt@example.com", "owner_id": 991_267_467,
            "unsubscribed_from_emails": true}),
        json!({"external_id": "lead", "role": "lead", "custom_attributes": {"plan": "pro"}}),
    ]
    .into_iter()
    .enumerate()
    {
        client.emulator.set_clock(1_700_049_600_000 + u64::try_from(number).unwrap() * 86_400_000);
        client.create("/contacts", &body);
    }
    client
}

fn found(client: &Client, query: &Value) -> String {
    let reply = client.post("/contacts/search", &json!({"query": query})).expect(200);
    let mut names: Vec<_> =
        reply.body["data"].as_array().unwrap().iter().map(|contact| contact["external_id"].as_str().unwrap()).collect();
    names.sort_unstable();
    names.join(" ")
}

#[test]
fn every_operator_finds_what_it_should() {
    let client = workspace();
    for (field, operator, value, expected) in [
        ("external_id", "=", json!("ada"), "ada"),
        ("external_id", "!=", json!("ada"), "grace kurt lead"),
        ("external_id", "IN", json!(["ada", "kurt", "nobody"]), "ada kurt"),
        ("external_id", "NIN", json!(["ada", "kurt"]), "grace lead"),
        ("name", "~", json!("GÖ"), "kurt"),
        ("name", "~", json!("a"), "ada grace"),
        ("name", "!~", json!("a"), "kurt"),
        ("name", "^", json!("gra"), "grace"),
        ("name", "$", json!("per"), "grace"),
        ("name", "=", Value::Null, "lead"),
        ("name", "!=", Value::Null, "ada grace kurt"),
        ("email_domain", "=", json!("example.com"), "ada kurt"),
        ("role", "=", json!("lead"), "lead"),
        ("owner_id", "=", json!("991267466"), "grace"),
        ("owner_id", ">", json!(991_267_466), "kurt"),
        ("owner_id", ">=", json!(991_267_466), "grace kurt"),
        ("owner_id", "<", json!(991_267_467), "grace"),
        ("owner_id", "<=", json!(991_267_467), "grace kurt"),
        ("owner_id", "IN", json!([991_267_467_u64]), "kurt"),
        ("unsubscribed_from_emails", "=", json!(true), "kurt"),
        ("unsubscribed_from_emails", "!=", json!("true"), "ada grace lead"),
        ("custom_attributes.plan", "=", json!("pro"), "ada lead"),
        ("custom_attributes.plan", "!=", json!("pro"), "grace"),
        ("custom_attributes.seats", ">", json!(3), "grace"),
        ("custom_attributes.seats", "<=", json!("3"), "ada"),
        ("custom_attributes.seats", "IN", json!([3, 10]), "ada grace"),
        ("custom_attributes.seats", "=", json!(3.0), "ada"),
        ("custom_attributes.paying", "=", json!(true), "ada"),
        ("custom_attributes.nothing", "=", json!(1), ""),
    ] {
        let query = json!({"field": field, "operator": operator, "value": value});
        assert_eq!(found(&client, &query), expected, "{query}");
    }
}

#[test]
fn dates_are_compared_by_whole_days_in_numbered_versions() {
    let client = workspace();
    // One second past the first contact's creation, still on the same day.
    let later = 1_700_049_601;
    for (operator, expected) in [("=", "ada"), (">", "grace kurt lead"), ("<", "")] {
        let query = json!({"field": "created_at", "operator": operator, "value": later.to_string()});
        assert_eq!(found(&client, &query), expected, "{operator}");
    }
    let next_day = json!({"field": "created_at", "operator": "<", "value": later + 86_400});
    assert_eq!(found(&client, &next_day), "ada");
}

#[test]
fn dates_are_compared_by_the_second_in_preview() {
    let mut client = workspace();
    client.set_version("Preview");
    for (operator, expected) in [
        ("=", "ada"),
        ("!=", "grace kurt lead"),
        (">", "grace kurt lead"),
        (">=", "ada grace kurt lead"),
        ("<", ""),
        ("<=", "ada"),
    ] {
        let query = json!({"field": "created_at", "operator": operator, "value": 1_700_049_600});
        assert_eq!(found(&client, &query), expected, "{operator}");
    }
}

#[test]
fn a_missing_value_differs_from_another_in_preview_only() {
    let mut client = workspace();
    let query = json!({"field": "name", "operator": "!=", "value": "Ada Lovelace"});
    assert_eq!(found(&client, &query), "grace kurt");
    client.set_version("Preview");
    assert_eq!(found(&client, &query), "grace kurt lead");
}

#[test]
fn a_tag_is_searched_by_its_id() {
    let client = workspace();
    let tag = client.create("/tags", &json!({"name": "VIP"}));
    let ada = client.get("/contacts/find_by_external_id/ada").body["id"].as_str().unwrap().to_owned();
    client.post(&format!("/contacts/{ada}/tags"), &json!({"id": tag})).expect(200);
    assert_eq!(found(&client, &json!({"field": "tag_id", "operator": "=", "value": tag})), "ada");
    assert_eq!(found(&client, &json!({"field": "tag_id", "operator": "!=", "value": tag})), "grace kurt lead");
}

#[test]
fn groups_combine_filters_two_levels_deep() {
    let client = workspace();
    let is = |name: &str| json!({"field": "external_id", "operator": "=", "value": name});
    let pro = json!({"field": "custom_attributes.plan", "operator": "=", "value": "pro"});
    let user = json!({"field": "role", "operator": "=", "value": "user"});
    for (query, expected) in [
        (json!({"operator": "AND", "value": [pro, user]}), "ada"),
        (json!({"operator": "OR", "value": [is("ada"), is("kurt")]}), "ada kurt"),
        (json!({"operator": "AND", "value": [user, {"operator": "OR", "value": [is("ada"), is("lead")]}]}), "ada"),
        (
            json!({"operator": "OR", "value": [
                {"operator": "AND", "value": [pro, user]},
                {"operator": "AND", "value": [is("lead")]},
            ]}),
            "ada lead",
        ),
    ] {
        assert_eq!(found(&client, &query), expected, "{query}");
    }
}

#[test]
fn fifteen_filters_and_two_levels_are_the_limit() {
    let client = workspace();
    let filter = json!({"field": "role", "operator": "=", "value": "user"});
    let group = |filters: usize| json!({"operator": "AND", "value": vec![filter.clone(); filters]});
    assert_eq!(found(&client, &group(15)), "ada grace kurt");
    let nested = |inner: &Value| json!({"operator": "OR", "value": [inner]});
    assert_eq!(found(&client, &nested(&group(15))), "ada grace kurt");
    for query in [group(16), nested(&group(16)), nested(&nested(&group(1)))] {
        client.post("/contacts/search", &json!({"query": query})).expect_error(400, "parameter_invalid");
    }
}

#[test]
fn a_query_that_makes_no_sense_is_refused() {
    let client = workspace();
    client.post("/contacts/search", &json!({})).expect_error(400, "parameter_not_found");
    for query in [
        json!("name = Ada"),
        json!({"field": "name", "value": "Ada"}),
        json!({"operator": "=", "value": "Ada"}),
        json!({"field": "name", "operator": "="}),
        json!({"field": "name", "operator": "LIKE", "value": "Ada"}),
        json!({"field": "shoe_size", "operator": "=", "value": 38}),
        json!({"field": "custom_attributes.", "operator": "=", "value": 1}),
        json!({"field": "name", "operator": ">", "value": "Ada"}),
        json!({"field": "created_at", "operator": ">=", "value": 1}),
        json!({"field": "created_at", "operator": ">", "value": "yesterday"}),
        json!({"field": "tag_id", "operator": "IN", "value": ["80"]}),
        json!({"field": "role", "operator": "IN", "value": "user"}),
        json!({"field": "role", "operator": "=", "value": ["user"]}),
        json!({"operator": "AND", "value": []}),
        json!({"operator": "AND", "value": {"field": "role", "operator": "=", "value": "user"}}),
    ] {
        client.post("/contacts/search", &json!({"query": query})).expect_error(400, "parameter_invalid");
    }
}

#[test]
fn results_can_be_sorted_since_2_16() {
    let mut client = workspace();
    let search = |client: &Client, order: &str, after: Option<&str>| {
        let body = json!({"query": {"field": "role", "operator": "IN", "value": ["user", "lead"]},
            "sort": {"field": "external_id", "order": order},
            "pagination": {"per_page": 3, "starting_after": after}});
        client.post("/contacts/search", &body)
    };
    let names = |page: &Value| -> Vec<String> {
        let contacts = page["data"].as_array().unwrap();
        contacts.iter().map(|contact| contact["external_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&search(&client, "ascending", None).body), ["lead", "kurt", "grace"]);
    client.set_version("2.16");
    let first = search(&client, "descending", None).expect(200).body;
    assert_eq!(names(&first), ["lead", "kurt", "grace"]);
    let first = search(&client, "ascending", None).expect(200).body;
    assert_eq!(names(&first), ["ada", "grace", "kurt"]);
    let next = first["pages"]["next"]["starting_after"].as_str();
    assert_eq!(names(&search(&client, "ascending", next).expect(200).body), ["lead"]);
    search(&client, "sideways", None).expect_error(400, "invalid_sort_order");
    let by =
        |field: &str| json!({"query": {"field": "role", "operator": "=", "value": "user"}, "sort": {"field": field}});
    let unordered = client.post("/contacts/search", &by("external_id")).expect(200).body;
    assert_eq!(names(&unordered), ["kurt", "grace", "ada"], "descending, when nobody says otherwise");
    client.post("/contacts/search", &by("shoes")).expect_error(400, "invalid_field");
}
