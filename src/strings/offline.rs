//! The words of keeping a library for when there is no network.

use super::number::grouped;
use crate::browser::{Hindrance, Lack, Mind};
use crate::prefs::Language;

/// The words of one language.
pub struct OfflineStrings {
    /// The place.
    pub title: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// The whole library.
    pub library: &'static str,
    /// Head of the books.
    pub books: &'static str,
    /// What comes with the first book, of so many bytes.
    pub search: fn(u64) -> String,
    /// So many bytes.
    pub size: fn(u64) -> String,
    /// Kept.
    pub kept: &'static str,
    /// So many bytes of so many are here.
    pub partly: fn(u64, u64) -> String,
    /// It was chosen and nothing of it is here.
    pub gone: &'static str,
    /// It is being fetched.
    pub coming: &'static str,
    /// To keep it; so many bytes are to be fetched.
    pub keep: fn(u64) -> String,
    /// To fetch what is missing of it.
    pub complete: fn(u64) -> String,
    /// To let go of it.
    pub remove: &'static str,
    /// To break off.
    pub stop: &'static str,
    /// The name of the bar.
    pub progress: &'static str,
    /// So many bytes of so many have come.
    pub got: fn(u64, u64) -> String,
    /// All of it is kept.
    pub done: &'static str,
    /// It was broken off.
    pub stopped: &'static str,
    /// It was taken away.
    pub removed: &'static str,
    /// It could not be kept.
    pub lack: fn(Lack) -> &'static str,
    /// Why nothing can be kept.
    pub hindrance: fn(Hindrance) -> &'static str,
    /// While it is looked at.
    pub looking: &'static str,
    /// The browser does not tell.
    pub silent: &'static str,
    /// Head of what the browser says.
    pub browser: &'static str,
    /// It has promised not to take what is kept.
    pub promised: &'static str,
    /// It has not.
    pub not_promised: &'static str,
    /// So many bytes are taken of so many.
    pub room: fn(u64, u64) -> String,
    /// What there is to mind, as paragraphs.
    pub mind: fn(Mind) -> &'static [&'static str],
    /// A page found whose text is not kept and cannot be fetched.
    pub no_passage: &'static str,
}

/// Bytes in the largest unit that has a digit before the point, with one behind it.
fn size(bytes: u64, units: [&str; 3], point: &str, language: Language) -> String {
    let (tenths, unit) = match bytes {
        0..=999_000 => (bytes.div_ceil(1000) * 10, units[0]),
        999_001..1_000_000_000 => ((bytes / 100_000).max(10), units[1]),
        _ => (bytes / 100_000_000, units[2]),
    };
    let whole = grouped(tenths / 10, language);
    match tenths % 10 {
        0 => [&whole, "\u{A0}", unit].concat(),
        rest => [&whole, point, &grouped(rest, language), "\u{A0}", unit].concat(),
    }
}

fn ar(bytes: u64) -> String {
    size(bytes, ["ك.ب", "م.ب", "غ.ب"], "٫", Language::Arabic)
}

fn en(bytes: u64) -> String {
    size(bytes, ["kB", "MB", "GB"], ".", Language::English)
}

