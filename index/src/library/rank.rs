//! What every page is worth for a query, and which of its words it has.

use super::Library;
use crate::answer::TermKind;
use crate::error::Error;
use crate::format::catalog::Catalog;
use crate::format::shapes::PageShape;
use crate::query::lexicon::Lexicon;
use crate::id::{FormId, LemmaId, SpellingId};
use crate::order::{pair, sort_by_key};
use crate::query::found::Found;
use crate::query::group::Alternatives;
use crate::query::kin::Kin;
use crate::query::matching::Target;
use crate::query::parse::Clause;
use crate::query::score::{self, Ranking};
use crate::query::vocabulary::Vocabulary;
use crate::text;
use std::ops::Range;

/// What the pages have of the query: a score and the words present, page by page.
pub(super) struct Tally {
    first: u32,
    scores: Vec<f32>,
    /// Bit `i` is set if the page has query word `i`.
    present: Vec<u32>,
    /// Whether the page has evidence for any content word.
    content: Vec<bool>,
    /// What each query word is worth.
    pub(super) worths: Vec<f32>,
}

/// What the pages have of one query word.
#[derive(Default)]
struct Evidence {
    /// The weighed count before saturation; zero for pages without.
    counts: Vec<f32>,
    /// The greatest weight in the title, and in the lead.
    title: Vec<f32>,
    lead: Vec<f32>,
    /// Pages with evidence, in the order they were met.
    pages: Vec<u32>,
}

/// Evidence below this is a trace.
const TRACE: f32 = 0.3;

impl Evidence {
    fn new(pages: usize) -> Evidence {
        Evidence {
            counts: vec![0.0; pages],
            title: vec![0.0; pages],
            lead: vec![0.0; pages],
            pages: Vec::new(),
        }
    }

    fn add(&mut self, index: usize, weight: f32, count: u32, title: bool, lead: bool) {
        let Some(evidence) = self.counts.get_mut(index) else {
            return;
        };
        if *evidence == 0.0 {
            self.pages.push(index as u32);
        }
        *evidence += weight * count as f32;
        if title {
            self.title[index] = self.title[index].max(weight);
        }
        if lead {
            self.lead[index] = self.lead[index].max(weight);
        }
    }

    /// How many pages have more than a trace of the word, one at least.
    fn telling(&self) -> u32 {
        let telling = |&&page: &&u32| self.counts[page as usize] >= TRACE;
        self.pages.iter().filter(telling).count().max(1) as u32
    }

    fn clear(&mut self) {
        for page in self.pages.drain(..) {
            let index = page as usize;
            (self.counts[index], self.title[index], self.lead[index]) = (0.0, 0.0, 0.0);
        }
    }
}

/// A query word with what was found of it.
pub(super) struct Ranked<'a> {
    pub(super) target: &'a Target,
    pub(super) found: &'a Found,
    pub(super) kin: Option<&'a Kin>,
    /// The number of the word whose place it takes in a text: its own, or the first alternative's.
    pub(super) place: usize,
}

impl Ranked<'_> {
    /// The weight of a word of a text, of this form, as evidence.
    pub(super) fn weight(&self, word: &str, form: FormId, ranking: &Ranking) -> f32 {
        let own = self.target.depth_of_word(word, form);
        match own.filter(|depth| *depth <= self.target.depth) {
            Some(depth) => ranking.depths[depth as usize],
            None => self.kin.map_or(0.0, |kin| kin.weight(form)),
        }
    }
}

impl Library {
    /// Adds up what each page has of the query, word by word in query order.
    pub(super) fn tally(
        &self,
        words: &[Ranked<'_>],
        clauses: &[Clause],
        within: &Range<u32>,
        catalog: &Catalog,
        vocabulary: &Vocabulary<'_>,
        lexicon: &Lexicon<'_>,
    ) -> Result<Tally, Error> {
        let count = within.len();
        let mut tally = Tally {
            first: within.start,
            scores: vec![0.0; count],
            present: vec![0; count],
            content: vec![false; count],
            worths: Vec::with_capacity(words.len()),
        };
        let all = self.manifest.pages;
        let average = self.manifest.words as f32 / all.max(1) as f32;
        let ranking = &self.ranking;
        let shape = |index: usize| self.shape(within.start + index as u32);
        let mut evidence = Evidence::new(count);
        let mut mass = 0.0;
        let books = BookTitles::new(catalog, vocabulary);
        let mut alternatives = Alternatives::new(clauses);
        for (
            term,
            Ranked {
                target, found, kin, ..
            },
        ) in words.iter().enumerate()
        {
            alternatives.begin(term, &mut tally.scores);
            if target.kind == TermKind::Without {
                tally.worths.push(0.0);
                continue;
            }
            let content = !target.function_word;
            let mut pages = found.pages_at[target.depth as usize];
            for o in &found.occurrences {
                let index = o.page.0.wrapping_sub(tally.first) as usize;
                let weight = ranking.depths[o.depth as usize];
                evidence.add(index, weight, o.count, o.title, o.lead);
                if let Some(present) = tally.present.get_mut(index) {
                    *present |= 1 << term;
                }
            }
            if let Some(kin) = kin {
                self.add_kin(kin, target, tally.first, lexicon, &mut evidence)?;
                if target.lemma.is_none() && pages == 0 {
                    pages = evidence.telling();
                }
            }
            let mut weight = if content { 1.0 } else { ranking.function_word };
            if target.kind == TermKind::Repair {
                weight *= ranking.repair;
            }
            let worth = weight * score::idf(pages, all);
            if content {
                mass += worth;
            }
            for &page in &evidence.pages {
                let index = page as usize;
                tally.content[index] |= content;
                let length = shape(index).words;
                let mut share = ranking.saturated(evidence.counts[index], length, average);
                if content {
                    share +=
                        ranking.title * evidence.title[index] + ranking.lead * evidence.lead[index];
                }
                tally.scores[index] += worth * share;
            }
            evidence.clear();
            tally.worths.push(worth);
            if content {
                books.add(&words[term], worth, ranking, &mut tally);
            }
        }
        alternatives.end(&mut tally.scores);
        if let Some(asked) = Cue::of(words).filter(|_| ranking.cue > 0.0) {
            for (index, score) in tally.scores.iter_mut().enumerate() {
                if *score > 0.0 && asked.is_in(&shape(index)) {
                    *score += ranking.cue * mass;
                }
            }
        }
        Ok(tally)
    }

    /// Adds the evidence of a word's kin.
    fn add_kin(
        &self,
        kin: &Kin,
        target: &Target,
        first_page: u32,
        lexicon: &Lexicon<'_>,
        evidence: &mut Evidence,
    ) -> Result<(), Error> {
        let own: Vec<LemmaId> = target.lemmas(lexicon);
        for lemma in kin.lemmas(lexicon) {
            if own.contains(&lemma) {
                continue;
            }
            let spellings = lexicon.spellings_of_lemma(lemma);
            let weight = |spelling| kin.weight(lexicon.form_of(SpellingId(spelling)));
            let weights: Vec<f32> = spellings.map(weight).collect();
            for entry in self.entries(lemma, lexicon).unwrap_or_default().iter() {
                let weight = weights.get(entry.spelling as usize).copied().unwrap_or(0.0);
                if weight > 0.0 {
                    let index = entry.page.wrapping_sub(first_page) as usize;
                    evidence.add(index, weight, entry.count, entry.title, entry.lead);
                }
            }
        }
        Ok(())
    }
}

impl Tally {
    /// Adds to the score of a page.
    pub(super) fn add(&mut self, page: u32, more: f32) {
        let index = page.wrapping_sub(self.first) as usize;
        if let Some(score) = self.scores.get_mut(index) {
            *score += more;
        }
    }

