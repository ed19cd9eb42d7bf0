//! JSON lines, also compressed: an archive in which every line is a page.

use super::draft::{Draft, excerpt};
use super::meta::{self, Field};
use super::walk::Source;
use super::writer::Writer;
use super::{Kind, NoticeKind, decode, kept, txt};
use crate::build::cache::Cache;
use crate::page::Page;
use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// The longest line that is read.
const LINE_LIMIT: usize = 64 << 20;
/// How many lines are parsed side by side.
const LINES: usize = 1000;
/// How many bytes of lines are in memory at once, the last line aside.
const BYTES: usize = 16 << 20;

/// Reads an archive into the writer.
pub(super) fn read<E>(source: &Source, cache: &Cache, writer: &mut Writer<'_, E>) -> Result<(), E> {
    let mut input = match open(source) {
        Ok(input) => input,
        Err(error) => {
            writer.notice(
                source,
                None,
                NoticeKind::Skipped,
                format!("cannot be read ({error}); left out"),
            );
            return Ok(());
        }
    };
    writer.file(source.bytes);
    let mut next = 1;
    let mut guessed = false;
    let mut end = false;
    while !end {
        let mut lines: Vec<(u32, Line)> = Vec::new();
        let mut bytes = 0;
        while !end && lines.len() < LINES && bytes < BYTES {
            match line(&mut input) {
                Ok(None) => end = true,
                Ok(Some(line)) => {
                    bytes += line.as_ref().map_or(0, Vec::len);
                    lines.push((next, line));
                    next += 1;
                }
                Err(error) => {
                    let text = format!(
                        "the file is damaged or ends too early here ({error}); the lines before are kept"
                    );
                    lines.push((next, Err(text)));
                    end = true;
                }
            }
        }
        let drafts: Vec<Draft> = lines
            .par_iter()
            .map(|(number, line)| kept_draft(*number, line, cache))
            .collect();
        for ((number, _), mut draft) in lines.iter().zip(drafts) {
            // One word about the encoding is enough for a file.
            draft.notices.retain(|(_, kind, _)| {
                *kind != NoticeKind::Guessed || !std::mem::replace(&mut guessed, true)
            });
            writer.page(source, Some(*number), draft)?;
        }
    }
    if next == 1 {
        writer.notice(
            source,
            None,
            NoticeKind::Skipped,
            "holds no line; left out".to_owned(),
        );
    }
    Ok(())
}

/// Opens an archive; one in UTF-16 is read whole, to be cut into lines.
fn open(source: &Source) -> io::Result<Box<dyn BufRead>> {
    let file = File::open(&source.path)?;
    let mut input: Box<dyn BufRead> = if source.packed {
        Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let begin = input.fill_buf()?;
    if begin.starts_with(b"\xFF\xFE") || begin.starts_with(b"\xFE\xFF") {
        let mut all = Vec::new();
        input.take(1 << 30).read_to_end(&mut all)?;
        let text = decode::decode(&all, false)
            .map(|decoded| decoded.text.into_owned())
            .unwrap_or_default();
        return Ok(Box::new(Cursor::new(text.into_bytes())));
    }
    Ok(input)
}

/// A line's bytes, or what is wrong with it.
type Line = Result<Vec<u8>, String>;

/// The next line, without its end; `None` after the last.
fn line(input: &mut dyn BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let read = input
        .take(LINE_LIMIT as u64 + 1)
        .read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.len() > LINE_LIMIT {
        // Pass over the rest of it.
        loop {
            let buffer = input.fill_buf()?;
            let (length, ends) = match buffer.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            input.consume(length);
            if ends {
                break;
            }
        }
        return Ok(Some(Err("a line of more than 64 MB; left out".to_owned())));
    }
    Ok(Some(Ok(line)))
}

/// What one line gives, if it did not give it to an earlier build.
fn kept_draft(number: u32, line: &Line, cache: &Cache) -> Draft {
    let Ok(bytes) = line else {
        return draft(number, line);
    };
    // The mark of the encoding may stand before the first.
    let first = if number == 1 { "first" } else { "" };
    let key = || kept::key(Kind::Jsonl, first, bytes);
    kept::line(cache, key, || draft(number, line))
}

/// What one line gives.
fn draft(number: u32, line: &Line) -> Draft {
    let line = match line {
        Ok(line) => line.trim_ascii(),
        Err(why) => return Draft::none(NoticeKind::Broken, why.clone()),
    };
    let line = if number == 1 {
        line.strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(line)
            .trim_ascii()
    } else {
        line
    };
    if line.is_empty() {
        return Draft::default();
    }
    let Some(decoded) = decode::decode(line, false) else {
        return Draft::none(
            NoticeKind::Broken,
            "binary data, not a line of JSON; left out",
        );
    };
    let record = match serde_json::from_str::<Record>(&decoded.text) {
        Ok(record) => record,
        Err(error) => {
            // The position within the line is enough: the line is the notice's.
            let error = error
                .to_string()
                .replace(" at line 1 column ", " at column ");
            let begin = excerpt(&decoded.text, 40);
            return Draft::none(
                NoticeKind::Broken,
                format!("not an object of JSON ({error}): «{begin}»; left out"),
            );
        }
    };
    let mut draft = page(record);
    if let Some(notice) = decoded.notice {
        draft.note(NoticeKind::Guessed, notice);
    }
    draft.finish();
    if draft.page.is_none() {
        draft.note(NoticeKind::Broken, "neither title nor text; left out");
    }
    draft
}

/// The page of fields that are texts.
pub(super) fn page_of(fields: impl Iterator<Item = (String, String)>) -> Draft {
    let members = fields.map(|(name, value)| (name, Value::String(value)));
    page(Record(members.collect()))
}

/// The page of a record.
fn page(record: Record) -> Draft {
    let mut draft = Draft::new(Page::default());
    let mut text: Option<String> = None;
    for (name, value) in record.0 {
        match (meta::field(&name), value) {
            (_, Value::Null) => {}
            (Some(Field::Text), Value::String(value))
                if text.as_ref().is_none_or(|text| text.trim().is_empty()) =>
            {
                text = Some(value)
            }
            (_, value) => {
                let values = match value {
                    Value::Array(values)
                        if values
                            .iter()
                            .all(|value| !value.is_array() && !value.is_object()) =>
                    {
                        values
                            .into_iter()
                            .filter(|value| !value.is_null())
                            .map(show)
                            .collect()
                    }
                    value => vec![show(value)],
                };
                meta::set(&mut draft, None, &name, values);
            }
        }
    }
    if let Some(text) = text {
        txt::read(&decode::tidy(&text), &mut draft, false);
    }
    draft
}

/// A value as text: a string is its own, a number or truth value as JSON writes it, others as
/// compact JSON.
fn show(value: Value) -> String {
    match value {
        Value::String(text) => decode::tidy(&text).into_owned(),
        other => other.to_string(),
    }
}

/// An object's members in the order of the source.
struct Record(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Record;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, Value>()? {
                    members.push(member);
                }
                Ok(Record(members))
            }

            fn visit_unit<F: de::Error>(self) -> Result<Record, F> {
                Err(F::invalid_type(de::Unexpected::Unit, &self))
            }
        }

        deserializer.deserialize_map(Members)
    }
}
