//! Tests of orders, neighbours and what they are worth.

use super::*;
use proptest::prelude::*;

fn near(words: &[&str]) -> (String, Vec<NearWord>) {
    let mut text = String::new();
    let mut near = Vec::new();
    for word in words {
        text.push(' ');
        near.push(NearWord {
            start: text.len() as u32,
            end: (text.len() + word.len()) as u32,
            form: word.trim_start_matches('+').to_owned(),
            function_word: false,
        });
        text.push_str(word);
    }
    (text, near)
}

fn line(page: u32, before: &[&str], word: &str, after: &[&str]) -> Line {
    let (before, words_before) = near(before);
    let (after, words_after) = near(after);
    Line {
        page: PageId(page),
        before,
        after,
        word: word.into(),
        form: word.into(),
        words_before,
        words_after,
        ..Line::default()
    }
}

#[test]
fn lines_are_ordered() {
    let lines = [
        line(0, &["بعد"], "كتاب", &["يوم", "ثم"]),
        line(1, &["ابد"], "وكتاب", &["2020"]),
        line(2, &[], "كتب", &["يوم", "اب"]),
        line(3, &["ابد", "في"], "كتاب", &[]),
    ];
    let day = |page: PageId| [5, 0, 9, 5][page.0 as usize];
    let check = |order: LineOrder, expected: [u32; 4]| {
        assert_eq!(ordered(&lines, order, &day), expected, "{}", order.name());
    };
    check(LineOrder::Page, [0, 1, 2, 3]);
    check(LineOrder::Before, [2, 1, 3, 0]);
    check(LineOrder::After, [3, 2, 0, 1]);
    check(LineOrder::Word, [0, 3, 2, 1]);
    check(LineOrder::Newest, [2, 0, 3, 1]);
    check(LineOrder::Oldest, [0, 3, 2, 1]);
}

#[test]
fn neighbours_are_counted_by_side() {
    let lines = [
        line(0, &["في", "بيت"], "كتاب", &["جديد"]),
        line(1, &["+جديد"], "كتاب", &["جديد", "بيت"]),
    ];
    let check = |span, expected: &[(&str, &str, u32, u32)], all| {
        let (found, words) = neighbours(&lines, span);
        let found: Vec<(&str, &str, u32, u32)> = found
            .iter()
            .map(|n| (&n.form[..], &n.spelling[..], n.before, n.after))
            .collect();
        assert_eq!((&found[..], words), (expected, all));
    };
    check(1, &[("جديد", "جديد", 1, 2), ("في", "في", 1, 0)], 4);
    let both = [
        ("جديد", "جديد", 1, 2),
        ("بيت", "بيت", 1, 1),
        ("في", "في", 1, 0),
    ];
    check(2, &both, 6);
    check(0, &[], 0);
}

#[test]
fn likelihood_is_that_of_the_paper() {
    // The table of "the swiss" in the paper: 110, 2442, 111, 29114, for which it gives 270.72.
    let worth = log_likelihood(110, 110 + 111, 110 + 2442, 110 + 2442 + 111 + 29114);
    assert!((worth - 270.72).abs() < 0.01, "{worth}");
    assert_eq!(log_likelihood(1, 100, 10, 1000), 0.0);
    assert_eq!(log_likelihood(0, 0, 0, 0), 0.0);
}

proptest! {
    #[test]
    fn likelihood_is_a_number(together: u16, beside: u16, size: u16, words: u32) {
        let worth = log_likelihood(together.into(), beside.into(), size.into(), words.into());
        prop_assert!(worth.is_finite() && worth >= -1e-6, "{worth}");
    }
}
