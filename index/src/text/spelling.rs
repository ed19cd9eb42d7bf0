//! The word as written: what a reader sees of it, and no more.

use super::character::{code, combining_class, compose, decompose};
use super::table::{HAMZA, INVISIBLE, MARK, TATWEEL};
use crate::order::sort_by_key;
use std::borrow::Cow;

/// The word as written, rid of what no reader sees.
///
/// Tatweel, joiners, bidi controls and soft hyphens are left out (a tatweel that carries a hamza
/// stays: it is a letter); presentation forms and ligatures become plain letters; marks on one letter
/// stand in canonical order, composed (Unicode's NFC), so shadda before and after the vowel are one;
/// the ya and kaf of a Persian keyboard, which print as ours, are ours. Idempotent.
pub fn spelling(word: &str) -> Cow<'_, str> {
    if is_plain(word) {
        return Cow::Borrowed(word);
    }
    let mut visible = visible(word);
    compose_all(&mut visible);
    let spelling: String = visible.into_iter().collect();
    if spelling == word {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(spelling)
    }
}

/// The last letter of a word as written, whatever marks stand on it.
pub fn last_letter(spelling: &str) -> Option<char> {
    spelling.chars().rev().find(|&c| code(c) != MARK)
}

/// True if a word as typed agrees with a word as written: the same letters, and every mark typed is
/// there on the same letter. Marks not typed are free, so it is asked of words of one form: a dagger
/// alef may make another.
///
/// Hamza seats, ة and ه, ى and ي are different letters here, capital and small ones too. The sign of
/// wasla counts as a mark (ا agrees with ٱ), an accent on a Latin letter too. The three digit sets
/// are one.
pub fn agrees(typed: &str, written: &str) -> bool {
    if typed == written {
        return true;
    }
    let (typed, written) = (letters_and_marks(typed), letters_and_marks(written));
    let mut typed = clusters(&typed);
    let mut written = clusters(&written);
    loop {
        match (typed.next(), written.next()) {
            (None, None) => return true,
            (Some((letter, marks)), Some((other, there)))
                if letter == other
                    && hamzas(letter, marks).eq(hamzas(other, there))
                    && is_among(marks, there) => {}
            _ => return false,
        }
    }
}

/// True if the word is its own spelling for sure and at a glance: ASCII and common Arabic letters,
/// never two marks together.
fn is_plain(word: &str) -> bool {
    let mut after_mark = true;
    word.chars().all(|c| {
        let mark = matches!(c, '\u{064B}'..='\u{0652}' | '\u{0670}');
        let plain = match c {
            '\0'..='\u{7F}' | 'ء'..='غ' | 'ف'..='ي' | '٠'..='٩' | '\u{0671}' => true,
            _ => mark && !after_mark,
        };
        after_mark = mark;
        plain
    })
}

/// The visible characters of a word, fully decomposed, the marks on each letter in canonical order.
fn visible(word: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len());
    // Where a tatweel was left out, until the next letter.
    let mut tatweel = None;
    for c in word.chars() {
        decompose(c, &mut |part| match code(part) {
            INVISIBLE => {}
            TATWEEL => tatweel = Some(out.len()),
            class => {
                match (class, tatweel) {
                    (HAMZA, Some(at)) => out.insert(at, '\u{0640}'),
                    (HAMZA | MARK, _) => {}
                    _ => tatweel = None,
                }
                if class == HAMZA {
                    tatweel = None;
                }
                out.push(match part {
                    'ی' => 'ي',
                    'ک' => 'ك',
                    part => part,
                });
            }
        });
    }
    for run in out.chunk_by_mut(|_, &next| combining_class(next) != 0) {
        // The first of a run is a letter, or the run is marks without one.
        let letter = usize::from(run.first().is_some_and(|&c| combining_class(c) == 0));
        if run.len() > letter + 1 {
            let mut marks = run[letter..].to_vec();
            sort_by_key(&mut marks, |&mark| u64::from(combining_class(mark)));
            run[letter..].copy_from_slice(&marks);
        }
    }
    out
}

