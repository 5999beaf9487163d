//! Bytes in vectors: a text stands for its UTF-8, and `{"hex": "…"}` for what is no text.

use entryphone::document::Value;

pub(crate) fn bytes(value: Value<'_>) -> Vec<u8> {
    if let Some(text) = value.as_str() {
        return text.into_owned().into_bytes();
    }
    let digits =
        value.get("hex").and_then(Value::as_str).unwrap_or_else(|| panic!("{} stands for no bytes", value.raw()));
    let pairs = digits.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).expect("hexadecimal digits are ASCII"));
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect("two hexadecimal digits are a byte")).collect()
}
