//! The one way every request takes: recorded, struck by a fault or not, admitted or not, served by a room.

use crate::answer::Answer;
use crate::clock::Clock;
use crate::fault::{Faults, Kind, Paced, When};
use crate::journal::Journal;
use crate::options::Options;
use crate::random::Random;
use crate::rate_limit::{RateLimit, Slot};
use crate::refusal::Refusal;
use crate::request::Request;
use crate::rooms;
use crate::route::{Access, Arrival, Routes};
use crate::seed;
use crate::version::Version;
use crate::workspace::Workspace;

#[cfg(test)]
mod caller;
mod control;
mod cors;
#[cfg(test)]
#[expect(dead_code, reason = "only answers are looked at here")]
#[path = "../../rust/models/again.rs"]
mod models;
#[cfg(test)]
mod outline;
#[cfg(test)]
mod pair_tests;
#[cfg(test)]
mod shape_tests;

/// The whole emulator but for its socket: a request goes in, what to put on the wire comes out.
pub(crate) struct Service {
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    options: Options,
    rate_limit: RateLimit,
    request_ids: Random,
    routes: &'static Routes,
    workspace: Workspace,
}

/// What to put on the wire.
#[derive(Debug)]
pub(crate) enum Delivery {
    Answer(Answer, Manner),
    /// The end of the connection.
    Close,
    /// The end of the connection, by a reset.
    Reset,
}

/// How an answer leaves: at once and whole, unless a fault says otherwise.
#[derive(Debug, Default)]
pub(crate) struct Manner {
    /// Not before this time of the emulator's clock.
    pub(crate) not_before_ms: Option<u64>,
    /// The head, so many bytes of the body, and then the end of the connection.
    pub(crate) cut_after: Option<usize>,
    pub(crate) paced: Option<Paced>,
}

impl Service {
    pub(crate) fn new(options: Options) -> Self {
        Self {
            clock: Clock::default(),
            faults: Faults::default(),
            journal: Journal::default(),
            rate_limit: RateLimit::new(options.rate_limit),
            // Apart from the data's own numbers, so that a look at the data does not change the ids made later.
            request_ids: Random::new(!options.seed),
            routes: Routes::all(),
            workspace: seed::workspace(&options),
            options,
        }
    }

    /// Back to the state of the start, but for the clock, which goes on.
    pub(crate) fn reset(&mut self) {
        let clock = self.clock;
        *self = Self::new(self.options.clone());
        self.clock = clock;
    }

