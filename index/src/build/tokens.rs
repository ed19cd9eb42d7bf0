//! The words of all pages: each distinct raw word once, and the running text as numbers.

use super::BuildError;
use crate::format::positions::BLOCK_GAP;
use crate::page::Page;
use crate::text;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// All words read so far.
#[derive(Default)]
pub(super) struct Tokens {
    /// Distinct words as they stand in the texts, in the order they were met.
    pub(super) raws: Vec<Box<str>>,
    /// How often each occurs.
    pub(super) counts: Vec<u32>,
    numbers: FxHashMap<Box<str>, u32>,
    /// For each word of the running text the number of its raw word, and its position in the page.
    tokens: Vec<(u32, u32)>,
    /// For each page where its words end in `tokens`, and how many of them are its title's.
    pages: Vec<(usize, u32)>,
}

/// The words of one page before they have numbers: raw word and position.
struct PageWords<'a> {
    title: u32,
    words: Vec<(&'a str, u32)>,
}

impl Tokens {
    /// Adds pages; gives how many words each has.
    pub(super) fn add(&mut self, pages: &[Page]) -> Result<Vec<u32>, BuildError> {
        let cut: Vec<PageWords<'_>> = pages.par_iter().map(page_words).collect();
        let mut counts = Vec::with_capacity(pages.len());
        for page in cut {
            counts.push(page.words.len() as u32);
            for (word, position) in page.words {
                let number = match self.numbers.get(word) {
                    Some(&number) => number,
                    None => self.number_new(word)?,
                };
                self.counts[number as usize] += 1;
                self.tokens.push((number, position));
            }
            self.pages.push((self.tokens.len(), page.title));
        }
        if self.pages.len() > (u32::MAX / 2) as usize || self.tokens.len() > u32::MAX as usize {
            return Err(BuildError::TooLarge(
                "the library has over four thousand million words",
            ));
        }
        Ok(counts)
    }

    fn number_new(&mut self, word: &str) -> Result<u32, BuildError> {
        let number = u32::try_from(self.raws.len())
            .map_err(|_| BuildError::TooLarge("too many distinct words"))?;
        self.numbers.insert(word.into(), number);
        self.raws.push(word.into());
        self.counts.push(0);
        Ok(number)
    }

    /// Words in all.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// How many pages there are.
    pub(super) fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The words of a page: raw word and position.
    pub(super) fn page(&self, page: usize) -> &[(u32, u32)] {
        let start = page.checked_sub(1).map_or(0, |before| self.pages[before].0);
        &self.tokens[start..self.pages[page].0]
    }

    /// How many of a page's first positions are its title's.
    pub(super) fn title_words(&self, page: usize) -> u32 {
        self.pages[page].1
    }
}

fn page_words(page: &Page) -> PageWords<'_> {
    let mut words = Vec::new();
    let mut position = 0;
    for range in text::words(&page.title) {
        words.push((&page.title[range], position));
        position += 1;
    }
    let title = position;
    for block in &page.blocks {
        position += BLOCK_GAP;
        for range in text::words(&block.text) {
            words.push((&block.text[range], position));
            position += 1;
        }
    }
    PageWords { title, words }
}
