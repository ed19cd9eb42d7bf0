//! What an earlier build found out, kept in a folder for the next: values by the hash of all they
//! depend on. What is not there is made anew, so that deleting the folder is always safe.
//!
//! ```text
//! index  := magic version:u32 maker:u128 log:u64 length:u64 count:u64 entry{count} hash:u64
//! entry  := key:u128 at:u64 length:u32 hash:u64         where the value is in the log, and its XXH3
//! log-N  := the values, one after the other
//! ```
//! Values are appended to the log; the index is put in place last, in one step, so that a build that is
//! killed leaves the cache as it was. `maker` is the hash of the program: what another version made is not
//! used. Every value is checked when it is read. A log of which a third is of no use any more is written anew.

mod index;

use index::{Entry, FILE, Index};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// By what a value is found: the hash of what it is and of all it is made of.
pub(super) type Key = u128;

/// Held by the build that uses the cache.
const LOCK: &str = "warraq-cache.lock";
/// Bytes of the log that are read at once: what is read next mostly stands next.
const WINDOW: usize = 1 << 16;
/// Bytes of values of no use that are always let be.
const SMALL: u64 = 1 << 20;

/// What the cache did.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// Whether all was as it was, so that nothing was built.
    pub unchanged: bool,
    /// Values found in the cache.
    pub found: u64,
    /// Values made and put there.
    pub made: u64,
    /// What was wrong with it.
    pub notices: Vec<String>,
}

/// The values of earlier builds, or nothing.
#[derive(Default)]
pub(super) struct Cache(Option<Store>);

struct Store {
    folder: PathBuf,
    maker: u128,
    /// The number of the log.
    log: u64,
    known: FxHashMap<Key, Known>,
    /// One for each thread, which reads mostly from front to back, and one for others.
    windows: Vec<Mutex<Window>>,
    appender: Mutex<Appender>,
    found: AtomicU64,
    damaged: AtomicU64,
    /// Kept open as long as the cache is.
    _lock: File,
}

struct Known {
    entry: Entry,
    used: AtomicBool,
}

/// A stretch of the log.
struct Window {
    file: File,
    at: u64,
    bytes: Vec<u8>,
}

/// Where new values go.
struct Appender {
    file: BufWriter<File>,
    end: u64,
    entries: FxHashMap<Key, Entry>,
    fault: Option<io::Error>,
}

/// Begins a key of a kind of value.
pub(super) fn hasher(kind: &str) -> Xxh3 {
    let mut hasher = Xxh3::new();
    hasher.update(kind.as_bytes());
    hasher.update(&[0]);
    hasher
}

impl Cache {
    /// The cache in this folder, made if there is none; why it is not used, if it is not, is added to
    /// the notices.
    pub(super) fn open(folder: &Path, notices: &mut Vec<String>) -> Cache {
        Cache(Store::open(folder, notices).unwrap_or_else(|error| {
            notices.push(format!(
                "{}: cannot be used ({error}); built without a cache",
                folder.display()
            ));
            None
        }))
    }

    /// False if nothing is ever found in it nor kept.
    pub(super) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// A value, if it is there and whole.
    pub(super) fn get(&self, key: Key) -> Option<Vec<u8>> {
        let store = self.0.as_ref()?;
        let known = store.known.get(&key)?;
        let value = store.window().read(&known.entry).ok();
        let value = value.filter(|value| xxh3_64(value) == known.entry.hash);
        let count = match value {
            Some(_) => &store.found,
            None => &store.damaged,
        };
        count.fetch_add(1, Relaxed);
        known.used.store(value.is_some(), Relaxed);
        value
    }

    /// Keeps a value for the next build.
    pub(super) fn put(&self, key: Key, value: &[u8]) {
        let Some(store) = &self.0 else { return };
        let mut appender = store.appender();
        let Ok(length) = u32::try_from(value.len()) else {
            return;
        };
        if appender.fault.is_some() || appender.entries.contains_key(&key) {
            return;
        }
        let entry = Entry {
            at: appender.end,
            length,
            hash: xxh3_64(value),
        };
        match appender.file.write_all(value) {
            Ok(()) => {
                appender.end += u64::from(length);
                appender.entries.insert(key, entry);
            }
            Err(error) => appender.fault = Some(error),
        }
    }

    /// What `make` makes, or an earlier build has made.
    pub(super) fn or_make(&self, key: Key, make: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        self.get(key).unwrap_or_else(|| {
            let value = make();
            self.put(key, &value);
            value
        })
    }