/// Composes letters with their marks in place, as Unicode's NFC does.
fn compose_all(text: &mut Vec<char>) {
    let mut kept = 0;
    let mut letter = None;
    // The class of the last mark kept since the letter.
    let mut last = 0;
    for read in 0..text.len() {
        let c = text[read];
        let class = combining_class(c);
        if let Some(at) = letter
            && class > last
            && let Some(composed) = compose(text[at], c)
        {
            text[at] = composed;
            continue;
        }
        if class == 0 {
            letter = Some(kept);
        }
        last = class;
        text[kept] = c;
        kept += 1;
    }
    text.truncate(kept);
}

/// The visible characters, ready to be compared: digits ASCII, wasla a mark over its alef.
fn letters_and_marks(word: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len());
    for c in visible(word) {
        match code(c) {
            _ if c == WASLA => out.extend(['ا', WASLA]),
            digit @ b'0'..=b'9' => out.push(char::from(digit)),
            _ => out.push(c),
        }
    }
    out
}

/// Alef wasla, and in [`letters_and_marks`] its sign.
const WASLA: char = '\u{0671}';

fn is_mark(c: char) -> bool {
    c == WASLA || matches!(code(c), MARK | HAMZA)
}

/// Letters, each with the marks on it; marks in front of the first letter count as on a `None`.
fn clusters(text: &[char]) -> impl Iterator<Item = (Option<char>, &[char])> {
    text.chunk_by(|_, &next| is_mark(next))
        .map(|run| match run.split_first() {
            Some((&letter, marks)) if !is_mark(letter) => (Some(letter), marks),
            _ => (None, run),
        })
}

/// The marks that make another letter of the one they stand on: hamza, and madda over alef.
fn hamzas(letter: Option<char>, marks: &[char]) -> impl Iterator<Item = &char> {
    marks
        .iter()
        .filter(move |&&mark| code(mark) == HAMZA || (mark == '\u{0653}' && letter == Some('ا')))
}

/// True if each of the marks is among those there, and as often.
fn is_among(marks: &[char], there: &[char]) -> bool {
    let count = |text: &[char], mark: char| text.iter().filter(|&&c| c == mark).count();
    marks
        .iter()
        .all(|&mark| count(marks, mark) <= count(there, mark))
}

#[cfg(test)]
mod tests {
    use super::{agrees, last_letter, spelling};
    use std::borrow::Cow;

    fn check_spelling(word: &str, expected: &str) {
        assert_eq!(spelling(word), expected, "{word:?}");
        assert!(
            matches!(spelling(expected), Cow::Borrowed(_)),
            "{expected:?} is copied"
        );
    }

    #[test]
    fn last_letters_are_seen_under_their_marks() {
        let check = |word: &str, last: Option<char>| assert_eq!(last_letter(word), last, "{word}");
        check("مدرسة", Some('ة'));
        check("مدرسة\u{064C}", Some('ة'));
        check("هدى\u{0670}", Some('ى'));
        check("خط\u{0651}\u{064E}", Some('ط'));
        check("\u{064E}", None);
        check("", None);
    }

