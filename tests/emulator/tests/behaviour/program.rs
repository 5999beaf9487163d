use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_entryphone-emulator");

/// A running program, killed when the test is over.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        self.0.wait().unwrap();
    }
}

#[test]
fn its_first_line_says_where_it_listens_and_its_options_hold() {
    let arguments = ["--port", "0", "--seed", "9", "--contacts", "2", "--companies", "1"];
    let child = Command::new(PROGRAM)
        .args(arguments)
        .args(["--limit", "50", "--token", "mine"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.strip_prefix("listening on ").unwrap().trim_end();
    assert!(url.starts_with("http://127.0.0.1:"), "{line:?}");
    let mut response = ureq::get(format!("{url}/contacts"))
        .header("authorization", "Bearer mine")
        .header("accept", "application/json")
        .call()
        .unwrap();
    assert_eq!(response.headers()["x-ratelimit-limit"], "50");
    let list = response.body_mut().read_to_string().unwrap();
    assert!(list.contains("\"total_count\":2"), "{list}");
}

#[test]
fn wrong_arguments_end_it_with_one_sentence() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let taken = format!("cannot listen on port {port} of 127.0.0.1");
    for (arguments, said) in [
        (vec!["--speed", "9"], "'--speed'; --help lists the options"),
        (vec!["--port", "99999"], "--port must be a number from 0 to 65535, not \"99999\""),
        (vec!["--contacts"], "'--contacts'"),
        (vec!["--limit", "-1"], "--limit must be a whole number, 0 or more, not \"-1\""),
        (vec!["--host", "home"], "--host must be an IP address of this machine, not \"home\""),
        (vec!["--cors", "localhost"], "--cors must be a scheme and a host, such as http://localhost:5173, or *"),
        (vec!["--port", &port], &taken),
    ] {
        let output = Command::new(PROGRAM).args(&arguments).output().unwrap();
        assert!(!output.status.success());
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(complaint.starts_with("entryphone-emulator: ") && complaint.lines().count() == 1, "{complaint}");
        assert!(complaint.contains(said), "{complaint}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_properly() {
    let mut child = Command::new(PROGRAM).args(["--contacts", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_address_that_others_can_reach_is_warned_about() {
    for (host, warned) in [("0.0.0.0", true), ("::1", false)] {
        let child = Command::new(PROGRAM)
            .args(["--host", host, "--contacts", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut running = Running(child);
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        running.0.kill().unwrap();
        let mut complaint = String::new();
        running.0.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
        if complaint.contains("cannot listen") {
            // Not every machine has the address ::1.
            continue;
        }
        assert!(line.starts_with("listening on http://"), "{line:?} {complaint:?}");
        assert_eq!(complaint.contains("not loopback"), warned, "{complaint:?}");
    }
}

#[test]
fn it_explains_itself() {
    let output = Command::new(PROGRAM).arg("--help").output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for option in [
        "--host",
        "--port",
        "--cors",
        "--token",
        "--read-only-token",
        "--seed",
        "--contacts",
        "--companies",
        "--conversations",
        "--limit",
        "--job-seconds",
        "--content-exports",
        "--reporting-exports",
        "--strict",
    ] {
        assert!(help.contains(option), "{option}");
    }
}
