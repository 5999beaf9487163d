//! What holds for every listing: against an honest server each item comes once, and no server can break one.

#[path = "pages/garbage.rs"]
mod garbage;
#[path = "pages/server.rs"]
mod server;

use entryphone::document::{Document, Value};
use entryphone::{
    Arguments, Client, Config, ErrorKind, Head, Input, Operation, PageFacts, PageStyle, Pager, Step, Token, items,
};

use entryphone_tests::Chance;
use server::{Answer, Manner, Server};

const LISTINGS: u64 = 1_500;
const OPERATIONS: [(&str, &str); 10] = [
    ("tags.list", "[]"),
    ("contacts.list", "[]"),
    ("contacts.search", "[]"),
    ("contacts.list_merge_history", r#"["c"]"#),
    ("articles.list", "[]"),
    ("articles.search", "[]"),
    ("audiences.list", "[]"),
    ("admins.search_activity_logs", "[]"),
    ("companies.scroll", "[]"),
    ("events.list", "[]"),
];

#[test]
fn against_an_honest_server_each_item_comes_once() {
    for seed in 0..LISTINGS {
        let mut chance = Chance(seed);
        for (id, path) in OPERATIONS {
            let listing = Listing::of(id, path, &mut chance);
            let mut server = Server {
                paging: listing.operation.paging.expect("it is a list"),
                manner: Manner::of(&mut chance),
                items: chance.between(0, 23),
                page_size: chance.between(1, 9),
                scrolled: 0,
                requests: 0,
            };
            let limit = chance.one_in(3).then(|| chance.between(0, 25));
            let seen = listing.drive(&mut server, limit, &mut chance);
            let expected: Vec<u64> = (0..limit.map_or(server.items, |limit| limit.min(server.items))).collect();
            let (manner, number) = (server.manner, server.items);
            assert_eq!(seen, expected, "{id}, seed {seed}, {number} items, limit {limit:?}, {manner:?}");
            listing.check_requests(&server, expected.len() as u64);
        }
    }
}

/// One listing and what it was given.
struct Listing {
    client: Client,
    operation: &'static Operation,
    path: &'static str,
    query: &'static str,
    body: String,
    per_page: Option<u64>,
}

impl Listing {
    fn of(id: &str, path: &'static str, chance: &mut Chance) -> Listing {
        let operation = Operation::find(id).expect("a row of the catalog");
        let style = operation.paging.expect("it is a list").style;
        let config = Config { token: Some(Token::new("secret").expect("a token")), ..Config::default() };
        let is_chosen = !matches!(style, PageStyle::Unpaged | PageStyle::Scroll) && chance.one_in(2);
        let per_page = is_chosen.then(|| chance.between(1, 9));
        let body = match (style, per_page) {
            (PageStyle::CursorBody, Some(size)) => format!(r#"{{"query":{{}},"pagination":{{"per_page":{size}}}}}"#),
            (PageStyle::PageBody, Some(size)) => format!(r#"{{"per_page":{size}}}"#),
            _ => "{}".to_owned(),
        };
        let query = match id {
            "events.list" => r#"{"user_id":"u"}"#,
            "articles.search" => r#"{"phrase":"a b"}"#,
            _ => "{}",
        };
        Listing { client: Client::new(config).expect("sound settings"), operation, path, query, body, per_page }
    }

    fn with_arguments<T>(&self, use_them: impl FnOnce(&Arguments<'_>) -> T) -> T {
        let style = self.operation.paging.expect("it is a list").style;
        let is_in_body = matches!(style, PageStyle::CursorBody | PageStyle::PageBody);
        let extra = self.per_page.filter(|_| !is_in_body).map(|size| format!(r#"{{"per_page":{size}}}"#));
        use_them(&Arguments {
            path: Some(self.path.as_bytes()),
            query: Some(self.query.as_bytes()),
            body: is_in_body.then_some(self.body.as_bytes()),
            extra_query: extra.as_deref().map(str::as_bytes),
            ..Arguments::default()
        })
    }

    fn start(&self) -> Pager {
        self.with_arguments(|arguments| self.client.pages(self.operation, arguments, 0)).expect("sound arguments")
    }

    fn resume(&self, checkpoint: &str) -> Result<Pager, entryphone::Error> {
        self.with_arguments(|arguments| self.client.resume_pages(self.operation, arguments, checkpoint, 0))
    }

    /// Goes over all pages, sometimes by way of a checkpoint or of a clone, and collects the items.
    fn drive(&self, server: &mut Server, limit: Option<u64>, chance: &mut Chance) -> Vec<u64> {
        let mut pager = self.start();
        if let Some(limit) = limit {
            pager = pager.limit(limit);
        }
        let (mut seen, mut now) = (Vec::new(), chance.between(0, 1_000_000));
        while let Some(call) = pager.call(&self.client, now, 0).expect("an honest server leaves a way on") {
            assert!(server.requests < 100, "the listing does not end");
            now += chance.between(0, 59_999);
            match server.answer(call.request()) {
                Answer::NotFound => assert!(pager.fail(Some(404)).is_some(), "the end of a scroll is no failure"),
                Answer::Page(page) => {
                    let text = page.to_string();
                    let document = Document::parse(text.as_bytes()).expect("the server writes JSON");
                    let page = items(document.root(), pager.items_path()).expect("the server gives a list");
                    let turn = if chance.one_in(2) {
                        let facts = PageFacts::read(text.as_bytes(), Some(page.len())).expect("the server writes JSON");
                        pager.turn_by(&facts, now)
                    } else {
                        pager.turn(document.root(), now)
                    };
                    seen.extend(page.items().take(turn.items).map(|item| item.as_u64().expect("items are numbers")));
                }
            }
            if chance.one_in(4) {
                pager = pager.clone();
            }
            let is_amid_a_scroll = server.paging.style == PageStyle::Scroll && !pager.is_over();
            if chance.one_in(4) && !is_amid_a_scroll {
                let checkpoint = pager.checkpoint().expect("an honest server leaves a way on");
                pager = self.resume(&checkpoint).expect("a checkpoint resumes its own listing");
            }
        }
        seen
    }

    /// Pages whose number is known are not followed by one that only shows there are no more.
    fn check_requests(&self, server: &Server, handed_out: u64) {
        let style = server.paging.style;
        let is_counted = matches!(style, PageStyle::PageQuery | PageStyle::PageFlat | PageStyle::PageBody);
        if is_counted && handed_out > 0 {
            let size = self.per_page.unwrap_or(server.page_size);
            assert_eq!(server.requests, handed_out.div_ceil(size), "{style:?}");
        }
    }
}

/// A page of a scroll that is asked for twice is the page after it.
#[test]
fn a_page_of_a_scroll_is_sent_once_even_if_the_caller_vouches_for_more() {
    let listing = Listing::of("companies.scroll", "[]", &mut Chance(0));
    let arguments = Arguments { repeatable: true, ..Arguments::default() };
    for (status, is_repeated) in [(500, false), (503, false), (429, true)] {
        let pager = listing.client.pages(listing.operation, &arguments, 0).expect("sound arguments");
        let mut call = pager.call(&listing.client, 0, 0).expect("no other is open").expect("a first page");
        let Step::Send(send) = call.step(0, Input::Start) else { panic!("a call starts by sending") };
        let head = Head { status, headers: &[] };
        let step = call.step(1, Input::Response { attempt: send.attempt, head, body: b"" });
        assert_eq!(matches!(step, Step::Wait { .. }), is_repeated, "{status}: {step:?}");
    }
}

#[test]
fn no_answer_breaks_a_listing() {
    let (mut ends, mut failures, mut long) = (0, 0, 0);
    for seed in 0..LISTINGS {
        let mut chance = Chance(seed);
        for (id, path) in OPERATIONS {
            let listing = Listing::of(id, path, &mut chance);
            let mut pager = listing.start();
            let mut calls = 0;
            for now in 0..20 {
                match pager.call(&listing.client, now, 0) {
                    Ok(Some(_)) => calls += 1,
                    Ok(None) => {
                        ends += 1;
                        break;
                    }
                    Err(error) => {
                        assert_eq!(
                            pager.failure().map(ToString::to_string),
                            Some(error.to_string()),
                            "{id}, seed {seed}"
                        );
                        assert_eq!((error.kind, &*error.operation), (ErrorKind::Api, id));
                        failures += 1;
                        break;
                    }
                }
                let text = garbage::answer(&mut chance);
                let document = Document::parse(text.as_bytes()).expect("garbage is JSON");
                let found = items(document.root(), pager.items_path()).map_or(0, Value::len);
                assert!(pager.turn(document.root(), now).items <= found, "{id}: more items than {text} has");
                if let Ok(checkpoint) = pager.checkpoint() {
                    let again = listing.resume(&checkpoint).and_then(|pager| pager.checkpoint());
                    assert_eq!(again.ok(), Some(checkpoint), "{id}, seed {seed}: after {text}");
                }
            }
            long += u32::from(calls > 2);
        }
    }
    assert!(
        ends > 1000 && failures > 1000 && long > 1000,
        "too tame: {ends} ends, {failures} failures, {long} long ones"
    );
}

#[test]
fn no_text_breaks_a_resumption() {
    let mut chance = Chance(0);
    let listing = Listing::of("contacts.list", "[]", &mut chance);
    let mut pager = listing.start();
    let document = Document::parse(r#"{"data":[1],"pages":{"next":{"starting_after":"a\"é"}}}"#).expect("JSON");
    pager.turn(document.root(), 0);
    let checkpoint = pager.checkpoint().expect("there is a way on");
    let mut accepted = 0;
    for _ in 0..20_000 {
        let mut text: Vec<char> = checkpoint.chars().collect();
        let place = chance.place(text.len());
        match chance.between(0, 2) {
            0 => drop(text.remove(place)),
            1 => text.truncate(place),
            _ => text[place] = chance.pick(&['"', '{', '}', '9', ',', 'x']),
        }
        match listing.resume(&text.into_iter().collect::<String>()) {
            Ok(_) => accepted += 1,
            Err(error) => assert_eq!((error.kind, &*error.operation), (ErrorKind::Argument, "contacts.list")),
        }
    }
    // What changes the cursor or the counts still reads; nothing else does.
    assert!((1..10_000).contains(&accepted), "{accepted} damaged checkpoints were accepted");
}

#[test]
fn a_text_longer_than_any_checkpoint_is_refused_unread() {
    let listing = Listing::of("contacts.list", "[]", &mut Chance(0));
    let error = listing.resume(&" ".repeat(1 << 20)).expect_err("no checkpoint is so long");
    assert!(error.message.contains("1048576 bytes"), "{error}");
}

#[test]
fn the_longest_cursor_fits_into_a_checkpoint_and_a_longer_one_is_not_followed() {
    let listing = Listing::of("contacts.list", "[]", &mut Chance(0));
    for (length, fits) in [(16 << 10, true), ((16 << 10) + 1, false)] {
        let mut pager = listing.start();
        turn_to(&mut pager, &"\u{1}".repeat(length));
        let Some(failure) = pager.failure() else {
            assert!(fits, "a cursor of {length} bytes is followed");
            let checkpoint = pager.checkpoint().expect("there is a way on");
            assert!(listing.resume(&checkpoint).is_ok(), "a checkpoint of {} bytes is refused", checkpoint.len());
            continue;
        };
        assert!(!fits && failure.message.contains("16385 bytes"), "{failure}");
    }
}

#[test]
fn a_circle_of_any_length_is_found() {
    let listing = Listing::of("contacts.list", "[]", &mut Chance(0));
    for length in 1..200 {
        for before in [0, 1, 50] {
            let mut pager = listing.start();
            let mut turns = 0;
            while pager.failure().is_none() {
                let cursor = if turns < before { turns } else { before + (turns - before) % length };
                turn_to(&mut pager, &format!("c{cursor}"));
                turns += 1;
                assert!(turns <= before + 4 * length + 4, "a circle of {length} pages behind {before} is not found");
            }
            assert!(turns > before + length, "a circle of {length} pages is found before it closes");
            assert!(length > 32 || turns == before + length + 1, "a circle of {length} pages is not found at once");
        }
    }
}

#[test]
fn a_long_listing_is_no_circle() {
    let listing = Listing::of("contacts.list", "[]", &mut Chance(0));
    let mut pager = listing.start();
    for page in 0..100_000 {
        turn_to(&mut pager, &page.to_string());
    }
    assert!(pager.failure().is_none(), "{:?}", pager.failure());
}

fn turn_to(pager: &mut Pager, cursor: &str) {
    let answer = serde_json::json!({"data": [1], "pages": {"next": {"starting_after": cursor}}}).to_string();
    pager.turn(Document::parse(answer.as_bytes()).expect("JSON").root(), 0);
}
