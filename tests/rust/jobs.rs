//! Jobs: the vectors, and what holds for every script of answers.

#[path = "vectors/folder.rs"]
mod folder;
#[path = "jobs/scripts.rs"]
mod scripts;

use std::str::FromStr;

use entryphone::document::Value;
use entryphone::{
    Arguments, BaseUrl, Call, Client, Config, Error, Head, Input, Job, JobOptions, JobStep, LostKind, Send, Sent, Step,
    Token,
};
use serde_json::json;

use folder::{compare, json_of, text};

#[test]
fn every_vector_passes() {
    folder::run("jobs", |vector| {
        let client = client(vector.get("config").expect("a vector has a config"));
        match (begin(&client, vector), vector.get("steps")) {
            (Ok(job), Some(steps)) => play(&client, job, steps),
            (outcome, _) => compare(vector, "job", outcome.map(|job| json!(job.id()))),
        }
    });
}

fn client(settings: Value<'_>) -> Client {
    let setting = |name: &str| settings.get(name).and_then(Value::as_str);
    let mut config = Config { version: text(settings, "version").parse().expect("a version"), ..Config::default() };
    config.token = Some(Token::new(&setting("token").unwrap_or("test-token".into())).expect("a token"));
    if let Some(base_url) = setting("base_url") {
        config.base_url = BaseUrl::from_str(&base_url).expect("a base URL");
    }
    config.events = settings.get("events").and_then(Value::as_bool).unwrap_or(false);
    if let Some(attempts) = settings.get("max_attempts").and_then(Value::as_u64) {
        config.max_attempts = u32::try_from(attempts).expect("attempts are few");
    }
    Client::new(config).expect("the settings are sound")
}

fn begin(client: &Client, vector: Value<'_>) -> Result<Job, Error> {
    let (call, resume) = (vector.get("call"), vector.get("resume"));
    let place = call.or(resume).expect("a vector starts or resumes a job");
    let number =
        |object: Option<Value<'_>>, name: &str| object.and_then(|object| object.get(name)).and_then(Value::as_u64);
    let (given, plain) = (place.get("options"), JobOptions::default());
    let options = JobOptions {
        deadline_ms: number(given, "deadline_ms").unwrap_or(plain.deadline_ms),
        poll_from_ms: number(given, "poll_from_ms").unwrap_or(plain.poll_from_ms),
        poll_to_ms: number(given, "poll_to_ms").unwrap_or(plain.poll_to_ms),
    };
    let seed = number(Some(place), "seed").unwrap_or(0);
    if let Some(handle) = resume.and_then(|resume| resume.get("handle")) {
        let text = handle.as_str().map_or_else(|| handle.raw().to_owned(), std::borrow::Cow::into_owned);
        return client.resume_job(&text, options, seed);
    }
    let part = |name: &str| place.get(name).map(|value| value.raw().as_bytes());
    let arguments =
        Arguments { named: part("arguments"), query: part("query"), body: part("body"), ..Arguments::default() };
    client.job(client.operation(&text(place, "operation"))?, &arguments, options, seed)
}

fn play(client: &Client, mut job: Job, steps: Value<'_>) -> Result<(), String> {
    let mut under_way: Option<Call> = None;
    for (position, line) in steps.items().enumerate() {
        let now = line.get("now").and_then(Value::as_u64).expect("a step has a time");
        let (verb, fields) = line.members().find(|(name, _)| *name != *"now").expect("a step does something");
        let wanted = json_of(fields);
        let actual = match &*verb.decode() {
            "response" | "lost" | "abandoned" => {
                report(&mut job, under_way.as_mut().expect("a call is under way"), now, line)?;
                continue;
            }
            "cancel" => job.cancel().map_or_else(|error| described(&error), |()| json!("ok")),
            "download" => job.download(client).map_or_else(|error| described(&error), |mut call| sent(&mut call, now)),
            "handle" => job.handle().map_or(json!(null), |text| json_of_text(&text)),
            "status" => json!(job.status()),
            "events" => job.drain_events().iter().map(|event| json_of_text(&event.to_json())).collect(),
            "id" => json!(job.id()),
            verb => match (verb, job.next(client, now)) {
                ("asks", JobStep::Call(mut call)) => {
                    let sent = sent(&mut call, now);
                    under_way = Some(*call);
                    sent
                }
                ("waits", JobStep::Wait { until_ms, reason }) => {
                    json!({"until_ms": until_ms, "reason": reason.as_str()})
                }
                ("finished", JobStep::Finished(end)) => json!(end.as_str()),
                ("failed", JobStep::Failed(error)) => described(&error)["error"].clone(),
                (_, step) => return Err(format!("step {position}: expected {} and got {step:?}", line.raw())),
            },
        };
        if !fits(&actual, &wanted, verb == *"handle") {
            return Err(format!("step {position}: expected {wanted} and got {actual}"));
        }
    }
    Ok(())
}

