//! Questions asked misspelt, beside the same questions as they are.

use super::errors::{Chance, ErrorKind, misspell};
use super::metrics::Measures;
use super::questions::{Judged, Questions, Ranked};
use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;
use std::io::Write;

/// How much worse misspelt questions are answered.
#[derive(Debug, Serialize)]
pub(crate) struct Misspelt {
    /// What was asked for.
    kind: ErrorKind,
    /// Where chance began.
    seed: u64,
    /// Questions that have room for no error and were asked as they are.
    untouched: usize,
    /// Means over all questions as they are.
    clean: Measures,
    /// Means over all of them misspelt.
    misspelt: Measures,
    /// What MRR@10 loses.
    drop: f64,
    /// The same by the kind of error.
    kinds: Vec<KindReport>,
    /// Each misspelt question.
    each: Vec<Misspelling>,
}

#[derive(Debug, Serialize)]
struct KindReport {
    kind: ErrorKind,
    questions: usize,
    clean_mrr_10: f64,
    mrr_10: f64,
    drop: f64,
}

#[derive(Debug, Serialize)]
struct Misspelling {
    id: String,
    kind: ErrorKind,
    text: String,
    clean_mrr_10: f64,
    mrr_10: f64,
}

/// The questions misspelt, with the kind of error each has; as they are where there is no room for one.
pub(crate) fn misspell_all(
    questions: &Questions,
    kind: ErrorKind,
    seed: u64,
) -> Vec<(Option<ErrorKind>, String)> {
    let one =
        |judged: &Judged| match misspell(&judged.text, kind, &mut Chance::new(seed, &judged.id)) {
            Some((kind, text)) => (Some(kind), text),
            None => (None, judged.text.clone()),
        };
    questions.judged.iter().map(one).collect()
}

impl Misspelt {
    /// Compares the answers to the misspelt questions with those to the questions as they are.
    pub(crate) fn new(
        questions: &Questions,
        (kind, seed): (ErrorKind, u64),
        texts: &[(Option<ErrorKind>, String)],
        clean: &[Ranked],
        misspelt: &[Ranked],
    ) -> Misspelt {
        let mrr = |ranked: &[Ranked], at: usize| questions.judged[at].measure(&ranked[at]).mrr_10;
        let each: Vec<Misspelling> = texts
            .iter()
            .enumerate()
            .filter_map(|(at, (kind, text))| {
                Some(Misspelling {
                    id: questions.judged[at].id.clone(),
                    kind: (*kind)?,
                    text: text.clone(),
                    clean_mrr_10: mrr(clean, at),
                    mrr_10: mrr(misspelt, at),
                })
            })
            .collect();
        let mut kinds: Vec<ErrorKind> = each.iter().map(|row| row.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let of = |kind: ErrorKind| {
            let rows: Vec<&Misspelling> = each.iter().filter(|row| row.kind == kind).collect();
            let mean = |mrr: fn(&Misspelling) -> f64| {
                rows.iter().map(|row| mrr(row)).sum::<f64>() / rows.len() as f64
            };
            let (clean_mrr_10, mrr_10) = (mean(|row| row.clean_mrr_10), mean(|row| row.mrr_10));
            KindReport {
                kind,
                questions: rows.len(),
                clean_mrr_10,
                mrr_10,
                drop: clean_mrr_10 - mrr_10,
            }
        };
        let kinds = kinds.into_iter().map(of).collect();
        let (clean, misspelt) = (questions.means(clean), questions.means(misspelt));
        Misspelt {
            kind,
            seed,
            untouched: texts.len() - each.len(),
            drop: clean.mrr_10 - misspelt.mrr_10,
            clean,
            misspelt,
            kinds,
            each,
        }
    }

    /// Writes it for people.
    pub(crate) fn show(&self, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "Misspelt, one error each (seed {}): MRR@10", self.seed)?;
        writeln!(
            out,
            "  {:<10}  {:>9}  clean  misspelt    drop",
            "", "questions"
        )?;
        let all = self.each.len() + self.untouched;
        let row = |out: &mut dyn Write, name: &str, number: usize, clean: f64, mrr: f64| {
            writeln!(
                out,
                "  {name:<10}  {number:>9}  {clean:.3}  {mrr:>8.3}  {:>6.3}",
                clean - mrr
            )
        };
        row(out, "all", all, self.clean.mrr_10, self.misspelt.mrr_10)?;
        for kind in &self.kinds {
            let name = kind
                .kind
                .to_possible_value()
                .map_or(String::new(), |value| value.get_name().to_owned());
            row(out, &name, kind.questions, kind.clean_mrr_10, kind.mrr_10)?;
        }
        if self.untouched > 0 {
            writeln!(
                out,
                "{} without room for an error, asked as they are",
                self.untouched
            )?;
        }
        Ok(())
    }
}
