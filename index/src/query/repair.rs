//! Words run together and words torn apart: what a query word that the library lacks is made of, and
//! what two neighbours make together.

use super::filter::FilterClause;
use super::lexicon::Lexicon;
use super::matching::is_clitic;
use super::parse::{Clause, ClauseKind, Typed, WORDS, parse, read};
use super::suggest::run_together;
use crate::answer::SearchRequest;
use crate::format::size::of_size;
use crate::format::terms::FormTerm;
use crate::id::SpellingId;
use crate::text;
use std::ops::Range;

/// Times that the family of a word of two letters must occur for it to be half of another.
const OFTEN: u32 = 16;

/// Half of a word: its key and term.
pub type Half = (Vec<u8>, FormTerm);

/// The two forms that a key is when a space is put in where it makes the best sense: where the rarer
/// half is the most frequent. A half of one letter is none; one of two must be a function word or
/// occur often.
pub fn split(key: &[u8], lexicon: &Lexicon<'_>) -> Option<[Half; 2]> {
    let mut best = None;
    for at in 2..key.len().saturating_sub(1) {
        let (first, second) = key.split_at(at);
        let Some(one) = lexicon.form_term(first) else {
            continue;
        };
        if let Some(other) = lexicon.form_term(second) {
            let often = |half: &[u8], term: FormTerm| {
                let lemma = lexicon.lemma_of(lexicon.form_in(term, half)?);
                Some(lexicon.count_all(lexicon.spellings_of_lemma(lemma)) >= OFTEN)
            };
            let short = |half: &[u8], term: FormTerm| {
                let known = || text::is_function_word(half) || often(half, term) == Some(true);
                half.len() < 3 && !known()
            };
            if short(first, one) || short(second, other) {
                continue;
            }
            let rarer = one.size.min(other.size);
            if best.as_ref().is_none_or(|(most, _)| rarer > *most) {
                best = Some((rarer, [(first.to_vec(), one), (second.to_vec(), other)]));
            }
        }
    }
    best.map(|(_, halves)| halves)
}

/// The form that two keys are without the space between them, if it is likelier than that the two
/// stand side by side.
pub fn join(first: &[u8], second: &[u8], lexicon: &Lexicon<'_>) -> Option<Half> {
    let whole = [first, second].concat();
    let term = lexicon.form_term(&whole)?;
    let together = of_size(term.size);
    let rarer = lexicon.size(first).min(lexicon.size(second));
    let telling = !text::is_function_word(first) || !text::is_function_word(second);
    let long = whole.len() > 3;
    (telling && long && together >= rarer / 8).then_some((whole, term))
}

impl SearchRequest {
    /// The clauses of the query, and after them the words that repair it in this lexicon.
    pub(crate) fn clauses(&self, lexicon: &Lexicon<'_>) -> Vec<Clause> {
        let mut clauses = parse(&self.query);
        repair(&mut clauses, self.typing, lexicon);
        clauses
    }

    /// The filters in the query.
    pub(crate) fn typed_filters(&self) -> Vec<FilterClause> {
        read(&self.query).filters
    }
}

/// Adds words that nobody typed: the halves of words that the library lacks, and neighbours as one.
/// Only plain words are repaired, and not one that is still being typed.
pub fn repair(clauses: &mut Vec<Clause>, typing: bool, lexicon: &Lexicon<'_>) {
    let plain = |clause: &Clause, next: Option<&Clause>| {
        let signs = clause.without || clause.either || clause.title || clause.depth.is_some();
        let alternative = next.is_some_and(|next| next.either);
        clause.kind == ClauseKind::Word && !signs && !alternative
    };
    // The last word that was plain: its number, its key and where it stands.
    let mut before: Option<(usize, Vec<u8>, Range<usize>)> = None;
    let mut repairs: Vec<(Range<usize>, Half, Range<usize>)> = Vec::new();
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
                repairs.extend(halves.map(|half| (first..first + 1, half, word.range.clone())));
            }
            before = Some((first, key, word.range.clone()));
        }
    }
    repairs.truncate(WORDS.saturating_sub(term));
    clauses.extend(repairs.into_iter().map(|(repairs, (key, term), range)| {
        let form = lexicon.form_in(term, &key);
        let text = form.map_or("", |form| {
            lexicon.text(SpellingId(lexicon.spellings(form).start))
        });
        Clause {
            repairs,
            ..Clause::word(Typed::new(text.to_owned(), range))
        }
    }));
}

/// True if neither the library's forms nor analysis know anything of a word.
fn is_unknown(word: &str, key: &[u8], lexicon: &Lexicon<'_>) -> bool {
    let marbuta = || text::last_letter(&text::spelling(word)) == Some('ة');
    lexicon.form_term(key).is_none()
        && lexicon.is_whole()
        && lexicon.unknown(key, marbuta()).is_none()
        && lexicon.is_whole()
}
