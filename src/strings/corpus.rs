//! What is said of concordances, spreads, neighbours, exports and citations.

use super::number::{Noun, english, grouped};
use crate::prefs::Language;

/// The words of one language.
pub struct CorpusStrings {
    /// Names of the ways to look at all that is found: pages, lines, spread, neighbours.
    pub kinds: [&'static str; 4],
    /// Head of them.
    pub ways: &'static str,
    /// A concordance, before the query.
    pub lines: &'static str,
    /// Pages read of pages, and lines in them.
    pub progress: fn(u32, u32, u32) -> String,
    /// All is read: pages and lines.
    pub read: fn(u32, u32) -> String,
    /// So many pages are not read; reading them takes so many bytes.
    pub rest: fn(u32, u64) -> String,
    /// To read them.
    pub read_rest: &'static str,
    /// No line.
    pub no_lines: &'static str,
    /// Nothing is asked.
    pub no_query: &'static str,
    /// Head of orders.
    pub order: &'static str,
    /// Names of orders, of `LineOrder::ALL`.
    pub orders: [&'static str; 6],
    /// Heads of the columns of a concordance: before, found, after, page.
    pub columns: [&'static str; 4],
    /// Heads of an export: title, author, book, source, date, citation, link, passages.
    pub heads: [&'static str; 8],
    /// Head of exports.
    pub export: &'static str,
    /// Names of kinds of files, of `Kind::ALL`.
    pub files: [&'static str; 3],
    /// Names of fields: book, source, author, year.
    pub fields: [&'static str; 4],
    /// Pages found, in a spread.
    pub hits: &'static str,
    /// Of a thousand.
    pub rate: &'static str,
    /// Heads of the columns of a spread: value, pages found, pages in all, of a thousand.
    pub spread: [&'static str; 4],
    /// What bars show.
    pub shows: &'static str,
    /// Nothing is known by which it could be spread.
    pub no_spread: &'static str,
    /// Copies a table.
    pub copy_table: &'static str,
    /// Copies.
    pub copy: &'static str,
    /// Was copied.
    pub copied: &'static str,
    /// How many words before and after.
    pub span: &'static str,
    /// Particles.
    pub particles: &'static str,
    /// They are left out, they are shown.
    pub particle_choices: [&'static str; 2],
    /// Heads of the columns of neighbours: word, together, before, after, in the library, strength.
    pub neighbours: [&'static str; 6],
    /// What strength is.
    pub strength: &'static str,
    /// No neighbour.
    pub no_neighbours: &'static str,
    /// Cites.
    pub cite: &'static str,
    /// Names of citations: in Arabic, in English, BibTeX, RIS.
    pub citations: [&'static str; 4],
}

const LINE: Noun = Noun {
    zero: "لا أسطر",
    one: "سطر واحد",
    two: "سطران",
    few: "أسطر",
    many: "سطر\u{064B}ا",
    other: "سطر",
};
/// After a preposition or a noun.
const OF_PAGE: Noun = Noun {
    zero: "أي صفحة",
    one: "صفحة واحدة",
    two: "صفحتين",
    few: "صفحات",
    many: "صفحة",
    other: "صفحة",
};

/// Bytes in megabytes with one digit behind the point, at least a tenth.
fn megabytes(bytes: u64, language: Language) -> String {
    let tenths = (bytes / 100_000).max(1);
    let (point, unit) = match language {
        Language::Arabic => ("٫", " م.ب"),
        Language::English => (".", " MB"),
    };
    let (whole, rest) = (
        grouped(tenths / 10, language),
        grouped(tenths % 10, language),
    );
    [&whole, point, &rest, unit].concat()
}

pub(super) const AR: CorpusStrings = CorpusStrings {
    kinds: ["الصفحات", "الشواهد", "التوز\u{0651}ع", "الجوار"],
    ways: "عرض ما و\u{064F}جد",
    lines: "شواهد",
    progress: |read, of, lines| {
        let read = grouped(u64::from(read), Language::Arabic);
        let lines = LINE.count(u64::from(lines));
        [
            "قرئت ",
            &read,
            " من ",
            &OF_PAGE.count(u64::from(of)),
            " · ",
            &lines,
        ]
        .concat()
    },
    read: |pages, lines| {
        let pages = OF_PAGE.count(u64::from(pages));
        [&LINE.count(u64::from(lines)), " في ", &pages].concat()
    },
    rest: |pages, bytes| {
        let pages = OF_PAGE.count(u64::from(pages));
        let bytes = megabytes(bytes, Language::Arabic);
        [
            "هذه شواهد أحسن الصفحات. بقيت قراءة ",
            &pages,
            "، وتنزيلها ",
            &bytes,
            ".",
        ]
        .concat()
    },
    read_rest: "اقرأ الباقي",
    no_lines: "لا موضع في النصوص يوافق هذا البحث.",
    no_query: "اكتب كلمة في خانة البحث لترى شواهدها.",
    order: "ترتيب الأسطر",
    orders: [
        "ترتيب المكتبة",
        "ما قبلها",
        "ما بعدها",
        "اللفظ",
        "الأحدث",
        "الأقدم",
    ],
    columns: ["ما قبلها", "الكلمة", "ما بعدها", "الصفحة"],
    heads: [
        "العنوان",
        "المؤلف",
        "الكتاب",
        "المصدر",
        "التاريخ",
        "التوثيق",
        "الرابط",
        "المقاطع",
    ],
    export: "حفظ في ملف",
    files: ["TSV", "CSV", "HTML"],
    fields: ["الكتب", "المصادر", "المؤلفون", "السنون"],
    hits: "الصفحات",
    rate: "في كل ألف صفحة",
    spread: ["القيمة", "الصفحات", "من", "في الألف"],
    shows: "ما تبي\u{0651}نه الأعمدة",
    no_spread: "لا كتب ولا مصادر ولا مؤلفين ولا سنين يتوز\u{0651}ع عليها ما و\u{064F}جد.",
    copy_table: "نسخ الجدول",
    copy: "نسخ",
    copied: "ن\u{064F}سخ",
    span: "كم كلمة قبلها وبعدها",
    particles: "الأدوات",
    particle_choices: ["بلا أدوات", "مع الأدوات"],
    neighbours: [
        "الكلمة",
        "معها",
        "قبلها",
        "بعدها",
        "في المكتبة",
        "القو\u{0651}ة",
    ],
    strength: "القو\u{0651}ة نسبة الأرجحية G²: كم تزيد الصحبة على المصادفة. وما فوق ١٠٫٨ يندر أن يكون مصادفة. وعدد الورود في المكتبة تقريبي\u{0651}.",
    no_neighbours: "لا كلمة تكر\u{0651}رت بجوارها.",
    cite: "توثيق",
    citations: ["بالعربية", "بالإنجليزية", "BibTeX", "RIS"],
};

pub(super) const EN: CorpusStrings = CorpusStrings {
    kinds: ["Pages", "Lines", "Spread", "Neighbours"],
    ways: "Ways to see what was found",
    lines: "Lines",
    progress: |read, of, lines| {
        let read = grouped(u64::from(read), Language::English);
        let of = english(u64::from(of), "page", "pages");
        [
            &read,
            " of ",
            &of,
            " read · ",
            &english(u64::from(lines), "line", "lines"),
        ]
        .concat()
    },
    read: |pages, lines| {
        let lines = english(u64::from(lines), "line", "lines");
        [&lines, " in ", &english(u64::from(pages), "page", "pages")].concat()
    },
    rest: |pages, bytes| {
        let pages = english(u64::from(pages), "page is", "pages are");
        let bytes = megabytes(bytes, Language::English);
        [
            "These are the lines of the best pages. ",
            &pages,
            " still to be read, ",
            &bytes,
            " to fetch.",
        ]
        .concat()
    },
    read_rest: "Read the rest",
    no_lines: "No place in the texts answers this search.",
    no_query: "Type a word into the search box to see its lines.",
    order: "Order of lines",
    orders: [
        "Library order",
        "Word before",
        "Word after",
        "Spelling",
        "Newest",
        "Oldest",
    ],
    columns: ["Before", "Word", "After", "Page"],
    heads: [
        "Title", "Author", "Book", "Source", "Date", "Citation", "Link", "Passages",
    ],
    export: "Save as a file",
    files: ["TSV", "CSV", "HTML"],
    fields: ["Books", "Sources", "Authors", "Years"],
    hits: "Pages",
    rate: "Per 1,000 pages",
    spread: ["Value", "Pages", "Of", "Per 1,000"],
    shows: "What bars show",
    no_spread: "There are no books, sources, authors or years over which it could be spread.",
    copy_table: "Copy table",
    copy: "Copy",
    copied: "Copied",
    span: "Words before and after",
    particles: "Function words",
    particle_choices: ["Without particles", "With particles"],
    neighbours: [
        "Word",
        "Together",
        "Before",
        "After",
        "In library",
        "Strength",
    ],
    strength: "Strength is the log-likelihood ratio G²: how far the company exceeds chance. Above 10.8 it is rarely chance. Counts in the library are approximate.",
    no_neighbours: "No word stands beside it more than once.",
    cite: "Cite",
    citations: ["In Arabic", "In English", "BibTeX", "RIS"],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_told_in_numbers() {
        let check = |arabic: String, english: String, expected: [&str; 2]| {
            assert_eq!([arabic, english], expected);
        };
        check(
            (AR.progress)(1240, 9310, 2),
            (EN.progress)(1240, 9310, 2),
            [
                "قرئت ١٬٢٤٠ من ٩٬٣١٠ صفحات · سطران",
                "1,240 of 9,310 pages read · 2 lines",
            ],
        );
        check(
            (AR.read)(2, 11),
            (EN.read)(1, 1),
            ["١١ سطر\u{064B}ا في صفحتين", "1 line in 1 page"],
        );
        check(
            megabytes(6_340_000, Language::Arabic),
            megabytes(20, Language::English),
            ["٦٫٣ م.ب", "0.1 MB"],
        );
    }
}
