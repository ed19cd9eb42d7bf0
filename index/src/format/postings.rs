//! Postings: in which pages a lemma is, how often, and as which of its spellings. What is written of them is
//! in [`words`](super::words) and [`rest`](super::rest).

#[cfg(feature = "build")]
use super::bytes::{Put, length};

/// One spelling of a lemma in one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// Appends all there is of some entries, as a hash of them needs it.
#[cfg(feature = "build")]
pub(super) fn contents(entries: &[Entry], out: &mut Vec<u8>) {
    out.varint(length(entries.len()));
    for entry in entries {
        out.extend_from_slice(&entry.page.to_le_bytes());
        out.varint(entry.spelling);
        out.varint(entry.count);
        out.push(u8::from(entry.lead) << 1 | u8::from(entry.title));
    }
}

/// Words of a page's text, after its title, that are its lead.
pub const LEAD: u32 = 12;
