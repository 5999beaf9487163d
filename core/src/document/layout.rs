//! The keys of objects that follow one another.

use super::value::{Kind, Value};

/// The keys of an object in their order, none of which comes twice.
///
/// The objects of a list mostly have the same ones. Who has found one layout out need only compare the others with it, which costs
/// two nanoseconds a key, and may then stop at the first member of a name: [`Value::get_distinct`].
#[derive(Clone, Debug)]
pub struct Layout {
    keys: Box<[Box<str>]>,
}

impl Layout {
    /// The layout of an object; `None` when a key comes twice or is written with escapes, and for other values.
    pub fn of(object: Value<'_>) -> Option<Layout> {
        if object.kind() != Kind::Object {
            return None;
        }
        let plain = object.members().map(|(key, _)| str::from_utf8(key.plain_bytes()?).ok().map(Box::from));
        let keys: Box<[Box<str>]> = plain.collect::<Option<_>>()?;
        let mut sorted: Vec<&str> = keys.iter().map(|key| &**key).collect();
        sorted.sort_unstable();
        let is_distinct = sorted.windows(2).all(|pair| pair[0] != pair[1]);
        is_distinct.then_some(Layout { keys })
    }

    /// Whether an object has exactly these keys, in this order.
    pub fn fits(&self, object: Value<'_>) -> bool {
        object.kind() == Kind::Object
            && object.len() == self.keys.len()
            && object.members().zip(&self.keys).all(|((key, _), known)| key == **known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_layout_is_the_keys_in_their_order() {
        let layout = |json: &str| Layout::of(Document::parse(json).expect("it is JSON").root());
        let fits = |layout: &Layout, json: &str| layout.fits(Document::parse(json).expect("it is JSON").root());
        let known = layout(r#"{"id": 1, "a_long_name_of_a_field": {"id": 2}, "name": 3}"#).expect("no key comes twice");
        assert!(fits(&known, r#"{"id": [], "a_long_name_of_a_field": null, "name": {}}"#));
        for other in [
            r#"{"id": 1, "name": 3, "a_long_name_of_a_field": 2}"#,
            r#"{"id": 1, "a_long_name_of_a_field": 2}"#,
            r#"{"id": 1, "a_long_name_of_a_field": 2, "name": 3, "id": 4}"#,
            r#"{"id": 1, "a_long_nome_of_a_field": 2, "name": 3}"#,
            "[1, 2, 3]",
        ] {
            assert!(!fits(&known, other), "{other}");
        }
        assert!(fits(&known, r#"{"\u0069d": 1, "a_long_name_of_a_field": 2, "name": 3}"#), "the meaning counts");
        for json in [r#"{"a": 1, "a": 2}"#, r#"{"\u0061": 1}"#, "[]", "1"] {
            assert!(layout(json).is_none(), "{json}");
        }
    }
}
