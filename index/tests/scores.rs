//! Which pages answer, in which order and with which scores, against a twin so simple that it can hardly be
//! wrong: it reads every page for every query and counts as the formula of the ranking is written.

#![cfg(feature = "build")]

#[expect(dead_code, reason = "other tests use the rest of it")]
mod common;

use common::{Built, ask};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use warraq::answer::{Answer, Depth, SearchRequest, Words};
use warraq::format::postings::LEAD;
use warraq::format::shapes::PageShape;
use warraq::query::score::{Ranking, idf};
use warraq::text::{agrees, is_function_word, spelling};

/// Words that are one at some depth and not at another, and a particle.
const VOCABULARY: [&str; 10] = [
    "كتاب",
    "ك\u{0650}تاب",
    "الكتاب",
    "وكتابه",
    "كاتب",
    "قلم",
    "الأقلام",
    "مدرسة",
    "المدرسه",
    "إلى",
];

/// The words of a title, and of a text.
type Text = (Vec<&'static str>, Vec<&'static str>);

/// Alternatives that stand for each other, or a word that must not be there.
#[derive(Clone, Debug)]
struct Part {
    without: bool,
    words: Vec<(&'static str, bool)>,
}

fn typed(query: &[Part]) -> String {
    let word = |&(word, title): &(&str, bool)| {
        if title {
            format!("title:{word}")
        } else {
            word.to_owned()
        }
    };
    let part = |part: &Part| {
        let words: Vec<String> = part.words.iter().map(word).collect();
        format!(
            "{}{}",
            if part.without { "-" } else { "" },
            words.join(" | ")
        )
    };
    query.iter().map(part).collect::<Vec<_>>().join(" ")
}

fn part() -> impl Strategy<Value = Part> {
    let word = || (select(&VOCABULARY[..]), prop::bool::weighted(0.15));
    prop_oneof![
        6 => vec(word(), 1..3).prop_map(|words| Part { without: false, words }),
        1 => select(&VOCABULARY[..9]).prop_map(|word| Part { without: true, words: vec![(word, false)] }),
    ]
}

/// A library of these pages and of one with all words, so that each can be asked for.
fn library(pages: &[Text]) -> Built {
    let all = (vec!["صفحة"], VOCABULARY.to_vec());
    let lines = pages
        .iter()
        .chain([&all])
        .enumerate()
        .map(|(number, (title, text))| {
            let (title, text) = (title.join(" "), text.join(" "));
            format!("{{\"id\": \"p{number:04}\", \"title\": \"{title}\", \"text\": \"{text}\"}}")
        });
    Built::of(&[("pages.jsonl", &lines.collect::<Vec<_>>().join("\n"))])
}

/// Form, lemma and root of each word, as the library names them.
type Classes = BTreeMap<&'static str, (String, Option<String>, Option<String>)>;

fn classes(built: &mut Built) -> Classes {
    let mut of = |word: &'static str| {
        let known = built.run(|library| library.explain(word));
        (word, (known.form, known.lemma, known.root))
    };
    VOCABULARY.map(&mut of).into()
}

/// What the twin works with.
struct Twin<'a> {
    pages: Vec<Text>,
    classes: &'a Classes,
    ranking: Ranking,
    average: f32,
}

