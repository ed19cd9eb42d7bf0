//! Positions: where in their pages the words of a lemma are. [Parts](super::parts) by lemma, one
//! list for each list of the [postings](super::postings).
//!
//! ```text
//! list  := for each entry of the postings, in order: gap:varint{count}
//! ```
//! A gap is counted from the position before, less one; the first of an entry from position 0.
//! Positions count the words of a page: the title's from 0, then block by block, with
//! [`BLOCK_GAP`] free numbers before each block so that no phrase runs over its edge.

use super::bytes::{Cursor, Fault, Put};
use super::postings::Entries;

/// Free positions between the title and the first block and between blocks.
pub const BLOCK_GAP: u32 = 16;

/// Appends the positions of one entry, in ascending order.
pub fn write(positions: impl IntoIterator<Item = u32>, out: &mut Vec<u8>) {
    let mut next = 0;
    for position in positions {
        out.varint(position - next);
        next = position + 1;
    }
}

/// Positions for which there is room at first, if there are so many: of a long list few may be wanted.
const SOME: usize = 1 << 12;

/// Reads the list that belongs to these entries: the positions of those in pages that are `wanted`, entry after entry.
#[inline(never)]
pub fn read(
    part: &[u8],
    entries: Entries<'_>,
    wanted: &dyn Fn(u32) -> bool,
) -> Result<Vec<u32>, Fault> {
    let mut cursor = Cursor::new(part);
    let mut positions = Vec::with_capacity(part.len().min(SOME));
    for entry in entries.runs().flatten() {
        let wanted = wanted(entry.page);
        let mut next = 0u32;
        for _ in 0..entry.count() {
            let position = next.checked_add(cursor.varint()?).ok_or(Fault::Range)?;
            next = position.checked_add(1).ok_or(Fault::Range)?;
            if wanted {
                positions.push(position);
            }
        }
    }
    cursor.end().map(|()| positions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::postings::Entry;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(lists in vec(btree_set(0..u32::MAX, 1..9), 0..9)) {
            let mut out = Vec::new();
            let entries: Vec<Entry> = lists
                .iter()
                .zip(0..)
                .map(|(list, page)| Entry::new(page, 0, list.len() as u32))
                .collect();
            lists.iter().for_each(|list| write(list.iter().copied(), &mut out));
            let read = |wanted: &dyn Fn(u32) -> bool| read(&out, Entries { here: &entries, rest: &[] }, wanted);
            let even = lists.iter().step_by(2).flatten().copied().collect::<Vec<_>>();
            prop_assert_eq!(read(&|page| page % 2 == 0), Ok(even));
            prop_assert_eq!(read(&|_| true), Ok(lists.into_iter().flatten().collect::<Vec<_>>()));
        }

        #[test]
        fn any_bytes_are_read_without_panic(part: Vec<u8>, counts: Vec<u32>) {
            let entries: Vec<Entry> =
                counts.into_iter().map(|count| Entry::new(0, 0, count)).collect();
            let _ = read(&part, Entries { here: &entries, rest: &[] }, &|_| true);
        }
    }
}
