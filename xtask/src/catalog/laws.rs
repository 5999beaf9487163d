//! What every table of operations must obey. The generator writes no table that breaks one of these.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use super::body::Body;
use super::description::argument_names;
use super::names::{Job, PageStyle};
use super::row::{Answer, Repeat, Row, Span};

/// A rule, and a function that finds what breaks it: one sentence for each breach.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    /// What must hold.
    pub rule: &'static str,
    /// The breaches.
    pub breaches: fn(&[Row]) -> Vec<String>,
}

/// Every law.
pub const LAWS: [Law; 14] = [
    Law { rule: "rows stand sorted by id, and no two share one", breaches: sorted_by_id },
    Law { rule: "an id is a resource and a name, in lower case, joined by dots", breaches: well_named },
    Law { rule: "a row says in one line of at most 160 characters what it does", breaches: documented },
    Law { rule: "a range does not run backwards, and lies inside its row's", breaches: ranges_nest },
    Law { rule: "the names in a path are its arguments, in order", breaches: path_matches_arguments },
    Law { rule: "an alias means one thing in its row", breaches: aliases_are_unambiguous },
    Law { rule: "a name stands once in a query and once in a body", breaches: names_are_unique },
    Law { rule: "GET has no body", breaches: get_has_no_body },
    Law { rule: "a list says where its items are, unless it is the bare array", breaches: lists_have_items },
    Law { rule: "a list takes what asks for its next page", breaches: lists_take_pages },
    Law { rule: "what makes a repeat safe is a member of the body", breaches: repeat_is_in_body },
    Law { rule: "what is sent twice is not a query parameter of its own", breaches: repeated_once },
    Law { rule: "the operations of a job take its id wherever the job exists", breaches: jobs_can_be_followed },
    Law { rule: "what goes along with a job's id is asked for after the start alone", breaches: along_is_needed },
];

/// Holds the rows to every law.
///
/// # Errors
/// A law is broken; the message lists every breach.
pub fn check(rows: &[Row]) -> Result<()> {
    let breaches: Vec<String> = LAWS
        .iter()
        .flat_map(|law| (law.breaches)(rows).into_iter().map(|breach| format!("{breach}, but {}", law.rule)))
        .collect();
    ensure!(breaches.is_empty(), "the table would be wrong:\n  {}", breaches.join("\n  "));
    Ok(())
}

/// The arguments of paths that share their name with a member of the body or a parameter of the query. That is no breach, since
/// a caller can always give an argument by its position, but it deserves a look.
pub fn shared_names(rows: &[Row]) -> Vec<String> {
    let shared = rows.iter().flat_map(|row| {
        let others = other_names(row);
        let arguments = row.arguments.iter().map(|argument| argument.name.as_str());
        arguments.filter(move |name| others.contains(name)).map(|name| format!("{}: {name}", row.id))
    });
    shared.collect()
}

fn sorted_by_id(rows: &[Row]) -> Vec<String> {
    let pairs = rows.windows(2).filter(|pair| pair[0].id >= pair[1].id);
    pairs.map(|pair| format!("`{}` stands before `{}`", pair[0].id, pair[1].id)).collect()
}

fn well_named(rows: &[Row]) -> Vec<String> {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    let is_good = |id: &str| id.contains('.') && id.split('.').all(is_word);
    rows.iter().filter(|row| !is_good(&row.id)).map(|row| format!("an id is `{}`", row.id)).collect()
}

fn documented(rows: &[Row]) -> Vec<String> {
    let is_good = |doc: &str| !doc.is_empty() && !doc.contains('\n') && doc.chars().count() <= 160;
    rows.iter()
        .filter(|row| !is_good(&row.doc))
        .map(|row| format!("`{}` is documented by `{}`", row.id, row.doc))
        .collect()
}

fn ranges_nest(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for row in rows {
        let mut look = |what: &str, (since, until): Span| {
            if since > until || since < row.versions.0 || until > row.versions.1 {
                breaches.push(format!("`{what}` of `{}` lives from version {since} to {until}", row.id));
            }
        };
        look("path", row.versions);
        row.query.iter().for_each(|parameter| look(&parameter.name, parameter.versions));
        row.body.fields().iter().for_each(|field| look(&field.name, field.versions));
    }
    breaches
}

fn path_matches_arguments(rows: &[Row]) -> Vec<String> {
    let is_good =
        |row: &&Row| argument_names(&row.path).eq(row.arguments.iter().map(|argument| argument.name.as_str()));
    let bad = rows.iter().filter(|row| !is_good(row));
    bad.map(|row| format!("`{}` has the path {} and the arguments {:?}", row.id, row.path, names(row))).collect()
}

fn aliases_are_unambiguous(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for row in rows {
        let mut taken = other_names(row);
        taken.extend(names(row));
        for alias in row.arguments.iter().flat_map(|argument| &argument.aliases) {
            if !taken.insert(alias) {
                breaches.push(format!("the alias `{alias}` of `{}` is a name of something else", row.id));
            }
        }
    }
    breaches
}

