//! The builder: sources to blocks, blocks to words, words to lexicon and postings, all to packs.
//!
//! The same sources give the same bytes on every machine and with any number of threads: whatever is
//! done in parallel is put in order before it is used, and nothing is ever walked in hash order.

mod inverted;
pub mod lexicon;
mod numbering;
pub mod packs;
mod related;
pub mod site;
pub mod source;
mod tokens;
mod words;

use crate::answer::{BookRecord, PageRecord};
use crate::format::catalog::Catalog;
use crate::format::shapes::{self, PageShape};
use crate::format::manifest::{FILE_NAME, Manifest};
use crate::format::pack::PackKind;
use crate::format::{pages, records};
use crate::id::{BookId, PageId};
use crate::page::Page;
use inverted::Inverted;
use lexicon::authored::{self, Authored};
use numbering::Numbering;
use packs::{Packs, PartsPacks};
use serde::Serialize;
use std::fmt;
use std::path::{Path, PathBuf};
use tokens::Tokens;
use words::WordsPacks;

/// What a build is asked to do.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// The library's title; if empty, the title of its first book.
    pub title: String,
    /// A lexicon of the author's, besides those found in the source folders; see
    /// [`lexicon::authored`].
    pub lexicon: Option<PathBuf>,
    /// The folder that the manifest and the packs are written to. It must exist.
    pub folder: PathBuf,
}

/// A part of the work, for showing how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sources are read and cut into words.
    Reading,
    /// Lemmas and roots are learned.
    Learning,
    /// Postings are gathered and near pages found.
    Indexing,
    /// Packs are written.
    Writing,
}

/// Is told how far the work is.
pub trait Progress: Sync {
    /// A stage begins.
    fn stage(&self, stage: Stage);
    /// So many pages have been read in all.
    fn pages(&self, read: u32);
}

/// What a build made.
#[derive(Debug, Default, Serialize)]
pub struct BuildReport {
    /// Pages, over all books.
    pub pages: u32,
    /// Books.
    pub books: u32,
    /// Words in all.
    pub words: u64,
    /// Distinct spellings, forms, lemmas and roots.
    pub classes: [u32; 4],
    /// Bytes of text as stored, in UTF-8: titles and blocks.
    pub text_bytes: u64,
    /// Bytes of the manifest and all packs.
    pub bytes: u64,
    /// Files: the manifest and the packs.
    pub files: u32,
    /// What was read, and what was noticed while reading.
    pub sources: source::Report,
    /// What the author's own lexicon did.
    pub lexicon: authored::Report,
}

/// Why a build failed.
#[derive(Debug)]
pub enum BuildError {
    /// The sources could not be read; what was noticed on the way says more.
    Source(source::Error, source::Report),
    /// The author's lexicon cannot be used.
    Lexicon(authored::Error),
    /// A file of the library could not be written.
    Write(PathBuf, std::io::Error),
    /// The library is too large for the format; says what for.
    TooLarge(&'static str),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Source(error, _) => error.fmt(f),
            BuildError::Lexicon(error) => error.fmt(f),
            BuildError::Write(path, error) => {
                write!(
                    f,
                    "{}: cannot be written ({error}); is the disk full or the folder read-only?",
                    path.display()
                )
            }
            BuildError::TooLarge(what) => write!(f, "{what}; build it as several libraries"),
        }
    }
}

impl std::error::Error for BuildError {}

