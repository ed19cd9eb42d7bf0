//! The lexicon's bytes: what is written is read, classes are ranges, and no bytes make the reader panic.

use proptest::prelude::*;
use warraq::format::lexicon::{Lexicon, LexiconWriter};
use warraq::id::{FormId, LemmaId, RootId, SpellingId};
use warraq::text::{Term, Weights};

fn key(word: &str) -> Vec<u8> {
    Term::of(word).into_bytes()
}

/// Root, stem, form, and spellings with their counts, as the builder would order them.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, u32)],
);

const WORDS: [Row; 7] = [
    ("كتب", "كاتب", "كاتب", &[("كاتب", 5)]),
    (
        "كتب",
        "كاتب",
        "الكاتب",
        &[("الكاتب", 9), ("الكات\u{0650}ب", 1)],
    ),
    ("كتب", "كتاب", "للكتاب", &[("للكتاب", 2)]),
    ("كتب", "كتاب", "للكتب", &[("للكتب", 1)]),
    (
        "نظم",
        "تنظيم",
        "تنظيم",
        &[("تنظيم", 4), ("ت\u{064E}نظيم", 3)],
    ),
    ("", "برلين", "برلين", &[("برلين", 1)]),
    ("", "لندن", "لندن", &[("لندن", 7)]),
];

/// The stem of a form is its lemma's, but for one plural.
fn stem_of<'a>(form: &'a str, stem: &'a str) -> &'a str {
    if form == "للكتب" { "كتب" } else { stem }
}

fn sample() -> Vec<u8> {
    let mut writer = LexiconWriter::default();
    let (mut root, mut stem) = ("-", "-");
    for (r, s, form, spellings) in WORDS {
        if r != root || r.is_empty() {
            writer.root(&key(r), 3);
        }
        if r != root || s != stem {
            writer.lemma(&key(s));
        }
        (root, stem) = (r, s);
        writer.form(&key(form), &key(stem_of(form, s)));
        spellings
            .iter()
            .for_each(|(text, count)| writer.spelling(text, *count));
    }
    writer.finish(&Weights::new(vec![0, 1, -1, 700, -700, i16::MIN, i16::MAX]))
}

#[test]
fn every_depth_is_a_range() {
    let lexicon = Lexicon::read(&sample()).unwrap();
    assert_eq!(lexicon.classes(), [9, 7, 5, 4]);
    assert_eq!(lexicon.lemmas(RootId(0)), 0..2);
    assert_eq!(lexicon.forms(LemmaId(0)), 0..2);
    assert_eq!(lexicon.spellings(FormId(1)), 1..3);
    assert_eq!(lexicon.spellings_of_lemma(LemmaId(0)), 0..3);
    assert_eq!(lexicon.count_all(0..3), 15);
    assert_eq!(lexicon.form_of(SpellingId(2)), FormId(1));
    assert_eq!(lexicon.text(SpellingId(2)), "الكات\u{0650}ب");
    assert_eq!(lexicon.root_pages(RootId(1)), 3);
    assert_eq!(lexicon.lemmas(RootId(9)), 0..0);
    assert_eq!(lexicon.text(SpellingId(99)), "");
}

#[test]
fn words_stems_and_roots_are_found() {
    let lexicon = Lexicon::read(&sample()).unwrap();
    for (number, (root, stem, form, _)) in (0..).zip(WORDS) {
        let id = lexicon.form(&key(form)).expect(form);
        assert_eq!(id, FormId(number), "{form}");
        assert_eq!(lexicon.key(id), key(form));
        let lemma = lexicon.lemma_of(id);
        assert_eq!(lexicon.stem(lemma), key(stem));
        assert_eq!(lexicon.lemma_of_stem(&key(stem)), Some(lemma), "{stem}");
        assert_eq!(lexicon.radicals(lexicon.root_of(lemma)), key(root));
        let expected = (!root.is_empty()).then(|| lexicon.root_of(lemma));
        assert_eq!(lexicon.root(&key(root)), expected, "{root}");
    }
    let book = lexicon.lemma_of_stem(&key("كتاب"));
    assert_eq!(
        lexicon.lemma_of_stem(&key("كتب")),
        book,
        "by the stem of a plural"
    );
    for absent in ["", "كتب", "كتاب", "زرع"] {
        assert_eq!(lexicon.form(&key(absent)), None, "{absent}");
    }
    assert_eq!(lexicon.root(&key("زرع")), None);
}

proptest! {
    #[test]
    fn cut_or_changed_bytes_are_read_without_panic(cut in 0usize..60, at in 0usize..400, bit in 0u8..8) {
        let mut body = sample();
        let index = at % body.len();
        body[index] ^= 1 << bit;
        body.truncate(body.len() - cut);
        if let Ok(lexicon) = Lexicon::read(&body) {
            let [spellings, forms, lemmas, roots] = lexicon.classes();
            for number in 0..=spellings.max(forms).max(lemmas).max(roots) {
                lexicon.text(SpellingId(number));
                lexicon.key(FormId(number));
                lexicon.spellings_of_lemma(LemmaId(number));
                lexicon.lemmas(RootId(number));
            }
            lexicon.root(&key("كتب"));
        }
    }
}
