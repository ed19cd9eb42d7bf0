//! Words run together and words torn apart: what a query word that the library lacks is made of, and
//! what two neighbours make together.

use super::matching::is_clitic;
use super::parse::{Clause, ClauseKind, Typed, WORDS, parse};
use super::suggest::run_together;
use crate::answer::SearchRequest;
use crate::format::lexicon::Lexicon;
use crate::id::{FormId, SpellingId};
use crate::text;
use std::ops::Range;

/// Times that the family of a word of two letters must occur for it to be half of another.
const OFTEN: u32 = 16;

/// The two forms that a key is when a space is put in where it makes the best sense: where the rarer
/// half is the most frequent. A half of one letter is none; one of two must be a function word or
/// occur often.
pub fn split(key: &[u8], lexicon: &Lexicon) -> Option<[FormId; 2]> {
    let mut best = None;
    for at in 2..key.len().saturating_sub(1) {
        let (first, second) = key.split_at(at);
        if let (Some(one), Some(other)) = (lexicon.form(first), lexicon.form(second)) {
            let halves = [one, other];
            let counts = halves.map(|form| lexicon.count_all(lexicon.spellings(form)));
            let short = |half: &[u8], form| {
                let family = lexicon.spellings_of_lemma(lexicon.lemma_of(form));
                let known = text::is_function_word(half) || lexicon.count_all(family) >= OFTEN;
                half.len() < 3 && !known
            };
            if short(first, one) || short(second, other) {
                continue;
            }
            let rarer = counts[0].min(counts[1]);
            if best.is_none_or(|(most, _)| rarer > most) {
                best = Some((rarer, halves));
            }
        }
    }
    best.map(|(_, halves)| halves)
}

/// The form that two keys are without the space between them, if it is likelier than that the two
/// stand side by side.
pub fn join(first: &[u8], second: &[u8], lexicon: &Lexicon) -> Option<FormId> {
    let count = |key: &[u8]| {
        let form = lexicon.form(key)?;
        Some((form, lexicon.count_all(lexicon.spellings(form))))
    };
    let (form, together) = count(&[first, second].concat())?;
    let apart = [first, second].map(|key| count(key).map_or(0, |(_, count)| count));
    let rarer = apart[0].min(apart[1]);
    let telling = !text::is_function_word(first) || !text::is_function_word(second);
    let long = first.len() + second.len() > 3;
    (telling && long && together >= rarer / 8).then_some(form)
}

impl SearchRequest {
    /// The clauses of the query, and after them the words that repair it in this lexicon.
    pub(crate) fn clauses(&self, lexicon: &Lexicon) -> Vec<Clause> {
        let mut clauses = parse(&self.query);
        repair(&mut clauses, self.typing, lexicon);
        clauses
    }
}

/// Adds words that nobody typed: the halves of words that the library lacks, and neighbours as one.
/// Only plain words are repaired, and not one that is still being typed.
pub fn repair(clauses: &mut Vec<Clause>, typing: bool, lexicon: &Lexicon) {
    let plain = |clause: &Clause, next: Option<&Clause>| {
        let signs = clause.without || clause.either || clause.title || clause.depth.is_some();
        let alternative = next.is_some_and(|next| next.either);
        clause.kind == ClauseKind::Word && !signs && !alternative
    };
    // The last word that was plain: its number, its key and where it stands.
    let mut before: Option<(usize, Vec<u8>, Range<usize>)> = None;
    let mut repairs: Vec<(Range<usize>, FormId, Range<usize>)> = Vec::new();
    let mut term = 0;
    for (number, clause) in clauses.iter().enumerate() {
        let next = clauses.get(number + 1);
        let first = term;
        term += clause.words.len();
        let (true, [word]) = (plain(clause, next), &clause.words[..]) else {
            before = None;
            continue;
        };
        let key = text::Term::of(&word.text).into_bytes();
        let joined = before.take().and_then(|(term, other, range)| {
            // With a clitic before it a word is of its own family and found anyway.
            let form = join(&other, &key, lexicon).filter(|_| !is_clitic(&other))?;
            Some((term, form, range.start..word.range.end))
        });
        let open = typing && next.is_none();
        if let Some((other, form, range)) = joined {
            // What was made of the first of the two alone is made of nothing.
            repairs.retain(|(repaired, ..)| !repaired.contains(&other));
            repairs.push((other..first + 1, form, range));
        } else {
            if is_unknown(&word.text, &key, lexicon)
                && !open
                && let Some(halves) = run_together(&key, lexicon)
            {
                repairs.extend(halves.map(|form| (first..first + 1, form, word.range.clone())));
            }
            before = Some((first, key, word.range.clone()));
        }
    }
    repairs.truncate(WORDS.saturating_sub(term));
    clauses.extend(repairs.into_iter().map(|(repairs, form, range)| {
        let text = lexicon.text(SpellingId(lexicon.spellings(form).start));
        Clause {
            repairs,
            ..Clause::word(Typed {
                text: text.to_owned(),
                range,
            })
        }
    }));
}

/// True if neither the library's forms nor analysis know anything of a word.
fn is_unknown(word: &str, key: &[u8], lexicon: &Lexicon) -> bool {
    let marbuta = || text::last_letter(&text::spelling(word)) == Some('ة');
    lexicon.form(key).is_none() && lexicon.unknown(key, marbuta()).is_none()
}
