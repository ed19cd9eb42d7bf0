//! A library, opened. It knows no files and no network: asked something, it either answers or names
//! the packs it needs; whoever asks fetches them, feeds them and asks again.
//!
//! ```text
//! let mut library = Library::open(&manifest)?;
//! let answer = loop {
//!     match library.search(&request)? {
//!         Step::Done(answer) => break answer,
//!         Step::Need(packs) => for pack in packs {
//!             let place = library.place(pack);
//!             let file = library.held(pack).or_else(|| fetch(place.name, place.range));
//!             let sealed = library.accept(pack, &file)?;
//!             let section = inflate(sealed.body);
//!             library.feed(pack, section)?;
//!         }
//!     }
//! };
//! ```

mod candidates;
mod choose;
mod counts;
mod explain;
mod facets;
mod files;
mod filter;
mod lines;
mod order;
mod parts;
mod places;
mod printed;
mod rank;
mod read;
mod rerank;
mod search;
mod tally;
mod told;

use crate::answer::Shelf;
use crate::error::Error;
use crate::format::bytes::Fault;
use crate::format::catalog::Catalog;
use crate::format::manifest::{Manifest, Place};
use crate::format::pack::{PackEntry, PackKind, Sealed};
use crate::format::section::Section;
use crate::format::usage::Usage;
use crate::id::PackId;
use crate::order::{sort_by_key, sort_distinct};
use crate::query::lexicon::Lexicon;
use crate::query::score::Ranking;
use crate::text::Weights;
pub use files::FileRecord;

/// An answer, or what is needed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// These packs must be fed first. Never empty, never a pack that was fed.
    Need(Vec<PackId>),
    /// The answer.
    Done(T),
}

/// Goes on with a value, or returns the need for packs.
macro_rules! ready {
    ($step:expr) => {
        match $step {
            $crate::library::Step::Done(value) => value,
            $crate::library::Step::Need(packs) => return Ok($crate::library::Step::Need(packs)),
        }
    };
}
pub(crate) use ready;

/// Goes on if all was there that a lexicon was asked for, or returns the need for its packs.
macro_rules! whole {
    ($lexicon:expr) => {
        let wanted = $lexicon.wanted();
        if !wanted.is_empty() {
            return Ok($crate::library::Step::Need(wanted));
        }
    };
}
pub(crate) use whole;

/// A library and what was fed of it so far.
pub struct Library {
    manifest: Manifest,
    sections: Vec<Option<Section>>,
    usage: Usage,
    /// The numbers of its ranking.
    pub ranking: Ranking,
}

impl Library {
    /// Opens a library by its manifest.
    pub fn open(manifest: &[u8]) -> Result<Library, Error> {
        let manifest = Manifest::read(manifest)?;
        let sections = (0..manifest.count()).map(|_| None).collect();
        let usage = Usage::new(manifest.count());
        let mut library = Library {
            manifest,
            sections,
            usage,
            ranking: Ranking::default(),
        };
        library.feed_held()?;
        Ok(library)
    }

    /// Reads what came with the manifest and need not be inflated, so that it is never asked for elsewhere.
    fn feed_held(&mut self) -> Result<(), Error> {
        let mut sections = Vec::new();
        for pack in (0..self.manifest.packs.len() as u32).map(PackId) {
            if self.pack(pack).kind.is_bundle() {
                continue;
            }
            let Some(file) = self.manifest.held(pack) else {
                continue;
            };
            let sealed = self.accept(pack, file)?;
            if !sealed.deflated {
                sections.push((pack, sealed.body.to_vec()));
            }
        }
        sections
            .into_iter()
            .try_for_each(|(pack, section)| self.feed(pack, section))
    }

    /// What the library says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// A pack as the manifest lists it.
    ///
    /// # Panics
    /// If the number is not one that [`Step::Need`] or [`Manifest::packs`] gave.
    pub fn pack(&self, pack: PackId) -> &PackEntry {
        self.manifest.entry(pack).expect("a pack that was named")
    }

    /// The file of a pack, if it came with the manifest and need not be fetched.
    pub fn held(&self, pack: PackId) -> Option<&[u8]> {
        self.manifest.held(pack)
    }

