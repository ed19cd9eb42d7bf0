//! Depths and words by the names they are typed with.

use clap::ValueEnum;
use warraq::answer::{Depth, Words};

/// How alike two words must be to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DepthName {
    /// As written: typed marks must agree
    Spelling,
    /// Marks, hamza seats and the like folded
    Form,
    /// The word and its family
    Lemma,
    /// Every word of the same radicals
    Root,
}

impl From<DepthName> for Depth {
    fn from(name: DepthName) -> Depth {
        match name {
            DepthName::Spelling => Depth::Spelling,
            DepthName::Form => Depth::Form,
            DepthName::Lemma => Depth::Lemma,
            DepthName::Root => Depth::Root,
        }
    }
}

/// Which pages a query of several words finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WordsName {
    /// Pages with all the words
    All,
    /// Pages with any of them, best first
    Any,
}

impl From<WordsName> for Words {
    fn from(name: WordsName) -> Words {
        match name {
            WordsName::All => Words::All,
            WordsName::Any => Words::Any,
        }
    }
}
