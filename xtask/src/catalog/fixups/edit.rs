//! Edits to a tree of facts.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::super::tree::{Map, Tree};
use super::Effect;

/// An object of these members.
pub(super) fn map<const N: usize>(members: [(&str, Tree); N]) -> Tree {
    Tree::Map(members.into_iter().map(|(name, tree)| (name.to_owned(), tree)).collect())
}

/// The facts of an object with members of these types.
pub(super) fn object_facts(types: &BTreeMap<String, String>) -> Tree {
    let fields = types.iter().map(|(name, text)| (name.clone(), type_facts(text))).collect();
    map([("type", "object".into()), ("fields", Tree::Map(fields))])
}

/// Reads a type as `fixups.toml` writes it: names joined by ` or `, after `array of ` for an array of them.
pub(super) fn type_facts(text: &str) -> Tree {
    if let Some(items) = text.strip_prefix("array of ") {
        return map([("type", "array".into()), ("items", type_facts(items))]);
    }
    let (nulls, names): (Vec<&str>, Vec<&str>) = text.split(" or ").partition(|name| *name == "null");
    let mut facts = match names.as_slice() {
        ["any"] => Tree::Map(Map::new()),
        ["object"] => map([("type", "object".into()), ("extra", Tree::Map(Map::new()))]),
        [name @ ("string" | "integer" | "number" | "boolean")] => map([("type", (*name).into())]),
        [schema] => map([("ref", (*schema).into())]),
        several => map([("any_of", Tree::List(several.iter().map(|name| type_facts(name)).collect()))]),
    };
    if let (Tree::Map(facts), false) = (&mut facts, nulls.is_empty()) {
        facts.insert("nullable".to_owned(), Tree::Bool(true));
    }
    facts
}

/// The object of that name.
pub(super) fn map_at<'m>(members: &'m mut Map, name: &str) -> Option<&'m mut Map> {
    match members.get_mut(name) {
        Some(Tree::Map(map)) => Some(map),
        _ => None,
    }
}

/// The object of that name, which is made when it is missing.
pub(super) fn map_in<'m>(members: &'m mut Map, name: &str) -> &'m mut Map {
    let member = members.entry(name.to_owned()).or_insert(Tree::Null);
    if !matches!(member, Tree::Map(_)) {
        *member = Tree::Map(Map::new());
    }
    let Tree::Map(map) = member else { unreachable!("it was made an object") };
    map
}

/// The object at `schema.member.member`; of a member that is an array, its items.
pub(super) fn object_at<'m>(schemas: &'m mut Map, place: &str) -> Option<&'m mut Map> {
    let mut steps = place.split('.');
    let mut object = map_at(schemas, steps.next()?)?;
    for step in steps {
        object = map_at(map_at(object, "fields")?, step)?;
        if object.contains_key("items") {
            object = map_at(object, "items")?;
        }
    }
    Some(object)
}

/// Adds a member, unless there is one of that name.
pub(super) fn add(members: &mut Map, name: &str, tree: Tree) -> Effect {
    if members.contains_key(name) {
        return Effect::Nothing;
    }
    members.insert(name.to_owned(), tree);
    Effect::Changed
}

/// Gives a member another name, in its place.
pub(super) fn rename(members: &mut Map, from: &str, to: &str) -> Result<Effect> {
    let Some((position, _, tree)) = members.get_full(from) else {
        return Ok(if members.contains_key(to) { Effect::Nothing } else { Effect::NoTarget });
    };
    ensure!(!members.contains_key(to), "there is a `{to}` already");
    let tree = tree.clone();
    members.shift_remove(from);
    members.shift_insert(position, to.to_owned(), tree);
    Ok(Effect::Changed)
}

/// Gives a member another type. What is said besides the type is kept.
pub(super) fn set_type(members: &mut Map, name: &str, text: &str) -> Effect {
    let Some(facts) = map_at(members, name) else { return Effect::NoTarget };
    let Tree::Map(mut typed) = type_facts(text) else { return Effect::NoTarget };
    for kept in ["required", "read_only", "deprecated"] {
        if let Some(value) = facts.get(kept) {
            typed.insert(kept.to_owned(), value.clone());
        }
    }
    if *facts == typed {
        return Effect::Nothing;
    }
    *facts = typed;
    Effect::Changed
}
