//! Words and postings into their packs: each root's words with their lists, the rest of long lists, the
//! positions, and last the terms by which all are found.

use super::BuildError;
use super::best::{Records, Scorer};
use super::cache::Cache;
use super::inverted::LemmaList;
use super::numbering::Numbering;
use super::packs::{POSITIONS, Packs, PartsPacks, REST, WORD_BUNDLE, WORDS};
use super::terms::Terms;
use super::tokens::Tokens;
use crate::format::bytes::Put;
use crate::format::manifest::Manifest;
use crate::format::pack::PackKind;
use crate::format::positions;
use crate::format::postings::Entry;
use crate::format::records;
use crate::format::rest::{RestLists, RestWriter};
use crate::format::words::{BOUND, Classes, KEPT, LONG, List, Words, WordsWriter};
use rayon::prelude::*;
use std::cmp::Reverse;

/// Packs of rests that wait for being written together.
const AT_ONCE: usize = 8;
/// Packs of words that do.
const WORDS_AT_ONCE: usize = 8 * WORD_BUNDLE;

/// Takes in the lists of all lemmas and writes words, rest and positions.
pub(super) struct WordsPacks<'a> {
    numbering: &'a Numbering,
    tokens: &'a Tokens,
    records: Records<'a>,
    cache: &'a Cache,
    /// A byte for each page.
    shapes: &'a [u8],
    /// Words of a page on average.
    average: f32,
    writer: WordsWriter,
    /// Words that are not written yet, and the pages whose records stand with them.
    waiting: Vec<(Words, Vec<u32>)>,
    /// Those of the words being put together.
    best: Vec<u32>,
    rest: RestWriter,
    rests: Vec<RestLists>,
    positions: PartsPacks,
    /// The lists of a root that is not whole yet.
    root: Vec<Prepared>,
    next_root: u32,
    /// The first classes of the packs that were cut.
    firsts: Vec<Classes>,
}

/// A list ready for its packs.
struct Prepared {
    lemma: u32,
    pages: u32,
    bound: Option<u32>,
    here: Vec<Entry>,
    rest: Vec<Entry>,
    positions: Vec<u8>,
    /// The best pages for its frequent forms.
    best: Vec<u32>,
}

