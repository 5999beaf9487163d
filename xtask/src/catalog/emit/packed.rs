//! `operations.txt`: the table of operations as a text, for targets to which every byte has to be sent.
//!
//! A row is a line of words: the method with its versions, the id, the path; then words that begin with a mark, of which there are none in
//! the plainest row. Versions are two letters behind a `/`; they stand where they are not those of the operation.

use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::super::body::Body;
use super::super::names::Job;
use super::super::row::{Answer, Argument, Parameter, QueryStyle, Repeat, Row, Span, Status};

/// The letters that stand for versions, by their places.
const LETTERS: [u8; 26] = *b"abcdefghijklmnopqrstuvwxyz";

/// Writes the file.
///
/// # Errors
/// There are more versions than letters.
pub fn write(rows: &[Row]) -> Result<String> {
    let last = rows.iter().map(|row| row.versions.1).max().unwrap_or_default();
    ensure!(
        last < LETTERS.len(),
        "operations.txt has letters for {} versions, and there are {}",
        LETTERS.len(),
        last + 1
    );
    Ok(rows.iter().map(write_row).collect())
}

fn write_row(row: &Row) -> String {
    let mut line = format!("{}/{} {} {}", row.method, letters(row.versions), row.id, row.path);
    let mut word = |mark: &str, text: &str| write!(line, " {mark}{text}").expect("a string takes any text");
    match row.status {
        Status::Current => {}
        Status::Deprecated => word("-", ""),
        Status::Withdrawn => word("~", ""),
    }
    if row.has_quota {
        word("!", "");
    }
    let is_usually_safe = !matches!(row.method.as_str(), "POST" | "PATCH");
    match &row.repeat {
        Repeat::Safe if !is_usually_safe => word("+", ""),
        Repeat::Unsafe if is_usually_safe => word("*", ""),
        Repeat::Safe | Repeat::Unsafe => {}
        Repeat::SafeWith(member) => word("+", member),
    }
    if row.answer != Answer::Json {
        word(">", row.answer.name());
    }
    if let Some((paging, items)) = &row.paging {
        word("@", &format!("{}{items}", *paging as u8));
    }
    for (position, argument) in row.arguments.iter().enumerate() {
        write_argument(position, argument, &mut word);
    }
    for parameter in &row.query {
        write_parameter(parameter, row.versions, &mut word);
    }
    match &row.body {
        Body::None => {}
        Body::Json { is_open, is_required, .. } => {
            word(
                "{",
                &[("o", is_open), ("r", is_required)].map(|(flag, is_on)| if *is_on { flag } else { "" }).concat(),
            );
        }
        Body::Multipart { .. } => word("(", ""),
    }
    for field in row.body.fields() {
        word(".", &format!("{}{}", field.name, range(field.versions, row.versions)));
    }
    if let Some(job) = &row.job {
        write_job(job, &mut word);
    }
    line + "\n"
}

/// The names of arguments stand in the path; what else they are called is said by their place.
fn write_argument(position: usize, argument: &Argument, word: &mut impl FnMut(&str, &str)) {
    for alias in &argument.aliases {
        word(":", &format!("{position}{alias}"));
    }
    if let Some(parameter) = &argument.repeated_in_query {
        word("^", &format!("{position}{parameter}"));
    }
}

fn write_parameter(parameter: &Parameter, versions: Span, word: &mut impl FnMut(&str, &str)) {
    let mark = match parameter.style {
        QueryStyle::Plain => "?",
        QueryStyle::Comma => ",",
        QueryStyle::Exploded => "&",
    };
    let default = parameter.default.as_ref().map_or_else(String::new, |default| format!("={default}"));
    word(mark, &format!("{}{}{default}", parameter.name, range(parameter.versions, versions)));
}

fn write_job(job: &Job, word: &mut impl FnMut(&str, &str)) {
    let optional = |operation: &Option<String>| operation.clone().unwrap_or_default();
    let mut names =
        vec![job.id.clone(), job.status.clone(), job.poll.clone(), optional(&job.download), optional(&job.cancel)];
    names.extend(job.along.iter().cloned());
    word("#", &names.join(","));
}

fn range(versions: Span, usual: Span) -> String {
    if versions == usual { String::new() } else { format!("/{}", letters(versions)) }
}

fn letters((since, until): Span) -> String {
    [since, until].map(|place| char::from(LETTERS[place])).iter().collect()
}
