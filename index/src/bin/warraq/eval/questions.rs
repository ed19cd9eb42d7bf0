//! Judged questions put to a library, and how well they were answered.

use super::judgements::{Judgements, Question, judgements, questions};
use super::metrics::Measures;
use crate::output::counted;
use crate::site::OpenSite;
use anyhow::Result;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use warraq::answer::SearchRequest;
use warraq::id::PageId;

/// Questions whose relevant pages are known.
pub(crate) struct Questions {
    /// Those with a relevant page, in the order of the file.
    pub(crate) judged: Vec<Judged>,
    /// Questions without a relevant page; left out.
    unjudged: usize,
    /// Judged questions that were not asked; left out.
    unasked: usize,
    /// Relevant pages that the library does not have, which nothing can find.
    unknown_pages: usize,
}

/// A question and its relevant pages.
pub(crate) struct Judged {
    /// Its name in the judgements.
    pub(crate) id: String,
    /// What is asked.
    pub(crate) text: String,
    /// The grades of the relevant pages that the library has.
    grades: BTreeMap<PageId, u32>,
    /// The grades of all relevant pages.
    relevant: Vec<u32>,
}

/// What came of one question: how many pages were found and the first of them, best first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranked {
    /// Pages found in all.
    pub(crate) total: u32,
    /// The first of them.
    pub(crate) pages: Vec<PageId>,
}

/// What is known after all questions were asked.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Questions measured: those with a relevant page.
    queries: usize,
    /// Means over them.
    pub(crate) measures: Measures,
    /// Questions without a relevant page; left out.
    unjudged: usize,
    /// Judged questions that were not asked; left out.
    unasked: usize,
    /// Relevant pages of the questions measured.
    relevant: usize,
    /// Those that the library does not have, which nothing can find.
    unknown_pages: usize,
    /// Each question.
    pub(crate) each: Vec<Asked>,
}

/// One question and how well it was answered.
#[derive(Debug, Serialize)]
pub(crate) struct Asked {
    /// Its name.
    pub(crate) id: String,
    /// Pages found in all.
    total: u32,
    /// The rank of the first relevant hit, from 1.
    rank: Option<usize>,
    pub(crate) measures: Measures,
}

impl Questions {
    /// Reads the files and finds the judged pages in the library.
    pub(crate) fn read(site: &mut OpenSite, queries: &Path, qrels: &Path) -> Result<Questions> {
        let (questions, judgements) = (questions(queries)?, judgements(qrels)?);
        let asked: BTreeSet<&str> = questions.iter().map(|q| q.id.as_str()).collect();
        let unasked = judgements
            .keys()
            .filter(|id| !asked.contains(id.as_str()))
            .count();
        let judged: Vec<(&Question, &BTreeMap<String, u32>)> = questions
            .iter()
            .filter_map(|question| Some((question, relevant(&judgements, question)?)))
            .collect();
        let ids = judged
            .iter()
            .flat_map(|(_, pages)| pages.keys().map(String::as_str));
        let ids: Vec<&str> = BTreeSet::from_iter(ids).into_iter().collect();
        let found = site.run_all(&ids, |library, id| library.find(id, None))?;
        let page_of: BTreeMap<&str, PageId> = ids
            .iter()
            .zip(found)
            .filter_map(|(id, page)| Some((*id, page?)))
            .collect();
        let unknown = judged.iter().flat_map(|(_, pages)| pages.keys());
        let unknown_pages = unknown
            .filter(|id| !page_of.contains_key(id.as_str()))
            .count();
        let known = |pages: &BTreeMap<String, u32>| {
            pages
                .iter()
                .filter_map(|(id, grade)| Some((*page_of.get(id.as_str())?, *grade)))
                .collect()
        };
        Ok(Questions {
            unjudged: questions.len() - judged.len(),
            unasked,
            unknown_pages,
            judged: judged
                .iter()
                .map(|(question, pages)| Judged {
                    id: question.id.clone(),
                    text: question.text.clone(),
                    grades: known(pages),
                    relevant: pages.values().copied().collect(),
                })
                .collect(),
        })
    }

    /// Asks the library every question, in its own words or in `texts`, which are in the same order.
    pub(crate) fn ask(
        &self,
        site: &mut OpenSite,
        texts: Option<&[String]>,
        request: &SearchRequest,
    ) -> Result<Vec<Ranked>> {
        let own = || {
            self.judged
                .iter()
                .map(|judged| judged.text.as_str())
                .collect()
        };
        let texts: Vec<&str> =
            texts.map_or_else(own, |texts| texts.iter().map(String::as_str).collect());
        site.run_all(&texts, |library, text| {
            let request = SearchRequest {
                query: (*text).to_owned(),
                ..request.clone()
            };
            Ok(match library.search(&request)? {
                warraq::library::Step::Need(packs) => warraq::library::Step::Need(packs),
                warraq::library::Step::Done(answer) => warraq::library::Step::Done(Ranked {
                    total: answer.total,
                    pages: answer.hits.iter().map(|hit| hit.page).collect(),
                }),
            })
        })
    }

    /// The means over all questions of how they were answered.
    pub(crate) fn means(&self, ranked: &[Ranked]) -> Measures {
        let all = self.judged.iter().zip(ranked);
        Measures::mean(
            &all.map(|(judged, ranked)| judged.measure(ranked))
                .collect::<Vec<_>>(),
        )
    }

    /// All of it.
    pub(crate) fn report(&self, ranked: &[Ranked]) -> Report {
        let each: Vec<Asked> = self
            .judged
            .iter()
            .zip(ranked)
            .map(|(judged, ranked)| Asked {
                id: judged.id.clone(),
                total: ranked.total,
                rank: judged.rank(ranked),
                measures: judged.measure(ranked),
            })
            .collect();
        Report {
            queries: each.len(),
            measures: self.means(ranked),
            unjudged: self.unjudged,
            unasked: self.unasked,
            relevant: self.judged.iter().map(|judged| judged.relevant.len()).sum(),
            unknown_pages: self.unknown_pages,
            each,
        }
    }
}

fn relevant<'a>(
    judgements: &'a Judgements,
    question: &Question,
) -> Option<&'a BTreeMap<String, u32>> {
    judgements
        .get(&question.id)
        .filter(|pages| !pages.is_empty())
}

impl Judged {
    /// The rank of the first relevant hit, from 1.
    fn rank(&self, ranked: &Ranked) -> Option<usize> {
        let first = ranked
            .pages
            .iter()
            .position(|page| self.grades.contains_key(page));
        first.map(|before| before + 1)
    }

    /// How good a ranking is for this question.
    pub(crate) fn measure(&self, ranked: &Ranked) -> Measures {
        let grade = |page| self.grades.get(page).copied().unwrap_or(0);
        let grades: Vec<u32> = ranked.pages.iter().map(grade).collect();
        Measures::of(&grades, &self.relevant)
    }
}

/// Writes the report for people.
pub(crate) fn show(out: &mut dyn Write, report: &Report) -> Result<()> {
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
