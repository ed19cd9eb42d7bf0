//! The search against a twin so simple that it can hardly be wrong: it reads every page from the
//! beginning for every query. At the depth of the form, where two words are one if their folds are.

mod common;

use common::{Built, ask};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use warraq::answer::{Depth, SearchRequest, Words};
use warraq::text::{Term, words};

const VOCABULARY: [&str; 8] = [
    "كتاب",
    "الكتاب",
    "إلى",
    "الى",
    "مدرسة",
    "مدرسه",
    "ق\u{064E}ل\u{064E}م",
    "2020",
];

/// A page: lines of words; the first is the title.
type Lines = Vec<Vec<&'static str>>;

/// A part of a query: without, words.
type Part = (bool, Vec<&'static str>);

fn terms(line: &[&str]) -> Vec<Term> {
    let text = line.join(" ");
    words(&text).map(|word| Term::of(&text[word])).collect()
}

fn has(page: &Lines, part: &[&str]) -> bool {
    let part = terms(part);
    let line_has = |line: &Vec<&str>| terms(line).windows(part.len()).any(|window| window == part);
    page.iter().any(line_has)
}

/// The ids of the pages that answer, in order.
fn naive(pages: &[Lines], query: &[Part], mode: Words) -> Vec<String> {
    let wanted: Vec<&Part> = query.iter().filter(|(without, _)| !without).collect();
    let unwanted: Vec<&Part> = query.iter().filter(|(without, _)| *without).collect();
    // Particles may be missing, unless there is nothing else.
    let particle = |part: &Part| part.1.len() == 1 && ["إلى", "الى"].contains(&part.1[0]);
    let only_particles = wanted.iter().all(|part| particle(part));
    let telling: Vec<&&Part> = wanted
        .iter()
        .filter(|part| only_particles || !particle(part))
        .collect();
    let kept = |page: &Lines| {
        unwanted.iter().all(|part| !has(page, &part.1))
            && wanted
                .iter()
                .all(|part| part.1.len() == 1 || has(page, &part.1))
    };
    // In a relaxed answer the words of a phrase count one by one, and the phrase is there anyway.
    let any = |page: &Lines| telling.iter().any(|part| has(page, &part.1));
    let all = |page: &Lines| !telling.is_empty() && telling.iter().all(|part| has(page, &part.1));
    let found = |matches: &dyn Fn(&Lines) -> bool| -> Vec<String> {
        let numbered = pages.iter().enumerate();
        let matching = numbered.filter(|(_, page)| kept(page) && matches(page));
        matching.map(|(number, _)| format!("p{number}")).collect()
    };
    let whole = found(&all);
    if mode == Words::All && !whole.is_empty() {
        whole
    } else {
        found(&any)
    }
}

fn typed(query: &[Part]) -> String {
    let part = |(without, words): &Part| {
        let sign = if *without { "-" } else { "" };
        match words.len() {
            1 => format!("{sign}{}", words[0]),
            _ => format!("{sign}\"{}\"", words.join(" ")),
        }
    };
    query.iter().map(part).collect::<Vec<_>>().join(" ")
}

fn word() -> impl Strategy<Value = &'static str> {
    select(&VOCABULARY[..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn finds_what_the_naive_search_finds(
        pages in vec(vec(vec(word(), 1..6), 1..4), 1..8),
        queries in vec(vec((prop::bool::weighted(0.2), vec(word(), 1..4)), 1..4), 12)
    ) {
        // The pages of a JSON file have their titles and blocks as given.
        let lines = pages.iter().enumerate().map(|(number, page): (usize, &Lines)| {
            let text = page[1..].iter().map(|line| line.join(" ")).collect::<Vec<_>>().join("\\n");
            format!("{{\"id\": \"p{number}\", \"title\": \"{}\", \"text\": \"{text}\"}}", page[0].join(" "))
        });
        let mut built = Built::of(&[("pages.jsonl", &lines.collect::<Vec<_>>().join("\n"))]);
        prop_assert_eq!(built.report.pages as usize, pages.len());
        for query in &queries {
            for mode in [Words::All, Words::Any] {
                let request = SearchRequest { depth: Depth::Form, words: mode, ..ask(&typed(query)) };
                let mut found = built.ids(&request);
                found.sort();
                prop_assert_eq!(&found, &naive(&pages, query, mode), "{} {:?}", request.query, mode);
                let answer = built.search(&request);
                prop_assert_eq!(answer.total as usize, found.len());
                prop_assert!(answer.hits.is_sorted_by(|a, b| a.score >= b.score));
            }
        }
    }
}
