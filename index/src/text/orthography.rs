//! Words that two orthographies write with different letters, and the one way they are folded to.
//!
//! Two closed tables, written by hand, each row for a rule of the grammar of spelling:
//!
//! - [`SILENT`]: where present-day spelling leaves out the alef that the dagger alef stands for. It
//!   does so in the demonstratives with ها and ذا, in لكن, إله, الله and الرحمن, and in no other
//!   word; everywhere else the dagger is a written alef, as in كتاب.
//! - [`WORDS`]: whole words. Their rules, by the names the rows carry:
//!   *waw*: the mushaf writes the alef of these feminines as waw (الصلوة, الربوا);
//!   *ta*: it writes these ة open, in construct (رحمت الله); only words that are not as well a common
//!   verb are listed, so neither بقيت nor كلمت;
//!   *alef*: names and words that older spelling writes without their long a (اسحق, السموات);
//!   *hamza*: where schools set the hamza on different seats (مسئلة and مسألة, مائة and مئة), or a
//!   bare hamza and an alef stand for آ (قرءان);
//!   *final*: endings the mushaf writes with a letter more or less (جاءو, أولوا, اليل with one ل).
//!
//! The rules are those of the manuals of the mushaf's spelling (الداني, *المقنع*) and of the
//! school grammars' chapter on letters left out and added in writing.

use super::letter::letter;
use std::cmp::Ordering;

/// Stands for a dagger alef in a word that is being folded, until it is known what becomes of it.
pub(super) const DAGGER: u8 = 0x1F;

const ALIF: u8 = letter('ا');
const LAM: u8 = letter('ل');
const HAMZA: u8 = letter('ء');
const WAW: u8 = letter('و');
const FA: u8 = letter('ف');
const BA: u8 = letter('ب');
const KAF: u8 = letter('ك');
/// How the tables write a dagger alef.
const MARK: char = '\u{0670}';

/// Where a dagger alef, written `\u{0670}`, is not written as a letter today.
const SILENT: [&str; 10] = [
    "ه\u{0670}ذ",
    "ه\u{0670}ءل",
    "ه\u{0670}كذ",
    "ذ\u{0670}لك",
    "ل\u{0670}كن",
    "رحم\u{0670}ن",
    "ال\u{0670}ه",
    "لل\u{0670}ه",
    "اول\u{0670}ء",
    "ط\u{0670}ه",
];

/// Counts behind the article.
const DEFINITE: u8 = 1;
/// Counts if written with ة, not with ه.
const MARBUTA: u8 = 2;

