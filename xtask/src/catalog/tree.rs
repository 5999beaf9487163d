//! A tree of facts: what a description says, before and after folding.
//!
//! YAML and JSON are read into the same type. Members keep the order they were written in, and equality ignores it: the order
//! of the members of an object is no fact.

use std::fmt;

use anyhow::{Context as _, Result};
use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// The members of a [`Tree::Map`].
pub type Map = IndexMap<String, Tree>;

/// A value of YAML or JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Tree>),
    /// An object.
    Map(Map),
}

impl Tree {
    /// Reads JSON.
    ///
    /// # Errors
    /// The text is not JSON.
    pub fn from_json(text: &str) -> Result<Tree> {
        serde_json::from_str(text).context("this is not JSON")
    }

    /// Reads YAML 1.2. Of a key written twice the last one counts, as it does for the common readers of the descriptions.
    ///
    /// # Errors
    /// The text is not YAML.
    pub fn from_yaml(text: &str) -> Result<Tree> {
        let options = serde_saphyr::options! {
            // The limits guard servers against hostile input; a description is a file somebody chose, and megabytes long.
            budget: None,
            duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::LastWins,
            strict_booleans: true,
        };
        serde_saphyr::from_str_with_options(text, options).context("this is not YAML")
    }

    /// The member of that name, when this is an object that has it.
    pub fn member(&self, name: &str) -> Option<&Tree> {
        self.as_map()?.get(name)
    }

    /// The text of the member of that name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.member(name)?.as_text()
    }

    /// Whether the member of that name is `true`.
    pub fn is(&self, name: &str) -> bool {
        self.member(name) == Some(&Tree::Bool(true))
    }

    /// The members of the member of that name; none when it is missing.
    pub fn members<'t>(&'t self, name: &str) -> impl Iterator<Item = (&'t String, &'t Tree)> + use<'t> {
        self.member(name).and_then(Tree::as_map).into_iter().flatten()
    }

    /// The items of the member of that name; none when it is missing.
    pub fn items<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t Tree> + use<'t> {
        self.member(name).and_then(Tree::as_list).into_iter().flatten()
    }

    /// The object.
    pub fn as_map(&self) -> Option<&Map> {
        if let Tree::Map(map) = self { Some(map) } else { None }
    }

    /// The array.
    pub fn as_list(&self) -> Option<&[Tree]> {
        if let Tree::List(list) = self { Some(list) } else { None }
    }

    /// The string.
    pub fn as_text(&self) -> Option<&str> {
        if let Tree::Text(text) = self { Some(text) } else { None }
    }

    /// The same facts in one order: members by name, arrays by what they hold. Every array in a tree of facts is a set.
    #[must_use]
    pub fn canonical(&self) -> Tree {
        match self {
            Tree::List(list) => {
                let mut list: Vec<Tree> = list.iter().map(Tree::canonical).collect();
                list.sort_by_cached_key(ToString::to_string);
                Tree::List(list)
            }
            Tree::Map(map) => {
                let mut map: Map = map.iter().map(|(name, tree)| (name.clone(), tree.canonical())).collect();
                map.sort_unstable_keys();
                Tree::Map(map)
            }
            leaf => leaf.clone(),
        }
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Tree {
        Tree::Text(text.to_owned())
    }
}

/// JSON on one line, with a space after each comma and colon.
impl fmt::Display for Tree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Null => formatter.write_str("null"),
            Tree::Bool(value) => write!(formatter, "{value}"),
            Tree::Number(value) => write!(formatter, "{value}"),
            Tree::Text(text) => write!(formatter, "{}", serde_json::Value::from(text.as_str())),
            Tree::List(list) => {
                formatter.write_str("[")?;
                for (position, item) in list.iter().enumerate() {
                    write!(formatter, "{}{item}", if position == 0 { "" } else { ", " })?;
                }
                formatter.write_str("]")
            }
            Tree::Map(map) => {
                formatter.write_str("{")?;
                for (position, (name, tree)) in map.iter().enumerate() {
                    let name = serde_json::Value::from(name.as_str());
                    write!(formatter, "{}{name}: {tree}", if position == 0 { "" } else { ", " })?;
                }
                formatter.write_str("}")
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Number::from_f64(value).map_or_else(|| Tree::Text(value.to_string()), Tree::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut map = Map::new();
        while let Some((name, tree)) = members.next_entry()? {
            map.insert(name, tree);
        }
        Ok(Tree::Map(map))
    }
}