    /// The same for what is made of these contents; without a cache they are not asked for.
    pub(super) fn or_made_of(
        &self,
        kind: &str,
        contents: impl FnOnce() -> Vec<u8>,
        make: impl FnOnce() -> Vec<u8>,
    ) -> Vec<u8> {
        if !self.is_on() {
            return make();
        }
        let mut hasher = hasher(kind);
        hasher.update(&contents());
        self.or_make(hasher.digest128(), make)
    }

    /// Leaves all that was found and made to the next build.
    pub(super) fn finish(&self) -> Report {
        let Some(store) = &self.0 else {
            return Report::default();
        };
        let damaged = store.damaged.load(Relaxed);
        let mut report = Report {
            unchanged: false,
            found: store.found.load(Relaxed),
            made: store.appender().entries.len() as u64,
            notices: Vec::new(),
        };
        let folder = &store.folder;
        if damaged > 0 {
            report.notices.push(format!(
                "{}: damaged in {damaged} places; what was there was made anew",
                folder.display()
            ));
        }
        if let Err(error) = store.keep() {
            report.notices.push(format!(
                "{}: cannot be written ({error}); the next build will take longer",
                folder.display()
            ));
        }
        report
    }
}

impl Store {
    /// None if another build uses it.
    fn open(folder: &Path, notices: &mut Vec<String>) -> io::Result<Option<Store>> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                notices.push(format!(
                    "{}: another build uses it; built without a cache",
                    folder.display()
                ));
                return Ok(None);
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let maker = maker()?;
        let index = match fs::read(folder.join(FILE)) {
            Ok(bytes) => Index::read(&bytes, maker).and_then(|index| index.with_log(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Index::default()),
            Err(error) => return Err(error),
        };
        let index = index.unwrap_or_else(|why| {
            notices.push(format!("{}: {why}; not used", folder.display()));
            Index::default()
        });
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        let mut end = options.open(index::log(folder, index.log))?;
        // What a killed build has appended is in no index.
        end.set_len(index.length)?;
        end.seek(SeekFrom::Start(index.length))?;
        remove_logs(folder, index.log);
        let windows = (0..=rayon::current_num_threads())
            .map(|_| Window::open(folder, index.log).map(Mutex::new));
        let windows = windows.collect::<io::Result<_>>()?;
        let known = index.entries.into_iter().map(|(key, entry)| {
            let used = AtomicBool::new(false);
            (key, Known { entry, used })
        });
        Ok(Some(Store {
            folder: folder.to_owned(),
            maker,
            log: index.log,
            known: known.collect(),
            windows,
            appender: Mutex::new(Appender {
                file: BufWriter::with_capacity(1 << 20, end),
                end: index.length,
                entries: FxHashMap::default(),
                fault: None,
            }),
            found: AtomicU64::new(0),
            damaged: AtomicU64::new(0),
            _lock: lock,
        }))
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        let thread = rayon::current_thread_index().map_or(0, |thread| thread + 1);
        let window = &self.windows[thread % self.windows.len()];
        window.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn appender(&self) -> MutexGuard<'_, Appender> {
        self.appender.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the index of all there is in place; writes the log anew if a third of it is of no use.
    fn keep(&self) -> io::Result<()> {
        let mut appender = self.appender();
        if let Some(fault) = appender.fault.take() {
            return Err(fault);
        }
        appender.file.flush()?;
        let made = std::mem::take(&mut appender.entries);
        let mut index = Index {
            log: self.log,
            length: appender.end,
            entries: made.iter().map(|(&key, &entry)| (key, entry)).collect(),
        };
        // What was damaged has been made anew.
        let known = self.known.iter().filter(|(key, _)| !made.contains_key(key));
        let (used, idle): (Vec<_>, Vec<_>) = known.partition(|(_, known)| known.used.load(Relaxed));
        let entry = |(&key, known): (&Key, &Known)| (key, known.entry);
        index.entries.extend(used.into_iter().map(entry));
        let used = index.entries.iter();
        let used: u64 = used.map(|(_, entry)| u64::from(entry.length)).sum();
        if index.length > used + used / 2 + SMALL {
            index = shrunk(&self.folder, index.in_order())?;
        } else {
            // They are of use again if a change is taken back.
            index.entries.extend(idle.into_iter().map(entry));
            index = index.in_order();
        }
        index.write(&self.folder, self.maker)?;
        remove_logs(&self.folder, index.log);
        Ok(())
    }
}

impl Window {
    fn open(folder: &Path, log: u64) -> io::Result<Window> {
        Ok(Window {
            file: File::open(index::log(folder, log))?,
            at: 0,
            bytes: Vec::new(),
        })
    }

