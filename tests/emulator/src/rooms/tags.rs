//! Tags, and the tagging of what can be tagged.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::fields;
use crate::options::Options;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::rooms::articles::Articles;
use crate::rooms::content_snippets::ContentSnippets;
use crate::rooms::internal_articles::InternalArticles;
use crate::rooms::{admins, companies, contacts, conversations, standard};
use crate::route::{Context, Route};
use crate::store::{Links, Record, Row, record};
use crate::version::Version;
use crate::workspace::Workspace;

pub(crate) const ROUTES: &[Route] = &[
    Route::get("/tags", list),
    Route::post("/tags", create_or_update),
    Route::get("/tags/{id}", find),
    Route::delete("/tags/{id}", delete),
    Route::get("/contacts/{id}/tags", list_for_contact),
    Route::post("/contacts/{id}/tags", tag),
    Route::delete("/contacts/{id}/tags/{tag_id}", untag),
    Route::post("/articles/{id}/tags", tag),
    Route::delete("/articles/{id}/tags/{tag_id}", untag),
    Route::post("/content_snippets/{id}/tags", tag),
    Route::delete("/content_snippets/{id}/tags/{tag_id}", untag),
    Route::post("/internal_articles/{id}/tags", tag),
    Route::delete("/internal_articles/{id}/tags/{tag_id}", untag),
];

pub(crate) fn seed(workspace: &mut Workspace, _: &Options, _: &mut Random) {
    for name in ["VIP", "Beta", "Newsletter"] {
        named(workspace, name);
    }
}

/// Something that can be tagged: the first segment of its path, the links to its tags, and whether it is there.
struct Taggable {
    path: &'static str,
    links: fn(&Workspace) -> &Links,
    links_mut: fn(&mut Workspace) -> &mut Links,
    check: fn(&Workspace, &str) -> Result<(), Refusal>,
}

/// The table entry of a taggable: its path, the field of the workspace with its links, and its look-up.
macro_rules! taggable {
    ($path:literal, $links:ident, $find:expr) => {
        Taggable {
            path: $path,
            links: |workspace| &workspace.$links,
            links_mut: |workspace| &mut workspace.$links,
            check: |workspace, id| $find(workspace, id).map(drop),
        }
    };
}

const TAGGABLES: &[Taggable] = &[
    taggable!("articles", article_tags, standard::existing::<Articles>),
    taggable!("companies", company_tags, companies::existing),
    taggable!("contacts", contact_tags, contacts::existing),
    // Conversations and tickets, which share their links, are tagged in a room of their own.
    taggable!("conversations", conversation_tags, conversations::existing),
    taggable!("content_snippets", content_snippet_tags, standard::existing::<ContentSnippets>),
    taggable!("internal_articles", internal_article_tags, standard::existing::<InternalArticles>),
];

/// The links between the objects under a path and their tags; `None` when nothing under it can be tagged.
pub(crate) fn links<'a>(workspace: &'a Workspace, path: &str) -> Option<&'a Links> {
    TAGGABLES.iter().find(|taggable| taggable.path == path).map(|taggable| (taggable.links)(workspace))
}

/// Like [`links`], to change them.
pub(crate) fn links_mut<'a>(workspace: &'a mut Workspace, path: &str) -> Option<&'a mut Links> {
    TAGGABLES.iter().find(|taggable| taggable.path == path).map(|taggable| (taggable.links_mut)(workspace))
}

/// The tags of an object, as its own field shows them.
pub(crate) fn list_view(workspace: &Workspace, path: &str, id: &str) -> Value {
    json!({"type": "tag.list", "tags": links(workspace, path).map(|links| applied(workspace, links, id))})
}

/// The tag of that name, made if there is none.
pub(crate) fn named(workspace: &mut Workspace, name: &str) -> String {
    let known = workspace.tags.find_by("name", name).find(|tag| tag.text("name") == Some(name));
    let known = known.map(|tag| tag.id().to_owned());
    known.unwrap_or_else(|| workspace.tags.create(record(json!({"type": "tag", "name": name}))))
}

fn list(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let tags: Vec<_> = context.workspace.tags.oldest_first().map(|tag| &tag.record).collect();
    Ok(Answer::json(json!({"type": "list", "data": tags})))
}

fn find(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    Ok(Answer::json(json!(existing(context.workspace, &id)?.record)))
}

