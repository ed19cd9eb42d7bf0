//! Taking in what the sources give: the text is stored, the words are kept.

use super::cache::Cache;
use super::facets::Facets;
use super::packs::{self, Packs, PartsPacks};
use super::sheet::{Sheet, SheetText};
use super::source::Sources;
use super::spool::Spool;
use super::tokens::Tokens;
use super::{BuildError, BuildOptions, Progress, source};
use crate::answer::{BookRecord, PageRecord};
use crate::format::catalog::Catalog;
use crate::format::pack::PackKind;
use crate::format::{pages, records};
use crate::id::{BookId, PageId};
use crate::page::Page;
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Takes in what the sources give: stores the text, keeps the words.
pub(super) struct Intake {
    title: String,
    pub(super) packs: Packs,
    stored: PartsPacks,
    records: PartsPacks,
    /// The records once more, and where each begins, for those that stand with words.
    pub(super) heads: Spool,
    pub(super) head_starts: Vec<u64>,
    pub(super) catalog: Catalog,
    /// The shape of each page, as a byte.
    pub(super) shapes: Vec<u8>,
    pub(super) facets: Facets,
    pub(super) tokens: Tokens,
    /// Bytes of text as stored.
    pub(super) text_bytes: u64,
}

/// Batches of pages that wait to be taken in, besides the one that is read and the one that is taken in.
const WAITING: usize = 1;

/// Why reading stops early: taking in has failed.
struct Stopped;

impl Intake {
    /// Reads the sources to the end. One thread reads and parses while another takes in.
    pub(super) fn read(
        sources: &Sources,
        options: &BuildOptions,
        cache: &Arc<Cache>,
        report: &mut source::Report,
        progress: &dyn Progress,
    ) -> Result<Intake, BuildError> {
        let mut intake = Intake::new(options, cache);
        let (events, waiting) = sync_channel(WAITING);
        let drop = options.drop_duplicates;
        let (read, taken) = thread::scope(|scope| {
            let mut report = std::mem::take(report);
            let reading = scope.spawn(move || {
                let sink = &mut |event| events.send(event).map_err(|_| Stopped);
                let read = sources.read(drop, cache, &mut report, sink);
                (read, report)
            });
            let taken = waiting
                .into_iter()
                .try_for_each(|event| intake.take(event, progress));
            (reading.join(), taken)
        });
        let read = match read {
            Ok((read, reported)) => {
                *report = reported;
                read
            }
            Err(panic) => std::panic::resume_unwind(panic),
        };
        taken?;
        if let Err(source::ReadError::Source(error)) = read {
            return Err(BuildError::Source(error, Box::new(std::mem::take(report))));
        }
        intake.stored.finish_bundles(&mut intake.packs)?;
        intake.records.finish(&mut intake.packs)?;
        intake.tokens.seal()?;
        intake.heads.seal()?;
        Ok(intake)
    }

    fn new(options: &BuildOptions, cache: &Arc<Cache>) -> Intake {
        Intake {
            title: options.title.clone(),
            packs: Packs::new(&options.folder, Arc::clone(cache)),
            stored: PartsPacks::new(PackKind::Pages, packs::PAGES),
            records: PartsPacks::new(PackKind::Records, packs::RECORDS),
            heads: Spool::new(&options.folder, options.memory.near()),
            head_starts: vec![0],
            catalog: Catalog::default(),
            shapes: Vec::new(),
            facets: Facets::new(),
            tokens: Tokens::new(&options.folder, options.memory),
            text_bytes: 0,
        }
    }

    fn take(&mut self, event: source::Read, progress: &dyn Progress) -> Result<(), BuildError> {
        match event {
            source::Read::Book(book) => {
                let number = BookId(self.catalog.books.len() as u32);
                let first = PageId(self.shapes.len() as u32);
                // Loose files are the library's own pages, and called like it.
                let loose = book.id.is_empty() && !self.title.is_empty();
                let record = BookRecord {
                    book: number,
                    title: if loose {
                        self.title.clone()
                    } else {
                        book.title
                    },
                    id: book.id,
                    first,
                    pages: 0,
                };
                self.catalog.books.push(record);
            }
            source::Read::Pages(pages) => {
                let sheet = |(page, text): (Page, Option<SheetText>)| {
                    let text = text.unwrap_or_else(|| SheetText::of(&page));
                    Sheet { page, text }
                };
                let sheets: Vec<Sheet> = pages.into_par_iter().map(sheet).collect();
                for sheet in sheets {
                    self.page(&sheet)?;
                }
                progress.pages(self.shapes.len() as u32);
                self.stored.flush_bundles(&mut self.packs)?;
                self.records.flush(&mut self.packs)?;
            }
        }
        Ok(())
    }

    fn page(&mut self, sheet: &Sheet) -> Result<(), BuildError> {
        let Sheet { page, text } = sheet;
        let shape = text.words.shape;
        self.tokens.add(&text.words)?;
        self.shapes.push(shape.to_byte());
        self.facets.add(page);
        if let Some(book) = self.catalog.books.last_mut() {
            book.pages += 1;
        }
        // Its page and book are told by where it stands.
        let record = PageRecord {
            id: page.id.clone(),
            title: if page.title.is_empty() {
                text.beginning.clone()
            } else {
                page.title.clone()
            },
            author: page.author.clone(),
            source: page.source.clone(),
            date: page.date,
            words: shape.words,
            printed: text.printed,
            ..PageRecord::default()
        };
        let mut written = Vec::new();
        records::write(&record, &mut written);
        self.heads.add(&written)?;
        self.head_starts.push(self.heads.len());
        self.records.add(|out| out.extend(written));
        self.stored.add(|out| {
            pages::write_head(page, out);
            out.extend_from_slice(&text.body);
        });
        self.text_bytes += u64::from(text.size);
        Ok(())
    }
}
