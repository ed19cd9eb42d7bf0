//! A run of byte strings found by number: the outer shape of records, postings, positions, pages and
//! related pages. What is inside a part is the business of the section.
//!
//! ```text
//! parts := count:varint length:varint{count} part{count}
//! ```
//! The first part has the number that the manifest gives as the pack's `first`.

use super::bytes::{Cursor, Fault, Put, length};

/// The parts of one pack.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    first: u32,
    body: Vec<u8>,
    /// Where each part begins in `body`, and where the last ends.
    starts: Vec<u32>,
}

impl Parts {
    /// Reads a section whose first part has the number `first`.
    pub fn read(first: u32, body: Vec<u8>) -> Result<Parts, Fault> {
        let mut cursor = Cursor::new(&body);
        let lengths = cursor.list(|c| c.varint())?;
        let mut at = u32::try_from(cursor.position()).map_err(|_| Fault::Range)?;
        let mut starts = Vec::with_capacity(lengths.len() + 1);
        starts.push(at);
        for length in lengths {
            at = at.checked_add(length).ok_or(Fault::Range)?;
            starts.push(at);
        }
        first.checked_add(starts.len() as u32).ok_or(Fault::Range)?;
        match body.len().cmp(&(at as usize)) {
            std::cmp::Ordering::Less => Err(Fault::Short),
            std::cmp::Ordering::Greater => Err(Fault::Rest),
            std::cmp::Ordering::Equal => Ok(Parts {
                first,
                body,
                starts,
            }),
        }
    }

    /// The part of this number, if it is in this pack.
    pub fn get(&self, number: u32) -> Option<&[u8]> {
        let index = number.checked_sub(self.first)? as usize;
        let (start, end) = (*self.starts.get(index)?, *self.starts.get(index + 1)?);
        self.body.get(start as usize..end as usize)
    }

    /// Bytes of memory they take, about.
    pub fn memory(&self) -> usize {
        self.body.len() + self.starts.len() * size_of::<u32>()
    }

    /// The numbers of the parts.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        self.first..self.first + self.starts.len().saturating_sub(1) as u32
    }
}

/// Collects parts until they are enough for a pack.
#[derive(Clone, Debug, Default)]
pub struct PartsWriter {
    lengths: Vec<u32>,
    parts: Vec<u8>,
}

impl PartsWriter {
    /// Adds the part that `write` appends.
    pub fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let before = self.parts.len();
        write(&mut self.parts);
        self.lengths.push(length(self.parts.len() - before));
    }

    /// Bytes collected.
    pub fn size(&self) -> usize {
        self.parts.len()
    }

    /// Parts collected.
    pub fn count(&self) -> u32 {
        length(self.lengths.len())
    }

    /// The section; begins anew.
    pub fn finish(&mut self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.parts.len() + self.lengths.len() * 2 + 5);
        out.varint(self.count());
        self.lengths.iter().for_each(|&length| out.varint(length));
        out.append(&mut self.parts);
        self.lengths.clear();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(parts: Vec<Vec<u8>>, first in 0u32..1000) {
            let mut writer = PartsWriter::default();
            parts.iter().for_each(|part| writer.add(|out| out.extend(part)));
            let read = Parts::read(first, writer.finish()).unwrap();
            prop_assert_eq!(read.numbers(), first..first + parts.len() as u32);
            for (number, part) in (first..).zip(&parts) {
                prop_assert_eq!(read.get(number), Some(&part[..]));
            }
            prop_assert_eq!(read.get(first + parts.len() as u32), None);
            prop_assert_eq!(first.checked_sub(1).and_then(|n| read.get(n)), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>, first: u32) {
            if let Ok(parts) = Parts::read(first, body) {
                prop_assert!(parts.numbers().all(|n| parts.get(n).is_some()));
            }
        }
    }
}
