//! Reading the files that exports give.

use flate2::read::GzDecoder;
use std::io::Read;

/// The text of a gzip-compressed file.
pub(crate) fn unpacked(file: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}
