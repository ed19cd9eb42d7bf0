//! Joining a broken plural to its singular: مدارس and مدرسة, وزراء and وزير.
//!
//! Of a lemma with the shape of a plural, every lemma with the shape of its singular is weighed
//! ([`Pair`]): by what the pair of patterns is worth, and by the company of both. A plural is no
//! verb and no verbal noun, agrees as plurals do and has no plural of its own; a singular has a dual,
//! agrees as singulars do, and is the foremost of those it competes with. The sum decides, the best
//! pair first; what is a plural is then no singular, and the other way round.
//!
//! The weights were tuned on judged pairs and rounded to quarters. That broken
//! plurals agree as the feminine does see [`agreement`](super::agreement).

use super::company::{Company, companies};
use super::pair::{Pair, pairs};
use super::weight::doublings;
use super::{Choice, Entry};
use crate::text::affix::Stem;
use crate::text::function_words::is_allah;
use crate::text::letter::letter;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// The least score a plural is joined with.
const LEAST: f64 = -0.75;
/// What a pair scores of which nothing is known.
const UNKNOWN: f64 = -1.25;

/// Gives broken plurals the lemma of their singular. `roots` are those of the choices.
pub(super) fn join(entries: &[Entry], choices: &mut [Choice], roots: &mut [Vec<u8>]) {
    let (lemmas, stems) = rayon::join(
        || companies(entries, choices, |choice| choice.lemma),
        || companies(entries, choices, |choice| choice.stem),
    );
    let vocabulary = Vocabulary {
        roots: choices
            .iter()
            .map(|choice| choice.lemma)
            .zip(roots.iter().cloned())
            .collect(),
        lemma_of: choices
            .iter()
            .filter(|c| c.rooted)
            .flat_map(|choice| [(choice.stem, choice.lemma), (choice.lemma, choice.lemma)])
            .collect(),
        lemmas,
        stems,
    };
    let singulars = vocabulary.singulars();
    let mut of_lemma: FxHashMap<Stem, Vec<u8>> = FxHashMap::default();
    for (choice, root) in choices.iter_mut().zip(roots.iter_mut()) {
        if choice.rooted
            && let Some(singular) = singulars.get(&choice.lemma)
        {
            let own = vocabulary.roots[singular].clone();
            if own.is_empty() && !root.is_empty() {
                of_lemma.insert(*singular, root.clone());
            }
            choice.lemma = *singular;
            *root = own;
        }
    }
    for (choice, root) in choices.iter().zip(roots) {
        if root.is_empty()
            && let Some(of_lemma) = of_lemma.get(&choice.lemma)
        {
            root.clone_from(of_lemma);
        }
    }
}

/// What is known of all lemmas before any plural is joined.
struct Vocabulary {
    lemmas: FxHashMap<Stem, Company>,
    stems: FxHashMap<Stem, Company>,
    roots: FxHashMap<Stem, Vec<u8>>,
    /// The lemma of each stem.
    lemma_of: FxHashMap<Stem, Stem>,
}

/// A lemma that may be the plural of another.
struct Candidate {
    plural: Stem,
    singular: Stem,
    score: f64,
}

impl Vocabulary {
    /// The singular of every lemma that is a broken plural.
    fn singulars(&self) -> FxHashMap<Stem, Stem> {
        let pairs = pairs();
        let mut all: Vec<&Stem> = self.lemmas.keys().collect();
        all.retain(|lemma| !is_allah(lemma));
        all.sort_unstable_by(|a, b| a[..].cmp(&b[..]));
        let mut found: Vec<Candidate> = all
            .into_par_iter()
            .flat_map_iter(|lemma| self.candidates(lemma, &pairs))
            .filter(|candidate| candidate.score > LEAST)
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut singulars: FxHashMap<Stem, Stem> = FxHashMap::default();
        let mut with_plural: FxHashSet<Stem> = FxHashSet::default();
        for Candidate {
            plural, singular, ..
        } in found
        {
            if !singulars.contains_key(&plural)
                && !singulars.contains_key(&singular)
                && !with_plural.contains(&plural)
            {
                with_plural.insert(singular);
                singulars.insert(plural, singular);
            }
        }
        singulars
    }