fn json_of_text(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("what the core writes is JSON")
}

/// What a call sends first.
fn sent(call: &mut Call, now: u64) -> serde_json::Value {
    let Step::Send(Send { request, stream, timeout_ms, .. }) = call.step(now, Input::Start) else {
        panic!("a call starts by sending")
    };
    let accept = request.headers().find(|(name, _)| *name == "Accept").map(|(_, value)| value.into_owned());
    let body =
        request.body.as_deref().map(|body| serde_json::from_slice::<serde_json::Value>(body).expect("it is JSON"));
    json!({
        "method": request.method.as_str(), "url": request.url, "body": body, "stream": stream, "accept": accept,
        "timeout_ms": timeout_ms,
    })
}

/// Ends the call as the line says, and tells the job.
fn report(job: &mut Job, call: &mut Call, now: u64, line: Value<'_>) -> Result<(), String> {
    let response = line.get("response");
    let body = response.and_then(|response| response.get("body"));
    let body = body.map_or_else(String::new, |body| body.as_str().map_or_else(|| body.raw().to_owned(), Into::into));
    let headers: Vec<(String, String)> = (response.and_then(|response| response.get("headers")).into_iter())
        .flat_map(Value::items)
        .map(|pair| serde_json::from_str(pair.raw()).expect("a header is a pair of strings"))
        .collect();
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let step = match (response, line.get("lost")) {
        (Some(response), _) => {
            let status = response.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
            let head = Head { status: status.expect("an answer has a status"), headers: &headers };
            call.step(now, Input::Response { attempt: 1, head, body: body.as_bytes() })
        }
        (None, Some(lost)) => {
            let kind = LostKind::from_str(&text(lost, "kind")).expect("a kind of loss");
            let sent = Sent::from_str(&text(lost, "sent")).expect("sent or not");
            call.step(now, Input::Lost { attempt: 1, kind, sent, message: &text(lost, "message") })
        }
        (None, None) => call.step(now, Input::Cancel),
    };
    match step {
        Step::Done(outcome) => {
            let answer = outcome.index.as_ref().map(|index| index.root(body.as_bytes()));
            job.answered(now, answer, line.get("retry_after_ms").and_then(Value::as_u64));
        }
        Step::Failed(error) => job.failed(now, error),
        step => return Err(format!("the call goes on: {step:?}")),
    }
    Ok(())
}

fn described(error: &Error) -> serde_json::Value {
    json!({"error": {
        "kind": error.kind.as_str(), "code": error.code, "message": error.message, "operation": error.operation,
        "maybe_applied": error.maybe_applied, "attempts": error.attempts.len(), "retry_after_ms": error.retry_after_ms,
    }})
}

/// Members that are not named are not compared, unless the whole is; `…_has` names a part of a text, `from` and `to` a range.
fn fits(actual: &serde_json::Value, wanted: &serde_json::Value, whole: bool) -> bool {
    if let (Some(actual), Some(wanted), false) = (actual.as_array(), wanted.as_array(), whole) {
        return actual.len() == wanted.len()
            && actual.iter().zip(wanted).all(|(actual, wanted)| fits(actual, wanted, false));
    }
    let Some(members) = wanted.as_object().filter(|_| !whole) else { return actual == wanted };
    if let (Some(from), Some(to)) = (wanted["from"].as_u64(), wanted["to"].as_u64()) {
        return actual.as_u64().is_some_and(|number| (from..=to).contains(&number));
    }
    members.iter().all(|(name, wanted)| match name.strip_suffix("_has") {
        Some(field) => actual[field].as_str().zip(wanted.as_str()).is_some_and(|(text, part)| text.contains(part)),
        None => actual.get(name).is_some_and(|actual| fits(actual, wanted, name == "body")),
    })
}

#[test]
fn a_job_can_move_between_threads_and_shows_no_token() {
    fn moved<T: std::marker::Send>(_: &T) {}
    let client = Client::new(Config { token: Token::new("very-secret").ok(), ..Config::default() });
    let client = client.expect("the settings are sound");
    let create = client.operation("data_export.create").expect("a row of the catalog");
    let mut job = client.job(create, &Arguments::default(), JobOptions::default(), 0).expect("it starts a job");
    moved(&job);
    let step = job.next(&client, 0);
    let shown = format!("{job:?}{step:?}");
    assert!(!shown.contains("very-secret"), "{shown}");
}
