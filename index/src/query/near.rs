//! Words of the library close to one it lacks: an automaton that accepts all keys within an edit
//! distance. A key has one byte a letter, so a state is one row of the usual table of distances.
//!
//! An edit is a letter put in, left out, changed, or two neighbours exchanged (optimal string
//! alignment).

use fst::Automaton;

/// Accepts the keys at most `distance` edits away from `word`.
pub struct Near<'a> {
    word: &'a [u8],
    distance: u8,
}

/// The distances of what was read so far to each beginning of the word.
#[derive(Clone, Debug)]
pub struct State {
    row: Vec<u8>,
    /// The row before and the byte read since; for exchanged neighbours.
    before: Option<(Vec<u8>, u8)>,
}

impl<'a> Near<'a> {
    /// For this word in letter bytes. Words of more than 200 letters have no near ones.
    pub fn new(word: &'a [u8], distance: u8) -> Near<'a> {
        Near { word, distance }
    }

    /// The distance of a key that the automaton accepts, else more than it allows.
    pub fn distance(&self, key: &[u8]) -> u8 {
        let end = key
            .iter()
            .fold(self.start(), |state, &byte| self.accept(&state, byte));
        end.row.last().copied().unwrap_or(u8::MAX)
    }
}

impl Automaton for Near<'_> {
    type State = State;

    fn start(&self) -> State {
        let length = if self.word.len() > 200 {
            0
        } else {
            self.word.len()
        };
        State {
            row: (0..=length as u8).collect(),
            before: None,
        }
    }

    fn is_match(&self, state: &State) -> bool {
        state.row.len() == self.word.len() + 1
            && state.row.last().is_some_and(|&d| d <= self.distance)
    }

    fn can_match(&self, state: &State) -> bool {
        state.row.iter().any(|&d| d <= self.distance)
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let old = &state.row;
        let mut row = Vec::with_capacity(old.len());
        row.push(old[0].saturating_add(1));
        for i in 1..old.len() {
            let changed = old[i - 1].saturating_add(u8::from(self.word[i - 1] != byte));
            let mut best = changed
                .min(old[i].saturating_add(1))
                .min(row[i - 1].saturating_add(1));
            if let Some((older, last)) = &state.before
                && i > 1
                && self.word[i - 2] == byte
                && self.word[i - 1] == *last
            {
                best = best.min(older[i - 2].saturating_add(1));
            }
            row.push(best);
        }
        State {
            row,
            before: Some((old.clone(), byte)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fst::{IntoStreamer, Set, Streamer};
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    /// Optimal string alignment by its definition.
    fn naive(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let changed = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let best = changed.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    let crossed = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if crossed {
                        best.min(table[i - 2][j - 2] + 1)
                    } else {
                        best
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn finds_what_the_naive_search_finds(
            keys in btree_set(vec(1u8..4, 0..7), 0..60), word in vec(1u8..4, 0..7), distance in 0u8..3
        ) {
            let set = Set::from_iter(&keys).unwrap();
            let near = Near::new(&word, distance);
            let mut stream = set.search(Near::new(&word, distance)).into_stream();
            let mut found = Vec::new();
            while let Some(key) = stream.next() {
                prop_assert_eq!(usize::from(near.distance(key)), naive(&word, key));
                found.push(key.to_vec());
            }
            let expected: Vec<_> = keys.into_iter().filter(|key| naive(&word, key) <= usize::from(distance)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn endless_words_have_no_near_ones() {
        let word = vec![7; 300];
        let near = Near::new(&word, 2);
        assert!(!near.is_match(&near.start()));
    }
}
