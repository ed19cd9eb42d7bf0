//! Words put into classes, against words that belong together: pairwise precision, recall and F1.
//!
//! Of two distinct words put into one class, do they share a label (precision)? Of two that share a
//! label, are they in one class (recall)? As in Manning, Raghavan and Schütze, *Introduction to
//! Information Retrieval* (2008), section 16.3, on clusters.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How good the classes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Agreement {
    /// Of the pairs put together, the share that belongs together.
    pub(crate) precision: f64,
    /// Of the pairs that belong together, the share put together.
    pub(crate) recall: f64,
    /// Their harmonic mean.
    pub(crate) f1: f64,
    /// Pairs put together.
    joined: u64,
    /// Pairs that belong together.
    gold: u64,
}

/// The true labels of each word; a word may have several, or none.
pub(crate) type Labels = Vec<BTreeSet<String>>;

/// Judges classes. `classes` are those of the words of `labels`, in their order; a word without a class
/// is with no other.
pub(crate) fn agreement<C: Ord>(labels: &Labels, classes: &[Option<C>]) -> Agreement {
    let mut found: BTreeMap<&C, Vec<usize>> = BTreeMap::new();
    for (word, class) in classes.iter().enumerate() {
        if let Some(class) = class {
            found.entry(class).or_default().push(word);
        }
    }
    let (mut joined, mut right) = (0, 0);
    for words in found.values() {
        for (at, &a) in words.iter().enumerate() {
            let share = |b: &&usize| !labels[a].is_disjoint(&labels[**b]);
            joined += at as u64;
            right += words[..at].iter().filter(share).count() as u64;
        }
    }
    let gold = together(labels).len() as u64;
    let share = |part: u64, whole: u64| {
        if whole == 0 {
            0.0
        } else {
            part as f64 / whole as f64
        }
    };
    Agreement {
        precision: share(right, joined),
        recall: share(right, gold),
        f1: share(2 * right, joined + gold),
        joined,
        gold,
    }
}

/// The pairs of words that share a label, each once, the smaller number first.
fn together(labels: &Labels) -> Vec<(usize, usize)> {
    let mut words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (word, labels) in labels.iter().enumerate() {
        for label in labels {
            words.entry(label).or_default().push(word);
        }
    }
    let mut pairs = Vec::new();
    for words in words.values() {
        for (at, &b) in words.iter().enumerate() {
            pairs.extend(words[..at].iter().map(|&a| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(rows: &[&[&str]]) -> Labels {
        rows.iter()
            .map(|row| row.iter().map(|label| (*label).to_owned()).collect())
            .collect()
    }

    #[test]
    fn pairs_are_judged() {
        let gold = labels(&[&["a"], &["a"], &["a", "b"], &["b"], &[]]);
        // True pairs: 01 02 12 23.
        let check = |classes: [Option<u8>; 5], precision: f64, recall: f64, f1: f64| {
            let got = agreement(&gold, &classes);
            for (got, expected) in [
                (got.precision, precision),
                (got.recall, recall),
                (got.f1, f1),
            ] {
                assert!((got - expected).abs() < 1e-9, "{classes:?}: {got}");
            }
        };
        check(
            [Some(1), Some(1), Some(1), Some(2), Some(3)],
            1.0,
            0.75,
            6.0 / 7.0,
        );
        check([Some(1); 5], 0.4, 1.0, 4.0 / 7.0);
        check([None; 5], 0.0, 0.0, 0.0);
        check(
            [Some(1), Some(2), Some(3), Some(3), Some(3)],
            1.0 / 3.0,
            0.25,
            2.0 / 7.0,
        );
    }

    proptest! {
        #[test]
        fn classes_that_are_the_labels_are_perfect(classes in proptest::collection::vec(0u8..4, 2..20)) {
            let gold: Labels = classes.iter().map(|class| BTreeSet::from([class.to_string()])).collect();
            let classes: Vec<Option<u8>> = classes.into_iter().map(Some).collect();
            let got = agreement(&gold, &classes);
            prop_assert!(got.gold == 0 || (got.f1 == 1.0 && got.precision == 1.0 && got.recall == 1.0));
        }
    }
}
