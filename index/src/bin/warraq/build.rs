//! `warraq build`: from sources to a site, put in place whole or not at all.

use crate::app::App;
use crate::carried::{Carried, HEAVY, Named};
use crate::edition;
use crate::output::{bytes, count, counted, depth_name};
use crate::plain::{self, Made};
use crate::progress::{Line, Stages};
use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Serialize;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Instant;
use warraq::answer::Depth;
use warraq::build::site::{Draft, LIBRARY, Size, place};
use warraq::build::source::{Notice, NoticeKind};
use warraq::build::{Budget, BuildError, BuildOptions, BuildReport};

/// Notices of one kind that are shown without `--verbose`.
const NOTICES: usize = 20;

/// Makes a site, a folder of static files ready to publish, from texts.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// Folders and files to read: .txt, .md, .html, .jsonl, .csv, .tsv, .epub, OpenITI's .mARkdown, any of
    /// them with .gz after it, and .zip of any of them.
    #[arg(required = true)]
    sources: Vec<PathBuf>,
    /// The folder to make. A site that is there already is replaced, once the new one is whole.
    #[arg(short, long, value_name = "SITE")]
    output: PathBuf,
    /// The library's title; otherwise that of a library.toml at the top of the first folder, or of its first book.
    #[arg(long, default_value = "")]
    title: String,
    /// A lexicon of your own, besides a lexicon.tsv at the top of a source folder: columns form, lemma
    /// and root, separated by tabs.
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Drop pages that have the text of an earlier page, space and marks aside; otherwise they are told of.
    #[arg(long)]
    drop_duplicates: bool,
    /// Keep in this folder what the build finds out, so that the next takes a part of the time: what has
    /// not changed is not read into words again. The site is the same with it and without; the folder may be deleted at
    /// any time.
    #[arg(long, value_name = "FOLDER")]
    cache: Option<PathBuf>,
    /// The reader app to put into the site, in place of the one this command carries; WARRAQ_APP
    /// says the same.
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_app")]
    app: Option<PathBuf>,
    /// Make the library without the reader app.
    #[arg(long)]
    no_app: bool,
    /// Where the site will be, such as the address of its start page: plain pages then name their
    /// address, and there are a sitemap and a feed.
    #[arg(long, value_name = "URL", value_parser = address)]
    url: Option<String>,
    /// Make no plain pages, which are for crawlers and for browsers that cannot run the app.
    #[arg(long, conflicts_with = "url")]
    no_pages: bool,
    /// Make one .html file in place of a folder: it has the app and the library inside and opens by a
    /// double click, without a host.
    #[arg(long, conflicts_with_all = ["no_app", "url", "no_pages"])]
    single_file: bool,
    /// Print the report as JSON, with all notices.
    #[arg(long)]
    json: bool,
    /// Print nothing but errors.
    #[arg(short, long, conflicts_with_all = ["json", "verbose"])]
    quiet: bool,
    /// Print all notices, not the first 20 of a kind.
    #[arg(short, long)]
    verbose: bool,
    /// Processors to use; all by default.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Memory to use, in millions of bytes; it changes how long the build takes, not what it makes.
    #[arg(long, value_name = "MB", default_value_t = 512, value_parser = clap::value_parser!(u32).range(64..))]
    memory: u32,
}

/// What was made and what it took.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    library: BuildReport,
    /// The whole site: library and app.
    site_files: u64,
    site_bytes: u64,
    /// Files for browsers without the app and for crawlers, which are part of the site; how many of
    /// them have the text of a page.
    plain_files: u64,
    plain_bytes: u64,
    plain_pages: u32,
    seconds: f64,
    /// How many of them the library took, by the part of the work.
    stages: Stages,
    /// The most memory held at once, where the system tells.
    peak_bytes: Option<u64>,
}

