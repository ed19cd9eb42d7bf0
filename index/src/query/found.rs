//! Where one word of the query was found: the entries of its lemmas, page by page.

use super::lexicon::Lexicon;
use super::matching::Target;
use super::pages::Pages;
use crate::answer::Depth;
use crate::format::postings::Entries;
use crate::id::{LemmaId, PageId, SpellingId};
use crate::order::{pair, sort_by_key, sort_by_number};
use std::ops::Range;

/// A spelling that answers a query word in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The page.
    pub page: PageId,
    /// The spelling.
    pub spelling: SpellingId,
    /// The most exact depth at which it is the query word.
    pub depth: Depth,
    /// How often it is in the page, title included.
    pub count: u32,
    /// True if it is in the title.
    pub title: bool,
    /// True if it is among the first words of the text.
    pub lead: bool,
}

/// All that was found of one query word.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What answers the word at its depth, by page.
    pub occurrences: Vec<Occurrence>,
    /// Pages that would answer at each depth of [`Depth::ALL`], as far as the lists that were read say.
    pub pages_at: [u32; 4],
    /// Times it occurs at its depth.
    pub total: u32,
}

/// Of which pages it is told where a word is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which<'a> {
    /// Other pages are passed over.
    pub within: Option<&'a Range<u32>>,
    /// In other pages the word is counted, and not kept.
    pub only: Option<&'a Pages>,
}

/// Behind the last of [`Depth::ALL`].
const FAR: u8 = Depth::ALL.len() as u8;

impl Found {
    /// Reads the postings of a word's lemmas, in a library of so many pages.
    pub fn new(
        target: &Target,
        lists: &[(LemmaId, Entries<'_>)],
        lexicon: &Lexicon<'_>,
        pages: u32,
        which: Which<'_>,
    ) -> Found {
        let mut found = Found::default();
        if which.only.is_none() {
            let count = lists.iter().map(|(_, entries)| entries.count());
            found.occurrences.reserve(count.sum());
        }
        // The most exact depth in each page, if that is not known before all lists are read.
        let mut nearest = match lists {
            [_] => Vec::new(),
            _ => vec![FAR; pages as usize],
        };
        let mut counts = [0u32; FAR as usize + 1];
        for (lemma, entries) in lists {
            let spellings = lexicon.spellings_of_lemma(*lemma);
            let depth = |spelling| target.depth_of(SpellingId(spelling), lexicon);
            let depths: Vec<Option<Depth>> = spellings.clone().map(depth).collect();
            let mut last = (u32::MAX, FAR);
            let mut end = |(page, depth): (u32, u8)| match nearest.get_mut(page as usize) {
                Some(nearest) => *nearest = depth.min(*nearest),
                None => counts[depth as usize] += 1,
            };
            for entry in entries.runs().flatten() {
                let outside = which.within.is_some_and(|it| !it.contains(&entry.page))
                    || target.title && !entry.title();
                let depth = depths.get(entry.spelling as usize).copied().flatten();
                let Some(depth) = depth.filter(|_| !outside) else {
                    continue;
                };
                let page = entry.page;
                if page == last.0 {
                    last.1 = last.1.min(depth as u8);
                } else {
                    end(std::mem::replace(&mut last, (page, depth as u8)));
                }
                if depth > target.depth {
                    continue;
                }
                found.total = found.total.saturating_add(entry.count());
                if which.only.is_none_or(|pages| pages.contains(page)) {
                    found.occurrences.push(Occurrence {
                        page: PageId(page),
                        spelling: SpellingId(spellings.start + entry.spelling),
                        depth,
                        count: entry.count(),
                        title: entry.title(),
                        lead: entry.lead(),
                    });
                }
            }
            end(last);
        }
        for depth in nearest {
            counts[depth as usize] += 1;
        }
        let mut sum = 0;
        for (pages, count) in found.pages_at.iter_mut().zip(counts) {
            sum += count;
            *pages = sum;
        }
        let all = &mut found.occurrences;
        let in_order = || lists.is_sorted_by(|(lemma, _), (next, _)| lemma.0 < next.0);
        if lists.len() > 1 && all.len() > pages as usize / 8 && in_order() {
            // The spellings of a lemma are in order in its list, and before those of the next.
            sort_by_number(all, pages as usize, |o| o.page.0);
        } else {
            sort_by_key(all, |o| pair(o.page.0, o.spelling.0));
        }
        found
    }

    /// Forgets where the word is in other pages than these, which are in order. What was counted stays.
    pub fn keep(&mut self, pages: &[PageId]) {
        let mut rest = pages;
        self.occurrences.retain(|occurrence| {
            let passed = rest.iter().take_while(|&&page| page < occurrence.page);
            rest = &rest[passed.count()..];
            rest.first() == Some(&occurrence.page)
        });
    }

    /// The occurrences page by page.
    pub fn pages(&self) -> impl Iterator<Item = &[Occurrence]> {
        self.occurrences.chunk_by(|a, b| a.page == b.page)
    }

    /// The occurrences in one page.
    pub fn in_page(&self, page: PageId) -> &[Occurrence] {
        let start = self
            .occurrences
            .partition_point(|occurrence| occurrence.page < page);
        let end = self
            .occurrences
            .partition_point(|occurrence| occurrence.page <= page);
        &self.occurrences[start..end]
    }
}
