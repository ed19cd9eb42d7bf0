//! The terms of a library into their packs: forms, stems and roots in the order of the alphabet.

use super::BuildError;
use super::cache::Cache;
use super::forms::first_letters;
use super::numbering::Numbering;
use super::packs::{Packs, TERMS};
use crate::format::bytes::Put;
use crate::format::pack::PackKind;
use crate::format::size::to_size;
use crate::format::terms::{self, FormTerm, ROOT, STEM, StemTerm};
use crate::format::words::Classes;
use crate::text::unknown::{doublings, evidence};
use rayon::prelude::*;

/// Sections that are made at once.
const AT_ONCE: usize = 8;
/// Forms that the front has.
const FRONT: usize = 4096;

/// A key of the terms; what it is of stands for it, since there are millions.
#[derive(Clone, Copy)]
enum Term {
    Form(u32),
    /// The stem of a lemma.
    Lemma(u32),
    /// The stem of a form.
    Stem(u32),
    Root(u32),
}

/// All terms in the order of their keys.
pub(super) struct Terms<'a> {
    numbering: &'a Numbering,
    firsts: &'a [Classes],
    terms: Vec<Term>,
}

impl<'a> Terms<'a> {
    /// Of these classes, whose packs of words begin so.
    pub(super) fn new(numbering: &'a Numbering, firsts: &'a [Classes]) -> Terms<'a> {
        let [_, forms, lemmas, roots] = numbering.classes();
        let mut terms = Vec::with_capacity((forms + 2 * lemmas) as usize);
        for number in 0..lemmas {
            let lemma = numbering.lemma(number);
            if !lemma.stem.is_empty() {
                terms.push(Term::Lemma(number));
            }
            for form in lemma.forms {
                let stem = numbering.form_stem(form);
                terms.push(Term::Form(form));
                if stem != lemma.stem && !stem.is_empty() {
                    terms.push(Term::Stem(form));
                }
            }
        }
        let rooted = |root: &u32| !numbering.root(*root).radicals.is_empty();
        terms.extend((0..roots).filter(rooted).map(Term::Root));
        let mut all = Terms {
            numbering,
            firsts,
            terms: Vec::new(),
        };
        // Most are told apart by their first letters.
        let first = |term: Term| {
            let (before, key) = all.key(term);
            u64::from(before) << 56 | first_letters(key) >> 8
        };
        let mut terms: Vec<(u64, Term)> = terms
            .into_par_iter()
            .map(|term| (first(term), term))
            .collect();
        terms.par_sort_unstable_by(|&(first, a), &(second, b)| {
            let rest = || (all.key(a), all.rank(a)).cmp(&(all.key(b), all.rank(b)));
            first.cmp(&second).then_with(rest)
        });
        let mut terms: Vec<Term> = terms.into_iter().map(|(_, term)| term).collect();
        // Of several lemmas with one stem only one can be found by it: the first.
        terms.dedup_by(|later, first| all.key(*later) == all.key(*first));
        all.terms = terms;
        all
    }

    /// What stands before the key, and the key.
    fn key(&self, term: Term) -> (u8, &'a [u8]) {
        let numbering = self.numbering;
        match term {
            // A form stands by itself: its first byte decides whether it is before stems and roots.
            Term::Form(form) => {
                let key = numbering.form_key(form);
                (key.first().copied().unwrap_or(0), key)
            }
            Term::Lemma(lemma) => (STEM, numbering.lemma(lemma).stem),
            Term::Stem(form) => (STEM, numbering.form_stem(form)),
            Term::Root(root) => (ROOT, numbering.root(root).radicals),
        }
    }

    /// Which of several with one key is first: a lemma that has its stem among its forms, then any other.
    fn rank(&self, term: Term) -> (u8, u32) {
        match term {
            Term::Lemma(lemma) => {
                let of_lemma = self.numbering.lemma(lemma);
                let is_stem = |form| self.numbering.form_key(form) == of_lemma.stem;
                let has = of_lemma.forms.clone().any(is_stem);
                (u8::from(!has), lemma)
            }
            Term::Stem(form) => (1, self.numbering.form_lemma(form)),
            Term::Form(number) | Term::Root(number) => (0, number),
        }
    }

    fn value(&self, term: Term) -> u64 {
        match term {
            Term::Form(form) => {
                let pack = self.firsts.partition_point(|first| first.form <= form) - 1;
                FormTerm {
                    pack: pack as u32,
                    size: to_size(self.count(form)),
                }
                .value()
            }
            Term::Lemma(lemma) => self.stem_value(lemma),
            Term::Stem(form) => self.stem_value(self.numbering.form_lemma(form)),
            Term::Root(root) => root.into(),
        }
    }

    /// The value of a stem that leads to this lemma.
    fn stem_value(&self, lemma: u32) -> u64 {
        let forms = self.numbering.lemma(lemma).forms;
        let attested = forms.fold(0u32, |sum, form| {
            sum.saturating_add(doublings(self.count(form)))
        });
        StemTerm {
            lemma,
            evidence: evidence(attested),
        }
        .value()
    }

    fn count(&self, form: u32) -> u32 {
        let count = self.numbering.count(self.numbering.form_spellings(form));
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Writes the packs; gives the first key of each.
    pub(super) fn write(
        &self,
        packs: &mut Packs,
        cache: &Cache,
    ) -> Result<Vec<Vec<u8>>, BuildError> {
        let whole = |&term: &Term| match term {
            Term::Form(_) => self.key(term).1.to_vec(),
            _ => [&[self.key(term).0], self.key(term).1].concat(),
        };
        let words_packs = self.firsts.len() as u32;
        if self.terms.len() > 2 * FRONT {
            packs.add(PackKind::Front, 0, terms::write(words_packs, &self.front()))?;
        }
        let chunks: Vec<&[Term]> = self.terms.chunks(TERMS).collect();
        for (at, chunks) in chunks.chunks(AT_ONCE).enumerate() {
            let first = (at * AT_ONCE) as u32;
            let section = |(number, terms): (usize, &&[Term])| {
                let keyed = terms.iter().map(|term| (whole(term), self.value(*term)));
                let keyed: Vec<(Vec<u8>, u64)> = keyed.collect();
                let contents = || {
                    let mut contents = Vec::new();
                    contents.varint(words_packs);
                    for (key, value) in &keyed {
                        contents.bytes(key);
                        contents.extend_from_slice(&value.to_le_bytes());
                    }
                    contents
                };
                let write = || terms::write(words_packs, &keyed);
                let section = cache.or_made_of("terms", contents, write);
                (first + number as u32, section)
            };
            let sections: Vec<(u32, Vec<u8>)> =
                chunks.par_iter().enumerate().map(section).collect();
            for (first, section) in sections {
                packs.add(PackKind::Terms, first, section)?;
            }
        }
        Ok(chunks.iter().map(|terms| whole(&terms[0])).collect())
    }

    /// The most frequent forms, in the order of their keys.
    fn front(&self) -> Vec<(Vec<u8>, u64)> {
        let form = |term: &Term| match term {
            Term::Form(form) => Some((std::cmp::Reverse(self.count(*form)), *form)),
            _ => None,
        };
        let mut forms: Vec<_> = self.terms.iter().filter_map(form).collect();
        forms.sort_unstable();
        forms.truncate(FRONT);
        let keyed = |(_, form): (_, u32)| {
            (
                self.numbering.form_key(form).to_vec(),
                self.value(Term::Form(form)),
            )
        };
        let mut keyed: Vec<(Vec<u8>, u64)> = forms.into_iter().map(keyed).collect();
        keyed.sort_unstable();
        keyed
    }
}