impl Build {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let started = Instant::now();
        let app = App::choose(
            self.app
                .clone()
                .or_else(|| env::var_os("WARRAQ_APP").map(PathBuf::from)),
            self.no_app,
        )?;
        if let Some(threads) = self.threads {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build_global()
                .context("cannot start threads")?;
        }
        let carried = match self.single_file {
            true => Some(Carried::begin(&self.output)?),
            false => None,
        };
        let folder = carried.as_ref().map_or(&*self.output, Carried::folder);
        let site = place(folder)?;
        keep_apart(&self.sources, &site)?;
        if let Some(cache) = &self.cache {
            keep_outside(cache, &site, &self.sources)?;
        }
        let draft = Draft::begin(folder)?;
        let options = BuildOptions {
            title: self.title.clone(),
            lexicon: self.lexicon.clone(),
            folder: draft.library(),
            memory: Budget::megabytes(self.memory as usize),
            drop_duplicates: self.drop_duplicates,
            cache: self.cache.clone(),
            former: Some(draft.site().join(LIBRARY)),
        };
        let line = Line::new(self.quiet);
        let built = warraq::build::build(&self.sources, &options, &line);
        let stages = line.finish();
        if let Err(BuildError::Source(_, report)) = &built {
            notices(&mut io::stderr(), &report.notices, self.most())?;
        }
        let library = built?;
        let named = Named {
            title: &library.title,
            language: library.sources.language.as_deref().unwrap_or_default(),
        };
        let mut made = Made::default();
        let Size {
            files: site_files,
            bytes: site_bytes,
        } = match &carried {
            Some(carried) => carried.write(&app.files()?, &draft.library(), named)?,
            None => {
                edition::add(&draft, app.files()?, named)?;
                if !self.no_pages && !self.no_app {
                    made = plain::write(&draft, self.url.as_deref())?;
                }
                draft.publish()?
            }
        };
        let seconds = started.elapsed().as_secs_f64();
        let report = Report {
            library,
            site_files,
            site_bytes,
            plain_files: made.files,
            plain_bytes: made.bytes,
            plain_pages: made.pages,
            seconds,
            stages,
            peak_bytes: peak_bytes(),
        };
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            writeln!(out)?;
        } else if !self.quiet {
            notices(out, &report.library.sources.notices, self.most())?;
            self.show(out, &report)?;
        }
        Ok(())
    }

    /// How many notices of a kind are shown.
    fn most(&self) -> usize {
        if self.verbose { usize::MAX } else { NOTICES }
    }

    fn show(&self, out: &mut dyn Write, report: &Report) -> Result<()> {
        let BuildReport {
            pages,
            books,
            words,
            classes,
            text_bytes,
            bytes: size,
            files,
            ..
        } = &report.library;
        let own = &report.library.lexicon;
        for word in own.idle.iter().take(self.most()) {
            writeln!(
                out,
                "lexicon: {word}: no word of the library; its row does nothing"
            )?;
        }
        if let Some(cache) = &report.library.cache {
            for notice in &cache.notices {
                writeln!(out, "cache: {notice}")?;
            }
        }
        let site = self.output.display();
        writeln!(
            out,
            "{site}: {} in {}, {}",
            counted(*pages, "page"),
            counted(*books, "book"),
            counted(*words, "word")
        )?;
        let classes = Depth::ALL.iter().zip(classes);
        let classes: Vec<String> = classes
            .map(|(&depth, number)| counted(*number, depth_name(depth)))
            .collect();
        writeln!(out, "  {}", classes.join(", "))?;
        writeln!(
            out,
            "  library: {} in {}, from {} of text",
            bytes(*size),
            counted(*files, "file"),
            bytes(*text_bytes)
        )?;
        if !own.files.is_empty() {
            let (rows, forms) = (counted(own.rows, "row"), counted(own.forms, "form"));
            writeln!(out, "  {}: {rows}, {forms} changed", own.files.join(", "))?;
        }
        writeln!(
            out,
            "  site: {} in {}",
            bytes(report.site_bytes),
            counted(report.site_files, "file")
        )?;
        if report.plain_files > 0 {
            writeln!(
                out,
                "  of it plain pages: {} in {}",
                bytes(report.plain_bytes),
                counted(report.plain_files, "file")
            )?;
            if report.plain_pages < *pages {
                writeln!(
                    out,
                    "  the library has too many pages for a plain file each: there is a list for each book, which leads into the app"
                )?;
            }
        }
        let memory = report
            .peak_bytes
            .map(|peak| format!(", {} of memory at most", bytes(peak)))
            .unwrap_or_default();
        let cached = match &report.library.cache {
            Some(cache) if cache.unchanged => ", nothing had changed",
            Some(cache) if cache.found > 0 => ", with what an earlier build had found out",
            _ => "",
        };
        writeln!(out, "  {:.1} s{memory}{cached}", report.seconds)?;
        if self.single_file {
            if report.site_bytes > HEAVY {
                writeln!(
                    out,
                    "  more than {}: phones may fail to open it; a site, or a file for each part, serves better",
                    bytes(HEAVY)
                )?;
            }
            return Ok(writeln!(out, "Next: open {site} in a browser")?);
        }
        let next = if self.no_app { "search" } else { "serve" };
        let query = if self.no_app { " كتاب" } else { "" };
        Ok(writeln!(out, "Next: warraq {next} {site}{query}")?)
    }
}

