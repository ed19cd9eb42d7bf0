//! The interface in Arabic.

use super::Strings;
use super::number::{Noun, grouped};
use crate::prefs::Language;
use crate::protocol::{Trouble, TroubleKind};
use warraq::error::ErrorKind;

const PAGE: Noun = Noun {
    zero: "لا صفحات",
    one: "صفحة واحدة",
    two: "صفحتان",
    few: "صفحات",
    many: "صفحة",
    other: "صفحة",
};
/// After a preposition.
const OF_PAGE: Noun = Noun {
    zero: "أي صفحة",
    two: "صفحتين",
    ..PAGE
};
const WORD: Noun = Noun {
    zero: "لا كلمات",
    one: "كلمة واحدة",
    two: "كلمتان",
    few: "كلمات",
    many: "كلمة",
    other: "كلمة",
};
const BOOK: Noun = Noun {
    zero: "لا كتب",
    one: "كتاب واحد",
    two: "كتابان",
    few: "كتب",
    many: "كتاب\u{064B}ا",
    other: "كتاب",
};
const ROOT: Noun = Noun {
    zero: "لا جذور",
    one: "جذر واحد",
    two: "جذران",
    few: "جذور",
    many: "جذر\u{064B}ا",
    other: "جذر",
};
const FORM: Noun = Noun {
    zero: "لا صيغ",
    one: "صيغة واحدة",
    two: "صيغتان",
    few: "صيغ",
    many: "صيغة",
    other: "صيغة",
};
const TIME: Noun = Noun {
    zero: "لم ترد",
    one: "مرة واحدة",
    two: "مرتان",
    few: "مرات",
    many: "مرة",
    other: "مرة",
};
const PLACE: Noun = Noun {
    zero: "لا مواضع",
    one: "موضع واحد",
    two: "موضعان",
    few: "مواضع",
    many: "موضع\u{064B}ا",
    other: "موضع",
};
const OTHER: Noun = Noun {
    zero: "",
    one: "وأخرى",
    two: "وأخريان",
    few: "أخرى",
    many: "أخرى",
    other: "أخرى",
};

const DEPTHS: [&str; 4] = ["كما ك\u{064F}تبت", "الصيغة", "تصريفات الكلمة", "الجذر"];

fn n(number: u32) -> String {
    grouped(u64::from(number), Language::Arabic)
}

