//! How often a word is in one page and in one book.

use super::{Library, Step, ready, whole};
use crate::answer::{Depth, WordCounts};
use crate::error::Error;
use crate::id::PageId;
use crate::query::found::{Found, Which};
use crate::query::matching::targets;
use crate::query::parse::{Clause, Typed};
use crate::text;

impl Library {
    /// How often a word is in a page and in the book of the page, titles included. Needs the lists of all that is of
    /// the word's root.
    #[inline(never)]
    pub fn word_counts(&self, word: &str, page: PageId) -> Result<Step<WordCounts>, Error> {
        let catalog = ready!(self.catalog()?);
        let lexicon = &self.lexicon();
        let (Some(range), Some(book)) = (text::words(word).next(), catalog.book_of(page)) else {
            return Ok(Step::Done(WordCounts::default()));
        };
        let typed = Typed::new(word[range.clone()].to_owned(), range);
        let targets = targets(&[Clause::word(typed)], Depth::Root, false, lexicon);
        whole!(lexicon);
        let target = &targets[0];
        let lemmas = target.lemmas(lexicon);
        whole!(lexicon);
        let missing = self.rest_missing(lemmas.iter().copied(), lexicon);
        whole!(lexicon);
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        let lists = self.lists(target, lexicon)?;
        whole!(lexicon);
        let within = book.first.0..book.first.0 + book.pages;
        let which = Which {
            within: Some(&within),
            only: None,
        };
        let found = Found::new(target, &lists, lexicon, self.manifest.pages, which);
        whole!(lexicon);
        let mut counts = WordCounts::default();
        for occurrence in &found.occurrences {
            for depth in occurrence.depth as usize..counts.book.len() {
                let count = &mut counts.book[depth];
                *count = count.saturating_add(occurrence.count);
                if occurrence.page == page {
                    let count = &mut counts.page[depth];
                    *count = count.saturating_add(occurrence.count);
                }
            }
        }
        Ok(Step::Done(counts))
    }
}
