//! What was typed. Parsing never fails: what is no operator is a word, and what is neither is passed over.
//!
//! ```text
//! query  := (part | filter) ([either] (part | filter))*      filter as in filter.rs
//! either := | | OR | |أو|                 between two parts, of which one is enough
//! part   := sign* item
//! sign   := - | بدون: | without:          it must not be there
//!         | عنوان: | title:               only in titles
//!         | = | لفظ: | صيغة: | كلمة: | جذر: | spelling: | form: | lemma: | root:
//!         | وزن: | weight:                words of this pattern
//! item   := phrase [~ number] | word [choice]
//! choice := "[" (- | =) words "]"         without these of its forms, or with these alone; no space before it
//! phrase := "words" | «words» | “words”   one after the other; with a number, all within so many words
//! ```
//! In a word `*` and `٭` stand for any letters, `?` and `؟` for one. A question mark is one letter only
//! between letters or beside an asterisk: behind a word it ends a question.
//! A root may be typed with its radicals apart: `جذر:ر-ه-ب`. Either binds closer than standing side
//! by side; beside a part that must not be there it says nothing.

use super::choice;
pub use super::clause::{Clause, ClauseKind, Typed};
use super::filter::{self, FILTERS, FilterClause};
pub use super::wildcard::wild_key;
use super::wildcard::{ANY, ONE, is_wild};
use crate::answer::Depth;
use crate::format::positions::BLOCK_GAP;
use crate::text;
use std::ops::Range;

/// The most words of a query that are looked at; the rest is passed over.
pub const WORDS: usize = 32;

/// The most words that may lie from the first word of a nearness to its last, so that it lies in one block.
pub const NEAREST: u32 = BLOCK_GAP;

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

pub(super) const WITHOUT: [&str; 3] = ["-", "بدون:", "without:"];
const TITLE: [&str; 2] = ["عنوان:", "title:"];
const PATTERN: [&str; 2] = ["وزن:", "weight:"];

/// Quotation marks that open a phrase, each with the one that closes it.
pub(super) const QUOTES: [(char, char); 4] = [('"', '"'), ('«', '»'), ('“', '”'), ('„', '“')];

/// A query read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its words.
    pub clauses: Vec<Clause>,
    /// What it wants of pages besides.
    pub filters: Vec<FilterClause>,
}

/// Reads the words of a query.
pub fn parse(query: &str) -> Vec<Clause> {
    read(query).clauses
}

/// Reads a query.
pub fn read(query: &str) -> Query {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut filters: Vec<FilterClause> = Vec::new();
    let mut at = 0;
    let mut words = 0;
    let mut either = false;
    let mut behind_filter = false;
    while at < query.len() && words < WORDS {
        let rest = &query[at..];
        let behind = !clauses.is_empty() || !filters.is_empty();
        if let Some(length) = operator_between(rest, behind) {
            at += length;
            either = behind;
            continue;
        }
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if let Some((mut filter, length)) = filter::read(rest) {
            let wanted = |filter: &FilterClause| !filter.without;
            let before = filters.last().filter(|_| behind_filter);
            filter.either = either && wanted(&filter) && before.is_some_and(wanted);
            filter.range = at..at + length;
            if filters.len() < FILTERS {
                filters.push(filter);
            }
            (either, behind_filter) = (false, true);
            at += length;
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
                let wanted = |clause: &Clause| !clause.without;
                let before = clauses.last().filter(|_| !behind_filter);
                clause.either = either && wanted(&clause) && before.is_some_and(wanted);
                (either, behind_filter) = (false, false);
                clauses.push(clause);
            }
        }
        at += length;
    }
    Query { clauses, filters }
}

