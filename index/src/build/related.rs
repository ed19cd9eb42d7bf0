//! Related pages: the nearest in vocabulary. A page asks for the pages that share its most telling
//! lemmas, each weighed by how often it stands there and how rare it is, and the sum by the other
//! page's length: tf-idf with length norm, over the page's own best words.
//!
//! A lemma tells only if it is in few pages: in an eighth of them at most, and from sixteen thousand
//! pages on in two thousand at most, whatever their number. So the work grows with the pages and not with their
//! square, and larger libraries relate pages by names and rare words rather than by subjects.

use super::inverted::LemmaList;
use super::numbering::Numbering;
use super::packs::PartsPacks;
use super::spool::{Reader, Spool};
use super::tokens::{Tokens, each_word};
use super::{Budget, BuildError};
use crate::format::bytes::{Cursor, Put};
use crate::format::pack::PackKind;
use crate::format::related;
use crate::format::shapes::PageShape;
use crate::id::PageId;
use crate::query::score;
use crate::text;
use std::path::Path;

/// Related pages of a page at most.
const PAGES: usize = 5;
/// Bytes of related pages in a pack.
const RELATED: usize = 256 << 10;
/// Lemmas that a page asks with.
const LEMMAS: usize = 16;
/// The most pages that a telling lemma may be in: a share of all, but no less than this many and no
/// more than that.
const COMMON: (u32, u32, u32) = (8, 20, 2000);
/// Chunks of the running text that are looked at before their pages are written.
const CHUNKS: usize = 256;

/// The pages of telling lemmas, kept until all are there.
pub(super) struct Telling {
    /// How many pages there are.
    all: u32,
    /// For each lemma the number of its list; none if it tells nothing.
    of_lemma: Vec<u32>,
    lists: Vec<List>,
    spool: Spool,
}

/// Where the list of a lemma is put aside: for each page its distance from the one before and how
/// often the lemma is there.
struct List {
    at: u64,
    length: u32,
    idf: f32,
}

/// No list.
const NONE: u32 = u32::MAX;

impl Telling {
    /// Of a library of so many pages; what does not fit the budget is put aside in this folder.
    pub(super) fn new(pages: u32, folder: &Path, budget: Budget) -> Telling {
        Telling {
            all: pages,
            of_lemma: Vec::new(),
            lists: Vec::new(),
            spool: Spool::new(folder, budget.near()),
        }
    }

    /// Keeps the pages of the next lemma if it tells.
    pub(super) fn add(
        &mut self,
        list: &LemmaList,
        numbering: &Numbering,
    ) -> Result<(), BuildError> {
        let (share, least, most) = COMMON;
        let most = (self.all / share).clamp(least, most);
        let pages = list.pages().take(most as usize + 1).count() as u32;
        let tells = || {
            let key = numbering.form(numbering.lemma(list.lemma).forms.start).key;
            !text::is_function_word(key) && key.len() > 1
        };
        if !(2..=most).contains(&pages) || !tells() {
            self.of_lemma.push(NONE);
            return Ok(());
        }
        let mut bytes = Vec::new();
        let mut before = 0;
        for (page, count) in list.pages() {
            bytes.varint(page - before);
            bytes.varint(count);
            before = page;
        }
        self.of_lemma.push(self.lists.len() as u32);
        self.lists.push(List {
            at: self.spool.len(),
            length: bytes.len() as u32,
            idf: score::idf(pages, self.all),
        });
        self.spool.add(&bytes)
    }

    /// All lists are there.
    pub(super) fn seal(&mut self) -> Result<(), BuildError> {
        self.spool.seal()
    }