pub(super) const AR: OfflineStrings = OfflineStrings {
    title: "للقراءة بلا شبكة",
    about: "ما تحفظه هنا ت\u{64F}فتح صفحاته وي\u{64F}بحث فيه بلا شبكة. وهو في هذا المتصف\u{651}ح وحده.",
    library: "المكتبة كل\u{651}ها",
    books: "الكتب",
    search: |bytes| {
        let size = ar(bytes);
        [
            "ومع أو\u{651}ل كتاب يأتي ما يحتاجه البحث (",
            &size,
            ")، مر\u{651}ة\u{64B} واحدة.",
        ]
        .concat()
    },
    size: ar,
    kept: "محفوظ",
    partly: |here, of| ["عندك ", &ar(here), " من ", &ar(of)].concat(),
    gone: "ليس محفوظ\u{64B}ا الآن: أزاله المتصف\u{651}ح، أو تغي\u{651}ر في طبعة جديدة",
    coming: "يجري حفظه",
    keep: |bytes| ["احفظ (", &ar(bytes), ")"].concat(),
    complete: |bytes| ["أكمل الحفظ (", &ar(bytes), ")"].concat(),
    remove: "أزل",
    stop: "أوقف",
    progress: "ما و\u{64E}ص\u{64E}ل",
    got: |got, of| ["وصل ", &ar(got), " من ", &ar(of)].concat(),
    done: "ح\u{64F}فظ كل\u{651}ه.",
    stopped: "توق\u{651}ف الحفظ. ما وصل باق\u{64D}، وي\u{64F}كمل من حيث توق\u{651}ف.",
    removed: "أ\u{64F}زيل.",
    lack: |lack| match lack {
        Lack::Full => {
            "لم يجد المتصف\u{651}ح مكان\u{64B}ا لما بقي. ما ح\u{64F}فظ قبله باق\u{64D}. أفرغ مكان\u{64B}ا أو اختر كتب\u{64B}ا أقل\u{651}."
        }
        Lack::Missing => {
            "لم يعد عند المضيف بعض الملفات، فلعل\u{651} طبعة\u{64B} جديدة صدرت. حم\u{651}ل الصفحة من جديد ثم\u{651} أكمل."
        }
        Lack::Network => "انقطع الات\u{651}صال. ما وصل باق\u{64D}، فأكمل متى عادت الشبكة.",
    },
    hindrance: |hindrance| match hindrance {
        Hindrance::File => {
            "هذه المكتبة ملف\u{651} واحد، وهي كل\u{651}ها معك: ت\u{64F}قرأ وي\u{64F}بحث فيها بلا شبكة أينما و\u{64F}ضع الملف\u{651}."
        }
        Hindrance::Unsafe => {
            "لا يحفظ المتصف\u{651}ح شيئ\u{64B}ا من عنوان يبدأ ب\u{0640}\u{2068}http\u{2069} على جهاز آخر. إن كان للمكتبة عنوان يبدأ ب\u{0640}\u{2068}https\u{2069} فافتحها منه."
        }
        Hindrance::Browser => {
            "هذا المتصف\u{651}ح لا يسمح بالحفظ هنا: لعل\u{651} النافذة خاص\u{651}ة، أو هو قديم، أو م\u{64F}نع فيه حفظ بيانات المواقع."
        }
        Hindrance::Preview => "هذه معاينة للبرنامج، ولا شيء فيها ي\u{64F}حفظ.",
    },
    looking: "ي\u{64F}نظر في ما هو محفوظ…",
    silent: "لم ي\u{64F}جب المتصف\u{651}ح عم\u{651}ا هو محفوظ عنده.",
    browser: "ما يقوله المتصف\u{651}ح",
    promised: "وعد المتصف\u{651}ح ألا\u{651} يزيل ما ح\u{64F}فظ إلا\u{651} بطلبك.",
    not_promised: "لم ي\u{64E}ع\u{650}د المتصف\u{651}ح بشيء: قد يزيل ما ح\u{64F}فظ إذا ضاق مكانه.",
    room: |used, most| {
        let (used, most) = (ar(used), ar(most));
        ["لهذا الموقع فيه ", &used, "، ويسمح بنحو ", &most, "."].concat()
    },
    mind: |mind| match mind {
        Mind::Nothing => &[],
        Mind::Phone => &[
            "يزيل \u{2068}Safari\u{2069} ما ح\u{64F}فظ إذا مضت سبعة أيام من استعماله دون أن تزور المكتبة. ولا يزيله إذا أضفت المكتبة إلى الشاشة الرئيسية.",
            "لإضافتها: المس زر\u{651} المشاركة، ثم\u{651} «إضافة إلى الشاشة الرئيسية»، وافتحها من هناك واحفظ.",
        ],
        Mind::Desk => &[
            "يزيل \u{2068}Safari\u{2069} ما ح\u{64F}فظ إذا مضت سبعة أيام من استعماله دون أن تزور المكتبة. ولا يزيله إذا أضفتها إلى ال\u{0640}\u{2068}Dock\u{2069} من قائمة «ملف»، وفتحتها من هناك.",
        ],
    },
    no_passage: "نص\u{651} هذه الصفحة غير محفوظ، ولا شبكة.",
};

