//! Writing packs: deflate, envelope, content name; and bundles of them.

use super::cache::{Cache, hasher};
use super::{BuildError, write};
use crate::format::bytes::{Put, length};
use crate::format::leaves;
use crate::format::pack::{LIMIT, PackEntry, PackKind, hash, part_hash, seal};
use crate::format::parts::PartsWriter;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Bytes of stored text in a pack of pages before it is deflated. A search shows passages of ten
/// pages from as many packs, so small is fast to the reader, and large is a little less in all.
pub const PAGES: usize = 10 << 10;
/// Packs of pages in a bundle: every bundle is a file, and a host that does not send parts of files sends it whole.
pub const PAGE_BUNDLE: usize = 48;
/// Packs of positions in a bundle.
pub const POSITION_BUNDLE: usize = 24;
/// Bytes of leaves in a pack, about.
pub const LEAVES: usize = 8 << 10;
/// Bytes of records in a pack.
pub const RECORDS: usize = 112 << 10;
/// Bytes of positions in a pack before it is deflated.
pub const POSITIONS: usize = 40 << 10;
/// Bytes of words and their postings in a pack, about, without the records beside them.
pub const WORDS: usize = 12 << 10;
/// Packs of words in a file.
pub const WORD_BUNDLE: usize = 3;
/// Bytes of the rest of long lists in a pack, about.
pub const REST: usize = 80 << 10;
/// Bytes of facets in a pack.
pub const FACETS: usize = 24 << 10;
/// Terms in a pack.
pub const TERMS: usize = 24 << 10;

/// Writes the packs of a library and remembers them for the manifest. Packs are deflated and written
/// behind the back of who adds them, as long as not too many wait for it.
pub struct Packs {
    shared: Arc<Shared>,
    /// How many may wait.
    most: usize,
}

struct Shared {
    folder: PathBuf,
    cache: Arc<Cache>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: usize,
    entries: Vec<PackEntry>,
    /// The bundles, each with its first page and what is told of its leaves.
    bundles: Vec<(PackKind, u32, Vec<Told>)>,
    fault: Option<BuildError>,
}

/// What is told of a leaf: pages or lemmas, bytes, hash.
type Told = (u32, u32, u32);

/// The packs that are parts of a file.
enum Parts {
    None,
    /// The manifest lists them.
    Listed(Vec<PackEntry>),
    /// They are told of elsewhere: their kind, and the first page or lemma.
    Told(PackKind, u32, Vec<Told>),
}

impl Packs {
    /// Into this folder; what an earlier build has deflated comes from the cache.
    pub(super) fn new(folder: &Path, cache: Arc<Cache>) -> Packs {
        Packs {
            shared: Arc::new(Shared {
                folder: folder.to_owned(),
                cache,
                state: Mutex::default(),
                changed: Condvar::new(),
            }),
            most: 4 * rayon::current_num_threads(),
        }
    }

    /// Writes one section, or has it written; the error may be an earlier one's.
    pub fn add(&mut self, kind: PackKind, first: u32, section: Vec<u8>) -> Result<(), BuildError> {
        self.check(&section)?;
        self.spawn(move |shared| shared.write(kind, first, &section))
    }

    /// Writes packs of one kind into one file, or has it written. Each is given with its first page or lemma; `end` is the
    /// one after the last.
    pub fn add_bundle(
        &mut self,
        kind: PackKind,
        leaves: Vec<(u32, Vec<u8>)>,
        end: u32,
    ) -> Result<(), BuildError> {
        leaves
            .iter()
            .try_for_each(|(_, section)| self.check(section))?;
        self.spawn(move |shared| shared.write_bundle(kind, &leaves, end))
    }

    fn check(&self, section: &[u8]) -> Result<(), BuildError> {
        match section.len() > LIMIT {
            true => Err(BuildError::TooLarge("a part of the library is over 16 MiB")),
            false => Ok(()),
        }
    }

    /// Does some work, or has it done.
    fn spawn(&mut self, work: impl FnOnce(&Shared) + Send + 'static) -> Result<(), BuildError> {
        let mut state = self.shared.lock();
        if let Some(fault) = state.fault.take() {
            return Err(fault);
        }
        state.waiting += 1;
        let at_once = state.waiting > self.most;
        drop(state);
        let shared = Arc::clone(&self.shared);
        let write = move || work(&shared);
        if at_once {
            write();
        } else {
            rayon::spawn(write);
        }
        Ok(())
    }

    /// Waits until all is written.
    fn settle(&self) -> Result<MutexGuard<'_, State>, BuildError> {
        loop {
            // The packs may be waiting for this very thread.
            while rayon::yield_now() == Some(rayon::Yield::Executed) {}
            let mut state = self.shared.lock();
            if state.waiting == 0 {
                return match state.fault.take() {
                    Some(fault) => Err(fault),
                    None => Ok(state),
                };
            }
            let wait = self.shared.changed.wait_timeout(state, PATIENCE);
            drop(wait);
        }
    }

    /// Adds what tells of the bundles so far; gives the number of leaves of each of [`PackKind::LEAVES`].
    pub fn tell(&mut self) -> Result<[u32; 2], BuildError> {
        let mut bundles = std::mem::take(&mut self.settle()?.bundles);
        bundles.sort_unstable();
        let mut counts = [0; 2];
        let mut bundles = bundles.into_iter().peekable();
        while let Some(&(kind, first, _)) = bundles.peek() {
            let Some((at, teller)) = kind.told() else {
                break;
            };
            let mut section = Vec::new();
            section.varint(counts[at]);
            let same = |bundle: &(PackKind, u32, Vec<Told>)| bundle.0 == kind;
            while section.len() < LEAVES
                && let Some((_, _, told)) = bundles.next_if(same)
            {
                leaves::write(&told, &mut section);
                counts[at] += length(told.len());
            }
            self.add(teller, first, section)?;
        }
        Ok(counts)
    }

    /// All packs with a file of their own, in the order of the manifest, once they are written.
    pub fn finish(self) -> Result<Vec<PackEntry>, BuildError> {
        let mut entries = std::mem::take(&mut self.settle()?.entries);
        entries.sort_by_key(|entry| (entry.kind, entry.first));
        Ok(entries)
    }
}

