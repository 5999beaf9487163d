//! The emulator as a program.
#![forbid(unsafe_code)]

use entryphone_emulator::{Emulator, Options};
use lexopt::prelude::*;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

const HELP: &str = "\
A stateful Intercom on loopback. It serves until it is killed.

usage: entryphone-emulator [options]

  --port N         port on 127.0.0.1, 0 for any free one (default 0)
  --seed N         what ids and made-up data follow from (default 1)
  --contacts N     contacts at the start (default 25)
  --companies N    companies at the start (default 5)
  --rate-limit N   requests per window of ten seconds (default 1667)
  --token T        the access token that is accepted (default emulator-token)
  --strict         refuse requests with parameters or members that the catalog does not know
  --help           this text
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error is the last resort; when it is closed too, the exit code has to do.
            drop(writeln!(io::stderr(), "entryphone-emulator: {error}"));
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
    let port = options.port;
    let emulator =
        Emulator::start(options).map_err(|error| format!("cannot listen on port {port} of 127.0.0.1: {error}"))?;
    writeln!(stdout, "listening on {}", emulator.url())?;
    stdout.flush()?;
    loop {
        thread::park();
    }
}

/// The options of the command line; `None` when help was asked for.
fn read_arguments() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options::default();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => options.port = arguments.value()?.parse()?,
            Long("seed") => options.seed = arguments.value()?.parse()?,
            Long("contacts") => options.contacts = arguments.value()?.parse()?,
            Long("companies") => options.companies = arguments.value()?.parse()?,
            Long("rate-limit") => options.rate_limit = arguments.value()?.parse()?,
            Long("token") => options.token = arguments.value()?.string()?,
            Long("strict") => options.strict = true,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}
