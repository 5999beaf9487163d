//! The companies a workspace starts with.

use serde_json::json;

use super::create;
use crate::options::Options;
use crate::random::Random;
use crate::seed::{day, pick};
use crate::store::{Record, record};
use crate::workspace::Workspace;

/// Name and industry.
const COMPANIES: [(&str, &str); 8] = [
    ("Analytical Engines", "manufacturing"),
    ("Difference & Sons", "consulting"),
    ("Łódź Looms", "textiles"),
    ("Enigma Logistics", "logistics"),
    ("Bletchley Bakery", "food"),
    ("Café Schrödinger", "hospitality"),
    ("Compiler Collective", "software"),
    ("Moonshot Guidance", "aerospace"),
];

const PLANS: [&str; 3] = ["free", "pro", "team"];

pub(crate) fn seed(workspace: &mut Workspace, options: &Options, random: &mut Random) {
    for number in 0..options.companies {
        let company = company(number, random);
        create(workspace, &company, day(number));
    }
}

fn company(number: usize, random: &mut Random) -> Record {
    let (name, industry) = COMPANIES[number % COMPANIES.len()];
    let name = match number / COMPANIES.len() {
        0 => name.to_owned(),
        round => format!("{name} {}", round + 1),
    };
    record(json!({
        "company_id": format!("company-{}", number + 1),
        "name": name,
        "industry": industry,
        "size": random.below(500) + 1,
        "website": format!("https://company-{}.example.com", number + 1),
        "plan": pick(random, &PLANS),
        "monthly_spend": random.below(10_000),
        "remote_created_at": day(number),
        "custom_attributes": {"paid_subscriber": number.is_multiple_of(2)},
    }))
}
