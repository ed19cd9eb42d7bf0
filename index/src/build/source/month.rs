//! The words dates are made of: names of months in the three Arab traditions and English, names of
//! Hijri months, ordinals, and the words around years.

use super::skeleton;
use crate::date::{Calendar, Date};
use crate::text::letter::letter;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may be in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month.
    Month(Calendar, u8),
    /// The first word of a month of two, and which pair it begins.
    Half(Pair),
    /// An ordinal up to ten, or a word for the first day of a month.
    Unit(u8),
    /// عشر after an ordinal.
    Ten,
    /// Twenty or thirty, alone or (with و before it) after an ordinal.
    Tens(u8),
    /// من, شهر and the like, which may stand between the parts of a date.
    Between,
    /// و between two years.
    And,
    /// عام, سنة; true for the second, which premodern books use for Hijri years.
    Year(bool),
    /// What marks the year before it as Hijri or Gregorian.
    Mark(Calendar),
    /// What marks the year before it as before an era.
    Before,
    /// الآخر, الآخرة, the second of two months.
    Last,
    /// القعدة after ذو.
    Qada,
    /// الحجة after ذو.
    Hijja,
    /// An honorific after a Hijri month: المبارك.
    Honour,
}

/// Months of two words that share the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// تشرين: October, November.
    Tishrin,
    /// كانون: December, January.
    Kanun,
    /// ربيع: the third and fourth Hijri month.
    Rabi,
    /// جمادى: the fifth and sixth.
    Jumada,
    /// ذو القعدة, ذو الحجة.
    Dhu,
}

impl Pair {
    /// The month that this second word completes.
    pub(super) fn second(self, word: Word) -> Option<(Calendar, u8)> {
        Some(match (self, word) {
            (Pair::Tishrin, Word::Unit(unit @ 1..=2)) => (Calendar::Gregorian, 9 + unit),
            (Pair::Kanun, Word::Unit(1)) => (Calendar::Gregorian, 12),
            (Pair::Kanun, Word::Unit(2)) => (Calendar::Gregorian, 1),
            (Pair::Rabi, Word::Unit(1)) => (Calendar::Hijri, 3),
            (Pair::Rabi, Word::Unit(2) | Word::Last) => (Calendar::Hijri, 4),
            (Pair::Jumada, Word::Unit(1)) => (Calendar::Hijri, 5),
            (Pair::Jumada, Word::Unit(2) | Word::Last) => (Calendar::Hijri, 6),
            (Pair::Dhu, Word::Qada) => (Calendar::Hijri, 11),
            (Pair::Dhu, Word::Hijja) => (Calendar::Hijri, 12),
            _ => return None,
        })
    }
}

/// Names of the Gregorian months: Egypt and the Gulf, the Levant and Iraq, the Maghreb, English.
const GREGORIAN: [&[&str]; 12] = [
    &["يناير", "جانفي", "january", "jan"],
    &["فبراير", "شباط", "فيفري", "february", "feb"],
    &["مارس", "آذار", "march", "mar"],
    &["أبريل", "نيسان", "أفريل", "april", "apr"],
    &["مايو", "أيار", "ماي", "may"],
    &["يونيو", "يونيه", "حزيران", "جوان", "june", "jun"],
    &["يوليو", "يوليه", "تموز", "جويلية", "يوليوز", "july", "jul"],
    &["أغسطس", "آب", "أوت", "غشت", "august", "aug"],
    &["سبتمبر", "أيلول", "شتنبر", "september", "sept", "sep"],
    &["أكتوبر", "october", "oct"],
    &["نوفمبر", "نونبر", "november", "nov"],
    &["ديسمبر", "دجنبر", "december", "dec"],
];

/// Names of the Hijri months, those of two words also as some write them, in one.
const HIJRI: [&[&str]; 12] = [
    &["محرم", "المحرم"],
    &["صفر"],
    &[],
    &[],
    &[],
    &[],
    &["رجب"],
    &["شعبان"],
    &["رمضان"],
    &["شوال"],
    &["ذوالقعدة", "ذيالقعدة"],
    &["ذوالحجة", "ذيالحجة"],
];

/// The ordinals up to ten, with the article.
pub(super) const UNITS: [&str; 10] = [
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
];

