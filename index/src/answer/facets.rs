//! Filters and orders that are asked for, and the values of fields that are told.

use serde::{Deserialize, Serialize};

/// In which order hits are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// Those of the latest date first, those without one last, equals in page order.
    Newest,
    /// Those of the earliest date first, those without one last, equals in page order.
    Oldest,
    /// As the library has them.
    Page,
    /// Those whose author died first ([`DIED`](crate::query::filter::DIED)) first, those of whom that is not known
    /// last, equals in page order.
    Author,
}

/// Which pages are searched: those with one of these values of a field. A filter changes which pages are
/// found, not what they are worth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The name of the field, as [`FieldRecord`] has it, or `book`, whose values are the books' ids.
    pub field: String,
    /// The values, whole; of the field `year` also `1990..2000`.
    pub values: Vec<String>,
    /// True if pages with these values are left out instead.
    pub without: bool,
}

/// A field that pages of the library have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRecord {
    /// `source`, `year` (the Gregorian one of the page's date), `author`, `tag` or what the pages call it.
    pub name: String,
    /// How many values it has.
    pub values: u32,
    /// How many pages have one at least.
    pub pages: u32,
}

/// The values of a field among the hits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCount {
    /// The name of the field, as in [`Filter::field`].
    pub field: String,
    /// The values of most hits, the most frequent first, then those more frequent in the library; 50 at most.
    pub values: Vec<ValueCount>,
}

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// The value.
    pub value: String,
    /// How many hits have it; exact.
    pub pages: u32,
    /// How many pages of the library have it.
    pub all: u32,
}
