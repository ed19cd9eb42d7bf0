//! The spelling of the mushaf against that of today: words of the Quran whose form is one, and
//! lemma and root classes learned from either.

use super::gold::{Gold, pairwise, read, rows};
use super::{Lexicon, Vocabulary, folded, shared};
use std::collections::BTreeMap;
use warraq::text::{Term, words};

/// A word in both spellings, and how often it occurs.
struct Pair {
    mushaf: String,
    today: String,
    lemma: String,
    root: String,
    count: u32,
}

fn pairs() -> Option<Vec<Pair>> {
    let table = read(&shared("data/morphology/quran-dev.tsv.gz")?);
    let pairs = rows(&table).map(|row| Pair {
        mushaf: row[0].to_owned(),
        today: row[2].to_owned(),
        lemma: row[3].to_owned(),
        root: row[5].to_owned(),
        count: row[7].parse().unwrap(),
    });
    Some(pairs.collect())
}

/// The forms of a text's words.
fn forms(text: &str) -> Vec<String> {
    words(text)
        .map(|range| Term::of(&text[range]).to_string())
        .collect()
}

#[test]
fn the_mushaf_has_the_forms_of_today() {
    let Some(pairs) = pairs() else { return };
    let (mut words, mut same) = (0, 0);
    let (mut occurrences, mut same_occurrences) = (0, 0);
    let mut missed: BTreeMap<String, u32> = BTreeMap::new();
    for pair in &pairs {
        let (mushaf, today) = (forms(&pair.mushaf), forms(&pair.today));
        words += 1;
        occurrences += pair.count;
        if mushaf == today {
            same += 1;
            same_occurrences += pair.count;
        } else {
            let miss = format!(
                "{} ({}) is not {}",
                pair.mushaf,
                mushaf.join(" "),
                today.join(" ")
            );
            *missed.entry(miss).or_default() += pair.count;
        }
    }
    let mut missed: Vec<(u32, String)> = missed.into_iter().map(|(miss, n)| (n, miss)).collect();
    missed.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    for (count, miss) in missed.iter().take(12) {
        println!("{count} {miss}");
    }
    let share = |same: u32, all: u32| f64::from(same) / f64::from(all);
    let (of_words, of_text) = (share(same, words), share(same_occurrences, occurrences));
    println!(
        "one form in both spellings: {of_words:.4} of {words} words, {of_text:.4} of the text"
    );
    assert!(of_words > 0.994 && of_text > 0.997);
}

#[test]
fn plain_words_of_both_spellings_are_one_form() {
    // Without any mark, by whole words.
    for (one, other) in [
        ("الصلوة", "الصلاة"),
        ("بالزكوة", "بالزكاة"),
        ("الحيوة", "الحياة"),
        ("كمشكوة", "كمشكاة"),
        ("الربوا", "الربا"),
        ("ءامنوا", "آمنوا"),
        ("الءاخرة", "الآخرة"),
        ("القرءان", "القرآن"),
        ("السموات", "السماوات"),
        ("إسحق", "إسحاق"),
        ("اليل", "الليل"),
        ("رحمت", "رحمة"),
        ("ونعمت", "ونعمة"),
        ("امرأت", "امرأة"),
        ("جاءو", "جاءوا"),
        ("مسئلة", "مسألة"),
        ("المسئلة", "المسألة"),
        ("شئون", "شؤون"),
        ("رءوس", "رؤوس"),
        ("هيأة", "هيئة"),
        ("مائة", "مئة"),
        ("وثلاثمائة", "وثلاثمئة"),
        ("الرحمان", "الرحمن"),
        ("داوود", "داود"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} and {other}");
    }
    // What only looks so stays apart.
    for (one, other) in [
        ("صلوه", "صلاة"),
        ("بقيت", "بقية"),
        ("كلمت", "كلمة"),
        ("هيأه", "هيئة"),
        ("ماءه", "مئة"),
        ("إجراءات", "إجرات"),
        ("جزءا", "جزا"),
        ("الكتب", "الكتاب"),
        ("ربوا", "ربا"),
    ] {
        assert_ne!(folded(one), folded(other), "{one} and {other}");
    }
}

#[test]
fn lemmas_and_roots_are_learned_from_the_mushaf_as_from_today() {
    let Some(pairs) = pairs() else { return };
    let whole = |pair: &&Pair| words(&pair.mushaf).count() == 1 && words(&pair.today).count() == 1;
    let pairs: Vec<&Pair> = pairs.iter().filter(whole).collect();
    let figures = |name: &str, spelled: fn(&Pair) -> &str| {
        let mut vocabulary = Vocabulary::default();
        let (mut lemmas, mut roots) = (Gold::new(), Gold::new());
        for pair in &pairs {
            let form = folded(spelled(pair));
            vocabulary.add(spelled(pair), pair.count);
            let lemma = lemmas.entry(form.clone()).or_default();
            lemma.insert(pair.lemma.clone());
            roots.entry(form).or_default().insert(pair.root.clone());
        }
        let own = Lexicon::learn(&vocabulary);
        let (lemma, root) = (
            format!("Quran lemma, {name}"),
            format!("Quran root, {name}"),
        );
        [
            pairwise(&lemma, &lemmas, |form| own.class(form).0).f1,
            pairwise(&root, &roots, |form| own.class(form).1).f1,
        ]
    };
    let mushaf = figures("as in the mushaf", |pair| &pair.mushaf);
    let today = figures("as today", |pair| &pair.today);
    for (mushaf, today) in mushaf.into_iter().zip(today) {
        assert!(mushaf > today - 0.02, "{mushaf} and {today}");
    }
}
