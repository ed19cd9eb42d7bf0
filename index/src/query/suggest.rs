//! What may have been meant by a word that the library lacks, or hardly knows: words near to it, the
//! two words it is made of or the one it is a part of, and what its keys give in the other language.

use super::keyboard;
use super::lexicon::Lexicon;
use super::matching::Target;
use super::repair;
use super::repair::Half;
use super::score::log2;
use crate::answer::{SearchRequest, Suggestion, TermKind};
use crate::format::size::of_size;
use crate::id::{FormId, SpellingId};
use crate::order::sort_by_key;
use crate::text;
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

/// Parts of a doubling of its frequency that a suggestion loses by each unit of [`COSTS`](super::near::COSTS), in 256ths.
const UNIT: i64 = 256;
/// Units that it costs to take a letter of the same form for another: ة for ه, أ for ا.
const SEAT: i64 = 1;
/// Units that the wrong layout costs.
const LAYOUT: i64 = 4;
/// Units that a space put in or left out costs.
const SPACE: i64 = 7;

/// A word of the library, or two, in place of another.
struct Candidate {
    name: Name,
    /// About how often it occurs, the rarer of two.
    count: u32,
    /// What its edits cost.
    cost: i64,
    /// How likely it was meant, in 256ths of a doubling; only differences mean something.
    score: i64,
}

/// What a candidate is called. A form is spelled out only when it is offered, since its spelling is
/// elsewhere.
enum Name {
    Form(Half),
    Two([Half; 2]),
    Spelling(SpellingId),
}

/// How likely a word is meant that is so frequent.
fn score(count: u32, cost: i64) -> i64 {
    i64::from(log2(u64::from(count) + 1) >> 8) - cost * UNIT
}

impl Candidate {
    fn new(name: Name, count: u32, cost: i64) -> Candidate {
        Candidate {
            name,
            count,
            cost,
            score: score(count, cost),
        }
    }

    fn form(half: Half, cost: i64) -> Candidate {
        let count = of_size(half.1.size);
        Candidate::new(Name::Form(half), count, cost)
    }

    fn two(halves: [Half; 2]) -> Candidate {
        let rarer = halves[0].1.size.min(halves[1].1.size);
        Candidate::new(Name::Two(halves), of_size(rarer), SPACE)
    }

    /// As it is written, and how often it occurs.
    fn shown(&self, lexicon: &Lexicon<'_>) -> (String, u32) {
        let form = |(key, term): &Half| {
            let form = lexicon.form_in(*term, key)?;
            let spellings = lexicon.spellings(form);
            let text = lexicon.text(SpellingId(spellings.start)).to_owned();
            Some((text, lexicon.count_all(spellings)))
        };
        match &self.name {
            Name::Form(half) => form(half).unwrap_or_default(),
            Name::Two(halves) => {
                let [one, other] = halves.each_ref().map(|half| form(half).unwrap_or_default());
                ([one.0, other.0].join(" "), one.1.min(other.1))
            }
            Name::Spelling(spelling) => {
                (lexicon.text(*spelling).to_owned(), lexicon.count(*spelling))
            }
        }
    }

    /// Its key, if it is one form.
    fn key(&self) -> Option<&[u8]> {
        match &self.name {
            Name::Form((key, _)) => Some(key),
            _ => None,
        }
    }
}

/// What may have been meant by a word, or by two that should be one, the likeliest first.
pub(crate) fn for_word(word: &str, limit: usize, lexicon: &Lexicon<'_>) -> Vec<Suggestion> {
    let mut found = candidates(word, lexicon);
    if !lexicon.is_whole() {
        return Vec::new();
    }
    found.truncate(limit);
    let suggestion = |candidate: Candidate| {
        let (word, count) = candidate.shown(lexicon);
        Suggestion {
            query: word.clone(),
            word,
            count,
        }
    };
    found.into_iter().map(suggestion).collect()
}

/// Forms that may have been meant by one the library lacks, the likeliest first, each with how far
/// it is behind the first, in 256ths of a doubling.
pub(super) fn meant(key: &[u8], limit: usize, lexicon: &Lexicon<'_>) -> Vec<(FormId, i64)> {
    let mut found = near(key, lexicon);
    if !lexicon.is_whole() {
        return Vec::new();
    }
    sort_by_key(&mut found, likeliest);
    found.truncate(limit);
    let first = found.first().map_or(0, |candidate| candidate.score);
    let behind = |candidate: Candidate| match candidate.name {
        Name::Form((key, term)) => Some((lexicon.form_in(term, &key)?, first - candidate.score)),
        _ => None,
    };
    found.into_iter().filter_map(behind).collect()
}

/// Sorts the likeliest first.
fn likeliest(candidate: &Candidate) -> u64 {
    ((1 << 40) - candidate.score).max(0) as u64
}

/// All that may have been meant by a word, the likeliest first.
fn candidates(word: &str, lexicon: &Lexicon<'_>) -> Vec<Candidate> {
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
            found.extend(repair::split(key, lexicon).map(Candidate::two));
        }
        [first, second] => {
            let joined = repair::join(first, second, lexicon);
            found.extend(joined.map(|half| Candidate::form(half, SPACE)));
        }
        _ => {}
    }
    sort_by_key(&mut found, likeliest);
    found
}

