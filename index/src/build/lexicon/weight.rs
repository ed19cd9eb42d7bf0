//! Arithmetic that gives the same result on every machine: only + - * / and square roots, which
//! the floating-point standard defines exactly.

/// log2(1 + count): how much a word that occurs so often has to say.
pub(super) fn doublings(count: u32) -> f64 {
    let count = u64::from(count) + 1;
    let whole = count.ilog2();
    // The fraction, bit by bit: squaring doubles the logarithm.
    let mut rest = count as f64 / (1u64 << whole) as f64;
    let mut log = f64::from(whole);
    let mut bit = 0.5;
    for _ in 0..20 {
        rest *= rest;
        if rest >= 2.0 {
            rest /= 2.0;
            log += bit;
        }
        bit /= 2.0;
    }
    log
}

/// x to the power of 5/8.
pub(super) fn power_five_eighths(x: f64) -> f64 {
    let half = x.sqrt();
    half * half.sqrt().sqrt()
}

/// How often each letter stands in the vocabulary, as shares of all, none of them zero.
pub(super) struct Letters([f64; 32]);

impl Letters {
    /// Counts the letters of weighted words.
    pub(super) fn count<'a>(words: impl Iterator<Item = (&'a [u8], f64)>) -> Letters {
        // A few letters of each to begin with, so that a tiny vocabulary says little.
        let mut counts = [30.0; 32];
        let mut total = 30.0 * 32.0;
        for (word, weight) in words {
            for &letter in word {
                counts[usize::from(letter & 31)] += weight;
                total += weight;
            }
        }
        Letters(counts.map(|count| count / total))
    }

    /// The share of one letter.
    pub(super) fn share(&self, letter: u8) -> f64 {
        self.0[usize::from(letter & 31)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doublings_are_logarithms() {
        for (count, expected) in [
            (0, 0.0),
            (1, 1.0),
            (2, 1.584_962_5),
            (4, 2.321_928_1),
            (1023, 10.0),
            (9_999, 13.287_712_4),
        ] {
            assert!((doublings(count) - expected).abs() < 1e-5, "{count}");
        }
        assert!(doublings(u32::MAX) <= 32.0);
    }

    #[test]
    fn five_eighths_is_the_power() {
        for x in [0.0, 1e-6, 0.25, 1.0, 256.0] {
            let fifth = x * x * x * x * x;
            let half = power_five_eighths(x) * power_five_eighths(x);
            let back = half * half * half * half;
            assert!((back - fifth).abs() <= 1e-9 * fifth, "{x}");
        }
    }
}
