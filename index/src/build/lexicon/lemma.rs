//! Which stem each form is built on.
//!
//! P(analysis) ~ (weight of the stem in *other* words + 10 P0(stem)) * sqrt(P(affixes)), where P0
//! is a product of letter shares (to the power 5/8) and a preference for three to five letters, and
//! a word weighs log2(1 + count). The square root keeps the empty affix from winning always;
//! leaving out the word's own weight lets an affix go only if what remains lives elsewhere
//! (Goldwater, Griffiths and Johnson 2009 on types and tokens).

use super::known::Shapes;
use super::weight::{Letters, doublings, power_five_eighths};
use super::{Choice, Entry, given};
use crate::text::affix::{self, Analysis, CLASSES, CONJUNCTION_CLASSES, STEMWARD, Stem};
use crate::text::letter::letter;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Rounds of expectation maximisation.
const ROUNDS: usize = 12;
/// How much an unseen stem is worth, next to the weight of seen ones.
const UNSEEN: f64 = 10.0;
/// How many words' worth of evidence the hand-written affix weights are.
const AFFIX_PRIOR: f64 = 3000.0;
/// How usual stems of each length are; the last for all longer ones.
const LENGTHS: [f64; 10] = [0.0, 0.0, 0.06, 0.3, 0.3, 0.18, 0.09, 0.04, 0.015, 0.005];

/// One possible analysis of one type.
struct Option_ {
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

struct Lattice {
    /// Where the options of each entry begin; one more than entries.
    starts: Vec<usize>,
    options: Vec<Option_>,
    weights: Vec<f64>,
    stems: Vec<Stem>,
    /// UNSEEN * P0 of each stem.
    unseen: Vec<f64>,
}

impl Lattice {
    fn new(entries: &[Entry]) -> Lattice {
        let learned = || entries.iter().filter(|entry| given(&entry.form).is_none());
        let letters = Letters::count(learned().map(|entry| (&entry.form[..], doublings(entry.count))));
        let letters: [f64; 32] = std::array::from_fn(|at| power_five_eighths(letters.share(at as u8)));
        let mut lattice = Lattice {
            starts: vec![0],
            options: Vec::with_capacity(entries.len() * 12),
            weights: Vec::with_capacity(entries.len()),
            stems: Vec::new(),
            unseen: Vec::new(),
        };
        let shapes = Shapes::new();
        let mut numbers: FxHashMap<Stem, u32> = FxHashMap::default();
        for entry in entries {
            lattice.weights.push(doublings(entry.count));
            if given(&entry.form).is_none() {
                lattice.add(entry, &mut numbers);
            }
            lattice.starts.push(lattice.options.len());
        }
        let unseen = |stem: &Stem| {
            let shape = LENGTHS[stem.len().min(LENGTHS.len() - 1)];
            let chance: f64 = stem.iter().map(|&letter| letters[usize::from(letter & 31)]).product();
            UNSEEN * (shape * chance + t("KS",10.0) * shapes.chance(stem))
        };
        lattice.unseen = lattice.stems.par_iter().map(unseen).collect();
        lattice
    }

    /// Adds the options of one entry.
    fn add(&mut self, entry: &Entry, numbers: &mut FxHashMap<Stem, u32>) {
        let start = self.options.len();
        let mut slots = 0;
        affix::analyses(&entry.form, &mut |analysis| {
            let bias = bias(entry, analysis);
            if bias == 0.0 {
                return;
            }
            let stem = *numbers.entry(analysis.stem).or_insert_with(|| {
                self.stems.push(analysis.stem);
                self.stems.len() as u32 - 1
            });
            let same = self.options[start..].iter().find(|option| option.stem == stem);
            let slot = same.map_or_else(
                || {
                    slots += 1;
                    slots - 1
                },
                |option| option.slot,
            );
            self.options.push(Option_ {
                stem,
                affixes: analysis.affixes,
                slot,
                prefix: analysis.prefix,
                suffix: analysis.suffix,
                bias,
                posterior: 0.0,
            });
        });
        let share = 1.0 / (self.options.len() - start) as f64;
        for option in &mut self.options[start..] {
            option.posterior = share;
        }
    }