/// How long to wait before looking for work again.
const PATIENCE: Duration = Duration::from_millis(10);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, kind: PackKind, first: u32, section: &[u8]) {
        self.put(kind, first, &self.sealed(kind, section), Parts::None);
    }

    fn write_bundle(&self, kind: PackKind, leaves: &[(u32, Vec<u8>)], end: u32) {
        let bundle = kind.bundle().unwrap_or(kind);
        let first = leaves.first().map_or(end, |&(first, _)| first);
        let (mut file, mut entries) = (Vec::new(), Vec::new());
        for (first, section) in leaves {
            let leaf = self.sealed(kind, section);
            entries.push(PackEntry {
                kind,
                first: *first,
                hash: part_hash(&leaf).into(),
                bytes: length(leaf.len()),
            });
            file.extend(leaf);
        }
        let parts = match kind.told() {
            None => Parts::Listed(entries),
            Some(_) => {
                let ends = entries.iter().skip(1).map(|leaf| leaf.first).chain([end]);
                let told = |(leaf, end): (&PackEntry, u32)| {
                    (end - leaf.first, leaf.bytes, leaf.hash as u32)
                };
                Parts::Told(kind, first, entries.iter().zip(ends).map(told).collect())
            }
        };
        self.put(bundle, first, &file, parts);
    }

    /// A section in its envelope, deflated or not as its kind says.
    fn sealed(&self, kind: PackKind, section: &[u8]) -> Vec<u8> {
        if !kind.is_deflated() {
            return seal(kind, length(section.len()), section);
        }
        let seal = || seal(kind, length(section.len()), &deflate(kind, section));
        if !self.cache.is_on() {
            return seal();
        }
        let mut key = hasher("pack");
        key.update(&[kind as u8]);
        key.update(section);
        self.cache.or_make(key.digest128(), seal)
    }

    /// Writes a file and takes note of it.
    fn put(&self, kind: PackKind, first: u32, file: &[u8], parts: Parts) {
        let entry = PackEntry {
            kind,
            first,
            hash: hash(file),
            bytes: length(file.len()),
        };
        let written = write(&self.folder.join(entry.file_name()), file);
        let mut state = self.lock();
        state.waiting -= 1;
        match written {
            Ok(()) => {
                state.entries.push(entry);
                match parts {
                    Parts::None => {}
                    Parts::Listed(parts) => state.entries.extend(parts),
                    Parts::Told(kind, first, told) => state.bundles.push((kind, first, told)),
                }
            }
            Err(error) => state.fault = Some(error),
        }
        self.changed.notify_all();
    }
}

/// Raw deflate. The highest level takes two or three times as long as these, for half a per cent of a pack
/// of text and nothing elsewhere.
fn deflate(kind: PackKind, section: &[u8]) -> Vec<u8> {
    let level = match kind {
        PackKind::Pages => Compression::new(6),
        _ => Compression::new(5),
    };
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(section.len() / 2), level);
    encoder
        .write_all(section)
        .expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// Collects numbered parts and cuts them into packs of about one size.
pub struct PartsPacks {
    kind: PackKind,
    size: usize,
    /// How many are in a file, of a kind that is bundled.
    bundle: usize,
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
            bundle: match kind {
                PackKind::Positions => POSITION_BUNDLE,
                _ => PAGE_BUNDLE,
            },
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

    /// Begins a new pack, if there is anything in the last.
    pub fn cut(&mut self) {
        let count = self.writer.count();
        if count > 0 {
            self.full.push((self.first, self.writer.finish()));
            self.first += count;
        }
    }

    /// Writes the packs that are full, so many of them to a bundle.
    pub fn flush_bundles(&mut self, packs: &mut Packs) -> Result<(), BuildError> {
        while self.full.len() > self.bundle {
            let leaves = self.full.drain(..self.bundle).collect();
            packs.add_bundle(self.kind, leaves, self.full[0].0)?;
        }
        Ok(())
    }

    /// Writes what is left of them.
    pub fn finish_bundles(&mut self, packs: &mut Packs) -> Result<(), BuildError> {
        self.cut();
        self.flush_bundles(packs)?;
        match self.full.is_empty() {
            true => Ok(()),
            false => packs.add_bundle(self.kind, self.full.drain(..).collect(), self.first),
        }
    }

    /// Writes the packs that are full.
    pub fn flush(&mut self, packs: &mut Packs) -> Result<(), BuildError> {
        for (first, section) in self.full.drain(..) {
            packs.add(self.kind, first, section)?;
        }
        Ok(())
    }

    /// All sections that were not written, each with its first number.
    pub fn take(mut self) -> Vec<(u32, Vec<u8>)> {
        self.cut();
        self.full
    }

    /// Writes what is left.
    pub fn finish(&mut self, packs: &mut Packs) -> Result<(), BuildError> {
        self.cut();
        self.flush(packs)
    }
}
