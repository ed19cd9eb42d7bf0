//! Singulars and their plurals: whether a search for one finds the other.

use super::stems::Reduction;
use super::table::Table;
use super::words::{Word, stemmed, words};
use crate::site::OpenSite;
use anyhow::{Result, bail};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// A word must occur more often than this to count as living.
const LIVING: u32 = 5;

/// How many plurals are joined.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    rows: Vec<Joined>,
}

/// The plurals of one kind, as one system joins them.
#[derive(Debug, Serialize)]
struct Joined {
    /// Whose classes: this project's, then others'.
    system: String,
    /// Of the column `kind`.
    kind: String,
    /// Which pairs: all; `living`, of which the file says that both words are in use; `known`, of which
    /// the library has both.
    group: &'static str,
    pairs: usize,
    /// Share with one lemma.
    lemma: f64,
    /// Share with one root.
    root: f64,
}

/// Tries all pairs of the columns `lemma` and `plural`; with `baseline` also as stemmers join them.
pub(crate) fn plurals(site: &mut OpenSite, path: &Path, baseline: bool) -> Result<Report> {
    let table = Table::read(path)?;
    let (one, many) = (table.column("lemma")?, table.column("plural")?);
    let kind = table.optional("kind");
    let counts = ["lemma_in_news", "plural_in_news"].map(|name| table.optional(name));
    let mut living = Vec::new();
    for row in table.rows() {
        let mut both = counts.iter().all(Option::is_some);
        for &column in counts.iter().flatten() {
            let count: u32 = match row.cell(column).parse() {
                Ok(count) => count,
                Err(_) => bail!(
                    "{}: {:?} is no number of times",
                    table.place(row),
                    row.cell(column)
                ),
            };
            both &= count > LIVING;
        }
        living.push(both);
    }
    let texts =
        |column: usize| -> Vec<&str> { table.rows().iter().map(|row| row.cell(column)).collect() };
    let texts = [texts(one), texts(many)];
    let own = [words(site, &texts[0])?, words(site, &texts[1])?];
    let mut systems = vec![("Warraq", own.clone())];
    if baseline {
        for reduction in Reduction::STEMMERS {
            let stems = [0, 1].map(|side| stemmed(reduction, &texts[side], &own[side]));
            systems.push((reduction.name(), stems));
        }
    }
    let kind_of = |at: usize| kind.map_or("", |kind| table.rows()[at].cell(kind));
    let kinds: BTreeSet<&str> = (0..living.len()).map(kind_of).collect();
    let mut rows = Vec::new();
    for (system, [ones, manys]) in &systems {
        for kind in &kinds {
            let groups: [(&str, &dyn Fn(usize) -> bool); 3] = [
                ("all", &|_| true),
                ("living", &|at| living[at]),
                ("known", &|at| own[0][at].known && own[1][at].known),
            ];
            for (group, is_in) in groups {
                let pairs: Vec<(&Word, &Word)> = (0..living.len())
                    .filter(|&at| kind_of(at) == *kind && is_in(at))
                    .map(|at| (&ones[at], &manys[at]))
                    .collect();
                if pairs.is_empty() {
                    continue;
                }
                let share = |joined: fn(&Word, &Word) -> bool| {
                    let joined = pairs.iter().filter(|(one, many)| joined(one, many)).count();
                    joined as f64 / pairs.len() as f64
                };
                rows.push(Joined {
                    system: (*system).to_owned(),
                    kind: (*kind).to_owned(),
                    group,
                    pairs: pairs.len(),
                    lemma: share(Word::shares_lemma),
                    root: share(Word::shares_root),
                });
            }
        }
    }
    Ok(Report { rows })
}

/// Writes the report for people.
pub(crate) fn show(out: &mut dyn Write, report: &Report) -> Result<()> {
    writeln!(out, "Plurals found by their singular:")?;
    writeln!(out, "  {:<16}  kind    which   pairs  lemma   root", "")?;
    for row in &report.rows {
        let Joined {
            system,
            kind,
            group,
            pairs,
            lemma,
            root,
        } = row;
        writeln!(
            out,
            "  {system:<16}  {kind:<6}  {group:<6}  {pairs:>5}  {lemma:.3}  {root:.3}"
        )?;
    }
    Ok(())
}
