//! The contacts a workspace starts with.

use serde_json::{Value, json};

use super::{create, location};
use crate::options::Options;
use crate::random::Random;
use crate::rooms::{admins, notes};
use crate::seed::{SECONDS_PER_DAY, day, pick};
use crate::store::{Record, Row, record};
use crate::workspace::Workspace;

/// Name and mailbox; each is at the place of the same number.
const PEOPLE: [(&str, &str); location::PLACES.len()] = [
    ("Ada Lovelace", "ada.lovelace"),
    ("Grace Hopper", "grace.hopper"),
    ("Émilie du Châtelet", "emilie.duchatelet"),
    ("Alan Turing", "alan.turing"),
    ("Kurt Gödel", "kurt.goedel"),
    ("Katherine Johnson", "katherine.johnson"),
    ("湯川 秀樹", "hideki.yukawa"),
    ("Paul Erdős", "paul.erdos"),
    ("Emmy Noether", "emmy.noether"),
    ("Srinivasa Ramanujan", "srinivasa.ramanujan"),
    ("Wisława Szymborska", "wislawa.szymborska"),
    ("Edsger Dijkstra", "edsger.dijkstra"),
    ("Barbara Liskov", "barbara.liskov"),
    ("Niels Bohr", "niels.bohr"),
    ("Софья Ковалевская", "sofya.kovalevskaya"),
    ("Radia Perlman", "radia.perlman"),
    ("José Leite Lopes", "jose.leite.lopes"),
    ("Hedy Lamarr", "hedy.lamarr"),
    ("Chien-Shiung Wu", "chienshiung.wu"),
    ("Donald Knuth", "donald.knuth"),
    ("مريم ميرزاخاني", "maryam.mirzakhani"),
    ("Tim Berners-Lee", "tim.bernerslee"),
    ("Seán Ó Riada", "sean.oriada"),
    ("Margaret Hamilton", "margaret.hamilton"),
];

const PLANS: [&str; 3] = ["free", "pro", "team"];

pub(crate) fn seed(workspace: &mut Workspace, options: &Options, random: &mut Random) {
    let owner = admins::token_owner(workspace).map(|admin| admin.id().to_owned());
    let [companies, tags] =
        [&workspace.companies, &workspace.tags].map(|table| table.oldest_first().map(id).collect::<Vec<_>>());
    for number in 0..options.contacts {
        let at = day(number);
        let contact_id = create(workspace, &contact(number, owner.as_deref(), random), at);
        if let Some(contact) = workspace.contacts.find_mut(&contact_id) {
            contact.insert("location".into(), (number % PEOPLE.len()).into());
        }
        if let Some(company_id) = companies.get(number % companies.len().max(1)) {
            workspace.contact_companies.link(&contact_id, company_id, at);
        }
        if number.is_multiple_of(3) {
            workspace.contact_tags.link(&contact_id, &tags[(number / 3) % tags.len()], at);
        }
        if number.is_multiple_of(5) {
            notes::create(workspace, &contact_id, owner.as_deref(), "Asked about the roadmap.", at);
        }
    }
}

fn id(row: &Row) -> String {
    row.id().to_owned()
}

/// Every fifth contact is a lead, which has no external id and no sign-up.
fn contact(number: usize, owner: Option<&str>, random: &mut Random) -> Record {
    let (name, mailbox) = PEOPLE[number % PEOPLE.len()];
    let mailbox = match number / PEOPLE.len() {
        0 => mailbox.to_owned(),
        round => format!("{mailbox}{}", round + 1),
    };
    let plan = pick(random, &PLANS);
    let mut contact = json!({
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
