//! What was typed. Parsing never fails: what is no operator is a word, and what is neither is passed over.
//!
//! ```text
//! query  := part (space part)*
//! part   := [- | بدون:] [depth] item
//! depth  := = | form: | lemma: | root: | جذر: | لفظ: | صيغة: | كلمة:
//! item   := "phrase" | «phrase» | word* | word
//! ```
//! A root may be typed with its radicals apart: `جذر:ر-ه-ب`.

use crate::answer::Depth;
use crate::text;
use std::ops::Range;

/// A word as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The word.
    pub text: String,
    /// Where it stands in the query, with its operator if it is the first behind one.
    pub range: Range<usize>,
}

/// What a part of the query asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// A word.
    Word,
    /// Words one after the other.
    Phrase,
    /// Words that begin so.
    Prefix,
}

/// A part of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it asks for.
    pub kind: ClauseKind,
    /// True if pages that match must be left out.
    pub without: bool,
    /// The depth it sets for itself.
    pub depth: Option<Depth>,
    /// Its words: one, but for a phrase.
    pub words: Vec<Typed>,
}

/// The most words of a query that are looked at; the rest is passed over.
pub const WORDS: usize = 32;

/// The names of the depths in a query, in both languages. The first of each depth is what the page writes.
pub const DEPTHS: [(&str, Depth); 9] = [
    ("=", Depth::Spelling),
    ("لفظ:", Depth::Spelling),
    ("صيغة:", Depth::Form),
    ("form:", Depth::Form),
    ("كلمة:", Depth::Lemma),
    ("lemma:", Depth::Lemma),
    ("جذر:", Depth::Root),
    ("root:", Depth::Root),
    ("spelling:", Depth::Spelling),
];

const WITHOUT: [&str; 3] = ["-", "بدون:", "without:"];

/// Quotation marks that open a phrase, each with the one that closes it.
const QUOTES: [(char, char); 4] = [('"', '"'), ('«', '»'), ('“', '”'), ('„', '“')];

/// Reads a query.
pub fn parse(query: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut at = 0;
    let mut words = 0;
    while at < query.len() && words < WORDS {
        let rest = &query[at..];
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (part, length) = part(rest);
        for mut clause in part {
            clause.words.truncate(WORDS - words);
            for word in &mut clause.words {
                word.range.start += at;
                word.range.end += at;
            }
            words += clause.words.len();
            if !clause.words.is_empty() {
                clauses.push(clause);
            }
        }
        at += length;
    }
    clauses
}

/// The clauses of the part at the start of `rest`, and its length.
fn part(rest: &str) -> (Vec<Clause>, usize) {
    let (without, after_without) = operator(rest, &WITHOUT.map(|name| (name, true)));
    let (depth, after_depth) = operator(&rest[after_without..], &DEPTHS);
    let start = after_without + after_depth;
    let item = &rest[start..];
    let quote = item
        .chars()
        .next()
        .and_then(|c| QUOTES.into_iter().find(|(open, _)| *open == c));
    let without = without.is_some();
    let clause = |kind, words| Clause {
        kind,
        without,
        depth,
        words,
    };
    if let Some((open, close)) = quote {
        let inner = start + open.len_utf8();
        // A quotation that is not closed yet runs to the end: the reader is still typing it.
        let (end, length) = match rest[inner..].find(close) {
            Some(found) => (inner + found, inner + found + close.len_utf8()),
            None => (rest.len(), rest.len()),
        };
        let mut words = typed(rest, inner..end);
        if let (Some(first), true) = (words.first_mut(), start > 0) {
            first.range.start = 0;
        }
        let kind = if words.len() > 1 {
            ClauseKind::Phrase
        } else {
            ClauseKind::Word
        };
        return (vec![clause(kind, words)], length);
    }
    let length = start
        + item
            .find(|c: char| c.is_whitespace() || is_quote(c))
            .unwrap_or(item.len());
    let mut words = typed(rest, start..length);
    if depth == Some(Depth::Root)
        && words.len() > 1
        && words.iter().all(|w| w.text.chars().count() == 1)
    {
        let radicals = words.iter().map(|w| w.text.as_str()).collect();
        words = vec![Typed {
            text: radicals,
            range: start..length,
        }];
    }
    if let (Some(first), true) = (words.first_mut(), start > 0) {
        first.range.start = 0;
    }
    let prefix = rest[..length].ends_with(['*', '\u{066D}']);
    let last = words.len().saturating_sub(1);
    let clauses = words.into_iter().enumerate().map(|(i, mut word)| {
        if prefix && i == last {
            word.range.end = length;
            clause(ClauseKind::Prefix, vec![word])
        } else {
            clause(ClauseKind::Word, vec![word])
        }
    });
    (
        clauses.collect(),
        length.max(rest.chars().next().map_or(1, char::len_utf8)),
    )
}

