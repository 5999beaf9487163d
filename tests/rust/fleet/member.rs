//! A process of the fleet with calls and a connection to the store of its own, led by the simulation line by line at virtual times.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::str::FromStr;

use entryphone::{
    Arguments, Call, Client, Config, Fleet, Head, Input, Lane, Operation, Reserve, Step, Token, WithoutStore,
};

use crate::redis::Connection;

/// Tells a process that it is a member, and how: the port of the store, the fleet's name, and the limit hint if there is one.
const LED_MEMBER: &str = "ENTRYPHONE_FLEET_LED_MEMBER";

/// Begins each reply; the test harness of the process writes to the same pipe.
const MARK: &str = "member: ";

/// What a call does next.
#[derive(Debug)]
pub(crate) enum Next {
    /// It asks the store; [`Member::ask`] lets it.
    Reserve,
    Wait {
        until_ms: u64,
    },
    Send {
        attempt: u32,
    },
    Done,
    Failed(String),
}

/// An answer of the simulated server.
pub(crate) struct Answer<'a> {
    pub(crate) attempt: u32,
    pub(crate) status: u16,
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
    /// In UNIX seconds, as `date` says in words.
    pub(crate) reset: u64,
    pub(crate) date: &'a str,
}

/// A process of the fleet, as the simulation sees it.
pub(crate) enum Member {
    /// A process of the operating system.
    Apart(Apart),
    /// A part of this one, which is several times as fast.
    Within(Box<Process>),
}

impl Member {
    /// Starts this program again, as nothing but the test `entry`, which must begin with [`be_led`]; or without one, stays within.
    pub(crate) fn start(entry: Option<&str>, port: u16, name: &str, limit_hint: Option<u64>) -> Member {
        let hint = limit_hint.map(|hint| hint.to_string()).unwrap_or_default();
        let role = format!("{port} {name} {hint}");
        match entry {
            Some(entry) => Member::Apart(Apart::start(entry, &role)),
            None => Member::Within(Box::new(Process::new(&mut Words(&role)))),
        }
    }

    /// Begins a call, in the place of the caller's last one.
    pub(crate) fn begin(&mut self, caller: usize, clock_ms: u64, lane: Lane, seed: u64) -> Next {
        self.step(&format!("begin {caller} {clock_ms} {} {seed}", lane.as_str()))
    }

    /// Lets a call ask the store, at a time of the store's clock. Whether the store answered.
    pub(crate) fn ask(&mut self, caller: usize, store_us: u64) -> bool {
        match self.order(&format!("ask {caller} {store_us}")).as_str() {
            "reserved" => true,
            "unavailable" => false,
            other => panic!("a member replied {other:?}"),
        }
    }

    /// Lets a call have what the store said when it was last asked.
    pub(crate) fn hear(&mut self, caller: usize, clock_ms: u64) -> Next {
        self.step(&format!("hear {caller} {clock_ms}"))
    }

    pub(crate) fn wake(&mut self, caller: usize, clock_ms: u64) -> Next {
        self.step(&format!("wake {caller} {clock_ms}"))
    }

    pub(crate) fn answer(&mut self, caller: usize, clock_ms: u64, answer: &Answer<'_>) -> Next {
        let Answer { attempt, status, limit, remaining, reset, date } = answer;
        self.step(&format!("answer {caller} {clock_ms} {attempt} {status} {limit} {remaining} {reset} {date}"))
    }

    fn step(&mut self, order: &str) -> Next {
        let reply = self.order(order);
        let mut words = Words(&reply);
        match words.word() {
            "reserve" => Next::Reserve,
            "wait" => Next::Wait { until_ms: words.read() },
            "send" => Next::Send { attempt: words.read() },
            "done" => Next::Done,
            "failed" => Next::Failed(words.0.to_owned()),
            _ => panic!("a member replied {reply:?}"),
        }
    }

    fn order(&mut self, order: &str) -> String {
        match self {
            Member::Apart(process) => process.order(order),
            Member::Within(process) => process.follow(&mut Words(order)),
        }
    }
}

/// The simulation's end of a process. It ends with it.
pub(crate) struct Apart {
    process: Child,
    /// `None` once there is nothing more to do.
    orders: Option<ChildStdin>,
    replies: BufReader<ChildStdout>,
}

impl Apart {
    fn start(entry: &str, role: &str) -> Apart {
        let mut process = Command::new(std::env::current_exe().expect("a test knows its program"))
            .args(["--exact", entry, "--nocapture"])
            .env(LED_MEMBER, role)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a test can start itself");
        let orders = process.stdin.take();
        let replies = BufReader::new(process.stdout.take().expect("its output is piped"));
        Apart { process, orders, replies }
    }

    fn order(&mut self, order: &str) -> String {
        let orders = self.orders.as_mut().expect("the member is not told to end before it is dropped");
        // In one piece, so that the member wakes up once.
        orders.write_all(format!("{order}\n").as_bytes()).expect("a member reads its orders");
        let mut line = String::new();
        while self.replies.read_line(&mut line).expect("a member writes text") > 0 {
            if let Some(reply) = line.trim_end().strip_prefix(MARK) {
                return reply.to_owned();
            }
            line.clear();
        }
        panic!("a member ended at {order:?}");
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        self.orders = None;
        // What is left to read is the test harness of the process; one that failed has missed a reply before.
        let _ = std::io::copy(&mut self.replies, &mut std::io::sink());
        let _ = self.process.wait();
    }
}

