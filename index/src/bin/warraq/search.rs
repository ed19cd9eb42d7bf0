//! `warraq search`: asks the library what the page asks it, and shows the hits.

use crate::names::{DepthName, WordsName};
use crate::output::{Marking, count, counted, depth_name};
use crate::site::OpenSite;
use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use warraq::answer::{
    Answer, Depth, Hit, PageRecord, SearchRequest, Snippet, Suggestion, Term, TermKind,
};
use warraq::id::{BookId, PageId};

/// Searches a site's library.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// What to search for; several arguments are one query. Write -- before one that begins with -.
    #[arg(required = true)]
    query: Vec<String>,
    /// The depth of words that do not set their own.
    #[arg(long, value_enum, default_value = "lemma")]
    depth: DepthName,
    /// Pages with all the words, or with any.
    #[arg(long, value_enum, default_value = "all")]
    words: WordsName,
    /// Hits to show at most.
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: u32,
    /// Hits to pass over.
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: u32,
    /// Only pages of the book with this id, as `warraq stats` lists it.
    #[arg(long, value_name = "ID")]
    book: Option<String>,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
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
        let mut site = OpenSite::open(&self.site)?;
        let request = SearchRequest {
            query: self.query.join(" "),
            depth: self.depth.into(),
            words: self.words.into(),
            typing: false,
            book: self
                .book
                .as_deref()
                .map(|id| book(&mut site, id))
                .transpose()?,
            offset: self.offset,
            limit: self.limit,
        };
        let answer = site.run(|library| library.search(&request))?;
        let pages: Vec<PageId> = answer.hits.iter().map(|hit| hit.page).collect();
        let records = site.run(|library| library.records(&pages))?;
        let snippets = site.run(|library| library.snippets(&request, &pages))?;
        if self.json {
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
        for (i, hit) in answer.hits.iter().enumerate() {
            let number = u64::from(self.offset) + i as u64 + 1;
            let record = records.iter().find(|record| record.page == hit.page);
            let snippet = snippets.iter().find(|snippet| snippet.page == hit.page);
            shown.hit(out, number, hit, record, snippet)?;
        }
        Ok(())
    }
}

/// The book of this id.
fn book(site: &mut OpenSite, id: &str) -> Result<BookId> {
    let shelf = site.run(|library| library.shelf())?;
    if let Some(book) = shelf.books.iter().find(|book| book.id == id) {
        return Ok(book.book);
    }
    let ids: Vec<String> = shelf
        .books
        .iter()
        .take(20)
        .map(|book| format!("{:?}", book.id))
        .collect();
    let more = if shelf.books.len() > 20 {
        " and more"
    } else {
        ""
    };
    bail!(
        "the library has no book {id:?}; its books are {}{more}",
        ids.join(", ")
    )
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
    for term in terms.iter().filter(|term| term.kind != TermKind::Without) {
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
