//! Every script of answers, sensible or not, ends by the deadline and starts at most one job.

use std::collections::BTreeSet;

use entryphone::{
    Arguments, Call, Client, Config, ErrorKind, Head, Input, Job, JobOptions, JobStep, LostKind, Method, Operation,
    Sent, Step, Token,
};
use entryphone_tests::Chance;

const SCRIPTS: u64 = 20_000;

#[test]
fn every_script_ends_by_the_deadline_and_starts_one_job_at_most() {
    let mut ends = BTreeSet::new();
    for seed in 0..SCRIPTS {
        ends.insert(Script::new(seed).play());
    }
    let expected =
        ["api", "canceled", "complete", "empty", "job", "misuse", "not_found", "partial", "server", "timeout"];
    for end in expected {
        assert!(ends.contains(end), "no script ended with {end}, so the scripts are too tame: {ends:?}");
    }
}

struct Script {
    chance: Chance,
    client: Client,
    operation: &'static Operation,
    options: JobOptions,
    now: u64,
    /// How often a request left that may start a job, and was not told to have failed before it was sent.
    starts: u32,
}

impl Script {
    fn new(seed: u64) -> Script {
        let mut chance = Chance(seed);
        let config = Config {
            token: Some(Token::new("secret").expect("a token")),
            version: "Preview".parse().expect("a version"),
            max_attempts: 1 + u32::try_from(chance.below(4)).expect("small"),
            ..Config::default()
        };
        let id = chance.pick(&["data_export.create", "contacts.bulk_update", "tickets.enqueue"]);
        let operation = Operation::find(id).expect("a row of the catalog");
        let poll_from_ms = 1 + chance.below(5_000);
        let options = JobOptions {
            deadline_ms: 1 + chance.below(100) * chance.below(4_000),
            poll_from_ms,
            poll_to_ms: poll_from_ms + chance.below(60_000),
        };
        let client = Client::new(config).expect("the settings are sound");
        let now = chance.below(1_000_000);
        Script { chance, client, operation, options, now, starts: 0 }
    }

    fn play(&mut self) -> &'static str {
        let seed = self.chance.below(u64::MAX);
        let mut job =
            self.client.job(self.operation, &Arguments::default(), self.options, seed).expect("it starts a job");
        let (deadline, mut last_call) = (self.now + self.options.deadline_ms, None);
        loop {
            if self.chance.one_in(40) {
                // Refused where it cannot be, and else the next thing to do.
                drop(job.cancel());
            }
            match job.next(&self.client, self.now) {
                JobStep::Call(mut call) => {
                    assert!(self.now < deadline, "a call starts at {} and the deadline was {deadline}", self.now);
                    let is_poll = call.request().method == Method::Get;
                    let is_hot = last_call.is_some_and(|last| self.now < last + self.options.poll_from_ms);
                    assert!(!is_poll || !is_hot, "polled again at {}, after {last_call:?}", self.now);
                    self.drive(&mut job, &mut call, deadline);
                    last_call = Some(self.now);
                }
                JobStep::Wait { until_ms, .. } => {
                    assert!(until_ms < deadline, "a wait until {until_ms} passes the deadline {deadline}");
                    self.now = if self.chance.one_in(4) { self.now.midpoint(until_ms) + 1 } else { until_ms };
                }
                JobStep::Finished(end) => return end.as_str(),
                JobStep::Failed(error) => {
                    assert!(!error.to_string().contains("secret"), "an error shows the token: {error}");
                    let after = job.next(&self.client, self.now);
                    assert!(matches!(after, JobStep::Failed(after) if after.kind == ErrorKind::Misuse));
                    assert_eq!(job.handle().is_some(), job.id().is_some(), "a job that is known keeps its handle");
                    return error.kind.as_str();
                }
                _ => unreachable!("a job has no other steps"),
            }
            if self.chance.one_in(200) {
                job.answered(self.now, None, None);
            }
        }
    }

    /// Drives a call to its end with answers of chance, none of which comes after the time that was allowed for it.
    fn drive(&mut self, job: &mut Job, call: &mut Call, deadline: u64) {
        let is_start = job.id().is_none();
        let mut step = call.step(self.now, Input::Start);
        let mut body = String::new();
        loop {
            step = match step {
                Step::Send(send) => {
                    assert!(self.now + send.timeout_ms <= deadline, "an attempt may outlast the deadline");
                    self.now += self.chance.below(send.timeout_ms.min(2_000) + 1);
                    if is_start {
                        self.starts += 1;
                        assert_eq!(self.starts, 1, "{} may have started two jobs", self.operation.id);
                    }
                    let words = [
                        "pending",
                        "in_progress",
                        "running",
                        "what",
                        "",
                        "completed",
                        "no_data",
                        "failed",
                        "canceled",
                        "completed_with_errors",
                    ];
                    // Mostly pending, so that scripts are long.
                    let word = words[self.chance.place(16).saturating_sub(6)];
                    let ids = [r#""secret/..""#, "7", r#""..""#, "null"];
                    let id = ids[3 - self.chance.place(40).min(3)];
                    let names = [("job_identifier", "status"), ("id", "state"), ("id", "status")];
                    let (name, status) = self.chance.pick(&names);
                    body = match self.chance.below(30) {
                        0 => String::new(),
                        1 => "[]".to_owned(),
                        2 => "{".to_owned(),
                        _ => format!(
                            r#"{{"id":"j1","job_identifier":"j1","status":"{word}","state":"{word}","{name}":{id},"{status}":"{word}"}}"#
                        ),
                    };
                    let statuses = [200, 202, 404, 429, 500, 503, 400];
                    let status = statuses[self.chance.place(20).saturating_sub(13)];
                    let head = Head { status, headers: &[("Retry-After", "2")] };
                    let attempt = send.attempt;
                    match self.chance.below(60) {
                        0 => call.step(self.now, Input::Cancel),
                        1 => {
                            // It did not leave.
                            self.starts = 0;
                            call.step(self.now, lost(attempt, Sent::No))
                        }
                        2 => call.step(self.now, lost(attempt, Sent::Maybe)),
                        _ => {
                            if status == 429 {
                                self.starts = 0;
                            }
                            call.step(self.now, Input::Response { attempt, head, body: body.as_bytes() })
                        }
                    }
                }
                Step::Wait { until_ms, .. } => {
                    self.now = until_ms;
                    call.step(self.now, Input::Woke)
                }
                Step::Done(outcome) => {
                    let asked = [None, Some(0), Some(3_000), Some(u64::MAX)];
                    let asked = asked[3 - self.chance.place(60).min(3)];
                    let answer = outcome.index.as_ref().map(|index| index.root(body.as_bytes()));
                    return job.answered(self.now, answer, asked);
                }
                Step::Failed(error) => return job.failed(self.now, error),
                other => unreachable!("nothing here streams or asks for a token: {other:?}"),
            };
        }
    }
}

fn lost(attempt: u32, sent: Sent) -> Input<'static> {
    Input::Lost { attempt, kind: LostKind::Connection, sent, message: "" }
}
