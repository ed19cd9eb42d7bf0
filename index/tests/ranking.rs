//! The ranking, part by part: two pages between which one part decides. With it the first leads,
//! without it the other.

#![cfg(feature = "build")]

mod common;

use common::{Built, ask};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use warraq::answer::{SearchRequest, Words};
use warraq::query::score::Ranking;

/// Words that every library of these tests has, so that no word asked for is in most pages.
const FILLING: [&str; 7] = [
    "سار القوم إلى البحر عند المساء ثم رجعوا",
    "نزل المطر على الجبل فسال الوادي",
    "جلس الشيخ تحت النخلة يحكي عن أسفاره",
    "اشترى التاجر زيتا وقمحا من القرية ثم سافر إلى فرانسيسكو",
    "طلع القمر فوق البيوت وسكن الناس",
    "رعى الغلام غنمه قرب العين البعيدة",
    "صناعة الزيت في القرية قديمة وبها صنعت أوان كثيرة",
];

/// Builds pages of JSON: title and text of each, the filling after them. They are called p0, p1 …
fn library(pages: &[(&str, &str)]) -> Built {
    let filling = FILLING.iter().map(|text| ("حكاية", *text));
    let line = |(number, (title, text)): (usize, (&str, &str))| {
        format!("{{\"id\": \"p{number}\", \"title\": \"{title}\", \"text\": \"{text}\"}}")
    };
    let all = pages.iter().copied().chain(filling).enumerate();
    let lines: Vec<String> = all.map(line).collect();
    let built = Built::of(&[("pages.jsonl", &lines.join("\n"))]);
    assert_eq!(built.report.pages as usize, lines.len());
    built
}

fn any(query: &str) -> SearchRequest {
    SearchRequest {
        words: Words::Any,
        ..ask(query)
    }
}

/// Which of the two pages leads.
fn leading(ids: Vec<String>) -> Vec<String> {
    let of_two = |id: &String| ["p0", "p1"].contains(&id.as_str());
    ids.into_iter().filter(of_two).collect()
}

/// With all of the ranking `p0` leads, without the part `p1`.
fn check(part: &str, query: &str, pages: [(&str, &str); 2]) {
    let mut built = library(&pages);
    let with = leading(built.ids(&any(query)));
    let (_, leave_out) = Ranking::PARTS
        .iter()
        .find(|(name, _)| *name == part)
        .unwrap();
    leave_out(&mut built.library.ranking);
    let without = leading(built.ids(&any(query)));
    assert!(
        with[0] == "p0" && without[0] == "p1",
        "{part}: {query}: with {with:?}, without {without:?}"
    );
}

#[test]
fn every_part_decides_where_it_should() {
    let far =
        "وكان في تلك الأيام من السنين الماضية رجل من أهل المدينة يحب أن يسمع أخبار الناس كلهم هناك";
    let shorter = "وكان في تلك الأيام رجل من أهل المدينة يحب أن يسمع أخبار الناس كلهم";
    check(
        "depths weighed",
        "سفينة",
        [
            ("حكاية", &format!("{far} سفينة")),
            ("حكاية", &format!("{shorter} السفينة")),
        ],
    );
    check(
        "root",
        "صناعة السفن",
        [
            ("حكاية", &format!("{far} السفن وما يقول الصانع فيها")),
            ("حكاية", &format!("{shorter} السفن وما يقول البحار فيها")),
        ],
    );
    check(
        "words written alike",
        "فرانسيسكو والسفن",
        [
            ("حكاية", &format!("{far} السفن ومدينة فرنسيسكو وما فيها")),
            ("حكاية", &format!("{shorter} السفن ومدينة برشلونة وما فيها")),
        ],
    );
    check(
        "words mistaken",
        "السفن جصور",
        [
            ("حكاية", &format!("{far} السفن جسور")),
            ("حكاية", &format!("{shorter} السفن بحار")),
        ],
    );
    check(
        "title",
        "السفن",
        [("أخبار السفن", far), ("حكاية", &format!("{shorter} السفن"))],
    );
    check(
        "lead",
        "السفن",
        [
            ("حكاية", &format!("السفن كثيرة {far} الكبار والصغار")),
            ("حكاية", &format!("{shorter} يسمع السفن")),
        ],
    );
    check(
        "year or number asked for",
        "متى صنعت السفن",
        [
            ("حكاية", &format!("{far} صنعت السفن سنوات 1850")),
            ("حكاية", &format!("{shorter} صنعت السفن")),
        ],
    );
    check(
        "function words weighed",
        "ماذا صنعت السفن",
        [
            ("حكاية", &format!("{far} السفن ثم عاد وقد صنعت")),
            ("حكاية", &format!("{shorter} السفن ثم عاد فقال ماذا")),
        ],
    );
    check(
        "whole title",
        "ما هي السفن الكبيرة",
        [
            ("السفن الكبيرة", &format!("{far} الكبار والصغار")),
            (
                "عن السفن الكبيرة وأهلها وركابها في البحر",
                &format!("{shorter} السفن"),
            ),
        ],
    );
    check(
        "pairs",
        "خشب السفن",
        [
            ("حكاية", &format!("{far} كلهم خشب السفن ثم عاد إلى بيته")),
            ("حكاية", &format!("{shorter} السفن ثم عاد إلى خشب")),
        ],
    );
    check(
        "window",
        "السفن والخشب",
        [
            ("حكاية", &format!("{far} {far} {FAR} الخشب ثم عاد السفن")),
            ("حكاية", &format!("{far} {shorter} السفن {FAR} الخشب")),
        ],
    );
    check(
        "reranking",
        "خشب السفن",
        [
            ("حكاية", &format!("{far} كلهم خشب السفن ثم عاد إلى بيته")),
            ("حكاية", &format!("{shorter} السفن ثم عاد إلى خشب")),
        ],
    );
}

