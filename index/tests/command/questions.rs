//! Evaluation of a library with questions of its own.

use super::{done, fails, json, site};
use std::fs;

const EVAL: [&str; 6] = ["eval", "site", "--queries", "q.jsonl", "--qrels", "r.tsv"];

#[test]
fn questions_are_measured() {
    let home = site();
    let home = home.path();
    let questions = "{\"id\":\"rain\",\"text\":\"أين نزل المطر؟\"}\n\
                     {\"id\":\"lost\",\"text\":\"المطر\"}\n\
                     {\"id\":\"none\",\"text\":\"زقزقة\"}\n\
                     {\"id\":\"free\",\"text\":\"كتاب\"}\n";
    let judgements =
        "query_id\tdoc_id\trelevance\nrain\tn3\t1\nlost\tgone\t1\nnone\tn1\t1\nother\tn1\t1\n";
    fs::write(home.join("q.jsonl"), questions).unwrap();
    fs::write(home.join("r.tsv"), judgements).unwrap();
    // One question of three finds its page, first; one finds nothing.
    let report = json(home, &[&EVAL[..], &["--json"]].concat());
    for measure in [
        "p_1",
        "mrr_10",
        "ndcg_10",
        "hit_10",
        "recall_10",
        "recall_100",
        "empty",
    ] {
        let value = report["measures"][measure].as_f64().unwrap();
        assert!((value - 1.0 / 3.0).abs() < 1e-9, "{measure}: {value}");
    }
    for (name, number) in [
        ("queries", 3),
        ("relevant", 3),
        ("unknown_pages", 1),
        ("unjudged", 1),
        ("unasked", 1),
    ] {
        assert_eq!(report[name], number, "{name}");
    }
    let ranks: Vec<_> = report["each"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| (&each["id"], &each["rank"]))
        .collect();
    assert_eq!(ranks[0], (&"rain".into(), &1.into()));
    let shown = done(home, &EVAL);
    for part in [
        "3 questions, 3 relevant pages",
        "P@1         0.333\n",
        "1 relevant page: not in the library",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn broken_questions_are_named() {
    let home = site();
    let home = home.path();
    fails(home, &EVAL, 1, &["cannot read q.jsonl"]);
    fs::write(home.join("q.jsonl"), "\n{\n").unwrap();
    fails(home, &EVAL, 1, &["q.jsonl:2: "]);
    fs::write(home.join("q.jsonl"), "{\"id\":\"a\",\"text\":\"b\"}\n").unwrap();
    fails(home, &EVAL, 1, &["cannot read r.tsv"]);
    fs::write(home.join("r.tsv"), "a n3 1\n").unwrap();
    fails(home, &EVAL, 1, &["r.tsv:1: 1 columns"]);
}

#[test]
fn variants_are_tried() {
    let home = site();
    let home = home.path();
    let rows = "kind\tquery\ttext\tshould_match\n\
                same\tالمطر\tالمطر\t1\nhamza\tايام\tأيام\t1\nother\tالمطر\tالجبل\t1\nwrong\tالمطر\tالمطر\t0\n";
    fs::write(home.join("v.tsv"), rows).unwrap();
    let shown = done(home, &["eval", "site", "--variants", "v.tsv"]);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 3, "{shown}");
    assert!(
        lines[0].starts_with("other: المطر and الجبل do not meet"),
        "{shown}"
    );
    assert!(
        lines[1].starts_with("wrong: المطر and المطر meet"),
        "{shown}"
    );
    assert_eq!(lines[2], "2 of 4 right");
    assert_eq!(
        json(home, &["eval", "site", "--variants", "v.tsv", "--json"])["right"],
        2
    );
}
