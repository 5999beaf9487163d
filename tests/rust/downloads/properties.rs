//! What holds for every file: however it is cut into chunks, damaged or large.

use std::io::Write;

use entryphone::{Download, ErrorKind, Head, Rows};
use entryphone_tests::Chance;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::{drain, read};

/// What rows of usual length may hold in memory: a batch that was handed out, and the next one with room to grow.
const SMALL_BYTES: usize = 5 << 20;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

const CSV: &str =
    "id,email,note\r\n1,ada@example.com,\"a, \"\"b\"\"\r\nc\"\r\n\r\n2,grace@example.com,Zoë 😀\r\n3,,\r\n";

fn expected_rows() -> serde_json::Value {
    json!([{"file": null, "columns": ["id", "email", "note"], "rows": [
        ["1", "ada@example.com", "a, \"b\"\r\nc"], ["2", "grace@example.com", "Zoë 😀"], ["3", "", ""],
    ]}])
}

#[test]
fn any_cut_into_chunks_gives_the_same_rows() {
    let marked = format!("\u{feff}{CSV}");
    let (head, tail) = CSV.as_bytes().split_at(40);
    let members = [gzip(head), gzip(b""), gzip(tail)].concat();
    let mut chance = Chance(0x5eed);
    for file in [CSV.as_bytes(), marked.as_bytes(), &gzip(CSV.as_bytes()), &members] {
        for cut in 0..=file.len() {
            let (head, tail) = file.split_at(cut);
            let (files, outcome) = read(Rows::sniff(), &[head, tail]);
            assert_eq!((files, outcome.is_ok()), (expected_rows(), true), "cut at {cut}");
        }
        for _ in 0..100 {
            let (mut rest, mut chunks) = (file, Vec::new());
            while !rest.is_empty() {
                let (chunk, more) = rest.split_at(chance.place(rest.len().min(30) + 1));
                chunks.push(chunk);
                rest = more;
            }
            let (files, outcome) = read(Rows::sniff(), &chunks);
            assert_eq!((files, outcome.is_ok()), (expected_rows(), true), "cut into {chunks:?}");
        }
    }
}

#[test]
fn gzip_data_cut_anywhere_is_an_error() {
    let one = gzip(CSV.as_bytes());
    let whole = [one.as_slice(), &one].concat();
    for end in (1..whole.len()).filter(|end| *end != one.len()) {
        let (_, outcome) = read(Rows::csv(), &[&whole[..end]]);
        assert_eq!(outcome.expect_err("it is cut short").kind, ErrorKind::Transport, "cut at {end}");

        let mut download = Download::new(0, &Head { status: 200, headers: &[] }, false).verify();
        let outcome = download.on_chunk(1, &whole[..end]).and_then(|()| download.on_end());
        assert_eq!(outcome.expect_err("it is cut short").kind, ErrorKind::Transport, "cut at {end}");
    }
}

#[test]
fn one_wrong_bit_of_gzip_data_is_an_error_or_changes_no_row() {
    let file = gzip(CSV.as_bytes());
    // Time, extra flags and system stand in the header and say nothing about the data; everything else is checked.
    for bit in (0..8 * file.len()).filter(|bit| !(4 * 8..10 * 8).contains(bit)) {
        let mut damaged = file.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let (files, outcome) = read(Rows::csv(), &[&damaged]);
        assert!(outcome.is_err() || files == expected_rows(), "bit {bit} of the file changes {files}");
    }
}

#[test]
fn no_bytes_make_it_panic_or_hang() {
    let mut chance = Chance(0xf00d);
    let seeds = [CSV.as_bytes().to_vec(), gzip(CSV.as_bytes()), b"{\"a\":[1,\"x\"]}\n{}\n".repeat(4)];
    for _ in 0..3_000 {
        let mut file = seeds[chance.place(seeds.len())].clone();
        for _ in 0..chance.below(6) {
            let at = chance.place(file.len());
            file[at] = chance.pick(b"\",\n\r{}[]\\\x1f\x8b\x00\xffa");
        }
        let cut = chance.place(file.len() + 1);
        let rows = Rows::sniff().max_row_bytes(1 << chance.below(12));
        let (_, outcome) = read(rows, &[&file[..cut], &file[cut..]]);
        assert!(outcome.is_ok() || !outcome.expect_err("it is none").message.is_empty());
    }
}

