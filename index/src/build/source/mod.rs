//! Sources: files and folders in, books and pages out.
//!
//! [`read`] walks the roots in a fixed order, decodes and parses each file, and hands every book
//! and its pages to a sink, a batch at a time, so that memory stays bounded however large the
//! collection is. Files are parsed side by side, but what comes out, and in which order, does not
//! depend on the number of threads.
//!
//! | ending | read as |
//! | --- | --- |
//! | `.txt` | plain text: title, byline, headings, paragraphs, verse and lists as a reader sees them |
//! | `.md`, `.markdown` | Markdown with tables and footnotes, front matter between `---` lines |
//! | `.html`, `.htm`, `.xhtml` | the article of a web page |
//! | `.jsonl`, `.ndjson` | a book of its own, a page a line |
//! | `.csv`, `.tsv` | a book of its own, a page a row, the first row naming the fields |
//! | `.epub` | a book of its own, a page a chapter |
//! | `.mARkdown`, `.completed`, `.inProgress`, or any file that begins as OpenITI's do | a book of its own, a page a section, with the pages of the printed edition |
//! | `.zip` | a folder of any of these |
//!
//! Any but the two last kinds of archive may have `.gz` after its ending.
//! A `library.toml` says of a folder's pages what they do not say themselves: see [`about`].
//!
//! Every folder that directly holds text files is a book. What is wrong with one file or line is a
//! [`Notice`] and the rest is read.

mod about;
mod breaks;
mod byline;
mod century;
mod dates;
mod decode;
mod draft;
mod epub;
mod flow;
mod front;
mod furniture;
mod head;
mod html;
mod ids;
mod jsonl;
mod kept;
mod kind;
mod lines;
mod load;
mod markdown;
mod marks;
mod meta;
mod month;
mod openiti;
mod order;
mod phrases;
mod piece;
mod print;
mod report;
mod sections;
mod skeleton;
mod table;
mod txt;
mod unzip;
mod walk;
mod writer;
mod xhtml;

pub use report::{Notice, NoticeKind, Report};

use super::cache::Cache;
use super::sheet::SheetText;
use crate::page::{Book, Page};
use draft::Draft;
use kind::Kind;
use rayon::prelude::*;
use sections::Volume;
use std::fmt;
use std::io;
use std::path::PathBuf;
use walk::{Plan, Source};
use writer::Writer;

/// Something read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A book begins; the pages that follow are its own. A book without pages is never told of.
    Book(Book),
    /// The next pages of the book, in reading order; never empty, a thousand or so at most.
    Pages(Vec<Page>),
}

/// Why nothing can be read.
#[derive(Debug)]
pub enum Error {
    /// A root does not exist or cannot be opened.
    Root(PathBuf, io::Error),
    /// No root holds a page; [`Report::notices`] says what was found instead.
    Nothing {
        /// What was asked for.
        roots: Vec<PathBuf>,
        /// How many files were seen there, hidden ones aside.
        seen: u32,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Root(path, error) => {
                write!(
                    f,
                    "{}: {error}; give a file or folder that exists and may be read",
                    path.display()
                )
            }
            Error::Nothing { roots, seen } => {
                for (i, root) in roots.iter().enumerate() {
                    write!(f, "{}{}", if i > 0 { ", " } else { "" }, root.display())?;
                }
                match seen {
                    0 => f.write_str(": there are no files here")?,
                    1 => f.write_str(": the one file here gives no page")?,
                    n => write!(f, ": none of the {n} files here gives a page")?,
                }
                write!(f, "; what is read: {}", kind::endings())
            }
        }
    }
}

impl std::error::Error for Error {}

/// Why reading stopped.
#[derive(Debug)]
pub enum ReadError<E> {
    /// The sources cannot be read.
    Source(Error),
    /// The sink's own error.
    Sink(E),
}

