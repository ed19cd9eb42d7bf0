//! The manifest: the one file whose name never changes. It names every pack with its size and hash.
//!
//! ```text
//! manifest := "WRQM" version:u8 build:u64 body           build is the XXH3 of body
//! body     := title:text pages:varint words:u64 classes:varint{4} died:u8 packs far:varint{2} leaves:varint{2} held*:list
//! packs    := group*:list               by kind, in order
//! group    := kind:u8 (words | other)*:list
//! words    := lemmas bytes hash:u24 forms spellings roots     varints: how many of each it has, beside the low bits of its hash
//! other    := gap:varint hash:u64 bytes:varint [key]     how far its first is behind that of the one before
//! key      := bytes                     of terms: where in the alphabet it begins
//! held     := pack:varint file:bytes     a pack by its number in the list, whose file is here and nowhere else
//!
//! listing  := packs                     a section: as many packs as `far` says
//! ```
//! In a large library the packs that no search begins with ([far](PackKind::far)) are listed in two packs
//! of their own, all of them or none, and numbered behind those in the manifest. Behind them are numbered the
//! [leaves](super::leaves), the packs of pages and then those of positions: `leaves` counts them.
//! `classes` counts spellings, forms, lemmas and roots; `died` is 1 if it is known of an author when they died, else 0. Packs are listed by kind, then by `first`, which is a
//! page, of words, rests and positions a lemma, and of terms a number counted from 0. A file of
//! [words](PackKind::WordBundle) is its packs, one after the other.

mod place;

pub use place::Place;

use super::VERSION;
use super::bytes::{Cursor, Fault, Put, length};
use super::leaves::{Leaf, Leaves};
use super::pack::{PackEntry, PackKind, hash};
use super::words::Classes;
use crate::error::{Error, ErrorKind};
use crate::id::PackId;
use std::ops::Range;

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
    /// True if its fields tell [when an author died](crate::query::filter::DIED).
    pub died: bool,
    /// The packs, by kind, then by first page or lemma.
    pub packs: Vec<PackEntry>,
    /// How many packs are in each of the listings.
    pub far: [u32; 2],
    /// Those, in the same order, once they are known.
    pub listed: [Vec<PackEntry>; 2],
    /// How many packs there are of each of [`PackKind::LEAVES`].
    pub leaves: [u32; 2],
    /// Those, by the packs that tell of them, as far as they are known.
    pub told: [Vec<Option<Leaves>>; 2],
    /// Where in the alphabet each pack of terms begins, in letter bytes.
    pub keys: Vec<Vec<u8>>,
    /// The first numbers of each pack of words, and the first behind the last.
    pub words_packs: Vec<Classes>,
    /// The files of packs that are in the manifest itself, by their numbers.
    pub held: Vec<(u32, Vec<u8>)>,
}

