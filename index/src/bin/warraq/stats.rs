//! `warraq stats`: how much a library holds, and where its bytes are.

use crate::output::{bytes, count, depth_name};
use crate::site::OpenSite;
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use warraq::answer::{BookRecord, Depth, FieldRecord, Shelf};
use warraq::format::pack::PackKind;

/// Shows the books of a library, its pages and words, and its bytes by kind of pack.
#[derive(Debug, Args)]
pub(crate) struct Stats {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    shelf: &'a Shelf,
    /// Files of the library, the manifest among them.
    files: u64,
    /// Bytes in them.
    bytes: u64,
    packs: Vec<Kind>,
    /// What pages can be filtered by.
    fields: Vec<FieldRecord>,
}

/// The packs of one kind.
#[derive(Serialize)]
struct Kind {
    kind: PackKind,
    files: u64,
    bytes: u64,
    /// Bytes in files of their own; the manifest has the others.
    apart: u64,
}

impl Stats {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let mut site = OpenSite::open(&self.site)?;
        let shelf = site.run(|library| library.shelf())?;
        site.list()?;
        let packs: Vec<Kind> = PackKind::ALL
            .into_iter()
            .map(|kind| measure(&site, kind))
            .collect();
        let report = Report {
            shelf: &shelf,
            files: 1 + packs.iter().map(|kind| kind.files).sum::<u64>(),
            bytes: site.manifest_bytes() + packs.iter().map(|kind| kind.apart).sum::<u64>(),
            packs,
            fields: site.run(|library| library.fields())?,
        };
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            return Ok(writeln!(out)?);
        }
        show(out, &report)
    }
}

/// Counts the packs of a kind, as the manifest has them.
fn measure(site: &OpenSite, kind: PackKind) -> Kind {
    let mut sum = Kind {
        kind,
        files: 0,
        bytes: 0,
        apart: 0,
    };
    for (id, pack) in site.manifest().all() {
        if pack.kind == kind {
            sum.bytes += u64::from(pack.bytes);
            if site.manifest().held(id).is_none() {
                sum.files += 1;
                sum.apart += u64::from(pack.bytes);
            }
        }
    }
    sum
}

fn show(out: &mut dyn Write, report: &Report<'_>) -> Result<()> {
    let Shelf {
        title,
        build,
        books,
        pages,
        words,
        classes,
        ..
    } = report.shelf;
    writeln!(out, "{title} (build {build})")?;
    let mut row = |name: &str, number: u64| writeln!(out, "  {name:<10} {:>12}", count(number));
    row("books", books.len() as u64)?;
    row("pages", u64::from(*pages))?;
    row("words", *words)?;
    for (&depth, &number) in Depth::ALL.iter().zip(classes) {
        row(&format!("{}s", depth_name(depth)), u64::from(number))?;
    }
    writeln!(
        out,
        "Files of the library: {}, {}",
        count(report.files),
        bytes(report.bytes)
    )?;
    for Kind {
        kind,
        files,
        bytes: size,
        ..
    } in &report.packs
    {
        let place = match files {
            _ if *size == 0 => continue,
            0 => "the manifest".to_owned(),
            files => count(*files),
        };
        writeln!(
            out,
            "  {:<10} {:>12} in {place}",
            format!("{kind:?}").to_lowercase(),
            bytes(*size)
        )?;
    }
    if !report.fields.is_empty() {
        writeln!(out, "Fields: name, values, pages with one")?;
    }
    for FieldRecord {
        name,
        values,
        pages,
    } in &report.fields
    {
        writeln!(
            out,
            "  {name:<10} {:>12} on {}",
            count(*values),
            count(*pages)
        )?;
    }
    writeln!(out, "Books: id, title, pages")?;
    for BookRecord {
        id, title, pages, ..
    } in books
    {
        writeln!(out, "  {id:?}  {title}  {}", count(*pages))?;
    }
    Ok(())
}
