//! A job as a machine: one call that starts it, a look at it from time to time, and its end.

mod failure;
mod handle;
mod options;
mod pace;
mod status;
mod step;
mod target;

use std::mem;

use crate::arguments::Arguments;
use crate::call::Call;
use crate::client::Client;
use crate::config::Config;
use crate::dice::Dice;
use crate::document::Value;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::event::{Event, EventKind, Recorder};
use crate::operation::Operation;
use crate::retry::WaitReason;
use crate::sorter::Scope;

pub use options::JobOptions;
pub use status::JobEnd;
pub use step::JobStep;

use pace::Pace;
use status::Progress;
use target::Target;

/// How long a job may be missing after it was started: what Intercom has just made is not found everywhere at once.
const UNSEEN_MS: u64 = 30_000;

/// A job under way: an export, a bulk change, a ticket to be made.
///
/// Ask it what is [`next`](Job::next) and do that. A call that came to its end is reported with [`Job::answered`] or
/// [`Job::failed`]. [`Job::handle`] outlives the process: whatever went wrong, a job that was started is not lost.
///
/// ```
/// # use entryphone::{Arguments, Client, Config, Head, Input, JobOptions, JobStep, Step};
/// # fn main() -> Result<(), entryphone::Error> {
/// let client = Client::new(Config::default())?;
/// let arguments = Arguments { named: Some(br#"{"created_at_after": 1719474967}"#), ..Arguments::default() };
/// let mut job = client.job(client.operation("data_export.create")?, &arguments, JobOptions::default(), 7)?;
///
/// let JobStep::Call(mut call) = job.next(&client, 0) else { panic!("a job starts with a call") };
/// # let Step::Send(send) = call.step(0, Input::Start) else { panic!("a call starts by sending") };
/// # let head = Head { status: 200, headers: &[] };
/// let body = br#"{"job_identifier": "orzzsbd7hk67xyu", "status": "pending"}"#;
/// # let answer = Input::Response { attempt: send.attempt, head, body };
/// # let Step::Done(outcome) = call.step(90, answer) else { panic!("it is a success") };
/// // The host has driven the call to its end, with this body and its index.
/// job.answered(90, outcome.index.as_ref().map(|index| index.root(body)), None);
///
/// let handle = job.handle().expect("the job was started");
/// let JobStep::Wait { until_ms, .. } = job.next(&client, 90) else { panic!("it is pending") };
/// assert!((1090..=1190).contains(&until_ms));
/// let resumed = client.resume_job(&handle, JobOptions::default(), 7)?;
/// assert_eq!(resumed.id(), Some("orzzsbd7hk67xyu"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a job does nothing until it is asked for what is next"]
pub struct Job {
    target: Target,
    options: JobOptions,
    pace: Pace,
    dice: Dice,
    /// The server's last word about it.
    status: Option<String>,
    /// Whether the server was seen to know the job.
    is_seen: bool,
    is_cancel_wanted: bool,
    clock_ms: u64,
    /// When the job's id became known here.
    known_ms: u64,
    deadline_ms: u64,
    state: State,
    /// Turned on by the client that makes the calls.
    events: Recorder,
}

#[derive(Debug)]
enum State {
    /// With what starts the job, if that is still to be done. It moves into its call, so that no second job can come of it.
    Ready(Option<Box<Draft>>),
    Called(Errand),
    Resting {
        until_ms: u64,
        reason: WaitReason,
    },
    Finished(JobEnd),
    Failed(Error),
    Over,
}

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Errand {
    Start,
    Poll,
    Cancel,
}

impl Job {
    pub(crate) fn start(
        operation: &'static Operation,
        arguments: &Arguments<'_>,
        scope: Scope,
        options: JobOptions,
        seed: u64,
    ) -> Result<Job, Error> {
        let (target, draft) = Target::start(operation, arguments, scope, seed)?;
        Job::new(target, Some(draft), options, seed)
    }

    pub(crate) fn resume(handle: &str, scope: Scope, options: JobOptions, seed: u64) -> Result<Job, Error> {
        Job::new(Target::read(handle, scope)?, None, options, seed)
    }

    fn new(target: Target, start: Option<Draft>, options: JobOptions, seed: u64) -> Result<Job, Error> {
        options.check()?;
        Ok(Job {
            target,
            options,
            pace: Pace::new(options),
            dice: Dice::new(seed),
            status: None,
            is_seen: false,
            is_cancel_wanted: false,
            clock_ms: 0,
            known_ms: 0,
            deadline_ms: u64::MAX,
            state: State::Ready(start.map(Box::new)),
            events: Recorder::default(),
        })
    }

