//! What faces call things.

/// `contact_tags` → `ContactTags`, `activity_log.list` → `ActivityLogList`, `pt-BR` → `PtBR`.
pub fn camel_case(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let capitalised = words.map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    capitalised.collect()
}

/// The id of an operation as JavaScript writes it: `help_centers.list_all` → `helpCenters.listAll`.
pub fn javascript(id: &str) -> String {
    id.split('.').map(lower_camel_case).collect::<Vec<_>>().join(".")
}

/// `list_attached_tags` → `listAttachedTags`.
pub fn lower_camel_case(name: &str) -> String {
    let camel = camel_case(name);
    let (first, rest) = camel.split_at(camel.len().min(1));
    first.to_ascii_lowercase() + rest
}
