//! Puts the words of a pack together for being written.

use super::{List, Words};
#[cfg(feature = "build")]
use crate::format::{
    bytes::{Put, length},
    postings,
};

#[cfg(feature = "build")]
impl Words {
    /// All that its section is made of, beside the records of pages.
    pub fn contents(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.memory());
        for starts in [&self.roots, &self.lemmas, &self.forms, &self.lists] {
            out.varint(starts.len());
            (0..starts.len()).for_each(|class| out.varint(starts.range(class, 0).end));
        }
        for rows in [&self.radicals, &self.stems, &self.texts] {
            out.varint(length(rows.len()));
            (0..length(rows.len())).for_each(|row| out.bytes(rows.get(row)));
        }
        for numbers in [&self.root_pages, &self.counts, &self.pages] {
            out.varint(length(numbers.len()));
            numbers.iter().for_each(|&number| out.varint(number));
        }
        for bound in &self.bounds {
            out.varint(bound.map_or(0, |bound| bound.saturating_add(1)));
        }
        postings::contents(&self.entries, &mut out);
        out
    }
}

/// Puts words together, class by class in the order of their numbers, and writes them pack by pack.
#[derive(Debug, Default)]
pub struct WordsWriter {
    words: Words,
}

impl WordsWriter {
    /// Begins a root; its first lemma must follow.
    pub fn root(&mut self, radicals: &[u8], pages: u32) {
        self.words.roots.begin(self.words.lemmas.count());
        self.words.radicals.push(radicals);
        self.words.root_pages.push(pages);
    }

    /// Begins a lemma; its first form must follow.
    pub fn lemma(&mut self, stem: &[u8], list: List<'_>) {
        self.words.lemmas.begin(self.words.forms.count());
        self.words.stems.push(stem);
        self.words.pages.push(list.pages);
        self.words.bounds.push(list.bound);
        self.words.lists.begin(self.words.entries.len() as u32);
        self.words.entries.extend_from_slice(list.entries);
    }

    /// Begins a form; its first spelling must follow.
    pub fn form(&mut self) {
        self.words.forms.begin(self.words.counts.len() as u32);
    }

    /// Adds a spelling.
    pub fn spelling(&mut self, text: &str, count: u32) {
        self.words.texts.push(text.as_bytes());
        self.words.counts.push(count);
    }

    /// About how many bytes the section will have.
    pub fn size(&self) -> usize {
        let words = &self.words;
        words.counts.len() * 2 + words.stems.memory() / 4 + words.entries.len() * 5 / 4
    }

    /// True if there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.words.counts.is_empty()
    }

    /// The words put together; begins anew with the numbers that follow.
    pub fn cut(&mut self) -> Words {
        let words = &mut self.words;
        words.roots.end(words.lemmas.count());
        words.lemmas.end(words.forms.count());
        words.forms.end(words.counts.len() as u32);
        words.lists.end(words.entries.len() as u32);
        let first = words.after();
        let next = Words {
            first,
            ..Words::default()
        };
        std::mem::replace(words, next)
    }
}