/// The length of a sign at the start of `rest` that stands between two parts of which one is enough.
/// The word OR is one only behind a part; the word أو only between bars.
fn operator_between(rest: &str, behind: bool) -> Option<usize> {
    if let Some(after) = rest.strip_prefix('|') {
        let or = after.trim_start().strip_prefix("أو");
        let closed = or.and_then(|after| after.trim_start().strip_prefix('|'));
        return Some(rest.len() - closed.unwrap_or(after).len());
    }
    let after = rest.strip_prefix("OR").filter(|_| behind)?;
    let ends = after.chars().next().is_none_or(char::is_whitespace);
    ends.then_some(2)
}

/// The signs at the start of a part.
#[derive(Default)]
struct Signs {
    without: bool,
    title: bool,
    pattern: bool,
    depth: Option<Depth>,
    /// Bytes they take.
    length: usize,
}

impl Signs {
    fn read(rest: &str) -> Signs {
        let mut signs = Signs::default();
        loop {
            let item = &rest[signs.length..];
            let begins = |name: &str| {
                let after = item.strip_prefix(name)?.chars().next()?;
                (!after.is_whitespace() && after != '|').then_some(name.len())
            };
            let first = |names: &[&str], free: bool| {
                names.iter().filter(|_| free).find_map(|name| begins(name))
            };
            let of_depth = || {
                let mut names = DEPTHS.iter().filter(|_| signs.depth.is_none());
                names.find_map(|(name, depth)| Some((begins(name)?, *depth)))
            };
            signs.length += if let Some(length) = first(&WITHOUT, signs.length == 0) {
                signs.without = true;
                length
            } else if let Some(length) = first(&TITLE, !signs.title) {
                signs.title = true;
                length
            } else if let Some(length) = first(&PATTERN, !signs.pattern) {
                signs.pattern = true;
                length
            } else if let Some((length, depth)) = of_depth() {
                signs.depth = Some(depth);
                length
            } else {
                return signs;
            };
        }
    }

    fn clause(&self, kind: ClauseKind, words: Vec<Typed>) -> Clause {
        Clause {
            kind,
            without: self.without,
            either: false,
            title: self.title,
            depth: self.depth,
            words,
            repairs: 0..0,
        }
    }
}

/// The clauses of the part at the start of `rest`, and its length.
fn part(rest: &str) -> (Vec<Clause>, usize) {
    let signs = Signs::read(rest);
    let item = &rest[signs.length..];
    let quote = item
        .chars()
        .next()
        .and_then(|c| QUOTES.into_iter().find(|(open, _)| *open == c));
    let (mut clauses, length) = match quote {
        Some(quote) => quoted(rest, &signs, quote),
        None => plain(rest, &signs),
    };
    let first = clauses
        .first_mut()
        .and_then(|clause| clause.words.first_mut());
    if let (Some(first), true) = (first, signs.length > 0) {
        first.range.start = 0;
    }
    (clauses, length)
}

/// The words in quotation marks.
fn quoted(rest: &str, signs: &Signs, (open, close): (char, char)) -> (Vec<Clause>, usize) {
    let inner = signs.length + open.len_utf8();
    // A quotation that is not closed yet runs to the end: the reader is still typing it.
    let (end, length) = match rest[inner..].find(close) {
        Some(found) => (inner + found, inner + found + close.len_utf8()),
        None => (rest.len(), rest.len()),
    };
    let words = typed(rest, inner..end);
    let (within, number) = nearness(&rest[length..]);
    let kind = match within {
        _ if signs.pattern => ClauseKind::Pattern,
        _ if words.len() < 2 => ClauseKind::Word,
        // As many words as there are take more room than that.
        Some(within) => ClauseKind::Near(within.min(NEAREST).max(words.len() as u32 - 1)),
        None => ClauseKind::Phrase,
    };
    let clauses = if signs.pattern {
        let alone = words.into_iter().map(|word| signs.clause(kind, vec![word]));
        alone.collect()
    } else {
        vec![signs.clause(kind, words)]
    };
    (clauses, length + number)
}

