//! The emulator as a program.
#![forbid(unsafe_code)]

use entryphone_emulator::{Emulator, Options};
use lexopt::prelude::*;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::str::FromStr;

const HELP: &str = "\
A stateful Intercom on loopback. It says where it listens, and serves until Ctrl-C.

usage: entryphone-emulator [options]

where it listens
  --host ADDRESS           address of this machine (default 127.0.0.1, which nobody else can reach)
  --port N                 port, 0 for any free one (default 0)
  --cors ORIGIN            lets web pages of this origin call; may be repeated, * for all (default none)
  --token TOKEN            the access token that is accepted (default emulator-token)
  --read-only-token TOKEN  one that may read, and gets a 403 for the rest (default read-only-token)

what is in it
  --seed N                 what ids and made-up data follow from (default 1)
  --contacts N             contacts at the start (default 25)
  --companies N            companies at the start (default 5)
  --conversations N        conversations at the start, every tenth a ticket (default 20)

what it allows
  --limit N                requests per window of ten seconds (default 1667)
  --job-seconds N          how long a job takes (default 2)
  --content-exports N      content exports under way at once (default 1)
  --reporting-exports N    reporting exports under way at once (default 5)
  --strict                 refuse what the API does not know in a request, instead of noting it in the journal

  --help                   this text

Faults, journal and clock are at /_emulator/: faults, requests, applied, clock,
openapi/VERSION, reset.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut stdout = io::stdout();
    let Some(options) = read_arguments()? else {
        stdout.write_all(HELP.as_bytes())?;
        return Ok(());
    };
    let (host, port) = (options.host, options.port);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    // Listened for before anybody can know that there is something to interrupt.
    let interrupted = runtime.block_on(async { interruption() })?;
    let emulator =
        Emulator::start(options).map_err(|error| format!("cannot listen on port {port} of {host}: {error}"))?;
    if !host.is_loopback() {
        complain(&format!("warning: {host} is not loopback: whoever reaches it can read, change and break everything"));
    }
    writeln!(stdout, "listening on {}", emulator.url())?;
    stdout.flush()?;
    runtime.block_on(interrupted);
    Ok(())
}

/// Completes at Ctrl-C, which no longer ends the program by itself from now on.
#[cfg(unix)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupts = signal(SignalKind::interrupt())?;
    Ok(async move {
        interrupts.recv().await;
    })
}

/// Completes at Ctrl-C, which no longer ends the program by itself from now on.
#[cfg(windows)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    let mut interrupts = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupts.recv().await;
    })
}

/// Standard error is the last resort; when it is closed too, the exit code has to do.
fn complain(message: &str) {
    drop(writeln!(io::stderr(), "entryphone-emulator: {message}"));
}

/// The options of the command line; `None` when help was asked for.
fn read_arguments() -> Result<Option<Options>, Box<dyn Error>> {
    const COUNT: &str = "a whole number, 0 or more";
    let mut options = Options::default();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("host") => options.host = read(&mut arguments, "--host", "an IP address of this machine")?,
            Long("port") => options.port = read(&mut arguments, "--port", "a number from 0 to 65535")?,
            Long("cors") => {
                let Origin(origin) =
                    read(&mut arguments, "--cors", "a scheme and a host, such as http://localhost:5173, or *")?;
                options.cors_origins.push(origin);
            }
            Long("token") => options.token = arguments.value()?.string()?,
            Long("read-only-token") => options.read_only_token = arguments.value()?.string()?,
            Long("seed") => options.seed = read(&mut arguments, "--seed", COUNT)?,
            Long("contacts") => options.contacts = read(&mut arguments, "--contacts", COUNT)?,
            Long("companies") => options.companies = read(&mut arguments, "--companies", COUNT)?,
            Long("conversations") => options.conversations = read(&mut arguments, "--conversations", COUNT)?,
            Long("limit") => options.rate_limit = read(&mut arguments, "--limit", COUNT)?,
            Long("job-seconds") => options.job_seconds = read(&mut arguments, "--job-seconds", COUNT)?,
            Long("content-exports") => options.content_exports = read(&mut arguments, "--content-exports", COUNT)?,
            Long("reporting-exports") => {
                options.reporting_exports = read(&mut arguments, "--reporting-exports", COUNT)?;
            }
            Long("strict") => options.strict = true,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(format!("{}; --help lists the options", argument.unexpected()).into()),
        }
    }
    Ok(Some(options))
}

/// The value of an option.
fn read<T: FromStr>(arguments: &mut lexopt::Parser, option: &str, expected: &str) -> Result<T, Box<dyn Error>> {
    let value = arguments.value()?.string()?;
    value.parse().map_err(|_| format!("{option} must be {expected}, not {value:?}").into())
}

/// An origin as browsers spell it, or `*`.
struct Origin(String);

impl FromStr for Origin {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
        let sound = host
            .is_some_and(|host| !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/'));
        if sound || text == "*" { Ok(Self(text.into())) } else { Err(()) }
    }
}
