//! The search language: filters and groups of filters over the fields of a resource.

use serde_json::Value;

use crate::refusal::Refusal;
use crate::version::Version;

mod compare;
#[cfg(test)]
mod fields_tests;
mod sort;
mod words;

pub(crate) use sort::Sort;
pub(crate) use words::mentions;

/// How a field may be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// A text of which `~` finds whole words only.
    Words,
    Integer,
    /// An integer of which `>` and `<` include the value itself.
    InclusiveInteger,
    /// An integer of which `>=` and `<=` cannot be asked for.
    StrictInteger,
    Boolean,
    /// UNIX seconds, compared by whole days in UTC.
    Day,
    /// UNIX seconds, compared exactly.
    Instant,
    /// UNIX seconds, compared exactly, where `>` and `<` include the value itself.
    InclusiveInstant,
    /// The same, where `>=` and `<=` can be asked for as well.
    AnyInstant,
    /// UNIX seconds, compared exactly, where `>=` and `<=` cannot be asked for.
    StrictInstant,
    /// The id of one of several linked objects.
    LinkedId,
    /// A custom attribute: compared as what its value happens to be.
    Any,
}

/// The searchable fields of a resource: their kinds by name. `None` for a name that cannot be searched.
pub(crate) type Fields<'a> = &'a dyn Fn(&str) -> Option<Kind>;

/// The searchable fields of a resource as a table.
pub(crate) struct FieldTable {
    /// The names of the fields of a kind, from a version on. A later row takes a name over from an earlier one.
    pub(crate) rows: &'static [(Version, Kind, &'static [&'static str])],
    /// What the name of an attribute begins with. Attributes are compared as what their values happen to be.
    pub(crate) attributes: &'static str,
}

impl FieldTable {
    pub(crate) fn kind_of(&self, name: &str, version: Version) -> Option<Kind> {
        if let Some(attribute) = name.strip_prefix(self.attributes) {
            return (!attribute.is_empty()).then_some(Kind::Any);
        }
        let row = self.rows.iter().rfind(|(since, _, names)| *since <= version && names.contains(&name));
        row.map(|(_, kind, _)| *kind)
    }
}

/// Reads a field of the object at hand; `null` when it has none, an array when it has several values.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Value;

/// What the API does with objects that lack the field when the operator is a negative one (`!=`, `NIN`, `!~`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    NeverMatches,
    MatchesNegations,
}

