//! The roots a stem can have: three or four radicals under one of the [patterns](super::pattern).
//!
//! This lists what is possible. Which root is right depends on which other stems share it; the
//! builder weighs that (`build::lexicon::root`).

use super::affix::LONGEST;
use super::letter::letter;
use super::pattern::{ENDINGS, PATTERNS, of_length};

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
        for (at, pattern) in of_length(core.len()) {
            if let Some(root) = pattern.root(core)
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