    /// What to do now. A failure is told once; after it, and after a broken contract, the job is over.
    pub fn next(&mut self, client: &Client, now_ms: u64) -> JobStep {
        let now_ms = self.at(now_ms);
        match mem::replace(&mut self.state, State::Over) {
            State::Ready(start) => {
                self.known_ms = now_ms;
                self.deadline_ms = now_ms.saturating_add(self.options.deadline_ms);
                match start {
                    Some(start) => self.call(client, now_ms, Errand::Start, Ok(*start)),
                    None => self.look(client, now_ms),
                }
            }
            State::Resting { until_ms, reason } if now_ms < until_ms && !self.is_cancel_wanted => {
                self.state = State::Resting { until_ms, reason };
                JobStep::Wait { until_ms, reason }
            }
            State::Resting { .. } => self.look(client, now_ms),
            State::Called(errand) => JobStep::Failed(
                self.misuse(errand == Errand::Start, "a call is under way, and its end was not reported"),
            ),
            State::Finished(end) => {
                self.state = State::Finished(end);
                JobStep::Finished(end)
            }
            State::Failed(mut error) => {
                if let Some(token) = &client.config().token {
                    token.scrub(&mut error.message);
                }
                JobStep::Failed(error)
            }
            State::Over => JobStep::Failed(self.misuse(false, "the job is over")),
        }
    }

    /// The call came to a good end. `answer` is its body, `None` when that is empty; `retry_after_ms` is the wait the server
    /// asked for, in milliseconds, if it did.
    pub fn answered(&mut self, now_ms: u64, answer: Option<Value<'_>>, retry_after_ms: Option<u64>) {
        let now_ms = self.at(now_ms);
        match mem::replace(&mut self.state, State::Over) {
            State::Called(Errand::Start) => {
                if let Err(error) = self.target.learn(answer) {
                    self.state = State::Failed(self.error(error));
                    return;
                }
                self.known_ms = now_ms;
            }
            State::Called(Errand::Poll | Errand::Cancel) => self.is_seen = true,
            _ => {
                let error = self.misuse(false, "an answer was reported, and no call was under way");
                self.state = State::Failed(error);
                return;
            }
        }
        let word = answer.and_then(|answer| answer.get(self.target.polling.status)).and_then(Value::as_str);
        let before = mem::replace(&mut self.status, word.map(std::borrow::Cow::into_owned));
        let progress = status::read(self.status.as_deref().unwrap_or_default());
        let is_new = self.status != before;
        self.events.record(now_ms, || EventKind::Job { status: progress.as_str(), is_new });
        match progress {
            Progress::Pending => self.rest(now_ms, retry_after_ms),
            Progress::Finished(end) => self.state = State::Finished(end),
            Progress::Failed => self.state = State::Failed(self.no_result("failed", answer)),
            Progress::Canceled => self.state = State::Failed(self.no_result("canceled", answer)),
        }
    }

    /// The call failed. A job that is not found although it was only just started is looked for again.
    pub fn failed(&mut self, now_ms: u64, mut error: Error) {
        let now_ms = self.at(now_ms);
        match mem::replace(&mut self.state, State::Over) {
            State::Called(Errand::Start) => {
                if let Some(advice) = self.advice(&error) {
                    error.message = format!("{}; {advice}", error.message);
                }
                self.state = State::Failed(error);
            }
            State::Called(Errand::Poll) if error.kind == ErrorKind::NotFound && self.may_be_unseen(now_ms) => {
                self.rest(now_ms, error.retry_after_ms);
            }
            State::Called(Errand::Poll | Errand::Cancel) => {
                error.message = format!("{}; {} may go on, and its handle resumes it", error.message, self.name());
                self.state = State::Failed(error);
            }
            _ => {
                let message = format!("a failure was reported, and no call was under way: {error}");
                self.state = State::Failed(self.misuse(false, &message));
            }
        }
    }

    /// Asks Intercom to cancel the job, as the next thing to do. The job ends when the server says so: it may have finished by then.
    ///
    /// # Errors
    /// When jobs of this kind cannot be canceled, or the job was not started yet or is over.
    pub fn cancel(&mut self) -> Result<(), Error> {
        let refuse = |message: String| Err(Error::argument(message).of_operation(self.target.operation.id));
        if self.target.polling.cancel.is_none() {
            return refuse("the API cannot cancel such a job; it goes on whether or not it is followed".to_owned());
        }
        match self.state {
            State::Ready(Some(_)) => refuse("the job was not started, so there is nothing to cancel".to_owned()),
            State::Finished(_) | State::Failed(_) | State::Over => refuse(format!("{} is over here", self.name())),
            State::Ready(None) | State::Called(_) | State::Resting { .. } => {
                self.is_cancel_wanted = true;
                Ok(())
            }
        }
    }

