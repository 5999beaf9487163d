//! The programs list contacts over all pages, wait out a rate limit, and say what went wrong.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use std::process::{Command, Output};

use entryphone_emulator::{Emulator, Fault, Options};

const PROGRAMS: [&str; 2] = [env!("CARGO_BIN_EXE_list_contacts_reqwest"), env!("CARGO_BIN_EXE_list_contacts_ureq")];

fn run(program: &str, url: &str, token: &str) -> Output {
    let mut command = Command::new(program);
    command.env("INTERCOM_BASE_URL", url).env("INTERCOM_ACCESS_TOKEN", token).output().unwrap()
}

fn lines(output: &[u8]) -> Vec<String> {
    String::from_utf8(output.to_vec()).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn contacts_are_listed_over_all_pages() {
    for program in PROGRAMS {
        let emulator = Emulator::start(Options { contacts: 25, ..Options::default() }).unwrap();
        let output = run(program, &emulator.url(), "emulator-token");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        let mut contacts = lines(&output.stdout);
        assert!(contacts.iter().all(|line| line.contains('@')), "{contacts:?}");
        contacts.sort();
        contacts.dedup();
        assert_eq!(contacts.len(), 25, "{program}");
        assert_eq!(emulator.requests().len(), 3, "{program}");
    }
}

/// The server names a time to wait that is over at once.
#[test]
fn a_rate_limit_is_waited_out() {
    for program in PROGRAMS {
        let emulator = Emulator::start(Options::default()).unwrap();
        emulator.push_fault(Fault::status(429).header("retry-after", "0").on("GET", "/contacts").times(2));
        let output = run(program, &emulator.url(), "emulator-token");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        let statuses: Vec<_> = emulator.requests().iter().map(|request| request.status).collect();
        assert_eq!(statuses, [Some(429), Some(429), Some(200), Some(200), Some(200)], "{program}");
        assert_eq!(lines(&output.stdout).len(), 25);
    }
}

#[test]
fn an_error_is_told_with_the_id_of_its_request() {
    for program in PROGRAMS {
        let emulator = Emulator::start(Options::default()).unwrap();
        let output = run(program, &emulator.url(), "wrong-token");
        assert!(!output.status.success(), "{program}");
        let [line] = &*lines(&output.stderr) else { panic!("{program}: {output:?}") };
        assert!(line.starts_with("contacts.list: 401 unauthorized: Access Token Invalid (request id "), "{line}");
    }
}

#[test]
fn a_connection_that_is_lost_is_tried_again() {
    for program in PROGRAMS {
        let emulator = Emulator::start(Options { contacts: 5, ..Options::default() }).unwrap();
        emulator.push_fault(Fault::drop_before());
        let output = run(program, &emulator.url(), "emulator-token");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(lines(&output.stdout).len(), 5, "{program}");
        assert_eq!(emulator.requests().len(), 2, "{program}");
    }
}
