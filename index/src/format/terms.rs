//! Terms: the words of a library in the order of the alphabet, and where to find them. Each section has
//! those from its first key up to the next section's, by the [range coder](super::coder). A reader makes
//! an [`fst::Map`] of them, so that no automaton is ever made of bytes that came from elsewhere.
//!
//! ```text
//! terms := count term*
//! term  := key (pack size | lemma evidence | root)
//! ```
//! Keys are
//!
//! - forms in [letter bytes](crate::text::letter), with the number of the pack of
//!   [words](super::words) that has the form, and about how often the form occurs;
//! - after the byte [`STEM`], stems: those that name lemmas, and those of forms whose own stem is another, as of a
//!   broken plural; with the number of the lemma, and how well it is attested
//!   (see [`text::unknown`](crate::text::unknown));
//! - after the byte [`ROOT`], the radicals of roots, with the number of the root.
//!
//! A key is told by the one before it, a pack by whether it is that of the form before, a lemma and a root by how far
//! it is from the one before. A size is a number of six bits: below 8 itself, then four to each doubling.

use super::bytes::Fault;
use super::coder::{Chance, Coder, Numbers, Reader, Symbols, Writer};
use super::script;

/// Stands before a stem among the keys. No form begins with it.
pub const STEM: u8 = 0x1E;
/// Stands before the radicals of a root. No form begins with it.
pub const ROOT: u8 = 0x1F;

/// The terms of one pack.
pub struct Terms(fst::Map<Vec<u8>>);

impl Terms {
    /// Reads the section, of a library with so many packs of words.
    pub fn read(packs: u32, body: &[u8]) -> Result<Terms, Fault> {
        let mut reader = Reader::new(body);
        let mut map = fst::MapBuilder::memory();
        code(&mut reader, packs, &[], &mut |key, value| {
            map.insert(key, value).map_err(|_| Fault::Range)
        })?;
        reader.end()?;
        let map = map.into_inner().map_err(|_| Fault::Range)?;
        fst::Map::new(map).map(Terms).map_err(|_| Fault::Range)
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

/// The section's bytes: keys in their order, each once and none empty, of a library with so many packs of words.
pub fn write(packs: u32, terms: &[(Vec<u8>, u64)]) -> Vec<u8> {
    let mut writer = Writer::default();
    code(&mut writer, packs, terms, &mut |_, _| Ok(())).expect("what is written is in order");
    writer.finish()
}

/// The chances of terms.
struct Model {
    keys: script::Model,
    same_pack: Chance,
    pack: Symbols,
    size: Symbols,
    evidence: Symbols,
    numbers: [Numbers; 2],
}

/// Writes the `given` terms, or reads them; gives each in either case.
fn code(
    coder: &mut impl Coder,
    packs: u32,
    given: &[(Vec<u8>, u64)],
    take: &mut dyn FnMut(&[u8], u64) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut model = Box::new(Model {
        keys: script::Model::default(),
        same_pack: Chance::default(),
        pack: Symbols::new(packs),
        size: Symbols::new(64),
        evidence: Symbols::new(32),
        numbers: Default::default(),
    });
    let count = model.numbers[0].code(coder, given.len() as u32);
    let mut before = Vec::new();
    // The pack of the form before, and the lemma or root.
    let (mut pack, mut number) = (0, 0);
    for place in 0..count {
        coder.check()?;
        let (given_key, given_value) = match given.get(place as usize) {
            Some((key, value)) => (&key[..], *value),
            None => (&[][..], 0),
        };
        let mut key = Vec::new();
        model.keys.code(coder, &before, given_key, &mut key)?;
        let value = match key.first() {
            Some(&STEM) => {
                let given = StemTerm::of(given_value);
                number = far(&mut model.numbers[1], coder, number, given.lemma);
                let evidence = model.evidence.code(coder, given.evidence.into()) as u8;
                StemTerm {
                    lemma: number,
                    evidence,
                }
                .value()
            }
            Some(&ROOT) => {
                number = far(&mut model.numbers[0], coder, number, given_value as u32);
                number.into()
            }
            _ => {
                let given = FormTerm::of(given_value);
                if !coder.bit(&mut model.same_pack, given.pack == pack) {
                    pack = model.pack.code(coder, given.pack);
                }
                let size = model.size.code(coder, given.size.into()) as u8;
                FormTerm { pack, size }.value()
            }
        };
        take(&key, value)?;
        before = key;
    }
    Ok(())
}

/// A number by how far it is from another, a bit for the direction below.
fn far(numbers: &mut Numbers, coder: &mut impl Coder, before: u32, given: u32) -> u32 {
    let apart = given.wrapping_sub(before) as i32;
    let folded = numbers.code(coder, (apart << 1 ^ apart >> 31) as u32);
    let apart = (folded >> 1) as i32 ^ -((folded & 1) as i32);
    before.wrapping_add(apart as u32)
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
    use proptest::collection::{btree_map, vec};
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
        fn what_is_written_is_read(keys in btree_map(vec(1u8..0x40, 1..6), (0u32..9, 0u8..32), 0..80)) {
            let value = |(key, (number, small)): (Vec<u8>, (u32, u8))| {
                let value = match key[0] {
                    STEM => StemTerm { lemma: number * 1000, evidence: small }.value(),
                    ROOT => number.into(),
                    _ => FormTerm { pack: number, size: small * 2 }.value(),
                };
                (key, value)
            };
            let terms: Vec<(Vec<u8>, u64)> = keys.into_iter().map(value).collect();
            let read = Terms::read(9, &write(9, &terms)).unwrap();
            prop_assert_eq!(read.map().stream().into_byte_vec(), terms);
        }

        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>, packs in 0u32..9) {
            let _ = Terms::read(packs, &body);
        }
    }
}
