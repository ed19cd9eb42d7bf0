//! Words of the library close to another: an automaton that accepts all keys within a distance. A
//! key has one byte a letter, so a state is one row of the usual table of distances, as much of it as is within reach.
//!
//! An edit is a letter put in, left out, changed, or two neighbours exchanged (optimal string
//! alignment). Counted plainly every edit is 1. Weighed, an edit costs the less the more often
//! writers of Arabic make it: letters of one sound or of one shape, letters on neighbouring keys,
//! letters doubled, dropped or exchanged.

use super::keyboard::{BESIDE, LetterSet, folded_at, join};
use crate::text::letter::{LETTERS, letter};
use fst::Automaton;

/// What edits cost when weighed.
#[derive(Clone, Copy, Debug)]
pub struct Costs {
    /// A letter for one of the same sound, such as ض for ظ, or another carrier of the same sound.
    pub sound: u8,
    /// A letter for one of the same shape, such as ب for ي.
    pub shape: u8,
    /// A letter for one on a neighbouring key.
    pub key: u8,
    /// A letter for any other.
    pub changed: u8,
    /// Two neighbours in each other's place.
    pub swapped: u8,
    /// A letter typed twice.
    pub doubled: u8,
    /// Any other letter too many.
    pub added: u8,
    /// A letter of a pair left out, or ا و ي.
    pub dropped_weak: u8,
    /// Any other letter left out.
    pub dropped: u8,
    /// Besides, for an edit of the first letter, which is seldom mistaken.
    pub first: u8,
}

/// The costs of weighed edits, eight for a whole one. Set by hand from what such slips are worth, not
/// fitted to any list of them.
pub const COSTS: Costs = Costs {
    sound: 3,
    shape: 5,
    key: 5,
    changed: 8,
    swapped: 5,
    doubled: 3,
    added: 7,
    dropped_weak: 5,
    dropped: 6,
    first: 1,
};

/// Pairs of letters taken for each other because they sound alike, in the standard language or in the
/// spoken ones, and the carriers of one vowel.
const SOUNDS: &str = "ضظدذتطسصسثثتذزظزظذضدقكقغكغاءوءيءاععءهح";
/// Pairs of letters parted by dots or by a stroke.
const SHAPES: &str = "بتبثبنبيتثتنتيثنثينيجحجخحخدذرزسشصضطظعغفقدررودلهم";

const fn pairs(letters: &str) -> [LetterSet; LETTERS.len() + 1] {
    let mut sets = [0; LETTERS.len() + 1];
    let mut at = 0;
    while let (Some(a), Some(b)) = (folded_at(letters, at), folded_at(letters, at + 1)) {
        join(&mut sets, a, b);
        at += 2;
    }
    sets
}

const SAME_SOUND: [LetterSet; LETTERS.len() + 1] = pairs(SOUNDS);
const SAME_SHAPE: [LetterSet; LETTERS.len() + 1] = pairs(SHAPES);

fn has(sets: &[LetterSet; LETTERS.len() + 1], a: u8, b: u8) -> bool {
    sets.get(usize::from(a))
        .is_some_and(|set| b < 32 && set & 1 << b != 0)
}

impl Costs {
    /// Of `typed` standing where `meant` should.
    fn changed(&self, typed: u8, meant: u8) -> u8 {
        if typed == meant {
            0
        } else if has(&SAME_SOUND, typed, meant) {
            self.sound
        } else if has(&BESIDE, typed, meant) {
            self.key
        } else if has(&SAME_SHAPE, typed, meant) {
            self.shape
        } else {
            self.changed
        }
    }

    /// Of `typed` standing where nothing should, after or before the letter `beside`.
    fn added(&self, typed: u8, beside: Option<u8>) -> u8 {
        if beside == Some(typed) {
            self.doubled
        } else {
            self.added
        }
    }

    /// Of `meant` left out after the letter `beside`.
    fn dropped(&self, meant: u8, beside: Option<u8>) -> u8 {
        let weak = meant == letter('ا') || meant == letter('و') || meant == letter('ي');
        if weak || beside == Some(meant) {
            self.dropped_weak
        } else {
            self.dropped
        }
    }
}

/// Counts every edit as 1.
const PLAIN: Costs = Costs {
    sound: 1,
    shape: 1,
    key: 1,
    changed: 1,
    swapped: 1,
    doubled: 1,
    added: 1,
    dropped_weak: 1,
    dropped: 1,
    first: 0,
};

