//! Words and postings into their packs: each root's words with their lists, the rest of long lists, the
//! positions, and last the terms by which all are found.

use super::BuildError;
use super::inverted::LemmaList;
use super::numbering::Numbering;
use super::tokens::Tokens;
use super::packs::{POSITIONS, Packs, PartsPacks, REST, TERMS, WORDS};
use crate::format::manifest::Manifest;
use crate::format::pack::PackKind;
use crate::format::positions;
use crate::format::postings::Entry;
use crate::format::rest::RestWriter;
use crate::format::shapes::PageShape;
use crate::format::terms::{self, FormTerm, ROOT, STEM, StemTerm, to_size};
use crate::format::words::{BOUND, Classes, KEPT, LONG, List, Words, WordsWriter};
use crate::query::score::Ranking;
use crate::text::unknown::{doublings, evidence};
use rayon::prelude::*;
use std::cmp::Reverse;

/// Packs that wait for being written together.
const AT_ONCE: usize = 8;

/// Takes in the lists of all lemmas and writes words, rest and positions.
pub(super) struct WordsPacks<'a> {
    numbering: &'a Numbering,
    tokens: &'a Tokens,
    /// A byte for each page.
    shapes: &'a [u8],
    /// Words of a page on average.
    average: f32,
    writer: WordsWriter,
    waiting: Vec<Words>,
    rest: RestWriter,
    rests: Vec<(u32, Vec<u8>)>,
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
}

impl<'a> WordsPacks<'a> {
    pub(super) fn new(
        numbering: &'a Numbering,
        tokens: &'a Tokens,
        shapes: &'a [u8],
        words: u64,
    ) -> WordsPacks<'a> {
        WordsPacks {
            numbering,
            tokens,
            shapes,
            average: words as f32 / shapes.len().max(1) as f32,
            writer: WordsWriter::default(),
            waiting: Vec::new(),
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
    pub(super) fn add(&mut self, lists: Vec<LemmaList>, packs: &mut Packs) -> Result<(), BuildError> {
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
        if self.waiting.len() >= AT_ONCE {
            self.write(packs)?;
        }
        self.positions.flush(packs)
    }

    fn prepare(&self, list: LemmaList) -> Prepared {
        let mut placed = Vec::new();
        let mut at = 0;
        for entry in &list.entries {
            let end = at + entry.count as usize;
            positions::write(list.positions[at..end].iter().copied(), &mut placed);
            at = end;
        }
        let pages = list.entries.chunk_by(|a, b| a.page == b.page).count() as u32;
        let mut prepared = Prepared {
            lemma: list.lemma,
            pages,
            bound: None,
            here: list.entries,
            rest: Vec::new(),
            positions: placed,
        };
        if pages > LONG {
            self.part(&mut prepared);
        }
        prepared
    }

    /// Parts the best pages of a long list from the rest.
    fn part(&self, list: &mut Prepared) {
        let entries = std::mem::take(&mut list.here);
        // Worths are positive, so they are in the order of their bits.
        let mut worths: Vec<(Reverse<u32>, u32)> = entries
            .chunk_by(|a, b| a.page == b.page)
            .map(|page| (Reverse(self.worth(page).to_bits()), page[0].page))
            .collect();
        worths.sort_unstable();
        let best_of_rest = f32::from_bits(worths[KEPT].0.0);
        list.bound = Some((best_of_rest * BOUND) as u32 + 1);
        let mut kept: Vec<u32> = worths[..KEPT].iter().map(|(_, page)| *page).collect();
        kept.sort_unstable();
        let is_kept = |entry: &Entry| kept.binary_search(&entry.page).is_ok();
        (list.here, list.rest) = entries.into_iter().partition(is_kept);
    }

    /// The most that a page can be worth to a query for one of its words, whichever form is asked for; of
    /// the worth of the word. As in [`score`](crate::query::score).
    fn worth(&self, page: &[Entry]) -> f32 {
        const RANKING: Ranking = Ranking::DEFAULT;
        let shape = self.shapes.get(page[0].page as usize).copied().unwrap_or(0);
        let count: u32 = page.iter().map(|entry| entry.count).sum();
        let mut worth = RANKING.saturated(count as f32, PageShape::of(shape).words, self.average);
        if page.iter().any(|entry| entry.title) {
            worth += RANKING.title;
        }
        if page.iter().any(|entry| entry.lead) {
            worth += RANKING.lead;
        }
        worth
    }

    fn add_root(&mut self, pages: u32) {
        let numbering = self.numbering;
        self.writer.root(numbering.root(self.next_root).radicals, pages);
        self.next_root += 1;
        for list in std::mem::take(&mut self.root) {
            let lemma = numbering.lemma(list.lemma);
            let here = List {
                pages: list.pages,
                bound: list.bound,
                entries: &list.here,
            };
            self.writer.lemma(lemma.stem, here);
            for form in lemma.forms {
                self.writer.form();
                for spelling in numbering.form(form).spellings {
                    let spelling = numbering.spelling(spelling, self.tokens);
                    self.writer.spelling(&spelling.text, spelling.count);
                }
            }
            if !list.rest.is_empty() {
                let spellings = lemma.spellings.len() as u32;
                self.rest.list(list.lemma, spellings, list.rest);
                if self.rest.size() >= REST {
                    self.rests.extend(self.rest.finish(self.shapes.len() as u32));
                }
            }
        }
    }

    fn cut(&mut self) {
        let words = self.writer.cut();
        self.firsts.push(words.first());
        self.waiting.push(words);
    }

    fn write(&mut self, packs: &mut Packs) -> Result<(), BuildError> {
        let pages = self.pages();
        let waiting = std::mem::take(&mut self.waiting);
        let sections: Vec<(u32, Vec<u8>)> = waiting
            .into_par_iter()
            .map(|words| (words.first().lemma, words.write(pages)))
            .collect();
        for (first, section) in sections {
            packs.add(PackKind::Words, first, section)?;
        }
        for (first, section) in self.rests.drain(..) {
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
        let pages = self.pages();
        self.rests.extend(self.rest.finish(pages));
        self.write(packs)?;
        self.positions.finish(packs)?;
        let mut firsts = self.firsts;
        let terms = Terms::new(self.numbering, &firsts);
        manifest.keys = terms.write(packs)?;
        firsts.push(self.writer.cut().first());
        manifest.words_packs = firsts;
        Ok(())
    }
}

/// A key of the terms; what it is of stands for it, since there are millions.
#[derive(Clone, Copy)]
enum Term {
    Form(u32),
    /// The stem of a lemma.
    Lemma(u32),
    /// The stem of a form, and its lemma.
    Stem(u32, u32),
    Root(u32),
}

/// All terms in the order of their keys.
struct Terms<'a> {
    numbering: &'a Numbering,
    firsts: &'a [Classes],
    terms: Vec<Term>,
}

impl<'a> Terms<'a> {
    fn new(numbering: &'a Numbering, firsts: &'a [Classes]) -> Terms<'a> {
        let [_, forms, lemmas, roots] = numbering.classes();
        let mut terms = Vec::with_capacity((forms + 2 * lemmas) as usize);
        for number in 0..lemmas {
            let lemma = numbering.lemma(number);
            if !lemma.stem.is_empty() {
                terms.push(Term::Lemma(number));
            }
            for form in lemma.forms {
                let stem = numbering.form(form).stem;
                terms.push(Term::Form(form));
                if stem != lemma.stem && !stem.is_empty() {
                    terms.push(Term::Stem(form, number));
                }
            }
        }
        let rooted = |root: &u32| !numbering.root(*root).radicals.is_empty();
        terms.extend((0..roots).filter(rooted).map(Term::Root));
        let mut all = Terms {
            numbering,
            firsts,
            terms: Vec::new(),
        };
        terms.par_sort_unstable_by(|&a, &b| {
            (all.key(a), all.rank(a)).cmp(&(all.key(b), all.rank(b)))
        });
        // Of several lemmas with one stem only one can be found by it: the first.
        terms.dedup_by(|later, first| all.key(*later) == all.key(*first));
        all.terms = terms;
        all
    }

