//! By what a text is known again: the same text, but for space and marks, has the same print.

use super::skeleton;
use crate::page::Page;
use hashbrown::HashTable;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Shorter texts are not compared, in bytes of letters: many pages are only a word or two.
const LEAST: usize = 120;

/// The prints of a page's title and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Print {
    /// Without space and marks.
    pub(super) letters: u128,
    /// As it is.
    pub(super) exact: u128,
}

/// The texts that were met, with a number for each.
#[derive(Default)]
pub(super) struct Prints {
    /// Without space and marks; half of the print as it is; the number.
    met: Vec<(u128, u64, u32)>,
    places: HashTable<u32>,
}

impl Prints {
    /// The number of a text that was met, and whether it was the very same. Another is met now, with this number.
    pub(super) fn meet(&mut self, print: Print, number: u32) -> Option<(u32, bool)> {
        let Prints { met, places } = self;
        // A print is as good as a hash.
        let same = |&place: &u32| met[place as usize].0 == print.letters;
        let (hash, half) = (print.letters as u64, print.exact as u64);
        if let Some(&place) = places.find(hash, same) {
            let (_, exact, number) = met[place as usize];
            return Some((number, exact == half));
        }
        let place = met.len() as u32;
        met.push((print.letters, half, number));
        let hash_of = |place: &u32| met[*place as usize].0 as u64;
        places.insert_unique(hash, place, hash_of);
        None
    }
}

impl Print {
    /// Of a page that is long enough.
    pub(super) fn of(page: &Page) -> Option<Print> {
        let mut letters = String::new();
        let mut exact = Xxh3::new();
        let texts = page.blocks.iter().map(|block| &block.text);
        for text in std::iter::once(&page.title).chain(texts) {
            exact.update(text.as_bytes());
            exact.update(b"\n");
            letters.extend(
                text.chars()
                    .filter(|&c| !c.is_whitespace() && !skeleton::invisible(c)),
            );
        }
        (letters.len() >= LEAST).then(|| Print {
            letters: xxh3_128(letters.as_bytes()),
            exact: exact.digest128(),
        })
    }
}
