//! The closed classes: particles, pronouns, demonstratives, relatives, question words, and the name
//! الله, with what may be written on to them.
//!
//! They are many in every text and tell little about it, they have no root worth searching, and
//! statistics read them wrongly (له is not a stem with a pronoun). So they are listed, from the
//! grammar books' own lists, and combined by rule: a conjunction before any of them, a preposition
//! or a pronoun where the row says so, or both (لأنه).
//!
//! The lists are those of the classes that grammars call closed: الضمائر, أسماء الإشارة, الأسماء
//! الموصولة, أدوات الاستفهام والشرط, حروف الجر والعطف والنصب والجزم والنفي, إنّ وأخواتها, and of the
//! adverbs of place and time those that are prepositions in use (بين, تحت, عند). كان وأخواتها are
//! verbs that are inflected like others, and number words are words: neither is here. Words that are
//! as often a common noun or verb (أمام, آية) are left to the learning.

use super::affix::Stem;
use super::letter::{from_byte, letter};
use std::cmp::Ordering;

/// Stands without pronoun or preposition.
const ALONE: u8 = 0;
/// Takes a pronoun: عليه.
const PRONOUN: u8 = 1;
const WITH_BA: u8 = 2;
const WITH_KAF: u8 = 4;
const WITH_LAM: u8 = 8;
/// Takes any of the prepositions written as one letter: بهذا, كهذا, لهذا.
const PREPOSITION: u8 = WITH_BA | WITH_KAF | WITH_LAM;
/// Stands only with a pronoun: له.
const BOUND: u8 = 16;

/// Letters of the longest of the words.
const LONGEST_LISTED: usize = 7;

