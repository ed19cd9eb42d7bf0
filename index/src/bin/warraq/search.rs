//! `warraq search`: asks the library what the page asks it, and shows the hits.

use crate::asked::Asked;
use crate::names::OrderName;
use crate::output::{Marking, count, counted, depth_name};
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::io::Write;
use warraq::answer::{
    Answer, Depth, FacetCount, Hit, PageRecord, SearchRequest, Snippet, Suggestion, Term, TermKind,
};
use warraq::id::PageId;

/// Searches a site's library.
#[derive(Debug, Args)]
pub(crate) struct Search {
    #[command(flatten)]
    asked: Asked,
    /// Hits to show at most.
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: u32,
    /// Hits to pass over.
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: u32,
    /// In which order.
    #[arg(long, value_enum, default_value = "relevance")]
    order: OrderName,
    /// Show how many of the hits have which values of each field.
    #[arg(long)]
    facets: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Found<'a> {
    /// The id of each hit's page.
    ids: Vec<&'a str>,
    answer: &'a Answer,
    records: &'a [PageRecord],
    snippets: &'a [Snippet],
}

impl Search {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let mut site = self.asked.open()?;
        let request = SearchRequest {
            offset: self.offset,
            limit: self.limit,
            order: self.order.into(),
            facets: self.facets,
            ..self.asked.request(&mut site)?
        };
        let answer = site.run(|library| library.search(&request))?;
        let pages: Vec<PageId> = answer.hits.iter().map(|hit| hit.page).collect();
        let records = site.run(|library| library.records(&pages))?;
        let snippets = site.run(|library| library.snippets(&request, &pages))?;
        if self.asked.json {
            let ids = records.iter().map(|record| record.id.as_str()).collect();
            let found = Found {
                ids,
                answer: &answer,
                records: &records,
                snippets: &snippets,
            };
            serde_json::to_writer_pretty(&mut *out, &found)?;
            return Ok(writeln!(out)?);
        }
        let shown = Shown {
            answer: &answer,
            request: &request,
            marking: Marking::of_output(),
        };
        shown.summary(out)?;
        shown.facets(out)?;
        for (i, hit) in answer.hits.iter().enumerate() {
            let number = u64::from(self.offset) + i as u64 + 1;
            let record = records.iter().find(|record| record.page == hit.page);
            let snippet = snippets.iter().find(|snippet| snippet.page == hit.page);
            shown.hit(out, number, hit, record, snippet)?;
        }
        Ok(())
    }
}

/// An answer being shown.
struct Shown<'a> {
    answer: &'a Answer,
    request: &'a SearchRequest,
    marking: Marking,
}

impl Shown<'_> {
    /// How much was found, and what each word of the query was taken for.
    fn summary(&self, out: &mut dyn Write) -> Result<()> {
        let Answer {
            total,
            searched,
            partial,
            relaxed,
            guessed,
            terms,
            suggestions,
            ..
        } = self.answer;
        let depth = depth_name(self.request.depth);
        writeln!(
            out,
            "{} of {} (depth: {depth})",
            count(*total),
            counted(*searched, "page")
        )?;
        if *guessed {
            writeln!(
                out,
                "No page has any of the words; these have words like them."
            )?;
        } else if *relaxed {
            writeln!(out, "No page has all the words; these have some of them.")?;
        } else if *partial > 0 {
            writeln!(
                out,
                "{} more have some of the words (--words any shows them).",
                count(*partial)
            )?;
        }
        for term in terms {
            writeln!(out, "  {}", about(term))?;
        }
        if *total == 0 {
            nothing(out, terms, suggestions)?;
        } else if let Some(meant) = suggestions.first() {
            writeln!(out, "Did you mean: {}", meant.query)?;
        }
        Ok(())
    }

    /// The values of most hits, a line for each field.
    fn facets(&self, out: &mut dyn Write) -> Result<()> {
        for FacetCount { field, values } in &self.answer.facets {
            let some = values.iter().take(FACETS);
            let shown: Vec<String> = some
                .map(|value| format!("{} ({})", value.value, count(value.pages)))
                .collect();
            let more = values.len().saturating_sub(FACETS);
            let more = if more > 0 { " and more" } else { "" };
            writeln!(out, "{field}: {}{more}", shown.join("، "))?;
        }
        Ok(())
    }

    fn hit(
        &self,
        out: &mut dyn Write,
        number: u64,
        hit: &Hit,
        record: Option<&PageRecord>,
        snippet: Option<&Snippet>,
    ) -> Result<()> {
        if let Some(record) = record {
            let marks = snippet.map_or(&[][..], |snippet| &snippet.title_marks);
            writeln!(
                out,
                "\n{number}. {}",
                self.marking.text(&record.title, marks)
            )?;
            let date = record.date.map(|date| date.date.to_string());
            let facts = [
                record.author.clone(),
                record.source.clone(),
                date,
                Some(record.id.clone()),
            ];
            writeln!(
                out,
                "   {}",
                facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            )?;
        }
        for passage in snippet.map_or(&[][..], |snippet| &snippet.passages) {
            writeln!(out, "   {}", self.marking.passage(passage))?;
        }
        let reasons: Vec<String> = hit
            .reasons
            .iter()
            .map(|reason| {
                format!(
                    "{} ×{} ({})",
                    reason.spelling,
                    reason.count,
                    depth_name(reason.depth)
                )
            })
            .collect();
        if !reasons.is_empty() {
            writeln!(out, "   because of: {}", reasons.join("، "))?;
        }
        let word = |&term: &u16| {
            self.answer
                .terms
                .get(usize::from(term))
                .map(|term| term.text.as_str())
        };
        let missing: Vec<&str> = hit.missing.iter().filter_map(word).collect();
        if !missing.is_empty() {
            writeln!(out, "   without: {}", missing.join("، "))?;
        }
        Ok(())
    }
}

