//! A query word the library does not have, taken apart until something it has is found.

use super::affix::{Analysis, Change, Stem, analyses, weight};
use super::function_words::closed;

/// What a library knows of a stem: its lemma, and how often that occurs.
pub type Stems<'a, L> = dyn Fn(&[u8]) -> Option<(L, u32)> + 'a;

/// The analysis of `form` whose stem the library knows, and the lemma of that stem.
///
/// `lemma_of_stem` gives the lemma a stem names, and how often the lemma occurs. Of several known
/// stems the one wins whose count times the square root of its affixes' [`weight`] is greatest,
/// counts on a scale of doublings as in the builder; between equals the earlier analysis.
pub fn unknown<L: Copy>(form: &[u8], lemma_of_stem: &Stems<'_, L>) -> Option<(Analysis, L)> {
    if let Some(found) = closed(form) {
        let (lemma, _) = lemma_of_stem(&found.word)?;
        let Analysis {
            change, affixes, ..
        } = whole(form);
        return Some((
            Analysis {
                prefix: found.prefix,
                suffix: found.suffix,
                stem: found.word,
                change,
                affixes,
            },
            lemma,
        ));
    }
    let mut best: Option<(f64, Analysis, L)> = None;
    analyses(form, &mut |analysis| {
        if let Some((lemma, count)) = lemma_of_stem(&analysis.stem) {
            let score = f64::from(doublings(count)) * weight(analysis.affixes).sqrt();
            if best.as_ref().is_none_or(|(highest, ..)| score > *highest) {
                best = Some((score, *analysis, lemma));
            }
        }
    });
    best.map(|(_, analysis, lemma)| (analysis, lemma))
}

fn whole(form: &[u8]) -> Analysis {
    Analysis {
        prefix: 0,
        suffix: 0,
        stem: Stem::new(form),
        change: Change::None,
        affixes: 0,
    }
}

/// log2(1 + count) in sixteenths, rounded down between powers of two.
fn doublings(count: u32) -> u32 {
    let count = u64::from(count) + 1;
    let whole = count.ilog2();
    let rest = ((count << 4) >> whole) as u32 - 16;
    whole * 16 + rest
}
