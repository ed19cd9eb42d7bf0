//! Tables of comma- or tab-separated values (RFC 4180): a book of its own, a page a row, the heads of the
//! columns being the names of the fields as in JSON lines.

use super::draft::Draft;
use super::meta::{self, Field};
use super::walk::Source;
use super::writer::Writer;
use super::{Kind, NoticeKind, decode, jsonl, kept, load};
use crate::build::cache::Cache;
use crate::format::bytes::{Put, length};
use csv::{ReaderBuilder, StringRecord};
use rayon::prelude::*;

/// How many rows are read before their pages are handed on.
const ROWS: usize = 1000;
/// What columns are parted by, the first of equals being taken.
const PARTINGS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Reads a table into the writer.
pub(super) fn read<E>(source: &Source, cache: &Cache, writer: &mut Writer<'_, E>) -> Result<(), E> {
    let skipped = |writer: &mut Writer<'_, E>, text: String| {
        writer.notice(source, None, NoticeKind::Skipped, text);
        Ok(())
    };
    let bytes = match load::load(source) {
        Ok(bytes) => bytes,
        Err(why) => return skipped(writer, why),
    };
    writer.file(source.bytes);
    let Some(decoded) = decode::decode(&bytes, false) else {
        return skipped(writer, "binary data, not text; left out".to_owned());
    };
    if let Some(notice) = decoded.notice {
        writer.notice(source, None, NoticeKind::Guessed, notice);
    }
    let text: &str = &decoded.text;
    let mut reader = ReaderBuilder::new()
        .delimiter(parting(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let Some(Ok(heads)) = rows.next() else {
        return skipped(writer, "holds no row; left out".to_owned());
    };
    let known = |name| matches!(meta::field(name), Some(Field::Title | Field::Text));
    if !heads.iter().any(known) {
        let names: Vec<&str> = heads.iter().take(8).collect();
        let names = super::draft::excerpt(&names.join("، "), 80);
        return skipped(
            writer,
            format!("no column is called title or text (the first row has: {names}); left out"),
        );
    }
    let mut batch: Vec<(u32, Result<StringRecord, String>)> = Vec::new();
    loop {
        batch.clear();
        for row in rows.by_ref().take(ROWS) {
            let line = match &row {
                Ok(row) => row.position().map_or(0, csv::Position::line),
                Err(error) => error.position().map_or(0, csv::Position::line),
            };
            let row = row.map_err(|error| format!("not a row ({error}); left out"));
            batch.push((u32::try_from(line).unwrap_or(u32::MAX), row));
        }
        if batch.is_empty() {
            return Ok(());
        }
        let drafts: Vec<Draft> = batch
            .par_iter()
            .map(|(_, row)| kept_draft(&heads, row, cache))
            .collect();
        for ((line, _), draft) in batch.iter().zip(drafts) {
            writer.page(source, Some(*line), draft)?;
        }
    }
}

/// What parts the columns: the sign that is most often in the first row outside of quotes.
fn parting(text: &str) -> u8 {
    let mut counts = [0usize; PARTINGS.len()];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(at) = PARTINGS.iter().position(|sign| *sign == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    let best = (0..PARTINGS.len()).rev().max_by_key(|&at| counts[at]);
    best.map_or(b',', |at| PARTINGS[at])
}

/// What one row gives, if it did not give it to an earlier build.
fn kept_draft(heads: &StringRecord, row: &Result<StringRecord, String>, cache: &Cache) -> Draft {
    let Ok(cells) = row else {
        return draft(heads, row);
    };
    let key = || {
        let mut bytes = Vec::new();
        bytes.varint(length(heads.len()));
        for cell in heads.iter().chain(cells) {
            bytes.text(cell);
        }
        kept::key(Kind::Table, "", &bytes)
    };
    kept::line(cache, key, || draft(heads, row))
}

/// What one row gives.
fn draft(heads: &StringRecord, row: &Result<StringRecord, String>) -> Draft {
    let row = match row {
        Ok(row) => row,
        Err(why) => return Draft::none(NoticeKind::Broken, why.clone()),
    };
    if row.iter().all(|cell| cell.trim().is_empty()) {
        return Draft::default();
    }
    let fields = heads
        .iter()
        .zip(row)
        .filter(|(head, _)| !head.trim().is_empty());
    let mut draft =
        jsonl::page_of(fields.map(|(head, cell)| (head.trim().to_owned(), cell.to_owned())));
    if row.len() > heads.len() {
        let text = format!(
            "the row has {} cells and the table {} columns; the cells too many are left out",
            row.len(),
            heads.len()
        );
        draft.note(NoticeKind::Broken, text);
    }
    draft.finish();
    if draft.page.is_none() {
        draft.note(NoticeKind::Broken, "neither title nor text; left out");
    }
    draft
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_apart() {
        let check = |text: &str, expected: u8| assert_eq!(parting(text), expected, "{text}");
        check("id,title,text\n1;2;3;4;5", b',');
        check("id\ttitle", b'\t');
        check("id;title;text", b';');
        check("\"a,b,c\";title", b';');
        check("title", b',');
    }
}
