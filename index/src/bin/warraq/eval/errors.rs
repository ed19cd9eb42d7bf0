//! Words misspelt by chance, one error in a question, as people misspell: the same on every machine.

use clap::ValueEnum;
use serde::Serialize;
use std::ops::Range;
use warraq::text;

/// What is misspelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ErrorKind {
    /// 45 % hamza, 40 % letter, 9 % joined, 6 % split
    Mix,
    /// A hamza left out or put in; ة and ه, ى and ي exchanged
    Hamza,
    /// One letter: one that sounds like it, the key beside it, dropped, doubled, or swapped with the next
    Letter,
    /// Two letters of one word
    Letters,
    /// Two words joined
    Joined,
    /// A word split in two
    Split,
}

/// Of a hundred questions of the mix, how many have each kind.
const MIX: [(ErrorKind, u64); 4] = [
    (ErrorKind::Hamza, 45),
    (ErrorKind::Letter, 40),
    (ErrorKind::Joined, 9),
    (ErrorKind::Split, 6),
];

/// How often an error that changes nothing is tried again.
const TRIES: usize = 8;

/// Letters taken for each other because they sound alike.
const ALIKE: [(char, char); 9] = [
    ('ض', 'ظ'),
    ('د', 'ذ'),
    ('ذ', 'ز'),
    ('ت', 'ط'),
    ('ث', 'س'),
    ('س', 'ص'),
    ('ه', 'ح'),
    ('ق', 'غ'),
    ('ك', 'ق'),
];

/// The rows of the Arabic keyboard. The key of لا parts the last in two.
const KEYS: [&str; 4] = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر", "ىةوزظ"];

/// Seats and letters taken for each other anywhere, and only at the end of a word.
const SEATS: [(char, char); 3] = [('أ', 'ا'), ('إ', 'ا'), ('آ', 'ا')];
const FINALS: [(char, char); 4] = [('ة', 'ه'), ('ه', 'ة'), ('ى', 'ي'), ('ي', 'ى')];

/// Chance: Steele, Lea and Flood's SplitMix64, whose few lines are the same in any language.
pub(crate) struct Chance(u64);

impl Chance {
    /// Chance for one question: it does not depend on which others are asked.
    pub(crate) fn new(seed: u64, name: &str) -> Chance {
        // FNV-1a.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        Chance(seed ^ name.bytes().fold(0xCBF2_9CE4_8422_2325, mix))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which must not be 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() {
            return None;
        }
        let at = self.below(all.len());
        all.get(at)
    }
}

/// A question with one error of this kind, and the kind it really is: of the mix, or of another kind
/// where the question has no room for the one drawn. None if it has room for nothing.
pub(crate) fn misspell(
    text: &str,
    kind: ErrorKind,
    chance: &mut Chance,
) -> Option<(ErrorKind, String)> {
    let drawn = match kind {
        ErrorKind::Mix => {
            let mut left = chance.next() % 100;
            let drawn = MIX.iter().find(|(_, share)| {
                let here = left < *share;
                left = left.saturating_sub(*share);
                here
            });
            drawn.map_or(ErrorKind::Letter, |(kind, _)| *kind)
        }
        kind => kind,
    };
    let others = [ErrorKind::Letter, ErrorKind::Hamza];
    let tried = std::iter::once(drawn).chain(others.into_iter().filter(|_| kind == ErrorKind::Mix));
    for kind in tried {
        // Of two slips the second may undo the first.
        let errors = (0..TRIES).filter_map(|_| error(text, kind, chance));
        if let Some(misspelt) = { errors }.find(|misspelt| misspelt != text) {
            return Some((kind, misspelt));
        }
    }
    None
}