    /// Puts the best pages first; equals stay in page order.
    pub(super) fn sort(&self, pages: &mut Vec<u32>) {
        // No score is below zero, so that scores are in the order of their bits.
        sort_by_key(pages, |&page| pair(!self.score(page).to_bits(), page));
    }

    pub(super) fn score(&self, page: u32) -> f32 {
        let index = page.wrapping_sub(self.first) as usize;
        self.scores.get(index).copied().unwrap_or(0.0)
    }

    /// Whether a page has evidence for any content word, be it that of a word's kin.
    pub(super) fn has_content(&self, page: u32) -> bool {
        let index = page.wrapping_sub(self.first) as usize;
        self.content.get(index).copied().unwrap_or(false)
    }

    pub(super) fn present(&self, page: u32) -> u32 {
        let index = page.wrapping_sub(self.first) as usize;
        self.present.get(index).copied().unwrap_or(0)
    }
}

/// What pages have from the title of their book, which need not be said again on every page: the words
/// of all titles, each with the pages that inherit it.
struct BookTitles<'a>(Vec<TitleWord<'a>>);

struct TitleWord<'a> {
    pages: Range<u32>,
    word: &'a str,
    key: Vec<u8>,
    form: Option<FormId>,
}

impl BookTitles<'_> {
    fn new<'a>(catalog: &'a Catalog, vocabulary: &Vocabulary<'_>) -> BookTitles<'a> {
        let mut words = Vec::new();
        // What all pages have in common tells none from another.
        let several = catalog.books.iter().filter(|_| catalog.books.len() > 1);
        for book in several {
            for range in text::words(&book.title) {
                let word = &book.title[range];
                let mut key = Vec::new();
                text::fold(word, &mut key);
                words.push(TitleWord {
                    pages: book.first.0..book.first.0.saturating_add(book.pages),
                    word,
                    form: vocabulary.form(&key),
                    key,
                });
            }
        }
        BookTitles(words)
    }

    /// Adds to the pages of every book whose title has the word.
    fn add(&self, asked: &Ranked<'_>, worth: f32, ranking: &Ranking, tally: &mut Tally) {
        for title in self.0.chunk_by(|a, b| a.pages == b.pages) {
            let mut best: f32 = 0.0;
            for TitleWord {
                word, key, form, ..
            } in title
            {
                best = best.max(match form {
                    // The library need not have the word anywhere else.
                    _ if *key == asked.target.key => 1.0,
                    Some(form) => asked.weight(word, *form, ranking),
                    None => 0.0,
                });
            }
            if best > 0.0 {
                for page in title[0].pages.clone() {
                    tally.add(page, ranking.book * best * worth);
                }
            }
        }
    }
}

/// What kind of answer a question asks for.
#[derive(Clone, Copy)]
enum Cue {
    Year,
    Number,
}

/// Words that ask when, and how many.
const WHEN: [&str; 7] = ["متى", "عام", "سنة", "تاريخ", "العام", "السنة", "when"];
const HOW_MANY: [&str; 5] = ["كم", "عدد", "بكم", "وكم", "مساحة"];

impl Cue {
    fn of(words: &[Ranked<'_>]) -> Option<Cue> {
        let any = |list: &[&str]| {
            list.iter().any(|cue| {
                let cue = text::Term::of(cue);
                let is_cue = |word: &Ranked<'_>| word.target.key == cue.as_bytes();
                words.iter().any(is_cue)
            })
        };
        if any(&WHEN) {
            Some(Cue::Year)
        } else {
            any(&HOW_MANY).then_some(Cue::Number)
        }
    }

    fn is_in(self, page: &PageShape) -> bool {
        match self {
            Cue::Year => page.year,
            Cue::Number => page.number,
        }
    }
}
