//! `lexicon.tsv`: what the author of a library knows better than the learning.
//!
//! ```text
//! form    lemma   root       the columns, separated by tabs, in any order; only form must be there
//! مدراء   مدير    دور        a word, the word whose family it belongs to, and the root of that
//! مصر             -          an empty field is left to the learning; - is no root
//! # ...                      a remark
//! ```
//! A row holds for the word with whatever is written on to it: مدراء moves المدراء and ومدراؤهم too. It
//! holds for a form, so one row is enough for all spellings that fold alike.

use super::{Class, Entry};
use crate::text::affix::{LONGEST, analyses};
use crate::text::function_words::closed;
use crate::text::letter::letter;
use crate::text::{Term, display, words};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The name under which it is found at the top of a source folder.
pub const FILE_NAME: &str = "lexicon.tsv";

const COLUMNS: [&str; 3] = ["form", "lemma", "root"];

/// Why such a file cannot be used.
#[derive(Debug)]
pub struct Error {
    /// The file.
    pub path: PathBuf,
    /// The line, counting from 1; 0 if it is not one line's fault.
    pub line: usize,
    /// What was found and what to do.
    pub text: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path.display(), self.text),
            line => write!(f, "{}:{line}: {}", self.path.display(), self.text),
        }
    }
}

/// What the rows did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The files read.
    pub files: Vec<String>,
    /// Their rows.
    pub rows: u32,
    /// Forms of the library whose lemma or root is another for them.
    pub forms: u32,
    /// The forms of rows that no word of the library has, as written.
    pub idle: Vec<String>,
}

/// One row.
#[derive(Clone, Debug)]
struct Row {
    /// As written.
    word: String,
    form: Vec<u8>,
    lemma: Option<Vec<u8>>,
    /// No radicals are no root.
    root: Option<Vec<u8>>,
    /// Where it stands: file and line.
    at: (usize, usize),
}

/// The rows of all files.
#[derive(Clone, Debug, Default)]
pub struct Authored {
    files: Vec<PathBuf>,
    rows: Vec<Row>,
}

/// The files there are: one at the top of each source folder, a source of that name, and one more.
pub fn find(sources: &[PathBuf], named: Option<&Path>) -> Vec<PathBuf> {
    let of_source = |source: &PathBuf| {
        let inside = source.join(FILE_NAME);
        if inside.is_file() {
            return Some(inside);
        }
        let is_named_so = source.file_name().is_some_and(|name| name == FILE_NAME);
        (is_named_so && source.is_file()).then(|| source.clone())
    };
    let mut files: Vec<PathBuf> = sources.iter().filter_map(of_source).collect();
    files.extend(named.map(Path::to_owned));
    files
}

impl Authored {
    /// Reads files.
    pub fn read(files: Vec<PathBuf>) -> Result<Authored, Error> {
        let mut authored = Authored::default();
        for path in files {
            let fault = |text: String| Error {
                path: path.clone(),
                line: 0,
                text,
            };
            let bytes =
                std::fs::read(&path).map_err(|error| fault(format!("cannot be read ({error})")))?;
            let text = String::from_utf8(bytes).map_err(|error| {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                Error {
                    line: 1 + before.iter().filter(|&&byte| byte == b'\n').count(),
                    ..fault("it is not UTF-8; save it as UTF-8".to_owned())
                }
            })?;
            authored.files.push(path.clone());
            authored.add(&text).map_err(|(line, text)| Error {
                line,
                ..fault(text)
            })?;
        }
        authored.agree()?;
        Ok(authored)
    }

    /// Adds the rows of a file; a fault has its line.
    fn add(&mut self, text: &str) -> Result<(), (usize, String)> {
        let mut columns: Option<Vec<&str>> = None;
        let lines = text.strip_prefix('\u{FEFF}').unwrap_or(text).lines();
        for (line, row) in (1..).zip(lines) {
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = row.split('\t').map(str::trim).collect();
            match &columns {
                None => columns = Some(header(fields).map_err(|text| (line, text))?),
                Some(columns) => {
                    let at = (self.files.len() - 1, line);
                    let row = row_of(columns, &fields, at).map_err(|text| (line, text))?;
                    self.rows.push(row);
                }
            }
        }
        match columns {
            Some(_) => Ok(()),
            None => Err((
                0,
                format!(
                    "it is empty; its first line must be {}",
                    COLUMNS.join("\\t")
                ),
            )),
        }
    }

