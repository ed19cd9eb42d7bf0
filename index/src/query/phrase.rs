//! Phrases and nearness: words one after the other, or not far from each other, at any depth, told by
//! their positions.

use super::matching::Target;
use super::lexicon::Lexicon;
use crate::format::positions::BLOCK_GAP;
use crate::format::postings::Entry;
use crate::id::{LemmaId, PageId, SpellingId};
use crate::order::sort_by_key;

/// Where a word is: page and position as one number that sorts by both.
pub type Place = u64;

/// The places of one word of a phrase, sorted: from the postings and positions of its lemmas.
pub fn places(
    target: &Target,
    lists: &[(LemmaId, Vec<Entry>, Vec<u32>)],
    lexicon: &Lexicon<'_>,
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
            // Of a word of the title the first position is in it, and so are those behind it as long
            // as there is no gap as before a block.
            let near = |&&position: &&u32| here[0].saturating_add(BLOCK_GAP) >= position;
            let in_title = here.iter().take_while(near).count();
            let here = match (target.title, entry.title) {
                (true, true) => &here[..in_title],
                (true, false) => &[],
                (false, _) => here,
            };
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
    let begins = |place: &Place| {
        (1..)
            .zip(others)
            .all(|(step, word)| word.binary_search(&place.saturating_add(step)).is_ok())
    };
    of_places(first.iter().copied().filter(begins))
}

/// The pages that have all these words in any order, each in a place of its own, the last at most
/// `within` places behind the first.
pub fn pages_near(words: &[Vec<Place>], within: u32) -> Vec<PageId> {
    of_places(near(words, within).into_iter())
}

/// The pages of places in order.
fn of_places(places: impl Iterator<Item = Place>) -> Vec<PageId> {
    let mut pages: Vec<PageId> = places.map(|place| PageId((place >> 32) as u32)).collect();
    pages.dedup();
    pages
}

/// The places from which on all these words are found in any order, each in a place of its own, at most
/// `within` places behind; in order.
pub fn near(words: &[Vec<Place>], within: u32) -> Vec<Place> {
    let mut starts: Vec<Place> = words.concat();
    sort_by_key(&mut starts, |&place| place);
    starts.dedup();
    starts.retain(|&start| {
        let end = start.saturating_add(u64::from(within));
        let places = words.iter().map(|word| {
            let first = word.partition_point(|&place| place < start);
            let last = word.partition_point(|&place| place <= end);
            &word[first..last]
        });
        let places: Vec<&[Place]> = places.collect();
        have_each_their_own(&places)
    });
    starts
}

/// True if every word can have a place that no other has: a matching is made word by word, and a word
/// whose places are all taken sends their owners to look for others (augmenting paths).
fn have_each_their_own(words: &[&[Place]]) -> bool {
    fn settle(
        word: usize,
        words: &[&[Place]],
        owners: &mut Vec<(Place, usize)>,
        tried: &mut Vec<Place>,
    ) -> bool {
        for &place in words[word] {
            if tried.contains(&place) {
                continue;
            }
            tried.push(place);
            match owners.iter().position(|(taken, _)| *taken == place) {
                None => {
                    owners.push((place, word));
                    return true;
                }
                Some(at) => {
                    if settle(owners[at].1, words, owners, tried) {
                        owners[at].1 = word;
                        return true;
                    }
                }
            }
        }
        false
    }
    let mut owners = Vec::new();
    (0..words.len()).all(|word| settle(word, words, &mut owners, &mut Vec::new()))
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

        /// Words that may be one another, as they may at the lemma: a word of the text answers each number
        /// of the query whose bit it has. The naive twin tries every choice of places.
        #[test]
        fn finds_what_is_near(
            texts in vec(vec(0u8..8, 0..7), 0..4), words in vec(0u8..3, 1..4), within in 0u32..6
        ) {
            let places: Vec<Vec<Place>> = words
                .iter()
                .map(|&word| {
                    let all = texts.iter().enumerate().flat_map(|(page, text)| (0..text.len()).map(move |at| (page, at)));
                    let found = all.filter(|&(page, at)| texts[page][at] & 1 << word != 0);
                    found.map(|(page, at)| (page as u64) << 32 | at as u64).collect()
                })
                .collect();
            fn naive(text: &[u8], words: &[u8], chosen: &mut Vec<usize>, within: usize) -> bool {
                let Some((&word, rest)) = words.split_first() else {
                    return chosen.iter().max().unwrap() - chosen.iter().min().unwrap() <= within;
                };
                (0..text.len()).any(|at| {
                    if text[at] & 1 << word == 0 || chosen.contains(&at) {
                        return false;
                    }
                    chosen.push(at);
                    let found = naive(text, rest, chosen, within);
                    chosen.pop();
                    found
                })
            }
            let has = |page: &usize| naive(&texts[*page], &words, &mut Vec::new(), within as usize);
            let expected: Vec<PageId> = (0..texts.len()).filter(has).map(|page| PageId(page as u32)).collect();
            prop_assert_eq!(pages_near(&places, within), expected);
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
