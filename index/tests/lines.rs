//! Concordances against a walk so simple that it can hardly be wrong: every page is read from the beginning, word by word.
//! At the depth of the form, where two words are one if their folds are.

mod common;

use common::{Built, ask};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use warraq::answer::{Depth, Line, Order, SearchRequest};
use warraq::text::{Term, words};

const VOCABULARY: [&str; 7] = [
    "كتاب",
    "الكتاب",
    "مدرسة",
    "مدرسه",
    "ق\u{064E}ل\u{064E}م",
    "قلم",
    "2020",
];

/// A page: its title and its paragraphs.
type Texts = Vec<Vec<&'static str>>;

/// What is asked for: one word, words in a row, or two words near each other.
#[derive(Clone, Debug)]
enum Asked {
    Word(&'static str),
    Phrase(&'static str, &'static str),
    Near(&'static str, &'static str, usize),
}

/// What a line says, in short: page, block, place, what is before, found and after.
type Told = (u32, Option<u32>, usize, String, String, String);

/// The places of a text from one word to another, each the first and the last.
fn places(terms: &[Term], asked: &Asked) -> Vec<(usize, usize)> {
    let is = |at: usize, word: &str| terms[at] == Term::of(word);
    let all = 0..terms.len();
    match asked {
        Asked::Word(word) => all.filter(|&at| is(at, word)).map(|at| (at, at)).collect(),
        Asked::Phrase(one, other) => {
            let mut found: Vec<(usize, usize)> = Vec::new();
            for at in all.skip(1).filter(|&at| is(at - 1, one) && is(at, other)) {
                // A word is in one phrase only.
                if found.last().is_none_or(|last| last.1 < at - 1) {
                    found.push((at - 1, at));
                }
            }
            found
        }
        Asked::Near(one, other, within) => {
            let mut found = Vec::new();
            let mut free = 0;
            for start in all {
                let ends = start + 1..(start + within + 1).min(terms.len());
                let pair =
                    |a: usize, b: usize| is(a, one) && is(b, other) || is(a, other) && is(b, one);
                let end = ends.clone().find(|&end| pair(start, end));
                // Another may begin later and end as soon.
                let shorter = |end: usize| (start + 1..end).any(|at| pair(at, end));
                if let Some(end) = end.filter(|&end| start >= free && !shorter(end)) {
                    found.push((start, end));
                    free = end + 1;
                }
            }
            found
        }
    }
}

fn naive(pages: &[Texts], asked: &Asked) -> Vec<Told> {
    let mut told = Vec::new();
    for (page, texts) in (0..).zip(pages) {
        for (number, text) in texts.iter().enumerate() {
            let terms: Vec<Term> = text.iter().map(|word| Term::of(word)).collect();
            for (start, end) in places(&terms, asked) {
                let from = start.saturating_sub(14);
                let to = (end + 15).min(text.len());
                told.push((
                    page,
                    number.checked_sub(1).map(|block| block as u32),
                    start,
                    text[from..start].join(" "),
                    text[start..=end].join(" "),
                    text[end + 1..to].join(" "),
                ));
            }
        }
    }
    told
}

fn told(line: &Line, pages: &[Texts]) -> Told {
    let text =
        pages[line.page.0 as usize][line.block.map_or(0, |block| block as usize + 1)].join(" ");
    let place = words(&text).position(|word| word.start == line.start as usize);
    assert_eq!(text[line.start as usize..line.end as usize], line.word);
    for (near, side) in [
        (&line.words_before, &line.before),
        (&line.words_after, &line.after),
    ] {
        for word in near {
            let written = &side[word.start as usize..word.end as usize];
            assert_eq!(Term::of(written).to_string(), word.form);
        }
    }
    (
        line.page.0,
        line.block,
        place.unwrap(),
        line.before.trim().to_owned(),
        line.word.clone(),
        line.after.trim().to_owned(),
    )
}

fn jsonl(pages: &[Texts]) -> String {
    let page = |(number, page): (usize, &Texts)| {
        let text: Vec<String> = page[1..].iter().map(|text| text.join(" ")).collect();
        serde_json::json!({"id": format!("p{number:03}"), "title": page[0].join(" "), "text": text.join("\n\n")}).to_string()
    };
    pages
        .iter()
        .enumerate()
        .map(page)
        .collect::<Vec<_>>()
        .join("\n")
}

fn word() -> impl Strategy<Value = &'static str> {
    select(&VOCABULARY[..])
}

