//! The search among articles by a phrase, with the places where it was found.

use serde_json::{Value, json};

use super::{Articles, shape};
use crate::answer::Answer;
use crate::html;
use crate::paging::{NumberedPage, PageSize};
use crate::refusal::Refusal;
use crate::rooms::help_center;
use crate::rooms::standard::Resource;
use crate::route::Context;
use crate::search::mentions;
use crate::store::Row;

const PAGE_SIZE: PageSize = PageSize { default: 10, max: Articles::PAGE_SIZE.max };

/// Finds the articles that have every word of `phrase`, in any of their locales.
pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let workspace = &*context.workspace;
    let phrase = context.query("phrase").unwrap_or_default();
    let state = match context.query("state") {
        None | Some("all") => None,
        Some(state @ ("published" | "draft")) => Some(state),
        Some(other) => {
            return Err(Refusal::invalid_parameter(format!("state must be published, draft or all, not {other:?}")));
        }
    };
    let help_center = context.query("help_center_id");
    let articles: Vec<_> = Articles::table(workspace)
        .newest_first()
        .filter(|article| state.is_none_or(|state| article.text("state") == Some(state)))
        .filter(|article| help_center.is_none_or(|id| help_center::shows(workspace, article, id)))
        .filter(|article| {
            shape::contents(article).any(|(_, content)| {
                let [title, body] = ["title", "body"].map(|field| content[field].as_str().unwrap_or_default());
                mentions(&format!("{title} {body}"), phrase)
            })
        })
        .collect();
    let page = NumberedPage::from_query(context, PAGE_SIZE)?;
    let mut body = page.cut(context, &articles, |article| {
        json!([shape::list_view(workspace, &article.record), highlights(article, phrase)])
    });
    let found = body["data"].as_array().into_iter().flatten();
    let (shown, mut highlights): (Vec<_>, Vec<_>) = found.map(|pair| (pair[0].clone(), pair[1].clone())).unzip();
    if context.query("highlight") != Some("true") {
        highlights.clear();
    }
    body["data"] = json!({"articles": shown, "highlights": highlights});
    Ok(Answer::json(body))
}

fn highlights(article: &Row, phrase: &str) -> Value {
    let words: Vec<_> = pieces(phrase).map(str::to_lowercase).collect();
    let title = article.text("title").unwrap_or_default();
    let body = html::plain_text(article.text("body").unwrap_or_default());
    json!({
        "article_id": article.id(),
        "highlighted_title": marked(title, &words),
        "highlighted_summary": [marked(&body, &words)],
    })
}

/// A text in pieces, which say whether the search looked for them.
fn marked(text: &str, words: &[String]) -> Value {
    let mut marked: Vec<(&str, String)> = Vec::new();
    for piece in pieces(text) {
        let is_word = piece.starts_with(char::is_alphanumeric);
        let kind = if is_word && words.contains(&piece.to_lowercase()) { "highlight" } else { "plain" };
        match marked.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(piece),
            _ => marked.push((kind, piece.to_owned())),
        }
    }
    marked.iter().map(|(kind, text)| json!({"type": kind, "text": text})).collect()
}

/// A text cut where words begin and end.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let in_word = rest.chars().next()?.is_alphanumeric();
        let end = rest.find(|character: char| character.is_alphanumeric() != in_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}
