//! Libraries asked: search, counts and words explained.

use super::{done, fails, files, json, site};

#[test]
fn a_library_is_searched() {
    let home = site();
    let home = home.path();
    let found = json(home, &["search", "site", "كتب", "--json"]);
    let ids: Vec<&str> = found["ids"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_str().unwrap())
        .collect();
    assert!(
        ids.contains(&"n1") && ids.contains(&"n2") && !ids.contains(&"n3"),
        "{ids:?}"
    );
    assert_eq!(found["answer"]["total"], ids.len());
    for list in ["records", "snippets"] {
        assert_eq!(found[list].as_array().unwrap().len(), ids.len(), "{list}");
    }

    let shown = done(home, &["search", "site", "المطر"]);
    let parts = [
        "1 of 5 pages (depth: lemma)\n",
        "\n1. [المطر]\n",
        "نزل [المطر] على الجبل",
        "because of: المطر ×2",
    ];
    parts
        .iter()
        .for_each(|part| assert!(shown.contains(part), "{shown}"));
    // Several arguments are one query; hits can be passed over.
    let paper = json(
        home,
        &[
            "search",
            "site",
            "المدينة",
            "الورق",
            "--offset",
            "1",
            "--limit",
            "5",
            "--json",
        ],
    );
    assert_eq!(
        (
            &paper["answer"]["total"],
            paper["ids"].as_array().unwrap().len()
        ),
        (&1.into(), 0)
    );
    let without = json(
        home,
        &["search", "site", "--json", "--", "المدينة", "-الورق"],
    );
    assert_eq!(without["answer"]["total"], 2);
    // Each depth finds what the one before found.
    let depths = ["spelling", "form", "lemma", "root"];
    let totals = depths.map(|depth| {
        json(home, &["search", "site", "كتب", "--depth", depth, "--json"])["answer"]["total"]
            .as_u64()
    });
    assert!(totals.is_sorted() && totals[0] < totals[3], "{totals:?}");

    let nothing = done(home, &["search", "site", "زقزقة"]);
    for part in [
        "0 of 5 pages",
        "Nothing was found.",
        "at each depth: spelling 0, form 0, lemma 0, root 0",
    ] {
        assert!(nothing.contains(part), "{nothing}");
    }
    fails(
        home,
        &["search", "site", "كتب", "--book", "none"],
        1,
        &["no book \"none\""],
    );
}

#[test]
fn a_library_is_counted_and_its_words_explained() {
    let home = site();
    let home = home.path();
    let stats = json(home, &["stats", "site", "--json"]);
    assert_eq!(
        (&stats["title"], &stats["pages"]),
        (&"مكتبة صغيرة".into(), &5.into())
    );
    let library = files(&home.join("site/library"));
    assert_eq!(stats["files"], library.len());
    assert_eq!(
        stats["bytes"],
        library.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
    );
    let shown = done(home, &["stats", "site"]);
    assert!(
        shown.contains("مكتبة صغيرة")
            && shown.contains(&format!("Files of the library: {}, ", library.len())),
        "{shown}"
    );
    let books = stats["books"].as_array().unwrap();
    assert_eq!(
        books
            .iter()
            .map(|book| book["pages"].as_u64().unwrap())
            .sum::<u64>(),
        5
    );
    for book in books {
        let id = book["id"].as_str().unwrap();
        let found = json(home, &["search", "site", "المدينة", "--book", id, "--json"]);
        assert_eq!(found["answer"]["searched"], book["pages"], "{id}");
    }

    let ink = json(home, &["explain", "site", "الحبر", "--json"]);
    assert_eq!(
        (&ink["known"], &ink["occurrences"][0]),
        (&true.into(), &2.into()),
        "{ink}"
    );
    let shown = done(home, &["explain", "site", "الحبر"]);
    assert!(shown.contains("  spelling: الحبر  (2 times)"), "{shown}");
    let unknown = done(home, &["explain", "site", "زقزقة"]);
    assert!(unknown.contains("not in the library"), "{unknown}");
}
