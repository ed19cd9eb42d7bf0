//! Which root each lemma has.
//!
//! P(root, pattern) ~ (weight of the root in *other* lemmas + prior of the root) *
//! sqrt(P(pattern)), against an alternative of no root whose probability is that of the bare
//! letters: it catches names and foreign words.

use super::weight::{Letters, doublings};
use super::{Choice, Entry, known};
use crate::text::affix::{Stem, has_preposition};
use crate::text::function_words::is_allah;
use crate::text::letter::letter;
use crate::text::pattern::CLASSES;
use crate::text::root;
use rustc_hash::{FxHashMap, FxHashSet};

const ROUNDS: usize = 12;
/// How much one known root weighs before it is seen.
const KNOWN_ROOT: f64 = 20.0;
/// How much all unknown roots together weigh.
const UNKNOWN_ROOTS: f64 = 100.0;
/// How far an unknown root is believed: a family like اتفاق, اتفق, متفق attests تفق as well as وفق.
const UNKNOWN_BELIEF: f64 = 0.5;
/// How many lemmas' worth of evidence the hand-written pattern weights are.
const PATTERN_PRIOR: f64 = 1500.0;

/// How likely letters without a root are.
const ROOTLESS: f64 = 1000.0;
/// How usual words without a root are by length, against their letters alone; the last for all longer.
const ROOTLESS_LENGTHS: [f64; 6] = [0.03, 0.03, 0.03, 0.2, 0.6, 1.0];
/// The least posterior a root is given with.
const SURE: f64 = 0.3;

struct Candidate {
    root: u32,
    pattern: u16,
    posterior: f64,
}

/// The root of every entry's lemma.
pub(super) fn learn(entries: &[Entry], choices: &[Choice]) -> Vec<Vec<u8>> {
    let mut counts: FxHashMap<Stem, u32> = FxHashMap::default();
    let mut lemmas: Vec<Stem> = Vec::new();
    let countries = countries(choices);
    let rooted = |choice: &Choice| choice.rooted && !is_of_country(&choice.lemma, &countries);
    for (entry, choice) in entries
        .iter()
        .zip(choices)
        .filter(|(_, choice)| rooted(choice))
    {
        let count = counts.entry(choice.lemma).or_insert_with(|| {
            lemmas.push(choice.lemma);
            0
        });
        *count = count.saturating_add(entry.count);
    }
    let weights: Vec<f64> = lemmas
        .iter()
        .map(|lemma| doublings(counts[lemma]))
        .collect();
    let mut model = Model::new(&lemmas, weights);
    for _ in 0..ROUNDS {
        model.round();
    }
    let found: FxHashMap<Stem, Vec<u8>> =
        lemmas.iter().copied().zip(model.roots(&lemmas)).collect();
    let of = |choice: &Choice| {
        if rooted(choice) {
            found.get(&choice.lemma).cloned()
        } else {
            None
        }
    };
    choices
        .iter()
        .map(|choice| of(choice).unwrap_or_default())
        .collect()
}

/// Lemmas in يا that stand after a preposition, where the ا cannot be an ending: names of countries.
fn countries(choices: &[Choice]) -> FxHashSet<Stem> {
    let named = |choice: &&Choice| {
        let name = &choice.lemma;
        name.len() > 4 && name.ends_with(&['ي', 'ا'].map(letter)) && has_preposition(choice.affixes)
    };
    choices
        .iter()
        .filter(named)
        .map(|choice| choice.lemma)
        .collect()
}

/// Whether the lemma is the name of a country or what is of it: ليبيا, ليبي, ليبية.
fn is_of_country(lemma: &Stem, countries: &FxHashSet<Stem>) -> bool {
    let masculine = lemma.strip_suffix(&[letter('ه')]).unwrap_or(lemma);
    countries.contains(lemma) || countries.contains(&Stem::new(masculine).joined(&[letter('ا')]))
}

struct Model {
    starts: Vec<usize>,
    candidates: Vec<Candidate>,
    weights: Vec<f64>,
    /// The score of no root, of each lemma.
    rootless: Vec<f64>,
    names: Vec<[u8; 4]>,
    /// The weight of each root before it is seen.
    prior: Vec<f64>,
    /// How far what is seen of each root is believed.
    belief: Vec<f64>,
}

