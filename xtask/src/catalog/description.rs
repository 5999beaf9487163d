//! One version's OpenAPI description, reduced to facts.
//!
//! Prose, summaries, titles and examples are left out, so the published form and a copy without them are the same description.
//! An operation is known by its method and its path with the names of the arguments erased, such as `GET /contacts/{}`: the
//! wire carries no names, and they change between versions.

use anyhow::{Context as _, Result, bail, ensure};
use indexmap::IndexMap;

use super::ranges::PREVIEW;
use super::schema;
use super::tree::{Map, Tree};

/// What one version offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    /// By method and path without names.
    pub operations: Map,
    /// By name.
    pub schemas: Map,
}

/// The header every operation takes and the engine sends; it is no argument of an operation.
const VERSION_HEADER: &str = "Intercom-Version";

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// What a path has besides its methods.
const BESIDE_METHODS: [&str; 4] = ["summary", "description", "servers", "parameters"];

impl Description {
    /// Reads an OpenAPI 3.0 description. Returns the version it describes with it.
    ///
    /// # Errors
    /// The text is not YAML, or not a description this reader understands; the message says where.
    pub fn from_openapi(text: &str) -> Result<(String, Description)> {
        let document = Tree::from_yaml(text)?;
        let version = document.member("info").and_then(|info| info.member("version"));
        let version = match version {
            Some(Tree::Text(text)) if text == "Unstable" => PREVIEW.to_owned(),
            Some(Tree::Text(text)) => text.clone(),
            // YAML reads 2.20 without quotes as 2.2, which is another version.
            Some(Tree::Number(number)) => {
                bail!("`info.version` is the number {number}; it should be a text, in quotes")
            }
            _ => bail!("`info.version` should name the version"),
        };
        let reader = Reader { document: &document };
        let mut description = Description::default();
        for (path, item) in document.members("paths") {
            for name in item.as_map().into_iter().flat_map(Map::keys) {
                ensure!(
                    METHODS.contains(&name.as_str())
                        || BESIDE_METHODS.contains(&name.as_str())
                        || name.starts_with("x-"),
                    "{path} has `{name}`, and the engine has no method of that name",
                );
            }
            for method in METHODS {
                if let Some(operation) = item.member(method) {
                    let key = format!("{} {}", method.to_uppercase(), erase_names(path));
                    let facts =
                        reader.operation(path, item, operation).with_context(|| format!("in {method} {path}"))?;
                    ensure!(description.operations.insert(key.clone(), facts).is_none(), "`{key}` is described twice");
                }
            }
        }
        for (name, schema) in document.member("components").iter().flat_map(|components| components.members("schemas"))
        {
            let facts = schema::facts(schema).with_context(|| format!("in schema {name}"))?;
            description.schemas.insert(name.clone(), facts);
        }
        Ok((version, description))
    }

    /// The schemas that are referred to and not described, each behind something that refers to it.
    pub fn dangling_references(&self) -> Vec<(String, String)> {
        let mut dangling = Vec::new();
        for (place, tree) in self.operations.iter().chain(&self.schemas) {
            let mut targets = Vec::new();
            references(tree, &mut targets);
            let unknown = targets.into_iter().filter(|target| !self.schemas.contains_key(*target));
            dangling.extend(unknown.map(|target| (place.clone(), target.to_owned())));
        }
        dangling
    }

    /// The description as one tree.
    pub fn to_tree(&self) -> Tree {
        Tree::Map(IndexMap::from([
            ("operations".to_owned(), Tree::Map(self.operations.clone())),
            ("schemas".to_owned(), Tree::Map(self.schemas.clone())),
        ]))
    }
}

/// The path with the names of its arguments erased: `/contacts/{contact_id}` becomes `/contacts/{}`.
pub fn erase_names(path: &str) -> String {
    path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect::<Vec<_>>().join("/")
}

/// The names of the arguments of a path, in its order.
pub fn argument_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

fn references<'t>(tree: &'t Tree, found: &mut Vec<&'t str>) {
    match tree {
        Tree::Map(map) => {
            found.extend(tree.text("ref"));
            map.values().for_each(|member| references(member, found));
        }
        Tree::List(list) => list.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

struct Reader<'d> {
    document: &'d Tree,
}