/// Creates a tag, renames one when the body has an `id`, and tags or untags the companies and contacts listed.
fn create_or_update(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let name = fields::text(&context.body, "name")
        .ok_or_else(|| Refusal::invalid_parameter("invalid tag parameters"))?
        .to_owned();
    let workspace = &mut *context.workspace;
    let companies = listed(&context.body, "companies")
        .map(|company| {
            Ok((companies::named_by(workspace, company).ok_or_else(companies::not_found)?, !untags(company)))
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    let users = listed(&context.body, "users")
        .map(|user| {
            let id = user["id"].as_str().unwrap_or_default();
            Ok((contacts::existing(workspace, id)?.id().to_owned(), true))
        })
        .collect::<Result<Vec<_>, Refusal>>()?;

    let tag_id = match fields::id(&context.body, "id") {
        None => named(workspace, &name),
        Some(id) => {
            let tag = workspace.tags.find_mut(&id).ok_or_else(Refusal::resource_not_found)?;
            tag.insert("name".into(), name.into());
            id
        }
    };
    set_tagged(&mut workspace.company_tags, &companies, &tag_id, context.now);
    set_tagged(&mut workspace.contact_tags, &users, &tag_id, context.now);
    let mut view = existing(workspace, &tag_id)?.record.clone();
    if context.version >= Version::V2_16 {
        view.insert("companies".into(), tagged_view(&companies));
        view.insert("users".into(), tagged_view(&users));
    }
    Ok(Answer::json(Value::Object(view)).changing(tag_id))
}

fn delete(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    let workspace = &mut *context.workspace;
    workspace.tags.remove(&id).ok_or_else(Refusal::resource_not_found)?;
    for taggable in TAGGABLES {
        (taggable.links_mut)(workspace).forget_to(&id);
    }
    Ok(Answer::empty().changing(id))
}

fn list_for_contact(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = context.id();
    contacts::reached(context, &id)?;
    let workspace = &*context.workspace;
    Ok(Answer::json(json!({"type": "list", "data": applied(workspace, &workspace.contact_tags, &id)})))
}

fn tag(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (taggable, id) = checked_taggable(context)?;
    let tag_id =
        fields::id(&context.body, "id").ok_or_else(|| Refusal::missing_parameter("id of the tag not specified"))?;
    let workspace = &mut *context.workspace;
    existing(workspace, &tag_id)?;
    let links = (taggable.links_mut)(workspace);
    links.link(&id, &tag_id, context.now);
    let at = links.linked_at(&id, &tag_id).unwrap_or(context.now);
    let view = applied_view(workspace, existing(workspace, &tag_id)?, at);
    Ok(Answer::json(view).changing(id))
}

fn untag(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (taggable, id) = checked_taggable(context)?;
    let tag_id = context.parameter("tag_id");
    let workspace = &mut *context.workspace;
    existing(workspace, &tag_id)?;
    let at = (taggable.links_mut)(workspace).unlink(&id, &tag_id).ok_or_else(Refusal::resource_not_found)?;
    let view = applied_view(workspace, existing(workspace, &tag_id)?, at);
    Ok(Answer::json(view).changing(id))
}

/// The kind of object the path begins with, and the id of the one it names, which must be there.
fn checked_taggable(context: &Context<'_>) -> Result<(&'static Taggable, String), Refusal> {
    let path = context.request.path.split('/').nth(1);
    let taggable = TAGGABLES.iter().find(|taggable| Some(taggable.path) == path);
    let taggable = taggable.ok_or_else(Refusal::resource_not_found)?;
    let id = context.id();
    let missing = |refusal| contacts::gone(context.workspace, context.version, &id).unwrap_or(refusal);
    (taggable.check)(context.workspace, &id).map_err(missing)?;
    Ok((taggable, id))
}

/// The tags of one object, the one applied first at the top.
fn applied(workspace: &Workspace, links: &Links, id: &str) -> Vec<Value> {
    let tags = links.of(id).filter_map(|(tag_id, at)| Some((workspace.tags.find(tag_id)?, at)));
    tags.map(|(tag, at)| applied_view(workspace, tag, at)).collect()
}

/// A tag together with who applied it and when.
pub(crate) fn applied_view(workspace: &Workspace, tag: &Row, applied_at: u64) -> Value {
    let mut view = tag.record.clone();
    let admin = admins::token_owner(workspace).map(Row::id);
    view.insert("applied_at".into(), applied_at.into());
    view.insert("applied_by".into(), json!({"type": "admin", "id": admin}));
    Value::Object(view)
}

fn existing<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Row, Refusal> {
    workspace.tags.find(id).ok_or_else(Refusal::resource_not_found)
}

/// Links or unlinks each id, as its flag says.
fn set_tagged(links: &mut Links, changes: &[(String, bool)], tag_id: &str, now: u64) {
    for (id, tagged) in changes {
        if *tagged {
            links.link(id, tag_id, now);
        } else {
            links.unlink(id, tag_id);
        }
    }
}

fn tagged_view(changes: &[(String, bool)]) -> Value {
    if changes.is_empty() {
        return Value::Null;
    }
    changes.iter().map(|(id, tagged)| json!({"id": id, "tagged": tagged})).collect()
}

/// The API's own examples send the flag as a string.
fn untags(company: &Value) -> bool {
    company["untag"] == json!(true) || company["untag"] == json!("true")
}

fn listed<'a>(body: &'a Record, name: &str) -> impl Iterator<Item = &'a Value> {
    body.get(name).and_then(Value::as_array).into_iter().flatten()
}