/// A query that was read and found sound.
#[derive(Debug)]
pub(crate) enum Query {
    Filter { field: String, kind: Kind, operator: Operator, value: Value },
    All(Vec<Query>),
    Any(Vec<Query>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    In,
    NotIn,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    ContainsNot,
    StartsWith,
    EndsWith,
}

const OPERATORS: [(&str, Operator); 12] = [
    ("=", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("IN", Operator::In),
    ("NIN", Operator::NotIn),
    ("<", Operator::Less),
    ("<=", Operator::LessOrEqual),
    (">", Operator::Greater),
    (">=", Operator::GreaterOrEqual),
    ("~", Operator::Contains),
    ("!~", Operator::ContainsNot),
    ("^", Operator::StartsWith),
    ("$", Operator::EndsWith),
];

const MAX_DEPTH: usize = 2;
const MAX_FILTERS: usize = 15;

impl Query {
    /// Reads the `query` of a search body.
    pub(crate) fn parse(query: Option<&Value>, fields: Fields<'_>) -> Result<Self, Refusal> {
        match query {
            None | Some(Value::Null) => Err(Refusal::missing_parameter("query is missing")),
            Some(query) => Self::parse_at(query, fields, 1),
        }
    }

    pub(crate) fn matches(&self, lookup: Lookup<'_>, missing: Missing) -> bool {
        match self {
            Self::All(members) => members.iter().all(|member| member.matches(lookup, missing)),
            Self::Any(members) => members.iter().any(|member| member.matches(lookup, missing)),
            Self::Filter { field, kind, operator, value } => {
                compare::matches(&lookup(field), *kind, *operator, value, missing)
            }
        }
    }

    fn parse_at(query: &Value, fields: Fields<'_>, depth: usize) -> Result<Self, Refusal> {
        let Some(operator) = query["operator"].as_str() else {
            return Err(refuse("every filter and every group needs an operator"));
        };
        match operator {
            "AND" => Self::parse_group(&query["value"], fields, depth).map(Self::All),
            "OR" => Self::parse_group(&query["value"], fields, depth).map(Self::Any),
            _ => Self::parse_filter(query, operator, fields),
        }
    }

    fn parse_group(members: &Value, fields: Fields<'_>, depth: usize) -> Result<Vec<Self>, Refusal> {
        if depth > MAX_DEPTH {
            return Err(refuse(format!("groups may be nested {MAX_DEPTH} deep at most")));
        }
        let Value::Array(members) = members else {
            return Err(refuse("the value of a group must be an array of filters or groups"));
        };
        if members.is_empty() {
            return Err(refuse("a group needs at least one filter"));
        }
        if members.len() > MAX_FILTERS {
            let given = members.len();
            return Err(refuse(format!("a group may hold {MAX_FILTERS} filters at most, not {given}")));
        }
        members.iter().map(|member| Self::parse_at(member, fields, depth + 1)).collect()
    }

    fn parse_filter(filter: &Value, operator: &str, fields: Fields<'_>) -> Result<Self, Refusal> {
        let Some(field) = filter["field"].as_str() else {
            return Err(refuse("every filter needs a field"));
        };
        let Some(kind) = fields(field) else {
            return Err(refuse(format!("{field:?} is not a field that can be searched")));
        };
        let Some((_, known)) = OPERATORS.iter().find(|(name, _)| *name == operator) else {
            return Err(refuse(format!("{operator:?} is not an operator")));
        };
        if !kind.takes(*known) {
            return Err(refuse(format!("{field} cannot be compared with {operator:?}")));
        }
        let Some(value) = filter.get("value") else {
            return Err(refuse(format!("the filter of {field} needs a value")));
        };
        if let Some(expected) = kind.mismatch(*known, value) {
            return Err(refuse(format!("the value of {field} must be {expected}")));
        }
        Ok(Self::Filter { field: field.into(), kind, operator: *known, value: value.clone() })
    }
}

impl Kind {
    /// The table of Intercom's search reference: which operators a field of this kind understands.
    fn takes(self, operator: Operator) -> bool {
        use Operator::{
            Contains, ContainsNot, EndsWith, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual, NotIn,
            StartsWith,
        };
        match self {
            Self::Any => true,
            Self::Text | Self::Words => {
                matches!(operator, Equal | NotEqual | In | NotIn | Contains | ContainsNot | StartsWith | EndsWith)
            }
            Self::Integer | Self::AnyInstant => {
                matches!(operator, Equal | NotEqual | In | NotIn | Less | LessOrEqual | Greater | GreaterOrEqual)
            }
            Self::InclusiveInteger | Self::StrictInteger | Self::InclusiveInstant => {
                matches!(operator, Equal | NotEqual | In | NotIn | Less | Greater)
            }
            Self::StrictInstant => matches!(operator, Equal | NotEqual | Less | Greater),
            Self::Boolean => matches!(operator, Equal | NotEqual | In | NotIn),
            Self::Day => matches!(operator, Equal | Less | Greater),
            Self::Instant => matches!(operator, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual),
            Self::LinkedId => matches!(operator, Equal | NotEqual),
        }
    }

    fn is_number(self) -> bool {
        matches!(
            self,
            Self::Integer
                | Self::InclusiveInteger
                | Self::StrictInteger
                | Self::Day
                | Self::Instant
                | Self::InclusiveInstant
                | Self::AnyInstant
                | Self::StrictInstant
        )
    }

    /// Whether `>` and `<` include the value itself.
    fn is_inclusive(self) -> bool {
        matches!(self, Self::InclusiveInteger | Self::InclusiveInstant | Self::AnyInstant)
    }

    /// What `value` would have to be instead, if it does not fit.
    fn mismatch(self, operator: Operator, value: &Value) -> Option<&'static str> {
        if matches!(operator, Operator::In | Operator::NotIn) {
            return match value {
                Value::Array(values) if values.iter().all(|value| self.fits(value)) => None,
                _ => Some("an array of values of the field's type"),
            };
        }
        match self {
            _ if self.fits(value) => None,
            Self::Boolean => Some("a boolean"),
            _ if self.is_number() => Some("a number"),
            _ => Some("a string, a number or a boolean"),
        }
    }

    fn fits(self, value: &Value) -> bool {
        match self {
            _ if value.is_null() => true,
            Self::Boolean => compare::boolean(value).is_some(),
            _ if self.is_number() => compare::number(value).is_some(),
            _ => !value.is_array() && !value.is_object(),
        }
    }
}

fn refuse(message: impl Into<String>) -> Refusal {
    Refusal::invalid_parameter(message)
}
