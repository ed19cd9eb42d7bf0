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
