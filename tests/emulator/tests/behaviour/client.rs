//! A small blocking client, and a socket for what no client would send.

use entryphone_emulator::{Emulator, Options};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;

/// An emulator and a client that is set up for it.
pub(crate) struct Client {
    pub(crate) emulator: Emulator,
    agent: ureq::Agent,
    headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) text: String,
    /// The body as JSON; `null` when it is not JSON.
    pub(crate) body: Value,
}

impl Client {
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    /// An emulator without contacts, companies and conversations.
    pub(crate) fn empty() -> Self {
        Self::with(Options { contacts: 0, companies: 0, conversations: 0, ..Options::default() })
    }

    pub(crate) fn with(options: Options) -> Self {
        let headers = vec![
            ("authorization", format!("Bearer {}", options.token)),
            ("accept", "application/json".to_owned()),
            ("intercom-version", "2.14".to_owned()),
        ];
        let agent =
            ureq::Agent::config_builder().http_status_as_error(false).accept("").max_idle_connections(0).build().into();
        Self { emulator: Emulator::start(options).unwrap(), agent, headers }
    }

    /// Sends a header with every request; an empty value takes it out.
    pub(crate) fn set_header(&mut self, name: &'static str, value: &str) {
        self.headers.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.headers.push((name, value.to_owned()));
        }
    }

    pub(crate) fn set_version(&mut self, version: &str) {
        self.set_header("intercom-version", version);
    }

    pub(crate) fn try_send(&self, method: &str, path: &str, body: &str) -> Result<Reply, ureq::Error> {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.emulator.url()));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut response = if body.is_empty() && method != "POST" && method != "PUT" {
            self.agent.run(request.body(()).unwrap())?
        } else {
            self.agent.run(request.body(body).unwrap())?
        };
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()))
            .collect();
        let text = response.body_mut().read_to_string()?;
        let body = serde_json::from_str(&text).unwrap_or_default();
        Ok(Reply { status: response.status().as_u16(), headers, text, body })
    }

    pub(crate) fn send(&self, method: &str, path: &str, body: &str) -> Reply {
        self.try_send(method, path, body).unwrap()
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "")
    }

    pub(crate) fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, "")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &body.to_string())
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Reply {
        self.send("PUT", path, &body.to_string())
    }

    /// Creates something that must succeed, and returns its id.
    pub(crate) fn create(&self, path: &str, body: &Value) -> String {
        let reply = self.post(path, body);
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.body["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn create_contact(&self, email: &str) -> String {
        self.create("/contacts", &json!({"role": "user", "email": email}))
    }

    /// A body of any content, as bytes.
    pub(crate) fn get_bytes(&self, path: &str, accept: &str) -> Vec<u8> {
        let mut request = ureq::http::Request::get(format!("{}{path}", self.emulator.url()));
        for (name, value) in self.headers.iter().filter(|(name, _)| *name != "accept") {
            request = request.header(*name, value);
        }
        let mut response = self.agent.run(request.header("accept", accept).body(()).unwrap()).unwrap();
        let body = response.body_mut().with_config().limit(u64::MAX).read_to_vec().unwrap();
        assert_eq!(response.status(), 200, "{}", String::from_utf8_lossy(&body));
        body
    }

    /// Where a request is sent on to.
    pub(crate) fn get_redirect(&self, path: &str) -> String {
        let head = self.connect_and_read_head(path);
        assert!(head.starts_with("HTTP/1.1 302 "), "{head}");
        head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap().to_owned()
    }

    /// The head of the answer, when the client takes anything.
    pub(crate) fn connect_and_read_head(&self, path: &str) -> String {
        let mut stream = self.connect();
        let host = self.emulator.url();
        let host = host.trim_start_matches("http://");
        let mut request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\naccept: */*\r\n");
        for (name, value) in self.headers.iter().filter(|(name, _)| *name != "accept") {
            request.extend([*name, ": ", value, "\r\n"]);
        }
        stream.write_all(format!("{request}\r\n").as_bytes()).unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        String::from_utf8(head).unwrap()
    }

    /// A socket to the emulator.
    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(self.emulator.url().trim_start_matches("http://")).unwrap()
    }

    /// Writes bytes to a socket and reads what comes back until the other side closes it, in Latin-1.
    pub(crate) fn exchange(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer.into_iter().map(char::from).collect()
    }

    /// Lets time pass on the emulator's clock.
    pub(crate) fn pass_seconds(&self, seconds: u64) {
        self.emulator.advance_clock(seconds * 1000);
    }
}

impl Reply {
    /// The code of the first error of an envelope.
    pub(crate) fn code(&self) -> &str {
        self.body["errors"][0]["code"].as_str().unwrap_or_default()
    }

    /// The ids of a list.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.body["data"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    #[track_caller]
    pub(crate) fn expect_error(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.text);
        assert_eq!(self.body["type"], "error.list");
        assert_eq!(self.body["request_id"], *self.headers["x-request-id"]);
        self
    }
}
