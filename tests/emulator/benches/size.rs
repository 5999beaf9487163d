//! What a workspace of 100,000 contacts and 10,000 conversations costs: `cargo bench -p entryphone-emulator --bench size`.
//!
//! Requests per second are counted against the processor time of the emulator's one thread, so that the client beside
//! it and whatever else the machine does count for nothing. Linux only, where the system tells these figures.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use entryphone_emulator::{Emulator, Options};
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

const CONTACTS: usize = 100_000;
const CONVERSATIONS: usize = 10_000;
const REQUESTS: usize = 20_000;
const ROUNDS_OF_ENDURANCE: usize = 2;
const CONNECTIONS: usize = 4;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    let started = Instant::now();
    let options = Options {
        contacts: CONTACTS,
        companies: 1000,
        conversations: CONVERSATIONS,
        rate_limit: u64::MAX,
        ..Options::default()
    };
    let emulator = Emulator::start(options)?;
    println!(
        "seed                    {:>8.2} s, of which the processor worked {:.2} s",
        started.elapsed().as_secs_f64(),
        // The workspace is made before the emulator's thread is.
        processor_seconds(Path::new("/proc/thread-self"))?,
    );
    println!("memory after it         {:>8} MB", memory_in_megabytes()?);

    let page = send(&emulator, "GET", "/contacts?per_page=10", "")?;
    let page: serde_json::Value = serde_json::from_slice(&page)?;
    let id = page["data"][0]["id"].as_str().ok_or("the first page has no contact")?.to_owned();
    let page = send(&emulator, "GET", "/conversations?per_page=10", "")?;
    let page: serde_json::Value = serde_json::from_slice(&page)?;
    let conversation = page["conversations"][0]["id"].as_str().ok_or("the first page has no conversation")?.to_owned();
    let tag = send(&emulator, "POST", "/tags", r#"{"name": "Benchmark"}"#)?;
    let tag: serde_json::Value = serde_json::from_slice(&tag)?;
    let tagging = format!(r#"{{"id": {}}}"#, tag["id"]);

    let kinds = [
        ("find a contact", "GET", format!("/contacts/{id}"), ""),
        ("list ten contacts", "GET", "/contacts".to_owned(), ""),
        ("find a conversation", "GET", format!("/conversations/{conversation}"), ""),
        ("create a tag", "POST", "/tags".to_owned(), r#"{"name": "Benchmark"}"#),
        ("tag a contact", "POST", format!("/contacts/{id}/tags"), tagging.as_str()),
    ];
    for (name, method, path, body) in &kinds {
        let rate = rate(&emulator, method, path, body)?;
        println!("{name:<22} {rate:>8.0} requests per second of one core");
    }
    let before = memory_in_megabytes()?;
    for _ in 0..ROUNDS_OF_ENDURANCE {
        for (_, method, path, body) in &kinds {
            rate(&emulator, method, path, body)?;
        }
    }
    let requests = ROUNDS_OF_ENDURANCE * kinds.len() * REQUESTS;
    println!("growth over {requests} requests {:>4} MB", memory_in_megabytes()?.saturating_sub(before));
    Ok(())
}

/// How many requests one core serves in a second.
fn rate(emulator: &Emulator, method: &str, path: &str, body: &str) -> Result<f64> {
    let request = request(method, path, body);
    let emulator_thread = emulator_thread()?;
    let before = processor_seconds(&emulator_thread)?;
    thread::scope(|scope| {
        let clients: Vec<_> =
            (0..CONNECTIONS).map(|_| scope.spawn(|| repeat(emulator, &request, REQUESTS / CONNECTIONS))).collect();
        clients.into_iter().try_for_each(|client| client.join().map_err(|_| "a client panicked")?)
    })?;
    let requests = u32::try_from(REQUESTS)?;
    Ok(f64::from(requests) / (processor_seconds(&emulator_thread)? - before))
}

fn repeat(emulator: &Emulator, request: &str, times: usize) -> Result<()> {
    let mut connection = connect(emulator)?;
    for _ in 0..times {
        exchange(&mut connection, request)?;
    }
    Ok(())
}

fn send(emulator: &Emulator, method: &str, path: &str, body: &str) -> Result<Vec<u8>> {
    exchange(&mut connect(emulator)?, &request(method, path, body))
}

fn connect(emulator: &Emulator) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(emulator.url().trim_start_matches("http://"))?;
    stream.set_nodelay(true)?;
    Ok(BufReader::new(stream))
}

fn request(method: &str, path: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer emulator-token\r\n\
         accept: application/json\r\nintercom-version: 2.14\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Sends a request and reads its answer, which must be a success with a `content-length`.
fn exchange(connection: &mut BufReader<TcpStream>, request: &str) -> Result<Vec<u8>> {
    connection.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    if !line.starts_with("HTTP/1.1 200") {
        return Err(format!("the emulator answered {line:?}").into());
    }
    let mut length = 0;
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line)?;
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok(body)
}

/// The thread of the emulator.
fn emulator_thread() -> Result<PathBuf> {
    for thread in fs::read_dir("/proc/self/task")? {
        let thread = thread?.path();
        if fs::read_to_string(thread.join("comm"))?.starts_with("entryphone") {
            return Ok(thread);
        }
    }
    Err("the emulator has no thread".into())
}

/// What a thread has computed so far.
fn processor_seconds(thread: &Path) -> Result<f64> {
    let statistics = fs::read_to_string(thread.join("schedstat"))?;
    let nanoseconds: f64 = statistics.split_whitespace().next().ok_or("schedstat is empty")?.parse()?;
    Ok(nanoseconds / 1e9)
}

/// The memory that is in use by this process, of which the client is a small part.
fn memory_in_megabytes() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let kilobytes: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|line| line.split_whitespace().next())
        .ok_or("the system does not tell the memory in use")?
        .parse()?;
    Ok(kilobytes / 1024)
}
