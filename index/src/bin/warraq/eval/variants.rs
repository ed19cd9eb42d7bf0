//! Pairs of words that must or must not meet at the default depth, tried on a library's own lexicon.

use super::judgements::Variant;
use crate::site::OpenSite;
use anyhow::Result;
use serde::Serialize;
use std::io::Write;
use warraq::answer::Explanation;

/// All pairs and how they did.
#[derive(Debug, Serialize)]
struct Report {
    /// Pairs that did as they should.
    right: usize,
    /// All pairs.
    of: usize,
    rows: Vec<Row>,
}

/// One pair.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    variant: Variant,
    /// Whether the two met.
    matched: bool,
    /// Lemma of the query, if it has one.
    query_lemma: Option<String>,
    /// Lemma of the text's word.
    text_lemma: Option<String>,
}

impl Row {
    fn is_right(&self) -> bool {
        self.matched == self.variant.should_match
    }
}

/// Tries all pairs and writes those that fail and how many did not.
pub(crate) fn show_variants(
    site: &mut OpenSite,
    variants: Vec<Variant>,
    json: bool,
    out: &mut dyn Write,
) -> Result<()> {
    let queries = site.run_all(&variants, |library, variant| {
        library.explain(&variant.query)
    })?;
    let texts = site.run_all(&variants, |library, variant| library.explain(&variant.text))?;
    let row = |((variant, query), text): ((Variant, Explanation), Explanation)| Row {
        variant,
        matched: meet(&query, &text),
        query_lemma: query.lemma,
        text_lemma: text.lemma,
    };
    let rows: Vec<Row> = variants
        .into_iter()
        .zip(queries)
        .zip(texts)
        .map(row)
        .collect();
    let right = rows.iter().filter(|row| row.is_right()).count();
    let report = Report {
        right,
        of: rows.len(),
        rows,
    };
    if json {
        serde_json::to_writer_pretty(&mut *out, &report)?;
        return Ok(writeln!(out)?);
    }
    for row in report.rows.iter().filter(|row| !row.is_right()) {
        let Variant {
            kind,
            query,
            text,
            should_match,
        } = &row.variant;
        let fault = if *should_match { "do not meet" } else { "meet" };
        let lemma = |lemma: &Option<String>| lemma.clone().unwrap_or_else(|| "none".to_owned());
        writeln!(
            out,
            "{kind}: {query} and {text} {fault} (lemmas {}, {})",
            lemma(&row.query_lemma),
            lemma(&row.text_lemma)
        )?;
    }
    Ok(writeln!(out, "{right} of {} right", report.of)?)
}

/// True if a search for one word finds the other at the default depth.
fn meet(query: &Explanation, text: &Explanation) -> bool {
    query.form == text.form || (query.lemma_id.is_some() && query.lemma_id == text.lemma_id)
}
