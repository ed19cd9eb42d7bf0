//! The words of all pages: each distinct raw word once, and the running text as numbers, put aside
//! page by page.
//!
//! ```text
//! page := words:varint title:varint lead:varint word{words}
//! word := head:varint [blocks:varint]        head = raw << 1 | first
//! ```
//! `title` is how many of the words are the title's, `lead` the position after the last word of the
//! page's lead. `first` says that the word begins `blocks` blocks after the word before it, or
//! after the title.

use super::spool::{Reader, Spool};
use super::{Budget, BuildError};
use crate::format::Rows;
use crate::format::bytes::{Cursor, Put};
use crate::format::positions::BLOCK_GAP;
use crate::format::postings::LEAD;
use crate::format::shapes::PageShape;
use crate::page::Page;
use crate::text::{self, Term};
use hashbrown::HashTable;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::path::Path;

/// The most bytes of running text that are read at once, but for a single longer page.
const CHUNK: usize = 1 << 17;

/// All words read so far.
pub(super) struct Tokens {
    /// Distinct words as they stand in the texts, in the order they were met.
    raws: Rows,
    /// How often each occurs.
    pub(super) counts: Vec<u32>,
    numbers: HashTable<u32>,
    spool: Spool,
    chunks: Vec<Chunk>,
    /// From how many bytes on a chunk is full.
    chunk: u64,
    pages: u32,
    words: u64,
}

/// Some pages of the running text that stand together.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    /// The first of them.
    pub(super) first: u32,
    /// How many words they have.
    pub(super) words: usize,
    at: u64,
    length: usize,
}

/// The words of one page before they have numbers.
struct PageWords<'a> {
    title: u32,
    lead: u32,
    /// Word, its hash, and how many blocks begin before it.
    words: Vec<(&'a str, u64, u32)>,
}

impl Tokens {
    /// None yet; what does not fit the budget is put aside in this folder.
    pub(super) fn new(folder: &Path, budget: Budget) -> Tokens {
        Tokens {
            raws: Rows::default(),
            counts: Vec::new(),
            numbers: HashTable::new(),
            spool: Spool::new(folder, budget.tokens()),
            chunks: Vec::new(),
            chunk: (budget.tokens() / 64).clamp(1, CHUNK) as u64,
            pages: 0,
            words: 0,
        }
    }

    /// Adds pages; gives the shape of each.
    pub(super) fn add(&mut self, pages: &[Page]) -> Result<Vec<PageShape>, BuildError> {
        let cut: Vec<(PageWords<'_>, PageShape)> = pages
            .par_iter()
            .map(|page| {
                let words = page_words(page);
                let shape = words.shape();
                (words, shape)
            })
            .collect();
        let mut shapes = Vec::with_capacity(pages.len());
        let mut out = Vec::new();
        for (page, shape) in cut {
            shapes.push(shape);
            out.clear();
            out.varint(shape.words);
            out.varint(page.title);
            out.varint(page.lead);
            for (word, hash, blocks) in page.words {
                let number = self.number(word, hash)?;
                self.counts[number as usize] += 1;
                out.varint(number << 1 | u32::from(blocks > 0));
                if blocks > 0 {
                    out.varint(blocks);
                }
            }
            self.put(&out, shape.words as usize)?;
            self.words += u64::from(shape.words);
        }
        if self.pages > u32::MAX / 2 || self.words > u64::from(u32::MAX) {
            return Err(BuildError::TooLarge(
                "the library has over four thousand million words",
            ));
        }
        Ok(shapes)
    }

    /// Puts a page aside.
    fn put(&mut self, page: &[u8], words: usize) -> Result<(), BuildError> {
        let at = self.spool.len();
        match self.chunks.last_mut() {
            Some(chunk) if at - chunk.at < self.chunk => {
                chunk.length += page.len();
                chunk.words += words;
            }
            _ => self.chunks.push(Chunk {
                first: self.pages,
                words,
                at,
                length: page.len(),
            }),
        }
        self.pages += 1;
        self.spool.add(page)
    }

    /// The number of a word, a new one if it was not met yet.
    fn number(&mut self, word: &str, hash: u64) -> Result<u32, BuildError> {
        let Tokens { raws, numbers, .. } = self;
        let same = |&number: &u32| raws.get(number) == word.as_bytes();
        if let Some(&number) = numbers.find(hash, same) {
            return Ok(number);
        }
        let many = || BuildError::TooLarge("too many distinct words");
        let number = u32::try_from(raws.len()).ok().filter(|&n| n >> 30 == 0);
        let number = number.ok_or_else(many)?;
        raws.try_push(word.as_bytes()).ok_or_else(many)?;
        let hash_of = |&number: &u32| FxBuildHasher.hash_one(raws.get(number));
        numbers.insert_unique(hash, number, hash_of);
        self.counts.push(0);
        Ok(number)
    }

    /// All words are there: they are not looked up any more, but read again.
    pub(super) fn seal(&mut self) -> Result<(), BuildError> {
        self.numbers = HashTable::new();
        self.spool.seal()
    }

    /// How many distinct raw words there are.
    pub(super) fn raw_count(&self) -> usize {
        self.raws.len()
    }

    /// A raw word.
    pub(super) fn raw(&self, number: u32) -> &str {
        std::str::from_utf8(self.raws.get(number)).expect("words are texts")
    }

    /// Words in all.
    pub(super) fn len(&self) -> u64 {
        self.words
    }

    /// How many pages there are.
    pub(super) fn page_count(&self) -> u32 {
        self.pages
    }

    /// The running text, in order.
    pub(super) fn chunks(&self) -> &[Chunk] {
        &self.chunks
    }

    /// Reads the running text.
    pub(super) fn reader(&self) -> Result<ChunkReader<'_>, BuildError> {
        self.spool.reader().map(ChunkReader)
    }

