//! How much a page is worth for a query: BM25 in which the depths of a word share one saturation.
//!
//! For a query word `t` and a page of `length` words,
//!
//! ```text
//! score(t) = weight(t) * idf(t) * T * (k1 + 1) / (T + k1 * (1 - b + b * length / average))
//! T        = sum over the spellings v that answer t of  weight(depth of v) * (count(v) + title bonus)
//! ```
//!
//! as in Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM
//! 2004): evidence is added before it saturates, so that many inflected forms are worth less than as
//! many of the word itself. Only `+ - * /` and square roots of `f32` are used, which are the same on every
//! machine; the logarithm is in whole numbers.

use crate::answer::Depth;

/// The numbers of the ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// How fast occurrences saturate.
    pub k1: f32,
    /// How much the length of the page counts, 0 to 1.
    pub b: f32,
    /// Weights of the depths, in the order of [`Depth::ALL`].
    pub depths: [f32; 4],
    /// Occurrences that being in the title is worth.
    pub title: f32,
    /// Weight of a particle, pronoun or question word.
    pub function_word: f32,
    /// Weight of a word that nobody typed: a half of one the library lacks, or two as one.
    pub repair: f32,
}

impl Default for Ranking {
    fn default() -> Ranking {
        Ranking {
            k1: 0.45,
            b: 0.7,
            depths: [1.0, 1.0, 0.5, 0.2],
            title: 1.0,
            function_word: 0.3,
            repair: 0.7,
        }
    }
}

impl Ranking {
    /// What the occurrences of one spelling are worth before saturation.
    pub fn evidence(&self, depth: Depth, count: u32, title: bool) -> f32 {
        let bonus = if title { self.title } else { 0.0 };
        self.depths[depth as usize] * (count as f32 + bonus)
    }

    /// The share of a word's idf that a page of `length` words earns with this evidence.
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
