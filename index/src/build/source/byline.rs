//! The lines under a title that say who wrote a page, where and when it appeared.

use super::{dates, lines, skeleton};
use crate::date::Date;
use std::sync::LazyLock;

/// What a line under the title says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Byline {
    /// Who wrote it.
    Author(String),
    /// The outlet it appeared in.
    Source(String),
    /// When it appeared.
    Date(Date),
}

/// Words before an author's name.
const AUTHOR: &[&str] = &[
    "بقلم",
    "كتب",
    "كتبه",
    "كتبها",
    "كتبت",
    "تأليف",
    "إعداد",
    "تحرير",
    "المؤلف",
    "الكاتب",
    "الكاتبة",
    "المحرر",
    "من إعداد",
];
/// Words before an outlet's name.
const SOURCE: &[&str] = &[
    "المصدر",
    "مصدر",
    "نقلا عن",
    "الناشر",
    "عن صحيفة",
    "عن موقع",
    "عن وكالة",
];

/// Words that outlets have in their names.
const OUTLET: &[&str] = &[
    "أخبار",
    "الأخبار",
    "وكالة",
    "الوكالة",
    "صحيفة",
    "الصحيفة",
    "جريدة",
    "الجريدة",
    "مجلة",
    "المجلة",
    "موقع",
    "قناة",
    "شبكة",
    "بوابة",
    "إذاعة",
    "نشرة",
    "النشرة",
    "دفاتر",
    "منصة",
    "مدونة",
    "حولية",
    "دورية",
    "رويترز",
    "الأناضول",
    "سبوتنيك",
    "نيوز",
    "برس",
    "أونلاين",
    "نت",
    "تي",
    "سي",
    "ميديا",
    "أ ف ب",
    "د ب أ",
];

/// Words that open a heading, never a byline.
const OPENING: &[&str] = &[
    "مقدمة",
    "المقدمة",
    "تمهيد",
    "توطئة",
    "مدخل",
    "خلاصة",
    "ملخص",
    "الملخص",
    "فصل",
    "الفصل",
    "باب",
    "الباب",
    "القسم",
    "المبحث",
    "المطلب",
    "أولا",
    "ثانيا",
    "نبذة",
    "تعريف",
    "نشأة",
    "نشأته",
    "مولده",
    "المولد",
    "حياته",
    "ما",
    "من",
    "كيف",
    "لماذا",
    "متى",
    "أين",
    "هل",
    "بسم",
    "الحمد",
];

/// What may stand beside the date in a line that gives only the date.
const BESIDE: &[&str] = &[
    "السبت",
    "الأحد",
    "الاثنين",
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "يوم",
    "نشر",
    "نشرت",
    "في",
    "تاريخ",
    "بتاريخ",
    "التاريخ",
    "النشر",
    "الموافق",
    "الساعة",
    "صباحا",
    "مساء",
    "ص",
    "م",
    "آخر",
    "تحديث",
    "التحديث",
    "كتب",
    "تم",
    "غرينتش",
    "بتوقيت",
    "جرينتش",
    "القاهرة",
    "مكة",
];

/// The word lists, folded.
struct Lists {
    author: Vec<Vec<u8>>,
    source: Vec<Vec<u8>>,
    outlet: Vec<Vec<u8>>,
    opening: Vec<Vec<u8>>,
    beside: Vec<Vec<u8>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let fold = |words: &[&str]| {
        words
            .iter()
            .map(|word| skeleton::words(word))
            .collect::<Vec<_>>()
    };
    Lists {
        author: fold(AUTHOR),
        source: fold(SOURCE),
        outlet: fold(OUTLET),
        opening: fold(OPENING),
        beside: fold(BESIDE),
    }
});

