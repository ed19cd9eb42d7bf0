//! The builder: sources to blocks, blocks to words, words to lexicon and postings, all to packs.
//!
//! The same sources give the same bytes on every machine and with any number of threads: whatever is
//! done in parallel is put in order before it is used, and nothing is ever walked in hash order.

mod best;
mod budget;
pub mod cache;
mod classes;
mod facets;
mod former;
mod forms;
mod intake;
mod inverted;
pub mod lexicon;
mod numbering;
pub mod packs;
mod related;
mod run;
mod sheet;
pub mod site;
pub mod source;
mod spool;
mod terms;
mod tokens;
mod words;

pub use budget::Budget;

use crate::format::manifest::{FILE_NAME, Manifest};
use crate::format::pack::{PackEntry, PackKind};
use crate::format::shapes;
use best::Records;
use cache::Cache;
use intake::Intake;
use inverted::Inverted;
use lexicon::authored::{self, Authored};
use numbering::Numbering;
use packs::Packs;
use related::Telling;
use serde::{Deserialize, Serialize};
use source::Sources;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use words::WordsPacks;

/// What a build is asked to do.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// The library's title; if empty, what `library.toml` calls it, or the title of its first book.
    pub title: String,
    /// A lexicon of the author's, besides those found in the source folders; see
    /// [`lexicon::authored`].
    pub lexicon: Option<PathBuf>,
    /// The folder that the manifest and the packs are written to. It must exist.
    pub folder: PathBuf,
    /// How much memory the build may take.
    pub memory: Budget,
    /// Drop pages that have the text of an earlier one, space and marks aside.
    pub drop_duplicates: bool,
    /// Where what is found out is kept for the next build; see [`cache`].
    pub cache: Option<PathBuf>,
    /// The folder of the library that this one is to replace, if there is one: with a cache, its files are
    /// taken if nothing has changed.
    pub former: Option<PathBuf>,
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
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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
    /// The library's title.
    pub title: String,
    /// What the author's own lexicon did.
    pub lexicon: authored::Report,
    /// What the cache did, if there is one.
    pub cache: Option<cache::Report>,
}

