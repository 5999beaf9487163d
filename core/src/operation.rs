//! What the API offers, as data: the vocabulary of a row of the catalog.
//!
//! An operation has no code of its own. What differs between two operations stands in their rows; whatever needs an `if` is a
//! kind in one of the enums below and is interpreted once, in the engine.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
#[cfg(not(feature = "packed"))]
use crate::generated::operations::OPERATIONS;
#[cfg(feature = "packed")]
use crate::packed::OPERATIONS;
use crate::quoted::quoted;
use crate::version::{Version, Versions};

/// What each operation does: a line for each, in the order of the table.
static DOCS: &str = include_str!("generated/docs.txt");

/// The end of the address of each operation's page in Intercom's reference; an empty line without a page.
static LINKS: &str = include_str!("generated/links.txt");

/// One operation of the API: a row of the catalog.
#[derive(Debug)]
pub struct Operation {
    /// The catalog's name, such as `contacts.list` or `help_centers.collections.find`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path with the names of its arguments, such as `/contacts/{contact_id}/tags/{tag_id}`.
    pub path: &'static str,
    /// The arguments of the path, in its order.
    pub path_parameters: &'static [PathParameter],
    /// The versions that have the operation.
    pub versions: Versions,
    /// Whether it is current, on its way out, or already gone from the descriptions.
    pub status: Status,
    /// What may stand behind the `?`.
    pub query: &'static [QueryParameter],
    /// What may be sent as the body.
    pub body: Body,
    /// What a success looks like, and so what `Accept` asks for.
    pub answer: Answer,
    /// How the answer is paged, when it is a list.
    pub paging: Option<Paging>,
    /// How what it starts is followed to its end, when it starts a job.
    pub job: Option<&'static Polling>,
    /// Whether sending it twice leaves the workspace as sending it once does.
    pub repeat: Repeat,
    /// Whether a 429 may mean "too many of these at once" rather than "too many calls in this window".
    pub has_quota: bool,
}

impl Operation {
    /// Every operation, sorted by id.
    pub fn all() -> &'static [Operation] {
        &OPERATIONS
    }

    /// The operation of that id.
    pub fn find(id: &str) -> Option<&'static Operation> {
        let rows = Operation::all();
        Some(&rows[rows.binary_search_by(|row| row.id.cmp(id)).ok()?])
    }

    /// What comes before the last dot of the id: `help_centers.collections`.
    pub fn resource(&self) -> &'static str {
        self.id.rsplit_once('.').map_or("", |(resource, _)| resource)
    }

    /// What comes after the last dot of the id: `list`.
    pub fn name(&self) -> &'static str {
        self.id.rsplit_once('.').map_or(self.id, |(_, name)| name)
    }

    /// One line that says what it does.
    pub fn doc(&self) -> &'static str {
        self.line_of(DOCS)
    }

    /// Intercom's own page about it; `None` for withdrawn operations, which have none.
    pub fn link(&self) -> Option<String> {
        let page = self.line_of(LINKS);
        (!page.is_empty()).then(|| {
            let version_prefix = if self.versions.until < Version::LATEST || self.versions.since > Version::LATEST {
                format!("{}/", self.versions.until)
            } else {
                String::new()
            };
            format!("https://developers.intercom.com/docs/references/{version_prefix}rest-api/api.intercom.io/{page}")
        })
    }

    /// Its line of a text that has one for each operation.
    fn line_of(&self, text: &'static str) -> &'static str {
        text.lines().nth(self.position()).expect("every operation has a line")
    }

    /// The place in the texts that run beside the table of operations. Those are apart so that who does not read them does not carry them.
    fn position(&self) -> usize {
        Operation::all().binary_search_by(|row| row.id.cmp(self.id)).expect("every operation is a row of the table")
    }

    /// Whether `version` has the operation.
    pub fn exists_in(&self, version: Version) -> bool {
        self.versions.contains(version)
    }
}

/// An HTTP method the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, searches and acts.
    Post,
    /// Replaces.
    Put,
    /// Changes in part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// The method as it stands in the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// Reads a method; case is not significant.
impl FromStr for Method {
    type Err = Error;

    fn from_str(text: &str) -> Result<Method, Error> {
        [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete]
            .into_iter()
            .find(|method| method.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                Error::argument(format!(
                    "the API uses no method {text}; it uses GET, POST, PUT, PATCH and DELETE",
                    text = quoted(text)
                ))
            })
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Where an operation stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Described and in use.
    Current,
    /// Described, but Intercom advises against it.
    Deprecated,
    /// Published once, then withdrawn from the descriptions, and kept because programs use it.
    Withdrawn,
}

impl Status {
    /// The status in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Current => "current",
            Status::Deprecated => "deprecated",
            Status::Withdrawn => "withdrawn",
        }
    }
}

/// An argument of a path: one percent-encoded segment.
#[derive(Debug)]
pub struct PathParameter {
    /// The name in the newest numbered version that has it.
    pub name: &'static str,
    /// What other versions call it. The wire carries no names, so each is accepted everywhere.
    pub aliases: &'static [&'static str],
    /// The query parameter that carries the same value once more, where a description declares the path argument as a query.
    pub repeated_in_query: Option<&'static str>,
}

