//! Concordances by the command.

use super::{done, json, site};

#[test]
fn places_are_listed() {
    let home = site();
    let home = home.path();
    let check = |arguments: &[&str], expected: &[[&str; 5]]| {
        let shown = done(home, &[&["lines", "site"], arguments].concat());
        let rows: Vec<Vec<&str>> = shown.lines().map(|row| row.split('\t').collect()).collect();
        // The page, the block, and what is before, found and after.
        let told: Vec<[&str; 5]> = rows
            .iter()
            .map(|row| [row[0], row[1], row[4], row[5], row[6]])
            .collect();
        assert_eq!(told, expected, "{arguments:?}");
        assert!(rows.iter().all(|row| row.len() == 13), "{shown}");
    };
    let title = ["n3", "", "", "المطر", ""];
    let text = ["n3", "0", "نزل ", "المطر", " على الجبل ثلاثة أيام."];
    check(&["المطر"], &[title, text]);
    check(&["المطر", "--order", "after"], &[title, text]);
    check(&["المطر", "--limit", "1"], &[title]);
    check(
        &["\"نزل الجبل\"~4"],
        &[["n3", "0", "", "نزل المطر على الجبل", " ثلاثة أيام."]],
    );
    check(&["زقزقة"], &[]);

    let found = json(home, &["lines", "site", "المطر", "--json"]);
    assert_eq!((&found["pages"], &found["total"]), (&1.into(), &2.into()));
    let [id, line] = found["lines"][1].as_array().unwrap().as_slice() else {
        panic!("a line has its page beside it: {found}");
    };
    assert_eq!(id, "n3");
    assert_eq!(line["word"], "المطر");
    assert_eq!(line["words_before"][0]["form"], "نزل");
    assert_eq!(line["words_after"][0]["function_word"], true);
    assert_eq!(found["records"][0]["title"], "المطر");
}
