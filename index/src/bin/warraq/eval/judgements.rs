//! The files an evaluation reads: questions, judgements of relevance, and pairs of variants.

use super::table::{Row, Table, lines, place, read};
use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Question {
    /// Its name in the judgements.
    pub(crate) id: String,
    /// What is asked.
    pub(crate) text: String,
}

/// The relevant pages of each question, by id, with their grades above 0.
pub(crate) type Judgements = BTreeMap<String, BTreeMap<String, u32>>;

/// A query, a word of a text, and whether one must find the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Variant {
    /// What the pair is an example of.
    pub(crate) kind: String,
    /// The word asked for.
    pub(crate) query: String,
    /// The word in the text.
    pub(crate) text: String,
    /// Whether the query must find the text.
    pub(crate) should_match: bool,
}

/// Reads questions: a JSON object with `id` and `text` on each line.
pub(crate) fn questions(path: &Path) -> Result<Vec<Question>> {
    let mut seen = BTreeSet::new();
    let mut questions = Vec::new();
    for (line, text) in lines(&read(path)?) {
        let question: Question = serde_json::from_str(text)
            .map_err(|error| {
                anyhow!("{error}; expected an object such as {{\"id\": \"q1\", \"text\": \"…\"}}")
            })
            .with_context(|| place(path, line))?;
        if !seen.insert(question.id.clone()) {
            bail!(
                "{}: the id {:?} is there for the second time",
                place(path, line),
                question.id
            );
        }
        questions.push(question);
    }
    if questions.is_empty() {
        bail!("{} has no questions", path.display());
    }
    Ok(questions)
}

/// Reads judgements: question, page and grade on each line, parted by tabs; a first line without a
/// number in the third place names the columns.
pub(crate) fn judgements(path: &Path) -> Result<Judgements> {
    let mut judgements = Judgements::new();
    for (line, text) in lines(&read(path)?) {
        let cells: Vec<&str> = text.split('\t').collect();
        let &[question, page, grade] = &cells[..] else {
            bail!(
                "{}: {} columns; expected 3, parted by tabs: question, page, relevance",
                place(path, line),
                cells.len()
            );
        };
        match grade.trim().parse::<u32>() {
            Ok(0) => {
                judgements.entry(question.to_owned()).or_default();
            }
            Ok(grade) => {
                let before = judgements
                    .entry(question.to_owned())
                    .or_default()
                    .insert(page.to_owned(), grade);
                if before.is_some() {
                    bail!(
                        "{}: {question} and {page} are judged for the second time",
                        place(path, line)
                    );
                }
            }
            Err(_) if line == 1 => {}
            Err(_) => bail!(
                "{}: relevance {grade:?} is not a whole number",
                place(path, line)
            ),
        }
    }
    if judgements.is_empty() {
        bail!("{} has no judgements", path.display());
    }
    Ok(judgements)
}

/// Reads variants: columns `kind`, `query`, `text` and `should_match` (1 or 0).
pub(crate) fn variants(path: &Path) -> Result<Vec<Variant>> {
    let table = Table::read(path)?;
    let [kind, query, text, matches] =
        ["kind", "query", "text", "should_match"].map(|name| table.column(name));
    let (kind, query, text, matches) = (kind?, query?, text?, matches?);
    let variant = |row: &Row| {
        Ok(Variant {
            kind: row.cell(kind).to_owned(),
            query: row.cell(query).to_owned(),
            text: row.cell(text).to_owned(),
            should_match: match row.cell(matches) {
                "1" => true,
                "0" => false,
                other => bail!(
                    "{}: should_match is {other:?}; expected 1 or 0",
                    table.place(row)
                ),
            },
        })
    };
    table.rows().iter().map(variant).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T>(read: fn(&Path) -> Result<T>, bytes: &[u8]) -> Result<T, String> {
        crate::eval::table::tests::check("f", bytes, read)
    }

    #[test]
    fn questions_are_read() {
        let file =
            "\u{FEFF}{\"id\":\"a\",\"text\":\"من؟\"}\r\n\n{\"id\":\"b\",\"text\":\"\",\"more\":1}";
        let read = check(questions, file.as_bytes()).unwrap();
        let expected = [("a", "من؟"), ("b", "")].map(|(id, text)| Question {
            id: id.into(),
            text: text.into(),
        });
        assert_eq!(read, expected);
    }

    #[test]
    fn judgements_are_read() {
        let file = "query_id\tdoc_id\trelevance\nq\tb\t1\nq\ta\t2\nnone\ta\t0\n";
        let read = check(judgements, file.as_bytes()).unwrap();
        let pages = BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 1)]);
        assert_eq!(
            read,
            BTreeMap::from([
                ("q".to_owned(), pages),
                ("none".to_owned(), BTreeMap::new())
            ])
        );
        assert_eq!(check(judgements, b"q\ta\t1").unwrap().len(), 1);
    }

    #[test]
    fn variants_keep_what_no_reader_sees() {
        let read = check(
            variants,
            "kind\tquery\ttext\tshould_match\tmore\nk\tب\t\u{200F}ب\t1\tx\n".as_bytes(),
        )
        .unwrap();
        let expected = Variant {
            kind: "k".into(),
            query: "ب".into(),
            text: "\u{200F}ب".into(),
            should_match: true,
        };
        assert_eq!(read, [expected]);
    }

    #[test]
    fn faults_name_file_and_line() {
        let fault = |read: Result<(), String>| read.unwrap_err();
        let questions = |bytes: &[u8]| fault(check(questions, bytes).map(drop));
        let judgements = |bytes: &[u8]| fault(check(judgements, bytes).map(drop));
        let variants = |bytes: &[u8]| fault(check(variants, bytes).map(drop));
        let table = [
            (questions(b""), "f has no questions"),
            (questions(b"\n{"), "f:2: EOF while parsing"),
            (questions(b"{\"id\":1}"), "f:1: invalid type"),
            (
                questions(b"{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"a\",\"text\":\"\"}"),
                "f:2: the id \"a\" is there for the second",
            ),
            (questions(b"\n\n\xFF"), "f:3: not UTF-8"),
            (judgements(b"q a 1"), "f:1: 1 columns; expected 3"),
            (judgements(b"q\ta\t1\nq\tb\tx"), "f:2: relevance \"x\""),
            (judgements(b"q\ta\t1\nq\ta\t1"), "f:2: q and a are judged"),
            (judgements(b"q\td\tr"), "f has no judgements"),
            (variants(b""), "f is empty"),
            (
                variants(b"kind\tquery\ttext\nk\tq\tt"),
                "f:1: there is no column \"should_match\"",
            ),
            (
                variants(b"kind\tquery\ttext\tshould_match\nk\tq\tt"),
                "f:2: 3 columns; expected 4",
            ),
            (
                variants(b"kind\tquery\ttext\tshould_match\nk\tq\tt\tyes"),
                "f:2: should_match is \"yes\"",
            ),
        ];
        for (fault, beginning) in table {
            assert!(fault.starts_with(beginning), "{fault}");
        }
    }
}
