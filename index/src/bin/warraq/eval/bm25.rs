//! Plain BM25 over terms, as other searches rank (Robertson and Zaragoza, "The Probabilistic Relevance
//! Framework: BM25 and Beyond", 2009).

use super::questions::Ranked;
use super::stems::Reducer;
use rustc_hash::FxHashMap;
use warraq::id::PageId;
use warraq::query::score::idf;

/// Pages given for one query at most.
const DEPTH: usize = 100;

/// The terms of all pages.
pub(crate) struct Index {
    reducer: Reducer,
    terms: FxHashMap<String, usize>,
    /// For each term the pages that have it, with how often.
    postings: Vec<Vec<(u32, u32)>>,
    lengths: Vec<u32>,
    average: f32,
}

impl Index {
    /// Indexes texts; each is a page, of one or several pieces.
    pub(crate) fn new<'a, P>(reducer: Reducer, pages: impl Iterator<Item = P>) -> Index
    where
        P: IntoIterator<Item = &'a str>,
    {
        let mut index = Index {
            reducer,
            terms: FxHashMap::default(),
            postings: Vec::new(),
            lengths: Vec::new(),
            average: 0.0,
        };
        for (page, pieces) in pages.enumerate() {
            let page = page as u32;
            let mut length = 0;
            for piece in pieces {
                let Index {
                    reducer,
                    terms,
                    postings,
                    ..
                } = &mut index;
                reducer.terms(piece, &mut |term| {
                    length += 1;
                    let number = terms.get(term).copied().unwrap_or_else(|| {
                        terms.insert(term.to_owned(), postings.len());
                        postings.push(Vec::new());
                        postings.len() - 1
                    });
                    match postings[number].last_mut() {
                        Some((last, count)) if *last == page => *count += 1,
                        _ => postings[number].push((page, 1)),
                    }
                });
            }
            index.lengths.push(length);
        }
        let words: u64 = index.lengths.iter().map(|&length| u64::from(length)).sum();
        index.average = words as f32 / index.lengths.len().max(1) as f32;
        index
    }

    /// The best pages for a query, best first; equals in page order.
    pub(crate) fn rank(&self, query: &str, k1: f32, b: f32) -> Ranked {
        let mut scores = vec![0.0_f32; self.lengths.len()];
        self.reducer.terms(query, &mut |term| {
            let Some(&number) = self.terms.get(term) else {
                return;
            };
            let postings = &self.postings[number];
            let weight = idf(postings.len() as u32, self.lengths.len() as u32);
            for &(page, count) in postings {
                let length = self.lengths[page as usize] as f32 / self.average.max(1.0);
                let norm = k1 * (1.0 - b + b * length);
                scores[page as usize] += weight * count as f32 * (k1 + 1.0) / (count as f32 + norm);
            }
        });
        let mut found: Vec<u32> = (0..scores.len() as u32)
            .filter(|&page| scores[page as usize] > 0.0)
            .collect();
        let total = found.len() as u32;
        let key = |page: &u32| (std::cmp::Reverse(scores[*page as usize].to_bits()), *page);
        if found.len() > DEPTH {
            found.select_nth_unstable_by_key(DEPTH, key);
            found.truncate(DEPTH);
        }
        found.sort_unstable_by_key(key);
        Ranked {
            total,
            pages: found.into_iter().map(PageId).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::stems::Reduction;

    #[test]
    fn rare_words_short_pages_and_many_occurrences_rank_high() {
        let pages = [
            "مكتبة وكتاب ومدينة وجبل وبحر وشجر",
            "مكتبة ومدينة",
            "مكتبة ومكتبة ومدينة",
            "جبل",
        ];
        let index = Index::new(
            Reducer::new(Reduction::Light10),
            pages.iter().map(|page| [*page]),
        );
        let ranked = |query| index.rank(query, 1.2, 0.75).pages;
        assert_eq!(ranked("مكتبة"), [2, 1, 0].map(PageId));
        assert_eq!(ranked("كتاب مدينة"), [0, 1, 2].map(PageId));
        assert_eq!(ranked("زقزقة"), []);
        assert_eq!(ranked("في"), []);
        assert_eq!(index.rank("مكتبة", 1.2, 0.75).total, 3);
    }
}
