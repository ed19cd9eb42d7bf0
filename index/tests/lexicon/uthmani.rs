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
    for (count, miss) in missed
        .iter()
        .take(std::env::var("N").map_or(20, |n| n.parse().unwrap()))
    {
        println!("{count} {miss}");
    }
    let share = |same: u32, all: u32| f64::from(same) / f64::from(all);
    let (of_words, of_text) = (share(same, words), share(same_occurrences, occurrences));
    println!(
        "one form in both spellings: {of_words:.4} of {words} words, {of_text:.4} of the text"
    );
    assert!(of_words > 0.98 && of_text > 0.99);
}