/// What a line says in so many words: `بقلم: …`, `المصدر: …`, or nothing but a date.
pub(super) fn labelled(line: &str) -> Option<Byline> {
    let line = line.trim();
    if line.len() > 200 || line.split_whitespace().count() > 14 {
        return None;
    }
    if let Some((label, value)) = line.split_once([':', '：', '/', '|']) {
        let value = skeleton::squeeze(
            value.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '/' | '|' | '-')),
        );
        let label = skeleton::words(label);
        if value.chars().any(char::is_alphabetic) && !lines::ends_sentence(&value) {
            if LISTS.author.contains(&label) {
                return Some(Byline::Author(value));
            }
            if LISTS.source.contains(&label) {
                return Some(Byline::Source(value));
            }
        }
    }
    only_date(line).map(Byline::Date)
}

/// What a short line says that stands alone under the title. `alone` if nothing else on the page
/// looks like a heading: then a few words there are the outlet's name even if no word of it shows it.
pub(super) fn unlabelled(line: &str, alone: bool) -> Option<Byline> {
    let line = line.trim();
    if !lines::is_short(line) {
        return None;
    }
    let folded = skeleton::words(line);
    let words: Vec<&[u8]> = folded.split(|b| *b == b' ').collect();
    let has = |list: &[Vec<u8>], word: &[u8]| list.iter().any(|other| other == word);
    let name = || {
        let name = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '|'));
        let inside = name
            .strip_prefix('(')
            .and_then(|name| name.strip_suffix(')'));
        skeleton::squeeze(
            inside
                .filter(|inside| !inside.contains('('))
                .unwrap_or(name),
        )
    };
    if let [first, second, ..] = words[..]
        && words.len() <= 6
        && has(&LISTS.author, first)
        // كتب and تحرير are also nouns: what they govern then has the article.
        && (first == skeleton::words("بقلم") || !second.starts_with(&skeleton::words("ال")))
    {
        let value = line
            .split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" ");
        return Some(Byline::Author(value));
    }
    if words.len() > 6 || has(&LISTS.opening, words[0]) || lines::item(line).is_some() {
        return None;
    }
    let shown = words.iter().any(|word| has(&LISTS.outlet, word))
        || line.contains(".com") || line.contains(".net") || line.contains(".org")
        // A name in Latin letters, such as an agency's.
        || (line.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii()) && words.len() <= 3);
    (shown || (alone && words.len() <= 4)).then(|| Byline::Source(name()))
}

/// The date at the beginning of a report: `القاهرة - 26 يوليو 2016 - …`, `دمشق (3 آذار 2011): …`.
pub(super) fn dateline(paragraph: &str) -> Option<Date> {
    let beginning = paragraph
        .char_indices()
        .nth(120)
        .map_or(paragraph, |(end, _)| &paragraph[..end]);
    let found = dates::find(beginning)
        .into_iter()
        .next()
        .filter(|found| found.date.month > 0)?;
    let sign = |c: char| matches!(c, '-' | '–' | '—' | '(' | '[' | '|' | '/' | ':' | '،' | ',');
    let mut before = beginning[..found.range.start].trim_end();
    let after = beginning[found.range.end..].trim_start_matches([')', ']', ' ']);
    // The day's name goes with the date.
    if let Some((rest, day)) = before
        .rsplit_once([' ', '-', '،', '('])
        .or(Some(("", before)))
        && LISTS.beside[..7].contains(&skeleton::words(day))
    {
        before = rest.trim_end();
    }
    let place = before.trim_end_matches(sign).trim();
    let words = place.split_whitespace().count();
    let sentence = place.contains(['.', '؟', '!'])
        || skeleton::words(place).starts_with(&skeleton::words("في "));
    let parted = before.ends_with(sign) && !before.ends_with(['،', ',']);
    let follows = after.starts_with(['-', '–', '—', ':', '(', '|'])
        || beginning[found.range.end..].starts_with([')', ']']);
    let fits = if parted {
        words <= 6 && !after.is_empty()
    } else {
        words <= 3 && follows
    };
    (fits && !sentence).then_some(found.date)
}

