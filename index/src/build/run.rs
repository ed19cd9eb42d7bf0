//! A stretch of the running text turned around: its words lemma by lemma. What does not fit the budget
//! in one run is put aside run by run, and read again side by side.
//!
//! ```text
//! run   := list*                             to the end
//! list  := lemma:varint size:varint place*   size = bytes of the places
//! place := gap:varint word:varint position:varint
//! ```
//! `gap` is counted from the page before, `word` is the spelling, counted from the lemma's first,
//! with the flags of [`Place::word`] below.

use super::BuildError;
use super::numbering::Numbering;
use super::spool::{Reader, Spool};
use super::tokens::{Chunk, Tokens, each_word};
use crate::format::bytes::{Cursor, Put};
use rayon::prelude::*;
use std::ops::Range;

/// A word of the running text.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) page: u32,
    /// Spelling << 2 | lead << 1 | title.
    pub(super) word: u32,
    pub(super) position: u32,
}

impl Place {
    /// Its spelling.
    pub(super) fn spelling(self) -> u32 {
        self.word >> 2
    }
}

/// A run in memory.
#[derive(Default)]
pub(super) struct Run {
    /// The words of each lemma, by page, then by spelling, then by position.
    places: Vec<Place>,
    /// Where each lemma begins in `places`, and where the last ends.
    starts: Vec<u32>,
}

/// Lemmas that one thread sorts or writes at a time.
const LEMMAS: usize = 1 << 11;
/// How many of these are written at once.
const GROUPS: usize = 64;
/// Bytes of a run that are read at once.
const BUFFER: usize = 1 << 16;

impl Run {
    /// Turns these chunks around.
    pub(super) fn new(
        tokens: &Tokens,
        numbering: &Numbering,
        chunks: &[Chunk],
    ) -> Result<Run, BuildError> {
        let mut reader = tokens.reader()?;
        let mut starts = vec![0u32; numbering.lemmas() as usize + 1];
        let lemma_of = |raw: u32| numbering.lemma_of[numbering.of_raw[raw as usize] as usize];
        for &chunk in chunks {
            each_word(&reader.read(chunk)?, |word| {
                if let Some(word) = word {
                    starts[lemma_of(word.raw) as usize + 1] += 1;
                }
            });
        }
        for lemma in 1..starts.len() {
            starts[lemma] += starts[lemma - 1];
        }
        let mut places = vec![Place::default(); starts[starts.len() - 1] as usize];
        let mut next = starts.clone();
        for &chunk in chunks {
            let mut page = chunk.first;
            each_word(&reader.read(chunk)?, |word| {
                let Some(word) = word else {
                    page += 1;
                    return;
                };
                let spelling = numbering.of_raw[word.raw as usize];
                let place = &mut next[numbering.lemma_of[spelling as usize] as usize];
                places[*place as usize] = Place {
                    page,
                    word: spelling << 2 | u32::from(word.lead) << 1 | u32::from(word.title),
                    position: word.position,
                };
                *place += 1;
            });
        }
        drop(next);
        let mut run = Run { places, starts };
        run.sort();
        Ok(run)
    }

    /// Sorts what is of one page, for the pages of a lemma are in order already.
    fn sort(&mut self) {
        let mut rest = self.places.as_mut_slice();
        let mut groups = Vec::new();
        for lemmas in groups_of(self.starts.len() - 1) {
            let lists = &self.starts[lemmas.start..=lemmas.end];
            let (group, after) = rest.split_at_mut((lists[lists.len() - 1] - lists[0]) as usize);
            groups.push((group, lists));
            rest = after;
        }
        groups.into_par_iter().for_each(|(mut places, starts)| {
            for list in starts.windows(2) {
                let (list, after) = places.split_at_mut((list[1] - list[0]) as usize);
                places = after;
                for page in list.chunk_by_mut(|a, b| a.page == b.page) {
                    page.sort_unstable_by_key(|place| (place.spelling(), place.position));
                }
            }
        });
    }

    /// The words of a lemma.
    pub(super) fn list(&self, lemma: u32) -> &[Place] {
        let lemma = lemma as usize;
        &self.places[self.starts[lemma] as usize..self.starts[lemma + 1] as usize]
    }

