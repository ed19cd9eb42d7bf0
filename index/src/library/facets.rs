//! Counting: how many of the hits have each value of each field.

use super::Library;
use super::filter::Missing;
use crate::answer::{FacetCount, ValueCount};
use crate::error::Error;
use crate::format::catalog::Catalog;
use crate::format::facets::{self, Field};
use crate::format::pack::PackKind;
use crate::order::{pair, sort_by_key, sort_distinct};
use crate::query::filter::BOOK;
use crate::query::runs::count_in;
use std::ops::Range;

/// Values given of a field at most.
const MOST: usize = 50;

/// The values of most hits so far: how many hits, and the number of the value, the most first.
#[derive(Default)]
struct Top(Vec<(u32, u32)>);

impl Top {
    fn add(&mut self, hits: u32, value: u32) {
        if hits > self.least() {
            self.0.push((hits, value));
        }
    }

    /// Forgets all but the first.
    fn cut(&mut self) {
        sort_by_key(&mut self.0, |&(hits, value)| pair(!hits, value));
        self.0.truncate(MOST);
    }

    /// So many hits a later value must exceed to be among the first; to be asked when it is cut.
    fn least(&self) -> u32 {
        self.0.get(MOST - 1).map_or(0, |last| last.0)
    }
}

impl Library {
    /// The values of most hits, field by field; or what is missing.
    #[inline(never)]
    pub(super) fn facets(
        &self,
        hits: &[u32],
        catalog: &Catalog,
        missing: &mut Missing,
    ) -> Result<Option<Vec<FacetCount>>, Error> {
        let mut hits = hits.to_vec();
        sort_distinct(&mut hits);
        let mut counts = Vec::new();
        if hits.is_empty() {
            return Ok(Some(counts));
        }
        let Some(fields) = self.all_fields(missing)? else {
            return Ok(None);
        };
        if catalog.books.len() > 1 {
            let mut top = Top::default();
            for book in &catalog.books {
                let pages = book.first.0..book.first.0.saturating_add(book.pages);
                top.0.push((count_in(&hits, &[pages]), book.book.0));
            }
            top.cut();
            let id = |number: u32| {
                let book = catalog.books.get(number as usize)?;
                Some((book.id.clone(), book.pages))
            };
            counts.push(named(BOOK, &top, id));
        }
        let mut whole = true;
        for field in &fields {
            match self.top(field, &hits, missing)? {
                Some(top) => counts.push(named(&field.name, &top, self.names(field, &top)?)),
                None => whole = false,
            }
        }
        counts.retain(|field| !field.values.is_empty());
        Ok(whole.then_some(counts))
    }

    /// The values of a field that most hits have. They are looked through from those of most pages
    /// on, and no farther than until no later value can have more; at every halt twice as many parts
    /// are asked for.
    fn top(
        &self,
        field: &Field,
        hits: &[u32],
        missing: &mut Missing,
    ) -> Result<Option<Top>, Error> {
        let mut top = Top::default();
        let mut first = 0;
        for (place, (part, values)) in field.parts().enumerate() {
            let ahead = |parts: usize| field.parts().skip(place).take(parts);
            if self.lacks_facets(missing, [part]) {
                self.lacks_facets(missing, ahead(place + 1).map(|(part, _)| part));
                return Ok(None);
            }
            let (sets, counts) = self.counts(part, values)?;
            for (set, group) in (sets..).zip(facets::groups(&counts)) {
                if counts[group.start] <= top.least() {
                    return Ok(Some(top));
                }
                if self.lacks_facets(missing, [set]) {
                    for (part, values) in ahead(place + 1) {
                        if self.lacks_facets(&mut Missing::default(), [part]) {
                            break;
                        }
                        let (sets, counts) = self.counts(part, values)?;
                        let groups = facets::groups(&counts);
                        let may = |group: &&Range<usize>| counts[group.start] > top.least();
                        let groups = groups.iter().filter(may).count() as u32;
                        self.lacks_facets(missing, sets..sets + groups);
                    }
                    return Ok(None);
                }
                let read = self.sets(set, &counts[group.clone()])?;
                for (value, runs) in group.zip(read) {
                    top.add(count_in(hits, &runs), first + value as u32);
                }
                top.cut();
            }
            first += values as u32;
        }
        Ok(Some(top))
    }

    pub(super) fn counts(&self, part: u32, values: usize) -> Result<(u32, Vec<u32>), Error> {
        let read = |bytes: &[u8]| facets::read_counts(bytes, values);
        self.part(PackKind::Facets, part, read)
    }

    /// The texts of such values, whose packs were fed, and how many pages have them.
    fn names(
        &self,
        field: &Field,
        top: &Top,
    ) -> Result<impl Fn(u32) -> Option<(String, u32)> + use<>, Error> {
        let place = |number: u32| number as usize / facets::VALUES;
        let mut parts: Vec<Option<(Vec<String>, Vec<u32>)>> = Vec::new();
        for (number, (part, values)) in field.parts().enumerate() {
            if top.0.iter().all(|&(_, value)| place(value) < number) {
                break;
            }
            let is_here = top.0.iter().any(|&(_, value)| place(value) == number);
            let read = |bytes: &[u8]| facets::read_names(bytes, values);
            let read = || {
                let names = self.part(PackKind::Facets, part, read)?;
                Ok::<_, Error>((names, self.counts(part, values)?.1))
            };
            parts.push(is_here.then(read).transpose()?);
        }
        Ok(move |number: u32| {
            let (names, counts) = parts.get(place(number))?.as_ref()?;
            let value = number as usize % facets::VALUES;
            Some((names.get(value)?.clone(), *counts.get(value)?))
        })
    }
}

/// The values with their texts.
fn named(field: &str, top: &Top, name: impl Fn(u32) -> Option<(String, u32)>) -> FacetCount {
    let some = top.0.iter().filter(|(pages, _)| *pages > 0);
    let value = |&(pages, number): &(u32, u32)| {
        let (value, all) = name(number).unwrap_or_default();
        ValueCount { value, pages, all }
    };
    FacetCount {
        field: field.to_owned(),
        values: some.map(value).collect(),
    }
}
