//! Which pages are the best for a word, by what a search for it alone would say.

use super::BuildError;
use super::numbering::Numbering;
use super::spool::Spool;
use crate::answer::{Depth, PageRecord};
use crate::format::postings::Entry;
use crate::format::records;
use crate::format::shapes::PageShape;
use crate::id::PageId;
use crate::query::score::Ranking;

/// The numbers of the ranking.
const RANKING: Ranking = Ranking::DEFAULT;
/// Pages of a frequent form whose records stand with it: those that a reader sees first.
const PAGES: usize = 10;
/// A form is frequent if it is in this share of all pages, but in no fewer than this many.
const FREQUENT: (u32, u32) = (100, 64);

/// Judges pages for one word.
pub(super) struct Scorer<'a> {
    pub(super) numbering: &'a Numbering,
    /// A byte for each page.
    pub(super) shapes: &'a [u8],
    /// Words of a page on average.
    pub(super) average: f32,
}

impl Scorer<'_> {
    /// What a page, given by its entries of one lemma, is worth to a query for one of the lemma's words, of the
    /// worth of the word; by the weights of the spellings. As in [`score`](crate::query::score).
    pub(super) fn worth(&self, page: &[Entry], weight: &dyn Fn(u32) -> f32) -> f32 {
        let shape = self.shapes.get(page[0].page as usize).copied().unwrap_or(0);
        let (mut evidence, mut title, mut lead) = (0.0, 0f32, 0f32);
        for entry in page {
            let weight = weight(entry.spelling);
            evidence += weight * entry.count() as f32;
            if entry.title() {
                title = title.max(weight);
            }
            if entry.lead() {
                lead = lead.max(weight);
            }
        }
        let words = PageShape::of(shape).words;
        RANKING.share(evidence, (title, lead), words, self.average)
    }

    /// The best pages for each frequent form of a lemma that is in so many pages.
    pub(super) fn best(&self, lemma: u32, pages: u32, entries: &[Entry]) -> Vec<u32> {
        let frequent = (self.shapes.len() as u32 / FREQUENT.0).max(FREQUENT.1);
        let mut best = Vec::new();
        if pages < frequent {
            return best;
        }
        let lemma = self.numbering.lemma(lemma);
        for form in lemma.forms {
            let spellings = self.numbering.form_spellings(form);
            // It is in no more pages than it occurs.
            if self.numbering.count(spellings.clone()) < frequent as usize {
                continue;
            }
            let own =
                spellings.start - lemma.spellings.start..spellings.end - lemma.spellings.start;
            let with_form =
                |page: &&[Entry]| page.iter().any(|entry| own.contains(&entry.spelling));
            let by_page = entries.chunk_by(|a, b| a.page == b.page);
            if (by_page.clone().filter(with_form).count() as u32) < frequent {
                continue;
            }
            let weight = |spelling: u32| match own.contains(&spelling) {
                true => RANKING.depths[Depth::Form as usize],
                false => RANKING.depths[Depth::Lemma as usize],
            };
            // Worths are positive, so they are in the order of their bits.
            let mut worths: Vec<(u32, u32)> = by_page
                .map(|page| (!self.worth(page, &weight).to_bits(), page[0].page))
                .collect();
            if worths.len() > PAGES {
                worths.select_nth_unstable(PAGES);
                worths.truncate(PAGES);
            }
            best.extend(worths.into_iter().map(|(_, page)| page));
        }
        best
    }
}

/// The records of all pages, put aside.
pub(super) struct Records<'a> {
    spool: &'a Spool,
    starts: &'a [u64],
}

impl<'a> Records<'a> {
    /// In this spool, each beginning where the one before ends.
    pub(super) fn new(spool: &'a Spool, starts: &'a [u64]) -> Records<'a> {
        Records { spool, starts }
    }

    /// Those of these pages.
    pub(super) fn get(&self, pages: &[u32]) -> Result<Vec<PageRecord>, BuildError> {
        let mut reader = self.spool.reader()?;
        let read = |&page: &u32| {
            let (start, end) = (self.starts[page as usize], self.starts[page as usize + 1]);
            let bytes = reader.read(start, (end - start) as usize)?;
            Ok(records::read(&bytes, PageId(page)).expect("it was written a moment ago"))
        };
        pages.iter().map(read).collect()
    }
}
