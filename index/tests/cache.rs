//! A build with a cache makes what a build without one makes, whatever was changed in between and whatever
//! became of the cache.

#![cfg(feature = "build")]

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use warraq::build::{Budget, BuildOptions, BuildReport, Progress, Stage, build};

struct Silent;

impl Progress for Silent {
    fn stage(&self, _: Stage) {}
    fn pages(&self, _: u32) {}
}

/// The files of a folder, by name.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let file = |entry: fs::DirEntry| (entry.file_name().into(), fs::read(entry.path()).unwrap());
    entries.map(file).collect()
}

/// Sources, a cache, and the library of the last build.
struct Home {
    folder: TempDir,
    /// The sources, by path.
    texts: BTreeMap<String, String>,
    options: BuildOptions,
}

const WORDS: [&str; 16] = [
    "كتاب",
    "الكتاب",
    "وكتابه",
    "كتب",
    "مكتبة",
    "كاتب",
    "مدرسة",
    "مدارس",
    "المدارس",
    "ورق",
    "الورق",
    "قلم",
    "أقلام",
    "1999",
    "بغداد",
    "في",
];

/// What a lexicon has a line for: one word in Arabic letters.
fn lexeme(number: u32) -> &'static str {
    let mut lexemes = WORDS.iter().filter(|word| !word.contains('1')).cycle();
    lexemes.nth(number as usize).unwrap()
}

/// Some words, which are the same for the same number.
fn text(number: u32) -> String {
    let words =
        (0..12 + number % 9).map(|at| WORDS[((number * 7 + at * at * 3 + at) % 16) as usize]);
    words.collect::<Vec<_>>().join(" ")
}

fn line(number: u32) -> String {
    let (title, text, year) = (number % 5, text(number), 1990 + number % 30);
    format!(
        "{{\"title\":\"خبر {title}\",\"text\":\"{text}\\n\\n{text}\",\"date\":\"{year}-01-02\"}}\n"
    )
}

impl Home {
    fn new() -> Home {
        let mut home = Home {
            folder: tempfile::tempdir().unwrap(),
            texts: BTreeMap::new(),
            options: BuildOptions::default(),
        };
        for number in 0..6 {
            let (folder, text) = (number % 2, text(number));
            home.set(
                &format!("كتاب{folder}/{number}.txt"),
                format!("باب {number}\n\n{text}\n\n{text}"),
            );
        }
        let lines: String = (0..8).map(line).collect();
        home.set("أخبار.jsonl", lines);
        home.set(
            "جدول.csv",
            format!("title,text\nأول,{}\nثان,{}\n", text(3), text(11)),
        );
        home
    }

