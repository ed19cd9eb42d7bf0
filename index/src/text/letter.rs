//! The alphabet of folded words: one byte a letter.
//!
//! A [term](super::Term) is written in these bytes:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | `0x01..=0x1D` | the 29 Arabic letters from ء to ي, in the order of the dictionary |
//! | `0x30..=0x39` | digits |
//! | `0x61..=0x7A` | Latin letters, lower case |
//! | `0x80..=0xFF` | UTF-8 of any other letter |
//!
//! One byte a letter makes the term automaton smaller, and makes an automaton over bytes an
//! automaton over letters. The order of bytes is the order of the alphabet.

/// The Arabic letters of folded words, in the order of their bytes: the first is byte 1.
pub const LETTERS: [char; 29] = [
    'ء', 'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع',
    'غ', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ي',
];

/// The byte of an Arabic letter of [`LETTERS`]. For tables written in letters; it is a compile error
/// in a `const` to give it any other character.
pub const fn letter(c: char) -> u8 {
    let mut i = 0;
    while i < LETTERS.len() {
        if LETTERS[i] == c {
            return i as u8 + 1;
        }
        i += 1;
    }
    panic!("not a letter of the folded alphabet")
}

/// The letter of a byte below `0x1E`, if it is one.
pub fn from_byte(byte: u8) -> Option<char> {
    LETTERS.get(usize::from(byte).wrapping_sub(1)).copied()
}

/// What is before an ending of a few letters, which are faster compared here than by a call.
pub(super) fn without_end<'a>(form: &'a [u8], ending: &[u8]) -> Option<&'a [u8]> {
    let at = form.len().checked_sub(ending.len())?;
    let (before, end) = form.split_at(at);
    end.iter()
        .zip(ending)
        .all(|(one, other)| one == other)
        .then_some(before)
}
