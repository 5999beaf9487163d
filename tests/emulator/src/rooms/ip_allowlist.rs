//! The addresses from which the workspace may be used.

use serde_json::{Value, json};
use std::net::IpAddr;

use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::rooms::standard;
use crate::route::{Context, Route};
use crate::store::{Record, record};

pub(crate) const ROUTES: &[Route] = &[Route::get("/ip_allowlist", find), Route::put("/ip_allowlist", update)];

/// The list a workspace starts with: nothing is on it, and nobody asks it.
pub(crate) fn blank() -> Record {
    record(json!({"type": "ip_allowlist", "enabled": false, "ip_allowlist": []}))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(json!(context.workspace.ip_allowlist)))
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    for entry in context.body.get("ip_allowlist").and_then(Value::as_array).into_iter().flatten() {
        if !entry.as_str().is_some_and(is_address_or_range) {
            let message = format!("ip_allowlist must hold addresses and CIDR ranges, and {entry} is neither");
            return Err(Refusal::new(422, "parameter_invalid", message));
        }
    }
    let list = &mut context.workspace.ip_allowlist;
    standard::assign(list, &context.body, &["enabled", "ip_allowlist"]);
    Ok(Answer::json(json!(list)).changing("ip_allowlist"))
}

fn is_address_or_range(entry: &str) -> bool {
    let (address, length) = entry.split_once('/').map_or((entry, None), |(address, length)| (address, Some(length)));
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}