/// Follows orders until there are no more, when this process was started as a member; whether it was.
pub(crate) fn be_led() -> bool {
    let Ok(role) = std::env::var(LED_MEMBER) else { return false };
    let mut process = Process::new(&mut Words(&role));
    let mut replies = std::io::stdout().lock();
    // It begins a line of its own, whatever the test harness has begun to say.
    writeln!(replies).expect("the simulation listens");
    for order in std::io::stdin().lock().lines() {
        let reply = process.follow(&mut Words(&order.expect("orders are text")));
        replies.write_all(format!("{MARK}{reply}\n").as_bytes()).expect("the simulation listens");
        replies.flush().expect("the simulation listens");
    }
    true
}

/// What a process of the fleet holds.
pub(crate) struct Process {
    port: u16,
    connection: Option<Connection>,
    interactive: Client,
    bulk: Client,
    /// By caller.
    calls: BTreeMap<usize, Call>,
    /// What calls want to ask the store.
    asked: BTreeMap<usize, Reserve>,
    /// What the store said to them.
    heard: BTreeMap<usize, Result<Vec<i64>, String>>,
}

impl Process {
    fn new(role: &mut Words<'_>) -> Process {
        let port = role.read();
        let name = role.word().to_owned();
        let limit_hint = (!role.0.is_empty()).then(|| role.read());
        let fleet = Fleet { name, limit_hint, without_store: WithoutStore::Open };
        let token = Some(Token::new("secret").expect("a token"));
        let config = Config { token, fleet: Some(fleet), ..Config::default() };
        let interactive = Client::new(config.clone()).expect("the settings are sound");
        let bulk = interactive.with(Config { lane: Lane::Bulk, ..config }).expect("the settings are sound");
        Process {
            port,
            connection: None,
            interactive,
            bulk,
            calls: BTreeMap::new(),
            asked: BTreeMap::new(),
            heard: BTreeMap::new(),
        }
    }

    fn follow(&mut self, order: &mut Words<'_>) -> String {
        let (verb, caller, now) = (order.word(), order.read(), order.read());
        match verb {
            "begin" => {
                let client = if order.word() == Lane::Bulk.as_str() { &self.bulk } else { &self.interactive };
                let list = Operation::find("contacts.list").expect("a row of the catalog");
                let call = client.start(list, &Arguments::default(), order.read()).expect("no arguments are needed");
                self.calls.insert(caller, call);
                self.step(caller, now, Input::Start)
            }
            "ask" => {
                let reserve = self.asked.remove(&caller).expect("the call asked");
                let reply = self.ask_store(&reserve, now);
                let is_up = reply.is_ok();
                self.heard.insert(caller, reply);
                if is_up { "reserved" } else { "unavailable" }.to_owned()
            }
            "hear" => match self.heard.remove(&caller).expect("the store was asked") {
                Ok(reply) => self.step(caller, now, Input::Reserved(&reply)),
                Err(message) => self.step(caller, now, Input::Unavailable { message: &message }),
            },
            "wake" => self.step(caller, now, Input::Woke),
            "answer" => {
                let (attempt, status) = (order.read(), order.read());
                let headers = [
                    ("X-RateLimit-Limit", order.word()),
                    ("X-RateLimit-Remaining", order.word()),
                    ("X-RateLimit-Reset", order.word()),
                    ("Date", order.0),
                ];
                let head = Head { status, headers: &headers };
                self.step(caller, now, Input::Response { attempt, head, body: b"{}" })
            }
            other => panic!("{other:?} is no order"),
        }
    }

    fn step(&mut self, caller: usize, clock_ms: u64, input: Input<'_>) -> String {
        match self.calls.get_mut(&caller).expect("a caller has a call").step(clock_ms, input) {
            Step::Reserve(reserve) => {
                self.asked.insert(caller, reserve);
                "reserve".to_owned()
            }
            Step::Wait { until_ms, .. } => format!("wait {until_ms}"),
            Step::Send(send) => format!("send {}", send.attempt),
            Step::Done(_) => "done".to_owned(),
            Step::Failed(error) => format!("failed {}", error.to_string().escape_debug()),
            other => panic!("a call asked for {other:?}"),
        }
    }

    fn ask_store(&mut self, reserve: &Reserve, store_us: u64) -> Result<Vec<i64>, String> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.port).map_err(|error| error.to_string())?,
        };
        let reply = connection.reserve_at(reserve, store_us)?;
        self.connection = Some(connection);
        Ok(reply)
    }
}

/// What is left to read of a line.
struct Words<'a>(&'a str);

impl<'a> Words<'a> {
    fn word(&mut self) -> &'a str {
        let (word, rest) = self.0.split_once(' ').unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }

    fn read<T: FromStr<Err: Display>>(&mut self) -> T {
        let word = self.word();
        word.parse().unwrap_or_else(|error| panic!("{word:?} is no number: {error}"))
    }
}
