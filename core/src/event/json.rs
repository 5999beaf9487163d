//! Events as JSON.

use super::{Event, EventKind};
use crate::json::Object;
use crate::rate_limit::RateLimit;

pub(super) fn write(event: &Event) -> String {
    let mut object = Object::new();
    object.member("event", event.kind.as_str()).member("at_ms", event.at_ms).member("operation", event.operation);
    match &event.kind {
        EventKind::Request { attempt, method, path, version, lane } => object
            .member("attempt", *attempt)
            .member("method", method.as_str())
            .member("path", *path)
            .member("version", version.as_str())
            .member("lane", lane.map(crate::Lane::as_str)),
        EventKind::Response { attempt, status, duration_ms, request_id, bytes, rate_limit } => object
            .member("attempt", *attempt)
            .member("status", *status)
            .member("duration_ms", *duration_ms)
            .member("request_id", request_id.as_deref())
            .member("bytes", bytes.map(|bytes| bytes as u64))
            .member("rate_limit", *rate_limit),
        EventKind::Lost { attempt, kind, sent, duration_ms } => object
            .member("attempt", *attempt)
            .member("kind", kind.as_str())
            .member("sent", sent.as_str())
            .member("duration_ms", *duration_ms),
        EventKind::Retry { attempt, cause } => object.member("attempt", *attempt).member("cause", cause.as_str()),
        EventKind::Wait { reason, until_ms, wait_ms } => {
            object.member("reason", reason.as_str()).member("until_ms", *until_ms).member("wait_ms", *wait_ms)
        }
        EventKind::Limit(RateLimit { limit, remaining, resets_in_ms }) => {
            object.member("limit", *limit).member("remaining", *remaining).member("resets_in_ms", *resets_in_ms)
        }
        EventKind::Token(state) => object.member("state", state.as_str()),
        EventKind::Page { items, restarted, is_last } => {
            object.member("items", *items as u64).member("restarted", *restarted).member("is_last", *is_last)
        }
        EventKind::Job { status, is_new } => object.member("status", *status).member("is_new", *is_new),
        EventKind::Drift(drift) => object.member("drift", drift.as_slice()),
        EventKind::Done { status, attempts, duration_ms } => {
            object.member("status", *status).member("attempts", *attempts).member("duration_ms", *duration_ms)
        }
        EventKind::Failed { kind, status, attempts, duration_ms, maybe_applied } => object
            .member("kind", kind.as_str())
            .member("status", *status)
            .member("attempts", *attempts)
            .member("duration_ms", *duration_ms)
            .member("maybe_applied", *maybe_applied),
        EventKind::Dropped { count } => object.member("count", *count),
    };
    object.end()
}
