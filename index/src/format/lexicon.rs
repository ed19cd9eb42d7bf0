//! The lexicon: every spelling of the library, in classes.
//!
//! ```text
//! lexicon  := terms:bytes hash:u64 weight*:list forms:varint lemmas:varint roots:varint spelling*:list
//! weight   := varint
//! spelling := level:u8 [radicals:bytes pages:varint] [stem:bytes] shared:varint rest:text count:varint
//! level    := 0 another spelling of the same form | 1 of a new form | 2 of a new lemma | 3 of a new root
//! ```
//! `hash` is XXH3-64 of `terms`, whose reader would take damage for words. The [`Weights`] are those of
//! the features of analyses in their order; an even number stands for its half, an odd one for -1 less
//! its half rounded down.
//!
//! `radicals` and `pages` are there at level 3, `stem` from level 2. `pages` is how many pages have
//! any word of the root. `shared` is how many bytes the spelling has in common with the one before
//! it, `count` how often it occurs in the library.
//!
//! **Order is meaning.** Numbers are given root by root, within it lemma by lemma, form by form,
//! spelling by spelling, so every class is one range of numbers. Roots with radicals come first, in
//! their order; lemmas without a root follow, each a root of its own whose radicals are empty. The
//! spellings of a form are ordered by how often they occur, the most frequent first.
//!
//! `terms` is an [`fst::Map`]. Its keys are forms in [letter bytes](crate::text::letter) with the
//! form's number, and, after the byte [`STEM`] and with the lemma's number, the stems by which a word
//! that the library lacks is led to a lemma: all but those that name a lemma and are forms of it.

use super::bytes::{Cursor, Fault, Put, length};
use super::pack::hash;
use crate::id::{FormId, LemmaId, RootId, SpellingId};
use crate::text::unknown::{Weights, doublings};
use crate::text::{self, Analysis};
use std::ops::Range;

/// Stands before a stem among the keys of the term automaton. No form begins with it.
pub const STEM: u8 = 0x1E;

/// Rows of bytes, found by number.
#[derive(Clone, Debug, Default)]
struct Rows {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Rows {
    fn push(&mut self, row: &[u8]) {
        self.bytes.extend_from_slice(row);
        self.ends.push(length(self.bytes.len()));
    }

    fn get(&self, number: u32) -> &[u8] {
        let index = number as usize;
        let Some(&end) = self.ends.get(index) else {
            return &[];
        };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..end as usize]
    }
}

/// Where each class begins among the numbers of the depth below it, and where the last ends.
#[derive(Clone, Debug, Default)]
struct Starts(Vec<u32>);

