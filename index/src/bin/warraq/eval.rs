//! `warraq eval`: how well the library answers questions whose answers are known.

use crate::judgements::{Judgements, Question, judgements, questions, variants};
use crate::metrics::Measures;
use crate::names::{DepthName, WordsName};
use crate::output::counted;

use crate::site::OpenSite;
use crate::variants::show_variants;
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use warraq::answer::{Answer, SearchRequest};
use warraq::id::PageId;

/// Measures answers against judged questions, or matching against pairs of variants.
#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// Questions: lines of JSON with `id` and `text`.
    #[arg(
        long,
        requires = "qrels",
        required_unless_present = "variants",
        value_name = "FILE.jsonl"
    )]
    queries: Option<PathBuf>,
    /// Judgements: question, page and relevance, parted by tabs.
    #[arg(long, requires = "queries", value_name = "FILE.tsv")]
    qrels: Option<PathBuf>,
    /// Pairs of words that must or must not meet at the default depth, with columns `kind`, `query`,
    /// `text` and `should_match`.
    #[arg(long, conflicts_with = "queries", value_name = "FILE.tsv")]
    variants: Option<PathBuf>,
    /// The depth of the questions' words.
    #[arg(long, value_enum, default_value = "lemma")]
    depth: DepthName,
    /// Pages with all the words, or with any, as suits questions that are sentences.
    #[arg(long, value_enum, default_value = "any")]
    words: WordsName,
    /// Hits to measure at most.
    #[arg(long, default_value_t = 100, value_name = "N")]
    limit: u32,
    /// Print everything as JSON, each question by itself too.
    #[arg(long)]
    json: bool,
}

/// What is known after all questions were asked.
#[derive(Debug, Serialize)]
struct Report {
    /// Questions measured: those with a relevant page.
    queries: usize,
    /// Means over them.
    measures: Measures,
    /// Questions without a relevant page; left out.
    unjudged: usize,
    /// Judged questions that were not asked; left out.
    unasked: usize,
    /// Relevant pages of the questions measured.
    relevant: usize,
    /// Those that the library does not have, which nothing can find.
    unknown_pages: usize,
    /// Each question.
    each: Vec<Asked>,
}

/// One question and how well it was answered.
#[derive(Debug, Serialize)]
struct Asked {
    id: String,
    /// Pages found in all.
    total: u32,
    /// The rank of the first relevant hit, from 1.
    rank: Option<usize>,
    measures: Measures,
}

impl Eval {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        if let Some(path) = &self.variants {
            let variants = variants(path)?;
            return show_variants(&mut OpenSite::open(&self.site)?, variants, self.json, out);
        }
        let (Some(queries), Some(qrels)) = (&self.queries, &self.qrels) else {
            return Ok(());
        };
        let started = Instant::now();
        let report = self.ask(queries, qrels)?;
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            return Ok(writeln!(out)?);
        }
        show(out, &report)?;
        Ok(writeln!(out, "{:.1} s", started.elapsed().as_secs_f64())?)
    }

    /// Asks all judged questions and measures the answers.
    fn ask(&self, queries: &Path, qrels: &Path) -> Result<Report> {
        let (questions, judgements) = (questions(queries)?, judgements(qrels)?);
        let mut site = OpenSite::open(&self.site)?;
        let relevant = |question: &Question| {
            judgements
                .get(&question.id)
                .filter(|pages| !pages.is_empty())
        };
        let judged: Vec<(&Question, &BTreeMap<String, u32>)> = questions
            .iter()
            .filter_map(|question| Some((question, relevant(question)?)))
            .collect();
        let ids: Vec<&str> = BTreeSet::from_iter(
            judged
                .iter()
                .flat_map(|(_, pages)| pages.keys().map(String::as_str)),
        )
        .into_iter()
        .collect();
        let found = site.run_all(&ids, |library, id| library.find(id, None))?;
        let page_of: BTreeMap<&str, PageId> = ids
            .iter()
            .zip(found)
            .filter_map(|(id, page)| Some((*id, page?)))
            .collect();
        let answers = site.run_all(&judged, |library, (question, _)| {
            library.search(&self.request(question))
        })?;
        let each: Vec<Asked> = judged
            .iter()
            .zip(&answers)
            .map(|((question, pages), answer)| asked(question, pages, answer, &page_of))
            .collect();
        let pages = || judged.iter().flat_map(|(_, pages)| pages.keys());
        Ok(Report {
            queries: each.len(),
            measures: Measures::mean(&each.iter().map(|asked| asked.measures).collect::<Vec<_>>()),
            unjudged: questions.len() - judged.len(),
            unasked: unasked(&questions, &judgements),
            relevant: pages().count(),
            unknown_pages: pages()
                .filter(|id| !page_of.contains_key(id.as_str()))
                .count(),
            each,
        })
    }

    fn request(&self, question: &Question) -> SearchRequest {
        SearchRequest {
            query: question.text.clone(),
            depth: self.depth.into(),
            words: self.words.into(),
            limit: self.limit,
            ..SearchRequest::default()
        }
    }
}

/// Measures one answer.
fn asked(
    question: &Question,
    pages: &BTreeMap<String, u32>,
    answer: &Answer,
    page_of: &BTreeMap<&str, PageId>,
) -> Asked {
    let grade_of: BTreeMap<PageId, u32> = pages
        .iter()
        .filter_map(|(id, grade)| Some((*page_of.get(id.as_str())?, *grade)))
        .collect();
    let grades: Vec<u32> = answer
        .hits
        .iter()
        .map(|hit| grade_of.get(&hit.page).copied().unwrap_or(0))
        .collect();
    let relevant: Vec<u32> = pages.values().copied().collect();
    Asked {
        id: question.id.clone(),
        total: answer.total,
        rank: grades
            .iter()
            .position(|&grade| grade > 0)
            .map(|before| before + 1),
        measures: Measures::of(&grades, &relevant),
    }
}

/// How many judged questions were not asked.
fn unasked(questions: &[Question], judgements: &Judgements) -> usize {
    let asked: BTreeSet<&str> = questions
        .iter()
        .map(|question| question.id.as_str())
        .collect();
    judgements
        .keys()
        .filter(|id| !asked.contains(id.as_str()))
        .count()
}

fn show(out: &mut dyn Write, report: &Report) -> Result<()> {
    let Measures {
        p_1,
        mrr_10,
        ndcg_10,
        hit_10,
        recall_10,
        recall_100,
        empty,
    } = report.measures;
    writeln!(
        out,
        "{}, {}",
        counted(report.queries as u64, "question"),
        counted(report.relevant as u64, "relevant page")
    )?;
    let rows = [
        ("P@1", p_1),
        ("MRR@10", mrr_10),
        ("nDCG@10", ndcg_10),
        ("hit@10", hit_10),
        ("recall@10", recall_10),
        ("recall@100", recall_100),
        ("empty", empty),
    ];
    for (name, value) in rows {
        writeln!(out, "  {name:<10}  {value:.3}")?;
    }
    let notes = [
        (
            report.unknown_pages,
            "relevant page",
            "not in the library, where nothing can find it",
        ),
        (
            report.unjudged,
            "question",
            "left out, without a relevant page",
        ),
        (
            report.unasked,
            "judged question",
            "left out, not among the questions asked",
        ),
    ];
    for (number, noun, note) in notes {
        if number > 0 {
            writeln!(out, "{}: {note}", counted(number as u64, noun))?;
        }
    }
    Ok(())
}
