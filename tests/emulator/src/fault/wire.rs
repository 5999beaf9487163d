//! Faults as JSON.

use hyper::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::{Kind, Pace, When};

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
    html: Option<u16>,
    drop: Option<When>,
    reset: Option<When>,
    delay_ms: Option<u64>,
    truncate: Option<usize>,
    drip: Option<Pace>,
    slow_headers: Option<Pace>,
    malformed_json: Option<Yes>,
    huge: Option<u64>,
    content_type: Option<String>,
    extra_headers: Option<Vec<(String, String)>>,
    date_offset_seconds: Option<i64>,
    no_date: Option<Yes>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Matching {
    method: Option<String>,
    path: Option<String>,
}

/// `true`, the one value of a fault that has nothing to say.
#[derive(Deserialize)]
#[serde(try_from = "bool")]
struct Yes;

impl TryFrom<bool> for Yes {
    type Error = &'static str;

    fn try_from(value: bool) -> Result<Self, Self::Error> {
        if value { Ok(Self) } else { Err("a fault is true or left out") }
    }
}

fn once() -> u32 {
    1
}

impl TryFrom<Fault> for super::Fault {
    type Error = String;

    fn try_from(fault: Fault) -> Result<Self, String> {
        let matching = fault.matching;
        Ok(Self {
            method: matching.method.as_deref().map(str::to_ascii_uppercase),
            path: matching.path.clone(),
            times: sound_times(fault.times)?,
            kind: Fault { matching: Matching::default(), ..fault }.kind()?,
        })
    }
}

impl Fault {
    fn kind(self) -> Result<Kind, String> {
        if self.status.is_none() && (self.body.is_some() || !self.headers.is_empty()) {
            return Err("body and headers belong to a fault with a status".into());
        }
        let (headers, body) = (self.headers, self.body);
        let status = self.status.map(|status| {
            let headers = headers.iter().map(|(name, value)| sound_header(name, value)).collect::<Result<_, _>>()?;
            Ok(Kind::Status { status: sound_status(status)?, body, headers })
        });
        let extra_headers = self.extra_headers.map(|headers| {
            let headers = headers.iter().map(|(name, value)| sound_header(name, value)).collect::<Result<_, _>>()?;
            Ok(Kind::ExtraHeaders(headers))
        });
        let given: Result<Vec<Kind>, String> = [
            status,
            extra_headers,
            self.html.map(|status| Ok(Kind::Html { status: sound_status(status)? })),
            self.drop.map(|when| Ok(Kind::Drop(when))),
            self.reset.map(|when| Ok(Kind::Reset(when))),
            self.delay_ms.map(|ms| Ok(Kind::Delay { ms })),
            self.truncate.map(|after| Ok(Kind::Truncate { after })),
            self.drip.map(|pace| Ok(Kind::Drip(sound_pace(pace)?))),
            self.slow_headers.map(|pace| Ok(Kind::SlowHeaders(sound_pace(pace)?))),
            self.malformed_json.map(|Yes| Ok(Kind::MalformedJson)),
            self.huge.map(|bytes| Ok(Kind::Huge { bytes })),
            self.content_type.map(|value| Ok(Kind::ContentType(sound_header("content-type", &value)?.1))),
            self.date_offset_seconds.map(|seconds| Ok(Kind::DateOffset { seconds })),
            self.no_date.map(|Yes| Ok(Kind::NoDate)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut given = given?;
        match (given.pop(), given.len()) {
            (Some(kind), 0) => Ok(kind),
            (last, others) => Err(format!(
                "a fault needs exactly one of status, html, drop, reset, delay_ms, truncate, drip, slow_headers, \
                 malformed_json, huge, content_type, extra_headers, date_offset_seconds and no_date, not {} of them",
                others + usize::from(last.is_some())
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

pub(super) fn sound_pace(pace: Pace) -> Result<Pace, String> {
    if pace.bytes > 0 { Ok(pace) } else { Err("a pace must be at least 1 byte, or nothing would ever be sent".into()) }
}

/// A header whose value is sent in Latin-1, one byte per character.
pub(super) fn sound_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed_name = HeaderName::try_from(name).map_err(|_| format!("{name:?} is not the name of a header"))?;
    let bytes: Option<Vec<u8>> = value.chars().map(|character| u8::try_from(character).ok()).collect();
    let parsed_value = bytes
        .and_then(|bytes| HeaderValue::from_bytes(&bytes).ok())
        .ok_or_else(|| format!("the value of the header {name} has characters it cannot hold"))?;
    Ok((parsed_name, parsed_value))
}
