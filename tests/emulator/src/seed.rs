//! The workspace an emulator starts with: made up, plausible, and the same for the same seed.

use serde_json::{Value, json};

use crate::options::Options;
use crate::random::Random;
use crate::rooms::{admins, companies, contacts, notes, tags};
use crate::store::{Record, record};
use crate::workspace::Workspace;

/// When the workspace was founded, in UNIX seconds. Everything made up happened after it, never "now".
pub(crate) const FOUNDED_AT: u64 = 1_700_000_000;

const SECONDS_PER_DAY: u64 = 86_400;

/// Name, mailbox, country, its code, continent, city.
type Person = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const PEOPLE: [Person; 24] = [
    ("Ada Lovelace", "ada.lovelace", "United Kingdom", "GBR", "EU", "London"),
    ("Grace Hopper", "grace.hopper", "United States", "USA", "NA", "New York"),
    ("Émilie du Châtelet", "emilie.duchatelet", "France", "FRA", "EU", "Paris"),
    ("Alan Turing", "alan.turing", "United Kingdom", "GBR", "EU", "Manchester"),
    ("Kurt Gödel", "kurt.goedel", "Austria", "AUT", "EU", "Vienna"),
    ("Katherine Johnson", "katherine.johnson", "United States", "USA", "NA", "Hampton"),
    ("湯川 秀樹", "hideki.yukawa", "Japan", "JPN", "AS", "Kyoto"),
    ("Paul Erdős", "paul.erdos", "Hungary", "HUN", "EU", "Budapest"),
    ("Emmy Noether", "emmy.noether", "Germany", "DEU", "EU", "Göttingen"),
    ("Srinivasa Ramanujan", "srinivasa.ramanujan", "India", "IND", "AS", "Chennai"),
    ("Wisława Szymborska", "wislawa.szymborska", "Poland", "POL", "EU", "Kraków"),
    ("Edsger Dijkstra", "edsger.dijkstra", "Netherlands", "NLD", "EU", "Rotterdam"),
    ("Barbara Liskov", "barbara.liskov", "United States", "USA", "NA", "Boston"),
    ("Niels Bohr", "niels.bohr", "Denmark", "DNK", "EU", "København"),
    ("Софья Ковалевская", "sofya.kovalevskaya", "Sweden", "SWE", "EU", "Stockholm"),
    ("Radia Perlman", "radia.perlman", "United States", "USA", "NA", "Seattle"),
    ("José Leite Lopes", "jose.leite.lopes", "Brazil", "BRA", "SA", "Recife"),
    ("Hedy Lamarr", "hedy.lamarr", "Austria", "AUT", "EU", "Vienna"),
    ("Chien-Shiung Wu", "chienshiung.wu", "United States", "USA", "NA", "Berkeley"),
    ("Donald Knuth", "donald.knuth", "United States", "USA", "NA", "Stanford"),
    ("مريم ميرزاخاني", "maryam.mirzakhani", "Iran", "IRN", "AS", "Tehran"),
    ("Tim Berners-Lee", "tim.bernerslee", "United Kingdom", "GBR", "EU", "Oxford"),
    ("Seán Ó Riada", "sean.oriada", "Ireland", "IRL", "EU", "Cork"),
    ("Margaret Hamilton", "margaret.hamilton", "United States", "USA", "NA", "Cambridge"),
];

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

/// The workspace of an emulator that was just started or reset.
pub(crate) fn workspace(options: &Options) -> Workspace {
    let mut random = Random::new(options.seed);
    let mut workspace = Workspace::new(&mut random);
    let admin = admins::create(&mut workspace, "Joan Clarke", "joan.clarke@example.com");
    admins::create(&mut workspace, "Žofie Nováková", "zofie.novakova@example.com");
    let tag_ids = ["VIP", "Beta", "Newsletter"].map(|name| tags::named(&mut workspace, name));

    let mut company_ids = Vec::with_capacity(options.companies);
    for number in 0..options.companies {
        let company = company(number, &mut random);
        company_ids.push(companies::create(&mut workspace, &company, day(number)));
    }
    for number in 0..options.contacts {
        let at = day(number);
        let contact_id = contacts::create(&mut workspace, &contact(number, &admin, &mut random), at);
        if let Some(contact) = workspace.contacts.find_mut(&contact_id) {
            contact.insert("location".into(), location(number));
        }
        if let Some(company_id) = company_ids.get(number % options.companies.max(1)) {
            workspace.contact_companies.link(&contact_id, company_id, at);
        }
        if number.is_multiple_of(3) {
            let tag_id = &tag_ids[(number / 3) % tag_ids.len()];
            workspace.contact_tags.link(&contact_id, tag_id, at);
        }
        if number.is_multiple_of(5) {
            notes::create(&mut workspace, &contact_id, Some(&admin), "Asked about the roadmap.", at);
        }
    }
    workspace
}

/// Every fifth contact is a lead, which has no external id and no sign-up.
fn contact(number: usize, owner: &str, random: &mut Random) -> Record {
    let (name, mailbox, ..) = PEOPLE[number % PEOPLE.len()];
    let round = number / PEOPLE.len();
    let mailbox = match round {
        0 => mailbox.to_owned(),
        _ => format!("{mailbox}{}", round + 1),
    };
    let plan = PLANS[index(random, PLANS.len())];
    let mut contact = json!({
        "role": "user",
        "name": name,
        "email": format!("{mailbox}@example.com"),
        "phone": format!("+1555{:07}", random.below(10_000_000)),
        "external_id": format!("user-{}", number + 1),
        "signed_up_at": day(number),
        "last_seen_at": day(number) + random.below(SECONDS_PER_DAY),
        "owner_id": owner,
        "unsubscribed_from_emails": number % 7 == 6,
        "custom_attributes": {"plan": plan, "seats": random.below(50) + 1, "paying": plan != "free"},
    });
    if number % 5 == 4 {
        contact["role"] = "lead".into();
        for absent in ["external_id", "signed_up_at", "owner_id"] {
            contact[absent] = Value::Null;
        }
    }
    record(contact)
}

fn location(number: usize) -> Value {
    let (_, _, country, country_code, continent_code, city) = PEOPLE[number % PEOPLE.len()];
    json!({
        "type": "location",
        "country": country,
        "region": null,
        "city": city,
        "country_code": country_code,
        "continent_code": continent_code,
    })
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
        "plan": PLANS[index(random, PLANS.len())],
        "monthly_spend": random.below(10_000),
        "remote_created_at": day(number),
        "custom_attributes": {"paid_subscriber": number.is_multiple_of(2)},
    }))
}

fn day(number: usize) -> u64 {
    FOUNDED_AT + u64::try_from(number).unwrap_or_default() * SECONDS_PER_DAY
}

fn index(random: &mut Random, length: usize) -> usize {
    let bound = u64::try_from(length).unwrap_or(u64::MAX);
    usize::try_from(random.below(bound)).unwrap_or_default()
}
