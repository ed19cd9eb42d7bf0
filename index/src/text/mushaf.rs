//! How each letter of a word is written today, whichever way the mushaf writes it: by its marks and
//! by the letters on both sides.

use super::character::code;
use super::letter::letter;
use super::orthography::DAGGER as DAGGER_ALEF;
use super::table::{BREAK, OTHER, TATWEEL};

// The marks that folding looks at, as bits.
const FATHA: u16 = 1;
const FATHATAN: u16 = 2;
/// Any short vowel, also doubled.
const VOWEL: u16 = 4;
const SUKUN: u16 = 8;
const DAGGER: u16 = 16;
const HAMZA: u16 = 32;
/// The round zero over a letter that is not spoken.
const SILENT: u16 = 64;
const SMALL_WAW: u16 = 128;
const SMALL_YA: u16 = 256;
const SMALL_NUN: u16 = 512;

/// A letter and the marks on it.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    /// The plain letter, a tatweel for the hamza it carries.
    pub(super) base: char,
    /// The marks on it, as bits.
    pub(super) marks: u16,
}

const NO_LETTER: Letter = Letter {
    base: '\0',
    marks: 0,
};

impl Letter {
    fn has(&self, marks: u16) -> bool {
        self.marks & marks != 0
    }

    /// The byte it folds to, if it is Arabic.
    fn byte(&self) -> u8 {
        match code(self.base) {
            WAW | YA if self.has(HAMZA) => HAMZA_LETTER,
            TATWEEL => HAMZA_LETTER,
            code => code,
        }
    }

    /// Whether it has a short vowel.
    pub(super) fn is_vowelled(&self) -> bool {
        self.has(VOWEL)
    }
}

const HAMZA_LETTER: u8 = letter('ء');
const ALIF: u8 = letter('ا');
const LAM: u8 = letter('ل');
const NUN: u8 = letter('ن');
const WAW: u8 = letter('و');
const YA: u8 = letter('ي');
const SMALL_WAW_LETTER: char = '\u{06E5}';
const SMALL_YA_LETTER: char = '\u{06E6}';

/// The bits of a mark.
pub(super) fn mark(c: char) -> u16 {
    match c {
        '\u{064B}' | '\u{08F0}' => FATHATAN | VOWEL,
        '\u{064E}' => FATHA | VOWEL,
        '\u{064C}' | '\u{064D}' | '\u{064F}' | '\u{0650}' | '\u{08F1}' | '\u{08F2}' => VOWEL,
        '\u{0652}' | '\u{06E1}' => SUKUN,
        '\u{0654}' | '\u{0655}' => HAMZA,
        '\u{0670}' => DAGGER,
        '\u{06DF}' => SILENT,
        '\u{06E7}' => SMALL_YA,
        '\u{06E8}' => SMALL_NUN,
        '\u{08F3}' => SMALL_WAW,
        _ => 0,
    }
}

/// Whether it is a small waw or ya, which stands for a letter.
pub(super) fn is_small(c: char) -> bool {
    matches!(c, SMALL_WAW_LETTER | SMALL_YA_LETTER)
}

/// A letter and those around it.
pub(super) struct Near<'a> {
    /// The word.
    pub(super) letters: &'a [Letter],
    /// The place of the letter.
    pub(super) at: usize,
    /// Whether a letter before it has a vowel: this is a vowelled text.
    pub(super) vowelled: bool,
}

