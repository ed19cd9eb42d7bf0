//! Words: the lexicon and the postings of some roots, all that a search needs of a word and its kin, so
//! that one pack brings both. Written by the [range coder](super::coder); the functions here are the
//! grammar, writer and reader in one.
//!
//! ```text
//! section  := length:varint words{length} heads  see heads.rs
//! words    := count root* list*                  count is of roots; a root is followed by its lemmas and so on
//! root     := lemmas radicals pages              lemmas: more than one
//! lemma    := forms stem                         forms: more than one
//! form     := spellings spelling*                spellings: more than one
//! spelling := word count
//! list     := pages [bound] entries              of each lemma in turn; see lists.rs
//! ```
//! **Order is meaning.** Numbers are given root by root, within it lemma by lemma, form by form,
//! spelling by spelling, so every class is one range of numbers. Roots with radicals come first, in
//! their order; lemmas without a root follow, each a root of its own whose radicals are empty. The
//! spellings of a form are ordered by how often they occur, the most frequent first. A pack ends where
//! a root ends.
//!
//! Radicals and stems are in [letter bytes](crate::text::letter), a spelling in the bytes of
//! [`script`](super::script). Each is told by what it has in common with what is known: radicals with
//! those before, a stem with the radicals or the stem before, a spelling with its stem or with the
//! first spelling of its form.
//!
//! `pages` of a root is how many pages have any word of it, `count` how often a spelling occurs in the
//! library. Of a lemma in more than [`LONG`] pages only the best [`KEPT`] are here, those that are worth
//! most to a query for just this word, whichever of its forms is asked for; `bound` says what another page
//! can be worth at most, and the [rest](super::rest) is elsewhere.

mod writer;

pub use writer::WordsWriter;

use super::bytes::{Cursor, Fault, Put};
use super::coder::{Chance, Coder, Numbers, Reader, Symbols, Writer};
use super::heads::{self, Heads};
use super::lists::{ListCoder, Of};
use super::postings::Entry;
use super::rows::{Lookup, Rows, Starts};
use super::script;
use crate::answer::PageRecord;
use crate::id::{FormId, LemmaId, RootId, SpellingId};
use crate::text;
use std::ops::Range;

/// A lemma in more pages than this has its postings in two places.
pub const LONG: u32 = 512;
/// How many of its pages are then in the first.
pub const KEPT: usize = 256;

/// Parts of a share that a bound is told in.
pub const BOUND: f32 = 256.0;

/// The most bytes that words may unfold to.
const LIMIT: usize = super::pack::LIMIT * 4;

/// The number of the first of each class in a pack, and of the first behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// Of the roots.
    pub root: u32,
    /// Of the lemmas.
    pub lemma: u32,
    /// Of the forms.
    pub form: u32,
    /// Of the spellings.
    pub spelling: u32,
}

/// The postings of a lemma, as far as they are here.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// How many pages have it.
    pub pages: u32,
    /// If pages are elsewhere: the most that one of those is worth, in parts of [`BOUND`].
    pub bound: Option<u32>,
    /// By page, then by spelling.
    pub entries: &'a [Entry],
}

/// The words of one pack.
#[derive(Clone, Debug, Default)]
pub struct Words {
    first: Classes,
    /// Where the lemmas of each root begin, counted from the first here; so on with the others.
    roots: Starts,
    radicals: Rows,
    root_pages: Vec<u32>,
    lemmas: Starts,
    stems: Rows,
    forms: Starts,
    texts: Rows,
    counts: Vec<u32>,
    keys: Rows,
    /// The forms by their keys.
    by_key: Lookup,
    pages: Vec<u32>,
    bounds: Vec<Option<u32>>,
    lists: Starts,
    entries: Vec<Entry>,
    heads: Heads,
}

impl Words {
    /// Reads the section whose words have the numbers from `first` up to `after`, of a library of so
    /// many pages.
    pub fn read(first: Classes, after: Classes, pages: u32, body: &[u8]) -> Result<Words, Fault> {
        let mut cursor = Cursor::new(body);
        let coded = cursor.bytes()?;
        let mut reader = Reader::new(coded);
        let mut words = code(&mut reader, &Words::default(), first, pages)?;
        reader.end()?;
        words.heads = Heads::new(pages, &body[cursor.position()..])?;
        // They stay as they are, and beside many others.
        words.entries.shrink_to_fit();
        if words.after() == after {
            Ok(words)
        } else {
            Err(Fault::Range)
        }
    }

