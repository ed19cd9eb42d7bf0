//! Pages on their way out: lasting ids made unique, batches filled, what happened counted.

use super::draft::Draft;
use super::ids::Ids;
use super::print::{Print, Prints};
use super::walk::Source;
use super::{Notice, NoticeKind, Read, Report};
use crate::build::sheet::SheetText;
use crate::page::{Book, Page};

/// How many pages are handed on at once.
const BATCH: usize = 1000;
/// How many bytes of text are handed on at once, the last page aside.
const BATCH_BYTES: usize = 32 << 20;

/// Hands books and pages to the sink and keeps the report.
pub(super) struct Writer<'a, E> {
    report: &'a mut Report,
    sink: &'a mut dyn FnMut(Read) -> Result<(), E>,
    /// Every page id given so far.
    ids: Ids,
    /// The texts so far, each with the number of its page's id.
    prints: Prints,
    /// Whether pages with the text of an earlier one are dropped.
    drop: bool,
    /// The book being read.
    book: Option<Book>,
    /// Whether the sink knows of it.
    told: bool,
    batch: Vec<(Page, Option<SheetText>)>,
    batch_bytes: usize,
}

impl<'a, E> Writer<'a, E> {
    pub(super) fn new(
        drop: bool,
        report: &'a mut Report,
        sink: &'a mut dyn FnMut(Read) -> Result<(), E>,
    ) -> Writer<'a, E> {
        Writer {
            report,
            sink,
            ids: Ids::default(),
            prints: Prints::default(),
            drop,
            book: None,
            told: false,
            batch: Vec::new(),
            batch_bytes: 0,
        }
    }

    /// What follows is of this book.
    pub(super) fn book(&mut self, book: &Book) -> Result<(), E> {
        if self.book.as_ref() != Some(book) {
            self.flush()?;
            self.book = Some(book.clone());
            self.told = false;
        }
        Ok(())
    }

    /// A file of so many bytes was opened.
    pub(super) fn file(&mut self, bytes: u64) {
        self.report.files += 1;
        self.report.bytes += bytes;
    }

    /// A notice about a file.
    pub(super) fn notice(
        &mut self,
        source: &Source,
        line: Option<u32>,
        kind: NoticeKind,
        text: String,
    ) {
        self.report.notices.push(Notice {
            path: source.shown.clone(),
            line,
            kind,
            text,
        });
    }

    /// The next page, if there is one, and what there is to say about it. The page's id is its own
    /// if it has one, else its place. `line` is its line in the file.
    pub(super) fn page(
        &mut self,
        source: &Source,
        line: Option<u32>,
        draft: Draft,
    ) -> Result<(), E> {
        for (own, kind, text) in draft.notices {
            self.notice(source, own.or(line), kind, text);
        }
        let Some(mut page) = draft.page else {
            return Ok(());
        };
        source.about.complete(&mut page);
        if page.id.is_empty() {
            page.id = match line {
                Some(line) => format!("{}#{line}", source.id),
                None => source.id.clone(),
            };
        }
        if self.ids.contains(&page.id) {
            let id = self.ids.free(&page.id);
            let text = format!(
                "the id «{}» is taken by an earlier page; this page is «{id}»",
                page.id
            );
            self.notice(source, line, NoticeKind::Changed, text);
            page.id = id;
        }
        if let Some(print) = draft.print
            && self.is_twice(source, line, &page.id, print)
        {
            return Ok(());
        }
        self.ids.give(&page.id);
        self.report.pages += 1;
        self.batch_bytes += match &draft.text {
            Some(text) => text.size as usize,
            None => page.blocks.iter().map(|block| block.text.len()).sum(),
        };
        self.batch.push((page, draft.text));
        if self.batch.len() >= BATCH || self.batch_bytes >= BATCH_BYTES {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// Tells of a page that has the text of an earlier one; true if it is to be dropped.
    fn is_twice(&mut self, source: &Source, line: Option<u32>, id: &str, print: Print) -> bool {
        let Some((first, exact)) = self.prints.meet(print, self.ids.count()) else {
            return false;
        };
        let first = self.ids.get(first);
        let but = if exact {
            ""
        } else {
            " but for space and marks"
        };
        let done = if self.drop { "dropped" } else { "kept" };
        let text = format!("the page «{id}» has the text of «{first}»{but}; {done}");
        self.report.twice += 1;
        self.notice(source, line, NoticeKind::Twice, text);
        self.drop
    }

    /// Nothing follows.
    pub(super) fn end(mut self) -> Result<(), E> {
        self.flush()
    }

    fn flush(&mut self) -> Result<(), E> {
        if self.batch.is_empty() {
            return Ok(());
        }
        if let (false, Some(book)) = (self.told, &self.book) {
            (self.sink)(Read::Book(book.clone()))?;
            self.report.books += 1;
            self.told = true;
        }
        self.batch_bytes = 0;
        (self.sink)(Read::Pages(std::mem::take(&mut self.batch)))
    }
}
