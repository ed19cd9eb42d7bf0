//! How addresses are written and read.

use std::fmt::Write;

/// An address being written.
pub(super) struct Pairs {
    pub(super) out: String,
    pub(super) first: bool,
}

impl Pairs {
    pub(super) fn path(&mut self, place: &str, number: u32, id: &str) {
        let _ = write!(self.out, "{place}/{number}/");
        encode(id, &mut self.out);
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.out.push(if self.first { '?' } else { '&' });
        self.first = false;
        self.out.push_str(name);
        self.out.push('=');
        encode(value, &mut self.out);
    }

    /// A number that is 0 by default.
    pub(super) fn number(&mut self, name: &str, value: u32) {
        if value > 0 {
            self.text(name, &value.to_string());
        }
    }
}

/// Writes all but letters, digits and `-_.~` of ASCII as `%XX` of its UTF-8 bytes.
pub(super) fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Undoes [`encode`]; what is no escape stays, bytes that are no UTF-8 become U+FFFD. A browser may
/// show, and a reader may copy, an address with its letters plain.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let escape = (bytes[i] == b'%').then(|| text.get(i + 1..i + 3)).flatten();
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}