    /// The section's bytes, of words that a [`WordsWriter`] put together, in a library of so many pages,
    /// and beside them the records of these pages.
    pub fn write(&self, pages: u32, heads: &[PageRecord]) -> Vec<u8> {
        let mut writer = Writer::default();
        code(&mut writer, self, self.first, pages).expect("what is written is in order");
        let mut section = Vec::new();
        section.bytes(&writer.finish());
        section.extend(heads::write(heads));
        section
    }

    /// The record of a page, if it is here.
    pub fn head(&self, page: u32) -> Option<&PageRecord> {
        self.heads.get(page)
    }

    /// The numbers of the first class of each.
    pub fn first(&self) -> Classes {
        self.first
    }

    /// The numbers behind those of the last class of each.
    pub fn after(&self) -> Classes {
        Classes {
            root: self.first.root + self.roots.len(),
            lemma: self.first.lemma + self.lemmas.len(),
            form: self.first.form + self.forms.len(),
            spelling: self.first.spelling + self.counts.len() as u32,
        }
    }

    /// The form with this key, in letter bytes.
    pub fn form(&self, key: &[u8]) -> Option<FormId> {
        let found = self.by_key.find(key, &|form| self.keys.get(form))?;
        Some(FormId(self.first.form + found))
    }

    /// The form of a spelling.
    pub fn form_of(&self, spelling: SpellingId) -> FormId {
        let place = spelling.0.wrapping_sub(self.first.spelling);
        FormId(self.first.form + self.forms.class_of(place))
    }

    /// The lemma of a form.
    pub fn lemma_of(&self, form: FormId) -> LemmaId {
        let place = form.0.wrapping_sub(self.first.form);
        LemmaId(self.first.lemma + self.lemmas.class_of(place))
    }

    /// The root of a lemma.
    pub fn root_of(&self, lemma: LemmaId) -> RootId {
        let place = lemma.0.wrapping_sub(self.first.lemma);
        RootId(self.first.root + self.roots.class_of(place))
    }

    /// The spellings of a form, the most frequent first.
    pub fn spellings(&self, form: FormId) -> Range<u32> {
        let place = form.0.wrapping_sub(self.first.form);
        self.forms.range(place, self.first.spelling)
    }

    /// The forms of a lemma.
    pub fn forms(&self, lemma: LemmaId) -> Range<u32> {
        let place = lemma.0.wrapping_sub(self.first.lemma);
        self.lemmas.range(place, self.first.form)
    }

    /// The lemmas of a root.
    pub fn lemmas(&self, root: RootId) -> Range<u32> {
        let place = root.0.wrapping_sub(self.first.root);
        self.roots.range(place, self.first.lemma)
    }

    /// A spelling as written.
    pub fn text(&self, spelling: SpellingId) -> &str {
        let place = spelling.0.wrapping_sub(self.first.spelling);
        std::str::from_utf8(self.texts.get(place)).unwrap_or("")
    }

    /// How often the spellings of a range occur.
    pub fn counts(&self, spellings: Range<u32>) -> &[u32] {
        let place = |number: u32| number.wrapping_sub(self.first.spelling) as usize;
        let counts = self
            .counts
            .get(place(spellings.start)..place(spellings.end));
        counts.unwrap_or(&[])
    }

    /// The key of a form, in letter bytes.
    pub fn key(&self, form: FormId) -> &[u8] {
        self.keys.get(form.0.wrapping_sub(self.first.form))
    }

    /// The stem that names a lemma, in letter bytes.
    pub fn stem(&self, lemma: LemmaId) -> &[u8] {
        self.stems.get(lemma.0.wrapping_sub(self.first.lemma))
    }

    /// The radicals of a root, in letter bytes; empty for a lemma without a root.
    pub fn radicals(&self, root: RootId) -> &[u8] {
        self.radicals.get(root.0.wrapping_sub(self.first.root))
    }

