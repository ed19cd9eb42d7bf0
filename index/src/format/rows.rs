//! Rows of bytes and ranges of classes, found by number: what readers hold in memory.

use super::bytes::length;
use crate::fnv::fnv;
use std::ops::Range;

/// Rows of bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Rows {
    /// Adds a row of a section, whose rows have far fewer bytes in all than a row of rows can.
    pub(crate) fn push(&mut self, row: &[u8]) {
        self.bytes.extend_from_slice(row);
        self.ends.push(length(self.bytes.len()));
    }

    /// Adds a row; fails if there would be over four thousand million bytes in all.
    #[cfg(feature = "build")]
    pub(crate) fn try_push(&mut self, row: &[u8]) -> Option<()> {
        u32::try_from(self.bytes.len() + row.len()).ok()?;
        self.push(row);
        Some(())
    }

    /// How many there are.
    #[cfg(feature = "build")]
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The row of this number; empty if there is none.
    pub(crate) fn get(&self, number: u32) -> &[u8] {
        let index = number as usize;
        let Some(&end) = self.ends.get(index) else {
            return &[];
        };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..end as usize]
    }

    /// The row as a text; empty if it is none.
    pub(crate) fn get_str(&self, number: u32) -> &str {
        std::str::from_utf8(self.get(number)).unwrap_or("")
    }

    /// Bytes of memory they take.
    pub(crate) fn memory(&self) -> usize {
        self.bytes.len() + self.ends.len() * size_of::<u32>()
    }
}

/// Finds rows by what is in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    /// One more than the number of a row, by the hash of its bytes or behind it.
    slots: Vec<u32>,
}

impl Lookup {
    /// Of so many rows.
    pub(crate) fn new<'a>(count: u32, row: &dyn Fn(u32) -> &'a [u8]) -> Lookup {
        let size = (2 * count as usize).next_power_of_two();
        let mut lookup = Lookup {
            slots: vec![0; size],
        };
        for number in 0..count {
            let mut slot = lookup.slot(row(number));
            while lookup.slots[slot] != 0 {
                slot = (slot + 1) % size;
            }
            lookup.slots[slot] = number + 1;
        }
        lookup
    }

    /// The number of the first row with these bytes.
    pub(crate) fn find<'a>(&self, bytes: &[u8], row: &dyn Fn(u32) -> &'a [u8]) -> Option<u32> {
        let mut slot = self.slot(bytes);
        // At least half of the slots are free.
        while let Some(number) = self.slots.get(slot)?.checked_sub(1) {
            if row(number) == bytes {
                return Some(number);
            }
            slot = (slot + 1) % self.slots.len();
        }
        None
    }

    fn slot(&self, bytes: &[u8]) -> usize {
        let hash = fnv(bytes.iter().copied());
        (hash ^ hash >> 15) as usize & (self.slots.len().max(1) - 1)
    }
}

/// Where each class begins among the numbers of the depth below it, and where the last ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Starts(Vec<u32>);

impl Starts {
    /// Begins a class with this member.
    pub(crate) fn begin(&mut self, member: u32) {
        self.0.push(member);
    }

    /// Ends the last class before this member; no class may be begun after it.
    pub(crate) fn end(&mut self, member: u32) {
        self.0.push(member);
    }

    /// How many classes were begun, before the end is known.
    pub(crate) fn count(&self) -> u32 {
        self.0.len() as u32
    }

    /// How many classes there are, when the end is known.
    pub(crate) fn len(&self) -> u32 {
        self.0.len().saturating_sub(1) as u32
    }

    /// The members of a class, counted from `first`; none if there is no such class.
    pub(crate) fn range(&self, class: u32, first: u32) -> Range<u32> {
        let after = (class as usize).checked_add(1);
        match (
            self.0.get(class as usize),
            after.and_then(|after| self.0.get(after)),
        ) {
            (Some(&start), Some(&end)) => first + start..first + end,
            _ => 0..0,
        }
    }

    /// The class of a member.
    pub(crate) fn class_of(&self, member: u32) -> u32 {
        let begun = self.0.partition_point(|&start| start <= member);
        begun.saturating_sub(1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn rows_are_found_by_number() {
        let mut rows = Rows::default();
        let all: [&[u8]; 4] = [b"one", b"", b"two", b""];
        all.iter().for_each(|row| rows.push(row));
        for (number, row) in (0..).zip(all) {
            assert_eq!(rows.get(number), row);
        }
        assert_eq!(rows.get(4), b"");
    }

    proptest! {
        #[test]
        fn rows_are_found_by_their_bytes(rows in vec(vec(0u8..3, 0..4), 0..60), other in vec(0u8..3, 0..4)) {
            let row = |number: u32| &rows[number as usize][..];
            let lookup = Lookup::new(rows.len() as u32, &row);
            for bytes in rows.iter().chain([&other]) {
                let expected = rows.iter().position(|row| row == bytes).map(|place| place as u32);
                prop_assert_eq!(lookup.find(bytes, &row), expected);
            }
        }
    }
}
