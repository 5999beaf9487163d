//! One file of rows, alone or in an archive.

use super::batch::Builder;
use super::csv::Csv;
use super::lines::Lines;
use crate::download::SNIFFED_BYTES;
use crate::error::Error;

/// What the caller chose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) syntax: Syntax,
    pub(super) max_row_bytes: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Csv,
    JsonLines,
    Sniff,
}

#[derive(Debug)]
pub(super) struct File {
    name: Option<String>,
    settings: Settings,
    parser: Parser,
}

#[derive(Debug)]
enum Parser {
    /// The start is not seen yet.
    None,
    Csv(Box<Csv>),
    Lines(Lines),
    Over,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How much is parsed at once, so that a batch is not much larger than it should be.
const PIECE_BYTES: usize = 32 << 10;

impl File {
    pub(super) fn new(name: Option<String>, settings: Settings) -> File {
        File { name, settings, parser: Parser::None }
    }

    /// As [`Container::take`](super::container::Container::take).
    pub(super) fn take(&mut self, bytes: &[u8], is_last: bool, builder: &mut Builder) -> Result<usize, Error> {
        let mut at = 0;
        if matches!(self.parser, Parser::None) {
            let mark = BYTE_ORDER_MARK.len().min(bytes.len());
            let may_be_marked = bytes[..mark] == BYTE_ORDER_MARK[..mark];
            at = if bytes.starts_with(BYTE_ORDER_MARK) { mark } else { 0 };
            let is_enough = mark == BYTE_ORDER_MARK.len() || !may_be_marked;
            match self.choose(&bytes[at..]) {
                Some(parser) if is_enough || is_last => self.parser = parser,
                _ if !is_last => return Ok(0),
                _ => self.parser = self.choose(b"\0").expect("anything decides"),
            }
            builder.open(self.name.clone());
            if matches!(self.parser, Parser::Lines(_)) {
                builder.begin(Vec::new());
            }
        }
        while at < bytes.len() && !builder.is_full() {
            let piece = &bytes[at..bytes.len().min(at + PIECE_BYTES)];
            at += match &mut self.parser {
                Parser::Csv(csv) => csv.take(piece, builder),
                Parser::Lines(lines) => lines.take(piece, builder),
                Parser::None | Parser::Over => Ok(piece.len()),
            }
            .map_err(|error| self.locate(error))?;
        }
        Ok(at)
    }

    /// All its bytes were taken.
    pub(super) fn finish(&mut self, builder: &mut Builder) -> Result<(), Error> {
        let outcome = match &mut self.parser {
            Parser::Csv(csv) => csv.finish(builder),
            Parser::Lines(lines) => lines.finish(builder),
            Parser::None | Parser::Over => Ok(()),
        };
        self.parser = Parser::Over;
        outcome.map_err(|error| self.locate(error))
    }

    /// The parser for a file that begins so, or nothing when that does not tell.
    fn choose(&self, start: &[u8]) -> Option<Parser> {
        let is_json = match self.settings.syntax {
            Syntax::Csv => false,
            Syntax::JsonLines => true,
            Syntax::Sniff => match start.trim_ascii_start() {
                [first, ..] => matches!(first, b'{' | b'['),
                [] if start.len() < SNIFFED_BYTES => return None,
                [] => false,
            },
        };
        let limit = self.settings.max_row_bytes;
        Some(if is_json { Parser::Lines(Lines::new(limit)) } else { Parser::Csv(Box::new(Csv::new(limit))) })
    }

    fn locate(&self, mut error: Error) -> Error {
        if let Some(name) = &self.name {
            error.message = format!("{name}: {}", error.message);
        }
        error
    }
}