/// The words, as folded, in the order of the alphabet, with what they take.
const WORDS: &[(&str, u8)] = &[
    ("ءلاء", ALONE),
    ("اذ", ALONE),
    ("اذا", ALONE),
    ("الا", ALONE),
    ("الان", ALONE),
    ("التي", PREPOSITION),
    ("الذي", PREPOSITION),
    ("الذين", PREPOSITION),
    ("اللاءي", PREPOSITION),
    ("اللاتي", PREPOSITION),
    ("اللتان", PREPOSITION),
    ("اللتين", PREPOSITION),
    ("اللذان", PREPOSITION),
    ("اللذين", PREPOSITION),
    ("اللواتي", PREPOSITION),
    ("الي", PRONOUN),
    ("اليس", ALONE),
    ("ام", ALONE),
    ("اما", ALONE),
    ("ان", PRONOUN | WITH_BA | WITH_LAM),
    ("انا", ALONE),
    ("انت", WITH_LAM),
    ("انتم", ALONE),
    ("انتما", ALONE),
    ("انتن", ALONE),
    ("انما", ALONE),
    ("او", ALONE),
    ("اولءك", PREPOSITION),
    ("اي", PRONOUN | PREPOSITION),
    ("ايا", PRONOUN | PREPOSITION),
    ("ايان", ALONE),
    ("ايتها", ALONE),
    ("ايضا", ALONE),
    ("ايما", ALONE),
    ("اين", WITH_LAM),
    ("اينما", ALONE),
    ("ايها", ALONE),
    ("ب", BOUND),
    ("بعد", PRONOUN),
    ("بعدما", ALONE),
    ("بعض", PRONOUN | PREPOSITION),
    ("بل", ALONE),
    ("بلا", ALONE),
    ("بلي", ALONE),
    ("بيد", ALONE),
    ("بين", PRONOUN),
    ("بينما", ALONE),
    ("تحت", PRONOUN),
    ("تلك", PREPOSITION),
    ("تلكم", PREPOSITION),
    ("تلكما", PREPOSITION),
    ("ثم", ALONE),
    ("ثمه", ALONE),
    ("حتي", ALONE),
    ("حيث", WITH_BA),
    ("حيثما", ALONE),
    ("حين", WITH_LAM),
    ("حينءذ", ALONE),
    ("حينما", ALONE),
    ("خلال", PRONOUN),
    ("دون", PRONOUN | WITH_BA),
    ("دونما", ALONE),
    ("ذا", PREPOSITION),
    ("ذاك", PREPOSITION),
    ("ذلك", PREPOSITION),
    ("ذلكم", PREPOSITION),
    ("ذلكما", PREPOSITION),
    ("ذو", ALONE),
    ("ذي", ALONE),
    ("ربما", ALONE),
    ("ريثما", ALONE),
    ("سوف", ALONE),
    ("سوي", ALONE),
    ("سيما", ALONE),
    ("ضد", PRONOUN),
    ("طالما", ALONE),
    ("علي", PRONOUN),
    ("عما", ALONE),
    ("عمن", ALONE),
    ("عن", PRONOUN),
    ("عنا", ALONE),
    ("عند", PRONOUN),
    ("عندءذ", ALONE),
    ("عندما", ALONE),
    ("غير", PRONOUN | PREPOSITION),
    ("فقط", ALONE),
    ("فوق", PRONOUN),
    ("في", PRONOUN),
    ("فيم", ALONE),
    ("فيما", ALONE),
    ("فيمن", ALONE),
    ("قبل", PRONOUN),
    ("قد", WITH_LAM),
    ("قلما", ALONE),
    ("كانما", ALONE),
    ("كذا", ALONE),
    ("كذلك", ALONE),
    ("كل", PRONOUN | PREPOSITION),
    ("كلا", PRONOUN),
    ("كلتا", PRONOUN),
    ("كلتيهما", ALONE),
    ("كلما", ALONE),
    ("كليهما", ALONE),
    ("كم", WITH_BA),
    ("كما", ALONE),
    ("كي", WITH_LAM),
    ("كيف", ALONE),
    ("كيفما", ALONE),
    ("كيلا", ALONE),
    ("ل", BOUND),
    ("لءلا", ALONE),
    ("لءن", ALONE),
    ("لا", WITH_BA),
    ("لازال", ALONE),
    ("لاسيما", ALONE),
    ("لدن", ALONE),
    ("لدي", PRONOUN),
    ("لذا", ALONE),
    ("لذلك", ALONE),
    ("لعل", PRONOUN),
    ("لكن", PRONOUN),
    ("لكيلا", ALONE),
    ("لم", ALONE),
    ("لما", ALONE),
    ("لماذا", ALONE),
    ("لن", ALONE),
    ("لو", ALONE),
    ("لولا", ALONE),
    ("ليت", PRONOUN),
    ("ليس", ALONE),
    ("ليست", ALONE),
    ("ليسوا", ALONE),
    ("ما", PREPOSITION),
    ("ماذا", WITH_BA | WITH_LAM),
    ("متي", ALONE),
    ("مثلما", ALONE),
    ("مذ", ALONE),
    ("مع", PRONOUN),
    ("معا", ALONE),
    ("مما", ALONE),
    ("ممن", ALONE),
    ("من", PRONOUN | PREPOSITION),
    ("منا", ALONE),
    ("منذ", ALONE),
    ("مهما", ALONE),
    ("نحن", ALONE),
    ("هءلاء", PREPOSITION),
    ("هاتان", ALONE),
    ("هاته", PREPOSITION),
    ("هاتين", PREPOSITION),
    ("هاهنا", ALONE),
    ("هذا", PREPOSITION),
    ("هذان", ALONE),
    ("هذه", PREPOSITION),
    ("هذي", ALONE),
    ("هذين", PREPOSITION),
    ("هكذا", ALONE),
    ("هل", ALONE),
    ("هم", ALONE),
    ("هما", ALONE),
    ("هن", ALONE),
    ("هنا", ALONE),
    ("هناك", ALONE),
    ("هنالك", ALONE),
    ("هو", ALONE),
    ("هي", ALONE),
    ("وراء", PRONOUN),
    ("يا", ALONE),
];

/// Words that a conjunction and a particle only seem to make: orbit, understanding, guardian.
const NOT: [&str; 3] = ["فلك", "فهم", "ولي"];

