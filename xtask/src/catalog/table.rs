//! The rows of the table of operations.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use indexmap::{IndexMap, IndexSet};

use super::body::{self, Body};
use super::description::{Description, argument_names};
use super::names::{Name, NamedStatus, Names, Repeatable};
use super::ranges::{PREVIEW, Timeline};
use super::row::{Answer, Argument, Parameter, QueryStyle, Repeat, Row, Status};
use super::tree::Tree;

/// Makes the rows, sorted by id.
///
/// # Errors
/// An operation has no name, a name no operation, or a description does not say what a row needs.
pub fn rows(timeline: &Timeline, descriptions: &[Description], names: &Names) -> Result<Vec<Row>> {
    let keys: IndexSet<&String> = descriptions.iter().flat_map(|description| description.operations.keys()).collect();
    let nameless: Vec<&str> = keys.iter().filter(|key| !names.contains_key(**key)).map(|key| key.as_str()).collect();
    ensure!(
        nameless.is_empty(),
        "{} {} no name; give each an entry in core/catalog/names.toml, such as\n[\"{}\"]\nname = \"resource.verb\"\ndoc = \"…\"",
        nameless.join(", "),
        if nameless.len() == 1 { "has" } else { "have" },
        nameless.first().unwrap_or(&""),
    );
    let homeless: Vec<&str> = names.keys().filter(|key| !keys.contains(key)).map(String::as_str).collect();
    ensure!(homeless.is_empty(), "names.toml names {}, which no version has; take it out", homeless.join(", "));
    let mut rows = Vec::new();
    for key in keys {
        let known = descriptions.iter().enumerate();
        let versions =
            known.filter_map(|(place, description)| Some((place, description.operations.get(key)?))).collect();
        let history = History { timeline, descriptions, versions };
        rows.push(history.row(key, &names[key]).with_context(|| format!("in `{key}`"))?);
    }
    rows.sort_by(|left, right| left.id.cmp(&right.id));
    Ok(rows)
}

/// What each version says of one operation, oldest first.
struct History<'d> {
    timeline: &'d Timeline,
    descriptions: &'d [Description],
    versions: Vec<(usize, &'d Tree)>,
}

impl History<'_> {
    fn row(&self, key: &str, name: &Name) -> Result<Row> {
        let (method, _) = key.split_once(' ').context("a key should be a method and a path")?;
        let newest = self.newest();
        let status = if newest.is("withdrawn") {
            Status::Withdrawn
        } else if name.status == Some(NamedStatus::Deprecated) || newest.is("deprecated") {
            Status::Deprecated
        } else {
            Status::Current
        };
        let repeat = match (&name.repeatable, method) {
            (Some(Repeatable::With(member)), _) => Repeat::SafeWith(member.clone()),
            (Some(Repeatable::Always(true)), _) | (None, "GET" | "PUT" | "DELETE") => Repeat::Safe,
            (Some(Repeatable::Always(false)) | None, _) => Repeat::Unsafe,
        };
        let paging = match (name.paging, &name.items) {
            (None, None) => None,
            (Some(style), Some(items)) => Some((style, items.clone())),
            _ => bail!("names.toml should give it both `paging` and `items`, or neither"),
        };
        let link = newest.text("tag").zip(newest.text("operation_id"));
        let query = self.query()?;
        let body = body::of(self.descriptions, &self.versions, method)?;
        let mut arguments = self.arguments();
        drop_ambiguous_aliases(&mut arguments, &query, &body);
        Ok(Row {
            id: name.name.clone(),
            method: method.to_owned(),
            path: newest.text("path").context("it has no path")?.to_owned(),
            arguments,
            versions: (self.versions[0].0, self.versions[self.versions.len() - 1].0),
            status,
            query,
            body,
            answer: answer(newest)?,
            paging,
            one: name.one.clone(),
            job: name.job.clone(),
            repeat,
            has_quota: newest.is("quota"),
            doc: name.doc.clone(),
            link: link.map(|(tag, id)| (tag.to_lowercase().replace(' ', "-"), id.to_lowercase())),
            official: name.official.clone(),
        })
    }

    /// What the newest numbered version says; Preview speaks for what only it has.
    fn newest(&self) -> &Tree {
        let numbered = self.versions.iter().rfind(|(place, _)| self.timeline.names()[*place] != PREVIEW);
        numbered.or(self.versions.last()).expect("an operation lives in a version").1
    }

    fn arguments(&self) -> Vec<Argument> {
        let mut names: BTreeMap<usize, IndexSet<&str>> = BTreeMap::new();
        for operation in
            std::iter::once(self.newest()).chain(self.versions.iter().rev().map(|(_, operation)| *operation))
        {
            for (position, name) in argument_names(operation.text("path").unwrap_or_default()).enumerate() {
                names.entry(position).or_default().insert(name);
            }
        }
        let arguments = names.into_iter().map(|(position, names)| {
            let mut names = names.into_iter().map(str::to_owned);
            let facts = self.newest().member("arguments").and_then(|all| all.member(&(position + 1).to_string()));
            Argument {
                name: names.next().expect("a name led here"),
                aliases: names.collect(),
                repeated_in_query: facts.and_then(|facts| facts.text("repeated_in_query")).map(str::to_owned),
            }
        });
        arguments.collect()
    }

    /// The parameters in the order of the newest version, followed by those only older ones have.
    fn query(&self) -> Result<Vec<Parameter>> {
        let mut found: IndexMap<&str, Parameter> = IndexMap::new();
        for (place, operation) in self.versions.iter().rev() {
            for (name, facts) in operation.members("query") {
                if let Some(parameter) = found.get_mut(name.as_str()) {
                    parameter.versions.0 = *place;
                } else {
                    let parameter = Parameter {
                        name: name.clone(),
                        versions: (*place, *place),
                        style: query_style(facts).with_context(|| format!("in query parameter `{name}`"))?,
                        default: facts.text("sent_default").map(str::to_owned),
                    };
                    found.insert(name, parameter);
                }
            }
        }
        Ok(found.into_values().collect())
    }
}

