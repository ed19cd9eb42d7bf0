//! Every word the interface says, in each of its languages. A string that is missing in one of them
//! does not compile. What takes a number is a function, for Arabic has six forms of a plural.

mod ar;
mod corpus;
mod en;
mod finder;
mod folio;
mod number;
mod offline;
mod reader;
mod search;

pub use number::write_with;
pub use reader::ReaderStrings;

pub use corpus::CorpusStrings;
pub use folio::FolioStrings;
pub use offline::OfflineStrings;

use crate::prefs::{Language, Theme};
use crate::protocol::Trouble;
use warraq::answer::Depth;
use warraq::date::{Calendar, Date};
use warraq::grammar::Term;
use warraq::page::PageDate;

/// The words of one language. Fields with a verb are labels of controls.
pub struct Strings {
    /// The language.
    pub language: Language,
    /// A number in the digits of the language.
    pub number: fn(u64) -> String,

    /// The name of the program.
    pub warraq: &'static str,
    /// While the library opens.
    pub opening: &'static str,
    /// To the front page.
    pub shelf: &'static str,
    /// Label of the query line.
    pub search: &'static str,
    /// What stands in the empty query line.
    pub search_hint: &'static str,
    /// Opens the settings.
    pub settings: &'static str,
    /// Closes what is open.
    pub close: &'static str,
    /// Tries again.
    pub retry: &'static str,
    /// Loads the app anew.
    pub reload: &'static str,
    /// Before the technical detail of a fault.
    pub detail: &'static str,
    /// Skips the header.
    pub to_content: &'static str,

    /// Between a number of pages and another.
    pub comma: &'static str,
    /// From a word to what answers it.
    pub arrow: &'static str,
    /// A number of pages.
    pub pages: fn(u32) -> String,
    /// "In" a number of pages.
    pub in_pages: fn(u32) -> String,
    /// A number of words.
    pub words: fn(u64) -> String,
    /// A number of books.
    pub books: fn(u32) -> String,
    /// A number of roots.
    pub roots: fn(u32) -> String,
    /// A number of times.
    pub times: fn(u32) -> String,
    /// A number of places in a page.
    pub places: fn(u32) -> String,

    /// A book without a name.
    pub loose_pages: &'static str,
    /// A library without a name.
    pub untitled_library: &'static str,
    /// A library with no page.
    pub empty_library: &'static str,
    /// To all pages of a book.
    pub all_pages: fn(u32) -> String,
    /// To search one book.
    pub search_book: &'static str,
    /// A list from one number to another, "of" a third.
    pub span: fn(u32, u32, u32) -> String,
    /// The list before.
    pub earlier: &'static str,
    /// The list after.
    pub more: &'static str,
    /// A link to a book that is not there.
    pub no_book: &'static str,

