//! `cargo xtask COMMAND`: one module of [`xtask::commands`] per command.

#![forbid(unsafe_code)]
#![expect(clippy::print_stderr, reason = "the commands talk to the person who runs them")]

use std::process::ExitCode;

use xtask::commands;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo           build it, and take a tour against the emulator
  test [PART]    everything that must hold; PART is one of lints, rust, python, node, web,
                 dashboard, ruby, kotlin
  docs           build the book into target/docs
  web            build the package for browsers into bindings-wasm
  emulator ...   run the emulator until Ctrl-C; `cargo xtask emulator --help` lists its options
  bench [PART]   speed, memory and size beside what is promised; PART: document, emulator, limiter, python, node, browser,
                 ruby
  import DIR     fold the OpenAPI descriptions in DIR into core/catalog
  package [PART] make what is published into dist/, and try it in empty places; PART is one of crate,
                 python, node, addon, web, ruby; `--release TAG` makes them as they are published
  gen            write what is generated from core/catalog
  bind           write what UniFFI makes of bindings-uniffi for Ruby, Kotlin and Swift; with `--check`,
                 both say whether it is up to date, and write nothing
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    let outcome = match (command.as_str(), rest) {
        ("bench", _) => commands::bench::run_parts(rest),
        ("demo", []) => commands::demo::run(),
        ("test", _) => commands::test::run_parts(rest),
        ("docs", []) => commands::docs::run(),
        ("web", []) => xtask::web::build().map(drop),
        ("bind", _) => commands::only_checks(rest).and_then(xtask::ruby::bind),
        ("emulator", _) => commands::emulator::run_in_foreground(rest),
        ("import", _) => commands::import::run(rest),
        ("package", _) => commands::package::run_parts(rest),
        ("gen", _) => commands::only_checks(rest).and_then(commands::generate::run),
        ("help" | "--help" | "-h", _) => {
            eprint!("{USAGE}");
            Ok(())
        }
        ("demo" | "docs" | "web", _) => Err(anyhow::anyhow!("`{command}` takes no arguments")),
        _ => Err(anyhow::anyhow!("there is no command `{command}`; `cargo xtask help` lists them")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
