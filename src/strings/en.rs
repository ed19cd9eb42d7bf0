//! The interface in English.

use super::Strings;
use super::number::{english, grouped};
use crate::prefs::Language;
use crate::protocol::{Trouble, TroubleKind};
use warraq::error::ErrorKind;

const DEPTHS: [&str; 4] = ["As written", "Form", "Word family", "Root"];

fn n(number: u32) -> String {
    grouped(u64::from(number), Language::English)
}

fn pages(number: u32) -> String {
    english(u64::from(number), "page", "pages")
}

pub(super) static STRINGS: Strings = Strings {
    language: Language::English,
    number: |number| grouped(number, Language::English),

    warraq: "Warraq",
    opening: "Opening the library…",
    shelf: "Library",
    search: "Search",
    search_hint: "Search the library",
    settings: "Settings",
    close: "Close",
    retry: "Try again",
    reload: "Load the page again",
    detail: "For whoever looks into it:",
    to_content: "To the text",

    comma: ", ",
    arrow: " → ",
    pages,
    in_pages: |number| ["in ", &pages(number)].concat(),
    words: |number| english(number, "word", "words"),
    books: |number| english(u64::from(number), "book", "books"),
    roots: |number| english(u64::from(number), "root", "roots"),
    times: |number| match number {
        1 => "once".to_owned(),
        _ => english(u64::from(number), "time", "times"),
    },
    places: |number| english(u64::from(number), "place", "places"),

    loose_pages: "Loose pages",
    untitled_library: "A library",
    empty_library: "This library has no pages yet.",
    all_pages: |number| ["All ", &pages(number)].concat(),
    search_book: "Search this book",
    span: |from, to, of| [&n(from), "–", &n(to), " of ", &n(of)].concat(),
    earlier: "Previous",
    more: "Next",
    no_book: "The library has no book of this name. It may have been removed or renamed.",

    searching: "Searching…",
    found: pages,
    syntax: &[
        ("كتاب", "the word and its family: الكتاب، وبكتابه، كتب"),
        ("صلاة الجماعة", "pages that have both words"),
        ("\"غرب أفريقيا\"", "the phrase as it is"),
        ("جذر:كتب", "all words of the root: مكتبة، كاتب، مكتوب"),
        ("=كتاب", "only the word as written"),
        ("صيغة:كتاب", "the form, whatever its marks and hamza seats"),
        (
            "مكت*",
            "words that begin so; the asterisk may stand anywhere, ? is one letter: م?توب",
        ),
        ("وزن:مفاعل", "words of this pattern"),
        (
            "\"ورق حبر\"~5",
            "both words, at most five words from one to the other",
        ),
        ("ورق | حبر", "one or the other"),
        ("عنوان:خط", "the word in the title"),
        ("بيع -ربا", "the first word without the second"),
    ],
    syntax_title: "How to search",
    depths: DEPTHS,
    depth_hints: [
        "as spelt, with the marks you typed",
        "whatever the marks, hamza seats and ta marbuta",
        "with clitics, inflection and plurals",
        "every word of the root",
    ],
    depth: "Depth",
    query_words: "Words of the query",
    forms: |number| english(u64::from(number), "form", "forms"),
    all_words: "All words",
    any_word: "Any word",
    guessed: "No page has any of the words; these have words like them.",
    relaxed: "No page has all the words; these have some of them.",
    partial: |number| [&pages(number), " more with some of the words"].concat(),
    lacks: "Lacks:",
    and_more: |number| ["and ", &n(number), " more"].concat(),
    in_book: "In the book:",
    everywhere: "Search the whole library",
    function_word: "a particle; it may be missing",
    excluded: "excluded",
    beginning: "words beginning so",
    wildcard: "words of this shape",
    pattern: "words of this pattern",
    repair: "searched for as well",
    left_out: |number| [&n(number), " rarer forms left out"].concat(),
    unknown: "not in the library",
    root: "root",
    weight: "weight",
    word_card: "About the word",
    word: "word",
    semicolon: "; ",
    by_analysis: "The library lacks this form; this is what its analysis says.",
    family: "Of its family and root",
    nothing: "Nothing found",
    tried: |word, depth| {
        [
            "Tried “",
            word,
            "” at the depth “",
            DEPTHS[depth as usize],
            "”",
        ]
        .concat()
    },
    searched: |number| [&pages(number), " searched."].concat(),
    did_you_mean: "Did you mean:",
    other_depths: "At another depth there are:",
    without_quotes: "Without quotation marks:",
    try_less: "Try fewer words, or another word of the same meaning.",

    loading_page: "Opening the page…",
    back: "Results",
    original: "Where it was published",
    mentions: "mentions",
    author: "Author",
    source: "Source",
    date: "Date",
    book: "Book",
    tags: "Subjects",
    dates: "Dates mentioned",
    about_page: "About this page",
    related: "Related pages",
    notes: "Notes",
    previous_page: "Previous page",
    next_page: "Next page",
    previous_hit: "Previous place",
    next_hit: "Next place",
    hit_of: |hit, all| [&n(hit), " of ", &n(all)].concat(),
    no_hits: "The words searched for are not in this page",
    marked_words: "Found here",
    to_top: "To the top",
    no_page: "This page is not in the library",
    no_page_help: "It may have been removed or renamed since the link was made. Search for words of its title, or go back to the library.",

    size: "Type size",
    smaller: "Smaller",
    larger: "Larger",
    theme: "Colours",
    themes: ["System", "Light", "Dark", "Sepia"],
    language_label: "Language",
    tashkeel: "Vowel marks",
    shown: "Shown",
    hidden: "Hidden",

    trouble,
    result: super::search::EN,

    reader: super::reader::EN,
    offline: super::offline::EN,
    folio: super::folio::EN,
    corpus: super::corpus::EN,
    finder: super::finder::EN,

    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    hijri_months: [
        "Muharram",
        "Safar",
        "Rabi I",
        "Rabi II",
        "Jumada I",
        "Jumada II",
        "Rajab",
        "Shaban",
        "Ramadan",
        "Shawwal",
        "Dhu al-Qada",
        "Dhu al-Hijja",
    ],
    hijri: "AH",
};

fn trouble(trouble: &Trouble) -> (&'static str, &'static str) {
    const TELL: &str = "Try again in a while; if it stays so, tell whoever published this library to publish its whole folder again.";
    match trouble.kind {
        TroubleKind::Library(ErrorKind::Missing) => ("A file of the library is missing", TELL),
        TroubleKind::Library(ErrorKind::NotOurs) => {
            ("Another file stands in place of one of the library's", TELL)
        }
        TroubleKind::Library(ErrorKind::Damaged) => {
            ("A file of the library is damaged or cut short", TELL)
        }
        TroubleKind::Library(ErrorKind::Version { .. }) => (
            "This library was built for another version of the program",
            "Load the page again; if it stays so, its publisher has to build the library again.",
        ),
        TroubleKind::Library(ErrorKind::Network) => (
            "The library cannot be reached",
            "Check your connection, then try again.",
        ),
        TroubleKind::Library(ErrorKind::Unsupported) => (
            "Your browser cannot open this library",
            "Update it, or use a newer one.",
        ),
        TroubleKind::Crashed => (
            "The search engine stopped working",
            "Try again; if it stops once more try other words, and tell whoever published this library.",
        ),
        TroubleKind::OtherBuild => (
            "There is a newer version of this site",
            "Load the page again to use it.",
        ),
        TroubleKind::NoWorker => (
            "The search engine could not be started in your browser",
            "Update the browser, or use a newer one.",
        ),
    }
}
