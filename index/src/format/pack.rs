//! A pack: the envelope of every section, named by its content.
//!
//! ```text
//! pack := "WRQP" version:u8 kind:u8 length:u32 body
//! ```
//! `body` is the section in raw deflate, `length` its bytes once inflated. Inflating is the caller's
//! business, because the browser has its own inflater. Sections by the [range coder](super::coder) are
//! as small as they get and stand as they are.

use super::VERSION;
use super::bytes::Cursor;
use crate::error::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

/// The first bytes of every pack.
pub const MAGIC: [u8; 4] = *b"WRQP";

/// The most a section may hold before its deflating, in bytes; hosts limit the size of a file.
pub const LIMIT: usize = 16 << 20;

/// What a pack holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum PackKind {
    /// Books.
    #[default]
    Catalog = 1,
    /// What each page is.
    Records = 2,
    /// Words, their classes and their postings.
    Words = 3,
    /// Postings that are too many to be with their words.
    Rest = 4,
    /// Where in the pages.
    Positions = 5,
    /// Stored text.
    Pages = 6,
    /// The nearest pages of each page.
    Related = 7,
    /// The words in the order of the alphabet.
    Terms = 8,
    /// What ranking asks of each page.
    Shapes = 9,
    /// The most frequent forms among the terms.
    Front = 10,
    /// The list of packs that are too many for the manifest.
    Listing = 11,
    /// The values of fields, and their pages.
    Facets = 12,
    /// When each page is from.
    Dates = 13,
    /// What is told of the packs of stored text, of which a file has many.
    PageLeaves = 14,
    /// A file of such packs; never read itself.
    PageBundle = 15,
    /// What is told of the packs of positions.
    PositionLeaves = 16,
    /// A file of such packs; never read itself.
    PositionBundle = 17,
    /// A file of packs of words; never read itself.
    WordBundle = 18,
}

impl PackKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [PackKind; 18] = [
        PackKind::Catalog,
        PackKind::Records,
        PackKind::Words,
        PackKind::Rest,
        PackKind::Positions,
        PackKind::Pages,
        PackKind::Related,
        PackKind::Terms,
        PackKind::Shapes,
        PackKind::Front,
        PackKind::Listing,
        PackKind::Facets,
        PackKind::Dates,
        PackKind::PageLeaves,
        PackKind::PageBundle,
        PackKind::PositionLeaves,
        PackKind::PositionBundle,
        PackKind::WordBundle,
    ];

    /// The kinds whose packs are many to a file and too many for the manifest, in the order of their numbers in a library.
    pub const LEAVES: [PackKind; 2] = [PackKind::Pages, PackKind::Positions];

    /// Of one of [`LEAVES`](Self::LEAVES): its place among them, and the kind of the packs that tell of its packs.
    pub fn told(self) -> Option<(usize, PackKind)> {
        match self {
            PackKind::Pages => Some((0, PackKind::PageLeaves)),
            PackKind::Positions => Some((1, PackKind::PositionLeaves)),
            _ => None,
        }
    }

    /// Of a kind whose packs are many to a file: the kind of the files.
    pub fn bundle(self) -> Option<PackKind> {
        match self {
            PackKind::Pages => Some(PackKind::PageBundle),
            PackKind::Positions => Some(PackKind::PositionBundle),
            PackKind::Words => Some(PackKind::WordBundle),
            _ => None,
        }
    }

    /// The kind of the packs that packs of this kind tell of.
    pub fn tells(self) -> Option<PackKind> {
        match self {
            PackKind::PageLeaves => Some(PackKind::Pages),
            PackKind::PositionLeaves => Some(PackKind::Positions),
            _ => None,
        }
    }

    /// True if it is a file of packs.
    pub fn is_bundle(self) -> bool {
        matches!(
            self,
            PackKind::PageBundle | PackKind::PositionBundle | PackKind::WordBundle
        )
    }

    /// True if its sections are deflated; false if they are small as they are.
    pub fn is_deflated(self) -> bool {
        !matches!(
            self,
            PackKind::Words
                | PackKind::Rest
                | PackKind::Terms
                | PackKind::Front
                | PackKind::Facets
                | PackKind::Dates
                | PackKind::PageLeaves
                | PackKind::PositionLeaves
        )
    }

    /// If its packs may be listed elsewhere than in the manifest, as no search begins with them: in which of the two listings,
    /// that of packs that titles may need or that of packs that only texts and phrases need.
    pub fn far(self) -> Option<usize> {
        match self {
            PackKind::Records | PackKind::Rest => Some(0),
            PackKind::PageBundle | PackKind::PositionBundle | PackKind::Related => Some(1),
            _ => None,
        }
    }

    /// The kind of this number.
    pub fn of(number: u8) -> Option<PackKind> {
        PackKind::ALL.into_iter().find(|&kind| kind as u8 == number)
    }
}

