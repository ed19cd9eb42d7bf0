//! A word of the query that the library lacks is analysed as the builder would have analysed it.

use super::gold::{NEWS, News, read, rows};
use super::{Lexicon, Vocabulary, folded, shared};
use warraq::text::function_words::closed;
use warraq::text::unknown;
use warraq::text::unknown::doublings;

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
        (attested > own).then_some((lemma, attested - own))
    };
    let marbuta = entry.feminine * 2 > entry.count;
    unknown(form, marbuta, &lexicon.weights, &known).map(|(_, lemma)| lemma)
}

/// Whether a form is analysed at all: letters, and no function word.
fn is_analysed(form: &[u8]) -> bool {
    form.iter().all(|&byte| byte < 0x1E) && closed(form).is_none()
}

#[test]
fn every_form_is_led_to_its_lemma_without_itself() {
    let Some(News { lexicon, .. }) = &*NEWS else {
        return;
    };
    let (mut forms, mut same) = (0u32, 0u32);
    for (form, (entry, class)) in lexicon.forms.iter().filter(|(form, _)| is_analysed(form)) {
        // Where nothing else has the lemma, nothing can lead to it.
        if lexicon.lemmas[&class.lemma].0 > doublings(entry.count) {
            forms += 1;
            same += u32::from(without(lexicon, form) == Some(&class.lemma));
        }
    }
    let share = f64::from(same) / f64::from(forms);
    println!("analysed without itself like with itself: {share:.4} of {forms} forms");
    assert!(share > 0.98);
}

#[test]
fn words_of_other_texts_are_analysed_as_if_the_library_had_been_built_with_them() {
    let (Some(news), Some(path)) = (&*NEWS, shared("data/morphology/padt-dev.tsv.gz")) else {
        return;
    };
    let mut both = Vocabulary(news.vocabulary.0.clone());
    let mut new = Vocabulary::default();
    for row in rows(&read(&path)) {
        let form = folded(row[0]);
        if row[2] != "X" && is_analysed(&form) && !news.vocabulary.0.contains_key(&form) {
            both.add(row[0], 1);
            new.add(row[0], 1);
        }
    }
    let both = Lexicon::learn(&both);
    let (mut forms, mut same) = (0u32, 0u32);
    for (form, &(_, feminine)) in &new.0 {
        let expected = &both.forms[form].1.lemma;
        if news.lexicon.lemmas.contains_key(expected) {
            let lexicon = &news.lexicon;
            let found = unknown(form, feminine > 0, &lexicon.weights, &|stem| {
                lexicon.lemma_of_stem(stem)
            });
            forms += 1;
            same += u32::from(found.is_some_and(|(_, lemma)| lemma == expected));
        }
    }
    let share = f64::from(same) / f64::from(forms);
    println!("new words analysed in the query as by the builder: {share:.4} of {forms}");
    assert!(share > 0.9);
}
