//! Searching: which pages answer a query, in which order, and why.

use super::candidates::Candidates;
use super::choose::Chosen;
use super::filter::{Filtered, Missing};
use super::order::Generations;
use super::rerank::Reader;
use super::tally::Tally;
use super::{Library, Step, ready, whole};
use crate::answer::{Answer, Depth, Hit, Order, Reason, SearchRequest, Term, TermKind};
use crate::error::Error;
use crate::format::catalog::Catalog;
use crate::format::pack::PackKind;
use crate::format::positions;
use crate::format::postings::Entries;
use crate::format::section::Section;
use crate::format::words::{BOUND, KEPT, List};
use crate::id::{LemmaId, PackId, PageId};
use crate::order::{pair, sort_by_key};
use crate::query::found::{Found, Which};
use crate::query::group::Needs;
use crate::query::kin::{Asked, Kin};
use crate::query::lexicon::Lexicon;
use crate::query::matching::{Target, targets};
use crate::query::parse::{Clause, ClauseKind};
use crate::query::runs::Runs;
use crate::query::vocabulary::Vocabulary;
use crate::query::{phrase, suggest};
use std::ops::Range;

/// Spellings given as reasons for one word in one page at most.
const REASONS: usize = 4;

/// A query resolved in a library, and what was found of each of its words.
pub(super) struct Search<'a> {
    pub(super) request: &'a SearchRequest,
    pub(super) clauses: Vec<Clause>,
    pub(super) targets: Vec<Target>,
    pub(super) found: Vec<Found>,
    /// If not all pages are looked at, those that are.
    pub(super) candidates: Option<Candidates>,
    /// For each clause that is a phrase or a nearness, the pages that have it.
    pub(super) phrases: Vec<Option<Vec<PageId>>>,
    pub(super) catalog: &'a Catalog,
    pub(super) lexicon: &'a Lexicon<'a>,
    /// The pages searched.
    pub(super) within: Range<u32>,
    /// Those of them that pass the filters, if there is any filter.
    pub(super) passing: Option<Runs>,
    /// What became of the filters of the query.
    pub(super) filters: Vec<Term>,
    /// What is known of the authors, if the order asks for it.
    generations: Generations,
}

impl Library {
    /// Searches. Needs the terms and words of the query, the shapes of all pages; positions too if
    /// there is a phrase; and where pages are ranked that have only some of the words, all terms, the words'
    /// [kin](crate::query::kin) and the texts of the best.
    pub fn search(&self, request: &SearchRequest) -> Result<Step<Answer>, Error> {
        self.search_by(request, true)
    }

    /// Searches with the least that gives the pages: without the kin and without texts, if any page has
    /// any of the words, in an order that may change, as [`Answer::provisional`] says; without the rest of a word's postings
    /// where it cannot be among the first, and without what may have been meant, as [`Answer::unfinished`] says.
    pub fn preview(&self, request: &SearchRequest) -> Result<Step<Answer>, Error> {
        self.search_by(request, false)
    }

    fn search_by(&self, request: &SearchRequest, texts: bool) -> Result<Step<Answer>, Error> {
        let lexicon = &self.lexicon();
        let clauses = request.clauses(lexicon);
        let mut missing = self.base_missing();
        let targets = match lexicon.is_whole() {
            true => targets(&clauses, request.depth, request.typing, lexicon),
            false => Vec::new(),
        };
        missing.extend(lexicon.wanted());
        let (filtered, generations) = self.filtered_by(request, &mut missing)?;
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        let catalog = ready!(self.catalog()?);
        let within = self.within(request, catalog);
        let plain = filtered.is_none() && request.order == Order::Relevance && !request.facets;
        let (passing, filters) = match filtered {
            Some(Filtered { pages, terms }) => (pages, terms),
            None => (None, Vec::new()),
        };
        let phrases = vec![None; clauses.len()];
        let mut search = Search {
            request,
            clauses,
            targets,
            found: Vec::new(),
            candidates: None,
            phrases,
            catalog,
            lexicon,
            within,
            passing,
            filters,
            generations,
        };
        if !texts
            && plain
            && let Some(answer) = self.search_first(&mut search)?
        {
            whole!(lexicon);
            return Ok(Step::Done(answer));
        }
        search.found.clear();
        let missing = self.lists_missing(&search.targets, lexicon);
        whole!(lexicon);
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        self.read_lists(&mut search)?;
        whole!(lexicon);
        // Whether all words are asked for and no page has them is known only when the pages are chosen.
        if !(texts && search.asks_kin(false) && request.order == Order::Relevance) {
            let first = search.choose(self, None)?;
            let by_worth = request.order == Order::Relevance;
            let wants_kin = match first.hits.is_empty() {
                true => {
                    search.may_guess() && search.passing.as_ref().is_none_or(|it| !it.is_empty())
                }
                false => texts && by_worth && search.asks_kin(first.relaxed),
            };
            if !wants_kin {
                return search.answer(self, None, first, texts);
            }
        }
        let kin = ready!(self.kin(&search)?);
        let chosen = search.choose(self, Some(&kin))?;
        search.answer(self, Some(&kin), chosen, texts)
    }

