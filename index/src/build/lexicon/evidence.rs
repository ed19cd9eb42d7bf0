//! What a written word and its neighbours tell that its form alone does not.
//!
//! Folding takes the dots of ة, the hamza of إ and the bareness of ى away; counts of them are kept
//! beside the form, for they tell a feminine from a pronoun, a verbal noun إفعال from a plural أفعال,
//! and قتلى from a nisba. And Arabic says by agreement what is a plural: plurals of things take
//! feminine adjectives and demonstratives (هذه المدارس الكبيرة), as do broken plurals after the
//! numbers from three to ten. (Wright, *A Grammar of the Arabic Language*, II, 272 and after; Ryding,
//! *A Reference Grammar of Modern Standard Arabic*, chapters 7 and 15.)

use super::Entry;
use crate::text::last_letter;
use crate::text::letter::letter;
use std::cmp::Ordering;
use std::sync::OnceLock;

/// What there is to see of one written word; a set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u16);

/// Ends in ة.
const FEMININE: u16 = 1;
/// Is written with إ.
const BELOW: u16 = 2;
/// Ends in ى.
const MAQSURA: u16 = 4;
/// Has the article.
const DEFINITE: u16 = 8;
/// Has the ending of a sound plural.
const SOUND_PLURAL: u16 = 16;
/// هذه and تلك.
const THESE: u16 = 32;
/// هذا and ذلك.
const THIS: u16 = 64;
/// Stands before plurals only, or nearly: ثلاثة, جميع, عدة.
const SEVERAL: u16 = 128;
/// Stands before من and a plural: العديد من.
const MANY: u16 = 256;
/// من itself.
const OF: u16 = 512;

/// The words of [`SEVERAL`], as folded.
static BEFORE_PLURALS: Folded<29> = Folded::new([
    "ثلاث",
    "ثلاثه",
    "اربع",
    "اربعه",
    "خمس",
    "خمسه",
    "ست",
    "سته",
    "سبع",
    "سبعه",
    "ثماني",
    "ثمانيه",
    "تسع",
    "تسعه",
    "عشر",
    "عشره",
    "عده",
    "بضع",
    "بضعه",
    "جميع",
    "كافه",
    "مختلف",
    "شتي",
    "بعض",
    "معظم",
    "اغلب",
    "احد",
    "احدي",
    "هءلاء",
]);
/// The words of [`MANY`], as folded.
static BEFORE_OF: Folded<6> = Folded::new(["عدد", "عددا", "العديد", "كثير", "الكثير", "مجموعه"]);

/// Some folded words, to be looked up by their letters.
struct Folded<const N: usize> {
    words: [&'static str; N],
    letters: OnceLock<Vec<Vec<u8>>>,
}

impl<const N: usize> Folded<N> {
    const fn new(words: [&'static str; N]) -> Folded<N> {
        Folded {
            words,
            letters: OnceLock::new(),
        }
    }

    fn contains(&self, word: &[u8]) -> bool {
        let letters = self.letters.get_or_init(|| {
            let word = |word: &&str| word.chars().map(letter).collect();
            let mut letters: Vec<Vec<u8>> = self.words.iter().map(word).collect();
            letters.sort_unstable();
            letters
        });
        letters
            .binary_search_by(|other| other.as_slice().cmp(word))
            .is_ok()
    }
}

impl Traits {
    /// What is seen of a word with this form and this spelling.
    pub fn of(form: &[u8], spelling: &str) -> Traits {
        let mut traits = match last_letter(spelling) {
            Some('ة') => FEMININE,
            Some('ى') => MAQSURA,
            _ => 0,
        };
        if spelling.contains('إ') || spelling.contains("ا\u{0655}") {
            traits |= BELOW;
        }
        if ["ين", "ون", "ات"]
            .iter()
            .any(|ending| form.len() > 2 && is(&form[form.len() - 2..], ending))
        {
            traits |= SOUND_PLURAL;
        }
        let word = without(form, &['و']);
        let noun = without(word, &['ب', 'ك']);
        if is(noun.get(..2).unwrap_or_default(), "ال")
            || is(noun.get(..2).unwrap_or_default(), "لل")
        {
            traits |= DEFINITE;
        }
        let word = without(word, &['ب', 'ل']);
        traits |= match () {
            () if is(word, "هذه") || is(word, "تلك") => THESE,
            () if is(word, "هذا") || is(word, "ذلك") || is(word, "ذاك") => THIS,
            () if BEFORE_PLURALS.contains(word) => SEVERAL,
            () if BEFORE_OF.contains(word) => MANY,
            () if is(word, "من") => OF,
            () => 0,
        };
        Traits(traits)
    }

