//! From a word to its form: the letters that remain when spelling habits are set aside.

use super::character::{code, decompose};
use super::mushaf::{Letter, Near, is_small, mark};
use super::orthography::settle;
use super::table::{ARABIC, HAMZA, INVISIBLE, MARK, TATWEEL};

/// Appends the folded form of a word in the bytes of [`letter`](super::letter). Build, query and
/// highlighting all use it.
///
/// - Marks, tatweel and invisible characters are dropped.
/// - أ إ آ ٱ are ا; ؤ ئ are ء; ى is ي; ة is ه.
/// - A hamza set as a mark makes و and ي a hamza like ؤ and ئ, and on a tatweel it is a letter.
/// - Letters of Persian, Urdu and others are the nearest Arabic letter: ک گ are ك, پ is ب, چ is ج.
/// - Presentation forms and ligatures are the letters they show.
/// - Digits are ASCII. Latin, Greek and Cyrillic letters lose case and accents; letters of other
///   scripts lose case.
///
/// The spelling of the mushaf becomes that of today:
///
/// - The dagger alef is ا, but where it is not written today (هذا, ذلك, لكن, إله, الرحمن). A و or ى that
///   carries it and no vowel is its seat (in الصلاة, هداهم); at the end of the word that is ى.
/// - ءا at the beginning, also behind the article or a vowelled prefix, is آ. A hamza without a seat
///   is أ where today it is set on an alef: behind a vowel a, or with a behind a silent letter.
/// - The small و and ي, ۥ and ۦ, are letters inside a word, and nothing at its end, but
///   for the second ي of يحيي.
/// - A letter under the round zero, the sign of silence, is dropped, but for the alef behind و of
///   قالوا and the و of أولئك.
/// - Words of a closed list have one form: الصلوة, رحمت, مسئلة.
///
/// Anything else is skipped, so a string without letters or digits folds to nothing.
pub fn fold(word: &str, out: &mut Vec<u8>) {
    let start = out.len();
    if fold_plain(word.as_bytes(), out) {
        settle(out, start, word.ends_with('ة'));
        return;
    }
    out.truncate(start);
    fold_any(word, out);
}

/// Folds a word that has no marks and no letters but the usual ones, as nearly all words of a text: each
/// letter is then its byte of the table, whatever stands beside it. False if it is none; what it wrote
/// means nothing then.
fn fold_plain(word: &[u8], out: &mut Vec<u8>) -> bool {
    let (letters, rest) = word.as_chunks::<2>();
    let plain = |&[lead, low]: &[u8; 2]| match (lead, low) {
        // A bare hamza hangs on its neighbours, and a tatweel may carry one.
        (0xD8, 0xA2..=0xBA) => Some(ARABIC[usize::from(low & 0x3F)]),
        (0xD9, 0x81..=0x8A) => Some(ARABIC[usize::from(0x40 | (low & 0x3F))]),
        _ => None,
    };
    for letter in letters {
        let Some(byte) = plain(letter) else {
            return false;
        };
        out.push(byte);
    }
    rest.is_empty()
}

fn fold_any(word: &str, out: &mut Vec<u8>) {
    let letters = letters(word);
    let start = out.len();
    let mut vowelled = false;
    for at in 0..letters.len() {
        let near = Near {
            letters: &letters,
            at,
            vowelled,
        };
        near.write(out);
        vowelled |= letters[at].is_vowelled();
    }
    let marbuta = letters.last().is_some_and(|last| last.base == 'ة');
    settle(out, start, marbuta);
}

/// The letters of a word with their marks. A tatweel is one only where it carries a hamza; else it is
/// not there.
fn letters(word: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(word.len() / 2 + 1);
    // A tatweel: its place among the letters if it is one, and the marks on it.
    let mut tatweel: Option<(usize, u16)> = None;
    let mut take = |c: char| {
        let class = code(c);
        match (class, tatweel) {
            (INVISIBLE, _) => {}
            (HAMZA, Some((at, marks))) => {
                let base = '\u{0640}';
                letters.insert(at, Letter { base, marks });
                tatweel = None;
            }
            (MARK, Some((at, marks))) if at == letters.len() && !is_small(c) => {
                tatweel = Some((at, marks | mark(c)));
            }
            (MARK | HAMZA, _) if !is_small(c) => onto(letters.last_mut(), mark(c)),
            _ => {
                // A small letter leaves it open whether a hamza follows.
                if let (true, Some((at, marks))) = (class != MARK, tatweel) {
                    onto(letters.get_mut(at.wrapping_sub(1)), marks);
                    tatweel = None;
                }
                if class == TATWEEL {
                    tatweel = Some((letters.len(), 0));
                    return;
                }
                // The ya of a Persian keyboard.
                let base = if c == 'ی' { 'ي' } else { c };
                letters.push(Letter { base, marks: 0 });
            }
        }
    };
    word.chars().for_each(|c| decompose(c, &mut take));
    if let Some((at, marks)) = tatweel {
        onto(letters.get_mut(at.wrapping_sub(1)), marks);
    }
    letters
}

fn onto(letter: Option<&mut Letter>, marks: u16) {
    if let Some(letter) = letter {
        letter.marks |= marks;
    }
}

#[cfg(test)]
mod tests {
    use super::{ARABIC, fold, fold_any};
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
    fn plain_words_fold_as_any_word_does() {
        // Every usual letter before and behind every other, also in words of the closed list.
        let usual = (0x622..=0x64A)
            .filter_map(char::from_u32)
            .filter(|c| !('\u{063B}'..='\u{0640}').contains(c));
        let usual: Vec<char> = usual.collect();
        assert_eq!(ARABIC[0x22], 2);
        let around = [
            ("", ""),
            ("ال", "ة"),
            ("م", "لته"),
            ("ربو", ""),
            ("صلو", ""),
            ("ا", "لوا"),
            ("ق", "ان"),
        ];
        for (before, after) in around {
            for one in &usual {
                for other in &usual {
                    let word = format!("{before}{one}{other}{after}");
                    let (mut plain, mut any) = (Vec::new(), Vec::new());
                    fold(&word, &mut plain);
                    fold_any(&word, &mut any);
                    assert_eq!(plain, any, "{word}");
                }
            }
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
