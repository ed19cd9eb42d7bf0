//! Candidates: the pages that have all the words of a query, known before anything is kept of any page. Of a query
//! of several words few pages have all, and often one of the words is in nearly all pages.

use super::search::Search;
use crate::answer::{TermKind, Words};
use crate::format::postings::Entries;
use crate::id::LemmaId;
use crate::query::group::Needs;
use crate::query::pages::Pages;
use crate::query::parse::ClauseKind;

/// The pages that are looked at because no other can be a hit.
pub(super) struct Candidates {
    pub(super) pages: Pages,
    /// How many pages have some of the words; not known of a phrase, which has all or nothing.
    pub(super) some: Option<u32>,
}

impl Search<'_> {
    /// The pages that have all the words, if there are any and only these are asked for; by the lists of each word, in
    /// a library of so many pages.
    pub(super) fn candidates(
        &self,
        lists: &[Vec<(LemmaId, Entries<'_>)>],
        all: u32,
    ) -> Option<Candidates> {
        let is_placed = |kind: ClauseKind| matches!(kind, ClauseKind::Phrase | ClauseKind::Near(_));
        let words = !self.clauses.iter().any(|clause| is_placed(clause.kind));
        let lone = self.clauses.len() == 1;
        let bound = self.passing.is_some() || self.clauses.iter().any(|clause| clause.without);
        let entries = lists.iter().flatten().map(|(_, list)| list.count());
        // Of a few pages it is as fast to look at all.
        let few = entries.sum::<usize>() < all as usize / 32;
        if self.request.words != Words::All || bound || few || !(words || lone) || lists.len() < 2 {
            return None;
        }
        let (telling, needs) = (self.telling(), Needs::new(&self.clauses));
        let deciding = needs.deciding(telling);
        let mut present = vec![0u32; all as usize];
        for (term, (target, lists)) in self.targets.iter().zip(lists).enumerate() {
            let bit = 1 << term;
            if deciding & bit == 0 {
                continue;
            }
            for (lemma, entries) in lists {
                let answers = target.answers(*lemma, self.lexicon);
                for entry in entries.runs().flatten() {
                    let answers = answers.get(entry.spelling as usize) == Some(&true);
                    if answers
                        && (entry.title() || !target.title)
                        && let Some(present) = present.get_mut(entry.page as usize)
                    {
                        *present |= bit;
                    }
                }
            }
        }
        let (mut pages, mut some, mut any) = (Pages::none_of(all), 0, false);
        let (mut last, mut met) = (0, false);
        for page in self.within.clone() {
            let present = present.get(page as usize).copied().unwrap_or(0);
            if present & telling == 0 {
                continue;
            }
            some += 1;
            if present != last {
                (last, met) = (present, needs.met(present, telling));
            }
            if met {
                pages.add(page);
                any = true;
            }
        }
        let some = words.then_some(some);
        any.then_some(Candidates { pages, some })
    }

    /// The words of which a page must have some.
    pub(super) fn telling(&self) -> u32 {
        match self.content() {
            0 => self.mask(|target| target.kind != TermKind::Without),
            content => content,
        }
    }
}