/// Accepts the keys at most a distance away from a word.
pub struct Near<'a> {
    word: &'a [u8],
    limit: u8,
    costs: &'a Costs,
    /// By how many letters a beginning of the word may be shorter than what was read, within the limit.
    behind: u8,
}

/// The longest word that has near ones, in letters.
const LONGEST: usize = 31;

/// The beginnings of the word that are within reach of what was read: a beginning much shorter or much
/// longer is too far away whatever its letters are.
const BAND: usize = 8;

/// The distances to the beginnings within reach, from the shortest on.
type Row = [u8; BAND];

/// The distances of what was read so far to the beginnings of the word within reach.
#[derive(Clone, Copy, Debug)]
pub struct State {
    row: Row,
    /// The row before and the byte read since; for exchanged neighbours.
    before: Row,
    last: u8,
    /// How many bytes were read, as far as that matters.
    read: u8,
}

impl<'a> Near<'a> {
    /// For this word in letter bytes, at most so many edits away. Words of more than 31 letters have no
    /// near ones.
    pub fn new(word: &'a [u8], edits: u8) -> Near<'a> {
        Near::weighed(word, edits, &PLAIN)
    }

    /// For this word, away by edits that cost at most `limit` together: that may be at most so much that
    /// it is for seven letters put in or left out, counted together.
    pub fn weighed(word: &'a [u8], limit: u8, costs: &'a Costs) -> Near<'a> {
        let longer = limit / costs.doubled.min(costs.added).max(1);
        let behind = limit / costs.dropped_weak.min(costs.dropped).max(1);
        debug_assert!(usize::from(longer) + usize::from(behind) < BAND, "{limit}");
        Near {
            word,
            limit,
            costs,
            behind,
        }
    }

    /// The distance of a key that the automaton accepts, else some number above what it allows.
    pub fn distance(&self, key: &[u8]) -> u8 {
        let accept = |state, &byte| self.accept(&state, byte);
        self.whole(&key.iter().fold(self.start(), accept))
    }

    /// The distance to the whole word.
    fn whole(&self, state: &State) -> u8 {
        let place = (self.word.len() + usize::from(self.behind)).checked_sub(state.read.into());
        let distance = place.and_then(|place| state.row.get(place));
        distance.copied().unwrap_or(u8::MAX)
    }

    /// What leaving letter `i` of the word out of it costs.
    fn added(&self, i: usize) -> u8 {
        let beside = i.checked_sub(1).map(|before| self.word[before]);
        self.costs.added(self.word[i], beside) + self.first(i)
    }

    fn first(&self, i: usize) -> u8 {
        if i == 0 { self.costs.first } else { 0 }
    }
}

