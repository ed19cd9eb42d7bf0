//! Fields and queries, there and back.

use super::*;
use proptest::prelude::*;
use warraq::query::parse;

#[test]
fn fields_write_the_query() {
    let check = |fields: Fields, query: &str| {
        assert_eq!(fields.to_query(), query);
        assert_eq!(Fields::read(query), fields, "{query}");
    };
    let none = Fields::default;
    check(none(), "");
    check(
        Fields {
            all: "خط النسخ".into(),
            ..none()
        },
        "خط النسخ",
    );
    check(
        Fields {
            any: "ورق حبر".into(),
            ..none()
        },
        "ورق | حبر",
    );
    check(
        Fields {
            phrase: "خط النسخ".into(),
            ..none()
        },
        "\"خط النسخ\"",
    );
    check(
        Fields {
            near: "ورق حبر".into(),
            within: "7".into(),
            ..none()
        },
        "\"ورق حبر\"~7",
    );
    check(
        Fields {
            all: "خط".into(),
            without: "الكوفي الثلث".into(),
            ..none()
        },
        "خط -الكوفي -الثلث",
    );
    check(
        Fields {
            all: "كتب علم".into(),
            depth: "جذر:",
            ..none()
        },
        "جذر:كتب جذر:علم",
    );
    check(
        Fields {
            all: "خط".into(),
            any: "ورق حبر".into(),
            title: "صناعة".into(),
            ..none()
        },
        "خط ورق | حبر عنوان:صناعة",
    );
    check(
        Fields {
            author: "طه حسين".into(),
            from: "1990".into(),
            to: "2000".into(),
            ..none()
        },
        "مؤلف:\"طه حسين\" سنة:1990..2000",
    );
    check(
        Fields {
            author: "حسين".into(),
            from: "2015".into(),
            to: "2015".into(),
            ..none()
        },
        "مؤلف:حسين سنة:2015",
    );
    check(
        Fields {
            to: "2000".into(),
            ..none()
        },
        "سنة:..2000",
    );
    check(
        Fields {
            all: "كتاب".into(),
            rest: "وزن:مفاعل -مؤلف:حسين".into(),
            ..none()
        },
        "كتاب وزن:مفاعل -مؤلف:حسين",
    );
    check(
        Fields {
            all: "كتاب =علم".into(),
            ..none()
        },
        "كتاب =علم",
    );
    check(
        Fields {
            rest: "كتاب[-مكتبة -كاتب]".into(),
            ..none()
        },
        "كتاب[-مكتبة -كاتب]",
    );
}

#[test]
fn what_is_typed_in_a_field_stays_in_it() {
    let check = |fields: Fields, query: &str| assert_eq!(fields.to_query(), query);
    let none = Fields::default;
    check(
        Fields {
            phrase: "خط \"النسخ ".into(),
            ..none()
        },
        "\"خط النسخ\"",
    );
    check(
        Fields {
            any: "ورق | حبر".into(),
            ..none()
        },
        "ورق | حبر",
    );
    check(
        Fields {
            near: "ورق حبر".into(),
            within: "x".into(),
            ..none()
        },
        "\"ورق حبر\"~5",
    );
    check(
        Fields {
            all: " خط  ".into(),
            ..none()
        },
        "خط",
    );
}

/// What a query asks for, whatever the order and the places of its parts.
fn meaning(query: &str) -> Vec<String> {
    let read = parse::read(query);
    let clause = |clause: &parse::Clause| {
        let words: Vec<&str> = clause.words.iter().map(|word| word.text.as_str()).collect();
        format!(
            "{:?} {} {} {:?} {words:?}",
            clause.kind, clause.without, clause.title, clause.depth
        )
    };
    let mut all: Vec<String> = read.clauses.iter().map(clause).collect();
    all.extend(
        read.filters
            .iter()
            .map(|it| format!("{} {} {}", it.field, it.without, it.text)),
    );
    // How many alternatives there are, as it is the parts behind the first that are marked.
    all.push(
        read.clauses
            .iter()
            .filter(|clause| clause.either)
            .count()
            .to_string(),
    );
    all.sort();
    all
}

proptest! {
    #[test]
    fn a_query_means_the_same_when_it_was_read(parts in proptest::collection::vec(proptest::sample::select(&[
        "خط", "النسخ", "=ك\u{650}ت\u{64E}اب", "جذر:كتب", "lemma:علم", "-الكوفي", "بدون:ورق", "عنوان:خط", "-عنوان:خط", "\"خط النسخ\"",
        "«بيت القصيد»", "\"ورق حبر\"~5", "-\"خط النسخ\"", "ورق | حبر", "حبر OR ريشة", "مخطوط*", "م?توب", "وزن:مفاعل",
        "مؤلف:حسين", "مؤلف:\"طه حسين\"", "-مؤلف:حسين", "سنة:2015", "سنة:1990..2000", "سنة:..1990", "وسم:خط", "كتاب[-مكتبة -كاتب]",
    ][..]), 0..7)) {
        let query = parts.join(" ");
        prop_assert_eq!(meaning(&Fields::read(&query).to_query()), meaning(&query), "{}", query);
    }
}