    /// The answer by the best pages of one word, if it is in so many that they stand apart, and no other
    /// page can be among the first.
    fn search_first(&self, search: &mut Search<'_>) -> Result<Option<Answer>, Error> {
        let (request, lexicon) = (search.request, search.lexicon);
        let [target] = &search.targets[..] else {
            return Ok(None);
        };
        let plain = target.kind == TermKind::Word
            && target.depth == Depth::Lemma
            && !target.function_word
            && !target.title
            && target.chosen.is_all()
            && request.book.is_none();
        let (Some(lemma), true) = (target.lemma, plain) else {
            return Ok(None);
        };
        let list = lexicon.list(lemma);
        let last = request.offset.saturating_add(request.limit) as usize;
        let Some(bound) = list.bound.filter(|_| (1..=KEPT).contains(&last)) else {
            return Ok(None);
        };
        let here = Entries {
            here: list.entries,
            rest: &[],
        };
        let lists = [(lemma, here)];
        let which = Which::default();
        let mut found = Found::new(target, &lists, lexicon, self.manifest.pages, which);
        let at_lemma = &mut found.pages_at[Depth::Lemma as usize..];
        at_lemma.iter_mut().for_each(|pages| *pages = list.pages);
        found.total = lexicon.count_all(lexicon.spellings_of_lemma(lemma));
        search.found.push(found);
        let chosen = search.choose(self, None)?;
        let Some(&worst) = chosen.hits.get(last - 1) else {
            return Ok(None);
        };
        let tally = &chosen.tally;
        let most = tally.worths[0] * (bound as f32 / BOUND) + tally.besides;
        if chosen.tally.score(worst) <= most {
            return Ok(None);
        }
        Ok(match search.answer(self, None, chosen, false)? {
            Step::Done(answer) => Some(Answer {
                total: list.pages,
                unfinished: true,
                ..answer
            }),
            Step::Need(_) => None,
        })
    }

    /// The kin of each query word; needs their postings.
    fn kin(&self, search: &Search<'_>) -> Result<Step<Vec<Kin>>, Error> {
        let words = search.targets.iter().zip(&search.found).enumerate();
        let kin: Vec<Kin> = words
            .map(|(term, (target, found))| {
                let repaired = |clause: &Clause| clause.repairs.contains(&term);
                let asked = Asked {
                    target,
                    pages: found.pages_at[Depth::Lemma as usize],
                    repaired: search.clauses.iter().any(repaired),
                };
                Kin::new(&asked, self.manifest.pages, search.lexicon, &self.ranking)
            })
            .collect();
        whole!(search.lexicon);
        let lemmas = kin.iter().flat_map(|kin| kin.lemmas(search.lexicon));
        let missing = self.rest_missing(lemmas, search.lexicon);
        whole!(search.lexicon);
        Ok(if missing.is_empty() {
            Step::Done(kin)
        } else {
            Step::Need(missing)
        })
    }

    /// The packs that are needed for the whole lists of these words, and the positions of those in phrases.
    fn lists_missing(&self, targets: &[Target], lexicon: &Lexicon<'_>) -> Vec<PackId> {
        let lemmas = targets.iter().flat_map(|target| target.lemmas(lexicon));
        let mut missing = self.rest_missing(lemmas, lexicon);
        let in_phrase = targets.iter().filter(|target| target.is_in_phrase(targets));
        let lemmas = in_phrase.flat_map(|target| target.lemmas(lexicon));
        missing.extend(self.missing(PackKind::Positions, lemmas.map(|lemma| lemma.0)));
        missing
    }