    /// The sections of related pages, each with its first page: for each page the pages nearest to it, the nearest first.
    pub(super) fn sections(
        &self,
        tokens: &Tokens,
        numbering: &Numbering,
        shapes: &[u8],
    ) -> Result<Vec<(u32, Vec<u8>)>, BuildError> {
        let lemma_of = |raw: u32| numbering.lemma_of[numbering.of_raw[raw as usize] as usize];
        let mut writer = PartsPacks::new(PackKind::Related, RELATED);
        for chunks in tokens.chunks().chunks(CHUNKS) {
            let found: Vec<Vec<Vec<PageId>>> = tokens.map(
                chunks,
                || Search::new(self, shapes),
                |search, chunk, bytes| search.pages(chunk.first, bytes, lemma_of),
            )?;
            for pages in found.into_iter().flatten() {
                writer.add(|out| related::write(&pages, out));
            }
        }
        Ok(writer.take())
    }
}

/// What a thread needs to find near pages.
struct Search<'a> {
    telling: &'a Telling,
    shapes: &'a [u8],
    reader: Reader<'a>,
    /// How near each page is; all zero between two searches.
    scores: Vec<f32>,
}

impl<'a> Search<'a> {
    fn new(telling: &'a Telling, shapes: &'a [u8]) -> Result<Search<'a>, BuildError> {
        Ok(Search {
            telling,
            shapes,
            reader: telling.spool.reader()?,
            scores: vec![0.0; shapes.len()],
        })
    }

    /// The pages near to each page of a chunk.
    fn pages(
        &mut self,
        first: u32,
        bytes: &[u8],
        lemma_of: impl Fn(u32) -> u32,
    ) -> Result<Vec<Vec<PageId>>, BuildError> {
        let mut found = Vec::new();
        let mut lemmas = Vec::new();
        let mut fault = None;
        each_word(bytes, |word| match word {
            Some(word) => {
                let list = self.telling.of_lemma[lemma_of(word.raw) as usize];
                if list != NONE {
                    lemmas.push(list);
                }
            }
            None => {
                lemmas.sort_unstable();
                match self.nearest(first + found.len() as u32, &lemmas) {
                    Ok(pages) => found.push(pages),
                    Err(error) => {
                        fault.get_or_insert(error);
                    }
                }
                lemmas.clear();
            }
        });
        match fault {
            Some(error) => Err(error),
            None => Ok(found),
        }
    }

    /// The pages near to one with these lists.
    fn nearest(&mut self, page: u32, lists: &[u32]) -> Result<Vec<PageId>, BuildError> {
        let weight = |same: &[u32]| {
            let list = &self.telling.lists[same[0] as usize];
            (saturated(same.len() as u32) * list.idf, same[0])
        };
        let mut own: Vec<(f32, u32)> = lists.chunk_by(|a, b| a == b).map(weight).collect();
        // Lists are in the order of their lemmas.
        own.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        own.truncate(LEMMAS);
        let mut touched = Vec::new();
        for (weight, list) in own {
            let &List { at, length, idf } = &self.telling.lists[list as usize];
            let bytes = self.reader.read(at, length as usize)?;
            let mut cursor = Cursor::new(&bytes);
            let mut other = 0;
            while let (Ok(gap), Ok(count)) = (cursor.varint(), cursor.varint()) {
                other += gap;
                if other == page {
                    continue;
                }
                let score = &mut self.scores[other as usize];
                if *score == 0.0 {
                    touched.push(other);
                }
                *score += weight * saturated(count) * idf;
            }
        }
        let norm =
            |other: u32| ((PageShape::of(self.shapes[other as usize]).words as f32) + 50.0).sqrt();
        let mut ranked: Vec<(f32, u32)> = touched
            .iter()
            .map(|&other| (self.scores[other as usize] / norm(other), other))
            .collect();
        for other in touched {
            self.scores[other as usize] = 0.0;
        }
        let best = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if ranked.len() > PAGES {
            ranked.select_nth_unstable_by(PAGES, best);
            ranked.truncate(PAGES);
        }
        ranked.sort_unstable_by(best);
        // A vector made of `ranked` itself would keep the room for all that was touched.
        let mut nearest = Vec::with_capacity(ranked.len());
        nearest.extend(ranked.iter().map(|&(_, other)| PageId(other)));
        Ok(nearest)
    }
}

/// Occurrences, each worth less than the one before.
fn saturated(count: u32) -> f32 {
    let count = count as f32;
    count * 2.2 / (count + 1.2)
}