fn error(text: &str, kind: ErrorKind, chance: &mut Chance) -> Option<String> {
    match kind {
        ErrorKind::Mix => None,
        ErrorKind::Hamza => hamza(text, chance),
        ErrorKind::Joined => {
            let words: Vec<Range<usize>> = text::words(text).collect();
            let gaps: Vec<Range<usize>> = words
                .windows(2)
                .map(|pair| pair[0].end..pair[1].start)
                .filter(|gap| text[gap.clone()].chars().all(|sign| sign == ' ') && !gap.is_empty())
                .collect();
            let gap = chance.one_of(&gaps)?.clone();
            Some([&text[..gap.start], &text[gap.end..]].concat())
        }
        ErrorKind::Letter | ErrorKind::Letters | ErrorKind::Split => {
            let least = if kind == ErrorKind::Split { 5 } else { 4 };
            let word = word(text, least, chance)?;
            let mut letters: Vec<char> = text[word.clone()].chars().collect();
            if kind == ErrorKind::Split {
                let at = 2 + chance.below(letters.len() - 3);
                letters.insert(at, ' ');
            } else {
                slip(&mut letters, chance);
                if kind == ErrorKind::Letters {
                    slip(&mut letters, chance);
                }
            }
            let misspelt: String = letters.into_iter().collect();
            Some([&text[..word.start], &misspelt, &text[word.end..]].concat())
        }
    }
}

/// A word of at least so many letters, no function word if there is another; of three if there is none.
fn word(text: &str, least: usize, chance: &mut Chance) -> Option<Range<usize>> {
    let words = |least: usize, content: bool| -> Vec<Range<usize>> {
        let chosen = |range: &Range<usize>| {
            let word = &text[range.clone()];
            let mut form = Vec::new();
            text::fold(word, &mut form);
            word.chars().all(text::is_letter)
                && word.chars().count() >= least
                && !(content && text::is_function_word(&form))
        };
        text::words(text).filter(chosen).collect()
    };
    let mut found = words(least, true);
    if found.is_empty() {
        found = words(least, false);
    }
    if found.is_empty() && least == 4 {
        found = words(3, true);
    }
    chance.one_of(&found).cloned()
}

/// One slip among the letters of a word, of the five kinds with equal chance.
fn slip(letters: &mut Vec<char>, chance: &mut Chance) {
    let first = chance.below(5);
    // Not every word has a letter that sounds like another.
    for kind in (0..5).map(|step| (first + step) % 5) {
        let at = chance.below(letters.len());
        let before = letters.clone();
        match kind {
            0 => {
                let alike = |letter: char| {
                    let pairs = ALIKE.iter().filter_map(move |&(a, b)| match letter {
                        _ if letter == a => Some(b),
                        _ if letter == b => Some(a),
                        _ => None,
                    });
                    pairs.collect::<Vec<char>>()
                };
                let places: Vec<usize> = (0..letters.len())
                    .filter(|&at| !alike(letters[at]).is_empty())
                    .collect();
                if let Some(&at) = chance.one_of(&places)
                    && let Some(&other) = chance.one_of(&alike(letters[at]))
                {
                    letters[at] = other;
                }
            }
            1 => {
                if let Some(&key) = chance.one_of(&beside(letters[at])) {
                    letters[at] = key;
                }
            }
            2 => drop(letters.remove(at)),
            3 => letters.insert(at, letters[at]),
            _ => {
                let at = chance.below(letters.len() - 1);
                letters.swap(at, at + 1);
            }
        }
        if *letters != before {
            return;
        }
    }
}

/// The keys beside that of a letter.
fn beside(letter: char) -> Vec<char> {
    let mut found = Vec::new();
    for row in KEYS {
        let keys: Vec<char> = row.chars().collect();
        if let Some(at) = keys.iter().position(|&key| key == letter) {
            found.extend(at.checked_sub(1).map(|at| keys[at]));
            found.extend(keys.get(at + 1));
        }
    }
    found
}

