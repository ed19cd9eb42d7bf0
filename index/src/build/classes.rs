//! The lemma of every form: learned from the most frequent forms, and the rest analysed by what was
//! learned of those, as a word of a query is that the library lacks.

mod kept;

use super::BuildError;
use super::cache::Cache;
use super::forms::Forms;
use super::lexicon::authored::{Authored, Report};
use super::lexicon::{Class, Entry, Traits, agreement, is_given, learn, unknown};
use super::tokens::{Tokens, each_word};
use crate::format::Rows;
use crate::text::unknown::{doublings, evidence};
use crate::text::{self, Weights};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::{Ordering, Reverse};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Lemmas and roots, in the order of their numbers, and which forms are theirs.
#[derive(Default)]
pub(super) struct Classes {
    /// The lemma of each form.
    pub(super) of_form: Vec<u32>,
    /// The stem that names each lemma.
    pub(super) lemmas: Rows,
    /// The radicals of each root; none for a lemma without a root, which is a root of its own.
    pub(super) roots: Rows,
    /// How many lemmas each root has.
    pub(super) counts: Vec<u32>,
    /// The stems of forms that are built on another than their lemma's.
    pub(super) stems: FxHashMap<u32, Vec<u8>>,
    /// How words are analysed that are not among these.
    pub(super) weights: Weights,
}

/// No lemma known.
const OWN: u32 = u32::MAX;

impl Classes {
    /// Has lemmas and roots learned from so many forms at most, changes them to what the author says,
    /// and finds those of the other forms.
    pub(super) fn new(
        tokens: &Tokens,
        forms: &Forms,
        authored: &Authored,
        most: usize,
        cache: &Cache,
    ) -> Result<(Classes, Report), BuildError> {
        let learned = choose(tokens, forms, authored, most);
        let entries = entries(tokens, forms, &learned)?;
        if !cache.is_on() {
            return Classes::learn(tokens, forms, authored, &learned, &entries);
        }
        let key = kept::key(tokens, forms, &entries, authored, most);
        let kept = cache.get(key);
        if let Some(Ok(known)) = kept.map(|value| kept::read(&value, forms.len())) {
            return Ok(known);
        }
        let (classes, report) = Classes::learn(tokens, forms, authored, &learned, &entries)?;
        cache.put(key, &kept::write(&classes, &report));
        Ok((classes, report))
    }

    /// The same by learning from these forms.
    fn learn(
        tokens: &Tokens,
        forms: &Forms,
        authored: &Authored,
        learned: &[u32],
        entries: &[Entry],
    ) -> Result<(Classes, Report), BuildError> {
        let mut classes = learn(entries);
        let report = authored.apply(entries, &mut classes);
        let weights = unknown::weights(entries, &classes);
        let lemmas = Lemmas::new(&classes);
        let mut of_form = vec![OWN; forms.len()];
        if learned.len() < forms.len() {
            let stems = lemmas.stems(entries, &classes);
            of_form.par_iter_mut().enumerate().for_each(|(form, of)| {
                if learned.binary_search(&(form as u32)).is_err() {
                    *of = of_rest(tokens, forms, form as u32, &weights, &stems);
                }
            });
        }
        for (&form, &lemma) in learned.iter().zip(&lemmas.of_entry) {
            of_form[form as usize] = lemma;
        }
        let mut numbered = lemmas.number(forms, &classes, of_form)?;
        for (form, class) in learned.iter().zip(classes) {
            if class.stem != class.lemma {
                numbered.stems.insert(*form, class.stem);
            }
        }
        numbered.weights = weights;
        Ok((numbered, report))
    }
}

/// The forms that are learned from: all, or the most frequent of them and those that the author says
/// something about.
fn choose(tokens: &Tokens, forms: &Forms, authored: &Authored, most: usize) -> Vec<u32> {
    let mut all: Vec<u32> = (0..forms.len() as u32).collect();
    if all.len() <= most {
        return all;
    }
    let count = |form: u32| -> u32 {
        let counts = forms.raws(form).iter();
        counts.map(|&raw| tokens.counts[raw as usize]).sum()
    };
    let counts: Vec<u32> = all.par_iter().map(|&form| count(form)).collect();
    // Forms are in the order of their keys.
    all.select_nth_unstable_by_key(most, |&form| (Reverse(counts[form as usize]), form));
    let rest = &all[most..];
    let concerns = authored.concerns();
    let named: Vec<u32> = rest
        .par_iter()
        .copied()
        .filter(|&form| concerns(forms.key(form)))
        .collect();
    all.truncate(most);
    all.extend(named);
    all.sort_unstable();
    all
}

