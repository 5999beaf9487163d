//! The table of operations out of a text, for targets to which every byte has to be sent. `cargo xtask gen` writes the text, and a test
//! compares what is read here with the tables that other targets compile in.

use std::sync::LazyLock;

use crate::operation::{
    Answer, Body, BodyField, Method, Operation, PageStyle, Paging, PathParameter, Polling, QueryParameter, QueryStyle,
    Repeat, Status,
};
use crate::version::Versions;

/// Every operation, sorted by id. They live as long as the program, as those do that are compiled in.
pub(crate) static OPERATIONS: LazyLock<Vec<Operation>> =
    LazyLock::new(|| include_str!("generated/operations.txt").lines().map(read).collect());

/// A line: the method, the id, the path, then words whose first letter says what they are.
fn read(line: &'static str) -> Operation {
    let mut words = line.split(' ');
    let mut next = || words.next().unwrap_or_default();
    let (method, versions) = ranged(next(), Versions::between(0, 0));
    let (id, path) = (next(), next());
    let method = method.parse().unwrap_or(Method::Get);
    let repeat = if matches!(method, Method::Post | Method::Patch) { Repeat::Unsafe } else { Repeat::Safe };
    let (status, body, answer, paging, job) = (Status::Current, Body::None, Answer::Json, None, None);
    let (path_parameters, query) = (&[][..], &[][..]);
    let mut row = Operation {
        id,
        method,
        path,
        path_parameters,
        versions,
        status,
        query,
        body,
        answer,
        paging,
        job,
        repeat,
        has_quota: false,
    };
    let mut arguments: Vec<Argument> = path.split("/{").skip(1).map(Argument::of).collect();
    let (mut query, mut fields, mut form) = (Vec::new(), Vec::new(), "");
    for word in words {
        let (mark, rest) = word.split_at(1);
        match mark {
            "-" => row.status = Status::Deprecated,
            "~" => row.status = Status::Withdrawn,
            "!" => row.has_quota = true,
            "+" => row.repeat = if rest.is_empty() { Repeat::Safe } else { Repeat::SafeWith(rest) },
            "*" => row.repeat = Repeat::Unsafe,
            ">" => {
                row.answer = ANSWERS.into_iter().find(|(name, _)| *name == rest).map_or(Answer::Any, |(_, kind)| kind);
            }
            "@" => row.paging = paging_of(rest),
            ":" => {
                let (place, name) = numbered(rest);
                arguments[place].aliases.push(name);
            }
            "^" => {
                let (place, name) = numbered(rest);
                arguments[place].repeated_in_query = Some(name);
            }
            "?" => query.push(parameter(rest, QueryStyle::Plain, versions)),
            "," => query.push(parameter(rest, QueryStyle::Comma, versions)),
            "&" => query.push(parameter(rest, QueryStyle::Exploded, versions)),
            "." => {
                let (name, versions) = ranged(rest, versions);
                fields.push(BodyField { name, versions });
            }
            "#" => row.job = Some(polling(rest)),
            _ => form = word,
        }
    }
    let fields = fields.leak();
    row.body = match form {
        "" => Body::None,
        "(" => Body::Multipart { fields },
        flags => Body::Json { fields, open: flags.contains('o'), required: flags.contains('r') },
    };
    row.query = query.leak();
    row.path_parameters = arguments.into_iter().map(Argument::leak).collect::<Vec<_>>().leak();
    row
}

const ANSWERS: [(&str, Answer); 4] =
    [("empty", Answer::Empty), ("text", Answer::Text), ("bytes", Answer::Bytes), ("redirect", Answer::Redirect)];

/// A name, and the versions behind its slash where they are not those of the operation.
fn ranged(text: &'static str, usual: Versions) -> (&'static str, Versions) {
    let Some((name, range)) = text.split_once('/') else { return (text, usual) };
    match range.as_bytes() {
        [since, until] => (name, Versions::between(since - b'a', until - b'a')),
        _ => (name, usual),
    }
}

/// A digit and what stands behind it.
fn numbered(text: &'static str) -> (usize, &'static str) {
    let (digit, rest) = text.split_at(1);
    (usize::from(digit.as_bytes()[0] - b'0'), rest)
}

fn parameter(text: &'static str, style: QueryStyle, versions: Versions) -> QueryParameter {
    let (text, default) = text.split_once('=').map_or((text, None), |(text, default)| (text, Some(default)));
    let (name, versions) = ranged(text, versions);
    QueryParameter { name, versions, style, default }
}

fn paging_of(text: &'static str) -> Option<Paging> {
    let (place, items) = numbered(text);
    Some(Paging { style: *PageStyle::ALL.get(place)?, items })
}

fn polling(text: &'static str) -> &'static Polling {
    let mut names = text.split(',');
    let mut next = || names.next().unwrap_or_default();
    let optional = |name: &'static str| (!name.is_empty()).then_some(name);
    let (id, status, poll, download, cancel) = (next(), next(), next(), optional(next()), optional(next()));
    let along = names.collect::<Vec<_>>().leak();
    Box::leak(Box::new(Polling { id, status, poll, download, cancel, along }))
}

/// An argument of the path, whose name stands in it.
struct Argument {
    name: &'static str,
    aliases: Vec<&'static str>,
    repeated_in_query: Option<&'static str>,
}

impl Argument {
    fn of(segment: &'static str) -> Argument {
        Argument { name: segment.split('}').next().unwrap_or(segment), aliases: Vec::new(), repeated_in_query: None }
    }

    fn leak(self) -> PathParameter {
        PathParameter { name: self.name, aliases: self.aliases.leak(), repeated_in_query: self.repeated_in_query }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_read_is_what_is_compiled_in() {
        let compiled = &crate::generated::operations::OPERATIONS;
        assert_eq!(super::OPERATIONS.len(), compiled.len());
        for (read, compiled) in super::OPERATIONS.iter().zip(compiled) {
            assert_eq!(format!("{read:?}"), format!("{compiled:?}"));
        }
    }
}
