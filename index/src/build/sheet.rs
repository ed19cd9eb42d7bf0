//! A page as the build takes it in: what it says of itself, its text as it is stored, and its words.
//!
//! ```text
//! text  := body:bytes size:varint printed:option beginning:text words
//! words := words:varint title:varint lead:varint traits:u8 distinct:bytes order:bytes
//! order := head:varint [blocks:varint]{words}        head = number among the distinct << 1 | first
//! ```
//! So it is kept for the next build. `distinct` has each word once, with its length before it; for the rest of
//! `words` see [`tokens`](super::tokens).

use crate::format::bytes::{Cursor, Fault, Put, length};
use crate::format::pages;
use crate::format::positions::BLOCK_GAP;
use crate::format::postings::LEAD;
use crate::format::records::{read_printed, write_printed};
use crate::format::shapes::PageShape;
use crate::page::{Page, Printed};
use crate::text::{self, Term};
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// A page and its text.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// What it says of itself; its blocks and breaks may be left out.
    pub(super) page: Page,
    pub(super) text: SheetText,
}

/// The text of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SheetText {
    /// Blocks and breaks as they are stored.
    pub(super) body: Vec<u8>,
    /// Bytes of title and blocks in UTF-8.
    pub(super) size: u32,
    /// The first and the last printed page that it stands on.
    pub(super) printed: Option<(Printed, Printed)>,
    /// The first words of a page without a title.
    pub(super) beginning: String,
    pub(super) words: PageWords,
}

/// The words of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageWords {
    /// How many there are, and what sort of numbers is among them.
    pub(super) shape: PageShape,
    /// How many of them are the title's.
    pub(super) title: u32,
    /// The position after the last word of the page's lead.
    pub(super) lead: u32,
    /// Each once, in the order they were met, with its length before it.
    pub(super) distinct: Vec<u8>,
    /// All of them in order.
    pub(super) order: Vec<u8>,
}

impl SheetText {
    /// Of a page.
    pub(super) fn of(page: &Page) -> SheetText {
        let mut body = Vec::new();
        pages::write_text(page, &mut body);
        let blocks = page.blocks.iter().map(|block| block.text.len());
        SheetText {
            body,
            size: length(page.title.len() + blocks.sum::<usize>()),
            printed: printed(page),
            beginning: match page.title.is_empty() {
                true => first_words(page),
                false => String::new(),
            },
            words: PageWords::of(page),
        }
    }

    /// Appends it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.bytes(&self.body);
        out.varint(self.size);
        write_printed(self.printed, out);
        out.text(&self.beginning);
        let PageWords {
            shape,
            title,
            lead,
            distinct,
            order,
        } = &self.words;
        [shape.words, *title, *lead]
            .iter()
            .for_each(|&number| out.varint(number));
        out.push(u8::from(shape.year) << 1 | u8::from(shape.number));
        out.bytes(distinct);
        out.bytes(order);
    }

    /// Reads one that was written.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<SheetText, Fault> {
        Ok(SheetText {
            body: cursor.bytes()?.to_vec(),
            size: cursor.varint()?,
            printed: read_printed(cursor)?,
            beginning: cursor.text()?.to_owned(),
            words: PageWords::read(cursor)?,
        })
    }
}

impl PageWords {
    fn of(page: &Page) -> PageWords {
        let mut words = Gathered::default();
        for range in text::words(&page.title) {
            words.add(&page.title[range], 0);
        }
        let title = words.count;
        let (mut position, mut lead) = (title, title);
        let mut blocks = 0;
        for block in &page.blocks {
            blocks += 1;
            position += BLOCK_GAP;
            for range in text::words(&block.text) {
                words.add(&block.text[range], blocks);
                blocks = 0;
                position += 1;
                if words.count <= title + LEAD {
                    lead = position;
                }
            }
        }
        let mut shape = PageShape {
            words: words.count,
            ..PageShape::default()
        };
        for number in words.words.iter().filter_map(|(word, _)| digits(word)) {
            shape.number = true;
            let size = number.as_bytes().len();
            shape.year |= size == 3 || (size == 4 && number.as_bytes() <= LAST_YEAR);
        }
        let mut distinct = Vec::new();
        words.words.iter().for_each(|(word, _)| distinct.text(word));
        PageWords {
            shape,
            title,
            lead,
            distinct,
            order: words.order,
        }
    }