    /// How many pages have a word of the root.
    pub fn root_pages(&self, root: RootId) -> u32 {
        let place = root.0.wrapping_sub(self.first.root) as usize;
        self.root_pages.get(place).copied().unwrap_or(0)
    }

    /// The postings of a lemma that are here.
    pub fn list(&self, lemma: LemmaId) -> List<'_> {
        let place = lemma.0.wrapping_sub(self.first.lemma);
        let range = self.lists.range(place, 0);
        let entries = self.entries.get(range.start as usize..range.end as usize);
        List {
            pages: self.pages.get(place as usize).copied().unwrap_or(0),
            bound: self.bounds.get(place as usize).copied().flatten(),
            entries: entries.unwrap_or(&[]),
        }
    }

    /// Bytes of memory it takes, about.
    pub fn memory(&self) -> usize {
        let rows = [&self.radicals, &self.stems, &self.texts, &self.keys].map(Rows::memory);
        // Beside them numbers for each spelling and each class, and where forms are found by their keys.
        rows.into_iter().sum::<usize>()
            + self.counts.len() * 24
            + self.heads.memory()
            + self.entries.len() * size_of::<Entry>()
    }
}

/// The chances of all that is in a pack of words.
#[derive(Default)]
struct Model {
    rooted: Chance,
    lemmas: Numbers,
    root_pages: Numbers,
    forms: Numbers,
    spellings: Numbers,
    letters: script::Model,
    texts: script::Model,
    counts: [Numbers; 2],
    pages: [Numbers; 2],
    bound: Numbers,
    lists: ListCoder,
}

/// Writes what is `given`, or reads it; gives it in either case.
fn code<C: Coder>(
    coder: &mut C,
    given: &Words,
    first: Classes,
    pages: u32,
) -> Result<Words, Fault> {
    let mut model = Box::<Model>::default();
    let mut words = Words {
        first,
        ..Words::default()
    };
    let roots = model.lemmas.code(coder, given.roots.len());
    for root in 0..roots {
        words.code_root(coder, &mut model, given, root)?;
    }
    words.roots.end(words.lemmas.count());
    words.lemmas.end(words.forms.count());
    words.forms.end(words.counts.len() as u32);
    for lemma in 0..words.lemmas.len() {
        words.code_list(coder, &mut model, given, lemma, pages)?;
        coder.check()?;
    }
    words.lists.end(words.entries.len() as u32);
    for root in 0..words.roots.len() {
        // A lemma without a root is in as many pages as its root.
        if words.radicals.get(root).is_empty() {
            let lemma = words.roots.range(root, 0).start;
            words.root_pages[root as usize] = words.pages.get(lemma as usize).copied().unwrap_or(0);
        }
    }
    words.by_key = Lookup::new(words.forms.len(), &|form| words.keys.get(form));
    Ok(words)
}

impl Words {
    fn code_root<C: Coder>(
        &mut self,
        coder: &mut C,
        model: &mut Model,
        given: &Words,
        root: u32,
    ) -> Result<(), Fault> {
        self.roots.begin(self.lemmas.count());
        let before = root.checked_sub(1);
        let before = before.map_or(&[][..], |before| self.radicals.get(before));
        let mut radicals = Vec::new();
        let mut root_pages = 0;
        let given_radicals = given.radicals.get(root);
        // Roots with radicals come first.
        let may = root == 0 || !before.is_empty();
        if may && coder.bit(&mut model.rooted, !given_radicals.is_empty()) {
            model
                .letters
                .code(coder, before, given_radicals, &mut radicals)?;
            let given = given.root_pages.get(root as usize).copied().unwrap_or(0);
            root_pages = model.root_pages.code(coder, given);
        }
        self.radicals.push(&radicals);
        self.root_pages.push(root_pages);
        let lemmas = given.roots.range(root, 0);
        let more = if radicals.is_empty() {
            0
        } else {
            model
                .lemmas
                .code(coder, (lemmas.len() as u32).saturating_sub(1))
        };
        for _ in 0..=more {
            self.code_lemma(coder, model, given, &radicals)?;
            coder.check()?;
        }
        Ok(())
    }

