//! Audiences: whom content is meant for.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::paging::PageSize;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, record};
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/audiences", standard::list_flat::<Audiences>),
    Route::post("/audiences", create),
    Route::get("/audiences/{id}", standard::find::<Audiences>),
    Route::put("/audiences/{id}", update),
    Route::delete("/audiences/{id}", standard::delete_silently::<Audiences>),
];

const FIELDS: [&str; 3] = ["name", "predicates", "role_predicates"];

struct Audiences;

impl Resource for Audiences {
    const OBJECT: &'static str = "audience";
    const PAGE_SIZE: PageSize = PageSize { default: 50, max: 50 };

    standard::kept_in!(audiences);
}

/// Refuses a body with an audience that is not there: the one 404 that blames a parameter.
pub(crate) fn check(workspace: &Workspace, body: &Record) -> Result<(), Refusal> {
    let given = body.get("audience_ids").and_then(Value::as_array).into_iter().flatten();
    for id in given.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)) {
        if workspace.audiences.find(&id).is_none() {
            return Err(Refusal::new(404, "parameter_invalid", format!("there is no audience {id}")));
        }
    }
    Ok(())
}

fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    check_name(context, None)?;
    let mut audience = record(json!({"type": "audience", "predicates": [], "role_predicates": []}));
    standard::assign(&mut audience, &context.body, &FIELDS);
    standard::create::<Audiences>(context, audience).map(standard::created)
}

fn update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<Audiences>(context.workspace, &id)?;
    check_name(context, Some(&id))?;
    standard::update::<Audiences>(context, &FIELDS)
}

/// Refuses a name that another audience has.
fn check_name(context: &Context<'_>, id: Option<&str>) -> Result<(), Refusal> {
    let Some(name) = fields::text(&context.body, "name") else { return Ok(()) };
    let mut others = context.workspace.audiences.oldest_first().filter(|audience| Some(audience.id()) != id);
    if others.any(|audience| audience.text("name") == Some(name)) {
        return Err(Refusal::new(422, "parameter_invalid", format!("there is an audience {name:?} already")));
    }
    Ok(())
}

pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let predicate =
        json!({"attribute": "custom_attributes.plan", "type": "string", "comparison": "eq", "value": "pro"});
    let role = json!({"attribute": "role", "type": "role", "comparison": "eq", "value": "user_role"});
    workspace.audiences.create(record(json!({
        "type": "audience",
        "name": "Paying customers",
        "predicates": [predicate],
        "role_predicates": [role],
        "created_at": now,
        "updated_at": now,
    })));
}
