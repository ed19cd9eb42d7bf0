//! The rest: pages of lemmas that are in too many for all to be with the [words](super::words). Each
//! section has those of some lemmas, in the order of their numbers, by the [range coder](super::coder).
//!
//! ```text
//! rest := count (gap spellings pages occurrences entries)*      count is of lemmas; see lists.rs
//! ```
//! A gap is counted from the lemma before, less one; the first from the lemma that the manifest gives.

#[cfg(feature = "build")]
use super::bytes::Put;
use super::bytes::{Fault, length};
use super::coder::{Coder, Numbers, Reader, Symbols, Writer};
use super::lists::{ListCoder, Of};
#[cfg(feature = "build")]
use super::postings;
use super::postings::Entry;
use super::rows::Starts;
use crate::id::LemmaId;

/// The most spellings that a lemma here may have; a family has hundreds.
const MOST: u32 = 1 << 20;

/// The lists of one pack.
#[derive(Clone, Debug, Default)]
pub struct Rest {
    lemmas: Vec<u32>,
    lists: Starts,
    entries: Vec<Entry>,
}

impl Rest {
    /// Reads the section whose first lemma may be `first`, of a library of so many pages.
    pub fn read(first: u32, all: u32, body: &[u8]) -> Result<Rest, Fault> {
        let mut reader = Reader::new(body);
        let (mut numbers, mut lists) = (Numbers::default(), Box::<ListCoder>::default());
        let mut rest = Rest::default();
        let mut next = first;
        for _ in 0..numbers.code(&mut reader, 0) {
            let lemma = next
                .checked_add(numbers.code(&mut reader, 0))
                .ok_or(Fault::Range)?;
            next = lemma.checked_add(1).ok_or(Fault::Range)?;
            let spellings = numbers.code(&mut reader, 0);
            let pages = numbers.code(&mut reader, 0);
            let occurrences = Some(numbers.code(&mut reader, 0));
            reader.check()?;
            if pages > all || spellings > MOST {
                return Err(Fault::Range);
            }
            rest.entries.reserve(pages as usize);
            rest.lemmas.push(lemma);
            rest.lists.begin(rest.entries.len() as u32);
            let of = Of {
                all,
                pages,
                occurrences,
            };
            lists.code(
                &mut reader,
                &of,
                Symbols::new(spellings),
                &[],
                &mut rest.entries,
            )?;
        }
        rest.lists.end(rest.entries.len() as u32);
        rest.entries.shrink_to_fit();
        reader.end()?;
        Ok(rest)
    }

    /// The entries of a lemma that are here, by page, then by spelling.
    pub fn list(&self, lemma: LemmaId) -> &[Entry] {
        let Ok(place) = self.lemmas.binary_search(&lemma.0) else {
            return &[];
        };
        let range = self.lists.range(place as u32, 0);
        &self.entries[range.start as usize..range.end as usize]
    }

    /// Bytes of memory it takes, about.
    pub fn memory(&self) -> usize {
        self.entries.len() * size_of::<Entry>()
    }
}

/// Puts lists together.
#[derive(Debug, Default)]
pub struct RestWriter {
    lists: Vec<(u32, u32, Vec<Entry>)>,
    size: usize,
}

impl RestWriter {
    /// Adds the rest of a lemma of so many spellings.
    pub fn list(&mut self, lemma: u32, spellings: u32, entries: Vec<Entry>) {
        self.size += entries.len() * 5 / 4;
        self.lists.push((lemma, spellings, entries));
    }

    /// About how many bytes the section will have.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The lists put together, if there are any; begins anew.
    pub fn cut(&mut self) -> Option<RestLists> {
        self.size = 0;
        let lists = std::mem::take(&mut self.lists);
        (!lists.is_empty()).then_some(RestLists(lists))
    }
}

/// The lists of a section.
#[derive(Debug)]
pub struct RestLists(Vec<(u32, u32, Vec<Entry>)>);

impl RestLists {
    /// The first lemma.
    pub fn first(&self) -> u32 {
        self.0.first().map_or(0, |list| list.0)
    }

    /// All that the section is made of.
    #[cfg(feature = "build")]
    pub fn contents(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (lemma, spellings, entries) in &self.0 {
            out.varint(lemma - self.first());
            out.varint(*spellings);
            postings::contents(entries, &mut out);
        }
        out
    }

    /// The section, in a library of so many pages.
    pub fn write(&self, all: u32) -> Vec<u8> {
        let mut writer = Writer::default();
        let (mut numbers, mut coder) = (Numbers::default(), Box::<ListCoder>::default());
        numbers.code(&mut writer, length(self.0.len()));
        let mut next = self.first();
        for (lemma, spellings, entries) in &self.0 {
            let pages = entries.chunk_by(|a, b| a.page == b.page).count() as u32;
            let occurrences = entries
                .iter()
                .fold(0u32, |sum, entry| sum.saturating_add(entry.count()));
            for number in [lemma - next, *spellings, pages, occurrences] {
                numbers.code(&mut writer, number);
            }
            next = lemma + 1;
            let of = Of {
                all,
                pages,
                occurrences: Some(occurrences),
            };
            let spellings = Symbols::new(*spellings);
            coder
                .code(&mut writer, &of, spellings, entries, &mut Vec::new())
                .expect("what is written is in order");
        }
        writer.finish()
    }
}
