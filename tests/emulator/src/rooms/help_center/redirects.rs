//! Redirects from old addresses to articles and collections of a help center.

use serde_json::{Value, json};

use super::HelpCenters;
use crate::answer::Answer;
use crate::fields;
use crate::paging::PageSize;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Resource};
use crate::route::Context;
use crate::store::{Row, record};

pub(super) struct Redirects;

impl Resource for Redirects {
    const OBJECT: &'static str = "help_center_redirect";
    const PAGE_SIZE: PageSize = PageSize { default: 50, max: 250 };

    standard::kept_in!(redirects);
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let help_center = checked_help_center(context)?;
    let page = standard::page::<Redirects>(context, |redirect| belongs(redirect, &help_center))?;
    Ok(Answer::json(page.list()))
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let help_center = checked_help_center(context)?;
    let body = &context.body;
    let [from_url, locale, target_type, target_id] =
        ["from_url", "locale", "target_type", "target_id"].map(|name| fields::id(body, name).unwrap_or_default());
    let target = match target_type.as_str() {
        "article" => context.workspace.articles.find(&target_id),
        "collection" => context.workspace.collections.find(&target_id),
        other => {
            let message = format!("target_type must be article or collection, not {other:?}");
            return Err(Refusal::new(422, "parameter_invalid", message));
        }
    };
    target.ok_or_else(Refusal::resource_not_found)?;
    let twin = context.workspace.redirects.oldest_first().find(|redirect| {
        belongs(redirect, &help_center)
            && redirect.text("from_url") == Some(&from_url)
            && redirect.text("locale") == Some(&locale)
    });
    if let Some(twin) = twin {
        let message = format!("{from_url} is redirected already, by the redirect {}", twin.id());
        return Err(Refusal::new(409, "resource_conflict", message));
    }
    let redirect = record(json!({
        "type": "help_center_redirect",
        "from_url": from_url,
        "locale": locale,
        "help_center_id": help_center,
        "target_type": target_type,
        "target_id": target_id,
    }));
    standard::create::<Redirects>(context, redirect)
}

pub(super) fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = checked_redirect(context)?;
    Ok(Answer::json(Redirects::view(context, standard::existing::<Redirects>(context.workspace, &id)?)))
}

pub(super) fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = checked_redirect(context)?;
    standard::remove::<Redirects>(context, &id)?;
    Ok(standard::deleted::<Redirects>(&id))
}

fn checked_help_center(context: &Context<'_>) -> Result<String, Refusal> {
    let id = context.id();
    standard::existing::<HelpCenters>(context.workspace, &id)?;
    Ok(id)
}

/// The redirect of the path, which must be one of the help center of the path.
fn checked_redirect(context: &Context<'_>) -> Result<String, Refusal> {
    let (help_center, id) = (checked_help_center(context)?, context.parameter("redirect_id"));
    let redirect = standard::existing::<Redirects>(context.workspace, &id)?;
    if belongs(redirect, &help_center) { Ok(id) } else { Err(Refusal::resource_not_found()) }
}

fn belongs(redirect: &Row, help_center_id: &str) -> bool {
    redirect.record.get("help_center_id").and_then(Value::as_str) == Some(help_center_id)
}
