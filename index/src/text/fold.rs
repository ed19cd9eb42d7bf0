//! From a word to its form: the letters that remain when spelling habits are set aside.

use super::character::{code, decompose};
use super::letter::letter;
use super::table::{BREAK, HAMZA, INVISIBLE, LIGATURE, MARK, OTHER, TATWEEL};

/// Appends the folded form of a word in the bytes of [`letter`](super::letter). Build, query and
/// highlighting all use it.
///
/// - Marks, tatweel and invisible characters are dropped; so is the dagger alef, as الرحمن is
///   commonly written, and so are the small waw and ya of the Qur'an.
/// - أ إ آ ٱ are ا; ؤ ئ are ء; ى is ي; ة is ه.
/// - A hamza set as a mark makes و and ي a hamza like ؤ and ئ, and on a tatweel it is a letter.
/// - Letters of Persian, Urdu and others are the nearest Arabic letter: ک گ are ك, پ is ب, چ is ج.
/// - Presentation forms and ligatures are the letters they show.
/// - Digits are ASCII. Latin, Greek and Cyrillic letters lose case and accents; letters of other
///   scripts lose case.
///
/// Anything else is skipped, so a string without letters or digits folds to nothing.
pub fn fold(word: &str, out: &mut Vec<u8>) {
    let mut folder = Folder {
        out,
        base: Base::Other,
    };
    for c in word.chars() {
        match code(c) {
            LIGATURE | OTHER | TATWEEL => decompose(c, &mut |part| folder.take(part)),
            code => folder.take_code(code),
        }
    }
}

/// What a hamza mark would stand on.
#[derive(Clone, Copy)]
enum Base {
    /// The waw or ya at this index of the output.
    Seat(usize),
    Tatweel,
    Other,
}

struct Folder<'a> {
    out: &'a mut Vec<u8>,
    base: Base,
}

impl Folder<'_> {
    fn take(&mut self, c: char) {
        match code(c) {
            OTHER => self.take_other(c),
            code => self.take_code(code),
        }
    }

    fn take_code(&mut self, code: u8) {
        const HAMZA_LETTER: u8 = letter('ء');
        const WAW: u8 = letter('و');
        const YA: u8 = letter('ي');
        match code {
            MARK | INVISIBLE => {}
            BREAK => self.base = Base::Other,
            TATWEEL => self.base = Base::Tatweel,
            HAMZA => {
                match self.base {
                    Base::Seat(at) => self.out[at] = HAMZA_LETTER,
                    Base::Tatweel => self.out.push(HAMZA_LETTER),
                    Base::Other => return,
                }
                self.base = Base::Other;
            }
            _ => {
                self.base = if matches!(code, WAW | YA) {
                    Base::Seat(self.out.len())
                } else {
                    Base::Other
                };
                self.out.push(code);
            }
        }
    }

    fn take_other(&mut self, c: char) {
        self.base = Base::Other;
        for lower in c.to_lowercase() {
            // One letter in two places of the word.
            let lower = if lower == 'ς' { 'σ' } else { lower };
            if code(lower) == OTHER {
                self.out
                    .extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Term;
    use crate::text::letter::LETTERS;

    fn check(word: &str, expected: &str) {
        assert_eq!(Term::of(word).to_string(), expected, "{word:?}");
    }

    #[test]
    fn folds() {
        let cases = [
            // Alef with hamza, madda, wasla.
            ("إفريقيا", "افريقيا"),
            ("أفريقيا", "افريقيا"),
            ("الإمارات", "الامارات"),
            ("القرآن", "القران"),
            ("\u{0671}لحمد", "الحمد"),
            ("ا\u{0654}ب", "اب"),
            ("ا\u{0655}ب", "اب"),
            ("ا\u{0653}ب", "اب"),
            ("ٲٳ", "اا"),
            // Hamza and its seats, whole and as a mark, also behind a vowel.
            ("مسؤول", "مسءول"),
            ("مسئول", "مسءول"),
            ("شيء", "شيء"),
            ("مسو\u{0654}ول", "مسءول"),
            ("مسي\u{0654}ول", "مسءول"),
            ("مسى\u{0655}ول", "مسءول"),
            ("مسو\u{064F}\u{0654}ول", "مسءول"),
            ("مسو\u{0654}\u{0654}ول", "مسءول"),
            ("شي\u{06E1}\u{0640}\u{0654}ا", "شيءا"),
            ("م\u{0640}\u{0650}\u{0640}\u{0654}ا", "مءا"),
            ("ح\u{0654}ر", "حر"),
            ("\u{0674}", "ء"),
            // Ta marbuta, alef maqsura.
            ("المملكة", "المملكه"),
            ("المستشفى", "المستشفي"),
            // What is not there.
            ("الأمي\u{0640}ر", "الامير"),
            ("الأ\u{064E}ر\u{0652}ض\u{0650}", "الارض"),
            ("م\u{064F}س\u{0652}ت\u{064E}ش\u{0652}ف\u{064E}ى", "مستشفي"),
            ("الرحم\u{0670}ن", "الرحمن"),
            ("ه\u{0670}ذا", "هذا"),
            ("ل\u{064E}ه\u{064F}\u{06E5}", "له"),
            ("ب\u{06D6}ت\u{08F0}\u{0617}", "بت"),
            ("\u{200F}وزا\u{200D}رة\u{200B}", "وزاره"),
            ("كتا\u{FEFF}\u{00AD}\u{061C}\u{2067}ب", "كتاب"),
            ("\u{0640}\u{0640}\u{0640}", ""),
            ("", ""),
            ("، !", ""),
            // Digits.
            ("٢٠١٥", "2015"),
            ("۱۴۳۶", "1436"),
            ("2015", "2015"),
            // Letters of the neighbours.
            ("السعودیة", "السعوديه"),
            ("کتاب", "كتاب"),
            ("گرگان", "كركان"),
            ("پاکستان", "باكستان"),
            ("چین", "جين"),
            ("ژاله", "زاله"),
            ("ڤيينا", "فيينا"),
            ("ڭ", "ك"),
            ("ٹھے", "تهي"),
            ("ہۃەۀ", "هههه"),
            ("ۓ", "ء"),
            // Forms and ligatures.
            ("ﺍﻟﻤﻘﺎﻭﻣﺔ", "المقاومه"),
            ("ﻷﻧﻪ", "لانه"),
            ("ﻻ", "لا"),
            ("ﷲ", "الله"),
            ("ﷴ", "محمد"),
            ("﷼", "ريال"),
            ("ﷺ", ""),
            ("ﺏ\u{FE77}ﺕ", "بت"),
            ("ﯾﮏ", "يك"),
            // Other scripts.
            ("Éléphant", "elephant"),
            ("e\u{0301}", "e"),
            ("Ḥadīṯ", "hadit"),
            ("ﬁn", "fin"),
            ("\u{0130}", "i"),
            ("\u{212A}", "k"),
            ("ΟΔΟΣ", "οδοσ"),
            ("Ὀδός", "οδοσ"),
            ("Чёрный", "черныи"),
            ("中", "中"),
        ];
        for (word, expected) in cases {
            check(word, expected);
        }
    }

    #[test]
    fn the_table_writes_the_alphabet_of_the_letters() {
        for (at, letter) in LETTERS.into_iter().enumerate() {
            assert_eq!(
                Term::of(&letter.to_string()).as_bytes(),
                [at as u8 + 1],
                "{letter}"
            );
        }
    }
}
