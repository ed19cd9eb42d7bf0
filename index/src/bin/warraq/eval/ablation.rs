//! What each part of the ranking gives: all questions asked once with all parts, and once without each.

use super::metrics::Measures;
use super::questions::Questions;
use crate::site::OpenSite;
use anyhow::Result;
use serde::Serialize;
use std::io::Write;
use warraq::answer::SearchRequest;
use warraq::query::score::Ranking;

/// The ranking without one part.
#[derive(Debug, Serialize)]
pub(crate) struct Without {
    /// The part left out.
    part: &'static str,
    measures: Measures,
    /// What MRR@10 loses without it; below zero if it does harm here.
    gives: f64,
}

/// Leaves out one part after the other. `whole` is what all of them reach.
pub(crate) fn ablate(
    site: &mut OpenSite,
    questions: &Questions,
    request: &SearchRequest,
    whole: &Measures,
) -> Result<Vec<Without>> {
    let mut found = Vec::new();
    for (part, leave_out) in Ranking::PARTS {
        let ranking = site.ranking();
        let before = *ranking;
        leave_out(ranking);
        let ranked = questions.ask(site, None, request);
        *site.ranking() = before;
        let measures = questions.means(&ranked?);
        found.push(Without {
            part,
            measures,
            gives: whole.mrr_10 - measures.mrr_10,
        });
    }
    Ok(found)
}

/// Writes them for people, what gives most first.
pub(crate) fn show(out: &mut dyn Write, without: &[Without]) -> Result<()> {
    writeln!(out, "What each part of the ranking gives:")?;
    writeln!(out, "  {:<28}    P@1  MRR@10   gives", "without")?;
    let mut rows: Vec<&Without> = without.iter().collect();
    rows.sort_by(|a, b| b.gives.total_cmp(&a.gives));
    for row in rows {
        let Measures { p_1, mrr_10, .. } = row.measures;
        writeln!(
            out,
            "  {:<28}  {p_1:.3}  {mrr_10:>6.3}  {:+.3}",
            row.part, row.gives
        )?;
    }
    Ok(())
}
