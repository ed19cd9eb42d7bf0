//! Filters: parts of a query that choose pages by what they are, not by their words.
//!
//! ```text
//! filter := [- | بدون: | without:] name value
//! name   := مؤلف: | author: | كتاب: | book: | مصدر: | source: | سنة: | year: | وسم: | tag:
//! value  := "words" | word | number | [number] .. [number]
//! ```
//! A value matches if all the words typed are among its own, in their folded form. Of years a number is
//! one and two are the first and the last; one of them may be missing. Filters with `|` between them are
//! one of which any is enough.

use super::parse::{QUOTES, WITHOUT, is_quote};
use crate::text;
use std::ops::{Range, RangeInclusive};

/// The field that is the book of a page.
pub const BOOK: &str = "book";
/// The field that is the Gregorian year of a page's date.
pub const YEAR: &str = "year";
/// The field that is the Hijri year in which the author of a page died, a number first.
pub const DIED: &str = "وفاة المؤلف";

/// The names of filters in a query, each with the field it means. The first of each field is what the
/// page writes.
pub const NAMES: [(&str, &str); 10] = [
    ("مؤلف:", "author"),
    ("كتاب:", BOOK),
    ("مصدر:", "source"),
    ("سنة:", YEAR),
    ("وسم:", "tag"),
    ("author:", "author"),
    ("book:", BOOK),
    ("source:", "source"),
    ("year:", YEAR),
    ("tag:", "tag"),
];

/// The most filters of a query that are looked at; the rest is passed over.
pub const FILTERS: usize = 16;

/// What stands between the first year and the last.
const BETWEEN: [&str; 5] = ["..", "…", "–", "—", "-"];

/// A filter as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterClause {
    /// The field it means.
    pub field: &'static str,
    /// True if pages that match must be left out.
    pub without: bool,
    /// True if it or the filter before it is enough.
    pub either: bool,
    /// The value as typed, without its quotation marks.
    pub text: String,
    /// Where it stands in the query, with its name.
    pub range: Range<usize>,
}

/// Reads the filter at the start of `rest`, if there is one, and how long it is.
#[inline(never)]
pub(super) fn read(rest: &str) -> Option<(FilterClause, usize)> {
    let sign = WITHOUT.iter().find(|sign| rest.starts_with(**sign));
    let start = sign.map_or(0, |sign| sign.len());
    let named = &rest[start..];
    let (name, field) = NAMES.iter().find(|(name, _)| named.starts_with(name))?;
    let start = start + name.len();
    let value = &rest[start..];
    let first = value.chars().next()?;
    let quote = QUOTES.iter().find(|(open, _)| *open == first);
    let (range, end) = match quote {
        Some((open, close)) => {
            let inner = start + open.len_utf8();
            match rest[inner..].find(*close) {
                Some(length) => (inner..inner + length, inner + length + close.len_utf8()),
                // It is still being typed.
                None => (inner..rest.len(), rest.len()),
            }
        }
        None => {
            let ends = |c: char| c.is_whitespace() || is_quote(c) || c == '|';
            let end = start + value.find(ends).unwrap_or(value.len());
            (start..end, end)
        }
    };
    let text = rest[range].trim();
    text::words(text).next()?;
    let filter = FilterClause {
        field,
        without: sign.is_some(),
        either: false,
        text: text.to_owned(),
        range: 0..end,
    };
    Some((filter, end))
}

/// What a filter wants of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// This very text.
    Text(String),
    /// These words, in their folded form; the last may be the beginning of one.
    Words(Vec<Vec<u8>>, bool),
    /// One of these years.
    Years(RangeInclusive<u32>),
}

impl Wanted {
    /// What a filter wants that was typed, or, if it is `open`, is being typed.
    pub fn typed(filter: &FilterClause, open: bool) -> Wanted {
        let years = (filter.field == YEAR)
            .then(|| years(&filter.text))
            .flatten();
        years.map_or_else(|| Wanted::Words(keys(&filter.text), open), Wanted::Years)
    }

    /// What is wanted by a value that was chosen: this text, or of years those from one to another.
    pub fn chosen(field: &str, value: &str) -> Wanted {
        let years = (field == YEAR).then(|| years(value)).flatten();
        years.map_or_else(|| Wanted::Text(value.to_owned()), Wanted::Years)
    }

    /// True if the value is wanted.
    pub fn is(&self, value: &str) -> bool {
        match self {
            Wanted::Text(text) => text == value,
            Wanted::Words(words, open) => {
                let has = keys(value);
                let (last, others) = match words.split_last() {
                    Some((last, others)) if *open && last.len() > 1 => (Some(last), others),
                    _ => (None, &words[..]),
                };
                others.iter().all(|word| has.contains(word))
                    && last.is_none_or(|last| has.iter().any(|word| word.starts_with(last)))
            }
            Wanted::Years(years) => number(value).is_some_and(|year| years.contains(&year)),
        }
    }
}

/// The words of a value in their folded form.
fn keys(text: &str) -> Vec<Vec<u8>> {
    let key = |range: Range<usize>| text::Term::of(&text[range]).into_bytes();
    text::words(text).map(key).collect()
}

