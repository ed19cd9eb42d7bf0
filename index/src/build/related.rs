//! Related pages: the nearest in vocabulary. A page asks for the pages that share its most telling
//! lemmas, each weighed by how often it stands there and how rare it is, and the sum by the other
//! page's length: tf-idf with length norm, over the page's own best words.

use super::BuildError;
use super::inverted::Inverted;
use super::numbering::Numbering;
use super::packs::{Packs, PartsPacks};
use super::tokens::Tokens;
use crate::format::pack::PackKind;
use crate::format::related;
use crate::id::PageId;
use crate::query::score;
use crate::text;
use rayon::prelude::*;

/// Related pages of a page at most.
const PAGES: usize = 5;
/// Bytes of related pages in a pack.
const RELATED: usize = 256 << 10;
/// Lemmas that a page asks with.
const LEMMAS: usize = 16;
/// The most pages that a telling lemma may be in: a share of all, but no less than this many.
const COMMON: (u32, u32) = (8, 20);

/// For each page the pages nearest to it, the nearest first.
pub(super) fn related(
    tokens: &Tokens,
    numbering: &Numbering,
    inverted: &Inverted,
) -> Vec<Vec<PageId>> {
    let all = tokens.page_count() as u32;
    let most = (all / COMMON.0).max(COMMON.1);
    let telling: Vec<Option<f32>> = (0..numbering.lemmas.len())
        .into_par_iter()
        .map(|lemma| {
            let key = &numbering.forms[numbering.lemmas[lemma].forms.start].key;
            let pages = inverted.pages(lemma).take(most as usize + 1).count() as u32;
            let tells =
                (2..=most).contains(&pages) && !text::is_function_word(key) && key.len() > 1;
            tells.then(|| score::idf(pages, all))
        })
        .collect();
    let near = |scores: &mut Vec<f32>, page: usize| {
        scores.resize(all as usize, 0.0);
        nearest(page, tokens, numbering, inverted, &telling, scores)
    };
    (0..all as usize)
        .into_par_iter()
        .map_init(Vec::new, near)
        .collect()
}

fn nearest(
    page: usize,
    tokens: &Tokens,
    numbering: &Numbering,
    inverted: &Inverted,
    telling: &[Option<f32>],
    scores: &mut [f32],
) -> Vec<PageId> {
    let lemma_of =
        |&(raw, _): &(u32, u32)| numbering.lemma_of[numbering.of_raw[raw as usize] as usize];
    let mut lemmas: Vec<u32> = tokens.page(page).iter().map(lemma_of).collect();
    lemmas.sort_unstable();
    let mut own: Vec<(f32, u32)> = lemmas
        .chunk_by(|a, b| a == b)
        .filter_map(|same| {
            telling[same[0] as usize].map(|idf| (saturated(same.len() as u32) * idf, same[0]))
        })
        .collect();
    own.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    own.truncate(LEMMAS);
    let mut touched = Vec::new();
    for (weight, lemma) in own {
        let idf = telling[lemma as usize].unwrap_or(0.0);
        for (other, count) in inverted
            .pages(lemma as usize)
            .filter(|(other, _)| *other as usize != page)
        {
            if scores[other as usize] == 0.0 {
                touched.push(other);
            }
            scores[other as usize] += weight * saturated(count) * idf;
        }
    }
    let norm = |other: u32| ((tokens.page(other as usize).len() as f32) + 50.0).sqrt();
    let mut ranked: Vec<(f32, u32)> = touched
        .iter()
        .map(|&other| (scores[other as usize] / norm(other), other))
        .collect();
    touched
        .iter()
        .for_each(|&other| scores[other as usize] = 0.0);
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked
        .into_iter()
        .take(PAGES)
        .map(|(_, other)| PageId(other))
        .collect()
}

/// Occurrences, each worth less than the one before.
fn saturated(count: u32) -> f32 {
    let count = count as f32;
    count * 2.2 / (count + 1.2)
}

/// Writes the packs of related pages.
pub(super) fn write(related: &[Vec<PageId>], packs: &mut Packs) -> Result<(), BuildError> {
    let mut writer = PartsPacks::new(PackKind::Related, RELATED);
    related
        .iter()
        .for_each(|pages| writer.add(|out| related::write(pages, out)));
    writer.finish(packs)
}