/// What is seen of the forms that are learned from.
fn entries(tokens: &Tokens, forms: &Forms, learned: &[u32]) -> Result<Vec<Entry>, BuildError> {
    let mut of_raw = vec![OWN; tokens.raw_count()];
    let mut entries = Vec::with_capacity(learned.len());
    for (number, &form) in learned.iter().enumerate() {
        let mut entry = Entry::new(forms.key(form).to_vec());
        for &raw in forms.raws(form) {
            entry.add(forms.traits[raw as usize], tokens.counts[raw as usize]);
            of_raw[raw as usize] = number as u32;
        }
        entries.push(entry);
    }
    // Sums of whole numbers are the same in any order.
    let votes: Vec<[AtomicU32; 2]> = entries.iter().map(|_| Default::default()).collect();
    let vote = |raw: u32, said: [u32; 2]| {
        if let (Some(votes), true) = (votes.get(of_raw[raw as usize] as usize), said != [0, 0]) {
            votes[0].fetch_add(said[0], Relaxed);
            votes[1].fetch_add(said[1], Relaxed);
        }
    };
    tokens.map(
        tokens.chunks(),
        || Ok(()),
        |(), _, bytes| {
            read_neighbours(bytes, &forms.traits, &vote);
            Ok(())
        },
    )?;
    for (entry, [plural, singular]) in entries.iter_mut().zip(votes) {
        entry.agree([plural.into_inner(), singular.into_inner()]);
    }
    Ok(entries)
}

/// Has neighbours vote on the number of words.
fn read_neighbours(bytes: &[u8], traits: &[Traits], vote: &impl Fn(u32, [u32; 2])) {
    let mut before = [(None, Traits::default()); 2];
    let mut end = None;
    each_word(bytes, |word| {
        let Some(word) = word else {
            (before, end) = ([(None, Traits::default()); 2], None);
            return;
        };
        if end != Some(word.position) {
            before = [(None, Traits::default()); 2];
        }
        end = Some(word.position + 1);
        let seen = traits[word.raw as usize];
        let votes = agreement(before[0].1, before[1].1, seen);
        if let (Some(second), _) = before[1] {
            vote(second, votes[0]);
        }
        vote(word.raw, votes[1]);
        before = [before[1], (Some(word.raw), seen)];
    });
}

/// The lemma of a form that was not learned from; [`OWN`] if it is its own.
fn of_rest(tokens: &Tokens, forms: &Forms, form: u32, weights: &Weights, stems: &Known<'_>) -> u32 {
    let key = forms.key(form);
    let itself = || stems.get(key).map_or(OWN, |&(lemma, _)| lemma);
    if is_given(key) {
        return itself();
    }
    let (mut count, mut feminine) = (0u64, 0u64);
    for &raw in forms.raws(form) {
        let seen = u64::from(tokens.counts[raw as usize]);
        count += seen;
        feminine += if forms.traits[raw as usize].is_feminine() {
            seen
        } else {
            0
        };
    }
    let known = |stem: &[u8]| {
        let &(lemma, attested) = stems.get(stem)?;
        Some((lemma, evidence(attested)))
    };
    match text::unknown(key, feminine * 2 > count, weights, &known) {
        Some((_, lemma)) => lemma,
        None => itself(),
    }
}

/// The lemma of each stem, and how much attests that.
type Known<'a> = FxHashMap<&'a [u8], (u32, u32)>;

/// The learned lemmas.
struct Lemmas {
    /// For each an entry that is of it; those with a root first, by root, then by stem.
    named_by: Vec<u32>,
    /// The lemma of each entry.
    of_entry: Vec<u32>,
}

fn order(class: &Class) -> (bool, &[u8], &[u8]) {
    (class.root.is_empty(), &class.root, &class.lemma)
}

impl Lemmas {
    fn new(classes: &[Class]) -> Lemmas {
        let mut all: Vec<u32> = (0..classes.len() as u32).collect();
        let of = |entry: u32| order(&classes[entry as usize]);
        all.par_sort_unstable_by(|&a, &b| of(a).cmp(&of(b)).then(a.cmp(&b)));
        let mut lemmas = Lemmas {
            named_by: Vec::new(),
            of_entry: vec![0; classes.len()],
        };
        for same in all.chunk_by(|&a, &b| of(a) == of(b)) {
            for &entry in same {
                lemmas.of_entry[entry as usize] = lemmas.named_by.len() as u32;
            }
            lemmas.named_by.push(same[0]);
        }
        lemmas
    }