    #[test]
    fn spellings() {
        let cases = [
            ("", ""),
            ("كتاب", "كتاب"),
            ("مسؤول", "مسؤول"),
            ("المملكة", "المملكة"),
            ("ك\u{0650}تاب", "ك\u{0650}تاب"),
            // What no reader sees.
            ("الأمي\u{0640}ر", "الأمير"),
            ("\u{200F}وزا\u{200C}رة\u{202C}", "وزارة"),
            ("با\u{00AD}ب\u{FEFF}", "باب"),
            (
                "شي\u{06E1}\u{0640}\u{0640}\u{0640}\u{0654}\u{0657}ا",
                "شي\u{06E1}\u{0640}\u{0654}\u{0657}ا",
            ),
            // Forms.
            ("ﺍﻟﻤﻘﺎﻭﻣﺔ", "المقاومة"),
            ("ﻷ", "لأ"),
            ("ﷲ", "الله"),
            ("﷼", "ريال"),
            ("ب\u{FC60}", "ب\u{064E}\u{0651}"),
            ("ﬁn", "fin"),
            // Keyboards.
            ("السعودیة", "السعودية"),
            ("کتاب", "كتاب"),
            ("ی\u{0654}", "ئ"),
            ("پاک", "پاك"),
            // Order and composition.
            ("شد\u{0651}\u{064E}", "شد\u{064E}\u{0651}"),
            ("شد\u{0651}\u{0640}\u{064E}", "شد\u{064E}\u{0651}"),
            ("ا\u{0654}و\u{064F}\u{0654}ي\u{0654}", "أؤ\u{064F}ئ"),
            ("ا\u{0653}ا\u{0655}", "آإ"),
            ("e\u{0323}\u{0302}", "\u{1EC7}"),
            ("e\u{0302}\u{0323}", "\u{1EC7}"),
            ("٢٠١٥", "٢٠١٥"),
            ("\u{064E}ولد", "\u{064E}ولد"),
            ("ﷺ", "ﷺ"),
        ];
        for (word, expected) in cases {
            check_spelling(word, expected);
        }
    }

    fn check_agrees(typed: &str, written: &str, expected: bool) {
        assert_eq!(
            agrees(typed, written),
            expected,
            "{typed:?} against {written:?}"
        );
    }

    #[test]
    fn agreement() {
        let cases = [
            ("كتاب", "كتاب", true),
            ("كتاب", "ك\u{0650}ت\u{064E}اب\u{064C}", true),
            ("ك\u{0650}تاب", "ك\u{0650}ت\u{064E}اب\u{064C}", true),
            ("ك\u{064F}تاب", "ك\u{0650}ت\u{064E}اب\u{064C}", false),
            ("ك\u{0650}تاب", "كتاب", false),
            ("كتاب", "كتابه", false),
            ("كتابه", "كتاب", false),
            ("كتب\u{0650}", "ك\u{0650}تب", false),
            ("", "", true),
            ("", "ك", false),
            ("شد\u{0651}", "شد\u{064E}\u{0651}", true),
            ("شد\u{0651}\u{064E}", "شد\u{064E}\u{0651}", true),
            // Letters that folding makes one.
            ("إفريقيا", "أفريقيا", false),
            ("افريقيا", "أفريقيا", false),
            ("القران", "القرآن", false),
            ("مسئول", "مسؤول", false),
            ("المملكه", "المملكة", false),
            ("المستشفي", "المستشفى", false),
            ("مو", "مؤ", false),
            ("\u{0627}\u{0654}", "أ", true),
            ("و\u{064F}\u{0654}", "ؤ", false),
            ("ؤ", "و\u{064F}\u{0654}", true),
            // Signs of the Qur'an are marks.
            ("الم", "ال\u{0653}م\u{0653}", true),
            ("الحمد", "\u{0671}لحمد", true),
            ("\u{0671}لحمد", "الحمد", false),
            ("الرحمن", "الرحم\u{0670}ن", true),
            // What no reader sees.
            ("الأمير", "الأمي\u{0640}ر", true),
            ("المقاومة", "ﺍﻟﻤﻘﺎﻭﻣﺔ", true),
            ("السعودية", "السعودیة", true),
            ("وزارة", "\u{200F}وزارة", true),
            // Digits and Latin.
            ("2015", "٢٠١٥", true),
            ("۲۰۱۵", "٢٠١٥", true),
            ("2015", "2016", false),
            ("resume", "résumé", true),
            ("résumé", "resume\u{0301}", false),
            ("résumé", "re\u{0301}sume\u{0301}", true),
            ("Cairo", "cairo", false),
        ];
        for (typed, written, expected) in cases {
            check_agrees(typed, written, expected);
        }
    }
}