impl Model {
    fn new(lemmas: &[Stem], weights: Vec<f64>) -> Model {
        let letters = Letters::count(
            lemmas
                .iter()
                .map(|lemma| &lemma[..])
                .zip(weights.iter().copied()),
        );
        let mut numbers: FxHashMap<[u8; 4], u32> = FxHashMap::default();
        let (mut names, mut prior, mut belief) = (Vec::new(), Vec::new(), Vec::new());
        for root in known::roots() {
            numbers.insert(root, names.len() as u32);
            names.push(root);
            prior.push(KNOWN_ROOT);
            belief.push(1.0);
        }
        let mut model = Model {
            starts: vec![0],
            candidates: Vec::new(),
            weights,
            rootless: Vec::new(),
            names,
            prior,
            belief,
        };
        for lemma in lemmas {
            let start = model.candidates.len();
            let mut local: Vec<Candidate> = Vec::new();
            root::roots(lemma, &mut |candidate| {
                let number = *numbers.entry(candidate.root).or_insert_with(|| {
                    let chance: f64 = candidate
                        .radicals()
                        .iter()
                        .map(|&radical| letters.share(radical))
                        .product();
                    model.names.push(candidate.root);
                    model.prior.push(UNKNOWN_ROOTS * chance);
                    model.belief.push(UNKNOWN_BELIEF);
                    model.names.len() as u32 - 1
                });
                local.push(Candidate {
                    root: number,
                    pattern: candidate.pattern,
                    posterior: 0.0,
                });
            });
            model.candidates.extend(local);
            let found = &mut model.candidates[start..];
            let share = 1.0 / (found.len() + 1) as f64;
            for candidate in found {
                candidate.posterior = share;
            }
            let shape = ROOTLESS_LENGTHS[lemma.len().min(ROOTLESS_LENGTHS.len() - 1)];
            model
                .rootless
                .push(ROOTLESS * shape * lemma.iter().map(|&l| letters.share(l)).product::<f64>());
            model.starts.push(model.candidates.len());
        }
        model
    }

    fn round(&mut self) {
        let mut roots = vec![0.0; self.names.len()];
        let mut patterns = vec![0.0; CLASSES];
        for (at, &weight) in self.weights.iter().enumerate() {
            for candidate in &self.candidates[self.starts[at]..self.starts[at + 1]] {
                roots[candidate.root as usize] += weight * candidate.posterior;
                patterns[usize::from(candidate.pattern)] += weight * candidate.posterior;
            }
        }
        let prior: Vec<f64> = (0..CLASSES)
            .map(|class| root::weight(class as u16))
            .collect();
        let (seen, prior_total): (f64, f64) = (patterns.iter().sum(), prior.iter().sum());
        let patterns: Vec<f64> = patterns
            .iter()
            .zip(prior)
            .map(|(seen_here, prior)| {
                ((seen_here + PATTERN_PRIOR * prior / prior_total) / (seen + PATTERN_PRIOR)).sqrt()
            })
            .collect();
        for (at, &weight) in self.weights.iter().enumerate() {
            let candidates = &mut self.candidates[self.starts[at]..self.starts[at + 1]];
            let mut total = self.rootless[at];
            let scores: Vec<f64> = candidates
                .iter()
                .map(|candidate| {
                    let same = candidates
                        .iter()
                        .filter(|other| other.root == candidate.root);
                    let own: f64 = same.map(|other| weight * other.posterior).sum();
                    let root = candidate.root as usize;
                    ((roots[root] - own).max(0.0) * self.belief[root] + self.prior[root])
                        * patterns[usize::from(candidate.pattern)]
                })
                .collect();
            total += scores.iter().sum::<f64>();
            for (candidate, score) in candidates.iter_mut().zip(scores) {
                candidate.posterior = score / total;
            }
        }
    }

    /// The root of each lemma; empty where none is sure enough.
    fn roots(&self, lemmas: &[Stem]) -> Vec<Vec<u8>> {
        let mut found = Vec::with_capacity(lemmas.len());
        for (at, lemma) in lemmas.iter().enumerate() {
            if is_allah(lemma) {
                found.push(['ء', 'ل', 'ه'].map(letter).to_vec());
                continue;
            }
            let candidates = &self.candidates[self.starts[at]..self.starts[at + 1]];
            let mut best: Option<(f64, u32)> = None;
            for candidate in candidates {
                let same = candidates
                    .iter()
                    .filter(|other| other.root == candidate.root);
                let sum = same.map(|other| other.posterior).sum();
                if best.is_none_or(|(highest, _)| sum > highest) {
                    best = Some((sum, candidate.root));
                }
            }
            found.push(match best {
                Some((sum, root)) if sum >= SURE => self.names[root as usize]
                    .iter()
                    .copied()
                    .filter(|&radical| radical != 0)
                    .collect(),
                _ => Vec::new(),
            });
        }
        found
    }
}
