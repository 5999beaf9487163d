//! Searching contacts.

use serde_json::{Value, json};

use super::{active, shape, shown};
use crate::answer::Answer;
use crate::paging::{CursorPage, PageSize, Sorted};
use crate::refusal::Refusal;
use crate::rooms::segments;
use crate::route::Context;
use crate::search::{FieldTable, Kind, Missing, Query, Sort};
use crate::store::Row;
use crate::version::Version;
use crate::workspace::Workspace;

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 150 };

/// The searchable fields after the table of Intercom's reference for contact searches. `andoid_sdk_version` is how that
/// table spells it.
pub(crate) const FIELDS: FieldTable = FieldTable {
    attributes: "custom_attributes.",
    rows: &[
        (
            Version::OLDEST,
            Kind::Text,
            &[
                "id",
                "role",
                "name",
                "avatar",
                "email",
                "email_domain",
                "phone",
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
                "segment_id",
            ],
        ),
        (Version::V2_16, Kind::Text, &["formatted_phone"]),
        (Version::OLDEST, Kind::Integer, &["owner_id"]),
        (Version::V2_16, Kind::Text, &["owner_id"]),
        (Version::PREVIEW, Kind::Integer, &["owner_id"]),
        (Version::OLDEST, Kind::Boolean, &["unsubscribed_from_emails", "marked_email_as_spam", "has_hard_bounced"]),
        (Version::OLDEST, Kind::Day, TIMES),
        (Version::PREVIEW, Kind::Instant, TIMES),
        (Version::OLDEST, Kind::LinkedId, &["tag_id"]),
    ],
};

const TIMES: &[&str] = &[
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
];

pub(super) fn search(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let context = &*context;
    let version = context.version;
    let kind_of = |name: &str| FIELDS.kind_of(name, version);
    let query = Query::parse(context.body.get("query"), &kind_of)?;
    let page = CursorPage::from_body(context, PAGE_SIZE)?;
    let sort = context.body.get("sort").filter(|_| version >= Version::V2_16);
    let sort = Sort::parse(sort, &kind_of)?;
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
    Ok(Answer::json(page.cut(found, |contact| shown(context, contact))))
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
