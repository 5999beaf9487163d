//! Whether one value satisfies one filter.

use serde_json::Value;
use std::cmp::Ordering;

use super::{Kind, Missing, Operator, words};

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Whether `found`, the value of a field, stands in the relation `operator` to `wanted`.
pub(super) fn matches(found: &Value, kind: Kind, operator: Operator, wanted: &Value, missing: Missing) -> bool {
    match operator {
        Operator::NotEqual => {
            differs(found, wanted, missing) && !matches(found, kind, Operator::Equal, wanted, missing)
        }
        Operator::NotIn => differs(found, wanted, missing) && !matches(found, kind, Operator::In, wanted, missing),
        Operator::ContainsNot => {
            differs(found, wanted, missing) && !matches(found, kind, Operator::Contains, wanted, missing)
        }
        Operator::In => {
            wanted.as_array().into_iter().flatten().any(|wanted| matches(found, kind, Operator::Equal, wanted, missing))
        }
        _ if found.is_null() || wanted.is_null() => operator == Operator::Equal && found.is_null() && wanted.is_null(),
        _ => match found {
            Value::Array(values) => values.iter().any(|value| holds(value, kind, operator, wanted)),
            value => holds(value, kind, operator, wanted),
        },
    }
}

/// Whether a negation may hold at all: a missing value differs from another only where the version says so.
fn differs(found: &Value, wanted: &Value, missing: Missing) -> bool {
    !found.is_null() || (missing == Missing::MatchesNegations && !wanted.is_null())
}

fn holds(found: &Value, kind: Kind, operator: Operator, wanted: &Value) -> bool {
    match operator {
        Operator::Equal => match kind {
            Kind::Boolean => boolean(found).is_some() && boolean(found) == boolean(wanted),
            _ if kind.is_number() || (kind == Kind::Any && found.is_number()) => {
                ordered(found, kind, wanted, Ordering::is_eq)
            }
            _ => text(found) == text(wanted),
        },
        Operator::Less if kind.is_inclusive() => ordered(found, kind, wanted, Ordering::is_le),
        Operator::Greater if kind.is_inclusive() => ordered(found, kind, wanted, Ordering::is_ge),
        Operator::Less => ordered(found, kind, wanted, Ordering::is_lt),
        Operator::LessOrEqual => ordered(found, kind, wanted, Ordering::is_le),
        Operator::Greater => ordered(found, kind, wanted, Ordering::is_gt),
        Operator::GreaterOrEqual => ordered(found, kind, wanted, Ordering::is_ge),
        Operator::Contains if kind == Kind::Words => words::contains(&text(found), &text(wanted)),
        Operator::Contains => folded(found).contains(&folded(wanted)),
        Operator::StartsWith => folded(found).starts_with(&folded(wanted)),
        Operator::EndsWith => folded(found).ends_with(&folded(wanted)),
        Operator::NotEqual | Operator::In | Operator::NotIn | Operator::ContainsNot => {
            unreachable!("`matches` takes these apart before it comes here")
        }
    }
}

fn ordered(found: &Value, kind: Kind, wanted: &Value, accept: impl Fn(Ordering) -> bool) -> bool {
    let unit = |seconds: f64| match kind {
        Kind::Day => (seconds / SECONDS_PER_DAY).floor(),
        _ => seconds,
    };
    let (Some(found), Some(wanted)) = (number(found), number(wanted)) else {
        return false;
    };
    unit(found).partial_cmp(&unit(wanted)).is_some_and(accept)
}

/// A number, also when it is written as a string, which the API's own examples do.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

pub(super) fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(boolean) => Some(*boolean),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn folded(value: &Value) -> String {
    text(value).to_lowercase()
}
