//! Faults as JSON.

use hyper::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::Kind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    #[serde(default, rename = "match")]
    matching: Matching,
    #[serde(default = "once")]
    times: u32,
    status: Option<u16>,
    body: Option<Value>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    delay_ms: Option<u64>,
    drop: Option<Drop>,
    truncate: Option<usize>,
    html: Option<u16>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Matching {
    method: Option<String>,
    path: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Drop {
    Before,
    After,
}

fn once() -> u32 {
    1
}

impl TryFrom<Fault> for super::Fault {
    type Error = String;

    fn try_from(fault: Fault) -> Result<Self, String> {
        let mut kinds = Vec::new();
        if let Some(status) = fault.status {
            let headers =
                fault.headers.iter().map(|(name, value)| sound_header(name, value)).collect::<Result<_, _>>()?;
            kinds.push(Kind::Status { status: sound_status(status)?, body: fault.body, headers });
        } else if fault.body.is_some() || !fault.headers.is_empty() {
            return Err("body and headers belong to a fault with a status".into());
        }
        kinds.extend(fault.delay_ms.map(|ms| Kind::Delay { ms }));
        kinds.extend(fault.drop.map(|drop| match drop {
            Drop::Before => Kind::DropBefore,
            Drop::After => Kind::DropAfter,
        }));
        kinds.extend(fault.truncate.map(|after| Kind::Truncate { after }));
        if let Some(status) = fault.html {
            kinds.push(Kind::Html { status: sound_status(status)? });
        }
        let count = kinds.len();
        match (kinds.pop(), count) {
            (Some(kind), 1) => Ok(Self {
                method: fault.matching.method.map(|method| method.to_ascii_uppercase()),
                path: fault.matching.path,
                times: sound_times(fault.times)?,
                kind,
            }),
            _ => Err(format!(
                "a fault needs exactly one of status, delay_ms, drop, truncate and html, not {count} of them"
            )),
        }
    }
}

pub(super) fn sound_status(status: u16) -> Result<u16, String> {
    if (200..600).contains(&status) {
        Ok(status)
    } else {
        Err(format!("{status} is not the status of a final answer: 200 to 599"))
    }
}

pub(super) fn sound_times(times: u32) -> Result<u32, String> {
    if times > 0 { Ok(times) } else { Err("times must be at least 1".into()) }
}

pub(super) fn sound_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed_name = HeaderName::try_from(name).map_err(|_| format!("{name:?} is not the name of a header"))?;
    let parsed_value = HeaderValue::try_from(value)
        .map_err(|_| format!("the value of the header {name} has characters it cannot hold"))?;
    Ok((parsed_name, parsed_value))
}
