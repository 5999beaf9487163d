//! The book holds together, and what it shows in Rust runs.

#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "what a guide shows may print")]

#[path = "book/driver.rs"]
mod driver;
#[path = "book/first_call.rs"]
mod first_call;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use entryphone::Operation;
use entryphone_emulator::{Emulator, Options};
use entryphone_tests::root;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options as Extensions, Parser, Tag, TagEnd};

static SOURCES: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| xtask::book::sources(root()).expect("the book can be put together"));

fn parse(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Extensions::ENABLE_TABLES | Extensions::ENABLE_HEADING_ATTRIBUTES)
}

#[test]
fn every_link_leads_somewhere() {
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        SOURCES.iter().map(|(path, text)| (path.as_str(), anchors(text))).collect();
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, text) in SOURCES.iter() {
        for event in parse(text) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            if dest_url.contains("://") {
                continue;
            }
            count += 1;
            let (page, anchor) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
            let page = if page.is_empty() { path.clone() } else { beside(path, page) };
            let leads = anchors.get(page.as_str()).is_some_and(|known| anchor.is_empty() || known.contains(anchor));
            if !leads {
                broken.push(format!("{path}: {dest_url}"));
            }
        }
    }
    assert!(count > 3_000, "only {count} links were looked at");
    assert!(broken.is_empty(), "these lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn every_chapter_is_in_the_table_of_contents() {
    let listed: BTreeSet<String> = parse(&SOURCES["SUMMARY.md"])
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        })
        .collect();
    let chapters: BTreeSet<String> = SOURCES.keys().filter(|path| *path != "SUMMARY.md").cloned().collect();
    assert_eq!(listed, chapters);
}

#[test]
fn every_operation_has_a_section() {
    for operation in Operation::all() {
        let page = operation.id.split('.').next().expect("an id has a first part");
        let text = &SOURCES[&format!("reference/{page}.md")];
        assert!(text.contains(&format!("{{#{}}}\n\n{}", operation.id, operation.doc())), "{}", operation.id);
    }
}

#[test]
fn a_field_that_became_something_else_is_told() {
    let changes = &SOURCES["changes/2.16.md"];
    assert!(changes.contains("`owner_id` integer *(until 2.15)*, text *(from 2.16)*"), "{changes}");
    assert!(changes.contains("`priority`, `not_priority` *(until 2.15)*"), "{changes}");
}

/// What each language of a block is run or read by.
const LANGUAGES: [(&str, &str); 9] = [
    ("python", "tests/python/test_markdown.py"),
    ("js", "tests/node/markdown.test.js, and what is for a page tests/web/markdown.test.js"),
    ("ts", "tests/node/types.test.js"),
    ("ruby", "tests/ruby/readme_test.rb"),
    ("rust", "rustdoc, in the README of the crate"),
    ("rust,ignore", "this file: it includes programs that are compiled into it"),
    ("console", "nobody: what is typed into a shell"),
    ("text", "nobody: no program"),
    ("", "nobody: no program"),
];

#[test]
fn every_block_is_of_a_language_that_runs() {
    let mut files: Vec<(String, String)> = SOURCES.clone().into_iter().collect();
    for path in [
        "README.md",
        "core/README.md",
        "bindings-py/README.md",
        "bindings-node/README.md",
        "bindings-wasm/README.md",
        "bindings-uniffi/ruby/README.md",
        "CONTRIBUTING.md",
    ] {
        files.push((path.to_owned(), fs::read_to_string(root().join(path)).expect("the file is there")));
    }
    for (path, text) in &files {
        for event in parse(text) {
            if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) = event {
                let is_known = LANGUAGES.iter().any(|(known, _)| *known == &*language);
                assert!(is_known, "{path}: nothing runs blocks of {language:?}");
            }
        }
    }
}

#[test]
fn every_program_in_rust_is_included_from_one_that_is_compiled() {
    let mut count = 0;
    for (path, text) in SOURCES.iter() {
        let blocks = text.split("```rust").skip(1).filter_map(|block| block.split("```").next());
        for block in blocks {
            let (file, anchor) = block
                .trim()
                .strip_prefix(",ignore\n{{#include ")
                .and_then(|include| include.strip_suffix("}}")?.split_once(':'))
                .unwrap_or_else(|| panic!("{path}: nothing compiles {block:?}"));
            let program = fs::read_to_string(root().join(file)).expect("the program is there");
            assert!(program.contains(&format!("// ANCHOR: {anchor}\n")), "{file} has no anchor {anchor}");
            count += 1;
        }
    }
    assert_eq!(count, 2);
}

#[test]
fn the_first_call_of_the_guide_is_made() {
    let emulator = Emulator::start(Options::default()).expect("a port is free");
    let body = first_call::first_call(&emulator.url()).expect("the emulator answers");
    assert!(body.contains("ada@rust.example"), "{body}");
}

/// The path of a page that is linked to from another one.
fn beside(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// What can stand behind the `#` of a link to a page. Of headings that name none, mdBook makes it out of their text.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in parse(text) {
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => drop(anchors.insert(id.into_string())),
            Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2 | HeadingLevel::H3, .. }) => {
                heading = Some(String::new());
            }
            // A name in a table, which is no heading.
            Event::InlineHtml(html) => anchors.extend(html.split('"').nth(1).map(str::to_owned)),
            Event::Text(part) | Event::Code(part) => heading.iter_mut().for_each(|heading| heading.push_str(&part)),
            Event::End(TagEnd::Heading(_)) => {
                let words = heading.take().unwrap_or_default().to_lowercase().replace(' ', "-");
                anchors.insert(
                    words.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect(),
                );
            }
            _ => {}
        }
    }
    anchors
}
