//! The ids of pages, each given once. There are as many as pages, so that all stand in one text.

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// Ids that were given, by their numbers.
#[derive(Default)]
pub(super) struct Ids {
    /// All of them, one after the other, and where each ends.
    text: String,
    ends: Vec<usize>,
    numbers: HashTable<u32>,
    /// What to try next behind ids that came again.
    next: FxHashMap<u32, u32>,
}

impl Ids {
    /// The number of an id, if it was given.
    fn number(&self, id: &str) -> Option<u32> {
        let same = |&number: &u32| self.get(number) == id;
        self.numbers.find(hash(id), same).copied()
    }

    /// The id of this number; empty if there is none.
    pub(super) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let Some(&end) = self.ends.get(number) else {
            return "";
        };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..end]
    }

    /// The number of the next id that is given.
    pub(super) fn count(&self) -> u32 {
        self.ends.len() as u32
    }

    /// True if it was given.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.number(id).is_some()
    }

    /// Gives an id that was not given yet.
    pub(super) fn give(&mut self, id: &str) {
        let number = self.count();
        self.text.push_str(id);
        self.ends.push(self.text.len());
        let Ids {
            text,
            ends,
            numbers,
            ..
        } = self;
        let hash_of = |&number: &u32| {
            let number = number as usize;
            let start = number.checked_sub(1).map_or(0, |before| ends[before]);
            hash(&text[start..ends[number]])
        };
        numbers.insert_unique(hash(id), number, hash_of);
    }

    /// An id not yet given, made of one that is.
    pub(super) fn free(&mut self, id: &str) -> String {
        let number = self.number(id);
        let mut next = number.and_then(|number| self.next.get(&number).copied());
        loop {
            let number_behind = next.unwrap_or(2);
            let free = format!("{id}-{number_behind}");
            next = Some(number_behind + 1);
            if !self.contains(&free) {
                if let Some(number) = number {
                    self.next.insert(number, number_behind + 1);
                }
                return free;
            }
        }
    }
}

fn hash(id: &str) -> u64 {
    FxBuildHasher.hash_one(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_id_that_comes_again_is_numbered() {
        let mut ids = Ids::default();
        for (asked, expected) in [
            ("ا", "ا"),
            ("ا-2", "ا-2"),
            ("ا", "ا-3"),
            ("ا", "ا-4"),
            ("ا-2", "ا-2-2"),
        ] {
            let id = match ids.contains(asked) {
                true => ids.free(asked),
                false => asked.to_owned(),
            };
            assert_eq!(id, expected);
            assert_eq!(ids.get(ids.count()), "");
            ids.give(&id);
            assert_eq!(ids.get(ids.count() - 1), id);
        }
    }

    proptest! {
        #[test]
        fn no_id_is_given_twice(asked in proptest::collection::vec("[اب]{1,2}(-[2-4])?", 0..60)) {
            let mut ids = Ids::default();
            let mut given = BTreeSet::new();
            for id in asked {
                prop_assert_eq!(ids.contains(&id), given.contains(&id));
                let id = if ids.contains(&id) { ids.free(&id) } else { id };
                ids.give(&id);
                prop_assert!(given.insert(id));
            }
            prop_assert_eq!(ids.count() as usize, given.len());
        }
    }
}
