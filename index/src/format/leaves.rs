//! Leaves: the small packs of pages and of positions, of which many are in one file, a bundle. A host that sends parts of files
//! is asked for a leaf, any other for the bundle.
//!
//! ```text
//! bundle := leaf-file*                 packs of one kind as they are, one after the other
//! leaves := first:varint tree*         a section; `first` is the number of its first leaf, counted through the library
//! tree   := leaf*:list                 of one bundle, in order
//! leaf   := count:varint bytes:varint hash:u24     how many pages or lemmas, and the low 24 bits of the XXH3 of its file
//! ```
//! A section speaks of whole bundles; its `first` in the manifest is the first page or lemma of the first of them. Leaves
//! are counted for each kind from 0.

use super::bytes::{Cursor, Fault, Put, length};
use super::pack::{PackEntry, PackKind};
use std::ops::Range;

/// A small pack and where in its bundle it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub entry: PackEntry,
    /// The bytes of the bundle before it.
    pub offset: u32,
}

/// What one section tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaves {
    /// The number of the first leaf.
    first: u32,
    leaves: Vec<Leaf>,
}

impl Leaves {
    /// Reads a section that speaks of these pages or lemmas, of a library with so many leaves of this kind.
    pub fn read(
        kind: PackKind,
        numbers: Range<u32>,
        all: u32,
        section: &[u8],
    ) -> Result<Leaves, Fault> {
        let mut cursor = Cursor::new(section);
        let first = cursor.varint()?;
        let mut leaves = Vec::new();
        let mut next = numbers.start;
        while cursor.end().is_err() {
            let mut offset = 0u32;
            for _ in 0..cursor.count()? {
                let entry = PackEntry {
                    kind,
                    first: next,
                    ..PackEntry::default()
                };
                let count = cursor.varint()?;
                let (bytes, hash) = (cursor.varint()?, cursor.u24()?.into());
                next = next.checked_add(count).ok_or(Fault::Range)?;
                if count == 0 {
                    return Err(Fault::Range);
                }
                leaves.push(Leaf {
                    entry: PackEntry {
                        bytes,
                        hash,
                        ..entry
                    },
                    offset,
                });
                offset = offset.checked_add(bytes).ok_or(Fault::Range)?;
            }
        }
        let end = first.checked_add(length(leaves.len()));
        match next == numbers.end && end.is_some_and(|end| end <= all) {
            true => Ok(Leaves { first, leaves }),
            false => Err(Fault::Range),
        }
    }

    /// The leaf of this number, if it is here.
    pub fn get(&self, number: u32) -> Option<&Leaf> {
        self.leaves.get(number.checked_sub(self.first)? as usize)
    }

    /// The number of the leaf with this page or lemma, if it is here.
    pub fn find(&self, number: u32) -> Option<u32> {
        let behind = self
            .leaves
            .partition_point(|leaf| leaf.entry.first <= number);
        Some(self.first + length(behind.checked_sub(1)?))
    }

    /// The numbers of its leaves.
    pub fn numbers(&self) -> Range<u32> {
        self.first..self.first + length(self.leaves.len())
    }
}

/// Appends what is told of one bundle: of each leaf the pages or lemmas, the bytes and the hash of its file.
pub fn write(bundle: &[(u32, u32, u32)], out: &mut Vec<u8>) {
    out.varint(length(bundle.len()));
    for &(pages, bytes, hash) in bundle {
        out.varint(pages);
        out.varint(bytes);
        out.u24(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(
            bundles in vec(vec((1u32..50, 0u32..1 << 20, 0u32..1 << 24), 0..9), 0..5),
            first in 0u32..1000,
            page in 0u32..1000,
        ) {
            let mut section = Vec::new();
            section.varint(first);
            bundles.iter().for_each(|bundle| write(bundle, &mut section));
            let all: Vec<_> = bundles.concat();
            let pages = page..page + all.iter().map(|leaf| leaf.0).sum::<u32>();
            let number = first + all.len() as u32;
            let read = Leaves::read(PackKind::Pages, pages.clone(), number, &section).unwrap();
            prop_assert_eq!(read.numbers(), first..number);
            let mut begin = page;
            for (number, leaf) in (first..).zip(&all) {
                let found = read.get(number).unwrap().entry;
                prop_assert_eq!((found.first, found.bytes, found.hash), (begin, leaf.1, u64::from(leaf.2)));
                for page in begin..begin + leaf.0 {
                    prop_assert_eq!(read.find(page), Some(number));
                }
                begin += leaf.0;
            }
            prop_assert_eq!(read.get(number), None);
            for bundle in bundles.iter().filter(|bundle| !bundle.is_empty()) {
                let at = all.iter().position(|leaf| leaf == &bundle[0]).unwrap() as u32 + first;
                prop_assert_eq!(read.get(at).unwrap().offset, 0);
            }
            prop_assert!(Leaves::read(PackKind::Pages, page..pages.end + 1, number, &section).is_err());
            if !all.is_empty() {
                prop_assert!(Leaves::read(PackKind::Pages, pages, number - 1, &section).is_err());
            }
        }

        #[test]
        fn any_bytes_are_read_without_panic(section: Vec<u8>, pages in 0u32..9) {
            let _ = Leaves::read(PackKind::Pages, 0..pages, 9, &section);
        }
    }
}
