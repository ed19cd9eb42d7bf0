//! What may have been meant by a word that the library lacks, or hardly knows: words near to it, the
//! two words it is made of or the one it is a part of, and what its keys give in the other language.

use super::{Library, Step, ready};
use crate::answer::{SearchRequest, Suggestion, TermKind};
use crate::error::Error;
use crate::format::lexicon::{Lexicon, STEM};
use crate::id::{FormId, SpellingId};
use crate::order::sort_by_key;
use crate::query::keyboard;
use crate::query::matching::Target;
use crate::query::near::{COSTS, Near};
use crate::query::repair;
use crate::query::score::log2;
use crate::text;
use fst::{IntoStreamer, Streamer};
use std::ops::Range;

/// Words offered in place of one.
const SUGGESTIONS: usize = 5;
/// The most times that the family of a word may occur for something else to be offered in a query
/// that finds something.
const RARE: u32 = 40;
/// Units by which that must then be likelier, its nearness accounted for.
const SURE: i64 = 3;

/// Parts of a doubling of its frequency that a suggestion loses by each unit of [`COSTS`], in 256ths.
const UNIT: i64 = 256;
/// Units that it costs to take a letter of the same form for another: ة for ه, أ for ا.
const SEAT: i64 = 1;
/// Units that a space put in or left out costs.
const SPACE: i64 = 7;

/// A word of the library, or two, in place of another.
struct Candidate {
    word: String,
    count: u32,
    /// How likely it was meant, in 256ths of a doubling; only differences mean something.
    score: i64,
}

impl Candidate {
    fn new(word: String, count: u32, cost: i64) -> Candidate {
        let frequency = i64::from(log2(u64::from(count) + 1) >> 8);
        Candidate {
            word,
            count,
            score: frequency - cost * UNIT,
        }
    }
}

impl Library {
    /// What may have been meant by a word, or by two that should be one, the likeliest first: words of
    /// the library near to it, whether or not it has the word itself.
    pub fn suggest(&self, word: &str, limit: u32) -> Result<Step<Vec<Suggestion>>, Error> {
        let lexicon = ready!(self.lexicon()?);
        let mut found = candidates(word, lexicon);
        found.truncate(limit as usize);
        let suggestion = |candidate: Candidate| Suggestion {
            query: candidate.word.clone(),
            word: candidate.word,
            count: candidate.count,
        };
        Ok(Step::Done(found.into_iter().map(suggestion).collect()))
    }
}

/// All that may have been meant by a word, the likeliest first.
fn candidates(word: &str, lexicon: &Lexicon) -> Vec<Candidate> {
    let words: Vec<&str> = text::words(word).map(|range| &word[range]).collect();
    let keys: Vec<Vec<u8>> = words
        .iter()
        .map(|word| text::Term::of(word).into_bytes())
        .collect();
    let mut found = Vec::new();
    found.extend(on_other_layout(word, lexicon));
    match &keys[..] {
        [key] => {
            found.extend(respelled(words[0], key, lexicon));
            found.extend(near(key, lexicon));
            found.extend(repair::split(key, lexicon).map(|parts| {
                let count = |form| lexicon.count_all(lexicon.spellings(form));
                let [first, second] = parts.map(|form| shown(form, lexicon));
                let count = parts.map(count).into_iter().min().unwrap_or(0);
                Candidate::new([first, second].join(" "), count, SPACE)
            }));
        }
        [first, second] => {
            found.extend(repair::join(first, second, lexicon).map(|form| {
                let count = lexicon.count_all(lexicon.spellings(form));
                Candidate::new(shown(form, lexicon).to_owned(), count, SPACE)
            }));
        }
        _ => {}
    }
    sort_by_key(&mut found, |candidate| ((1 << 40) - candidate.score).max(0) as u64);
    found
}

/// A form by its most frequent spelling.
fn shown(form: FormId, lexicon: &Lexicon) -> &str {
    lexicon.text(SpellingId(lexicon.spellings(form).start))
}

/// What the keys of a word give in the other language, if the library has it.
fn on_other_layout(word: &str, lexicon: &Lexicon) -> impl Iterator<Item = Candidate> {
    let turned = [keyboard::to_arabic(word), keyboard::to_latin(word)];
    turned.into_iter().flatten().filter_map(|turned| {
        let form = lexicon.form(text::Term::of(&turned).as_bytes())?;
        let count = lexicon.count_all(lexicon.spellings(form));
        Some(Candidate::new(shown(form, lexicon).to_owned(), count, 0))
    })
}

