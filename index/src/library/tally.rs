//! What pages have of a query, told of those pages alone that have anything of it.

use super::places::Places;
use crate::order::{bring_forward, pair};

/// What the pages have of the query: a score and the words present. Only pages that have any evidence are
/// in it, each at a place; the places are in the order of the pages.
pub(super) struct Tally {
    pub(super) pages: Vec<u32>,
    pub(super) scores: Vec<f32>,
    /// Bit `i` is set if the page has query word `i`.
    pub(super) present: Vec<u32>,
    /// Whether the page has evidence for any content word.
    pub(super) content: Vec<bool>,
    /// What each query word is worth.
    pub(super) worths: Vec<f32>,
    /// The most that any page has besides what the postings say of it.
    pub(super) besides: f32,
}

/// What a page has of one query word.
#[derive(Clone, Copy, Default)]
pub(super) struct Evidence {
    /// The weighed count before saturation; zero for pages without.
    pub(super) count: f32,
    /// The greatest weight in the title, and in the lead.
    pub(super) title: f32,
    pub(super) lead: f32,
}

/// What the pages have of one query word, by their places.
pub(super) struct Gathered {
    pub(super) all: Vec<Evidence>,
    /// Places with evidence, in the order they were met.
    pub(super) places: Vec<u32>,
}

/// Evidence below this is a trace.
const TRACE: f32 = 0.3;

impl Gathered {
    pub(super) fn add(&mut self, place: usize, weight: f32, count: u32, title: bool, lead: bool) {
        let Some(evidence) = self.all.get_mut(place) else {
            return;
        };
        if evidence.count == 0.0 {
            self.places.push(place as u32);
        }
        evidence.count += weight * count as f32;
        if title {
            evidence.title = evidence.title.max(weight);
        }
        if lead {
            evidence.lead = evidence.lead.max(weight);
        }
    }

    /// How many pages have more than a trace of the word, one at least.
    pub(super) fn telling(&self) -> u32 {
        let telling = |&&place: &&u32| self.all[place as usize].count >= TRACE;
        self.places.iter().filter(telling).count().max(1) as u32
    }
}

impl Tally {
    fn place(&self, page: u32) -> Option<usize> {
        self.pages.binary_search(&page).ok()
    }

    /// All pages that have evidence, in their order, each with the words present and whether it has evidence
    /// for a content word, be it that of a word's kin.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, u32, bool)> {
        let present = self.pages.iter().zip(&self.present).zip(&self.content);
        present.map(|((&page, &present), &content)| (page, present, content))
    }

    /// Adds to the score of a page.
    pub(super) fn add(&mut self, page: u32, more: f32) {
        if let Some(place) = self.place(page) {
            self.scores[place] += more;
        }
    }

    /// Brings the best so many pages to the front, the best first; equals are in page order. The others
    /// are behind them in any order.
    pub(super) fn sort(&self, pages: &mut [u32], first: usize) {
        let ascending = pages.is_sorted();
        let mut places = Places::among(&self.pages);
        // No score is below zero, so that scores are in the order of their bits.
        let mut keys: Vec<u64> = pages
            .iter()
            .map(|&page| {
                let place = if ascending {
                    places.of(page)
                } else {
                    self.place(page)
                };
                let score = place.map_or(0.0, |place| self.scores[place]);
                pair(!score.to_bits(), page)
            })
            .collect();
        bring_forward(&mut keys, first);
        for (page, key) in pages.iter_mut().zip(keys) {
            *page = key as u32;
        }
    }

    pub(super) fn score(&self, page: u32) -> f32 {
        self.place(page).map_or(0.0, |place| self.scores[place])
    }

    /// The words a page has.
    pub(super) fn present(&self, page: u32) -> u32 {
        self.place(page).map_or(0, |place| self.present[place])
    }
}
