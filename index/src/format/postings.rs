//! Postings: which pages a lemma is in, how often, and as which of its spellings.
//! [Parts](super::parts) by lemma.
//!
//! ```text
//! list    := pages:varint posting{pages}
//! posting := gap:varint entry+               gap from the page before, less one; the first from page 0
//! entry   := head:varint [more:varint]       head = spelling << 4 | lead << 3 | title << 2 | many << 1 | last
//! ```
//! `spelling` counts from the lemma's first spelling; entries of a page are in that order and `last`
//! is set on the last. `title` says that the page's title has the word so spelled, `lead` that the
//! [first words](LEAD) of its text have. `many` says that
//! `more` follows and the spelling occurs `more + 2` times in the page, title included; else once.

use super::bytes::{Cursor, Fault, Put};

/// One spelling of a lemma in one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The page's number.
    pub page: u32,
    /// The spelling's number, counted from the first spelling of the lemma.
    pub spelling: u32,
    /// How often it is in the page, title included.
    pub count: u32,
    /// True if it is in the title.
    pub title: bool,
    /// True if it is in the lead: the first [`LEAD`] words of the text.
    pub lead: bool,
}

/// Words of a page's text, after its title, that are its lead.
pub const LEAD: u32 = 12;

/// The most a lemma can have of spellings: what fits beside the flags of an entry's head.
pub const SPELLINGS: u32 = 1 << 28;

/// Appends the list of a lemma. Entries are sorted by page, then by spelling.
pub fn write(entries: &[Entry], out: &mut Vec<u8>) {
    let pages = entries.chunk_by(|a, b| a.page == b.page);
    out.varint(super::bytes::length(pages.clone().count()));
    let mut next = 0;
    for posting in pages {
        out.varint(posting[0].page - next);
        next = posting[0].page + 1;
        for (i, entry) in posting.iter().enumerate() {
            let last = i + 1 == posting.len();
            let many = entry.count > 1;
            let marks = u32::from(entry.lead) << 3 | u32::from(entry.title) << 2;
            let flags = marks | u32::from(many) << 1 | u32::from(last);
            debug_assert!(entry.spelling < SPELLINGS);
            out.varint(entry.spelling << 4 | flags);
            if many {
                out.varint(entry.count - 2);
            }
        }
    }
}

/// How many pages a list has, without reading it all.
pub fn pages(part: &[u8]) -> Result<u32, Fault> {
    Cursor::new(part).varint()
}

/// Reads the list of a lemma.
pub fn read(part: &[u8]) -> Result<Vec<Entry>, Fault> {
    let mut cursor = Cursor::new(part);
    let pages = cursor.count()?;
    let mut entries = Vec::with_capacity(pages);
    let mut next = 0u32;
    for _ in 0..pages {
        let page = next.checked_add(cursor.varint()?).ok_or(Fault::Range)?;
        next = page.checked_add(1).ok_or(Fault::Range)?;
        loop {
            let head = cursor.varint()?;
            let count = if head & 2 == 0 {
                1
            } else {
                cursor.varint()?.checked_add(2).ok_or(Fault::Range)?
            };
            entries.push(Entry {
                page,
                spelling: head >> 4,
                count,
                title: head & 4 != 0,
                lead: head & 8 != 0,
            });
            if head & 1 != 0 {
                break;
            }
        }
    }
    cursor.end().map(|()| entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(
            list in btree_map((any::<u32>().prop_map(|p| p / 2), 0..SPELLINGS), (1..=u32::MAX, any::<bool>(), any::<bool>()), 0..50)
        ) {
            let entries: Vec<Entry> = list
                .into_iter()
                .map(|((page, spelling), (count, title, lead))| Entry { page, spelling, count, title, lead })
                .collect();
            let mut out = Vec::new();
            write(&entries, &mut out);
            let mut distinct: Vec<u32> = entries.iter().map(|e| e.page).collect();
            distinct.dedup();
            prop_assert_eq!(pages(&out), Ok(distinct.len() as u32));
            prop_assert_eq!(read(&out), Ok(entries));
        }

        #[test]
        fn any_bytes_are_read_without_panic(part: Vec<u8>) {
            let _ = read(&part);
        }
    }
}
