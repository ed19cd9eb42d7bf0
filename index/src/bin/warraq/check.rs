//! `warraq check`: proves that a site's library is whole and sound, file by file and page by page.

use crate::output::counted;
use crate::site::OpenSite;
use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use warraq::answer::PageRecord;
use warraq::build::site::MANIFEST;
use warraq::error::{Error, ErrorKind};
use warraq::id::{PackId, PageId};

/// Checks every file of a site's library against its manifest, and every page it stores.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

/// What was found.
#[derive(Debug, Serialize)]
struct Report {
    /// Packs the manifest names.
    packs: usize,
    /// Pages the library has.
    pages: u32,
    /// What is wrong.
    faults: Vec<String>,
    /// Files of the library's folder that the manifest does not name. They do no harm: an earlier
    /// build's packs may stay while readers still use it.
    strays: Vec<String>,
}

impl Check {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let mut site = OpenSite::open(&self.site)?;
        site.list()?;
        let mut faults = check_packs(&mut site);
        if faults.is_empty() {
            faults = check_pages(&mut site)?;
        }
        let (packs, pages) = (site.manifest().count(), site.manifest().pages);
        let report = Report {
            packs,
            pages,
            faults,
            strays: strays(&site)?,
        };
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            writeln!(out)?;
        } else {
            show(out, &report)?;
        }
        match report.faults.len() {
            0 => Ok(()),
            faults => bail!(
                "{} in {}",
                counted(faults as u64, "fault"),
                self.site.display()
            ),
        }
    }
}

/// Loads every pack; gives the faults, one for each file.
fn check_packs(site: &mut OpenSite) -> Vec<String> {
    let mut faults = BTreeMap::new();
    let all = (0u32..).map(PackId).take(site.manifest().count());
    let (bundles, packs): (Vec<PackId>, Vec<PackId>) = all.partition(|&id| {
        let entry = site.manifest().entry(id);
        entry.is_some_and(|entry| entry.kind.is_bundle())
    });
    for id in packs {
        // What a faulty list would tell of is not known.
        if site.manifest().entry(id).is_none() {
            continue;
        }
        if let Err(fault) = site.load(id) {
            let file = site.manifest().place(id).map_or(id, |place| place.file);
            faults.entry(file).or_insert(format!("{fault:#}"));
        }
    }
    for id in bundles {
        // One that the manifest has was checked with it.
        let held = site.manifest().held(id).is_some();
        if !held
            && !faults.contains_key(&id)
            && let Err(fault) = check_bundle(site, id)
        {
            faults.insert(id, format!("{fault:#}"));
        }
    }
    faults.into_values().collect()
}

/// Compares a bundle with its name; its packs are checked one by one.
fn check_bundle(site: &OpenSite, id: PackId) -> Result<()> {
    let Some(entry) = site.manifest().entry(id) else {
        return Ok(());
    };
    let path = site.folder().join(entry.file_name());
    let file = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    match entry.is(&file) {
        true => Ok(()),
        false => bail!(Error::new(ErrorKind::Damaged, path.display().to_string())),
    }
}

/// Opens every page of a library whose packs are sound; gives the faults.
fn check_pages(site: &mut OpenSite) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let shelf = site.run(|library| library.shelf())?;
    let mut next = 0;
    for book in &shelf.books {
        if book.first.0 != next {
            faults.push(format!(
                "book {:?} begins at page {}, expected {next}; build it again",
                book.id, book.first.0
            ));
        }
        next = book.first.0 + book.pages;
    }
    if next != site.manifest().pages {
        faults.push(format!(
            "the books have {next} pages, the manifest {}; build it again",
            site.manifest().pages
        ));
    }
    let pages: Vec<PageId> = (0..site.manifest().pages).map(PageId).collect();
    let records = site.run(|library| library.records(&pages))?;
    let words: u64 = records.iter().map(|record| u64::from(record.words)).sum();
    if words != site.manifest().words {
        faults.push(format!(
            "the pages have {words} words, the manifest {}; build it again",
            site.manifest().words
        ));
    }
    let mut ids = BTreeSet::new();
    for PageRecord { id, .. } in &records {
        if !ids.insert(id) {
            faults.push(format!("two pages have the id {id:?}; build it again"));
        }
    }
    let found = site.run_all(&records, |library, record| library.find(&record.id, None))?;
    let views = site.run_all(&pages, |library, &page| library.page(page, None))?;
    for (record, (found, view)) in records.iter().zip(found.into_iter().zip(views)) {
        if found != Some(record.page) {
            faults.push(format!(
                "the page {:?} is not found by its id; build it again",
                record.id
            ));
        }
        if view.record != *record {
            faults.push(format!(
                "the page {:?} opens as {:?}; build it again",
                record.id, view.record.id
            ));
        }
    }
    Ok(faults)
}

/// The files beside the manifest that it does not name; sorted.
fn strays(site: &OpenSite) -> Result<Vec<String>> {
    let named: BTreeSet<String> = site
        .manifest()
        .all()
        .map(|(_, pack)| pack.file_name())
        .collect();
    let mut strays = Vec::new();
    for entry in fs::read_dir(site.folder())
        .with_context(|| format!("cannot read {}", site.folder().display()))?
    {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != MANIFEST && !named.contains(&name) {
            strays.push(name);
        }
    }
    strays.sort();
    Ok(strays)
}

fn show(out: &mut dyn Write, report: &Report) -> Result<()> {
    for fault in &report.faults {
        writeln!(out, "{fault}")?;
    }
    for stray in &report.strays {
        writeln!(
            out,
            "{stray}: not part of this library; it may be removed once no reader uses an earlier build"
        )?;
    }
    if report.faults.is_empty() {
        writeln!(
            out,
            "Sound: {}, {}",
            counted(report.packs as u64, "pack"),
            counted(report.pages, "page")
        )?;
    }
    Ok(())
}