    fn read(&mut self, entry: &Entry) -> io::Result<Vec<u8>> {
        let length = entry.length as usize;
        let start = entry.at.checked_sub(self.at).map(|start| start as usize);
        let within = |start: &usize| {
            let end = start.checked_add(length);
            end.is_some_and(|end| end <= self.bytes.len())
        };
        let start = match start.filter(within) {
            Some(start) => start,
            None => {
                self.bytes.clear();
                self.at = entry.at;
                self.file.seek(SeekFrom::Start(entry.at))?;
                let most = length.max(WINDOW) as u64;
                (&self.file).take(most).read_to_end(&mut self.bytes)?;
                0
            }
        };
        let value = self.bytes.get(start..start + length);
        value
            .map(<[u8]>::to_vec)
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Writes another log with these values alone.
fn shrunk(folder: &Path, index: Index) -> io::Result<Index> {
    let mut window = Window::open(folder, index.log)?;
    let mut shrunk = Index {
        log: index.log.wrapping_add(1),
        ..Index::default()
    };
    let file = File::create(index::log(folder, shrunk.log))?;
    let mut file = BufWriter::with_capacity(1 << 20, file);
    for (key, entry) in index.entries {
        file.write_all(&window.read(&entry)?)?;
        let at = shrunk.length;
        shrunk.length += u64::from(entry.length);
        shrunk.entries.push((key, Entry { at, ..entry }));
    }
    file.flush()?;
    Ok(shrunk)
}

/// Removes all logs but one; what cannot be removed now is removed by the next build.
fn remove_logs(folder: &Path, but: u64) {
    let kept = index::log(folder, but);
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in files.map(|file| file.path()) {
        let name = path.file_name().and_then(|name| name.to_str());
        let number = name.and_then(|name| name.strip_prefix(index::LOG));
        if number.is_some_and(|number| number.parse::<u64>().is_ok()) && path != kept {
            let _ = fs::remove_file(path);
        }
    }
}

/// The hash of the program that runs.
fn maker() -> io::Result<u128> {
    let mut file = File::open(std::env::current_exe()?)?;
    let mut hasher = Xxh3::new();
    let mut bytes = vec![0; WINDOW];
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(hasher.digest128()),
            read => hasher.update(&bytes[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(folder: &Path) -> Cache {
        let mut notices = Vec::new();
        let cache = Cache::open(folder, &mut notices);
        assert_eq!(notices, Vec::<String>::new());
        cache
    }

    /// A value that is large enough for some of no use to matter.
    fn value(key: Key) -> Vec<u8> {
        vec![key as u8; SMALL as usize / 2]
    }

    #[test]
    fn the_later_of_two_values_holds() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["one", "two", "three"] {
            let cache = open(folder.path());
            cache.put(1, text.as_bytes());
            cache.put(1, b"not this");
            assert_eq!(cache.finish().made, 1);
            drop(cache);
            let cache = open(folder.path());
            assert_eq!(cache.get(1).as_deref(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn a_log_of_little_use_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let cache = open(folder.path());
        (0..8).for_each(|key| cache.put(key, &value(key)));
        cache.finish();
        drop(cache);
        // All are kept as long as most are used.
        let cache = open(folder.path());
        for key in 1..7 {
            assert_eq!(cache.get(key), Some(value(key)));
        }
        cache.finish();
        drop(cache);
        let cache = open(folder.path());
        for key in [0, 5] {
            assert_eq!(cache.get(key), Some(value(key)));
        }
        cache.put(9, &value(9));
        cache.finish();
        drop(cache);
        let cache = open(folder.path());
        let kept = |&key: &Key| cache.get(key).is_some_and(|kept| kept == value(key));
        assert_eq!((0..10).filter(kept).collect::<Vec<Key>>(), [0, 5, 9]);
        assert!(!index::log(folder.path(), 0).exists());
        let log = fs::metadata(index::log(folder.path(), 1)).unwrap();
        assert_eq!(log.len(), 3 * value(0).len() as u64);
    }

    #[test]
    fn nothing_is_kept_without_a_folder() {
        let cache = Cache::default();
        cache.put(1, b"one");
        assert!(cache.get(1).is_none() && !cache.is_on());
        assert_eq!(cache.or_make(1, || b"made".to_vec()), b"made");
    }
}
