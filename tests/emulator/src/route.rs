//! Which operation a request is for, who serves it, and what a handler gets to see.

use entryphone::{Answer as Success, Body as Payload, Method, Operation};
use matchit::Router;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::answer::{Answer, Body};
use crate::catalog::{Description, argument_names, erase_names};
use crate::check::Check;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::version::Version;
use crate::workspace::Workspace;
use crate::{project, rooms, sample};

/// How a room serves one operation. Names of path parameters are the room's own.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    method: &'static str,
    path: &'static str,
    handler: Handler,
    is_signed: bool,
}

pub(crate) type Handler = fn(&mut Context<'_>) -> Result<Answer, Refusal>;

/// One request on its way through a room.
pub(crate) struct Context<'a> {
    pub(crate) workspace: &'a mut Workspace,
    pub(crate) version: Version,
    /// UNIX seconds.
    pub(crate) now: u64,
    pub(crate) request: &'a Request,
    pub(crate) body: Map<String, Value>,
    parameters: Vec<(&'static str, String)>,
}

impl Route {
    pub(crate) const fn get(path: &'static str, handler: Handler) -> Self {
        Self::new("GET", path, handler)
    }

    pub(crate) const fn post(path: &'static str, handler: Handler) -> Self {
        Self::new("POST", path, handler)
    }

    pub(crate) const fn put(path: &'static str, handler: Handler) -> Self {
        Self::new("PUT", path, handler)
    }

    pub(crate) const fn patch(path: &'static str, handler: Handler) -> Self {
        Self::new("PATCH", path, handler)
    }

    pub(crate) const fn delete(path: &'static str, handler: Handler) -> Self {
        Self::new("DELETE", path, handler)
    }

    /// An address the API hands out, such as that of a recording: no operation of the catalog, and served without a token.
    pub(crate) const fn signed(path: &'static str, handler: Handler) -> Self {
        Self { is_signed: true, ..Self::new("GET", path, handler) }
    }

    /// The operation it serves, as the facts name it.
    #[cfg(test)]
    pub(crate) fn key(&self) -> String {
        format!("{} {}", self.method, erase_names(self.path))
    }

    const fn new(method: &'static str, path: &'static str, handler: Handler) -> Self {
        Self { method, path, handler, is_signed: false }
    }
}

impl Context<'_> {
    /// The `{id}` of the path, decoded.
    pub(crate) fn id(&self) -> String {
        self.parameter("id")
    }

    /// A parameter of the path, decoded.
    pub(crate) fn parameter(&self, name: &str) -> String {
        self.parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// All parameters of the path, decoded, in its order.
    pub(crate) fn parameters(&self) -> impl DoubleEndedIterator<Item = (&'static str, &str)> {
        self.parameters.iter().map(|(name, value)| (*name, value.as_str()))
    }

    pub(crate) fn last_parameter(&self) -> Option<&str> {
        self.parameters().next_back().map(|(_, value)| value)
    }

    /// The URL of a path on the host the client called.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.request.header("host").unwrap_or("localhost"))
    }

    /// A parameter of the query; the last one counts when it is repeated.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.request.query.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What stands at one method and path: an operation of the catalog, served by a room or not, or a signed address.
#[derive(Clone, Copy, Default)]
struct Place {
    row: Option<&'static Operation>,
    route: Option<Route>,
}

/// Every operation of the catalog, ready for look-ups.
pub(crate) struct Routes(Router<HashMap<&'static str, Place>>);

impl Routes {
    /// Those of all rooms.
    pub(crate) fn all() -> &'static Self {
        static ALL: LazyLock<Routes> = LazyLock::new(|| Routes::new(rooms::routes()));
        &ALL
    }

    fn new(of_rooms: impl IntoIterator<Item = Route>) -> Self {
        let mut by_path: HashMap<String, HashMap<&'static str, Place>> = HashMap::new();
        for row in Operation::all() {
            let place = Place { row: Some(row), route: None };
            by_path.entry(numbered(row.path)).or_default().insert(row.method.as_str(), place);
        }
        for route in of_rooms {
            by_path.entry(numbered(route.path)).or_default().entry(route.method).or_default().route = Some(route);
        }
        let mut router = Router::new();
        for (path, methods) in by_path {
            router.insert(path, methods).expect("the catalog's paths do not contradict each other");
        }
        Self(router)
    }

    /// Whether a request is for an address that is its own credential.
    pub(crate) fn is_signed(&self, request: &Request) -> bool {
        self.find(request).is_some_and(|(place, _)| place.route.is_some_and(|route| route.is_signed))
    }

    /// Serves a request; an unknown path and a wrong method look the same, as they do in the API, and so does an operation the
    /// version does not have. What nobody described in the request is added to `unknown`.
    pub(crate) fn serve(&self, arrival: Arrival<'_>, unknown: &mut Vec<String>) -> Result<Answer, Refusal> {
        let Arrival { request, version, now, workspace, access } = arrival;
        let (place, values) = self.find(request).ok_or_else(Refusal::resource_not_found)?;
        let path = place.route.map(|route| route.path).or(place.row.map(|row| row.path)).unwrap_or_default();
        let mut context = Context {
            workspace,
            version,
            now,
            request,
            body: Map::new(),
            parameters: argument_names(path).zip(values).collect(),
        };
        match place {
            Place { row: None, route: None } => Err(Refusal::resource_not_found()),
            Place { row: None, route: Some(route) } => (route.handler)(&mut context),
            Place { row: Some(row), route } => {
                serve_row(row, route, access, &mut context, unknown).map_err(|refusal| refusal.of(row.id))
            }
        }
    }

    /// What stands at a request's method and path, and the arguments of the path, decoded.
    fn find(&self, request: &Request) -> Option<(Place, Vec<String>)> {
        let matched = self.0.at(&request.path).ok()?;
        let place = matched.value.get(request.method.as_str())?;
        let decode = |(_, value): (&str, &str)| percent_decode_str(value).decode_utf8_lossy().into();
        Some((*place, matched.params.iter().map(decode).collect()))
    }
}

/// A request that was admitted.
pub(crate) struct Arrival<'a> {
    pub(crate) request: &'a Request,
    pub(crate) version: Version,
    /// UNIX seconds.
    pub(crate) now: u64,
    pub(crate) workspace: &'a mut Workspace,
    pub(crate) access: Access,
}

