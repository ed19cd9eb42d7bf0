//! A site's library opened from its files: fetches, checks and inflates the packs the engine asks for.

use anyhow::{Context, Error, Result, anyhow, bail};
use flate2::read::DeflateDecoder;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use warraq::build::site::{LIBRARY, MANIFEST};
use warraq::id::PackId;
use warraq::library::{Library, Sealed, Step};

/// A library and the folder its packs are in.
pub(crate) struct OpenSite {
    folder: PathBuf,
    library: Library,
    fed: BTreeSet<PackId>,
}

impl OpenSite {
    /// Opens the library of the site in this folder.
    pub(crate) fn open(site: &Path) -> Result<OpenSite> {
        let folder = site.join(LIBRARY);
        let path = folder.join(MANIFEST);
        let manifest = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if is_missing(&error) => bail!(no_library(site)),
            Err(error) => return Err(Error::new(error).context(format!("cannot read {}", path.display()))),
        };
        let library = Library::open(&manifest).with_context(|| path.display().to_string())?;
        Ok(OpenSite { folder, library, fed: BTreeSet::new() })
    }

    /// The folder of the manifest and the packs.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The library as far as it is loaded.
    pub(crate) fn library(&self) -> &Library {
        &self.library
    }

    /// Calls the engine, loading what it asks for, until it is done.
    pub(crate) fn run<T>(
        &mut self,
        call: impl Fn(&Library) -> Result<Step<T>, warraq::error::Error>,
    ) -> Result<T> {
        loop {
            match call(&self.library)? {
                Step::Done(answer) => return Ok(answer),
                Step::Need(packs) => self.load(&packs)?,
            }
        }
    }

    /// Calls the engine once for each item, on all processors, loading what the calls ask for
    /// between rounds. The answers are in the order of the items.
    pub(crate) fn run_all<I: Sync, T: Send>(
        &mut self,
        items: &[I],
        call: impl Fn(&Library, &I) -> Result<Step<T>, warraq::error::Error> + Sync,
    ) -> Result<Vec<T>> {
        let mut answers: Vec<Option<T>> = items.iter().map(|_| None).collect();
        loop {
            let library = &self.library;
            let needs = items
                .par_iter()
                .zip(&mut answers)
                .filter(|(_, answer)| answer.is_none())
                .map(|(item, answer)| match call(library, item)? {
                    Step::Done(done) => {
                        *answer = Some(done);
                        Ok(BTreeSet::new())
                    }
                    Step::Need(packs) => Ok(BTreeSet::from_iter(packs)),
                })
                .try_reduce(BTreeSet::new, |a, b| Ok(&a | &b))
                .map_err(|error: warraq::error::Error| Error::new(error))?;
            if needs.is_empty() {
                return Ok(answers.into_iter().flatten().collect());
            }
            self.load(&Vec::from_iter(needs))?;
        }
    }

    /// Reads, checks and feeds packs.
    pub(crate) fn load(&mut self, packs: &[PackId]) -> Result<()> {
        let mut progress = false;
        for &id in packs {
            if self.fed.insert(id) {
                self.load_one(id)?;
                progress = true;
            }
        }
        // Asking again for what it has would go on for ever.
        if progress { Ok(()) } else { Err(anyhow!("the library asks again for packs it was given: {packs:?}")) }
    }

    fn load_one(&mut self, id: PackId) -> Result<()> {
        let path = self.folder.join(self.library.pack(id).file_name());
        let file = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if is_missing(&error) => bail!(
                "{} is missing; copy the site again with all its files, or build it again",
                path.display()
            ),
            Err(error) => return Err(Error::new(error).context(format!("cannot read {}", path.display()))),
        };
        let name = || path.display().to_string();
        let sealed = self.library.accept(id, &file).with_context(name)?;
        let raw = inflate(&sealed).with_context(name)?;
        self.library.feed(id, raw).with_context(name)
    }
}

/// The body of a pack, inflated.
fn inflate(sealed: &Sealed<'_>) -> Result<Vec<u8>> {
    let length = u64::from(sealed.length);
    let mut raw = Vec::new();
    let read = DeflateDecoder::new(sealed.body).take(length + 1).read_to_end(&mut raw);
    read.context("its contents do not inflate; build the site again")?;
    if raw.len() as u64 != length {
        bail!("its contents are {} bytes where {length} were expected; build the site again", raw.len());
    }
    Ok(raw)
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Why there is no manifest, and what to do.
fn no_library(site: &Path) -> String {
    let name = site.display();
    if !site.exists() {
        format!("there is no folder {name}; make a site with: warraq build SOURCES -o {name}")
    } else if site.join(MANIFEST).is_file() {
        format!("{name} is the library inside a site; name the site's folder, one step up")
    } else {
        format!(
            "{name} is not a Warraq site: it has no {LIBRARY}/{MANIFEST}. \
             Make a site with: warraq build SOURCES -o SITE"
        )
    }
}