/// An address that a site can have.
fn address(text: &str) -> Result<String, String> {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '?' | '#');
    if (text.starts_with("http://") || text.starts_with("https://")) && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("it begins with http:// or https:// and has no space, ? or #".to_owned())
    }
}

/// Fails if the site would be read as a source by the next build, or would take a source's place.
fn keep_apart(sources: &[PathBuf], site: &Path) -> Result<()> {
    for source in sources {
        // A source that is not there is the reader's to tell.
        let Ok(real) = source.canonicalize() else {
            continue;
        };
        let (inner, outer) = match () {
            () if site.starts_with(&real) => ("the site", "the source"),
            () if real.starts_with(site) => ("the source", "the site"),
            () => continue,
        };
        bail!(
            "{inner} is inside {outer}: {} and {}; name a folder for the site beside the sources",
            site.display(),
            source.display()
        );
    }
    Ok(())
}

/// Fails if the cache would be published with the site, or read as a source.
fn keep_outside(cache: &Path, site: &Path, sources: &[PathBuf]) -> Result<()> {
    let whole = std::path::absolute(cache)?;
    // It need not be there yet; what is above it may be a link.
    let there = whole.ancestors().find_map(|above| {
        let mut there = above.canonicalize().ok()?;
        for part in whole.strip_prefix(above).ok()?.components() {
            match part {
                Component::ParentDir => drop(there.pop()),
                part => there.push(part),
            }
        }
        Some(there)
    });
    let there = there.unwrap_or(whole);
    let sources = sources
        .iter()
        .filter_map(|source| source.canonicalize().ok());
    let outer = match () {
        () if there.starts_with(site) => "the site",
        () if sources.into_iter().any(|source| there.starts_with(source)) => "a source",
        () => return Ok(()),
    };
    bail!(
        "the cache {} is inside {outer}; name a folder of its own for it",
        cache.display()
    );
}

/// Writes what was noticed, kind by kind, at most so many of each.
fn notices(out: &mut dyn Write, notices: &[Notice], most: usize) -> Result<()> {
    let kinds = [
        NoticeKind::Broken,
        NoticeKind::Skipped,
        NoticeKind::Changed,
        NoticeKind::Twice,
        NoticeKind::Guessed,
        NoticeKind::Cut,
    ];
    for kind in kinds {
        let of_kind: Vec<&Notice> = notices
            .iter()
            .filter(|notice| notice.kind == kind)
            .collect();
        for notice in of_kind.iter().take(most) {
            writeln!(out, "{kind}: {notice}")?;
        }
        if let Some(more) = of_kind.len().checked_sub(most).filter(|&more| more > 0) {
            writeln!(
                out,
                "{kind}: and {} more (--verbose shows all)",
                count(more as u64)
            )?;
        }
    }
    Ok(())
}

/// The most memory this process has held, where the system tells.
fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(
        line.trim()
            .strip_suffix(" kB")?
            .trim()
            .parse::<u64>()
            .ok()?
            * 1024,
    )
}