impl Manifest {
    /// The bytes of the file. Sets `build`.
    pub fn write(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        body.text(&self.title);
        body.varint(self.pages);
        body.extend_from_slice(&self.words.to_le_bytes());
        self.classes.iter().for_each(|&count| body.varint(count));
        body.push(u8::from(self.died));
        self.write_packs(&self.packs, &mut body);
        for &count in self.far.iter().chain(&self.leaves) {
            body.varint(count);
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
        died: cursor.byte()? != 0,
        ..Manifest::default()
    };
    manifest.packs = manifest.read_packs(&mut cursor)?;
    manifest.far = [cursor.varint()?, cursor.varint()?];
    manifest.leaves = [cursor.varint()?, cursor.varint()?];
    manifest.held = cursor.list(|c| Ok((c.varint()?, c.bytes()?.to_vec())))?;
    cursor.end()?;
    let [spelling, form, lemma, root] = manifest.classes;
    let all = Classes {
        root,
        lemma,
        form,
        spelling,
    };
    let sorted = is_sorted(&manifest.packs);
    // A listing for each part that has far packs, and then none of these here.
    let mut far = manifest.far.map(|count| u32::from(count == 0));
    for pack in &manifest.packs {
        if pack.kind == PackKind::Listing {
            *far.get_mut(pack.first as usize).ok_or(Fault::Range)? += 1;
        } else if pack.kind.far().is_some() && manifest.far != [0; 2] {
            return Err(Fault::Range);
        }
    }
    let mut counts = manifest.far.iter().chain(&manifest.leaves);
    if far != [1; 2] || counts.any(|&count| count > MOST) {
        return Err(Fault::Range);
    }
    manifest.told = PackKind::LEAVES.map(|kind| {
        let tellers = kind
            .told()
            .map_or(0..0, |(_, teller)| manifest.range(teller));
        tellers.map(|_| None).collect()
    });
    let alphabet = manifest.keys.is_sorted_by(|a, b| a < b);
    let held = manifest.held.is_sorted_by(|a, b| a.0 < b.0)
        && manifest
            .held
            .iter()
            .all(|(pack, _)| (*pack as usize) < manifest.packs.len());
    let words = manifest.words_packs.last() == Some(&all);
    if sorted && alphabet && held && words && manifest.words_whole().is_some() {
        Ok(manifest)
    } else {
        Err(Fault::Range)
    }
}

fn is_sorted(packs: &[PackEntry]) -> bool {
    let order = |pack: &PackEntry| (pack.kind, pack.first);
    packs.is_sorted_by(|a, b| order(a) < order(b))
}

fn write_pack(pack: &PackEntry, before: u32, out: &mut Vec<u8>) {
    out.varint(pack.first - before);
    out.extend_from_slice(&pack.hash.to_le_bytes());
    out.varint(pack.bytes);
}

fn read_pack(kind: PackKind, before: u32, cursor: &mut Cursor<'_>) -> Result<PackEntry, Fault> {
    let gap = cursor.varint()?;
    Ok(PackEntry {
        kind,
        first: before.checked_add(gap).ok_or(Fault::Range)?,
        hash: cursor.u64()?,
        bytes: cursor.varint()?,
    })
}

/// Writes a pack of words that has the classes from `first` up to `after`.
fn write_words(pack: &PackEntry, first: Classes, after: Classes, out: &mut Vec<u8>) {
    out.varint(after.lemma - first.lemma);
    out.varint(pack.bytes);
    out.u24(pack.hash as u32);
    out.varint(after.form - first.form);
    out.varint(after.spelling - first.spelling);
    out.varint(after.root - first.root);
}

/// Reads a pack of words that begins with the classes `first`, which become the first behind it.
fn read_words(cursor: &mut Cursor<'_>, first: &mut Classes) -> Result<PackEntry, Fault> {
    let add = |cursor: &mut Cursor<'_>, number: &mut u32| {
        let count = cursor.varint()?;
        *number = number.checked_add(count).ok_or(Fault::Range)?;
        (count > 0).then_some(()).ok_or(Fault::Range)
    };
    let lemma = first.lemma;
    add(cursor, &mut first.lemma)?;
    let (bytes, hash) = (cursor.varint()?, cursor.u24()?.into());
    add(cursor, &mut first.form)?;
    add(cursor, &mut first.spelling)?;
    add(cursor, &mut first.root)?;
    Ok(PackEntry {
        kind: PackKind::Words,
        first: lemma,
        hash,
        bytes,
    })
}

/// The most packs that may be listed elsewhere.
const MOST: u32 = 1 << 20;

impl Manifest {
    fn write_packs(&self, packs: &[PackEntry], out: &mut Vec<u8>) {
        let mut keys = self.keys.iter();
        let mut words = self.words_packs.array_windows();
        let groups = packs.chunk_by(|a, b| a.kind == b.kind);
        out.varint(length(groups.clone().count()));
        for group in groups {
            out.push(group[0].kind as u8);
            out.varint(length(group.len()));
            let mut before = 0;
            for pack in group {
                if pack.kind == PackKind::Words {
                    let [first, after] = words.next().copied().unwrap_or_default();
                    write_words(pack, first, after, out);
                } else {
                    write_pack(pack, before, out);
                }
                if pack.kind == PackKind::Terms {
                    out.bytes(keys.next().map_or(&[], Vec::as_slice));
                }
                before = pack.first;
            }
        }
    }

