//! What lemmas are seen with: by their company nouns, adjectives, verbs and plurals are told apart.

use super::{Choice, Entry};
use crate::text::affix::{Stem, has_article, has_pronoun, is_imperfect};
use crate::text::letter::letter;
use rustc_hash::FxHashMap;

/// Numbers of occurrences of one stem or lemma.
#[derive(Clone, Copy, Default)]
pub(super) struct Company {
    /// All of them.
    pub all: f64,
    /// Those with the article.
    pub article: f64,
    /// Those with a pronoun.
    pub pronoun: f64,
    /// Those with an imperfect prefix.
    pub imperfect: f64,
    /// Those with an ending of the perfect.
    pub perfect: f64,
    /// Those with the ending of a dual that is no plural's.
    pub dual: f64,
    /// Those with the endings of the masculine plural.
    pub masculine_plural: f64,
    /// Those with the ending ات.
    pub feminine_plural: f64,
    /// Those spelled with إ.
    pub below: f64,
    /// Those spelled with a final ى.
    pub maqsura: f64,
    /// Votes for a plural, and for a masculine singular.
    pub votes: [f64; 2],
}

impl Company {
    /// How much the words around agree with a plural, from -1 to 1. Two thirds as many plural
    /// votes as singular ones are even, for more adjectives are masculine.
    pub(super) fn agreement(&self) -> f64 {
        let [plural, singular] = self.votes;
        (plural - singular * 2.0 / 3.0) / (plural + singular + 6.0)
    }

    fn add(&mut self, entry: &Entry, choice: &Choice) {
        let count = f64::from(entry.count);
        let when = |seen: bool| if seen { count } else { 0.0 };
        let suffix = &entry.form[entry.form.len() - usize::from(choice.suffix)..];
        let imperfect = is_imperfect(choice.affixes);
        let ends =
            |ending: &str| !imperfect && suffix.iter().copied().eq(ending.chars().map(letter));
        self.all += count;
        self.article += when(has_article(choice.affixes));
        self.pronoun += when(has_pronoun(choice.affixes));
        self.imperfect += when(imperfect);
        self.perfect += when(ends("ت") || ends("وا"));
        self.dual += when(ends("ان") || ends("تان") || ends("تين"));
        self.masculine_plural += when(ends("ين") || ends("ون"));
        self.feminine_plural += when(ends("ات"));
        self.below += f64::from(entry.below);
        self.maqsura += f64::from(entry.maqsura);
        self.votes[0] += f64::from(entry.plural);
        self.votes[1] += f64::from(entry.singular);
    }
}

/// The company of every stem that `of` names for a choice.
pub(super) fn companies(
    entries: &[Entry],
    choices: &[Choice],
    of: fn(&Choice) -> Stem,
) -> FxHashMap<Stem, Company> {
    let mut companies: FxHashMap<Stem, Company> = FxHashMap::default();
    for (entry, choice) in entries.iter().zip(choices) {
        if choice.rooted {
            companies.entry(of(choice)).or_default().add(entry, choice);
        }
    }
    companies
}
