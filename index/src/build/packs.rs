//! Writing packs: deflate, envelope, content name.

use super::{BuildError, write};
use crate::format::pack::{LIMIT, PackEntry, PackKind, hash, seal};
use crate::format::parts::PartsWriter;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Bytes of stored text in a pack of pages before it is deflated. A search shows passages of ten
/// pages from as many packs, so small is fast to the reader; every pack is a file, so large is few files.
pub const PAGES: usize = 430 << 10;
/// Bytes of records in a pack.
pub const RECORDS: usize = 96 << 10;
/// Bytes of positions in a pack.
pub const POSITIONS: usize = 1 << 20;
/// Bytes of words and their postings in a pack, about.
pub const WORDS: usize = 38 << 10;
/// Bytes of the rest of long lists in a pack, about.
pub const REST: usize = 160 << 10;
/// Bytes of facets in a pack.
pub const FACETS: usize = 24 << 10;
/// Terms in a pack.
pub const TERMS: usize = 20 << 10;

/// Writes the packs of a library and remembers them for the manifest. Packs are deflated and written
/// behind the back of who adds them, as long as not too many wait for it.
pub struct Packs {
    shared: Arc<Shared>,
    /// How many may wait.
    most: usize,
}

struct Shared {
    folder: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: usize,
    entries: Vec<PackEntry>,
    fault: Option<BuildError>,
}

impl Packs {
    /// Into this folder.
    pub fn new(folder: &Path) -> Packs {
        Packs {
            shared: Arc::new(Shared {
                folder: folder.to_owned(),
                state: Mutex::default(),
                changed: Condvar::new(),
            }),
            most: 4 * rayon::current_num_threads(),
        }
    }

    /// Writes one section, or has it written; the error may be an earlier one's.
    pub fn add(&mut self, kind: PackKind, first: u32, section: Vec<u8>) -> Result<(), BuildError> {
        if section.len() > LIMIT {
            return Err(BuildError::TooLarge("a part of the library is over 16 MiB"));
        }
        let mut state = self.shared.lock();
        if let Some(fault) = state.fault.take() {
            return Err(fault);
        }
        state.waiting += 1;
        let at_once = state.waiting > self.most;
        drop(state);
        let shared = Arc::clone(&self.shared);
        let write = move || shared.write(kind, first, &section);
        if at_once {
            write();
        } else {
            rayon::spawn(write);
        }
        Ok(())
    }

    /// All packs, in the order of the manifest, once they are written.
    pub fn finish(self) -> Result<Vec<PackEntry>, BuildError> {
        loop {
            // The packs may be waiting for this very thread.
            while rayon::yield_now() == Some(rayon::Yield::Executed) {}
            let mut state = self.shared.lock();
            if state.waiting == 0 {
                if let Some(fault) = state.fault.take() {
                    return Err(fault);
                }
                let mut entries = std::mem::take(&mut state.entries);
                entries.sort_by_key(|entry| (entry.kind, entry.first));
                return Ok(entries);
            }
            let wait = self.shared.changed.wait_timeout(state, PATIENCE);
            drop(wait);
        }
    }
}

/// How long to wait before looking for work again.
const PATIENCE: Duration = Duration::from_millis(10);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, kind: PackKind, first: u32, section: &[u8]) {
        let deflated = kind.is_deflated().then(|| deflate(kind, section));
        let body = deflated.as_deref().unwrap_or(section);
        let file = seal(kind, section.len() as u32, body);
        let entry = PackEntry {
            kind,
            first,
            hash: hash(&file),
            bytes: file.len() as u32,
        };
        let written = write(&self.folder.join(entry.file_name()), &file);
        let mut state = self.lock();
        state.waiting -= 1;
        match written {
            Ok(()) => state.entries.push(entry),
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

    /// Begins a new pack, if there is anything in the last.
    pub fn cut(&mut self) {
        let count = self.writer.count();
        if count > 0 {
            self.full.push((self.first, self.writer.finish()));
            self.first += count;
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