    /// The lemma of each stem, as the lexicon of the library will find it.
    fn stems<'a>(&self, entries: &'a [Entry], classes: &'a [Class]) -> Known<'a> {
        let mut attested = vec![0u32; self.named_by.len()];
        for (entry, &lemma) in entries.iter().zip(&self.of_entry) {
            let sum = &mut attested[lemma as usize];
            *sum = sum.saturating_add(doublings(entry.count));
        }
        let mut stems = Known::default();
        let mut add = |stem: &'a [u8], lemma: u32| {
            stems
                .entry(stem)
                .or_insert((lemma, attested[lemma as usize]));
        };
        for ((entry, class), &lemma) in entries.iter().zip(classes).zip(&self.of_entry) {
            if entry.form == class.lemma {
                add(&class.lemma, lemma);
            }
        }
        for (lemma, &entry) in self.named_by.iter().enumerate() {
            add(&classes[entry as usize].lemma, lemma as u32);
        }
        for (class, &lemma) in classes.iter().zip(&self.of_entry) {
            add(&class.stem, lemma);
        }
        stems
    }

    /// Numbers these and the forms that are their own lemma.
    fn number(
        &self,
        forms: &Forms,
        classes: &[Class],
        mut of_form: Vec<u32>,
    ) -> Result<Classes, BuildError> {
        let own: Vec<u32> = (0..forms.len() as u32)
            .filter(|&form| of_form[form as usize] == OWN)
            .collect();
        let mut numbered = Classes::default();
        let mut learned = Vec::with_capacity(self.named_by.len());
        let mut root: &[u8] = &[];
        let mut rest = own.iter().copied().peekable();
        let mut own_numbers = Vec::with_capacity(own.len());
        let many = || BuildError::TooLarge("too many lemmas");
        for class in self.named_by.iter().map(|&entry| &classes[entry as usize]) {
            // Lemmas without a root stand last, whether learned or not, by their stems.
            while class.root.is_empty()
                && let Some(form) =
                    rest.next_if(|&form| forms.key(form).cmp(&class.lemma) == Ordering::Less)
            {
                own_numbers.push(
                    numbered
                        .add(forms.key(form), &[], &mut root)
                        .ok_or_else(many)?,
                );
            }
            learned.push(
                numbered
                    .add(&class.lemma, &class.root, &mut root)
                    .ok_or_else(many)?,
            );
        }
        for form in rest {
            own_numbers.push(
                numbered
                    .add(forms.key(form), &[], &mut root)
                    .ok_or_else(many)?,
            );
        }
        of_form
            .par_iter_mut()
            .filter(|of| **of != OWN)
            .for_each(|of| *of = learned[*of as usize]);
        for (form, number) in own.into_iter().zip(own_numbers) {
            of_form[form as usize] = number;
        }
        numbered.of_form = of_form;
        Ok(numbered)
    }
}

impl Classes {
    /// Adds the next lemma, and its root if that is another than the one before; gives its number.
    fn add<'a>(&mut self, stem: &[u8], radicals: &'a [u8], root: &mut &'a [u8]) -> Option<u32> {
        match self.counts.last_mut() {
            Some(count) if !radicals.is_empty() && *root == radicals => *count += 1,
            _ => {
                self.roots.try_push(radicals)?;
                self.counts.push(1);
            }
        }
        *root = radicals;
        self.lemmas.try_push(stem)?;
        u32::try_from(self.lemmas.len() - 1).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::Budget;
    use crate::build::sheet::SheetText;
    use crate::page::{Block, BlockKind, Page};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    const WORDS: [&str; 20] = [
        "كتاب",
        "الكتاب",
        "وكتابه",
        "كتب",
        "مكتبة",
        "مكتبات",
        "كاتب",
        "كتابهم",
        "قال",
        "يقول",
        "تقول",
        "وقال",
        "مدرسة",
        "مدارس",
        "المدارس",
        "في",
        "وفيها",
        "1999",
        "word",
        "زخرفته",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn every_form_has_a_lemma_however_few_are_learned_from(
            words in vec(select(&WORDS[..]), 1..200),
            most in 0usize..25,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut tokens = Tokens::new(folder.path(), Budget::DEFAULT);
            let blocks = vec![Block::new(BlockKind::Paragraph, words.join(" "))];
            let page = Page { blocks, ..Page::default() };
            tokens.add(&SheetText::of(&page).words).unwrap();
            tokens.seal().unwrap();
            let forms = Forms::new(&tokens).unwrap();
            let classes = |most| Classes::new(&tokens, &forms, &Authored::default(), most, &Cache::default()).unwrap().0;
            let few = classes(most);
            // Lemmas are numbered without a gap, by root, then by stem, those without a root last.
            let mut used = few.of_form.clone();
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), few.lemmas.len());
            let mut places = Vec::new();
            for (root, &count) in few.counts.iter().enumerate() {
                let radicals = few.roots.get(root as u32);
                for _ in 0..count {
                    places.push((radicals.is_empty(), radicals, few.lemmas.get(places.len() as u32)));
                }
            }
            prop_assert!(places.is_sorted_by(|a, b| a < b));
            // A form that was not learned from is of a lemma that it can be built on.
            let learned = choose(&tokens, &forms, &Authored::default(), most);
            prop_assert_eq!(learned.len(), most.min(forms.len()));
            for form in (0..forms.len() as u32).filter(|form| !learned.contains(form)) {
                let (key, lemma) = (forms.key(form), few.of_form[form as usize]);
                let mut possible = *few.lemmas.get(lemma) == *key;
                let stems = few.stems.iter().filter(|(other, _)| few.of_form[**other as usize] == lemma);
                let mut of_lemma: Vec<&[u8]> = stems.map(|(_, stem)| &stem[..]).collect();
                of_lemma.push(few.lemmas.get(lemma));
                if let Some(found) = text::function_words::closed(key) {
                    possible |= of_lemma.contains(&&found.word[..]);
                }
                text::analyses(key, &mut |analysis| possible |= of_lemma.contains(&&analysis.stem[..]));
                prop_assert!(possible, "{}", text::display(key));
            }
        }
    }
}
