//! What the library knows of a word: its classes, its family, words that begin so, words near to it.

use super::{Library, Step, parts, ready};
use crate::answer::{Depth, Explanation, FormCount, Suggestion, TermKind, WordKind};
use crate::error::Error;
use crate::format::lexicon::{Lexicon, STEM};
use crate::id::{FormId, SpellingId};
use crate::order::{pair, sort_by_key};
use crate::query::matching::{Beginning, Target, targets};
use crate::query::near::Near;
use crate::query::parse::{Clause, ClauseKind, Typed};
use crate::text;
use fst::{IntoStreamer, Streamer};

/// Words offered in place of one that is missing.
const SUGGESTIONS: usize = 5;
/// Forms listed of a family at most.
const FAMILY: usize = 60;

impl Library {
    /// All that the library knows of a word.
    pub fn explain(&self, word: &str) -> Result<Step<Explanation>, Error> {
        let lexicon = ready!(self.lexicon()?);
        let typed = match text::words(word).next() {
            Some(range) => Typed {
                text: word[range.clone()].to_owned(),
                range,
            },
            None => {
                return Ok(Step::Done(Explanation {
                    word: word.to_owned(),
                    ..Explanation::default()
                }));
            }
        };
        let clause = Clause {
            kind: ClauseKind::Word,
            without: false,
            depth: None,
            words: vec![typed],
        };
        let targets = targets(&[clause], Depth::Root, false, lexicon);
        let target = &targets[0];
        let agreeing = target.range_at(Depth::Form);
        let agreeing =
            agreeing.filter(|&s| target.depth_of(SpellingId(s), lexicon) == Some(Depth::Spelling));
        let total = |depth| lexicon.count_all(target.range_at(depth));
        let spelled = |s: u32| FormCount {
            spelling: lexicon.text(SpellingId(s)).to_owned(),
            count: lexicon.count(SpellingId(s)),
            depth: target
                .depth_of(SpellingId(s), lexicon)
                .unwrap_or(Depth::Form),
        };
        let mut explanation = Explanation {
            word: word.to_owned(),
            spelling: target.spelling.clone(),
            form: text::display(&target.key),
            known: target.form.is_some(),
            kind: target.function_word.then_some(WordKind::Particle),
            lemma: target.lemma.map(|lemma| lexicon.lemma_name(lemma)),
            root: target.root.and_then(|root| lexicon.root_name(root)),
            lemma_id: target.lemma,
            root_id: target.root,
            occurrences: [
                agreeing
                    .map(|s| lexicon.count(SpellingId(s)))
                    .fold(0, u32::saturating_add),
                total(Depth::Form),
                total(Depth::Lemma),
                total(Depth::Root),
            ],
            spellings: target.range_at(Depth::Form).map(spelled).collect(),
            family: family(target, lexicon),
            ..Explanation::default()
        };
        parts::take_apart(target, lexicon, &mut explanation);
        Ok(Step::Done(explanation))
    }

    /// Words of the library near to a word, the nearest first.
    pub fn suggest(&self, word: &str, limit: u32) -> Result<Step<Vec<Suggestion>>, Error> {
        let lexicon = ready!(self.lexicon()?);
        let clauses = crate::query::parse::parse(word);
        let targets = targets(&clauses, Depth::Form, false, lexicon);
        let mut found = suggestions(&targets, word, lexicon);
        found.truncate(limit as usize);
        Ok(Step::Done(found))
    }

    /// Words of the library that begin so, the most frequent first.
    pub fn complete(&self, beginning: &str, limit: u32) -> Result<Step<Vec<FormCount>>, Error> {
        let lexicon = ready!(self.lexicon()?);
        let mut key = Vec::new();
        text::fold(beginning, &mut key);
        let mut forms: Vec<(u32, FormId)> = Beginning::new(lexicon, &key)
            .forms
            .into_iter()
            .map(|form| (lexicon.count_all(lexicon.spellings(form)), form))
            .collect();
        sort_by_key(&mut forms, |(count, _)| u64::from(!count));
        forms.truncate(limit as usize);
        let shown = |(count, form)| form_count(lexicon, form, count, Depth::Form);
        Ok(Step::Done(forms.into_iter().map(shown).collect()))
    }
}