    /// Reads packs, and takes in what is told of terms and words beside them.
    fn read_packs(&mut self, cursor: &mut Cursor<'_>) -> Result<Vec<PackEntry>, Fault> {
        let mut packs = Vec::new();
        let mut words = Classes::default();
        self.words_packs = vec![words];
        for _ in 0..cursor.count()? {
            let kind = PackKind::of(cursor.byte()?).ok_or(Fault::Range)?;
            let mut before = 0;
            for _ in 0..cursor.count()? {
                let pack = if kind == PackKind::Words {
                    let pack = read_words(cursor, &mut words)?;
                    self.words_packs.push(words);
                    pack
                } else {
                    read_pack(kind, before, cursor)?
                };
                if kind == PackKind::Terms {
                    self.keys.push(cursor.bytes()?.to_vec());
                }
                before = pack.first;
                packs.push(pack);
            }
        }
        Ok(packs)
    }

    /// Takes the far packs out of the list, if it would have more than so many packs; gives the sections of the listings
    /// that are then to be added, by their numbers.
    pub fn part(&mut self, most: usize) -> Vec<(u32, Vec<u8>)> {
        let mut listings = Vec::new();
        if self.packs.len() > most {
            for part in [0, 1] {
                let (far, near) = self
                    .packs
                    .drain(..)
                    .partition(|pack| pack.kind.far() == Some(part));
                (self.packs, self.listed[part]) = (near, far);
                self.far[part] = length(self.listed[part].len());
                let mut section = Vec::new();
                self.write_packs(&self.listed[part], &mut section);
                if self.far[part] > 0 {
                    listings.push((part as u32, section));
                }
            }
        }
        listings
    }

    /// Takes in the section of a listing.
    pub fn list(&mut self, pack: PackId, section: &[u8]) -> Result<(), Fault> {
        let part = self.entry(pack).ok_or(Fault::Range)?.first as usize;
        let mut cursor = Cursor::new(section);
        // What it should not have is not taken in.
        let listed = Manifest::default().read_packs(&mut cursor)?;
        cursor.end()?;
        let count = *self.far.get(part).ok_or(Fault::Range)? as usize;
        let is_far = |pack: &PackEntry| pack.kind.far() == Some(part);
        if listed.len() != count || !is_sorted(&listed) || !listed.iter().all(is_far) {
            return Err(Fault::Range);
        }
        self.listed[part] = listed;
        Ok(())
    }

    /// The listings that were not read.
    pub fn unread(&self) -> Vec<PackId> {
        let unread = |part: &usize| self.far[*part] > 0 && self.listed[*part].is_empty();
        let pack = |part| self.pack_of(PackKind::Listing, part as u32);
        [0, 1].into_iter().filter(unread).filter_map(pack).collect()
    }

    /// Takes in a section of leaves.
    pub fn tell(&mut self, pack: PackId, section: &[u8]) -> Result<(), Fault> {
        let teller = self.entry(pack).map(|entry| entry.kind);
        let kind = teller.and_then(PackKind::tells).ok_or(Fault::Range)?;
        let (at, teller) = kind.told().ok_or(Fault::Range)?;
        let leaves = Leaves::read(kind, self.numbers(pack), self.leaves[at], section)?;
        let place = pack.0.checked_sub(self.range(teller).start);
        let told = place.and_then(|place| self.told[at].get_mut(place as usize));
        *told.ok_or(Fault::Range)? = Some(leaves);
        Ok(())
    }

    /// The packs that must be read before the pack of this kind for this page or lemma can be found.
    pub fn unlisted(&self, kind: PackKind, number: u32) -> Vec<PackId> {
        let mut packs = Vec::new();
        let told = kind.told();
        let far = kind.bundle().unwrap_or(kind).far();
        if let Some(part) = far
            && self.far[part] > 0
            && self.listed[part].is_empty()
        {
            packs.extend(self.pack_of(PackKind::Listing, part as u32));
        }
        if let Some((_, teller)) = told
            && let Some(teller) = self.pack_of(teller, number)
            && self.told_by(kind, teller).is_none()
        {
            packs.push(teller);
        }
        packs
    }

    /// What a pack of leaves tells, if it was read.
    fn told_by(&self, kind: PackKind, teller: PackId) -> Option<&Leaves> {
        let (at, of_kind) = kind.told()?;
        let place = teller.0.checked_sub(self.range(of_kind).start)?;
        self.told[at].get(place as usize)?.as_ref()
    }