/// Words that a particle and a pronoun only seem to make: verse (for which أية, "which", is given up),
/// sons, proof, qibla, total, meaning, and two names.
const NOT_WITH_PRONOUN: [&str; 8] = ["ايكن", "ايني", "ايه", "بني", "بينه", "قبله", "كلي", "معني"];

/// The pronouns that are written on to a particle.
const PRONOUNS: [&str; 12] = [
    "ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا", "ني", "ي",
];

/// A word of the closed classes inside a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Bytes of the form before the word.
    pub prefix: u8,
    /// Bytes of the form after it.
    pub suffix: u8,
    /// The word alone, folded.
    pub word: Stem,
}

/// Whether `form` is a function word, alone or with what is written on to it: في, وفيها, فلماذا.
pub fn is_function_word(form: &[u8]) -> bool {
    closed(form).is_some_and(|closed| !is_allah(&closed.word))
}

/// Whether the folded word is the name الله.
pub fn is_allah(word: &[u8]) -> bool {
    is(word, "الله")
}

/// The word of the closed classes that `form` is, if it is one: a function word, or الله with what
/// is written on to it (والله, لله, تالله).
pub fn closed(form: &[u8]) -> Option<Closed> {
    if form.len() > 12 || NOT.iter().any(|not| is(form, not)) {
        return None;
    }
    let conjunction = usize::from(
        matches!(form.first(), Some(&first) if first == letter('و') || first == letter('ف')),
    );
    for before in 0..=conjunction {
        let rest = form.get(before..)?;
        if let Some(found) = bare(rest) {
            return Some(Closed {
                prefix: found.prefix + before as u8,
                ..found
            });
        }
    }
    None
}

/// The same, of a form without conjunction.
fn bare(form: &[u8]) -> Option<Closed> {
    if let Some(prefix) = allah(form) {
        let word = ['ا', 'ل', 'ل', 'ه'].map(letter);
        return Some(Closed {
            prefix,
            suffix: 0,
            word: Stem::new(&word),
        });
    }
    if takes(form).is_some_and(|takes| takes & BOUND == 0) {
        return Some(Closed {
            prefix: 0,
            suffix: 0,
            word: Stem::new(form),
        });
    }
    if let Some((word, suffix)) = with_pronoun(form, PRONOUN | BOUND) {
        return Some(Closed {
            prefix: 0,
            suffix,
            word: Stem::new(word),
        });
    }
    let (&first, word) = form.split_first()?;
    let needed = match from_byte(first)? {
        'ب' => WITH_BA,
        'ك' => WITH_KAF,
        'ل' => WITH_LAM,
        _ => return None,
    };
    let mut whole = Stem::new(word);
    if needed == WITH_LAM && word.first() == Some(&letter('ل')) {
        // The article's alif is not written after ل: للذين.
        whole = Stem::new(&[letter('ا')]).joined(word);
    }
    if takes(&whole).is_some_and(|takes| takes & needed != 0) {
        return Some(Closed {
            prefix: 1,
            suffix: 0,
            word: whole,
        });
    }
    // Both: لأنه, ببعضهم.
    let (word, suffix) = with_pronoun(word, PRONOUN)?;
    takes(word)
        .is_some_and(|takes| takes & needed != 0)
        .then(|| Closed {
            prefix: 1,
            suffix,
            word: Stem::new(word),
        })
}

/// The word and the length of the pronoun written on to it, of a word that takes one of these ways.
fn with_pronoun(form: &[u8], ways: u8) -> Option<(&[u8], u8)> {
    if NOT_WITH_PRONOUN.iter().any(|not| is(form, not)) {
        return None;
    }
    for pronoun in PRONOUNS {
        let length = pronoun.len() / 2;
        let Some(cut) = form.len().checked_sub(length) else {
            continue;
        };
        let (word, rest) = form.split_at(cut);
        if is(rest, pronoun) && takes(word).is_some_and(|takes| takes & ways != 0) {
            return Some((word, length as u8));
        }
    }
    None
}

