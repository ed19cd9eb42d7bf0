//! The lexicon of a library as far as its packs were fed. What is asked of a pack that was not is told
//! as if it were not in the library, and the pack is noted as [wanted](Lexicon::wanted): whoever asks
//! looks there before believing the answer. So all that searches words is written as if it had the
//! whole lexicon at hand.

use super::near::{COSTS, Near};
use crate::format::manifest::Manifest;
use crate::format::pack::PackKind;
use crate::format::section::Section;
use crate::format::size::of_size;
use crate::format::terms::{FormTerm, ROOT, STEM, StemTerm, Terms};
use crate::format::usage::Usage;
use crate::format::words::{List, Words};
use crate::id::{FormId, LemmaId, PackId, RootId, SpellingId};
use crate::order::sort_distinct;
use crate::text::{self, Analysis, Weights};
use fst::Automaton;
use std::cell::RefCell;
use std::ops::Range;

/// The lexicon of a library.
pub struct Lexicon<'a> {
    manifest: &'a Manifest,
    sections: &'a [Option<Section>],
    usage: &'a Usage,
    weights: &'a Weights,
    wanted: RefCell<Vec<u32>>,
    near: RefCell<Vec<Neighbours>>,
}

/// The forms near to a key: the key, the limit, and the forms.
type Neighbours = (Vec<u8>, u8, Vec<NearForm>);

/// A form near to another: its key, its term, and what the edits cost.
pub type NearForm = (Vec<u8>, FormTerm, u8);

