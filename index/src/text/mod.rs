//! The one analysis. Build, query and highlighting all call this module and nothing else to know
//! what a word is and which words are the same.
//!
//! [`words`] cuts text into words and gives for each the bytes it has in the original. [`spelling`]
//! is the word as written, rid of what no reader sees (tatweel, joiners, presentation forms), and
//! [`agrees`] compares two of them. [`Term`] is the form, made by [`fold`]: marks, hamza seats, ta
//! marbuta and the like folded away.
//!
//! Composed and decomposed text (NFC and NFD) is the same text here as far as Arabic, Latin, Greek
//! and Cyrillic go. Letters of other scripts are taken as they come.

pub mod affix;
mod character;
mod fold;
pub mod function_words;
pub mod letter;
mod mushaf;
mod orthography;
pub mod pattern;
pub mod root;
mod spelling;
mod split;
mod table;
mod term;
pub mod unknown;
mod wazn;

pub use affix::{Analysis, analyses};
pub use character::is_letter;
pub use fold::fold;
pub use function_words::is_function_word;
pub use spelling::{agrees, last_letter, spelling};
pub use split::{Words, words};
pub use term::{Term, display};
pub use unknown::{Stems, Weights, unknown};
pub use wazn::wazn;
