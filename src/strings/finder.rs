//! What is said of suggestions, of kept searches, of the query builder and of all places in a page.

use super::number::{Noun, english};

/// Words of the finder.
pub struct FinderStrings {
    /// Name of the list under the query line.
    pub suggestions: &'static str,
    /// Before the name of an author.
    pub author: &'static str,
    /// Before the title of a book.
    pub book: &'static str,
    /// Before the title of a page.
    pub page: &'static str,
    /// Saves the search; takes it out.
    pub save: [&'static str; 2],
    /// Head of the saved searches.
    pub saved: &'static str,
    /// Head of the searches asked lately.
    pub recent: &'static str,
    /// Takes one away; the search follows.
    pub remove: &'static str,
    /// Forgets all that was asked lately.
    pub clear: &'static str,
    /// Saves the saved searches to a file.
    pub export: &'static str,
    /// Takes in a file of them.
    pub import: &'static str,
    /// How many were taken in.
    pub imported: fn(u32) -> String,
    /// A file that is none of these.
    pub not_ours: &'static str,
    /// Label of the box that has suggestions shown.
    pub suggest: &'static str,
    /// All searches that are kept.
    pub all_kept: &'static str,
    /// Opens all places of a page that a search finds.
    pub all_places: &'static str,
    /// How many of them; the number in words.
    pub places: fn(u32) -> String,
    /// More of them than are shown.
    pub more_places: &'static str,
    /// Has the hits stand together by their books.
    pub group: &'static str,
    /// More hits in the book than are shown.
    pub more_in_book: fn(u32) -> String,
    /// They are in this browser alone.
    pub local: &'static str,
    /// Name of the query builder.
    pub builder: &'static str,
    /// All of these words.
    pub build_all: &'static str,
    /// Any of these words.
    pub build_any: &'static str,
    /// These words one after the other.
    pub build_phrase: &'static str,
    /// Words near each other.
    pub build_near: &'static str,
    /// How many words apart they may be.
    pub build_within: &'static str,
    /// None of these words.
    pub build_without: &'static str,
    /// In the title.
    pub build_title: &'static str,
    /// The author.
    pub build_author: &'static str,
    /// The first year.
    pub build_from: &'static str,
    /// The last year.
    pub build_to: &'static str,
    /// The depth chosen beside the results.
    pub build_depth_free: &'static str,
}

pub(super) const AR: FinderStrings = FinderStrings {
    suggestions: "اقتراحات",
    author: "مؤلف",
    book: "كتاب",
    page: "صفحة",
    save: ["احفظ هذا البحث", "أزل هذا البحث من المحفوظ"],
    saved: "عمليات بحث محفوظة",
    recent: "بحثت\u{064E} عنه أخير\u{064B}ا",
    remove: "أزل",
    clear: "امح\u{064F} ما بحثت\u{064E} عنه",
    export: "احفظها في ملف",
    import: "أضف من ملف",
    imported: |number| {
        let noun = Noun {
            zero: "لا جديد في الملف",
            one: "أضيف بحث واحد",
            two: "أضيف بحثان",
            few: "أبحاث أضيفت",
            many: "بحث\u{064B}ا أضيف",
            other: "بحث أضيف",
        };
        noun.count(u64::from(number))
    },
    not_ours: "ليس هذا ملف عمليات بحث حفظه هذا البرنامج.",
    suggest: "اقترح كلمات وأنا أكتب",
    all_kept: "كل ما حفظته وما بحثت\u{064E} عنه",
    all_places: "كل المواضع في هذه الصفحة",
    places: |number| {
        let noun = Noun {
            zero: "لا موضع في هذه الصفحة",
            one: "الموضع الوحيد في هذه الصفحة",
            two: "الموضعان في هذه الصفحة",
            few: "مواضع في هذه الصفحة",
            many: "موضع\u{64B}ا في هذه الصفحة",
            other: "موضع في هذه الصفحة",
        };
        noun.count(u64::from(number))
    },
    more_places: "مواضع أخرى",
    group: "مجموعة بالكتب",
    more_in_book: |number| {
        let noun = Noun {
            zero: "لا غيرها في هذا الكتاب",
            one: "صفحة أخرى في هذا الكتاب",
            two: "صفحتان أخريان في هذا الكتاب",
            few: "صفحات أخرى في هذا الكتاب",
            many: "صفحة أخرى في هذا الكتاب",
            other: "صفحة أخرى في هذا الكتاب",
        };
        noun.count(u64::from(number))
    },
    local: "هي في هذا المتصفح وحده ولا ت\u{064F}رسل إلى أحد.",
    builder: "بحث مفص\u{651}ل",
    build_all: "كل هذه الكلمات",
    build_any: "أي كلمة من هذه",
    build_phrase: "هذه العبارة بترتيبها",
    build_near: "كلمات متقاربة",
    build_within: "ضمن كم كلمة",
    build_without: "بدون هذه الكلمات",
    build_title: "في العنوان",
    build_author: "المؤلف",
    build_from: "من سنة",
    build_to: "إلى سنة",
    build_depth_free: "كما اخترت للبحث كله",
};

pub(super) const EN: FinderStrings = FinderStrings {
    suggestions: "Suggestions",
    author: "Author",
    book: "Book",
    page: "Page",
    save: ["Save this search", "Remove this search from the saved"],
    saved: "Saved searches",
    recent: "Recent searches",
    remove: "Remove",
    clear: "Clear recent searches",
    export: "Save to a file",
    import: "Add from a file",
    imported: |number| match number {
        0 => "Nothing new in the file".to_owned(),
        _ => ["Added: ", &english(u64::from(number), "search", "searches")].concat(),
    },
    not_ours: "This is no file of searches saved by this program.",
    suggest: "Suggest words while I type",
    all_kept: "All saved and recent searches",
    all_places: "All places in this page",
    places: |number| match number {
        1 => "The only place in this page".to_owned(),
        _ => [
            &english(u64::from(number), "place", "places"),
            " in this page",
        ]
        .concat(),
    },
    more_places: "More places",
    group: "By book",
    more_in_book: |number| {
        [
            &english(u64::from(number), "more page", "more pages"),
            " in this book",
        ]
        .concat()
    },
    local: "They are in this browser alone and are sent to nobody.",
    builder: "Build the query",
    build_all: "All of these words",
    build_any: "Any of these words",
    build_phrase: "This exact phrase",
    build_near: "Words near each other",
    build_within: "Within",
    build_without: "None of these words",
    build_title: "In the title",
    build_author: "Author",
    build_from: "From year",
    build_to: "To year",
    build_depth_free: "As for the whole search",
};
