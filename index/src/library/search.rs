//! Searching: which pages answer a query, in which order, and why.

use super::choose::Chosen;
use super::rank::Tally;
use super::rerank::Reader;
use super::{Library, Step, ready};
use crate::answer::{Answer, Depth, FormCount, Hit, Reason, SearchRequest, Term, TermKind};
use crate::error::Error;
use crate::format::catalog::Catalog;
use crate::format::lexicon::Lexicon;
use crate::format::pack::PackKind;
use crate::format::{positions, postings};
use crate::id::{FormId, LemmaId, PackId, PageId, SpellingId};
use crate::order::{pair, sort_by_key};
use crate::query::found::Found;
use crate::query::group::Needs;
use crate::query::kin::{Asked, Kin};
use crate::query::matching::{Target, targets};
use crate::query::parse::{Clause, ClauseKind};
use crate::query::{phrase, suggest};
use std::ops::Range;

/// Forms listed for a word at most.
const FORMS: usize = 40;
/// Spellings given as reasons for one word in one page at most.
const REASONS: usize = 4;

/// A query resolved in a library, and what was found of each of its words.
pub(super) struct Search<'a> {
    pub(super) request: &'a SearchRequest,
    pub(super) clauses: Vec<Clause>,
    pub(super) targets: Vec<Target>,
    pub(super) found: Vec<Found>,
    /// For each clause that is a phrase or a nearness, the pages that have it.
    pub(super) phrases: Vec<Option<Vec<PageId>>>,
    pub(super) catalog: &'a Catalog,
    pub(super) lexicon: &'a Lexicon,
    /// The pages searched.
    pub(super) within: Range<u32>,
}

impl Library {
    /// Searches. Needs the lexicon, the catalog and the postings of the query's words; positions too if
    /// there is a phrase; and where pages are ranked that have only some of the words, the postings of
    /// the words' [kin](crate::query::kin) and the texts of the best.
    pub fn search(&self, request: &SearchRequest) -> Result<Step<Answer>, Error> {
        self.search_by(request, true)
    }

    /// Searches without the kin and without texts, if any page has any of the words: the same pages, in
    /// an order that may change, as [`Answer::provisional`] says.
    pub fn preview(&self, request: &SearchRequest) -> Result<Step<Answer>, Error> {
        self.search_by(request, false)
    }

    fn search_by(&self, request: &SearchRequest, texts: bool) -> Result<Step<Answer>, Error> {
        let (catalog, lexicon) = ready!(self.base()?);
        let clauses = request.clauses(lexicon);
        let targets = targets(&clauses, request.depth, request.typing, lexicon);
        let missing = self.lists_missing(&targets, lexicon);
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        let all = 0..self.manifest.pages;
        let within = match request.book {
            None => all,
            Some(book) => catalog
                .book(book)
                .map_or(0..0, |book| book.first.0..book.first.0 + book.pages),
        };
        let phrases = vec![None; clauses.len()];
        let mut search = Search {
            request,
            clauses,
            targets,
            found: Vec::new(),
            phrases,
            catalog,
            lexicon,
            within,
        };
        self.read_lists(&mut search)?;
        // Whether all words are asked for and no page has them is known only when the pages are chosen.
        if !(texts && search.asks_kin(false)) {
            let first = search.choose(self, None)?;
            let wants_kin = match first.hits.is_empty() {
                true => search.may_guess(),
                false => texts && search.asks_kin(first.relaxed),
            };
            if !wants_kin {
                return search.answer(self, None, first, texts);
            }
        }
        let kin = ready!(self.kin(&search)?);
        let chosen = search.choose(self, Some(&kin))?;
        search.answer(self, Some(&kin), chosen, texts)
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
        let missing = self.kin_missing(&kin, search.lexicon);
        Ok(if missing.is_empty() {
            Step::Done(kin)
        } else {
            Step::Need(missing)
        })
    }

    fn lists_missing(&self, targets: &[Target], lexicon: &Lexicon) -> Vec<PackId> {
        let lemmas = |target: &Target| {
            target
                .lemmas(lexicon)
                .into_iter()
                .map(|lemma| lemma.0)
                .collect::<Vec<_>>()
        };
        let mut missing = self.missing(PackKind::Postings, targets.iter().flat_map(lemmas));
        let in_phrase = targets.iter().filter(|target| target.is_in_phrase(targets));
        missing.extend(self.missing(PackKind::Positions, in_phrase.flat_map(lemmas)));
        missing
    }