impl<E: fmt::Display> fmt::Display for ReadError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Source(error) => error.fmt(f),
            ReadError::Sink(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for ReadError<E> {}

/// How many text files are parsed side by side before their pages are handed on.
const FILES_AT_ONCE: usize = 256;
/// How many bytes of text files may be in memory at once, the last file aside.
const BYTES_AT_ONCE: u64 = 32 << 20;

/// Reads files and folders and hands what they hold to `sink`, in order.
///
/// A page that has the text of an earlier one is told of, and dropped if `drop_duplicates`.
/// What is wrong with single files becomes a notice in `report`, which also counts what was read.
///
/// # Errors
///
/// A root that does not exist, no page found at all, or the sink's own error.
pub fn read<E>(
    roots: &[PathBuf],
    drop_duplicates: bool,
    report: &mut Report,
    sink: &mut dyn FnMut(Event) -> Result<(), E>,
) -> Result<(), ReadError<E>> {
    let sources = Sources::find(roots, report).map_err(ReadError::Source)?;
    let sink = &mut |read| {
        sink(match read {
            Read::Book(book) => Event::Book(book),
            Read::Pages(pages) => Event::Pages(pages.into_iter().map(|(page, _)| page).collect()),
        })
    };
    sources.read(drop_duplicates, &Cache::default(), report, sink)
}

/// Something read for the build: pages may have their texts ready for it.
pub(super) enum Read {
    Book(Book),
    Pages(Vec<(Page, Option<SheetText>)>),
}

/// All there is to read.
pub(super) struct Sources {
    roots: Vec<PathBuf>,
    plan: Plan,
}

impl Sources {
    /// Finds it.
    pub(super) fn find(roots: &[PathBuf], report: &mut Report) -> Result<Sources, Error> {
        let plan = walk::plan(roots, report).map_err(|(path, error)| Error::Root(path, error))?;
        let roots = roots.to_vec();
        Ok(Sources { roots, plan })
    }

    /// Adds all that decides what is read: the texts, their names and what is said of them. `None` if a file
    /// cannot be read.
    pub(super) fn add_to(&self, add: &mut dyn FnMut(&[u8])) -> Option<()> {
        for book in &self.plan.books {
            add(book.id.as_bytes());
            add(book.title.as_bytes());
        }
        // Archives are unpacked to another folder each time.
        let said = |source: &Source| {
            let Source {
                shown,
                id,
                kind,
                packed,
                bytes,
                book,
                about,
                path: _,
            } = source;
            format!("{shown}\0{id}\0{kind:?} {packed} {bytes} {book} {about:?}")
        };
        let hash = |source: &Source| load::hash(&source.path).ok();
        let hashes: Option<Vec<u128>> = self.plan.sources.par_iter().map(hash).collect();
        for (source, hash) in self.plan.sources.iter().zip(hashes?) {
            add(said(source).as_bytes());
            add(&hash.to_le_bytes());
        }
        Some(())
    }

    /// Reads it; what an earlier build has parsed comes from the cache.
    pub(super) fn read<E>(
        &self,
        drop_duplicates: bool,
        cache: &Cache,
        report: &mut Report,
        sink: &mut dyn FnMut(Read) -> Result<(), E>,
    ) -> Result<(), ReadError<E>> {
        let plan = &self.plan;
        let mut writer = Writer::new(drop_duplicates, report, sink);
        let mut rest = plan.sources.as_slice();
        while let Some(first) = rest.first() {
            if first.kind.is_streamed() {
                writer
                    .book(&plan.books[first.book])
                    .map_err(ReadError::Sink)?;
                match first.kind {
                    Kind::Table => table::read(first, cache, &mut writer),
                    _ => jsonl::read(first, cache, &mut writer),
                }
                .map_err(ReadError::Sink)?;
                rest = &rest[1..];
                continue;
            }
            let (now, later) = rest.split_at(chunk(rest));
            rest = later;
            let parse = |source| parse(source, cache);
            let volumes: Vec<Volume> = now.par_iter().map(parse).collect();
            for (source, volume) in now.iter().zip(volumes) {
                let mut book = plan.books[source.book].clone();
                if let Some(title) = volume.title {
                    book.title = title;
                }
                writer.book(&book).map_err(ReadError::Sink)?;
                writer.file(source.bytes);
                for draft in volume.drafts {
                    writer.page(source, None, draft).map_err(ReadError::Sink)?;
                }
            }
        }
        writer.end().map_err(ReadError::Sink)?;
        if report.pages == 0 {
            return Err(ReadError::Source(Error::Nothing {
                roots: self.roots.clone(),
                seen: plan.seen,
            }));
        }
        Ok(())
    }
}

/// How many of the next sources are text files that go together.
fn chunk(sources: &[Source]) -> usize {
    let mut bytes = 0;
    let fits = |source: &&Source| {
        bytes += source.bytes;
        !source.kind.is_streamed() && bytes <= BYTES_AT_ONCE
    };
    sources
        .iter()
        .take(FILES_AT_ONCE)
        .take_while(fits)
        .count()
        .max(1)
}

/// Reads one file, or what an earlier build has read there. Without a page, the notices say why.
fn parse(source: &Source, cache: &Cache) -> Volume {
    let bytes = match load::load(source) {
        Ok(bytes) => bytes,
        Err(why) => return Volume::page(Draft::none(NoticeKind::Skipped, why)),
    };
    // Some texts say by the file's name what they are.
    let named = match source.kind {
        Kind::OpenIti => source.name(),
        _ => "",
    };
    let key = || kept::key(source.kind, named, &bytes);
    let parse = || finished(parse_bytes(source.kind, named, &bytes));
    let mut volume = kept::volume(cache, key, parse);
    if source.kind.is_book() {
        let pages = volume
            .drafts
            .iter_mut()
            .filter_map(|draft| draft.page.as_mut());
        for (number, page) in (1..).zip(pages) {
            page.id = format!("{}#{number}", source.id);
        }
    }
    volume
}

fn parse_bytes(kind: Kind, name: &str, bytes: &[u8]) -> Volume {
    if kind == Kind::Epub {
        return epub::parse(bytes);
    }
    let Some(decoded) = decode::decode(bytes, kind == Kind::Html) else {
        let why = "binary data, not text; left out";
        return Volume::page(Draft::none(NoticeKind::Skipped, why));
    };
    let text = decode::tidy(&decoded.text);
    let mut volume = match kind {
        Kind::Markdown => Volume::page(markdown::parse(&text)),
        Kind::Html => Volume::page(html::parse(&text)),
        Kind::OpenIti => openiti::parse(&text, name),
        _ => Volume::page(txt::parse(&text)),
    };
    if let (Some(notice), Some(draft)) = (decoded.notice, volume.drafts.first_mut()) {
        draft.notices.insert(0, (None, NoticeKind::Guessed, notice));
    }
    volume
}

/// The last touches on what a file gave.
fn finished(mut volume: Volume) -> Volume {
    volume.drafts.iter_mut().for_each(Draft::finish);
    let told = |draft: &Draft| {
        draft.page.is_some()
            || draft
                .notices
                .iter()
                .any(|(_, kind, _)| *kind == NoticeKind::Skipped)
    };
    if !volume.drafts.iter().any(told) {
        volume
            .drafts
            .push(Draft::none(NoticeKind::Skipped, "holds no text; left out"));
    }
    volume
}