fn form_count(lexicon: &Lexicon, form: FormId, count: u32, depth: Depth) -> FormCount {
    FormCount {
        spelling: lexicon
            .text(SpellingId(lexicon.spellings(form).start))
            .to_owned(),
        count,
        depth,
    }
}

/// The other forms of a word's lemma, then those of its root, each by frequency.
fn family(target: &Target, lexicon: &Lexicon) -> Vec<FormCount> {
    let widest = if target.root.is_some() {
        Depth::Root
    } else {
        Depth::Lemma
    };
    let range = target.range_at(widest);
    if range.is_empty() {
        return Vec::new();
    }
    let forms =
        lexicon.form_of(SpellingId(range.start)).0..=lexicon.form_of(SpellingId(range.end - 1)).0;
    let mut family: Vec<FormCount> = forms
        .filter_map(|form| {
            let spellings = lexicon.spellings(FormId(form));
            if target.form == Some(FormId(form)) {
                return None;
            }
            let depth = target
                .depth_of(SpellingId(spellings.start), lexicon)?
                .max(Depth::Form);
            Some(form_count(
                lexicon,
                FormId(form),
                lexicon.count_all(spellings),
                depth,
            ))
        })
        .collect();
    sort_by_key(&mut family, |form| pair(form.depth as u32, !form.count));
    family.truncate(FAMILY);
    family
}

/// For a query that found nothing: words of the library near to one it lacks.
pub(super) fn suggestions(targets: &[Target], query: &str, lexicon: &Lexicon) -> Vec<Suggestion> {
    // A near word seldom mends a phrase: the words around it would have to agree.
    let lacking = |target: &&Target| {
        target.form.is_none() && matches!(target.kind, TermKind::Word | TermKind::Prefix)
    };
    let Some(target) = targets.iter().find(lacking) else {
        return Vec::new();
    };
    let mut near: Vec<(u8, u32, FormId)> = Vec::new();
    // Two edits make a word of three letters any other word.
    let reach = if target.key.len() < 4 { 1 } else { 2 };
    for distance in 1..=reach {
        if near.is_empty() {
            near = forms_near(lexicon, &target.key, distance);
        }
    }
    sort_by_key(&mut near, |(distance, count, _)| {
        pair(u32::from(*distance), !count)
    });
    near.truncate(SUGGESTIONS);
    let typed = &target.typed;
    let suggestion = |(_, count, form): (u8, u32, FormId)| {
        let word = lexicon
            .text(SpellingId(lexicon.spellings(form).start))
            .to_owned();
        // An operator stands before the word, an asterisk behind it.
        let part = query.get(typed.range.clone()).unwrap_or("");
        let asterisk = if part.ends_with('*') { "*" } else { "" };
        let length = typed.text.len() + asterisk.len();
        let operator = part.get(..part.len().saturating_sub(length)).unwrap_or("");
        let before = query.get(..typed.range.start).unwrap_or("");
        let after = query.get(typed.range.end..).unwrap_or("");
        let query = [before, operator, &word, asterisk, after].concat();
        Suggestion { query, word, count }
    };
    near.into_iter().map(suggestion).collect()
}

/// Forms at most so many edits away from this key, with their distance and count.
fn forms_near(lexicon: &Lexicon, key: &[u8], distance: u8) -> Vec<(u8, u32, FormId)> {
    let near = Near::new(key, distance);
    let mut stream = lexicon
        .terms()
        .search(Near::new(key, distance))
        .into_stream();
    let mut forms = Vec::new();
    while let Some((found, number)) = stream.next() {
        let (Ok(number), true) = (u32::try_from(number), found.first() != Some(&STEM)) else {
            continue;
        };
        let form = FormId(number);
        forms.push((
            near.distance(found),
            lexicon.count_all(lexicon.spellings(form)),
            form,
        ));
    }
    forms
}
