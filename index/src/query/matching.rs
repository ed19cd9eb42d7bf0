//! What a query means in one library: each word with its form, lemma and root, and which words of
//! the library answer it at which depth.

use super::choice::Chosen;
use super::lexicon::Lexicon;
use super::parse::{Clause, ClauseKind, Typed, wild_key};
use super::pattern::on_pattern;
use super::wildcard::{Fitting, Wildcard};
use crate::answer::{Depth, TermKind};
use crate::format::terms::FormTerm;
use crate::id::{FormId, LemmaId, RootId, SpellingId};
use crate::order::{pair, sort_by_key};
use crate::text::{self, Analysis, letter::letter};
use std::ops::Range;

/// The most forms that the beginning of a word stands for while it is being typed: the most frequent. Each
/// may be in a pack of its own.
pub const TYPING_FORMS: usize = 24;
/// The most forms that a wildcard or a pattern stands for: the most frequent.
pub const FORMS: usize = 1024;
/// Of so many forms the lemmas are one.
const FORMS_OF_LEMMA: usize = 4;

/// A word of the query and what it is in the library.
#[derive(Clone, Debug)]
pub struct Target {
    /// As typed.
    pub typed: Typed,
    /// What it was taken for.
    pub kind: TermKind,
    /// The depth it is matched at.
    pub depth: Depth,
    /// True if the query sets the depth for this word.
    pub own_depth: bool,
    /// The clause of the query it is in.
    pub clause: usize,
    /// True for particles, pronouns and question words.
    pub function_word: bool,
    /// The spelling, for agreement as written.
    pub spelling: String,
    /// The form in letter bytes.
    pub key: Vec<u8>,
    /// The form, if the library has it.
    pub form: Option<FormId>,
    /// The lemma, by the form or by analysis.
    pub lemma: Option<LemmaId>,
    /// The root.
    pub root: Option<RootId>,
    /// True if it is looked for in titles only.
    pub title: bool,
    /// For a beginning or any other wildcard: the forms that fit and, from the lemma on, the forms of
    /// lemmas whose stem does; for a pattern the forms of the lemmas on it. In the order of their
    /// numbers, each with the depth at which it answers.
    pub expansion: Vec<(FormId, Depth)>,
    /// Which of the forms that answer it are wanted.
    pub chosen: Chosen,
    /// Forms that would belong there but are too many.
    pub left_out: u32,
    /// Spellings of the form, the lemma and the root.
    spellings: [Range<u32>; 3],
    /// Forms of the lemma and the root.
    forms: [Range<u32>; 2],
}

/// Gives every word of a query its place in the lexicon. While `typing`, a last word that the
/// library lacks is taken as the beginning of one.
pub fn targets(
    clauses: &[Clause],
    depth: Depth,
    typing: bool,
    lexicon: &Lexicon<'_>,
) -> Vec<Target> {
    let mut targets = Vec::new();
    for (number, clause) in clauses.iter().enumerate() {
        let last = number + 1 == clauses.len();
        for (i, word) in clause.words.iter().enumerate() {
            let mut target = Target::new(word, number, clause, depth);
            target.chosen = Chosen::new(&word.choice, lexicon);
            let open =
                typing && last && i + 1 == clause.words.len() && clause.kind == ClauseKind::Word;
            let radicals = clause.depth == Some(Depth::Root);
            match clause.kind {
                ClauseKind::Prefix => {
                    if lexicon.form_term(&target.key).is_some() {
                        target.find(lexicon, radicals);
                    }
                    target.expand(lexicon, &Wildcard::beginning(&target.key), FORMS);
                }
                ClauseKind::Wildcard => target.expand(lexicon, &Wildcard::new(&target.key), FORMS),
                ClauseKind::Pattern => target.take_lemmas(lexicon),
                _ => {
                    let may_go_on = open
                        && target.chosen.is_all()
                        && clause.depth.is_none()
                        && target.key.len() > 1;
                    if may_go_on && lexicon.form_term(&target.key).is_none() {
                        target.expand(lexicon, &Wildcard::beginning(&target.key), TYPING_FORMS);
                    }
                    if target.expansion.is_empty() {
                        target.find(lexicon, radicals);
                    } else if !clause.without {
                        target.kind = TermKind::Prefix;
                    }
                }
            }
            targets.push(target);
        }
    }
    targets
}

/// True for a clitic that a space parts from its word: ف ب ك ل و ال.
pub(super) fn is_clitic(key: &[u8]) -> bool {
    const CLITICS: [u8; 5] = [
        letter('ف'),
        letter('ب'),
        letter('ك'),
        letter('ل'),
        letter('و'),
    ];
    match key {
        [one] => CLITICS.contains(one),
        _ => key == [letter('ا'), letter('ل')],
    }
}

/// Adds the forms of a lemma.
fn add_lemma(lemma: LemmaId, lexicon: &Lexicon<'_>, found: &mut Vec<(FormId, Depth)>) {
    let forms = lexicon.forms(lemma).map(FormId);
    found.extend(forms.map(|form| (form, Depth::Lemma)));
}