fn asked() -> impl Strategy<Value = Asked> {
    prop_oneof![
        word().prop_map(Asked::Word),
        (word(), word()).prop_map(|(one, other)| Asked::Phrase(one, other)),
        (word(), word(), 1usize..5).prop_map(|(a, b, within)| Asked::Near(a, b, within)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn lines_are_those_of_a_walk(
        pages in vec(vec(vec(word(), 1..24), 2..4), 1..6),
        all in vec(asked(), 1..8),
    ) {
        // A text that begins with its title again has it once.
        let terms = |text: &Vec<&str>| -> Vec<String> { text.iter().map(|word| Term::of(word).to_string()).collect() };
        prop_assume!(pages.iter().all(|page| terms(&page[0]) != terms(&page[1])));
        let mut built = Built::of(&[("a.jsonl", &jsonl(&pages))]);
        for asked in all {
            let query = match asked {
                Asked::Word(word) => word.to_owned(),
                Asked::Phrase(one, other) => format!("\"{one} {other}\""),
                Asked::Near(one, other, within) => format!("\"{one} {other}\"~{within}"),
            };
            let request = SearchRequest { depth: Depth::Form, order: Order::Page, ..ask(&query) };
            let found = built.run(|library| library.found(&request));
            let ids = built.run(|library| library.records(&found));
            let ids: Vec<String> = ids.into_iter().map(|record| record.id).collect();
            prop_assert_eq!(ids, built.ids(&request));
            let whole = built.run(|library| library.lines(&request, &found));
            // The same some pages at a time.
            let mut parts = Vec::new();
            for some in found.chunks(2) {
                parts.extend(built.run(|library| library.lines(&request, some)));
            }
            prop_assert_eq!(&parts, &whole);
            let lines: Vec<Told> = whole.iter().map(|line| told(line, &pages)).collect();
            prop_assert_eq!(lines, naive(&pages, &asked), "{}", query);
            // A line opens the page at its own mark.
            for line in &whole {
                let page = built.run(|library| library.page(line.page, Some(&request)));
                let titles = page.title_marks.iter().map(|mark| (None, mark));
                let blocks = (0..).map(Some).zip(&page.blocks);
                let mut marks = titles.chain(blocks.flat_map(|(block, it)| it.marks.iter().map(move |mark| (block, mark))));
                let (block, mark) = marks.nth(line.hit as usize - 1).unwrap();
                prop_assert_eq!(block, line.block);
                prop_assert!((mark.start..mark.end).contains(&line.start));
            }
        }
    }
}

#[test]
fn particles_are_places_if_nothing_else_is_asked() {
    let mut built = Built::of(&[("a.txt", "عنوان\n\nكتاب في بيت من خشب في مدينة\n")]);
    let mut check = |query: &str, expected: &[&str]| {
        let request = ask(query);
        let pages = built.run(|library| library.found(&request));
        let lines = built.run(|library| library.lines(&request, &pages));
        let words: Vec<&str> = lines.iter().map(|line| line.word.as_str()).collect();
        assert_eq!(words, expected, "{query}");
    };
    check("في", &["في", "في"]);
    check("كتاب في", &["كتاب"]);
    check("\"كتاب في\"", &["كتاب في"]);
    check("بيت -سفينة", &["بيت"]);
}

#[test]
fn sizes_are_about_the_counts() {
    let mut built = Built::of(&[("a.txt", "عنوان\n\nكتاب كتاب قلم كتاب\n")]);
    let forms: Vec<String> = ["كتاب", "قلم", "سفينة"].map(str::to_owned).to_vec();
    assert_eq!(built.report.pages, 1);
    assert_eq!(built.run(|library| library.sizes(&forms)), [3, 1, 0]);
}