    /// Fails if rows say different things.
    fn agree(&mut self) -> Result<(), Error> {
        let mut of_form: FxHashMap<Vec<u8>, Row> = FxHashMap::default();
        let mut root_of: FxHashMap<Vec<u8>, (Vec<u8>, usize)> = FxHashMap::default();
        for (number, row) in self.rows.iter().enumerate() {
            let merged = of_form
                .entry(row.form.clone())
                .or_insert_with(|| row.clone());
            for (old, new, what) in [
                (&mut merged.lemma, &row.lemma, "lemma"),
                (&mut merged.root, &row.root, "root"),
            ] {
                match (&*old, new) {
                    (Some(old), Some(new)) if old != new => {
                        let text = format!(
                            "{} is given the {what} {} here and {} in {}; keep one",
                            row.word,
                            shown(new),
                            shown(old),
                            self.place(merged.at)
                        );
                        return Err(self.fault(row, text));
                    }
                    (None, Some(new)) => *old = Some(new.clone()),
                    _ => {}
                }
            }
            let (Some(root), lemma) = (&row.root, row.lemma.as_ref().unwrap_or(&row.form)) else {
                continue;
            };
            let (other, first) = root_of
                .entry(lemma.clone())
                .or_insert_with(|| (root.clone(), number));
            if other != root {
                let text = format!(
                    "the lemma {} has the root {} here and {} in {}; a lemma has one root",
                    display(lemma),
                    shown(root),
                    shown(other),
                    self.place(self.rows[*first].at)
                );
                return Err(self.fault(row, text));
            }
        }
        for row in &self.rows {
            let Some(lemma) = &row.lemma else { continue };
            if let Some(other) = of_form.get(lemma)
                && other.lemma.as_ref().is_some_and(|its| its != lemma)
            {
                let text = format!(
                    "the lemma {} is itself given another lemma in {}; give {} that one",
                    display(lemma),
                    self.place(other.at),
                    row.word
                );
                return Err(self.fault(row, text));
            }
        }
        Ok(())
    }

    fn fault(&self, row: &Row, text: String) -> Error {
        Error {
            path: self.files[row.at.0].clone(),
            line: row.at.1,
            text,
        }
    }

    fn place(&self, (file, line): (usize, usize)) -> String {
        match self.files.len() {
            1 => format!("line {line}"),
            _ => format!("{}:{line}", self.files[file].display()),
        }
    }

    /// Tells whether a row may say something about a form: it is one of the words of the rows, or
    /// built on one.
    pub fn concerns(&self) -> impl Fn(&[u8]) -> bool + Sync {
        let words = |row: &Row| [Some(row.form.clone()), row.lemma.clone()];
        let words: FxHashSet<Vec<u8>> = self.rows.iter().flat_map(words).flatten().collect();
        move |form| {
            let mut concerned = words.contains(form);
            if !words.is_empty() && !concerned {
                analyses(form, &mut |analysis| {
                    concerned |= words.contains(&analysis.stem[..])
                });
            }
            concerned
        }
    }

    /// Changes learned classes, in the order of the forms, to what the rows say.
    pub fn apply(&self, entries: &[Entry], classes: &mut [Class]) -> Report {
        if self.rows.is_empty() {
            return self.report(0, Vec::new());
        }
        let learned = classes.to_vec();
        let mut moves = Moves::new(&self.rows, entries, &learned);
        for (entry, class) in entries.iter().zip(classes.iter_mut()) {
            moves.lemma(entry, class);
        }
        moves.roots(&self.rows, entries, classes);
        let changed = learned.iter().zip(classes.iter());
        let idle =
            (0..self.rows.len()).filter(|&row| !moves.used.contains(&self.rows[row].form[..]));
        let forms = changed.filter(|(before, after)| before != after).count();
        let idle = idle.map(|row| self.rows[row].word.clone()).collect();
        self.report(forms as u32, idle)
    }

