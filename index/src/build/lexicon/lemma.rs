//! Which stem each form is built on.
//!
//! P(analysis) ~ sqrt(P(affixes)) * weight of the stem in *other* words + P(affixes) * P0(stem), and a
//! word weighs log2(1 + count). Leaving out the word's own weight lets an affix go only if what
//! remains lives elsewhere (Goldwater, Griffiths and Johnson 2009 on types and tokens); the square
//! root keeps the empty affix from winning always. P0, for stems nothing else attests, is a sum of two
//! chances to the power 5/8: that of the letters, with a preference for three to five of them, and
//! that of a known root under a pattern. In libraries of a few pages P0 decides.

use super::known::Shapes;
use super::weight::{Letters, doublings, power_five_eighths};
use super::{Choice, Entry, given};
use crate::text::affix::{self, Analysis, CLASSES, CONJUNCTION_CLASSES, Change, STEMWARD, Stem};
use crate::text::function_words::closed;
use crate::text::letter::letter;
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

const YA: u8 = letter('ي');
const HA: u8 = letter('ه');
const ALIF: u8 = letter('ا');
const ARTICLE: [u8; 2] = [ALIF, letter('ل')];
const PLURAL: [u8; 2] = [ALIF, letter('ت')];

/// One possible analysis of one type.
struct Reading {
    stem: u32,
    affixes: u16,
    /// Which of the type's distinct stems it is.
    slot: u16,
    prefix: u8,
    suffix: u8,
    verbal: bool,
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
    /// Where the readings of each entry begin; one more than entries.
    starts: Vec<usize>,
    readings: Vec<Reading>,
    weights: Vec<f64>,
    stems: Vec<Stem>,
    /// P0 of each stem.
    unseen: Vec<f64>,
}

