//! Lemma and root classes of a library against words annotated with their lemma and root.

use super::pairs::{Agreement, Labels, agreement};
use super::stems::Reduction;
use super::table::Table;
use super::words::{Word, stemmed, words};
use crate::output::counted;
use crate::site::OpenSite;
use anyhow::{Result, bail};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use warraq::text::is_letter;

/// Kinds of word in the column `upos` that carry no annotation: not analysed, and no word.
const UNANALYSED: [&str; 2] = ["X", "PUNCT"];
/// What the column `number` says of one and of two.
const SINGULAR: &str = "Sing";
const DUAL: &str = "Dual";
const PLURAL: &str = "Plur";

/// Annotated words: each distinct form with its lemmas, roots, and lemmas by number.
struct Gold {
    /// A word of each form, as written.
    texts: Vec<String>,
    words: Vec<Word>,
    lemmas: Labels,
    roots: Labels,
    numbers: BTreeSet<(String, String, usize)>,
}

/// How well the classes agree.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Distinct forms with an annotation.
    forms: usize,
    /// Those that the library has; the others are analysed like words of a query.
    known: usize,
    /// Who made the classes: this project, then others.
    systems: Vec<System>,
}

#[derive(Debug, Serialize)]
struct System {
    name: String,
    lemma: Agreement,
    /// None if the file has no roots.
    root: Option<Agreement>,
    /// Share of the pairs of singular and dual of a lemma that have one lemma here.
    duals: Option<f64>,
    /// The same of singular and plural.
    plurals: Option<f64>,
}

/// Judges the library's classes by this file; with `baseline` also those of stemmers.
pub(crate) fn morphology(
    site: &mut OpenSite,
    path: &Path,
    column: Option<&str>,
    baseline: bool,
) -> Result<Report> {
    let gold = gold(site, path, column)?;
    let mut systems = vec![gold.system("Warraq", &gold.words)];
    if baseline {
        let texts: Vec<&str> = gold.texts.iter().map(String::as_str).collect();
        for reduction in Reduction::STEMMERS {
            let stemmed = stemmed(reduction, &texts, &gold.words);
            systems.push(gold.system(reduction.name(), &stemmed));
        }
    }
    Ok(Report {
        forms: gold.words.len(),
        known: gold.words.iter().filter(|word| word.known).count(),
        systems,
    })
}

/// Reads the annotations. Rows of several words, of no Arabic letters, or not analysed are left out.
fn gold(site: &mut OpenSite, path: &Path, column: Option<&str>) -> Result<Gold> {
    let table = Table::read(path)?;
    let form = match column {
        Some(name) => table.column(name)?,
        None => table
            .optional("form_simple")
            .map_or_else(|| table.column("form"), Ok)?,
    };
    let lemma = table.column("lemma")?;
    let [root, kind, number] = ["root", "upos", "number"].map(|name| table.optional(name));
    let is_word = |text: &str| {
        let mut words = warraq::text::words(text);
        words.next().is_some() && words.next().is_none()
    };
    let rows: Vec<_> = table
        .rows()
        .iter()
        .filter(|row| {
            let analysed = kind.is_none_or(|kind| !UNANALYSED.contains(&row.cell(kind)));
            analysed && is_word(row.cell(form))
        })
        .collect();
    let texts: Vec<&str> = rows.iter().map(|row| row.cell(form)).collect();
    let found = words(site, &texts)?;
    let mut gold = Gold {
        texts: Vec::new(),
        words: Vec::new(),
        lemmas: Vec::new(),
        roots: Vec::new(),
        numbers: BTreeSet::new(),
    };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (row, word) in rows.iter().zip(found) {
        if !word.form.chars().all(is_letter) {
            continue;
        }
        let place = *places.entry(word.form.clone()).or_insert_with(|| {
            gold.texts.push(row.cell(form).to_owned());
            gold.words.push(word);
            gold.lemmas.push(BTreeSet::new());
            gold.roots.push(BTreeSet::new());
            gold.words.len() - 1
        });
        let label = |labels: &mut Labels, label: &str| {
            if !label.is_empty() {
                labels[place].insert(label.to_owned());
            }
        };
        label(&mut gold.lemmas, row.cell(lemma));
        if let Some(root) = root {
            label(&mut gold.roots, row.cell(root));
        }
        if let Some(number) = number {
            let (lemma, number) = (row.cell(lemma).to_owned(), row.cell(number).to_owned());
            gold.numbers.insert((lemma, number, place));
        }
    }
    if gold.words.is_empty() {
        bail!("{} annotates no word in Arabic letters", path.display());
    }
    Ok(gold)
}

impl Gold {
    fn system(&self, name: &str, words: &[Word]) -> System {
        let lemmas: Vec<_> = words.iter().map(|word| word.lemma.as_ref()).collect();
        let roots: Vec<_> = words.iter().map(|word| word.root.as_ref()).collect();
        let has_roots = self.roots.iter().any(|labels| !labels.is_empty());
        System {
            name: name.to_owned(),
            lemma: agreement(&self.lemmas, &lemmas),
            root: has_roots.then(|| agreement(&self.roots, &roots)),
            duals: self.joined(DUAL, words),
            plurals: self.joined(PLURAL, words),
        }
    }

    /// Of the pairs of a singular and this number of one lemma, the share with one lemma here.
    fn joined(&self, number: &str, words: &[Word]) -> Option<f64> {
        let singular = self.numbers.iter().filter(|row| row.1 == SINGULAR);
        let (mut all, mut joined) = (0_u32, 0_u32);
        for (lemma, _, one) in singular {
            let from = (lemma.clone(), number.to_owned(), 0);
            let to = (lemma.clone(), number.to_owned(), usize::MAX);
            for (_, _, other) in self.numbers.range(from..=to).filter(|row| row.2 != *one) {
                all += 1;
                joined += u32::from(words[*one].shares_lemma(&words[*other]));
            }
        }
        (all > 0).then(|| f64::from(joined) / f64::from(all))
    }
}

/// Writes the report for people.
pub(crate) fn show(out: &mut dyn Write, report: &Report) -> Result<()> {
    writeln!(
        out,
        "{}, {} of them in the library",
        counted(report.forms as u64, "annotated form"),
        report.known
    )?;
    writeln!(out, "  {:<16}         precision  recall     F1", "")?;
    for system in &report.systems {
        for (depth, figures) in [("lemma", Some(system.lemma)), ("root", system.root)] {
            if let Some(Agreement {
                precision,
                recall,
                f1,
                ..
            }) = figures
            {
                let name = &system.name;
                writeln!(
                    out,
                    "  {name:<16}  {depth:<5}  {precision:>9.3}  {recall:>6.3}  {f1:.3}"
                )?;
            }
        }
        for (number, share) in [("duals", system.duals), ("plurals", system.plurals)] {
            if let Some(share) = share {
                writeln!(
                    out,
                    "  {:<16}  {number} joined to their singular: {share:.3}",
                    system.name
                )?;
            }
        }
    }
    Ok(())
}
