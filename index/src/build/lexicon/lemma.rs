//! Which stem each form is built on.
//!
//! P(analysis) ~ sqrt(P(affixes)) * weight of the stem in *other* words + P(affixes) * P0(stem), and a
//! word weighs log2(1 + count). Leaving out the word's own weight lets an affix go only if what
//! remains lives elsewhere (Goldwater, Griffiths and Johnson 2009 on types and tokens); the square
//! root keeps the empty affix from winning always. P0, for stems nothing else attests, is a sum of two
//! chances to the power 5/8: that of the letters, with a preference for three to five of them, and
//! that of a known root under a pattern. In libraries of a few pages P0 decides.

use super::bias::{Forms, StemBias};
use super::known::Shapes;
use super::weight::{Letters, doublings, power_five_eighths};
use super::{Choice, Entry, given};
use crate::text::affix::{self, CLASSES, CONJUNCTION_CLASSES, STEMWARD, Stem};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Rounds of expectation maximisation.
const ROUNDS: usize = 12;
/// How much an unseen stem is worth by its letters, next to the weight of seen ones.
const BY_LETTERS: f64 = 900.0;
/// The same, by known roots and patterns.
const BY_PATTERN: f64 = 3000.0;
/// How many words' worth of evidence the hand-written affix weights are.
const AFFIX_PRIOR: f64 = 3000.0;
/// How usual stems of each length are; the last for all longer ones.
const LENGTHS: [f64; 10] = [0.0, 0.0, 0.06, 0.3, 0.3, 0.18, 0.09, 0.04, 0.015, 0.005];

/// One possible analysis of one type.
struct Reading {
    stem: u32,
    affixes: u16,
    /// Which of the type's distinct stems it is.
    slot: u16,
    prefix: u8,
    suffix: u8,
    /// What the spelling says for or against it.
    bias: f64,
    posterior: f64,
}

/// The stem chosen for every entry.
pub(super) fn learn(entries: &[Entry]) -> Vec<Choice> {
    let mut lattice = Lattice::new(entries);
    for _ in 0..ROUNDS {
        lattice.round();
    }
    lattice.choices(entries)
}

/// The readings of some entries that stand together: what one thread works on.
#[derive(Default)]
struct Block {
    /// Where the readings of each entry begin; one more than entries.
    starts: Vec<usize>,
    readings: Vec<Reading>,
    weights: Vec<f64>,
}

/// Entries in a block.
const BLOCK: usize = 4096;

struct Lattice {
    blocks: Vec<Block>,
    stems: Vec<Stem>,
    /// P0 of each stem.
    unseen: Vec<f64>,
}

impl Lattice {
    fn new(entries: &[Entry]) -> Lattice {
        let is_learned = |entry: &Entry| given(&entry.form).is_none();
        let learned: Vec<bool> = entries.par_iter().map(is_learned).collect();
        let of_learned = entries
            .iter()
            .zip(&learned)
            .filter(|(_, learned)| **learned);
        let letters =
            Letters::count(of_learned.map(|(entry, _)| (&entry.form[..], doublings(entry.count))));
        let letters: [f64; 32] =
            std::array::from_fn(|at| power_five_eighths(letters.share(at as u8)));
        let forms = Forms::new(entries);
        let mut lattice = Lattice {
            blocks: Vec::new(),
            stems: Vec::new(),
            unseen: Vec::new(),
        };
        let mut numbers: FxHashMap<Stem, u32> = FxHashMap::default();
        // A few blocks at a time, for the analyses weigh more than the readings made of them.
        let some = entries.chunks(8 * BLOCK).zip(learned.chunks(8 * BLOCK));
        for (entries, learned) in some {
            let analysed: Vec<(Block, Vec<Stem>)> = entries
                .par_chunks(BLOCK)
                .zip(learned.par_chunks(BLOCK))
                .map(|(entries, learned)| Block::new(entries, learned, &forms))
                .collect();
            for (mut block, stems) in analysed {
                for (reading, stem) in block.readings.iter_mut().zip(stems) {
                    reading.stem = *numbers.entry(stem).or_insert_with(|| {
                        lattice.stems.push(stem);
                        lattice.stems.len() as u32 - 1
                    });
                }
                lattice.blocks.push(block);
            }
        }
        let shapes = Shapes::new();
        let unseen = |stem: &Stem| {
            let shape = LENGTHS[stem.len().min(LENGTHS.len() - 1)];
            let chance: f64 = stem
                .iter()
                .map(|&letter| letters[usize::from(letter & 31)])
                .product();
            BY_LETTERS * shape * chance + BY_PATTERN * shapes.chance(stem)
        };
        lattice.unseen = lattice.stems.par_iter().map(unseen).collect();
        lattice
    }

