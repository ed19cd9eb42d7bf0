//! The search against a twin so simple that it can hardly be wrong: it reads every page from the
//! beginning for every query. At the depth of the form, where two words are one if their folds are;
//! phrases at every depth.

mod common;

use common::{Built, ask};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use warraq::answer::{Depth, SearchRequest, Words};
use warraq::text::{Term, agrees, spelling, words};

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

/// The pages as a JSON file, which has their titles and blocks as given.
fn lines(pages: &[Lines]) -> String {
    let line = |(number, page): (usize, &Lines)| {
        // A first line that says the title once more would go.
        let text = page[1..].iter().map(|line| line.join(" "));
        let text = std::iter::once("مقدمة".to_owned()).chain(text);
        let text = text.collect::<Vec<_>>().join("\\n");
        let title = page[0].join(" ");
        format!("{{\"id\": \"p{number}\", \"title\": \"{title}\", \"text\": \"{text}\"}}")
    };
    let lines: Vec<String> = pages.iter().enumerate().map(line).collect();
    lines.join("\n")
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

/// Words that are one at some depth and not at another, several spellings and vocalisations of each.
const FAMILIES: [&str; 9] = [
    "كتاب",
    "ك\u{0650}تاب",
    "ك\u{0650}ت\u{064E}اب",
    "كت\u{0651}اب",
    "الكتاب",
    "وكتابه",
    "كاتب",
    "م\u{064F}درسة",
    "المدرسه",
];

/// A library in which all these words occur, so that their classes can be asked for.
fn with_families(pages: &[Lines]) -> Built {
    let last = format!(
        "{{\"id\": \"all\", \"title\": \"\", \"text\": \"{}\"}}",
        FAMILIES.join("\\n")
    );
    Built::of(&[("pages.jsonl", &[lines(pages), last].join("\n"))])
}

/// Form, lemma and root of each word, as the library names them.
type Classes = BTreeMap<&'static str, (String, Option<String>, Option<String>)>;

fn classes(built: &mut Built) -> Classes {
    let mut of = |word: &'static str| {
        let known = built.run(|library| library.explain(word));
        (word, (known.form, known.lemma, known.root))
    };
    FAMILIES.map(&mut of).into()
}

/// True if a word of a page answers a word of a query at this depth.
fn answers(classes: &Classes, asked: &str, word: &str, depth: Depth) -> bool {
    let (of_asked, of_word) = (&classes[asked], &classes[word]);
    match depth {
        Depth::Spelling => agrees(&spelling(asked), &spelling(word)),
        Depth::Form => of_asked.0 == of_word.0,
        Depth::Lemma => of_asked.1 == of_word.1,
        Depth::Root => of_asked.1 == of_word.1 || of_asked.2.is_some() && of_asked.2 == of_word.2,
    }
}