const OTHERS: &[(Word, &[&str])] = &[
    (
        Word::Unit(1),
        &["الحادي", "غرة", "أول", "الأولى", "أولى", "فاتح"],
    ),
    (Word::Unit(2), &["ثاني", "الثانية", "ثانية"]),
    (Word::Last, &["الآخر", "الآخرة", "آخر", "آخرة"]),
    (Word::Qada, &["القعدة", "قعدة"]),
    (Word::Hijja, &["الحجة", "حجة"]),
    (Word::Ten, &["عشر"]),
    (Word::Tens(20), &["العشرين", "العشرون"]),
    (Word::Tens(30), &["الثلاثين", "الثلاثون"]),
    (Word::Between, &["من", "شهر", "في", "لشهر"]),
    (Word::And, &["و", "إلى"]),
    (Word::Year(false), &["عام", "العام", "للعام", "عامي"]),
    (Word::Year(true), &["سنة", "السنة", "سنتي"]),
    (
        Word::Mark(Calendar::Hijri),
        &["هـ", "هجرية", "هجري", "الهجرية", "الهجري", "للهجرة"],
    ),
    (
        Word::Mark(Calendar::Gregorian),
        &["م", "ميلادية", "ميلادي", "الميلادية", "الميلادي", "للميلاد"],
    ),
    (Word::Before, &["ق", "قبل"]),
    (
        Word::Honour,
        &["المبارك", "الحرام", "المكرم", "المعظم", "الخير", "الفرد"],
    ),
    (Word::Half(Pair::Tishrin), &["تشرين"]),
    (Word::Half(Pair::Kanun), &["كانون"]),
    (Word::Half(Pair::Rabi), &["ربيع"]),
    (Word::Half(Pair::Jumada), &["جمادى", "جماد"]),
    (Word::Half(Pair::Dhu), &["ذو", "ذي", "ذا"]),
];

static WORDS: LazyLock<FxHashMap<Vec<u8>, Word>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (calendar, names) in [(Calendar::Gregorian, GREGORIAN), (Calendar::Hijri, HIJRI)] {
        for (names, month) in names.iter().zip(1..) {
            for name in *names {
                words.insert(skeleton::words(name), Word::Month(calendar, month));
            }
        }
    }
    for (name, unit) in UNITS.iter().zip(1..) {
        words.insert(skeleton::words(name), Word::Unit(unit));
    }
    for (word, names) in OTHERS {
        for name in *names {
            words.insert(skeleton::words(name), *word);
        }
    }
    words
});

/// What a folded word is in a date, also with a particle of one letter joined to its front.
pub(super) fn word(folded: &[u8]) -> Option<Word> {
    const PARTICLES: [u8; 5] = [
        letter('و'),
        letter('ف'),
        letter('ب'),
        letter('ل'),
        letter('ك'),
    ];
    // The longest word known, with a particle, has eleven letters.
    if folded.len() > 12 {
        return None;
    }
    WORDS.get(folded).copied().or_else(|| match folded {
        // A single letter left over is no word.
        [particle, rest @ ..] if PARTICLES.contains(particle) && rest.len() > 1 => {
            WORDS.get(rest).copied()
        }
        _ => None,
    })
}

/// The value of a digit of any of the three sets.
pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '٠'..='٩' => Some((u32::from(c) - 0x0660) as u8),
        '۰'..='۹' => Some((u32::from(c) - 0x06F0) as u8),
        _ => None,
    }
}

/// Whether a month of this calendar can have such a day.
fn has_day(calendar: Calendar, month: u8, day: u32) -> bool {
    let last = match (calendar, month) {
        (Calendar::Hijri, _) | (_, 4 | 6 | 9 | 11) => 30,
        (_, 2) => 29,
        _ => 31,
    };
    (1..=last).contains(&day)
}

/// A date if it is plausible; month and day 0 where unknown.
pub(super) fn date(calendar: Calendar, year: u32, month: u32, day: u32) -> Option<Date> {
    let years = match calendar {
        Calendar::Hijri => 1..=1600,
        Calendar::Gregorian => 500..=2200,
    };
    let month = u8::try_from(month).ok().filter(|month| *month <= 12)?;
    let day_fits = day == 0 || (month > 0 && has_day(calendar, month, day));
    (years.contains(&year) && day_fits).then_some(Date {
        calendar,
        year: year as u16,
        month,
        day: day as u8,
    })
}
