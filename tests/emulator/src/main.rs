//! The emulator as a program.
#![forbid(unsafe_code)]

use entryphone_emulator::{Emulator, Options};
use lexopt::prelude::*;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

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
fn read_arguments() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options::default();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("host") => options.host = arguments.value()?.parse()?,
            Long("port") => options.port = arguments.value()?.parse()?,
            Long("cors") => options.cors_origins.push(arguments.value()?.parse_with(origin)?),
            Long("token") => options.token = arguments.value()?.string()?,
            Long("seed") => options.seed = arguments.value()?.parse()?,
            Long("contacts") => options.contacts = arguments.value()?.parse()?,
            Long("companies") => options.companies = arguments.value()?.parse()?,
            Long("conversations") => options.conversations = arguments.value()?.parse()?,
            Long("limit") => options.rate_limit = arguments.value()?.parse()?,
            Long("job-seconds") => options.job_seconds = arguments.value()?.parse()?,
            Long("content-exports") => options.content_exports = arguments.value()?.parse()?,
            Long("reporting-exports") => options.reporting_exports = arguments.value()?.parse()?,
            Long("read-only-token") => options.read_only_token = arguments.value()?.string()?,
            Long("strict") => options.strict = true,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}

/// An origin as browsers spell it, or `*`.
fn origin(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let sound =
        host.is_some_and(|host| !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/'));
    if sound || text == "*" {
        Ok(text.into())
    } else {
        Err("an origin is a scheme and a host, such as http://localhost:5173, or *")
    }
}
