//! Every law of the table has a row that breaks it.

use xtask::catalog::body::{Body, Field};
use xtask::catalog::laws::{LAWS, check, shared_names};
use xtask::catalog::names::{Job, PageStyle};
use xtask::catalog::row::{Answer, Argument, Parameter, QueryStyle, Repeat, Row, Status};

use crate::TABLE;

fn row() -> Row {
    Row {
        id: "visits.find".to_owned(),
        method: "GET".to_owned(),
        path: "/visits/{visit_id}".to_owned(),
        arguments: vec![argument("visit_id", &["id"])],
        versions: (1, 3),
        status: Status::Current,
        query: vec![parameter("state")],
        body: Body::None,
        answer: Answer::Json,
        paging: None,
        one: None,
        job: None,
        repeat: Repeat::Safe,
        has_quota: false,
        doc: "Finds a visit.".to_owned(),
        link: None,
        official: Vec::new(),
    }
}

fn argument(name: &str, aliases: &[&str]) -> Argument {
    let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    Argument { name: name.to_owned(), aliases, repeated_in_query: None }
}

fn parameter(name: &str) -> Parameter {
    Parameter { name: name.to_owned(), versions: (1, 3), style: QueryStyle::Plain, default: None }
}

fn body(names: &[&str]) -> Body {
    let fields = names.iter().map(|name| Field { name: (*name).to_owned(), versions: (1, 3) }).collect();
    Body::Json { fields, is_open: false, is_required: true }
}

/// Holds that the change breaks that law and no other.
fn breaks(rule: &str, change: impl FnOnce(&mut Row)) {
    let mut bad = row();
    change(&mut bad);
    breaks_in(rule, &[bad]);
}

fn breaks_in(rule: &str, rows: &[Row]) {
    let broken: Vec<&str> = LAWS.iter().filter(|law| !(law.breaches)(rows).is_empty()).map(|law| law.rule).collect();
    assert_eq!(broken, [rule]);
    let message = check(rows).expect_err("a law is broken").to_string();
    assert!(message.contains(rule), "{message}");
}

#[test]
fn the_catalog_and_a_good_row_break_none() {
    check(&[row()]).expect("the row is good");
    check(&TABLE.0).expect("the catalog is sound");
}

#[test]
fn rows_are_sorted_and_unique() {
    breaks_in("rows stand sorted by id, and no two share one", &[row(), row()]);
    let earlier = Row { id: "gates.find".to_owned(), ..row() };
    breaks_in("rows stand sorted by id, and no two share one", &[row(), earlier]);
}

#[test]
fn ids_have_one_form() {
    breaks("an id is a resource and a name, in lower case, joined by dots", |row| row.id = "findVisit".to_owned());
}

#[test]
fn rows_are_documented() {
    breaks("a row says in one line of at most 160 characters what it does", |row| row.doc = String::new());
    breaks("a row says in one line of at most 160 characters what it does", |row| row.doc = "x".repeat(161));
}

#[test]
fn ranges_lie_inside_their_row() {
    let rule = "a range does not run backwards, and lies inside its row's";
    breaks(rule, |row| row.query[0].versions = (3, 2));
    breaks(rule, |row| row.query[0].versions = (0, 2));
    breaks(rule, |row| row.query[0].versions = (2, 4));
}

#[test]
fn paths_name_their_arguments() {
    let rule = "the names in a path are its arguments, in order";
    breaks(rule, |row| row.path = "/visits/{id}".to_owned());
    breaks(rule, |row| row.arguments.push(argument("guest_id", &[])));
    breaks(rule, |row| row.arguments.clear());
}

#[test]
fn aliases_are_free() {
    let rule = "an alias means one thing in its row";
    breaks(rule, |row| row.arguments[0].aliases.push("state".to_owned()));
    breaks(rule, |row| row.arguments[0].aliases.push("visit_id".to_owned()));
    breaks(rule, |row| row.arguments[0].aliases.push("id".to_owned()));
}

