//! By what a text is known again: the same text, but for space and marks, has the same print.

use super::skeleton;
use crate::page::Page;
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
