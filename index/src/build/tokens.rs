//! The words of all pages: each distinct raw word once, and the running text as numbers.

use super::BuildError;
use crate::format::shapes::PageShape;
use crate::format::positions::BLOCK_GAP;
use crate::format::postings::LEAD;
use crate::page::Page;
use crate::text::{self, Term};
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
    pages: Vec<PageEnd>,
}

/// What is kept of a page beside its words.
struct PageEnd {
    /// Where its words end in the running text.
    end: usize,
    /// How many of them are its title's.
    title: u32,
    /// The position after the last word of its lead.
    lead: u32,
}

/// The words of one page before they have numbers: raw word and position.
struct PageWords<'a> {
    title: u32,
    lead: u32,
    words: Vec<(&'a str, u32)>,
}

impl Tokens {
    /// Adds pages; gives the shape of each.
    pub(super) fn add(&mut self, pages: &[Page]) -> Result<Vec<PageShape>, BuildError> {
        let cut: Vec<PageWords<'_>> = pages.par_iter().map(page_words).collect();
        let mut shapes = Vec::with_capacity(pages.len());
        for page in cut {
            shapes.push(page.shape());
            for (word, position) in page.words {
                let number = match self.numbers.get(word) {
                    Some(&number) => number,
                    None => self.number_new(word)?,
                };
                self.counts[number as usize] += 1;
                self.tokens.push((number, position));
            }
            self.pages.push(PageEnd {
                end: self.tokens.len(),
                title: page.title,
                lead: page.lead,
            });
        }
        if self.pages.len() > (u32::MAX / 2) as usize || self.tokens.len() > u32::MAX as usize {
            return Err(BuildError::TooLarge(
                "the library has over four thousand million words",
            ));
        }
        Ok(shapes)
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
        let start = page
            .checked_sub(1)
            .map_or(0, |before| self.pages[before].end);
        &self.tokens[start..self.pages[page].end]
    }

    /// How many of a page's first positions are its title's.
    pub(super) fn title_words(&self, page: usize) -> u32 {
        self.pages[page].title
    }

    /// Whether a position of a page is among the first words of its text.
    pub(super) fn is_lead(&self, page: usize, position: u32) -> bool {
        let PageEnd { title, lead, .. } = self.pages[page];
        (title..lead).contains(&position)
    }
}

impl PageWords<'_> {
    fn shape(&self) -> PageShape {
        let digits = self.words.iter().filter_map(|(word, _)| digits(word));
        let mut shape = PageShape {
            words: self.words.len() as u32,
            ..PageShape::default()
        };
        for number in digits {
            shape.number = true;
            let size = number.as_bytes().len();
            shape.year |= size == 3 || (size == 4 && number.as_bytes() <= LAST_YEAR);
        }
        shape
    }
}

/// No number above it is taken for a year.
const LAST_YEAR: &[u8] = b"2100";

/// A word of digits alone.
fn digits(word: &str) -> Option<Term> {
    let may_be = word.chars().next().is_some_and(char::is_numeric);
    may_be.then(|| Term::of(word)).filter(Term::is_number)
}

fn page_words(page: &Page) -> PageWords<'_> {
    let mut words = Vec::new();
    let mut position = 0;
    for range in text::words(&page.title) {
        words.push((&page.title[range], position));
        position += 1;
    }
    let (title, mut lead) = (position, position);
    for block in &page.blocks {
        position += BLOCK_GAP;
        for range in text::words(&block.text) {
            words.push((&block.text[range], position));
            position += 1;
            if words.len() as u32 <= title + LEAD {
                lead = position;
            }
        }
    }
    PageWords { title, lead, words }
}