impl Twin<'_> {
    fn depth(&self, asked: &str, word: &str) -> Option<Depth> {
        let (of_asked, of_word) = (&self.classes[asked], self.classes.get(word)?);
        if of_asked.0 == of_word.0 {
            let exact = agrees(&spelling(asked), &spelling(word));
            return Some(if exact { Depth::Spelling } else { Depth::Form });
        }
        let root = of_asked.2.is_some() && of_asked.2 == of_word.2;
        match of_asked.1 == of_word.1 {
            true => Some(Depth::Lemma),
            false => root.then_some(Depth::Root),
        }
    }

    /// The weights of the words of a page that answer a word: in the title, in the lead, and in all.
    fn weights(&self, page: &Text, asked: (&str, bool), depth: Depth) -> [Vec<f32>; 3] {
        let of = |words: &[&'static str]| -> Vec<f32> {
            let depths = words.iter().filter_map(|word| self.depth(asked.0, word));
            depths
                .filter(|d| *d <= depth)
                .map(|d| self.ranking.depths[d as usize])
                .collect()
        };
        let title = of(&page.0);
        if !asked.1 {
            let all = [title.clone(), of(&page.1)].concat();
            return [title, of(&page.1[..page.1.len().min(LEAD as usize)]), all];
        }
        // A spelling that is in the title counts with all its occurrences.
        let in_title = |word: &&str| page.0.contains(word);
        let text: Vec<&'static str> = page.1.iter().copied().filter(in_title).collect();
        let lead = page.1[..page.1.len().min(LEAD as usize)]
            .iter()
            .copied()
            .filter(in_title);
        let lead = of(&lead.collect::<Vec<_>>());
        [title.clone(), lead, [title, of(&text)].concat()]
    }

    fn has(&self, page: &Text, asked: (&str, bool), depth: Depth) -> bool {
        !self.weights(page, asked, depth)[2].is_empty()
    }

    fn score(&self, page: &Text, query: &[Part], depth: Depth) -> f32 {
        let ranking = &self.ranking;
        let length = PageShape {
            words: (page.0.len() + page.1.len()) as u32,
            ..PageShape::default()
        };
        let word = |asked: &(&'static str, bool)| {
            let content = !is_function_word(&folded(asked.0));
            let with = self
                .pages
                .iter()
                .filter(|page| self.has(page, *asked, depth))
                .count() as u32;
            let weight = if content { 1.0 } else { ranking.function_word };
            let [title, lead, all] = self.weights(page, *asked, depth);
            if all.is_empty() {
                return 0.0;
            }
            let best = |weights: &[f32]| weights.iter().copied().fold(0.0, f32::max);
            let mut share =
                ranking.saturated(all.iter().sum(), length.stored().words, self.average);
            if content {
                share += ranking.title * best(&title) + ranking.lead * best(&lead);
            }
            weight * idf(with, self.pages.len() as u32) * share
        };
        let wanted = query.iter().filter(|part| !part.without);
        let best = |part: &Part| part.words.iter().map(word).fold(0.0, f32::max);
        wanted.map(best).sum()
    }

    /// The pages that answer, with their scores.
    fn found(&self, query: &[Part], request: &SearchRequest) -> (BTreeMap<u32, f32>, bool) {
        let depth = request.depth;
        let function = |word: &(&str, bool)| is_function_word(&folded(word.0));
        let wanted: Vec<&Part> = query.iter().filter(|part| !part.without).collect();
        let only_function = wanted.iter().flat_map(|part| &part.words).all(function);
        let tells = |word: &(&str, bool)| only_function || !function(word);
        let has = |page: &Text, word: &(&'static str, bool)| self.has(page, *word, depth);
        let kept = |page: &Text| {
            let unwanted = query.iter().filter(|part| part.without);
            !unwanted
                .flat_map(|part| &part.words)
                .any(|word| has(page, word))
        };
        let some = |page: &Text| {
            wanted
                .iter()
                .flat_map(|part| &part.words)
                .any(|word| tells(word) && has(page, word))
        };
        let all = |page: &Text| {
            let mut telling = wanted.iter().filter(|part| part.words.iter().any(tells));
            some(page) && telling.all(|part| part.words.iter().any(|word| has(page, word)))
        };
        let scored = |matches: &dyn Fn(&Text) -> bool| -> BTreeMap<u32, f32> {
            let numbered = (0..)
                .zip(&self.pages)
                .filter(|(_, page)| kept(page) && matches(page));
            numbered
                .map(|(number, page)| (number, self.score(page, query, depth)))
                .collect()
        };
        let whole = scored(&all);
        match request.words {
            Words::All if !whole.is_empty() => (whole, false),
            _ => {
                let any = scored(&some);
                let relaxed = request.words == Words::All && !any.is_empty();
                (any, relaxed)
            }
        }
    }
}

fn folded(word: &str) -> Vec<u8> {
    warraq::text::Term::of(word).into_bytes()
}

fn hits(answer: &Answer) -> Vec<(u32, u32)> {
    answer
        .hits
        .iter()
        .map(|hit| (hit.page.0, hit.score))
        .collect()
}

