//! All content at once, whatever its kind: the search in it, and actions on much of it.

use crate::refusal::Refusal;
use crate::rooms::ai_content::ExternalPages;
use crate::rooms::articles::Articles;
use crate::rooms::content_snippets::ContentSnippets;
use crate::rooms::internal_articles::InternalArticles;
use crate::rooms::standard::{self, Resource};
use crate::route::{Context, Route};
use crate::store::{Record, Table};
use crate::workspace::Workspace;

mod bulk;
mod search;

pub(crate) const ROUTES: &[Route] =
    &[Route::get("/content/search", search::search), Route::post("/content/bulk_actions", bulk::act)];

/// A kind of content.
struct Kind {
    /// What the filter of the search calls it.
    filter: &'static str,
    /// What the results of the search and the bulk actions call it.
    name: &'static str,
    /// The first segment of the path by which it is tagged.
    taggable: &'static str,
    /// The fields that are searched.
    texts: &'static [&'static str],
    table: fn(&Workspace) -> &Table,
    table_mut: fn(&mut Workspace) -> &mut Table,
    remove: fn(&mut Context<'_>, &str) -> Result<Record, Refusal>,
}

const KINDS: [Kind; 4] = [
    kind::<Articles>(["article", "article", "articles"], &["title", "body"]),
    kind::<InternalArticles>(["internal_article", "internal_article", "internal_articles"], &["title", "body"]),
    kind::<ContentSnippets>(["snippet", "content_snippet", "content_snippets"], &["title", "body_markdown"]),
    kind::<ExternalPages>(["external_content", "external_content", ""], &["title", "html"]),
];

const fn kind<R: Resource>([filter, name, taggable]: [&'static str; 3], texts: &'static [&'static str]) -> Kind {
    Kind { filter, name, taggable, texts, table: R::table, table_mut: R::table_mut, remove: standard::remove::<R> }
}
