//! Learning the lexicon: which forms are one lemma, and which lemmas are one root, from nothing but
//! the library's own vocabulary.
//!
//! Two models of the same kind, one after the other, and after each a joining of what affixes cannot
//! join: feminines ([`gender`]) and broken plurals ([`plural`]). Each model lists what is possible
//! ([`analyses`](crate::text::affix::analyses) of a form, [`roots`](crate::text::root::roots) of a
//! stem) and finds by expectation maximisation over *types* which of it is likely: a stem is
//! believed as far as *other* words have it too, and so is a root. Leaving out the word's own vote is
//! what demands attestation. Spelling, neighbours ([`evidence`]) and the other forms of the library
//! ([`bias`]) speak for and against. What is learned starts from weights written by hand, so that a
//! library of two pages is analysed sensibly as well.

pub mod authored;
mod bias;
mod company;
mod evidence;
mod gender;
mod known;
mod lemma;
mod pair;
mod plural;
mod root;
pub mod unknown;
mod weight;

pub use evidence::{Traits, agreement};

use crate::text::affix::{LONGEST, Stem};
use crate::text::function_words::{closed, is_allah};
use crate::text::letter::letter;

/// The most forms that are learned from, the most frequent ones; an author's own come on top. Learning takes
/// up to 900 bytes for each. It is a fixed number so that the same sources give the same library with
/// any memory budget.
pub const LEARNED: usize = 200_000;

/// One form of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The folded word.
    pub form: Vec<u8>,
    /// How often it occurs.
    pub count: u32,
    /// How many of these occurrences are spelled with a final ة.
    pub feminine: u32,
    /// How many are spelled with إ.
    pub below: u32,
    /// How many are spelled with a final ى.
    pub maqsura: u32,
    /// Votes of the neighbours for a plural; see [`agreement`].
    pub plural: u32,
    /// Votes of the neighbours for a masculine singular.
    pub singular: u32,
}

/// The lemma and root of one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The stem that names the lemma.
    pub lemma: Vec<u8>,
    /// The form's own stem: the lemma's, or a feminine or broken plural of it. Each stem is of one
    /// lemma.
    pub stem: Vec<u8>,
    /// The three or four radicals; empty if the lemma has no root.
    pub root: Vec<u8>,
    /// Bytes of the form before the stem.
    pub prefix: u8,
    /// Bytes of the form after the stem.
    pub suffix: u8,
}

/// What is known of a form before roots are learned.
struct Choice {
    stem: Stem,
    lemma: Stem,
    prefix: u8,
    suffix: u8,
    /// The class of the affixes.
    affixes: u16,
    /// Whether the lemma may have a root: not that of a function word, a number, a Latin word.
    rooted: bool,
}

/// Lemma and root of every form, in the order of `entries`, which must be sorted by form.
pub fn learn(entries: &[Entry]) -> Vec<Class> {
    let mut choices = lemma::learn(entries);
    gender::join(entries, &mut choices);
    let mut roots = root::learn(entries, &choices);
    plural::join(entries, &mut choices, &mut roots);
    let classes = choices.iter().zip(entries).zip(roots);
    classes
        .map(|((choice, entry), root)| {
            // A form too long for a stem is its own.
            let long = entry.form.len() > LONGEST;
            let letters = |stem: &Stem| {
                if long {
                    entry.form.clone()
                } else {
                    stem.to_vec()
                }
            };
            Class {
                lemma: letters(&choice.lemma),
                stem: letters(&choice.stem),
                root,
                prefix: choice.prefix,
                suffix: choice.suffix,
            }
        })
        .collect()
}

/// The analysis of a form that nothing is learned about: a function word, or one that is not
/// written in Arabic letters, too short or too long.
fn given(form: &[u8]) -> Option<Choice> {
    if let Some(found) = closed(form) {
        let word = found.word;
        return Some(Choice {
            prefix: found.prefix,
            suffix: found.suffix,
            rooted: is_allah(&word),
            ..Choice::whole(&word)
        });
    }
    let analysed = (2..=LONGEST).contains(&form.len())
        && form
            .iter()
            .all(|&byte| (letter('ء')..=letter('ي')).contains(&byte));
    (!analysed).then(|| Choice::whole(form))
}

/// Whether nothing is learned about a form because it is not written in Arabic letters, or too short
/// or too long.
pub(super) fn is_given(form: &[u8]) -> bool {
    closed(form).is_none() && given(form).is_some()
}

impl Choice {
    /// A form that is its own lemma, without root.
    fn whole(form: &[u8]) -> Choice {
        Choice {
            stem: Stem::new(form),
            lemma: Stem::new(form),
            prefix: 0,
            suffix: 0,
            affixes: 0,
            rooted: false,
        }
    }
}
