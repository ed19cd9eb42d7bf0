//! Where words begin and end.

use super::character::{ASCII, code};
use super::letter::letter;
use super::table::{ARABIC, HAMZA, INVISIBLE, LIGATURE, MARK, OTHER, TATWEEL};
use std::ops::Range;

/// The words of a text, as byte ranges of it; see [`words`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

/// Cuts text into words: gives the byte ranges they have in it, in order, never empty, never
/// overlapping, on character borders.
///
/// A word is a run of Arabic letters, of letters of any other script, or of digits of the three sets
/// (ASCII, `٠` to `٩`, `۰` to `۹`). Where these meet, one word ends and another begins:
/// `نوفمبر2020` is two words. So are the two sides of any other character: space, punctuation
/// (the decimal point too), symbols, controls, and the signs that stand for whole phrases such as ﷺ.
///
/// The mushaf writes the vocative يا on to the name, its alef a dagger over the ya: there the name is a
/// word of its own, as it is written today, also behind و or ف (`\u{064A}\u{0670}` before بني).
///
/// Marks belong to the letter before them, and marks and tatweel to an Arabic word also in front of
/// its first letter. Joiners, bidi controls and soft hyphens inside a word neither part it nor count;
/// at its ends they are left out of its range. What has no letter and no digit (tatweel drawn as a
/// line, a mark alone) is no word, except that a hamza on a tatweel is a letter. The
/// [fold](super::fold) of a word is never empty.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// What a word is made of.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Arabic,
    Digits,
    Other,
}

impl Kind {
    /// The kind of word that a character with this code is a letter of.
    #[inline]
    fn of(code: u8) -> Option<Kind> {
        match code {
            0..0x30 | LIGATURE => Some(Kind::Arabic),
            0x30..0x80 => Some(Kind::Digits),
            OTHER => Some(Kind::Other),
            _ => None,
        }
    }
}

const DAGGER: char = '\u{0670}';

/// How far a word looks like the vocative of the mushaf: a ya under a dagger alef, at most و or ف
/// before it.
#[derive(Clone, Copy, PartialEq)]
enum Vocative {
    Begin,
    Conjunction,
    Ya,
    Whole,
    No,
}

impl Vocative {
    /// Reads on: a character with this code, which is a dagger alef or not.
    fn then(self, code: u8, dagger: bool) -> Vocative {
        const WAW: u8 = letter('و');
        const FA: u8 = letter('ف');
        const YA: u8 = letter('ي');
        match (self, code) {
            (Vocative::Begin, WAW | FA) => Vocative::Conjunction,
            (Vocative::Begin | Vocative::Conjunction, YA) => Vocative::Ya,
            // With a hamza on it, it is no ya.
            (Vocative::Ya | Vocative::Whole, HAMZA) => Vocative::No,
            (Vocative::Ya, MARK) if dagger => Vocative::Whole,
            (_, MARK | INVISIBLE | TATWEEL) => self,
            _ => Vocative::No,
        }
    }
}

impl Words<'_> {
    /// The code and the length of the character at a byte.
    #[inline]
    fn read(&self, at: usize) -> Option<(u8, usize)> {
        let bytes = self.text.as_bytes();
        let first = *bytes.get(at)?;
        if first < 0x80 {
            return Some((ASCII[usize::from(first)], 1));
        }
        if first & 0xFC == 0xD8 {
            // Two bytes, U+0600 to U+06FF.
            let low = (first & 3) << 6 | (bytes.get(at + 1)? & 0x3F);
            return Some((ARABIC[usize::from(low)], 2));
        }
        let c = self.text.get(at..)?.chars().next()?;
        Some((code(c), c.len_utf8()))
    }

    /// Finds the next first letter from `self.at` on and stops behind it: where its word begins and
    /// what kind it is.
    #[inline]
    fn begin(&mut self) -> Option<(usize, Kind)> {
        // Where marks and tatweel began that may belong to an Arabic letter after them.
        let mut lead = None;
        let mut on_tatweel = false;
        while let Some((code, length)) = self.read(self.at) {
            let here = self.at;
            self.at += length;
            if let Some(kind) = Kind::of(code) {
                let start = if kind == Kind::Arabic {
                    lead.unwrap_or(here)
                } else {
                    here
                };
                return Some((start, kind));
            }
            match code {
                HAMZA if on_tatweel => return Some((lead.unwrap_or(here), Kind::Arabic)),
                MARK | HAMZA | TATWEEL => {
                    lead = lead.or(Some(here));
                    on_tatweel |= code == TATWEEL;
                }
                INVISIBLE => {}
                _ => (lead, on_tatweel) = (None, false),
            }
        }
        None
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let (start, kind) = self.begin()?;
        let mut end = self.at;
        let mut vocative = Vocative::Begin;
        for c in self.text[start..end].chars() {
            vocative = vocative.then(code(c), false);
        }
        while let Some((code, length)) = self.read(self.at) {
            let belongs = match code {
                MARK | HAMZA => true,
                TATWEEL => kind == Kind::Arabic && vocative != Vocative::Whole,
                INVISIBLE => false,
                _ => Kind::of(code) == Some(kind) && vocative != Vocative::Whole,
            };
            if belongs {
                end = self.at + length;
            } else if code != INVISIBLE {
                break;
            }
            if vocative != Vocative::No {
                let dagger = self.text[self.at..].starts_with(DAGGER);
                vocative = vocative.then(code, dagger);
            }
            self.at += length;
        }
        Some(start..end)
    }
}

