//! Gathering facets: the values of every field and the pages that have them.
//!
//! Fields are `source`, `year`, `author` and `tag`, and others by their names if they are on a hundredth
//! of the pages at least and have at most 1,000 values. The year is the Gregorian one of the page's
//! date; a Hijri date counts for the year in which its day, or the first day of its month or year, falls.

use super::BuildError;
use super::packs::{self, Packs, PartsPacks};
use crate::format::bytes::length;
use crate::format::facets::{self, Field, VALUES};
use crate::format::pack::PackKind;
use crate::format::{bytes, dates};
use crate::page::Page;
use crate::query::filter;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// Values that a field may have, if it is none of those that are always kept.
const MOST: usize = 1000;
/// Other fields that are looked at: the first so many.
const OTHERS: usize = 256;
/// Of so many pages one must have such a field.
const SHARE: u32 = 100;

const SOURCE: usize = 0;
const YEAR: usize = 1;
const AUTHOR: usize = 2;
const TAG: usize = 3;
/// The names of the fields that are always kept.
const NAMES: [&str; 4] = ["source", "year", "author", "tag"];

/// A field that says what its page is about: a sentence, no value that others have, too.
const ABOUT: &str = "description";

/// Bytes from which the values of a field, or its sets, are in packs of their own.
const APART: usize = 8 << 10;

/// The values of all fields, and the day of each page.
pub(super) struct Facets {
    fields: Vec<Gathered>,
    days: Vec<u32>,
}

/// A field.
struct Gathered {
    name: String,
    /// By its text, the number of each value.
    numbers: FxHashMap<Arc<str>, u32>,
    values: Vec<Value>,
    /// Pages that have the field.
    pages: u32,
    /// The page after the last that has it.
    after: u32,
    /// True if it has too many values to be kept.
    dropped: bool,
}

/// The pages of a value: runs, all but the last as varints of how many pages lie before and how long it is.
#[derive(Default)]
struct Value {
    text: Arc<str>,
    runs: Vec<u8>,
    /// Where the runs written end.
    written: u32,
    last: Range<u32>,
    count: u32,
}

impl Value {
    fn add(&mut self, page: u32) {
        if self.count > 0 && page < self.last.end {
            return;
        }
        if self.count > 0 && page == self.last.end {
            self.last.end += 1;
        } else {
            self.flush();
            self.last = page..page + 1;
        }
        self.count += 1;
    }

    fn flush(&mut self) {
        use bytes::Put;
        if !self.last.is_empty() {
            self.runs.varint(self.last.start - self.written);
            self.runs.varint(self.last.end - self.last.start);
            self.written = self.last.end;
        }
    }

    fn runs(&self) -> Vec<Range<u32>> {
        let mut runs = Vec::new();
        let mut cursor = bytes::Cursor::new(&self.runs);
        let mut end = 0;
        while let (Ok(gap), Ok(length)) = (cursor.varint(), cursor.varint()) {
            let start = end + gap;
            end = start + length;
            runs.push(start..end);
        }
        runs.push(self.last.clone());
        runs
    }
}

impl Gathered {
    fn new(name: &str) -> Gathered {
        Gathered {
            name: name.to_owned(),
            numbers: FxHashMap::default(),
            values: Vec::new(),
            pages: 0,
            after: 0,
            dropped: false,
        }
    }

    fn add(&mut self, page: u32, text: &str, most: usize) {
        // What is kept as letters has no character 0.
        let without;
        let mut text = text.trim();
        if text.contains('\0') {
            without = text.replace('\0', "");
            text = &without;
        }
        if self.dropped || text.is_empty() {
            return;
        }
        let next = length(self.values.len());
        let known = self.numbers.get(text).copied();
        let number = known.unwrap_or(next);
        if known.is_none() {
            if self.values.len() >= most {
                *self = Gathered {
                    dropped: true,
                    ..Gathered::new(&self.name)
                };
                return;
            }
            let text: Arc<str> = text.into();
            self.numbers.insert(Arc::clone(&text), number);
            self.values.push(Value {
                text,
                ..Value::default()
            });
        }
        self.values[number as usize].add(page);
        if self.after <= page {
            self.pages += 1;
            self.after = page + 1;
        }
    }

    /// The texts of the values and the values, in the order in which they are written.
    fn sorted(&self) -> Vec<(&str, &Value)> {
        let each = self.values.iter().map(|value| (&*value.text, value));
        let mut sorted: Vec<(&str, &Value)> = each.collect();
        sorted.sort_unstable_by_key(|(text, value)| (std::cmp::Reverse(value.count), *text));
        sorted
    }
}

impl Facets {
    pub(super) fn new() -> Facets {
        Facets {
            fields: NAMES.map(Gathered::new).into(),
            days: Vec::new(),
        }
    }

