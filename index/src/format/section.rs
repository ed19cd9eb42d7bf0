//! What a pack holds, read.

use super::bytes::Fault;
use super::catalog::Catalog;
use super::dates;
use super::manifest::Manifest;
use super::pack::PackKind;
use super::parts::Parts;
use super::rest::Rest;
use super::terms::Terms;
use super::words::Words;
use crate::id::PackId;

/// What was read of one pack.
pub enum Section {
    /// Books.
    Catalog(Catalog),
    /// Words in the order of the alphabet.
    Terms(Terms),
    /// Words, their classes and postings.
    Words(Box<Words>),
    /// More postings.
    Rest(Rest),
    /// A byte for each page.
    Shapes(Vec<u8>),
    /// The day of each page.
    Dates(Vec<u32>),
    /// Records, positions, pages, related pages or facets.
    Parts(Parts),
    /// Nothing that is kept: the manifest has taken it in.
    Taken,
}

impl Section {
    /// Reads the body of a pack that the manifest lists.
    pub fn read(manifest: &Manifest, pack: PackId, body: Vec<u8>) -> Result<Section, Fault> {
        let entry = manifest.entry(pack).ok_or(Fault::Range)?;
        let numbers = manifest.numbers(pack);
        Ok(match entry.kind {
            PackKind::Catalog => Section::Catalog(Catalog::read(&body, manifest.pages)?),
            PackKind::Terms | PackKind::Front => {
                let packs = manifest.range(PackKind::Words).len() as u32;
                Section::Terms(Terms::read(packs, &body)?)
            }
            PackKind::Words => {
                let place = pack.0 - manifest.range(PackKind::Words).start;
                let ends = manifest.words_packs.get(place as usize..place as usize + 2);
                let &[first, after] = ends.ok_or(Fault::Range)? else {
                    return Err(Fault::Range);
                };
                let words = Words::read(first, after, manifest.pages, &body)?;
                Section::Words(Box::new(words))
            }
            PackKind::Rest => Section::Rest(Rest::read(entry.first, manifest.pages, &body)?),
            PackKind::Shapes if body.len() == numbers.len() => Section::Shapes(body),
            PackKind::Shapes => return Err(Fault::Range),
            PackKind::Listing | PackKind::PageLeaves | PackKind::PositionLeaves => Section::Taken,
            kind if kind.is_bundle() => return Err(Fault::Range),
            PackKind::Dates => Section::Dates(dates::read(numbers.len(), &body)?),
            _ => {
                let parts = Parts::read(entry.first, body)?;
                // How many parts the facets have, the manifest does not say.
                let open = entry.kind == PackKind::Facets && numbers.end == u32::MAX;
                if parts.numbers() != numbers && !open {
                    return Err(Fault::Range);
                }
                Section::Parts(parts)
            }
        })
    }

    /// Bytes of memory it takes, about.
    pub fn memory(&self) -> usize {
        match self {
            Section::Catalog(catalog) => catalog.books.len() * 128,
            Section::Terms(terms) => terms.memory(),
            Section::Words(words) => words.memory(),
            Section::Rest(rest) => rest.memory(),
            Section::Shapes(bytes) => bytes.len(),
            Section::Dates(days) => days.len() * size_of::<u32>(),
            Section::Parts(parts) => parts.memory(),
            Section::Taken => 0,
        }
    }
}
