//! `warraq eval`: how well a library answers, and how well it knows its words, against what is known.

mod ablation;
mod baseline;
mod bm25;
mod errors;
mod judgements;
mod metrics;
mod misspelt;
mod morphology;
mod pairs;
mod plurals;
mod questions;
mod stems;
mod table;
mod typos;
mod variants;
mod words;

use crate::names::{DepthName, WordsName};
use crate::site::OpenSite;
use anyhow::Result;
use clap::{ArgGroup, Args};
use errors::ErrorKind;
use misspelt::Misspelt;
use questions::Questions;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use warraq::answer::SearchRequest;

/// Measures a library: its answers to judged questions, or what it knows of words.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("against").required(true))]
pub(crate) struct Eval {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// Questions: lines of JSON with `id` and `text`.
    #[arg(long, requires = "qrels", group = "against", value_name = "FILE.jsonl")]
    queries: Option<PathBuf>,
    /// Judgements: question, page and relevance, parted by tabs.
    #[arg(long, requires = "queries", value_name = "FILE.tsv")]
    qrels: Option<PathBuf>,
    /// Pairs of words that must or must not meet at the default depth, with columns `kind`, `query`,
    /// `text` and `should_match`.
    #[arg(long, group = "against", value_name = "FILE.tsv")]
    variants: Option<PathBuf>,
    /// Annotated words, with columns `form` or `form_simple`, `lemma`, and if there are `root`, `upos`,
    /// `number`; .gz is inflated.
    #[arg(long, group = "against", value_name = "FILE.tsv")]
    morphology: Option<PathBuf>,
    /// Singulars and plurals, with columns `lemma`, `plural`, and if there are `kind`, `lemma_in_news`,
    /// `plural_in_news`.
    #[arg(long, group = "against", value_name = "FILE.tsv")]
    plurals: Option<PathBuf>,
    /// Misspelt words, with columns `typed`, `meant` and if there is `kind`.
    #[arg(long, group = "against", value_name = "FILE.tsv")]
    typos: Option<PathBuf>,
    /// The column of the annotated words, if not `form_simple` or else `form`.
    #[arg(long, requires = "morphology", value_name = "NAME")]
    column: Option<String>,
    /// The annotated words in Uthmani spelling: --column form.
    #[arg(long, requires = "morphology", conflicts_with = "column")]
    uthmani: bool,
    /// Ask each question misspelt as well, with one error by chance.
    #[arg(long, value_enum, requires = "queries", value_name = "KIND")]
    errors: Option<ErrorKind>,
    /// Where chance begins; the same seed makes the same errors everywhere.
    #[arg(long, default_value_t = 7, requires = "errors", value_name = "N")]
    seed: u64,
    /// Measure other searches beside this one: Snowball Arabic, light10, and for questions 3-grams.
    #[arg(long, conflicts_with_all = ["variants", "typos"])]
    baseline: bool,
    /// Ask the questions without each part of the ranking as well.
    #[arg(long, requires = "queries")]
    ablate: bool,
    /// The depth of the questions' words.
    #[arg(long, value_enum, default_value = "lemma")]
    depth: DepthName,
    /// Pages with all the words, or with any, as suits questions that are sentences.
    #[arg(long, value_enum, default_value = "any")]
    words: WordsName,
    /// Hits to measure at most.
    #[arg(long, default_value_t = 100, value_name = "N")]
    limit: u32,
    /// Print everything as JSON, each question or word by itself too.
    #[arg(long)]
    json: bool,
}

/// All that was asked to be known of the answers to questions.
#[derive(Serialize)]
struct Answers {
    #[serde(flatten)]
    report: questions::Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Misspelt>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    baselines: Vec<baseline::Baseline>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ablation: Vec<ablation::Without>,
}

impl Eval {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let started = Instant::now();
        let mut site = OpenSite::open(&self.site)?;
        if let (Some(queries), Some(qrels)) = (&self.queries, &self.qrels) {
            let answers = self.ask(&mut site, queries, qrels)?;
            if self.json {
                return json(out, &answers);
            }
            show(out, &answers)?;
            return Ok(writeln!(out, "{:.1} s", started.elapsed().as_secs_f64())?);
        }
        if let Some(path) = &self.variants {
            let variants = judgements::variants(path)?;
            return variants::show_variants(&mut site, variants, self.json, out);
        }
        if let Some(path) = &self.morphology {
            let column = if self.uthmani {
                Some("form")
            } else {
                self.column.as_deref()
            };
            let report = morphology::morphology(&mut site, path, column, self.baseline)?;
            return self.tell(out, &report, morphology::show);
        }
        if let Some(path) = &self.plurals {
            let report = plurals::plurals(&mut site, path, self.baseline)?;
            return self.tell(out, &report, plurals::show);
        }
        if let Some(path) = &self.typos {
            let report = typos::typos(&mut site, path)?;
            return self.tell(out, &report, typos::show);
        }
        Ok(())
    }

    /// Writes a report as JSON or for people.
    fn tell<T: Serialize>(
        &self,
        out: &mut dyn Write,
        report: &T,
        show: fn(&mut dyn Write, &T) -> Result<()>,
    ) -> Result<()> {
        if self.json {
            json(out, report)
        } else {
            show(out, report)
        }
    }

    /// Asks all judged questions and measures the answers.
    fn ask(&self, site: &mut OpenSite, queries: &Path, qrels: &Path) -> Result<Answers> {
        let questions = Questions::read(site, queries, qrels)?;
        let request = SearchRequest {
            depth: self.depth.into(),
            words: self.words.into(),
            limit: self.limit,
            ..SearchRequest::default()
        };
        site.load_texts()?;
        let clean = questions.ask(site, None, &request)?;
        let report = questions.report(&clean);
        let errors = match self.errors {
            None => None,
            Some(kind) => {
                let texts = misspelt::misspell_all(&questions, kind, self.seed);
                let asked: Vec<String> = texts.iter().map(|(_, text)| text.clone()).collect();
                let misspelt = questions.ask(site, Some(&asked), &request)?;
                Some(Misspelt::new(
                    &questions,
                    (kind, self.seed),
                    &texts,
                    &clean,
                    &misspelt,
                ))
            }
        };
        let baselines = if self.baseline {
            baseline::baselines(site, &questions)?
        } else {
            Vec::new()
        };
        let ablation = if self.ablate {
            ablation::ablate(site, &questions, &request, &report.measures)?
        } else {
            Vec::new()
        };
        Ok(Answers {
            report,
            errors,
            baselines,
            ablation,
        })
    }
}

fn show(out: &mut dyn Write, answers: &Answers) -> Result<()> {
    questions::show(out, &answers.report)?;
    if let Some(errors) = &answers.errors {
        errors.show(out)?;
    }
    if !answers.baselines.is_empty() {
        baseline::show(out, &answers.report.measures, &answers.baselines)?;
    }
    if !answers.ablation.is_empty() {
        ablation::show(out, &answers.ablation)?;
    }
    Ok(())
}

fn json<T: Serialize>(out: &mut dyn Write, report: &T) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    Ok(writeln!(out)?)
}
