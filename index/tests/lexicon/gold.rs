//! Classes learned from ten thousand news articles against annotated words.
//!
//! Figures are pairwise: of two distinct forms put into one class, do they share a gold lemma or
//! root (precision); of two that share one, are they in one class (recall).

use super::{Lexicon, Vocabulary, folded, shared};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;
use warraq::text::letter::letter;

/// The words of the news and what is learned from them.
pub(super) struct News {
    pub(super) vocabulary: Vocabulary,
    pub(super) lexicon: Lexicon,
}

/// The words of the first articles, at most so many.
fn articles(most: usize) -> Option<Vocabulary> {
    let lines = read(&shared("data/news/news-10k.jsonl.gz")?);
    let mut vocabulary = Vocabulary::default();
    for line in lines.lines().take(most) {
        let article: serde_json::Value = serde_json::from_str(line).unwrap();
        for field in ["title", "text"] {
            vocabulary.read(article[field].as_str().unwrap_or_default());
        }
    }
    Some(vocabulary)
}

pub(super) static NEWS: LazyLock<Option<News>> = LazyLock::new(|| {
    let vocabulary = articles(usize::MAX)?;
    println!("news: {} forms", vocabulary.0.len());
    let lexicon = Lexicon::learn(&vocabulary);
    Some(News {
        vocabulary,
        lexicon,
    })
});

/// The gold lemmas and roots of annotated newswire.
static NEWSWIRE: LazyLock<Option<(Gold, Gold)>> = LazyLock::new(|| {
    let (mut lemmas, mut roots) = (Gold::new(), Gold::new());
    for row in rows(&read(&shared("data/morphology/padt-dev.tsv.gz")?)) {
        // X is what was not analysed.
        let form = folded(row[0]);
        if matches!(row[2], "X" | "PUNCT") || form.first().is_none_or(|&byte| byte > 0x1D) {
            continue;
        }
        let of = |labels: &mut Gold, label: &str| {
            labels
                .entry(form.clone())
                .or_default()
                .insert(label.to_owned());
        };
        of(&mut lemmas, row[1]);
        of(&mut roots, row.get(7).copied().unwrap_or_default());
    }
    Some((lemmas, roots))
});

pub(super) fn read(path: &Path) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(file)
            .read_to_string(&mut text)
            .unwrap();
    } else {
        { file }.read_to_string(&mut text).unwrap();
    }
    text
}

/// Rows of a table, without the head.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split('\t').collect())
}

/// The gold labels of each form; the empty label is of no class.
pub(super) type Gold = BTreeMap<Vec<u8>, BTreeSet<String>>;

pub(super) struct Figures {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
}

pub(super) fn pairwise(name: &str, gold: &Gold, class: impl Fn(&[u8]) -> Vec<u8>) -> Figures {
    let mut learned: BTreeMap<Vec<u8>, Vec<&Vec<u8>>> = BTreeMap::new();
    let mut annotated: BTreeMap<&str, Vec<&Vec<u8>>> = BTreeMap::new();
    for (form, labels) in gold {
        learned.entry(class(form)).or_default().push(form);
        for label in labels.iter().filter(|label| !label.is_empty()) {
            annotated.entry(label).or_default().push(form);
        }
    }
    learned.remove(&Vec::new());
    let share = |a: &Vec<u8>, b: &Vec<u8>| {
        let labels = &gold[b];
        gold[a]
            .iter()
            .any(|label| !label.is_empty() && labels.contains(label))
    };
    let (mut joined, mut right) = (0u32, 0u32);
    for forms in learned.values() {
        for (at, a) in forms.iter().enumerate() {
            joined += at as u32;
            right += forms[..at].iter().filter(|b| share(a, b)).count() as u32;
        }
    }
    let mut together: BTreeSet<(&Vec<u8>, &Vec<u8>)> = BTreeSet::new();
    for forms in annotated.values() {
        for (at, a) in forms.iter().enumerate() {
            together.extend(forms[..at].iter().map(|b| (*b, *a)));
        }
    }
    let precision = f64::from(right) / f64::from(joined);
    let recall = f64::from(right) / together.len() as f64;
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("{name}: precision {precision:.3} recall {recall:.3} F1 {f1:.3}");
    Figures {
        precision,
        recall,
        f1,
    }
}

#[test]
fn newswire_lemmas_and_roots() {
    let (Some((lemmas, roots)), Some(News { lexicon: news, .. })) = (&*NEWSWIRE, &*NEWS) else {
        return;
    };
    let figures = pairwise("PADT lemma", lemmas, |form| news.class(form).0);
    assert!(figures.precision > 0.88 && figures.recall > 0.82 && figures.f1 > 0.85);
    let figures = pairwise("PADT root", roots, |form| news.class(form).1);
    assert!(figures.precision > 0.92 && figures.recall > 0.89 && figures.f1 > 0.905);
}

