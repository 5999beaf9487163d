//! `models/`: a struct for each object.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, Result, ensure};

use super::super::model::{Api, Member, Record, Type};
use super::super::names::camel_case;
use super::{parts, snake_case, types, words};

/// What every struct has besides its members.
const REST: &str = "\
    /// The members above that are `null`.
    pub nulls: Nulls,
    /// The members that are not as above.
    pub extra: Map<String, Value>,
";

/// What a file may need besides the models of others, by the words that speak of it.
const NEEDED: [(&str, &str); 8] = [
    ("BTreeMap<", "std::collections::BTreeMap"),
    ("Map<String", "serde_json::Map"),
    ("Option<Number>", "serde_json::Number"),
    ("Value>", "serde_json::Value"),
    ("Nulls,", "crate::models::Nulls"),
    ("Scalar>", "crate::models::Scalar"),
    ("object!(", "crate::models::object"),
    ("words!(", "crate::models::words"),
];

/// What nothing else may be called.
const TAKEN: [&str; 10] = ["BTreeMap", "Box", "Map", "Nulls", "Number", "Option", "Scalar", "String", "Value", "Vec"];

/// The files by their names.
///
/// # Errors
/// Two things would have one name.
pub(super) fn write(api: &Api) -> Result<BTreeMap<String, String>> {
    let parts = parts::of_models(api);
    let uses = uses(api);
    let mut names: BTreeSet<String> = api.models.iter().map(|record| record.name.clone()).collect();
    for taken in TAKEN {
        ensure!(!names.contains(taken), "an object would be called {taken}, as something else is");
    }
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut others: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in &api.models {
        let part = parts.get(record.name.as_str()).with_context(|| format!("{} stands nowhere", record.name))?;
        let text = texts.entry(part).or_default();
        text.push_str(&object(record, uses.get(record.name.as_str()), &mut names)?);
        let mut inside = Vec::new();
        record.members.iter().for_each(|member| types::named(&member.holds, &mut inside));
        others.entry(part).or_default().extend(inside.into_iter().filter(|name| parts.get(name) != Some(part)));
    }
    let mut index = String::from("//! A struct for each object, in the files of the catalog.\n\n");
    for part in texts.keys() {
        writeln!(index, "mod {part};").expect("a string takes any text");
    }
    index.push('\n');
    for part in texts.keys() {
        writeln!(index, "pub use self::{part}::*;").expect("a string takes any text");
    }
    let mut files = BTreeMap::from([("models.rs".to_owned(), index)]);
    for (part, text) in &texts {
        let head = imports(text, &others[part]);
        files.insert(format!("models/{part}.rs"), format!("{head}\n{text}"));
    }
    Ok(files)
}

/// What the text of a file speaks of; `others` are models of other files.
fn imports(text: &str, others: &BTreeSet<&str>) -> String {
    let is_needed = |word: &str| text.lines().any(|line| !line.starts_with("///") && line.contains(word));
    let mut head = String::new();
    for (word, path) in NEEDED {
        if is_needed(word) {
            writeln!(head, "use {path};").expect("a string takes any text");
        }
    }
    for name in others {
        writeln!(head, "use super::{name};").expect("a string takes any text");
    }
    head
}

/// A struct, and the enums of its members.
fn object(record: &Record, uses: Option<&Uses>, names: &mut BTreeSet<String>) -> Result<String> {
    let name = &record.name;
    let mut text = String::new();
    let mut doc = uses.map(Uses::sentence).unwrap_or_default();
    writeln!(doc, "Versions: {}.", record.versions.whole()).expect("a string takes any text");
    for line in doc.lines() {
        writeln!(text, "/// {line}").expect("a string takes any text");
    }
    writeln!(text, "#[derive(Clone, Debug, Default, PartialEq)]\npub struct {name} {{")
        .expect("a string takes any text");
    let (mut pairs, mut enums, mut fields) = (String::new(), String::new(), BTreeSet::new());
    for member in &record.members {
        let mut field = snake_case(&member.name);
        if REST.contains(&format!("pub {field}:")) {
            field.push('_');
        }
        ensure!(fields.insert(field.clone()), "two members of {name} would be called {field}");
        let mut holds = types::member(&member.holds);
        if let Some(listed) = listed(&member.holds) {
            let called = format!("{name}{}", camel_case(&member.name));
            let doc = format!("What [`{name}::{}`] says.", plain(&field));
            if let Some(written) = words::write(&called, &doc, listed) {
                ensure!(names.insert(called.clone()), "two things would be called {called}");
                holds = holds.replace("String", &called);
                enums.push_str(&written);
            }
        }
        writeln!(text, "/// {}\npub {field}: Option<{holds}>,", remarks(member)).expect("a string takes any text");
        write!(pairs, "{field} = {:?}, ", member.name).expect("a string takes any text");
    }
    writeln!(text, "{REST}}}\n\nobject!({name}, [{pairs}]);\n{enums}").expect("a string takes any text");
    Ok(text)
}

