//! The order of the lexicon: every raw word gets its spelling, and spellings are numbered root by
//! root, lemma by lemma, form by form.

use super::BuildError;
use super::cache::Cache;
use super::classes::Classes;
use super::forms::{Forms, spelling};
use super::lexicon::LEARNED;
use super::lexicon::authored::{Authored, Report};
use super::tokens::Tokens;
use crate::format::Rows;
use crate::text::Weights;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// A spelling and how often it occurs.
pub(super) struct Spelling<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) count: u32,
}

/// A lemma: the stem that names it, its forms and their spellings.
pub(super) struct Lemma<'a> {
    pub(super) stem: &'a [u8],
    pub(super) forms: Range<u32>,
    pub(super) spellings: Range<u32>,
}

/// A root: its radicals, none for a lemma without a root, and its lemmas.
pub(super) struct Root<'a> {
    pub(super) radicals: &'a [u8],
    pub(super) lemmas: Range<u32>,
}

/// All classes, in the order of their numbers.
pub(super) struct Numbering {
    /// For each raw word its spelling.
    pub(super) of_raw: Vec<u32>,
    /// For each spelling its lemma.
    pub(super) lemma_of: Vec<u32>,
    /// How words are analysed that are not among these.
    pub(super) weights: Weights,
    /// For each spelling a raw word that is spelled so, and how often it occurs.
    spellings: Vec<(u32, u32)>,
    /// Where each form begins among the spellings, each lemma among the forms and each root among
    /// the lemmas; and where the last ends.
    form_starts: Vec<u32>,
    lemma_starts: Vec<u32>,
    root_starts: Vec<u32>,
    /// The key of each raw word.
    keys: Rows,
    /// For each form its number in the order of keys, by which `classes` has its stem.
    forms: Vec<u32>,
    classes: Classes,
}

impl Numbering {
    /// Analyses each distinct raw word, has lemmas and roots learned, changes them to what the author
    /// says, and numbers all.
    pub(super) fn new(
        tokens: &Tokens,
        authored: &Authored,
        cache: &Cache,
    ) -> Result<(Numbering, Report), BuildError> {
        let forms = Forms::new(tokens)?;
        let (mut classes, report) = Classes::new(tokens, &forms, authored, LEARNED, cache)?;
        let (order, lemma_starts) =
            by_class(&std::mem::take(&mut classes.of_form), classes.lemmas.len());
        let mut root_starts = vec![0];
        for count in std::mem::take(&mut classes.counts) {
            root_starts.push(root_starts[root_starts.len() - 1] + count);
        }
        let mut numbering = Numbering {
            of_raw: vec![0; tokens.raw_count()],
            lemma_of: Vec::new(),
            weights: std::mem::take(&mut classes.weights),
            spellings: Vec::new(),
            form_starts: vec![0],
            lemma_starts,
            root_starts,
            keys: Rows::default(),
            forms: Vec::new(),
            classes,
        };
        for lemma in 0..numbering.lemmas() {
            let Range { start, end } = numbering.lemma_forms(lemma);
            for &form in &order[start as usize..end as usize] {
                numbering.add_form(forms.raws(form), tokens);
            }
            numbering.lemma_of.resize(numbering.spellings.len(), lemma);
        }
        numbering.forms = order;
        numbering.keys = forms.keys;
        Ok((numbering, report))
    }

    /// Adds the next form: its raw words, ordered by spelling.
    fn add_form(&mut self, raws: &[u32], tokens: &Tokens) {
        let count =
            |raws: &&[u32]| -> u32 { raws.iter().map(|&raw| tokens.counts[raw as usize]).sum() };
        let same = |&a: &u32, &b: &u32| spelling(tokens, a) == spelling(tokens, b);
        let mut spellings: Vec<&[u32]> = raws.chunk_by(same).collect();
        // They are in the order of their texts, and of equals the first stays first.
        spellings.sort_by_key(|raws| Reverse(count(raws)));
        for raws in spellings {
            for &raw in raws {
                self.of_raw[raw as usize] = self.spellings.len() as u32;
            }
            self.spellings.push((raws[0], count(&raws)));
        }
        self.form_starts.push(self.spellings.len() as u32);
    }

    /// How many lemmas there are.
    pub(super) fn lemmas(&self) -> u32 {
        self.lemma_starts.len() as u32 - 1
    }

    /// How many roots there are.
    pub(super) fn roots(&self) -> u32 {
        self.root_starts.len() as u32 - 1
    }

    /// How many spellings, forms, lemmas and roots there are.
    pub(super) fn classes(&self) -> [u32; 4] {
        [
            self.spellings.len() as u32,
            self.forms.len() as u32,
            self.lemmas(),
            self.roots(),
        ]
    }

    fn lemma_forms(&self, lemma: u32) -> Range<u32> {
        self.lemma_starts[lemma as usize]..self.lemma_starts[lemma as usize + 1]
    }

    /// A root.
    pub(super) fn root(&self, root: u32) -> Root<'_> {
        Root {
            radicals: self.classes.roots.get(root),
            lemmas: self.root_starts[root as usize]..self.root_starts[root as usize + 1],
        }
    }

    /// A lemma.
    pub(super) fn lemma(&self, lemma: u32) -> Lemma<'_> {
        let forms = self.lemma_forms(lemma);
        let at = |form: u32| self.form_starts[form as usize];
        Lemma {
            stem: self.classes.lemmas.get(lemma),
            spellings: at(forms.start)..at(forms.end),
            forms,
        }
    }

    /// The spellings of a form.
    pub(super) fn form_spellings(&self, form: u32) -> Range<u32> {
        self.form_starts[form as usize]..self.form_starts[form as usize + 1]
    }

    /// The key of a form, in letter bytes.
    pub(super) fn form_key(&self, form: u32) -> &[u8] {
        let (raw, _) = self.spellings[self.form_starts[form as usize] as usize];
        self.keys.get(raw)
    }

    /// The lemma of a form.
    pub(super) fn form_lemma(&self, form: u32) -> u32 {
        self.lemma_of[self.form_starts[form as usize] as usize]
    }

    /// A form's own stem.
    pub(super) fn form_stem(&self, form: u32) -> &[u8] {
        let other = self.classes.stems.get(&self.forms[form as usize]);
        let lemma = self.form_lemma(form);
        other.map_or_else(|| self.classes.lemmas.get(lemma), Vec::as_slice)
    }

    /// How many words have one of these spellings.
    pub(super) fn count(&self, spellings: Range<u32>) -> usize {
        let spellings = &self.spellings[spellings.start as usize..spellings.end as usize];
        spellings.iter().map(|&(_, count)| count as usize).sum()
    }

    /// A spelling.
    pub(super) fn spelling<'a>(&self, spelling: u32, tokens: &'a Tokens) -> Spelling<'a> {
        let (raw, count) = self.spellings[spelling as usize];
        Spelling {
            text: super::forms::spelling(tokens, raw),
            count,
        }
    }
}

/// Things sorted by their class, and where each class begins among them.
fn by_class(class_of: &[u32], classes: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; classes + 1];
    for &class in class_of {
        starts[class as usize + 1] += 1;
    }
    for class in 0..classes {
        starts[class + 1] += starts[class];
    }
    let mut next = starts.clone();
    let mut order = vec![0; class_of.len()];
    for (thing, &class) in class_of.iter().enumerate() {
        let place = &mut next[class as usize];
        order[*place as usize] = thing as u32;
        *place += 1;
    }
    (order, starts)
}
