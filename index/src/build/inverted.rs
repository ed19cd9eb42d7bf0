//! Postings and positions: the running text turned around, lemma by lemma.

use super::BuildError;
use super::numbering::Numbering;
use super::tokens::Tokens;
use crate::format::postings::Entry;
use rayon::prelude::*;

/// A word of the running text.
#[derive(Clone, Copy, Default)]
struct Place {
    page: u32,
    spelling: u32,
    position: u32,
}

/// All words of the library, lemma by lemma.
pub(super) struct Inverted {
    /// For each lemma its words, by page, then by spelling, then by position.
    places: Vec<Place>,
    /// Where each lemma begins in `places`, and where the last ends.
    starts: Vec<usize>,
    /// How many pages each root is in.
    pub(super) root_pages: Vec<u32>,
}

/// Lemmas handled between two writes, so that their lists are not all in memory at once.
const AT_ONCE: usize = 1 << 14;

impl Inverted {
    pub(super) fn new(tokens: &Tokens, numbering: &Numbering) -> Inverted {
        let mut starts = vec![0usize; numbering.lemmas.len() + 1];
        for (lemma, start) in numbering.lemmas.iter().zip(&mut starts[1..]) {
            *start = numbering.spellings[lemma.spellings.clone()]
                .iter()
                .map(|s| s.count as usize)
                .sum();
        }
        for lemma in 1..starts.len() {
            starts[lemma] += starts[lemma - 1];
        }
        let mut places = vec![Place::default(); tokens.len()];
        let mut next = starts.clone();
        for page in 0..tokens.page_count() {
            for &(raw, position) in tokens.page(page) {
                let spelling = numbering.of_raw[raw as usize];
                let slot = &mut next[numbering.lemma_of[spelling as usize] as usize];
                places[*slot] = Place {
                    page: page as u32,
                    spelling,
                    position,
                };
                *slot += 1;
            }
        }
        let mut lists = Vec::with_capacity(numbering.lemmas.len());
        let mut rest = places.as_mut_slice();
        for lemma in starts.windows(2) {
            let (list, after) = rest.split_at_mut(lemma[1] - lemma[0]);
            lists.push(list);
            rest = after;
        }
        lists
            .into_par_iter()
            .for_each(|list| list.sort_unstable_by_key(|p| (p.page, p.spelling, p.position)));
        let mut inverted = Inverted {
            places,
            starts,
            root_pages: Vec::new(),
        };
        inverted.root_pages = inverted.count_root_pages(numbering);
        inverted
    }

    fn list(&self, lemma: usize) -> &[Place] {
        &self.places[self.starts[lemma]..self.starts[lemma + 1]]
    }

    /// The pages of a lemma with how often it is in each.
    pub(super) fn pages(&self, lemma: usize) -> impl Iterator<Item = (u32, u32)> + Clone {
        self.list(lemma)
            .chunk_by(|a, b| a.page == b.page)
            .map(|page| (page[0].page, page.len() as u32))
    }

    fn count_root_pages(&self, numbering: &Numbering) -> Vec<u32> {
        let mut first = 0;
        let roots: Vec<std::ops::Range<usize>> = numbering
            .roots
            .iter()
            .map(|root| {
                first += root.count;
                first - root.count..first
            })
            .collect();
        let count = |lemmas: std::ops::Range<usize>| {
            let mut pages: Vec<u32> = lemmas
                .flat_map(|lemma| self.pages(lemma).map(|(page, _)| page))
                .collect();
            pages.sort_unstable();
            pages.dedup();
            pages.len() as u32
        };
        roots.into_par_iter().map(count).collect()
    }

    /// Gives the lists of all lemmas in order, in batches.
    pub(super) fn each(
        &self,
        tokens: &Tokens,
        numbering: &Numbering,
        mut take: impl FnMut(Vec<LemmaList>) -> Result<(), BuildError>,
    ) -> Result<(), BuildError> {
        let mut last_of = vec![None; numbering.lemmas.len()];
        let mut next = 0;
        for (root, of_root) in numbering.roots.iter().enumerate() {
            next += of_root.count;
            last_of[next - 1] = Some(self.root_pages[root]);
        }
        let lemmas: Vec<usize> = (0..numbering.lemmas.len()).collect();
        for some in lemmas.chunks(AT_ONCE) {
            let lists: Vec<LemmaList> = some
                .par_iter()
                .map(|&lemma| {
                    let (entries, positions) = self.lists(lemma, tokens, numbering);
                    LemmaList { lemma: lemma as u32, entries, positions, root_pages: last_of[lemma] }
                })
                .collect();
            take(lists)?;
        }
        Ok(())
    }

    fn lists(&self, lemma: usize, tokens: &Tokens, numbering: &Numbering) -> (Vec<Entry>, Vec<u32>) {
        let first = numbering.lemmas[lemma].spellings.start as u32;
        let mut entries = Vec::new();
        let mut placed = Vec::new();
        for same in self
            .list(lemma)
            .chunk_by(|a, b| (a.page, a.spelling) == (b.page, b.spelling))
        {
            let Place {
                page,
                spelling,
                position,
            } = same[0];
            entries.push(Entry {
                page,
                spelling: spelling - first,
                count: same.len() as u32,
                title: position < tokens.title_words(page as usize),
                lead: same
                    .iter()
                    .any(|place| tokens.is_lead(page as usize, place.position)),
            });
            placed.extend(same.iter().map(|place| place.position));
        }
        (entries, placed)
    }
}

/// Where a lemma occurs.
pub(super) struct LemmaList {
    pub(super) lemma: u32,
    pub(super) entries: Vec<Entry>,
    pub(super) positions: Vec<u32>,
    pub(super) root_pages: Option<u32>,
}
