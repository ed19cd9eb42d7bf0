//! Depths, words and orders by the names they are typed with.

use clap::ValueEnum;
use warraq::answer::{Depth, Order, Words};
use warraq::concordance::LineOrder;

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

/// In which order hits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrderName {
    /// The best first
    Relevance,
    /// Those of the latest date first, those without one last
    Newest,
    /// Those of the earliest date first, those without one last
    Oldest,
    /// As the library has them
    Page,
    /// Those whose author died first, those of whom that is not known last
    Author,
}

impl From<OrderName> for Order {
    fn from(name: OrderName) -> Order {
        match name {
            OrderName::Relevance => Order::Relevance,
            OrderName::Newest => Order::Newest,
            OrderName::Oldest => Order::Oldest,
            OrderName::Page => Order::Page,
            OrderName::Author => Order::Author,
        }
    }
}

/// In which order lines of a concordance are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineOrderName {
    /// As the library has them
    Page,
    /// By the word before
    Before,
    /// By the word after
    After,
    /// By the letters of what was found
    Word,
    /// Those of the latest date first, those without one last
    Newest,
    /// Those of the earliest date first, those without one last
    Oldest,
}

impl From<LineOrderName> for LineOrder {
    fn from(name: LineOrderName) -> LineOrder {
        match name {
            LineOrderName::Page => LineOrder::Page,
            LineOrderName::Before => LineOrder::Before,
            LineOrderName::After => LineOrder::After,
            LineOrderName::Word => LineOrder::Word,
            LineOrderName::Newest => LineOrder::Newest,
            LineOrderName::Oldest => LineOrder::Oldest,
        }
    }
}
