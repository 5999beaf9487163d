//! The catalog as faces show it.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use indexmap::IndexSet;

use super::model::{Answer, Api, Member, Method, Resource, Type};
use super::names::camel_case;
use super::records::{Records, alternatives};
use super::versions::Versions;
use crate::catalog::body::Body;
use crate::catalog::files::parts_of_schemas;
use crate::catalog::fold::Model;
use crate::catalog::kinds::{Field, Kind};
use crate::catalog::ranges::{PREVIEW, Timeline};
use crate::catalog::row::{self, Row, Span};

/// The schema of failures, which become errors and no answers.
const ERROR: &str = "error";

/// Reads all that is shown. `model` is the model with the fixups applied.
///
/// # Errors
/// Two things would have one name, or a list does not say what it lists.
pub fn read(model: &Model, rows: &[Row]) -> Result<Api> {
    let mut answers = Records::new(model);
    let mut requests = Records::new(model);
    let mut models = Records::new(model);
    let mut resources: BTreeMap<String, Resource> = BTreeMap::new();
    let mut from_requests = IndexSet::new();
    for row in rows {
        let method = method(model, row, &mut answers, &mut requests, &mut models);
        let method = method.with_context(|| format!("in {}", row.id))?;
        let (path, _) = row.id.rsplit_once('.').context("an operation's name has a resource")?;
        resource(&mut resources, path).methods.push(method);
        if let Some(body) = model.kind_of_body(&row.key()) {
            reach(model, &body, &mut from_requests);
        }
    }
    let mut schemas = answers.clone();
    for name in model.schemas.keys() {
        // What no request is made of comes in answers and notifications, even when no description says where.
        if !from_requests.contains(name) && name != ERROR {
            answers.schema(name)?;
        }
        schemas.schema(name)?;
        models.schema(name)?;
    }
    Ok(Api {
        versions: model.timeline.names().to_vec(),
        resources: resources.into_values().collect(),
        answers: answers.into_list(),
        schemas: schemas.into_list(),
        requests: requests.into_list(),
        models: models.into_list(),
        parts: parts_of_schemas(model).into_iter().map(|(name, part)| (camel_case(name), part.to_owned())).collect(),
    })
}

/// The resource of that name, which is made, with those around it, when it is not there yet.
fn resource<'r>(resources: &'r mut BTreeMap<String, Resource>, path: &str) -> &'r mut Resource {
    if !resources.contains_key(path) {
        let made = Resource { path: path.to_owned(), inside: Vec::new(), methods: Vec::new() };
        resources.insert(path.to_owned(), made);
        if !path.is_empty() {
            let (around, name) = path.rsplit_once('.').unwrap_or(("", path));
            resource(resources, around).inside.push(name.to_owned());
        }
    }
    resources.get_mut(path).expect("it was there, or has just been made")
}

fn method(
    model: &Model,
    row: &Row,
    answers: &mut Records<'_>,
    requests: &mut Records<'_>,
    models: &mut Records<'_>,
) -> Result<Method> {
    let timeline = &model.timeline;
    let arguments: Vec<String> = row.arguments.iter().map(|argument| argument.name.clone()).collect();
    let mut parameters = parameters(model, row, requests)?;
    parameters.retain(|parameter| !arguments.contains(&parameter.name));
    let (name, takes) = (camel_case(&row.id), model.kind_of_body(&row.key()));
    Ok(Method {
        id: row.id.clone(),
        doc: row.doc.clone(),
        verb: row.method.clone(),
        path: row.path.clone(),
        versions: Versions::of(timeline, row.versions),
        status: row.status,
        link: link(timeline, row),
        arguments,
        answer: answer(model, row, answers, &parameters)?,
        parameters,
        whole: models.type_of(vec![model.kind_of_answer(&row.key())], &format!("{name}Answer"))?,
        takes: takes.map(|body| models.type_of(vec![body], &format!("{name}Request"))).transpose()?,
        is_open: matches!(row.body, Body::Json { is_open: true, .. }),
        paging: row.paging.as_ref().map(|(style, _)| *style),
        is_job: row.job.is_some(),
        repeat: row.repeat.clone(),
        query: row.query.iter().map(|parameter| parameter.name.clone()).collect(),
        official: row.official.clone(),
    })
}

/// What is given by name, in the order of the query and the body. A name that stands in both is one.
fn parameters(model: &Model, row: &Row, requests: &mut Records<'_>) -> Result<Vec<Member>> {
    let query = row.query.iter().map(|parameter| {
        let kind = model.kind_of_parameter(&row.key(), &parameter.name);
        let is_required = parameter.default.is_none() && model.is_parameter_required(&row.key(), &parameter.name);
        let (name, versions, values) = (parameter.name.clone(), parameter.versions, Vec::new());
        Field { name, versions, kind, is_nullable: false, is_required, values }
    });
    let mut fields: Vec<Field> = query.collect();
    let body = model.kind_of_body(&row.key());
    let described = body.as_ref().and_then(|body| requests.fields(body)).unwrap_or_default();
    for known in row.body.fields() {
        let same: Vec<&Field> = described.iter().filter(|field| field.name == known.name).collect();
        let is_one = same.iter().all(|field| field.versions == same[0].versions);
        // The row has the last word about versions: it knows all shapes of the body.
        let (first, last) = known.versions;
        let within = |(since, until): Span| (since.clamp(first, last), until.clamp(first, last));
        let versions = |field: &Field| if is_one { known.versions } else { within(field.versions) };
        fields.extend(same.iter().map(|field| Field { versions: versions(field), ..(*field).clone() }));
        ensure!(fields.iter().any(|field| field.name == known.name), "the body's {} has no type", known.name);
    }
    let name = if let Some(Kind::Schema(name)) = &body { name } else { &row.id };
    requests.members(&camel_case(name), fields)
}

