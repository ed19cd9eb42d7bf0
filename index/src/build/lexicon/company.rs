//! What lemmas are seen with: by their company nouns, adjectives and verbs are told apart.

use super::{Choice, Entry};
use crate::text::affix::{Stem, has_article, has_pronoun, is_imperfect};
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
}

/// The company of every stem that `of` names for a choice.
pub(super) fn companies(
    entries: &[Entry],
    choices: &[Choice],
    of: fn(&Choice) -> Stem,
) -> FxHashMap<Stem, Company> {
    let mut companies: FxHashMap<Stem, Company> = FxHashMap::default();
    for (entry, choice) in entries
        .iter()
        .zip(choices)
        .filter(|(_, choice)| choice.rooted)
    {
        let company = companies.entry(of(choice)).or_default();
        let count = f64::from(entry.count);
        let when = |seen: bool| if seen { count } else { 0.0 };
        company.all += count;
        company.article += when(has_article(choice.affixes));
        company.pronoun += when(has_pronoun(choice.affixes));
        company.imperfect += when(is_imperfect(choice.affixes));
    }
    companies
}