    /// Checks that a file is this pack, whole, and takes its envelope off. The body must be inflated
    /// before it is fed.
    pub fn accept<'a>(&self, pack: PackId, file: &'a [u8]) -> Result<Sealed<'a>, Error> {
        let entry = self.pack(pack);
        let named = |error: Error| Error::new(error.kind, self.place(pack).name);
        entry.accept(file).map_err(named)
    }

    /// The file that a pack is in, and where in it.
    ///
    /// # Panics
    /// If the number is not one that [`Step::Need`] gave.
    pub fn place(&self, pack: PackId) -> Place {
        self.manifest.place(pack).expect("a pack that was named")
    }

    /// Takes in the inflated section of a pack.
    pub fn feed(&mut self, pack: PackId, section: Vec<u8>) -> Result<(), Error> {
        let taken = match self.pack(pack).kind {
            PackKind::Listing => self.manifest.list(pack, &section),
            PackKind::PageLeaves | PackKind::PositionLeaves => self.manifest.tell(pack, &section),
            _ => Ok(()),
        };
        taken.map_err(|fault| self.damaged(pack, fault))?;
        let read = Section::read(&self.manifest, pack, section);
        self.sections[pack.index()] = Some(read.map_err(|fault| self.damaged(pack, fault))?);
        self.usage.touch(pack.0);
        Ok(())
    }

    /// Bytes of memory that what was fed takes, about.
    pub fn memory(&self) -> usize {
        self.sections.iter().flatten().map(Section::memory).sum()
    }

    /// Forgets what was not used for longest until the rest takes at most so many bytes. What it forgets
    /// is named again when it is needed; to be called when no question is half answered.
    pub fn keep(&mut self, most: usize) {
        let mut held = self.memory();
        if held <= most {
            return;
        }
        let fed = |pack: &u32| self.sections[*pack as usize].is_some();
        let mut packs: Vec<u32> = (0..self.sections.len() as u32).filter(fed).collect();
        sort_by_key(&mut packs, |&pack| u64::from(self.usage.last(pack)));
        for pack in packs {
            let section = &mut self.sections[pack as usize];
            // These every search needs.
            if held <= most
                || matches!(section, Some(Section::Catalog(_) | Section::Shapes(_)))
                || self.manifest.held(PackId(pack)).is_some()
            {
                continue;
            }
            held -= section.take().map_or(0, |section| section.memory());
        }
    }

    /// The front page of the library.
    pub fn shelf(&self) -> Result<Step<Shelf>, Error> {
        let catalog = ready!(self.catalog()?);
        let Manifest {
            title,
            build,
            pages,
            words,
            classes,
            died,
            ..
        } = &self.manifest;
        let build = PackEntry {
            kind: PackKind::Catalog,
            first: 0,
            hash: *build,
            bytes: 0,
        }
        .file_name();
        Ok(Step::Done(Shelf {
            title: title.clone(),
            build: build.split('.').next().unwrap_or("").to_owned(),
            books: catalog.books.clone(),
            pages: *pages,
            words: *words,
            classes: *classes,
            died: *died,
        }))
    }

    fn catalog(&self) -> Result<Step<&Catalog>, Error> {
        let pack = self.the_pack(PackKind::Catalog)?;
        match &self.sections[pack.index()] {
            Some(Section::Catalog(catalog)) => Ok(Step::Done(catalog)),
            _ => Ok(Step::Need(vec![pack])),
        }
    }

    /// The words, as far as they were fed.
    fn lexicon(&self) -> Lexicon<'_> {
        const NONE: &Weights = &Weights::NONE;
        let weights = match self.catalog() {
            Ok(Step::Done(catalog)) => &catalog.weights,
            _ => NONE,
        };
        Lexicon::new(&self.manifest, &self.sections, &self.usage, weights)
    }

    /// What ranking asks of the pages in the pack of this one, as far as it was fed: the first of them and
    /// their shapes.
    fn shapes(&self, page: u32) -> (u32, &[u8]) {
        let pack = self.manifest.pack_of(PackKind::Shapes, page);
        match pack.map(|pack| (pack, &self.sections[pack.index()])) {
            Some((pack, Some(Section::Shapes(bytes)))) => (self.pack(pack).first, bytes),
            _ => (0, &[]),
        }
    }

    /// What a search needs whatever is asked and was not fed yet.
    fn base_missing(&self) -> Vec<PackId> {
        let shapes = self.manifest.range(PackKind::Shapes);
        let front = self.manifest.range(PackKind::Front);
        let base = self
            .manifest
            .range(PackKind::Catalog)
            .chain(shapes)
            .chain(front);
        base.filter(|&pack| self.sections[pack as usize].is_none())
            .map(PackId)
            .collect()
    }

    fn the_pack(&self, kind: PackKind) -> Result<PackId, Error> {
        self.manifest.pack_of(kind, 0).ok_or_else(|| {
            Error::damaged(format!(
                "{} lists no {kind:?} pack",
                crate::format::manifest::FILE_NAME
            ))
        })
    }

    /// The packs of a kind that these pages or lemmas need and that were not fed yet, in order.
    fn missing(&self, kind: PackKind, numbers: impl IntoIterator<Item = u32>) -> Vec<PackId> {
        let mut missing: Vec<u32> = Vec::new();
        for number in numbers {
            let before = self.manifest.unlisted(kind, number);
            if !before.is_empty() {
                missing.extend(before.iter().map(|pack| pack.0));
            } else if let Some(pack) = self.manifest.pack_of(kind, number)
                && self.sections[pack.index()].is_none()
            {
                missing.push(pack.0);
            }
        }
        sort_distinct(&mut missing);
        missing.into_iter().map(PackId).collect()
    }

    /// Reads the part of a fed pack that speaks of this page or lemma.
    fn part<T>(
        &self,
        kind: PackKind,
        number: u32,
        read: impl FnOnce(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, Error> {
        let pack = self.manifest.pack_of(kind, number).ok_or_else(|| {
            Error::damaged(format!(
                "{} lists no {kind:?} pack for {number}",
                crate::format::manifest::FILE_NAME
            ))
        })?;
        self.usage.touch(pack.0);
        let part = match &self.sections[pack.index()] {
            Some(Section::Parts(parts)) => parts.get(number),
            _ => None,
        };
        part.ok_or(Fault::Range)
            .and_then(read)
            .map_err(|fault| self.damaged(pack, fault))
    }

    #[cold]
    fn damaged(&self, pack: PackId, fault: Fault) -> Error {
        let (place, kind) = (self.place(pack), self.pack(pack).kind);
        Error::damaged(format!("{} ({kind:?}: {fault})", place.name))
    }
}
