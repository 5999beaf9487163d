use entryphone_emulator::Fault;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

use crate::client::Client;

const ASK: &str = "GET /me HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer emulator-token\r\n\
                   accept: application/json\r\n\r\n";

fn client() -> Client {
    let client = Client::new();
    client.emulator.set_clock(1_700_000_000_000);
    client
}

fn ask(client: &Client) -> TcpStream {
    let mut stream = client.connect();
    stream.write_all(ASK.as_bytes()).unwrap();
    stream
}

/// The bytes up to the end of the head.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(read_one(stream));
    }
    String::from_utf8(head).unwrap()
}

fn read_one(stream: &mut TcpStream) -> u8 {
    let mut byte = [0];
    stream.read_exact(&mut byte).unwrap();
    byte[0]
}

fn has_more(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    let more = stream.peek(&mut [0]).is_ok();
    stream.set_nonblocking(false).unwrap();
    more
}

/// Lets the emulator do all it can before its clock moves on: it answers another request.
fn let_it_work(client: &Client) {
    for _ in 0..3 {
        client.get("/me").expect(200);
    }
}

#[test]
fn a_drip_lets_so_many_bytes_through_per_tick_of_the_clock() {
    let client = client();
    client.emulator.push_fault(Fault::drip(10, 1_000).on("GET", "/me"));
    let mut stream = ask(&client);
    let head = read_head(&mut stream);
    let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    let mut body = Vec::new();
    for _ in 0..10 {
        body.push(read_one(&mut stream));
    }
    let_it_work(&client);
    assert!(!has_more(&stream));
    client.emulator.advance_clock(999);
    let_it_work(&client);
    assert!(!has_more(&stream));
    client.emulator.advance_clock(1);
    for _ in 0..10 {
        body.push(read_one(&mut stream));
    }
    let_it_work(&client);
    assert!(!has_more(&stream));
    // A leap of the clock lets through what would have come in the meantime.
    client.emulator.advance_clock(1_000_000);
    while body.len() < length {
        body.push(read_one(&mut stream));
    }
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&body).unwrap()["type"], "admin");
}

#[test]
fn slow_headers_hold_the_head_back_and_not_the_body() {
    let client = client();
    client.emulator.push_fault(Fault::slow_headers(20, 500).on("GET", "/me"));
    let mut stream = ask(&client);
    let mut head = Vec::new();
    for _ in 0..20 {
        head.push(read_one(&mut stream));
    }
    let_it_work(&client);
    assert!(!has_more(&stream));
    client.emulator.advance_clock(500);
    for _ in 0..20 {
        head.push(read_one(&mut stream));
    }
    let_it_work(&client);
    assert!(!has_more(&stream));
    thread::scope(|scope| {
        let rest = scope.spawn(|| {
            read_head(&mut stream);
            read_one(&mut stream)
        });
        while !rest.is_finished() {
            client.emulator.advance_clock(500);
            thread::yield_now();
        }
        assert_eq!(rest.join().unwrap(), b'{');
    });
    assert!(head.starts_with(b"HTTP/1.1 200 OK\r\n"));
}

#[test]
fn a_paced_answer_does_not_slow_the_next_one_of_its_connection() {
    let client = Client::new();
    client.emulator.push_fault(Fault::drip(100, 1));
    let mut stream = ask(&client);
    for _ in 0..2 {
        let head = read_head(&mut stream);
        let length: usize =
            head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
        stream.read_exact(&mut vec![0; length]).unwrap();
        client.emulator.set_clock(1);
        stream.write_all(ASK.as_bytes()).unwrap();
    }
}

#[test]
fn a_pace_passes_by_itself_on_the_real_clock() {
    let client = Client::new();
    for fault in [Fault::drip(64, 1), Fault::slow_headers(64, 1)] {
        client.emulator.push_fault(fault);
        let reply = client.post("/tags", &json!({"name": "Alpha"})).expect(200);
        assert_eq!(reply.body["name"], "Alpha");
    }
}

#[test]
fn a_delayed_answer_waits_for_the_emulators_clock() {
    let client = Client::new();
    client.emulator.set_clock(1_700_000_000_000);
    client.emulator.push_fault(Fault::delay_ms(5_000).on("POST", "/tags"));
    thread::scope(|scope| {
        let delayed = scope.spawn(|| client.post("/tags", &json!({"name": "Alpha"})));
        while client.emulator.applied().is_empty() {
            thread::yield_now();
        }
        client.emulator.advance_clock(4_999);
        client.get("/me").expect(200);
        assert!(!delayed.is_finished());
        client.post("/_emulator/clock", &json!({"advance_ms": 1})).expect(200);
        delayed.join().unwrap().expect(200);
    });
}

#[test]
fn a_delayed_answer_comes_when_the_clock_is_let_run_past_it() {
    let client = Client::new();
    client.emulator.set_clock(1_000);
    client.emulator.push_fault(Fault::delay_ms(60_000));
    thread::scope(|scope| {
        let delayed = scope.spawn(|| client.get("/me"));
        while client.emulator.requests().is_empty() {
            thread::yield_now();
        }
        client.post("/_emulator/clock", &json!({"virtual": false})).expect(200);
        delayed.join().unwrap().expect(200);
    });
}

#[test]
fn a_delay_passes_by_itself_on_the_real_clock() {
    let client = Client::new();
    client.emulator.push_fault(Fault::delay_ms(1));
    client.get("/me").expect(200);
}