/// A word as folded letter by letter, when it counts (0: always), and its one form; in the order of
/// the alphabet. A conjunction, a preposition and the article may stand before it.
#[rustfmt::skip]
const WORDS: [(&str, u8, &str); 59] = [
    ("ابرهيم", 0, "ابراهيم"), // alef
    ("ابنت", 0, "ابنه"), // ta
    ("اربعماءه", 0, "اربعمءه"), // hamza
    ("اسحق", 0, "اسحاق"), // alef
    ("اسمعيل", 0, "اسماعيل"), // alef
    ("اليل", 0, "الليل"), // final
    ("امرات", 0, "امراه"), // ta
    ("اولوا", 0, "اولو"), // final
    ("باءو", 0, "باءوا"), // final
    ("تسعماءه", 0, "تسعمءه"), // hamza
    ("ثلاثماءه", 0, "ثلاثمءه"), // hamza
    ("ثمانماءه", 0, "ثمانمءه"), // hamza
    ("ثمانيماءه", 0, "ثمانيمءه"), // hamza
    ("جاءو", 0, "جاءوا"), // final
    ("حيوه", DEFINITE, "حياه"), // waw
    ("خمسماءه", 0, "خمسمءه"), // hamza
    ("داوود", 0, "داود"), // alef
    ("رءا", 0, "راي"), // final
    ("رءس", 0, "رءوس"), // hamza: one waw of two
    ("ربوا", DEFINITE, "ربا"), // waw
    ("رحمان", DEFINITE, "رحمن"), // alef
    ("رحمت", 0, "رحمه"), // ta
    ("زكوه", DEFINITE | MARBUTA, "زكاه"), // waw
    ("سبعماءه", 0, "سبعمءه"), // hamza
    ("ستماءه", 0, "ستمءه"), // hamza
    ("سليمن", 0, "سليمان"), // alef
    ("سموات", 0, "سماوات"), // alef
    ("شجرت", 0, "شجره"), // ta
    ("شيطن", DEFINITE, "شيطان"), // alef
    ("صلوه", DEFINITE | MARBUTA, "صلاه"), // waw
    ("طاووس", 0, "طاوس"), // alef
    ("عثمن", 0, "عثمان"), // alef
    ("غيابت", 0, "غيابه"), // ta
    ("فاءو", 0, "فاءوا"), // final
    ("قرءان", 0, "قران"), // hamza
    ("قرءانا", 0, "قرانا"), // hamza
    ("لقمن", 0, "لقمان"), // alef
    ("ماءتا", 0, "مءتا"), // hamza
    ("ماءتان", 0, "مءتان"), // hamza
    ("ماءتي", 0, "مءتي"), // hamza
    ("ماءتين", 0, "مءتين"), // hamza
    ("ماءه", MARBUTA, "مءه"), // hamza
    ("مرضات", 0, "مرضاه"), // ta
    ("مسءلتان", 0, "مسالتان"), // hamza
    ("مسءلته", 0, "مسالته"), // hamza
    ("مسءلتها", 0, "مسالتها"), // hamza
    ("مسءلتين", 0, "مسالتين"), // hamza
    ("مسءله", 0, "مساله"), // hamza
    ("مشكوه", MARBUTA, "مشكاه"), // waw
    ("معصيت", 0, "معصيه"), // ta
    ("معويه", 0, "معاويه"), // alef
    ("ملءكه", 0, "ملاءكه"), // alef
    ("منوه", DEFINITE, "مناه"), // waw
    ("نءا", 0, "ناي"), // final
    ("نجوه", DEFINITE, "نجاه"), // waw
    ("نعمت", 0, "نعمه"), // ta
    ("هرون", 0, "هارون"), // alef
    ("ههنا", 0, "هاهنا"), // alef
    ("هياه", MARBUTA, "هيءه"), // hamza
];

/// The words of the table in bytes, and their lengths, so that looking one up compares bytes.
const KEYS: [([u8; 10], u8); WORDS.len()] = {
    let mut keys = [([0; 10], 0); WORDS.len()];
    let mut at = 0;
    while at < WORDS.len() {
        keys[at] = bytes(WORDS[at].0);
        at += 1;
    }
    keys
};

/// Which third letters the words of the table have behind each first: few words of a text get by this.
const THIRDS: [u32; 32] = {
    let mut thirds = [0; 32];
    let mut at = 0;
    while at < WORDS.len() {
        let key = KEYS[at].0;
        thirds[key[0] as usize] |= 1 << key[2];
        at += 1;
    }
    thirds
};

/// The bytes of a word of the tables, of at most ten letters of two bytes in UTF-8, and how many.
const fn bytes(word: &str) -> ([u8; 10], u8) {
    let (word, mut bytes) = (word.as_bytes(), [0; 10]);
    let mut at = 0;
    while 2 * at < word.len() {
        let c = (word[2 * at] as u32 & 0x1F) << 6 | word[2 * at + 1] as u32 & 0x3F;
        bytes[at] = match char::from_u32(c) {
            Some(MARK) => DAGGER,
            Some(c) => letter(c),
            None => panic!("no character"),
        };
        at += 1;
    }
    (bytes, at as u8)
}

/// What may stand before a word besides a conjunction, and whether it holds the article.
const BEFORE: [(&[u8], bool); 8] = [
    (&[], false),
    (&[ALIF, LAM], true),
    (&[BA, ALIF, LAM], true),
    (&[KAF, ALIF, LAM], true),
    (&[LAM, LAM], true),
    (&[BA], false),
    (&[KAF], false),
    (&[LAM], false),
];