/// The number of words behind a phrase, `~5`, and its length.
fn nearness(rest: &str) -> (Option<u32>, usize) {
    let Some(after) = rest.strip_prefix('~') else {
        return (None, 0);
    };
    let end = after.find(|c: char| !c.is_numeric()).unwrap_or(after.len());
    let digits = text::Term::of(&after[..end]);
    if !digits.is_number() {
        return (None, 0);
    }
    let digits = digits.as_bytes().iter().take(4);
    let number = digits.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    (Some(number), 1 + end)
}

/// The words up to the next space, quotation mark or bar.
fn plain(rest: &str, signs: &Signs) -> (Vec<Clause>, usize) {
    let item = &rest[signs.length..];
    let ends = |c: char| c.is_whitespace() || is_quote(c) || c == '|';
    let length = signs.length + item.find(ends).unwrap_or(item.len());
    if let Some((at, choice, end)) = choice::read(rest, signs.length..length) {
        let (mut clauses, _) = plain(&rest[..at], signs);
        let last = clauses
            .last_mut()
            .and_then(|clause| clause.words.last_mut());
        if let Some(last) = last {
            last.range.end = end;
            last.choice = choice;
        }
        return (clauses, end);
    }
    let words = typed(rest, signs.length..length);
    let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
    let single = |word: &Typed| word.text.chars().count() == 1;
    if signs.depth == Some(Depth::Root) && words.len() > 1 && words.iter().all(single) {
        let radicals = words.iter().map(|w| w.text.as_str()).collect();
        let range = signs.length..length;
        let word = Typed::new(radicals, range);
        return (vec![signs.clause(ClauseKind::Word, vec![word])], length);
    }
    let mut clauses: Vec<Clause> = Vec::new();
    let mut number = 0;
    while number < words.len() {
        // Words with only wildcards between them are one.
        let mut last = number;
        while let Some(next) = words.get(last + 1)
            && is_wild(&rest[words[last].range.end..next.range.start])
        {
            last += 1;
        }
        let before = number
            .checked_sub(1)
            .map_or(signs.length, |before| words[before].range.end);
        let after = words.get(last + 1).map_or(length, |next| next.range.start);
        let (start, end) = (words[number].range.start, words[last].range.end);
        let lead = edge(rest[before..start].chars().rev());
        let trail = edge(rest.get(end..after).unwrap_or("").chars());
        let kind = match () {
            () if signs.pattern => ClauseKind::Pattern,
            () if lead == 0 && last == number && trail == 0 => ClauseKind::Word,
            () if lead == 0 && last == number && !rest[end..end + trail].contains(ONE) => {
                ClauseKind::Prefix
            }
            () => ClauseKind::Wildcard,
        };
        let range = start - lead..end + trail;
        let text = if kind == ClauseKind::Wildcard {
            range.clone()
        } else {
            start..end
        };
        let text = rest[text].to_owned();
        clauses.push(signs.clause(kind, vec![Typed::new(text, range)]));
        number = last + 1;
    }
    (clauses, length)
}

/// Bytes of the wildcards at the edge of a word: those up to the first other character, if one of
/// them is an asterisk.
fn edge(signs: impl Iterator<Item = char>) -> usize {
    let run: Vec<char> = signs
        .take_while(|c| ANY.contains(c) || ONE.contains(c))
        .collect();
    let asterisk = run.iter().any(|c| ANY.contains(c));
    if asterisk {
        run.into_iter().map(char::len_utf8).sum()
    } else {
        0
    }
}

pub(super) fn is_quote(c: char) -> bool {
    QUOTES.iter().any(|(open, close)| *open == c || *close == c)
}

fn typed(text: &str, range: Range<usize>) -> Vec<Typed> {
    let part = &text[range.clone()];
    let words = text::words(part).map(|word| {
        let place = range.start + word.start..range.start + word.end;
        Typed::new(part[word].to_owned(), place)
    });
    words.take(WORDS).collect()
}

#[cfg(test)]
mod tests;
