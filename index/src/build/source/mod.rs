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
//! | `.jsonl`, `.ndjson`, either with `.gz` | a book of its own, a page a line |
//!
//! Every folder that directly holds text files is a book. What is wrong with one file or line is a
//! [`Notice`] and the rest is read.

mod byline;
mod dates;
mod decode;
mod draft;
mod flow;
mod front;
mod furniture;
mod head;
mod html;
mod jsonl;
mod lines;
mod markdown;
mod meta;
mod month;
mod phrases;
mod piece;
mod report;
mod skeleton;
mod txt;
mod walk;
mod writer;

pub use report::{Notice, NoticeKind, Report};

use crate::page::{Book, Page};
use draft::Draft;
use rayon::prelude::*;
use std::fmt;
use std::io;
use std::path::PathBuf;
use walk::{Kind, Source};
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
                write!(f, "; what is read: {}", walk::ENDINGS.join(" "))
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
/// The largest text file that is read.
const FILE_LIMIT: u64 = 1 << 30;

/// Reads files and folders and hands what they hold to `sink`, in order.
///
/// What is wrong with single files becomes a notice in `report`, which also counts what was read.
///
/// # Errors
///
/// A root that does not exist, no page found at all, or the sink's own error.
pub fn read<E>(
    roots: &[PathBuf],
    report: &mut Report,
    sink: &mut dyn FnMut(Event) -> Result<(), E>,
) -> Result<(), ReadError<E>> {
    let plan = walk::plan(roots, report)
        .map_err(|(path, error)| ReadError::Source(Error::Root(path, error)))?;
    let mut writer = Writer::new(report, sink);
    let mut rest = plan.sources.as_slice();
    while let Some(first) = rest.first() {
        if first.kind == Kind::Jsonl {
            writer
                .book(&plan.books[first.book])
                .map_err(ReadError::Sink)?;
            jsonl::read(first, &mut writer).map_err(ReadError::Sink)?;
            rest = &rest[1..];
            continue;
        }
        let (now, later) = rest.split_at(chunk(rest));
        rest = later;
        let drafts: Vec<Draft> = now.par_iter().map(parse).collect();
        for (source, draft) in now.iter().zip(drafts) {
            writer
                .book(&plan.books[source.book])
                .map_err(ReadError::Sink)?;
            writer.file(source.bytes);
            writer.page(source, None, draft).map_err(ReadError::Sink)?;
        }
    }
    writer.end().map_err(ReadError::Sink)?;
    if report.pages == 0 {
        return Err(ReadError::Source(Error::Nothing {
            roots: roots.to_vec(),
            seen: plan.seen,
        }));
    }
    Ok(())
}

/// How many of the next sources are text files that go together.
fn chunk(sources: &[Source]) -> usize {
    let mut bytes = 0;
    let fits = |source: &&Source| {
        bytes += source.bytes;
        source.kind != Kind::Jsonl && bytes <= BYTES_AT_ONCE
    };
    sources
        .iter()
        .take(FILES_AT_ONCE)
        .take_while(fits)
        .count()
        .max(1)
}

/// Reads one text file. Without a page, the notices say why.
fn parse(source: &Source) -> Draft {
    if source.bytes > FILE_LIMIT {
        return Draft::none(
            NoticeKind::Skipped,
            "larger than 1 GiB; left out, split it into parts",
        );
    }
    let bytes = match std::fs::read(&source.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return Draft::none(
                NoticeKind::Skipped,
                format!("cannot be read ({error}); left out"),
            );
        }
    };
    let Some(decoded) = decode::decode(&bytes, source.kind == Kind::Html) else {
        return Draft::none(NoticeKind::Skipped, "binary data, not text; left out");
    };
    let text = decode::tidy(&decoded.text);
    let mut draft = match source.kind {
        Kind::Markdown => markdown::parse(&text),
        Kind::Html => html::parse(&text),
        Kind::Txt | Kind::Jsonl => txt::parse(&text),
    };
    if let Some(notice) = decoded.notice {
        draft.notices.insert(0, (None, NoticeKind::Guessed, notice));
    }
    draft.finish();
    if draft.page.is_none() {
        draft.note(NoticeKind::Skipped, "holds no text; left out");
    }
    draft
}
