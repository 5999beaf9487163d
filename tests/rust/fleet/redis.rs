//! A Redis of its own for each test, and the little of its protocol that a host needs.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use entryphone::Reserve;

/// The tests that need a store do without, for the reason it holds.
const SKIP: &str = "ENTRYPHONE_SKIP_REDIS";

/// A `redis-server` on a free port of loopback, which ends with it.
pub(crate) struct Redis {
    server: Child,
    pub(crate) port: u16,
}

impl Redis {
    /// Starts one; `None` when the tests were told to do without.
    #[expect(clippy::print_stderr, reason = "who skips a test should read why")]
    pub(crate) fn start() -> Option<Redis> {
        if let Ok(reason) = std::env::var(SKIP) {
            assert!(!reason.trim().is_empty(), "{SKIP} must say why there is no redis-server");
            eprintln!("not tested against a store: {reason}");
            return None;
        }
        // Another program may take the port in between.
        (0..10).find_map(|_| Redis::on(free_port())).or_else(|| panic!("redis-server found no free port in ten tries"))
    }

    /// Ends the server and starts another in its place, which knows nothing.
    pub(crate) fn restart(&mut self) {
        self.stop();
        *self = Redis::on(self.port).expect("the port that was used before is free again");
    }

    pub(crate) fn stop(&mut self) {
        self.server.kill().expect("the server can be ended");
        self.server.wait().expect("the server has ended");
    }

    pub(crate) fn connect(&self) -> Connection {
        Connection::open(self.port).expect("a server that says it is ready takes connections")
    }

    fn on(port: u16) -> Option<Redis> {
        let folder = std::env::temp_dir();
        let started = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no", "--dir"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        let mut server = match started {
            Ok(server) => server,
            Err(error) if error.kind() == ErrorKind::NotFound => panic!(
                "there is no redis-server in PATH; install it (Debian: apt-get install redis-server), or set {SKIP} to the reason \
                 why it cannot be had"
            ),
            Err(error) => panic!("redis-server does not start: {error}"),
        };
        let said = BufReader::new(server.stdout.take().expect("its output is piped"));
        let is_ready = said.lines().map_while(Result::ok).any(|line| line.contains("Ready to accept connections"));
        if !is_ready {
            server.wait().expect("the server has ended");
        }
        is_ready.then_some(Redis { server, port })
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}

/// A reply of the server.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    Integer(i64),
    Text(Option<String>),
    List(Vec<Reply>),
    Error(String),
}

pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    /// The hash of the script that is told the time, once the server has it.
    timed_sha1: Option<String>,
}

impl Connection {
    pub(crate) fn open(port: u16) -> std::io::Result<Connection> {
        let stream = BufReader::new(TcpStream::connect((Ipv4Addr::LOCALHOST, port))?);
        Ok(Connection { stream, timed_sha1: None })
    }

    /// All that a host does for [`entryphone::Step::Reserve`].
    pub(crate) fn reserve(&mut self, reserve: &Reserve) -> Result<Vec<i64>, String> {
        let key_and_arguments = |run: &str, script: &str| {
            let words = [run, script, "1", &reserve.key].into_iter();
            words.chain(reserve.arguments.iter().map(String::as_str)).map(str::to_owned).collect::<Vec<_>>()
        };
        let reply = match self.run(&key_and_arguments("EVALSHA", reserve.script_sha1))? {
            Reply::Error(message) if message.starts_with("NOSCRIPT") => {
                self.run(&key_and_arguments("EVAL", reserve.script))?
            }
            reply => reply,
        };
        integers(reply)
    }

    /// The same at a time that the test makes up: the script's one look at the clock is replaced.
    pub(crate) fn reserve_at(&mut self, reserve: &Reserve, now_us: u64) -> Result<Vec<i64>, String> {
        let sha1 = match &self.timed_sha1 {
            Some(sha1) => sha1.clone(),
            None => self.load_timed(reserve)?,
        };
        let mut words = vec!["EVALSHA".to_owned(), sha1.clone(), "1".to_owned(), reserve.key.clone()];
        self.timed_sha1 = Some(sha1);
        words.extend(reserve.arguments.iter().cloned());
        words.extend([now_us / 1_000_000, now_us % 1_000_000].map(|part| part.to_string()));
        integers(self.run(&words)?)
    }

    /// Gives the server the script with the time as its last two arguments, in seconds and microseconds; its hash.
    fn load_timed(&mut self, reserve: &Reserve) -> Result<String, String> {
        const CLOCK: &str = "redis.call('TIME')";
        assert_eq!(reserve.script.matches(CLOCK).count(), 1, "the script reads the clock once");
        let time = format!("{{ ARGV[{}], ARGV[{}] }}", reserve.arguments.len() + 1, reserve.arguments.len() + 2);
        let script = reserve.script.replace(CLOCK, &time);
        match self.run(&["SCRIPT".to_owned(), "LOAD".to_owned(), script])? {
            Reply::Text(Some(sha1)) => Ok(sha1),
            other => Err(format!("{other:?}")),
        }
    }

    pub(crate) fn run(&mut self, words: &[String]) -> Result<Reply, String> {
        let words = words.iter().map(|word| format!("${}\r\n{word}\r\n", word.len())).collect::<Vec<_>>();
        let request = format!("*{}\r\n{}", words.len(), words.concat());
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|error| error.to_string())?;
        self.read().map_err(|error| error.to_string())
    }

    fn read(&mut self) -> std::io::Result<Reply> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let (kind, rest) = line.trim_end().split_at_checked(1).ok_or(ErrorKind::UnexpectedEof)?;
        let number = || rest.parse::<i64>().map_err(|_| std::io::Error::from(ErrorKind::InvalidData));
        Ok(match kind {
            ":" => Reply::Integer(number()?),
            "+" => Reply::Text(Some(rest.to_owned())),
            "-" => Reply::Error(rest.to_owned()),
            "*" => Reply::List((0..number()?).map(|_| self.read()).collect::<std::io::Result<_>>()?),
            "$" => match usize::try_from(number()?) {
                Err(_) => Reply::Text(None),
                Ok(length) => {
                    let mut bytes = vec![0; length + 2];
                    self.stream.read_exact(&mut bytes)?;
                    Reply::Text(Some(String::from_utf8_lossy(&bytes[..length]).into_owned()))
                }
            },
            _ => return Err(ErrorKind::InvalidData.into()),
        })
    }
}

fn integers(reply: Reply) -> Result<Vec<i64>, String> {
    let Reply::List(list) = reply else { return Err(format!("{reply:?}")) };
    list.into_iter()
        .map(|item| match item {
            Reply::Integer(number) => Ok(number),
            other => Err(format!("{other:?}")),
        })
        .collect()
}