impl Target {
    fn new(typed: &Typed, number: usize, clause: &Clause, depth: Depth) -> Target {
        let key = if clause.kind == ClauseKind::Wildcard {
            wild_key(&typed.text)
        } else {
            text::Term::of(&typed.text).into_bytes()
        };
        let depth = clause.depth.unwrap_or(depth);
        Target {
            typed: typed.clone(),
            kind: match clause.kind {
                _ if clause.without => TermKind::Without,
                _ if !clause.repairs.is_empty() => TermKind::Repair,
                ClauseKind::Word => TermKind::Word,
                ClauseKind::Phrase => TermKind::Phrase,
                ClauseKind::Near(_) => TermKind::Near,
                ClauseKind::Prefix => TermKind::Prefix,
                ClauseKind::Wildcard => TermKind::Wildcard,
                ClauseKind::Pattern => TermKind::Pattern,
            },
            // A shape is one of folded letters, and a pattern one of lemmas.
            depth: match clause.kind {
                ClauseKind::Prefix | ClauseKind::Wildcard => depth.max(Depth::Form),
                ClauseKind::Pattern => depth.max(Depth::Lemma),
                _ => depth,
            },
            own_depth: clause.depth.is_some(),
            clause: number,
            function_word: text::is_function_word(&key) || is_clitic(&key),
            spelling: text::spelling(&typed.text).into_owned(),
            key,
            form: None,
            lemma: None,
            root: None,
            title: clause.title,
            expansion: Vec::new(),
            chosen: Chosen::default(),
            left_out: 0,
            spellings: [0..0, 0..0, 0..0],
            forms: [0..0, 0..0],
        }
    }

    fn find(&mut self, lexicon: &Lexicon<'_>, radicals_first: bool) {
        self.form = lexicon.form(&self.key);
        if !lexicon.is_whole() {
            // Whether the library has the word is not known yet.
            return;
        }
        self.lemma = self
            .form
            .map(|form| lexicon.lemma_of(form))
            .or_else(|| self.analysed(lexicon).map(|(_, lemma)| lemma));
        let by_lemma = self.lemma.map(|lemma| lexicon.root_of(lemma));
        let by_radicals = || lexicon.root(&self.key);
        self.root = if radicals_first {
            by_radicals().or(by_lemma)
        } else {
            by_lemma.or_else(by_radicals)
        };
        if radicals_first && self.root != by_lemma {
            // The radicals were typed: that they also spell some other word is by the way.
            (self.form, self.lemma) = (None, None);
        }
        if let Some(form) = self.form {
            self.spellings[0] = lexicon.spellings(form);
        }
        if let Some(lemma) = self.lemma {
            self.spellings[1] = lexicon.spellings_of_lemma(lemma);
            self.forms[0] = lexicon.forms(lemma);
        }
        if let Some(root) = self.root {
            let lemmas = lexicon.lemmas(root);
            if let Some(last) = lemmas.clone().last() {
                let (first, last) = (LemmaId(lemmas.start), LemmaId(last));
                self.spellings[2] =
                    lexicon.spellings_of_lemma(first).start..lexicon.spellings_of_lemma(last).end;
                self.forms[1] = lexicon.forms(first).start..lexicon.forms(last).end;
            }
        }
    }

    /// The analysis of a word that the library lacks, and the lemma it leads to.
    pub fn analysed(&self, lexicon: &Lexicon<'_>) -> Option<(Analysis, LemmaId)> {
        let marbuta = text::last_letter(&self.spelling) == Some('ة');
        lexicon.unknown(&self.key, marbuta)
    }

    /// Takes the word for all that fits: at most `limit` forms, the most frequent.
    fn expand(&mut self, lexicon: &Lexicon<'_>, wildcard: &Wildcard, limit: usize) {
        let with_lemmas = self.depth >= Depth::Lemma;
        let Fitting {
            mut forms,
            mut lemmas,
        } = Fitting::new(lexicon, wildcard, with_lemmas);
        if !lexicon.is_whole() {
            return;
        }
        // Those that are left out are not even looked up.
        let most = limit / FORMS_OF_LEMMA;
        let more = forms.len().saturating_sub(limit) + lemmas.len().saturating_sub(most);
        if forms.len() > limit {
            sort_by_key(&mut forms, |(_, term)| u64::from(!term.size));
            forms.truncate(limit);
        }
        if lemmas.len() > most {
            sort_by_key(&mut lemmas, |term| u64::from(!term.evidence));
            lemmas.truncate(most);
        }
        let form =
            |(key, term): (Vec<u8>, FormTerm)| Some((lexicon.form_in(term, &key)?, Depth::Form));
        let mut found: Vec<(FormId, Depth)> = forms.into_iter().filter_map(form).collect();
        for term in lemmas {
            add_lemma(LemmaId(term.lemma), lexicon, &mut found);
        }
        self.left_out = more as u32;
        self.take(lexicon, found, limit);
    }

