//! `warraq lines`: a concordance, every place that answers a query as a line.

use crate::asked::Asked;
use crate::names::LineOrderName;
use crate::output::depth_name;
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use warraq::answer::{Line, Order, PageRecord, SearchRequest};
use warraq::concordance::ordered;
use warraq::id::PageId;

/// Lists every place that answers a query, with the words around it: a table of lines and tabs.
///
/// Columns: id of the page, block (empty for the title), first byte and the byte after the last, text before,
/// what was found, text after, number of the query word, depth, author, source, date, title.
#[derive(Debug, Args)]
pub(crate) struct Lines {
    #[command(flatten)]
    asked: Asked,
    /// In which order.
    #[arg(long, value_enum, default_value = "page")]
    order: LineOrderName,
    /// Lines to show at most.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Found<'a> {
    /// How many pages were read.
    pages: usize,
    /// How many lines they have.
    total: usize,
    /// Each with the id of its page.
    lines: Vec<(&'a str, &'a Line)>,
    /// What the pages are, each once, by number.
    records: Vec<&'a PageRecord>,
}

impl Lines {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let mut site = self.asked.open()?;
        let request = SearchRequest {
            order: Order::Page,
            ..self.asked.request(&mut site)?
        };
        let pages = site.run(|library| library.found(&request))?;
        let lines = site.run(|library| library.lines(&request, &pages))?;
        let records = site.run(|library| library.records(&pages))?;
        let records: BTreeMap<PageId, PageRecord> = records
            .into_iter()
            .map(|record| (record.page, record))
            .collect();
        let date = |page: PageId| records.get(&page).and_then(|record| record.date);
        let day = |page: PageId| date(page).map_or(0, |date| date.date.day_number());
        let order = ordered(&lines, self.order.into(), &day);
        let shown = order.iter().take(self.limit.unwrap_or(usize::MAX));
        let shown = shown.filter_map(|&number| {
            let line = lines.get(number as usize)?;
            Some((records.get(&line.page)?, line))
        });
        if self.asked.json {
            let shown: Vec<_> = shown.collect();
            let mut of_lines: Vec<&PageRecord> = shown.iter().map(|(record, _)| *record).collect();
            of_lines.sort_by_key(|record| record.page);
            of_lines.dedup_by_key(|record| record.page);
            let found = Found {
                pages: pages.len(),
                total: lines.len(),
                lines: shown
                    .iter()
                    .map(|(record, line)| (record.id.as_str(), *line))
                    .collect(),
                records: of_lines,
            };
            serde_json::to_writer_pretty(&mut *out, &found)?;
            return Ok(writeln!(out)?);
        }
        for (record, line) in shown {
            writeln!(out, "{}", row(record, line))?;
        }
        Ok(())
    }
}

/// A line as a row of the table.
fn row(record: &PageRecord, line: &Line) -> String {
    let cells = [
        record.id.clone(),
        line.block
            .map(|block| block.to_string())
            .unwrap_or_default(),
        line.start.to_string(),
        line.end.to_string(),
        line.before.clone(),
        line.word.clone(),
        line.after.clone(),
        line.term.to_string(),
        depth_name(line.depth).to_owned(),
        record.author.clone().unwrap_or_default(),
        record.source.clone().unwrap_or_default(),
        record
            .date
            .map(|date| date.date.to_string())
            .unwrap_or_default(),
        record.title.clone(),
    ];
    let cells = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " "));
    cells.join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_its_columns() {
        let record = PageRecord {
            id: "كتب/١".into(),
            title: "عنوان\tآخر".into(),
            ..PageRecord::default()
        };
        let line = Line {
            start: 4,
            end: 9,
            before: "قال\t".into(),
            word: "كتاب".into(),
            ..Line::default()
        };
        let expected = "كتب/١\t\t4\t9\tقال \tكتاب\t\t0\tlemma\t\t\t\tعنوان آخر";
        assert_eq!(row(&record, &line), expected);
    }
}
