//! The items of bulk jobs, which take effect when their time has come: each as a request of its own would.

use hyper::HeaderMap;
use hyper::header::{ACCEPT, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;

use crate::answer::{Answer, Body};
use crate::refusal::Refusal;
use crate::request::Request;
use crate::route::{Access, Arrival, Routes};
use crate::version::Version;
use crate::workspace::Workspace;

/// What a job does with its items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Action {
    Create,
    Update,
    Delete,
}

/// The items of one request.
#[derive(Debug)]
pub(crate) struct Task {
    /// UNIX seconds.
    pub(crate) due: u64,
    pub(crate) job_id: String,
    /// Which task of its job it is.
    pub(crate) number: usize,
    pub(crate) resource: &'static str,
    pub(crate) action: Action,
    pub(crate) items: Vec<Value>,
}

/// The tasks that wait for their time, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Tasks(VecDeque<Task>);

/// A request that took effect, and what it changed.
pub(crate) type Applied = (Request, String);

impl Action {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl Tasks {
    pub(crate) fn push(&mut self, task: Task) {
        self.0.push_back(task);
    }

    /// The next task whose time has come.
    pub(crate) fn pop_due(&mut self, now: u64) -> Option<Task> {
        self.0.pop_front_if(|task| task.due <= now)
    }
}

impl Task {
    /// Applies the items one after another. An item that is refused fails alone.
    pub(crate) fn run(self, routes: &Routes, workspace: &mut Workspace) -> Vec<Applied> {
        let mut runner = Runner { routes, workspace, now: self.due, applied: Vec::new() };
        let mut failed = false;
        for item in &self.items {
            failed |= runner.apply(self.resource, self.action, item).is_err();
        }
        let applied = runner.applied;
        if failed && let Some(job) = workspace.bulk_jobs.find_mut(&self.job_id) {
            super::mark_failed(job, self.number);
        }
        applied
    }
}

struct Runner<'a> {
    routes: &'a Routes,
    workspace: &'a mut Workspace,
    now: u64,
    applied: Vec<Applied>,
}

impl Runner<'_> {
    fn apply(&mut self, resource: &str, action: Action, item: &Value) -> Result<(), Refusal> {
        let mut fields = item.as_object().cloned().unwrap_or_default();
        let companies = if resource == "contacts" { fields.remove("companies") } else { None };
        let id = match action {
            Action::Create => self.send("POST", format!("/{resource}"), fields)?,
            Action::Update => {
                let id = named_id(&mut fields)?;
                self.send("PUT", format!("/{resource}/{id}"), fields)?
            }
            Action::Delete => {
                let id = named_id(&mut fields)?;
                self.send("DELETE", format!("/{resource}/{id}"), Map::new())?
            }
        };
        for company in companies.iter().filter_map(Value::as_array).flatten() {
            self.relate(&id, company)?;
        }
        Ok(())
    }

    /// Attaches a contact to a company, which is made when it is not there yet, or detaches it.
    fn relate(&mut self, contact_id: &str, company: &Value) -> Result<(), Refusal> {
        let mut fields = company.as_object().cloned().unwrap_or_default();
        let remove = fields.remove("remove") == Some(Value::Bool(true));
        let id = self.send("POST", "/companies".into(), fields)?;
        let companies = format!("/contacts/{contact_id}/companies");
        if remove {
            self.send("DELETE", format!("{companies}/{id}"), Map::new())?;
        } else {
            let reference = Map::from_iter([("id".to_owned(), json!(id))]);
            self.send("POST", companies, reference)?;
        }
        Ok(())
    }

    /// Sends one request, and returns the id of the object in its answer.
    fn send(&mut self, method: &str, path: String, fields: Map<String, Value>) -> Result<String, Refusal> {
        let request = Request {
            method: method.into(),
            path,
            query: Vec::new(),
            headers: HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]),
            body: Value::Object(fields).to_string().into_bytes(),
        };
        let arrival = Arrival {
            request: &request,
            version: Version::PREVIEW,
            now: self.now,
            workspace: self.workspace,
            access: Access { may_write: true, is_strict: false },
        };
        let answer = self.routes.serve(arrival, &mut Vec::new())?;
        let Answer { body: Body::Json(body), changed, .. } = answer else { return Ok(String::new()) };
        if let Some(changed) = changed {
            self.applied.push((request, changed));
        }
        Ok(body["id"].as_str().unwrap_or_default().into())
    }
}

/// The id an item names, as a segment of a path.
fn named_id(fields: &mut Map<String, Value>) -> Result<String, Refusal> {
    match fields.remove("id") {
        Some(Value::String(id)) => Ok(utf8_percent_encode(&id, NON_ALPHANUMERIC).to_string()),
        _ => Err(Refusal::missing_parameter("an item needs the id of what it changes")),
    }
}
