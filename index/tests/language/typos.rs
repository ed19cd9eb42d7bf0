//! Printed misspellings: is the word that was meant among the suggestions?

use super::common::Built;
use std::path::Path;

/// Shares of the misspelt words whose meant word must come first, and among the first five.
const FLOORS: [f64; 2] = [0.80, 0.92];

#[test]
fn meant_words_are_suggested() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let (typos, news) = (data.join("typos.tsv"), data.join("news/news-10k.jsonl.gz"));
    if !typos.exists() || !news.exists() {
        println!("skipped: there is no ../shared/data");
        return;
    }
    if cfg!(debug_assertions) {
        println!(
            "skipped: learning the words of the news takes an optimised build (cargo test --release)"
        );
        return;
    }
    let mut built = Built::from(&[news]);
    let rows = std::fs::read_to_string(typos).unwrap();
    let mut reached = [0u32; 2];
    let mut asked = 0;
    let mut missed = Vec::new();
    for row in rows.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let (typed, meant) = (columns[1], columns[2]);
        let offered = built.run(|library| library.suggest(typed, 5));
        let place = offered
            .iter()
            .position(|suggestion| suggestion.word == meant);
        asked += 1;
        reached[0] += u32::from(place == Some(0));
        reached[1] += u32::from(place.is_some());
        if place != Some(0) {
            let words: Vec<_> = offered
                .iter()
                .map(|s| format!("{} {}", s.word, s.count))
                .collect();
            missed.push(format!(
                "{} {typed} for {meant}: {}",
                columns[0],
                words.join(", ")
            ));
        }
    }
    let shares = reached.map(|count| f64::from(count) / f64::from(asked));
    println!(
        "{asked} misspelt words: first {:.3}, in five {:.3}",
        shares[0], shares[1]
    );
    println!("{}", missed.join("\n"));
    for (share, floor) in shares.into_iter().zip(FLOORS) {
        assert!(share >= floor, "{share:.3} is below {floor}");
    }
}