pub(super) static STRINGS: Strings = Strings {
    language: Language::Arabic,
    number: |number| grouped(number, Language::Arabic),

    warraq: "ور\u{0651}اق",
    opening: "نفتح المكتبة…",
    shelf: "المكتبة",
    search: "ابحث",
    search_hint: "ابحث في المكتبة",
    settings: "الإعدادات",
    close: "أغلق",
    retry: "أعد المحاولة",
    reload: "حم\u{0651}ل الصفحة من جديد",
    detail: "لمن ينظر في الأمر:",
    to_content: "إلى النص",

    comma: " ",
    arrow: " ← ",
    pages: |number| PAGE.count(u64::from(number)),
    in_pages: |number| ["في ", &OF_PAGE.count(u64::from(number))].concat(),
    words: |number| WORD.count(number),
    books: |number| BOOK.count(u64::from(number)),
    roots: |number| ROOT.count(u64::from(number)),
    times: |number| TIME.count(u64::from(number)),
    places: |number| PLACE.count(u64::from(number)),

    loose_pages: "صفحات متفرقة",
    untitled_library: "مكتبة",
    empty_library: "ليس في هذه المكتبة صفحات بعد.",
    all_pages: |number| match number {
        1 => "إلى صفحته".to_owned(),
        2 => "الصفحتان كلتاهما".to_owned(),
        _ => ["الصفحات كلها: ", &n(number)].concat(),
    },
    search_book: "ابحث في هذا الكتاب",
    span: |from, to, of| [&n(from), "–", &n(to), " من ", &n(of)].concat(),
    earlier: "السابقة",
    more: "التالية",
    no_book: "ليس في المكتبة كتاب بهذا الاسم. لعله أزيل أو تغير اسمه.",

    searching: "نبحث…",
    found: |number| PAGE.count(u64::from(number)),
    syntax: &[
        ("كتاب", "الكلمة وتصريفاتها: الكتاب، وبكتابه، كتب"),
        ("صلاة الجماعة", "الصفحات التي فيها الكلمتان معا"),
        ("\"غرب أفريقيا\"", "العبارة كما هي متتابعة"),
        ("جذر:كتب", "كل ما اشتق من الجذر: مكتبة، كاتب، مكتوب"),
        ("=كتاب", "الكلمة كما ك\u{064F}تبت وحدها"),
        ("صيغة:كتاب", "الصيغة نفسها مهما اختلف رسم همزتها وتشكيلها"),
        (
            "مكت*",
            "ما يبدأ بهذه الحروف؛ والنجمة في أي موضع، وعلامة الاستفهام لحرف واحد: م?توب",
        ),
        ("وزن:مفاعل", "ما كان على هذا الوزن"),
        (
            "\"ورق حبر\"~5",
            "كلمتان لا تبعد إحداهما عن الأخرى أكثر من خمس كلمات",
        ),
        ("ورق | حبر", "ما فيه هذه أو تلك"),
        ("عنوان:خط", "ما كانت الكلمة في عنوانه"),
        ("بيع -ربا", "ما فيه الأولى وليست فيه الثانية"),
    ],
    syntax_title: "كيف تبحث",
    depths: DEPTHS,
    depth_hints: [
        "الكلمة برسمها، وما كتبت من تشكيلها",
        "مهما اختلف التشكيل ورسم الهمزة والتاء المربوطة",
        "بسوابقها ولواحقها وجموعها",
        "كل كلمات الجذر",
    ],
    depth: "عمق البحث",
    query_words: "كلمات البحث",
    forms: |number| FORM.count(u64::from(number)),
    all_words: "كل الكلمات",
    any_word: "أي كلمة",
    guessed: "لا صفحة فيها شيء من هذه الكلمات؛ هذه صفحات فيها ما يشبهها.",
    relaxed: "لا صفحة تجمع الكلمات كلها؛ هذه صفحات فيها بعضها.",
    partial: |number| match number {
        1 => "وصفحة أخرى فيها بعض الكلمات".to_owned(),
        2 => "وصفحتان أخريان فيهما بعض الكلمات".to_owned(),
        _ => [
            "و",
            &PAGE.count(u64::from(number)),
            " أخرى فيها بعض الكلمات",
        ]
        .concat(),
    },
    lacks: "ليس فيها:",
    and_more: |number| match number {
        1 | 2 => OTHER.count(u64::from(number)),
        _ => ["و", &OTHER.count(u64::from(number))].concat(),
    },
    in_book: "في كتاب:",
    everywhere: "ابحث في المكتبة كلها",
    function_word: "أداة، لا يشترط ورودها",
    excluded: "مستبعدة",
    beginning: "ما يبدأ بها",
    wildcard: "ما كان على هذا الرسم",
    pattern: "ما كان على هذا الوزن",
    repair: "بحثنا عنها أيض\u{064B}ا",
    left_out: |number| ["تركنا ", &n(number), " من الصيغ النادرة"].concat(),
    unknown: "ليست في المكتبة",
    root: "الجذر",
    weight: "الوزن",
    word_card: "بطاقة الكلمة",
    word: "الكلمة",
    semicolon: "؛ ",
    by_analysis: "ليست هذه الصيغة في المكتبة؛ هذا ما يدل عليه تحليلها.",
    family: "من عائلتها وجذرها",
    nothing: "لم نجد شيئ\u{064B}ا",
    tried: |word, depth| ["بحثنا عن «", word, "» بعمق «", DEPTHS[depth as usize], "»"].concat(),
    searched: |number| ["وفتشنا ", &OF_PAGE.count(u64::from(number)), "."].concat(),
    did_you_mean: "لعلك أردت:",
    other_depths: "وبعمق آخر تجد:",
    without_quotes: "بلا علامتي التنصيص:",
    try_less: "جر\u{0651}ب كلمات أقل، أو كلمة أخرى في معناها.",

    loading_page: "نفتح الصفحة…",
    back: "النتائج",
    original: "حيث ن\u{064F}شرت",
    mentions: "يذكر",
    author: "المؤلف",
    source: "المصدر",
    date: "التاريخ",
    book: "الكتاب",
    tags: "الموضوعات",
    dates: "تواريخ مذكورة",
    about_page: "عن الصفحة",
    related: "صفحات قريبة منها",
    notes: "الحواشي",
    previous_page: "الصفحة السابقة",
    next_page: "الصفحة التالية",
    previous_hit: "الموضع السابق",
    next_hit: "الموضع التالي",
    hit_of: |hit, all| [&n(hit), " من ", &n(all)].concat(),
    no_hits: "كلمات البحث ليست في هذه الصفحة",
    marked_words: "ما وجدناه هنا",
    to_top: "إلى الأعلى",
    no_page: "هذه الصفحة ليست في المكتبة",
    no_page_help: "لعلها أزيلت أو تغير اسمها منذ كتابة الرابط. ابحث عنها بكلمات من عنوانها، أو عد إلى المكتبة.",

    size: "حجم الخط",
    smaller: "أصغر",
    larger: "أكبر",
    theme: "الألوان",
    themes: ["كالنظام", "فاتح", "داكن", "ورقي"],
    language_label: "لغة الواجهة",
    tashkeel: "التشكيل",
    shown: "ظاهر",
    hidden: "مخفي",

    trouble,
    result: super::search::AR,

    reader: super::reader::AR,
    offline: super::offline::AR,
    folio: super::folio::AR,
    corpus: super::corpus::AR,
    finder: super::finder::AR,

    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    hijri_months: [
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ],
    hijri: "ه\u{0640}",
};

