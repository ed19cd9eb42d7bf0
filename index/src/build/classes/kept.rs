//! What was learned, kept for a build of the same words: most changes of a library are not such, but those of
//! titles, authors and tags, of options, and of the order of pages are.
//!
//! ```text
//! classes := lemma:varint*:list lemma:bytes*:list root:bytes*:list count:varint{roots}
//!            (form:varint stem:bytes)*:list weight:i16*:list report:bytes           lemma of each form; report in JSON
//! ```

use super::{Classes, Entry, Forms, Report, Tokens};
use crate::build::cache::{Key, hasher};
use crate::build::lexicon::authored::Authored;
use crate::format::Rows;
use crate::format::bytes::{Cursor, Fault, Put, length};
use crate::text::Weights;

/// By what they are found: all forms and what is seen of them, and what the author says.
pub(super) fn key(
    tokens: &Tokens,
    forms: &Forms,
    entries: &[Entry],
    authored: &Authored,
    most: usize,
) -> Key {
    let mut hasher = hasher("classes");
    hasher.update(format!("{most} {authored:?}").as_bytes());
    let mut bytes = Vec::new();
    for form in 0..length(forms.len()) {
        bytes.clear();
        bytes.bytes(forms.key(form));
        for &raw in forms.raws(form) {
            bytes.varint(tokens.counts[raw as usize]);
            bytes.push(u8::from(forms.traits[raw as usize].is_feminine()));
        }
        hasher.update(&bytes);
    }
    for entry in entries {
        bytes.clear();
        bytes.bytes(&entry.form);
        for number in [
            entry.count,
            entry.feminine,
            entry.below,
            entry.maqsura,
            entry.plural,
            entry.singular,
        ] {
            bytes.varint(number);
        }
        hasher.update(&bytes);
    }
    hasher.digest128()
}

/// Appends them.
pub(super) fn write(classes: &Classes, report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    out.varint(length(classes.of_form.len()));
    classes.of_form.iter().for_each(|&lemma| out.varint(lemma));
    for rows in [&classes.lemmas, &classes.roots] {
        out.varint(length(rows.len()));
        (0..length(rows.len())).for_each(|row| out.bytes(rows.get(row)));
    }
    classes.counts.iter().for_each(|&count| out.varint(count));
    let mut stems: Vec<(&u32, &Vec<u8>)> = classes.stems.iter().collect();
    stems.sort_unstable();
    out.varint(length(stems.len()));
    for (&form, stem) in stems {
        out.varint(form);
        out.bytes(stem);
    }
    let weights = classes.weights.all();
    out.varint(length(weights.len()));
    let bytes = weights.iter().flat_map(|weight| weight.to_le_bytes());
    out.extend(bytes);
    out.bytes(&serde_json::to_vec(report).unwrap_or_default());
    out
}

/// Reads those of so many forms.
pub(super) fn read(value: &[u8], forms: usize) -> Result<(Classes, Report), Fault> {
    let mut cursor = Cursor::new(value);
    let of_form = cursor.list(Cursor::varint)?;
    let (lemmas, roots) = (rows(&mut cursor)?, rows(&mut cursor)?);
    let counts: Result<Vec<u32>, Fault> = (0..roots.len()).map(|_| cursor.varint()).collect();
    let counts = counts?;
    let stems = cursor.list(|c| Ok((c.varint()?, c.bytes()?.to_vec())))?;
    let weights = cursor.list(|c| Ok(i16::from_le_bytes([c.byte()?, c.byte()?])))?;
    let report = serde_json::from_slice(cursor.bytes()?).map_err(|_| Fault::Range)?;
    cursor.end()?;
    let of_lemmas = |&lemma: &u32| (lemma as usize) < lemmas.len();
    let sum: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let sound = of_form.len() == forms
        && of_form.iter().all(of_lemmas)
        && sum == lemmas.len() as u64
        && counts.iter().all(|&count| count > 0);
    if !sound {
        return Err(Fault::Range);
    }
    let classes = Classes {
        of_form,
        lemmas,
        roots,
        counts,
        stems: stems.into_iter().collect(),
        weights: Weights::new(weights),
    };
    Ok((classes, report))
}

fn rows(cursor: &mut Cursor<'_>) -> Result<Rows, Fault> {
    let mut rows = Rows::default();
    for _ in 0..cursor.count()? {
        rows.try_push(cursor.bytes()?).ok_or(Fault::Range)?;
    }
    Ok(rows)
}
