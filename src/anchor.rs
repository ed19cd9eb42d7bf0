//! Where a passage is, said by what it says, so that links and notes outlive another build of the library: a
//! page may get or lose paragraphs, and a paragraph be corrected.
//!
//! In an address it is `12.5f3a9c01.4.6.ab12-cd34`: the number its block had, a hash of the block's folded words,
//! the first word and how many, and hashes of the first of them. The block with that hash has it, the
//! nearest if there are several; if none has, it is where most of those words follow each other.

use std::ops::Range;
use warraq::fnv::fnv;
use warraq::text::{Term, words};

/// Words of a passage whose hashes are kept.
const KEYS: usize = 8;

/// Where a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The number its block had.
    pub block: u32,
    /// A hash of the words of the block.
    pub hash: u32,
    /// The number of its first word in the block.
    pub word: u32,
    /// How many words it has, which may go on in the blocks behind.
    pub count: u32,
    /// Hashes of its first words.
    keys: Vec<u16>,
}

/// A hash of the folded forms of words.
fn hash<'a>(words: impl Iterator<Item = &'a str>) -> u32 {
    fnv(words.flat_map(|word| [Term::of(word).as_bytes(), &[0xff]].concat()))
}

fn key(word: &str) -> u16 {
    let hash = hash(std::iter::once(word));
    (hash ^ (hash >> 16)) as u16
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    words(text).map(|range| &text[range])
}

impl Anchor {
    /// The anchor of `count` words from one on. None if there is no such word.
    pub fn new(texts: &[&str], block: u32, word: u32, count: u32) -> Option<Anchor> {
        let text = texts.get(block as usize)?;
        let rest = texts.get(block as usize + 1..).unwrap_or_default();
        let keys: Vec<u16> = words_of(text)
            .skip(word as usize)
            .chain(rest.iter().flat_map(|text| words_of(text)))
            .take(KEYS.min(count as usize))
            .map(key)
            .collect();
        (!keys.is_empty() && words(text).count() > word as usize).then(|| Anchor {
            block,
            hash: hash(words_of(text)),
            word,
            count,
            keys,
        })
    }

    /// The anchor of what was selected: `before` stands in the block before it.
    pub fn of_selection(
        texts: &[&str],
        block: u32,
        before: &str,
        selected: &str,
    ) -> Option<Anchor> {
        let first_block = selected.split('\n').next().unwrap_or(selected);
        let start = [before, first_block].concat();
        let ended = words(&start)
            .take_while(|range| range.end <= before.len())
            .count();
        let here = words(&start).count() - ended;
        let behind: usize = selected
            .split('\n')
            .skip(1)
            .map(|text| words(text).count())
            .sum();
        Anchor::new(texts, block, ended as u32, (here + behind) as u32)
    }

    /// Block and word at which it is now. None if it is nowhere.
    pub fn find(&self, texts: &[&str]) -> Option<(u32, u32)> {
        let far = |block: usize| (block as u32).abs_diff(self.block);
        let same = (0..texts.len())
            .filter(|&block| hash(words_of(texts[block])) == self.hash)
            .min_by_key(|&block| far(block));
        if let Some(block) = same {
            let word = words(texts[block]).count() > self.word as usize;
            return word.then_some((block as u32, self.word));
        }
        let enough = (self.keys.len() * 2).div_ceil(3);
        let mut best = None;
        for (block, text) in texts.iter().enumerate() {
            let all: Vec<u16> = words_of(text).map(key).collect();
            for start in 0..all.len() {
                let alike = self.alike(&all[start..]);
                if alike >= enough && all[start] == self.keys[0] {
                    let away = (far(block), (start as u32).abs_diff(self.word));
                    let found = (std::cmp::Reverse(alike), away, (block as u32, start as u32));
                    best = best.min(Some(found)).or(Some(found));
                }
            }
        }
        best.map(|(.., place)| place)
    }

    /// How many of its words follow each other in `words`, one in or out of place being forgiven.
    fn alike(&self, words: &[u16]) -> usize {
        let mut at = 0;
        let mut alike = 0;
        for key in &self.keys {
            let near = words.iter().skip(at).take(2).position(|word| word == key);
            if let Some(skipped) = near {
                alike += 1;
                at += skipped + 1;
            }
        }
        alike
    }

    /// The bytes it has in each block, from the block and word at which it was found.
    pub fn stretches(&self, texts: &[&str], (block, word): (u32, u32)) -> Vec<(u32, Range<usize>)> {
        let mut left = self.count as usize;
        let mut skip = word as usize;
        let mut out = Vec::new();
        for (number, text) in texts.iter().enumerate().skip(block as usize) {
            let mut stretch: Option<Range<usize>> = None;
            for range in words(text).skip(skip).take(left) {
                left -= 1;
                let start = stretch.map_or(range.start, |stretch| stretch.start);
                stretch = Some(start..range.end);
            }
            skip = 0;
            out.extend(stretch.map(|stretch| (number as u32, stretch)));
            if left == 0 {
                break;
            }
        }
        out
    }