fn trouble(trouble: &Trouble) -> (&'static str, &'static str) {
    const TELL: &str = "أعد المحاولة بعد قليل؛ فإن بقي الأمر فأخبر من نشر هذه المكتبة أن ينشر مجلدها كامل\u{064B}ا من جديد.";
    match trouble.kind {
        TroubleKind::Library(ErrorKind::Missing) => ("ملف من ملفات المكتبة غير موجود", TELL),
        TroubleKind::Library(ErrorKind::NotOurs) => {
            ("وجدنا ملف\u{064B}ا آخر مكان ملف من المكتبة", TELL)
        }
        TroubleKind::Library(ErrorKind::Damaged) => ("ملف من ملفات المكتبة تالف أو ناقص", TELL),
        TroubleKind::Library(ErrorKind::Version { .. }) => (
            "هذه المكتبة مبنية لإصدار آخر من البرنامج",
            "حم\u{0651}ل الصفحة من جديد؛ فإن بقي الأمر فعلى من نشر المكتبة أن يعيد بناءها.",
        ),
        TroubleKind::Library(ErrorKind::Network) => (
            "تعذر الوصول إلى المكتبة",
            "تحقق من اتصالك بالشبكة ثم أعد المحاولة.",
        ),
        TroubleKind::Library(ErrorKind::Unsupported) => (
            "متصفحك لا يقدر على فتح هذه المكتبة",
            "حد\u{0651}ث المتصفح، أو افتحها بمتصفح أحدث.",
        ),
        TroubleKind::Crashed => (
            "توقف محرك البحث عن العمل",
            "أعد المحاولة؛ فإن توقف مرة أخرى فجرب كلمات غيرها، وأخبر من نشر هذه المكتبة.",
        ),
        TroubleKind::OtherBuild => (
            "صدرت نسخة أحدث من هذا الموقع",
            "حم\u{0651}ل الصفحة من جديد لتعمل بها.",
        ),
        TroubleKind::NoWorker => (
            "تعذر تشغيل محرك البحث في متصفحك",
            "حد\u{0651}ث المتصفح، أو افتح المكتبة بمتصفح أحدث.",
        ),
    }
}