/// Why a build failed.
#[derive(Debug)]
pub enum BuildError {
    /// The sources could not be read; what was noticed on the way says more.
    Source(source::Error, Box<source::Report>),
    /// The author's lexicon cannot be used.
    Lexicon(authored::Error),
    /// A file of the library could not be written.
    Write(PathBuf, std::io::Error),
    /// What the build puts aside in a temporary file in this folder could not be written or read again.
    Spool(PathBuf, std::io::Error),
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
            BuildError::Spool(folder, error) => {
                write!(
                    f,
                    "{}: a temporary file of the build cannot be kept here ({error}); is the disk full?",
                    folder.display()
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
    let mut notices = Vec::new();
    let cache = match &options.cache {
        Some(folder) => Cache::open(folder, &mut notices),
        None => Cache::default(),
    };
    let cache = Arc::new(cache);
    let lexicons = authored::find(sources, options.lexicon.as_deref());
    let mut report = source::Report::default();
    let sources = match Sources::find(sources, &mut report) {
        Ok(sources) => sources,
        Err(error) => return Err(BuildError::Source(error, Box::new(report))),
    };
    let key = match cache.is_on() {
        true => former::key(options, &lexicons, &sources, &report),
        false => None,
    };
    let mut cached = cache::Report::default();
    let former = key.and_then(|key| former::take(&cache, key, options));
    let mut built = match former {
        Some(mut built) => {
            cached.unchanged = true;
            // What a report does not write of itself.
            built.sources.title = report.title;
            built.sources.language = report.language;
            built
        }
        None => {
            let built = build_anew(&sources, lexicons, options, &cache, report, progress)?;
            if let Some(key) = key {
                former::keep(&cache, key, options, &built);
            }
            cached = cache.finish();
            built
        }
    };
    cached.notices.splice(..0, notices);
    built.cache = options.cache.is_some().then_some(cached);
    Ok(built)
}

fn build_anew(
    sources: &Sources,
    lexicons: Vec<PathBuf>,
    options: &BuildOptions,
    cache: &Arc<Cache>,
    mut report: source::Report,
    progress: &dyn Progress,
) -> Result<BuildReport, BuildError> {
    let authored = Authored::read(lexicons).map_err(BuildError::Lexicon)?;
    let Intake {
        mut packs,
        mut catalog,
        heads,
        head_starts,
        shapes,
        facets,
        tokens,
        text_bytes,
        ..
    } = Intake::read(sources, options, cache, &mut report, progress)?;

    progress.stage(Stage::Learning);
    let (numbering, lexicon) = Numbering::new(&tokens, &authored, cache)?;

    progress.stage(Stage::Indexing);
    let (folder, memory) = (&options.folder, options.memory);
    let inverted = Inverted::new(&tokens, &numbering, folder, memory)?;
    let mut telling = Telling::new(tokens.page_count(), folder, memory, cache);
    let mut manifest = Manifest {
        pages: tokens.page_count(),
        words: tokens.len(),
        classes: numbering.classes(),
        ..Manifest::default()
    };
    let records = Records::new(&heads, &head_starts);
    let mut words = WordsPacks::new(&numbering, &tokens, records, cache, &shapes, manifest.words);
    inverted.each(|batch| {
        for list in &batch {
            telling.add(list, &numbering, &shapes)?;
        }
        words.add(batch, &mut packs)
    })?;
    drop(inverted);
    telling.seal()?;

    progress.stage(Stage::Writing);
    let (related, written) = rayon::join(
        || telling.sections(&tokens, &numbering, &shapes),
        || words.finish(&mut packs, &mut manifest),
    );
    written?;
    for (first, section) in related? {
        packs.add(PackKind::Related, first, section)?;
    }
    catalog.weights = numbering.weights.clone();
    for (number, shapes) in (0..).zip(shapes.chunks(shapes::PAGES as usize)) {
        packs.add(PackKind::Shapes, number * shapes::PAGES, shapes.to_vec())?;
    }
    manifest.died = facets.write(&mut packs)?;
    packs.add(PackKind::Catalog, 0, catalog.write())?;
    let title = match &options.title {
        title if !title.is_empty() => title.clone(),
        _ if report.title.is_some() => report.title.clone().unwrap_or_default(),
        _ => catalog
            .books
            .first()
            .map(|book| book.title.clone())
            .unwrap_or_default(),
    };
    manifest.title.clone_from(&title);
    manifest.leaves = packs.tell()?;
    manifest.packs = packs.finish()?;
    let mut listings = Packs::new(&options.folder, Arc::clone(cache));
    for (number, section) in manifest.part(NEAR) {
        listings.add(PackKind::Listing, number, section)?;
    }
    manifest.packs.extend(listings.finish()?);
    manifest.packs.sort_by_key(|pack| (pack.kind, pack.first));
    hold(&mut manifest, &options.folder)?;
    let file = manifest.write();
    write(&options.folder.join(FILE_NAME), &file)?;
    Ok(BuildReport {
        title,
        pages: manifest.pages,
        books: catalog.books.len() as u32,
        words: manifest.words,
        classes: manifest.classes,
        text_bytes,
        bytes: file.len() as u64
            + apart(&manifest)
                .map(|pack| u64::from(pack.bytes))
                .sum::<u64>(),
        files: 1 + apart(&manifest).count() as u32,
        sources: report,
        lexicon,
        cache: None,
    })
}

/// The packs that have a file of their own.
fn apart(manifest: &Manifest) -> impl Iterator<Item = &PackEntry> {
    manifest
        .all()
        .filter_map(|(id, pack)| manifest.held(id).is_none().then_some(pack))
}

/// Packs that the manifest lists itself, if there are no more: some twelve bytes each.
const NEAR: usize = 2000;
/// Bytes of packs that the manifest holds at most; they are fetched at every visit.
const HELD: u64 = 40 << 10;

/// Has the manifest hold what every search needs, and as much of what a first one needs as is small: kind by
/// kind, each whole.
fn hold(manifest: &mut Manifest, folder: &Path) -> Result<(), BuildError> {
    const KINDS: [PackKind; 9] = [
        PackKind::Catalog,
        PackKind::Dates,
        PackKind::Front,
        PackKind::Shapes,
        PackKind::PageLeaves,
        PackKind::PositionLeaves,
        PackKind::Terms,
        PackKind::WordBundle,
        PackKind::Records,
    ];
    let mut held: u64 = 0;
    for kind in KINDS {
        let numbers = manifest.range(kind);
        let Some(packs) = manifest
            .packs
            .get(numbers.start as usize..numbers.end as usize)
        else {
            break;
        };
        held += packs.iter().map(|pack| u64::from(pack.bytes)).sum::<u64>();
        if held > HELD {
            break;
        }
        for (number, pack) in numbers.zip(packs) {
            let path = folder.join(pack.file_name());
            let fault = |error| BuildError::Write(path.clone(), error);
            let file = std::fs::read(&path).map_err(fault)?;
            std::fs::remove_file(&path).map_err(fault)?;
            manifest.held.push((number, file));
        }
    }
    manifest.held.sort_unstable();
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    std::fs::write(path, bytes).map_err(|error| BuildError::Write(path.to_owned(), error))
}