    /// What `map` makes of each of these chunks, in their order. `start` makes what a thread keeps
    /// from one to the next.
    pub(super) fn map<'a, S, R: Send>(
        &'a self,
        chunks: &[Chunk],
        start: impl Fn() -> Result<S, BuildError> + Sync,
        map: impl Fn(&mut S, Chunk, &[u8]) -> Result<R, BuildError> + Sync,
    ) -> Result<Vec<R>, BuildError> {
        let one = |kept: &mut Option<(ChunkReader<'a>, S)>, &chunk: &Chunk| {
            let (reader, state) = match kept {
                Some(kept) => kept,
                none => none.insert((self.reader()?, start()?)),
            };
            map(state, chunk, &reader.read(chunk)?)
        };
        chunks.par_iter().map_init(|| None, one).collect()
    }
}

/// Reads the running text; each thread has its own.
pub(super) struct ChunkReader<'a>(Reader<'a>);

impl<'a> ChunkReader<'a> {
    /// The bytes of a chunk, for [`pages`].
    pub(super) fn read(&mut self, chunk: Chunk) -> Result<Cow<'a, [u8]>, BuildError> {
        self.0.read(chunk.at, chunk.length)
    }
}

/// A word of the running text.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// The number of the raw word.
    pub(super) raw: u32,
    /// Its position in the page.
    pub(super) position: u32,
    /// Whether it is the title's.
    pub(super) title: bool,
    /// Whether it is among the first words of the text.
    pub(super) lead: bool,
}

/// Calls `take` for every word of a chunk's pages, and with `None` at the end of each page.
pub(super) fn each_word(bytes: &[u8], mut take: impl FnMut(Option<Word>)) {
    let mut cursor = Cursor::new(bytes);
    let mut next = || cursor.varint();
    while let Ok(words) = next() {
        let (title, lead) = (next().unwrap_or(0), next().unwrap_or(0));
        let mut position = 0u32;
        for _ in 0..words {
            let head = next().expect("a page is put aside whole");
            if head & 1 != 0 {
                let blocks = next().expect("a page is put aside whole");
                position += blocks * BLOCK_GAP;
            }
            take(Some(Word {
                raw: head >> 1,
                position,
                title: position < title,
                lead: (title..lead).contains(&position),
            }));
            position += 1;
        }
        take(None);
    }
}

impl PageWords<'_> {
    fn shape(&self) -> PageShape {
        let digits = self.words.iter().filter_map(|(word, ..)| digits(word));
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
    let mut words = Vec::with_capacity(64);
    let hash = |word: &str| FxBuildHasher.hash_one(word.as_bytes());
    let mut position = 0;
    for range in text::words(&page.title) {
        let word = &page.title[range];
        words.push((word, hash(word), 0));
        position += 1;
    }
    let (title, mut lead) = (position, position);
    let mut blocks = 0;
    for block in &page.blocks {
        blocks += 1;
        position += BLOCK_GAP;
        for range in text::words(&block.text) {
            let word = &block.text[range];
            words.push((word, hash(word), blocks));
            blocks = 0;
            position += 1;
            if words.len() as u32 <= title + LEAD {
                lead = position;
            }
        }
    }
    PageWords { title, lead, words }
}