/// What a request may do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Access {
    /// Whether it may change anything.
    pub(crate) may_write: bool,
    /// Whether it may hold nothing but what the catalog knows.
    pub(crate) is_strict: bool,
}

/// Whether an operation changes anything. A list that is asked for with POST is a search.
pub(crate) fn is_change(row: &Operation) -> bool {
    row.method != Method::Get && row.paging.is_none()
}

/// Serves a request for an operation of the catalog, by a room or else from its description.
fn serve_row(
    row: &Operation,
    route: Option<Route>,
    access: Access,
    context: &mut Context<'_>,
    unknown: &mut Vec<String>,
) -> Result<Answer, Refusal> {
    let request = context.request;
    let description = Description::of(context.version);
    let facts = description
        .operation(&format!("{} {}", row.method, erase_names(row.path)))
        .ok_or_else(Refusal::resource_not_found)?;
    if !request.accepts(media_type(row)) {
        let message = format!("the Accept header must allow {}", media_type(row));
        return Err(Refusal::new(406, "not_acceptable", message));
    }
    if is_change(row) && !access.may_write {
        return Err(Refusal::new(403, "forbidden", "the access token may read and not write"));
    }
    if request.method != "GET" && !matches!(row.body, Payload::Multipart { .. }) {
        context.body = request.json_object()?;
    }
    let mut check = Check::new(description, unknown);
    check.query(request, facts)?;
    check.body(row, &mut context.body, &facts.body)?;
    if access.is_strict && !unknown.is_empty() {
        return Err(Refusal::bad_request(format!("unknown: {}", unknown.join(", "))));
    }
    let Some(route) = route else {
        return Ok(sample::answer(row, facts, description, context));
    };
    let mut answer = (route.handler)(context)?;
    if let Body::Json(body) = &mut answer.body {
        project::onto(context.version, row, body);
    }
    Ok(answer)
}

/// The path with numbers for names, so that the same place has the same name in all of them.
fn numbered(path: &str) -> String {
    let mut arguments = 0;
    let segments = path.split('/').map(|segment| {
        if segment.starts_with('{') {
            arguments += 1;
            format!("{{{arguments}}}")
        } else {
            segment.to_owned()
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// What a success of an operation is written in.
fn media_type(row: &Operation) -> &'static str {
    match row.answer {
        Success::Json | Success::Empty | Success::Redirect | Success::Any => "application/json",
        Success::Text => "text/plain",
        Success::Bytes => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_room_serves_operations_of_the_catalog() {
        let routes = Routes::all();
        for route in rooms::routes() {
            let methods = routes.0.at(route.path).expect("a place for every route");
            let is_row = methods.value[route.method].row.is_some();
            assert!(is_row != route.is_signed, "{} {} is no operation of the catalog", route.method, route.path);
        }
    }

    #[test]
    fn no_operation_is_served_twice() {
        let mut keys: Vec<_> = rooms::routes().map(|route| (route.method, erase_names(route.path))).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }
}
