//! From what was typed to what is matched.
//!
//! [`lexicon`] is the library's words as far as they were fetched. [`parse`] says what was typed, in [clauses](clause) with a [`choice`] of forms, [`repair`] what of it was run together or torn apart, [`matching`]
//! what it means in one library, [`wildcard`] and [`pattern`] which words have a shape, [`near`] which
//! are close to another, [`kin`] what else is evidence for one, `suggest` what may have been meant,
//! [`found`] where they are, [`phrase`] where they stand together, [`group`] what of them a page must
//! have, [`filter`], [`runs`] and [`pages`] which
//! pages are looked at, [`score`] how much a page is worth, [`mark`] which words of a text are to be marked and which
//! passages shown, by the [`vocabulary`] of the query, and [`line`] which lines of a concordance.

pub mod choice;
pub mod clause;
pub mod filter;
pub mod found;
pub mod group;
pub(crate) mod keyboard;
pub mod kin;
pub mod lexicon;
pub mod line;
pub mod mark;
pub mod matching;
pub mod near;
pub mod pages;
pub mod parse;
pub mod pattern;
pub mod phrase;
pub mod repair;
pub mod runs;
pub mod score;
pub(crate) mod suggest;
pub mod vocabulary;
pub mod wildcard;
