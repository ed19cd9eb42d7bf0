//! Bytes that a build puts aside and reads again: in memory while they are few, in a temporary file
//! beside the library from then on. The file is removed when the spool is dropped, and with the draft
//! if the build is killed.

use super::BuildError;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How many bytes go to the file at once.
const BUFFER: usize = 1 << 20;

/// Bytes written once, from front to back, then read in stretches.
pub(super) struct Spool {
    folder: PathBuf,
    /// How many bytes may stay in memory.
    limit: usize,
    /// All bytes; with a file those that are not yet in it.
    memory: Vec<u8>,
    file: Option<NamedTempFile>,
    /// Bytes in the file.
    filed: u64,
}

impl Spool {
    /// An empty one, with its file in this folder should it grow beyond `limit` bytes.
    pub(super) fn new(folder: &Path, limit: usize) -> Spool {
        Spool {
            folder: folder.to_owned(),
            limit,
            memory: Vec::new(),
            file: None,
            filed: 0,
        }
    }

    /// How many bytes were added.
    pub(super) fn len(&self) -> u64 {
        self.filed + self.memory.len() as u64
    }

    /// Adds bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), BuildError> {
        self.memory.extend_from_slice(bytes);
        let most = match self.file {
            Some(_) => BUFFER.min(self.limit),
            None => self.limit,
        };
        if self.memory.len() > most {
            self.flush()?;
        }
        Ok(())
    }

    /// Nothing is added from here on.
    pub(super) fn seal(&mut self) -> Result<(), BuildError> {
        match self.file {
            Some(_) => self.flush(),
            None => Ok(()),
        }
    }

    fn flush(&mut self) -> Result<(), BuildError> {
        let fault = |error| BuildError::Spool(self.folder.clone(), error);
        let mut file = match self.file.take() {
            Some(file) => file,
            None => NamedTempFile::with_prefix_in(".spool-", &self.folder).map_err(fault)?,
        };
        file.write_all(&self.memory).map_err(fault)?;
        self.file = Some(file);
        self.filed += self.memory.len() as u64;
        // Not the many bytes of before the file was there.
        self.memory = Vec::new();
        Ok(())
    }

    /// Reads what was added, which must be [sealed](Spool::seal).
    pub(super) fn reader(&self) -> Result<Reader<'_>, BuildError> {
        let open = |file: &NamedTempFile| file.reopen();
        let file = self.file.as_ref().map(open).transpose();
        Ok(Reader {
            spool: self,
            file: file.map_err(|error| BuildError::Spool(self.folder.clone(), error))?,
        })
    }
}

/// Reads a [`Spool`]; each thread has its own.
pub(super) struct Reader<'a> {
    spool: &'a Spool,
    file: Option<File>,
}

impl<'a> Reader<'a> {
    /// So many bytes from a place on.
    pub(super) fn read(&mut self, at: u64, length: usize) -> Result<Cow<'a, [u8]>, BuildError> {
        let Some(file) = &mut self.file else {
            let at = at as usize;
            return Ok(Cow::Borrowed(&self.spool.memory[at..at + length]));
        };
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(at))
            .and_then(|_| file.read_exact(&mut bytes))
            .map_err(|error| BuildError::Spool(self.spool.folder.clone(), error))?;
        Ok(Cow::Owned(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_added_is_read(parts in vec(vec(any::<u8>(), 0..20), 0..20), limit in 0usize..100) {
            let folder = tempfile::tempdir().unwrap();
            let mut spool = Spool::new(folder.path(), limit);
            for part in &parts {
                spool.add(part).unwrap();
            }
            spool.seal().unwrap();
            let all = parts.concat();
            prop_assert_eq!(spool.len(), all.len() as u64);
            let mut reader = spool.reader().unwrap();
            for start in 0..all.len() {
                prop_assert_eq!(&reader.read(start as u64, all.len() - start).unwrap()[..], &all[start..]);
            }
            drop(reader);
            drop(spool);
            prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
