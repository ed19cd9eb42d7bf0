//! What must hold of the analyses of any form.

use super::{Lexicon, Vocabulary, folded};
use proptest::prelude::*;
use warraq::build::lexicon::{Entry, learn};
use warraq::text::affix::{CLASSES, Change, LONGEST, weight};
use warraq::text::letter::letter;
use warraq::text::{Analysis, Weights, analyses, display, pattern, root, unknown};

fn all(form: &[u8]) -> Vec<Analysis> {
    let mut found = Vec::new();
    analyses(form, &mut |analysis| found.push(*analysis));
    found
}

/// The letters of the form a stem stands for: the change undone.
fn in_form(analysis: &Analysis) -> Vec<u8> {
    let mut stem = analysis.stem.to_vec();
    let last = stem.len() - 1;
    match analysis.change {
        Change::None => {}
        Change::TaToHa => stem[last] = letter('ت'),
        Change::AlifToYa => stem[last] = letter('ا'),
        Change::WawToAlif => stem[last] = letter('و'),
        Change::AddHa | Change::AddYa => drop(stem.pop()),
        // Of the weak letter only the place is known.
        Change::WeakToAlifHa => stem.truncate(last - 1),
        Change::AddAlif | Change::AddWaw => drop(stem.remove(0)),
        Change::Hollow => drop(stem.remove(1)),
        Change::AlifHollow => {
            stem.remove(last - 1);
            stem.remove(0);
        }
    }
    stem
}

/// An analysis leaves nothing of the form unexplained.
fn check(form: &[u8]) {
    let found = all(form);
    assert_eq!(
        (found[0].prefix, found[0].suffix, found[0].change),
        (0, 0, Change::None),
        "the uncut form comes first"
    );
    for analysis in &found {
        let end = form.len() - usize::from(analysis.suffix);
        let mut middle = form[usize::from(analysis.prefix)..end].to_vec();
        match analysis.change {
            Change::WeakToAlifHa => drop(middle.pop()),
            Change::Hollow => drop(middle.remove(1)),
            Change::AlifHollow => drop(middle.remove(middle.len() - 2)),
            _ => {}
        }
        let word = display(form);
        if form.len() <= LONGEST {
            assert_eq!(in_form(analysis), middle, "{word}: {analysis:?}");
        }
        assert!(usize::from(analysis.affixes) < CLASSES, "{word}");
        assert!(weight(analysis.affixes) > 0.0, "{word}: {analysis:?}");
        let prefix = display(&form[..usize::from(analysis.prefix)]);
        assert!(is_prefix(&prefix), "{word}: {prefix}");
    }
}

/// The prefixes by the grammar of the module, written the other way round.
fn is_prefix(prefix: &str) -> bool {
    let rest = prefix.strip_prefix(['و', 'ف']).unwrap_or(prefix);
    let nominal = ["", "ب", "ك", "ل", "ال", "بال", "كال", "لل"];
    let imperfect = |rest: &str| ["ي", "ت", "ن", "ا"].contains(&rest);
    [prefix, rest].iter().any(|rest| {
        nominal.contains(rest) || imperfect(rest.strip_prefix(['س', 'ل']).unwrap_or(rest))
    })
}

#[test]
fn words_are_cut_as_the_grammar_says() {
    // Form, stem, and whether that stem is among its analyses.
    for (form, stem, possible) in [
        ("وبالمكتبات", "مكتبه", true),
        ("وللحكومة", "حكومه", true),
        ("حكومتهم", "حكومه", true),
        ("سيستخدمونها", "استخدم", true),
        ("يعلن", "اعلن", true),
        ("يقول", "قال", true),
        ("يستطيع", "استطاع", true),
        ("يصل", "وصل", true),
        ("يدعو", "دعا", true),
        ("أجرت", "اجري", true),
        ("مستشفاهم", "مستشفي", true),
        ("دولتين", "دوله", true),
        ("وقنواتها", "قناه", true),
        ("المباريات", "مباراه", true),
        ("المسؤولون", "مسءول", true),
        // The article goes with no pronoun, س with no noun, و of the plural with no preposition.
        ("الكتابه", "كتاب", true), // as a feminine
        ("الكتابهم", "كتاب", false),
        ("سكتاب", "كتاب", false),
        ("بمسؤولون", "مسءول", false),
        ("ببريطانيا", "بريطاني", false),
        ("بك", "ب", false),
    ] {
        let found = all(&folded(form));
        let found = found.iter().any(|one| *one.stem == *folded(stem));
        assert_eq!(found, possible, "{form}: {stem}");
    }
}