    /// One round: how much every stem and affix weighs by the last round's posteriors, then new ones.
    fn round(&mut self) {
        // In the order of the entries, for sums of floats depend on it.
        let parts = || {
            let entries = self.blocks.iter().flat_map(Block::entries);
            entries.flat_map(|(weight, readings)| {
                readings
                    .iter()
                    .map(move |reading| (reading, weight * reading.posterior))
            })
        };
        let of_stems = || {
            let mut stems = vec![0.0; self.stems.len()];
            parts().for_each(|(reading, part)| stems[reading.stem as usize] += part);
            stems
        };
        let of_affixes = || {
            let mut conjunctions = [0.0; CONJUNCTION_CLASSES];
            let mut affixes = vec![0.0; STEMWARD];
            parts().for_each(|(reading, part)| {
                conjunctions[usize::from(reading.affixes) / STEMWARD] += part;
                affixes[usize::from(reading.affixes) % STEMWARD] += part;
            });
            (conjunctions, affixes)
        };
        let (stems, (conjunctions, affixes)) = rayon::join(of_stems, of_affixes);
        let roots = affix_roots(&conjunctions, &affixes);
        let unseen = &self.unseen;
        self.blocks
            .par_iter_mut()
            .for_each(|block| block.weigh(&stems, &roots, unseen));
    }

    /// The stem with the greatest posterior of each entry, by its likeliest analysis.
    fn choices(self, entries: &[Entry]) -> Vec<Choice> {
        let mut choices = Vec::with_capacity(entries.len());
        let mut sums: Vec<f64> = Vec::new();
        let readings = self.blocks.iter().flat_map(Block::entries);
        for (entry, (_, readings)) in entries.iter().zip(readings) {
            if readings.is_empty() {
                choices.push(given(&entry.form).unwrap_or_else(|| Choice::whole(&entry.form)));
                continue;
            }
            sums.clear();
            sums.resize(readings.len(), 0.0);
            for reading in readings {
                sums[usize::from(reading.slot)] += reading.posterior;
            }
            let mut best = &readings[0];
            for reading in readings {
                let (sum, highest) = (
                    sums[usize::from(reading.slot)],
                    sums[usize::from(best.slot)],
                );
                if sum > highest
                    || (reading.slot == best.slot && reading.posterior > best.posterior)
                {
                    best = reading;
                }
            }
            choices.push(Choice {
                stem: self.stems[best.stem as usize],
                lemma: self.stems[best.stem as usize],
                prefix: best.prefix,
                suffix: best.suffix,
                affixes: best.affixes,
                rooted: true,
            });
        }
        choices
    }
}

impl Block {
    /// The readings of some entries, not yet with numbers of stems, and their stems.
    fn new(entries: &[Entry], learned: &[bool], forms: &Forms<'_>) -> (Block, Vec<Stem>) {
        let mut block = Block::default();
        let mut stems = Vec::new();
        block.starts.push(0);
        let mut known = FxHashMap::default();
        for (entry, &learned) in entries.iter().zip(learned) {
            block.weights.push(doublings(entry.count));
            if learned {
                block.add(entry, forms, &mut known, &mut stems);
            }
            block.starts.push(block.readings.len());
        }
        (block, stems)
    }

