//! Reading: records, passages and whole pages.

use super::{Library, Step, ready, whole};
use crate::answer::{MarkedBlock, PageRecord, PageView, SearchRequest, Snippet};
use crate::error::Error;
use crate::format::catalog::Catalog;
use crate::format::pack::PackKind;
use crate::format::section::Section;
use crate::format::{pages, records, related};
use crate::id::{BookId, PackId, PageId};
use crate::query::mark::Marker;
use crate::query::matching::targets;

impl Library {
    /// Pages of a book, from the one at `offset`.
    pub fn pages_of(
        &self,
        book: BookId,
        offset: u32,
        limit: u32,
    ) -> Result<Step<Vec<PageRecord>>, Error> {
        let catalog = ready!(self.catalog()?);
        let Some(book) = catalog.book(book) else {
            return Ok(Step::Done(Vec::new()));
        };
        let end = offset.saturating_add(limit).min(book.pages);
        let pages: Vec<PageId> = (offset.min(end)..end)
            .map(|page| PageId(book.first.0 + page))
            .collect();
        self.records(&pages)
    }

    /// What these pages are. Numbers that the library does not have are passed over.
    pub fn records(&self, pages: &[PageId]) -> Result<Step<Vec<PageRecord>>, Error> {
        let catalog = ready!(self.catalog()?);
        let pages = pages.iter().filter(|page| page.0 < self.manifest.pages);
        let missing = self.records_missing(pages.clone().map(|page| page.0));
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        pages
            .map(|&page| self.record(page, catalog))
            .collect::<Result<_, _>>()
            .map(Step::Done)
    }

    fn record(&self, page: PageId, catalog: &Catalog) -> Result<PageRecord, Error> {
        let book = catalog.book_of(page).map_or(BookId(0), |book| book.book);
        let record = self.stored_record(page.0)?;
        Ok(PageRecord { book, ..record })
    }

    /// The record of a page, from wherever it is.
    pub(super) fn stored_record(&self, page: u32) -> Result<PageRecord, Error> {
        match self.head(page) {
            Some(record) => Ok(record.clone()),
            None => self.part(PackKind::Records, page, |part| {
                records::read(part, PageId(page))
            }),
        }
    }

    /// The record of a page if it stands with words that were fed.
    fn head(&self, page: u32) -> Option<&PageRecord> {
        let words = self.manifest.range(PackKind::Words);
        let sections = self
            .sections
            .get(words.start as usize..words.end as usize)?;
        sections.iter().flatten().find_map(|section| match section {
            Section::Words(words) => words.head(page),
            _ => None,
        })
    }

    /// The packs with the records of these pages that were not fed yet.
    fn records_missing(&self, pages: impl Iterator<Item = u32>) -> Vec<PackId> {
        let elsewhere = pages.filter(|&page| self.head(page).is_none());
        self.missing(PackKind::Records, elsewhere)
    }

    /// The passages of these pages that answer a request.
    pub fn snippets(
        &self,
        request: &SearchRequest,
        pages: &[PageId],
    ) -> Result<Step<Vec<Snippet>>, Error> {
        let catalog = ready!(self.catalog()?);
        let lexicon = &self.lexicon();
        let pages = pages.iter().filter(|page| page.0 < self.manifest.pages);
        let missing = self.page_packs(pages.clone().map(|page| page.0));
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        let clauses = request.clauses(lexicon);
        whole!(lexicon);
        let targets = targets(&clauses, request.depth, request.typing, lexicon);
        whole!(lexicon);
        let marker = Marker::new(&targets, &clauses, lexicon);
        whole!(lexicon);
        let snippet = |&page: &PageId| {
            let stored = self.part(PackKind::Pages, page.0, pages::read)?;
            let title_marks = marker.title(&self.record(page, catalog)?.title);
            Ok(Snippet {
                page,
                title_marks,
                passages: marker.passages(&stored.blocks),
            })
        };
        pages.map(snippet).collect::<Result<_, _>>().map(Step::Done)
    }

    /// Packs with text and records of these pages that were not fed yet.
    pub(super) fn page_packs(&self, pages: impl Iterator<Item = u32> + Clone) -> Vec<PackId> {
        let mut missing = self.records_missing(pages.clone());
        missing.extend(self.missing(PackKind::Pages, pages));
        missing
    }