    fn set(&mut self, path: &str, text: String) {
        self.texts.insert(path.to_owned(), text);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Builds into this folder, as the command does: in another that then takes its place.
    fn build(&self, name: &str, options: BuildOptions) -> (BuildReport, Files) {
        let sources = self.path("texts");
        let _ = fs::remove_dir_all(&sources);
        for (path, text) in &self.texts {
            let path = sources.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let (draft, place) = (self.path("draft"), self.path(name));
        fs::create_dir(&draft).unwrap();
        let options = BuildOptions {
            folder: draft.clone(),
            former: Some(place.clone()),
            ..options
        };
        let report = build(&[sources], &options, &Silent).unwrap();
        let _ = fs::remove_dir_all(&place);
        fs::rename(&draft, &place).unwrap();
        (report, files(&place))
    }

    fn cached(&self) -> (BuildReport, Files) {
        let cache = Some(self.path("cache"));
        self.build(
            "library",
            BuildOptions {
                cache,
                ..self.options.clone()
            },
        )
    }

    /// Builds with the cache and without, which must be the same; gives what the cache did.
    fn check(&self) -> warraq::build::cache::Report {
        let (mut report, files) = self.cached();
        let (whole, expected) = self.build("whole", self.options.clone());
        let cached = report.cache.take().unwrap();
        assert_eq!(format!("{report:?}"), format!("{whole:?}"));
        assert!(
            files == expected,
            "{:?} and {:?}",
            files.keys(),
            expected.keys()
        );
        cached
    }
}

/// A change of sources or options.
fn change(home: &mut Home, what: u32, number: u32) {
    let path = home
        .texts
        .keys()
        .nth(number as usize % home.texts.len())
        .cloned()
        .unwrap();
    let lines = |home: &Home| -> Vec<String> {
        let file = home.texts.get("أخبار.jsonl").cloned().unwrap_or_default();
        file.lines().map(|line| format!("{line}\n")).collect()
    };
    match what {
        // A lexicon must be a table.
        0 if path != "lexicon.tsv" => home
            .texts
            .get_mut(&path)
            .unwrap()
            .push_str(WORDS[number as usize % 16]),
        1 => home.set(
            &format!("كتاب{}/{number}ب.md", number % 3),
            format!("# عنوان\n\n{}", text(number)),
        ),
        2 if home.texts.len() > 3 => drop(home.texts.remove(&path)),
        3 => {
            let mut lines = lines(home);
            let at = number as usize % (lines.len() + 1);
            lines.insert(at, line(number));
            home.set("أخبار.jsonl", lines.concat());
        }
        4 => {
            let mut lines = lines(home);
            if lines.len() > 1 {
                lines.remove(number as usize % lines.len());
                home.set("أخبار.jsonl", lines.concat());
            }
        }
        5 => home.set(
            "library.toml",
            format!(
                "title = \"مكتبة {number}\"\nlanguage = \"en\"\nauthor = \"الجاحظ\"\ndied = {}\n",
                200 + number
            ),
        ),
        6 => drop(home.texts.remove("library.toml")),
        7 => home.set(
            "lexicon.tsv",
            format!("form\tlemma\troot\n{}\tورق\t-\n", lexeme(number)),
        ),
        8 => home.options.drop_duplicates ^= true,
        9 => home.options.title = format!("عنوان {number}"),
        10 => {
            home.options.memory = Budget::bytes(if number.is_multiple_of(2) {
                400
            } else {
                1 << 28
            })
        }
        // Nothing.
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn a_build_with_a_cache_is_as_one_without(changes in prop::collection::vec((0u32..12, 0u32..40), 1..6)) {
        let mut home = Home::new();
        prop_assert!(!home.check().unchanged);
        for (what, number) in changes {
            change(&mut home, what, number);
            let cached = home.check();
            prop_assert_eq!(&cached.notices, &Vec::<String>::new());
            prop_assert!(cached.unchanged || cached.found > 0);
        }
        prop_assert!(home.check().unchanged);
    }

    #[test]
    fn a_damaged_cache_is_not_believed(of in 0usize..3, at: prop::sample::Index, flip in 0u8.., touched: bool) {
        let mut home = Home::new();
        home.check();
        if touched {
            change(&mut home, 0, 3);
        }
        let mut paths: Vec<PathBuf> = files(&home.path("cache")).into_keys().collect();
        paths.sort();
        let path = home.path("cache").join(&paths[of % paths.len()]);
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len().max(1));
        match (flip, bytes.get_mut(at)) {
            (1.., Some(byte)) => *byte ^= flip,
            _ => bytes.truncate(at),
        }
        fs::write(&path, bytes).unwrap();
        home.check();
        // And it has been mended.
        prop_assert_eq!(home.check().notices, Vec::<String>::new());
    }
}

#[test]
fn nothing_is_parsed_again_that_is_as_it_was() {
    let mut home = Home::new();
    let first = home.check();
    assert_eq!(first.found, 0);
    // One of eight lines, six texts and two rows, and the packs of them all.
    change(&mut home, 0, 2);
    let second = home.check();
    assert!(second.made < first.made && second.found > 0, "{second:?}");
}

#[test]
fn what_is_not_a_cache_of_this_program_is_told_of() {
    let mut home = Home::new();
    home.check();
    let index = home.path("cache").join("warraq-cache");
    let good = fs::read(&index).unwrap();
    let mut older = good.clone();
    older[8] ^= 1;
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    for (number, (bytes, said)) in (0..).zip([
        (older, "made by another version"),
        (damaged, "damaged"),
        (good[..good.len() / 2].to_vec(), "damaged"),
        (Vec::new(), "not a cache of this program"),
        (b"a diary".to_vec(), "not a cache of this program"),
    ]) {
        fs::write(&index, bytes).unwrap();
        change(&mut home, 0, number);
        let notices = home.check().notices;
        assert!(
            notices.len() == 1 && notices[0].contains(said),
            "{notices:?}"
        );
    }
    // Files of others stay.
    fs::write(home.path("cache").join("diary"), "x").unwrap();
    home.check();
    assert_eq!(fs::read(home.path("cache").join("diary")).unwrap(), b"x");
}

#[test]
fn a_cache_outlives_a_build_that_is_killed_or_fails() {
    let mut home = Home::new();
    home.check();
    let log = home.path("cache").join("warraq-cache.log-0");
    let mut bytes = fs::read(&log).unwrap();
    bytes.extend_from_slice(b"half of a value");
    fs::write(&log, bytes).unwrap();
    fs::write(home.path("cache").join("warraq-cache.log-7"), "of a log").unwrap();
    change(&mut home, 0, 5);
    let cached = home.check();
    assert!(cached.notices.is_empty() && cached.found > 0, "{cached:?}");
    assert!(!home.path("cache").join("warraq-cache.log-7").exists());
}

#[test]
fn a_library_that_is_gone_or_damaged_is_made_again() {
    let home = Home::new();
    home.check();
    let library = home.path("library");
    for whole in [false, true] {
        if whole {
            fs::remove_dir_all(&library).unwrap();
        } else {
            for name in files(&library).keys() {
                let path = library.join(name);
                let mut bytes = fs::read(&path).unwrap();
                *bytes.last_mut().unwrap() ^= 1;
                fs::write(path, bytes).unwrap();
            }
        }
        let cached = home.check();
        assert!(!cached.unchanged && cached.found > 0, "{cached:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_told_of() {
    let mut home = Home::new();
    fs::write(home.path("cache"), "a file").unwrap();
    let cached = home.check();
    assert!(cached.notices.len() == 1 && cached.found == 0, "{cached:?}");
    fs::remove_file(home.path("cache")).unwrap();
    home.check();
    // Another build has it.
    let lock = fs::File::open(home.path("cache").join("warraq-cache.lock")).unwrap();
    lock.lock().unwrap();
    change(&mut home, 0, 1);
    let cached = home.check();
    assert!(
        cached.notices.len() == 1 && cached.notices[0].contains("another build"),
        "{cached:?}"
    );
}
