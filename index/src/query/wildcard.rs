//! Words of the library by a part of their letters: an automaton over keys, one byte a letter, in
//! which some places are free.

use super::lexicon::Lexicon;
use crate::format::terms::{FormTerm, StemTerm};
use crate::format::terms::{ROOT, STEM};
use crate::text;
use fst::Automaton;

/// Signs that stand for any letters in a word.
pub(super) const ANY: [char; 2] = ['*', '\u{066D}'];
/// Signs that stand for one letter in a word.
pub(super) const ONE: [char; 2] = ['?', '؟'];

/// Letters and wildcards: `*` for any letters, `?` for one.
pub struct Wildcard(Vec<u8>);

/// The most letters and wildcards; a longer one matches nothing.
const LONGEST: usize = 62;

impl Wildcard {
    /// For letter bytes with wildcards among them.
    pub fn new(key: &[u8]) -> Wildcard {
        Wildcard(key.to_vec())
    }

    /// For all that begins with these letter bytes.
    pub fn beginning(key: &[u8]) -> Wildcard {
        Wildcard([key, b"*"].concat())
    }

    /// The states reached without reading: an asterisk may stand for nothing.
    fn closed(&self, mut states: u64) -> u64 {
        for (place, &sign) in self.0.iter().enumerate() {
            if sign == b'*' && states & 1 << place != 0 {
                states |= 2 << place;
            }
        }
        states
    }
}

impl Automaton for &Wildcard {
    /// Bit `i` is set if what was read fits the first `i` signs.
    type State = u64;

    fn start(&self) -> u64 {
        if self.0.len() > LONGEST {
            return 0;
        }
        self.closed(1)
    }

    fn is_match(&self, states: &u64) -> bool {
        self.0.len() <= LONGEST && states & 1 << self.0.len() != 0
    }

    fn can_match(&self, states: &u64) -> bool {
        *states != 0
    }

    fn accept(&self, states: &u64, byte: u8) -> u64 {
        // A letter of another script takes several bytes, of which the first says so.
        let goes_on = (0x80..0xC0).contains(&byte);
        let mut next = 0;
        for (place, &sign) in self.0.iter().enumerate() {
            let here = 1 << place;
            if states & here != 0 {
                next |= match sign {
                    b'*' if byte != STEM && byte != ROOT => here,
                    b'?' if byte != STEM && byte != ROOT && !goes_on => here << 1,
                    _ if sign == byte => here << 1,
                    _ => 0,
                };
            }
            if goes_on && sign == b'?' {
                next |= states & here << 1;
            }
        }
        self.closed(next)
    }
}

/// What of a library fits a wildcard, in the order of the alphabet.
#[derive(Default)]
pub struct Fitting {
    /// Forms, by their keys.
    pub forms: Vec<(Vec<u8>, FormTerm)>,
    /// Lemmas, by their stems.
    pub lemmas: Vec<StemTerm>,
}

impl Fitting {
    /// What fits; nothing if there is no letter in it. Stems are looked at only if lemmas are wanted.
    pub fn new(lexicon: &Lexicon<'_>, wildcard: &Wildcard, lemmas: bool) -> Fitting {
        let mut fitting = Fitting::default();
        let Wildcard(key) = wildcard;
        if key.first() == Some(&STEM) || key.iter().all(|sign| b"*?".contains(sign)) {
            return fitting;
        }
        let fixed = key.iter().position(|sign| b"*?".contains(sign));
        let start = &key[..fixed.unwrap_or(key.len())];
        lexicon.each_term(start, &wildcard, &mut |key, value| {
            fitting.forms.push((key.to_vec(), FormTerm::of(value)));
        });
        if lemmas {
            let stems = Wildcard([&[STEM], &key[..]].concat());
            let start = [&[STEM], start].concat();
            lexicon.each_term(&start, &&stems, &mut |_, value| {
                fitting.lemmas.push(StemTerm::of(value));
            });
        }
        fitting
    }
}

/// True for wildcards and nothing else.
pub(super) fn is_wild(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| ANY.contains(&c) || ONE.contains(&c))
}

/// The letters of a word with wildcards, in [letter bytes](crate::text::letter), `*` and `?` standing
/// for the wildcards.
pub fn wild_key(typed: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let mut rest = typed;
    while let Some(at) = rest.find(|c| ANY.contains(&c) || ONE.contains(&c)) {
        text::fold(&rest[..at], &mut key);
        let sign = rest[at..].chars().next().unwrap_or('*');
        key.push(if ANY.contains(&sign) { b'*' } else { b'?' });
        rest = &rest[at + sign.len_utf8()..];
    }
    text::fold(rest, &mut key);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Term;
    use fst::{IntoStreamer, Set};
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;
    use proptest::sample::select;

    /// By the definition: the first sign takes what it may, the others the rest.
    fn naive(signs: &[u8], key: &[u8]) -> bool {
        match (signs, key) {
            ([], []) => true,
            ([b'*', rest @ ..], _) => (0..=key.len()).any(|at| naive(rest, &key[at..])),
            ([b'?', rest @ ..], [_, others @ ..]) => naive(rest, others),
            ([sign, rest @ ..], [letter, others @ ..]) => sign == letter && naive(rest, others),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn finds_what_the_naive_search_finds(
            keys in btree_set(vec(1u8..4, 0..6), 0..60), signs in vec(select(&b"\x01\x02\x03*?"[..]), 0..6)
        ) {
            let set = Set::from_iter(&keys).unwrap();
            let found = set.search(&Wildcard::new(&signs)).into_stream().into_bytes();
            let expected: Vec<_> = keys.into_iter().filter(|key| naive(&signs, key)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn wildcards_fit_words() {
        let check = |typed: &str, word: &str, fits: bool| {
            let wildcard = Wildcard::new(&wild_key(typed));
            let set = Set::from_iter([Term::of(word).as_bytes()]).unwrap();
            let found = set.search(&wildcard).into_stream().into_bytes();
            assert_eq!(!found.is_empty(), fits, "{typed} {word}");
        };
        check("م?توب", "مكتوب", true);
        check("م?توب", "متوب", false);
        check("*كتب*", "كتب", true);
        check("*كتب*", "والكتبة", true);
        check("*كتب*", "كاتب", false);
        check("مس?ول", "مسؤول", true);
        check("م*ة", "مدرسه", true);
        check("п?вет", "привет", false);
        check("п??вет", "привет", true);
        check("?ا*?", "δا", false);
        check("δ?*", "δω", true);
        check("??", "δω", true);
        check("???", "δω", false);
        check(&"?".repeat(80), &"ب".repeat(80), false);
    }
}
