//! `operations.rs`: the table of operations.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::body::Body;
use super::super::names::Job;
use super::super::ranges::Timeline;
use super::super::row::{Answer, Argument, Parameter, QueryStyle, Repeat, Row, Span, Status};
use super::{HELPERS, literal, span, version_constants};

const USES: &str = "\
use crate::operation::{
    Answer, Body, BodyField, Method, Operation, PageStyle, Paging, PathParameter, Polling, QueryParameter, QueryStyle, Repeat,
    Status,
};
use crate::version::Versions;
";

/// What a row is made of; a row says only what differs from the plainest one.
const ROW_HELPERS: &str = "
const fn operation(method: Method, id: &'static str, path: &'static str, versions: Versions) -> Operation {
    Operation {
        id,
        method,
        path,
        path_parameters: &[],
        versions,
        status: Status::Current,
        query: &[],
        body: Body::None,
        answer: Answer::Json,
        paging: None,
        job: None,
        repeat: if matches!(method, Method::Post | Method::Patch) { Repeat::Unsafe } else { Repeat::Safe },
        has_quota: false,
    }
}

const fn argument(name: &'static str, aliases: &'static [&'static str]) -> PathParameter {
    PathParameter { name, aliases, repeated_in_query: None }
}

const fn plain(name: &'static str, versions: Versions) -> QueryParameter {
    QueryParameter { name, versions, style: QueryStyle::Plain, default: None }
}

const fn field(name: &'static str, versions: Versions) -> BodyField {
    BodyField { name, versions }
}

const fn json(fields: &'static [BodyField]) -> Body {
    Body::Json { fields, open: false, required: true }
}

const fn pages(style: PageStyle, items: &'static str) -> Paging {
    Paging { style, items }
}

const fn polling(id: &'static str, status: &'static str, poll: &'static str) -> Polling {
    Polling { id, status, poll, download: None, cancel: None, along: &[] }
}
";

/// Writes the file.
pub fn write(timeline: &Timeline, rows: &[Row]) -> String {
    let mut table = super::helpers(HELPERS, timeline) + ROW_HELPERS;
    let shared = Shared::among(timeline, rows);
    for (list, (name, item)) in &shared.lists {
        writeln!(table, "static {name}: {item} = {};", list.trim_start_matches('&')).expect("a string takes any text");
    }
    let count = rows.len();
    write!(table, "\n/// Every operation, sorted by id.\npub(crate) static OPERATIONS: [Operation; {count}] = [\n")
        .expect("a string takes any text");
    for row in rows {
        table.push_str(&write_row(timeline, row, &shared));
    }
    table.push_str("];\n");
    format!("{USES}\n{}{table}", version_constants(timeline, &table))
}

fn write_row(timeline: &Timeline, row: &Row, shared: &Shared) -> String {
    let mut differs = Vec::new();
    if !row.arguments.is_empty() {
        differs.push(format!("path_parameters: {}", shared.write(&arguments(&row.arguments))));
    }
    if row.status != Status::Current {
        differs.push(format!("status: Status::{:?}", row.status));
    }
    if !row.query.is_empty() {
        differs.push(format!("query: {}", shared.write(&query(timeline, &row.query))));
    }
    if row.body != Body::None {
        differs.push(format!("body: {}", body(timeline, &row.body, shared)));
    }
    if row.answer != Answer::Json {
        differs.push(format!("answer: Answer::{:?}", row.answer));
    }
    if let Some((style, items)) = &row.paging {
        differs.push(format!("paging: Some(pages(PageStyle::{style:?}, {}))", literal(items)));
    }
    if let Some(job) = &row.job {
        differs.push(format!("job: Some(&{})", polling(job)));
    }
    let is_plain = match row.repeat {
        Repeat::Safe => row.method != "POST" && row.method != "PATCH",
        Repeat::Unsafe => row.method == "POST" || row.method == "PATCH",
        Repeat::SafeWith(_) => false,
    };
    if !is_plain {
        differs.push(format!("repeat: Repeat::{:?}", row.repeat));
    }
    if row.has_quota {
        differs.push("has_quota: true".to_owned());
    }
    let (first, rest) = row.method.split_at(1);
    let plainest = format!(
        "operation(Method::{first}{}, {}, {}, {})",
        rest.to_lowercase(),
        literal(&row.id),
        literal(&row.path),
        span(timeline, row.versions),
    );
    if differs.is_empty() {
        return format!("    {plainest},\n");
    }
    format!("    Operation {{ {}, ..{plainest} }},\n", differs.join(", "))
}

fn arguments(arguments: &[Argument]) -> String {
    let written = arguments.iter().map(|argument| {
        let aliases: Vec<String> = argument.aliases.iter().map(|alias| literal(alias)).collect();
        match &argument.repeated_in_query {
            None => format!("argument({}, &[{}])", literal(&argument.name), aliases.join(", ")),
            Some(parameter) => format!(
                "PathParameter {{ repeated_in_query: Some({}), ..argument({}, &[{}]) }}",
                literal(parameter),
                literal(&argument.name),
                aliases.join(", "),
            ),
        }
    });
    format!("&[{}]", written.collect::<Vec<_>>().join(", "))
}

fn query(timeline: &Timeline, parameters: &[Parameter]) -> String {
    let written = parameters.iter().map(|parameter| {
        let plain = format!("plain({}, {})", literal(&parameter.name), span(timeline, parameter.versions));
        let mut differs = Vec::new();
        if parameter.style != QueryStyle::Plain {
            differs.push(format!("style: QueryStyle::{:?}", parameter.style));
        }
        if let Some(default) = &parameter.default {
            differs.push(format!("default: Some({})", literal(default)));
        }
        if differs.is_empty() { plain } else { format!("QueryParameter {{ {}, ..{plain} }}", differs.join(", ")) }
    });
    format!("&[{}]", written.collect::<Vec<_>>().join(", "))
}

fn polling(job: &Job) -> String {
    let plain = format!("polling({}, {}, {})", literal(&job.id), literal(&job.status), literal(&job.poll));
    let operations = [("download", &job.download), ("cancel", &job.cancel)];
    let mut differs: Vec<String> = operations
        .into_iter()
        .filter_map(|(name, operation)| Some(format!("{name}: Some({})", literal(operation.as_ref()?))))
        .collect();
    if !job.along.is_empty() {
        let names: Vec<String> = job.along.iter().map(|name| literal(name)).collect();
        differs.push(format!("along: &[{}]", names.join(", ")));
    }
    if differs.is_empty() { plain } else { format!("Polling {{ {}, ..{plain} }}", differs.join(", ")) }
}

fn fields(timeline: &Timeline, body: &Body) -> String {
    let written = body
        .fields()
        .iter()
        .map(|field| format!("field({}, {})", literal(&field.name), span(timeline, field.versions)));
    format!("&[{}]", written.collect::<Vec<_>>().join(", "))
}

fn body(timeline: &Timeline, body: &Body, shared: &Shared) -> String {
    let fields = shared.write(&fields(timeline, body));
    match body {
        Body::None => "Body::None".to_owned(),
        Body::Json { is_open: false, is_required: true, .. } => format!("json({fields})"),
        Body::Json { is_open, is_required, .. } => {
            format!("Body::Json {{ fields: {fields}, open: {is_open}, required: {is_required} }}")
        }
        Body::Multipart { .. } => format!("Body::Multipart {{ fields: {fields} }}"),
    }
}

/// Short lists that several rows have, each written once. They are named after all that is in them, so that no two share a
/// name and a new row renames none.
struct Shared {
    /// The name and the type by the list as it is written.
    lists: BTreeMap<String, (String, String)>,
}

impl Shared {
    fn among(timeline: &Timeline, rows: &[Row]) -> Shared {
        let mut uses: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        let mut count = |list: String, name: Option<String>, item: &str, length: usize| {
            if let Some(name) = name.filter(|_| (1..=LONGEST_SHARED).contains(&length)) {
                let name = name.to_uppercase().replace('.', "_");
                *uses.entry((list, name, format!("[{item}; {length}]"))).or_default() += 1;
            }
        };
        for row in rows {
            count(arguments(&row.arguments), name_of_arguments(&row.arguments), "PathParameter", row.arguments.len());
            let is_plain = |one: &&Parameter| one.style == QueryStyle::Plain && one.default.is_none();
            let plain = row.query.iter().take_while(is_plain).map(|one| (one.name.as_str(), one.versions));
            let plain: Vec<_> = plain.collect();
            if plain.len() == row.query.len() {
                count(
                    query(timeline, &row.query),
                    name_of_list(timeline, "query", &plain),
                    "QueryParameter",
                    plain.len(),
                );
            }
            let members: Vec<_> = row.body.fields().iter().map(|field| (field.name.as_str(), field.versions)).collect();
            count(fields(timeline, &row.body), name_of_list(timeline, "body", &members), "BodyField", members.len());
        }
        let lists = uses.into_iter().filter(|(_, uses)| *uses > 1).map(|((list, name, item), _)| (list, (name, item)));
        Shared { lists: lists.collect() }
    }

    fn write(&self, list: &str) -> String {
        self.lists.get(list).map_or_else(|| list.to_owned(), |(name, _)| format!("&{name}"))
    }
}

/// A longer list would need a longer name than anybody reads.
const LONGEST_SHARED: usize = 3;

/// `PATH_CONTACT_ID_OR_ID_AND_TAG_ID`.
fn name_of_arguments(arguments: &[Argument]) -> Option<String> {
    if arguments.iter().any(|argument| argument.repeated_in_query.is_some()) {
        return None;
    }
    let names = arguments.iter().map(|argument| {
        let names: Vec<&str> = std::iter::once(&argument.name).chain(&argument.aliases).map(String::as_str).collect();
        names.join("_or_")
    });
    Some(format!("path_{}", names.collect::<Vec<_>>().join("_and_")))
}

/// `QUERY_PAGE_AND_PER_PAGE_FROM_2_7`, when all of it lives in the same versions.
fn name_of_list(timeline: &Timeline, kind: &str, members: &[(&str, Span)]) -> Option<String> {
    let (_, (since, until)) = *members.first()?;
    if members.iter().any(|(_, versions)| *versions != (since, until)) {
        return None;
    }
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let versions = span(timeline, (since, until)).replace(", ", "_to_").replace(['(', ')'], "_");
    Some(format!("{kind}_{}_{}", names.join("_and_"), versions.trim_end_matches('_')))
}
