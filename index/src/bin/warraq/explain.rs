//! `warraq explain`: what the library knows of one word, and why.

use crate::output::{count, counted, depth_name};
use crate::site::OpenSite;
use anyhow::Result;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use warraq::answer::{Depth, Explanation, FormCount};

/// Shows the spelling, form, lemma and root of a word, its counts, and its family.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// The word.
    word: String,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let mut site = OpenSite::open(&self.site)?;
        let explanation = site.run(|library| library.explain(&self.word))?;
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &explanation)?;
            return Ok(writeln!(out)?);
        }
        show(out, &explanation)
    }
}

fn show(out: &mut dyn Write, explanation: &Explanation) -> Result<()> {
    let Explanation {
        word,
        spelling,
        form,
        known,
        lemma,
        root,
        analysis,
        occurrences,
        ..
    } = explanation;
    let unknown = || "not known".to_owned();
    let names = [
        spelling.clone(),
        form.clone(),
        lemma.clone().unwrap_or_else(unknown),
        root.clone().unwrap_or_else(unknown),
    ];
    writeln!(out, "{word}")?;
    for ((&depth, name), times) in Depth::ALL.iter().zip(names).zip(occurrences) {
        writeln!(
            out,
            "  {:<9} {name}  ({})",
            format!("{}:", depth_name(depth)),
            counted(*times, "time")
        )?;
    }
    if !analysis.is_empty() {
        writeln!(out, "  {:<9} {analysis}", "parts:")?;
    }
    if !known {
        writeln!(
            out,
            "This form is not in the library; what is said of it comes from analysis alone."
        )?;
    }
    list(out, "Spellings of the form", &explanation.spellings)?;
    list(out, "Its family", &explanation.family)
}

fn list(out: &mut dyn Write, title: &str, forms: &[FormCount]) -> Result<()> {
    if forms.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}:")?;
    for form in forms {
        writeln!(
            out,
            "  {} ×{} ({})",
            form.spelling,
            count(form.count),
            depth_name(form.depth)
        )?;
    }
    Ok(())
}
