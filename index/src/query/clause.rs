//! The parts of a query, as they were typed.

use super::choice::Choice;
use crate::answer::Depth;
use std::ops::Range;

/// A word as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The word.
    pub text: String,
    /// Where it stands in the query, with its operators if it is the first behind them.
    pub range: Range<usize>,
    /// Which of the forms that answer it are wanted.
    pub choice: Choice,
}

impl Typed {
    /// A word of which all forms are wanted.
    pub fn new(text: String, range: Range<usize>) -> Typed {
        Typed {
            text,
            range,
            choice: Choice::default(),
        }
    }
}

/// What a part of the query asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// A word.
    Word,
    /// Words one after the other.
    Phrase,
    /// Words in any order, the last at most so many words behind the first.
    Near(u32),
    /// Words that begin so.
    Prefix,
    /// Words with any letters in the place of `*` and one in the place of `?`.
    Wildcard,
    /// Words of this pattern (وزن).
    Pattern,
}

/// A part of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it asks for.
    pub kind: ClauseKind,
    /// True if pages that match must be left out.
    pub without: bool,
    /// True if it or the part before it is enough.
    pub either: bool,
    /// True if it is looked for in titles only.
    pub title: bool,
    /// The depth it sets for itself.
    pub depth: Option<Depth>,
    /// Its words: one, but for a phrase.
    pub words: Vec<Typed>,
    /// For a word that nobody typed, the words of the query in whose place it may stand; see
    /// [`repair`](super::repair). Else empty.
    pub repairs: Range<usize>,
}

impl Clause {
    /// A word without any operator.
    pub fn word(word: Typed) -> Clause {
        Clause {
            kind: ClauseKind::Word,
            without: false,
            either: false,
            title: false,
            depth: None,
            words: vec![word],
            repairs: 0..0,
        }
    }
}
