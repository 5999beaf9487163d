//! Redirects from old addresses to articles and collections of a help center.

use serde_json::json;

use super::HelpCenters;
use crate::answer::Answer;
use crate::fields;
use crate::paging::PageSize;
use crate::refusal::Refusal;
use crate::rooms::standard::{self, Part, Resource};
use crate::route::Context;
use crate::store::record;

pub(super) struct Redirects;

impl Resource for Redirects {
    const OBJECT: &'static str = "help_center_redirect";
    const PAGE_SIZE: PageSize = PageSize { default: 50, max: 250 };

    standard::kept_in!(redirects);
}

impl Part for Redirects {
    type Whole = HelpCenters;
    const WHOLE_ID: &'static str = "help_center_id";
    const PARAMETER: &'static str = "redirect_id";
}

pub(super) fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let help_center = standard::whole_id::<Redirects>(context)?;
    let page =
        standard::page::<Redirects>(context, |redirect| standard::is_part_of::<Redirects>(redirect, &help_center))?;
    Ok(Answer::json(page.list()))
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let help_center = standard::whole_id::<Redirects>(context)?;
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
        standard::is_part_of::<Redirects>(redirect, &help_center)
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
