//! Phrases and nearness: words one after the other, or not far from each other, at any depth, told by
//! their positions.

use super::lexicon::Lexicon;
use super::matching::Target;
use super::pages::Pages;
use crate::format::positions::BLOCK_GAP;
use crate::format::postings::Entries;
use crate::id::{LemmaId, PageId};
use crate::order::sort_by_key;

/// Where a word is: page and position as one number that sorts by both.
pub type Place = u64;

/// The places of one word of a phrase, sorted: from the postings of its lemmas and the positions of each; with
/// `only`, in these pages, and of these the positions.
#[inline(never)]
pub fn places(
    target: &Target,
    lists: &[(LemmaId, Entries<'_>)],
    positions: &[Vec<u32>],
    lexicon: &Lexicon<'_>,
    only: Option<&Pages>,
) -> Vec<Place> {
    let mut places = Vec::with_capacity(positions.iter().map(Vec::len).sum());
    for ((lemma, entries), positions) in lists.iter().zip(positions) {
        let answers = target.answers(*lemma, lexicon);
        let mut rest = positions.as_slice();
        for entry in entries.runs().flatten() {
            if only.is_some_and(|pages| !pages.contains(entry.page)) {
                continue;
            }
            let (here, after) = rest
                .split_at_checked(entry.count() as usize)
                .unwrap_or((rest, &[]));
            rest = after;
            if answers.get(entry.spelling as usize) != Some(&true) {
                continue;
            }
            // Of a word of the title the first position is in it, and so are those behind it as long
            // as there is no gap as before a block.
            let near = |&&position: &&u32| here[0].saturating_add(BLOCK_GAP) >= position;
            let here = match (target.title, entry.title()) {
                (true, true) => &here[..here.iter().take_while(near).count()],
                (true, false) => &[],
                (false, _) => here,
            };
            let page = u64::from(entry.page) << 32;
            let first = places.len();
            for &position in here {
                places.push(page | u64::from(position));
            }
            // Those of another spelling in the page go in between.
            settle(&mut places, first);
        }
    }
    sort_by_key(&mut places, |&place| place);
    places
}

/// Puts places that were added behind others of the same page in order with them.
fn settle(places: &mut [Place], first: usize) {
    for new in first..places.len() {
        let mut at = new;
        while at > 0 && places[at - 1] > places[at] && (places[at - 1] ^ places[at]) >> 32 == 0 {
            places.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// The pages that have the words at `words[0]`, `words[1]` … one after the other.
#[inline(never)]
pub fn pages(words: &[Vec<Place>]) -> Vec<PageId> {
    // The rarest word leads, and the others are looked for around it.
    let Some((lead, rarest)) = words.iter().enumerate().min_by_key(|(_, word)| word.len()) else {
        return Vec::new();
    };
    let begins = |place: &Place| {
        let Some(begin) = place.checked_sub(lead as u64) else {
            return false;
        };
        (begin..)
            .zip(words)
            .enumerate()
            .all(|(number, (place, word))| number == lead || word.binary_search(&place).is_ok())
    };
    of_places(rarest.iter().copied().filter(begins))
}

/// The pages that have all these words in any order, each in a place of its own, the last at most
/// `within` places behind the first.
#[inline(never)]
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
    // Where each word goes on from the start.
    let mut rests: Vec<&[Place]> = words.iter().map(Vec::as_slice).collect();
    let mut places = Vec::with_capacity(words.len());
    let mut scratch = Scratch::default();
    starts.retain(|&start| {
        let end = start.saturating_add(u64::from(within));
        places.clear();
        for rest in &mut rests {
            let passed = rest.iter().take_while(|&&place| place < start).count();
            *rest = &rest[passed..];
            let here = rest.iter().take_while(|&&place| place <= end).count();
            places.push(&rest[..here]);
        }
        places.iter().all(|places| !places.is_empty()) && scratch.have_each_their_own(&places)
    });
    starts
}

/// What a matching is made in, kept from one start to the next.
#[derive(Default)]
struct Scratch {
    owners: Vec<(Place, usize)>,
    tried: Vec<Place>,
}

impl Scratch {
    /// True if every word can have a place that no other has: a matching is made word by word, and a word
    /// whose places are all taken sends their owners to look for others (augmenting paths).
    fn have_each_their_own(&mut self, words: &[&[Place]]) -> bool {
        self.owners.clear();
        (0..words.len()).all(|word| {
            self.tried.clear();
            self.settle(word, words)
        })
    }

    fn settle(&mut self, word: usize, words: &[&[Place]]) -> bool {
        for &place in words[word] {
            if self.tried.contains(&place) {
                continue;
            }
            self.tried.push(place);
            match self.owners.iter().position(|(taken, _)| *taken == place) {
                None => {
                    self.owners.push((place, word));
                    return true;
                }
                Some(at) => {
                    if self.settle(self.owners[at].1, words) {
                        self.owners[at].1 = word;
                        return true;
                    }
                }
            }
        }
        false
    }
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