/// The date of a line that gives nothing else.
fn only_date(line: &str) -> Option<Date> {
    let found = dates::find(line);
    let first = found.first()?;
    let mut rest = String::new();
    let mut at = 0;
    for mention in &found {
        rest.push_str(&line[at..mention.range.start]);
        rest.push(' ');
        at = mention.range.end;
    }
    rest.push_str(&line[at..]);
    let words = skeleton::words(&rest);
    let known = |word: &[u8]| {
        word.iter().all(u8::is_ascii_digit) || LISTS.beside.iter().any(|other| other == word)
    };
    words.split(|b| *b == b' ').all(known).then_some(first.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(byline: Option<Byline>) -> String {
        match byline {
            Some(Byline::Author(name)) => format!("author {name}"),
            Some(Byline::Source(name)) => format!("source {name}"),
            Some(Byline::Date(date)) => format!("date {date}"),
            None => String::new(),
        }
    }

    #[test]
    fn labelled_lines() {
        let check =
            |line: &str, expected: &str| assert_eq!(show(labelled(line)), expected, "{line}");
        check("بقلم: هيئة التحرير", "author هيئة التحرير");
        check("تأليف : ابن النديم", "author ابن النديم");
        check("كتب/ هيئة التحرير", "author هيئة التحرير");
        check("المصدر: مجلة القلم", "source مجلة القلم");
        check("نقل\u{064B}ا عن: مجلة القلم", "source مجلة القلم");
        check("6 شوال 1436هـ", "date 1436-10-06 هـ");
        check(
            "ن\u{064F}شر في: الثلاثاء 10 نوفمبر2020، الساعة 14:30",
            "date 2020-11-10",
        );
        check("وفي 10 نوفمبر 2020 اجتمع القوم", "");
        check("المصدر: هو الاسم الدال على الحدث.", "");
        check("تشكيل التحالف", "");
    }

    #[test]
    fn unlabelled_lines() {
        let check = |line: &str, alone: bool, expected: &str| {
            assert_eq!(show(unlabelled(line, alone)), expected, "{line}");
        };
        check("أخبار ليبيا24", false, "source أخبار ليبيا24");
        check(
            "وكالة الأنباء (الرسمية)",
            false,
            "source وكالة الأنباء (الرسمية)",
        );
        check("(وكالة الأنباء)", false, "source وكالة الأنباء");
        check("نشرة الوراق", false, "source نشرة الوراق");
        check("Reuters", false, "source Reuters");
        check("بقلم هيئة التحرير", false, "author هيئة التحرير");
        check("كتب التراث العربي", false, "");
        check("المصري اليوم", true, "source المصري اليوم");
        check("المصري اليوم", false, "");
        check("مقدمة", true, "");
        check("كيف نشأ التحالف", true, "");
        check("هذه جملة قصيرة.", true, "");
        check("بسم الله الرحمن الرحيم", true, "");
    }

    #[test]
    fn datelines() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                dateline(text).map(|date| date.to_string()).as_deref(),
                expected,
                "{text}"
            );
        };
        check("القاهرة - 26 يوليو 2016 - قال المتحدث", Some("2016-07-26"));
        check(
            "القاهرة - الثلاثاء 26 يوليو 2016: قال المتحدث",
            Some("2016-07-26"),
        );
        check(
            "القاهرة 26 يوليو 2016 (وكالة) قال المتحدث",
            Some("2016-07-26"),
        );
        check("دمشق (3 آذار 2011): قال المتحدث", Some("2011-03-03"));
        check("في 26 يوليو 2016 - وهو يوم مشهود - قال", None);
        check("اجتمع القوم يوم 26 يوليو 2016، ثم تفرقوا", None);
        check("قال المتحدث. القاهرة - 26 يوليو 2016 - قال", None);
        check("وفي بيان", None);
    }
}