/// A parameter of the query string.
#[derive(Debug)]
pub struct QueryParameter {
    /// The name on the wire.
    pub name: &'static str,
    /// The versions that accept it.
    pub versions: Versions,
    /// How its value is written.
    pub style: QueryStyle,
    /// What is sent when the caller leaves a required parameter out that has only one value.
    pub default: Option<&'static str>,
}

/// How the value of a query parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryStyle {
    /// One text, number or boolean.
    Plain,
    /// A list, its items joined by commas.
    Comma,
    /// An object whose members become parameters of their own.
    Exploded,
}

/// What an operation takes as its body.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// A JSON object.
    Json {
        /// The members that are known, over all shapes and versions the body may have.
        fields: &'static [BodyField],
        /// Whether members besides `fields` are welcome, such as the parameters of a procedure.
        open: bool,
        /// Whether `{}` is sent when the caller gives nothing. A `DELETE` sends no body then.
        required: bool,
    },
    /// A form with files.
    Multipart {
        /// The parts that are known.
        fields: &'static [BodyField],
    },
}

impl Body {
    /// The known members, whatever the kind.
    pub const fn fields(&self) -> &'static [BodyField] {
        match self {
            Body::None => &[],
            Body::Json { fields, .. } | Body::Multipart { fields } => fields,
        }
    }
}

/// A member of a body.
#[derive(Debug)]
pub struct BodyField {
    /// The name on the wire.
    pub name: &'static str,
    /// The versions that know it.
    pub versions: Versions,
}

/// What a success looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// A JSON document.
    Json,
    /// Nothing, or nothing worth reading.
    Empty,
    /// Plain text.
    Text,
    /// Bytes to be streamed, such as an export.
    Bytes,
    /// A redirect to a signed address, which is followed without the token.
    Redirect,
    /// Whatever its content type says. No row of the catalog has it; requests past the catalog do.
    Any,
}

impl Answer {
    /// What `Accept` says. An answer the header excludes is refused with 406, and errors are JSON everywhere but in downloads.
    pub const fn accept(self) -> &'static str {
        match self {
            Answer::Json | Answer::Empty | Answer::Redirect | Answer::Any => "application/json",
            Answer::Text => "text/plain, application/json",
            Answer::Bytes => "application/octet-stream",
        }
    }
}

/// How a list is paged and where its items stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Paging {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// The path of the array of items in the answer, dotted (`data.articles`); empty when the answer is the array.
    pub items: &'static str,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageStyle {
    /// The whole list comes at once.
    Unpaged,
    /// `starting_after` in the query, from `pages.next.starting_after`.
    CursorQuery,
    /// `pagination.starting_after` in the body, from `pages.next.starting_after`.
    CursorBody,
    /// `cursor` in the query, from `next_cursor` while `has_more`.
    CursorFlat,
    /// `page` in the query, from `pages.next` or by counting to `pages.total_pages`.
    PageQuery,
    /// `page` in the query, by counting to a `total_pages` that stands at the top of the answer.
    PageFlat,
    /// `page` in the body, by counting to `pages.total_pages`.
    PageBody,
    /// `scroll_param` in the query, until a page is empty.
    Scroll,
    /// The query of the address in `pages.next`.
    Link,
}

impl PageStyle {
    /// Every style.
    pub const ALL: [PageStyle; 9] = [
        PageStyle::Unpaged,
        PageStyle::CursorQuery,
        PageStyle::CursorBody,
        PageStyle::CursorFlat,
        PageStyle::PageQuery,
        PageStyle::PageFlat,
        PageStyle::PageBody,
        PageStyle::Scroll,
        PageStyle::Link,
    ];

    /// The style as the catalog writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            PageStyle::Unpaged => "unpaged",
            PageStyle::CursorQuery => "cursor_query",
            PageStyle::CursorBody => "cursor_body",
            PageStyle::CursorFlat => "cursor_flat",
            PageStyle::PageQuery => "page_query",
            PageStyle::PageFlat => "page_flat",
            PageStyle::PageBody => "page_body",
            PageStyle::Scroll => "scroll",
            PageStyle::Link => "link",
        }
    }
}

/// How a job is followed: where its answers say what, and the operations that take its id.
#[derive(Debug)]
pub struct Polling {
    /// The member of the enqueueing operation's answer that holds the job's id.
    pub id: &'static str,
    /// The member of every answer that says how far the job is.
    pub status: &'static str,
    /// The id of the operation that asks how far it is.
    pub poll: &'static str,
    /// The id of the operation that downloads what it made, when that is a file.
    pub download: Option<&'static str>,
    /// The id of the operation that cancels it, when one does.
    pub cancel: Option<&'static str>,
    /// The query parameters that these operations need besides the job's id, and that are given when the job is started.
    pub along: &'static [&'static str],
}

/// Whether an operation may be sent again when nobody knows if the first sending took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// Sending it twice leaves the workspace as once does.
    Safe,
    /// The second sending would act again.
    Unsafe,
    /// Safe when the body has this member, by which Intercom drops duplicates.
    SafeWith(&'static str),
}
