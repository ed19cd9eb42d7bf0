//! `warraq explain`: what the library knows of one word, and why.

use crate::output::{count, counted, depth_name};
use crate::site::OpenSite;
use anyhow::Result;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use warraq::answer::{Depth, Explanation, FormCount, PartKind};
use warraq::grammar;

/// Takes a word apart: its prefixes and suffixes, stem, root and weight, and its family with counts.
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
        pattern,
        occurrences,
        ..
    } = explanation;
    writeln!(out, "{word}")?;
    show_parts(out, explanation)?;
    if let Some(pattern) = pattern {
        writeln!(out, "  {:<9} {pattern} (الوزن)", "weight:")?;
    }
    let unknown = || "not known".to_owned();
    let names = [
        spelling.clone(),
        form.clone(),
        lemma.clone().unwrap_or_else(unknown),
        root.clone().unwrap_or_else(unknown),
    ];
    for ((&depth, name), times) in Depth::ALL.iter().zip(names).zip(occurrences) {
        writeln!(
            out,
            "  {:<9} {name}  ({})",
            format!("{}:", depth_name(depth)),
            counted(*times, "time")
        )?;
    }
    if !known {
        writeln!(
            out,
            "This form is not in the library; what is said of it comes from analysis alone."
        )?;
    }
    list(out, "Spellings of the form", &explanation.spellings)?;
    list(out, "Others of its family", &explanation.family)
}

/// The parts in the terms of grammar, then what they mean, then the stem.
fn show_parts(out: &mut dyn Write, explanation: &Explanation) -> Result<()> {
    let mut arabic = Vec::new();
    let mut english = Vec::new();
    for part in &explanation.parts {
        let (name, meaning) = grammar::part(part, explanation.kind);
        arabic.push(format!("{name} {}", part.text).trim_start().to_owned());
        english.push(meaning);
    }
    if arabic.len() > 1 {
        writeln!(out, "  {:<9} {}", "parts:", arabic.join(" + "))?;
        writeln!(out, "  {:<9} {}", "", english.join(" + "))?;
    }
    if explanation.stem.is_empty() {
        return Ok(());
    }
    let kind = explanation.kind.map(grammar::kind);
    let kind = kind.map_or(String::new(), |(term, meaning)| {
        format!(" ({term}, {meaning})")
    });
    writeln!(out, "  {:<9} {}{kind}", "stem:", explanation.stem)?;
    let of_stem = explanation
        .parts
        .iter()
        .find(|part| part.kind == PartKind::Stem)
        .map_or("", |part| part.text.as_str());
    if let Some((term, meaning)) = grammar::change(explanation.change) {
        writeln!(out, "  {:<9} {of_stem} من {}: {term}", "", explanation.stem)?;
        writeln!(out, "  {:<9} {meaning}", "")?;
    }
    let (Some((term, meaning)), Some(lemma)) =
        (grammar::relation(explanation.relation), &explanation.lemma)
    else {
        return Ok(());
    };
    Ok(writeln!(
        out,
        "  {:<9} {term} {lemma} ({meaning} {lemma})",
        ""
    )?)
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
