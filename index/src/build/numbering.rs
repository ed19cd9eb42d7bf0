//! The order of the lexicon: every raw word gets its spelling, and spellings are numbered root by
//! root, lemma by lemma, form by form.

use super::lexicon::authored::{Authored, Report};
use super::lexicon::{Entry, Traits, agreement, learn, unknown};
use super::tokens::Tokens;
use crate::text::{self, Weights};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::ops::Range;

/// A spelling and how often it occurs.
pub(super) struct Spelling {
    pub(super) text: String,
    pub(super) count: u32,
}

/// A form: its key in letter bytes, its own stem and its spellings.
pub(super) struct Form {
    pub(super) key: Vec<u8>,
    pub(super) stem: Vec<u8>,
    pub(super) spellings: Range<usize>,
}

/// A lemma: the stem that names it and its forms.
pub(super) struct Lemma {
    pub(super) stem: Vec<u8>,
    pub(super) forms: Range<usize>,
    /// Its spellings.
    pub(super) spellings: Range<usize>,
}

/// A root: its radicals and how many lemmas it has.
pub(super) struct Root {
    pub(super) radicals: Vec<u8>,
    pub(super) count: usize,
}

/// All classes, in the order of their numbers.
#[derive(Default)]
pub(super) struct Numbering {
    pub(super) spellings: Vec<Spelling>,
    pub(super) forms: Vec<Form>,
    pub(super) lemmas: Vec<Lemma>,
    pub(super) roots: Vec<Root>,
    /// For each raw word its spelling.
    pub(super) of_raw: Vec<u32>,
    /// For each spelling its lemma.
    pub(super) lemma_of: Vec<u32>,
    /// How words are analysed that are not among these.
    pub(super) weights: Weights,
}

/// A raw word, analysed.
struct Analysed {
    key: Vec<u8>,
    spelling: String,
    traits: Traits,
    raw: usize,
}

impl Numbering {
    /// Analyses each distinct raw word once, has lemmas and roots learned, changes them to what the
    /// author says, and numbers all.
    pub(super) fn new(tokens: &Tokens, authored: &Authored) -> (Numbering, Report) {
        let mut words: Vec<Analysed> = tokens
            .raws
            .par_iter()
            .enumerate()
            .map(|(raw, word)| analyse(raw, word))
            .collect();
        words.par_sort_unstable_by(|a, b| {
            (&a.key, &a.spelling, a.raw).cmp(&(&b.key, &b.spelling, b.raw))
        });
        let forms: Vec<&[Analysed]> = words.chunk_by(|a, b| a.key == b.key).collect();
        let mut of_raw = vec![(0, Traits::default()); tokens.raws.len()];
        let mut entries = Vec::with_capacity(forms.len());
        for (at, words) in forms.iter().enumerate() {
            let mut entry = Entry::new(words[0].key.clone());
            for word in *words {
                entry.add(word.traits, tokens.counts[word.raw]);
                of_raw[word.raw] = (at, word.traits);
            }
            entries.push(entry);
        }
        read_neighbours(tokens, &of_raw, &mut entries);
        let mut classes = learn(&entries);
        let report = authored.apply(&entries, &mut classes);
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.par_sort_unstable_by_key(|&form| {
            let class = &classes[form];
            (
                class.root.is_empty(),
                &class.root,
                &class.lemma,
                &entries[form].form,
            )
        });

        let mut numbering = Numbering {
            of_raw: vec![0; tokens.raws.len()],
            weights: unknown::weights(&entries, &classes),
            ..Numbering::default()
        };
        let mut before: Option<usize> = None;
        for form in order {
            let class = &classes[form];
            let same = |other: usize| {
                (&classes[other].root, &classes[other].lemma) == (&class.root, &class.lemma)
            };
            if !before.is_some_and(same) {
                let same_root =
                    |other: usize| !class.root.is_empty() && classes[other].root == class.root;
                if before.is_some_and(same_root) {
                    numbering
                        .roots
                        .last_mut()
                        .expect("a lemma before it has a root")
                        .count += 1;
                } else {
                    numbering.roots.push(Root {
                        radicals: class.root.clone(),
                        count: 1,
                    });
                }
                let (forms, spellings) = (numbering.forms.len(), numbering.spellings.len());
                let stem = class.lemma.clone();
                numbering.lemmas.push(Lemma {
                    stem,
                    forms: forms..forms,
                    spellings: spellings..spellings,
                });
            }
            before = Some(form);
            numbering.add_form(forms[form], &class.stem, tokens);
        }
        (numbering, report)
    }

    /// Adds a form to the last lemma.
    fn add_form(&mut self, words: &[Analysed], stem: &[u8], tokens: &Tokens) {
        let count = |words: &&[Analysed]| {
            words
                .iter()
                .map(|word| tokens.counts[word.raw])
                .sum::<u32>()
        };
        let mut spellings: Vec<&[Analysed]> =
            words.chunk_by(|a, b| a.spelling == b.spelling).collect();
        spellings.sort_by_key(|words| (Reverse(count(words)), &words[0].spelling));
        let first = self.spellings.len();
        for words in spellings {
            words
                .iter()
                .for_each(|word| self.of_raw[word.raw] = self.spellings.len() as u32);
            self.spellings.push(Spelling {
                text: words[0].spelling.clone(),
                count: count(&words),
            });
            self.lemma_of.push(self.lemmas.len() as u32 - 1);
        }
        self.forms.push(Form {
            key: words[0].key.clone(),
            stem: stem.to_vec(),
            spellings: first..self.spellings.len(),
        });
        let lemma = self.lemmas.last_mut().expect("a form is added to a lemma");
        lemma.forms.end = self.forms.len();
        lemma.spellings.end = self.spellings.len();
    }

    /// How many spellings, forms, lemmas and roots there are.
    pub(super) fn classes(&self) -> [u32; 4] {
        [
            self.spellings.len(),
            self.forms.len(),
            self.lemmas.len(),
            self.roots.len(),
        ]
        .map(|count| count as u32)
    }
}

fn analyse(raw: usize, word: &str) -> Analysed {
    let mut key = Vec::new();
    text::fold(word, &mut key);
    let spelling = text::spelling(word).into_owned();
    Analysed {
        traits: Traits::of(&key, &spelling),
        key,
        spelling,
        raw,
    }
}

/// Has neighbours vote on the number of words; `of_raw` is the entry of each raw word.
fn read_neighbours(tokens: &Tokens, of_raw: &[(usize, Traits)], entries: &mut [Entry]) {
    for page in 0..tokens.page_count() {
        let mut before = [(None, Traits::default()); 2];
        let mut end = None;
        for &(raw, position) in tokens.page(page) {
            if end != Some(position) {
                before = [(None, Traits::default()); 2];
            }
            end = Some(position + 1);
            let (entry, traits) = of_raw[raw as usize];
            let votes = agreement(before[0].1, before[1].1, traits);
            if let (Some(second), _) = before[1] {
                let second: &mut Entry = &mut entries[second];
                second.agree(votes[0]);
            }
            entries[entry].agree(votes[1]);
            before = [before[1], (Some(entry), traits)];
        }
    }
}
