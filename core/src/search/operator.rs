//! The operators of filters.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::quoted::quoted;

/// How a filter compares its field with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `IN`: equal to one of a list.
    In,
    /// `NIN`: equal to none of a list.
    NotIn,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    GreaterOrEqual,
    /// `<=`
    LessOrEqual,
    /// `~`: contains.
    Contains,
    /// `!~`: does not contain.
    NotContains,
    /// `^`: begins with.
    StartsWith,
    /// `$`: ends with.
    EndsWith,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Operator; 12] = [
        Operator::Equal,
        Operator::NotEqual,
        Operator::In,
        Operator::NotIn,
        Operator::Greater,
        Operator::Less,
        Operator::GreaterOrEqual,
        Operator::LessOrEqual,
        Operator::Contains,
        Operator::NotContains,
        Operator::StartsWith,
        Operator::EndsWith,
    ];

    /// The operator as queries write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::In => "IN",
            Operator::NotIn => "NIN",
            Operator::Greater => ">",
            Operator::Less => "<",
            Operator::GreaterOrEqual => ">=",
            Operator::LessOrEqual => "<=",
            Operator::Contains => "~",
            Operator::NotContains => "!~",
            Operator::StartsWith => "^",
            Operator::EndsWith => "$",
        }
    }

    /// Whether the value is a list.
    pub const fn takes_list(self) -> bool {
        matches!(self, Operator::In | Operator::NotIn)
    }
}

/// Reads the operator as queries write it.
impl FromStr for Operator {
    type Err = Error;

    fn from_str(text: &str) -> Result<Operator, Error> {
        Operator::ALL.into_iter().find(|operator| operator.as_str() == text).ok_or_else(|| {
            let known = listed(&Operator::ALL);
            Error::argument(format!(
                "there is no operator {text}; a filter takes {known}, and a group AND or OR",
                text = quoted(text)
            ))
        })
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Operators for a message: `=, !=, IN`.
pub(super) fn listed(operators: &[Operator]) -> String {
    operators.iter().map(|operator| operator.as_str()).collect::<Vec<_>>().join(", ")
}
