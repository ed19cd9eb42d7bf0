//! Terms: the words of a library in the order of the alphabet, and where to find them. Each section has
//! those from its first key up to the next section's.
//!
//! ```text
//! terms := hash:u64 fst        hash is XXH3-64 of fst, whose reader would take damage for words
//! ```
//! `fst` is an [`fst::Map`]. Its keys are
//!
//! - forms in [letter bytes](crate::text::letter), with `pack << 6 | size`: the number of the pack of
//!   [words](super::words) that has the form, and about how often the form occurs;
//! - after the byte [`STEM`], stems: those that name lemmas, and those of forms whose own stem is another, as of a
//!   broken plural; with `lemma << 5 | evidence`: the number of the lemma, and how well it is attested
//!   (see [`text::unknown`](crate::text::unknown));
//! - after the byte [`ROOT`], the radicals of roots, with the number of the root.
//!
//! A size is a number of six bits: below 8 itself, then four to each doubling.

use super::bytes::{Cursor, Fault};
use super::pack::hash;

/// Stands before a stem among the keys. No form begins with it.
pub const STEM: u8 = 0x1E;
/// Stands before the radicals of a root. No form begins with it.
pub const ROOT: u8 = 0x1F;

/// The terms of one pack.
pub struct Terms(fst::Map<Vec<u8>>);

impl Terms {
    /// Reads the section.
    pub fn read(body: &[u8]) -> Result<Terms, Fault> {
        let mut cursor = Cursor::new(body);
        let sum = cursor.u64()?;
        let terms = &body[cursor.position()..];
        if hash(terms) != sum {
            return Err(Fault::Range);
        }
        fst::Map::new(terms.to_vec()).map(Terms).map_err(|_| Fault::Range)
    }

    /// The automaton.
    pub fn map(&self) -> &fst::Map<Vec<u8>> {
        &self.0
    }

    /// Bytes of memory it takes, about.
    pub fn memory(&self) -> usize {
        self.0.as_fst().as_bytes().len()
    }
}

/// The section's bytes: keys in their order, each once.
pub fn write(terms: &[(Vec<u8>, u64)]) -> Vec<u8> {
    let keys = terms.iter().map(|(key, value)| (key, *value));
    let map = fst::Map::from_iter(keys).expect("keys are sorted and distinct");
    let map = map.as_fst().as_bytes();
    [&hash(map).to_le_bytes(), map].concat()
}

/// A form among the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormTerm {
    /// The number of its pack among those of words.
    pub pack: u32,
    /// About how often it occurs, as a [size](to_size).
    pub size: u8,
}

impl FormTerm {
    /// What stands with its key.
    pub fn value(self) -> u64 {
        u64::from(self.pack) << 6 | u64::from(self.size)
    }

    /// The form with such a value.
    pub fn of(value: u64) -> FormTerm {
        FormTerm {
            pack: u32::try_from(value >> 6).unwrap_or(u32::MAX),
            size: value as u8 & 0x3F,
        }
    }
}

/// A stem among the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StemTerm {
    /// The number of its lemma.
    pub lemma: u32,
    /// The class of what attests it.
    pub evidence: u8,
}

impl StemTerm {
    /// What stands with its key.
    pub fn value(self) -> u64 {
        u64::from(self.lemma) << 5 | u64::from(self.evidence)
    }

    /// The stem with such a value.
    pub fn of(value: u64) -> StemTerm {
        StemTerm {
            lemma: u32::try_from(value >> 5).unwrap_or(u32::MAX),
            evidence: value as u8 & 0x1F,
        }
    }
}

/// A number as a size of six bits.
pub fn to_size(number: u32) -> u8 {
    match number {
        0..8 => number as u8,
        _ => {
            let power = number.ilog2();
            let quarter = number >> (power - 2) & 3;
            (4 * (power - 1) + quarter).min(63) as u8
        }
    }
}

/// About the number of a size: the middle of those that have it.
pub fn of_size(size: u8) -> u32 {
    match u32::from(size.min(63)) {
        size @ 0..8 => size,
        size => {
            let power = size / 4 + 1;
            let low = (4 + size % 4) << (power - 2);
            low + ((1 << (power - 2)) - 1) / 2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sizes_are_within_an_eighth(number in 0u32..100_000) {
            let near = of_size(to_size(number));
            prop_assert!(near.abs_diff(number) * 8 <= number, "{number} {near}");
            prop_assert_eq!(to_size(near), to_size(number));
            prop_assert!(to_size(number) <= to_size(number + 1));
        }

        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>) {
            prop_assert!(Terms::read(&body).is_err());
        }

        #[test]
        fn cut_or_changed_bytes_are_refused(cut in 0usize..20, at in 0usize..100, bit in 0u8..8) {
            let mut body = write(&[(b"a".to_vec(), 7), (b"ab".to_vec(), 9)]);
            let index = at % body.len();
            body[index] ^= 1 << bit;
            body.truncate(body.len() - cut);
            prop_assert!(Terms::read(&body).is_err());
        }
    }
}