impl Starts {
    fn range(&self, class: u32) -> Range<u32> {
        match (self.0.get(class as usize), self.0.get(class as usize + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    fn class_of(&self, member: u32) -> u32 {
        self.0
            .partition_point(|&start| start <= member)
            .saturating_sub(1) as u32
    }

    fn len(&self) -> u32 {
        self.0.len().saturating_sub(1) as u32
    }
}

/// The lexicon of a library, in memory.
pub struct Lexicon {
    terms: fst::Map<Vec<u8>>,
    texts: Rows,
    counts: Vec<u32>,
    forms: Starts,
    lemmas: Starts,
    stems: Rows,
    roots: Starts,
    radicals: Rows,
    root_pages: Vec<u32>,
    weights: Weights,
}

impl Lexicon {
    /// Reads the section.
    pub fn read(body: &[u8]) -> Result<Lexicon, Fault> {
        let mut cursor = Cursor::new(body);
        let terms = cursor.bytes()?;
        if cursor.u64()? != hash(terms) {
            return Err(Fault::Range);
        }
        let terms = fst::Map::new(terms.to_vec()).map_err(|_| Fault::Range)?;
        let weights = Weights::new(cursor.list(weight)?);
        let expected = [cursor.varint()?, cursor.varint()?, cursor.varint()?];
        let count = cursor.count()?;
        let mut lexicon = Lexicon {
            terms,
            texts: Rows::default(),
            counts: Vec::with_capacity(count),
            forms: Starts::default(),
            lemmas: Starts::default(),
            stems: Rows::default(),
            roots: Starts::default(),
            radicals: Rows::default(),
            root_pages: Vec::new(),
            weights,
        };
        let mut text = Vec::new();
        for number in 0..length(count) {
            lexicon.read_spelling(&mut cursor, number, &mut text)?;
        }
        cursor.end()?;
        lexicon.forms.0.push(length(count));
        lexicon.lemmas.0.push(length(lexicon.forms.0.len() - 1));
        lexicon.roots.0.push(length(lexicon.lemmas.0.len() - 1));
        let got = [
            lexicon.forms.len(),
            lexicon.lemmas.len(),
            lexicon.roots.len(),
        ];
        if got == expected {
            Ok(lexicon)
        } else {
            Err(Fault::Range)
        }
    }

    fn read_spelling(
        &mut self,
        cursor: &mut Cursor<'_>,
        number: u32,
        text: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let level = cursor.byte()?;
        if level > 3 || (number == 0 && level != 3) {
            return Err(Fault::Range);
        }
        if level >= 3 {
            self.roots.0.push(length(self.lemmas.0.len()));
            self.radicals.push(cursor.bytes()?);
            self.root_pages.push(cursor.varint()?);
        }
        if level >= 2 {
            self.lemmas.0.push(length(self.forms.0.len()));
            self.stems.push(cursor.bytes()?);
        }
        if level >= 1 {
            self.forms.0.push(number);
        }
        let shared = cursor.varint()? as usize;
        if shared > text.len() {
            return Err(Fault::Range);
        }
        text.truncate(shared);
        text.extend_from_slice(cursor.bytes()?);
        std::str::from_utf8(text).map_err(|_| Fault::Utf8)?;
        // Sharing must not let a small section unfold into a huge one.
        if self.texts.bytes.len() + text.len() > super::pack::LIMIT * 4 {
            return Err(Fault::Range);
        }
        self.texts.push(text);
        self.counts.push(cursor.varint()?);
        Ok(())
    }

    /// How many spellings, forms, lemmas and roots there are.
    pub fn classes(&self) -> [u32; 4] {
        [
            length(self.counts.len()),
            self.forms.len(),
            self.lemmas.len(),
            self.roots.len(),
        ]
    }

    /// The form with this key, in letter bytes.
    pub fn form(&self, key: &[u8]) -> Option<FormId> {
        let number = if key.first() == Some(&STEM) {
            None
        } else {
            self.terms.get(key)
        }?;
        u32::try_from(number)
            .ok()
            .filter(|&n| n < self.forms.len())
            .map(FormId)
    }

    /// The lemma that this stem names, in letter bytes.
    pub fn lemma_of_stem(&self, stem: &[u8]) -> Option<LemmaId> {
        let as_form = self
            .form(stem)
            .map(|form| self.lemma_of(form))
            .filter(|&lemma| self.stem(lemma) == stem);
        as_form.or_else(|| {
            let mut key = vec![STEM];
            key.extend_from_slice(stem);
            let number = self.terms.get(&key)?;
            u32::try_from(number)
                .ok()
                .filter(|&n| n < self.lemmas.len())
                .map(LemmaId)
        })
    }

    /// The analysis of a form that the library lacks, and the lemma it leads to, as
    /// [`text::unknown`] finds them. `marbuta`: the word is written with a final ة.
    pub fn unknown(&self, form: &[u8], marbuta: bool) -> Option<(Analysis, LemmaId)> {
        let stem = |stem: &[u8]| {
            let lemma = self.lemma_of_stem(stem)?;
            Some((lemma, self.attests(lemma)))
        };
        text::unknown(form, marbuta, &self.weights, &stem)
    }

    /// How much attests a lemma: the sum of the [`doublings`] of its forms' counts.
    fn attests(&self, lemma: LemmaId) -> u32 {
        let mut sum = 0u32;
        for form in self.forms(lemma) {
            let count = self.count_all(self.spellings(FormId(form)));
            sum = sum.saturating_add(doublings(count));
        }
        sum
    }

    /// The root of these radicals, in letter bytes.
    pub fn root(&self, radicals: &[u8]) -> Option<RootId> {
        if radicals.is_empty() {
            return None;
        }
        let (mut low, mut high) = (0, self.roots.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.radicals.get(middle) {
                // Lemmas without a root come after all roots.
                [] => high = middle,
                found if found < radicals => low = middle + 1,
                found if found > radicals => high = middle,
                _ => return Some(RootId(middle)),
            }
        }
        None
    }

    /// The form of a spelling.
    pub fn form_of(&self, spelling: SpellingId) -> FormId {
        FormId(self.forms.class_of(spelling.0))
    }

    /// The lemma of a form.
    pub fn lemma_of(&self, form: FormId) -> LemmaId {
        LemmaId(self.lemmas.class_of(form.0))
    }

    /// The root of a lemma.
    pub fn root_of(&self, lemma: LemmaId) -> RootId {
        RootId(self.roots.class_of(lemma.0))
    }

    /// The spellings of a form, the most frequent first.
    pub fn spellings(&self, form: FormId) -> Range<u32> {
        self.forms.range(form.0)
    }

    /// The forms of a lemma.
    pub fn forms(&self, lemma: LemmaId) -> Range<u32> {
        self.lemmas.range(lemma.0)
    }

    /// The lemmas of a root.
    pub fn lemmas(&self, root: RootId) -> Range<u32> {
        self.roots.range(root.0)
    }

    /// The spellings of a lemma.
    pub fn spellings_of_lemma(&self, lemma: LemmaId) -> Range<u32> {
        let forms = self.forms(lemma);
        if forms.is_empty() {
            return 0..0;
        }
        self.spellings(FormId(forms.start)).start..self.spellings(FormId(forms.end - 1)).end
    }

    /// A spelling as written; empty for a number the lexicon does not have.
    pub fn text(&self, spelling: SpellingId) -> &str {
        std::str::from_utf8(self.texts.get(spelling.0)).unwrap_or("")
    }

    /// How often a spelling occurs in the library.
    pub fn count(&self, spelling: SpellingId) -> u32 {
        self.counts.get(spelling.index()).copied().unwrap_or(0)
    }

    /// How often the spellings of a range occur together.
    pub fn count_all(&self, spellings: Range<u32>) -> u32 {
        let counts = self
            .counts
            .get(spellings.start as usize..spellings.end as usize);
        counts
            .unwrap_or(&[])
            .iter()
            .fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// The stem that names a lemma, in letter bytes.
    pub fn stem(&self, lemma: LemmaId) -> &[u8] {
        self.stems.get(lemma.0)
    }

    /// The radicals of a root, in letter bytes; empty for a lemma without a root.
    pub fn radicals(&self, root: RootId) -> &[u8] {
        self.radicals.get(root.0)
    }

    /// How many pages have a word of the root.
    pub fn root_pages(&self, root: RootId) -> u32 {
        self.root_pages.get(root.index()).copied().unwrap_or(0)
    }

    /// The term automaton, for searches over forms. Its keys that begin with [`STEM`] are no forms.
    pub fn terms(&self) -> &fst::Map<Vec<u8>> {
        &self.terms
    }

    /// The key of a form, in letter bytes.
    pub fn key(&self, form: FormId) -> Vec<u8> {
        let mut key = Vec::new();
        text::fold(self.text(SpellingId(self.spellings(form).start)), &mut key);
        key
    }
}

fn weight(cursor: &mut Cursor<'_>) -> Result<i16, Fault> {
    let number = u16::try_from(cursor.varint()?).map_err(|_| Fault::Range)?;
    let half = (number >> 1) as i16;
    Ok(if number & 1 == 0 { half } else { -1 - half })
}

/// Writes the section, spelling by spelling, in the order of the numbers.
#[derive(Default)]
pub struct LexiconWriter {
    body: Vec<u8>,
    spellings: u32,
    forms: u32,
    lemmas: u32,
    roots: u32,
    before: String,
    /// Keys of the term automaton.
    terms: Vec<(Vec<u8>, u32)>,
    new: u8,
    stem: Vec<u8>,
    stem_is_form: bool,
}

impl LexiconWriter {
    /// Begins a root; its first lemma must follow.
    pub fn root(&mut self, radicals: &[u8], pages: u32) {
        self.end_lemma();
        self.body.push(3);
        self.body.bytes(radicals);
        self.body.varint(pages);
        self.roots += 1;
        self.new = 3;
    }

    /// Begins a lemma; its first form must follow.
    pub fn lemma(&mut self, stem: &[u8]) {
        self.end_lemma();
        if self.new < 3 {
            self.body.push(2);
            self.new = 2;
        }
        self.body.bytes(stem);
        self.stem = stem.to_vec();
        self.stem_is_form = false;
        self.lemmas += 1;
    }

    /// Begins a form, whose own stem may be another than its lemma's, as of a broken plural; its first
    /// spelling must follow.
    pub fn form(&mut self, key: &[u8], stem: &[u8]) {
        if self.new < 2 {
            self.body.push(1);
            self.new = 1;
        }
        self.stem_is_form |= key == self.stem;
        self.terms.push((key.to_vec(), self.forms));
        if stem != self.stem && !stem.is_empty() {
            self.terms.push(([&[STEM], stem].concat(), self.lemmas - 1));
        }
        self.forms += 1;
    }

    /// Adds a spelling.
    pub fn spelling(&mut self, text: &str, count: u32) {
        if self.new == 0 {
            self.body.push(0);
        }
        self.new = 0;
        let pairs = self.before.chars().zip(text.chars());
        let shared: usize = pairs
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        self.body.varint(length(shared));
        self.body.text(&text[shared..]);
        self.body.varint(count);
        self.before.truncate(shared);
        self.before.push_str(&text[shared..]);
        self.spellings += 1;
    }

    fn end_lemma(&mut self) {
        if self.lemmas > 0 && !self.stem_is_form && !self.stem.is_empty() {
            let mut key = vec![STEM];
            key.append(&mut self.stem);
            self.terms.push((key, self.lemmas - 1));
            self.stem_is_form = true;
        }
    }

    /// The section's bytes, with the weights by which words that are not in it are analysed.
    pub fn finish(mut self, weights: &Weights) -> Vec<u8> {
        self.end_lemma();
        self.terms.sort_unstable();
        // Two lemmas with one stem (of different roots) cannot both be found by it: the first is.
        self.terms.dedup_by(|later, first| later.0 == first.0);
        let keys = self
            .terms
            .iter()
            .map(|(key, number)| (key, u64::from(*number)));
        let terms = fst::Map::from_iter(keys).expect("keys are sorted and distinct");
        let mut out = Vec::with_capacity(self.body.len() + terms.as_fst().as_bytes().len() + 30);
        let terms = terms.as_fst().as_bytes();
        out.bytes(terms);
        out.extend_from_slice(&hash(terms).to_le_bytes());
        out.varint(length(weights.all().len()));
        for &weight in weights.all() {
            out.varint(u32::from((weight << 1 ^ weight >> 15) as u16));
        }
        for count in [self.forms, self.lemmas, self.roots, self.spellings] {
            out.varint(count);
        }
        out.append(&mut self.body);
        out
    }
}