/// How many letters stand before the name in الله, بالله, تالله, كالله, لله.
fn allah(form: &[u8]) -> Option<u8> {
    const FORMS: [(&str, u8); 5] = [
        ("الله", 0),
        ("بالله", 1),
        ("تالله", 1),
        ("كالله", 1),
        ("لله", 1),
    ];
    FORMS
        .iter()
        .find(|(name, _)| is(form, name))
        .map(|&(_, prefix)| prefix)
}

/// What the listed word takes.
fn takes(word: &[u8]) -> Option<u8> {
    if word.len() > LONGEST_LISTED {
        return None;
    }
    let at = WORDS
        .binary_search_by(|(listed, _)| compare(word, listed).reverse())
        .ok()?;
    WORDS.get(at).map(|row| row.1)
}

/// Whether a folded word is one written in letters, which take two bytes each.
fn is(word: &[u8], listed: &str) -> bool {
    listed.len() == 2 * word.len() && compare(word, listed).is_eq()
}

/// The order of a folded word and one written in letters, whose order is that of their bytes; what is no
/// letter is behind them.
fn compare(word: &[u8], listed: &str) -> Ordering {
    let letters = word
        .iter()
        .map(|&byte| from_byte(byte).unwrap_or(char::MAX));
    letters.cmp(listed.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> Vec<u8> {
        word.chars().map(letter).collect()
    }

    #[test]
    fn the_table_is_in_order() {
        for pair in WORDS.windows(2) {
            assert!(
                folded(pair[0].0) < folded(pair[1].0),
                "{} before {}",
                pair[0].0,
                pair[1].0
            );
        }
    }

    #[test]
    fn words_are_compared_by_their_bytes() {
        assert!(crate::text::letter::LETTERS.is_sorted());
        for word in ["", "في", "فيها", "ي", "ء"].map(folded) {
            for (listed, _) in WORDS {
                assert_eq!(
                    compare(&word, listed),
                    word.cmp(&folded(listed)),
                    "{listed}"
                );
            }
        }
        assert!(compare(b"a", "ي").is_gt());
    }

    #[test]
    fn no_word_is_longer_than_the_longest() {
        let longest = WORDS.iter().map(|(word, _)| word.chars().count()).max();
        assert_eq!(longest, Some(LONGEST_LISTED));
        assert!(
            WORDS
                .iter()
                .all(|(word, _)| word.len() == 2 * word.chars().count())
        );
    }

    #[test]
    fn particles_are_found_inside_what_is_written_on_to_them() {
        let found = [
            ("في", "في", 0, 0),
            ("وفي", "في", 1, 0),
            ("ففيها", "في", 1, 2),
            ("له", "ل", 0, 1),
            ("فلهم", "ل", 1, 2),
            ("وبهذه", "هذه", 2, 0),
            ("للذين", "الذين", 1, 0),
            ("عليكم", "علي", 0, 2),
            ("ولماذا", "لماذا", 1, 0),
            ("لانه", "ان", 1, 1),
            ("وبانهم", "ان", 2, 2),
            ("ببعضها", "بعض", 1, 2),
            ("كليهما", "كليهما", 0, 0),
            ("الله", "الله", 0, 0),
            ("والله", "الله", 1, 0),
            ("بالله", "الله", 1, 0),
            ("تالله", "الله", 1, 0),
            ("لله", "الله", 1, 0),
            ("فلله", "الله", 2, 0),
        ];
        for (form, word, prefix, suffix) in found {
            let expected = Closed {
                prefix,
                suffix,
                word: Stem::new(&folded(word)),
            };
            assert_eq!(closed(&folded(form)), Some(expected), "{form}");
        }
        assert!(!is_function_word(&folded("لله")) && is_function_word(&folded("فيها")));
    }

    #[test]
    fn other_words_are_left_alone() {
        for form in [
            "فهم",
            "ولي",
            "معني",
            "ومعني",
            "ايه",
            "وايه",
            "بايه",
            "بني",
            "كتاب",
            "الفيل",
            "لهب",
            "ب",
            "ل",
            "اللهب",
            "الهه",
            "كان",
        ] {
            assert_eq!(closed(&folded(form)), None, "{form}");
        }
    }
}