    /// The call that downloads what a finished job made. Its bytes are streamed and go past this machine. Addresses in answers are
    /// never followed: the download is the catalog's, on the client's own host.
    ///
    /// # Errors
    /// When the job is not finished, ended without data, or makes nothing that can be downloaded.
    pub fn download(&mut self, client: &Client) -> Result<Call, Error> {
        let refuse = |message: String| Err(Error::argument(message).of_operation(self.target.operation.id));
        match (&self.state, self.target.polling.download) {
            (_, None) => refuse("such a job makes no file; its result is its last answer".to_owned()),
            (State::Finished(JobEnd::Empty), _) => {
                refuse(format!("{} ended without data, so there is nothing to download", self.name()))
            }
            (State::Finished(_), Some(download)) => Ok(client.call(&self.target.draft(download)?, self.dice.roll())),
            _ => refuse(format!("{} is not finished, and only then there is something to download", self.name())),
        }
    }

    /// The server's name for the job; `None` until it was started.
    pub fn id(&self) -> Option<&str> {
        self.target.id.as_deref()
    }

    /// The server's last word about the job, such as `in_progress`.
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// A text that [`Client::resume_job`] takes in another process or another language; `None` until the job was started. It
    /// holds no token and no host.
    pub fn handle(&self) -> Option<String> {
        self.target.write()
    }

    /// What the job has to say since the last time, as [`Call::drain_events`]; its calls have events of their own.
    pub fn drain_events(&mut self) -> Vec<Event> {
        self.events.drain()
    }

    /// A clock that runs backwards would move the deadline.
    fn at(&mut self, now_ms: u64) -> u64 {
        self.clock_ms = self.clock_ms.max(now_ms);
        self.clock_ms
    }

    /// Asks how far the job is, or for its cancellation, whose answer says the same.
    fn look(&mut self, client: &Client, now_ms: u64) -> JobStep {
        let (errand, operation) = match self.target.polling.cancel.filter(|_| mem::take(&mut self.is_cancel_wanted)) {
            Some(cancel) => (Errand::Cancel, cancel),
            None => (Errand::Poll, self.target.polling.poll),
        };
        self.call(client, now_ms, errand, self.target.draft(operation))
    }

    fn call(&mut self, client: &Client, now_ms: u64, errand: Errand, draft: Result<Draft, Error>) -> JobStep {
        let left_ms = self.deadline_ms.saturating_sub(now_ms);
        if left_ms == 0 {
            return JobStep::Failed(self.out_of_time(None));
        }
        let settings = client.config();
        if settings.events && !self.events.is_on() {
            self.events = Recorder::new(true, Some(self.target.operation.id));
        }
        let config = Config { deadline_ms: settings.deadline_ms.min(left_ms), ..settings.clone() };
        match draft.and_then(|draft| Ok(client.with(config)?.call(&draft, self.dice.roll()))) {
            Ok(call) => {
                self.state = State::Called(errand);
                JobStep::Call(Box::new(call))
            }
            Err(error) => JobStep::Failed(error),
        }
    }

    /// Waits for the next look. The last one leaves as much time to the deadline as there is between the first two.
    fn rest(&mut self, now_ms: u64, asked_ms: Option<u64>) {
        let (wait_ms, reason) = self.pace.wait_ms(asked_ms, &mut self.dice);
        let until_ms = now_ms.saturating_add(wait_ms);
        let last_look_ms = self.deadline_ms.saturating_sub(self.options.poll_from_ms);
        let is_early = last_look_ms >= now_ms.saturating_add(self.options.poll_from_ms);
        self.state = if until_ms < self.deadline_ms {
            State::Resting { until_ms, reason }
        } else if reason == WaitReason::Backoff && is_early {
            State::Resting { until_ms: last_look_ms, reason }
        } else {
            State::Failed(self.out_of_time(Some(wait_ms)))
        };
        if let State::Resting { until_ms, reason } = self.state {
            let wait_ms = until_ms.saturating_sub(now_ms);
            self.events.record(now_ms, || EventKind::Wait { reason, until_ms, wait_ms });
        }
    }

    fn may_be_unseen(&self, now_ms: u64) -> bool {
        !self.is_seen && now_ms.saturating_sub(self.known_ms) < UNSEEN_MS
    }
}