    /// Whether the word ends in ة.
    pub(in crate::build) fn is_feminine(self) -> bool {
        self.has(FEMININE)
    }

    fn has(self, trait_: u16) -> bool {
        self.0 & trait_ != 0
    }
}

/// Whether a folded form is this word.
fn is(form: &[u8], word: &str) -> bool {
    form.iter().copied().cmp(word.chars().map(letter)) == Ordering::Equal
}

/// A form without its first letter, if that is one of these.
fn without<'a>(form: &'a [u8], letters: &[char]) -> &'a [u8] {
    match form.split_first() {
        Some((first, rest)) if letters.iter().any(|&c| letter(c) == *first) => rest,
        _ => form,
    }
}

/// What three words in a row say of the number of the second and of the third: for each of the two
/// the votes for a plural, and those for a masculine singular.
pub fn agreement(first: Traits, second: Traits, third: Traits) -> [[u32; 2]; 2] {
    let vote = |yes: bool, votes: u32| if yes { votes } else { 0 };
    let adjective = second.has(DEFINITE) && third.has(DEFINITE) && !second.has(FEMININE);
    let many = third.has(FEMININE | SOUND_PLURAL);
    let several = second.has(SEVERAL) || (first.has(MANY) && second.has(OF));
    let definite = third.has(DEFINITE);
    [
        [vote(adjective && many, 1), vote(adjective && !many, 1)],
        [
            vote(definite && second.has(THESE), 1) + vote(several, 3),
            vote(definite && second.has(THIS), 1),
        ],
    ]
}

impl Entry {
    /// A form not yet met.
    pub fn new(form: Vec<u8>) -> Entry {
        Entry {
            form,
            ..Entry::default()
        }
    }

    /// Counts occurrences of the form in one spelling.
    pub fn add(&mut self, traits: Traits, count: u32) {
        let when = |seen: u16| if traits.has(seen) { count } else { 0 };
        self.count += count;
        self.feminine += when(FEMININE);
        self.below += when(BELOW);
        self.maqsura += when(MAQSURA);
    }

    /// Counts votes of [`agreement`].
    pub fn agree(&mut self, votes: [u32; 2]) {
        self.plural += votes[0];
        self.singular += votes[1];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn votes(text: &str) -> [[u32; 2]; 2] {
        let mut words: Vec<Traits> = text
            .split(' ')
            .map(|word| {
                let mut form = Vec::new();
                fold(word, &mut form);
                Traits::of(&form, word)
            })
            .collect();
        while words.len() < 3 {
            words.insert(0, Traits::default());
        }
        agreement(words[0], words[1], words[2])
    }

    #[test]
    fn neighbours_tell_the_number() {
        for (text, expected) in [
            ("المدارس الكبيرة", [[1, 0], [0, 0]]),
            ("المدرسة الكبيرة", [[0, 0], [0, 0]]),
            ("الكتاب الكبير", [[0, 1], [0, 0]]),
            ("هذه المدارس", [[0, 0], [1, 0]]),
            ("هذا الكتاب", [[0, 0], [0, 1]]),
            ("ثلاثة كتب", [[0, 0], [3, 0]]),
            ("العديد من الكتب", [[0, 0], [3, 0]]),
            ("واحد من الكتب", [[0, 0], [0, 0]]),
            ("كتب كبيرة", [[0, 0], [0, 0]]),
        ] {
            assert_eq!(votes(text), expected, "{text}");
        }
    }

    #[test]
    fn spelling_is_counted() {
        let mut entry = Entry::default();
        for (word, count) in [("إعلانة\u{064C}", 3), ("اعلانه", 2), ("إعلانى", 1)]
        {
            entry.add(Traits::of(&[], word), count);
        }
        assert_eq!(
            (entry.count, entry.feminine, entry.below, entry.maqsura),
            (6, 3, 4, 1)
        );
    }
}