/// Reads the sources and writes a library into `options.folder`.
pub fn build(
    sources: &[PathBuf],
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<BuildReport, BuildError> {
    progress.stage(Stage::Reading);
    let lexicons = authored::find(sources, options.lexicon.as_deref());
    let authored = Authored::read(lexicons).map_err(BuildError::Lexicon)?;
    let mut intake = Intake::new(options);
    let mut report = source::Report::default();
    let sink = &mut |event| intake.take(event, progress);
    match source::read(sources, &mut report, sink) {
        Ok(()) => {}
        Err(source::ReadError::Source(error)) => return Err(BuildError::Source(error, report)),
        Err(source::ReadError::Sink(error)) => return Err(error),
    }
    let Intake {
        mut packs,
        stored,
        records,
        mut catalog,
        shapes,
        tokens,
        text_bytes,
        ..
    } = intake;
    stored.finish(&mut packs)?;
    records.finish(&mut packs)?;

    progress.stage(Stage::Learning);
    let (numbering, lexicon) = Numbering::new(&tokens, &authored);

    progress.stage(Stage::Indexing);
    let inverted = Inverted::new(&tokens, &numbering);
    let related = related::related(&tokens, &numbering, &inverted);

    progress.stage(Stage::Writing);
    catalog.weights = numbering.weights.clone();
    let mut manifest = Manifest {
        title: String::new(),
        pages: shapes.len() as u32,
        words: tokens.len() as u64,
        classes: numbering.classes(),
        ..Manifest::default()
    };
    let mut words = WordsPacks::new(&numbering, &shapes, manifest.words);
    inverted.each(&tokens, &numbering, |lists| words.add(lists, &mut packs))?;
    words.finish(&mut packs, &mut manifest)?;
    related::write(&related, &mut packs)?;
    packs.add(PackKind::Catalog, 0, catalog.write())?;
    for (number, shapes) in (0..).zip(shapes.chunks(shapes::PAGES as usize)) {
        packs.add(PackKind::Shapes, number * shapes::PAGES, shapes.to_vec())?;
    }
    let title = match &options.title {
        title if !title.is_empty() => title.clone(),
        _ => catalog
            .books
            .first()
            .map(|book| book.title.clone())
            .unwrap_or_default(),
    };
    manifest.title = title;
    manifest.packs = packs.entries();
    let file = manifest.write();
    write(&options.folder.join(FILE_NAME), &file)?;
    Ok(BuildReport {
        pages: manifest.pages,
        books: catalog.books.len() as u32,
        words: manifest.words,
        classes: manifest.classes,
        text_bytes,
        bytes: file.len() as u64
            + manifest
                .packs
                .iter()
                .map(|pack| u64::from(pack.bytes))
                .sum::<u64>(),
        files: 1 + manifest.packs.len() as u32,
        sources: report,
        lexicon,
    })
}

/// Takes in what the sources give: stores the text, keeps the words.
struct Intake {
    title: String,
    packs: Packs,
    stored: PartsPacks,
    records: PartsPacks,
    catalog: Catalog,
    /// A byte for each page.
    shapes: Vec<u8>,
    tokens: Tokens,
    text_bytes: u64,
}

impl Intake {
    fn new(options: &BuildOptions) -> Intake {
        Intake {
            title: options.title.clone(),
            packs: Packs::new(&options.folder),
            stored: PartsPacks::new(PackKind::Pages, packs::PAGES),
            records: PartsPacks::new(PackKind::Records, packs::RECORDS),
            catalog: Catalog::default(),
            shapes: Vec::new(),
            tokens: Tokens::default(),
            text_bytes: 0,
        }
    }

    fn take(&mut self, event: source::Event, progress: &dyn Progress) -> Result<(), BuildError> {
        match event {
            source::Event::Book(book) => {
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
            source::Event::Pages(pages) => {
                let shapes = self.tokens.add(&pages)?;
                for (page, shape) in pages.iter().zip(shapes) {
                    self.page(page, shape);
                }
                progress.pages(self.shapes.len() as u32);
                self.stored.flush(&mut self.packs)?;
            }
        }
        Ok(())
    }

    fn page(&mut self, page: &Page, shape: PageShape) {
        let number = PageId(self.shapes.len() as u32);
        self.shapes.push(shape.to_byte());
        let book = match self.catalog.books.last_mut() {
            Some(book) => {
                book.pages += 1;
                book.book
            }
            None => BookId(0),
        };
        let record = PageRecord {
            page: number,
            id: page.id.clone(),
            book,
            title: if page.title.is_empty() {
                first_words(page)
            } else {
                page.title.clone()
            },
            author: page.author.clone(),
            source: page.source.clone(),
            date: page.date,
            words: shape.words,
        };
        self.records.add(|out| records::write(&record, out));
        self.stored.add(|out| pages::write(page, out));
        self.text_bytes += (page.title.len()
            + page
                .blocks
                .iter()
                .map(|block| block.text.len())
                .sum::<usize>()) as u64;
    }
}

/// What a page without a title is called: the first words of its text.
fn first_words(page: &Page) -> String {
    const WORDS: usize = 8;
    let Some(text) = page
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .find(|text| !text.trim().is_empty())
    else {
        return String::new();
    };
    let mut words = crate::text::words(text).skip(WORDS - 1);
    match (words.next(), words.next()) {
        (Some(last), Some(_)) => format!("{}…", &text[..last.end]),
        _ => text.replace('\t', " "),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    std::fs::write(path, bytes).map_err(|error| BuildError::Write(path.to_owned(), error))
}