/// Values of a field that are shown at most; `--json` has more.
const FACETS: usize = 10;

/// A line on a filter of the query.
fn about_filter(term: &Term) -> String {
    let values: Vec<&str> = term
        .forms
        .iter()
        .map(|form| form.spelling.as_str())
        .collect();
    let pages = counted(term.pages, "page");
    match values.split_at_checked(5) {
        _ if values.is_empty() => format!("{}: a filter; no value is like it", term.text),
        Some((some, rest)) if !rest.is_empty() => {
            format!(
                "{}: a filter, {pages}: {} and more",
                term.text,
                some.join("، ")
            )
        }
        _ => format!("{}: a filter, {pages}: {}", term.text, values.join("، ")),
    }
}

/// A line on a word of the query.
fn about(term: &Term) -> String {
    let kind = match term.kind {
        TermKind::Word => "",
        TermKind::Prefix => "beginning of a word, ",
        TermKind::Phrase => "in a phrase, ",
        TermKind::Near => "near others, ",
        TermKind::Wildcard => "words of this shape, ",
        TermKind::Pattern => "words of this pattern, ",
        TermKind::Repair => "searched for besides, ",
        TermKind::Without => "must not be there, ",
        TermKind::Filter => return about_filter(term),
    };
    let mut line = format!("{}: {kind}depth {}", term.text, depth_name(term.depth));
    if term.title {
        line.push_str(", in titles");
    }
    if term.either {
        line.push_str(", or else");
    }
    if let Some(lemma) = &term.lemma {
        line.push_str(&format!(", lemma {lemma}"));
    }
    if let Some(root) = &term.root {
        line.push_str(&format!(", root {root}"));
    }
    line.push_str(&format!(
        "; {} in {}",
        counted(term.occurrences, "time"),
        counted(term.pages, "page")
    ));
    if term.left_out > 0 {
        let rarer = counted(term.left_out, "rarer form");
        line.push_str(&format!("; {rarer} left out"));
    }
    if term.function_word {
        line.push_str("; a function word, which may be missing");
    }
    line
}

/// What was tried in vain, and what to try next.
fn nothing(out: &mut dyn Write, terms: &[Term], suggestions: &[Suggestion]) -> Result<()> {
    writeln!(out, "Nothing was found.")?;
    let words = |term: &&Term| !matches!(term.kind, TermKind::Without | TermKind::Filter);
    for term in terms.iter().filter(words) {
        let tried: Vec<String> = Depth::ALL
            .iter()
            .zip(term.pages_at)
            .map(|(&depth, pages)| format!("{} {pages}", depth_name(depth)))
            .collect();
        writeln!(
            out,
            "  pages with {} at each depth: {}",
            term.text,
            tried.join(", ")
        )?;
    }
    if !suggestions.is_empty() {
        writeln!(out, "Words of the library that are near:")?;
    }
    for suggestion in suggestions {
        writeln!(
            out,
            "  {} ({}): {}",
            suggestion.word,
            counted(suggestion.count, "time"),
            suggestion.query
        )?;
    }
    Ok(())
}