impl std::iter::FusedIterator for Words<'_> {}

#[cfg(test)]
mod tests {
    use super::words;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn words_of() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            (" ، . ", &[]),
            ("كتاب", &["كتاب"]),
            ("كتاب،وقلم؛ ودواة؟", &["كتاب", "وقلم", "ودواة"]),
            // Letters and digits part, whichever digits.
            ("نوفمبر2020", &["نوفمبر", "2020"]),
            ("ال\u{0640}83 عضوا", &["ال\u{0640}", "83", "عضوا"]),
            ("٢٠١٥م ۱۴۳۶ه\u{0640}", &["٢٠١٥", "م", "۱۴۳۶", "ه\u{0640}"]),
            ("12٣۴", &["12٣۴"]),
            (
                "1,234.5 ١٫٥ ١٬٠٠٠",
                &["1", "234", "5", "١", "٥", "١", "٠٠٠"],
            ),
            // Scripts part.
            ("ال\u{0640}BBC بالعربية", &["ال\u{0640}", "BBC", "بالعربية"]),
            ("naïve don't", &["naïve", "don", "t"]),
            ("Qurʾān", &["Qurʾān"]),
            // Marks belong to the letter before them; in front, to an Arabic letter after them.
            (
                "ك\u{0650}ت\u{064E}اب\u{064C}.",
                &["ك\u{0650}ت\u{064E}اب\u{064C}"],
            ),
            ("\u{064E}ولد", &["\u{064E}ولد"]),
            ("5\u{064E} \u{064E}5", &["5\u{064E}", "5"]),
            ("\u{064E}abc", &["abc"]),
            ("\u{064E} \u{0651}\u{0640}", &[]),
            ("e\u{0301}t", &["e\u{0301}t"]),
            // Tatweel as part of a word, as a dash, as a line, as the seat of a hamza.
            ("الأمي\u{0640}ر", &["الأمي\u{0640}ر"]),
            ("2014\u{0640}2015", &["2014", "2015"]),
            ("ab\u{0640}cd", &["ab", "cd"]),
            ("أ \u{0640}\u{0640}\u{0640}\u{0640}\u{0640} ب", &["أ", "ب"]),
            ("شي\u{0640}\u{0654}ا", &["شي\u{0640}\u{0654}ا"]),
            (
                "\u{0640}\u{0650}\u{0654} \u{0654}",
                &["\u{0640}\u{0650}\u{0654}"],
            ),
            // What no reader sees is inside a word or nowhere.
            (
                "\u{200F}وزارة\u{200F} \u{202B}العدل\u{202C}",
                &["وزارة", "العدل"],
            ),
            ("می\u{200C}خواهم", &["می\u{200C}خواهم"]),
            ("كت\u{200B}اب با\u{00AD}ب", &["كت\u{200B}اب", "با\u{00AD}ب"]),
            ("\u{FEFF}كتاب\u{FEFF}", &["كتاب"]),
            ("كتاب\u{200F}\u{064F}", &["كتاب\u{200F}\u{064F}"]),
            ("20\u{200E}15\u{200E}م", &["20\u{200E}15", "م"]),
            // The vocative of the mushaf.
            (
                "ي\u{064E}\u{0670}\u{0653}أيها وي\u{0670}قوم",
                &["ي\u{064E}\u{0670}\u{0653}", "أيها", "وي\u{0670}", "قوم"],
            ),
            (
                "ي\u{064E}\u{0670}\u{0653}\u{0640}\u{064E}\u{0654}ادم",
                &["ي\u{064E}\u{0670}\u{0653}", "\u{0640}\u{064E}\u{0654}ادم"],
            ),
            (
                "ي\u{0670} آي\u{0670}ت ييي\u{0670}ت",
                &["ي\u{0670}", "آي\u{0670}ت", "ييي\u{0670}ت"],
            ),
            (
                "ي\u{0654}\u{0670}ت ي\u{0670}\u{0654}ت",
                &["ي\u{0654}\u{0670}ت", "ي\u{0670}\u{0654}ت"],
            ),
            // Controls and signs part words.
            ("كتاب\u{1A}قلم\u{0}دواة", &["كتاب", "قلم", "دواة"]),
            ("الآية\u{06DD}١٢", &["الآية", "١٢"]),
            ("\u{0601}١٤٣٦", &["١٤٣٦"]),
            // Forms, ligatures, and signs of several words.
            ("ﺍﻟﻤﻘﺎﻭﻣﺔ ﻻ", &["ﺍﻟﻤﻘﺎﻭﻣﺔ", "ﻻ"]),
            ("ﷲ أكبر", &["ﷲ", "أكبر"]),
            ("100﷼", &["100", "﷼"]),
            ("النبي ﷺ قال ﷽", &["النبي", "قال"]),
            // Any other script.
            (
                "Ελλάς Москва שלום 中文",
                &["Ελλάς", "Москва", "שלום", "中文"],
            ),
        ];
        for (text, expected) in cases {
            check(text, expected);
        }
    }
}
