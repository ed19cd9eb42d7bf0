//! The kin of a query word: words of the library that are not it, but evidence for it. Words of the
//! same root, and words written almost alike, which joins what the lexicon could not: spellings of
//! foreign names, slips, plurals and verbs that it took for other words.

use super::lexicon::Lexicon;
use super::matching::Target;
use super::near::Near;
use super::score::Ranking;
use super::suggest::meant;
use crate::answer::{Depth, TermKind};
use crate::format::terms::{FormTerm, ROOT, STEM};
use crate::id::{FormId, LemmaId};
use crate::order::{sort_by_key, sort_distinct};
use std::ops::Range;

/// Words written alike that are looked at.
const NEAR: usize = 10;
/// How much the best of them weighs for a word the library does not have.
const UNKNOWN: f32 = 0.6;
/// The least likeness.
const ALIKE: f32 = 0.3;

/// Words looked at that may have been meant by one the library lacks.
const MEANT: usize = 4;
/// The fewest letters of such a word.
const MISTAKEN: usize = 4;
/// How far behind the likeliest of them, in 256ths of a doubling, one is not looked at.
const UNLIKELY: f32 = 2048.0;
/// How much the family of a word that may have been meant weighs beside the word.
const FAMILY: f32 = 0.5;
/// How much such words weigh if analysis leads the mistaken one to a lemma.
const ANALYSED: f32 = 0.7;

/// The kin of one query word.
#[derive(Clone, Debug, Default)]
pub struct Kin {
    /// Forms of the same root.
    root: Range<u32>,
    /// Their weight.
    root_weight: f32,
    /// Forms written alike, by number, with their weights.
    near: Vec<(FormId, f32)>,
    /// Families of words that may have been meant by one the library lacks: forms, and their weight.
    meant: Vec<(Range<u32>, f32)>,
}

/// A query word whose kin is asked for.
pub struct Asked<'a> {
    /// The word.
    pub target: &'a Target,
    /// How many pages have its lemma.
    pub pages: u32,
    /// True if the query was mended at this word, so that it was not mistaken for another.
    pub repaired: bool,
}

impl Kin {
    /// The kin of a word in a library of `all` pages.
    pub fn new(asked: &Asked<'_>, all: u32, lexicon: &Lexicon<'_>, ranking: &Ranking) -> Kin {
        let Asked {
            target,
            pages,
            repaired,
        } = *asked;
        let mut kin = Kin::default();
        let asked = target.kind == TermKind::Word && target.depth >= Depth::Lemma;
        // Who chooses among the forms of a word wants no others.
        if !asked || target.function_word || target.title || !target.chosen.is_all() {
            return kin;
        }
        if let Some(root) = target.root.filter(|_| ranking.roots) {
            kin.root_weight = ranking.root(pages, lexicon.root_pages(root), all);
            if kin.root_weight > 0.0 {
                kin.root = target.forms_of_root();
            }
        }
        if target.form.is_none() && !repaired {
            kin.mistake(target, lexicon, ranking.meant);
        }
        if ranking.near > 0.0 {
            let unknown = target.lemma.is_none();
            kin.near = near(&target.key, lexicon, ranking.near);
            let best = kin
                .near
                .iter()
                .fold(0.0, |best: f32, (_, weight)| best.max(*weight));
            if unknown && best > 0.0 {
                kin.near
                    .iter_mut()
                    .for_each(|(_, weight)| *weight *= UNKNOWN / best);
            }
        }
        kin
    }

    /// Adds the families of words that may have been meant.
    fn mistake(&mut self, target: &Target, lexicon: &Lexicon<'_>, weight: f32) {
        let number = target.key.iter().any(u8::is_ascii_digit);
        if weight == 0.0 || number || target.key.len() < MISTAKEN {
            return;
        }
        // A word that analysis leads to a lemma may well be none of these.
        let analysed = if target.lemma.is_some() {
            ANALYSED
        } else {
            1.0
        };
        for (form, behind) in meant(&target.key, MEANT, lexicon) {
            let likely = 1.0 - behind as f32 / UNLIKELY;
            if likely > 0.0 {
                let weight = weight * analysed * likely;
                let family = lexicon.forms(lexicon.lemma_of(form));
                self.meant.push((form.0..form.0 + 1, weight));
                self.meant.push((family, weight * FAMILY));
            }
        }
    }

    /// The lemmas whose postings hold the kin, in order.
    pub fn lemmas(&self, lexicon: &Lexicon<'_>) -> Vec<LemmaId> {
        let mut lemmas: Vec<u32> = self
            .near
            .iter()
            .map(|(form, _)| lexicon.lemma_of(*form).0)
            .collect();
        for (forms, _) in &self.meant {
            lemmas.push(lexicon.lemma_of(FormId(forms.start)).0);
        }
        if let Some(last) = self.root.clone().last() {
            lemmas.extend(
                lexicon.lemma_of(FormId(self.root.start)).0..=lexicon.lemma_of(FormId(last)).0,
            );
        }
        sort_distinct(&mut lemmas);
        lemmas.into_iter().map(LemmaId).collect()
    }