    /// Takes in the next page.
    pub(super) fn add(&mut self, page: &Page) {
        let number = length(self.days.len());
        let day = page.date.map_or(0, |date| date.date.day_number());
        self.days.push(day);
        let mut add = |field: usize, text: &str| self.fields[field].add(number, text, usize::MAX);
        if let Some(text) = &page.source {
            add(SOURCE, text);
        }
        if day > 0 {
            add(YEAR, &crate::date::year_of(day).to_string());
        }
        if let Some(text) = &page.author {
            add(AUTHOR, text);
        }
        page.tags.iter().for_each(|tag| add(TAG, tag));
        for (name, text) in &page.fields {
            let name = name.trim();
            let found = self.fields.iter().position(|field| field.name == name);
            let place = match found {
                Some(place) if place < NAMES.len() => continue,
                Some(place) => place,
                None if self.fields.len() < NAMES.len() + OTHERS && is_name(name) => {
                    self.fields.push(Gathered::new(name));
                    self.fields.len() - 1
                }
                None => continue,
            };
            self.fields[place].add(number, text, MOST);
        }
    }

    /// Writes the packs: none of facets if there is no field, none of dates if no page has one. True if one of the fields tells
    /// when authors died.
    pub(super) fn write(&self, packs: &mut Packs) -> Result<bool, BuildError> {
        if self.days.iter().any(|&day| day > 0) {
            for (number, days) in (0..).zip(self.days.chunks(dates::PAGES as usize)) {
                packs.add(PackKind::Dates, number * dates::PAGES, dates::write(days))?;
            }
        }
        let pages = length(self.days.len());
        let kept = |field: &&Gathered| {
            let always = NAMES.contains(&field.name.as_str());
            !field.values.is_empty() && (always || field.pages >= pages.div_ceil(SHARE))
        };
        let mut kept: Vec<&Gathered> = self.fields.iter().filter(kept).collect();
        // The largest last, so that the others are together.
        kept.sort_by_key(|field| (field.values.len() > VALUES, field.name.clone()));
        let mut fields = Vec::new();
        let mut blocks = Vec::new();
        let mut next = 1;
        let mut died = false;
        for field in kept {
            let sorted = field.sorted();
            let is_year = |(text, _): &(&str, &Value)| filter::year(text).is_some();
            died |= field.name == filter::DIED && sorted.iter().any(is_year);
            let counts: Vec<u32> = sorted.iter().map(|(_, value)| value.count).collect();
            let first = next;
            next += length(counts.chunks(VALUES).len());
            let (mut values, mut sets) = (Vec::new(), Vec::new());
            for part in sorted.chunks(VALUES) {
                let counts: Vec<(&str, u32)> = part
                    .iter()
                    .map(|(text, value)| (*text, value.count))
                    .collect();
                let mut bytes = Vec::new();
                facets::write_values(next, &counts, &mut bytes);
                values.push(bytes);
                let counts: Vec<u32> = part.iter().map(|(_, value)| value.count).collect();
                for group in facets::groups(&counts) {
                    let runs: Vec<Vec<Range<u32>>> =
                        part[group].iter().map(|(_, value)| value.runs()).collect();
                    let runs: Vec<&[Range<u32>]> = runs.iter().map(Vec::as_slice).collect();
                    let mut bytes = Vec::new();
                    facets::write_sets(pages, &runs, &mut bytes);
                    sets.push(bytes);
                    next += 1;
                }
            }
            blocks.extend([values, sets]);
            fields.push(Field {
                name: field.name.clone(),
                values: length(field.values.len()),
                pages: field.pages,
                first,
            });
        }
        if fields.is_empty() {
            return Ok(false);
        }
        let mut parts = PartsPacks::new(PackKind::Facets, packs::FACETS);
        parts.add(|out| facets::write_fields(&fields, out));
        for block in blocks {
            let apart = block.iter().map(Vec::len).sum::<usize>() >= APART;
            if apart {
                parts.cut();
            }
            block
                .into_iter()
                .for_each(|part| parts.add(|out| out.extend(part)));
            if apart {
                parts.cut();
            }
            parts.flush(packs)?;
        }
        parts.finish(packs)?;
        Ok(died)
    }
}

/// Whether a field can be asked for by this name.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 64 && ![filter::BOOK, ABOUT].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_the_pages(pages: std::collections::BTreeSet<u16>) {
            prop_assume!(!pages.is_empty());
            let mut value = Value::default();
            for &page in &pages {
                value.add(u32::from(page));
                value.add(u32::from(page));
            }
            let expected: Vec<u32> = pages.into_iter().map(u32::from).collect();
            prop_assert_eq!(value.count as usize, expected.len());
            prop_assert_eq!(value.runs().into_iter().flatten().collect::<Vec<u32>>(), expected);
        }
    }

    #[test]
    fn a_field_of_too_many_values_is_dropped() {
        let mut field = Gathered::new("رقم");
        for page in 0..10 {
            field.add(page, &page.to_string(), 9);
        }
        assert!(field.dropped && field.values.is_empty());
    }
}