    /// While an answer is awaited.
    pub searching: &'static str,
    /// Pages found; exact.
    pub found: fn(u32) -> String,
    /// How to ask, for an empty query line: what to type, what it means.
    pub syntax: &'static [(&'static str, &'static str)],
    /// Head of the syntax.
    pub syntax_title: &'static str,
    /// Names of the depths, of [`Depth::ALL`].
    pub depths: [&'static str; 4],
    /// What each depth finds.
    pub depth_hints: [&'static str; 4],
    /// Head of the depth control.
    pub depth: &'static str,
    /// Head of the side column of results.
    pub query_words: &'static str,
    /// The forms that answer a word.
    pub forms: fn(u32) -> String,
    /// Pages with all words.
    pub all_words: &'static str,
    /// Pages with any word.
    pub any_word: &'static str,
    /// No page has any of the words, and words like them were searched.
    pub guessed: &'static str,
    /// No page has all words.
    pub relaxed: &'static str,
    /// Pages that have some of the words besides.
    pub partial: fn(u32) -> String,
    /// Which words a page lacks.
    pub lacks: &'static str,
    /// More reasons than are shown.
    pub and_more: fn(u32) -> String,
    /// Only one book is searched; its title follows.
    pub in_book: &'static str,
    /// Search the whole library.
    pub everywhere: &'static str,
    /// A function word.
    pub function_word: &'static str,
    /// A word that must not be there.
    pub excluded: &'static str,
    /// The beginning of words.
    pub beginning: &'static str,
    /// Words of a shape.
    pub wildcard: &'static str,
    /// Words of a pattern.
    pub pattern: &'static str,
    /// A word nobody typed.
    pub repair: &'static str,
    /// Forms that were too many to search for.
    pub left_out: fn(u32) -> String,
    /// A word the library lacks.
    pub unknown: &'static str,
    /// The root of a word; it follows.
    pub root: &'static str,
    /// The weight of a word; it follows.
    pub weight: &'static str,
    /// The card of a word.
    pub word_card: &'static str,
    /// A word without its affixes; it follows.
    pub word: &'static str,
    /// Between what a word is and what it is of.
    pub semicolon: &'static str,
    /// The library lacks a word.
    pub by_analysis: &'static str,
    /// Head of other words of the family.
    pub family: &'static str,
    /// Nothing found, head.
    pub nothing: &'static str,
    /// What was tried: the word and its depth.
    pub tried: fn(&str, Depth) -> String,
    /// How many pages were searched.
    pub searched: fn(u32) -> String,
    /// Head of near words.
    pub did_you_mean: &'static str,
    /// Head of other depths that would find something.
    pub other_depths: &'static str,
    /// Before the query without its quotation marks.
    pub without_quotes: &'static str,
    /// What to do if there is nothing else to offer.
    pub try_less: &'static str,

    /// While a page is awaited.
    pub loading_page: &'static str,
    /// Back to the results.
    pub back: &'static str,
    /// Where a page was published.
    pub original: &'static str,
    /// A date the text mentions.
    pub mentions: &'static str,
    /// Labels of what is known of a page.
    pub author: &'static str,
    /// See `author`.
    pub source: &'static str,
    /// See `author`.
    pub date: &'static str,
    /// See `author`.
    pub book: &'static str,
    /// See `author`.
    pub tags: &'static str,
    /// Dates the text mentions.
    pub dates: &'static str,
    /// Head of what is known of a page.
    pub about_page: &'static str,
    /// Head of related pages.
    pub related: &'static str,
    /// Head of notes.
    pub notes: &'static str,
    /// The page before.
    pub previous_page: &'static str,
    /// The page after.
    pub next_page: &'static str,
    /// The hit before.
    pub previous_hit: &'static str,
    /// The hit after.
    pub next_hit: &'static str,
    /// Which hit of how many.
    pub hit_of: fn(u32, u32) -> String,
    /// No word of the query is in this page.
    pub no_hits: &'static str,
    /// Head of the words marked in a page.
    pub marked_words: &'static str,
    /// To the top.
    pub to_top: &'static str,
    /// A page that is not there, head.
    pub no_page: &'static str,
    /// What to do then.
    pub no_page_help: &'static str,

    /// The size of text.
    pub size: &'static str,
    /// Smaller text.
    pub smaller: &'static str,
    /// Larger text.
    pub larger: &'static str,
    /// The colours.
    pub theme: &'static str,
    /// Names of the colours, of [`Theme::ALL`].
    pub themes: [&'static str; 4],
    /// The language of the interface.
    pub language_label: &'static str,
    /// Whether tashkeel is shown.
    pub tashkeel: &'static str,
    /// It is.
    pub shown: &'static str,
    /// It is not.
    pub hidden: &'static str,

    /// What happened and what to do.
    pub trouble: fn(&Trouble) -> (&'static str, &'static str),

    /// The words of reading.
    pub reader: ReaderStrings,
    /// The words of keeping a library.
    pub offline: OfflineStrings,
    /// Concordances, spreads, neighbours, exports and citations.
    pub corpus: CorpusStrings,
    /// Words of suggestions, kept searches and the query builder.
    pub finder: finder::FinderStrings,
    /// Printed pages, reading on, two pages side by side.
    pub folio: FolioStrings,
    /// What the results say.
    pub result: search::SearchStrings,

    months: [&'static str; 12],
    hijri_months: [&'static str; 12],
    hijri: &'static str,
}

/// The words of a language.
pub fn of(language: Language) -> &'static Strings {
    match language {
        Language::Arabic => &ar::STRINGS,
        Language::English => &en::STRINGS,
    }
}

/// The name of a language in itself.
pub fn language_name(language: Language) -> &'static str {
    match language {
        Language::Arabic => "العربية",
        Language::English => "English",
    }
}

impl Strings {
    /// A number in the digits of the language.
    pub fn n(&self, number: u32) -> String {
        (self.number)(u64::from(number))
    }

    /// A term of grammar in the language.
    pub fn term(&self, (arabic, english): Term) -> &'static str {
        match self.language {
            Language::Arabic => arabic,
            Language::English => english,
        }
    }

    /// The name of a depth.
    pub fn depth_name(&self, depth: Depth) -> &'static str {
        self.depths[depth as usize]
    }

    /// The name of the colours.
    pub fn theme_name(&self, theme: Theme) -> &'static str {
        self.themes[theme as usize]
    }

