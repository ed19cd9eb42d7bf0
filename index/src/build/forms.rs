//! The distinct words of the library as forms: words that fold alike stand together.

use super::BuildError;
use super::lexicon::Traits;
use super::tokens::Tokens;
use crate::format::Rows;
use crate::text;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// All forms, in the order of their keys.
pub(super) struct Forms {
    /// The key of each raw word: its letter bytes.
    pub(super) keys: Rows,
    /// What is seen of each raw word.
    pub(super) traits: Vec<Traits>,
    /// The raw words form by form, those of one form by their spelling.
    order: Vec<u32>,
    /// Where each form begins among them, and where the last ends.
    starts: Vec<u32>,
}

/// Raw words analysed at once.
const AT_ONCE: usize = 1 << 16;

impl Forms {
    /// Analyses each distinct raw word once.
    pub(super) fn new(tokens: &Tokens) -> Result<Forms, BuildError> {
        let all = tokens.raw_count();
        let mut keys = Rows::default();
        let mut traits = Vec::with_capacity(all);
        for start in (0..all).step_by(AT_ONCE) {
            let analysed: Vec<(Vec<u8>, Traits)> = (start..all.min(start + AT_ONCE))
                .into_par_iter()
                .map(|raw| analyse(tokens.raw(raw as u32)))
                .collect();
            for (key, seen) in analysed {
                keys.try_push(&key)
                    .ok_or(BuildError::TooLarge("too many distinct words"))?;
                traits.push(seen);
            }
        }
        let mut order: Vec<(u64, u32)> = (0..all)
            .into_par_iter()
            .map(|raw| (first_letters(keys.get(raw as u32)), raw as u32))
            .collect();
        order.par_sort_unstable_by(|a, b| {
            let rest = || keys.get(a.1).cmp(keys.get(b.1)).then(a.1.cmp(&b.1));
            a.0.cmp(&b.0).then_with(rest)
        });
        let mut order: Vec<u32> = order.into_iter().map(|(_, raw)| raw).collect();
        let same = |a: &u32, b: &u32| keys.get(*a) == keys.get(*b);
        let mut starts = vec![0];
        for form in order.chunk_by_mut(same) {
            starts.push(starts[starts.len() - 1] + form.len() as u32);
            if form.len() > 1 {
                form.sort_by_cached_key(|&raw| spelling(tokens, raw));
            }
        }
        Ok(Forms {
            keys,
            traits,
            order,
            starts,
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The raw words of a form, ordered by spelling.
    pub(super) fn raws(&self, form: u32) -> &[u32] {
        let Range { start, end } =
            self.starts[form as usize] as usize..self.starts[form as usize + 1] as usize;
        &self.order[start..end]
    }

    /// The key of a form, in letter bytes.
    pub(super) fn key(&self, form: u32) -> &[u8] {
        self.keys.get(self.raws(form)[0])
    }
}

/// The spelling of a raw word.
pub(super) fn spelling(tokens: &Tokens, raw: u32) -> Cow<'_, str> {
    text::spelling(tokens.raw(raw))
}

fn analyse(word: &str) -> (Vec<u8>, Traits) {
    let mut key = Vec::new();
    text::fold(word, &mut key);
    let traits = Traits::of(&key, &text::spelling(word));
    (key, traits)
}

/// The first eight letters as a number, which is in their order.
pub(super) fn first_letters(key: &[u8]) -> u64 {
    let mut first = [0; 8];
    let count = key.len().min(8);
    first[..count].copy_from_slice(&key[..count]);
    u64::from_be_bytes(first)
}