#[test]
fn pages_inherit_the_title_of_their_book() {
    let text = "باب الماء\n\nقال أهل العلم في الماء قولا طويلا ثم سكتوا.";
    let mut built = Built::of(&[
        ("أخبار السحاب/باب.txt", text),
        ("أخبار الطير/باب.txt", text),
        ("حكايات/مساء.txt", FILLING[0]),
        ("حكايات/مطر.txt", FILLING[1]),
    ]);
    for (query, first) in [
        ("الماء الطير", "أخبار الطير/باب"),
        ("ماء السحاب", "أخبار السحاب/باب"),
    ] {
        assert_eq!(built.ids(&any(query))[0], first, "{query}");
        built.library.ranking.book = 0.0;
        assert_eq!(
            built.ids(&any("الماء الطير"))[0],
            "أخبار السحاب/باب",
            "the first of equals"
        );
        built.library.ranking = Ranking::default();
    }
}

const FAR: &str = "ثم ذهب القوم جميعا إلى السوق واشتروا خبزا ولحما وفاكهة وعادوا إلى بيوتهم قبل أن يهبط الليل عليهم";

const WORDS: [&str; 10] = [
    "سفينة",
    "السفن",
    "بحر",
    "البحار",
    "متى",
    "1850",
    "خشب",
    "أخشاب",
    "فرانسيسكو",
    "فرنسيسكو",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Kin and texts change the order only: never which pages are found, nor how many.
    #[test]
    fn what_is_found_does_not_hang_on_the_ranking(
        pages in vec((vec(select(&WORDS[..]), 0..4), vec(select(&WORDS[..]), 1..20)), 1..12),
        query in vec(select(&WORDS[..]), 1..5),
        mode in select(&[Words::Any, Words::All][..]),
    ) {
        let pages: Vec<(String, String)> = pages.iter().map(|(title, text)| (title.join(" "), text.join(" "))).collect();
        let pages: Vec<(&str, &str)> = pages.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
        let mut built = library(&pages);
        let request = SearchRequest { words: mode, ..ask(&query.join(" ")) };
        let preview = built.run(|library| library.preview(&request));
        let whole = built.search(&request);
        prop_assert!(!whole.provisional);
        prop_assert!(whole.hits.is_sorted_by(|a, b| a.score >= b.score));
        let sorted = |answer: &warraq::answer::Answer| {
            let mut pages: Vec<_> = answer.hits.iter().map(|hit| hit.page).collect();
            pages.sort();
            (answer.total, answer.relaxed, pages)
        };
        prop_assert_eq!(sorted(&preview), sorted(&whole));
        // Guesses are words of the ranking.
        for (name, leave_out) in Ranking::PARTS.into_iter().filter(|_| !whole.guessed) {
            built.library.ranking = Ranking::default();
            leave_out(&mut built.library.ranking);
            let other = built.search(&request);
            prop_assert_eq!(sorted(&other), sorted(&whole), "without {}", name);
        }
    }
}