/// The two forms that a word is made of, if it is likelier that a space was left out than any letter
/// mistaken.
pub(super) fn run_together(key: &[u8], lexicon: &Lexicon<'_>) -> Option<[Half; 2]> {
    let halves = repair::split(key, lexicon)?;
    let score = Candidate::two(halves.clone()).score;
    let near = near(key, lexicon);
    near.iter()
        .all(|other| other.score < score)
        .then_some(halves)
}

/// What the keys of a word give in the other language, if the library has it.
fn on_other_layout(word: &str, lexicon: &Lexicon<'_>) -> impl Iterator<Item = Candidate> {
    let turned = [keyboard::to_arabic(word), keyboard::to_latin(word)];
    turned.into_iter().flatten().filter_map(|turned| {
        let key = text::Term::of(&turned).into_bytes();
        let term = lexicon.form_term(&key).filter(|_| key.len() >= SHORT)?;
        Some(Candidate::form((key, term), LAYOUT))
    })
}

/// Other spellings of the word's own form.
fn respelled(word: &str, key: &[u8], lexicon: &Lexicon<'_>) -> Vec<Candidate> {
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
            Name::Spelling(spelling),
            lexicon.count(spelling),
            apart as i64 * SEAT,
        )
    };
    others.map(candidate).collect()
}

/// Forms near to this key: those within one edit, and if none of them is usual, those within two.
fn near(key: &[u8], lexicon: &Lexicon<'_>) -> Vec<Candidate> {
    let (one, two) = if key.len() <= SHORT { (7, 9) } else { (9, 13) };
    let found = within(key, one, lexicon);
    let best = found.iter().map(|candidate| candidate.score).max();
    if best.is_some_and(|score| score > 0) || !lexicon.is_whole() {
        return found;
    }
    within(key, two, lexicon)
}

/// Forms at most so many units of [`COSTS`](super::near::COSTS) away.
fn within(key: &[u8], limit: u8, lexicon: &Lexicon<'_>) -> Vec<Candidate> {
    let found = lexicon.near(key, limit).into_iter();
    found
        .map(|(key, term, cost)| Candidate::form((key, term), cost.into()))
        .collect()
}

/// Whether [`for_query`] looks for what may have been meant, which takes all terms and some time.
pub(crate) fn may_have_meant(
    targets: &[Target],
    request: &SearchRequest,
    finds: bool,
    lexicon: &Lexicon<'_>,
) -> bool {
    let doubtful = |target: &Target| is_doubtful(target, finds, lexicon);
    let unknown = targets.iter().all(|target| target.form.is_none());
    let asked = !targets.is_empty() && (!finds || !request.typing);
    asked && (unknown || targets.iter().any(doubtful))
}

/// Whether something else than a word may have been meant.
fn is_doubtful(target: &Target, finds: bool, lexicon: &Lexicon<'_>) -> bool {
    let asked = match target.kind {
        // A near word seldom mends a phrase: the words around it would have to agree.
        TermKind::Word => true,
        // A beginning that finds something is that of a word.
        TermKind::Prefix => !finds,
        _ => false,
    };
    let lacking = target.form.is_none() && !finds;
    let rare = || target.key.len() > SHORT && known(target, lexicon) <= RARE;
    asked && !target.function_word && (lacking || rare())
}

/// How often the family of a word occurs.
fn known(target: &Target, lexicon: &Lexicon<'_>) -> u32 {
    target.lemma.map_or(0, |lemma| {
        lexicon.count_all(lexicon.spellings_of_lemma(lemma))
    })
}

/// What may have been meant by the first word of a query of which that may be asked: by one that the
/// library lacks, or, if the query `finds` something, by one that is rare beside what is near to it.
#[inline(never)]
pub(crate) fn for_query(
    targets: &[Target],
    request: &SearchRequest,
    finds: bool,
    lexicon: &Lexicon<'_>,
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
        if !is_doubtful(target, finds, lexicon) {
            continue;
        }
        let known = known(target, lexicon);
        let lacking = target.form.is_none() && !finds;
        let range = place(query, target);
        let mut found = candidates(&target.typed.text, lexicon);
        let sure = if known == 0 { SURE } else { -SURE };
        let own = score(known, sure);
        found.retain(|candidate| {
            if matches!(candidate.name, Name::Spelling(_)) {
                return false;
            }
            let key = candidate.key().unwrap_or_default();
            // A content word is seldom mistaken for a function word, unless it sounds so.
            let reach = if text::is_function_word(key) {
                LIKE
            } else {
                ONE
            };
            let likely = candidate.score > own && candidate.cost <= reach;
            lacking || likely
        });
        found.truncate(SUGGESTIONS);
        if !lexicon.is_whole() {
            return Vec::new();
        }
        if !found.is_empty() {
            let placed = |candidate: Candidate| {
                let (word, count) = candidate.shown(lexicon);
                Suggestion {
                    query: [&query[..range.start], &word, &query[range.end..]].concat(),
                    word,
                    count,
                }
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
fn turned(query: &str, lexicon: &Lexicon<'_>) -> Option<Suggestion> {
    let word = |typed| on_other_layout(typed, lexicon).next();
    let words: Vec<Candidate> = query.split_whitespace().map(word).collect::<Option<_>>()?;
    let count = words.iter().map(|word| word.count).min()?;
    let words: Vec<String> = words
        .iter()
        .map(|candidate| candidate.shown(lexicon).0)
        .collect();
    let word = words.join(" ");
    Some(Suggestion {
        query: word.clone(),
        word,
        count,
    })
}
