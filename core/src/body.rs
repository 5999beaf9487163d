//! Bodies: JSON objects put together from members that are never taken apart, and forms.

use crate::arguments::{File, scalar};
use crate::document::{Document, Kind, Value, write_string};
use crate::error::Error;

/// A JSON object under construction. Values are kept as the text they came in; a name set again replaces the earlier value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members(Vec<(String, String)>);

impl Members {
    pub(crate) fn set(&mut self, name: &str, raw: &str) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, value)) => raw.clone_into(value),
            None => self.0.push((name.to_owned(), raw.to_owned())),
        }
    }

    pub(crate) fn set_all(&mut self, object: Value<'_>) {
        for (name, value) in object.members() {
            self.set(&name.decode(), value.raw());
        }
    }

    pub(crate) fn set_members(&mut self, others: Members) {
        for (name, raw) in others.0 {
            self.set(&name, &raw);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn to_json(&self) -> String {
        let mut json = String::from("{");
        for (position, (name, raw)) in self.0.iter().enumerate() {
            if position > 0 {
                json.push(',');
            }
            write_string(name, &mut json);
            json.push(':');
            json.push_str(raw);
        }
        json.push('}');
        json
    }
}

/// The object `json` with the member at `path` set to `raw`. Objects on the way are made where they are missing.
pub(crate) fn with_member(json: &str, path: &[&str], raw: &str) -> String {
    let Some((name, rest)) = path.split_first() else { return raw.to_owned() };
    let mut members = Members::default();
    let mut inner = String::from("{}");
    if let Ok(document) = Document::parse(json.as_bytes()) {
        members.set_all(document.root());
        if let Some(known) = document.root().get(name).filter(|value| value.kind() == Kind::Object) {
            known.raw().clone_into(&mut inner);
        }
    }
    members.set(name, &with_member(&inner, rest, raw));
    members.to_json()
}

/// A form: its content type with the boundary, and its bytes.
pub(crate) fn multipart(fields: &Members, files: &[File<'_>], seed: u64) -> Result<(String, Vec<u8>), Error> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, raw) in &fields.0 {
        let document = Document::parse(raw.as_bytes()).expect("members hold the raw text of parsed values");
        let text = scalar(document.root())
            .ok_or_else(|| Error::argument(format!("{name} must be one text, number or boolean in a form")))?;
        parts.push((format!("form-data; name={}", quoted(name)), text.into_bytes()));
    }
    for file in files {
        let disposition = format!("form-data; name={}; filename={}", quoted(file.name), quoted(file.filename));
        parts.push((format!("{disposition}\r\nContent-Type: application/octet-stream"), file.content.to_vec()));
    }
    let boundary = (0..u64::MAX)
        .map(|attempt| format!("entryphone-{:016x}", crate::dice::Dice::new(seed ^ attempt).roll()))
        .find(|boundary| !parts.iter().any(|(_, content)| contains(content, boundary.as_bytes())))
        .expect("an endless supply of boundaries outlasts any content");
    let mut bytes = Vec::new();
    for (disposition, content) in &parts {
        bytes.extend_from_slice(format!("--{boundary}\r\nContent-Disposition: {disposition}\r\n\r\n").as_bytes());
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((format!("multipart/form-data; boundary={boundary}"), bytes))
}

/// A name in quotes, as browsers write it into a form: line breaks and quotes percent-encoded.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22"))
}

fn contains(content: &[u8], wanted: &[u8]) -> bool {
    content.windows(wanted.len()).any(|window| window == wanted)
}