impl<'a> WordsPacks<'a> {
    pub(super) fn new(
        numbering: &'a Numbering,
        tokens: &'a Tokens,
        records: Records<'a>,
        cache: &'a Cache,
        shapes: &'a [u8],
        words: u64,
    ) -> WordsPacks<'a> {
        WordsPacks {
            numbering,
            tokens,
            records,
            cache,
            shapes,
            average: words as f32 / shapes.len().max(1) as f32,
            writer: WordsWriter::default(),
            waiting: Vec::new(),
            best: Vec::new(),
            rest: RestWriter::default(),
            rests: Vec::new(),
            positions: PartsPacks::new(PackKind::Positions, POSITIONS),
            root: Vec::new(),
            next_root: 0,
            firsts: Vec::new(),
        }
    }

    fn pages(&self) -> u32 {
        self.shapes.len() as u32
    }

    /// Takes in lists, in the order of their lemmas.
    pub(super) fn add(
        &mut self,
        lists: Vec<LemmaList>,
        packs: &mut Packs,
    ) -> Result<(), BuildError> {
        let prepared: Vec<(Prepared, Option<u32>)> = lists
            .into_par_iter()
            .map(|list| {
                let root_pages = list.root_pages;
                (self.prepare(list), root_pages)
            })
            .collect();
        for (mut list, root_pages) in prepared {
            let positions = std::mem::take(&mut list.positions);
            self.positions.add(|out| out.extend(positions));
            self.root.push(list);
            if let Some(pages) = root_pages {
                self.add_root(pages);
                if self.writer.size() >= WORDS {
                    self.cut();
                }
            }
        }
        if self.waiting.len() >= WORDS_AT_ONCE {
            let whole = self.waiting.len() / WORD_BUNDLE * WORD_BUNDLE;
            self.write(packs, whole)?;
        }
        if self.rests.len() >= AT_ONCE {
            self.write_rests(packs)?;
        }
        self.positions.flush_bundles(packs)
    }

    fn prepare(&self, list: LemmaList) -> Prepared {
        let (all, mut placed) = (list.positions, Vec::new());
        let mut at = 0;
        for entry in &list.entries {
            let end = at + entry.count() as usize;
            positions::write(all[at..end].iter().copied(), &mut placed);
            at = end;
        }
        // Of the longest lists there are millions.
        drop(all);
        let pages = list.entries.chunk_by(|a, b| a.page == b.page).count() as u32;
        let scorer = Scorer {
            numbering: self.numbering,
            shapes: self.shapes,
            average: self.average,
        };
        let best = scorer.best(list.lemma, pages, &list.entries);
        let mut prepared = Prepared {
            lemma: list.lemma,
            pages,
            bound: None,
            here: list.entries,
            rest: Vec::new(),
            positions: placed,
            best,
        };
        if pages > LONG {
            part(&mut prepared, &scorer);
        }
        prepared
    }

    fn add_root(&mut self, pages: u32) {
        let numbering = self.numbering;
        self.writer
            .root(numbering.root(self.next_root).radicals, pages);
        self.next_root += 1;
        for list in std::mem::take(&mut self.root) {
            let lemma = numbering.lemma(list.lemma);
            let here = List {
                pages: list.pages,
                bound: list.bound,
                entries: &list.here,
            };
            self.best.extend(list.best);
            self.writer.lemma(lemma.stem, here);
            for form in lemma.forms {
                self.writer.form();
                for spelling in numbering.form_spellings(form) {
                    let spelling = numbering.spelling(spelling, self.tokens);
                    self.writer.spelling(&spelling.text, spelling.count);
                }
            }
            if !list.rest.is_empty() {
                let spellings = lemma.spellings.len() as u32;
                self.rest.list(list.lemma, spellings, list.rest);
                if self.rest.size() >= REST {
                    self.rests.extend(self.rest.cut());
                }
            }
        }
    }

    fn cut(&mut self) {
        let words = self.writer.cut();
        self.firsts.push(words.first());
        let mut best = std::mem::take(&mut self.best);
        best.sort_unstable();
        best.dedup();
        self.waiting.push((words, best));
    }

    /// Writes the first of the packs that wait.
    fn write(&mut self, packs: &mut Packs, count: usize) -> Result<(), BuildError> {
        let pages = self.pages();
        let waiting: Vec<(Words, Vec<u32>)> = self.waiting.drain(..count).collect();
        let end = waiting.last().map_or(0, |(words, _)| words.after().lemma);
        let section = |(words, best): (Words, Vec<u32>)| {
            let heads = self.records.get(&best)?;
            let contents = || {
                let mut contents = words.contents();
                contents.varint(pages);
                for head in &heads {
                    contents.varint(head.page.0);
                    records::write(head, &mut contents);
                }
                contents
            };
            let write = || words.write(pages, &heads);
            let section = self.cache.or_made_of("words", contents, write);
            Ok((words.first().lemma, section))
        };
        let sections: Vec<(u32, Vec<u8>)> = waiting
            .into_par_iter()
            .map(section)
            .collect::<Result<_, BuildError>>()?;
        let mut sections = sections.into_iter().peekable();
        while sections.peek().is_some() {
            let bundle = sections.by_ref().take(WORD_BUNDLE).collect();
            let end = sections.peek().map_or(end, |&(first, _)| first);
            packs.add_bundle(PackKind::Words, bundle, end)?;
        }
        Ok(())
    }

    fn write_rests(&mut self, packs: &mut Packs) -> Result<(), BuildError> {
        let pages = self.pages();
        let rest = |lists: RestLists| {
            let contents = || {
                let mut contents = lists.contents();
                contents.varint(pages);
                contents
            };
            let write = || lists.write(pages);
            let section = self.cache.or_made_of("rest", contents, write);
            (lists.first(), section)
        };
        let rests = std::mem::take(&mut self.rests);
        let sections: Vec<(u32, Vec<u8>)> = rests.into_par_iter().map(rest).collect();
        for (first, section) in sections {
            packs.add(PackKind::Rest, first, section)?;
        }
        Ok(())
    }

    /// Writes what is left, and the terms; fills in what the manifest tells of both.
    pub(super) fn finish(
        mut self,
        packs: &mut Packs,
        manifest: &mut Manifest,
    ) -> Result<(), BuildError> {
        if !self.writer.is_empty() {
            self.cut();
        }
        self.rests.extend(self.rest.cut());
        self.write(packs, self.waiting.len())?;
        self.write_rests(packs)?;
        self.positions.finish_bundles(packs)?;
        let mut firsts = self.firsts;
        let terms = Terms::new(self.numbering, &firsts);
        manifest.keys = terms.write(packs, self.cache)?;
        firsts.push(self.writer.cut().first());
        manifest.words_packs = firsts;
        Ok(())
    }
}

/// Parts the best pages of a long list from the rest.
fn part(list: &mut Prepared, scorer: &Scorer<'_>) {
    // Worths are positive, so they are in the order of their bits.
    let mut worths: Vec<(Reverse<u32>, u32)> = list
        .here
        .chunk_by(|a, b| a.page == b.page)
        .map(|page| {
            (
                Reverse(scorer.worth(page, &|_| 1.0).to_bits()),
                page[0].page,
            )
        })
        .collect();
    worths.sort_unstable();
    let best_of_rest = f32::from_bits(worths[KEPT].0.0);
    list.bound = Some((best_of_rest * BOUND) as u32 + 1);
    let mut kept: Vec<u32> = worths[..KEPT].iter().map(|(_, page)| *page).collect();
    kept.sort_unstable();
    let is_kept = |entry: &Entry| kept.binary_search(&entry.page).is_ok();
    list.rest = std::mem::take(&mut list.here);
    list.here = list.rest.extract_if(.., |entry| is_kept(entry)).collect();
}
