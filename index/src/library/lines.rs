//! Concordances: all pages that answer a query, and the places in them, line by line. Whoever asks reads the pages a few
//! at a time, in any order, and may let the library forget in between what it was fed.

use super::{Library, Step, ready, whole};
use crate::answer::{Line, SearchRequest};
use crate::error::Error;
use crate::format::pack::PackKind;
use crate::format::pages;
use crate::id::{PackId, PageId};
use crate::order::sort_distinct;
use crate::query::mark::Marker;
use crate::query::matching::targets;
use crate::text;

impl Library {
    /// All pages that answer a request, in the order it asks for, whatever part of them it asks for; by the words
    /// alone, as [`preview`](Library::preview) ranks them.
    pub fn found(&self, request: &SearchRequest) -> Result<Step<Vec<PageId>>, Error> {
        let all = SearchRequest {
            offset: 0,
            limit: u32::MAX,
            facets: false,
            ..request.clone()
        };
        let answer = ready!(self.preview(&all)?);
        let pages: Vec<PageId> = answer.hits.iter().map(|hit| hit.page).collect();
        // Where the texts lie must be known before it is known what reading them costs.
        let mut tellers: Vec<u32> = Vec::new();
        for page in &pages {
            let unlisted = self.manifest.unlisted(PackKind::Pages, page.0);
            tellers.extend(unlisted.iter().map(|pack| pack.0));
        }
        sort_distinct(&mut tellers);
        Ok(match tellers.is_empty() {
            true => Step::Done(pages),
            false => Step::Need(tellers.into_iter().map(PackId).collect()),
        })
    }

    /// The packs that must still be fed before these pages can be read.
    pub fn packs_to_read(&self, pages: &[PageId]) -> Vec<PackId> {
        let pages = pages.iter().map(|page| page.0);
        let mut packs = self.page_packs(pages.filter(|&page| page < self.manifest.pages));
        packs.dedup();
        packs
    }

    /// The places in these pages that answer a request, page by page in the order given, the title before the blocks.
    pub fn lines(
        &self,
        request: &SearchRequest,
        pages: &[PageId],
    ) -> Result<Step<Vec<Line>>, Error> {
        ready!(self.catalog()?);
        let lexicon = &self.lexicon();
        let missing = self.packs_to_read(pages);
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        let clauses = request.clauses(lexicon);
        whole!(lexicon);
        let targets = targets(&clauses, request.depth, request.typing, lexicon);
        whole!(lexicon);
        let marker = Marker::new(&targets, &clauses, lexicon);
        whole!(lexicon);
        let mut all = Vec::new();
        for &page in pages.iter().filter(|page| page.0 < self.manifest.pages) {
            let stored = self.part(PackKind::Pages, page.0, pages::read)?;
            let title = self.stored_record(page.0)?.title;
            let texts = stored.blocks.iter().map(|block| block.text.as_str());
            let texts = std::iter::once((None, title.as_str())).chain((0..).map(Some).zip(texts));
            let mut hits = 0;
            for (block, text) in texts {
                let (lines, marks) = marker.lines(text, block.is_none(), hits);
                hits += marks;
                all.extend(lines.into_iter().map(|line| Line {
                    page,
                    block,
                    ..line
                }));
            }
        }
        Ok(Step::Done(all))
    }

    /// About how often these forms occur in the library, within an eighth; 0 for those it lacks.
    pub fn sizes(&self, forms: &[String]) -> Result<Step<Vec<u32>>, Error> {
        let lexicon = &self.lexicon();
        let mut key = Vec::new();
        let size = |form: &String| {
            key.clear();
            text::fold(form, &mut key);
            lexicon.size(&key)
        };
        let sizes = forms.iter().map(size).collect();
        whole!(lexicon);
        Ok(Step::Done(sizes))
    }
}
