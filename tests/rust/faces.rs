//! What the faces' declarations and the guides are written from says what the engine does.

#![forbid(unsafe_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use entryphone::{Operation, ops};
use entryphone_tests::root;
use xtask::catalog::Catalog;
use xtask::faces::model::{Answer, Api, Method, Type};
use xtask::faces::names::lower_camel_case;
use xtask::faces::read::read;

static API: LazyLock<Api> = LazyLock::new(|| {
    let (rows, model) = Catalog::read(root()).and_then(|catalog| catalog.table()).expect("the catalog is sound");
    read(&model, &rows).expect("the catalog can be shown")
});

fn methods() -> BTreeMap<&'static str, &'static Method> {
    let methods = API.resources.iter().flat_map(|resource| &resource.methods);
    methods.map(|method| (method.id.as_str(), method)).collect()
}

#[test]
fn every_operation_is_shown_as_the_engine_knows_it() {
    let methods = methods();
    assert_eq!(methods.len(), Operation::all().len());
    for operation in Operation::all() {
        let method = methods[operation.id];
        assert_eq!(method.link, operation.link(), "{}", operation.id);
        assert_eq!(method.doc, operation.doc(), "{}", operation.id);
        let (since, until) = (operation.versions.since.as_str(), operation.versions.until.as_str());
        let range = if since == until { since.to_owned() } else { format!("{since} to {until}") };
        assert_eq!(method.versions.whole(), range, "{}", operation.id);
        assert_eq!(
            matches!(method.answer, Answer::Page(_) | Answer::PageOrOne { .. }),
            operation.paging.is_some(),
            "{}",
            operation.id
        );
        let arguments: Vec<&str> = operation.path_parameters.iter().map(|parameter| parameter.name).collect();
        assert_eq!(method.arguments, arguments, "{}", operation.id);
    }
}

#[test]
fn every_parameter_of_the_engine_is_shown_and_no_other() {
    let methods = methods();
    for operation in Operation::all() {
        let query = operation.query.iter().map(|parameter| parameter.name);
        let body = operation.body.fields().iter().map(|field| field.name);
        let path: BTreeSet<&str> = operation.path_parameters.iter().map(|parameter| parameter.name).collect();
        let known: BTreeSet<&str> = query.chain(body).filter(|name| !path.contains(name)).collect();
        let shown: BTreeSet<&str> =
            methods[operation.id].parameters.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(shown, known, "{}", operation.id);
    }
}

#[test]
fn a_field_whose_type_changed_has_both() {
    let contact = API.answers.iter().find(|record| record.name == "Contact").expect("there are contacts");
    let owner = contact.members.iter().find(|member| member.name == "owner_id").expect("they have an owner");
    assert_eq!(owner.holds, Type::Union(vec![Type::Integer, Type::Text]));
    let merged = contact.members.iter().find(|member| member.name == "merge_history").expect("from 2.16");
    assert_eq!(merged.versions.within(&contact.versions).as_deref(), Some("from 2.16"));
}

/// Before 2.16 it only ever found one, and since then it lists unless it is told which.
#[test]
fn a_list_that_may_answer_one_thing_says_when() {
    let Answer::PageOrOne { one, when, .. } = &methods()["custom_object_instances.list_or_find_by_external_id"].answer
    else {
        panic!("it is both")
    };
    assert_eq!(*one, Type::Record("CustomObjectInstance".to_owned()));
    assert_eq!(when.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["external_id"]);
}

#[test]
fn what_one_branch_of_a_union_does_without_is_not_required() {
    let filter = API.requests.iter().find(|record| record.name == "EventsListFilter").expect("it is an object");
    assert_eq!(filter.members.len(), 3);
    assert!(filter.members.iter().all(|member| !member.is_required), "an event is of one person");
}

#[test]
fn the_guides_have_a_row_for_each_method_of_the_official_clients() {
    let official = fs::read_to_string(root().join("tests/fixtures/official_methods.txt")).expect("the list is there");
    let [python, node] = ["python-intercom", "intercom-client"].map(|name| {
        fs::read_to_string(root().join(format!("docs/migrating-from-{name}.md"))).expect("the guide is there")
    });
    assert_eq!(official.lines().count(), 310);
    for name in official.lines() {
        assert!(python.contains(&format!("\n| `{name}` | `")), "{name}");
        let name: Vec<String> = name.split('.').map(lower_camel_case).collect();
        assert!(node.contains(&format!("\n| `{}` | `", name.join("."))), "{name:?}");
    }
}

#[test]
fn each_constant_of_rust_is_the_row_of_its_name() {
    let file = fs::read_to_string(root().join("core/src/generated/ops.rs")).expect("the file is there");
    let (mut within, mut found) = (Vec::new(), 0);
    for line in file.lines().map(str::trim) {
        if let Some(module) = line.strip_prefix("pub mod ") {
            within.push(module.trim_end_matches(" {").to_owned());
        } else if line == "}" {
            within.pop();
        } else if let Some(rest) = line.strip_prefix("pub const ") {
            let (name, place) = rest.split_once(": OperationId = OperationId::at(").expect("each is made from a place");
            let place: usize = place.trim_end_matches(");").parse().expect("a place is a number");
            let id = format!("{}.{}", within.join("."), name.to_lowercase());
            assert_eq!(Operation::all()[place].id, id);
            found += 1;
        }
    }
    assert_eq!(found, Operation::all().len());
    assert_eq!(ops::help_centers::collections::FIND.id, "help_centers.collections.find");
}

#[test]
fn javascript_gives_no_two_things_one_name() {
    let declared = fs::read_to_string(root().join("bindings-node/index.d.ts")).expect("the file is there");
    let mut seen = BTreeSet::new();
    for line in declared.lines() {
        let (indent, line) = line.strip_prefix("  ").map_or((false, line), |inner| (true, inner));
        let Some(rest) = line.strip_prefix("export interface ").or_else(|| line.strip_prefix("export type ")) else {
            continue;
        };
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        // Two interfaces of one name are one with the members of both, and nobody would notice.
        assert!(seen.insert((indent, name.clone())), "{name} is declared twice");
    }
    assert!(seen.len() > 400);
}