/// Gives the word at the end of `out`, folded letter by letter from `start` on, its one form: no
/// dagger alef is left, ءا at the beginning is آ, and a word of the tables is what they say.
/// `marbuta`: its last letter is written ة.
pub(super) fn settle(out: &mut Vec<u8>, start: usize, marbuta: bool) {
    let mut from = start;
    while let Some(found) = out[from..].iter().position(|&byte| byte == DAGGER) {
        from += found;
        settle_dagger(out, start, from);
    }
    let first = start + conjunction(&out[start..]);
    for (before, article) in BEFORE {
        let at = first + before.len();
        // Not behind لل: للئام is لئام with ل.
        if (article && before != [LAM, LAM] && out[first..].starts_with(before) || at == start)
            && out[at..].starts_with(&[HAMZA, ALIF])
        {
            out.remove(at);
        }
    }
    for first in [start, start + conjunction(&out[start..])] {
        for (before, article) in BEFORE {
            if out[first..].starts_with(before) {
                let at = first + before.len();
                if let Some(form) = find(&out[at..], article, marbuta) {
                    out.truncate(at);
                    out.extend(form.chars().map(letter));
                    return;
                }
            }
        }
    }
}

/// Makes the dagger alef at `at` a letter, or leaves it out.
fn settle_dagger(out: &mut Vec<u8>, start: usize, at: usize) {
    let silent = SILENT.iter().any(|pattern| {
        let before = pattern.chars().take_while(|&c| c != MARK).count();
        let from = at.checked_sub(before).filter(|&from| from >= start);
        from.is_some_and(|from| starts_with(&out[from..], pattern))
    });
    if silent {
        out.remove(at);
        return;
    }
    out[at] = ALIF;
    // The relatives of the feminine plural have one ل besides.
    let word = &out[start + conjunction(&out[start..])..];
    if ["الاتي", "الاءي"]
        .iter()
        .any(|relative| compare(word, relative).is_eq())
    {
        out.insert(at, LAM);
    }
}

/// How many letters the conjunction takes that a word seems to begin with.
fn conjunction(word: &[u8]) -> usize {
    usize::from(matches!(word.first(), Some(&WAW | &FA)))
}

/// The one form of a word of the table.
fn find(word: &[u8], definite: bool, marbuta: bool) -> Option<&'static str> {
    let &[first, _, third, ..] = word else {
        return None;
    };
    let thirds = THIRDS.get(usize::from(first))?;
    if third >= 32 || thirds & 1 << third == 0 {
        return None;
    }
    let listed = |(key, length): &([u8; 10], u8)| key[..usize::from(*length)].cmp(word);
    let at = KEYS.binary_search_by(listed);
    let &(_, when, form) = WORDS.get(at.ok()?)?;
    let counts = when == 0 || definite && when & DEFINITE != 0 || marbuta && when & MARBUTA != 0;
    counts.then_some(form)
}

fn starts_with(word: &[u8], listed: &str) -> bool {
    let mut word = word.iter();
    listed.chars().all(|c| word.next() == Some(&byte(c)))
}

/// The order of a folded word and one written in letters.
fn compare(word: &[u8], listed: &str) -> Ordering {
    word.iter().copied().cmp(listed.chars().map(byte))
}

fn byte(c: char) -> u8 {
    if c == MARK { DAGGER } else { letter(c) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Term, display};

    #[test]
    fn the_words_are_in_order() {
        let bytes = |word: &str| word.chars().map(letter).collect::<Vec<u8>>();
        for pair in WORDS.windows(2) {
            assert!(
                bytes(pair[0].0) < bytes(pair[1].0),
                "{} before {}",
                pair[0].0,
                pair[1].0
            );
        }
    }

    #[test]
    fn what_words_become_stays() {
        for (word, when, form) in WORDS {
            let written = match word.strip_suffix('ه') {
                Some(word) if when & MARBUTA != 0 => format!("{word}ة"),
                _ => word.to_owned(),
            };
            for (before, article) in BEFORE.map(|(before, article)| (display(before), article)) {
                if when == DEFINITE && !article {
                    continue;
                }
                for conjunction in ["", "و", "ف"] {
                    let whole = format!("{conjunction}{before}{written}");
                    let expected = format!("{conjunction}{before}{form}");
                    let folded = Term::of(&whole);
                    // لل before ل is another word: لليل.
                    if !(before == "لل" && word.starts_with("ال")) {
                        assert_eq!(folded.to_string(), expected, "{whole}");
                    }
                    assert_eq!(Term::of(&display(folded.as_bytes())), folded, "{whole}");
                }
            }
        }
    }
}
