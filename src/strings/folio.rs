//! The words of printed pages, of reading on and of two pages side by side.

use super::number::digits;
use crate::prefs::Language;
use warraq::page::Printed;

/// The words of one language.
pub struct FolioStrings {
    /// A page of the printed edition, or those from the first to the last.
    pub printed: fn(Printed, Printed) -> String,
    /// A number as pages have it.
    pub number: fn(u32) -> String,
    /// Head of what is known of the printed edition.
    pub in_print: &'static str,
    /// To a page of the printed edition.
    pub go_to_printed: &'static str,
    /// The volume of it.
    pub volume: &'static str,
    /// Its number.
    pub page: &'static str,
    /// The book has no such page.
    pub not_printed: &'static str,
    /// How often a word is.
    pub how_often: &'static str,
    /// In the page, in its book, in the library.
    pub within: [&'static str; 3],
    /// Another page beside this.
    pub beside: &'static str,
    /// To read the page that is beside alone.
    pub alone: &'static str,
    /// How pages follow each other.
    pub turning: &'static str,
    /// One by one, or without turning.
    pub turnings: [&'static str; 2],
}

fn n(number: u32, language: Language) -> String {
    digits(u64::from(number), language)
}

/// The first page with its volume, and the last with its own if that is another.
fn span(
    first: Printed,
    last: Printed,
    one: impl Fn(Printed, &str) -> String,
    language: Language,
) -> String {
    match () {
        () if first == last => one(first, ""),
        () if first.volume == last.volume => one(first, &["–", &n(last.page, language)].concat()),
        () => [&one(first, ""), " – ", &one(last, "")].concat(),
    }
}

fn arabic(first: Printed, last: Printed) -> String {
    let n = |number| n(number, Language::Arabic);
    let one = |at: Printed, to: &str| match at.volume {
        0 => ["ص ", &n(at.page), to].concat(),
        volume => ["ج ", &n(volume), " ص ", &n(at.page), to].concat(),
    };
    span(first, last, one, Language::Arabic)
}

fn english(first: Printed, last: Printed) -> String {
    let n = |number| n(number, Language::English);
    let one = |at: Printed, to: &str| {
        let page = if to.is_empty() { "p. " } else { "pp. " };
        match at.volume {
            0 => [page, &n(at.page), to].concat(),
            volume => ["vol. ", &n(volume), ", ", page, &n(at.page), to].concat(),
        }
    };
    span(first, last, one, Language::English)
}

pub(super) const AR: FolioStrings = FolioStrings {
    printed: arabic,
    number: |page| n(page, Language::Arabic),
    in_print: "في المطبوع",
    go_to_printed: "إلى صفحة المطبوع",
    volume: "الجزء",
    page: "الصفحة",
    not_printed: "ليست هذه الصفحة في الكتاب.",
    how_often: "كم مرة وردت",
    within: ["في الصفحة", "في الكتاب", "في المكتبة"],
    beside: "صفحتان جنب\u{064B}ا إلى جنب",
    alone: "افتحها وحدها",
    turning: "تتابع الصفحات",
    turnings: ["صفحة صفحة", "متصلة"],
};

pub(super) const EN: FolioStrings = FolioStrings {
    printed: english,
    number: |page| n(page, Language::English),
    in_print: "In print",
    go_to_printed: "Go to the printed page",
    volume: "Volume",
    page: "Page",
    not_printed: "The book has no such page.",
    how_often: "How often it occurs",
    within: ["This page", "This book", "Library"],
    beside: "Two pages side by side",
    alone: "Open it alone",
    turning: "Pages",
    turnings: ["One by one", "Continuous"],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_pages_are_told() {
        let check = |first: (u32, u32), last: (u32, u32), in_arabic: &str, in_english: &str| {
            let [first, last] = [first, last].map(|(volume, page)| Printed { volume, page });
            assert_eq!(arabic(first, last), in_arabic);
            assert_eq!(english(first, last), in_english);
        };
        check((0, 7), (0, 7), "ص ٧", "p. 7");
        check((2, 117), (2, 117), "ج ٢ ص ١١٧", "vol. 2, p. 117");
        check((2, 117), (2, 120), "ج ٢ ص ١١٧–١٢٠", "vol. 2, pp. 117–120");
        check(
            (1, 1002),
            (2, 3),
            "ج ١ ص ١٠٠٢ – ج ٢ ص ٣",
            "vol. 1, p. 1002 – vol. 2, p. 3",
        );
    }
}