    /// Adds the readings of one entry.
    fn add(
        &mut self,
        entry: &Entry,
        forms: &Forms<'_>,
        known: &mut FxHashMap<Stem, StemBias>,
        stems: &mut Vec<Stem>,
    ) {
        let start = self.readings.len();
        let mut slots = 0;
        affix::analyses(&entry.form, &mut |analysis| {
            let of_stem = known.entry(analysis.stem);
            let of_stem = *of_stem.or_insert_with(|| forms.stem(&analysis.stem));
            let bias = forms.bias(entry, analysis, of_stem);
            if bias == 0.0 {
                return;
            }
            let same = stems[start..]
                .iter()
                .position(|stem| *stem == analysis.stem);
            let slot = same.map_or_else(
                || {
                    slots += 1;
                    slots - 1
                },
                |at| self.readings[start + at].slot,
            );
            stems.push(analysis.stem);
            self.readings.push(Reading {
                stem: 0,
                affixes: analysis.affixes,
                slot,
                prefix: analysis.prefix,
                suffix: analysis.suffix,
                bias,
                posterior: 0.0,
            });
        });
        let share = 1.0 / (self.readings.len() - start) as f64;
        for reading in &mut self.readings[start..] {
            reading.posterior = share;
        }
    }

    /// Each entry's weight and readings.
    fn entries(&self) -> impl Iterator<Item = (f64, &[Reading])> {
        let range = |at: usize| &self.readings[self.starts[at]..self.starts[at + 1]];
        let weights = self.weights.iter().enumerate();
        weights.map(move |(at, &weight)| (weight, range(at)))
    }

    /// New posteriors, by the weights of stems and affixes.
    fn weigh(&mut self, stems: &[f64], roots: &[f64], unseen: &[f64]) {
        let mut own = Vec::new();
        for (at, &weight) in self.weights.iter().enumerate() {
            let readings = &mut self.readings[self.starts[at]..self.starts[at + 1]];
            own.clear();
            own.resize(readings.len(), 0.0);
            for reading in readings.iter() {
                own[usize::from(reading.slot)] += weight * reading.posterior;
            }
            let mut total = 0.0;
            for reading in readings.iter_mut() {
                let stem = reading.stem as usize;
                let others = (stems[stem] - own[usize::from(reading.slot)]).max(0.0);
                let root = roots[usize::from(reading.affixes)];
                reading.posterior = (others + unseen[stem] * root) * root * reading.bias;
                total += reading.posterior;
            }
            for reading in readings {
                reading.posterior /= total;
            }
        }
    }
}

/// The square root of the probability of every class of affixes.
fn affix_roots(conjunctions: &[f64; CONJUNCTION_CLASSES], affixes: &[f64]) -> Vec<f64> {
    let prior: Vec<f64> = (0..CLASSES)
        .map(|class| affix::weight(class as u16))
        .collect();
    // The weight of a class is a product, so its margins are sums over the others.
    let prior_total: f64 = prior.iter().sum();
    let seen: f64 = conjunctions.iter().sum();
    let share = |counted: f64, prior: f64| {
        (counted + AFFIX_PRIOR * prior / prior_total) / (seen + AFFIX_PRIOR)
    };
    let of_conjunction: Vec<f64> = (0..CONJUNCTION_CLASSES)
        .map(|class| {
            share(
                conjunctions[class],
                prior[class * STEMWARD..(class + 1) * STEMWARD].iter().sum(),
            )
        })
        .collect();
    let of_affixes: Vec<f64> = (0..STEMWARD)
        .map(|class| {
            share(
                affixes[class],
                prior.iter().skip(class).step_by(STEMWARD).sum(),
            )
        })
        .collect();
    let both = |class: usize| of_conjunction[class / STEMWARD] * of_affixes[class % STEMWARD];
    (0..CLASSES).map(|class| both(class).sqrt()).collect()
}