    /// The singulars a lemma may be the plural of.
    fn candidates(&self, plural: &Stem, pairs: &[Pair]) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for pair in pairs {
            if let Some((stem, root)) = pair.singular(plural)
                && let Some(&singular) = self.lemma_of.get(&stem)
                && singular != *plural
                && !is_allah(&singular)
                && !found.iter().any(|other| other.singular == singular)
            {
                // A singular that was joined to its masculine: rather that has another plural.
                let feminine = if singular == stem { 0.0 } else { -1.0 };
                found.push(Candidate {
                    plural: *plural,
                    singular,
                    score: UNKNOWN + pair.weight + feminine + self.score(plural, &singular, &root),
                });
            }
        }
        let all = |candidate: &Candidate| self.lemmas[&candidate.singular].all;
        let total: f64 = found.iter().map(all).sum();
        for candidate in &mut found {
            candidate.score += all(candidate) / (total + 3.0);
        }
        found
    }

    /// What the company of a plural and its singular says for them.
    fn score(&self, plural: &Stem, singular: &Stem, root: &[u8; 4]) -> f64 {
        let (many, one) = (&self.lemmas[plural], &self.lemmas[singular]);
        let of_feminine = self
            .stems
            .get(&plural.joined(&[letter('ه')]))
            .map_or(0.0, |company| company.all);
        // A share of the occurrences, as if `more` were seen, up to `most`; from 0 to 1.
        let share = |seen: f64, of: &Company, more: f64, most: f64| {
            (seen / (of.all + more)).min(most) / most
        };
        let mut score = self.score_roots(plural, singular, root);
        score -= 0.5 * share(many.imperfect, many, 2.0, 1.0);
        score -= 2.0 * share(many.perfect, many, 2.0, 1.0);
        score += 0.25 * share(many.pronoun, many, 10.0, 0.2);
        score -= 1.25 * share(many.feminine_plural, many, 10.0, 0.05);
        score -= 0.75 * share(of_feminine, many, 3.0, 0.5); // A participle: معارض, معارضة.
        score -= 2.25 * share(many.below, many, 1.0, 1.0); // A verbal noun: إعلام is no أعلام.
        score += share(one.below, one, 1.0, 1.0);
        if plural.last() == Some(&letter('ي')) {
            score += 1.25 * (share(many.maqsura, many, 1.0, 1.0) - 0.3); // قتلى, no nisba.
        }
        score += 1.25 * many.agreement();
        if singular.last() != Some(&letter('ه')) {
            score -= 1.5 * one.agreement();
        }
        score -= share(one.imperfect, one, 2.0, 0.5);
        score -= 1.25 * share(one.perfect, one, 2.0, 0.2);
        score += 0.5 * share(one.dual, one, 10.0, 0.02);
        score -= 0.25 * share(one.feminine_plural, one, 10.0, 0.1);
        let [many, one] = [many, one].map(|company| doublings(company.all as u32));
        score - 0.5 * (many - one).clamp(0.0, 6.0) - 0.1 * one.min(8.0)
    }

    /// What the learned roots say for a pair that has this one.
    fn score_roots(&self, plural: &Stem, singular: &Stem, root: &[u8; 4]) -> f64 {
        let [many, one] = [plural, singular].map(|stem| self.roots.get(stem));
        if many == one && many.is_some_and(|of| of.iter().eq(root.iter().filter(|&&r| r != 0))) {
            return 0.0;
        }
        match (many, one) {
            (Some(many), Some(one)) if !many.is_empty() && !one.is_empty() && many != one => -0.5,
            _ => 0.0,
        }
    }
}