pub(super) const EN: OfflineStrings = OfflineStrings {
    title: "Reading offline",
    about: "What you keep here is read and searched without a network. It is in this browser alone.",
    library: "The whole library",
    books: "Books",
    search: |bytes| {
        let size = en(bytes);
        [
            "With the first book comes what searching needs (",
            &size,
            "), once.",
        ]
        .concat()
    },
    size: en,
    kept: "Kept",
    partly: |here, of| [&en(here), " of ", &en(of), " are here"].concat(),
    gone: "Not kept now: the browser has removed it, or a new edition has it anew",
    coming: "Being kept",
    keep: |bytes| ["Keep (", &en(bytes), ")"].concat(),
    complete: |bytes| ["Complete (", &en(bytes), ")"].concat(),
    remove: "Remove",
    stop: "Stop",
    progress: "What has come",
    got: |got, of| [&en(got), " of ", &en(of)].concat(),
    done: "All of it is kept.",
    stopped: "Stopped. What has come stays, and it goes on from there.",
    removed: "Removed.",
    lack: |lack| match lack {
        Lack::Full => {
            "The browser has no room for the rest. What was kept before stays. Make room, or choose fewer books."
        }
        Lack::Missing => {
            "The host does not have some of the files any more; there may be a new edition. Load the page again, then complete."
        }
        Lack::Network => {
            "The connection broke. What has come stays; complete it when there is a network."
        }
    },
    hindrance: |hindrance| match hindrance {
        Hindrance::File => {
            "This library is one file and all of it is with you: it is read and searched without a network wherever the file is."
        }
        Hindrance::Unsafe => {
            "Browsers keep nothing from an address that begins with http on another machine. If the library has one that begins with https, open it there."
        }
        Hindrance::Browser => {
            "This browser does not let anything be kept here: the window may be private, the browser old, or data of sites forbidden."
        }
        Hindrance::Preview => "This is a preview of the program; there is nothing in it to keep.",
    },
    looking: "Looking at what is kept…",
    silent: "The browser did not answer what it keeps.",
    browser: "What the browser says",
    promised: "The browser has promised to remove what is kept only if you ask.",
    not_promised: "The browser has promised nothing: it may remove what is kept when it is short of room.",
    room: |used, most| {
        let (used, most) = (en(used), en(most));
        [
            "This site takes ",
            &used,
            " in it, and may take about ",
            &most,
            ".",
        ]
        .concat()
    },
    mind: |mind| match mind {
        Mind::Nothing => &[],
        Mind::Phone => &[
            "Safari removes what is kept when it was used for seven days without a visit to the library. It does not if the library is on your Home Screen.",
            "To put it there: tap Share, then Add to Home Screen; open it from there, and keep.",
        ],
        Mind::Desk => &[
            "Safari removes what is kept when it was used for seven days without a visit to the library. It does not if you choose Add to Dock in the File menu and open the library from there.",
        ],
    },
    no_passage: "The text of this page is not kept, and there is no network.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_unit_and_a_digit_behind_the_point() {
        let check = |bytes, arabic: &str, english: &str| {
            assert_eq!(ar(bytes), arabic);
            assert_eq!(en(bytes), english);
        };
        check(0, "٠\u{A0}ك.ب", "0\u{A0}kB");
        check(1, "١\u{A0}ك.ب", "1\u{A0}kB");
        check(37_192, "٣٨\u{A0}ك.ب", "38\u{A0}kB");
        check(999_000, "٩٩٩\u{A0}ك.ب", "999\u{A0}kB");
        check(1_000_000, "١\u{A0}م.ب", "1\u{A0}MB");
        check(2_345_678, "٢٫٣\u{A0}م.ب", "2.3\u{A0}MB");
        check(1_999_999_999, "١٫٩\u{A0}غ.ب", "1.9\u{A0}GB");
    }
}
