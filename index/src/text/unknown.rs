//! A query word the library does not have, taken apart until something it has is found.
//!
//! The builder weighs a word's analyses against the whole vocabulary and by rules of its own. Of that
//! it leaves the library a few hundred whole numbers, [`Weights`], fitted so that the sum of those of
//! an analysis's [features] is greatest for the builder's own choice, for each word it saw as if it
//! were not there. So a word that the library lacks is analysed as if it had been built with it.

use super::affix::{self, Analysis, Change, analyses};
use super::function_words::closed;
use super::letter::letter;

/// What a library knows of a stem: its lemma, and the class of the [evidence] for that.
pub type Stems<'a, L> = dyn Fn(&[u8]) -> Option<(L, u8)> + 'a;

/// Classes of the rest of a prefix.
pub(crate) const HEADS: usize = affix::STEMWARD / affix::SUFFIX_CLASSES;
/// Classes of evidence for a stem: two for every doubling of it.
pub(crate) const EVIDENCES: usize = 32;
pub(crate) const LENGTHS: usize = 10;
const LETTERS: usize = 30;

// Where the features of each kind begin; the conjunctions are the first.
pub(crate) const HEAD: usize = affix::CONJUNCTION_CLASSES;
pub(crate) const SUFFIX: usize = HEAD + HEADS;
pub(crate) const EVIDENCE: usize = SUFFIX + affix::SUFFIX_CLASSES;
const LENGTH: usize = EVIDENCE + 2 * EVIDENCES;
const FIRST: usize = LENGTH + 3 * LENGTHS;
const LAST: usize = FIRST + LETTERS;
const TA: usize = LAST + LETTERS;
pub(crate) const NONE: usize = TA + 6;
const AFFIXES: usize = NONE + LENGTHS;

/// How much each feature of an analysis speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights(Vec<i16>);

impl Weights {
    /// How many features there are.
    pub const FEATURES: usize = AFFIXES + affix::STEMWARD;

    /// No weights at all.
    pub const NONE: Weights = Weights(Vec::new());

    /// These weights, by feature; what is missing is zero.
    pub fn new(weights: Vec<i16>) -> Weights {
        Weights(weights)
    }

    /// All of them, by feature.
    pub fn all(&self) -> &[i16] {
        &self.0
    }

    fn score(&self, features: [u16; 9]) -> i32 {
        let mut score = 0;
        for feature in features {
            let weight = self.0.get(usize::from(feature));
            score += i32::from(weight.copied().unwrap_or(0));
        }
        score
    }
}

/// The class of what attests a lemma, below [`EVIDENCES`]: the sum of the [doublings] of its forms' counts.
pub fn evidence(attested: u32) -> u8 {
    (doublings(attested / 16) / 8).min(EVIDENCES as u32 - 1) as u8
}

/// The features of an analysis whose stem has such [evidence]: its conjunction; the rest of its prefix;
/// its suffix; both together; the evidence, and whether the stem is short; its length, and whether it
/// stands behind a prefix; its first and last letter; and what a final ه is taken for, which may be
/// written ة (`marbuta`).
pub fn features(form: &[u8], marbuta: bool, analysis: &Analysis, evidence: u8) -> [u16; 9] {
    let affixes = usize::from(analysis.affixes);
    let stemward = affixes % affix::STEMWARD;
    let head = stemward / affix::SUFFIX_CLASSES;
    let evidence = usize::from(evidence);
    let kind = if affix::is_imperfect(analysis.affixes) {
        2
    } else {
        usize::from(head > 0)
    };
    let stem: &[u8] = &analysis.stem;
    let place = |byte: Option<&u8>| byte.map_or(0, |&byte| usize::from(byte).min(LETTERS - 1));
    let ta = match (form.last() == Some(&letter('ه')), analysis.suffix) {
        (false, _) => usize::MAX,
        (_, 0) => TA,
        _ if affix::is_feminine(analysis.affixes) => TA + 1,
        _ => TA + 2,
    };
    [
        affixes / affix::STEMWARD,
        HEAD + head,
        SUFFIX + stemward % affix::SUFFIX_CLASSES,
        AFFIXES + stemward,
        EVIDENCE + evidence + if stem.len() > 3 { EVIDENCES } else { 0 },
        LENGTH + kind * LENGTHS + stem.len().min(LENGTHS - 1),
        FIRST + place(stem.first()),
        LAST + place(stem.last()),
        ta.saturating_add(if marbuta { 3 } else { 0 }),
    ]
    .map(|feature| feature as u16)
}

/// The features of a form that is built on no stem the library knows.
pub fn none(form: &[u8]) -> [u16; 9] {
    let mut features = [u16::MAX; 9];
    features[0] = (NONE + form.len().min(LENGTHS - 1)) as u16;
    features
}

/// The analysis of `form` whose stem the library knows, and the lemma of that stem: of several the one
/// whose [features] weigh most, and between equals the earlier. `marbuta`: the word is written with a
/// final ة.
pub fn unknown<L: Copy>(
    form: &[u8],
    marbuta: bool,
    weights: &Weights,
    stems: &Stems<'_, L>,
) -> Option<(Analysis, L)> {
    if let Some(found) = closed(form) {
        let (lemma, _) = stems(&found.word)?;
        let analysis = Analysis {
            prefix: found.prefix,
            suffix: found.suffix,
            stem: found.word,
            change: Change::None,
            affixes: 0,
        };
        return Some((analysis, lemma));
    }
    let mut highest = weights.score(none(form));
    let mut best = None;
    analyses(form, &mut |analysis| {
        if let (true, Some((lemma, evidence))) = (is_possible(analysis), stems(&analysis.stem)) {
            let score = weights.score(features(form, marbuta, analysis, evidence));
            if score > highest {
                highest = score;
                best = Some((*analysis, lemma));
            }
        }
    });
    best
}

/// Whether an analysis can be right at all: a function word has no other affixes than its own.
pub fn is_possible(analysis: &Analysis) -> bool {
    analysis.prefix + analysis.suffix == 0 || closed(&analysis.stem).is_none()
}

/// log2(1 + count) in sixteenths, rounded down between powers of two.
pub fn doublings(count: u32) -> u32 {
    let count = u64::from(count) + 1;
    let whole = count.ilog2();
    let rest = ((count << 4) >> whole) as u32 - 16;
    whole * 16 + rest
}
