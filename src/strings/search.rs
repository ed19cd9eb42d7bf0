//! What the results say of forms, filters and orders.

use super::Strings;
use super::number::digits;
use crate::prefs::Language;

/// Words of the results.
pub struct SearchStrings {
    /// One form and no other.
    pub only: &'static str,
    /// All forms again.
    pub all_forms: &'static str,
    /// Head of the fields of which values can be ticked, and what opens them.
    pub facets: &'static str,
    /// Head of the tags.
    pub tag: &'static str,
    /// Head of the years.
    pub year: &'static str,
    /// The rarer values of a field.
    pub more_values: &'static str,
    /// While values are counted.
    pub counting: &'static str,
    /// No field has values.
    pub no_facets: &'static str,
    /// Label of the orders.
    pub order: &'static str,
    /// Names of the orders: by worth, newest, oldest, by when the author lived, as in the book.
    pub orders: [&'static str; 5],
    /// What is set besides the query.
    pub set: &'static str,
    /// Takes off what is set; its name follows.
    pub drop: &'static str,
    /// Takes off all that is set.
    pub drop_all: &'static str,
    /// Label of the line that searches within the results.
    pub within: &'static str,
}

pub(super) const AR: SearchStrings = SearchStrings {
    only: "وحدها",
    all_forms: "كل الصيغ",
    facets: "تصفية النتائج",
    tag: "الموضوع",
    year: "السنة",
    more_values: "المزيد",
    counting: "نعد\u{0651}…",
    no_facets: "ليس في هذه الصفحات ما يصفى به.",
    order: "الترتيب",
    orders: [
        "الأقرب",
        "الأحدث",
        "الأقدم",
        "الأقدم مؤلف\u{064B}ا",
        "ترتيب الكتاب",
    ],
    set: "ما صفيت به",
    drop: "أزل",
    drop_all: "أزلها كلها",
    within: "ابحث في النتائج",
};

pub(super) const EN: SearchStrings = SearchStrings {
    only: "only",
    all_forms: "all forms",
    facets: "Filter the results",
    tag: "Subject",
    year: "Year",
    more_values: "more",
    counting: "Counting…",
    no_facets: "These pages have nothing to filter by.",
    order: "Order",
    orders: [
        "best first",
        "newest",
        "oldest",
        "earliest author",
        "as in the book",
    ],
    set: "Filters that are set",
    drop: "drop",
    drop_all: "drop all",
    within: "Search within the results",
};

impl Strings {
    /// The name of a field; fields of the texts' own have that which the texts give them.
    pub fn field_name(&self, field: &str) -> String {
        match field {
            "author" => self.author,
            "source" => self.source,
            "book" => self.book,
            "tag" => self.result.tag,
            "year" => self.result.year,
            other => other,
        }
        .to_owned()
    }

    /// A value of a field, a year in the digits of the language.
    pub fn field_value(&self, field: &str, value: &str) -> String {
        match value.parse() {
            Ok(year) if field == "year" && self.language == Language::Arabic => {
                digits(year, self.language)
            }
            _ => value.to_owned(),
        }
    }
}
