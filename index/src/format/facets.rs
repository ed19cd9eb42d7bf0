//! Facets: for each field of the pages (source, year, author, tag and the like) its values, how many
//! pages have each, and which. [Parts](super::parts) by numbers of their own.
//!
//! ```text
//! facets := fields part*
//! fields := field*:list                              part 0
//! field  := name:text values:varint pages:varint first:varint
//! values := sets:varint counts:bytes names           a part: the next 1,024 values of a field, or those left
//! sets   := set*                                     a part: the pages of values that follow each other
//! ```
//! The values of a field are in `first` and the parts behind it, those of most pages first, and of as many
//! in the order of their texts. `counts`, `names` and `sets` are by the [range coder](super::coder):
//! how many pages fewer a value has than the one before, or the first at all; the texts by the
//! [model of words](super::script::Model), each after the one before, without a character 0; and of each value
//! runs of pages by how many pages lie before them and how long they are. The number of the part with
//! the pages of the first is `sets`; a part ends with the value with which it has 8,192 pages or more.
//!
//! Fields are parts of their own, values apart from sets, so that a filter by one value reads the names
//! of its field and the one part with its pages.

use super::bytes::{Cursor, Fault, Put, length};
use super::coder::{Coder, Numbers, Reader, Writer};
use super::script;
use std::ops::Range;

/// Values in a part.
pub const VALUES: usize = 1024;
/// Pages of values after which a part of sets ends.
const GROUP: u32 = 8192;

/// A field that pages have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// How many values it has.
    pub values: u32,
    /// How many pages have one at least.
    pub pages: u32,
    /// The first part with values.
    pub first: u32,
}

impl Field {
    /// The parts with its values, each with how many are in it.
    pub fn parts(&self) -> impl Iterator<Item = (u32, usize)> + use<> {
        let all = self.values as usize;
        let part = move |(number, first): (u32, usize)| (number, VALUES.min(all - first));
        (self.first..).zip((0..all).step_by(VALUES)).map(part)
    }
}

/// Appends the part with the fields.
pub fn write_fields(fields: &[Field], out: &mut Vec<u8>) {
    out.varint(length(fields.len()));
    for field in fields {
        out.text(&field.name);
        out.varint(field.values);
        out.varint(field.pages);
        out.varint(field.first);
    }
}

/// Reads the part with the fields.
pub fn read_fields(part: &[u8]) -> Result<Vec<Field>, Fault> {
    let mut cursor = Cursor::new(part);
    let fields = cursor.list(|c| {
        let field = Field {
            name: c.text()?.to_owned(),
            values: c.varint()?,
            pages: c.varint()?,
            first: c.varint()?,
        };
        let parts = field.values / VALUES as u32 + 1;
        let end = field.first.checked_add(parts);
        end.map(|_| field).ok_or(Fault::Range)
    })?;
    cursor.end().map(|()| fields)
}

/// Appends a part with values: texts and numbers of pages, in order.
pub fn write_values(sets: u32, values: &[(&str, u32)], out: &mut Vec<u8>) {
    let given: Vec<u32> = values.iter().map(|(_, count)| *count).collect();
    let mut coder = Writer::default();
    // A writer never fails.
    let _ = code_counts(&mut coder, values.len(), &given);
    out.varint(sets);
    out.bytes(&coder.finish());
    let mut coder = Writer::default();
    let mut model = script::Model::default();
    let mut known = Vec::new();
    for (text, _) in values {
        let text = script::bytes(text);
        let _ = model.code(&mut coder, &known, &text, &mut Vec::new());
        known = text;
    }
    out.extend(coder.finish());
}

/// Reads of a part with so many values where their sets begin, and how many pages each has.
pub fn read_counts(part: &[u8], values: usize) -> Result<(u32, Vec<u32>), Fault> {
    let mut cursor = Cursor::new(part);
    let sets = cursor.varint()?;
    sets.checked_add(VALUES as u32).ok_or(Fault::Range)?;
    let mut coder = Reader::new(cursor.bytes()?);
    let counts = code_counts(&mut coder, values, &[])?;
    coder.end().map(|()| (sets, counts))
}

