//! What the API offers, as data: the vocabulary of a row of the catalog.
//!
//! An operation has no code of its own. What differs between two operations stands in their rows; whatever needs an `if` is a
//! kind in one of the enums below and is interpreted once, in the engine.

mod method;
mod paging;

pub use method::Method;
pub use paging::{PageStyle, Paging};

#[cfg(not(feature = "packed"))]
use crate::generated::operations::OPERATIONS;
#[cfg(feature = "packed")]
use crate::packed::OPERATIONS;
use crate::version::{Version, Versions};

/// What each operation does: a line for each, in the order of the table.
static DOCS: &str = include_str!("generated/docs.txt");

/// The end of the address of each operation's page in Intercom's reference; an empty line without a page.
static LINKS: &str = include_str!("generated/links.txt");

/// One operation of the API: a row of the catalog, which alone makes them.
#[derive(Debug)]
#[non_exhaustive]
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
            let version_prefix = if self.exists_in(Version::LATEST) {
                String::new()
            } else {
                format!("{}/", self.versions.until).to_ascii_lowercase()
            };
            format!("https://developers.intercom.com/docs/references/{version_prefix}rest-api/api.intercom.io/{page}")
        })
    }

    /// Its line of a text that has one for each operation.
    fn line_of(&self, text: &'static str) -> &'static str {
        text.lines().nth(self.position()).expect("every operation has a line")
    }

    /// The place in the texts that run beside the table of operations. Those are apart so that who does not read them does not carry them.
    pub(crate) fn position(&self) -> usize {
        Operation::all().binary_search_by(|row| row.id.cmp(self.id)).expect("every operation is a row of the table")
    }

    /// Whether `version` has the operation.
    pub fn exists_in(&self, version: Version) -> bool {
        self.versions.contains(version)
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
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
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

/// How a job is followed: where its answers say what, and the operations that take its id.
#[derive(Debug)]
#[non_exhaustive]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_an_operation_is_of_the_latest_version_unless_that_has_none() {
        let page = |id: &str| Operation::find(id).expect("it is in the catalog").link();
        let address = |rest: &str| Some(format!("https://developers.intercom.com/docs/references/{rest}"));
        assert_eq!(page("contacts.list"), address("rest-api/api.intercom.io/contacts/listcontacts"));
        assert_eq!(page("companies.search"), address("preview/rest-api/api.intercom.io/companies/searchcompanies"));
        assert_eq!(page("visitors.delete"), None);
    }
}