impl Automaton for Near<'_> {
    type State = State;

    fn start(&self) -> State {
        let mut row = [u8::MAX; BAND];
        let behind = usize::from(self.behind);
        if self.word.len() <= LONGEST && behind < BAND {
            row[behind] = 0;
            for i in 0..self.word.len().min(BAND - 1 - behind) {
                row[behind + i + 1] = row[behind + i].saturating_add(self.added(i));
            }
        }
        State {
            row,
            before: [u8::MAX; BAND],
            last: 0,
            read: 0,
        }
    }

    fn is_match(&self, state: &State) -> bool {
        self.whole(state) <= self.limit
    }

    fn can_match(&self, state: &State) -> bool {
        // The letter that comes next may be one exchanged for the last.
        let exchanged = || {
            let first = usize::from(state.read);
            (first..).zip(&state.before).any(|(after, &d)| {
                let typed = after.checked_sub(usize::from(self.behind));
                d.saturating_add(self.costs.swapped) <= self.limit
                    && typed.and_then(|i| self.word.get(i)) == Some(&state.last)
            })
        };
        state.row.iter().any(|&d| d <= self.limit) || exchanged()
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let (old, costs) = (&state.row, self.costs);
        let begun = state.read > 0;
        let dropped = costs.dropped(byte, begun.then_some(state.last));
        let read = state.read.saturating_add(1);
        let mut row = [u8::MAX; BAND];
        let mut shorter = u8::MAX;
        for place in 0..BAND {
            let Some(i) = (usize::from(read) + place).checked_sub(self.behind.into()) else {
                continue;
            };
            if i > self.word.len() {
                break;
            }
            let above = old.get(place + 1).copied().unwrap_or(u8::MAX);
            let mut best = above.saturating_add(dropped);
            if i == 0 {
                best = best.saturating_add(if begun { 0 } else { costs.first });
            } else {
                let typed = self.word[i - 1];
                // What is beyond reach need not be known exactly.
                if old[place] <= self.limit {
                    let changed = match costs.changed(typed, byte) {
                        0 => 0,
                        cost => cost + self.first(i - 1),
                    };
                    best = best.min(old[place].saturating_add(changed));
                }
                if shorter <= self.limit {
                    best = best.min(shorter.saturating_add(self.added(i - 1)));
                }
                if begun && typed == state.last && i > 1 && self.word[i - 2] == byte {
                    best = best.min(state.before[place].saturating_add(costs.swapped));
                }
            }
            row[place] = best;
            shorter = best;
        }
        State {
            row,
            before: *old,
            last: byte,
            read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Term;
    use fst::{IntoStreamer, Set, Streamer};
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    /// Optimal string alignment by its definition, from the ends of both words.
    fn naive(typed: &[u8], key: &[u8], costs: &Costs) -> u32 {
        let (Some((&a, before_a)), Some((&b, before_b))) = (typed.split_last(), key.split_last())
        else {
            let first = if typed.len() + key.len() > 0 {
                costs.first
            } else {
                0
            };
            let added = (0..typed.len()).map(|i| costs.added(typed[i], typed[..i].last().copied()));
            let dropped = (0..key.len()).map(|i| costs.dropped(key[i], key[..i].last().copied()));
            return added.chain(dropped).map(u32::from).sum::<u32>() + u32::from(first);
        };
        let at = |first: bool| u32::from(if first { costs.first } else { 0 });
        let changed = match u32::from(costs.changed(a, b)) {
            0 => 0,
            cost => cost + at(before_a.is_empty()),
        };
        let added = u32::from(costs.added(a, before_a.last().copied()));
        let dropped = u32::from(costs.dropped(b, before_b.last().copied()));
        let mut best = naive(before_a, before_b, costs) + changed;
        best = best.min(naive(before_a, key, costs) + added + at(before_a.is_empty()));
        best = best.min(naive(typed, before_b, costs) + dropped + at(before_b.is_empty()));
        if let (Some((&c, rest_a)), Some((&d, rest_b))) =
            (before_a.split_last(), before_b.split_last())
            && (a, c) == (d, b)
        {
            best = best.min(naive(rest_a, rest_b, costs) + u32::from(costs.swapped));
        }
        best
    }

    proptest! {
        /// Letters that confuse in every way: ا and ء sound alike, ب and ت look alike, ا and ت lie side by side.
        #[test]
        fn finds_what_the_naive_search_finds(
            keys in btree_set(vec(1u8..5, 0..6), 0..60), word in vec(1u8..5, 0..6), limit in 0u8..15, plain: bool
        ) {
            let set = Set::from_iter(&keys).unwrap();
            let (costs, limit) = if plain { (&PLAIN, limit / 7) } else { (&COSTS, limit) };
            let near = Near::weighed(&word, limit, costs);
            let mut stream = set.search(Near::weighed(&word, limit, costs)).into_stream();
            let mut found = Vec::new();
            while let Some(key) = stream.next() {
                prop_assert_eq!(u32::from(near.distance(key)), naive(&word, key, costs));
                found.push(key.to_vec());
            }
            let expected: Vec<_> =
                keys.into_iter().filter(|key| naive(&word, key, costs) <= u32::from(limit)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn usual_slips_cost_less() {
        let check = |typed: &str, meant: &str, cost: u8| {
            let (typed, meant) = (Term::of(typed), Term::of(meant));
            let near = Near::weighed(typed.as_bytes(), 14, &COSTS);
            assert_eq!(near.distance(meant.as_bytes()), cost, "{typed} {meant}");
        };
        check("كتاب", "كتاب", 0);
        check("مسئول", "مسؤول", 0);
        check("نضام", "نظام", COSTS.sound);
        check("الأسياب", "الأسباب", COSTS.key);
        check("الوزراة", "الوزارة", COSTS.swapped);
        check("الحدوود", "الحدود", COSTS.doubled);
        check("بريطنيا", "بريطانيا", COSTS.dropped_weak);
        check("التظيم", "التنظيم", COSTS.dropped);
        check("كتشاب", "كتاب", COSTS.added);
        check("كتال", "كتاب", COSTS.key);
        check("كلاب", "كخاب", COSTS.changed);
        check("صلام", "سلام", COSTS.sound + COSTS.first);
    }

    #[test]
    fn endless_words_have_no_near_ones() {
        let word = vec![7; 300];
        let near = Near::new(&word, 2);
        assert!(!near.can_match(&near.start()) && !near.is_match(&near.start()));
        assert!(near.distance(&word) > 2);
    }
}