    /// A page to read, with the words marked that answer a request. Of a number that the library
    /// does not have, the last page.
    pub fn page(
        &self,
        page: PageId,
        request: Option<&SearchRequest>,
    ) -> Result<Step<PageView>, Error> {
        let catalog = ready!(self.catalog()?);
        let page = page.min(PageId(self.manifest.pages.saturating_sub(1)));
        let Some(book) = catalog.book_of(page) else {
            return Err(Error::damaged("the catalog lists no page"));
        };
        let near = self.missing(PackKind::Related, [page.0]);
        if !near.is_empty() {
            let mut missing = near;
            missing.extend(self.page_packs([page.0].into_iter()));
            return Ok(Step::Need(missing));
        }
        let related = self.part(PackKind::Related, page.0, related::read)?;
        let place = page.0 - book.first.0;
        let previous = place.checked_sub(1).map(|_| PageId(page.0 - 1));
        let next = (place + 1 < book.pages).then_some(PageId(page.0 + 1));
        let others = related
            .iter()
            .copied()
            .chain(previous)
            .chain(next)
            .filter(|page| page.0 < self.manifest.pages);
        let mut missing = self.records_missing(others.chain([page]).map(|page| page.0));
        missing.extend(self.missing(PackKind::Pages, [page.0]));
        let lexicon = &self.lexicon();
        let clauses = request.map_or(Vec::new(), |request| request.clauses(lexicon));
        missing.extend(lexicon.wanted());
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        let record = |page: PageId| self.record(page, catalog);
        let stored = self.part(PackKind::Pages, page.0, pages::read)?;
        let this = record(page)?;
        let (title_marks, blocks) = match request {
            Some(request) => {
                let targets = targets(&clauses, request.depth, request.typing, lexicon);
                whole!(lexicon);
                let marker = Marker::new(&targets, &clauses, lexicon);
                whole!(lexicon);
                let marked = |block| marker.block(block);
                let blocks = stored.blocks.into_iter().map(marked).collect();
                (marker.title(&this.title), blocks)
            }
            None => (
                Vec::new(),
                stored.blocks.into_iter().map(MarkedBlock::from).collect(),
            ),
        };
        Ok(Step::Done(PageView {
            record: this,
            title_marks,
            url: stored.url,
            tags: stored.tags,
            fields: stored.fields,
            dates: stored.dates.iter().map(ToString::to_string).collect(),
            blocks,
            breaks: stored.breaks,
            book: book.clone(),
            previous: previous.map(record).transpose()?,
            next: next.map(record).transpose()?,
            related: related
                .into_iter()
                .filter(|page| page.0 < self.manifest.pages)
                .map(record)
                .collect::<Result<_, _>>()?,
        }))
    }

    /// The page of a lasting id. With the number it had in another build, that is looked at first.
    pub fn find(&self, id: &str, hint: Option<PageId>) -> Result<Step<Option<PageId>>, Error> {
        if let Some(hint) = hint.filter(|hint| hint.0 < self.manifest.pages) {
            let missing = self.missing(PackKind::Records, [hint.0]);
            if !missing.is_empty() {
                return Ok(Step::Need(missing));
            }
            if self.part(PackKind::Records, hint.0, |part| {
                Ok(records::id(part)? == id)
            })? {
                return Ok(Step::Done(Some(hint)));
            }
        }
        let listing = self.manifest.unlisted(PackKind::Records, 0);
        if !listing.is_empty() {
            return Ok(Step::Need(listing));
        }
        let missing = self.missing(PackKind::Records, self.first_pages());
        if !missing.is_empty() {
            return Ok(Step::Need(missing));
        }
        for page in 0..self.manifest.pages {
            if self.part(PackKind::Records, page, |part| Ok(records::id(part)? == id))? {
                return Ok(Step::Done(Some(PageId(page))));
            }
        }
        Ok(Step::Done(None))
    }

    /// The first page of every pack of records.
    fn first_pages(&self) -> impl Iterator<Item = u32> {
        let packs = self.manifest.range(PackKind::Records).map(PackId);
        packs
            .filter_map(|pack| self.manifest.entry(pack))
            .map(|pack| pack.first)
    }
}

impl From<crate::page::Block> for MarkedBlock {
    fn from(block: crate::page::Block) -> MarkedBlock {
        MarkedBlock {
            kind: block.kind,
            label: block.label,
            text: block.text,
            marks: Vec::new(),
        }
    }
}