/// A name that means something else in the same operation is no alias: `id` beside a body that has an `id`.
fn drop_ambiguous_aliases(arguments: &mut [Argument], query: &[Parameter], body: &Body) {
    let mut taken: IndexSet<String> = arguments.iter().map(|argument| argument.name.clone()).collect();
    taken.extend(query.iter().map(|parameter| parameter.name.clone()));
    taken.extend(body.fields().iter().map(|field| field.name.clone()));
    for argument in arguments {
        argument.aliases.retain(|alias| taken.insert(alias.clone()));
    }
}

fn query_style(facts: &Tree) -> Result<QueryStyle> {
    let explodes = facts.member("explode") != Some(&Tree::Bool(false));
    match facts.text("type") {
        Some("array") if !explodes => Ok(QueryStyle::Comma),
        Some("array") => bail!("it repeats its name for each item, and the engine has no style for that"),
        Some("object") => Ok(QueryStyle::Exploded),
        None if facts.member("one_of").is_some() => Ok(QueryStyle::Exploded),
        _ => Ok(QueryStyle::Plain),
    }
}

/// What a success looks like by its media types, unless a fixup says it.
///
/// # Errors
/// No success is described, or one that the engine has no kind for.
pub fn answer(operation: &Tree) -> Result<Answer> {
    if let Some(said) = operation.text("answer") {
        let known = Answer::ALL.into_iter().find(|answer| answer.name() == said);
        return known.with_context(|| format!("there is no kind of answer `{said}`"));
    }
    let answers = || operation.members("answers");
    let media_types: IndexSet<&str> = answers()
        .filter(|(status, _)| status.starts_with('2'))
        .flat_map(|(_, answer)| answer.as_map().into_iter().flat_map(|map| map.keys()))
        .map(String::as_str)
        .filter(|media_type| media_type.contains('/'))
        .collect();
    if media_types.contains("application/json") {
        Ok(Answer::Json)
    } else if media_types.contains("text/plain") {
        Ok(Answer::Text)
    } else if let Some(other) = media_types.first() {
        bail!("it answers with {other}, and no kind of answer stands for that")
    } else if answers().any(|(status, _)| status.starts_with('2')) {
        Ok(Answer::Empty)
    } else if answers().any(|(status, _)| status == "302") {
        Ok(Answer::Redirect)
    } else {
        bail!("it describes no success; say in fixups.toml what it answers")
    }
}