    /// Puts the run aside; gives where it is.
    pub(super) fn write(
        &self,
        numbering: &Numbering,
        spool: &mut Spool,
    ) -> Result<Range<u64>, BuildError> {
        let start = spool.len();
        let groups: Vec<Range<usize>> = groups_of(self.starts.len() - 1).collect();
        for some in groups.chunks(GROUPS) {
            let write = |lemmas: &Range<usize>| {
                let (mut out, mut list) = (Vec::new(), Vec::new());
                for lemma in lemmas.start as u32..lemmas.end as u32 {
                    let places = self.list(lemma);
                    if places.is_empty() {
                        continue;
                    }
                    list.clear();
                    let first = numbering.lemma(lemma).spellings.start << 2;
                    let mut page = 0;
                    for place in places {
                        list.varint(place.page - page);
                        list.varint(place.word - first);
                        list.varint(place.position);
                        page = place.page;
                    }
                    out.varint(lemma);
                    out.bytes(&list);
                }
                out
            };
            let written: Vec<Vec<u8>> = some.par_iter().map(write).collect();
            for bytes in written {
                spool.add(&bytes)?;
            }
        }
        Ok(start..spool.len())
    }
}

fn groups_of(lemmas: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..lemmas).step_by(LEMMAS);
    starts.map(move |start| start..lemmas.min(start + LEMMAS))
}

/// Reads a run that was put aside, list by list. All runs are read through one reader, for there may
/// be more of them than files that can be open.
pub(super) struct RunReader {
    /// What is not yet read of the run.
    rest: Range<u64>,
    buffer: Vec<u8>,
    /// How much of the buffer is used up.
    used: usize,
    /// The next list: its lemma and its bytes.
    next: Option<(u32, usize)>,
}

impl RunReader {
    /// At the first list of the run in this place.
    pub(super) fn new(place: Range<u64>, reader: &mut Reader<'_>) -> Result<RunReader, BuildError> {
        let mut run = RunReader {
            rest: place,
            buffer: Vec::new(),
            used: 0,
            next: None,
        };
        run.head(reader)?;
        Ok(run)
    }

    /// Calls `take` for every word of the lemma in this run; lemmas must be asked for in order.
    pub(super) fn list(
        &mut self,
        lemma: u32,
        first_spelling: u32,
        reader: &mut Reader<'_>,
        mut take: impl FnMut(Place),
    ) -> Result<(), BuildError> {
        let Some((_, size)) = self.next.filter(|next| next.0 == lemma) else {
            return Ok(());
        };
        self.fill(size, reader)?;
        let mut cursor = Cursor::new(&self.buffer[self.used..self.used + size]);
        let mut next = || cursor.varint();
        let mut page = 0;
        while let (Ok(gap), Ok(word), Ok(position)) = (next(), next(), next()) {
            page += gap;
            take(Place {
                page,
                word: word + (first_spelling << 2),
                position,
            });
        }
        self.used += size;
        self.head(reader)
    }

    /// Reads the head of the next list.
    fn head(&mut self, reader: &mut Reader<'_>) -> Result<(), BuildError> {
        // Two numbers of at most five bytes.
        self.fill(10, reader)?;
        let mut cursor = Cursor::new(&self.buffer[self.used..]);
        self.next = match (cursor.varint(), cursor.varint()) {
            (Ok(lemma), Ok(size)) => Some((lemma, size as usize)),
            _ => None,
        };
        self.used += cursor.position();
        Ok(())
    }

    /// Has so many bytes in the buffer, if there are so many.
    fn fill(&mut self, bytes: usize, reader: &mut Reader<'_>) -> Result<(), BuildError> {
        let missing = (self.used + bytes).saturating_sub(self.buffer.len());
        let left = (self.rest.end - self.rest.start) as usize;
        if missing == 0 || left == 0 {
            return Ok(());
        }
        self.buffer.drain(..self.used);
        self.used = 0;
        let more = missing.max(BUFFER).min(left);
        self.buffer
            .extend_from_slice(&reader.read(self.rest.start, more)?);
        self.buffer.shrink_to(2 * BUFFER);
        self.rest.start += more as u64;
        Ok(())
    }
}
