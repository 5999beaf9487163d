//! Which handler serves which method and path, and what a handler gets to see.

use matchit::Router;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use std::collections::HashMap;

use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::version::Version;
use crate::workspace::Workspace;

/// One operation of the API. A path parameter of the same place has the same name in all routes.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    method: &'static str,
    path: &'static str,
    since: Version,
    handler: Handler,
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
    parameters: Vec<(String, String)>,
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

    pub(crate) const fn delete(path: &'static str, handler: Handler) -> Self {
        Self::new("DELETE", path, handler)
    }

    const fn new(method: &'static str, path: &'static str, handler: Handler) -> Self {
        Self { method, path, since: Version::V2_7, handler }
    }

    /// Hides the route from versions older than `since`.
    pub(crate) const fn since(mut self, since: Version) -> Self {
        self.since = since;
        self
    }
}

impl Context<'_> {
    /// The `{id}` of the path, decoded.
    pub(crate) fn id(&self) -> String {
        self.parameter("id")
    }

    /// A parameter of the path, decoded.
    pub(crate) fn parameter(&self, name: &str) -> String {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// A parameter of the query; the last one counts when it is repeated.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.request.query.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All routes, ready for look-ups.
pub(crate) struct Routes(Router<HashMap<&'static str, Route>>);

impl Routes {
    pub(crate) fn new(routes: impl IntoIterator<Item = Route>) -> Self {
        let mut by_path: HashMap<&'static str, HashMap<&'static str, Route>> = HashMap::new();
        for route in routes {
            by_path.entry(route.path).or_default().insert(route.method, route);
        }
        let mut by_place = Router::new();
        for (path, methods) in by_path {
            by_place.insert(path, methods).expect("the rooms' paths do not contradict each other");
        }
        Self(by_place)
    }

    /// Serves a request; an unknown path and a wrong method look the same, as they do in the API.
    pub(crate) fn serve(
        &self,
        request: &Request,
        version: Version,
        now: u64,
        workspace: &mut Workspace,
    ) -> Result<Answer, Refusal> {
        let matched = self.0.at(&request.path).map_err(|_| Refusal::resource_not_found())?;
        let route = matched
            .value
            .get(request.method.as_str())
            .filter(|route| version >= route.since)
            .ok_or_else(Refusal::resource_not_found)?;
        let parameters = matched
            .params
            .iter()
            .map(|(name, value)| (name.into(), percent_decode_str(value).decode_utf8_lossy().into()))
            .collect();
        let body = match route.method {
            "GET" => Map::new(),
            _ => request.json_object()?,
        };
        (route.handler)(&mut Context { workspace, version, now, request, body, parameters })
    }
}
