//! Files that hang on a message.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::refusal::Refusal;
use crate::store::Record;

const MAX_ATTACHMENTS: usize = 10;

/// The attachments of a request as the API shows them: those given by their URL, and those given whole.
pub(crate) fn attachments(body: &Record) -> Result<Vec<Value>, Refusal> {
    let mut attachments = Vec::new();
    for url in listed(body, "attachment_urls")? {
        let url = url.as_str().ok_or_else(|| Refusal::mistyped("attachment_urls", "an array of URLs"))?;
        let name = url.rsplit('/').find(|part| !part.is_empty()).unwrap_or(url);
        attachments.push(attachment(name, url, "application/octet-stream", 0));
    }
    for file in listed(body, "attachment_files")? {
        let field = |name: &str| {
            let text = file[name].as_str().filter(|text| !text.is_empty());
            text.ok_or_else(|| Refusal::missing_parameter(format!("{name} of an attachment file is missing")))
        };
        let (name, content_type, data) = (field("name")?, field("content_type")?, field("data")?);
        let bytes = STANDARD
            .decode(data)
            .map_err(|_| Refusal::invalid_parameter(format!("the data of the file {name:?} is not base64")))?;
        let url = format!("https://emulator.intercom-attachments.example/{name}");
        attachments.push(attachment(name, &url, content_type, bytes.len()));
    }
    Ok(attachments)
}

fn listed<'a>(body: &'a Record, name: &str) -> Result<&'a [Value], Refusal> {
    let given = body.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if given.len() > MAX_ATTACHMENTS {
        let count = given.len();
        return Err(Refusal::invalid_parameter(format!("{name} may hold {MAX_ATTACHMENTS} at most, not {count}")));
    }
    Ok(given)
}

fn attachment(name: &str, url: &str, content_type: &str, size: usize) -> Value {
    json!({
        "type": "upload",
        "name": name,
        "url": url,
        "content_type": content_type,
        "filesize": size,
        "width": null,
        "height": null,
    })
}
