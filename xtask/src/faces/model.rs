//! The API as faces show it: resources with methods, and what these take and give, by name. No language shows here.

use std::collections::BTreeMap;

use super::versions::Versions;
use crate::catalog::names::PageStyle;
use crate::catalog::row::{Repeat, Status};

/// All that is shown.
#[derive(Clone, Debug)]
pub struct Api {
    /// The versions, oldest first.
    pub versions: Vec<String>,
    /// The resources, by their names; those inside others follow them.
    pub resources: Vec<Resource>,
    /// What answers and notifications are made of, by name.
    pub answers: Vec<Record>,
    /// All objects that the catalog describes, whatever for, by name.
    pub schemas: Vec<Record>,
    /// What requests are made of, by name.
    pub requests: Vec<Record>,
    /// All objects that the catalog describes and all answers, whole, by name.
    pub models: Vec<Record>,
    /// The part of the catalog in which each schema stands, by the name of its record.
    pub parts: BTreeMap<String, String>,
}

impl Api {
    /// From the oldest version to the newest.
    pub fn all_versions(&self) -> Versions {
        Versions::all(&self.versions)
    }

    /// The operations of all resources.
    pub fn methods(&self) -> impl Iterator<Item = &Method> {
        self.resources.iter().flat_map(|resource| &resource.methods)
    }
}

/// A part of the API: `contacts`, `help_centers.collections`. The one without a name is the client itself.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its whole name.
    pub path: String,
    /// The last parts of the names of the resources right inside it.
    pub inside: Vec<String>,
    /// Its operations.
    pub methods: Vec<Method>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Method {
    /// The catalog's name: `contacts.list`.
    pub id: String,
    /// What it does, in one line.
    pub doc: String,
    /// The HTTP method.
    pub verb: String,
    /// The path with the names of its arguments.
    pub path: String,
    /// The versions that have it.
    pub versions: Versions,
    /// Where it stands in its life.
    pub status: Status,
    /// Intercom's own page about it.
    pub link: Option<String>,
    /// The arguments of the path.
    pub arguments: Vec<String>,
    /// Everything else that is given by name.
    pub parameters: Vec<Member>,
    /// The names of those that stand in the query; the others stand in the body.
    pub query: Vec<String>,
    /// Whether other names are welcome besides.
    pub is_open: bool,
    /// What comes back.
    pub answer: Answer,
    /// How it is paged, when it lists.
    pub paging: Option<PageStyle>,
    /// What the body of a success holds, whatever of it `answer` shows.
    pub whole: Type,
    /// What the body of its request holds, when it has one.
    pub takes: Option<Type>,
    /// Whether it starts a job that can be followed.
    pub is_job: bool,
    /// Whether it may be sent twice.
    pub repeat: Repeat,
    /// What Intercom's own clients call it.
    pub official: Vec<String>,
}

impl Method {
    /// What it is called within its resource: `list`.
    pub fn name(&self) -> &str {
        self.id.rsplit_once('.').map_or(&*self.id, |(_, name)| name)
    }

    /// What it may give.
    pub fn given(&self) -> Vec<&Type> {
        match &self.answer {
            Answer::One(one) | Answer::Page(one) => vec![one],
            Answer::PageOrOne { items, one, .. } => vec![items, one],
            Answer::Nothing | Answer::Text | Answer::Bytes => Vec::new(),
        }
    }

    /// What it takes by name, and what it may give.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.parameters.iter().map(|parameter| &parameter.holds).chain(self.given())
    }
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// One value.
    One(Type),
    /// A page of such items.
    Page(Type),
    /// A page of such items, or one such value, as the arguments say.
    PageOrOne {
        /// What the page lists.
        items: Type,
        /// The value.
        one: Type,
        /// The arguments of which one is enough for the value: any that is no boolean, or one that is true.
        when: Vec<Member>,
    },
    /// Nothing.
    Nothing,
    /// Plain text.
    Text,
    /// Bytes.
    Bytes,
}

/// An object whose members are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What faces call it: `Contact`, `ContactAvatar`.
    pub name: String,
    /// The versions that have it.
    pub versions: Versions,
    /// Its members.
    pub members: Vec<Member>,
    /// Whether it is a schema, which has a name of Intercom's.
    pub is_schema: bool,
    /// Whether it is a schema, or stands in place where only it can stand. A face may have no class for others.
    pub has_class: bool,
}

/// A member of an object, or an argument that is given by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// The versions that have it.
    pub versions: Versions,
    /// What it holds.
    pub holds: Type,
    /// What it held, range by range, where that changed from version to version.
    pub turns: Vec<(Versions, Type)>,
    /// The values of a text with their versions, where some came or went during its life.
    pub values: Vec<(String, Versions)>,
    /// Whether the newest description demands it of a request.
    pub is_required: bool,
    /// Whether it may be null, as the descriptions say.
    pub is_nullable: bool,
    /// Whether an answer can be taken to have it.
    pub is_present: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// A text that is one of these, or one that came later.
    Words(Vec<String>),
    /// A moment as text.
    DateTime,
    /// A day as text.
    Date,
    /// The bytes of a file.
    File,
    /// A whole number.
    Integer,
    /// A moment in UNIX seconds.
    Timestamp,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A list.
    List(Box<Type>),
    /// An object whose members have names of the workspace's choosing.
    Map(Box<Type>),
    /// The record of that name.
    Record(String),
    /// The query of a search, which the search builder makes as well.
    Search(Vec<Type>),
    /// One of these.
    Union(Vec<Type>),
}

impl Type {
    /// What is to be said of an answer's value that the types of most languages do not tell.
    pub fn unit(&self) -> Option<&'static str> {
        match self {
            Type::Timestamp => Some("In UNIX seconds."),
            Type::DateTime => Some("ISO 8601, with a time."),
            Type::Date => Some("ISO 8601, without a time."),
            _ => None,
        }
    }
}