/// Reads of a part with so many values their texts.
pub fn read_names(part: &[u8], values: usize) -> Result<Vec<String>, Fault> {
    let mut cursor = Cursor::new(part);
    cursor.varint()?;
    cursor.bytes()?;
    let mut coder = Reader::new(&part[cursor.position()..]);
    let mut model = script::Model::default();
    let mut known = Vec::new();
    let mut names = Vec::new();
    for _ in 0..values {
        let mut name = Vec::new();
        model.code(&mut coder, &known, &[], &mut name)?;
        coder.check()?;
        names.push(script::text(&name)?);
        known = name;
    }
    coder.end().map(|()| names)
}

fn code_counts(coder: &mut impl Coder, values: usize, given: &[u32]) -> Result<Vec<u32>, Fault> {
    let (mut first, mut fewer) = (Numbers::default(), Numbers::default());
    let mut counts: Vec<u32> = Vec::new();
    for place in 0..values {
        let given = given.get(place).copied().unwrap_or(0);
        let count = match counts.last() {
            None => first.code(coder, given),
            Some(before) => {
                let less = fewer.code(coder, before.wrapping_sub(given));
                before.checked_sub(less).ok_or(Fault::Range)?
            }
        };
        coder.check()?;
        if count == 0 {
            return Err(Fault::Range);
        }
        counts.push(count);
    }
    Ok(counts)
}

/// The values whose sets are in a part of their own, by how many pages they have.
pub fn groups(counts: &[u32]) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let (mut first, mut pages) = (0, 0u32);
    for (value, &count) in counts.iter().enumerate() {
        pages = pages.saturating_add(count);
        if pages >= GROUP || value + 1 == counts.len() {
            groups.push(first..value + 1);
            (first, pages) = (value + 1, 0);
        }
    }
    groups
}

/// Appends a part with sets of a library of so many pages; each is runs of pages.
pub fn write_sets(pages: u32, sets: &[&[Range<u32>]], out: &mut Vec<u8>) {
    let mut coder = Writer::default();
    let mut model = Model::default();
    for set in sets {
        let count = set.iter().map(|run| run.end - run.start).sum();
        // A writer never fails.
        let _ = model.code(&mut coder, pages, count, set);
    }
    out.extend(coder.finish());
}

/// Reads a part with sets: the runs of pages of values with so many pages each.
pub fn read_sets(part: &[u8], pages: u32, counts: &[u32]) -> Result<Vec<Vec<Range<u32>>>, Fault> {
    let mut coder = Reader::new(part);
    let mut model = Model::default();
    let sets = counts
        .iter()
        .map(|&count| model.code(&mut coder, pages, count, &[]));
    let sets: Vec<Vec<Range<u32>>> = sets.collect::<Result<_, _>>()?;
    coder.end().map(|()| sets)
}

/// What is learned of gaps and runs, by how far apart pages are on average.
struct Model {
    gaps: Vec<Numbers>,
    runs: Vec<Numbers>,
}

impl Default for Model {
    fn default() -> Model {
        let each = || vec![Numbers::default(); 32];
        Model {
            gaps: each(),
            runs: each(),
        }
    }
}