    /// The packs with the rest of these lemmas' lists that were not fed yet.
    pub(super) fn rest_missing(
        &self,
        lemmas: impl Iterator<Item = LemmaId>,
        lexicon: &Lexicon<'_>,
    ) -> Vec<PackId> {
        let long = lemmas.filter(|&lemma| lexicon.list(lemma).bound.is_some());
        self.missing(PackKind::Rest, long.map(|lemma| lemma.0))
    }

    /// The whole list of a lemma, whose packs must have been fed.
    pub(super) fn entries<'a>(
        &'a self,
        lemma: LemmaId,
        lexicon: &Lexicon<'a>,
    ) -> Result<Entries<'a>, Error> {
        let List { bound, entries, .. } = lexicon.list(lemma);
        let here = Entries {
            here: entries,
            rest: &[],
        };
        if bound.is_none() {
            return Ok(here);
        }
        let damaged = || Error::damaged(format!("there is no rest of lemma {}", lemma.0));
        let pack = self
            .manifest
            .pack_of(PackKind::Rest, lemma.0)
            .ok_or_else(damaged)?;
        self.usage.touch(pack.0);
        let Some(Section::Rest(rest)) = &self.sections[pack.index()] else {
            return Err(damaged());
        };
        let rest = rest.list(lemma);
        Ok(Entries { rest, ..here })
    }

    /// The whole lists of a word, whose packs must have been fed.
    pub(super) fn lists<'a>(
        &'a self,
        target: &Target,
        lexicon: &Lexicon<'a>,
    ) -> Result<Vec<(LemmaId, Entries<'a>)>, Error> {
        let lemmas = target.lemmas(lexicon).into_iter();
        lemmas
            .map(|lemma| Ok((lemma, self.entries(lemma, lexicon)?)))
            .collect()
    }

    /// Reads the lists of every word and the positions of every phrase.
    fn read_lists(&self, search: &mut Search<'_>) -> Result<(), Error> {
        let (all, lexicon) = (self.manifest.pages, search.lexicon);
        let lists = search.targets.iter();
        let lists = lists.map(|target| self.lists(target, lexicon));
        let lists = lists.collect::<Result<Vec<_>, _>>()?;
        search.candidates = search.candidates(&lists, all);
        let only = search.candidates.as_ref().map(|them| &them.pages);
        let mut places = Vec::new();
        for (target, lists) in search.targets.iter().zip(&lists) {
            let mut positions = Vec::new();
            if target.is_in_phrase(&search.targets) {
                for &(lemma, entries) in lists {
                    positions.push(self.part(PackKind::Positions, lemma.0, |part| {
                        let wanted = |page| only.is_none_or(|pages| pages.contains(page));
                        positions::read(part, entries, &wanted)
                    })?);
                }
            }
            let which = Which {
                within: (search.within != (0..all)).then_some(&search.within),
                only,
            };
            let found = Found::new(target, lists, lexicon, all, which);
            search.found.push(found);
            places.push(phrase::places(target, lists, &positions, lexicon, only));
        }
        let mut first = 0;
        for (number, clause) in search.clauses.iter().enumerate() {
            let terms = first..first + clause.words.len();
            first = terms.end;
            let places = &places[terms.clone()];
            let pages = match clause.kind {
                ClauseKind::Phrase => phrase::pages(places),
                ClauseKind::Near(within) => phrase::pages_near(places, within),
                _ => continue,
            };
            // Elsewhere the words are nothing to the query.
            search.found[terms]
                .iter_mut()
                .for_each(|found| found.keep(&pages));
            search.phrases[number] = Some(pages);
        }
        Ok(())
    }
}

impl Target {
    /// True for a word of a phrase, wanted or unwanted.
    fn is_in_phrase(&self, targets: &[Target]) -> bool {
        targets
            .iter()
            .filter(|other| other.clause == self.clause)
            .count()
            > 1
    }
}

