//! Warraq's engine: from Arabic text to a library of static files, and from a query to its answer.
//!
//! The crate has two halves. The reader, always there, has no files, threads, clock or network and
//! compiles to WebAssembly; the builder, behind the feature `build`, makes what the reader reads.
//!
//! ```text
//! text <- format <- query <- library          the reader
//! text, format <- build <- the command        the builder
//! ```
//!
//! - [`text`] is the one analysis: what a word is, and which words are the same.
//! - [`format`] is the bytes of a library, each section a grammar beside its writer and reader.
//! - [`query`] is parsing, matching, scoring and marking.
//! - [`library`] is a library opened: it names the packs it needs, is fed them, and answers.
//! - [`concordance`] puts lines in order and counts the company that words keep.
//! - [`grammar`] has the terms in which a word taken apart is told.
//! - [`page`], [`date`], [`id`] and [`answer`] are the plain types all of them share.

pub mod answer;
pub mod concordance;
pub mod date;
pub mod error;
pub mod fnv;
pub mod format;
pub mod grammar;
pub mod id;
pub mod library;
mod order;
pub mod page;
pub mod query;
pub mod text;

#[cfg(feature = "build")]
pub mod build;