    /// What stands before the key, and the key.
    fn key(&self, term: Term) -> (u8, &'a [u8]) {
        let numbering = self.numbering;
        match term {
            // A form stands by itself: its first byte decides whether it is before stems and roots.
            Term::Form(form) => {
                let key = numbering.form(form).key;
                (key.first().copied().unwrap_or(0), key)
            }
            Term::Lemma(lemma) => (STEM, numbering.lemma(lemma).stem),
            Term::Stem(form, _) => (STEM, numbering.form(form).stem),
            Term::Root(root) => (ROOT, numbering.root(root).radicals),
        }
    }

    /// Which of several with one key is first: a lemma that has its stem among its forms, then any other.
    fn rank(&self, term: Term) -> (u8, u32) {
        match term {
            Term::Lemma(lemma) => {
                let of_lemma = self.numbering.lemma(lemma);
                let is_stem = |form| self.numbering.form(form).key == of_lemma.stem;
                let has = of_lemma.forms.clone().any(is_stem);
                (u8::from(!has), lemma)
            }
            Term::Stem(_, lemma) => (1, lemma),
            Term::Form(number) | Term::Root(number) => (0, number),
        }
    }

    fn value(&self, term: Term) -> u64 {
        match term {
            Term::Form(form) => {
                let pack = self.firsts.partition_point(|first| first.form <= form) - 1;
                FormTerm {
                    pack: pack as u32,
                    size: to_size(self.count(form)),
                }
                .value()
            }
            Term::Lemma(lemma) | Term::Stem(_, lemma) => {
                let forms = self.numbering.lemma(lemma).forms;
                let attested = forms.fold(0u32, |sum, form| {
                    sum.saturating_add(doublings(self.count(form)))
                });
                StemTerm {
                    lemma,
                    evidence: evidence(attested),
                }
                .value()
            }
            Term::Root(root) => root.into(),
        }
    }

    fn count(&self, form: u32) -> u32 {
        let count = self.numbering.count(self.numbering.form(form).spellings);
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Writes the packs; gives the first key of each.
    fn write(&self, packs: &mut Packs) -> Result<Vec<Vec<u8>>, BuildError> {
        let whole = |&term: &Term| match term {
            Term::Form(_) => self.key(term).1.to_vec(),
            _ => [&[self.key(term).0], self.key(term).1].concat(),
        };
        let words_packs = self.firsts.len() as u32;
        let chunks: Vec<&[Term]> = self.terms.chunks(TERMS).collect();
        for (at, chunks) in chunks.chunks(AT_ONCE).enumerate() {
            let first = (at * AT_ONCE) as u32;
            let section = |(number, terms): (usize, &&[Term])| {
                let keyed = terms.iter().map(|term| (whole(term), self.value(*term)));
                (first + number as u32, terms::write(words_packs, &keyed.collect::<Vec<_>>()))
            };
            let sections: Vec<(u32, Vec<u8>)> =
                chunks.par_iter().enumerate().map(section).collect();
            for (first, section) in sections {
                packs.add(PackKind::Terms, first, section)?;
            }
        }
        Ok(chunks.iter().map(|terms| whole(&terms[0])).collect())
    }
}
