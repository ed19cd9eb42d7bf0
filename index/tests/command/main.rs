//! The command itself, run as people run it: what it prints, where it fails, and with which status.
#![cfg(feature = "build")]

mod build;
mod cache;
mod faults;
mod library;
mod lines;
mod plain;
mod questions;
mod serve;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with sources of three kinds in it: five pages.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let texts = home.path().join("texts");
    fs::create_dir(&texts).unwrap();
    let ink =
        "---\ntitle: الحبر والقلم\n---\n\nيصنع الحبر من العفص والزاج، وبالحبر يكتب الكاتب كتابه.\n";
    let news = "{\"id\":\"n1\",\"title\":\"مكتبة جديدة\",\"text\":\"افتتحت المدينة مكتبة جديدة فيها كتب كثيرة.\"}\n\
                {\"id\":\"n2\",\"title\":\"سوق الكتب\",\"text\":\"عاد سوق الكتب إلى المدينة بعد غياب.\"}\n\
                {\"id\":\"n3\",\"title\":\"المطر\",\"text\":\"نزل المطر على الجبل ثلاثة أيام.\"}\n";
    let paper = "صناعة الورق\n\nدخل الورق المدينة من الشرق، وأقبل عليه الناس إقبالا عظيما.\n";
    for (name, text) in [("ink.md", ink), ("news.jsonl", news), ("paper.txt", paper)] {
        fs::write(texts.join(name), text).unwrap();
    }
    home
}

/// A folder with sources, and the site made of them.
fn site() -> TempDir {
    let home = home();
    done(
        home.path(),
        &[
            "build",
            "texts",
            "-o",
            "site",
            "--no-app",
            "--title",
            "مكتبة صغيرة",
        ],
    );
    home
}

/// Runs the command in a folder.
fn warraq(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    command
        .args(arguments)
        .current_dir(home)
        .env_remove("WARRAQ_APP")
        .output()
        .unwrap()
}

/// What it printed, then what it complained of.
fn said(output: &Output) -> String {
    String::from_utf8([&output.stdout[..], &output.stderr].concat()).unwrap()
}

/// Runs the command, which must end well, and gives what it printed.
fn done(home: &Path, arguments: &[&str]) -> String {
    let output = warraq(home, arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}: {}",
        said(&output)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Runs the command and reads the JSON it prints.
fn json(home: &Path, arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&done(home, arguments)).unwrap()
}

/// Runs the command, which must fail with this status and say all of these things.
fn fails(home: &Path, arguments: &[&str], status: i32, says: &[&str]) {
    let output = warraq(home, arguments);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
    for words in says {
        assert!(
            said.contains(words),
            "{arguments:?} does not say {words:?}: {said}"
        );
    }
}

/// What is in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The files below a folder, by path, with their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap);
    let below = |path: &Path| path.strip_prefix(folder).unwrap().to_owned();
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (below(entry.path()), fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn wrong_usage_is_told_with_status_2() {
    let home = tempfile::tempdir().unwrap();
    let table: [&[&str]; 21] = [
        &["bind"],
        &["build"],
        &["build", "texts"],
        &["build", "-o", "site"],
        &["build", "texts", "-o", "site", "--app", "dist", "--no-app"],
        &["build", "texts", "-o", "site", "--quiet", "--json"],
        &["build", "texts", "-o", "site", "--threads", "many"],
        &["serve"],
        &["serve", "site", "--port", "x"],
        &["serve", "site", "--port", "65536"],
        &["serve", "site", "--address", "here"],
        &["search", "site"],
        &["search", "site", "كتاب", "--depth", "stem"],
        &["search", "site", "كتاب", "--words", "some"],
        &["search", "site", "كتاب", "--limit", "-1"],
        &["explain", "site"],
        &["eval", "site"],
        &["eval", "site", "--queries", "q.jsonl"],
        &[
            "eval",
            "site",
            "--queries",
            "q",
            "--qrels",
            "r",
            "--variants",
            "v",
        ],
        &["check"],
        &["stats", "site", "more"],
    ];
    for arguments in table {
        fails(home.path(), arguments, 2, &["error: ", "try '--help'"]);
    }
    fails(home.path(), &[], 2, &["Usage: warraq <COMMAND>"]);
    for arguments in [&["--help"][..], &["build", "--help"], &["--version"]] {
        assert!(
            done(home.path(), arguments).contains("warraq"),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_missing_site_is_told() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("empty/library")).unwrap();
    let table: [&[&str]; 6] = [
        &["search", "SITE", "كتاب"],
        &["explain", "SITE", "كتاب"],
        &["check", "SITE"],
        &["check", "SITE", "--json"],
        &["stats", "SITE"],
        &["eval", "SITE", "--variants", "v.tsv"],
    ];
    fs::write(
        home.path().join("v.tsv"),
        "kind\tquery\ttext\tshould_match\nk\tq\tt\t1\n",
    )
    .unwrap();
    for arguments in table {
        let at = |site| {
            arguments
                .iter()
                .map(|&word| if word == "SITE" { site } else { word })
                .collect::<Vec<_>>()
        };
        fails(
            home.path(),
            &at("none"),
            1,
            &["there is no folder none", "warraq build"],
        );
        fails(
            home.path(),
            &at("empty"),
            1,
            &["empty is not a Warraq site", "library/manifest.wrq"],
        );
    }
    fails(
        home.path(),
        &["serve", "none", "--port", "0"],
        1,
        &["there is no folder none", "warraq build"],
    );
    let site = site();
    fails(
        site.path(),
        &["check", "site/library"],
        1,
        &["site/library is the library inside a site"],
    );
}

#[test]
fn output_may_be_closed_early() {
    let home = site();
    for arguments in [
        &["search", "site", "المدينة"][..],
        &["stats", "site", "--json"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.args(arguments).current_dir(home.path());
        let pipes = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = pipes.spawn().unwrap();
        drop(process.stdout.take());
        let output = process.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), said(&output)),
            (Some(0), String::new())
        );
    }
}