    fn read(cursor: &mut Cursor<'_>) -> Result<PageWords, Fault> {
        let [words, title, lead] = [cursor.varint()?, cursor.varint()?, cursor.varint()?];
        let traits = cursor.byte()?;
        let read = PageWords {
            shape: PageShape {
                words,
                number: traits & 1 != 0,
                year: traits & 2 != 0,
            },
            title,
            lead,
            distinct: cursor.bytes()?.to_vec(),
            order: cursor.bytes()?.to_vec(),
        };
        match read.is_sound() {
            true => Ok(read),
            false => Err(Fault::Range),
        }
    }

    /// Each distinct word.
    pub(super) fn distinct(&self) -> impl Iterator<Item = &[u8]> {
        let mut cursor = Cursor::new(&self.distinct);
        std::iter::from_fn(move || cursor.bytes().ok())
    }

    /// Calls `take` for every word: its number among the distinct, and how many blocks begin before it.
    pub(super) fn each(&self, mut take: impl FnMut(u32, u32)) {
        let mut cursor = Cursor::new(&self.order);
        while let Ok(head) = cursor.varint() {
            let blocks = match head & 1 {
                0 => 0,
                _ => cursor.varint().unwrap_or(0),
            };
            take(head >> 1, blocks);
        }
    }

    /// Whether there are as many words as it says, and all are there.
    fn is_sound(&self) -> bool {
        let (mut number, mut bytes) = (0, 0);
        let mut sound = true;
        // Lengths below 128 are letters of their own, so that words can be looked at together.
        let all = std::str::from_utf8(&self.distinct).ok();
        for word in self.distinct() {
            let end = bytes + varint_size(word.len());
            let (start, end) = (end, end + word.len());
            sound &= match all {
                Some(all) => all.is_char_boundary(start) && all.is_char_boundary(end),
                None => std::str::from_utf8(word).is_ok(),
            };
            number += 1;
            bytes += word.len() + varint_size(word.len());
        }
        let mut words = 0u32;
        self.each(|word, _| {
            sound &= word < number;
            words = words.saturating_add(1);
        });
        sound && bytes == self.distinct.len() && words == self.shape.words
    }
}

/// How many bytes a length takes as a varint.
fn varint_size(length: usize) -> usize {
    1 + (length.max(1).ilog2() / 7) as usize
}

/// Words as they are gathered.
#[derive(Default)]
struct Gathered<'a> {
    /// Each distinct word and its hash.
    words: Vec<(&'a str, u64)>,
    numbers: HashTable<u32>,
    order: Vec<u8>,
    count: u32,
}

impl<'a> Gathered<'a> {
    /// Adds the next word, before which so many blocks begin.
    fn add(&mut self, word: &'a str, blocks: u32) {
        let Gathered { words, numbers, .. } = self;
        let hash = FxBuildHasher.hash_one(word.as_bytes());
        let same = |&number: &u32| words[number as usize].0 == word;
        let number = match numbers.find(hash, same) {
            Some(&number) => number,
            None => {
                let number = length(words.len());
                numbers.insert_unique(hash, number, |&number| words[number as usize].1);
                words.push((word, hash));
                number
            }
        };
        self.order.varint(number << 1 | u32::from(blocks > 0));
        if blocks > 0 {
            self.order.varint(blocks);
        }
        self.count += 1;
    }
}

/// No number above it is taken for a year.
const LAST_YEAR: &[u8] = b"2100";

/// A word of digits alone.
fn digits(word: &str) -> Option<Term> {
    let may_be = word.chars().next().is_some_and(char::is_numeric);
    may_be.then(|| Term::of(word)).filter(Term::is_number)
}

/// The first and the last printed page that a page stands on.
fn printed(page: &Page) -> Option<(Printed, Printed)> {
    Some((page.breaks.first()?.printed, page.breaks.last()?.printed))
}

/// What a page without a title is called: the first words of its text.
fn first_words(page: &Page) -> String {
    const WORDS: usize = 8;
    let Some(text) = page
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .find(|text| !text.trim().is_empty())
    else {
        return String::new();
    };
    let mut words = crate::text::words(text).skip(WORDS - 1);
    match (words.next(), words.next()) {
        (Some(last), Some(_)) => format!("{}…", &text[..last.end]),
        _ => text.replace('\t', " "),
    }
}
