//! Writing packs: deflate, envelope, content name.

use super::{BuildError, write};
use crate::format::pack::{LIMIT, PackEntry, PackKind, hash, seal};
use crate::format::parts::PartsWriter;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rayon::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Bytes of stored text in a pack of pages before it is deflated. A search shows passages of ten
/// pages from as many packs, so small is fast to the reader; every pack is a file, so large is few files.
pub const PAGES: usize = 320 << 10;
/// Bytes of records in a pack.
pub const RECORDS: usize = 64 << 10;
/// Bytes of positions in a pack.
pub const POSITIONS: usize = 512 << 10;
/// Bytes of words and their postings in a pack, about.
pub const WORDS: usize = 48 << 10;
/// Bytes of the rest of long lists in a pack, about.
pub const REST: usize = 96 << 10;
/// Terms in a pack.
pub const TERMS: usize = 8 << 10;

/// Writes the packs of a library and remembers them for the manifest.
pub struct Packs {
    folder: PathBuf,
    entries: Vec<PackEntry>,
}

impl Packs {
    /// Into this folder.
    pub fn new(folder: &Path) -> Packs {
        Packs {
            folder: folder.to_owned(),
            entries: Vec::new(),
        }
    }

    /// Writes one section.
    pub fn add(&mut self, kind: PackKind, first: u32, section: Vec<u8>) -> Result<(), BuildError> {
        self.add_all(kind, vec![(first, section)])
    }

    /// Writes sections of one kind, deflated in parallel.
    pub fn add_all(
        &mut self,
        kind: PackKind,
        sections: Vec<(u32, Vec<u8>)>,
    ) -> Result<(), BuildError> {
        let written: Vec<PackEntry> = sections
            .into_par_iter()
            .map(|(first, section)| self.write(kind, first, &section))
            .collect::<Result<_, _>>()?;
        self.entries.extend(written);
        Ok(())
    }

    fn write(&self, kind: PackKind, first: u32, section: &[u8]) -> Result<PackEntry, BuildError> {
        if section.len() > LIMIT {
            return Err(BuildError::TooLarge("a part of the library is over 16 MiB"));
        }
        let deflated = kind.is_deflated().then(|| deflate(section));
        let file = seal(kind, section.len() as u32, deflated.as_deref().unwrap_or(section));
        let entry = PackEntry {
            kind,
            first,
            hash: hash(&file),
            bytes: file.len() as u32,
        };
        write(&self.folder.join(entry.file_name()), &file)?;
        Ok(entry)
    }

    /// All packs, in the order of the manifest.
    pub fn entries(&self) -> Vec<PackEntry> {
        let mut entries = self.entries.clone();
        entries.sort_by_key(|entry| (entry.kind, entry.first));
        entries
    }
}

/// Raw deflate, as small as it gets.
fn deflate(section: &[u8]) -> Vec<u8> {
    let mut encoder =
        DeflateEncoder::new(Vec::with_capacity(section.len() / 2), Compression::best());
    encoder
        .write_all(section)
        .expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// Collects numbered parts and cuts them into packs of about one size.
pub struct PartsPacks {
    kind: PackKind,
    size: usize,
    first: u32,
    writer: PartsWriter,
    full: Vec<(u32, Vec<u8>)>,
}

impl PartsPacks {
    /// Packs of a kind with about `size` bytes each.
    pub fn new(kind: PackKind, size: usize) -> PartsPacks {
        PartsPacks {
            kind,
            size,
            first: 0,
            writer: PartsWriter::default(),
            full: Vec::new(),
        }
    }

    /// Adds the next part.
    pub fn add(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.writer.add(write);
        if self.writer.size() >= self.size {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let count = self.writer.count();
        if count > 0 {
            self.full.push((self.first, self.writer.finish()));
            self.first += count;
        }
    }

    /// Writes the packs that are full.
    pub fn flush(&mut self, packs: &mut Packs) -> Result<(), BuildError> {
        packs.add_all(self.kind, std::mem::take(&mut self.full))
    }

    /// Writes what is left.
    pub fn finish(mut self, packs: &mut Packs) -> Result<(), BuildError> {
        self.cut();
        self.flush(packs)
    }
}