fn hamza(text: &str, chance: &mut Chance) -> Option<String> {
    let mut places: Vec<(usize, char, char)> = Vec::new();
    for range in text::words(text) {
        let word = &text[range.clone()];
        for (at, sign) in word.char_indices() {
            let last = at + sign.len_utf8() == word.len();
            let pairs = SEATS.iter().chain(FINALS.iter().filter(|_| last));
            places.extend(
                pairs
                    .filter(|pair| pair.0 == sign)
                    .map(|pair| (range.start + at, sign, pair.1)),
            );
        }
        // An alif at the beginning, of the word or behind its article, gets a hamza.
        for before in ["", "ال", "وال", "بال"] {
            if word.strip_prefix(before).is_some_and(|rest| {
                rest.starts_with('ا') && !rest.starts_with("ال") && rest.chars().count() > 2
            }) {
                places.push((range.start + before.len(), 'ا', 'أ'));
            }
        }
    }
    let &(at, old, new) = chance.one_of(&places)?;
    let mut misspelt = text.to_owned();
    misspelt.replace_range(at..at + old.len_utf8(), new.encode_utf8(&mut [0; 4]));
    Some(misspelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of the published generator for the seed 1234567.
    #[test]
    fn chance_is_splitmix64() {
        let mut chance = Chance(1_234_567);
        assert_eq!(
            [(); 3].map(|()| chance.next()),
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn every_kind_makes_one_error_of_its_kind() {
        let question = "أين تقع مكتبة الإسكندرية القديمة؟";
        let letters = |text: &str| text.chars().filter(|sign| *sign != ' ').count();
        for seed in 0..200 {
            let of = |kind| misspell(question, kind, &mut Chance::new(seed, "q"));
            for kind in [
                ErrorKind::Hamza,
                ErrorKind::Letter,
                ErrorKind::Letters,
                ErrorKind::Joined,
                ErrorKind::Split,
            ] {
                let (found, text) = of(kind).unwrap();
                assert_eq!(found, kind);
                assert_ne!(text, question);
                let spaces = text.matches(' ').count();
                let (by, gap): (i64, usize) = match kind {
                    ErrorKind::Letter => (1, 4),
                    ErrorKind::Letters => (2, 4),
                    ErrorKind::Joined => (0, 3),
                    ErrorKind::Split => (0, 5),
                    ErrorKind::Hamza | ErrorKind::Mix => (0, 4),
                };
                assert_eq!(spaces, gap, "{text}");
                let more = letters(&text) as i64 - letters(question) as i64;
                assert!(more.abs() <= by, "{text}");
                if kind == ErrorKind::Hamza {
                    let changed = text.chars().zip(question.chars()).filter(|(a, b)| a != b);
                    assert_eq!(changed.count(), 1, "{text}");
                }
            }
            assert_eq!(of(ErrorKind::Mix), of(ErrorKind::Mix));
        }
    }

    #[test]
    fn the_mix_has_its_shares() {
        let question = "أين تقع مكتبة الإسكندرية القديمة؟";
        let count = |kind: ErrorKind| {
            (0..2000)
                .filter_map(|seed| misspell(question, ErrorKind::Mix, &mut Chance::new(seed, "q")))
                .filter(|(found, _)| *found == kind)
                .count()
        };
        for (kind, share) in MIX {
            let expected = share as usize * 20;
            assert!(
                count(kind).abs_diff(expected) < 100,
                "{kind:?}: {}",
                count(kind)
            );
        }
    }

    #[test]
    fn what_has_no_room_is_left() {
        for text in ["", "2015", "من", "؟"] {
            assert_eq!(
                misspell(text, ErrorKind::Mix, &mut Chance::new(1, "q")),
                None,
                "{text}"
            );
        }
        assert_eq!(
            misspell("كتاب", ErrorKind::Joined, &mut Chance::new(1, "q")),
            None
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_safe(text: String, seed: u64) {
            for kind in ErrorKind::value_variants() {
                misspell(&text, *kind, &mut Chance::new(seed, "q"));
            }
        }
    }
}