    fn report(&self, forms: u32, idle: Vec<String>) -> Report {
        let shown = |path: &PathBuf| path.display().to_string();
        Report {
            files: self.files.iter().map(shown).collect(),
            rows: self.rows.len() as u32,
            forms,
            idle,
        }
    }
}

/// What the rows move.
struct Moves<'a> {
    /// The lemma of each form that a row gives one; its own if it is named as a lemma.
    lemmas: FxHashMap<&'a [u8], &'a [u8]>,
    /// The learned class of those that are forms of the library.
    learned: FxHashMap<&'a [u8], &'a Class>,
    /// The forms of rows that the library has words of.
    used: FxHashSet<&'a [u8]>,
}

fn class_of<'a>(form: &[u8], entries: &[Entry], classes: &'a [Class]) -> Option<&'a Class> {
    let at = entries.binary_search_by(|entry| entry.form[..].cmp(form));
    at.ok().map(|at| &classes[at])
}

impl<'a> Moves<'a> {
    fn new(rows: &'a [Row], entries: &[Entry], classes: &'a [Class]) -> Moves<'a> {
        let mut moves = Moves {
            lemmas: FxHashMap::default(),
            learned: FxHashMap::default(),
            used: FxHashSet::default(),
        };
        for row in rows {
            let Some(lemma) = &row.lemma else { continue };
            moves.lemmas.entry(lemma).or_insert(lemma);
            moves.lemmas.insert(&row.form, lemma);
            for form in [&row.form, lemma] {
                if let Some(class) = class_of(form, entries, classes) {
                    moves.learned.insert(form, class);
                }
            }
        }
        moves
    }

    /// Moves a form to the lemma of the authored form that it is, or is built on.
    fn lemma(&mut self, entry: &Entry, class: &mut Class) {
        let form = &entry.form[..];
        let whole = self.lemmas.get_key_value(form);
        let mut best = whole.map(|(&stem, &lemma)| (stem, lemma, 0, 0));
        if best.is_none() && closed(form).is_none() {
            analyses(form, &mut |analysis| {
                let authored = self.lemmas.get_key_value(&analysis.stem[..]);
                if let Some((&stem, &lemma)) = authored
                    && best.is_none_or(|(other, ..)| stem.len() > other.len())
                    && self.is_built_on(stem, class)
                {
                    best = Some((stem, lemma, analysis.prefix, analysis.suffix));
                }
            });
        }
        if let Some((stem, lemma, prefix, suffix)) = best {
            self.used.insert(stem);
            class.lemma = lemma.to_vec();
            class.stem = stem.to_vec();
            (class.prefix, class.suffix) = (prefix, suffix);
        } else if let Some((&named, &lemma)) = self.lemmas.get_key_value(&class.lemma[..]) {
            // The rest of a family follows the word that named it.
            self.used.insert(named);
            class.lemma = lemma.to_vec();
        }
    }

    /// Whether a form that can be cut to an authored one was learned to be built on the same: on that
    /// form itself, or on what that was taken for, or on a part of it.
    fn is_built_on(&self, authored: &[u8], class: &Class) -> bool {
        let stem = &class.stem[..];
        stem == authored
            || match self.learned.get(authored) {
                Some(learned) => stem == learned.stem,
                None => authored.windows(stem.len().max(1)).any(|part| part == stem),
            }
    }

    /// Gives every lemma of the rows one root: that of a row, the first of several; or else the one
    /// learned for the lemma, or for the first of its forms.
    fn roots(&mut self, rows: &'a [Row], entries: &[Entry], classes: &mut [Class]) {
        let mut roots: FxHashMap<Vec<u8>, Vec<u8>> = FxHashMap::default();
        for row in rows {
            let Some(root) = &row.root else { continue };
            let class = class_of(&row.form, entries, classes);
            let lemma = match (&row.lemma, class) {
                (Some(lemma), _) => lemma,
                (None, Some(class)) => &class.lemma,
                (None, None) => &row.form,
            };
            if *roots.entry(lemma.clone()).or_insert_with(|| root.clone()) == *root
                && class.is_some()
            {
                self.used.insert(&row.form);
            }
        }
        for row in rows {
            if let Some(lemma) = &row.lemma
                && let Some(learned) = self.learned.get(&lemma[..])
            {
                let root = || learned.root.clone();
                roots.entry(lemma.clone()).or_insert_with(root);
            }
        }
        let named: FxHashSet<&[u8]> = rows.iter().filter_map(|row| row.lemma.as_deref()).collect();
        for class in classes {
            if named.contains(&class.lemma[..]) {
                let root = || class.root.clone();
                roots.entry(class.lemma.clone()).or_insert_with(root);
            }
            if let Some(root) = roots.get(&class.lemma) {
                class.root.clone_from(root);
            }
        }
    }
}