impl Reader<'_> {
    /// What a `$ref` to anything but a schema stands for. A reference to a schema stays one.
    fn resolve<'t>(&'t self, tree: &'t Tree) -> Result<&'t Tree> {
        let Some(reference) = tree.text("$ref") else { return Ok(tree) };
        let mut steps = reference.strip_prefix("#/").unwrap_or_default().split('/');
        let target = steps.try_fold(self.document, |place, step| place.member(step));
        target.with_context(|| format!("`{reference}` points at nothing"))
    }

    fn operation(&self, path: &str, item: &Tree, operation: &Tree) -> Result<Tree> {
        let mut facts = Map::new();
        facts.insert("path".to_owned(), path.into());
        // Intercom's reference shows an operation under its first tag.
        if let Some(tag) = operation.items("tags").next() {
            facts.insert("tag".to_owned(), tag.clone());
        }
        if let Some(id) = operation.text("operationId") {
            facts.insert("operation_id".to_owned(), id.into());
        }
        if operation.is("deprecated") {
            facts.insert("deprecated".to_owned(), Tree::Bool(true));
        }
        for (place, parameters) in self.parameters(path, item, operation)? {
            if !parameters.is_empty() {
                facts.insert(place.to_owned(), Tree::Map(parameters));
            }
        }
        if let Some(body) = operation.member("requestBody") {
            let body = self.resolve(body)?;
            let mut content = Self::content(body)?;
            if body.is("required") {
                content.insert("required".to_owned(), Tree::Bool(true));
            }
            facts.insert("body".to_owned(), Tree::Map(content));
        }
        let mut answers = Map::new();
        for (status, answer) in operation.members("responses") {
            let answer = self.resolve(answer)?;
            let mut content = Self::content(answer).with_context(|| format!("in answer {status}"))?;
            let headers: Vec<Tree> = answer.members("headers").map(|(name, _)| Tree::Text(name.clone())).collect();
            if !headers.is_empty() {
                content.insert("headers".to_owned(), Tree::List(headers));
            }
            answers.insert(status.clone(), Tree::Map(content));
        }
        facts.insert("answers".to_owned(), Tree::Map(answers));
        Ok(Tree::Map(facts))
    }

    /// The parameters by place. Arguments of the path are known by their position in it, because their names change.
    fn parameters(&self, path: &str, item: &Tree, operation: &Tree) -> Result<[(&'static str, Map); 3]> {
        let [mut arguments, mut query, mut headers] = [Map::new(), Map::new(), Map::new()];
        // What the operation says of a parameter goes before what its path says.
        for parameter in item.items("parameters").chain(operation.items("parameters")) {
            let parameter = self.resolve(parameter)?;
            let name = parameter.text("name").context("a parameter has no name")?;
            let facts = Self::parameter(parameter).with_context(|| format!("in parameter {name}"))?;
            match parameter.text("in") {
                Some("path") => {
                    let position = argument_names(path).position(|argument| argument == name);
                    let position = position.with_context(|| format!("the path has no argument `{name}`"))?;
                    arguments.insert((position + 1).to_string(), facts);
                }
                Some("query") => {
                    query.insert(name.to_owned(), facts);
                }
                Some("header") if name == VERSION_HEADER => {}
                Some("header") => {
                    headers.insert(name.to_owned(), facts);
                }
                place => bail!("parameter `{name}` stands in {place:?}; it should be path, query or header"),
            }
        }
        arguments.sort_unstable_keys();
        Ok([("arguments", arguments), ("query", query), ("headers", headers)])
    }

    /// The facts of a parameter stand beside those of its schema: a parameter reads like a field.
    fn parameter(parameter: &Tree) -> Result<Tree> {
        let mut facts = match parameter.member("schema") {
            Some(schema) => schema::facts(schema)?,
            None => Tree::Map(Map::new()),
        };
        if let Tree::Map(facts) = &mut facts {
            // An argument of a path cannot be left out, whether that is said or not.
            if parameter.is("required") && parameter.text("in") != Some("path") {
                facts.insert("required".to_owned(), Tree::Bool(true));
            }
            for key in ["style", "explode"] {
                if let Some(value) = parameter.member(key) {
                    facts.insert(key.to_owned(), value.clone());
                }
            }
        }
        Ok(facts)
    }

    /// The schemas of a body or an answer by media type.
    fn content(holder: &Tree) -> Result<Map> {
        let mut content = Map::new();
        for (media_type, media) in holder.members("content") {
            let facts = match media.member("schema") {
                Some(schema) => schema::facts(schema)?,
                None => Tree::Map(Map::new()),
            };
            content.insert(media_type.clone(), facts);
        }
        Ok(content)
    }
}

#[cfg(test)]
mod tests {
    use super::Description;

    #[test]
    fn a_version_without_quotes_is_refused_since_yaml_has_dropped_its_last_zero() {
        let refused = Description::from_openapi("info: {version: 2.20}").expect_err("it reads as 2.2");
        assert!(refused.to_string().contains("`info.version` is the number 2.2;"), "{refused}");
        let (version, _) = Description::from_openapi("info: {version: '2.20'}").expect("it is a text");
        assert_eq!(version, "2.20");
    }

    #[test]
    fn an_operation_that_cannot_be_taken_is_not_left_out_in_silence() {
        let text = "info: {version: '1.0'}\npaths: {/visits: {summary: Visits, head: {}}}";
        let refused = Description::from_openapi(text).expect_err("no row could have it");
        assert_eq!(refused.to_string(), "/visits has `head`, and the engine has no method of that name");
    }
}
