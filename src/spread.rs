//! How what was found is spread over the values of a field: numbers, order, and the query that narrows to a value.

use crate::route::Search;
use std::cmp::Ordering;
use warraq::answer::{FacetCount, ValueCount};
use warraq::concordance::numbers;

/// The fields over which a spread is told, as the library names them.
pub const FIELDS: [&str; 4] = ["book", "source", "author", "year"];

/// Pages found among a thousand that have a value, in tenths.
pub fn rate(value: &ValueCount) -> u32 {
    match value.all {
        0 => 0,
        all => (u64::from(value.pages) * 10_000 / u64::from(all)) as u32,
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The value, by its letters; years by number.
    Value,
    /// Pages found.
    Pages,
    /// Pages in all.
    All,
    /// Of a thousand.
    Rate,
}

impl Column {
    /// All columns, in their order.
    pub const ALL: [Column; 4] = [Column::Value, Column::Pages, Column::All, Column::Rate];
}

/// The values in the order of a column: numbers from the highest on, texts from the first letter on.
pub fn sorted(values: &[ValueCount], column: Column) -> Vec<ValueCount> {
    let order = numbers(values.len(), &|a, b| {
        let (one, other) = (&values[a as usize], &values[b as usize]);
        let number = |value: &ValueCount| match column {
            Column::Value => 0,
            Column::Pages => value.pages,
            Column::All => value.all,
            Column::Rate => rate(value),
        };
        let by_number = number(other).cmp(&number(one));
        by_number.then_with(|| match column {
            // Years have four digits, and letters their own order.
            Column::Value => one.value.cmp(&other.value),
            _ => Ordering::Equal,
        })
    });
    let value = |&place: &u32| values[place as usize].clone();
    order.iter().map(value).collect()
}

/// Years without a gap between the first and the last, as long as they are not too far apart to be drawn.
pub fn years(field: &FacetCount) -> Vec<ValueCount> {
    const MOST: u32 = 200;
    let known: Vec<(u32, &ValueCount)> = field
        .values
        .iter()
        .filter_map(|value| Some((value.value.parse().ok()?, value)))
        .collect();
    let order = numbers(known.len(), &|a, b| {
        known[a as usize].0.cmp(&known[b as usize].0)
    });
    let known: Vec<(u32, &ValueCount)> = order.iter().map(|&at| known[at as usize]).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return Vec::new();
    };
    if last.0 - first.0 >= MOST {
        return known.into_iter().map(|known| known.1.clone()).collect();
    }
    let year = |year: u32| match known.binary_search_by_key(&year, |known| known.0) {
        Ok(place) => known[place].1.clone(),
        Err(_) => ValueCount {
            value: year.to_string(),
            ..ValueCount::default()
        },
    };
    (first.0..=last.0).map(year).collect()
}

/// The search for what has this value.
pub fn narrowed(search: &Search, field: &str, value: &str) -> Search {
    let operator = match field {
        "book" => {
            return Search {
                book: Some(value.to_owned()),
                from: 0,
                ..search.clone()
            };
        }
        "source" => "مصدر",
        "author" => "مؤلف",
        "year" => "سنة",
        _ => field,
    };
    let value = value.replace(['"', '«', '»', '“', '”'], " ");
    let filter = match value.contains(' ') {
        true => [operator, ":\"", value.trim(), "\""].concat(),
        false => [operator, ":", &value].concat(),
    };
    search.with_query([search.query.trim(), " ", &filter].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(value: &str, pages: u32, all: u32) -> ValueCount {
        ValueCount {
            value: value.into(),
            pages,
            all,
        }
    }

    #[test]
    fn rates_are_of_a_thousand() {
        let check = |pages, all, expected| assert_eq!(rate(&value("", pages, all)), expected);
        check(0, 0, 0);
        check(1, 1000, 10);
        check(5, 5, 10_000);
        check(1, 3, 3333);
        check(u32::MAX, u32::MAX, 10_000);
    }

    #[test]
    fn values_are_sorted() {
        let values = [value("ج", 2, 100), value("ا", 5, 1000), value("ب", 1, 2)];
        let check = |column, expected: [&str; 3]| {
            let sorted = sorted(&values, column);
            let names: Vec<&str> = sorted.iter().map(|value| value.value.as_str()).collect();
            assert_eq!(names, expected, "{column:?}");
        };
        check(Column::Value, ["ا", "ب", "ج"]);
        check(Column::Pages, ["ا", "ج", "ب"]);
        check(Column::All, ["ا", "ج", "ب"]);
        check(Column::Rate, ["ب", "ج", "ا"]);
    }

    #[test]
    fn years_have_no_gap() {
        let check = |given: &[&str], expected: &[&str]| {
            let field = FacetCount {
                field: "year".into(),
                values: given.iter().map(|year| value(year, 1, 1)).collect(),
            };
            let years = years(&field);
            let names: Vec<&str> = years.iter().map(|year| year.value.as_str()).collect();
            assert_eq!(names, expected);
        };
        check(&[], &[]);
        check(&["2003", "2001"], &["2001", "2002", "2003"]);
        check(&["2003", "377"], &["377", "2003"]);
    }

    #[test]
    fn a_value_narrows_the_search() {
        let search = Search::new("ورق");
        let check = |field, value, expected: &str| {
            assert_eq!(narrowed(&search, field, value).query, expected);
        };
        check("source", "نشرة", "ورق مصدر:نشرة");
        check("author", "طه \"حسين\"", "ورق مؤلف:\"طه  حسين\"");
        check("year", "2015", "ورق سنة:2015");
        assert_eq!(
            narrowed(&search, "book", "كتب/أ").book,
            Some("كتب/أ".into())
        );
    }
}
