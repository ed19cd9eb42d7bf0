//! The folded form of a word as a value.

use super::fold::fold;
use super::letter::from_byte;
use std::fmt;

/// The form of a word: its [fold](super::fold) in the bytes of [`letter`](super::letter). Ordered by
/// these bytes, which is the order of the alphabet; shown in letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(Vec<u8>);

impl Term {
    /// The form of a word.
    pub fn of(word: &str) -> Term {
        let mut bytes = Vec::with_capacity(word.len());
        fold(word, &mut bytes);
        Term(bytes)
    }

    /// The term that has these bytes, as stored; any bytes are one.
    pub fn from_bytes(bytes: Vec<u8>) -> Term {
        Term(bytes)
    }

    /// Its bytes, one a letter for Arabic.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its bytes, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// True if there was no letter and no digit in the word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if it is digits alone.
    pub fn is_number(&self) -> bool {
        !self.is_empty() && self.0.iter().all(u8::is_ascii_digit)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&display(&self.0))
    }
}

/// The letters of a term's bytes, for a reader. Bytes that are no term show as U+FFFD.
pub fn display(term: &[u8]) -> String {
    let mut text = String::with_capacity(term.len() * 2);
    for run in term.chunk_by(|&a, &b| (a < 0x80) == (b < 0x80)) {
        if run[0] >= 0x80 {
            text.push_str(&String::from_utf8_lossy(run));
            continue;
        }
        for &byte in run {
            text.push(match byte {
                b' '..0x7F => char::from(byte),
                _ => from_byte(byte).unwrap_or(char::REPLACEMENT_CHARACTER),
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Term;

    fn check(bytes: &[u8], shown: &str, number: bool) {
        let term = Term::from_bytes(bytes.to_vec());
        assert_eq!(
            (term.to_string().as_str(), term.is_number()),
            (shown, number),
            "{bytes:?}"
        );
    }

    #[test]
    fn shown() {
        let cases: &[(&[u8], &str, bool)] = &[
            (&[], "", false),
            (&[1, 2, 29], "ءاي", false),
            (b"2015", "2015", true),
            (b"a1", "a1", false),
            (&[0xCF, 0x83, 3], "σب", false),
            // No terms, and still no trouble.
            (&[0, 0x1E, 0x7F], "\u{FFFD}\u{FFFD}\u{FFFD}", false),
            (&[0xCF, 3], "\u{FFFD}ب", false),
        ];
        for (bytes, text, number) in cases {
            check(bytes, text, *number);
        }
    }

    #[test]
    fn in_the_order_of_the_alphabet() {
        let sorted = [
            "ءدم", "اب", "ابجد", "بيت", "يد", "10", "9", "abc", "été", "πι",
        ];
        assert!(sorted.map(Term::of).is_sorted());
    }
}
