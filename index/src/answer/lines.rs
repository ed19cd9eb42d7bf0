//! A concordance: every place that answers a query, each as a line with what stands around it.

use super::Depth;
use crate::id::PageId;
use serde::{Deserialize, Serialize};

/// A place that answers a query, with the words around it. A phrase is one place, and so are words near each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The page.
    pub page: PageId,
    /// The block; none for the title.
    pub block: Option<u32>,
    /// The first byte of what was found, in the text of the block or in the title.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Which of the page's marked words it is or begins with, from 1, those of the title first.
    pub hit: u32,
    /// The text before it in the block, from a word border on.
    pub before: String,
    /// What was found, as it is written.
    pub word: String,
    /// The text after it in the block, up to a word border.
    pub after: String,
    /// True if the block has more text before `before`.
    pub cut_before: bool,
    /// True if the block has more text after `after`.
    pub cut_after: bool,
    /// Number of the query word it answers; of several, the first.
    pub term: u16,
    /// The most exact depth at which it does; of several, that of the farthest.
    pub depth: Depth,
    /// The folded letters of what was found, a space between words.
    pub form: String,
    /// The words before it, the nearest first; five at most.
    pub words_before: Vec<NearWord>,
    /// The words after it, the nearest first; five at most.
    pub words_after: Vec<NearWord>,
}

/// A word beside what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearWord {
    /// Its first byte, in the text before or after.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Its folded letters.
    pub form: String,
    /// True for particles, pronouns and the like.
    pub function_word: bool,
}