/// A pack as the manifest lists it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackEntry {
    /// What it holds.
    pub kind: PackKind,
    /// The first page, lemma, part of the alphabet or part of facets it speaks of; the next pack of its kind says where it ends.
    pub first: u32,
    /// XXH3 of the whole file, which is also its name; of a pack that is a part of a file, [a part of it](part_hash).
    pub hash: u64,
    /// Size of the file, in bytes.
    pub bytes: u32,
}

impl PackEntry {
    /// The name of its file in the folder `library`.
    pub fn file_name(&self) -> String {
        let mut name = String::with_capacity(20);
        for shift in (0..16).rev() {
            let digit = (self.hash >> (shift * 4)) as u32 & 0xF;
            name.push(char::from_digit(digit, 16).unwrap_or('0'));
        }
        name.push_str(".wrq");
        name
    }

    /// True if the hash is that of this file.
    pub fn is(&self, file: &[u8]) -> bool {
        self.hash
            == match self.kind.bundle() {
                Some(_) => part_hash(file).into(),
                None => hash(file),
            }
    }

    /// Checks that a file is this pack, whole, and takes its envelope off.
    pub fn accept<'a>(&self, file: &'a [u8]) -> Result<Sealed<'a>, Error> {
        let name = || self.file_name();
        let mut cursor = Cursor::new(file);
        if cursor.take(4) != Ok(&MAGIC) {
            let kind = if file.len() < 4 {
                ErrorKind::Damaged
            } else {
                ErrorKind::NotOurs
            };
            return Err(Error::new(kind, name()));
        }
        let head = |c: &mut Cursor<'a>| Ok((c.byte()?, c.byte()?, c.u32()?));
        let (version, kind, length) =
            head(&mut cursor).map_err(|_: super::bytes::Fault| Error::damaged(name()))?;
        if version != VERSION {
            return Err(Error::new(
                ErrorKind::Version {
                    expected: VERSION,
                    got: version,
                },
                name(),
            ));
        }
        let sound = file.len() == self.bytes as usize && self.is(file) && kind == self.kind as u8;
        if !sound || length as usize > LIMIT {
            return Err(Error::damaged(name()));
        }
        let body = &file[cursor.position()..];
        let deflated = self.kind.is_deflated();
        if !deflated && body.len() != length as usize {
            return Err(Error::damaged(name()));
        }
        Ok(Sealed {
            length,
            body,
            deflated,
        })
    }
}

/// A pack whose file was found whole: its body, still deflated.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// The section, in raw deflate if it is deflated.
    pub body: &'a [u8],
    /// True if it must be inflated before it is fed.
    pub deflated: bool,
    /// Its bytes once inflated.
    pub length: u32,
}

/// Puts a section, deflated or not as its kind says, into its envelope: the file of a pack.
pub fn seal(kind: PackKind, length: u32, deflated: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(deflated.len() + 10);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&[VERSION, kind as u8]);
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(deflated);
    file
}

/// The hash that names packs.
pub fn hash(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

/// The hash of a pack that is a part of a file, whose own hash is whole: 24 bits.
pub fn part_hash(bytes: &[u8]) -> u32 {
    hash(bytes) as u32 & 0xFF_FFFF
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(file: &[u8], kind: PackKind) -> PackEntry {
        PackEntry {
            kind,
            first: 0,
            hash: hash(file),
            bytes: file.len() as u32,
        }
    }

    #[test]
    fn faults_are_told_apart() {
        let file = seal(PackKind::Related, 3, b"abc");
        let check = |found: &[u8], expected: Option<ErrorKind>| {
            let got = entry(&file, PackKind::Related).accept(found);
            assert_eq!(got.err().map(|e| e.kind), expected, "{found:?}");
        };
        check(&file, None);
        check(b"", Some(ErrorKind::Damaged));
        check(
            b"<!DOCTYPE html><title>404</title>",
            Some(ErrorKind::NotOurs),
        );
        check(&file[..7], Some(ErrorKind::Damaged));
        check(&file[..file.len() - 1], Some(ErrorKind::Damaged));
        let mut other = file.clone();
        *other.last_mut().unwrap() ^= 1;
        check(&other, Some(ErrorKind::Damaged));
        other[4] = VERSION + 1;
        check(
            &other,
            Some(ErrorKind::Version {
                expected: VERSION,
                got: VERSION + 1,
            }),
        );
    }

    #[test]
    fn a_pack_of_another_kind_is_refused() {
        let file = seal(PackKind::Related, 3, b"abc");
        assert_eq!(
            entry(&file, PackKind::Records)
                .accept(&file)
                .unwrap_err()
                .kind,
            ErrorKind::Damaged
        );
    }

    #[test]
    fn names_are_the_hash_in_hex() {
        let entry = PackEntry {
            kind: PackKind::Pages,
            first: 0,
            hash: 0x0123_4567_89AB_CDEF,
            bytes: 0,
        };
        assert_eq!(entry.file_name(), "0123456789abcdef.wrq");
    }
}