    /// It as part of an address.
    pub fn to_text(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(|key| hex(u32::from(*key))).collect();
        let numbers = [
            self.block.to_string(),
            hex(self.hash),
            self.word.to_string(),
            self.count.to_string(),
            keys.join("-"),
        ];
        numbers.join(".")
    }

    /// Reads what [`Anchor::to_text`] writes.
    pub fn parse(text: &str) -> Option<Anchor> {
        let mut parts = text.split('.');
        let mut part = || parts.next();
        let anchor = Anchor {
            block: part()?.parse().ok()?,
            hash: u32::from_str_radix(part()?, 16).ok()?,
            word: part()?.parse().ok()?,
            count: part()?.parse().ok()?,
            keys: part()?
                .split('-')
                .take(KEYS)
                .map(|key| u16::from_str_radix(key, 16).ok())
                .collect::<Option<_>>()?,
        };
        (!anchor.keys.is_empty()).then_some(anchor)
    }
}

fn hex(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(number % 16, 16).unwrap_or('0'));
        number /= 16;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXTS: [&str; 3] = [
        "كان الورق في أول أمره نادرا",
        "ثم صار الورق في كل بيت، وكثر الكتاب والقراء في المدينة",
        "هذا آخر الكلام",
    ];

    /// The words of the passage where it is found in `texts`.
    fn found(anchor: &Anchor, texts: &[&str]) -> Option<String> {
        let place = anchor.find(texts)?;
        let parts = anchor.stretches(texts, place);
        let parts: Vec<&str> = parts
            .into_iter()
            .map(|(block, range)| &texts[block as usize][range])
            .collect();
        Some(parts.join("|"))
    }

    fn check(texts: &[&str], expected: Option<&str>) {
        let anchor = Anchor::of_selection(&TEXTS, 1, "ثم صار ", "الورق في كل بيت").expect("words");
        assert_eq!((anchor.word, anchor.count), (2, 4));
        assert_eq!(found(&anchor, texts).as_deref(), expected, "{texts:?}");
    }

    #[test]
    fn passages_are_found_again() {
        check(&TEXTS, Some("الورق في كل بيت"));
        // Blocks before it, marks, a word corrected elsewhere in the block, a word within.
        check(
            &["جديد", "آخر", TEXTS[0], TEXTS[1]],
            Some("الورق في كل بيت"),
        );
        check(
            &[
                "ث\u{064F}م\u{0651} صار\u{064E} الورق\u{064F} في كل بيت، وكثر الكتاب والقراء في المدينة",
            ],
            Some("الورق\u{064F} في كل بيت"),
        );
        check(
            &[TEXTS[0], "ثم إنه صار الورق في كل بيت وكثر الكتاب"],
            Some("الورق في كل بيت"),
        );
        check(&[TEXTS[0], "ثم صار الورق في بيت"], Some("الورق في بيت"));
        check(&[TEXTS[0], TEXTS[2]], None);
        check(&[], None);
    }

    #[test]
    fn selections_are_whole_words() {
        let check = |block, before: &str, text: &str, expected: &str| {
            let anchor = Anchor::of_selection(&TEXTS, block, before, text);
            let found = anchor.and_then(|anchor| found(&anchor, &TEXTS));
            assert_eq!(found.as_deref().unwrap_or("-"), expected);
        };
        check(0, "كان ال", "ور", "الورق");
        check(0, "", "كان", "كان");
        check(0, "كان الورق في أول أمره ", "نادرا\nثم صار", "نادرا|ثم صار");
        check(0, "كان", " ", "-");
        check(9, "", "كان", "-");
    }

    #[test]
    fn addresses_are_read_with_tolerance() {
        for text in ["", "1", "1.2.3.4", "1.2.3.4.", "x.2.3.4.5", "1.2.3.4.fffff"] {
            assert_eq!(Anchor::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anchors_are_read_as_written(block in 0u32..3, word in 0u32..12, count in 1u32..20) {
            if let Some(anchor) = Anchor::new(&TEXTS, block, word, count) {
                prop_assert_eq!(Anchor::parse(&anchor.to_text()), Some(anchor.clone()));
                prop_assert_eq!(anchor.find(&TEXTS), Some((block, word)));
            }
        }

        #[test]
        fn foreign_text_is_no_panic(text in any::<String>(), anchor in "[0-9a-f.-]{0,30}") {
            if let Some(anchor) = Anchor::parse(&anchor)
                && let Some(place) = anchor.find(&[&text])
            {
                anchor.stretches(&[&text], place);
            }
        }
    }
}
