//! A site's library opened from its files: fetches, checks and inflates the packs the engine asks for.

use anyhow::{Context, Error, Result, bail};
use flate2::read::DeflateDecoder;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use warraq::build::site::{LIBRARY, MANIFEST};
use warraq::error::ErrorKind;
use warraq::format::manifest::{Manifest, Place};
use warraq::format::pack::{PackKind, Sealed};
use warraq::id::PackId;
use warraq::library::{Library, Step};
use warraq::query::score::Ranking;

/// A library and the folder its packs are in.
pub(crate) struct OpenSite {
    folder: PathBuf,
    manifest_bytes: u64,
    library: Library,
    fed: BTreeSet<PackId>,
}

impl OpenSite {
    /// Opens the library of the site in this folder.
    pub(crate) fn open(site: &Path) -> Result<OpenSite> {
        let folder = site.join(LIBRARY);
        let path = folder.join(MANIFEST);
        let file = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if is_missing(&error) => bail!(no_library(site)),
            Err(error) => {
                return Err(Error::new(error).context(format!("cannot read {}", path.display())));
            }
        };
        let library = Library::open(&file).with_context(|| format!("in {}", folder.display()))?;
        Ok(OpenSite {
            folder,
            manifest_bytes: file.len() as u64,
            library,
            fed: BTreeSet::new(),
        })
    }

    /// The folder of the manifest and the packs.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the library says of itself.
    pub(crate) fn manifest(&self) -> &Manifest {
        self.library.manifest()
    }

    /// The numbers of its ranking, to be changed for an experiment.
    pub(crate) fn ranking(&mut self) -> &mut Ranking {
        &mut self.library.ranking
    }

    /// The size of the manifest's file.
    pub(crate) fn manifest_bytes(&self) -> u64 {
        self.manifest_bytes
    }

    /// Calls the engine, loading what it asks for, until it is done.
    pub(crate) fn run<T>(
        &mut self,
        call: impl Fn(&Library) -> Result<Step<T>, warraq::error::Error>,
    ) -> Result<T> {
        loop {
            match call(&self.library)? {
                Step::Done(answer) => return Ok(answer),
                Step::Need(packs) => self.load_all(&packs)?,
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
            self.load_all(&Vec::from_iter(needs))?;
        }
    }

    /// Loads all texts and postings, which many questions need: so none of them is asked twice.
    pub(crate) fn load_texts(&mut self) -> Result<()> {
        self.list()?;
        let manifest = self.library.manifest();
        let words = manifest.range(PackKind::Words);
        let packs = words.chain(manifest.range(PackKind::Rest)).map(PackId);
        let wanted: Vec<PackId> = packs
            .chain(manifest.pages_packs())
            .filter(|id| !self.fed.contains(id))
            .collect();
        self.load_all(&wanted)
    }

    /// Loads the lists of all packs that are not in the manifest.
    pub(crate) fn list(&mut self) -> Result<()> {
        let manifest = self.manifest();
        let lists = [
            PackKind::Listing,
            PackKind::PageLeaves,
            PackKind::PositionLeaves,
        ];
        let lists = lists.into_iter().flat_map(|kind| manifest.range(kind));
        let lists = lists.map(PackId).filter(|id| !self.fed.contains(id));
        let lists: Vec<PackId> = lists.collect();
        self.load_all(&lists)
    }

    /// Loads packs the engine asks for.
    fn load_all(&mut self, packs: &[PackId]) -> Result<()> {
        for &id in packs {
            // Giving the engine again what it has would go on for ever.
            if !self.fed.insert(id) {
                bail!(
                    "the library asks again for the pack {}, which it has",
                    self.library.place(id).name
                );
            }
            self.load(id)?;
        }
        Ok(())
    }

    /// Reads a pack, checks it and feeds it to the engine.
    pub(crate) fn load(&mut self, id: PackId) -> Result<()> {
        let place = self.library.place(id);
        let path = self.folder.join(&place.name);
        let file = match self
            .library
            .held(id)
            .map_or_else(|| read(&path, &place), |file| Ok(file.to_vec()))
        {
            Ok(bytes) => bytes,
            Err(error) if is_missing(&error) => {
                bail!(warraq::error::Error::new(
                    ErrorKind::Missing,
                    path.display().to_string()
                ))
            }
            Err(error) => {
                return Err(Error::new(error).context(format!("cannot read {}", path.display())));
            }
        };
        let fed = self
            .library
            .accept(id, &file)
            .map_err(Error::new)
            .and_then(|sealed| {
                let raw = inflate(&sealed).ok_or_else(|| {
                    let name = place.name;
                    warraq::error::Error::new(
                        ErrorKind::Damaged,
                        format!("{name} (does not inflate)"),
                    )
                })?;
                Ok(self.library.feed(id, raw)?)
            });
        fed.with_context(|| format!("in {}", self.folder.display()))
    }
}

/// The file of a pack, or the part of a file.
fn read(path: &Path, place: &Place) -> io::Result<Vec<u8>> {
    if !place.is_part() {
        return fs::read(path);
    }
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(place.range.start.into()))?;
    let mut bytes = Vec::with_capacity(place.range.len());
    file.take(place.range.len() as u64)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The body of a pack, inflated, if it is as long as it says.
fn inflate(sealed: &Sealed<'_>) -> Option<Vec<u8>> {
    if !sealed.deflated {
        return Some(sealed.body.to_vec());
    }
    let length = u64::from(sealed.length);
    let mut raw = Vec::new();
    DeflateDecoder::new(sealed.body)
        .take(length + 1)
        .read_to_end(&mut raw)
        .ok()?;
    (raw.len() as u64 == length).then_some(raw)
}

fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
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
