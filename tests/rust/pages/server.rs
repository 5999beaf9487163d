//! A server that has so many items and gives each of them on one page, in the manners the API is known for.

use std::collections::BTreeMap;

use entryphone::{PageStyle, Paging, Request};
use entryphone_tests::Chance;
use serde_json::{Value, json};

/// How a server writes what is free to it.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is free of the others, and that is the point")]
pub(crate) struct Manner {
    /// The next page is an address, where it may be an object as well.
    pub(crate) addresses: bool,
    /// There is no total, or one that is too low, and the next page is named instead.
    pub(crate) hides_totals: bool,
    /// Counts are texts.
    pub(crate) writes_counts_as_texts: bool,
    /// What has no next page says so with null.
    pub(crate) says_null: bool,
    /// Cursors lead over empty pages first.
    pub(crate) has_empty_pages: bool,
}

impl Manner {
    pub(crate) fn of(chance: &mut Chance) -> Manner {
        Manner {
            addresses: chance.one_in(2),
            hides_totals: chance.one_in(2),
            writes_counts_as_texts: chance.one_in(4),
            says_null: chance.one_in(2),
            has_empty_pages: chance.one_in(3),
        }
    }
}

pub(crate) struct Server {
    pub(crate) paging: Paging,
    pub(crate) manner: Manner,
    pub(crate) items: u64,
    /// How many items a page has that asks for no number.
    pub(crate) page_size: u64,
    /// How many items the open scroll has given.
    pub(crate) scrolled: u64,
    pub(crate) requests: u64,
}

/// What a request is answered with.
pub(crate) enum Answer {
    Page(Value),
    NotFound,
}

impl Server {
    pub(crate) fn answer(&mut self, request: &Request) -> Answer {
        self.requests += 1;
        let asked = Asked::read(request);
        let size = asked.number("per_page").unwrap_or(self.page_size);
        assert!(size > 0, "a page size of nothing was asked for");
        match self.paging.style {
            PageStyle::Unpaged => Answer::Page(self.with_items(json!({}), 0, self.items)),
            PageStyle::CursorQuery | PageStyle::CursorBody => Answer::Page(self.cursor_page(&asked, size)),
            PageStyle::CursorFlat => {
                let (from, to, next) = self.slice(asked.text("cursor"), size);
                let (more, known) = (next.is_some(), next.unwrap_or_default());
                let cursor = if more || self.manner.addresses { json!(known) } else { Value::Null };
                Answer::Page(self.with_items(json!({"next_cursor": cursor, "has_more": more}), from, to))
            }
            PageStyle::PageQuery | PageStyle::PageFlat | PageStyle::PageBody => {
                Answer::Page(self.numbered_page(&asked, size))
            }
            PageStyle::Scroll => self.scroll_page(&asked),
            PageStyle::Link => {
                let (from, to, next) = self.slice(asked.text("before"), size);
                let address =
                    next.map(|next| format!("http://api.intercom.test/events?user_id=u&before={next}&per_page=99"));
                Answer::Page(self.with_items(json!({"pages": {"next": address}}), from, to))
            }
        }
    }

    fn cursor_page(&self, asked: &Asked, size: u64) -> Value {
        let (from, to, next) = self.slice(asked.text("starting_after"), size);
        let mut pages = json!({"type": "pages", "per_page": size});
        match next {
            Some(next) if self.manner.addresses => {
                pages["next"] = json!(format!("https://api.intercom.io/x?per_page=99&starting_after={next}"));
            }
            Some(next) => pages["next"] = json!({"page": 99, "starting_after": next}),
            None if self.manner.says_null => pages["next"] = Value::Null,
            None => {}
        }
        self.with_items(json!({"pages": pages}), from, to)
    }

    fn numbered_page(&self, asked: &Asked, size: u64) -> Value {
        let page = asked.number("page").unwrap_or(1);
        let (from, total) = ((page - 1).saturating_mul(size).min(self.items), self.items.div_ceil(size));
        let mut place = json!({"page": self.count(page), "per_page": size});
        if !self.manner.hides_totals {
            place["total_pages"] = self.count(total);
        } else if self.manner.says_null {
            place["total_pages"] = self.count(1);
        }
        let mut answer = json!({});
        if self.paging.style == PageStyle::PageFlat {
            answer = place.clone();
        }
        if self.paging.style != PageStyle::PageFlat || self.manner.hides_totals {
            let is_last = page >= total;
            place["next"] = match (self.manner.hides_totals, self.manner.addresses) {
                (true, true) if !is_last => json!(format!("https://api.intercom.io/x?page={}&per_page=99", page + 1)),
                (true, false) if !is_last => json!({"page": page + 1, "per_page": 99}),
                _ => Value::Null,
            };
            answer["pages"] = place;
        }
        self.with_items(answer, from, (from + size).min(self.items))
    }

    fn scroll_page(&mut self, asked: &Asked) -> Answer {
        match asked.text("scroll_param") {
            None => self.scrolled = 0,
            Some(token) => assert_eq!(token, "the one token", "a scroll has one token"),
        }
        let from = self.scrolled;
        let to = (from + self.page_size).min(self.items);
        self.scrolled = to;
        if from == to && from > 0 && self.manner.says_null {
            return Answer::NotFound;
        }
        let around = json!({"pages": null, "total_count": null, "scroll_param": "the one token"});
        Answer::Page(self.with_items(around, from, to))
    }

    /// The items behind a cursor, and the cursor behind them. A cursor is the number of items before it, and, behind a dash, how many
    /// empty pages it has led over.
    fn slice(&self, cursor: Option<String>, size: u64) -> (u64, u64, Option<String>) {
        let cursor = cursor.unwrap_or_else(|| "0-0".to_owned());
        let (before, empty) = cursor.split_once('-').expect("a cursor of this server comes back as it was");
        let (from, empty): (u64, u64) = (before.parse().expect("a number"), empty.parse().expect("a number"));
        if self.manner.has_empty_pages && empty < from % 3 {
            return (from, from, Some(format!("{from}-{}", empty + 1)));
        }
        let to = (from + size).min(self.items);
        (from, to, (to < self.items).then(|| format!("{to}-0")))
    }

    fn with_items(&self, mut answer: Value, from: u64, to: u64) -> Value {
        let mut place = &mut answer;
        for name in self.paging.items.split('.') {
            place = &mut place[name];
        }
        *place = (from..to).collect();
        answer
    }

    fn count(&self, number: u64) -> Value {
        if self.manner.writes_counts_as_texts { json!(number.to_string()) } else { json!(number) }
    }
}

/// The parameters of a request, wherever they stand.
struct Asked(BTreeMap<String, String>);

impl Asked {
    fn read(request: &Request) -> Asked {
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let mut asked: BTreeMap<String, String> = BTreeMap::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').expect("a parameter has a value");
            let is_new = asked.insert(name.to_owned(), value.replace("%20", " ")).is_none();
            assert!(is_new, "{name} is asked for twice in {}", request.url);
        }
        let body: Value =
            request.body.as_deref().map_or(Value::Null, |body| serde_json::from_slice(body).expect("JSON"));
        for members in [&body, &body["pagination"]].into_iter().filter_map(Value::as_object) {
            for (name, value) in members.iter().filter(|(_, value)| !value.is_object()) {
                asked.insert(name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
        }
        Asked(asked)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }
}