    /// Takes the word for the lemmas on the pattern that it is.
    fn take_lemmas(&mut self, lexicon: &Lexicon<'_>) {
        let mut found = Vec::new();
        for lemma in on_pattern(&self.key, lexicon) {
            add_lemma(lemma, lexicon, &mut found);
        }
        self.take(lexicon, found, FORMS);
    }

    fn take(&mut self, lexicon: &Lexicon<'_>, mut found: Vec<(FormId, Depth)>, limit: usize) {
        sort_by_key(&mut found, |(form, depth)| pair(form.0, *depth as u32));
        found.dedup_by_key(|(form, _)| *form);
        if found.len() > limit {
            let count = |form| lexicon.count_all(lexicon.spellings(form));
            sort_by_key(&mut found, |(form, _)| u64::from(!count(*form)));
            self.left_out += (found.len() - limit) as u32;
            found.truncate(limit);
            sort_by_key(&mut found, |(form, _)| u64::from(form.0));
        }
        self.expansion = found;
    }

    /// True if the word stands for its `expansion`, and not for its form, lemma or root.
    pub fn is_expanded(&self) -> bool {
        let shape = matches!(
            self.kind,
            TermKind::Prefix | TermKind::Wildcard | TermKind::Pattern
        );
        shape || !self.expansion.is_empty()
    }

    /// The lemmas whose postings hold all that answers the word at its depth.
    pub fn lemmas(&self, lexicon: &Lexicon<'_>) -> Vec<LemmaId> {
        if self.is_expanded() {
            let lemma = |(form, _): &(FormId, Depth)| lexicon.lemma_of(*form);
            let mut lemmas: Vec<LemmaId> = self.expansion.iter().map(lemma).collect();
            lemmas.dedup();
            return lemmas;
        }
        match (self.depth, self.root) {
            (Depth::Root, Some(root)) => lexicon.lemmas(root).map(LemmaId).collect(),
            _ => self.lemma.into_iter().collect(),
        }
    }

    /// The forms of its root.
    pub fn forms_of_root(&self) -> Range<u32> {
        self.forms[1].clone()
    }

    /// The most exact depth at which a spelling of the library answers the word; none if not even
    /// at the root, or if its form is not wanted. For the beginning of a word it is the form.
    pub fn depth_of(&self, spelling: SpellingId, lexicon: &Lexicon<'_>) -> Option<Depth> {
        let wanted = self.chosen.is_all() || self.chosen.wants(lexicon.form_of(spelling));
        self.depth_of_any(spelling, lexicon).filter(|_| wanted)
    }

    /// For each spelling of a lemma, whether it answers the word at the depth that is asked for.
    pub fn answers(&self, lemma: LemmaId, lexicon: &Lexicon<'_>) -> Vec<bool> {
        let depth = |spelling| self.depth_of(SpellingId(spelling), lexicon);
        let answers = |spelling| depth(spelling).is_some_and(|depth| depth <= self.depth);
        lexicon.spellings_of_lemma(lemma).map(answers).collect()
    }

    /// The most exact depth of a spelling, whether its form is wanted or not.
    pub fn depth_of_any(&self, spelling: SpellingId, lexicon: &Lexicon<'_>) -> Option<Depth> {
        let exact = self.spellings[0].contains(&spelling.0);
        self.nearest(
            || exact && text::agrees(&self.spelling, lexicon.text(spelling)),
            || lexicon.form_of(spelling),
            exact,
            [1, 2].map(|class: usize| self.spellings[class].contains(&spelling.0)),
        )
    }

    /// The most exact depth for a word of a text, of this form.
    pub fn depth_of_word(&self, word: &str, form: FormId) -> Option<Depth> {
        if !self.chosen.wants(form) {
            return None;
        }
        let exact = self.form == Some(form);
        self.nearest(
            || exact && text::agrees(&self.spelling, &text::spelling(word)),
            || form,
            exact,
            [0, 1].map(|class: usize| self.forms[class].contains(&form.0)),
        )
    }

    fn nearest(
        &self,
        agrees: impl FnOnce() -> bool,
        form: impl FnOnce() -> FormId,
        exact: bool,
        [lemma, root]: [bool; 2],
    ) -> Option<Depth> {
        if self.is_expanded() {
            let found = self
                .expansion
                .binary_search_by_key(&form(), |(form, _)| *form);
            return found.ok().map(|index| self.expansion[index].1);
        }
        match (exact, lemma, root) {
            (true, ..) => Some(if agrees() {
                Depth::Spelling
            } else {
                Depth::Form
            }),
            (_, true, _) => Some(Depth::Lemma),
            (.., true) => Some(Depth::Root),
            _ => None,
        }
    }

    /// The spellings that answer the word at its depth or may, as one range; empty for a beginning.
    pub fn range(&self) -> Range<u32> {
        self.range_at(self.depth)
    }

    /// The same at another depth.
    pub fn range_at(&self, depth: Depth) -> Range<u32> {
        self.spellings[(depth as usize).saturating_sub(1)].clone()
    }
}