    /// The workspace, for a body that is made while it is sent.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    pub(crate) fn receive(&mut self, request: Request) -> Delivery {
        if let Some(answer) = cors::preflight(&self.options.cors_origins, &request) {
            return Delivery::Answer(answer, Manner::default());
        }
        self.run_tasks();
        if let Some(path) = control::path(&request) {
            let answer = control::serve(self, &request, path);
            let mut answer = self.finish(answer, None, None);
            cors::admit(&self.options.cors_origins, &request, &mut answer);
            return Delivery::Answer(answer, Manner::default());
        }
        let fault = self.faults.strike(&request.method, &request.path);
        let fault_name = fault.as_ref().map(Kind::name);
        let mut unknown = Vec::new();
        let (status, delivery) = match &fault {
            Some(Kind::Drop(When::Before)) => (None, Delivery::Close),
            Some(Kind::Reset(When::Before)) => (None, Delivery::Reset),
            _ => self.deliver(&request, fault, &mut unknown),
        };
        self.journal.record(request, unknown, status, fault_name);
        delivery
    }

    /// The answer to a request that was not read.
    pub(crate) fn refuse(&mut self, refusal: Refusal) -> Answer {
        let request_id = self.request_ids.uuid();
        self.finish(refusal.into_answer(&request_id), None, Some(&request_id))
    }

    /// A page of a scroll that was made and never arrived cannot be made again.
    fn lose_scroll(&mut self, request: &Request) {
        if request.path == "/companies/scroll"
            && let Some(scroll) = &mut self.workspace.company_scroll
        {
            scroll.lose();
        }
    }

    /// Lets take effect what is due by now.
    fn run_tasks(&mut self) {
        let now = self.clock.now_seconds();
        rooms::settle(&mut self.workspace, now);
        while let Some(task) = self.workspace.bulk_tasks.pop_due(now) {
            for (request, id) in task.run(self.routes, &mut self.workspace) {
                self.journal.apply(&request, id);
            }
        }
    }

    fn deliver(
        &mut self,
        request: &Request,
        fault: Option<Kind>,
        unknown: &mut Vec<String>,
    ) -> (Option<u16>, Delivery) {
        let mut answer = self.answer(request, fault.as_ref(), unknown);
        if let Some(id) = answer.changed.take() {
            self.journal.apply(request, id);
        }
        let mut manner = Manner::default();
        match fault {
            None => {}
            Some(Kind::Drop(_)) => {
                self.lose_scroll(request);
                return (None, Delivery::Close);
            }
            Some(Kind::Reset(_)) => {
                self.lose_scroll(request);
                return (None, Delivery::Reset);
            }
            Some(Kind::Delay { ms }) => manner.not_before_ms = Some(self.clock.now_ms().saturating_add(ms)),
            Some(Kind::Truncate { after }) => manner.cut_after = Some(after),
            Some(Kind::Drip(pace)) => manner.paced = Some(Paced::Body(pace)),
            Some(Kind::SlowHeaders(pace)) => manner.paced = Some(Paced::Head(pace)),
            Some(other) => other.spoil(&mut answer, self.clock),
        }
        cors::admit(&self.options.cors_origins, request, &mut answer);
        (Some(answer.status), Delivery::Answer(answer, manner))
    }

    fn answer(&mut self, request: &Request, fault: Option<&Kind>, unknown: &mut Vec<String>) -> Answer {
        let request_id = self.request_ids.uuid();
        let now = self.clock.now_seconds();
        let is_signed = self.routes.is_signed(request);
        let access = Access { may_write: false, is_strict: self.options.strict };
        let credentials = if is_signed { Ok(access) } else { self.authenticate(request) };
        // A page of a proxy never came near the API.
        let from_proxy = matches!(fault, Some(Kind::Html { .. }));
        let slot = (credentials.is_ok() && !is_signed && !from_proxy).then(|| self.rate_limit.take(now));
        let answer = fault.and_then(|fault| fault.answer(&request_id)).unwrap_or_else(|| {
            credentials
                .and_then(|access| self.serve(request, access, slot, now, unknown))
                .unwrap_or_else(|refusal| refusal.into_answer(&request_id))
        });
        self.finish(answer, slot, (!from_proxy).then_some(&request_id))
    }

    fn authenticate(&self, request: &Request) -> Result<Access, Refusal> {
        let Some(credentials) = request.header("authorization") else {
            return Err(Refusal::new(401, "token_unauthorized", "the request has no access token"));
        };
        let bearer = credentials.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let token = bearer.map(|(_, token)| token.trim()).unwrap_or_default();
        let is_full = token == self.options.token;
        if !is_full && token != self.options.read_only_token {
            return Err(Refusal::new(401, "unauthorized", "Access Token Invalid"));
        }
        Ok(Access { may_write: is_full, is_strict: self.options.strict })
    }

    fn serve(
        &mut self,
        request: &Request,
        access: Access,
        slot: Option<Slot>,
        now: u64,
        unknown: &mut Vec<String>,
    ) -> Result<Answer, Refusal> {
        if let Some(slot) = slot
            && !slot.granted
        {
            return Err(Refusal::new(429, "rate_limit_exceeded", slot.refusal_message()));
        }
        let version = match request.header("intercom-version") {
            None => Version::APP_DEFAULT,
            Some(name) => Version::parse(name).ok_or_else(|| {
                Refusal::new(400, "intercom_version_invalid", format!("{name:?} is not a version of the API"))
            })?,
        };
        self.routes.serve(Arrival { request, version, now, workspace: &mut self.workspace, access }, unknown)
    }

    /// Adds the headers every answer carries, unless a fault brought its own.
    fn finish(&self, mut answer: Answer, slot: Option<Slot>, request_id: Option<&String>) -> Answer {
        let mut common = vec![("date", self.clock.http_date(0))];
        if let Some(content_type) = answer.body.content_type() {
            common.push(("content-type", content_type.into()));
        }
        if let Some(request_id) = request_id {
            common.push(("x-request-id", request_id.clone()));
        }
        if let Some(slot) = slot {
            common.push(("x-ratelimit-limit", slot.limit.to_string()));
            common.push(("x-ratelimit-remaining", slot.remaining.to_string()));
            common.push(("x-ratelimit-reset", slot.reset.to_string()));
        }
        for (name, value) in common {
            if answer.headers.iter().all(|(given, _)| given != name) {
                answer = answer.header(name, &value);
            }
        }
        answer
    }
}