    fn code_lemma<C: Coder>(
        &mut self,
        coder: &mut C,
        model: &mut Model,
        given: &Words,
        radicals: &[u8],
    ) -> Result<(), Fault> {
        let lemma = self.lemmas.count();
        self.lemmas.begin(self.forms.count());
        let before = match lemma.checked_sub(1) {
            Some(before) if radicals.is_empty() => self.stems.get(before),
            _ => radicals,
        };
        let mut stem = Vec::new();
        model
            .letters
            .code(coder, before, given.stems.get(lemma), &mut stem)?;
        self.stems.push(&stem);
        let forms = given.lemmas.range(lemma, 0);
        let more = model
            .forms
            .code(coder, (forms.len() as u32).saturating_sub(1));
        let stem = script::bytes(&text::display(&stem));
        for _ in 0..=more {
            self.code_form(coder, model, given, &stem)?;
            coder.check()?;
        }
        Ok(())
    }

    fn code_form<C: Coder>(
        &mut self,
        coder: &mut C,
        model: &mut Model,
        given: &Words,
        stem: &[u8],
    ) -> Result<(), Fault> {
        let form = self.forms.count();
        self.forms.begin(self.counts.len() as u32);
        let spellings = given.forms.range(form, 0);
        let more = model
            .spellings
            .code(coder, (spellings.len() as u32).saturating_sub(1));
        let mut known = stem.to_vec();
        for other in 0..=more {
            let place = self.counts.len();
            let given_text = script::bytes(given.texts.get_str(place as u32));
            let mut spelling = Vec::new();
            model
                .texts
                .code(coder, &known, &given_text, &mut spelling)?;
            let text = script::text(&spelling)?;
            if self.texts.memory() + text.len() > LIMIT {
                return Err(Fault::Range);
            }
            if other == 0 {
                let mut key = Vec::new();
                text::fold(&text, &mut key);
                self.keys.push(&key);
                known = spelling;
            }
            self.texts.push(text.as_bytes());
            let count = given.counts.get(place).copied().unwrap_or(1);
            let count = model.counts[usize::from(other > 0)].code(coder, count.wrapping_sub(1));
            self.counts.push(count.checked_add(1).ok_or(Fault::Range)?);
            coder.check()?;
        }
        Ok(())
    }

    fn code_list<C: Coder>(
        &mut self,
        coder: &mut C,
        model: &mut Model,
        given: &Words,
        lemma: u32,
        pages: u32,
    ) -> Result<(), Fault> {
        let forms = self.lemmas.range(lemma, 0);
        let spellings = self.forms.range(forms.start, 0).start
            ..self.forms.range(forms.end.saturating_sub(1), 0).end;
        let counts = &self.counts[spellings.start as usize..spellings.end as usize];
        let all = counts
            .iter()
            .fold(0u32, |sum, &count| sum.saturating_add(count));
        let list = given.lists.range(lemma, 0);
        let list = given
            .entries
            .get(list.start as usize..list.end as usize)
            .unwrap_or(&[]);
        let given_pages = given.pages.get(lemma as usize).copied().unwrap_or(1);
        // Most words are in as many pages as they have occurrences.
        let usual = usize::from(all > 2);
        let less = model.pages[usual].code(coder, all.wrapping_sub(given_pages));
        let df = all
            .checked_sub(less)
            .filter(|df| (1..=pages).contains(df))
            .ok_or(Fault::Range)?;
        let given_bound = given
            .bounds
            .get(lemma as usize)
            .copied()
            .flatten()
            .unwrap_or(0);
        let bound = (df > LONG).then(|| model.bound.code(coder, given_bound));
        let here = if bound.is_some() { KEPT as u32 } else { df };
        self.lists.begin(self.entries.len() as u32);
        let of = Of {
            all: pages,
            pages: here,
            occurrences: bound.is_none().then_some(all),
        };
        let spellings = Symbols::of(counts);
        model
            .lists
            .code(coder, &of, spellings, list, &mut self.entries)?;
        self.pages.push(df);
        self.bounds.push(bound);
        Ok(())
    }
}
