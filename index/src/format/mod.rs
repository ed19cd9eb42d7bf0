//! The bytes of a library. This is the contract: the layout is what the grammars here say, not what
//! any struct holds. Each section has its writer and its reader in one file.
//!
//! ```text
//! library   := manifest pack*                   one file each; a pack is named by its own hash
//! manifest  := see manifest.rs
//! pack      := "WRQP" version:u8 kind:u8 length:u32 body   body is raw deflate of `length` bytes
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
//! | 1 catalog | [`catalog`]: books and page lengths | one |
//! | 2 records | [`records`]: what each page is | by page |
//! | 3 lexicon | [`lexicon`]: words and their classes | one |
//! | 4 postings | [`postings`]: which pages a lemma is in, and as which spellings | by lemma |
//! | 5 positions | [`positions`]: where in the page | by lemma, parted like the postings |
//! | 6 pages | [`pages`]: the stored text | by page |
//! | 7 related | [`related`]: the nearest pages of each page | one |
//!
//! A reader never trusts what it is given: every read is checked and a fault is an
//! [`Error`](crate::error::Error). The term automaton alone is opened by a crate that may panic on
//! foreign bytes, which is why a pack is opened only after its hash was compared with the manifest's.

pub mod bytes;
pub mod catalog;
pub mod lexicon;
pub mod manifest;
pub mod pack;
pub mod pages;
pub mod parts;
pub mod positions;
pub mod postings;
pub mod records;
pub mod related;

/// The one version of all bytes. A reader reads its own version and no other; a library of another
/// version is built again.
pub const VERSION: u8 = 2;
