//! Searching contacts.

use serde_json::{Value, json};

use super::{active, shape, view};
use crate::answer::Answer;
use crate::paging::{CursorPage, PageSize, Sorted};
use crate::refusal::Refusal;
use crate::rooms::segments;
use crate::route::Context;
use crate::search::{Kind, Missing, Query, Sort};
use crate::store::Row;
use crate::version::Version;
use crate::workspace::Workspace;

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

/// The searchable fields by kind, after the table of Intercom's reference for contact searches. `andoid_sdk_version`
/// is how that table spells it.
const FIELDS: &[(Kind, &[&str])] = &[
    (
        Kind::Text,
        &[
            "id",
            "role",
            "name",
            "avatar",
            "email",
            "email_domain",
            "phone",
            "formatted_phone",
            "external_id",
            "language_override",
            "browser",
            "browser_language",
            "os",
            "location.country",
            "location.region",
            "location.city",
            "ios_app_version",
            "ios_device",
            "ios_app_device",
            "ios_os_version",
            "ios_app_name",
            "ios_sdk_version",
            "android_app_version",
            "android_device",
            "android_app_name",
            "android_sdk_version",
            "andoid_sdk_version",
        ],
    ),
    (Kind::Integer, &["owner_id"]),
    (Kind::Boolean, &["unsubscribed_from_emails", "marked_email_as_spam", "has_hard_bounced"]),
    (
        Kind::Day,
        &[
            "created_at",
            "signed_up_at",
            "updated_at",
            "last_seen_at",
            "last_contacted_at",
            "last_replied_at",
            "last_email_opened_at",
            "last_email_clicked_at",
            "ios_last_seen_at",
            "android_last_seen_at",
        ],
    ),
    (Kind::LinkedId, &["tag_id", "segment_id"]),
];

pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let version = context.version;
    let query = Query::parse(context.body.get("query"), &|name| kind_of(name, version))?;
    let page = CursorPage::from_body(context, PAGE_SIZE)?;
    let sort = match context.body.get("sort") {
        Some(sort) if version >= Version::V2_16 && !sort.is_null() => {
            Some(Sort::parse(sort, &|name| kind_of(name, version))?)
        }
        _ => None,
    };
    let missing = match version {
        Version::PREVIEW => Missing::MatchesNegations,
        _ => Missing::NeverMatches,
    };
    let workspace = &*context.workspace;
    let found =
        active(workspace).filter(|contact| query.matches(&|field| value_of(workspace, contact, field), missing));
    let found = match sort {
        None => Sorted::newest_first(found),
        Some(sort) => sort.apply(found, |contact, field| value_of(workspace, contact, field)),
    };
    Ok(Answer::json(page.cut(found, |contact| view(workspace, contact, version))))
}

fn kind_of(name: &str, version: Version) -> Option<Kind> {
    if let Some(attribute) = name.strip_prefix("custom_attributes.") {
        return (!attribute.is_empty()).then_some(Kind::Any);
    }
    let (kind, _) = FIELDS.iter().find(|(_, names)| names.contains(&name))?;
    match kind {
        Kind::Day if version == Version::PREVIEW => Some(Kind::Instant),
        kind => Some(*kind),
    }
}

fn value_of(workspace: &Workspace, contact: &Row, field: &str) -> Value {
    match field {
        "tag_id" => workspace.contact_tags.of(contact.id()).map(|(id, _)| id).collect(),
        "segment_id" => segments::of(workspace, contact).map(Row::id).collect(),
        "email_domain" => json!(shape::email_domain(contact)),
        "formatted_phone" => shape::field(contact, "phone"),
        "andoid_sdk_version" => shape::field(contact, "android_sdk_version"),
        "ios_app_device" => shape::field(contact, "ios_device"),
        "avatar" => shape::field(contact, "avatar")["image_url"].clone(),
        _ => match field.split_once('.') {
            Some((outer, inner)) => shape::field(contact, outer)[inner].clone(),
            None => shape::field(contact, field),
        },
    }
}
