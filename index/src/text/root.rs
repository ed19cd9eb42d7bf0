//! The roots a stem can have: three or four radicals under one of the [patterns](super::pattern).
//!
//! This lists what is possible. Which root is right depends on which other stems share it; the
//! builder weighs that (`build::lexicon::root`).

use super::affix::LONGEST;
use super::letter::letter;
use super::pattern::{ENDINGS, PATTERNS, of_length, packed};

/// A possible root of a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The radicals; 0 in the fourth place if there are three.
    pub root: [u8; 4],
    /// The class of (ending, pattern), below [`CLASSES`](super::pattern::CLASSES).
    pub pattern: u16,
}

impl Candidate {
    /// The three or four radicals.
    pub fn radicals(&self) -> &[u8] {
        &self.root[..if self.root[3] == 0 { 3 } else { 4 }]
    }
}

/// Every root `stem` can have, in a fixed order.
pub fn roots(stem: &[u8], visit: &mut dyn FnMut(&Candidate)) {
    if stem.len() > LONGEST || stem.iter().any(|&byte| byte == 0 || byte > letter('ي')) {
        return;
    }
    for (ending, (letters, _)) in ENDINGS.iter().enumerate() {
        let Some(core) = stem.strip_suffix(*letters) else {
            continue;
        };
        if *letters == [letter('ا')] && core.len() > 3 && core.last() == Some(&letter('ي')) {
            continue; // يا ends the names of countries: ليبيا, أفريقيا.
        }
        let letters = packed(core);
        for (at, pattern) in of_length(core.len()) {
            if pattern.fits(letters)
                && let Some(root) = pattern.root(core)
                && is_possible(&root)
            {
                visit(&Candidate {
                    root,
                    pattern: (ending * PATTERNS.len() + at) as u16,
                });
            }
        }
    }
}

/// The weight of a class of (ending, pattern) before anything is learned; only ratios mean something.
pub fn weight(pattern: u16) -> f64 {
    let (ending, at) = (
        usize::from(pattern) / PATTERNS.len(),
        usize::from(pattern) % PATTERNS.len(),
    );
    let ending = ENDINGS.get(ending).map_or(0, |row| row.1);
    f64::from(ending) * f64::from(PATTERNS[at].weight)
}

/// Arabic has no root whose first two radicals are one letter, and weak letters are hardly ever
/// among four radicals.
fn is_possible(root: &[u8; 4]) -> bool {
    let weak =
        |letter_of_root: u8| [letter('ء'), letter('و'), letter('ي')].contains(&letter_of_root);
    root[0] != root[1]
        && (root[3] == 0 || !(weak(root[0]) || weak(root[1]) || weak(root[2]) || weak(root[3])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_pattern_that_gives_a_root_fits(
            mut stem in vec(letter('ء')..=letter('ي'), 1..10),
            own in vec((0usize..10, prop::sample::select(vec!['ا', 'م', 'ت', 'و', 'ي', 'ن'])), 0..4),
        ) {
            for (at, c) in own {
                if let Some(place) = stem.get_mut(at) {
                    *place = letter(c);
                }
            }
            for (_, pattern) in of_length(stem.len()) {
                prop_assert!(pattern.root(&stem).is_none() || pattern.fits(packed(&stem)));
            }
        }
    }

    #[test]
    fn most_patterns_do_not_fit() {
        let stem = ['م', 'ك', 'ت', 'و', 'ب'].map(letter);
        let fit = of_length(5).filter(|(_, pattern)| pattern.fits(packed(&stem)));
        let roots = of_length(5).filter(|(_, pattern)| pattern.root(&stem).is_some());
        assert_eq!(fit.count(), roots.count());
    }
}
