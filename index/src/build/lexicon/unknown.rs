//! Fits the [`Weights`] by which a word that the library lacks is analysed like those it has.
//!
//! An averaged perceptron (Collins 2002), in whole numbers: every form in turn is analysed as if it
//! were not there, its own evidence taken off, and where another lemma than the learned one comes out, or
//! by too little, the weights of the right analysis are raised and those of the wrong one lowered. It
//! starts from the hand-written weights of the affixes, so in a library of two pages they decide.

use super::weight::doublings as exact_doublings;
use super::{Class, Entry, given};
use crate::text::affix::{self, CONJUNCTION_CLASSES, STEMWARD, SUFFIX_CLASSES, analyses};
use crate::text::unknown::{
    EVIDENCE, EVIDENCES, HEAD, HEADS, LENGTHS, NONE, SUFFIX, Weights, doublings, evidence,
    features, is_possible, none,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// How often all forms are gone through.
const ROUNDS: usize = 8;
/// By how much a weight changes at a time; sixteen are one doubling.
const STEP: i32 = 2;
/// What speaks for a word built on no known stem, to begin with: in a small library hardly anything.
const AGAINST_NONE: i32 = -400;
/// By how much the right analysis must win.
const MARGIN: i32 = 16;

/// An analysis with a known stem: its features, and whether it leads to the learned lemma.
struct Candidate {
    features: [u16; 9],
    right: bool,
}

/// The weights for a library of these forms, sorted, with these classes.
pub fn weights(entries: &[Entry], classes: &[Class]) -> Weights {
    let examples = examples(entries, classes);
    let mut weights = first_weights();
    let mut sums: Vec<i64> = weights.iter().map(|&weight| i64::from(weight)).collect();
    let mut seen = 1;
    let score = |weights: &[i32], candidate: &Candidate| -> i32 {
        let weight = |&feature: &u16| weights.get(usize::from(feature));
        candidate.features.iter().filter_map(weight).sum()
    };
    for _ in 0..ROUNDS {
        for (at, example) in examples.iter().enumerate() {
            let best = |right: bool| {
                let of_kind = example.iter().filter(|candidate| candidate.right == right);
                // The first of equals.
                of_kind
                    .rev()
                    .max_by_key(|candidate| score(&weights, candidate))
            };
            if let (Some(right), Some(wrong)) = (best(true), best(false))
                && score(&weights, right) - score(&weights, wrong) < MARGIN
            {
                for (candidate, step) in [(right, STEP), (wrong, -STEP)] {
                    for &feature in &candidate.features {
                        if let Some(weight) = weights.get_mut(usize::from(feature)) {
                            *weight += step;
                        }
                    }
                }
            }
            // The mean of a sample is as good as that of all steps.
            if at % 64 == 0 {
                seen += 1;
                for (sum, &weight) in sums.iter_mut().zip(&weights) {
                    *sum += i64::from(weight);
                }
            }
        }
    }
    let mean = |&sum: &i64| (sum / seen).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
    Weights::new(sums.iter().map(mean).collect())
}

/// The known analyses of every form that has right and wrong ones.
fn examples(entries: &[Entry], classes: &[Class]) -> Vec<Vec<Candidate>> {
    // The lemma of each stem, and what attests each lemma.
    let mut stems: FxHashMap<&[u8], &[u8]> = FxHashMap::default();
    let mut attested: FxHashMap<&[u8], u32> = FxHashMap::default();
    for (entry, class) in entries.iter().zip(classes) {
        stems.insert(&class.stem, &class.lemma);
        stems.entry(&class.lemma).or_insert(&class.lemma);
        *attested.entry(&class.lemma).or_default() += doublings(entry.count);
    }
    let example = |(entry, class): (&Entry, &Class)| {
        let mut candidates = vec![Candidate {
            features: none(&entry.form),
            right: attested[&class.lemma[..]] == doublings(entry.count),
        }];
        if given(&entry.form).is_some() {
            return Vec::new();
        }
        let own = doublings(entry.count);
        let marbuta = entry.feminine * 2 > entry.count;
        analyses(&entry.form, &mut |analysis| {
            let Some(&lemma) = stems.get(&analysis.stem[..]) else {
                return;
            };
            let right = lemma == class.lemma;
            let others = attested[lemma] - if right { own } else { 0 };
            if others > 0 && is_possible(analysis) {
                candidates.push(Candidate {
                    features: features(&entry.form, marbuta, analysis, evidence(others)),
                    right,
                });
            }
        });
        let kinds = |right: bool| candidates.iter().any(|candidate| candidate.right == right);
        if !(kinds(true) && kinds(false)) {
            candidates.clear();
        }
        candidates
    };
    let examples: Vec<Vec<Candidate>> = entries.par_iter().zip(classes).map(example).collect();
    examples
        .into_iter()
        .filter(|example| !example.is_empty())
        .collect()
}

/// The weights written by hand: half the logarithm of what is known of affixes, and the logarithm of
/// the evidence.
fn first_weights() -> Vec<i32> {
    let mut weights = vec![0; Weights::FEATURES];
    let half = |class: usize| {
        let share = affix::weight(class as u16) / affix::weight(0);
        // As much less than nothing as its inverse is more.
        let less = exact_doublings((1.0 / share).min(1e9) as u32) * 8.0;
        if share > 1.0 { 0 } else { -(less as i32) }
    };
    let conjunctions = weights.iter_mut().take(CONJUNCTION_CLASSES);
    for (class, weight) in conjunctions.enumerate() {
        *weight = half(class * STEMWARD);
    }
    for head in 0..HEADS {
        weights[HEAD + head] = half(head * SUFFIX_CLASSES);
    }
    for suffix in 0..SUFFIX_CLASSES {
        weights[SUFFIX + suffix] = half(suffix);
    }
    for class in 0..2 * EVIDENCES {
        weights[EVIDENCE + class] = (class % EVIDENCES) as i32 * 8;
    }
    weights[NONE..NONE + LENGTHS].fill(AGAINST_NONE);
    weights
}
