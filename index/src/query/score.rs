//! How much a page is worth for a query: BM25 in which the depths of a word share one saturation, and
//! bonuses for words in places that tell.
//!
//! For a query word `t` and a page of `length` words,
//!
//! ```text
//! score(page) = sum over t of  worth(t) * (saturated(t) + title * in_title(t) + lead * in_lead(t)
//!                                          + book * in_book_title(t))
//!               + cue * sum over t of worth(t)                         if the page has what is asked for
//! worth(t)     = weight(t) * idf(pages that have the lemma)
//! saturated(t) = T * (k1 + 1) / (T + k1 * (1 - b + b * length / average))
//! T            = sum over the spellings v that answer t of  weight(v, t) * count(v)
//! ```
//!
//! Evidence is added before it saturates, as in Robertson, Zaragoza and Taylor, "Simple BM25 extension
//! to multiple weighted fields" (CIKM 2004), so that many inflected forms are worth less than as
//! many of the word itself; weighing the alternatives of a word within it is the structured query of
//! Darwish and Oard, "Probabilistic structured query methods" (SIGIR 2003). `in_title`, `in_lead`
//! and `in_book_title` are the greatest `weight(v, t)` found there, for content words only.
//!
//! Only `+ - * /` and square roots of `f32` are used, which are the same on every machine, always in
//! the same order; the logarithm is in whole numbers.

use crate::answer::Depth;

/// The numbers of the ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// How fast occurrences saturate.
    pub k1: f32,
    /// How much the length of the page counts, 0 to 1.
    pub b: f32,
    /// Weights of the depths, in the order of [`Depth::ALL`]. That of the root is for a root that is
    /// no more frequent than the lemma; see [`Ranking::root`].
    pub depths: [f32; 4],
    /// Whether words of the same root are evidence for a word asked for at the depth of its lemma.
    pub roots: bool,
    /// A root in more than this share of the pages says nothing.
    pub common_root: f32,
    /// The weight of a word written almost alike, times the square of its likeness.
    pub near: f32,
    /// The weight of the likeliest word that may have been meant by one the library lacks.
    pub meant: f32,
    /// What being in the title is worth, of the word's worth.
    pub title: f32,
    /// What being among the first words of the text is worth.
    pub lead: f32,
    /// What being in the title of the page's book is worth.
    pub book: f32,
    /// What a year is worth where the query asks when, and a number where it asks how many: of the
    /// worth of all the query's words.
    pub cue: f32,
    /// Weight of a particle, pronoun or question word.
    pub function_word: f32,
    /// Weight of a word that nobody typed: a half of one the library lacks, or two as one.
    pub repair: f32,
    /// What saying the whole title is worth, of the worth of the title's words.
    pub whole_title: f32,
    /// What neighbouring words of the query are worth that are neighbours in the text, too.
    pub pairs: f32,
    /// What the best stretch of the text is worth, by the words of the query in it.
    pub window: f32,
    /// How many of the best pages are ranked anew by their texts.
    pub rerank: u32,
}

impl Ranking {
    /// The numbers by which libraries are ranked, and by which the best pages of a word are chosen when they are
    /// built.
    pub const DEFAULT: Ranking = Ranking {
        k1: 0.45,
        b: 0.7,
        depths: [1.0, 1.0, 0.55, 0.25],
        roots: true,
        common_root: 0.2,
        near: 0.5,
        meant: 0.8,
        title: 0.25,
        lead: 0.2,
        book: 0.15,
        cue: 0.25,
        function_word: 0.3,
        repair: 0.7,
        whole_title: 0.4,
        pairs: 0.3,
        window: 0.25,
        rerank: 20,
    };
}

impl Default for Ranking {
    fn default() -> Ranking {
        Ranking::DEFAULT
    }
}

