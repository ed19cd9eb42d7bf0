//! The classes that a library, or another search's stemmer, puts words into.

use super::stems::{Reducer, Reduction};
use crate::site::OpenSite;
use anyhow::Result;
use warraq::library::Step;

/// What is known of one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its folded form.
    pub(crate) form: String,
    /// Whether the library has the form.
    pub(crate) known: bool,
    /// Its lemma; words of one lemma have equal ones.
    pub(crate) lemma: Option<String>,
    /// Its root, if it has radicals.
    pub(crate) root: Option<String>,
}

impl Word {
    /// True if a search for one finds the other at the depth of the lemma.
    pub(crate) fn shares_lemma(&self, other: &Word) -> bool {
        self.form == other.form || (self.lemma.is_some() && self.lemma == other.lemma)
    }

    /// True if a search for one finds the other at the depth of the root.
    pub(crate) fn shares_root(&self, other: &Word) -> bool {
        self.shares_lemma(other) || (self.root.is_some() && self.root == other.root)
    }
}

/// What the library knows of each word, in their order.
pub(crate) fn words(site: &mut OpenSite, words: &[&str]) -> Result<Vec<Word>> {
    site.run_all(words, |library, word| {
        Ok(match library.explain(word)? {
            Step::Need(packs) => Step::Need(packs),
            Step::Done(found) => Step::Done(Word {
                form: found.form,
                known: found.known,
                lemma: found.lemma_id.map(|lemma| lemma.0.to_string()),
                root: found.root.and(found.root_id).map(|root| root.0.to_string()),
            }),
        })
    })
}

/// The same words as a stemmer sees them, which has one class for all depths.
pub(crate) fn stemmed(reduction: Reduction, texts: &[&str], words: &[Word]) -> Vec<Word> {
    let reducer = Reducer::new(reduction);
    let one = |(text, word): (&&str, &Word)| {
        let stem = reducer.stem(text);
        Word {
            form: word.form.clone(),
            known: word.known,
            lemma: Some(stem.clone()),
            root: Some(stem),
        }
    };
    texts.iter().zip(words).map(one).collect()
}
