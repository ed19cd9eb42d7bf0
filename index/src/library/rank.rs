//! What every page is worth for a query, and which of its words it has.

use super::Library;
use super::places::{Places, Union};
use super::tally::{Evidence, Gathered, Tally};
use crate::answer::TermKind;
use crate::error::Error;
use crate::format::catalog::Catalog;
use crate::format::postings::{Entries, Entry};
use crate::format::shapes::PageShape;
use crate::id::{FormId, LemmaId, SpellingId};
use crate::query::found::Found;
use crate::query::group::Alternatives;
use crate::query::kin::Kin;
use crate::query::lexicon::Lexicon;
use crate::query::matching::Target;
use crate::query::parse::Clause;
use crate::query::score::{self, Ranking};
use crate::query::vocabulary::Vocabulary;
use crate::text;
use std::ops::Range;

/// The postings of a lemma that is kin, with the weights of its spellings.
struct KinList<'a> {
    entries: Entries<'a>,
    weights: Vec<f32>,
}

impl KinList<'_> {
    /// The entries that weigh anything, with their weights.
    fn weighed(&self) -> impl Iterator<Item = (&Entry, f32)> {
        let entries = self.entries.runs().flatten();
        let weighed = entries.map(|entry| {
            let weight = self.weights.get(entry.spelling as usize);
            (entry, weight.copied().unwrap_or(0.0))
        });
        weighed.filter(|(_, weight)| *weight > 0.0)
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
        let wanted = |word: &&Ranked<'_>| word.target.kind != TermKind::Without;
        let mut kin_lists: Vec<Vec<KinList<'_>>> = Vec::new();
        let mut union = Union::default();
        for word in words.iter().filter(wanted) {
            let pages = word.found.occurrences.iter().map(|o| o.page.0);
            union.add(pages.filter(|page| within.contains(page)));
            let lists = word
                .kin
                .map_or(Vec::new(), |kin| self.kin_lists(kin, word.target, lexicon));
            for list in &lists {
                let pages = list.weighed().map(|(entry, _)| entry.page);
                union.add(pages.filter(|page| within.contains(page)));
            }
            kin_lists.push(lists);
        }
        let pages = union.whole();
        let count = pages.len();
        let mut tally = Tally {
            scores: vec![0.0; count],
            present: vec![0; count],
            content: vec![false; count],
            worths: Vec::with_capacity(words.len()),
            besides: 0.0,
            pages,
        };
        let all = self.manifest.pages;
        let average = self.manifest.words as f32 / all.max(1) as f32;
        let ranking = &self.ranking;
        let mut gathered = Gathered {
            all: vec![Evidence::default(); count],
            places: Vec::with_capacity(count),
        };
        let mut mass = 0.0;
        let books = BookTitles::new(catalog, vocabulary, ranking);
        let mut shapes = Shapes::of(self);
        let mut alternatives = Alternatives::new(clauses);
        let mut kin_lists = kin_lists.into_iter();
        for (term, Ranked { target, found, .. }) in words.iter().enumerate() {
            alternatives.begin(term, &mut tally.scores);
            if target.kind == TermKind::Without {
                tally.worths.push(0.0);
                continue;
            }
            let content = !target.function_word;
            let mut pages = found.pages_at[target.depth as usize];
            let mut places = Places::among(&tally.pages);
            for o in &found.occurrences {
                let Some(place) = places.of(o.page.0) else {
                    continue;
                };
                let weight = ranking.depths[o.depth as usize];
                gathered.add(place, weight, o.count, o.title, o.lead);
                tally.present[place] |= 1 << term;
            }
            let lists = kin_lists.next().unwrap_or_default();
            for list in &lists {
                let mut places = Places::among(&tally.pages);
                for (entry, weight) in list.weighed() {
                    if let Some(place) = places.of(entry.page) {
                        gathered.add(place, weight, entry.count(), entry.title(), entry.lead());
                    }
                }
            }
            if words[term].kin.is_some() && target.lemma.is_none() && pages == 0 {
                pages = gathered.telling();
            }
            let mut weight = if content { 1.0 } else { ranking.function_word };
            if target.kind == TermKind::Repair {
                weight *= ranking.repair;
            }
            let worth = weight * score::idf(pages, all);
            if content {
                mass += worth;
            }
            for place in gathered.places.drain(..) {
                let index = place as usize;
                let evidence = std::mem::take(&mut gathered.all[index]);
                tally.content[index] |= content;
                let length = shapes.get(tally.pages[index]).words;
                let Evidence { count, title, lead } = evidence;
                let places = if content { (title, lead) } else { (0.0, 0.0) };
                tally.scores[index] += worth * ranking.share(count, places, length, average);
            }
            tally.worths.push(worth);
            if content {
                books.add(&words[term], worth, ranking, &mut tally);
            }
        }
        alternatives.end(&mut tally.scores);
        if let Some(asked) = Cue::of(words).filter(|_| ranking.cue > 0.0) {
            tally.besides += ranking.cue * mass;
            for (&page, score) in tally.pages.iter().zip(&mut tally.scores) {
                if *score > 0.0 && asked.is_in(&shapes.get(page)) {
                    *score += ranking.cue * mass;
                }
            }
        }
        Ok(tally)
    }

    /// The postings of a word's kin.
    fn kin_lists<'a>(
        &'a self,
        kin: &Kin,
        target: &Target,
        lexicon: &Lexicon<'a>,
    ) -> Vec<KinList<'a>> {
        let own: Vec<LemmaId> = target.lemmas(lexicon);
        let mut lists = Vec::new();
        for lemma in kin.lemmas(lexicon) {
            if own.contains(&lemma) {
                continue;
            }
            let spellings = lexicon.spellings_of_lemma(lemma);
            let weight = |spelling| kin.weight(lexicon.form_of(SpellingId(spelling)));
            let weights: Vec<f32> = spellings.map(weight).collect();
            let entries = self.entries(lemma, lexicon).unwrap_or_default();
            lists.push(KinList { entries, weights });
        }
        lists
    }
}

/// The shapes of pages, asked for mostly in their order.
struct Shapes<'a> {
    library: &'a Library,
    /// The pack that was asked last: its first page and its bytes.
    first: u32,
    bytes: &'a [u8],
}

impl<'a> Shapes<'a> {
    fn of(library: &'a Library) -> Shapes<'a> {
        Shapes {
            library,
            first: 0,
            bytes: &[],
        }
    }

    fn get(&mut self, page: u32) -> PageShape {
        let place = page.wrapping_sub(self.first) as usize;
        if let Some(&byte) = self.bytes.get(place) {
            return PageShape::of(byte);
        }
        (self.first, self.bytes) = self.library.shapes(page);
        let place = page.wrapping_sub(self.first) as usize;
        self.bytes
            .get(place)
            .map_or(PageShape::default(), |&byte| PageShape::of(byte))
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
    fn new<'a>(
        catalog: &'a Catalog,
        vocabulary: &Vocabulary<'_>,
        ranking: &Ranking,
    ) -> BookTitles<'a> {
        let mut words = Vec::new();
        // What all pages have in common tells none from another.
        let tells = catalog.books.len() > 1 && ranking.book > 0.0;
        let several = catalog.books.iter().filter(|_| tells);
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
        let mut highest: f32 = 0.0;
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
                let Range { start, end } = title[0].pages;
                let first = tally.pages.partition_point(|&page| page < start);
                let after = tally.pages.partition_point(|&page| page < end);
                for score in &mut tally.scores[first..after] {
                    *score += ranking.book * best * worth;
                }
            }
            highest = highest.max(best);
        }
        tally.besides += ranking.book * highest * worth;
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
