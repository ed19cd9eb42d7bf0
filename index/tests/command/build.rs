//! Sites made, replaced, and left as they were.

use super::{done, fails, files, home, json, names, said, site, warraq};
use std::fs;
use std::process::Command;

#[test]
fn a_site_holds_the_library_and_the_app() {
    let home = home();
    let home = home.path();
    fs::create_dir_all(home.join("dist/fonts")).unwrap();
    fs::create_dir_all(home.join("dist/library")).unwrap();
    for name in ["index.html", "fonts/a.woff2", "library/manifest.wrq"] {
        fs::write(home.join("dist").join(name), name).unwrap();
    }
    let report = json(
        home,
        &["build", "texts", "-o", "site", "--app", "dist", "--json"],
    );
    assert_eq!(names(home), ["dist", "site", "texts"]);
    assert_eq!(
        names(&home.join("site")),
        [
            "404.html",
            "_headers",
            "edition.json",
            "fonts",
            "index.html",
            "library",
            "read",
            "site.webmanifest"
        ]
    );
    assert_eq!(
        fs::read_to_string(home.join("site/fonts/a.woff2")).unwrap(),
        "fonts/a.woff2"
    );
    let first = files(&home.join("site"));
    assert_eq!(
        (&report["pages"], &report["site_files"]),
        (&5.into(), &first.len().into())
    );
    assert_eq!(
        report["site_bytes"],
        first.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
    );
    done(home, &["check", "site"]);

    // The same sources make the same files, in silence if asked to, and the app goes when it is left out.
    let printed = done(
        home,
        &[
            "build",
            "texts",
            "-o",
            "again",
            "--app",
            "dist",
            "--threads",
            "1",
            "--quiet",
        ],
    );
    assert_eq!(printed, "");
    assert_eq!(files(&home.join("again")), first);
    let printed = done(home, &["build", "texts", "-o", "again", "--no-app"]);
    assert!(printed.contains("again: 5 pages in "), "{printed}");
    assert_eq!(names(&home.join("again")), ["404.html", "library"]);
}

#[test]
fn a_broken_line_is_named_and_the_rest_is_built() {
    let home = home();
    let home = home.path();
    let news = home.join("texts/news.jsonl");
    let whole = fs::read_to_string(&news).unwrap();
    fs::write(&news, whole + &"{\"id\":\"n0\",\"text\n".repeat(22)).unwrap();
    let output = warraq(home, &["build", "texts", "-o", "site", "--no-app"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let named = |line| said.contains(&format!("texts/news.jsonl:{line}: "));
    assert!((4..=23).all(named) && !named(3) && !named(24), "{said}");
    assert!(
        said.contains("broken: and 2 more (--verbose shows all)"),
        "{said}"
    );
    assert_eq!(json(home, &["stats", "site", "--json"])["pages"], 5);
    let all = done(
        home,
        &["build", "texts", "-o", "site", "--no-app", "--verbose"],
    );
    assert!(
        all.contains("news.jsonl:25: ") && !all.contains("more"),
        "{all}"
    );
    let report = json(
        home,
        &["build", "texts", "-o", "site", "--no-app", "--json"],
    );
    assert_eq!(report["sources"]["notices"].as_array().unwrap().len(), 22);
}

#[test]
fn a_build_that_fails_says_why_and_changes_nothing() {
    let home = site();
    let home = home.path();
    fs::create_dir_all(home.join("empty")).unwrap();
    fs::create_dir_all(home.join("binary")).unwrap();
    fs::write(home.join("binary/a.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    fs::write(
        home.join("binary/b.txt"),
        [0, 1, 2, 3, 0, 0, 0, 255].repeat(64),
    )
    .unwrap();
    fs::create_dir_all(home.join("site/texts")).unwrap();
    let before = files(home);
    let table: [(&[&str], &[&str]); 8] = [
        (&["none", "-o", "site", "--no-app"], &["none"]),
        (&["empty", "-o", "site", "--no-app"], &["empty"]),
        (&["binary", "-o", "site", "--no-app"], &["binary"]),
        (
            &["texts", "-o", "site", "--app", "empty"],
            &["empty is not the reader app", "--no-app"],
        ),
        (
            &["texts", "-o", "texts", "--no-app"],
            &["the site is inside the source"],
        ),
        (
            &["texts", "-o", "texts/new/site", "--no-app"],
            &["the site is inside the source", "texts/new/site"],
        ),
        (
            &["site/texts", "-o", "site", "--no-app"],
            &["the source is inside the site"],
        ),
        (
            &["texts", "-o", "binary", "--no-app"],
            &["binary is not empty and not a Warraq site"],
        ),
    ];
    for (arguments, says) in table {
        fails(home, &[&["build"], arguments].concat(), 1, says);
        assert_eq!(files(home), before, "{arguments:?}");
        assert_eq!(
            names(home),
            ["binary", "empty", "site", "texts"],
            "{arguments:?}"
        );
    }
}

#[test]
fn a_killed_build_leaves_the_old_site_whole() {
    let home = site();
    let home = home.path();
    let before = files(&home.join("site"));
    let line =
        |i| format!("{{\"id\":\"m{i}\",\"text\":\"صفحة رقم {i} من صفحات كثيرة في كتاب كبير\"}}\n");
    fs::write(
        home.join("many.jsonl"),
        (0..20_000).map(line).collect::<String>(),
    )
    .unwrap();
    let arguments = ["build", "many.jsonl", "-o", "site", "--no-app", "--quiet"];
    let mut build = Command::new(env!("CARGO_BIN_EXE_warraq"))
        .args(arguments)
        .current_dir(home)
        .spawn()
        .unwrap();
    let draft = format!("site.tmp-{}", build.id());
    while !home.join(&draft).join("library").exists() {
        assert_eq!(
            build.try_wait().unwrap(),
            None,
            "the build ended before it could be killed"
        );
    }
    fails(
        home,
        &["build", "texts", "-o", "site", "--no-app"],
        1,
        &["another build is writing", &draft],
    );
    build.kill().unwrap();
    build.wait().unwrap();
    assert_eq!(names(home), ["many.jsonl", "site", &draft, "texts"]);
    assert_eq!(files(&home.join("site")), before);
    done(home, &["build", "texts", "-o", "site", "--no-app"]);
    assert_eq!(names(home), ["many.jsonl", "site", "texts"]);
}

#[test]
fn killed_at_any_moment_a_build_leaves_a_whole_site() {
    let home = site();
    let home = home.path();
    let line =
        |i| format!("{{\"id\":\"m{i}\",\"text\":\"صفحة رقم {i} من صفحات كثيرة في كتاب كبير\"}}\n");
    fs::write(
        home.join("many.jsonl"),
        (0..400).map(line).collect::<String>(),
    )
    .unwrap();
    let arguments = ["build", "many.jsonl", "-o", "site", "--no-app", "--quiet"];
    let build = || {
        Command::new(env!("CARGO_BIN_EXE_warraq"))
            .args(arguments)
            .current_dir(home)
            .spawn()
            .unwrap()
    };
    let started = std::time::Instant::now();
    build().wait().unwrap();
    let whole = started.elapsed();
    // Moments from the first to beyond the last of a build, in no order.
    for part in [17, 3, 11, 19, 7, 20, 13, 1, 18, 9] {
        let mut running = build();
        std::thread::sleep(whole * part / 20);
        // It may have ended by itself.
        let _ = running.kill();
        running.wait().unwrap();
        done(home, &["check", "site"]);
    }
    done(home, &arguments);
    assert_eq!(names(home), ["many.jsonl", "site", "texts"]);
}
