//! The manifest: the one file whose name never changes. It names every pack with its size and hash.
//!
//! ```text
//! manifest := "WRQM" version:u8 build:u64 body           build is the XXH3 of body
//! body     := title:text pages:varint words:u64 classes:varint{4} pack*:list held*:list
//! pack     := kind:u8 first:varint hash:u64 bytes:varint [key | classes]
//! key      := bytes                     of terms: where in the alphabet it begins
//! classes  := form spelling root        of words: varints, the first of each
//! held     := pack:varint file:bytes     a pack by its number in the list, whose file is here and nowhere else
//! ```
//! `classes` counts spellings, forms, lemmas and roots. Packs are listed by kind, then by `first`, which is a
//! page, of words, rests and positions a lemma, and of terms a number counted from 0.

use super::VERSION;
use super::bytes::{Cursor, Fault, Put, length};
use super::pack::{PackEntry, PackKind, hash};
use super::words::Classes;
use crate::error::{Error, ErrorKind};
use crate::id::PackId;

/// The first bytes of a manifest.
pub const MAGIC: [u8; 4] = *b"WRQM";

/// The name of its file in the folder `library`.
pub const FILE_NAME: &str = "manifest.wrq";

/// What a library says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The library's title.
    pub title: String,
    /// Names the build: the hash of all that the manifest says.
    pub build: u64,
    /// Pages in all.
    pub pages: u32,
    /// Words in all.
    pub words: u64,
    /// Distinct spellings, forms, lemmas and roots.
    pub classes: [u32; 4],
    /// Every pack, by kind, then by first page or lemma.
    pub packs: Vec<PackEntry>,
    /// Where in the alphabet each pack of terms begins, in letter bytes.
    pub keys: Vec<Vec<u8>>,
    /// The first numbers of each pack of words, and the first behind the last.
    pub words_packs: Vec<Classes>,
    /// The files of packs that are in the manifest itself, by their numbers.
    pub held: Vec<(u32, Vec<u8>)>,
}

impl Manifest {
    /// The file of a pack, if it is in the manifest itself.
    pub fn held(&self, pack: PackId) -> Option<&[u8]> {
        let place = self.held.binary_search_by_key(&pack.0, |(pack, _)| *pack);
        place.ok().map(|place| &self.held[place].1[..])
    }

    /// The bytes of the file. Sets `build`.
    pub fn write(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        body.text(&self.title);
        body.varint(self.pages);
        body.extend_from_slice(&self.words.to_le_bytes());
        self.classes.iter().for_each(|&count| body.varint(count));
        body.varint(length(self.packs.len()));
        let (mut keys, mut words) = (self.keys.iter(), self.words_packs.iter());
        for pack in &self.packs {
            body.push(pack.kind as u8);
            body.varint(pack.first);
            body.extend_from_slice(&pack.hash.to_le_bytes());
            body.varint(pack.bytes);
            match pack.kind {
                PackKind::Terms => body.bytes(keys.next().map_or(&[], Vec::as_slice)),
                PackKind::Words => {
                    let first = words.next().copied().unwrap_or_default();
                    for number in [first.form, first.spelling, first.root] {
                        body.varint(number);
                    }
                }
                _ => {}
            }
        }
        body.varint(length(self.held.len()));
        for (pack, file) in &self.held {
            body.varint(*pack);
            body.bytes(file);
        }
        self.build = hash(&body);
        let mut file = Vec::with_capacity(body.len() + 13);
        file.extend_from_slice(&MAGIC);
        file.push(VERSION);
        file.extend_from_slice(&self.build.to_le_bytes());
        file.extend_from_slice(&body);
        file
    }

    /// Reads a file.
    pub fn read(file: &[u8]) -> Result<Manifest, Error> {
        let mut cursor = Cursor::new(file);
        if cursor.take(4) != Ok(&MAGIC) {
            let kind = if file.len() < 4 {
                ErrorKind::Damaged
            } else {
                ErrorKind::NotOurs
            };
            return Err(Error::new(kind, FILE_NAME));
        }
        let damaged = |fault: Fault| Error::damaged(format!("{FILE_NAME} ({fault})"));
        let version = cursor.byte().map_err(damaged)?;
        if version != VERSION {
            return Err(Error::new(
                ErrorKind::Version {
                    expected: VERSION,
                    got: version,
                },
                FILE_NAME,
            ));
        }
        let build = cursor.u64().map_err(damaged)?;
        if hash(&file[cursor.position()..]) != build {
            return Err(Error::damaged(FILE_NAME));
        }
        read_body(cursor, build).map_err(damaged)
    }
}