/// True if a line has the words in this order, or within so many words in any order, each in a place
/// of its own. By trying all places.
fn together(
    line: &[Vec<bool>],
    asked: usize,
    within: Option<usize>,
    chosen: &mut Vec<usize>,
) -> bool {
    if chosen.len() == asked {
        let (first, last) = (chosen.iter().min(), chosen.iter().max());
        return match within {
            None => chosen.is_sorted_by(|a, b| a + 1 == *b),
            Some(within) => last.unwrap() - first.unwrap() <= within,
        };
    }
    (0..line.len()).any(|place| {
        if chosen.contains(&place) || !line[place][chosen.len()] {
            return false;
        }
        chosen.push(place);
        let found = together(line, asked, within, chosen);
        chosen.pop();
        found
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn finds_what_the_naive_search_finds(
        pages in vec(vec(vec(word(), 1..6), 1..4), 1..8),
        queries in vec(vec((prop::bool::weighted(0.2), vec(word(), 1..4)), 1..4), 12)
    ) {
        let mut built = Built::of(&[("pages.jsonl", &lines(&pages))]);
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

    /// Phrases and nearness at every depth, in pages that have several vocalisations of a word; in the
    /// whole page and in its title.
    #[test]
    fn finds_words_that_stand_together(
        pages in vec(vec(vec(select(&FAMILIES[..]), 1..6), 1..4), 1..6),
        queries in vec((vec(select(&FAMILIES[..]), 2..4), prop::option::of(1usize..5), any::<bool>()), 8)
    ) {
        let mut built = with_families(&pages);
        let classes = classes(&mut built);
        for (asked, within, title) in &queries {
            let near = within.map_or(String::new(), |within| format!("~{within}"));
            let field = if *title { "عنوان:" } else { "" };
            let query = format!("{field}\"{}\"{near}", asked.join(" "));
            for depth in Depth::ALL {
                // Fewer places than words cannot hold them.
                let within = within.map(|within| within.max(asked.len() - 1));
                let mut expected = Vec::new();
                for (number, page) in pages.iter().enumerate() {
                    let lines = if *title { &page[..1] } else { &page[..] };
                    let has = lines.iter().any(|line| {
                        let row = |word: &&str| asked.iter().map(|asked| answers(&classes, asked, word, depth)).collect();
                        let line: Vec<Vec<bool>> = line.iter().map(row).collect();
                        together(&line, asked.len(), within, &mut Vec::new())
                    });
                    if has {
                        expected.push(format!("p{number}"));
                    }
                }
                let mut found = built.ids(&SearchRequest { depth, ..ask(&query) });
                found.sort();
                prop_assert_eq!(found, expected, "{} {:?}", query, depth);
            }
        }
    }

    /// Forms that the reader has chosen: a page answers if one of its words answers by a form that is
    /// wanted. At every depth, with what the page is told of it: totals, reasons, counts and marks.
    #[test]
    fn finds_the_forms_that_are_wanted(
        pages in vec(vec(vec(select(&FAMILIES[..]), 1..5), 1..3), 1..6),
        queries in vec((select(&FAMILIES[..]), any::<bool>(), vec(select(&FAMILIES[..]), 1..4)), 6)
    ) {
        let mut built = with_families(&pages);
        let classes = classes(&mut built);
        // A text that begins with its title again has it once.
        let forms_of = |line: &Vec<&str>| -> Vec<String> { line.iter().map(|word| classes[word].0.clone()).collect() };
        prop_assume!(pages.iter().all(|page| page.len() < 2 || forms_of(&page[0]) != forms_of(&page[1])));
        for (asked, only, forms) in &queries {
            let sign = if *only { "=" } else { "-" };
            let query = format!("{asked}[{sign}{}]", forms.join(" "));
            let wanted = |word: &str| forms.iter().any(|form| classes[form].0 == classes[word].0) == *only;
            for depth in Depth::ALL {
                let has = |page: &Lines| page.iter().flatten().any(|word| wanted(word) && answers(&classes, asked, word, depth));
                let all = vec![FAMILIES.map(|word| vec![word]).concat()];
                let mut expected: Vec<String> = (0..pages.len()).filter(|&number| has(&pages[number])).map(|number| format!("p{number}")).collect();
                expected.extend(has(&all).then(|| "all".to_owned()));
                expected.sort();
                let request = SearchRequest { depth, ..ask(&query) };
                let answer = built.search(&request);
                let mut found = built.ids(&request);
                found.sort();
                prop_assert_eq!(&found, &expected, "{} {:?}", query, depth);
                prop_assert_eq!(answer.total as usize, found.len());
                prop_assert_eq!(answer.terms[0].pages, answer.total);
                for reason in answer.hits.iter().flat_map(|hit| &hit.reasons) {
                    prop_assert!(wanted(&reason.spelling), "{} {}", query, reason.spelling);
                }
                prop_assert!(answer.terms[0].forms.iter().all(|form| wanted(&form.spelling)));
                prop_assert!(answer.terms[0].unwanted.iter().all(|form| !wanted(&form.spelling)));
                for hit in &answer.hits {
                    let page = built.run(|library| library.page(hit.page, Some(&request)));
                    let marked = page.blocks.iter().flat_map(|block| block.marks.iter().map(|mark| &block.text[mark.start as usize..mark.end as usize]));
                    for word in marked {
                        prop_assert!(wanted(word) && answers(&classes, asked, word, depth), "{} {}", query, word);
                    }
                }
            }
        }
    }
}
