//! A page for each resource: its operations, each with its names, its rules and what it takes and gives.

use super::{Book, Reference, page_of, table, words};
use crate::catalog::row::Status;
use crate::faces::model::Method;
use crate::faces::names::javascript;

/// Writes the pages and their list.
pub(super) fn write(book: &Book<'_>, reference: &mut Reference) {
    let methods = || book.api.methods();
    let mut names: Vec<&str> = methods().map(|method| page_of(&method.id)).collect();
    names.dedup();
    let head = format!(
        "# Operations\n\n{} operations on {} resources. *Sent again* says what happens when a call may have taken effect and \
         nobody knows: see [errors](../guides/errors.md). Ranges in *italics* are versions, and nothing is said of what is there \
         as long as the operation itself.\n\n",
        methods().count(),
        names.len(),
    );
    let mut list = vec![head];
    let mut pages = Vec::new();
    for name in names {
        let methods: Vec<&Method> = methods().filter(|method| page_of(&method.id) == name).collect();
        let links = methods.iter().map(|method| {
            let inside = method.id.strip_prefix(name).unwrap_or(&method.id).trim_start_matches('.');
            format!("[{inside}]({name}.md#{})", method.id)
        });
        list.push(format!("**[{name}]({name}.md)** {}\n\n", links.collect::<Vec<_>>().join(" · ")));
        let sections: Vec<String> = methods.iter().map(|method| section(book, method)).collect();
        pages.push((name, format!("# {name}\n\n{}", sections.join("\n"))));
    }
    reference.add(0, "Operations", "reference/index.md".to_owned(), list.concat());
    for (name, text) in pages {
        reference.add(1, name, format!("reference/{name}.md"), text);
    }
}

fn section(book: &Book<'_>, method: &Method) -> String {
    let warning = match method.status {
        Status::Current => "",
        Status::Deprecated => "**Deprecated:** Intercom advises against it.\n\n",
        Status::Withdrawn => "**Withdrawn** from Intercom's descriptions; it is kept for the programs that use it.\n\n",
    };
    let (in_query, in_body): (Vec<_>, Vec<_>) =
        method.parameters.iter().partition(|parameter| method.query.contains(&parameter.name));
    let in_path = method.arguments.iter().map(|name| (format!("`{name}`"), "text or integer; **required**".to_owned()));
    let open = if method.is_open { "Members of any other name are sent as they are.\n\n" } else { "" };
    let inside = book.inside(method.types());
    [
        format!("## {} {{#{}}}\n\n{}\n\n{warning}", method.id, method.id, method.doc),
        about(book, method),
        table("in the path", in_path),
        book.members("in the query", &method.versions, in_query),
        book.members("in the body", &method.versions, in_body),
        open.to_owned(),
        book.sections(&method.id, &method.versions, &inside),
    ]
    .concat()
}

/// What is to be known of an operation, but for what it takes.
fn about(book: &Book<'_>, method: &Method) -> String {
    let path = method.arguments.join(", ");
    let takes_more = !method.parameters.is_empty() || method.is_open;
    let more = |how: &str| match (path.is_empty(), takes_more) {
        (_, false) => String::new(),
        (true, true) => how.to_owned(),
        (false, true) => format!(", {how}"),
    };
    let (resource, name) = method.id.rsplit_once('.').unwrap_or(("", &method.id));
    let official: Vec<String> = method.official.iter().map(|name| format!("`{name}`")).collect();
    let rows = [
        ("request", Some(format!("`{} {}`", method.verb, method.path))),
        ("versions", Some(method.versions.whole())),
        ("Python, Ruby", Some(format!("`client.{}({path}{})`", method.id, more("…")))),
        ("JavaScript", Some(format!("`client.{}({path}{})`", javascript(&method.id), more("{…}")))),
        ("Rust", Some(format!("`ops::{}::{}`", resource.replace('.', "::"), name.to_uppercase()))),
        ("gives", Some(book.answer(&method.answer))),
        ("paging", method.paging.map(|style| words::paging(style).to_owned())),
        ("job", method.is_job.then(|| "`client.job` [follows it to its end](../guides/exports.md)".to_owned())),
        ("sent again", Some(words::repeat(method))),
        ("official SDKs", (!official.is_empty()).then(|| official.join(", "))),
        ("Intercom", method.link.as_ref().map(|link| format!("[its page in their reference]({link})"))),
    ];
    let rows = rows.into_iter().filter_map(|(name, words)| Some((name.to_owned(), words?)));
    table("about", rows)
}