#[test]
fn stems_have_the_roots_of_their_patterns() {
    for (stem, expected) in [
        ("كتاب", "كتب"),
        ("استخدام", "خدم"),
        ("قال", "قول"),
        ("قائل", "قول"),
        ("استطاع", "طوع"),
        ("دعا", "دعو"),
        ("قضاء", "قضي"),
        ("اتصال", "وصل"),
        ("حق", "حقق"),
        ("أهم", "همم"),
        ("مسؤول", "سءل"),
        ("آثار", "ءثر"),
        ("ترجمة", "ترجم"),
        ("إرهابي", "رهب"),
        ("سيادة", "سود"),
    ] {
        let mut found = Vec::new();
        root::roots(&folded(stem), &mut |candidate| {
            assert!(usize::from(candidate.pattern) < pattern::CLASSES);
            found.push(display(candidate.radicals()));
        });
        assert!(found.contains(&expected.to_owned()), "{stem}: {found:?}");
    }
}

#[test]
fn a_query_word_is_analysed_like_a_word_of_the_library() {
    let text = "المكتبة مكتبة مكتبات بمكتبته والمكتبات كتاب الكتاب كتابا كتابها بكتاب يكتب كتبت";
    let lexicon = Lexicon::learn(&Vocabulary::of(&[text]));
    for (new, known) in [
        ("وللمكتبة", "مكتبة"),
        ("مكتباتهم", "مكتبة"),
        ("كتابكم", "كتاب"),
        ("فالكتاب", "كتاب"),
        ("سيكتبونها", "كتبت"),
    ] {
        assert!(!lexicon.forms.contains_key(&folded(new)), "{new}");
        assert_eq!(lexicon.lemma(new), lexicon.lemma(known), "{new}");
    }
    assert_eq!(
        unknown(&folded("التلفاز"), false, &lexicon.weights, &|stem| {
            lexicon.known(stem)
        }),
        None
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_analysed(form in prop::collection::vec(any::<u8>(), 1..40)) {
        check(&form);
        root::roots(&form, &mut |_| {});
        unknown(&form, false, &Weights::new(Vec::new()), &|_| Some(((), 1)));
    }

    #[test]
    fn any_letters_are_analysed(form in "[وفبلكسيتناهمةدرق]{1,34}") {
        check(&folded(&form));
        root::roots(&folded(&form), &mut |candidate| assert_ne!(candidate.root[0], 0));
    }

    #[test]
    fn any_vocabulary_is_learned(
        forms in prop::collection::btree_set("[وفبالتكهين]{1,7}|[a-z0-9]{1,3}|[ابل]{30,33}", 0..40),
        counts in prop::collection::vec((1u32..99, 0u32..99), 40),
    ) {
        let mut entries: Vec<Entry> = forms
            .iter()
            .zip(counts)
            .map(|(word, (count, feminine))| Entry {
                form: folded(word),
                count,
                feminine: feminine.min(count),
                below: feminine / 2,
                plural: feminine,
                ..Entry::default()
            })
            .collect();
        entries.sort_by(|a, b| a.form.cmp(&b.form));
        entries.dedup_by(|a, b| a.form == b.form);
        for (entry, class) in entries.iter().zip(learn(&entries)) {
            prop_assert!(usize::from(class.prefix) + usize::from(class.suffix) < entry.form.len());
            prop_assert!([0, 3, 4].contains(&class.root.len()));
            if entry.form.len() > LONGEST {
                prop_assert_eq!(&class.lemma, &entry.form);
            }
        }
    }
}
