//! How requests write times.

/// How a member of a request writes a time.
///
/// The API counts seconds almost everywhere; the members that do not are few, and a test holds them to the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeStyle {
    /// A whole number of UNIX seconds.
    UnixSeconds,
    /// The same, and so for all members below.
    FreeNames,
    /// A text of RFC 3339, such as `2026-01-31T12:00:00Z`.
    DateTime,
    /// A day without a time, such as `2026-01-31`.
    Date,
}

impl TimeStyle {
    /// The style of the member of that name, in whatever request it stands.
    ///
    /// `inside` is the style of what it is a member of: below a member whose own members have names of the workspace's choosing, such
    /// as `custom_attributes`, no name tells anything, and times are seconds.
    pub fn of(member: &str, inside: TimeStyle) -> TimeStyle {
        match member {
            _ if inside == TimeStyle::FreeNames => inside,
            "custom_attributes" | "metadata" => TimeStyle::FreeNames,
            "scheduled_publish_at" | "scheduled_unpublish_at" | "timestamp" | "timestamp_ms" => TimeStyle::DateTime,
            "exception_date" => TimeStyle::Date,
            _ => TimeStyle::UnixSeconds,
        }
    }
}