/// A field as links name it.
fn plain(field: &str) -> &str {
    field.trim_start_matches("r#")
}

/// The words that a text, or each text of a list, may be.
fn listed(holds: &Type) -> Option<&[String]> {
    match holds {
        Type::Words(words) => Some(words),
        Type::List(items) => listed(items),
        _ => None,
    }
}

/// What is said of a member: its versions, and what the type does not tell.
fn remarks(member: &Member) -> String {
    let mut text = format!("Versions: {}", member.versions.whole());
    if let Some(more) = more(&member.holds) {
        write!(text, "; {more}").expect("a string takes any text");
    }
    text + "."
}

fn more(holds: &Type) -> Option<String> {
    match holds {
        Type::Timestamp => Some("in UNIX seconds".to_owned()),
        Type::DateTime => Some("ISO 8601, with a time".to_owned()),
        Type::Date => Some("ISO 8601, without a time".to_owned()),
        Type::Words(words) => Some(one_of(words.iter().map(|word| format!("`{word}`")).collect())),
        Type::List(items) => more(items).map(|text| format!("each {text}")),
        Type::Union(kinds) | Type::Search(kinds) => {
            let named = kinds.iter().map(|kind| match kind {
                Type::Record(name) => format!("[`{name}`](super::{name})"),
                other => format!("`{}`", types::text(other, "")),
            });
            Some(one_of(named.collect()))
        }
        _ => None,
    }
}

/// A choice of these, each once; of a long one the first.
fn one_of(mut named: Vec<String>) -> String {
    const SHOWN: usize = 8;
    named.dedup();
    let rest = named.len().saturating_sub(SHOWN);
    named.truncate(SHOWN);
    let text = named.join(" or ");
    if rest == 0 { text } else { format!("{text} or one of {rest} more") }
}

/// Where an object comes.
#[derive(Default)]
struct Uses {
    answers: Vec<String>,
    requests: Vec<String>,
    places: Vec<String>,
}

impl Uses {
    /// The line that says it, with one to set it apart; nothing when it comes nowhere.
    fn sentence(&self) -> String {
        const SHOWN: usize = 3;
        let uses = [("Answers", &self.answers), ("Is sent by", &self.requests), ("Stands in", &self.places)];
        let Some((verb, uses)) = uses.into_iter().find(|(_, uses)| !uses.is_empty()) else { return String::new() };
        let (shown, rest) = uses.split_at(uses.len().min(SHOWN));
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        format!("{verb} {}{more}.\n\n", shown.join(", "))
    }
}

fn uses(api: &Api) -> BTreeMap<&str, Uses> {
    let mut uses: BTreeMap<&str, Uses> = BTreeMap::new();
    for method in api.methods() {
        let (path, name) = method.id.rsplit_once('.').unwrap_or_default();
        let link = format!("crate::ops::{}::{}", path.replace('.', "::"), name.to_uppercase());
        let link = format!("[`{}`]({link})", method.id);
        let (mut answered, mut taken) = (Vec::new(), Vec::new());
        types::records(&method.whole, &mut answered);
        method.takes.iter().for_each(|takes| types::records(takes, &mut taken));
        for record in answered {
            uses.entry(record).or_default().answers.push(link.clone());
        }
        for record in taken {
            uses.entry(record).or_default().requests.push(link.clone());
        }
    }
    for record in &api.models {
        for member in &record.members {
            let mut found = Vec::new();
            types::records(&member.holds, &mut found);
            for inside in found {
                let place = format!("[`{0}::{1}`](super::{0}::{1})", record.name, plain(&snake_case(&member.name)));
                uses.entry(inside).or_default().places.push(place);
            }
        }
    }
    uses
}
