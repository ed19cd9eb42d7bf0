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

/// A number of a report: `["systems", "0", "lemma", "f1"]`.
fn number(report: &serde_json::Value, path: &str) -> f64 {
    report
        .pointer(path)
        .and_then(serde_json::Value::as_f64)
        .unwrap_or_else(|| panic!("{path}: {report}"))
}

#[test]
fn annotated_words_are_compared() {
    let home = site();
    let home = home.path();
    // الكتب and كتب are one form's family; المطر shares no label with them.
    let rows = "form\tlemma\tupos\troot\tnumber\tuthmani\n\
                الكتب\tكتاب\tNOUN\tكتب\tSing\tالكتب\nكتب\tكتاب\tNOUN\tكتب\tPlur\tكتب\nالمطر\tمطر\tNOUN\tمطر\tSing\tالمطر\n\
                كلمتان معا\tك\tNOUN\tكلم\t\tكلمتان\n!\t!\tPUNCT\t\t\t!\n2015\t2015\tNUM\t\t\t2015\n";
    fs::write(home.join("m.tsv"), rows).unwrap();
    let report = json(
        home,
        &[
            "eval",
            "site",
            "--morphology",
            "m.tsv",
            "--baseline",
            "--json",
        ],
    );
    assert_eq!(
        (&report["forms"], &report["known"]),
        (&3.into(), &3.into()),
        "{report}"
    );
    for path in [
        "/systems/0/lemma/f1",
        "/systems/0/plurals",
        "/systems/2/lemma/f1",
    ] {
        assert_eq!(number(&report, path), 1.0, "{path}");
    }
    assert_eq!(number(&report["systems"][0]["root"], "/precision"), 1.0);
    assert_eq!(report["systems"][1]["name"], "Snowball Arabic");
    let shown = done(
        home,
        &[
            "eval",
            "site",
            "--morphology",
            "m.tsv",
            "--column",
            "uthmani",
        ],
    );
    assert!(
        shown.starts_with("4 annotated forms, 3 of them in the library\n"),
        "{shown}"
    );
    fails(
        home,
        &["eval", "site", "--morphology", "m.tsv", "--column", "none"],
        1,
        &["m.tsv:1: there is no column \"none\", only form, lemma"],
    );
    fails(
        home,
        &[
            "eval",
            "site",
            "--morphology",
            "m.tsv",
            "--uthmani",
            "--column",
            "form",
        ],
        2,
        &["cannot be used with"],
    );
    fs::write(home.join("m.tsv"), "form\tlemma\n!\t!\n").unwrap();
    fails(
        home,
        &["eval", "site", "--morphology", "m.tsv"],
        1,
        &["m.tsv annotates no word"],
    );
}

#[test]
fn plurals_are_tried() {
    let home = site();
    let home = home.path();
    let rows = "lemma\tplural\tkind\tlemma_in_news\tplural_in_news\n\
                الكتب\tكتب\tbroken\t9\t9\nالمطر\tالجبل\tbroken\t1\t9\n";
    fs::write(home.join("p.tsv"), rows).unwrap();
    let report = json(
        home,
        &["eval", "site", "--plurals", "p.tsv", "--baseline", "--json"],
    );
    let row = |system: &str, group: &str| {
        let rows = report["rows"].as_array().unwrap();
        let found = rows
            .iter()
            .find(|row| row["system"] == system && row["group"] == group)
            .unwrap();
        (found["pairs"].as_u64().unwrap(), number(found, "/lemma"))
    };
    assert_eq!(row("Warraq", "all"), (2, 0.5));
    assert_eq!(row("Warraq", "living"), (1, 1.0));
    assert_eq!(row("light10", "all"), (2, 0.5));
    let shown = done(home, &["eval", "site", "--plurals", "p.tsv"]);
    assert!(
        shown.contains("Warraq            broken  living      1  1.000  1.000\n"),
        "{shown}"
    );
    fs::write(
        home.join("p.tsv"),
        "lemma\tplural\tlemma_in_news\tplural_in_news\nا\tب\tx\t1\n",
    )
    .unwrap();
    fails(
        home,
        &["eval", "site", "--plurals", "p.tsv"],
        1,
        &["p.tsv:2: \"x\" is no number of times"],
    );
}

