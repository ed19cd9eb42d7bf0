//! What may have been meant by a word that the library lacks, or hardly knows: words near to it, the
//! two words it is made of or the one it is a part of, and what its keys give in the other language.

use super::keyboard;
use super::matching::Target;
use super::near::{COSTS, Near};
use super::repair;
use super::score::log2;
use crate::answer::{SearchRequest, Suggestion, TermKind};
use crate::format::lexicon::{Lexicon, STEM};
use crate::id::{FormId, SpellingId};
use crate::order::sort_by_key;
use crate::text;
use fst::{IntoStreamer, Streamer};
use std::ops::Range;

/// Words offered in place of one.
const SUGGESTIONS: usize = 5;
/// The most times that the family of a word may occur for something else to be offered in a query
/// that finds something.
const RARE: u32 = 40;
/// Units by which that must then be likelier, its nearness accounted for; in place of a word of which
/// nothing is known it may be less likely by as many.
const SURE: i64 = 3;
/// Units that are one edit, of any letters and of letters that are alike.
const ONE: i64 = 8;
/// See [`ONE`].
const LIKE: i64 = 4;
/// A word of so many letters is as near to others as they are to each other.
const SHORT: usize = 3;

/// Parts of a doubling of its frequency that a suggestion loses by each unit of [`COSTS`], in 256ths.
const UNIT: i64 = 256;
/// Units that it costs to take a letter of the same form for another: ة for ه, أ for ا.
const SEAT: i64 = 1;
/// Units that the wrong layout costs.
const LAYOUT: i64 = 4;
/// Units that a space put in or left out costs.
const SPACE: i64 = 7;

/// A word of the library, or two, in place of another.
struct Candidate {
    word: String,
    /// Its form, if it is one near to the other.
    form: Option<FormId>,
    count: u32,
    /// What its edits cost.
    cost: i64,
    /// How likely it was meant, in 256ths of a doubling; only differences mean something.
    score: i64,
}

impl Candidate {
    fn new(word: String, count: u32, cost: i64) -> Candidate {
        let frequency = i64::from(log2(u64::from(count) + 1) >> 8);
        Candidate {
            word,
            form: None,
            count,
            cost,
            score: frequency - cost * UNIT,
        }
    }
}

/// What may have been meant by a word, or by two that should be one, the likeliest first.
pub(crate) fn for_word(word: &str, limit: usize, lexicon: &Lexicon) -> Vec<Suggestion> {
    let mut found = candidates(word, lexicon);
    found.truncate(limit);
    let suggestion = |candidate: Candidate| Suggestion {
        query: candidate.word.clone(),
        word: candidate.word,
        count: candidate.count,
    };
    found.into_iter().map(suggestion).collect()
}

/// Forms that may have been meant by one the library lacks, the likeliest first, each with how far
/// it is behind the first, in 256ths of a doubling.
pub(super) fn meant(key: &[u8], limit: usize, lexicon: &Lexicon) -> Vec<(FormId, i64)> {
    let mut found = near(key, lexicon);
    sort_by_key(&mut found, likeliest);
    found.truncate(limit);
    let first = found.first().map_or(0, |candidate| candidate.score);
    let behind = |candidate: Candidate| Some((candidate.form?, first - candidate.score));
    found.into_iter().filter_map(behind).collect()
}

/// Sorts the likeliest first.
fn likeliest(candidate: &Candidate) -> u64 {
    ((1 << 40) - candidate.score).max(0) as u64
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
            found.extend(halves(key, lexicon).map(|(_, candidate)| candidate));
        }
        [first, second] => {
            found.extend(repair::join(first, second, lexicon).map(|form| {
                let count = lexicon.count_all(lexicon.spellings(form));
                Candidate::new(shown(form, lexicon).to_owned(), count, SPACE)
            }));
        }
        _ => {}
    }
    sort_by_key(&mut found, likeliest);
    found
}

/// The two forms that a word is made of, if it is likelier that a space was left out than any letter
/// mistaken.
pub(super) fn run_together(key: &[u8], lexicon: &Lexicon) -> Option<[FormId; 2]> {
    let (forms, together) = halves(key, lexicon)?;
    let near = near(key, lexicon);
    near.iter()
        .all(|other| other.score < together.score)
        .then_some(forms)
}

fn halves(key: &[u8], lexicon: &Lexicon) -> Option<([FormId; 2], Candidate)> {
    let forms = repair::split(key, lexicon)?;
    let counts = forms.map(|form| lexicon.count_all(lexicon.spellings(form)));
    let words = forms.map(|form| shown(form, lexicon)).join(" ");
    Some((
        forms,
        Candidate::new(words, counts[0].min(counts[1]), SPACE),
    ))
}

/// A form by its most frequent spelling.
fn shown(form: FormId, lexicon: &Lexicon) -> &str {
    lexicon.text(SpellingId(lexicon.spellings(form).start))
}

/// What the keys of a word give in the other language, if the library has it.
fn on_other_layout(word: &str, lexicon: &Lexicon) -> impl Iterator<Item = Candidate> {
    let turned = [keyboard::to_arabic(word), keyboard::to_latin(word)];
    turned.into_iter().flatten().filter_map(|turned| {
        let key = text::Term::of(&turned).into_bytes();
        let form = lexicon.form(&key).filter(|_| key.len() >= SHORT)?;
        let count = lexicon.count_all(lexicon.spellings(form));
        Some(Candidate::new(
            shown(form, lexicon).to_owned(),
            count,
            LAYOUT,
        ))
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

/// Forms near to this key: those within one edit, and if none of them is usual, those within two.
fn near(key: &[u8], lexicon: &Lexicon) -> Vec<Candidate> {
    let (one, two) = if key.len() <= SHORT { (7, 9) } else { (9, 13) };
    let found = within(key, one, lexicon);
    let best = found.iter().map(|candidate| candidate.score).max();
    if best.is_some_and(|score| score > 0) {
        return found;
    }
    within(key, two, lexicon)
}

/// Forms at most so many units of [`COSTS`] away.
fn within(key: &[u8], limit: u8, lexicon: &Lexicon) -> Vec<Candidate> {
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
            found.push(Candidate {
                form: Some(form),
                ..Candidate::new(shown(form, lexicon).to_owned(), count, cost)
            });
        }
    }
    found
}

/// What may have been meant by the first word of a query of which that may be asked: by one that the
/// library lacks, or, if the query `finds` something, by one that is rare beside what is near to it.
pub(crate) fn for_query(
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
        if !lacking && target.key.len() <= SHORT {
            continue;
        }
        if !lacking && known > RARE {
            continue;
        }
        let range = place(query, target);
        let mut found = candidates(&target.typed.text, lexicon);
        let sure = if known == 0 { SURE } else { -SURE };
        let own = Candidate::new(String::new(), known, sure).score;
        found.retain(|candidate| {
            let word = text::Term::of(&candidate.word);
            // A content word is seldom mistaken for a function word, unless it sounds so.
            let reach = if text::is_function_word(word.as_bytes()) {
                LIKE
            } else {
                ONE
            };
            let likely = candidate.score > own && candidate.cost <= reach;
            word.as_bytes() != target.key && (lacking || likely)
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