    /// Gives every form that is kin, some more than once.
    pub fn each_form(&self, take: &mut dyn FnMut(u32)) {
        self.near.iter().for_each(|(form, _)| take(form.0));
        for (forms, _) in &self.meant {
            forms.clone().for_each(&mut *take);
        }
        self.root.clone().for_each(take);
    }

    /// The weight of a form as evidence; zero if it is no kin.
    pub fn weight(&self, form: FormId) -> f32 {
        let near = self.near.binary_search_by_key(&form, |(form, _)| *form);
        let mut near = near.map_or(0.0, |index| self.near[index].1);
        for (forms, weight) in &self.meant {
            if forms.contains(&form.0) {
                near = near.max(*weight);
            }
        }
        if self.root.contains(&form.0) {
            near.max(self.root_weight)
        } else {
            near
        }
    }
}

/// The forms written most like this one, with their weights.
fn near(key: &[u8], lexicon: &Lexicon<'_>, weight: f32) -> Vec<(FormId, f32)> {
    // A number one digit away is another number; short words have too many neighbours.
    let distance = match key.len() {
        _ if key.iter().any(u8::is_ascii_digit) => 0,
        0..5 => 0,
        5..7 => 1,
        _ => 2,
    };
    if distance == 0 {
        return Vec::new();
    }
    let own = Grams::of(key);
    let mut found: Vec<(Vec<u8>, FormTerm, f32)> = Vec::new();
    let near = Near::new(key, distance);
    lexicon.each_term(&[], &near, &mut |other, value| {
        if [STEM, ROOT].contains(&other[0]) || other == key {
            return;
        }
        let alike = own.alike(&Grams::of(other));
        if alike >= ALIKE {
            found.push((other.to_vec(), FormTerm::of(value), alike));
        }
    });
    if !lexicon.is_whole() {
        return Vec::new();
    }
    sort_by_key(&mut found, |(_, _, alike)| u64::from(!alike.to_bits()));
    found.truncate(NEAR);
    let weighed = |(key, term, alike): (Vec<u8>, FormTerm, f32)| {
        Some((lexicon.form_in(term, &key)?, weight * alike * alike))
    };
    let mut found: Vec<(FormId, f32)> = found.into_iter().filter_map(weighed).collect();
    sort_by_key(&mut found, |(form, _)| u64::from(form.0));
    found
}

/// The stretches of three letters of a word, its edges counted as letters; sorted.
struct Grams(Vec<u32>);

impl Grams {
    fn of(key: &[u8]) -> Grams {
        let at = |place: usize| match place.checked_sub(1).and_then(|place| key.get(place)) {
            Some(&letter) => u32::from(letter),
            None => 0,
        };
        let mut grams: Vec<u32> = (0..key.len())
            .map(|i| at(i) << 16 | at(i + 1) << 8 | at(i + 2))
            .collect();
        sort_by_key(&mut grams, |&gram| u64::from(gram));
        Grams(grams)
    }

    /// The cosine between two words as sets of stretches, 0 to 1.
    fn alike(&self, other: &Grams) -> f32 {
        let (mut a, mut b, mut common) = (0, 0, 0u32);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            common += u32::from(x == y);
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        common as f32 / ((self.0.len() * other.0.len()) as f32).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn likeness_of_words() {
        let check = |a: &str, b: &str, thousandths: u32| {
            let grams = |word: &str| Grams::of(crate::text::Term::of(word).as_bytes());
            let alike = grams(a).alike(&grams(b));
            assert_eq!((alike * 1000.0) as u32, thousandths, "{a} {b}");
        };
        check("كتاب", "كتاب", 1000);
        // Of four stretches each, كتا and the edge before it are common.
        check("كتاب", "كتان", 500);
        check("كتاب", "قلم", 0);
        // Of nine and eight, six are common: the alef is in three of the one, its lack in two of the other.
        check("فرانسيسكو", "فرنسيسكو", 707);
    }

    proptest! {
        #[test]
        fn likeness_is_even_and_bounded(a in vec(1u8..5, 1..9), b in vec(1u8..5, 1..9)) {
            let (one, other) = (Grams::of(&a), Grams::of(&b));
            let alike = one.alike(&other);
            prop_assert_eq!(alike, other.alike(&one));
            prop_assert!((0.0..=1.0001).contains(&alike));
            prop_assert!((Grams::of(&a).alike(&one) - 1.0).abs() < 1e-6);
            // The naive twin strikes out what it has counted.
            let mut rest = other.0.clone();
            let common = one.0.iter().filter(|gram| rest.iter().position(|g| g == *gram).map(|i| rest.remove(i)).is_some());
            let expected = common.count() as f32 / ((a.len() * b.len()) as f32).sqrt();
            prop_assert!((alike - expected).abs() < 1e-6);
        }
    }
}
