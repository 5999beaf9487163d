//! Work that is done later: tickets made in the background.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::rooms::tickets;
use crate::route::{Context, Route};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[Route::get("/jobs/status/{id}", status)];

/// Jobs by their ids, in the order in which they will be done.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    by_id: BTreeMap<u64, Job>,
    /// The first job that is not done.
    next_due: u64,
}

#[derive(Debug)]
enum Job {
    Pending { due: u64, draft: Box<tickets::Draft> },
    Success { ticket_id: u64 },
    Failed,
}

impl Jobs {
    const FIRST_ID: u64 = 20;

    /// Takes on a ticket to be made at a time, and returns the id of the job.
    pub(crate) fn enqueue(&mut self, draft: tickets::Draft, due: u64) -> u64 {
        let id = self.by_id.last_key_value().map_or(Self::FIRST_ID, |(last, _)| last + 1);
        self.by_id.insert(id, Job::Pending { due, draft: Box::new(draft) });
        id
    }

    /// The job that is due first, when it is due by `now`.
    fn take_due(&mut self, now: u64) -> Option<(u64, u64, tickets::Draft)> {
        let (id, job) = self.by_id.range_mut(self.next_due..).next()?;
        match job {
            Job::Pending { due, .. } if *due > now => None,
            job => {
                self.next_due = id + 1;
                match std::mem::replace(job, Job::Failed) {
                    Job::Pending { due, draft } => Some((*id, due, *draft)),
                    Job::Success { .. } | Job::Failed => None,
                }
            }
        }
    }
}

/// Does the jobs that are due.
pub(crate) fn settle(workspace: &mut Workspace, now: u64) {
    while let Some((id, due, draft)) = workspace.jobs.take_due(now) {
        if let Ok(ticket_id) = draft.make(workspace, due) {
            workspace.jobs.by_id.insert(id, Job::Success { ticket_id });
        }
    }
}

/// A job as the answers show it.
pub(crate) fn view(workspace: &Workspace, id: u64) -> Result<Value, Refusal> {
    let job = workspace.jobs.by_id.get(&id).ok_or_else(not_found)?;
    let (status, ticket_id) = match job {
        Job::Pending { .. } => ("pending", None),
        Job::Success { ticket_id } => ("success", Some(ticket_id.to_string())),
        Job::Failed => ("failed", None),
    };
    let mut view = json!({
        "type": "job",
        "id": id.to_string(),
        "status": status,
        "resource_type": "ticket",
        "resource_id": ticket_id,
        "resource_url": ticket_id.as_ref().map(|id| format!("https://api.intercom.io/tickets/{id}")),
    });
    if matches!(job, Job::Pending { .. }) {
        view["url"] = format!("https://api.intercom.io/jobs/status/{id}").into();
    }
    Ok(view)
}

fn status(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id().parse().map_err(|_| not_found())?;
    view(context.workspace, id).map(Answer::json)
}

fn not_found() -> Refusal {
    Refusal::new(404, "job_not_found", "Job Not Found")
}
