//! A word of the query that the library lacks is analysed as the builder would have analysed it.

use super::gold::{NEWS, News, read, rows};
use super::{Lexicon, Vocabulary, folded, shared};
use warraq::text::function_words::closed;
use warraq::text::unknown;
use warraq::text::unknown::{doublings, evidence};

/// The lemma of a form as if the library had all the others and not itself, in a library that has it.
fn without<'a>(lexicon: &'a Lexicon, form: &[u8]) -> Option<&'a [u8]> {
    let (entry, class) = &lexicon.forms[form];
    let known = |stem: &[u8]| {
        let (lemma, attested) = lexicon.lemma_of_stem(stem)?;
        let own = if lemma == class.lemma {
            doublings(entry.count)
        } else {
            0
        };
        (attested > own).then_some((lemma, evidence(attested - own)))
    };
    let marbuta = entry.feminine * 2 > entry.count;
    unknown(form, marbuta, &lexicon.weights, &known).map(|(_, lemma)| lemma)
}

/// Whether a form is analysed at all: letters, and no function word.
fn is_analysed(form: &[u8]) -> bool {
    form.iter().all(|&byte| byte < 0x1E) && closed(form).is_none()
}

/// Forms that other forms share their lemma with, and those that are alone in theirs; of each, how many
/// there are and how many are led to that lemma, or to none.
#[derive(Default)]
struct Agreement {
    shared: (u32, u32),
    alone: (u32, u32),
}

impl Agreement {
    fn add(&mut self, lemma: Option<&[u8]>, found: Option<&[u8]>) {
        let of = if lemma.is_some() {
            &mut self.shared
        } else {
            &mut self.alone
        };
        of.0 += 1;
        of.1 += u32::from(lemma == found);
    }

    fn check(&self, name: &str, least: [f64; 2]) {
        let share = |(all, right): (u32, u32)| f64::from(right) / f64::from(all);
        let (shared, alone) = (share(self.shared), share(self.alone));
        println!(
            "{name}: {shared:.4} of {} led to their lemma, {alone:.4} of {} to none",
            self.shared.0, self.alone.0
        );
        assert!(shared > least[0] && alone > least[1], "{name}");
    }
}

#[test]
fn every_form_is_led_to_its_lemma_without_itself() {
    let Some(News { lexicon, .. }) = &*NEWS else {
        return;
    };
    let mut agreement = Agreement::default();
    for (form, (entry, class)) in &lexicon.forms {
        if is_analysed(form) {
            let others = lexicon.lemmas[&class.lemma].0 > doublings(entry.count);
            agreement.add(others.then_some(&class.lemma[..]), without(lexicon, form));
        }
    }
    agreement.check("forms of the news without themselves", [0.975, 0.935]);
}

#[test]
fn words_of_other_texts_are_analysed_as_if_the_library_had_been_built_with_them() {
    let Some(News {
        vocabulary,
        lexicon,
    }) = &*NEWS
    else {
        return;
    };
    let mut both = Vocabulary(vocabulary.0.clone());
    let mut new = Vocabulary::default();
    for (name, column) in [("padt-dev", 0), ("quran-dev", 2)] {
        let Some(path) = shared(&format!("data/morphology/{name}.tsv.gz")) else {
            return;
        };
        for row in rows(&read(&path)) {
            let (word, form) = (row[column], folded(row[column]));
            if !word.contains(' ') && is_analysed(&form) && !vocabulary.0.contains_key(&form) {
                both.add(word, 1);
                new.add(word, 1);
            }
        }
    }
    let both = Lexicon::learn(&both);
    let mut agreement = Agreement::default();
    for (form, entry) in &new.0 {
        let lemma = &both.forms[form].1.lemma;
        let known = |stem: &[u8]| lexicon.known(stem);
        let found = unknown(form, entry.feminine > 0, &lexicon.weights, &known);
        agreement.add(
            lexicon.lemmas.contains_key(lemma).then_some(lemma),
            found.map(|(_, lemma)| lemma),
        );
    }
    agreement.check("new words", [0.925, 0.76]);
}
