//! Answers made up by chance, out of the words that answers are made of.

use entryphone_tests::Chance;

const NAMES: [&str; 16] = [
    "data",
    "articles",
    "events",
    "tags",
    "activity_logs",
    "pages",
    "pages",
    "pages",
    "next",
    "next",
    "starting_after",
    "next_cursor",
    "has_more",
    "scroll_param",
    "page",
    "total_pages",
];

const LEAVES: [&str; 20] = [
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "-1",
    "1.5",
    "1e999",
    "18446744073709551615",
    "18446744073709551616",
    r#""""#,
    r#""a""#,
    r#""2""#,
    r#""\ud800""#,
    r#""?page=2""#,
    r#""?page=3&starting_after=&%""#,
    r#""https://[::1]/?before=%00&before""#,
    r#""\u0000?#""#,
    r#""http://api.intercom.test/x?starting_after=b""#,
];

/// An object, with what a listing reads at its places more often than not.
pub(crate) fn answer(chance: &mut Chance) -> String {
    if chance.one_in(12) {
        return value(chance, 0);
    }
    let list = chance.pick(&["[]", "[1]", "[1,2,3]"]);
    let (next, cursor) = (value(chance, 2), value(chance, 4));
    let around = value(chance, 3);
    let next = if chance.one_in(2) { format!(r#"{{"starting_after":"c{}"}}"#, chance.between(0, 30)) } else { next };
    let total = if chance.one_in(2) { chance.between(0, 9).to_string() } else { value(chance, 4) };
    format!(
        r#"{{"data":{list},"activity_logs":{list},"events":{list},"x":{around},"pages":{{"next":{next},"total_pages":{total}}},
        "next_cursor":{cursor},"has_more":{},"scroll_param":{cursor},"page":{},"total_pages":{total}}}"#,
        value(chance, 4),
        value(chance, 4),
    )
}

fn value(chance: &mut Chance, depth: u64) -> String {
    if chance.between(0, 4) < depth {
        return chance.pick(&LEAVES).to_owned();
    }
    let parts = chance.between(0, 4);
    if chance.one_in(4) {
        let items: Vec<String> = (0..parts).map(|_| value(chance, depth + 1)).collect();
        return format!("[{}]", items.join(","));
    }
    let members: Vec<String> =
        (0..parts).map(|_| format!(r#""{}":{}"#, chance.pick(&NAMES), value(chance, depth + 1))).collect();
    format!("{{{}}}", members.join(","))
}
