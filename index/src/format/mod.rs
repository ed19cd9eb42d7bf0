//! The bytes of a library. This is the contract: the layout is what the grammars here say, not what
//! any struct holds. Each section has its writer and its reader in one file.
//!
//! ```text
//! library   := manifest pack*                   one file each, but those of pages and positions many to a bundle;
//!                                               a file is named by its own hash
//! manifest  := see manifest.rs
//! pack      := "WRQP" version:u8 kind:u8 length:u32 body   body is raw deflate of `length` bytes,
//!                                               or `length` bytes as they are: see pack.rs
//!
//! varint    := 7 bits a byte, lowest first, high bit set on all but the last; at most 32 bits
//! bytes     := length:varint byte{length}
//! text      := bytes, which are UTF-8
//! option(x) := 0:u8 | 1:u8 x
//! u32, u64  := little-endian
//! ```
//!
//! | kind | body | packs |
//! | --- | --- | --- |
//! | 1 catalog | [`catalog`]: the books | one |
//! | 2 records | [`records`]: what each page is | by page |
//! | 3 words | [`words`]: words, their classes and postings | by lemma, root by root |
//! | 4 rest | [`rest`]: postings of lemmas in very many pages | by lemma |
//! | 5 positions | [`positions`]: where in the page | by lemma |
//! | 6 pages | [`pages`]: the stored text | by page |
//! | 7 related | [`related`]: the nearest pages of each page | by page |
//! | 8 terms | [`terms`]: words in the order of the alphabet | by alphabet |
//! | 9 shapes | [`shapes`]: how long each page is | by page |
//! | 10 front | [`terms`]: the most frequent forms alone | one, if there are many terms |
//! | 11 listing | [`manifest`]: packs that are too many for the manifest | one, if there are |
//! | 12 facets | [`facets`]: the values of fields, and their pages | by field |
//! | 13 dates | [`dates`]: when each page is from | by page |
//! | 14, 16 leaves | [`leaves`]: the packs of pages, and of positions | by page, by lemma |
//! | 15, 17 bundles | [`leaves`]: a file of packs of pages, of positions | by page, by lemma |
//!
//! A search finds its words in the front or among the terms, whose packs the manifest tells by the alphabet,
//! then reads the packs of words that these name. What every search needs, and all of a small library, is
//! [held](manifest) by the manifest itself. Terms, words, rest, facets and dates are written by the
//! [range coder](coder), leaves are plain, the others are deflated.
//!
//! A reader never trusts what it is given: every read is checked and a fault is an
//! [`Error`](crate::error::Error). A pack is read only after its hash was compared with the manifest's.

pub mod bytes;
pub mod catalog;
pub mod coder;
pub mod dates;
pub mod facets;
pub mod heads;
pub mod leaves;
mod lists;
pub mod manifest;
pub mod pack;
pub mod pages;
pub mod parts;
pub mod positions;
pub mod postings;
pub mod records;
pub mod related;
pub mod rest;
mod rows;
pub mod script;
pub mod section;
pub mod shapes;
pub mod size;
pub mod terms;
pub mod usage;
pub mod words;

pub(crate) use rows::Lookup;
#[cfg(feature = "build")]
pub(crate) use rows::Rows;

/// The one version of all bytes. A reader reads its own version and no other; a library of another
/// version is built again.
pub const VERSION: u8 = 6;
