//! Where one word of the query was found: the entries of its lemmas, page by page.

use super::lexicon::Lexicon;
use super::matching::Target;
use crate::answer::Depth;
use crate::format::postings::Entry;
use crate::id::{LemmaId, PageId, SpellingId};
use crate::order::{pair, sort_by_key};
use std::borrow::Cow;
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

impl Found {
    /// Reads the postings of a word's lemmas. With `within`, pages outside are passed over.
    pub fn new(
        target: &Target,
        lists: &[(LemmaId, Cow<'_, [Entry]>)],
        lexicon: &Lexicon<'_>,
        within: Option<&Range<u32>>,
    ) -> Found {
        let mut all = Vec::with_capacity(lists.iter().map(|(_, entries)| entries.len()).sum());
        for (lemma, entries) in lists {
            let spellings = lexicon.spellings_of_lemma(*lemma);
            let depth = |spelling| target.depth_of(SpellingId(spelling), lexicon);
            let depths: Vec<Option<Depth>> = spellings.clone().map(depth).collect();
            for entry in &**entries {
                let outside = within.is_some_and(|pages| !pages.contains(&entry.page))
                    || target.title && !entry.title;
                let depth = depths.get(entry.spelling as usize).copied().flatten();
                let Some(depth) = depth.filter(|_| !outside) else {
                    continue;
                };
                let &Entry {
                    page,
                    count,
                    title,
                    lead,
                    ..
                } = entry;
                all.push(Occurrence {
                    page: PageId(page),
                    spelling: SpellingId(spellings.start + entry.spelling),
                    depth,
                    count,
                    title,
                    lead,
                });
            }
        }
        if lists.len() > 1 {
            sort_by_key(&mut all, |o| pair(o.page.0, o.spelling.0));
        }
        let mut found = Found::default();
        for page in all.chunk_by(|a, b| a.page == b.page) {
            let best = page
                .iter()
                .map(|occurrence| occurrence.depth)
                .min()
                .unwrap_or(Depth::Root);
            found.pages_at[best as usize..]
                .iter_mut()
                .for_each(|pages| *pages += 1);
        }
        all.retain(|occurrence| occurrence.depth <= target.depth);
        found.total = all
            .iter()
            .fold(0, |sum, occurrence| sum.saturating_add(occurrence.count));
        found.occurrences = all;
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