#[test]
fn slips_of_typing_are_tried() {
    let home = site();
    let home = home.path();
    let rows = "kind\ttyped\tmeant\nslip\tالمدينهة\tالمدينة\nslip\tالمدينه\tالمدينة\nother\tزقزقة\tالمطر\n";
    fs::write(home.join("t.tsv"), rows).unwrap();
    let report = json(home, &["eval", "site", "--typos", "t.tsv", "--json"]);
    assert_eq!(report["kinds"][0]["kind"], "all");
    assert!(
        (number(&report, "/kinds/0/first") - 2.0 / 3.0).abs() < 1e-9,
        "{report}"
    );
    // The second is the same form, found without a suggestion.
    let places: Vec<_> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["place"].as_u64())
        .collect();
    assert_eq!(places, [Some(1), Some(0), None]);
    let shown = done(home, &["eval", "site", "--typos", "t.tsv"]);
    assert!(
        shown.starts_with("other: زقزقة for المطر: offered "),
        "{shown}"
    );
}

#[test]
fn misspelt_questions_other_searches_and_parts_are_measured() {
    let home = site();
    let home = home.path();
    let questions = "{\"id\":\"rain\",\"text\":\"أين نزل المطر؟\"}\n{\"id\":\"ink\",\"text\":\"صناعة الحبر\"}\n{\"id\":\"sign\",\"text\":\"؟\"}\n";
    fs::write(home.join("q.jsonl"), questions).unwrap();
    fs::write(
        home.join("r.tsv"),
        "rain\tn3\t1\nink\tink\t1\nsign\tn1\t1\n",
    )
    .unwrap();
    let all = [
        &EVAL[..],
        &["--errors", "mix", "--seed", "3", "--baseline", "--ablate"],
    ]
    .concat();
    let report = json(home, &[&all[..], &["--json"]].concat());
    let errors = &report["errors"];
    assert_eq!(
        (&errors["seed"], &errors["untouched"]),
        (&3.into(), &1.into())
    );
    let drop = number(errors, "/clean/mrr_10") - number(errors, "/misspelt/mrr_10");
    assert!((number(errors, "/drop") - drop).abs() < 1e-9);
    assert_ne!(errors["each"][0]["text"], "أين نزل المطر؟");
    assert_eq!(
        report,
        json(home, &[&all[..], &["--json"]].concat()),
        "the same seed, other errors"
    );
    // Without its titles a search that indexes texts alone still finds the rain.
    let names: Vec<_> = report["baselines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Snowball Arabic",
            "Snowball Arabic",
            "light10",
            "light10",
            "3-grams",
            "3-grams"
        ]
    );
    assert!(number(&report, "/baselines/2/measures/mrr_10") > 0.3);
    let whole = number(&report, "/measures/mrr_10");
    for part in report["ablation"].as_array().unwrap() {
        assert!(
            (whole - number(part, "/measures/mrr_10") - number(part, "/gives")).abs() < 1e-9,
            "{part}"
        );
    }
    let shown = done(home, &all);
    for part in [
        "Misspelt, one error each (seed 3)",
        "1 without room for an error",
        "light10               no",
        "What each part of the ranking gives:",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    fails(home, &["eval", "site"], 2, &["required"]);
    fails(
        home,
        &["eval", "site", "--typos", "t.tsv", "--ablate"],
        2,
        &["--queries"],
    );
    fails(
        home,
        &["eval", "site", "--typos", "t.tsv", "--variants", "v.tsv"],
        2,
        &["cannot be used with"],
    );
}
