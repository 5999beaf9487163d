//! Changes to an article that are kept beside the live content until they are published.

use serde_json::{Value, json};

use super::shape::{self, DEFAULT_LOCALE, DRAFT, TRANSLATIONS};
use super::{Articles, check, schedule, versions};
use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::rooms::standard;
use crate::route::Context;
use crate::store::Record;

/// The article as it would be after publishing.
pub(super) fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let article = standard::existing::<Articles>(context.workspace, &id)?;
    let staged = match article.record.get(DRAFT) {
        Some(Value::Object(staged)) => staged,
        _ if article.text("state") == Some("draft") => &article.record,
        _ => return Err(Refusal::resource_not_found()),
    };
    Ok(Answer::json(shape::view(context.workspace, staged)))
}

pub(super) fn stage(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    standard::existing::<Articles>(context.workspace, &id)?;
    check(context)?;
    let article = standard::existing_mut::<Articles>(context.workspace, &id)?;
    let mut staged = match article.remove(DRAFT) {
        Some(Value::Object(staged)) => staged,
        _ => article.clone(),
    };
    shape::assign(&mut staged, &context.body, context.now);
    for record in [&mut staged, &mut *article] {
        record.insert("has_unpublished_changes".into(), true.into());
        record.insert("draft_updated_at".into(), context.now.into());
    }
    article.insert(DRAFT.into(), staged.into());
    Ok(find(context)?.changing(id))
}

/// Makes the draft the live content, in the locales named or in all.
pub(super) fn publish(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let article = standard::existing_mut::<Articles>(context.workspace, &id)?;
    let mut draft = match article.get(DRAFT) {
        Some(Value::Object(staged)) => staged.clone(),
        _ if article["state"] == "published" => {
            return Err(Refusal::new(422, "parameter_invalid", "the article has no unpublished changes"));
        }
        _ => article.clone(),
    };
    match named_locales(&context.body) {
        None => shape::set_state(&mut draft, None, "published", context.now),
        Some(locales) => {
            let unknown =
                locales.iter().find(|locale| **locale != DEFAULT_LOCALE && draft[TRANSLATIONS].get(locale).is_none());
            if let Some(unknown) = unknown {
                let message = format!("the article has no content in the locale {unknown:?}");
                return Err(Refusal::new(422, "parameter_invalid", message));
            }
            keep_live(&mut draft, article, &locales);
            for locale in locales {
                shape::set_state(&mut draft, Some(locale), "published", context.now);
            }
        }
    }
    draft.insert("has_unpublished_changes".into(), false.into());
    draft.insert("draft_updated_at".into(), Value::Null);
    *article = draft;
    versions::keep(context.workspace, &id, context.now);
    schedule::note(context.workspace, &id);
    standard::changed::<Articles>(context, &id)
}

fn named_locales(body: &Record) -> Option<Vec<&str>> {
    let locales = body.get("locales")?.as_array()?;
    Some(locales.iter().filter_map(Value::as_str).collect())
}

/// Takes back into the draft what is live in the locales that are not named.
fn keep_live(draft: &mut Record, live: &Record, locales: &[&str]) {
    if !locales.contains(&DEFAULT_LOCALE) {
        standard::assign(draft, live, &["title", "description", "body", "body_markdown", "author_id", "state"]);
    }
    if let Some(Value::Object(contents)) = draft.get_mut(TRANSLATIONS) {
        contents.retain(|locale, _| locales.contains(&locale.as_str()) || !live[TRANSLATIONS][locale].is_null());
        for (locale, content) in contents.iter_mut().filter(|(locale, _)| !locales.contains(&locale.as_str())) {
            *content = live[TRANSLATIONS][locale].clone();
        }
    }
    draft.entry(TRANSLATIONS).or_insert_with(|| json!({}));
}