    /// A date in words.
    pub fn date_text(&self, date: Date) -> String {
        let months = match date.calendar {
            Calendar::Gregorian => &self.months,
            Calendar::Hijri => &self.hijri_months,
        };
        let mut parts = Vec::with_capacity(4);
        if date.day > 0 {
            parts.push(number::digits(u64::from(date.day), self.language));
        }
        if let Some(month) = months.get(usize::from(date.month).wrapping_sub(1)) {
            parts.push((*month).to_owned());
        }
        parts.push(number::digits(u64::from(date.year), self.language));
        if date.calendar == Calendar::Hijri {
            parts.push(self.hijri.to_owned());
        }
        parts.join(" ")
    }

    /// When a page is from; a date that is only mentioned in its text is worded so.
    pub fn page_date(&self, date: PageDate) -> String {
        let text = self.date_text(date.date);
        if date.stated {
            text
        } else {
            [self.mentions, " ", &text].concat()
        }
    }

    /// A date as [`Date`] writes itself, in words; as it is if it is none.
    pub fn written_date(&self, text: &str) -> String {
        parse_date(text).map_or_else(|| text.to_owned(), |date| self.date_text(date))
    }
}

/// Reads what `Display` of [`Date`] writes.
fn parse_date(text: &str) -> Option<Date> {
    let (numbers, calendar) = match text.strip_suffix(" ه\u{0640}") {
        Some(numbers) => (numbers, Calendar::Hijri),
        None => (text, Calendar::Gregorian),
    };
    let mut parts = numbers.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().map_or(Some(0), |part| part.parse().ok());
    Some(Date {
        calendar,
        year,
        month: part()?,
        day: part()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Calendar::{Gregorian, Hijri};

    #[test]
    fn dates_are_worded() {
        let check = |calendar, year, month, day, arabic: &str, english: &str| {
            let date = Date {
                calendar,
                year,
                month,
                day,
            };
            assert_eq!(of(Language::Arabic).date_text(date), arabic);
            assert_eq!(of(Language::English).date_text(date), english);
            assert_eq!(parse_date(&date.to_string()), Some(date));
        };
        check(
            Gregorian,
            2020,
            11,
            10,
            "١٠ نوفمبر ٢٠٢٠",
            "10 November 2020",
        );
        check(Gregorian, 2016, 7, 0, "يوليو ٢٠١٦", "July 2016");
        check(Gregorian, 377, 0, 0, "٣٧٧", "377");
        check(
            Hijri,
            1436,
            9,
            5,
            "٥ رمضان ١٤٣٦ ه\u{0640}",
            "5 Ramadan 1436 AH",
        );
        check(Hijri, 377, 0, 0, "٣٧٧ ه\u{0640}", "377 AH");
    }

    #[test]
    fn a_mentioned_date_is_not_stated() {
        let date = Date {
            calendar: Gregorian,
            year: 2020,
            month: 11,
            day: 10,
        };
        let arabic = of(Language::Arabic);
        assert_eq!(
            arabic.page_date(PageDate { date, stated: true }),
            "١٠ نوفمبر ٢٠٢٠"
        );
        assert_eq!(
            arabic.page_date(PageDate {
                date,
                stated: false
            }),
            "يذكر ١٠ نوفمبر ٢٠٢٠"
        );
        assert_eq!(arabic.written_date("2020-11"), "نوفمبر ٢٠٢٠");
        assert_eq!(arabic.written_date("قديم"), "قديم");
    }

    #[test]
    fn depths_and_themes_are_named_in_their_order() {
        for (i, depth) in Depth::ALL.into_iter().enumerate() {
            assert_eq!(depth as usize, i);
        }
        for (i, theme) in Theme::ALL.into_iter().enumerate() {
            assert_eq!(theme as usize, i);
        }
    }
}
