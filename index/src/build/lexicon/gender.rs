//! Joining a feminine to its masculine: سياسية and سياسي, مسؤولة and مسؤول, but not طائرة and طائر.
//!
//! With ة many a word is another word. An adjective or a participle used as one keeps apart from
//! nouns by its company: it hardly ever takes a pronoun (طائرته, but not سياسيته), and its masculine
//! is a nominal that takes the article and hardly ever a pronoun either. A stem on which nothing
//! is known is joined only if it has the nisba ي, or the shape of an adjective and enough occurrences
//! to have shown a pronoun.

use super::company::{Company, companies};
use super::{Choice, Entry};
use crate::text::affix::Stem;
use crate::text::letter::letter;
use crate::text::pattern::{Pattern, of_length};

/// The patterns of adjectives and participles that are no verbal nouns with ة.
const ADJECTIVES: [&str; 9] = [
    "فعيل",
    "فاعل",
    "مفعول",
    "مفعل",
    "متفعل",
    "متفاعل",
    "مفتعل",
    "منفعل",
    "مستفعل",
];

/// Gives feminines that are inflected forms of a masculine their masculine's lemma.
pub(super) fn join(entries: &[Entry], choices: &mut [Choice]) {
    let companies = companies(entries, choices, |choice| choice.lemma);
    for choice in choices.iter_mut().filter(|choice| choice.rooted) {
        let Some((&last, masculine)) = choice.lemma.split_last() else {
            continue;
        };
        let masculine = Stem::new(masculine);
        if last == letter('ه')
            && let (Some(feminine), Some(company)) =
                (companies.get(&choice.lemma), companies.get(&masculine))
            && is_inflection(&masculine, feminine, company)
        {
            choice.lemma = masculine;
        }
    }
}

/// Whether a feminine in this company is the inflected form of its masculine. The bounds were set on
/// newswire; between half and double of each little changes.
fn is_inflection(stem: &[u8], feminine: &Company, masculine: &Company) -> bool {
    if stem.len() >= 4 && stem.last() == Some(&letter('ي')) {
        return with_pronoun(feminine, 0.0) < 0.02 && masculine.article >= 0.1 * masculine.all;
    }
    let adjective = of_length(stem.len())
        .any(|(_, pattern)| is_adjective(pattern) && pattern.root(stem).is_some())
        || (stem.len() == 3 && stem[1] == letter('ا')); // حاد, of a doubled root.
    adjective
        && with_pronoun(feminine, 0.2) < 0.005
        && with_pronoun(masculine, 0.0) < 0.1
        && masculine.article >= 0.02 * masculine.all
        && feminine.all < 20.0 * masculine.all
}

/// The share seen with a pronoun, of twenty more occurrences than there are, `unseen` of them with one.
fn with_pronoun(company: &Company, unseen: f64) -> f64 {
    (company.pronoun + unseen) / (company.all + 20.0)
}

fn is_adjective(pattern: &Pattern) -> bool {
    ADJECTIVES.iter().any(|surface| pattern.is(surface))
}