/// Cuts what the light stemmer of Larkey, Ballesteros and Connell (2007) cuts.
fn light10(form: &[u8]) -> Vec<u8> {
    let mut stem = form.to_vec();
    if stem.len() > 3 && stem[0] == letter('و') {
        stem.remove(0);
    }
    for prefix in ["ال", "وال", "بال", "كال", "فال", "لل"].map(folded) {
        if stem.starts_with(&prefix) && stem.len() >= prefix.len() + 2 {
            stem.drain(..prefix.len());
            break;
        }
    }
    // ية and ة are as folded.
    for suffix in ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"].map(folded) {
        if stem.ends_with(&suffix) && stem.len() >= suffix.len() + 2 {
            stem.truncate(stem.len() - suffix.len());
        }
    }
    stem
}

#[test]
fn small_libraries_beat_light_stemming() {
    let Some((lemmas, _)) = &*NEWSWIRE else {
        return;
    };
    let seeds = || {
        let mut vocabulary = Vocabulary::default();
        for file in std::fs::read_dir(shared("seeds")?).unwrap() {
            vocabulary.read(&std::fs::read_to_string(file.unwrap().path()).unwrap());
        }
        Some(vocabulary)
    };
    for (size, vocabulary, least) in [
        (2, seeds(), 0.78),
        (100, articles(100), 0.83),
        (1000, articles(1000), 0.835),
    ] {
        let Some(vocabulary) = vocabulary else { return };
        let mut gold = lemmas.clone();
        gold.retain(|form, _| vocabulary.0.contains_key(form));
        let learned = Lexicon::learn(&vocabulary);
        let name = |which: &str| format!("{size} articles, {} words, {which}", gold.len());
        let light = pairwise(&name("light10"), &gold, light10);
        let own = pairwise(&name("learned"), &gold, |form| learned.class(form).0);
        assert!(own.f1 > light.f1 + 0.15 && own.f1 > least, "{size}");
        assert!(
            own.precision > light.precision && own.recall > light.recall,
            "{size}"
        );
    }
}

#[test]
fn quran_lemmas_and_roots() {
    let Some(path) = shared("data/morphology/quran-dev.tsv.gz") else {
        return;
    };
    let (mut lemmas, mut roots, mut vocabulary) = (Gold::new(), Gold::new(), Vocabulary::default());
    for row in rows(&read(&path)).filter(|row| !row[2].contains(' ')) {
        let form = folded(row[2]);
        vocabulary.add(row[2], row[7].parse().unwrap());
        lemmas
            .entry(form.clone())
            .or_default()
            .insert(row[3].to_owned());
        roots.entry(form).or_default().insert(row[5].to_owned());
    }
    let own = Lexicon::learn(&vocabulary);
    let figures = pairwise("Quran lemma", &lemmas, |form| own.class(form).0);
    assert!(figures.f1 > 0.62);
    let figures = pairwise("Quran root", &roots, |form| own.class(form).1);
    assert!(figures.precision > 0.90 && figures.recall > 0.70 && figures.f1 > 0.80);
    let Some(News { lexicon: news, .. }) = &*NEWS else {
        return;
    };
    let figures = pairwise("Quran root, learned from news", &roots, |form| {
        news.class(form).1
    });
    assert!(figures.f1 > 0.77);
}

#[test]
fn plurals_are_joined() {
    // File, kind, least share at lemma depth, least share at root depth.
    for (name, kind, by_lemma, by_root) in [
        ("unimorph", "sound", 0.90, 0.98),
        ("unimorph", "broken", 0.64, 0.865),
        ("arramooz", "broken", 0.59, 0.865),
    ] {
        let Some(path) = shared(&format!("data/morphology/plurals-{name}-dev.tsv")) else {
            return;
        };
        let Some(News { lexicon: news, .. }) = &*NEWS else {
            return;
        };
        let (mut pairs, mut lemmas, mut roots) = (0, 0, 0);
        for row in rows(&read(&path)) {
            let in_news = |column: usize| row[column].parse::<u32>().unwrap() > 5;
            if row[2] != kind || !in_news(4) || !in_news(5) {
                continue;
            }
            let [one, many] = [row[0], row[1]].map(|word| news.class(&folded(word)));
            pairs += 1;
            lemmas += u32::from(one.0 == many.0);
            roots += u32::from(one.0 == many.0 || (one.1 == many.1 && !one.1.is_empty()));
        }
        let [lemmas, roots] = [lemmas, roots].map(|joined| f64::from(joined) / f64::from(pairs));
        println!("{name} {kind}: {pairs} plurals, by lemma {lemmas:.3}, by root {roots:.3}");
        assert!(lemmas > by_lemma && roots > by_root, "{name} {kind}");
    }
}

#[test]
fn variants_match_and_negatives_stay_apart() {
    let Some(path) = shared("data/variants.tsv") else {
        return;
    };
    let Some(News { lexicon: news, .. }) = &*NEWS else {
        return;
    };
    let wrong: Vec<String> = rows(&read(&path))
        .filter(|row| (news.lemma(row[1]) == news.lemma(row[2])) != (row[3] == "1"))
        .map(|row| row[..3].join(" "))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}
