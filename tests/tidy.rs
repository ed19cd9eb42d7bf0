//! The rules of the house as tests: each one walks the files of the project, names every line that
//! breaks it and says what to do instead.

#[path = "tidy/files.rs"]
mod files;

use files::{SourceFile, all_files};

/// The most lines a file of code may have, tests included.
const LINES: usize = 500;

/// Tables: long because there is much of one thing, not because there is much to understand.
const TABLES: &[&str] = &[];

/// Where the browser may be spoken to.
const BROWSER_PLACES: &[&str] = &[
    "src/browser/",
    "src/browser.rs",
    "src/client.rs",
    "src/client/",
    "src/worker.rs",
    "src/worker/",
];

/// What the reader half of the engine must do without.
const OUTSIDE_WORLD: &[&str] = &[
    "std::fs",
    "std::thread",
    "std::time",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
];

/// What says that something is not finished, or hides that it is not used.
const UNFINISHED: &[&str] = &[
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("#[ig", "nore"),
    concat!("allow(dead", "_code)"),
    concat!("allow(unu", "sed"),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
];

/// What speaks of where and how the project was made, and not of the project.
const ELSEWHERE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("issue", " #"),
    concat!("this ", "session"),
    concat!("the ", "prompt"),
    concat!("reg", "istry.npmjs"),
    concat!("static.", "crates.io"),
    concat!("index.", "crates.io"),
];

/// Links that work only at the root of a host.
const ABSOLUTE_LINKS: &[&str] = &[
    "href=\"/",
    "src=\"/",
    "href='/",
    "src='/",
    "url(/",
    "url(\"/",
    "url('/",
    "fetch(\"/",
    "fetch('/",
];

/// Names of formats, which look like addresses and are never asked for.
const NAMESPACES: &[&str] = &["http://www.w3.org/"];

/// Runs `broken` over every line of the files that `chosen` picks; it returns what is wrong.
fn each_line(chosen: impl Fn(&SourceFile) -> bool, broken: impl Fn(&str) -> Option<String>) {
    let mut faults = Vec::new();
    let mut seen = 0;
    for file in all_files().iter().filter(|file| chosen(file)) {
        seen += 1;
        for (number, line) in file.text.lines().enumerate() {
            if let Some(fault) = broken(line) {
                faults.push(format!("{}:{}: {fault}", file.path, number + 1));
            }
        }
    }
    assert!(seen > 0, "the rule looked at no file at all");
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Lines with any of `words` are at fault.
fn without(
    words: &'static [&'static str],
    advice: &'static str,
) -> impl Fn(&str) -> Option<String> {
    move |line| {
        let word = words.iter().find(|word| line.contains(**word))?;
        Some(format!("`{word}`: {advice}"))
    }
}

/// Marks, tatweel, joiners and direction controls: what an editor does not show, or shows astray.
fn invisible(letter: char) -> bool {
    mark(letter)
        || matches!(letter,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Vowel marks and tatweel.
fn mark(letter: char) -> bool {
    matches!(letter, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

#[test]
fn files_are_short() {
    let long: Vec<String> = all_files()
        .iter()
        .filter(|file| {
            file.is_code()
                && !TABLES.contains(&file.path.as_str())
                && file.text.lines().count() > LINES
        })
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    assert!(
        long.is_empty(),
        "more than {LINES} lines; split them by noun:\n{}",
        long.join("\n")
    );
}

#[test]
fn tables_are_there() {
    for table in TABLES {
        assert!(
            all_files().iter().any(|file| file.path == *table),
            "{table} is excused and not there"
        );
    }
}

#[test]
fn modules_say_their_job() {
    let silent: Vec<&str> = all_files()
        .iter()
        .filter(|file| {
            file.ends(&[".rs"]) && !file.text.lines().any(|line| line.starts_with("//!"))
        })
        .map(|file| file.path.as_str())
        .collect();
    assert!(silent.is_empty(), "no `//!` header:\n{}", silent.join("\n"));
}

#[test]
fn the_browser_is_spoken_to_in_its_places() {
    let elsewhere = |file: &SourceFile| {
        file.is_app()
            && file.ends(&[".rs"])
            && !BROWSER_PLACES
                .iter()
                .any(|place| file.path.starts_with(place))
    };
    each_line(
        elsewhere,
        without(&["web_sys", "JsCast"], "ask src/browser for it"),
    );
}

#[test]
fn the_reader_is_alone() {
    let reader = |file: &SourceFile| {
        file.path.starts_with("index/src/")
            && !file.path.starts_with("index/src/build/")
            && !file.path.starts_with("index/src/bin/")
    };
    let alone = without(
        OUTSIDE_WORLD,
        "the reader has no files, threads, clock or network; the caller brings bytes",
    );
    each_line(reader, alone);
}

#[test]
fn invisible_characters_are_escapes() {
    let code = |file: &SourceFile| {
        file.ends(&[".rs", ".js", ".css", ".json", ".toml"]) && !file.is_sample()
    };
    // A page and the stories about it have words as readers see them, and a mark on its letter is seen.
    let prose = |file: &SourceFile| file.ends(&[".html", ".mjs"]) && !file.is_sample();
    let found = |line: &str, hidden: fn(char) -> bool| {
        let found = line.chars().find(|letter| hidden(*letter))?;
        let code = u32::from(found);
        Some(format!("U+{code:04X} as it is: write it as an escape"))
    };
    each_line(prose, |line| {
        found(line, |letter| invisible(letter) && !mark(letter))
    });
    each_line(code, |line| {
        // Comments are prose, and the sign of the Hijri year is a letter and the stroke that shows its shape.
        let line = if line.trim_start().starts_with("//") {
            ""
        } else {
            line
        };
        found(&line.replace("ه\u{0640}", ""), invisible)
    });
}

#[test]
fn nothing_is_unfinished() {
    each_line(
        |file| file.is_code() && !file.is_sample(),
        without(UNFINISHED, "finish it or take it out"),
    );
}

#[test]
fn the_project_speaks_of_itself() {
    each_line(
        |file| !file.is_sample(),
        without(ELSEWHERE, "the project speaks of itself alone"),
    );
}

#[test]
fn links_are_relative() {
    each_line(
        |file| file.is_app() && !file.is_sample(),
        without(
            ABSOLUTE_LINKS,
            "a library lives at any path: write it relative",
        ),
    );
}

#[test]
fn no_one_else_is_asked() {
    each_line(SourceFile::is_app, |line| {
        let mut line = line.to_owned();
        for name in NAMESPACES {
            line = line.replace(name, "");
        }
        (line.contains("http://") || line.contains("https://"))
            .then(|| "an address of someone else: ship it or leave it".to_owned())
    });
}