/// Without what the formula leaves to kin and to texts.
fn bare() -> Ranking {
    Ranking {
        roots: false,
        near: 0.0,
        meant: 0.0,
        whole_title: 0.0,
        pairs: 0.0,
        window: 0.0,
        ..Ranking::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn pages_score_as_the_formula_says(
        pages in vec((vec(select(&VOCABULARY[..]), 1..4), vec(select(&VOCABULARY[..]), 1..30)), 1..25),
        queries in vec(vec(part(), 1..4), 6),
        limit in 1u32..12,
        offset in 0u32..4,
    ) {
        // A text that begins with its title would be cut.
        let begun = |(title, text): Text| (title, [vec!["ورقة"], text].concat());
        let pages: Vec<Text> = pages.into_iter().map(begun).collect();
        let mut built = library(&pages);
        built.library.ranking = bare();
        let classes = classes(&mut built);
        let all = (vec!["صفحة"], VOCABULARY.to_vec());
        let manifest = built.library.manifest();
        prop_assert_eq!(manifest.pages as usize, pages.len() + 1);
        let average = manifest.words as f32 / manifest.pages as f32;
        let pages = pages.iter().chain([&all]).cloned().collect();
        let twin = Twin { pages, classes: &classes, ranking: bare(), average };
        for query in queries.iter().filter(|query| query.iter().any(|part| !part.without)) {
            for (words, depth) in [Words::All, Words::Any].into_iter().flat_map(|w| Depth::ALL.map(|d| (w, d))) {
                let request = SearchRequest { words, depth, limit, offset, ..ask(&typed(query)) };
                let preview = built.run(|library| library.preview(&request));
                let whole = built.search(&request);
                prop_assert_eq!(hits(&preview), hits(&whole), "{} {:?} {:?}", request.query, words, depth);
                prop_assert_eq!(preview.total, whole.total);
                let (expected, relaxed) = twin.found(query, &request);
                prop_assert_eq!(whole.total as usize, expected.len(), "{} {:?} {:?}", request.query, words, depth);
                prop_assert_eq!(whole.relaxed, relaxed);
                let mut order: Vec<(u32, f32)> = expected.iter().map(|(&page, &score)| (page, score)).collect();
                order.sort_by(|a, b| b.1.total_cmp(&a.1));
                let shown = order.iter().skip(offset as usize).take(limit as usize);
                prop_assert_eq!(whole.hits.len(), shown.len());
                // The twin adds in another order, and so may be off in the last bits.
                for (hit, (_, score)) in whole.hits.iter().zip(shown) {
                    let own = expected.get(&hit.page.0).copied().unwrap_or(-1.0);
                    prop_assert!((own * 1000.0 - hit.score as f32).abs() < 1.5, "{} {hit:?} {own}", request.query);
                    prop_assert!((own - score).abs() < 1e-4, "{} {hit:?} {score}", request.query);
                }
            }
        }
    }
}

/// Of a word in very many pages the first answer is by its best pages alone, and the same.
#[test]
fn the_first_pages_of_a_long_list_are_those_of_the_whole() {
    // Two of seven pages are about it, the others name it once.
    let text = |number: usize| {
        let forms = ["كتاب ", "ك\u{0650}تاب ", "الكتاب "];
        let (title, text) = match number % 7 {
            0..2 => (
                "كتاب",
                forms[number % 3].repeat(2 + number % 5) + &"قلم ".repeat(number % 11),
            ),
            _ => ("مدرسة", "قلم ".repeat(90 + number % 30) + "وكتابه"),
        };
        format!("{{\"id\": \"p{number:04}\", \"title\": \"{title}\", \"text\": \"{text}\"}}")
    };
    let lines: Vec<String> = (0..700).map(text).collect();
    let mut built = Built::of(&[("pages.jsonl", &lines.join("\n"))]);
    let mut first = 0;
    for (offset, limit) in [
        (0, 1),
        (0, 10),
        (0, 20),
        (7, 30),
        (40, 100),
        (200, 50),
        (250, 20),
    ] {
        for query in ["كتاب", "الكتاب", "ك\u{0650}تاب", "وكتابه"] {
            let request = SearchRequest {
                offset,
                limit,
                ..ask(query)
            };
            let preview = built.run(|library| library.preview(&request));
            let whole = built.search(&request);
            assert_eq!(hits(&preview), hits(&whole), "{query} {offset} {limit}");
            assert_eq!((preview.total, whole.total), (whole.total, 700), "{query}");
            first += u32::from(preview.unfinished);
        }
    }
    assert!(first > 0, "no answer came from the first part of a list");
}
