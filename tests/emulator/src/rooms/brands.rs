//! Brands, and the addresses from which each sends its email. The API only reads them.

use serde_json::json;

use crate::rooms::standard::{self, Resource};
use crate::route::Route;
use crate::store::record;
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/brands", standard::list_whole::<Brands>),
    Route::get("/brands/{id}", standard::find::<Brands>),
    Route::get("/emails", standard::list_whole::<Emails>),
    Route::get("/emails/{id}", standard::find::<Emails>),
];

struct Brands;

struct Emails;

impl Resource for Brands {
    const OBJECT: &'static str = "brand";

    standard::kept_in!(brands);
}

impl Resource for Emails {
    const OBJECT: &'static str = "email_setting";

    standard::kept_in!(emails);
}

/// Two brands with an address each; the first one is the workspace's own.
pub(crate) fn seed(workspace: &mut Workspace, now: u64) {
    let help_center = workspace.help_centers.oldest_first().next().map(|row| row.id().to_owned());
    for (name, mailbox, is_default) in [("Analytical Support", "hello", true), ("Łódź Looms", "looms", false)] {
        let brand_id = workspace.brands.create(record(json!({
            "type": "brand",
            "name": name,
            "is_default": is_default,
            "help_center_id": help_center,
            "created_at": now,
            "updated_at": now,
        })));
        let email_id = workspace.emails.create(record(json!({
            "type": "email_setting",
            "email": format!("{mailbox}@mail.example.com"),
            "verified": is_default,
            "domain": "mail.example.com",
            "brand_id": brand_id,
            "forwarding_enabled": is_default,
            "forwarded_email_last_received_at": is_default.then_some(now),
            "created_at": now,
            "updated_at": now,
        })));
        if let Some(brand) = workspace.brands.find_mut(&brand_id) {
            brand.insert("default_address_settings_id".into(), email_id.into());
        }
    }
}