impl<'a> Lexicon<'a> {
    /// Of what was fed of a library. `weights` are those of its catalog.
    pub fn new(
        manifest: &'a Manifest,
        sections: &'a [Option<Section>],
        usage: &'a Usage,
        weights: &'a Weights,
    ) -> Lexicon<'a> {
        Lexicon {
            manifest,
            sections,
            usage,
            weights,
            wanted: RefCell::default(),
            near: RefCell::default(),
        }
    }

    /// The packs that were asked for and are not there, in order, since this was asked last.
    pub fn wanted(&self) -> Vec<PackId> {
        let mut wanted = self.wanted.take();
        sort_distinct(&mut wanted);
        wanted.into_iter().map(PackId).collect()
    }

    /// True if nothing was asked for in vain since then.
    pub fn is_whole(&self) -> bool {
        self.wanted.borrow().is_empty()
    }

    fn want(&self, pack: u32) {
        self.wanted.borrow_mut().push(pack);
    }

    /// How many spellings, forms, lemmas and roots there are.
    pub fn classes(&self) -> [u32; 4] {
        self.manifest.classes
    }

    fn terms(&self, part: usize) -> Option<&'a Terms> {
        let pack = self.manifest.range(PackKind::Terms).start + part as u32;
        match self.sections.get(pack as usize) {
            Some(Some(Section::Terms(terms))) => {
                self.usage.touch(pack);
                Some(terms)
            }
            _ => {
                self.want(pack);
                None
            }
        }
    }

    /// What stands with a form among the most frequent.
    fn front(&self, key: &[u8]) -> Option<u64> {
        let pack = self.manifest.range(PackKind::Front).start;
        match self.sections.get(pack as usize) {
            Some(Some(Section::Terms(terms))) => terms.get(key),
            _ => None,
        }
    }

    /// What stands with a key among the terms.
    fn term(&self, key: &[u8]) -> Option<u64> {
        let after = self
            .manifest
            .keys
            .partition_point(|first| &first[..] <= key);
        self.terms(after.checked_sub(1)?)?.get(key)
    }

    /// All keys that begin with `start` and that an automaton accepts, with what stands with them.
    pub fn each_term<A: Automaton>(
        &self,
        start: &[u8],
        automaton: &A,
        take: &mut dyn FnMut(&[u8], u64),
    ) {
        let keys = &self.manifest.keys;
        let first = keys
            .partition_point(|first| &first[..] <= start)
            .saturating_sub(1);
        for (part, key) in keys.iter().enumerate().skip(first) {
            if key[..] > *start && !key.starts_with(start) {
                break;
            }
            let Some(terms) = self.terms(part) else {
                continue;
            };
            terms.search(start, automaton, take);
        }
    }

    /// The forms at most so far away from a key by what edits cost. One search asks for the same more than
    /// once, and finding them is what takes longest in it: they are kept.
    pub fn near(&self, key: &[u8], limit: u8) -> Vec<NearForm> {
        let same = |(other, most, _): &&Neighbours| other == key && *most == limit;
        if let Some((.., found)) = self.near.borrow().iter().find(same) {
            return found.clone();
        }
        let near = Near::weighed(key, limit, &COSTS);
        let mut found = Vec::new();
        self.each_term(&[], &near, &mut |other, value| {
            if ![STEM, ROOT].contains(&other[0]) && other != key {
                found.push((other.to_vec(), FormTerm::of(value), near.distance(other)));
            }
        });
        if self.is_whole() {
            self.near
                .borrow_mut()
                .push((key.to_vec(), limit, found.clone()));
        }
        found
    }

    /// The term of the form with this key, in letter bytes.
    pub fn form_term(&self, key: &[u8]) -> Option<FormTerm> {
        match key.first() {
            Some(&(STEM | ROOT)) | None => None,
            _ => self.front(key).or_else(|| self.term(key)).map(FormTerm::of),
        }
    }

    /// About how often the form with this key occurs; 0 if the library lacks it.
    pub fn size(&self, key: &[u8]) -> u32 {
        self.form_term(key).map_or(0, |term| of_size(term.size))
    }

    /// The form with this key, in letter bytes.
    pub fn form(&self, key: &[u8]) -> Option<FormId> {
        let term = self.form_term(key)?;
        self.form_in(term, key)
    }

    /// The form with this key and term.
    pub fn form_in(&self, term: FormTerm, key: &[u8]) -> Option<FormId> {
        self.words(term.pack as usize)?.form(key)
    }

    fn stem_term(&self, stem: &[u8]) -> Option<StemTerm> {
        let term = StemTerm::of(self.term(&[&[STEM], stem].concat())?);
        (term.lemma < self.classes()[2]).then_some(term)
    }

    /// The lemma that this stem names, in letter bytes.
    pub fn lemma_of_stem(&self, stem: &[u8]) -> Option<LemmaId> {
        self.stem_term(stem).map(|term| LemmaId(term.lemma))
    }

    /// The analysis of a form that the library lacks, and the lemma it leads to, as
    /// [`text::unknown`] finds them. `marbuta`: the word is written with a final ة.
    pub fn unknown(&self, form: &[u8], marbuta: bool) -> Option<(Analysis, LemmaId)> {
        let stem = |stem: &[u8]| {
            let term = self.stem_term(stem)?;
            Some((LemmaId(term.lemma), term.evidence))
        };
        text::unknown(form, marbuta, self.weights, &stem)
    }

    /// The root of these radicals, in letter bytes.
    pub fn root(&self, radicals: &[u8]) -> Option<RootId> {
        if radicals.is_empty() {
            return None;
        }
        let number = self.term(&[&[ROOT], radicals].concat())?;
        let number = u32::try_from(number).ok()?;
        (number < self.classes()[3]).then_some(RootId(number))
    }

    /// The words of a pack, by its number among those of words.
    fn words(&self, place: usize) -> Option<&'a Words> {
        let range = self.manifest.range(PackKind::Words);
        let pack = range.start + place as u32;
        if !range.contains(&pack) {
            return None;
        }
        match self.sections.get(pack as usize) {
            Some(Some(Section::Words(words))) => {
                self.usage.touch(pack);
                Some(words)
            }
            _ => {
                self.want(pack);
                None
            }
        }
    }

    fn words_at(
        &self,
        number: u32,
        first: impl Fn(&crate::format::words::Classes) -> u32,
    ) -> Option<&'a Words> {
        let packs = &self.manifest.words_packs;
        let after = packs.partition_point(|classes| first(classes) <= number);
        self.words(after.checked_sub(1)?)
    }

    fn of_spelling(&self, spelling: SpellingId) -> Option<&'a Words> {
        self.words_at(spelling.0, |first| first.spelling)
    }

    fn of_form(&self, form: FormId) -> Option<&'a Words> {
        self.words_at(form.0, |first| first.form)
    }

    fn of_lemma(&self, lemma: LemmaId) -> Option<&'a Words> {
        self.words_at(lemma.0, |first| first.lemma)
    }

    fn of_root(&self, root: RootId) -> Option<&'a Words> {
        self.words_at(root.0, |first| first.root)
    }

    /// The form of a spelling.
    pub fn form_of(&self, spelling: SpellingId) -> FormId {
        let words = self.of_spelling(spelling);
        words.map_or(FormId(u32::MAX), |words| words.form_of(spelling))
    }

    /// The lemma of a form.
    pub fn lemma_of(&self, form: FormId) -> LemmaId {
        let words = self.of_form(form);
        words.map_or(LemmaId(u32::MAX), |words| words.lemma_of(form))
    }

    /// The root of a lemma.
    pub fn root_of(&self, lemma: LemmaId) -> RootId {
        let words = self.of_lemma(lemma);
        words.map_or(RootId(u32::MAX), |words| words.root_of(lemma))
    }

    /// The spellings of a form, the most frequent first.
    pub fn spellings(&self, form: FormId) -> Range<u32> {
        self.of_form(form)
            .map_or(0..0, |words| words.spellings(form))
    }

    /// The forms of a lemma.
    pub fn forms(&self, lemma: LemmaId) -> Range<u32> {
        self.of_lemma(lemma)
            .map_or(0..0, |words| words.forms(lemma))
    }

    /// The lemmas of a root.
    pub fn lemmas(&self, root: RootId) -> Range<u32> {
        self.of_root(root).map_or(0..0, |words| words.lemmas(root))
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
    pub fn text(&self, spelling: SpellingId) -> &'a str {
        self.of_spelling(spelling)
            .map_or("", |words| words.text(spelling))
    }

    /// How often a spelling occurs in the library.
    pub fn count(&self, spelling: SpellingId) -> u32 {
        self.count_all(spelling.0..spelling.0.saturating_add(1))
    }

    /// How often the spellings of a range, of one root, occur together.
    pub fn count_all(&self, spellings: Range<u32>) -> u32 {
        if spellings.is_empty() {
            return 0;
        }
        let words = self.of_spelling(SpellingId(spellings.start));
        let counts = words.map_or(&[][..], |words| words.counts(spellings));
        counts
            .iter()
            .fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// The stem that names a lemma, in letter bytes.
    pub fn stem(&self, lemma: LemmaId) -> &'a [u8] {
        self.of_lemma(lemma).map_or(&[], |words| words.stem(lemma))
    }

    /// The radicals of a root, in letter bytes; empty for a lemma without a root.
    pub fn radicals(&self, root: RootId) -> &'a [u8] {
        self.of_root(root).map_or(&[], |words| words.radicals(root))
    }

    /// How many pages have a word of the root.
    pub fn root_pages(&self, root: RootId) -> u32 {
        self.of_root(root).map_or(0, |words| words.root_pages(root))
    }

    /// The key of a form, in letter bytes.
    pub fn key(&self, form: FormId) -> &'a [u8] {
        self.of_form(form).map_or(&[], |words| words.key(form))
    }

    /// The postings of a lemma that stand with its words.
    pub fn list(&self, lemma: LemmaId) -> List<'a> {
        self.of_lemma(lemma).map_or(
            List {
                pages: 0,
                bound: None,
                entries: &[],
            },
            |words| words.list(lemma),
        )
    }

    /// A lemma as it is shown: the most frequent spelling of the form that its stem is, else the stem.
    pub fn lemma_name(&self, lemma: LemmaId) -> String {
        let stem = self.stem(lemma);
        let forms = self.forms(lemma);
        let form = forms.map(FormId).find(|&form| self.key(form) == stem);
        match form {
            Some(form) => self.text(SpellingId(self.spellings(form).start)).to_owned(),
            None => text::display(stem),
        }
    }

    /// A root as it is shown: its radicals with spaces between.
    pub fn root_name(&self, root: RootId) -> Option<String> {
        let radicals = self.radicals(root);
        let mut name = String::new();
        for letter in text::display(radicals).chars() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push(letter);
        }
        (!name.is_empty()).then_some(name)
    }
}
