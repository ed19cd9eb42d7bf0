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

use super::sheet::PageWords;
use super::spool::{Reader, Spool};
use super::{Budget, BuildError};
use crate::format::Rows;
use crate::format::bytes::{Cursor, Put};
use crate::format::positions::BLOCK_GAP;
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
    /// The numbers of the distinct words of the page that is added, and what is put aside of it.
    locals: Vec<u32>,
    page: Vec<u8>,
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
            locals: Vec::new(),
            page: Vec::new(),
        }
    }

    /// Adds the words of a page.
    pub(super) fn add(&mut self, page: &PageWords) -> Result<(), BuildError> {
        self.locals.clear();
        for word in page.distinct() {
            let number = self.number(word)?;
            self.locals.push(number);
        }
        let words = page.shape.words;
        let mut out = std::mem::take(&mut self.page);
        out.clear();
        out.varint(words);
        out.varint(page.title);
        out.varint(page.lead);
        page.each(|word, blocks| {
            let number = self.locals[word as usize];
            self.counts[number as usize] += 1;
            out.varint(number << 1 | u32::from(blocks > 0));
            if blocks > 0 {
                out.varint(blocks);
            }
        });
        self.put(&out, words as usize)?;
        self.page = out;
        self.words += u64::from(words);
        if self.pages > u32::MAX / 2 || self.words > u64::from(u32::MAX) {
            return Err(BuildError::TooLarge(
                "the library has over four thousand million words",
            ));
        }
        Ok(())
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
    fn number(&mut self, word: &[u8]) -> Result<u32, BuildError> {
        let Tokens { raws, numbers, .. } = self;
        let hash = FxBuildHasher.hash_one(word);
        let same = |&number: &u32| raws.get(number) == word;
        if let Some(&number) = numbers.find(hash, same) {
            return Ok(number);
        }
        let many = || BuildError::TooLarge("too many distinct words");
        let number = u32::try_from(raws.len()).ok().filter(|&n| n >> 30 == 0);
        let number = number.ok_or_else(many)?;
        raws.try_push(word).ok_or_else(many)?;
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
