//! The builder: sources to blocks, blocks to words, words to lexicon and postings, all to packs.

pub mod site;
pub mod source;
