//! The query language from end to end: small libraries, and what each operator finds in them.

mod common;
#[path = "language/typos.rs"]
mod typos;

use common::{Built, ask};
use warraq::answer::{Depth, SearchRequest, TermKind, Words};
use warraq::id::PageId;

const FILES: &[(&str, &str)] = &[
    (
        "قمح.txt",
        "سوق القمح\n\nباع التاجر القمح في مكتبه، ثم قبض الثمن كله.\n\nكتب العقد كاتب عادل.",
    ),
    (
        "شعير.txt",
        "سوق الشعير\n\nباع الفلاح الشعير وقبض من الثمن نصفه.\n\nوصف المكاتب مكتوب في المدارس.",
    ),
    (
        "خبز.txt",
        "خبز البيت\n\nقبض الخباز بعد أيام طويلة مضت من غير كلام كثير ثمن الخبز الذي باع منه.\n\nالقمح خير من الشعير.",
    ),
    (
        "مدارس.txt",
        "المدارس\n\nفي المدرسة معلم وطالب، وفي المستشفى طبيب، وفي وزارة الخارجية سفير، والقمح في السوق.",
    ),
];

fn ids(query: &str, built: &mut Built) -> String {
    let mut ids = built.ids(&ask(query));
    ids.sort();
    ids.join(" ")
}

#[test]
fn operators_find_their_pages() {
    let mut built = Built::of(FILES);
    assert_eq!(built.report.pages as usize, FILES.len());
    let mut check =
        |query: &str, expected: &str| assert_eq!(ids(query, &mut built), expected, "{query}");
    // Either.
    check("معلم | الخباز", "خبز مدارس");
    check("معلم OR الخباز", "خبز مدارس");
    check("معلم |أو| الخباز", "خبز مدارس");
    check("(معلم | الخباز) القمح", "خبز مدارس");
    check("معلم | الخباز الشعير", "خبز");
    check("القمح معلم | الفلاح", "مدارس");
    check("\"سوق القمح\" | \"سوق الشعير\"", "شعير قمح");
    check("\"سوق القمح\" | معلم", "قمح مدارس");
    check("معلم | \"سوق القمح\" -السفير", "قمح");
    check("زرافة | معلم", "مدارس");
    // Near, in any order, not over the edge of a block.
    check("\"باع قبض\"~10", "شعير قمح");
    check("\"قبض باع\"~4", "شعير");
    check("\"قبض باع\"~2", "");
    check("\"قبض باع\"~16", "خبز شعير قمح");
    check("\"الخبز القمح\"~16", "");
    check("=\"باع قبض\"~16", "خبز قمح");
    check("القمح -\"باع القمح\"~2", "خبز مدارس");
    // Wildcards.
    check("م?توب", "شعير");
    check("صيغة:*اتب", "شعير قمح");
    check("صيغة:*مكت*", "شعير قمح");
    check("ا*رسة", "مدارس");
    check("الش؟ير", "خبز شعير");
    check("الشعير؟", "خبز شعير");
    check("صيغة:و?ص*", "");
    check("القمح -صيغة:*كت*", "خبز مدارس");
    // Patterns.
    check("وزن:فاعل", "قمح مدارس");
    check("وزن:مفعول", "شعير");
    check("وزن:مفاعيل", "");
    // Titles.
    check("عنوان:القمح", "قمح");
    check("title:سوق", "شعير قمح");
    check("عنوان:\"سوق الشعير\"", "شعير");
    check("عنوان:\"باع الفلاح\"", "");
    check("القمح -عنوان:القمح", "خبز مدارس");
}

#[test]
fn words_run_together_or_torn_apart_are_searched_for_as_meant() {
    let mut files = FILES.to_vec();
    let usual = "وزارة الخارجية في المستشفى. ".repeat(3);
    files.push(("وزارة.txt", &usual));
    let mut built = Built::of(&files);
    let mut check = |query: &str, found: &str, repairs: &[(&str, &str)]| {
        assert_eq!(ids(query, &mut built), found, "{query}");
        let terms = built.search(&ask(query)).terms;
        let repaired = terms.iter().filter(|term| term.kind == TermKind::Repair);
        let repaired: Vec<_> = repaired
            .map(|term| {
                (
                    term.text.as_str(),
                    &query[term.range.0 as usize..term.range.1 as usize],
                )
            })
            .collect();
        assert_eq!(repaired, repairs, "{query}");
    };
    let joined = "وزارةالخارجية";
    check(
        joined,
        "مدارس وزارة",
        &[("وزارة", joined), ("الخارجية", joined)],
    );
    check(
        "معلم وزارةالخارجية",
        "مدارس",
        &[("وزارة", joined), ("الخارجية", joined)],
    );
    check("المست شفى", "مدارس وزارة", &[("المستشفى", "المست شفى")]);
    check("سفير المست شفى", "مدارس", &[("المستشفى", "المست شفى")]);
    check("و المستشفى", "مدارس وزارة", &[]);
    check("\"المست شفى\"", "", &[]);
    check("=وزارةالخارجية", "", &[]);
    check("وزارة الخارجية", "مدارس وزارة", &[]);
    // What is lacking is what was typed.
    let answer = built.search(&ask("معلم وزارةالخارجية"));
    assert_eq!(answer.hits[0].missing, [] as [u16; 0]);
    let any = SearchRequest {
        words: Words::Any,
        ..ask("معلم وزارةالخارجية")
    };
    let answer = built.search(&any);
    assert!(
        answer.hits.iter().any(|hit| hit.missing == [0]),
        "{:?}",
        answer.hits
    );
}