    /// One round: how much every stem and affix weighs by the last round's posteriors, then new ones.
    fn round(&mut self) {
        let mut stems = vec![0.0; self.stems.len()];
        let mut conjunctions = [0.0; CONJUNCTION_CLASSES];
        let mut affixes = vec![0.0; STEMWARD];
        for (at, &weight) in self.weights.iter().enumerate() {
            for option in &self.options[self.starts[at]..self.starts[at + 1]] {
                let part = weight * option.posterior;
                stems[option.stem as usize] += part;
                conjunctions[usize::from(option.affixes) / STEMWARD] += part;
                affixes[usize::from(option.affixes) % STEMWARD] += part;
            }
        }
        let roots = affix_roots(&conjunctions, &affixes);
        let mut own = Vec::new();
        for (at, &weight) in self.weights.iter().enumerate() {
            let options = &mut self.options[self.starts[at]..self.starts[at + 1]];
            own.clear();
            own.resize(options.len(), 0.0);
            for option in options.iter() {
                own[usize::from(option.slot)] += weight * option.posterior;
            }
            let mut total = 0.0;
            for option in options.iter_mut() {
                let stem = option.stem as usize;
                let others = (stems[stem] - own[usize::from(option.slot)]).max(0.0);
                option.posterior =
                    (others + self.unseen[stem]) * roots[usize::from(option.affixes)] * option.bias;
                total += option.posterior;
            }
            for option in options {
                option.posterior /= total;
            }
        }
    }

    /// The stem with the greatest posterior of each entry, by its likeliest analysis.
    fn choices(self, entries: &[Entry]) -> Vec<Choice> {
        let mut choices = Vec::with_capacity(entries.len());
        let mut sums: Vec<f64> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(choice) = given(&entry.form) {
                choices.push(choice);
                continue;
            }
            let options = &self.options[self.starts[at]..self.starts[at + 1]];
            sums.clear();
            sums.resize(options.len(), 0.0);
            for option in options {
                sums[usize::from(option.slot)] += option.posterior;
            }
            let mut best = &options[0];
            for option in options {
                let (sum, highest) = (sums[usize::from(option.slot)], sums[usize::from(best.slot)]);
                if sum > highest || (option.slot == best.slot && option.posterior > best.posterior) {
                    best = option;
                }
            }
            choices.push(Choice {
                lemma: self.stems[best.stem as usize],
                prefix: best.prefix,
                suffix: best.suffix,
                rooted: true,
            });
        }
        choices
    }
}

/// The square root of the probability of every class of affixes.
fn affix_roots(conjunctions: &[f64; CONJUNCTION_CLASSES], affixes: &[f64]) -> Vec<f64> {
    let prior: Vec<f64> = (0..CLASSES).map(|class| affix::weight(class as u16)).collect();
    // The weight of a class is a product, so its margins are sums over the others.
    let prior_total: f64 = prior.iter().sum();
    let seen: f64 = conjunctions.iter().sum();
    let share = |counted: f64, prior: f64| (counted + AFFIX_PRIOR * prior / prior_total) / (seen + AFFIX_PRIOR);
    let of_conjunction: Vec<f64> = (0..CONJUNCTION_CLASSES)
        .map(|class| share(conjunctions[class], prior[class * STEMWARD..(class + 1) * STEMWARD].iter().sum()))
        .collect();
    let of_affixes: Vec<f64> = (0..STEMWARD)
        .map(|class| share(affixes[class], prior.iter().skip(class).step_by(STEMWARD).sum()))
        .collect();
    let both = |class: usize| of_conjunction[class / STEMWARD] * of_affixes[class % STEMWARD];
    (0..CLASSES).map(|class| both(class).sqrt()).collect()
}

/// What the spelling says about an analysis: a final ه written ة is no pronoun, one never written
/// ة is no feminine ending. Zero for an analysis that is not used here at all.
fn bias(entry: &Entry, analysis: &Analysis) -> f64 {
    let stem = &analysis.stem;
    let mut bias = 1.0;
    if stem.len() >= 4 && stem.starts_with(&[letter('ا'), letter('ل')]) { bias *= t("AL",0.05); }
    if stem.len() >= 5 && stem.ends_with(&[letter('ا'), letter('ت')]) { bias *= t("AT",0.05); }
    let suf = analysis.affixes as usize % STEMWARD % affix::SUFFIX_CLASSES;
    if analysis.suffix==1 && entry.form.last()==Some(&letter('ي')) && analysis.change==affix::Change::None { bias *= t("YA",0.3); }
    if entry.form.last() != Some(&letter('ه')) {
        return bias;
    }
    let share = f64::from(entry.feminine) / f64::from(entry.count.max(1));
    bias * match analysis.suffix {
        0 => 0.15 + share,
        _ if suf == 1 => 0.0,
        _ => 1.05 - share,
    }
}

thread_local! { static T: std::cell::RefCell<FxHashMap<&'static str,f64>> = Default::default(); }
pub fn t(k: &'static str, d: f64) -> f64 { T.with_borrow_mut(|m| *m.entry(k).or_insert_with(|| std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d))) }
