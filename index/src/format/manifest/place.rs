//! Where packs are: in files of their own, in files with others, or in the manifest.

use super::Manifest;
use crate::format::pack::{PackEntry, PackKind};
use crate::id::PackId;
use std::ops::Range;

/// Where a pack is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The pack whose file it is in: itself, if it is not one of many.
    pub file: PackId,
    /// The name of that file in the folder `library`.
    pub name: String,
    /// The size of that file, in bytes.
    pub size: u32,
    /// The bytes of it that are the pack.
    pub range: Range<u32>,
}

impl Place {
    /// True if the file has other packs, too.
    pub fn is_part(&self) -> bool {
        self.range.end - self.range.start < self.size
    }
}

impl Manifest {
    /// The file of a pack, if it is in the manifest itself.
    pub fn held(&self, pack: PackId) -> Option<&[u8]> {
        let (file, range) = self.part_of(pack)?;
        let place = self.held.binary_search_by_key(&file.0, |(pack, _)| *pack);
        let file = &self.held[place.ok()?].1;
        file.get(range.start as usize..range.end as usize)
    }

    /// The file that a pack is in, and where in it; if both are known.
    pub fn place(&self, pack: PackId) -> Option<Place> {
        let (file, range) = self.part_of(pack)?;
        let whole = self.entry(file)?;
        Some(Place {
            file,
            name: whole.file_name(),
            size: whole.bytes,
            range,
        })
    }

    /// The pack whose file has a pack, and the bytes of it that are the pack.
    fn part_of(&self, pack: PackId) -> Option<(PackId, Range<u32>)> {
        let entry = self.entry(pack)?;
        let Some(bundle) = entry.kind.bundle() else {
            return Some((pack, 0..entry.bytes));
        };
        let file = self.pack_of(bundle, entry.first)?;
        let offset = match entry.kind {
            PackKind::Words => {
                let first = self.pack_of(PackKind::Words, self.entry(file)?.first)?;
                let before = self.packs.get(first.index()..pack.index())?;
                before.iter().map(|pack| pack.bytes).sum()
            }
            _ => self.leaf(pack)?.offset,
        };
        Some((file, offset..offset.checked_add(entry.bytes)?))
    }

    /// Something if the files of words are the packs of words one after the other, each in one.
    pub(super) fn words_whole(&self) -> Option<()> {
        let [words, bundles] = [PackKind::Words, PackKind::WordBundle].map(|kind| {
            let range = self.range(kind);
            &self.packs[range.start as usize..range.end as usize]
        });
        let mut words = words.iter();
        for bundle in bundles {
            let first = words.as_slice().first()?.first;
            let mut left = bundle.bytes;
            while left > 0 {
                left = left.checked_sub(words.next()?.bytes)?;
            }
            (first == bundle.first).then_some(())?;
        }
        words.as_slice().is_empty().then_some(())
    }

    /// All packs with a file of their own that are known, with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (PackId, &PackEntry)> {
        let lists = [
            (0, &self.packs),
            (self.first_listed(0), &self.listed[0]),
            (self.first_listed(1), &self.listed[1]),
        ];
        let all = lists
            .into_iter()
            .flat_map(|(first, packs)| (first..).map(PackId).zip(packs));
        all.filter(|(_, pack)| pack.kind != PackKind::Words)
    }
}
