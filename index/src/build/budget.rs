//! How much memory a build may take, and what for.

/// The memory a build may take, in bytes. It changes how much is put aside in files, and nothing of
/// what is written: the same sources give the same library with any budget.
///
/// What grows with the vocabulary and with the number of pages is always in memory: with the default, a
/// million pages with 2.3 million distinct words take 455 MB in all. So is what is learned from: see
/// [`LEARNED`](super::lexicon::LEARNED).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget(usize);

impl Budget {
    /// The budget of a build that is not told another.
    pub const DEFAULT: Budget = Budget::megabytes(512);

    /// So many bytes.
    pub const fn bytes(count: usize) -> Budget {
        Budget(count)
    }

    /// So many million bytes.
    pub const fn megabytes(count: usize) -> Budget {
        Budget(count.saturating_mul(1_000_000))
    }

    /// Running text that stays in memory.
    pub(super) fn tokens(self) -> usize {
        self.0 / 16
    }

    /// Words that are turned around at once.
    pub(super) fn run(self) -> usize {
        (self.0 / 20 / PLACE).max(1)
    }

    /// Words in lists that are handed on at once, but for a single longer list.
    pub(super) fn batch(self) -> usize {
        (self.0 / 64 / LISTED).max(1)
    }

    /// Lists kept for near pages that stay in memory.
    pub(super) fn near(self) -> usize {
        self.0 / 16
    }
}

/// Bytes of a word that is turned around.
const PLACE: usize = 12;
/// Bytes of a word in the lists of its lemma, at most.
const LISTED: usize = 20;

impl Default for Budget {
    fn default() -> Budget {
        Budget::DEFAULT
    }
}
