//! Ranking the best pages anew by their texts: how close together the words of the query stand, and
//! whether in its order. The texts are those that passages are shown from, so that nothing else
//! need be fetched for it.
//!
//! ```text
//! score(page) += pairs * sum over neighbouring content words t, u of the query of
//!                        (worth(t) + worth(u)) / 2 * weight    if u follows t, with one word between at most
//!              + window * the best stretch's sum over t of worth(t) * weight
//! ```
//! `weight` is the lesser of the two words' weights, or the word's own, as in
//! [`score`](crate::query::score).

use super::Library;
use super::rank::{Ranked, Tally};
use crate::error::Error;
use crate::format::lexicon::Lexicon;
use crate::format::pack::PackKind;
use crate::format::{pages, positions};
use crate::id::FormId;
use crate::text;

/// Words in a stretch.
const WINDOW: u32 = 16;
/// How far the second word of a pair is from the first at most.
const PAIR: u32 = 2;

/// A word of a text that answers a query word.
struct Place {
    position: u32,
    term: usize,
    weight: f32,
}

impl Library {
    /// What the text of a page adds to its score.
    pub(super) fn closeness(
        &self,
        page: u32,
        words: &[Ranked<'_>],
        tally: &Tally,
        lexicon: &Lexicon,
    ) -> Result<f32, Error> {
        let stored = self.part(PackKind::Pages, page, pages::read)?;
        let mut places: Vec<Place> = Vec::new();
        let mut position = 0;
        let mut key = Vec::new();
        for block in &stored.blocks {
            position += positions::BLOCK_GAP;
            for range in text::words(&block.text) {
                position += 1;
                let word = &block.text[range];
                key.clear();
                text::fold(word, &mut key);
                let Some(form) = lexicon.form(&key) else {
                    continue;
                };
                for (term, ranked) in words.iter().enumerate() {
                    let weight = self.weight(ranked, word, form);
                    if weight > 0.0 && !ranked.target.function_word {
                        places.push(Place {
                            position,
                            term,
                            weight,
                        });
                    }
                }
            }
        }
        let ranking = &self.ranking;
        Ok(ranking.pairs * pairs(&places, words, &tally.worths)
            + ranking.window * window(&places, &tally.worths))
    }

    /// The weight of a word of a text as evidence for a query word.
    fn weight(&self, ranked: &Ranked<'_>, word: &str, form: FormId) -> f32 {
        let own = ranked
            .target
            .depth_of_word(word, form)
            .filter(|depth| *depth <= ranked.target.depth);
        own.map_or_else(
            || ranked.kin.map_or(0.0, |kin| kin.weight(form)),
            |depth| self.ranking.depths[depth as usize],
        )
    }
}

/// The neighbouring words of the query that follow each other in the text.
fn pairs(places: &[Place], words: &[Ranked<'_>], worths: &[f32]) -> f32 {
    let content: Vec<usize> = (0..words.len())
        .filter(|&term| !words[term].target.function_word && worths[term] > 0.0)
        .collect();
    let mut sum = 0.0;
    for pair in content.windows(2) {
        let mut best: f32 = 0.0;
        for (i, first) in places
            .iter()
            .enumerate()
            .filter(|(_, place)| place.term == pair[0])
        {
            for second in &places[i..] {
                if second.position > first.position + PAIR {
                    break;
                }
                if second.term == pair[1] && second.position > first.position {
                    best = best.max(first.weight.min(second.weight));
                }
            }
        }
        sum += best * (worths[pair[0]] + worths[pair[1]]) / 2.0;
    }
    sum
}

/// The worth of the best stretch.
fn window(places: &[Place], worths: &[f32]) -> f32 {
    let mut best: f32 = 0.0;
    let mut weights = vec![0.0f32; worths.len()];
    for (i, first) in places.iter().enumerate() {
        weights.fill(0.0);
        for place in &places[i..] {
            if place.position >= first.position + WINDOW {
                break;
            }
            weights[place.term] = weights[place.term].max(place.weight);
        }
        let sum = weights
            .iter()
            .zip(worths)
            .fold(0.0, |sum, (weight, worth)| sum + weight * worth);
        best = best.max(sum);
    }
    best
}
