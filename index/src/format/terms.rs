//! Terms: the words of a library in the order of the alphabet, and where to find them. Each section has
//! those from its first key up to the next section's, by the [range coder](super::coder), which takes
//! three fifths of what an [`fst::Map`] of them would. A reader has them as a sorted list, through which the
//! automata of [`fst`] are led like through one.
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
//! it is from the one before. A size is as in
//! [`size`](super::size).

use super::bytes::Fault;
use super::coder::{Chance, Coder, Numbers, Reader, Symbols, Writer};
use super::rows::Rows;
use super::script;
use fst::Automaton;
use std::cmp::Ordering;

/// Stands before a stem among the keys. No form begins with it.
pub const STEM: u8 = 0x1E;
/// Stands before the radicals of a root. No form begins with it.
pub const ROOT: u8 = 0x1F;

/// The terms of one pack.
#[derive(Default)]
pub struct Terms {
    keys: Rows,
    values: Vec<u64>,
}

impl Terms {
    /// Reads the section, of a library with so many packs of words.
    pub fn read(packs: u32, body: &[u8]) -> Result<Terms, Fault> {
        let mut reader = Reader::new(body);
        let mut terms = Terms::default();
        code(&mut reader, packs, &[], &mut |key, value| {
            let before = terms.values.len().checked_sub(1);
            if key.is_empty() || before.is_some_and(|before| terms.keys.get(before as u32) >= key) {
                return Err(Fault::Range);
            }
            terms.keys.push(key);
            terms.values.push(value);
            Ok(())
        })?;
        reader.end()?;
        Ok(terms)
    }

    fn len(&self) -> u32 {
        self.values.len() as u32
    }

    /// The first term from `from` on whose key does not do.
    fn first(&self, from: u32, does: impl Fn(&[u8]) -> bool) -> u32 {
        // What is looked for is near more often than not.
        let (mut low, mut step) = (from, 1);
        while low + step <= self.len() && does(self.keys.get(low + step - 1)) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step - 1).min(self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match does(self.keys.get(middle)) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }

    /// What stands with a key.
    pub fn get(&self, key: &[u8]) -> Option<u64> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.keys.get(middle).cmp(key) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return self.values.get(middle as usize).copied(),
            }
        }
        None
    }

    /// Gives all keys that begin with `start` and that an automaton accepts, in order, with what stands with them.
    pub fn search<A: Automaton>(
        &self,
        start: &[u8],
        automaton: &A,
        take: &mut dyn FnMut(&[u8], u64),
    ) {
        // The automaton's state after each letter of the key that it has read.
        let mut states = vec![automaton.start()];
        let mut read: &[u8] = &[];
        let mut at = self.first(0, |key| key < start);
        while at < self.len() {
            let key = self.keys.get(at);
            if !key.starts_with(start) {
                return;
            }
            let common = key.iter().zip(read).take_while(|(a, b)| a == b).count();
            states.truncate(common + 1);
            while let Some(state) = states.last()
                && automaton.can_match(state)
                && let Some(&letter) = key.get(states.len() - 1)
            {
                let next = automaton.accept(state, letter);
                states.push(next);
            }
            read = &key[..states.len() - 1];
            match states.last() {
                Some(state) if automaton.can_match(state) => {
                    if automaton.is_match(state) {
                        take(key, self.values[at as usize]);
                    }
                    at += 1;
                }
                // Nothing that begins so.
                _ => at = self.first(at + 1, |key| key.starts_with(read)),
            }
        }
    }

    /// Bytes of memory it takes, about.
    pub fn memory(&self) -> usize {
        self.keys.memory() + self.values.len() * size_of::<u64>()
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

/// Takes in a key and what stands with it.
type Taking<'a> = dyn FnMut(&[u8], u64) -> Result<(), Fault> + 'a;

/// Writes the `given` terms, or reads them; gives each in either case.
fn code(
    coder: &mut impl Coder,
    packs: u32,
    given: &[(Vec<u8>, u64)],
    take: &mut Taking<'_>,
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
    /// About how often it occurs, as a [size](super::size).
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

#[cfg(test)]
mod tests {
    use super::*;
    use fst::IntoStreamer;
    use fst::automaton::{AlwaysMatch, Subsequence};
    use proptest::collection::{btree_map, btree_set, vec};
    use proptest::prelude::*;

    proptest! {
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
            let mut found = Vec::new();
            read.search(&[], &AlwaysMatch, &mut |key, value| found.push((key.to_vec(), value)));
            prop_assert_eq!(&found, &terms);
            for (key, value) in &terms {
                prop_assert_eq!(read.get(key), Some(*value));
            }
            prop_assert_eq!(read.get(&[0x40]), None);
        }

        #[test]
        fn finds_what_an_automaton_of_all_keys_finds(
            keys in btree_set(vec(1u8..5, 1..7), 0..200), word in vec(1u8..5, 0..5), start in vec(1u8..5, 0..3)
        ) {
            let mut terms = Terms::default();
            for (number, key) in keys.iter().enumerate() {
                terms.keys.push(key);
                terms.values.push(number as u64);
            }
            let automaton = Subsequence::new(std::str::from_utf8(&word).unwrap());
            let mut found = Vec::new();
            terms.search(&start, &automaton, &mut |key, _| found.push(key.to_vec()));
            let set = fst::Set::from_iter(&keys).unwrap();
            let mut expected = set.search(&automaton).into_stream().into_bytes();
            expected.retain(|key| key.starts_with(&start));
            prop_assert_eq!(found, expected);
            let automaton = automaton.starts_with().complement();
            let mut found = 0;
            terms.search(&[], &automaton, &mut |_, _| found += 1);
            prop_assert_eq!(found, set.search(&automaton).into_stream().into_bytes().len());
        }

        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>, packs in 0u32..9) {
            let _ = Terms::read(packs, &body);
        }
    }
}
