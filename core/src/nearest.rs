//! Suggestions for names that are almost right.

use crate::quoted::quoted;

/// The candidate closest to `wanted`, when it is close enough to be what was meant.
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    let allowed = length.div_ceil(3);
    candidates
        .into_iter()
        // The distance is no less than what the lengths differ by, and of a name without end it would be counted without end.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::osa_distance(wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean "…"?` or nothing.
pub(crate) fn hint<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(wanted, candidates).map_or_else(String::new, |name| format!("; did you mean {name}?", name = quoted(name)))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_third_of_a_name_may_be_wrong() {
        let known = ["contacts.list", "companies.list", "ids"];
        assert_eq!(nearest("contact.lists", known), Some("contacts.list"));
        assert_eq!(nearest("id", known), Some("ids"));
        assert_eq!(nearest("tags.list", known), None);
        assert_eq!(nearest("", known), None);
    }

    /// Counting these distances would take hours.
    #[test]
    fn a_name_of_any_length_is_answered_at_once() {
        let wanted = "a".repeat(1 << 20);
        assert_eq!(nearest(&wanted, std::iter::repeat_n("contacts.list", 1 << 20)), None);
    }
}
