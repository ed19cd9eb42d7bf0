//! Phrases: words one after the other, at any depth, told by their positions.

use super::matching::Target;
use crate::format::lexicon::Lexicon;
use crate::format::postings::Entry;
use crate::id::{LemmaId, PageId, SpellingId};
use crate::order::sort_by_key;

/// Where a word is: page and position as one number that sorts by both.
pub type Place = u64;

/// The places of one word of a phrase, sorted: from the postings and positions of its lemmas.
pub fn places(
    target: &Target,
    lists: &[(LemmaId, Vec<Entry>, Vec<u32>)],
    lexicon: &Lexicon,
) -> Vec<Place> {
    let mut places = Vec::new();
    for (lemma, entries, positions) in lists {
        let first = lexicon.spellings_of_lemma(*lemma).start;
        let mut rest = positions.as_slice();
        for entry in entries {
            let (here, after) = rest
                .split_at_checked(entry.count as usize)
                .unwrap_or((rest, &[]));
            rest = after;
            let spelling = SpellingId(first.saturating_add(entry.spelling));
            if target
                .depth_of(spelling, lexicon)
                .is_some_and(|depth| depth <= target.depth)
            {
                places.extend(
                    here.iter()
                        .map(|&position| u64::from(entry.page) << 32 | u64::from(position)),
                );
            }
        }
    }
    sort_by_key(&mut places, |&place| place);
    places
}

/// The pages that have the words at `words[0]`, `words[1]` … one after the other.
pub fn pages(words: &[Vec<Place>]) -> Vec<PageId> {
    let Some((first, others)) = words.split_first() else {
        return Vec::new();
    };
    let begins = |place: &&Place| {
        (1..)
            .zip(others)
            .all(|(step, word)| word.binary_search(&(**place + step)).is_ok())
    };
    let mut pages: Vec<PageId> = first
        .iter()
        .filter(begins)
        .map(|place| PageId((place >> 32) as u32))
        .collect();
    pages.dedup();
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    proptest! {
        /// Texts of words 0 to 2; the naive twin looks at every window of every text.
        #[test]
        fn finds_what_the_naive_search_finds(texts in vec(vec(0u8..3, 0..12), 0..6), phrase in vec(0u8..3, 1..4)) {
            let of_word = |word: u8| -> Vec<Place> {
                let at = |(page, text): (usize, &Vec<u8>)| {
                    let positions = (0..text.len()).filter(|&i| text[i] == word).collect::<Vec<_>>();
                    positions.into_iter().map(move |i| (page as u64) << 32 | i as u64)
                };
                texts.iter().enumerate().flat_map(at).collect()
            };
            let words: Vec<Vec<Place>> = phrase.iter().map(|&word| of_word(word)).collect();
            let has = |text: &Vec<u8>| text.windows(phrase.len()).any(|window| window == phrase);
            let expected: Vec<PageId> =
                (0..texts.len()).filter(|&page| has(&texts[page])).map(|page| PageId(page as u32)).collect();
            prop_assert_eq!(pages(&words), expected);
        }

        #[test]
        fn one_word_is_in_its_pages(places in btree_set(0u64..1 << 34, 0..20)) {
            let words = vec![places.iter().copied().collect::<Vec<_>>()];
            let mut expected: Vec<PageId> = places.iter().map(|p| PageId((p >> 32) as u32)).collect();
            expected.dedup();
            prop_assert_eq!(pages(&words), expected);
        }
    }
}