impl Near<'_> {
    fn get(&self, at: Option<usize>) -> Letter {
        let letter = at.and_then(|at| self.letters.get(at));
        *letter.unwrap_or(&NO_LETTER)
    }

    fn before(&self) -> Letter {
        self.get(self.at.checked_sub(1))
    }

    fn after(&self) -> Letter {
        self.get(Some(self.at + 1))
    }

    /// Whether no letter follows, small ones aside.
    fn is_last(&self) -> bool {
        self.letters[self.at + 1..]
            .iter()
            .all(|letter| is_small(letter.base))
    }

    /// Writes the bytes of the letter.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let here = self.letters[self.at];
        let (before, after) = (self.before(), self.after());
        let byte = here.byte();
        match here.base {
            SMALL_WAW_LETTER if !self.is_last() => out.push(WAW),
            SMALL_YA_LETTER if !self.is_last() || before.byte() == YA => out.push(YA),
            SMALL_WAW_LETTER | SMALL_YA_LETTER => {}
            'ء' | '\u{0640}' => self.write_hamza(out),
            // The first letter is never silent.
            'ا' if here.has(SILENT) && self.at > 0 => self.write_silent_alif(out),
            'و' | 'ي' | 'ى'
                if here.has(SILENT) && !here.has(HAMZA) && self.at > 0 && after.base != 'ل' => {}
            'و' | 'ى' if here.has(DAGGER) && !here.has(HAMZA | VOWEL) && self.is_seat() => {
                if here.base == 'ى' && self.is_last() {
                    out.push(YA);
                } else if here.base == 'ى' || after.base != 'ا' {
                    out.push(ALIF);
                }
            }
            _ if byte == OTHER => write_other(here.base, out),
            _ if byte >= BREAK => {}
            _ => {
                out.push(byte);
                if here.has(DAGGER) && byte < b'0' && byte != ALIF {
                    out.push(DAGGER_ALEF);
                }
            }
        }
        let small = [(SMALL_WAW, WAW), (SMALL_YA, YA), (SMALL_NUN, NUN)];
        for (_, letter) in small.into_iter().filter(|&(mark, _)| here.has(mark)) {
            if byte < BREAK && !self.is_last() {
                out.push(letter);
            }
        }
    }

    /// Whether a و or ى under a dagger alef is only its seat.
    fn is_seat(&self) -> bool {
        self.vowelled || self.letters[self.at].base == 'ى' || self.after().base == 'ة'
    }

    /// A hamza without a seat, alone or on a tatweel.
    fn write_hamza(&self, out: &mut Vec<u8>) {
        let here = self.letters[self.at];
        let (before, after) = (self.before(), self.after());
        let on_tatweel = here.base != 'ء';
        let alif = after.base == 'ا';
        let bare_alif = alif && !after.has(HAMZA | VOWEL | SILENT);
        let long = here.has(DAGGER) || (bare_alif && self.at + 2 < self.letters.len());
        let short = here.has(FATHA) || (on_tatweel && !here.has(VOWEL));
        let prefixed = on_tatweel
            || self.at == 0
            || before.has(VOWEL)
            || (before.byte() == LAM && before.has(SUKUN));
        let silent = before.byte() != YA && (here.has(DAGGER) || short) && prefixed;
        if long && silent {
            // آ
            if here.has(DAGGER) && !bare_alif {
                out.push(ALIF);
            }
        } else if on_tatweel && here.has(FATHATAN) && before.has(FATHA) && bare_alif {
            // خطأ: the alef carries both.
        } else if self.is_on_alif() {
            out.push(ALIF);
        } else {
            out.push(HAMZA_LETTER);
            if here.has(DAGGER) {
                out.push(DAGGER_ALEF);
            }
        }
    }

    /// Whether today a hamza without a seat is written أ.
    fn is_on_alif(&self) -> bool {
        let here = self.letters[self.at];
        let (before, after) = (self.before(), self.after());
        if self.at == 0 {
            // أأنتم
            return after.base == 'ا' && after.has(HAMZA);
        }
        let behind_silent = here.base != 'ء'
            && here.has(FATHA)
            && !matches!(before.byte(), HAMZA_LETTER | ALIF | WAW | YA);
        // أإذا; يسأل; رأيت
        (self.at == 1 && before.base == 'ا' && before.has(HAMZA))
            || (after.base != 'ا'
                && (behind_silent || (here.has(FATHA | SUKUN) && before.has(FATHA))))
    }

    /// An alef that is not spoken: at the end of قالوا it is written today, and in يبدؤا it is the
    /// seat of the hamza, if that does not stand alone behind another alef.
    fn write_silent_alif(&self, out: &mut Vec<u8>) {
        let before = self.before();
        if !self.is_last() {
            return;
        }
        match before.base {
            'و' if before.has(HAMZA) => {
                let long = self.get(self.at.checked_sub(2));
                if let (false, Some(hamza)) = (long.base == 'ا' || long.has(DAGGER), out.last_mut())
                {
                    *hamza = ALIF;
                }
            }
            'و' | SMALL_WAW_LETTER => out.push(ALIF),
            _ => {}
        }
    }
}