/// The operator at the start of `rest`, if something follows it, and its length.
fn operator<T: Copy>(rest: &str, names: &[(&str, T)]) -> (Option<T>, usize) {
    let found = names.iter().find_map(|(name, value)| {
        let after = rest.strip_prefix(name)?;
        let begins = after.chars().next().is_some_and(|c| !c.is_whitespace());
        begins.then_some((Some(*value), name.len()))
    });
    found.unwrap_or((None, 0))
}

fn is_quote(c: char) -> bool {
    QUOTES.iter().any(|(open, close)| *open == c || *close == c)
}

fn typed(text: &str, range: Range<usize>) -> Vec<Typed> {
    let part = &text[range.clone()];
    let words = text::words(part).map(|word| Typed {
        text: part[word.clone()].to_owned(),
        range: range.start + word.start..range.start + word.end,
    });
    words.take(WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A clause in short: `!` without, the depth's letter, the kind's sign, the words.
    fn short(clause: &Clause) -> String {
        let words: Vec<&str> = clause.words.iter().map(|w| w.text.as_str()).collect();
        let depth = clause.depth.map_or("", |depth| match depth {
            Depth::Spelling => "s:",
            Depth::Form => "f:",
            Depth::Lemma => "l:",
            Depth::Root => "r:",
        });
        let (before, after) = match clause.kind {
            ClauseKind::Word => ("", ""),
            ClauseKind::Phrase => ("[", "]"),
            ClauseKind::Prefix => ("", "*"),
        };
        format!(
            "{}{depth}{before}{}{after}",
            if clause.without { "!" } else { "" },
            words.join("+")
        )
    }

    #[test]
    fn what_was_typed_is_read() {
        let check = |query: &str, expected: &str| {
            let got: Vec<String> = parse(query).iter().map(short).collect();
            assert_eq!(got.join(" "), expected, "{query}");
        };
        check("", "");
        check("  ,  - * \" ", "");
        check("صلاة الجماعة", "صلاة الجماعة");
        check("\"بسم الله\" الرحمن", "[بسم+الله] الرحمن");
        check("«غرب أفريقيا»", "[غرب+أفريقيا]");
        check("\"غرب أفريق", "[غرب+أفريق]");
        check("قبل\"غرب أفريقيا\"بعد", "قبل [غرب+أفريقيا] بعد");
        check("بيع -ربا", "بيع !ربا");
        check("بيع بدون:ربا", "بيع !ربا");
        check("-\"أكل الربا\" مال", "![أكل+الربا] مال");
        check("=كتاب جذر:كتب root:علم", "s:كتاب r:كتب r:علم");
        check("-=كتاب", "!s:كتاب");
        check("=\"كتاب الله\"", "s:[كتاب+الله]");
        check("جذر:ر-ه-ب", "r:رهب");
        check("مكت*", "مكت*");
        check("\"كتاب\"", "كتاب");
        check("نوفمبر2020", "نوفمبر 2020");
        check("جذر: كتب", "جذر كتب");
        check("a-b", "a b");
    }

    #[test]
    fn ranges_hold_the_operator() {
        let query = "x -=كتاب جذر:رهب مكت*";
        let got: Vec<&str> = parse(query)
            .iter()
            .map(|c| &query[c.words[0].range.clone()])
            .collect();
        assert_eq!(got, ["x", "-=كتاب", "جذر:رهب", "مكت*"]);
    }

    #[test]
    fn long_queries_are_cut() {
        let words: usize = parse(&"كلمة \"اثنان ثلاثة\" ".repeat(100))
            .iter()
            .map(|c| c.words.len())
            .sum();
        assert_eq!(words, WORDS);
    }

    proptest! {
        #[test]
        fn any_query_is_read_without_panic(query in "[ \"«»“”=*:اأبجذر\\-\u{064B}\u{0640}\u{064E}\u{200F}a1٣]{0,40}") {
            for clause in parse(&query) {
                prop_assert!(!clause.words.is_empty());
                for word in clause.words {
                    prop_assert!(query[word.range].contains(word.text.as_str()) || clause.depth == Some(Depth::Root));
                }
            }
        }
    }
}