/// The columns of the first line.
fn header(fields: Vec<&str>) -> Result<Vec<&str>, String> {
    let known = COLUMNS.join(", ");
    for (at, name) in fields.iter().enumerate() {
        if !COLUMNS.contains(name) {
            return Err(format!(
                "there is no column {name:?}; the first line names the columns, which are {known}, \
                 separated by tabs"
            ));
        }
        if fields[..at].contains(name) {
            return Err(format!("the column {name} is there twice"));
        }
    }
    if !fields.contains(&COLUMNS[0]) {
        return Err("there is no column form; it says which word the row is about".to_owned());
    }
    Ok(fields)
}

fn row_of(columns: &[&str], fields: &[&str], at: (usize, usize)) -> Result<Row, String> {
    if fields.len() > columns.len() {
        return Err(format!(
            "{} fields for {} columns; separate them by single tabs",
            fields.len(),
            columns.len()
        ));
    }
    let field = |name: &str| {
        let at = columns.iter().position(|column| *column == name);
        let field = at.and_then(|at| fields.get(at)).copied();
        field.filter(|field| !field.is_empty())
    };
    let word = field("form").ok_or("the field form is empty; write the word the row is about")?;
    let row = Row {
        word: word.to_owned(),
        form: form_of(word)?,
        lemma: field("lemma").map(form_of).transpose()?,
        root: field("root").map(root_of).transpose()?,
        at,
    };
    if row.lemma.is_none() && row.root.is_none() {
        return Err(format!(
            "{word} is given neither lemma nor root; fill in one"
        ));
    }
    Ok(row)
}

/// The form of a word in Arabic letters.
fn form_of(word: &str) -> Result<Vec<u8>, String> {
    let form = Term::of(word).into_bytes();
    if words(word).count() != 1 || !is_arabic(&form) {
        return Err(format!("{word:?} is not one word in Arabic letters"));
    }
    if form.len() > LONGEST {
        return Err(format!("{word:?} has more than {LONGEST} letters"));
    }
    Ok(form)
}

/// The radicals of a root, written together or apart; none for `-`.
fn root_of(root: &str) -> Result<Vec<u8>, String> {
    let mut radicals = Vec::new();
    if root == "-" {
        return Ok(radicals);
    }
    for range in words(root) {
        radicals.append(&mut Term::of(&root[range]).into_bytes());
    }
    // An alef is no radical: it is written for a hamza.
    for radical in &mut radicals {
        if *radical == letter('ا') {
            *radical = letter('ء');
        }
    }
    if !is_arabic(&radicals) || !(3..=4).contains(&radicals.len()) {
        return Err(format!(
            "{root:?} is no root; a root has three or four Arabic letters, and - is no root"
        ));
    }
    Ok(radicals)
}

fn is_arabic(form: &[u8]) -> bool {
    let letters = letter('ء')..=letter('ي');
    !form.is_empty() && form.iter().all(|byte| letters.contains(byte))
}

/// Letters, or the sign of none.
fn shown(letters: &[u8]) -> String {
    if letters.is_empty() {
        "-".to_owned()
    } else {
        display(letters)
    }
}