fn names_are_unique(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for row in rows {
        for (place, names) in [("query", query_names(row)), ("body", body_names(row))] {
            let mut seen = BTreeSet::new();
            for name in names.into_iter().filter(|name| !seen.insert(*name)) {
                breaches.push(format!("`{name}` stands twice in the {place} of `{}`", row.id));
            }
        }
    }
    breaches
}

fn get_has_no_body(rows: &[Row]) -> Vec<String> {
    let bad = rows.iter().filter(|row| row.method == "GET" && row.body != Body::None);
    bad.map(|row| format!("`{}` has one", row.id)).collect()
}

fn lists_have_items(rows: &[Row]) -> Vec<String> {
    let is_bad = |style: PageStyle, items: &str| items.is_empty() && style != PageStyle::Unpaged;
    let bad = rows.iter().filter(|row| row.paging.as_ref().is_some_and(|(style, items)| is_bad(*style, items)));
    bad.map(|row| format!("`{}` does not", row.id)).collect()
}

fn lists_take_pages(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for row in rows {
        let Some((style, _)) = &row.paging else { continue };
        let (place, needed) = match style {
            PageStyle::Unpaged | PageStyle::Link => continue,
            PageStyle::CursorQuery => ("query", "starting_after"),
            PageStyle::CursorBody => ("body", "pagination"),
            PageStyle::CursorFlat => ("query", "cursor"),
            PageStyle::PageQuery | PageStyle::PageFlat => ("query", "page"),
            PageStyle::PageBody => ("body", "page"),
            PageStyle::Scroll => ("query", "scroll_param"),
        };
        let names = if place == "query" { query_names(row) } else { body_names(row) };
        if !names.contains(&needed) {
            breaches.push(format!("`{}` has no `{needed}` in its {place}", row.id));
        }
    }
    breaches
}

fn repeat_is_in_body(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for row in rows {
        if let Repeat::SafeWith(member) = &row.repeat
            && !body_names(row).contains(&member.as_str())
        {
            breaches.push(format!("`{}` may be repeated with `{member}`", row.id));
        }
    }
    breaches
}

fn repeated_once(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for row in rows {
        for name in row.arguments.iter().filter_map(|argument| argument.repeated_in_query.as_deref()) {
            if query_names(row).contains(&name) {
                breaches.push(format!("`{}` has `{name}` in its query", row.id));
            }
        }
    }
    breaches
}

fn jobs_can_be_followed(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for (row, job) in jobs(rows) {
        let steps = [
            (Some(&job.poll), Some("GET"), Answer::Json),
            (job.download.as_ref(), Some("GET"), Answer::Bytes),
            (job.cancel.as_ref(), None, Answer::Json),
        ];
        for (id, method, answer) in steps {
            let Some(id) = id else { continue };
            let is_good = |step: &Row| {
                step.arguments.len() == 1
                    && step.answer == answer
                    && method.is_none_or(|method| step.method == method)
                    && step.versions.0 <= row.versions.0
                    && step.versions.1 >= row.versions.1
            };
            if !rows.iter().any(|step| step.id == *id && is_good(step)) {
                breaches.push(format!("the job of `{}` names `{id}`, which is none that fits", row.id));
            }
        }
        if row.answer != Answer::Json {
            breaches.push(format!("`{}` answers no JSON that could hold the job's id", row.id));
        }
    }
    breaches
}

fn along_is_needed(rows: &[Row]) -> Vec<String> {
    let mut breaches = Vec::new();
    for (row, job) in jobs(rows) {
        let steps = [Some(&job.poll), job.download.as_ref(), job.cancel.as_ref()];
        let asked: BTreeSet<&str> =
            rows.iter().filter(|step| steps.contains(&Some(&step.id))).flat_map(query_names).collect();
        let mut taken = other_names(row);
        taken.extend(names(row));
        for name in job.along.iter().filter(|name| !asked.contains(name.as_str()) || taken.contains(name.as_str())) {
            breaches.push(format!("`{name}` goes along with the job of `{}`", row.id));
        }
    }
    breaches
}

fn jobs(rows: &[Row]) -> impl Iterator<Item = (&Row, &Job)> {
    rows.iter().filter_map(|row| Some((row, row.job.as_ref()?)))
}

fn names(row: &Row) -> Vec<&str> {
    row.arguments.iter().map(|argument| argument.name.as_str()).collect()
}

fn query_names(row: &Row) -> Vec<&str> {
    row.query.iter().map(|parameter| parameter.name.as_str()).collect()
}

fn body_names(row: &Row) -> Vec<&str> {
    row.body.fields().iter().map(|field| field.name.as_str()).collect()
}

/// What a caller may name beside the arguments of the path.
fn other_names(row: &Row) -> BTreeSet<&str> {
    query_names(row).into_iter().chain(body_names(row)).collect()
}
