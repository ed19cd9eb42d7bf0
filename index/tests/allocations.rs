//! How often a query asks for memory once all it needs is at hand: upper bounds, since in the browser that is
//! what is slow. Where one falls by much, it belongs here.

#![cfg(feature = "build")]

#[expect(dead_code, reason = "other tests use the rest of it")]
mod common;

use common::{Built, ask};
use warraq::answer::SearchRequest;
use warraq::library::Library;

const WORDS: [&str; 12] = [
    "كتاب",
    "والكتاب",
    "مكتبة",
    "كاتب",
    "قلم",
    "الأقلام",
    "مدرسة",
    "المدارس",
    "ورق",
    "حبر",
    "خطاط",
    "إلى",
];

/// Many short pages, made by rule.
fn library() -> Built {
    let mut seed = 7u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // The rarer the later.
        let draw = (seed >> 16) % 144;
        WORDS[11 - (f64::from(draw).sqrt() as usize).min(11)]
    };
    let mut words = |count: usize| (0..count).map(|_| next()).collect::<Vec<_>>().join(" ");
    let line = |number: usize| {
        let (title, text) = (words(3), words(40));
        format!("{{\"id\": \"p{number}\", \"title\": \"{title}\", \"text\": \"{text}\"}}")
    };
    let lines: Vec<String> = (0..400).map(line).collect();
    Built::of(&[("pages.jsonl", &lines.join("\n"))])
}

/// Allocations of a question that was asked before.
fn warm(built: &mut Built, request: &SearchRequest, ask: impl Fn(&Library)) -> u64 {
    built.run(|library| library.preview(request));
    built.search(request);
    allocation_counter::measure(|| ask(&built.library)).count_total
}

#[test]
fn queries_ask_for_little_memory() {
    let mut built = library();
    let mut faults = Vec::new();
    let table = [
        ("كتاب", false, 190, 190),
        ("حبر", false, 170, 170),
        ("إلى", false, 160, 160),
        ("ورق حبر", false, 250, 500),
        ("قلم ورق حبر", false, 400, 680),
        ("مدر", true, 180, 180),
        ("كتا", true, 210, 210),
        ("\"قلم ورق\"", false, 320, 600),
        ("\"قلم ورق\"~5", false, 330, 610),
        ("ورق | حبر", false, 240, 480),
        ("ورق -حبر", false, 190, 190),
        ("title:قلم", false, 200, 200),
        ("مدر*", false, 180, 180),
        ("قلام", false, 90, 90),
    ];
    for (query, typing, preview, search) in table {
        let request = SearchRequest {
            typing,
            ..ask(query)
        };
        let previewed = warm(&mut built, &request, |library| {
            drop(library.preview(&request))
        });
        let searched = warm(&mut built, &request, |library| {
            drop(library.search(&request))
        });
        if previewed > preview || searched > search {
            faults.push(format!(
                "{query} {typing}: {previewed} > {preview} or {searched} > {search}"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
