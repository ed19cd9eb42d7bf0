//! Ranking the best pages anew by their titles and texts: whether the query says the whole title, how
//! close together its words stand in the text, and whether in its order. The texts are those that
//! passages are shown from, so that nothing else need be fetched for it.
//!
//! ```text
//! score(page) += whole_title * sum over t of worth(t) * weight in the title * (share of the title said)^2
//!              + pairs * sum over neighbouring content words t, u of the query of
//!                        (worth(t) + worth(u)) / 2 * weight    if u follows t, with one word between at most
//!              + window * the best stretch's sum over t of worth(t) * weight
//! ```
//! `weight` is that of the word as evidence, as in [`score`](crate::query::score), of a pair the lesser
//! of the two. Neighbouring words are the sequential dependence of Metzler and Croft, "A Markov random
//! field model for term dependencies" (SIGIR 2005).

use super::Library;
use super::rank::Ranked;
use super::tally::Tally;
use crate::error::Error;
use crate::format::pack::PackKind;
use crate::format::{pages, positions};
use crate::query::vocabulary::Vocabulary;
use crate::text;

/// Words in a stretch.
const WINDOW: u32 = 16;
/// How far the second word of a pair is from the first at most.
const PAIR: u32 = 2;

/// A word of a text that answers a word of the query.
struct Place {
    position: u32,
    term: usize,
    weight: f32,
}

/// What looks at texts for the words of one query.
pub(super) struct Reader<'a> {
    pub(super) library: &'a Library,
    pub(super) vocabulary: &'a Vocabulary<'a>,
    pub(super) words: &'a [Ranked<'a>],
    pub(super) tally: &'a Tally,
}

impl Reader<'_> {
    /// What title and text of a page add to its score.
    pub(super) fn more(&self, page: u32) -> Result<f32, Error> {
        let (library, ranking) = (self.library, &self.library.ranking);
        let stored = library.part(PackKind::Pages, page, pages::read)?;
        let record = library.stored_record(page)?;
        let mut places: Vec<Place> = Vec::new();
        let mut position = 0;
        for block in &stored.blocks {
            position += positions::BLOCK_GAP;
            self.read(&block.text, &mut position, &mut places);
        }
        Ok(ranking.whole_title * self.title(&record.title)
            + ranking.pairs * self.pairs(&places)
            + ranking.window * self.window(&places))
    }

    /// Adds the words of a text that answer content words of the query.
    fn read(&self, text: &str, position: &mut u32, places: &mut Vec<Place>) {
        let mut key = Vec::new();
        for range in text::words(text) {
            *position += 1;
            let word = &text[range];
            key.clear();
            text::fold(word, &mut key);
            let Some(form) = self.vocabulary.form(&key) else {
                continue;
            };
            for ranked in self.words {
                let weight = ranked.weight(word, form, &self.library.ranking);
                if weight > 0.0 && !ranked.target.function_word {
                    places.push(Place {
                        position: *position,
                        term: ranked.place,
                        weight,
                    });
                }
            }
        }
    }

    /// The worth of the title's words, by how much of the title they are.
    fn title(&self, title: &str) -> f32 {
        // What stands in for a title ends so.
        if title.ends_with('…') {
            return 0.0;
        }
        let (mut places, mut words) = (Vec::new(), 0);
        self.read(title, &mut words, &mut places);
        let said = places.chunk_by(|a, b| a.position == b.position);
        let said: f32 = said.map(|places| best(places.iter())).sum();
        let mut key = Vec::new();
        for range in text::words(title) {
            key.clear();
            text::fold(&title[range], &mut key);
            words -= u32::from(text::is_function_word(&key));
        }
        let share = (said / words.max(1) as f32).min(1.0);
        self.worth(&places) * share * share
    }

    /// The worth of neighbouring words of the query that follow each other in the text.
    fn pairs(&self, places: &[Place]) -> f32 {
        let worths = &self.tally.worths;
        let content = |&term: &usize| {
            let word = &self.words[term];
            !word.target.function_word && word.place == term && worths[term] > 0.0
        };
        let content: Vec<usize> = (0..self.words.len()).filter(content).collect();
        let mut sum = 0.0;
        for pair in content.windows(2) {
            let mut best: f32 = 0.0;
            for (i, first) in places.iter().enumerate() {
                if first.term != pair[0] {
                    continue;
                }
                let after = places[i..]
                    .iter()
                    .take_while(|place| place.position <= first.position + PAIR);
                for second in after.filter(|place| place.term == pair[1]) {
                    if second.position > first.position {
                        best = best.max(first.weight.min(second.weight));
                    }
                }
            }
            sum += best * (worths[pair[0]] + worths[pair[1]]) / 2.0;
        }
        sum
    }

    /// The worth of the best stretch.
    fn window(&self, places: &[Place]) -> f32 {
        let mut highest: f32 = 0.0;
        for (i, first) in places.iter().enumerate() {
            let length = places[i..]
                .iter()
                .take_while(|place| place.position < first.position + WINDOW)
                .count();
            highest = highest.max(self.worth(&places[i..i + length]));
        }
        highest
    }

    /// What the words of the query that are in these places are worth, each once.
    fn worth(&self, places: &[Place]) -> f32 {
        let mut sum = 0.0;
        for (term, worth) in self.tally.worths.iter().enumerate() {
            sum += worth * best(places.iter().filter(|place| place.term == term));
        }
        sum
    }
}

fn best<'a>(places: impl Iterator<Item = &'a Place>) -> f32 {
    places.fold(0.0, |best, place| best.max(place.weight))
}