/// A year, or the first and the last of several.
fn years(text: &str) -> Option<RangeInclusive<u32>> {
    if let Some(year) = number(text) {
        return Some(year..=year);
    }
    let (first, last) = BETWEEN.iter().find_map(|sign| text.split_once(sign))?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", last) => (0, number(last)?),
        (first, "") => (number(first)?, u32::MAX),
        (first, last) => (number(first)?, number(last)?),
    };
    Some(first.min(last)..=first.max(last))
}

/// A number of digits of any script, and of nothing else that is read.
fn number(text: &str) -> Option<u32> {
    if BETWEEN.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let digits = text::Term::of(text);
    let few = digits.is_number() && digits.as_bytes().len() <= 9;
    let add = |number: u32, digit: &u8| number * 10 + u32::from(digit - b'0');
    few.then(|| digits.as_bytes().iter().fold(0, add))
}

/// The year a value begins with, as of [`DIED`].
pub fn year(value: &str) -> Option<u32> {
    let digit = |c: &char| matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹');
    let digits: String = value.chars().take_while(digit).collect();
    number(&digits)
}

#[cfg(test)]
mod tests {
    use super::super::parse::read as read_query;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn filters_are_read() {
        let check = |query: &str, expected: &str, words: &str| {
            let read = read_query(query);
            let short = |filter: &FilterClause| {
                let (either, without) = (filter.either, filter.without);
                let signs = [
                    if either { "|" } else { "" },
                    if without { "!" } else { "" },
                ];
                format!("{}{}={}", signs.concat(), filter.field, filter.text)
            };
            let got: Vec<String> = read.filters.iter().map(short).collect();
            assert_eq!(got.join(" "), expected, "{query}");
            let got = read.clauses.iter().flat_map(|clause| &clause.words);
            let got: Vec<&str> = got.map(|word| word.text.as_str()).collect();
            assert_eq!(got.join(" "), words, "{query}");
        };
        check("خط مؤلف:جابر", "author=جابر", "خط");
        check("author:\"طه حسين\" خط", "author=طه حسين", "خط");
        check("-مصدر:«الشرق الأوسط»خط", "!source=الشرق الأوسط", "خط");
        check("بدون:سنة:1990..2000", "!year=1990..2000", "");
        check("وسم:خط | tag:ورق | حبر", "tag=خط |tag=ورق", "حبر");
        check("حبر | وسم:خط", "tag=خط", "حبر");
        check("وسم:خط | -وسم:ورق | book:a", "tag=خط !tag=ورق book=a", "");
        check("حبر وسم:خط | ورق", "tag=خط", "حبر ورق");
        check("مؤلف:\"طه حس", "author=طه حس", "");
        // No filters: a space or nothing behind the name, another sign before it.
        check("قال المؤلف: كتاب: خط", "", "قال المؤلف كتاب خط");
        check("مؤلف:", "", "مؤلف");
        check("مؤلف:--", "", "مؤلف");
        check("=مصدر:خط", "", "مصدر خط");
    }

    #[test]
    fn values_are_wanted() {
        let wants = |query: &str, open: bool| Wanted::typed(&read(query).unwrap().0, open);
        let check = |query: &str, value: &str, expected| {
            assert_eq!(wants(query, false).is(value), expected, "{query} {value}");
        };
        check("مؤلف:أحمد", "احمد شوقي", true);
        check("مؤلف:\"شوقي أحمد\"", "أحمد شوقي", true);
        check("مؤلف:\"أحمد حافظ\"", "أحمد شوقي", false);
        check("مؤلف:شوق", "أحمد شوقي", false);
        check("سنة:١٩٩٠", "1990", true);
        check("سنة:1990..٢٠٠٠", "1995", true);
        check("سنة:2000-1990", "2000", true);
        check("سنة:..2000", "2001", false);
        check("سنة:2000..", "2001", true);
        check("سنة:قادمة", "2001", false);
        check("سنة:99999999999", "1990", false);
        assert!(wants("مؤلف:شوق", true).is("أحمد شوقي"));
        assert!(!wants("مؤلف:ش", true).is("أحمد شوقي"));
        assert!(Wanted::chosen("source", "أ ب").is("أ ب"));
        assert!(!Wanted::chosen("source", "أ").is("أ ب"));
        assert!(Wanted::chosen("year", "1990..2000").is("1990"));
    }

    proptest! {
        #[test]
        fn any_query_is_read_without_panic(
            query in "([ \"«»“|\\-.:…اأ\u{064B}a1٣]|مؤلف:|سنة:|كتاب:|بدون:| OR ){0,30}", value: String
        ) {
            let read = read_query(&query);
            for filter in read.filters {
                prop_assert!(query[filter.range.clone()].contains(&filter.text));
                let apart = |word: &super::super::parse::Typed| {
                    word.range.end <= filter.range.start || filter.range.end <= word.range.start
                };
                let mut words = read.clauses.iter().flat_map(|clause| &clause.words);
                prop_assert!(words.all(apart));
                let _ = Wanted::typed(&filter, true).is(&value);
            }
        }
    }

    #[test]
    fn values_begin_with_years() {
        let check = |value, expected| assert_eq!(year(value), expected, "{value}");
        check("276ه\u{640}", Some(276));
        check("٢٧٦ هجرية", Some(276));
        check("۵۰۵", Some(505));
        check("276-280", Some(276));
        check("نحو 276", None);
        check("", None);
        check("99999999999", None);
    }
}