fn answer(model: &Model, row: &Row, answers: &mut Records<'_>, parameters: &[Member]) -> Result<Answer> {
    let kind = model.kind_of_answer(&row.key());
    let name = camel_case(&row.id);
    if let Some((_, items)) = &row.paging {
        ensure_list_or_one(row, answers, &kind, items)?;
        let items = items_at(answers, &format!("{name}Item"), kind, items)?;
        return Ok(match &row.one {
            None => Answer::Page(items),
            Some(one) => {
                let find = |name: &String| parameters.iter().find(|parameter| parameter.name == *name).cloned();
                let when = one.when.iter().map(|name| find(name).with_context(|| format!("it takes no {name}")));
                Answer::PageOrOne { items, one: answers.schema(&one.schema)?, when: when.collect::<Result<_>>()? }
            }
        });
    }
    Ok(match row.answer {
        row::Answer::Json => Answer::One(answers.type_of(vec![kind], &format!("{name}Answer"))?),
        row::Answer::Empty => Answer::Nothing,
        row::Answer::Text => Answer::Text,
        row::Answer::Bytes | row::Answer::Redirect => Answer::Bytes,
    })
}

/// Sees to it that whatever the operation answers in any version has the list, or is the one thing it says to be instead of it.
fn ensure_list_or_one(row: &Row, answers: &Records<'_>, kind: &Kind, path: &str) -> Result<()> {
    let Some(first) = path.split('.').next().filter(|step| !step.is_empty()) else { return Ok(()) };
    for answer in alternatives(vec![kind.clone()]) {
        let is_one = row.one.as_ref().is_some_and(|one| answer == Kind::Schema(one.schema.clone()));
        let is_list = answers.fields(&answer).is_none_or(|fields| fields.iter().any(|field| field.name == first));
        ensure!(is_one || is_list, "an answer of it has no {first}; say in names.toml with `one` when that comes");
    }
    Ok(())
}

/// The type of the items of the list at a dotted path.
fn items_at(answers: &mut Records<'_>, name: &str, kind: Kind, path: &str) -> Result<Type> {
    let mut found = vec![kind];
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let fields = found.iter().flat_map(|kind| answers.fields(kind).unwrap_or_default());
        found = fields.filter(|field| field.name == step).map(|field| field.kind).collect();
    }
    ensure!(!found.is_empty(), "its answer has no {path}");
    let lists = found.into_iter().filter_map(|kind| if let Kind::Array(items) = kind { Some(*items) } else { None });
    answers.type_of(lists.collect(), name)
}

/// Notes the schemas that something is made of.
fn reach(model: &Model, kind: &Kind, reached: &mut IndexSet<String>) {
    match kind {
        Kind::Schema(name) if reached.insert(name.clone()) => reach(model, &model.kind_of_schema(name), reached),
        Kind::Array(inner) | Kind::Map(inner) => reach(model, inner, reached),
        Kind::Object(fields) => fields.iter().for_each(|field| reach(model, &field.kind, reached)),
        Kind::AnyOf(kinds) | Kind::AllOf(kinds) => kinds.iter().for_each(|kind| reach(model, kind, reached)),
        _ => {}
    }
}

/// Intercom's own page about it, as the engine gives it.
fn link(timeline: &Timeline, row: &Row) -> Option<String> {
    let (tag, page) = row.link.as_ref()?;
    let newest = timeline.names().iter().rposition(|name| name != PREVIEW)?;
    let lives = (row.versions.0..=row.versions.1).contains(&newest);
    let prefix = if lives { String::new() } else { format!("{}/", timeline.names()[row.versions.1]).to_lowercase() };
    Some(format!("https://developers.intercom.com/docs/references/{prefix}rest-api/api.intercom.io/{tag}/{page}"))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::catalog::description::Description;
    use crate::catalog::fold::fold;
    use crate::catalog::ranges::Timeline;

    /// What is wrong with an API that has these schemas and no operations.
    fn refusal(schemas: &str) -> Option<String> {
        let text = format!("info: {{version: '1.0'}}\ncomponents: {{schemas: {schemas}}}");
        let (version, description) = Description::from_openapi(&text).expect("it is a description");
        let timeline = Timeline::new([version.as_str()]).expect("it is a version");
        let model = fold(&timeline, &[description]).expect("one version folds");
        read(&model, &[]).err().map(|error| error.to_string())
    }

    #[test]
    fn a_schema_takes_the_name_of_no_object_that_has_only_a_place() {
        let visit = "visit: {type: object, properties: {host: {type: object, properties: {floor: {type: string}}}}}";
        assert_eq!(refusal(&format!("{{{visit}}}")), None);
        let host = "visit_host: {type: object, properties: {name: {type: string}}}";
        let refused = refusal(&format!("{{{visit}, {host}}}")).expect("both would be called VisitHost");
        assert!(refused.contains("VisitHost"), "{refused}");
    }
}