/// Other spellings of the word's own form.
fn respelled(word: &str, key: &[u8], lexicon: &Lexicon) -> Vec<Candidate> {
    let typed = text::spelling(word);
    let spellings = lexicon
        .form(key)
        .map_or(0..0, |form| lexicon.spellings(form));
    let others = spellings
        .map(SpellingId)
        .filter(|&s| lexicon.text(s) != typed);
    let candidate = |spelling| {
        let text = lexicon.text(spelling);
        let pairs = text.chars().zip(typed.chars());
        let apart = pairs.filter(|(a, b)| a != b).count()
            + text.chars().count().abs_diff(typed.chars().count());
        Candidate::new(
            text.to_owned(),
            lexicon.count(spelling),
            apart as i64 * SEAT,
        )
    };
    others.map(candidate).collect()
}

/// Forms near to this key.
fn near(key: &[u8], lexicon: &Lexicon) -> Vec<Candidate> {
    let limit = reach(key.len());
    let near = Near::weighed(key, limit, &COSTS);
    let mut stream = lexicon
        .terms()
        .search(Near::weighed(key, limit, &COSTS))
        .into_stream();
    let mut found = Vec::new();
    while let Some((other, number)) = stream.next() {
        let (Ok(number), true) = (u32::try_from(number), other.first() != Some(&STEM)) else {
            continue;
        };
        if other != key {
            let form = FormId(number);
            let count = lexicon.count_all(lexicon.spellings(form));
            let cost = i64::from(near.distance(other));
            found.push(Candidate::new(shown(form, lexicon).to_owned(), count, cost));
        }
    }
    found
}

/// Units of [`COSTS`] that near words may be away from one of so many letters: two edits make of a
/// word of three letters any other.
fn reach(letters: usize) -> u8 {
    match letters {
        0..4 => 9,
        4..6 => 12,
        _ => 14,
    }
}

/// What may have been meant by the first word of a query of which that may be asked: by one that the
/// library lacks, or, if the query `finds` something, by one that is rare beside what is near to it.
pub(super) fn suggestions(
    targets: &[Target],
    request: &SearchRequest,
    finds: bool,
    lexicon: &Lexicon,
) -> Vec<Suggestion> {
    if finds && request.typing {
        return Vec::new();
    }
    let query = &request.query;
    if targets.iter().all(|target| target.form.is_none())
        && let Some(turned) = turned(query, lexicon)
    {
        return vec![turned];
    }
    for target in targets {
        // A near word seldom mends a phrase: the words around it would have to agree.
        if !matches!(target.kind, TermKind::Word | TermKind::Prefix) || target.function_word {
            continue;
        }
        let known = target.lemma.map_or(0, |lemma| {
            lexicon.count_all(lexicon.spellings_of_lemma(lemma))
        });
        let lacking = target.form.is_none() && !finds;
        if !lacking && known > RARE {
            continue;
        }
        let range = place(query, target);
        let mut found = candidates(&target.typed.text, lexicon);
        let own = Candidate::new(String::new(), known, -SURE).score;
        found.retain(|candidate| {
            let word = text::Term::of(&candidate.word);
            word.as_bytes() != target.key && (lacking || candidate.score > own)
        });
        found.truncate(SUGGESTIONS);
        if !found.is_empty() {
            let placed = |candidate: Candidate| Suggestion {
                query: [&query[..range.start], &candidate.word, &query[range.end..]].concat(),
                word: candidate.word,
                count: candidate.count,
            };
            return found.into_iter().map(placed).collect();
        }
    }
    Vec::new()
}

/// Where the word stands without its operator and asterisk.
fn place(query: &str, target: &Target) -> Range<usize> {
    let Range { start, end } = target.typed.range;
    let part = query.get(start..end).unwrap_or("");
    let start = start + part.rfind(&target.typed.text).unwrap_or(0);
    start..start + target.typed.text.len()
}

/// The query as its keys read in the other language, if the library has all its words.
fn turned(query: &str, lexicon: &Lexicon) -> Option<Suggestion> {
    let word = |typed| on_other_layout(typed, lexicon).next();
    let words: Vec<Candidate> = query.split_whitespace().map(word).collect::<Option<_>>()?;
    let count = words.iter().map(|word| word.count).min()?;
    let words: Vec<String> = words.into_iter().map(|candidate| candidate.word).collect();
    let word = words.join(" ");
    Some(Suggestion {
        query: word.clone(),
        word,
        count,
    })
}