/// A letter of another script.
fn write_other(c: char, out: &mut Vec<u8>) {
    for lower in c.to_lowercase() {
        // One letter in two places of the word.
        let lower = if lower == 'ς' { 'σ' } else { lower };
        if code(lower) == OTHER {
            out.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Term;

    #[test]
    fn the_mushaf_is_read_as_today() {
        let cases = [
            // The mushaf: the dagger alef, and where it is silent.
            ("\u{0671}ل\u{0652}ك\u{0650}ت\u{064E}\u{0670}ب", "الكتاب"),
            ("ذ\u{064E}\u{0670}ل\u{0650}ك", "ذلك"),
            ("و\u{064E}ل\u{064E}\u{0670}ك\u{0650}ن\u{0652}", "ولكن"),
            ("إ\u{0650}ل\u{064E}\u{0670}ه", "اله"),
            ("\u{0671}لل\u{0651}\u{064E}\u{0670}ه\u{0650}", "الله"),
            ("أ\u{064F}و\u{06DF}ل\u{064E}\u{0670}\u{0653}ئك", "اولءك"),
            (
                "ه\u{064E}\u{0670}\u{0653}ؤ\u{064F}ل\u{064E}ا\u{0653}ء",
                "هءلاء",
            ),
            ("\u{0671}ل\u{0651}\u{064E}\u{0670}تى", "اللاتي"),
            // Its seat.
            (
                "\u{0671}لص\u{0651}\u{064E}ل\u{064E}و\u{0670}ة\u{064E}",
                "الصلاه",
            ),
            ("الصلو\u{0670}ة", "الصلاه"),
            (
                "\u{0671}لر\u{0651}\u{0650}ب\u{064E}و\u{0670}ا\u{06DF}",
                "الربا",
            ),
            (
                "\u{0671}لس\u{0651}\u{064E}م\u{064E}\u{0670}و\u{064E}\u{0670}ت",
                "السماوات",
            ),
            ("السمو\u{0670}ت", "السماوات"),
            ("ه\u{064E}د\u{064E}ى\u{0670}ه\u{064F}م", "هداهم"),
            ("ه\u{064E}د\u{064E}ى\u{0670}", "هدي"),
            ("\u{0671}لش\u{0651}\u{064E}ي\u{064E}\u{0670}طين", "الشياطين"),
            // Hamza without a seat.
            ("ءامنوا", "امنوا"),
            ("ءامن", "امن"),
            ("و\u{064E}ء\u{064E}ات\u{064E}ى", "واتي"),
            ("\u{0671}ل\u{0652}ء\u{064E}اخ\u{0650}ر\u{064E}ة", "الاخره"),
            (
                "ب\u{0650}\u{0640}\u{064E}\u{0654}اي\u{064E}\u{0670}ت",
                "بايات",
            ),
            (
                "الس\u{0651}\u{064E}ي\u{0651}\u{0650}\u{0640}\u{064E}\u{0654}ات",
                "السيءات",
            ),
            ("ي\u{064E}س\u{0652}\u{0640}\u{064E}\u{0654}ل", "يسال"),
            ("أ\u{064E}ر\u{064E}ء\u{064E}ي\u{0652}ت", "ارايت"),
            ("ر\u{064E}ء\u{064E}ا", "راي"),
            ("ء\u{064E}أ\u{064E}نت", "اانت"),
            ("أ\u{064E}ء\u{0650}ذا", "ااذا"),
            ("ش\u{064E}ي\u{0652}\u{0640}\u{064B}\u{0654}ا", "شيءا"),
            ("خ\u{064E}ط\u{064E}\u{0640}\u{064B}\u{0654}ا", "خطا"),
            ("ج\u{064F}ز\u{0652}ء\u{064B}ا", "جزءا"),
            ("إجراءات", "اجراءات"),
            ("فئات", "فءات"),
            ("اللئام", "اللءام"),
            ("للئام", "للءام"),
            // Small letters, silent letters.
            (
                "إ\u{0650}ب\u{0652}ر\u{064E}\u{0670}ه\u{0650}\u{06E6}م",
                "ابراهيم",
            ),
            ("د\u{064E}او\u{064F}\u{06E5}د", "داود"),
            ("ي\u{064F}ح\u{0652}ى\u{0650}\u{06E6}", "يحيي"),
            ("\u{0671}لن\u{0651}بي\u{0651}\u{06E7}ن", "النبيين"),
            ("ن\u{06E8}جى", "ننجي"),
            ("قالوا\u{06DF}", "قالوا"),
            ("ج\u{064E}ز\u{064E}\u{0670}ؤ\u{064F}ا\u{06DF}", "جزاء"),
            ("ي\u{064E}ب\u{0652}د\u{064E}ؤ\u{064F}ا\u{06DF}", "يبدا"),
            ("ل\u{0650}شا\u{06DF}ى\u{0652}ء", "لشيء"),
            ("م\u{0650}ا\u{06DF}ئة", "مءه"),
            // Words of two spellings.
            ("الصلوة", "الصلاه"),
            ("والزكوة", "والزكاه"),
            ("للحيوة", "للحياه"),
            ("وصلوه", "وصلوه"),
            ("رحمت", "رحمه"),
            ("لامرأت", "لامراه"),
            ("أولوا", "اولو"),
            ("\u{0671}ل\u{0651}\u{064E}ي\u{0652}ل", "الليل"),
            ("مسئلة", "مساله"),
            ("المسألة", "المساله"),
            ("شئون", "شءون"),
            ("شؤون", "شءون"),
            ("رءوس", "رءوس"),
            ("هيأة", "هيءه"),
            ("هيأه", "هياه"),
            ("خمسمائة", "خمسمءه"),
            ("ماءه", "ماءه"),
        ];
        for (word, expected) in cases {
            assert_eq!(Term::of(word).to_string(), expected, "{word:?}");
        }
    }
}