/// Two hundred megabytes of rows, as gzip data of two hundred members.
#[test]
fn a_large_export_takes_little_memory() {
    const MEMBERS: usize = 200;
    const ROWS: usize = 2_500;
    let note = "a note that says next to nothing, and says it again, ".repeat(8);
    let lines: Vec<String> = (0..ROWS).map(|row| format!("{row},user{row}@example.com,\"{note}\"\n")).collect();
    let lines = lines.concat();
    assert!(lines.len() > 1_000_000, "{} bytes", lines.len());
    let member = gzip(lines.as_bytes());
    let mut chunks = vec![gzip(b"id,email,note\n")];
    chunks.extend(std::iter::repeat_n(member, MEMBERS));

    let mut rows = Rows::csv();
    let (mut count, mut peak) = (0, 0);
    for chunk in chunks.iter().flat_map(|member| member.chunks(64 << 10)) {
        let mut batch = rows.push(chunk).expect("it is a sound file");
        loop {
            peak = peak.max(rows.buffered() + batch.text().len() + size_of_val(batch.ends()));
            for row in 0..batch.len() {
                assert_eq!(batch.field(row, 0).and_then(|id| id.parse().ok()), Some((count + row) % ROWS));
                assert_eq!(batch.field(row, 2), Some(note.as_str()));
            }
            count += batch.len();
            if !batch.more_follows() {
                break;
            }
            batch = rows.push(&[]).expect("it is a sound file");
        }
    }
    assert!(rows.finish().expect("it is whole").is_empty());
    assert_eq!(count, MEMBERS * ROWS);
    assert!(peak < SMALL_BYTES, "{peak} bytes were held");
}

/// Two hundred times its size comes out of this chunk.
#[test]
fn a_bomb_comes_out_in_batches() {
    const ROWS: usize = 8 << 20;
    let file = gzip(&[b"n\n".as_slice(), &b"0\n".repeat(ROWS)].concat());
    assert!(file.len() < 128 << 10, "{} bytes", file.len());
    let mut rows = Rows::csv();
    let (mut count, mut batches) = (0, 0);
    let mut batch = rows.push(&file).expect("it is a sound file");
    while batch.more_follows() {
        assert!(batch.ends().len() <= 1 << 20, "{} rows in one batch", batch.len());
        assert!(rows.buffered() < SMALL_BYTES, "{} bytes are held", rows.buffered());
        (count, batches) = (count + batch.len(), batches + 1);
        batch = rows.push(&[]).expect("it is a sound file");
    }
    count += batch.len() + rows.finish().expect("it is whole").len();
    assert_eq!(count, ROWS);
    assert!(batches > 30, "{batches} batches");
}

#[test]
fn a_field_that_never_ends_is_refused_before_it_fills_the_memory() {
    let mut rows = Rows::csv();
    let mut outcome = rows.push(b"a,b\n\"").map(|_| ());
    let mut pushed = 0;
    while outcome.is_ok() {
        pushed += 1;
        assert!(pushed < 100 && rows.buffered() < 3 * (4 << 20), "{} bytes are held", rows.buffered());
        outcome = rows.push(&b"x".repeat(64 << 10)).map(|_| ());
    }
    assert!(
        outcome.expect_err("it is too long").message.starts_with("line 2 begins a row of more than 4,194,304 bytes")
    );
}

#[test]
fn a_first_line_of_nothing_but_commas_is_refused() {
    let error = Rows::csv().push(&b",".repeat(100_000)).expect_err("nobody has so many columns");
    assert_eq!(error.message, "line 1 names more than 16,384 columns");
}

#[test]
fn a_host_that_forgets_rows_is_told() {
    let file = [b"n\n".as_slice(), &b"0\n".repeat(1 << 20)].concat();
    let mut rows = Rows::csv();
    assert!(rows.push(&file).expect("it is a sound file").more_follows());
    let error = rows.push(b"1\n").expect_err("rows would be forgotten");
    assert_eq!(error.kind, ErrorKind::Misuse);
    // The rows are still there, and `finish` hands them out as well.
    let mut count = 0;
    let outcome = drain(&mut rows, &[] as &[&[u8]], |batch| count += batch.len());
    assert!(outcome.is_ok() && count > 0, "{count} rows");
    assert_eq!(rows.push(b"1\n").expect_err("it is finished").kind, ErrorKind::Misuse);
}

#[test]
fn rows_show_nothing_of_what_is_in_them() {
    let mut rows = Rows::csv();
    let batch = rows.push(b"email\nada@example.com\ngrace@exam").expect("it is a sound file");
    assert_eq!(batch.len(), 1);
    let shown = format!("{rows:?}{batch:?}");
    assert!(!shown.contains("exam") && !shown.contains("97, 100"), "{shown}");
}
