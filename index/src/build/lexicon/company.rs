//! What lemmas are seen with: by their company nouns, adjectives and verbs are told apart.

use super::{Choice, Entry};
use crate::text::affix::{Stem, has_article, has_preposition, has_pronoun, is_imperfect};
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
    /// Those with the endings of the dual.
    pub dual: f64,
    pub yn: f64,
    pub wn: f64,
    pub at: f64,
    pub perfect: f64,
    pub tanwin: f64,
    pub preposition: f64,
    pub below: f64,
    pub maqsura: f64,
    pub agreement: [f64; 6],
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
        let ending: String = crate::text::display(&entry.form[entry.form.len() - usize::from(choice.suffix)..]);
        let noun = !is_imperfect(choice.affixes);
        company.dual += when(noun && ["ان", "تان", "تين"].contains(&&ending[..]));
        company.yn += when(noun && ending == "ين");
        company.wn += when(noun && ending == "ون");
        company.at += when(noun && ending == "ات");
        company.perfect += when(noun && (ending == "ت" || ending == "وا"));
        company.tanwin += when(noun && ending == "ا");
        company.preposition += when(has_preposition(choice.affixes));
        company.below += f64::from(entry.below);
        company.maqsura += f64::from(entry.maqsura);
        for (sum, count) in company.agreement.iter_mut().zip(entry.agreement) { *sum += f64::from(count); }
    }
    companies
}

impl Company {
    /// How much the words around it agree with a plural, from -1 to 1.
    pub(super) fn agrees(&self) -> f64 {
        let a = &self.agreement;
        let up = a[0] + a[2] + a[3] + 3.0 * a[5];
        let down = a[1] + a[4];
        (up - down * 2.0 / 3.0) / (up + down + 6.0)
    }
}
