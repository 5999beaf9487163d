//! JSON that reads well as a diff: short things on one line, and each field, operation and schema on lines of its own.

use super::tree::Tree;

const WIDTH: usize = 130;

/// Writes a tree, ending in a newline.
pub fn pretty(tree: &Tree) -> String {
    let mut text = String::new();
    write(tree, "", 0, 0, &mut text);
    text.push('\n');
    text
}

/// Whether the members of the member of that name stand on lines of their own even when they are short, so that a new one is
/// a new line.
fn always_breaks(name: &str) -> bool {
    matches!(name, "operations" | "schemas" | "fields" | "query" | "answers")
}

fn has_breaks(tree: &Tree) -> bool {
    match tree {
        Tree::Map(map) => map.iter().any(|(name, member)| always_breaks(name) || has_breaks(member)),
        Tree::List(list) => list.iter().any(has_breaks),
        _ => false,
    }
}

/// `used` is what stands on the line already.
fn write(tree: &Tree, name: &str, indent: usize, used: usize, text: &mut String) {
    let line = tree.to_string();
    if !always_breaks(name) && !has_breaks(tree) && used + line.len() <= WIDTH {
        text.push_str(&line);
        return;
    }
    let margin = "  ".repeat(indent + 1);
    let (open, close) = if tree.as_map().is_some() { ('{', '}') } else { ('[', ']') };
    let members: Vec<(&str, &Tree)> = match tree {
        Tree::Map(map) => map.iter().map(|(name, member)| (name.as_str(), member)).collect(),
        Tree::List(list) => list.iter().map(|item| ("", item)).collect(),
        _ => Vec::new(),
    };
    if members.is_empty() {
        text.push_str(&line);
        return;
    }
    text.push(open);
    for (position, (name, member)) in members.into_iter().enumerate() {
        text.push_str(if position == 0 { "\n" } else { ",\n" });
        text.push_str(&margin);
        let mut used = margin.len();
        if tree.as_map().is_some() {
            let label = format!("{}: ", serde_json::Value::from(name));
            used += label.len();
            text.push_str(&label);
        }
        write(member, name, indent + 1, used, text);
    }
    text.push('\n');
    text.push_str(&"  ".repeat(indent));
    text.push(close);
}