impl Search<'_> {
    /// The answer with these pages. With `texts` the best are ranked anew by theirs, which it then needs.
    fn answer(
        &self,
        library: &Library,
        kin: Option<&[Kin]>,
        chosen: Chosen,
        texts: bool,
    ) -> Result<Step<Answer>, Error> {
        let Chosen {
            mut hits,
            best,
            mut tally,
            partial,
            relaxed,
            guessed,
        } = chosen;
        let needs = Needs::new(&self.clauses);
        // One word stands neither near another nor in an order.
        let several = self.content().count_ones() > 1 || kin.is_some();
        let by_worth = self.request.order == Order::Relevance;
        let best = match hits.len() {
            2.. if several && by_worth => best,
            _ => 0,
        };
        let mut missing = Missing::default();
        let facets = match self.request.facets {
            true => library.facets(&hits, self.catalog, &mut missing)?,
            false => Some(Vec::new()),
        };
        if texts && best > 0 {
            missing.extend(library.page_packs(hits[..best].iter().copied()));
        }
        let Some(facets) = facets.filter(|_| missing.is_empty()) else {
            return Ok(Step::Need(missing.into_packs()));
        };
        if texts && best > 0 {
            let vocabulary = Vocabulary::new(&self.targets, kin, self.lexicon);
            let reader = Reader {
                library,
                vocabulary: &vocabulary,
                words: &self.ranked(kin),
                tally: &tally,
            };
            let more: Vec<f32> = hits[..best]
                .iter()
                .map(|&page| reader.more(page))
                .collect::<Result<_, _>>()?;
            for (&page, more) in hits.iter().zip(more) {
                tally.add(page, more);
            }
            // The others have not more than these had before.
            tally.sort(&mut hits[..best], best);
        }
        library.in_order(self.request.order, &self.generations, &mut hits);
        let shown = hits.iter().skip(self.request.offset as usize);
        let shown = shown.take(self.request.limit as usize);
        // What the kin and the texts would have said is not known.
        let unranked = hits.len() > 1 && kin.is_none() && self.asks_kin(relaxed) && by_worth;
        let finds = !hits.is_empty();
        // Pages that were found are not kept waiting for what else may have been meant.
        let later = !texts && finds;
        let may = |targets| suggest::may_have_meant(targets, self.request, finds, self.lexicon);
        let mut unfinished = later && may(&self.targets);
        let mut suggestions = match later || self.targets.is_empty() {
            true => Vec::new(),
            false => suggest::for_query(&self.targets, self.request, finds, self.lexicon),
        };
        if !texts && !self.lexicon.is_whole() {
            unfinished = true;
            suggestions.clear();
            self.lexicon.wanted();
        }
        let answer = Answer {
            total: hits.len() as u32,
            guessed,
            provisional: !texts && (best > 0 || unranked),
            unfinished,
            relaxed,
            partial,
            searched: match &self.passing {
                Some(pages) => pages.count(),
                None => self.within.len() as u32,
            },
            hits: shown.map(|&page| self.hit(page, &tally, &needs)).collect(),
            terms: (0..self.targets.len())
                .map(|term| self.term(term))
                .chain(self.filters.iter().cloned())
                .collect(),
            facets,
            suggestions,
        };
        whole!(self.lexicon);
        Ok(Step::Done(answer))
    }

    fn hit(&self, page: u32, tally: &Tally, needs: &Needs) -> Hit {
        let mut reasons = Vec::new();
        let missing = needs.missing(tally.present(page));
        for (term, target) in self.targets.iter().enumerate() {
            if target.kind == TermKind::Without {
                continue;
            }
            let mut here = self.found[term].in_page(PageId(page)).to_vec();
            sort_by_key(&mut here, |o| pair(o.depth as u32, !o.count));
            reasons.extend(here.iter().take(REASONS).map(|o| Reason {
                term: term as u16,
                spelling: self.lexicon.text(o.spelling).to_owned(),
                depth: o.depth,
                count: o.count,
            }));
        }
        Hit {
            page: PageId(page),
            score: (tally.score(page) * 1000.0) as u32,
            reasons,
            missing: (0..32).filter(|term| missing & 1 << term != 0).collect(),
        }
    }
}
