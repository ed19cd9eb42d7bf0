//! The index of a cache: where each value is. See the grammar in [`super`].

use super::Key;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

/// The file of the index.
pub(super) const FILE: &str = "warraq-cache";
/// How the files of logs begin.
pub(super) const LOG: &str = "warraq-cache.log-";

const MAGIC: [u8; 8] = *b"WRQcache";
const VERSION: u32 = 1;
const HEAD: usize = 52;
const ENTRY: usize = 36;

/// Where a value is in the log, and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) at: u64,
    pub(super) length: u32,
    pub(super) hash: u64,
}

/// What is in a cache.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// The number of the log.
    pub(super) log: u64,
    /// How many bytes of it there are.
    pub(super) length: u64,
    pub(super) entries: Vec<(Key, Entry)>,
}

/// The file of a log.
pub(super) fn log(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{LOG}{number}"))
}

impl Index {
    /// Reads an index that this program has made; the error says why it is not used.
    pub(super) fn read(bytes: &[u8], maker: u128) -> Result<Index, &'static str> {
        const DAMAGED: &str = "damaged";
        if bytes.len() < MAGIC.len() || bytes[..MAGIC.len()] != MAGIC {
            return Err("not a cache of this program");
        }
        let mut rest = &bytes[MAGIC.len()..];
        let number = |rest: &mut &[u8], size: usize| -> Option<u128> {
            let (number, after) = rest.split_at_checked(size)?;
            *rest = after;
            let digits = number.iter().rev();
            Some(digits.fold(0, |sum, &byte| sum << 8 | u128::from(byte)))
        };
        let version = number(&mut rest, 4).ok_or(DAMAGED)?;
        let made_by = number(&mut rest, 16).ok_or(DAMAGED)?;
        if version != u128::from(VERSION) || made_by != maker {
            return Err("made by another version of the program");
        }
        let (whole, hash) = bytes.split_at_checked(bytes.len() - 8).ok_or(DAMAGED)?;
        if xxh3_64(whole).to_le_bytes() != *hash || whole.len() < HEAD {
            return Err(DAMAGED);
        }
        let mut rest = &whole[MAGIC.len() + 20..];
        let mut next = |size: usize| number(&mut rest, size).unwrap_or(0);
        let (log, length, count) = (next(8) as u64, next(8) as u64, next(8));
        if count * ENTRY as u128 + HEAD as u128 != whole.len() as u128 {
            return Err(DAMAGED);
        }
        let mut entries = Vec::with_capacity(count as usize);
        for _ in 0..count {
            let key = next(16);
            let entry = Entry {
                at: next(8) as u64,
                length: next(4) as u32,
                hash: next(8) as u64,
            };
            let end = entry.at.checked_add(entry.length.into());
            if end.is_none_or(|end| end > length) {
                return Err(DAMAGED);
            }
            entries.push((key, entry));
        }
        Ok(Index {
            log,
            length,
            entries,
        })
    }

    /// Fails if its log is not there or shorter than it says.
    pub(super) fn with_log(self, folder: &Path) -> Result<Index, &'static str> {
        match fs::metadata(log(folder, self.log)) {
            Ok(data) if data.is_file() && data.len() >= self.length => Ok(self),
            _ => Err("damaged"),
        }
    }

    /// With its entries in the order of the log.
    pub(super) fn in_order(mut self) -> Index {
        let place = |(key, entry): &(Key, Entry)| (entry.at, *key);
        self.entries.sort_unstable_by_key(place);
        self
    }

    /// Puts the index in place.
    pub(super) fn write(&self, folder: &Path, maker: u128) -> io::Result<()> {
        let mut out = Vec::with_capacity(HEAD + ENTRY * self.entries.len() + 8);
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&maker.to_le_bytes());
        for number in [self.log, self.length, self.entries.len() as u64] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        for (key, entry) in &self.entries {
            out.extend_from_slice(&key.to_le_bytes());
            out.extend_from_slice(&entry.at.to_le_bytes());
            out.extend_from_slice(&entry.length.to_le_bytes());
            out.extend_from_slice(&entry.hash.to_le_bytes());
        }
        let hash = xxh3_64(&out);
        out.extend_from_slice(&hash.to_le_bytes());
        let mut file = tempfile::NamedTempFile::with_prefix_in("warraq-cache.tmp-", folder)?;
        file.write_all(&out)?;
        file.persist(folder.join(FILE))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn index() -> impl Strategy<Value = Index> {
        let entry = (any::<u128>(), 0u64..1000, 0u32..100, any::<u64>());
        (any::<u64>(), vec(entry, 0..20)).prop_map(|(log, entries)| Index {
            log,
            length: 1100,
            entries: entries
                .into_iter()
                .map(|(key, at, length, hash)| (key, Entry { at, length, hash }))
                .collect(),
        })
    }

    fn written(index: &Index, maker: u128) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        index.write(folder.path(), maker).unwrap();
        fs::read(folder.path().join(FILE)).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(index in index(), maker: u128) {
            let bytes = written(&index, maker);
            prop_assert_eq!(Index::read(&bytes, maker), Ok(index));
            prop_assert!(Index::read(&bytes, maker ^ 1).is_err());
        }

        #[test]
        fn a_changed_byte_or_a_lost_end_is_noticed(index in index(), at: prop::sample::Index, flip in 1u8..) {
            let mut bytes = written(&index, 7);
            let at = at.index(bytes.len());
            prop_assert!(Index::read(&bytes[..at], 7).is_err());
            bytes[at] ^= flip;
            prop_assert!(Index::read(&bytes, 7).is_err());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = Index::read(&bytes, 7);
            let _ = Index::read(&[&MAGIC[..], &bytes].concat(), 7);
        }
    }
}
