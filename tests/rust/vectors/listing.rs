//! Listings: `pages`, in virtual time.

use std::collections::BTreeMap;

use entryphone::document::{Document, Value, write_string};
use entryphone::{Error, PageFacts, Pager, items};
use serde_json::json;

use crate::setup::{Setup, compare, compare_error, compare_events};

/// The pagers of a script by their number; the first is there from the beginning.
struct Script<'a> {
    setup: &'a Setup<'a>,
    vector: Value<'a>,
    pagers: BTreeMap<u64, Pager>,
    now: u64,
}

pub(crate) fn run(setup: &Setup<'_>, vector: Value<'_>) -> Result<(), String> {
    let mut script = Script { setup, vector, pagers: BTreeMap::new(), now: 0 };
    match (script.begin(), vector.path(&["expect", "error"])) {
        (Err(error), Some(expected)) => return compare_error(&error, expected),
        (Err(error), None) => return Err(format!("was refused: {error}")),
        (Ok(_), Some(expected)) => return Err(format!("expected {}, and it was accepted", expected.raw())),
        (Ok(pager), None) => script.pagers.insert(0, pager),
    };
    for (position, line) in vector.get("pages").into_iter().flat_map(Value::items).enumerate() {
        script.play(line).map_err(|difference| format!("page {position}: {difference}"))?;
    }
    script.compare_end(vector.get("end").expect("a listing says how it ends"))
}

impl Script<'_> {
    fn begin(&self) -> Result<Pager, Error> {
        let pager = match self.vector.get("resume").and_then(Value::as_str) {
            Some(checkpoint) => self.setup.resume_pages(&checkpoint)?,
            None => self.setup.pages()?,
        };
        Ok(match self.vector.get("limit").and_then(Value::as_u64) {
            Some(limit) => pager.limit(limit),
            None => pager,
        })
    }

    fn play(&mut self, line: Value<'_>) -> Result<(), String> {
        self.now = line.get("now").and_then(Value::as_u64).unwrap_or(self.now);
        let number = line.get("pager").and_then(Value::as_u64).unwrap_or(0);
        if line.get("dropped").is_some() {
            self.pagers.remove(&number);
            return Ok(());
        }
        let known = self.pagers.remove(&number).map_or_else(|| self.begin(), Ok);
        let mut pager = known.map_err(|error| format!("was refused: {error}"))?;
        if let Some(asked) = line.get("asks") {
            self.ask(&pager, asked)?;
        }
        if let Some(expected) = line.get("refuses") {
            match pager.call(&self.setup.client, self.now, 0) {
                Err(error) => compare_error(&error, expected)?,
                Ok(call) => {
                    return Err(format!("expected a refusal, and got {:?}", call.map(|call| call.request().clone())));
                }
            }
        }
        self.answer(&mut pager, line)?;
        compare_events(&pager.drain_events(), line.get("events"))?;
        if let Some(expected) = line.get("checkpoint") {
            pager = self.compare_checkpoint(pager, expected)?;
        }
        self.pagers.insert(number, pager);
        Ok(())
    }

    fn ask(&self, pager: &Pager, expected: Value<'_>) -> Result<(), String> {
        let call = pager.call(&self.setup.client, self.now, 0).map_err(|error| format!("was refused: {error}"))?;
        let call = call.ok_or("the listing ended before")?;
        let request = call.request();
        let body = request.body.as_ref().map(|body| serde_json::from_slice::<serde_json::Value>(body).expect("JSON"));
        compare(&json!({"url": request.url, "body": body}), expected)
    }

    fn answer(&self, pager: &mut Pager, line: Value<'_>) -> Result<(), String> {
        let turn = if let Some(answer) = line.get("answer") {
            let document = Document::parse(answer.raw()).expect("the file is JSON");
            let mut told = pager.clone();
            let turn = pager.turn(document.root(), self.now);
            let told_turn = told.turn_by(&tell(document.root(), pager.items_path()), self.now);
            if (turn, format!("{told:?}")) != (told_turn, format!("{pager:?}")) {
                return Err(format!("a host that tells the facts gets to {told:?}, and the core to {pager:?}"));
            }
            Some(turn)
        } else if let Some(status) = line.get("fails") {
            pager.fail(status.as_u64().map(|status| u16::try_from(status).expect("a status is small")))
        } else {
            return Ok(());
        };
        let Some(expected) = line.get("gives") else { return Ok(()) };
        match (turn, expected.is_null()) {
            (Some(turn), false) => compare(&json!({"items": turn.items, "restarted": turn.restarted}), expected),
            (None, true) => Ok(()),
            (Some(turn), true) => Err(format!("expected that the failure is the caller's, got {turn:?}")),
            (None, false) => Err(format!("expected {}, and the failure is the caller's", expected.raw())),
        }
    }

    /// Compares the checkpoint byte by byte, and goes on from it.
    fn compare_checkpoint(&self, pager: Pager, expected: Value<'_>) -> Result<Pager, String> {
        match (pager.checkpoint(), expected.as_str()) {
            (Ok(text), Some(expected)) if text == expected => {
                let resumed = self.setup.resume_pages(&text).map_err(|error| format!("was not resumed: {error}"))?;
                let again = resumed.checkpoint().map_err(|error| format!("gives no checkpoint again: {error}"))?;
                if again == text { Ok(resumed) } else { Err(format!("{text} became {again}")) }
            }
            (Ok(text), _) => Err(format!("expected the checkpoint {}, got {text}", expected.raw())),
            (Err(error), _) => match expected.get("error") {
                Some(expected) => compare_error(&error, expected).map(|()| pager),
                None => Err(format!("there is no checkpoint: {error}")),
            },
        }
    }

    fn compare_end(&self, end: Value<'_>) -> Result<(), String> {
        let pager = self.pagers.get(&0).ok_or("there is no pager to be at an end")?;
        if let Some(expected) = end.get("error") {
            compare_error(pager.failure().ok_or("the listing can go on")?, expected)?;
            let refusal = pager.call(&self.setup.client, self.now, 0).err().ok_or("a failed listing gave a call")?;
            return compare_error(&refusal, expected);
        }
        match end.as_str().as_deref() {
            Some("over") if pager.is_over() => Ok(()),
            Some("more") if !pager.is_over() && pager.failure().is_none() => Ok(()),
            _ => Err(format!("expected the end {}, and the pager is {pager:?}", end.raw())),
        }
    }
}

/// The facts as a host tells them that has parsed the answer itself.
fn tell(answer: Value<'_>, items_path: &str) -> PageFacts {
    let mut members = String::from("{");
    for (name, value) in PageFacts::MEMBERS.iter().filter_map(|name| Some((name, answer.get(name)?))) {
        members.push_str(if members.len() > 1 { "," } else { "" });
        write_string(name, &mut members);
        members.push(':');
        members.push_str(value.raw());
    }
    members.push('}');
    let is_null = items_path.split('.').scan(answer, |place, name| {
        *place = place.get(name)?;
        Some(place.is_null())
    });
    let count = match items(answer, items_path) {
        Some(items) => Some(items.len()),
        None => is_null.last().filter(|is_null| *is_null).map(|_| 0),
    };
    PageFacts::read(members.as_bytes(), count).expect("the members are JSON")
}