#[test]
fn names_stand_once() {
    let rule = "a name stands once in a query and once in a body";
    breaks(rule, |row| row.query.push(parameter("state")));
    breaks(rule, |row| {
        row.method = "PUT".to_owned();
        row.body = body(&["host", "host"]);
    });
}

#[test]
fn reading_sends_no_body() {
    breaks("GET has no body", |row| row.body = body(&["host"]));
}

#[test]
fn lists_name_their_items() {
    let rule = "a list says where its items are, unless it is the bare array";
    breaks(rule, |row| row.paging = Some((PageStyle::Link, String::new())));
    check(&[Row { paging: Some((PageStyle::Unpaged, String::new())), ..row() }]).expect("a bare array is fine");
}

#[test]
fn lists_can_be_paged() {
    let rule = "a list takes what asks for its next page";
    for style in
        [PageStyle::CursorQuery, PageStyle::CursorFlat, PageStyle::PageQuery, PageStyle::PageFlat, PageStyle::Scroll]
    {
        breaks(rule, |row| row.paging = Some((style, "data".to_owned())));
    }
    for style in [PageStyle::CursorBody, PageStyle::PageBody] {
        breaks(rule, |row| {
            row.method = "POST".to_owned();
            row.body = body(&["query"]);
            row.paging = Some((style, "data".to_owned()));
        });
    }
}

#[test]
fn repeats_depend_on_what_can_be_sent() {
    breaks("what makes a repeat safe is a member of the body", |row| {
        row.repeat = Repeat::SafeWith("created_at".to_owned());
    });
}

#[test]
fn what_is_sent_twice_is_given_once() {
    breaks("what is sent twice is not a query parameter of its own", |row| {
        row.arguments[0].repeated_in_query = Some("state".to_owned());
    });
}

fn job(poll: &str) -> Job {
    Job {
        id: "id".to_owned(),
        status: "status".to_owned(),
        poll: poll.to_owned(),
        download: None,
        cancel: None,
        along: Vec::new(),
    }
}

fn starting(job: Job) -> [Row; 2] {
    let method = "POST".to_owned();
    let path = "/visits".to_owned();
    let start =
        Row { id: "visits.start".to_owned(), method, path, arguments: vec![], query: vec![], job: Some(job), ..row() };
    [row(), start]
}

#[test]
fn jobs_name_operations_that_can_follow_them() {
    let rule = "the operations of a job take its id wherever the job exists";
    let poll = || job("visits.find");
    check(&starting(poll())).expect("the job can be followed");
    breaks_in(rule, &starting(job("visits.fnd")));
    breaks_in(rule, &starting(Job { cancel: Some("visits.cancel".to_owned()), ..poll() }));
    // It answers JSON, and a download is bytes.
    breaks_in(rule, &starting(Job { download: Some("visits.find".to_owned()), ..poll() }));
    let [find, start] = starting(poll());
    breaks_in(rule, &[Row { versions: (2, 3), query: vec![], ..find }, start]);
    let [find, start] = starting(poll());
    breaks_in(rule, &[find, Row { answer: Answer::Empty, ..start }]);
}

#[test]
fn what_goes_along_with_a_job_has_one_place() {
    let rule = "what goes along with a job's id is asked for after the start alone";
    let along = |name: &str| Job { along: vec![name.to_owned()], ..job("visits.find") };
    check(&starting(along("state"))).expect("polling asks for it");
    breaks_in(rule, &starting(along("app_id")));
    let [find, start] = starting(along("state"));
    breaks_in(rule, &[find, Row { query: vec![parameter("state")], ..start }]);
}

#[test]
fn an_argument_that_shares_its_name_is_found() {
    let shared = Row { query: vec![parameter("visit_id")], ..row() };
    assert_eq!(shared_names(&[shared]), ["visits.find: visit_id"]);
    assert!(shared_names(&[row()]).is_empty());
}
