//! A cache as people use one: the site is the same with it, and it is never part of a site or a source.

use super::{done, fails, files, home, json, names};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

const APP: [&str; 8] = [
    "build",
    "texts",
    "--app",
    "dist",
    "--url",
    "https://example.org/",
    "--cache",
    "cache",
];

fn with_app(home: &Path) {
    fs::create_dir_all(home.join("dist")).unwrap();
    fs::write(home.join("dist/index.html"), "<!doctype html>").unwrap();
}

/// Builds with the cache and without; the sites must be the same.
fn same(home: &Path) -> serde_json::Value {
    let report = json(home, &[&APP[..], &["-o", "site", "--json"]].concat());
    done(home, &[&APP[..6], &["-o", "whole"]].concat());
    assert!(files(&home.join("site")) == files(&home.join("whole")));
    report
}

#[test]
fn a_site_is_the_same_with_a_cache() {
    let home = home();
    let home = home.path();
    with_app(home);
    assert_eq!(same(home)["cache"]["found"], 0);
    let unchanged = same(home);
    assert_eq!(unchanged["cache"]["unchanged"], true);
    assert_eq!(unchanged["pages"], 5);
    fs::write(home.join("texts/new.txt"), "بحر\n\nركب البحر.").unwrap();
    let changed = same(home);
    assert_eq!(changed["pages"], 6);
    assert!(
        changed["cache"]["found"].as_u64().unwrap() >= 5,
        "{changed}"
    );
    // Another title, nothing else.
    let titled = [&APP[..], &["-o", "site", "--title", "مكتبة"]].concat();
    done(home, &titled);
    done(
        home,
        &[&APP[..6], &["-o", "whole", "--title", "مكتبة"]].concat(),
    );
    assert!(files(&home.join("site")) == files(&home.join("whole")));
    let said = done(home, &titled);
    assert!(said.contains("nothing had changed"), "{said}");
    assert_eq!(names(home), ["cache", "dist", "site", "texts", "whole"]);
}

#[test]
fn a_cache_is_neither_published_nor_read() {
    let home = home();
    let home = home.path();
    let before = files(home);
    for (cache, says) in [
        ("site/cache", "inside the site"),
        ("site", "inside the site"),
        ("texts/cache", "inside a source"),
        ("new/../texts", "inside a source"),
    ] {
        let arguments = ["build", "texts", "-o", "site", "--no-app", "--cache", cache];
        fails(home, &arguments, 1, &[says, cache]);
    }
    assert!(files(home) == before);
    // Beside them is well, and above them too.
    done(
        home,
        &["build", "texts", "-o", "site", "--no-app", "--cache", "."],
    );
    done(home, &["check", "site"]);
}

#[test]
fn a_cache_that_is_not_believed_is_told_of() {
    let home = home();
    let home = home.path();
    let arguments = [
        "build", "texts", "-o", "site", "--no-app", "--cache", "cache",
    ];
    done(home, &arguments);
    fs::write(home.join("cache/warraq-cache"), "a diary").unwrap();
    let said = done(home, &arguments);
    assert!(
        said.contains("cache: cache: not a cache of this program"),
        "{said}"
    );
    assert!(!done(home, &arguments).contains("cache: "));
}

#[test]
fn a_killed_build_leaves_a_cache_that_can_be_used() {
    let home = home();
    let home = home.path();
    with_app(home);
    for (number, wait) in [1, 10, 40, 80].into_iter().enumerate() {
        fs::write(
            home.join("texts/new.txt"),
            format!("بحر\n\nركب البحر {number}."),
        )
        .unwrap();
        let mut build = Command::new(env!("CARGO_BIN_EXE_warraq"))
            .args(APP)
            .args(["-o", "site"])
            .current_dir(home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(wait));
        build.kill().unwrap();
        build.wait().unwrap();
        let cached = &same(home)["cache"];
        assert_eq!(cached["notices"].as_array().unwrap().len(), 0, "{cached}");
    }
}