fn read_body(mut cursor: Cursor<'_>, build: u64) -> Result<Manifest, Fault> {
    let mut manifest = Manifest {
        build,
        title: cursor.text()?.to_owned(),
        pages: cursor.varint()?,
        words: cursor.u64()?,
        classes: [
            cursor.varint()?,
            cursor.varint()?,
            cursor.varint()?,
            cursor.varint()?,
        ],
        ..Manifest::default()
    };
    for _ in 0..cursor.count()? {
        let pack = PackEntry {
            kind: PackKind::of(cursor.byte()?).ok_or(Fault::Range)?,
            first: cursor.varint()?,
            hash: cursor.u64()?,
            bytes: cursor.varint()?,
        };
        match pack.kind {
            PackKind::Terms => manifest.keys.push(cursor.bytes()?.to_vec()),
            PackKind::Words => manifest.words_packs.push(Classes {
                lemma: pack.first,
                form: cursor.varint()?,
                spelling: cursor.varint()?,
                root: cursor.varint()?,
            }),
            _ => {}
        }
        manifest.packs.push(pack);
    }
    manifest.held = cursor.list(|c| Ok((c.varint()?, c.bytes()?.to_vec())))?;
    cursor.end()?;
    let [spelling, form, lemma, root] = manifest.classes;
    manifest.words_packs.push(Classes {
        root,
        lemma,
        form,
        spelling,
    });
    let order = |pack: &PackEntry| (pack.kind, pack.first);
    let sorted = manifest.packs.is_sorted_by(|a, b| order(a) < order(b));
    let alphabet = manifest.keys.is_sorted_by(|a, b| a < b);
    let grows = |a: &Classes, b: &Classes| {
        a.root < b.root && a.lemma < b.lemma && a.form < b.form && a.spelling < b.spelling
    };
    let held = manifest.held.is_sorted_by(|a, b| a.0 < b.0)
        && manifest.held.iter().all(|(pack, _)| (*pack as usize) < manifest.packs.len());
    if sorted && alphabet && held && manifest.words_packs.is_sorted_by(grows) {
        Ok(manifest)
    } else {
        Err(Fault::Range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Manifest {
        let pack = |kind, first| PackEntry {
            kind,
            first,
            hash: u64::from(first) << 40 | 7,
            bytes: 1000 + first,
        };
        Manifest {
            title: "مكتبة".into(),
            pages: 300,
            words: 1 << 33,
            classes: [4, 3, 2, 1],
            packs: vec![
                pack(PackKind::Words, 0),
                pack(PackKind::Pages, 0),
                pack(PackKind::Pages, 200),
                pack(PackKind::Terms, 0),
                pack(PackKind::Terms, 1),
            ],
            keys: vec![vec![1], vec![9, 9]],
            words_packs: vec![Classes::default(), Classes { root: 1, lemma: 2, form: 3, spelling: 4 }],
            held: vec![(1, vec![1, 2, 3])],
            ..Manifest::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut manifest = sample();
        let file = manifest.write();
        assert_eq!(Manifest::read(&file), Ok(manifest));
    }

    #[test]
    fn faults_are_told_apart() {
        let file = sample().write();
        let check = |file: &[u8], kind| assert_eq!(Manifest::read(file).unwrap_err().kind, kind);
        check(b"", ErrorKind::Damaged);
        check(b"<!DOCTYPE html>", ErrorKind::NotOurs);
        let mut other = file.clone();
        other[4] = 9;
        check(
            &other,
            ErrorKind::Version {
                expected: VERSION,
                got: 9,
            },
        );
        for cut in 4..file.len() {
            check(&file[..cut], ErrorKind::Damaged);
        }
    }

    #[test]
    fn packs_out_of_order_are_refused() {
        let mut manifest = sample();
        manifest.packs.swap(1, 2);
        assert_eq!(
            Manifest::read(&manifest.write()).unwrap_err().kind,
            ErrorKind::Damaged
        );
    }

    proptest! {
        #[test]
        fn changed_bytes_are_refused(at in 5usize..100, bit in 0u8..8) {
            let mut file = sample().write();
            prop_assume!(at < file.len());
            file[at] ^= 1 << bit;
            prop_assert_eq!(Manifest::read(&file).unwrap_err().kind, ErrorKind::Damaged);
        }

        #[test]
        fn a_body_of_any_bytes_is_read_without_panic(body: Vec<u8>) {
            let mut file = [&MAGIC[..], &[VERSION], &hash(&body).to_le_bytes()].concat();
            file.extend(body);
            let _ = Manifest::read(&file);
        }
    }
}