impl Model {
    fn code(
        &mut self,
        coder: &mut impl Coder,
        pages: u32,
        count: u32,
        given: &[Range<u32>],
    ) -> Result<Vec<Range<u32>>, Fault> {
        let apart = (pages / count.max(1)).max(1).ilog2() as usize;
        let (gaps, lengths) = (&mut self.gaps[apart], &mut self.runs[apart]);
        let mut runs: Vec<Range<u32>> = Vec::new();
        let mut left = count;
        while left > 0 {
            let given = given.get(runs.len()).cloned().unwrap_or_default();
            // Between two runs there is a page at least.
            let least = runs.last().map_or(Some(0), |run| run.end.checked_add(1));
            let least = least.ok_or(Fault::Range)?;
            let gap = gaps.code(coder, given.start.wrapping_sub(least));
            let more = match left {
                1 => 0,
                _ => lengths.code(coder, (given.end - given.start).wrapping_sub(1)),
            };
            coder.check()?;
            let start = least.checked_add(gap).ok_or(Fault::Range)?;
            let end = start.checked_add(more).and_then(|last| last.checked_add(1));
            let end = end.filter(|&end| end <= pages && more < left);
            let end = end.ok_or(Fault::Range)?;
            runs.push(start..end);
            left -= end - start;
        }
        Ok(runs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    /// The runs of a set of pages.
    fn runs(pages: impl IntoIterator<Item = u32>) -> Vec<Range<u32>> {
        let mut runs: Vec<Range<u32>> = Vec::new();
        for page in pages {
            match runs.last_mut().filter(|run| run.end == page) {
                Some(run) => run.end += 1,
                None => runs.push(page..page + 1),
            }
        }
        runs
    }

    #[test]
    fn a_part_ends_with_enough_pages() {
        let check =
            |counts: &[u32], expected: &[Range<usize>]| assert_eq!(groups(counts), expected);
        check(&[], &[]);
        check(&[1, 1, 9000, 1], &[0..3, 3..4]);
        check(
            &[u32::MAX, 9000, 5000, 4000, 3000],
            &[0..1, 1..2, 2..4, 4..5],
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            mut values in vec(("[^\0]{0,9}", 1u32..5000), 1..20),
            sets in vec(btree_set(0u32..300, 1..200), 1..9),
            sets_at in 0u32..9999,
        ) {
            values.sort_by_key(|value| std::cmp::Reverse(value.1));
            let given: Vec<(&str, u32)> = values.iter().map(|(text, count)| (text.as_str(), *count)).collect();
            let mut part = Vec::new();
            write_values(sets_at, &given, &mut part);
            let counts = given.iter().map(|value| value.1).collect();
            prop_assert_eq!(read_counts(&part, given.len()), Ok((sets_at, counts)));
            let names = read_names(&part, given.len()).unwrap();
            prop_assert!(names.iter().zip(&given).all(|(name, value)| name == value.0));

            let counts: Vec<u32> = sets.iter().map(|set| set.len() as u32).collect();
            let sets: Vec<Vec<Range<u32>>> = sets.into_iter().map(runs).collect();
            let given: Vec<&[Range<u32>]> = sets.iter().map(Vec::as_slice).collect();
            let mut part = Vec::new();
            write_sets(300, &given, &mut part);
            prop_assert_eq!(read_sets(&part, 300, &counts), Ok(sets));
        }

        #[test]
        fn fields_are_read(fields in vec(("[a-zو]{1,9}", 0u32..9000, any::<u32>(), 0u32..9000), 0..5)) {
            let field = |(name, values, pages, first)| Field { name, values, pages, first };
            let fields: Vec<Field> = fields.into_iter().map(field).collect();
            let mut part = Vec::new();
            write_fields(&fields, &mut part);
            for field in &fields {
                let values: usize = field.parts().map(|(_, values)| values).sum();
                prop_assert_eq!(values, field.values as usize);
            }
            prop_assert_eq!(read_fields(&part), Ok(fields));
        }

        #[test]
        fn any_bytes_are_read_without_panic(part: Vec<u8>, values in 0usize..VALUES, pages: u32, counts in vec(any::<u32>(), 0..20)) {
            let _ = read_fields(&part).map(|fields| fields.iter().map(|field| field.parts().take(9).count()).sum::<usize>());
            let _ = (read_counts(&part, values), read_names(&part, values));
            if let Ok(sets) = read_sets(&part, pages, &counts) {
                let sound = |runs: &Vec<Range<u32>>| runs.is_sorted_by(|a, b| a.end < b.start) && runs.iter().all(|run| run.end <= pages);
                prop_assert!(sets.iter().all(sound));
            }
        }
    }
}
