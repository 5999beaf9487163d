//! Downloads: the vectors, and what holds for every file.

#[path = "vectors/folder.rs"]
mod folder;
#[path = "downloads/properties.rs"]
mod properties;

use data_encoding::BASE64;
use entryphone::document::Value;
use entryphone::{Batch, Download, Error, Head, Rows};
use serde_json::json;

#[test]
fn every_vector_passes() {
    folder::run("downloads", |vector| {
        if let Some(call) = vector.get("download") {
            return folder::compare(vector, "download", watch(call));
        }
        let call = vector.get("rows").expect("a vector watches a download or reads rows");
        let chunks: Vec<Vec<u8>> = call.get("chunks").expect("there are chunks, or none").items().map(bytes).collect();
        check_rows(vector, read(rows_of(call), &chunks))?;
        // What comes out does not depend on where the chunks end.
        let whole = chunks.concat();
        check_rows(vector, read(rows_of(call), &[&whole])).map_err(|difference| format!("whole: {difference}"))?;
        let single: Vec<&[u8]> = whole.chunks(1).collect();
        check_rows(vector, read(rows_of(call), &single)).map_err(|difference| format!("byte by byte: {difference}"))
    });
}

/// Runs the steps; only the last one may fail.
fn watch(call: Value<'_>) -> Result<serde_json::Value, Error> {
    let headers: Vec<(String, String)> = (call.get("headers").expect("a head has headers, or none").items())
        .map(|pair| {
            let text = |at| pair.at(at).and_then(Value::as_str).expect("a header is two texts").into_owned();
            (text(0), text(1))
        })
        .collect();
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let mut download = Download::new(0, &Head { status: 200, headers: &headers }, is_set(call, "decoded"));
    if is_set(call, "verify") {
        download = download.verify();
    }
    let steps: Vec<Value<'_>> = call.get("steps").map(|steps| steps.items().collect()).unwrap_or_default();
    let mut summary = None;
    for (index, step) in steps.iter().enumerate() {
        let now_ms = step.get("now").and_then(Value::as_u64).unwrap_or_default();
        let outcome = if let Some(chunk) = step.get("chunk") {
            download.on_chunk(now_ms, &bytes(chunk))
        } else if let Some(length) = step.get("length").and_then(Value::as_u64) {
            download.on_length(now_ms, length)
        } else if is_set(*step, "check") {
            download.check(now_ms)
        } else if is_set(*step, "resume") {
            download.resume(now_ms);
            Ok(())
        } else {
            assert!(is_set(*step, "end"), "{} is no step", step.raw());
            download.on_end().map(|end| {
                let format = end.format.map(entryphone::Format::as_str);
                summary = Some(json!({"bytes": end.bytes, "format": format, "proof": end.proof.as_str()}));
            })
        };
        if let Err(error) = outcome {
            assert_eq!(index + 1, steps.len(), "step {index} failed before the last: {error}");
            let again = download.on_end().expect_err("a download that failed stays so");
            assert_eq!(again.message, error.message);
            return Err(error);
        }
    }
    Ok(json!({
        "content_length": download.content_length(), "file_name": download.file_name(),
        "content_type": download.content_type(), "content_coding": download.content_coding(),
        "received": download.received(), "format": download.format().map(entryphone::Format::as_str),
        "stalls_at_ms": download.stalls_at_ms(), "summary": summary,
    }))
}

fn rows_of(call: Value<'_>) -> Rows {
    let rows = match folder::text(call, "syntax").as_str() {
        "csv" => Rows::csv(),
        "jsonl" => Rows::jsonl(),
        syntax => {
            assert_eq!(syntax, "sniff");
            Rows::sniff()
        }
    };
    match call.get("max_row_bytes").and_then(Value::as_u64) {
        Some(bytes) => rows.max_row_bytes(usize::try_from(bytes).expect("a limit fits")),
        None => rows,
    }
}

/// Compares the files, and then the error or that there is none.
fn check_rows(vector: Value<'_>, (files, outcome): (serde_json::Value, Result<(), Error>)) -> Result<(), String> {
    let expect = vector.get("expect").expect("a vector has an expectation");
    let expected = expect.get("files").map_or(json!([]), folder::json_of);
    if files != expected {
        return Err(format!("expected {expected}, got {files} and {outcome:?}"));
    }
    match (outcome, expect.get("error")) {
        (Ok(()), None) => Ok(()),
        (outcome, _) => folder::compare(vector, "error", outcome.map(|()| json!(null))),
    }
}

/// All rows of the chunks by file, and how reading ended.
fn read(mut rows: Rows, chunks: &[impl AsRef<[u8]>]) -> (serde_json::Value, Result<(), Error>) {
    let mut files: Vec<serde_json::Value> = Vec::new();
    let outcome = drain(&mut rows, chunks, |batch| {
        if batch.begins_file() {
            files.push(json!({"file": batch.file(), "columns": batch.columns(), "rows": []}));
        }
        let known = files.last_mut().and_then(|file| file["rows"].as_array_mut());
        assert!(known.is_some() || batch.is_empty(), "there are rows before a file begins");
        if let Some(known) = known {
            known.extend(batch.rows().map(|row| json!(row.collect::<Vec<_>>())));
        }
    });
    (json!(files), outcome)
}

/// Drives the rows as a host does.
fn drain(rows: &mut Rows, chunks: &[impl AsRef<[u8]>], mut take: impl FnMut(&Batch)) -> Result<(), Error> {
    let mut take_all = |rows: &mut Rows, mut batch: Batch, is_over: bool| {
        take(&batch);
        while batch.more_follows() {
            batch = if is_over { rows.finish()? } else { rows.push(&[])? };
            take(&batch);
        }
        Ok(())
    };
    for chunk in chunks {
        let batch = rows.push(chunk.as_ref())?;
        take_all(rows, batch, false)?;
    }
    let batch = rows.finish()?;
    take_all(rows, batch, true)
}

/// A text stands for its UTF-8, and `{"base64": "…"}` for what is no text.
fn bytes(value: Value<'_>) -> Vec<u8> {
    match value.as_str() {
        Some(text) => text.into_owned().into_bytes(),
        None => BASE64.decode(folder::text(value, "base64").as_bytes()).expect("base64"),
    }
}

fn is_set(object: Value<'_>, name: &str) -> bool {
    object.get(name).and_then(Value::as_bool) == Some(true)
}