impl Lattice {
    fn new(entries: &[Entry]) -> Lattice {
        let learned = || entries.iter().filter(|entry| given(&entry.form).is_none());
        let letters =
            Letters::count(learned().map(|entry| (&entry.form[..], doublings(entry.count))));
        let letters: [f64; 32] =
            std::array::from_fn(|at| power_five_eighths(letters.share(at as u8)));
        let mut lattice = Lattice {
            starts: vec![0],
            readings: Vec::with_capacity(entries.len() * 12),
            weights: Vec::with_capacity(entries.len()),
            stems: Vec::new(),
            unseen: Vec::new(),
        };
        let shapes = Shapes::new();
        let seen = Seen::new(entries);
        let mut numbers: FxHashMap<Stem, u32> = FxHashMap::default();
        for entry in entries {
            lattice.weights.push(doublings(entry.count));
            if given(&entry.form).is_none() {
                lattice.add(entry, &seen, &mut numbers);
            }
            lattice.starts.push(lattice.readings.len());
        }
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

    /// Adds the readings of one entry.
    fn add(&mut self, entry: &Entry, seen: &Seen<'_>, numbers: &mut FxHashMap<Stem, u32>) {
        let start = self.readings.len();
        let mut slots = 0;
        affix::analyses(&entry.form, &mut |analysis| {
            let bias = bias(entry, analysis) * seen.bias(entry, analysis);
            if bias == 0.0 {
                return;
            }
            let stem = *numbers.entry(analysis.stem).or_insert_with(|| {
                self.stems.push(analysis.stem);
                self.stems.len() as u32 - 1
            });
            let same = self.readings[start..]
                .iter()
                .find(|reading| reading.stem == stem);
            let slot = same.map_or_else(
                || {
                    slots += 1;
                    slots - 1
                },
                |reading| reading.slot,
            );
            self.readings.push(Reading {
                stem,
                affixes: analysis.affixes,
                slot,
                prefix: analysis.prefix,
                suffix: analysis.suffix,
                verbal: affix::is_imperfect(analysis.affixes),
                bias,
                posterior: 0.0,
            });
        });
        let share = 1.0 / (self.readings.len() - start) as f64;
        for reading in &mut self.readings[start..] {
            reading.posterior = share;
        }
    }

    /// One round: how much every stem and affix weighs by the last round's posteriors, then new ones.
    fn round(&mut self) {
        let e = |n: &str, d: f64| std::env::var(n).map_or(d, |v| v.parse().unwrap());
        let alone = e("VB", 0.0);
        let mut stems = vec![0.0; self.stems.len()];
        let mut verbs = vec![0.0; self.stems.len()];
        let mut conjunctions = [0.0; CONJUNCTION_CLASSES];
        let mut affixes = vec![0.0; STEMWARD];
        for (at, &weight) in self.weights.iter().enumerate() {
            for reading in &self.readings[self.starts[at]..self.starts[at + 1]] {
                let part = weight * reading.posterior;
                stems[reading.stem as usize] += part;
                if reading.verbal { verbs[reading.stem as usize] += part; }
                conjunctions[usize::from(reading.affixes) / STEMWARD] += part;
                affixes[usize::from(reading.affixes) % STEMWARD] += part;
            }
        }
        let roots = affix_roots(&conjunctions, &affixes);
        let mut own = Vec::new();
        for (at, &weight) in self.weights.iter().enumerate() {
            let readings = &mut self.readings[self.starts[at]..self.starts[at + 1]];
            own.clear();
            own.resize(readings.len(), (0.0, 0.0));
            for reading in readings.iter() {
                own[usize::from(reading.slot)].0 += weight * reading.posterior;
                if reading.verbal { own[usize::from(reading.slot)].1 += weight * reading.posterior; }
            }
            let mut total = 0.0;
            for reading in readings.iter_mut() {
                let stem = reading.stem as usize;
                let mut others = (stems[stem] - own[usize::from(reading.slot)].0).max(0.0);
                if reading.verbal { others -= alone * (verbs[stem] - own[usize::from(reading.slot)].1).max(0.0); others = others.max(0.0); }
                let root = roots[usize::from(reading.affixes)];
                reading.posterior = (others + self.unseen[stem] * root) * root * reading.bias;
                total += reading.posterior;
            }
            for reading in readings {
                reading.posterior /= total;
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
            let readings = &self.readings[self.starts[at]..self.starts[at + 1]];
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

/// What is known of an analysis beside its stem and the class of its affixes; a factor. Stems that
/// look like a word with its affixes still on attest each other in families (الإرهابي and الإرهاب), so
/// they must do with less; and a final ه or ا has readings that spelling or grammar speak against.
fn bias(entry: &Entry, analysis: &Analysis) -> f64 {
    let (form, stem) = (&entry.form[..], &analysis.stem[..]);
    if analysis.prefix + analysis.suffix > 0 && closed(stem).is_some() {
        return 0.0; // A function word has no other affixes than its own.
    }
    let mut bias = 1.0;
    if stem.len() >= 5 && stem.ends_with(&PLURAL) {
        bias *= 0.05;
    }
    if form.ends_with(&PLURAL) && analysis.suffix == 2 && analysis.change == Change::None {
        bias *= 0.5; // Rather سيارة than سيار.
    }
    if form.ends_with(&[YA]) && analysis.suffix == 1 && analysis.change == Change::None {
        bias *= 0.3; // Rather the nisba, عربي, than "my Arabs".
    }
    if form.len() >= 5 && form.ends_with(&[YA, ALIF]) && affix::is_imperfect(analysis.affixes) {
        bias *= 0.02; // ليبيا is no verb.
    }
    if form.ends_with(&[HA, ALIF]) && analysis.suffix == 1 {
        bias *= 0.3; // ها is rather the pronoun than ه with tanwin.
    }
    let of = |count: u32| f64::from(count) / f64::from(entry.count.max(1));
    let e = |n: &str, d: f64| std::env::var(n).map_or(d, |v| v.parse().unwrap());
    if entry.below > 0 && affix::is_imperfect(analysis.affixes) && form[usize::from(analysis.prefix) - 1] == ALIF {
        bias *= 1.0 - e("BL", 0.99) * of(entry.below);
    }
    if entry.maqsura > 0 && analysis.suffix == 1 && form.ends_with(&[YA]) {
        bias *= 1.0 - e("MQ", 0.95) * of(entry.maqsura);
    }
    if form.ends_with(&[HA]) {
        let share = f64::from(entry.feminine) / f64::from(entry.count.max(1));
        bias *= match analysis.suffix {
            0 => 0.1 + share,
            // Feminines are joined to their masculine later, by their company.
            _ if affix::is_feminine(analysis.affixes) => 0.0,
            _ => 1.05 - share,
        };
    }
    bias
}

/// Which forms there are.
struct Seen<'a> {
    /// How often each occurs, and how often spelled with ة.
    forms: FxHashMap<&'a [u8], (u32, u32)>,
}

impl<'a> Seen<'a> {
    fn new(entries: &'a [Entry]) -> Seen<'a> {
        Seen {
            forms: entries
                .iter()
                .map(|entry| (&entry.form[..], (entry.count, entry.feminine)))
                .collect(),
        }
    }

    fn bias(&self, entry: &Entry, analysis: &Analysis) -> f64 {
        let e = |n: &str, d: f64| std::env::var(n).map_or(d, |v| v.parse().unwrap());
        let form = &entry.form[..];
        let mut bias = 1.0;
        let prefix = usize::from(analysis.prefix);
        let slice = &form[prefix..form.len() - usize::from(analysis.suffix)];
        if affix::is_imperfect(analysis.affixes) {
            let letter_of_person = form[prefix - 1];
            if letter_of_person != YA {
                let he = Stem::new(&[YA]).joined(slice);
                if !self.forms.contains_key(&he[..]) {
                    bias *= e("HE", 0.3);
                }
            }
            if letter_of_person == ALIF {
                if slice[0] == letter('ل') {
                    bias *= e("AL", 0.05);
                }
            }
        }
        let stem = &analysis.stem[..];
        if stem.len() >= 5 && (stem.ends_with(&['ي', 'ن'].map(letter)) || stem.ends_with(&['و', 'ن'].map(letter))) {
            bias *= e("YN", 0.2);
        }
        let perfect = |stem: &[u8]| -> f64 {
            let of = |ending: &[u8]| self.forms.get(&Stem::new(stem).joined(ending)[..]).map_or(0.0, |c| f64::from(c.0 - c.1));
            of(&[letter('ت')]) + of(&[28, ALIF])
        };
        let defined = |stem: &[u8]| -> f64 {
            self.forms.get(&Stem::new(&ARTICLE).joined(stem)[..]).map_or(0.0, |c| f64::from(c.0))
        };
        if stem.len() >= 4 && stem.starts_with(&ARTICLE) {
            bias *= if perfect(stem) + defined(stem) >= e("ALP", 3.0) { e("ALB", 1.0) } else { 0.05 };
        }
        if stem.len() >= e("YL", 3.0) as usize && stem[0] == YA {
            let she = Stem::new(&[letter('ت')]).joined(&stem[1..]);
            if self.forms.contains_key(&she[..]) {
                bias *= e("YS", 0.1);
            }
        }
        if stem.len() >= 3 && stem[0] == letter('ت') {
            let he = Stem::new(&[YA]).joined(&stem[1..]);
            if let Some(he) = self.forms.get(&he[..]) {
                if perfect(stem) + defined(stem) < e("TSR", 0.1) * f64::from(he.0) { bias *= e("TS", 0.1); }
            }
        }
        if stem.len() >= 5 && stem.ends_with(&[ALIF]) {
            bias *= e("YA", 0.1);
        }
        if affix::is_imperfect(analysis.affixes) {
            let w = |l: u8| Stem::new(&[l]).joined(slice);
            let mut most = perfect(slice).max(perfect(&w(ALIF))).max(perfect(&w(28)));
            let n = slice.len();
            if n >= 3 && matches!(slice[n - 2], 28 | YA) {
                let mut h = slice.to_vec();
                h[n - 2] = ALIF;
                most = most.max(perfect(&h)).max(perfect(&Stem::new(&[ALIF]).joined(&h)));
            }
            bias *= match std::env::var("PF").as_deref() {
                Ok("s") => ((perfect(stem) + 2.0) / (most + 2.0)).sqrt(),
                Ok("q") => ((perfect(stem) + 2.0) / (most + 2.0)).sqrt().sqrt(),
                Ok("n") => 1.0, Ok("l") => ((perfect(stem) + 2.0) / (most + 2.0)),
                _ => ((perfect(stem) + 2.0) / (most + 2.0)).sqrt(),
            };
        }
        if form.ends_with(&PLURAL) && analysis.suffix == 2 {
            let count = |stem: &[u8]| {
                let bare = self.forms.get(stem).copied().unwrap_or((0, 0));
                let defined = Stem::new(&ARTICLE).joined(stem);
                let defined = self.forms.get(&defined[..]).copied().unwrap_or((0, 0));
                (f64::from(bare.0 + defined.0), f64::from(bare.1 + defined.1))
            };
            let (all, feminine) = count(&Stem::new(slice).joined(&[HA]));
            let (masculine, _) = count(slice);
            let times = if slice.len() <= 3 { e("R3", 8.0) } else { e("R4", 3.0) };
            if feminine >= 2.0 && feminine >= e("SH",0.3) * all && feminine * times >= masculine {
                if analysis.change == Change::None { bias *= e("ATN", 0.05); }
            } else if analysis.change == Change::AddHa && feminine < 0.05 * masculine { bias *= e("ATH", 0.3); }
        }
        bias
    }
}
