//! Misspelt words: whether the word meant is offered.

use super::table::Table;
use crate::site::OpenSite;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use warraq::text::Term;

/// Suggestions looked at.
const FIRST: u32 = 5;

/// How often the word meant is offered.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// All kinds together, then each.
    kinds: Vec<Share>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Share {
    kind: String,
    words: usize,
    /// Share whose word meant comes first.
    first: f64,
    /// Share whose word meant is among the first five.
    first_five: f64,
}

/// One misspelling.
#[derive(Debug, Serialize)]
struct Row {
    kind: String,
    typed: String,
    meant: String,
    /// Place of the word meant among the suggestions, from 1; 0 if it is the same form as the word typed,
    /// so that a search finds it without any.
    place: Option<usize>,
    /// What was offered.
    offered: Vec<String>,
}

impl Row {
    fn is_among(&self, places: usize) -> bool {
        self.place.is_some_and(|place| place <= places)
    }
}

/// Tries all words of the columns `typed` and `meant`.
pub(crate) fn typos(site: &mut OpenSite, path: &Path) -> Result<Report> {
    let table = Table::read(path)?;
    let (typed, meant) = (table.column("typed")?, table.column("meant")?);
    let kind = table.optional("kind");
    let words: Vec<&str> = table.rows().iter().map(|row| row.cell(typed)).collect();
    let offered = site.run_all(&words, |library, word| library.suggest(word, FIRST))?;
    let row = |(row, offered): (&super::table::Row, Vec<warraq::answer::Suggestion>)| {
        let form = Term::of(row.cell(meant));
        let found = offered
            .iter()
            .position(|suggestion| Term::of(&suggestion.word) == form);
        let same = Term::of(row.cell(typed)) == form;
        Row {
            kind: kind.map_or("", |kind| row.cell(kind)).to_owned(),
            typed: row.cell(typed).to_owned(),
            meant: row.cell(meant).to_owned(),
            place: if same {
                Some(0)
            } else {
                found.map(|before| before + 1)
            },
            offered: offered
                .into_iter()
                .map(|suggestion| suggestion.word)
                .collect(),
        }
    };
    let rows: Vec<Row> = table.rows().iter().zip(offered).map(row).collect();
    let names: BTreeSet<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
    let share = |name: Option<&str>| {
        let rows: Vec<&Row> = rows
            .iter()
            .filter(|row| name.is_none_or(|name| row.kind == name))
            .collect();
        let among = |places| {
            rows.iter().filter(|row| row.is_among(places)).count() as f64 / rows.len() as f64
        };
        Share {
            kind: name.unwrap_or("all").to_owned(),
            words: rows.len(),
            first: among(1),
            first_five: among(FIRST as usize),
        }
    };
    let kinds = std::iter::once(share(None)).chain(names.iter().map(|name| share(Some(name))));
    let kinds = kinds.collect();
    Ok(Report { kinds, rows })
}

/// Writes the report for people: first the words not among the first five, then the shares.
pub(crate) fn show(out: &mut dyn Write, report: &Report) -> Result<()> {
    for row in report
        .rows
        .iter()
        .filter(|row| !row.is_among(FIRST as usize))
    {
        let offered = if row.offered.is_empty() {
            "nothing".to_owned()
        } else {
            row.offered.join("، ")
        };
        writeln!(
            out,
            "{}: {} for {}: offered {offered}",
            row.kind, row.typed, row.meant
        )?;
    }
    writeln!(out, "The word meant:    words  first  first five")?;
    for Share {
        kind,
        words,
        first,
        first_five,
    } in &report.kinds
    {
        writeln!(
            out,
            "  {kind:<15}  {words:>5}  {first:.3}  {first_five:>10.3}"
        )?;
    }
    Ok(())
}
