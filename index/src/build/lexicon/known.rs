//! What the builder knows of Arabic roots before it has read a word: a first opinion that decides
//! in libraries too small to teach their own, and is outvoted in others.

use super::weight::power_five_eighths;
use crate::text::letter::letter;
use crate::text::pattern::CLASSES;
use crate::text::root;
use rustc_hash::FxHashSet;

const ROOTS: &str = include_str!("roots.txt");

/// The roots of `roots.txt`, in its order: the alphabet's.
pub(super) fn roots() -> impl Iterator<Item = [u8; 4]> {
    ROOTS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(|name| {
            let mut root = [0; 4];
            for (place, c) in root.iter_mut().zip(name.chars()) {
                *place = letter(c);
            }
            root
        })
}

/// How much stems look like words of known roots.
pub(super) struct Shapes {
    roots: FxHashSet<[u8; 4]>,
    /// The share of each class of patterns.
    patterns: Vec<f64>,
}

impl Shapes {
    pub(super) fn new() -> Shapes {
        let weights: Vec<f64> = (0..CLASSES)
            .map(|class| root::weight(class as u16))
            .collect();
        let total: f64 = weights.iter().sum();
        Shapes {
            roots: roots().collect(),
            patterns: weights.iter().map(|weight| weight / total).collect(),
        }
    }

    /// The chance of a stem as a known root under a pattern, to the power 5/8; zero if it is none.
    pub(super) fn chance(&self, stem: &[u8]) -> f64 {
        let mut chance = 0.0;
        root::roots(stem, &mut |candidate| {
            if self.roots.contains(&candidate.root) {
                chance += self.patterns[usize::from(candidate.pattern)];
            }
        });
        power_five_eighths(chance / self.roots.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_roots_are_in_order_and_well_formed() {
        let all: Vec<[u8; 4]> = roots().collect();
        for pair in all.windows(2) {
            assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
        }
        for root in all {
            assert!(
                root[2] != 0 && root[0] != root[1] && !root.contains(&letter('ا')),
                "{root:?}"
            );
        }
    }
}