    /// Reads the lists of every word and the positions of every phrase.
    fn read_lists(&self, search: &mut Search<'_>) -> Result<(), Error> {
        let mut places = Vec::new();
        for target in &search.targets {
            let mut lists = Vec::new();
            let mut placed = Vec::new();
            for lemma in target.lemmas(search.lexicon) {
                let entries = self.part(PackKind::Postings, lemma.0, postings::read)?;
                if target.is_in_phrase(&search.targets) {
                    let positions = self.part(PackKind::Positions, lemma.0, |part| {
                        positions::read(part, &entries)
                    })?;
                    placed.push((lemma, entries.clone(), positions));
                }
                lists.push((lemma, entries));
            }
            let whole = search.within == (0..self.manifest.pages);
            let within = (!whole).then_some(&search.within);
            search
                .found
                .push(Found::new(target, &lists, search.lexicon, within));
            places.push(phrase::places(target, &placed, search.lexicon));
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
            mut tally,
            partial,
            relaxed,
            guessed,
        } = chosen;
        let needs = Needs::new(&self.clauses);
        // One word stands neither near another nor in an order.
        let several = self.content().count_ones() > 1 || kin.is_some();
        let best = match hits.len() {
            2.. if several => hits.len().min(library.ranking.rerank as usize),
            _ => 0,
        };
        if texts && best > 0 {
            let missing = library.page_packs(hits[..best].iter().copied());
            if !missing.is_empty() {
                return Ok(Step::Need(missing));
            }
            let reader = Reader {
                library,
                lexicon: self.lexicon,
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
            tally.sort(&mut hits);
        }
        let shown = hits.iter().skip(self.request.offset as usize);
        let shown = shown.take(self.request.limit as usize);
        // What the kin and the texts would have said is not known.
        let unranked = hits.len() > 1 && kin.is_none() && self.asks_kin(relaxed);
        Ok(Step::Done(Answer {
            total: hits.len() as u32,
            guessed,
            provisional: !texts && (best > 0 || unranked),
            relaxed,
            partial,
            searched: self.within.len() as u32,
            hits: shown.map(|&page| self.hit(page, &tally, &needs)).collect(),
            terms: (0..self.targets.len())
                .map(|term| self.term(term))
                .collect(),
            suggestions: suggest::for_query(
                &self.targets,
                self.request,
                !hits.is_empty(),
                self.lexicon,
            ),
        }))
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

    fn term(&self, number: usize) -> Term {
        let (target, found, lexicon) = (&self.targets[number], &self.found[number], self.lexicon);
        let mut pages_at = found.pages_at;
        let at_root = if target.depth == Depth::Root {
            0
        } else {
            self.pages_at_root(target)
        };
        pages_at[Depth::Root as usize] = pages_at[Depth::Root as usize].max(at_root);
        let range = &target.typed.range;
        Term {
            text: target.typed.text.clone(),
            range: (range.start as u32, range.end as u32),
            kind: target.kind,
            depth: target.depth,
            own_depth: target.own_depth,
            title: target.title,
            either: self.clauses[target.clause].either,
            function_word: target.function_word,
            form: crate::text::display(&target.key),
            lemma: target.lemma.map(|lemma| lexicon.lemma_name(lemma)),
            root: target.root.and_then(|root| lexicon.root_name(root)),
            known: target.form.is_some(),
            pages: found.pages_at[target.depth as usize],
            occurrences: found.total,
            pages_at,
            forms: self.forms(number),
            left_out: target.left_out,
        }
    }

    /// Pages with the word's root. The lexicon knows them for the whole library only.
    fn pages_at_root(&self, target: &Target) -> u32 {
        let whole = self.request.book.is_none() && !target.is_expanded() && !target.title;
        target
            .root
            .filter(|_| whole)
            .map_or(0, |root| self.lexicon.root_pages(root))
    }

    /// The forms that answer a word, by the spellings found.
    fn forms(&self, number: usize) -> Vec<FormCount> {
        let (target, lexicon) = (&self.targets[number], self.lexicon);
        let form_ids: Vec<FormId> = if !target.is_expanded() {
            let range = target.range();
            let last = range
                .end
                .checked_sub(1)
                .map(|last| lexicon.form_of(SpellingId(last)).0 + 1);
            let first = lexicon.form_of(SpellingId(range.start)).0;
            if range.is_empty() {
                Vec::new()
            } else {
                (first..last.unwrap_or(first)).map(FormId).collect()
            }
        } else {
            target.expansion.iter().map(|(form, _)| *form).collect()
        };
        let mut forms: Vec<FormCount> = Vec::new();
        for form in form_ids {
            let spellings = lexicon.spellings(form);
            let depth = |s: u32| {
                target
                    .depth_of(SpellingId(s), lexicon)
                    .filter(|&depth| depth <= target.depth)
            };
            let answering: Vec<u32> = spellings.clone().filter(|&s| depth(s).is_some()).collect();
            let Some(&first) = answering.first() else {
                continue;
            };
            forms.push(FormCount {
                spelling: lexicon.text(SpellingId(first)).to_owned(),
                count: answering
                    .iter()
                    .map(|&s| lexicon.count(SpellingId(s)))
                    .fold(0, u32::saturating_add),
                depth: answering
                    .iter()
                    .filter_map(|&s| depth(s))
                    .min()
                    .unwrap_or(target.depth),
            });
        }
        sort_by_key(&mut forms, |form| u64::from(!form.count));
        forms.truncate(FORMS);
        forms
    }
}

impl Lexicon {
    /// A lemma as it is shown: the most frequent spelling of the form that its stem is, else the stem.
    pub fn lemma_name(&self, lemma: LemmaId) -> String {
        let stem = self.stem(lemma);
        match self.form(stem).filter(|&form| self.lemma_of(form) == lemma) {
            Some(form) => self.text(SpellingId(self.spellings(form).start)).to_owned(),
            None => crate::text::display(stem),
        }
    }

    /// A root as it is shown: its radicals with spaces between.
    pub fn root_name(&self, root: crate::id::RootId) -> Option<String> {
        let radicals = self.radicals(root);
        let mut name = String::new();
        for letter in crate::text::display(radicals).chars() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push(letter);
        }
        (!name.is_empty()).then_some(name)
    }
}
