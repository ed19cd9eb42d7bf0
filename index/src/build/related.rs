//! Related pages: the nearest in vocabulary. A page asks for the pages that share its most telling
//! lemmas, each weighed by how often it stands there and how rare it is, and the sum by the other
//! page's length: tf-idf with length norm, over the page's own best words.
//!
//! A lemma tells only if it is in few pages: in an eighth of them at most, and from sixteen thousand
//! pages on in two thousand at most, whatever their number. So the work grows with the pages and not with their
//! square, and larger libraries relate pages by names and rare words rather than by subjects.

use super::cache::{Cache, Key, hasher};
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
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_64_with_seed};

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

/// Pages whose related pages the cache has together.
const GROUP: u32 = 256;

/// The pages of telling lemmas, kept until all are there.
pub(super) struct Telling<'a> {
    cache: &'a Cache,
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
    /// The hash of all that the list has to do with: its pages and their sizes.
    hash: u64,
}

/// No list.
const NONE: u32 = u32::MAX;

impl<'a> Telling<'a> {
    /// Of a library of so many pages; what does not fit the budget is put aside in this folder.
    pub(super) fn new(pages: u32, folder: &Path, budget: Budget, cache: &'a Cache) -> Telling<'a> {
        Telling {
            cache,
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
        shapes: &[u8],
    ) -> Result<(), BuildError> {
        let (share, least, most) = COMMON;
        let most = (self.all / share).clamp(least, most);
        let pages = list.pages().take(most as usize + 1).count() as u32;
        let tells = || {
            let key = numbering.form_key(numbering.lemma(list.lemma).forms.start);
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
            hash: match self.cache.is_on() {
                true => {
                    let sizes: Vec<u8> = list
                        .pages()
                        .map(|(page, _)| shapes[page as usize])
                        .collect();
                    xxh3_64_with_seed(&sizes, xxh3_64(&bytes))
                }
                false => 0,
            },
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
        let of_spelling =
            |&spelling: &u32| self.of_lemma[numbering.lemma_of[spelling as usize] as usize];
        let lists: Vec<u32> = numbering.of_raw.iter().map(of_spelling).collect();
        let mut writer = PartsPacks::new(PackKind::Related, RELATED);
        let mut kept = Kept::new(self.cache);
        for chunks in tokens.chunks().chunks(CHUNKS) {
            let found: Vec<Vec<Near>> = tokens.map(
                chunks,
                || Search::new(self, shapes),
                |search, chunk, bytes| search.pages(chunk.first, bytes, &lists),
            )?;
            for near in found.into_iter().flatten() {
                writer.add(|out| out.extend_from_slice(&near.pages));
                kept.add(near);
            }
        }
        kept.flush();
        Ok(writer.take())
    }
}

/// The pages near to one, as they are written, and the hash of all that they were found by.
struct Near {
    hash: u64,
    pages: Vec<u8>,
}

/// Leaves what was found to the next build, some pages at a time.
struct Kept<'a> {
    cache: &'a Cache,
    page: u32,
    value: Vec<u8>,
}

impl<'a> Kept<'a> {
    fn new(cache: &'a Cache) -> Kept<'a> {
        Kept {
            cache,
            page: 0,
            value: Vec::new(),
        }
    }

    fn key(group: u32) -> Key {
        let mut hasher = hasher("related");
        hasher.update(&group.to_le_bytes());
        hasher.digest128()
    }

    fn add(&mut self, near: Near) {
        self.value.extend_from_slice(&near.hash.to_le_bytes());
        self.value.bytes(&near.pages);
        self.page += 1;
        if self.page.is_multiple_of(GROUP) {
            self.put(self.page / GROUP - 1);
        }
    }

    fn put(&mut self, group: u32) {
        self.cache.put(Kept::key(group), &self.value);
        self.value.clear();
    }

    fn flush(&mut self) {
        if !self.value.is_empty() {
            self.put(self.page / GROUP);
        }
    }

    /// What an earlier build has found for a group of pages.
    fn group(cache: &Cache, group: u32) -> Vec<Near> {
        let value = cache.get(Kept::key(group)).unwrap_or_default();
        let mut cursor = Cursor::new(&value);
        let mut found = Vec::new();
        while let (Ok(hash), Ok(pages)) = (cursor.u64(), cursor.bytes()) {
            let pages = pages.to_vec();
            found.push(Near { hash, pages });
        }
        found
    }
}

/// What a thread needs to find near pages.
struct Search<'a> {
    telling: &'a Telling<'a>,
    shapes: &'a [u8],
    reader: Reader<'a>,
    /// How near each page is; all zero between two searches.
    scores: Vec<f32>,
    /// A group of pages, and what an earlier build found for them.
    former: (Option<u32>, Vec<Near>),
}

impl<'a> Search<'a> {
    fn new(telling: &'a Telling<'a>, shapes: &'a [u8]) -> Result<Search<'a>, BuildError> {
        Ok(Search {
            telling,
            shapes,
            reader: telling.spool.reader()?,
            scores: vec![0.0; shapes.len()],
            former: (None, Vec::new()),
        })
    }

    /// The pages near to each page of a chunk.
    fn pages(&mut self, first: u32, bytes: &[u8], lists: &[u32]) -> Result<Vec<Near>, BuildError> {
        let mut found = Vec::new();
        let mut lemmas = Vec::new();
        let mut fault = None;
        each_word(bytes, |word| match word {
            Some(word) => {
                let list = lists[word.raw as usize];
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
    fn nearest(&mut self, page: u32, lists: &[u32]) -> Result<Near, BuildError> {
        let weight = |same: &[u32]| {
            let list = &self.telling.lists[same[0] as usize];
            (saturated(same.len() as u32) * list.idf, same[0])
        };
        let mut own: Vec<(f32, u32)> = lists.chunk_by(|a, b| a == b).map(weight).collect();
        // Lists are in the order of their lemmas.
        own.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        own.truncate(LEMMAS);
        let hash = self.hash(page, &own);
        if let Some(pages) = self.former(page, hash) {
            return Ok(Near { hash, pages });
        }
        let mut touched = Vec::new();
        for (weight, list) in own {
            let &List {
                at, length, idf, ..
            } = &self.telling.lists[list as usize];
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
        let nearest: Vec<PageId> = ranked.iter().map(|&(_, other)| PageId(other)).collect();
        let mut pages = Vec::new();
        related::write(&nearest, &mut pages);
        Ok(Near { hash, pages })
    }

    /// The hash of all that decides which pages are near to one that asks with these lists.
    fn hash(&self, page: u32, own: &[(f32, u32)]) -> u64 {
        if !self.telling.cache.is_on() {
            return 0;
        }
        let mut hasher = Xxh3::new();
        hasher.update(&page.to_le_bytes());
        hasher.update(&self.telling.all.to_le_bytes());
        for &(weight, list) in own {
            hasher.update(&weight.to_bits().to_le_bytes());
            hasher.update(&self.telling.lists[list as usize].hash.to_le_bytes());
        }
        hasher.digest()
    }

    /// What an earlier build found by the same.
    fn former(&mut self, page: u32, hash: u64) -> Option<Vec<u8>> {
        let cache = self.telling.cache;
        let group = page / GROUP;
        if !cache.is_on() {
            return None;
        }
        if self.former.0 != Some(group) {
            self.former = (Some(group), Kept::group(cache, group));
        }
        let near = self.former.1.get((page % GROUP) as usize)?;
        (near.hash == hash).then(|| near.pages.clone())
    }
}

/// Occurrences, each worth less than the one before.
fn saturated(count: u32) -> f32 {
    let count = count as f32;
    count * 2.2 / (count + 1.2)
}
