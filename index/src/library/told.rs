//! Telling: what each word of the query was taken for, and what the library knows of it.

use super::search::Search;
use crate::answer::{Depth, FormCount, Term};
use crate::id::{FormId, SpellingId};
use crate::order::sort_by_key;
use crate::query::matching::Target;

/// Forms listed for a word at most.
const FORMS: usize = 40;
impl Search<'_> {
    /// What became of a word of the query.
    pub(super) fn term(&self, number: usize) -> Term {
        let (target, found, lexicon) = (&self.targets[number], &self.found[number], self.lexicon);
        let mut pages_at = found.pages_at;
        let at_root = if target.depth == Depth::Root {
            0
        } else {
            self.pages_at_root(target)
        };
        pages_at[Depth::Root as usize] = pages_at[Depth::Root as usize].max(at_root);
        let range = &target.typed.range;
        Term {
            text: target.typed.text.clone(),
            range: (range.start as u32, range.end as u32),
            kind: target.kind,
            depth: target.depth,
            own_depth: target.own_depth,
            title: target.title,
            either: self.clauses[target.clause].either,
            function_word: target.function_word,
            form: crate::text::display(&target.key),
            lemma: target.lemma.map(|lemma| lexicon.lemma_name(lemma)),
            root: target.root.and_then(|root| lexicon.root_name(root)),
            known: target.form.is_some(),
            pages: found.pages_at[target.depth as usize],
            occurrences: found.total,
            pages_at,
            forms: self.forms(number, true),
            unwanted: match target.chosen.is_all() {
                true => Vec::new(),
                false => self.forms(number, false),
            },
            left_out: target.left_out,
        }
    }

    /// Pages with the word's root. The lexicon knows them for the whole library only.
    fn pages_at_root(&self, target: &Target) -> u32 {
        let whole = self.request.book.is_none()
            && !target.is_expanded()
            && !target.title
            && target.chosen.is_all();
        target
            .root
            .filter(|_| whole)
            .map_or(0, |root| self.lexicon.root_pages(root))
    }

    /// The forms that answer a word, by the spellings found; those that are wanted, or those that are not.
    fn forms(&self, number: usize, wanted: bool) -> Vec<FormCount> {
        let (target, lexicon) = (&self.targets[number], self.lexicon);
        let form_ids: Vec<FormId> = if !target.is_expanded() {
            let range = target.range();
            let last = range
                .end
                .checked_sub(1)
                .map(|last| lexicon.form_of(SpellingId(last)).0 + 1);
            let first = lexicon.form_of(SpellingId(range.start)).0;
            if range.is_empty() {
                Vec::new()
            } else {
                (first..last.unwrap_or(first)).map(FormId).collect()
            }
        } else {
            target.expansion.iter().map(|(form, _)| *form).collect()
        };
        let mut forms: Vec<FormCount> = Vec::new();
        for form in form_ids {
            if target.chosen.wants(form) != wanted {
                continue;
            }
            let spellings = lexicon.spellings(form);
            let depth = |s: u32| {
                target
                    .depth_of_any(SpellingId(s), lexicon)
                    .filter(|&depth| depth <= target.depth)
            };
            let answering: Vec<u32> = spellings.clone().filter(|&s| depth(s).is_some()).collect();
            let Some(&first) = answering.first() else {
                continue;
            };
            forms.push(FormCount {
                spelling: lexicon.text(SpellingId(first)).to_owned(),
                count: answering
                    .iter()
                    .map(|&s| lexicon.count(SpellingId(s)))
                    .fold(0, u32::saturating_add),
                depth: answering
                    .iter()
                    .filter_map(|&s| depth(s))
                    .min()
                    .unwrap_or(target.depth),
            });
        }
        sort_by_key(&mut forms, |form| u64::from(!form.count));
        forms.truncate(FORMS);
        forms
    }
}
