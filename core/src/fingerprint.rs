//! A number that stands for the arguments of a listing, the same in every language and in whatever order they were written.
//!
//! It is the 64-bit FNV-1a hash of this text: the path; each parameter of the query as it stands in the URL, sorted by name, behind
//! `?` and `&`; a line feed; the body. The body is written without white space, members sorted by name, the last of several equal
//! names alone, integers as they came and other numbers as decimals without an exponent and without zeros that say nothing. What
//! says where a listing starts is left out (`page`, `starting_after`, `cursor` and `scroll_param`; in the body also within
//! `pagination`), and so are an empty `pagination` and an empty body. The page size counts: the third page of fifty is not the third
//! page of a hundred.

use crate::document::{Document, Kind, Value, write_string};
use crate::draft::Draft;

const POSITIONS: [&str; 4] = ["page", "starting_after", "cursor", "scroll_param"];

/// The fingerprint of a request as the caller gave it.
pub(crate) fn of(draft: &Draft) -> u64 {
    let mut hash = Fnv::default();
    hash.add(draft.path.as_bytes());
    let mut parameters: Vec<_> = draft.query.pairs().filter(|(name, _)| !POSITIONS.contains(name)).collect();
    parameters.sort_unstable();
    for (position, (name, value)) in parameters.into_iter().enumerate() {
        hash.add(if position == 0 { b"?" } else { b"&" });
        hash.add(name.as_bytes());
        hash.add(b"=");
        hash.add(value.as_bytes());
    }
    hash.add(b"\n");
    if let Some(document) = draft.payload.json().and_then(|json| Document::parse(json.as_bytes()).ok()) {
        let mut body = String::new();
        write(document.root(), Level::Body, &mut body);
        if body != "{}" {
            hash.add(body.as_bytes());
        }
    }
    hash.finish()
}

/// How deep in the body a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Body,
    Pagination,
    Below,
}

fn write(value: Value<'_>, level: Level, out: &mut String) {
    match value.kind() {
        Kind::Null | Kind::Bool => out.push_str(value.raw()),
        Kind::Number if value.is_integer() => out.push_str(value.raw()),
        Kind::Number => push_decimal(value.raw(), out),
        Kind::String => write_string(&value.as_str().unwrap_or_default(), out),
        Kind::Array => {
            out.push('[');
            for (position, item) in value.items().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write(item, Level::Below, out);
            }
            out.push(']');
        }
        Kind::Object => write_object(value, level, out),
    }
}

fn write_object(object: Value<'_>, level: Level, out: &mut String) {
    let mut members: Vec<(String, String)> = Vec::new();
    for (name, value) in object.members() {
        let name = name.decode().into_owned();
        if level != Level::Below && POSITIONS.contains(&&*name) {
            continue;
        }
        let is_pagination = level == Level::Body && name == "pagination";
        let mut text = String::new();
        write(value, if is_pagination { Level::Pagination } else { Level::Below }, &mut text);
        members.retain(|(known, _)| *known != name);
        if !(is_pagination && text == "{}") {
            members.push((name, text));
        }
    }
    members.sort_unstable();
    out.push('{');
    for (position, (name, text)) in members.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        write_string(name, out);
        out.push(':');
        out.push_str(text);
    }
    out.push('}');
}

/// What no `f64` holds is left as it came.
const LARGEST_EXPONENT: isize = 400;

/// A number without an exponent, and without zeros that say nothing.
#[cfg(any(test, feature = "drift"))]
pub(crate) fn decimal(raw: &str) -> String {
    let mut out = String::new();
    push_decimal(raw, &mut out);
    out
}

/// Writes `1.50`, `15e-1` and `0.15E1` as `1.5`.
fn push_decimal(raw: &str, out: &mut String) {
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let exponent =
        exponent.parse().ok().filter(|exponent: &isize| exponent.unsigned_abs() <= LARGEST_EXPONENT.unsigned_abs());
    let Some(exponent) = exponent else {
        out.push_str(raw);
        return;
    };
    let unsigned = mantissa.trim_start_matches('-');
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    let point = whole.len().cast_signed() + exponent - (all.len() - digits.len()).cast_signed();
    let digits = digits.trim_end_matches('0');
    out.push_str(&mantissa[..mantissa.len() - unsigned.len()]);
    if digits.is_empty() {
        out.push('0');
    } else if point <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', point.unsigned_abs()));
        out.push_str(digits);
    } else {
        let (whole, fraction) = digits.split_at_checked(point.unsigned_abs()).unwrap_or((digits, ""));
        out.push_str(whole);
        out.extend(std::iter::repeat_n('0', point.unsigned_abs() - whole.len()));
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
    }
}

/// FNV-1a, 64 bits. It tells texts apart that differ by accident, and is no protection against anybody.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }

    pub(crate) fn finish(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn a_number_is_written_as_rust_writes_the_float_it_is() {
        for raw in [
            "1.50",
            "15e-1",
            "0.15E1",
            "1.0",
            "-0.0",
            "0e5",
            "1e2",
            "1.25e+1",
            "-3.125e-3",
            "1e21",
            "5e-324",
            "120.0e-1",
        ] {
            assert_eq!(decimal(raw), raw.parse::<f64>().expect("a number").to_string(), "{raw}");
        }
    }

    #[test]
    fn an_exponent_that_no_float_has_is_left_alone() {
        assert_eq!(decimal("1e999999999"), "1e999999999");
        assert_eq!(decimal("1e99999999999999999999"), "1e99999999999999999999");
    }
}