    /// The number of the first pack of a listing, or of the first behind both.
    fn first_listed(&self, part: usize) -> u32 {
        length(self.packs.len()) + self.far[..part].iter().sum::<u32>()
    }

    /// The number of the first leaf of a kind, by its place among those kinds.
    fn first_leaf(&self, at: usize) -> u32 {
        let before: u32 = self.leaves[..at].iter().sum();
        self.first_listed(2) + before
    }

    /// The leaf of this number, if it is known.
    fn leaf(&self, pack: PackId) -> Option<&Leaf> {
        let at = usize::from(pack.0 >= self.first_leaf(1));
        let number = pack.0.checked_sub(self.first_leaf(at))?;
        let told = self.told[at].iter().flatten();
        told.into_iter().find_map(|told| told.get(number))
    }

    /// How many packs there are, wherever they are listed.
    pub fn count(&self) -> usize {
        (self.first_leaf(1) + self.leaves[1]) as usize
    }

    /// The pack of this number, if it is known.
    pub fn entry(&self, pack: PackId) -> Option<&PackEntry> {
        if let Some(entry) = self.packs.get(pack.index()) {
            return Some(entry);
        }
        for part in [1, 0] {
            if let Some(far) = pack.0.checked_sub(self.first_listed(part))
                && far < self.far[part]
            {
                return self.listed[part].get(far as usize);
            }
        }
        self.leaf(pack).map(|leaf| &leaf.entry)
    }

    /// All packs of pages that are known.
    pub fn pages_packs(&self) -> impl Iterator<Item = PackId> {
        let first = self.first_leaf(0);
        let told = self.told[0].iter().flatten();
        told.flat_map(move |told| told.numbers().map(move |leaf| PackId(first + leaf)))
    }

    /// The list that has the packs of a kind, and the number of its first.
    fn list_of(&self, kind: PackKind) -> (&[PackEntry], u32) {
        match kind.far().filter(|&part| self.far[part] > 0) {
            Some(part) => (&self.listed[part], self.first_listed(part)),
            None => (&self.packs, 0),
        }
    }

    /// The packs of a kind, by their numbers.
    pub fn range(&self, kind: PackKind) -> Range<u32> {
        let (packs, first) = self.list_of(kind);
        let start = packs.partition_point(|pack| pack.kind < kind);
        let end = packs.partition_point(|pack| pack.kind <= kind);
        first + start as u32..first + end as u32
    }

    /// The pages or lemmas that a pack speaks of.
    pub fn numbers(&self, pack: PackId) -> Range<u32> {
        let Some(entry) = self.entry(pack) else {
            return 0..0;
        };
        if let Some((at, teller)) = entry.kind.told()
            && let Some(teller) = self.pack_of(teller, entry.first)
            && let Some(told) = self.told_by(entry.kind, teller)
        {
            let next = told.get(pack.0 + 1 - self.first_leaf(at));
            let end = next.map_or_else(|| self.numbers(teller).end, |next| next.entry.first);
            return entry.first..end;
        }
        let next = self.entry(PackId(pack.0 + 1));
        let next = next.filter(|next| next.kind == entry.kind);
        let all = match entry.kind {
            PackKind::Words
            | PackKind::Rest
            | PackKind::PositionLeaves
            | PackKind::PositionBundle
            | PackKind::WordBundle => self.classes[2],
            PackKind::Facets => u32::MAX,
            _ => self.pages,
        };
        entry.first..next.map_or(all, |next| next.first)
    }

    /// The pack of a kind that speaks of this page or lemma, if it is known.
    pub fn pack_of(&self, kind: PackKind, number: u32) -> Option<PackId> {
        if let Some((at, teller)) = kind.told() {
            let teller = self.pack_of(teller, number)?;
            let leaf = self.told_by(kind, teller)?.find(number)?;
            return Some(PackId(self.first_leaf(at) + leaf));
        }
        let (packs, first) = self.list_of(kind);
        let order = |pack: &PackEntry| (pack.kind, pack.first) <= (kind, number);
        let index = packs.partition_point(order).checked_sub(1)?;
        (packs[index].kind == kind).then_some(PackId(first + index as u32))
    }
}

#[cfg(test)]
mod tests;
