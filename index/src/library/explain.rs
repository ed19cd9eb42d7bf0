//! What the library knows of a word: its classes, its family, words that begin so, words near to it.

use super::{Library, Step, parts, ready, whole};
use crate::answer::{Depth, Explanation, FormCount, Suggestion, WordKind};
use crate::error::Error;
use crate::id::{FormId, SpellingId};
use crate::order::{pair, sort_by_key};
use crate::query::lexicon::Lexicon;
use crate::query::matching::{Target, targets};
use crate::query::parse::{Clause, Typed};
use crate::query::suggest;
use crate::query::wildcard::{Fitting, Wildcard};
use crate::text;

/// Forms listed of a family at most.
const FAMILY: usize = 60;

impl Library {
    /// All that the library knows of a word.
    pub fn explain(&self, word: &str) -> Result<Step<Explanation>, Error> {
        // How words are analysed that the library lacks.
        let _ = ready!(self.catalog()?);
        let lexicon = &self.lexicon();
        let typed = match text::words(word).next() {
            Some(range) => Typed::new(word[range.clone()].to_owned(), range),
            None => {
                return Ok(Step::Done(Explanation {
                    word: word.to_owned(),
                    ..Explanation::default()
                }));
            }
        };
        let targets = targets(&[Clause::word(typed)], Depth::Root, false, lexicon);
        whole!(lexicon);
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
        whole!(lexicon);
        Ok(Step::Done(explanation))
    }

    /// What may have been meant by a word, or by two that should be one, the likeliest first: words of
    /// the library near to it, whether or not it has the word itself.
    pub fn suggest(&self, word: &str, limit: u32) -> Result<Step<Vec<Suggestion>>, Error> {
        let lexicon = &self.lexicon();
        let found = suggest::for_word(word, limit as usize, lexicon);
        whole!(lexicon);
        Ok(Step::Done(found))
    }

    /// Words of the library that begin so, the most frequent first.
    pub fn complete(&self, beginning: &str, limit: u32) -> Result<Step<Vec<FormCount>>, Error> {
        let lexicon = &self.lexicon();
        let mut key = Vec::new();
        text::fold(beginning, &mut key);
        let mut found = Fitting::new(lexicon, &Wildcard::beginning(&key), false).forms;
        whole!(lexicon);
        sort_by_key(&mut found, |(_, term)| u64::from(!term.size));
        found.truncate(limit as usize);
        let form = |(key, term): (Vec<u8>, _)| lexicon.form_in(term, &key);
        let forms = found.into_iter().filter_map(form);
        let mut forms: Vec<(u32, FormId)> = forms
            .map(|form| (lexicon.count_all(lexicon.spellings(form)), form))
            .collect();
        sort_by_key(&mut forms, |(count, _)| u64::from(!count));
        let shown = |(count, form)| form_count(lexicon, form, count, Depth::Form);
        let shown = forms.into_iter().map(shown).collect();
        whole!(lexicon);
        Ok(Step::Done(shown))
    }
}

fn form_count(lexicon: &Lexicon<'_>, form: FormId, count: u32, depth: Depth) -> FormCount {
    FormCount {
        spelling: lexicon
            .text(SpellingId(lexicon.spellings(form).start))
            .to_owned(),
        count,
        depth,
    }
}

/// The other forms of a word's lemma, then those of its root, each by frequency.
fn family(target: &Target, lexicon: &Lexicon<'_>) -> Vec<FormCount> {
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