#[test]
fn alternatives_count_once() {
    let mut built = Built::of(&[
        ("a.txt", "أولى\n\nقمح وشعير هنا."),
        ("b.txt", "ثانية\n\nقمح وأرز هنا."),
        ("c.txt", "ثالثة\n\nذرة وأرز هنا."),
    ]);
    // The texts are looked at for the words of all alternatives.
    built.library.ranking.rerank = 0;
    let mut score = |query: &str| {
        let answer = built.search(&ask(query));
        let hit = answer.hits.iter().find(|hit| hit.page == PageId(0));
        hit.map(|hit| hit.score)
    };
    // The first page has both words, and is worth what the better of them is worth.
    let [wheat, barley, both] = ["قمح", "شعير", "قمح | شعير"].map(&mut score);
    assert!(wheat.is_some() && barley.is_some());
    assert_eq!(both, wheat.max(barley));
    let both = built.search(&ask("قمح | شعير"));
    assert_eq!(both.total, 2);
    assert!(both.hits.iter().all(|hit| hit.missing.is_empty()));
    assert_eq!(
        both.terms
            .iter()
            .map(|term| term.either)
            .collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn answers_say_what_a_shape_stands_for() {
    let mut built = Built::of(FILES);
    let answer = built.search(&ask("م?توب وزن:فاعل عنوان:سوق \"باع قبض\"~9"));
    let kinds: Vec<_> = answer
        .terms
        .iter()
        .map(|term| (term.text.as_str(), term.kind, term.title))
        .collect();
    assert_eq!(
        kinds,
        [
            ("م?توب", TermKind::Wildcard, false),
            ("فاعل", TermKind::Pattern, false),
            ("سوق", TermKind::Word, true),
            ("باع", TermKind::Near, false),
            ("قبض", TermKind::Near, false),
        ]
    );
    assert_eq!(answer.terms[0].forms[0].spelling, "مكتوب");
    assert!(
        answer.terms[1]
            .forms
            .iter()
            .any(|form| form.spelling == "كاتب"),
        "{:?}",
        answer.terms[1].forms
    );
    assert!(answer.terms.iter().all(|term| term.left_out == 0));
    // Too many forms: the most frequent are kept, and the answer says how many are not.
    let letters: Vec<char> = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي".chars().collect();
    let mut text = String::from("كثير\n\n");
    for a in &letters {
        for b in &letters {
            for c in &letters[..2] {
                text.extend(['ق', *a, *b, *c, ' ']);
            }
        }
    }
    text.push_str("قثثا قثثا قثثا");
    let mut built = Built::of(&[("a.txt", &text)]);
    let request = SearchRequest {
        depth: Depth::Form,
        ..ask("ق*")
    };
    let answer = built.search(&request);
    assert_eq!(answer.terms[0].left_out, 28 * 28 * 2 - 1024);
    assert_eq!(answer.terms[0].forms[0].spelling, "قثثا");
}

#[test]
fn marks_are_what_was_found() {
    let mut built = Built::of(FILES);
    let mut check = |id: &str, query: &str, title: &[&str], blocks: &[&str]| {
        let page = built.run(|library| library.find(id, None)).unwrap();
        let view = built.run(|library| library.page(page, Some(&ask(query))));
        let in_title: Vec<&str> = view
            .title_marks
            .iter()
            .map(|m| &view.record.title[m.start as usize..m.end as usize])
            .collect();
        let marks = |block: &'_ warraq::answer::MarkedBlock| -> Vec<String> {
            let text =
                |m: &warraq::answer::Mark| block.text[m.start as usize..m.end as usize].to_owned();
            block.marks.iter().map(text).collect()
        };
        let in_blocks: Vec<String> = view.blocks.iter().flat_map(marks).collect();
        assert_eq!(
            (in_title, in_blocks),
            (
                title.to_vec(),
                blocks.iter().map(|s| s.to_string()).collect()
            ),
            "{query}"
        );
    };
    check("قمح", "\"قبض باع\"~10", &[], &["باع", "قبض"]);
    check("قمح", "\"قبض باع\"~2", &[], &[]);
    check("قمح", "عنوان:القمح", &["القمح"], &[]);
    check("قمح", "القمح", &["القمح"], &["القمح"]);
    check("شعير", "م?توب", &[], &["مكتوب"]);
    check("شعير", "قمح | شعير", &["الشعير"], &["الشعير"]);
    check("قمح", "سوق \"سوق القمح\"", &["سوق القمح"], &[]);
    check("مدارس", "وزارةالخارجية", &[], &["وزارة", "الخارجية"]);
}

#[test]
fn what_was_meant_is_offered() {
    let mut files = FILES.to_vec();
    let usual = "كتب التلاميذ في المدرسة كتاب المستشفى windows. ".repeat(40);
    files.push(("كثير.txt", &usual));
    let mut built = Built::of(&files);
    let mut check = |query: &str, expected: Option<&str>| {
        let answer = built.search(&ask(query));
        let first = answer
            .suggestions
            .first()
            .map(|suggestion| suggestion.query.as_str());
        assert_eq!(first, expected, "{query}: {:?}", answer.suggestions);
    };
    check("المستفى", Some("المستشفى"));
    check("=المستفى -قمح", Some("=المستشفى -قمح"));
    check("قمح | المستفى", Some("قمح | المستشفى"));
    // The other layout, also of several words, in both directions.
    check(";jhf", Some("كتاب"));
    check(";jhf hglsjatn", Some("كتاب المستشفى"));
    check("صهىيخصس", Some("windows"));
    // A rare word beside a usual one is there, and still the usual one may have been meant.
    check("كتاب القمح", None);
    check("مدارس", None);
}