/// A part of the ranking that can be left out: its name, and what leaves it out.
pub type Part = (&'static str, fn(&mut Ranking));

impl Ranking {
    /// The parts of the ranking, each of which can be left out to see what it gives.
    pub const PARTS: [Part; 14] = [
        ("depths weighed", |r| {
            r.depths = [1.0, 1.0, 1.0, r.depths[3]]
        }),
        ("root", |r| r.roots = false),
        ("words written alike", |r| r.near = 0.0),
        ("words mistaken", |r| r.meant = 0.0),
        ("title", |r| r.title = 0.0),
        ("lead", |r| r.lead = 0.0),
        ("title of the book", |r| r.book = 0.0),
        ("year or number asked for", |r| r.cue = 0.0),
        ("function words weighed", |r| r.function_word = 1.0),
        ("words repaired", |r| r.repair = 0.0),
        ("whole title", |r| r.whole_title = 0.0),
        ("pairs", |r| r.pairs = 0.0),
        ("window", |r| r.window = 0.0),
        ("reranking", |r| r.rerank = 0),
    ];

    /// The weight of a word of the same root as evidence for a lemma, by how many of all pages have the
    /// lemma and the root; zero for a root that is everywhere.
    pub fn root(&self, lemma: u32, root: u32, all: u32) -> f32 {
        if root as f32 > self.common_root * all.max(25) as f32 {
            return 0.0;
        }
        let share = (lemma.min(root) as f32 + 5.0) / (root as f32 + 5.0);
        self.depths[Depth::Root as usize] * share.sqrt()
    }

    /// The share of a word's worth that a page earns: with this evidence in its `length` words, and the greatest weights
    /// in its title and in its lead, which only a content word has.
    pub fn share(
        &self,
        evidence: f32,
        (title, lead): (f32, f32),
        length: u32,
        average: f32,
    ) -> f32 {
        self.saturated(evidence, length, average) + (self.title * title + self.lead * lead)
    }

    /// The same by the evidence alone.
    pub fn saturated(&self, evidence: f32, length: u32, average: f32) -> f32 {
        let norm = self.k1 * (1.0 - self.b + self.b * length as f32 / average.max(1.0));
        evidence * (self.k1 + 1.0) / (evidence + norm)
    }
}

/// How rare a word is that `with` of `all` pages have: `log2(1 + (all - with + 0.5) / (with + 0.5))`,
/// that is `log2((all + 1) / (with + 0.5))`.
pub fn idf(with: u32, all: u32) -> f32 {
    let numerator = (2 * u64::from(all.max(with)) + 2) << 20;
    let ratio = numerator / (2 * u64::from(with) + 1);
    (log2(ratio) as f32 - 20.0 * 65536.0) / 65536.0
}

/// The binary logarithm of a number above 0, in 65536ths, by repeated squaring.
pub fn log2(number: u64) -> u32 {
    let number = number.max(1);
    let whole = number.ilog2();
    // The number as a fraction from 1 to 2, with 31 bits behind the point.
    let mut fraction = if whole > 31 {
        number >> (whole - 31)
    } else {
        number << (31 - whole)
    };
    let mut log = whole;
    for _ in 0..16 {
        fraction = (fraction * fraction) >> 31;
        log <<= 1;
        if fraction >= 1 << 32 {
            fraction >>= 1;
            log |= 1;
        }
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn logarithms_of_powers_are_whole() {
        for power in 0..63 {
            assert_eq!(log2(1 << power), power << 16);
        }
    }

    #[test]
    fn rarer_words_weigh_more_and_no_word_less_than_nothing() {
        let mut before = f32::MAX;
        for with in [0, 1, 2, 10, 99, 100] {
            let got = idf(with, 100);
            assert!(got < before && got > 0.0, "{with}: {got}");
            before = got;
        }
    }

    proptest! {
        #[test]
        #[expect(clippy::disallowed_methods, reason = "the oracle, within what machines differ by")]
        fn logarithms_agree_with_the_library(number in 1u64..) {
            let expected = (number as f64).log2();
            prop_assert!((f64::from(log2(number)) / 65536.0 - expected).abs() < 1e-4);
        }

        #[test]
        fn more_evidence_is_worth_more_and_bounded(a in 0.1f32..50.0, more in 0.1f32..50.0, length in 0u32..5000) {
            let ranking = Ranking::default();
            let (low, high) = (ranking.saturated(a, length, 300.0), ranking.saturated(a + more, length, 300.0));
            prop_assert!(low < high && high < ranking.k1 + 1.0);
        }
    }
}
