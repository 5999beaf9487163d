//! Help centers, the collections and sections their articles stand in, and the redirects to them.

use serde_json::{Value, json};

use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::Route;
use crate::store::{Row, record};
use crate::workspace::{APP_ID, Workspace};

mod collections;
mod redirects;
mod sections;

use collections::Collections;
use redirects::Redirects;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/help_center/help_centers", standard::list_whole::<HelpCenters>),
    Route::get("/help_center/help_centers/{id}", standard::find::<HelpCenters>),
    Route::get("/help_center/help_centers/{id}/redirects", redirects::list),
    Route::post("/help_center/help_centers/{id}/redirects", redirects::create),
    Route::get("/help_center/help_centers/{id}/redirects/{redirect_id}", standard::find_part::<Redirects>),
    Route::delete("/help_center/help_centers/{id}/redirects/{redirect_id}", standard::delete_part::<Redirects>),
    Route::get("/help_center/collections", collections::list),
    Route::post("/help_center/collections", collections::create),
    Route::get("/help_center/collections/{id}", standard::find::<Collections>),
    Route::put("/help_center/collections/{id}", collections::update),
    Route::delete("/help_center/collections/{id}", standard::delete::<Collections>),
    Route::get("/help_center/sections", sections::list),
    Route::post("/help_center/sections", sections::create),
    Route::get("/help_center/sections/{id}", sections::find),
    Route::put("/help_center/sections/{id}", sections::update),
    Route::delete("/help_center/sections/{id}", sections::delete),
];

pub(crate) struct HelpCenters;

impl Resource for HelpCenters {
    const OBJECT: &'static str = "help_center";

    standard::kept_in!(help_centers);
}

/// Refuses a parent that is no collection.
pub(crate) fn check_parent(workspace: &Workspace, parent: u64) -> Result<(), Refusal> {
    match workspace.collections.find(&parent.to_string()) {
        Some(_) => Ok(()),
        None => Err(Refusal::invalid_parameter(format!("the parent must be a collection, and {parent} is none"))),
    }
}

/// Whether an article stands in a collection of a help center.
pub(crate) fn shows(workspace: &Workspace, article: &Row, help_center_id: &str) -> bool {
    let parents = article.record.get("parent_ids").and_then(Value::as_array).into_iter().flatten();
    let mut help_centers = parents.filter_map(|id| collections::help_center_of(workspace, &id.to_string()));
    help_centers.any(|id| id == help_center_id)
}

/// A help center with three collections, the last one inside the first.
pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let help_center_id = workspace.help_centers.create(record(json!({
        "workspace_id": APP_ID,
        "created_at": now,
        "updated_at": now,
        "identifier": "emulated-help",
        "website_turned_on": true,
        "display_name": "Emulated help center",
        "url": "https://help.example.com",
        "custom_domain": "help.example.com",
        "default": true,
        "locales": ["en", "fr"],
    })));
    let help_center: Option<u64> = help_center_id.parse().ok();
    let mut first = None;
    for (name, description) in [
        ("First steps", "For your first day."),
        ("Account and billing", "Who pays, and how."),
        ("Sign-in", "Keys and doors."),
    ] {
        let inside = if name == "Sign-in" { first.clone() } else { None };
        let body = record(json!({
            "name": name,
            "description": description,
            "help_center_id": if inside.is_none() { json!(help_center) } else { Value::Null },
            "parent_id": inside,
        }));
        let id = collections::store(workspace, &body, now);
        first.get_or_insert(id);
    }
}
