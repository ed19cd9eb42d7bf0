//! Joining a broken plural to its singular: مدارس and مدرسة, وزراء and وزير.

use super::company::{Company, companies};
use super::pair::pairs;
use super::weight::doublings;
use super::{Choice, Entry};
use crate::text::affix::Stem;
use crate::text::letter::letter;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Gives broken plurals the lemma of their singular. `roots` are those of the choices.
pub(super) fn join(entries: &[Entry], choices: &mut [Choice], roots: &mut [Vec<u8>]) {
    let lemmas = companies(entries, choices, |choice| choice.lemma);
    let stems = companies(entries, choices, |choice| choice.stem);
    let vocabulary = Vocabulary {
        roots: choices
            .iter()
            .map(|choice| choice.lemma)
            .zip(roots.iter().cloned())
            .collect(),
        lemmas,
        stems,
    };
    let singulars = vocabulary.singulars();
    let mut of_lemma: FxHashMap<Stem, Vec<u8>> = FxHashMap::default();
    for (choice, root) in choices.iter_mut().zip(roots.iter_mut()) {
        if choice.rooted && let Some(singular) = singulars.get(&choice.lemma) {
            let own = vocabulary.roots[singular].clone();
            if own.is_empty() && !root.is_empty() {
                of_lemma.insert(*singular, root.clone());
            }
            choice.lemma = *singular;
            *root = own;
        }
    }
    for (choice, root) in choices.iter().zip(roots) {
        if root.is_empty() && let Some(of_lemma) = of_lemma.get(&choice.lemma) {
            root.clone_from(of_lemma);
        }
    }
}

/// What is known of all lemmas before any plural is joined.
struct Vocabulary {
    lemmas: FxHashMap<Stem, Company>,
    stems: FxHashMap<Stem, Company>,
    roots: FxHashMap<Stem, Vec<u8>>,
}

struct Candidate {
    plural: Stem,
    singular: Stem,
    score: f64,
}

impl Vocabulary {
    fn singulars(&self) -> FxHashMap<Stem, Stem> {
        let e = |n: &str, d: f64| std::env::var(n).map_or(d, |v| v.parse().unwrap());
        let least = e("PT", 0.0);
        let pairs = pairs();
        let mut all: Vec<&Stem> = self.lemmas.keys().collect();
        all.sort_unstable_by(|a, b| a[..].cmp(&b[..]));
        let mut found: Vec<Candidate> = all
            .into_par_iter()
            .flat_map_iter(|lemma| {
                let mut candidates: Vec<(Stem, [u8; 4], f64)> = Vec::new();
                for pair in &pairs {
                    if let Some((stem, root)) = pair.singular(lemma)
                        && self.lemmas.contains_key(&stem)
                        && !candidates.iter().any(|(other, ..)| *other == stem)
                    {
                        candidates.push((stem, root, pair.weight));
                    }
                }
                let total: f64 = candidates.iter().map(|(stem, ..)| self.lemmas[stem].all).sum();
                let scored = candidates.into_iter().map(|(singular, root, weight)| Candidate {
                    plural: *lemma,
                    singular,
                    score: weight + self.score(lemma, &singular, &root, total),
                });
                scored.filter(|c| c.score > least).collect::<Vec<_>>()
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut singulars: FxHashMap<Stem, Stem> = FxHashMap::default();
        let mut taken: FxHashSet<Stem> = FxHashSet::default();
        for c in found {
            if !singulars.contains_key(&c.plural) && !singulars.contains_key(&c.singular) && !taken.contains(&c.plural) {
                taken.insert(c.singular);
                singulars.insert(c.plural, c.singular);
            }
        }
        singulars
    }

    fn score(&self, plural: &Stem, singular: &Stem, root: &[u8; 4], total: f64) -> f64 {
        let p = &self.lemmas[plural];
        let s = &self.lemmas[singular];
        let feminine = self
            .stems
            .get(&plural.joined(&[letter('ه')]))
            .map_or(0.0, |company| company.all);
        let same = [plural, singular].iter().all(|stem| self.roots.get(*stem).is_some_and(|of| of.iter().eq(root.iter().filter(|&&r| r != 0))));
        let mut score = -1.44;
        score -= 0.69 * p.imperfect / (p.all + 2.0);
        score -= 1.7 * p.perfect / (p.all + 2.0);
        score += 1.85 * (p.pronoun / (p.all + 10.0)).min(0.2);
        score -= 24.0 * (p.at / (p.all + 10.0)).min(0.05);
        score -= 1.4 * (feminine / (p.all + 3.0)).min(0.5);
        score += 1.32 * p.agrees();
        score -= 2.14 * p.below / (p.all + 1.0);
        if plural.last() == Some(&letter('ي')) {
            score += 1.39 * (p.maqsura / (p.all + 1.0) - 0.3);
        }
        score -= 1.92 * (s.imperfect / (s.all + 2.0)).min(0.5);
        score -= 6.8 * (s.perfect / (s.all + 2.0)).min(0.2);
        score += 26.0 * (s.dual / (s.all + 10.0)).min(0.02);
        if singular.last() != Some(&letter('ه')) {
            score -= 1.5 * s.agrees();
        }
        let [many, one] = [p.all, s.all].map(|count| doublings(count as u32));
        score -= 0.49 * (many - one).clamp(0.0, 6.0);
        score -= 0.1 * one.min(8.0);
        score += 1.08 * s.all / (total + 1.0);
        if same { score += 0.4; }
        score
    }
}
