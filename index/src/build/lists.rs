//! Writing the lists of the lemmas: packs of postings and of positions.

use super::BuildError;
use super::inverted::LemmaList;
use super::packs::{LISTS, Packs, PartsPacks};
use crate::format::pack::PackKind;
use crate::format::{positions, postings};
use rayon::prelude::*;

/// The packs of all lists.
pub(super) struct ListPacks {
    postings: PartsPacks,
    positions: PartsPacks,
}

impl ListPacks {
    /// None yet.
    pub(super) fn new() -> ListPacks {
        ListPacks {
            postings: PartsPacks::new(PackKind::Postings, LISTS),
            positions: PartsPacks::new(PackKind::Positions, LISTS),
        }
    }

    /// Writes the next lists.
    pub(super) fn add(&mut self, lists: &[LemmaList], packs: &mut Packs) -> Result<(), BuildError> {
        let written: Vec<[Vec<u8>; 2]> = lists.par_iter().map(bytes).collect();
        for [postings, positions] in written {
            self.postings.add(|out| out.extend(postings));
            self.positions.add(|out| out.extend(positions));
        }
        self.postings.flush(packs)?;
        self.positions.flush(packs)
    }

    /// Writes what is left.
    pub(super) fn finish(mut self, packs: &mut Packs) -> Result<(), BuildError> {
        self.postings.finish(packs)?;
        self.positions.finish(packs)
    }
}

/// The postings and the positions of one list.
fn bytes(list: &LemmaList) -> [Vec<u8>; 2] {
    let (mut posted, mut placed) = (Vec::new(), Vec::new());
    postings::write(&list.entries, &mut posted);
    let mut rest = &list.positions[..];
    for entry in &list.entries {
        let (own, after) = rest.split_at(entry.count as usize);
        positions::write(own.iter().copied(), &mut placed);
        rest = after;
    }
    [posted, placed]
}
