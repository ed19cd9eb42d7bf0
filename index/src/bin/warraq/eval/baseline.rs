//! Other searches over the same pages and questions, in the same run.

use super::bm25::Index;
use super::metrics::Measures;
use super::questions::{Questions, Ranked};
use super::stems::{Reducer, Reduction};
use crate::site::OpenSite;
use anyhow::Result;
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;
use warraq::answer::PageView;
use warraq::id::PageId;

/// Values tried: how fast occurrences saturate, and how much length counts. The best for the very
/// questions asked is taken, which favours the others over this project, whose own values are fixed.
const K1: [f32; 6] = [0.3, 0.6, 0.9, 1.2, 1.6, 2.0];
const B: [f32; 5] = [0.15, 0.3, 0.45, 0.6, 0.75];

/// What another search reaches.
#[derive(Debug, Serialize)]
pub(crate) struct Baseline {
    /// What it is.
    name: String,
    /// Whether titles were indexed as words of the text.
    titles: bool,
    k1: f32,
    b: f32,
    measures: Measures,
    /// With the values searches usually have, k1 1.2 and b 0.75: for sets too small to tune on.
    usual: Measures,
}

/// The words of a page: its title and its blocks.
struct Text {
    title: String,
    blocks: Vec<String>,
}

/// Measures all of them on these questions, each without and with titles.
pub(crate) fn baselines(site: &mut OpenSite, questions: &Questions) -> Result<Vec<Baseline>> {
    let texts = texts(site)?;
    let mut found = Vec::new();
    for reduction in Reduction::ALL {
        for titles in [false, true] {
            let pieces = |text: &'_ Text| -> Vec<String> {
                let title = titles.then(|| text.title.clone());
                title
                    .into_iter()
                    .chain(text.blocks.iter().cloned())
                    .collect()
            };
            let pages: Vec<Vec<String>> = texts.iter().map(pieces).collect();
            let pages = pages.iter().map(|pieces| pieces.iter().map(String::as_str));
            let index = Index::new(Reducer::new(reduction), pages);
            found.push(tuned(reduction, titles, &index, questions));
        }
    }
    Ok(found)
}

/// The index at its best: k1 first, then b.
fn tuned(reduction: Reduction, titles: bool, index: &Index, questions: &Questions) -> Baseline {
    let measures = |k1: f32, b: f32| {
        let ranked: Vec<Ranked> = questions
            .judged
            .par_iter()
            .map(|judged| index.rank(&judged.text, k1, b))
            .collect();
        questions.means(&ranked)
    };
    let usual = measures(1.2, 0.75);
    let measured = |k1: f32, b: f32| Baseline {
        name: reduction.name().to_owned(),
        titles,
        k1,
        b,
        measures: measures(k1, b),
        usual,
    };
    let best = |all: Vec<Baseline>| {
        let better = |a: Baseline, b: Baseline| {
            if b.measures.mrr_10 > a.measures.mrr_10 {
                b
            } else {
                a
            }
        };
        all.into_iter().reduce(better)
    };
    let first = best(K1.map(|k1| measured(k1, 0.45)).into());
    let k1 = first.as_ref().map_or(1.2, |found| found.k1);
    best(B.map(|b| measured(k1, b)).into()).unwrap_or_else(|| measured(k1, 0.75))
}

/// The text of every page, as the library keeps it.
fn texts(site: &mut OpenSite) -> Result<Vec<Text>> {
    let pages: Vec<PageId> = (0..site.manifest().pages).map(PageId).collect();
    site.run_all(&pages, |library, page| {
        Ok(match library.page(*page, None)? {
            warraq::library::Step::Need(packs) => warraq::library::Step::Need(packs),
            warraq::library::Step::Done(PageView { record, blocks, .. }) => {
                warraq::library::Step::Done(Text {
                    title: record.title,
                    blocks: blocks.into_iter().map(|block| block.text).collect(),
                })
            }
        })
    })
}

/// Writes them for people, after this project's own figures.
pub(crate) fn show(out: &mut dyn Write, own: &Measures, baselines: &[Baseline]) -> Result<()> {
    writeln!(out, "Beside others, with BM25 tuned on these questions:")?;
    writeln!(
        out,
        "  {:<16}  titles   k1     b    P@1  MRR@10  nDCG@10  R@10  R@100",
        ""
    )?;
    let row = |out: &mut dyn Write, name: &str, settings: String, m: &Measures| {
        writeln!(
            out,
            "  {name:<16}  {settings}  {:.3}  {:>6.3}  {:>7.3}  {:.3}  {:>5.3}",
            m.p_1, m.mrr_10, m.ndcg_10, m.recall_10, m.recall_100
        )
    };
    row(
        out,
        "Warraq",
        format!("{:>6}  {:>3}  {:>4}", "own", "", ""),
        own,
    )?;
    for Baseline {
        name,
        titles,
        k1,
        b,
        measures,
        ..
    } in baselines
    {
        let titles = if *titles { "yes" } else { "no" };
        row(
            out,
            name,
            format!("{titles:>6}  {k1:>3.1}  {b:>4.2}"),
            measures,
        )?;
    }
    Ok(())
}
