//! Choosing: which pages answer a query, and in which order by what the postings say.

use super::Library;
use super::rank::Ranked;
use super::search::Search;
use super::tally::Tally;
use crate::answer::{TermKind, Words};
use crate::error::Error;
use crate::id::PageId;
use crate::query::group::Needs;
use crate::query::kin::Kin;
use crate::query::matching::Target;
use crate::query::parse::Clause;
use crate::query::vocabulary::Vocabulary;

/// The pages that answer a query.
pub(super) struct Chosen {
    /// Their numbers: as many as are shown or ranked anew the best first, behind them the others.
    pub(super) hits: Vec<u32>,
    /// How many of the first are to be ranked anew by their texts: those that would be without a filter.
    pub(super) best: usize,
    pub(super) tally: Tally,
    /// Pages that have some of the words and are not among the hits.
    pub(super) partial: u32,
    /// True if no page has all the words, and the hits have some.
    pub(super) relaxed: bool,
    /// True if no page has any of them, and the hits have words that may have been meant.
    pub(super) guessed: bool,
}

impl Search<'_> {
    /// The words of the query with what was found of each, and their kin if it is given.
    pub(super) fn ranked<'a>(&'a self, kin: Option<&'a [Kin]>) -> Vec<Ranked<'a>> {
        let words = self.targets.iter().zip(&self.found).enumerate();
        let mut first = 0;
        words
            .map(|(term, (target, found))| {
                if !self.clauses[target.clause].either {
                    first = term;
                }
                Ranked {
                    target,
                    found,
                    kin: kin.and_then(|kin| kin.get(term)),
                    place: first,
                }
            })
            .collect()
    }

    /// The pages that answer, ranked with the evidence of the words' kin if it is given.
    pub(super) fn choose(&self, library: &Library, kin: Option<&[Kin]>) -> Result<Chosen, Error> {
        let tally = library.tally(
            &self.ranked(kin),
            &self.clauses,
            &self.within,
            self.catalog,
            &Vocabulary::new(&self.targets, kin, self.lexicon),
            self.lexicon,
        )?;
        let needs = Needs::new(&self.clauses);
        let telling = self.telling();
        // Most queries leave out nothing and have no phrases: then there is nothing to look at.
        let bound = self.clauses.iter().any(|clause| clause.without)
            || self.phrases.iter().any(Option::is_some);
        let kept = |page: u32| !bound || self.has_phrases(page) && self.is_kept(PageId(page));
        let passes = |page: &u32| self.passes(*page);
        // Where nothing but filters is asked for, all that passes is found.
        let browses = self.passing.is_some() && self.clauses.iter().all(|clause| clause.without);
        let mut with_some: Vec<u32> = Vec::new();
        let mut with_all: Vec<u32> = Vec::new();
        if browses {
            with_some = self.within.clone().filter(|&page| kept(page)).collect();
            with_all.clone_from(&with_some);
        } else {
            let some = tally
                .each()
                .filter(|&(page, present, _)| present & telling != 0 && kept(page));
            for (page, present, _) in some {
                with_some.push(page);
                if needs.met(present, telling) {
                    with_all.push(page);
                }
            }
        }
        let guessed = !with_some.iter().any(passes) && kin.is_some() && self.may_guess() && {
            (with_some, with_all) = Default::default();
            let worth = tally
                .each()
                .filter(|&(page, _, content)| content && kept(page));
            for (page, present, _) in worth {
                with_some.push(page);
                if needs.met(present, telling) {
                    with_all.push(page);
                }
            }
            with_some.iter().any(passes)
        };
        let mut chosen = Chosen {
            hits: with_some,
            best: 0,
            partial: 0,
            relaxed: false,
            guessed,
            tally,
        };
        if self.request.words == Words::All {
            let passing = |pages: &[u32]| match self.passing {
                Some(_) => pages.iter().filter(|page| passes(page)).count(),
                None => pages.len(),
            };
            let (some, whole) = (passing(&chosen.hits), passing(&with_all));
            let some = match &self.candidates {
                Some(candidates) => candidates.some.map_or(some, |some| some as usize),
                None => some,
            };
            chosen.relaxed = whole == 0 && some > 0;
            if !chosen.relaxed {
                chosen.partial = (some - whole) as u32;
                chosen.hits = with_all;
            }
        }
        let reranked = library.ranking.rerank as usize;
        let shown = self.request.offset.saturating_add(self.request.limit) as usize;
        if self.passing.is_some() {
            // A filter only leaves out: it changes the order of nothing that it leaves.
            let all = chosen.hits.len();
            chosen.tally.sort(&mut chosen.hits, all);
            let first = chosen.hits.iter().take(reranked);
            chosen.best = first.filter(|page| passes(page)).count();
            chosen.hits.retain(passes);
        } else {
            chosen.tally.sort(&mut chosen.hits, shown.max(reranked));
            chosen.best = chosen.hits.len().min(reranked);
        }
        Ok(chosen)
    }

    /// True if a page passes the filters.
    fn passes(&self, page: u32) -> bool {
        self.passing
            .as_ref()
            .is_none_or(|pages| pages.contains(page))
    }

    /// Whether pages are ranked by kin, too: where they need not have all the words.
    pub(super) fn asks_kin(&self, relaxed: bool) -> bool {
        relaxed || self.request.words == Words::Any
    }

    /// The words that a page must have some of.
    pub(super) fn content(&self) -> u32 {
        self.mask(|target| {
            target.kind != TermKind::Without
                && (!target.function_word
                    || matches!(target.kind, TermKind::Phrase | TermKind::Near))
        })
    }

    /// Whether pages may be given that have none of the words, but words like them. One word alone that
    /// is not there is answered by what may have been meant, for the reader to choose.
    pub(super) fn may_guess(&self) -> bool {
        self.request.words == Words::Any || self.content().count_ones() > 1
    }

    pub(super) fn mask(&self, is_in: impl Fn(&Target) -> bool) -> u32 {
        self.targets
            .iter()
            .enumerate()
            .filter(|(_, target)| is_in(target))
            .fold(0, |mask, (i, _)| mask | 1 << i)
    }

    /// True if a page has nothing that the query wants left out.
    fn is_kept(&self, page: PageId) -> bool {
        let mut first = 0;
        for (number, clause) in self.clauses.iter().enumerate() {
            let terms = first..first + clause.words.len();
            first = terms.end;
            let has = |clause: &Clause| match &self.phrases[number] {
                Some(pages) => pages.binary_search(&page).is_ok(),
                None => {
                    clause.without
                        && self.found[terms]
                            .iter()
                            .any(|found| !found.in_page(page).is_empty())
                }
            };
            if clause.without && has(clause) {
                return false;
            }
        }
        true
    }

    /// True if a page has every phrase of the query, or an alternative to it.
    fn has_phrases(&self, page: u32) -> bool {
        let has = |pages: &Option<Vec<PageId>>| match pages {
            Some(pages) => pages.binary_search(&PageId(page)).is_ok(),
            // A single word need not be there, and where it may stand for a phrase the phrase need not.
            None => true,
        };
        let mut first = 0;
        self.clauses
            .chunk_by(|_, next| next.either)
            .all(|alternatives| {
                let mut pages = self.phrases[first..].iter().take(alternatives.len());
                first += alternatives.len();
                alternatives[0].without || pages.any(has)
            })
    }
}
