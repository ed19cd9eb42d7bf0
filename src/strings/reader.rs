//! The words of reading: type, contents, keys, places, notes.

use super::number::{Noun, english, grouped};
use crate::prefs::Language;

/// The words of one language.
pub struct ReaderStrings {
    /// The face of texts.
    pub face: &'static str,
    /// Names of the faces, of [`crate::prefs::Face::ALL`].
    pub faces: [&'static str; 4],
    /// How far lines are apart.
    pub leading: &'static str,
    /// How long lines are.
    pub measure: &'static str,
    /// Less of it, more of it.
    pub less_more: [&'static str; 2],
    /// How lines end.
    pub alignment: &'static str,
    /// As they come, or at one length.
    pub alignments: [&'static str; 2],
    /// The digits.
    pub digits: &'static str,
    /// Names of the digits, of [`crate::prefs::Digits::ALL`].
    pub digit_names: [&'static str; 3],
    /// Whether copied text says where it is from.
    pub citing: &'static str,
    /// Only the text, or with where it is from.
    pub citings: [&'static str; 2],
    /// The title of the text that shows the type.
    pub specimen: &'static str,

    /// The sheet of keys.
    pub keys_title: &'static str,
    /// Keys that work: the key, what it does.
    pub keys: &'static [(&'static str, &'static str)],

    /// A mark in the text that leads to a note; its label follows.
    pub note_mark: &'static str,
    /// The contents of a book.
    pub contents: &'static str,
    /// The place in the library.
    pub trail: &'static str,
    /// A page by its number in the book.
    pub go_to_page: &'static str,
    /// Which page of how many.
    pub page_of: fn(u32, u32) -> String,
    /// Text alone.
    pub quiet: &'static str,
    /// The bar of what can be done with a page.
    pub tools: &'static str,
    /// To print it.
    pub print: &'static str,
    /// To find in the page.
    pub find: &'static str,

    /// The shelf: books begun.
    pub go_on: &'static str,
    /// The bookmark: to set it, to take it away.
    pub bookmark: [&'static str; 2],
    /// A passage marked by the reader.
    pub highlight: &'static str,
    /// A note to a passage.
    pub note: &'static str,
    /// A link to a passage.
    pub copy_link: &'static str,
    /// It is in the clipboard.
    pub copied: &'static str,
    /// What can be done with what is selected.
    pub selection: &'static str,
    /// The reader's notes and bookmarks.
    pub notes: &'static str,
    /// There is none.
    pub no_notes: &'static str,
    /// A number of them.
    pub how_many: fn(u32) -> String,
    /// The passage is not in the text any more.
    pub lost: &'static str,
    /// The page is not in the library any more.
    pub lost_page: &'static str,
    /// Takes one away.
    pub remove: &'static str,
    /// Undoes that.
    pub undo: &'static str,
    /// The text of a note.
    pub note_text: &'static str,
    /// Writes all to a file.
    pub export: &'static str,
    /// Writes all to a file to be read.
    pub export_text: &'static str,
    /// Takes in a file.
    pub import: &'static str,
    /// How many were taken in.
    pub imported: fn(u32) -> String,
    /// The file is none of ours.
    pub not_notes: &'static str,
    /// The browser does not keep them.
    pub not_kept: &'static str,
    /// They are on this device only.
    pub local: &'static str,
}

const NOTE: Noun = Noun {
    zero: "لا علامات",
    one: "علامة واحدة",
    two: "علامتان",
    few: "علامات",
    many: "علامة",
    other: "علامة",
};

fn n(number: u32, language: Language) -> String {
    grouped(u64::from(number), language)
}

pub(super) const AR: ReaderStrings = ReaderStrings {
    face: "خط النص",
    faces: ["أميري", "نسخ", "شهرزاد", "بلا زوائد"],
    leading: "ما بين السطور",
    measure: "طول السطر",
    less_more: ["أقل", "أكثر"],
    alignment: "أواخر السطور",
    alignments: ["مرسلة", "مستوية"],
    digits: "الأرقام",
    digit_names: ["كلغة الواجهة", "٠١٢٣", "0123"],
    citing: "النسخ من الصفحة",
    citings: ["النص وحده", "مع مصدره"],
    specimen: "هكذا يبدو النص",

    keys_title: "مفاتيح",
    keys: &[
        ("/", "إلى سطر البحث"),
        ("؟", "هذه النافذة"),
        ("←", "الصفحة التالية"),
        ("→", "الصفحة السابقة"),
        ("N", "الموضع التالي في الصفحة، أو J"),
        ("P", "الموضع السابق، أو K"),
        ("F", "البحث في الصفحة"),
        ("C", "محتويات الكتاب"),
        ("B", "إشارة إلى الصفحة، أو رفعها"),
        ("H", "تعليم ما حد\u{0651}دته"),
        ("M", "ملاحظة على ما حد\u{0651}دته"),
        ("L", "نسخ رابط ما حد\u{0651}دته"),
        ("Z", "النص وحده"),
        ("T", "التشكيل"),
        ("+", "خط أكبر، و− أصغر"),
        ("S", "الإعدادات"),
        ("Enter", "بطاقة الكلمة المعلمة"),
        ("Esc", "يغلق ما ف\u{064F}تح"),
    ],

    note_mark: "حاشية",
    contents: "المحتويات",
    trail: "موضع الصفحة",
    go_to_page: "إلى الصفحة رقم",
    page_of: |page, all| {
        [
            "الصفحة ",
            &n(page, Language::Arabic),
            " من ",
            &n(all, Language::Arabic),
        ]
        .concat()
    },
    quiet: "النص وحده",
    tools: "أدوات الصفحة",
    print: "طباعة",
    find: "البحث في الصفحة",

    go_on: "تابع القراءة",
    bookmark: ["ضع إشارة", "ارفع الإشارة"],
    highlight: "تعليم",
    note: "ملاحظة",
    copy_link: "نسخ الرابط",
    copied: "ن\u{064F}سخ",
    selection: "ما حددته",
    notes: "علاماتي",
    no_notes: "حد\u{0651}د كلمات في صفحة لتعل\u{0651}مها أو تكتب عليها ملاحظة، أو ضع إشارة على الصفحة؛ فتجدها هنا.",
    how_many: |number| NOTE.count(u64::from(number)),
    lost: "تغير النص ولم نجد فيه هذا الموضع",
    lost_page: "الصفحة لم تعد في المكتبة",
    remove: "حذف",
    undo: "تراجع عن الحذف",
    note_text: "ملاحظتك",
    export: "حفظ في ملف",
    export_text: "حفظ نص\u{064B}ا يقرأ",
    import: "إضافة من ملف",
    imported: |number| ["أضيف: ", &NOTE.count(u64::from(number))].concat(),
    not_notes: "ليس هذا ملف علامات حفظه هذا البرنامج.",
    not_kept: "لا يحفظ المتصفح العلامات: لعل ما خ\u{064F}صص لها امتلأ، أو أنت في نافذة خاصة. احفظها في ملف.",
    local: "هي في هذا المتصفح وحده، ولا ترسل إلى أحد.",
};

pub(super) const EN: ReaderStrings = ReaderStrings {
    face: "Face of texts",
    faces: ["Amiri", "Naskh", "Scheherazade", "Sans"],
    leading: "Line height",
    measure: "Line length",
    less_more: ["Less", "More"],
    alignment: "Line ends",
    alignments: ["Ragged", "Justified"],
    digits: "Digits",
    digit_names: ["As the language", "٠١٢٣", "0123"],
    citing: "Text copied from a page",
    citings: ["Text alone", "With its source"],
    specimen: "How texts look",

    keys_title: "Keys",
    keys: &[
        ("/", "to the query line"),
        ("?", "this window"),
        ("←", "next page"),
        ("→", "previous page"),
        ("N", "next place in the page, or J"),
        ("P", "previous place, or K"),
        ("F", "find in the page"),
        ("C", "contents of the book"),
        ("B", "bookmark the page, or not"),
        ("H", "highlight what is selected"),
        ("M", "note to what is selected"),
        ("L", "copy a link to what is selected"),
        ("Z", "text alone"),
        ("T", "vowel marks"),
        ("+", "larger type, − smaller"),
        ("S", "settings"),
        ("Enter", "about the marked word"),
        ("Esc", "closes what is open"),
    ],

    note_mark: "Footnote",
    contents: "Contents",
    trail: "Where the page is",
    go_to_page: "Go to page number",
    page_of: |page, all| {
        [
            "Page ",
            &n(page, Language::English),
            " of ",
            &n(all, Language::English),
        ]
        .concat()
    },
    quiet: "Text alone",
    tools: "Page tools",
    print: "Print",
    find: "Find in page",

    go_on: "Go on reading",
    bookmark: ["Bookmark", "Remove the bookmark"],
    highlight: "Highlight",
    note: "Note",
    copy_link: "Copy link",
    copied: "Copied",
    selection: "What is selected",
    notes: "My notes",
    no_notes: "Select words in a page to highlight them or to write a note, or bookmark the page; they will be here.",
    how_many: |number| english(u64::from(number), "note", "notes"),
    lost: "The text has changed, and this passage is not found in it",
    lost_page: "The page is no longer in the library",
    remove: "Delete",
    undo: "Undo",
    note_text: "Your note",
    export: "Save to a file",
    export_text: "Save as text",
    import: "Add from a file",
    imported: |number| ["Added: ", &english(u64::from(number), "note", "notes")].concat(),
    not_notes: "This is no file of notes saved by this program.",
    not_kept: "The browser does not keep the notes: its room may be full, or this is a private window. Save them to a file.",
    local: "They are in this browser alone and are sent to nobody.",
};
