//! Builds queries.

use std::fmt;

use super::operand::Operand;
use super::operator::Operator;
use crate::quoted::quoted;

/// A condition of a search: one filter, or a group of conditions. `Display` and [`Condition::as_json`] give the `query` to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition(String);

/// A field that waits for what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a field alone is no condition; compare it with something"]
pub struct Subject(String);

/// Begins a filter of this field.
pub fn field(name: impl Into<String>) -> Subject {
    Subject(name.into())
}

/// Holds where all conditions hold.
pub fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    Condition::group("AND", conditions)
}

/// Holds where one of the conditions holds.
pub fn any(conditions: impl IntoIterator<Item = Condition>) -> Condition {
    Condition::group("OR", conditions)
}

impl Condition {
    /// The condition as JSON text.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    fn group(operator: &str, conditions: impl IntoIterator<Item = Condition>) -> Condition {
        let members: Vec<String> = conditions.into_iter().map(|condition| condition.0).collect();
        Condition(format!(r#"{{"operator":"{operator}","value":[{}]}}"#, members.join(",")))
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Subject {
    /// `=`
    pub fn equals(self, value: impl Into<Operand>) -> Condition {
        self.compare(Operator::Equal, value)
    }

    /// `!=`
    pub fn not_equals(self, value: impl Into<Operand>) -> Condition {
        self.compare(Operator::NotEqual, value)
    }

    /// `IN`
    pub fn one_of(self, values: impl IntoIterator<Item = impl Into<Operand>>) -> Condition {
        self.compare(Operator::In, Operand::list(values))
    }

    /// `NIN`
    pub fn none_of(self, values: impl IntoIterator<Item = impl Into<Operand>>) -> Condition {
        self.compare(Operator::NotIn, Operand::list(values))
    }

    /// `>`. Conversations, tickets and companies take it as "greater than or equal".
    pub fn greater_than(self, value: impl Into<Operand>) -> Condition {
        self.compare(Operator::Greater, value)
    }

    /// `<`. Conversations, tickets and companies take it as "less than or equal".
    pub fn less_than(self, value: impl Into<Operand>) -> Condition {
        self.compare(Operator::Less, value)
    }

    /// `>=`
    pub fn at_least(self, value: impl Into<Operand>) -> Condition {
        self.compare(Operator::GreaterOrEqual, value)
    }

    /// `<=`
    pub fn at_most(self, value: impl Into<Operand>) -> Condition {
        self.compare(Operator::LessOrEqual, value)
    }

    /// `~`
    pub fn contains(self, text: impl Into<Operand>) -> Condition {
        self.compare(Operator::Contains, text)
    }

    /// `!~`
    pub fn not_contains(self, text: impl Into<Operand>) -> Condition {
        self.compare(Operator::NotContains, text)
    }

    /// `^`
    pub fn starts_with(self, text: impl Into<Operand>) -> Condition {
        self.compare(Operator::StartsWith, text)
    }

    /// `$`
    pub fn ends_with(self, text: impl Into<Operand>) -> Condition {
        self.compare(Operator::EndsWith, text)
    }

    /// Any operator with any value.
    pub fn compare(self, operator: Operator, value: impl Into<Operand>) -> Condition {
        let (field, value) = (quoted(&self.0), value.into());
        Condition(format!(r#"{{"field":{field},"operator":"{operator}","value":{}}}"#, value.as_json()))
    }
}
