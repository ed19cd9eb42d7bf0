//! The words that answer a query, by their keys: what texts are looked through for. A text has words of
//! the whole lexicon, and only those few of it were fetched.

use super::kin::Kin;
use super::lexicon::Lexicon;
use super::matching::Target;
use crate::answer::Depth;
use crate::format::Lookup;
use crate::id::FormId;

/// Forms by their keys.
pub struct Vocabulary<'a> {
    forms: Vec<(&'a [u8], FormId)>,
    by_key: Lookup,
}

impl<'a> Vocabulary<'a> {
    /// The forms that answer these words at their depths, and their kin.
    pub fn new(targets: &[Target], kin: Option<&[Kin]>, lexicon: &Lexicon<'a>) -> Vocabulary<'a> {
        let mut forms: Vec<u32> = Vec::new();
        for target in targets {
            if target.is_expanded() {
                forms.extend(target.expansion.iter().map(|(form, _)| form.0));
                continue;
            }
            forms.extend(target.form.map(|form| form.0));
            if let Some(lemma) = target.lemma.filter(|_| target.depth >= Depth::Lemma) {
                forms.extend(lexicon.forms(lemma));
            }
            if target.depth == Depth::Root {
                forms.extend(target.forms_of_root());
            }
        }
        for kin in kin.unwrap_or_default() {
            kin.each_form(&mut |form| forms.push(form));
        }
        let keyed = forms
            .into_iter()
            .map(|form| (lexicon.key(FormId(form)), FormId(form)));
        let forms: Vec<(&[u8], FormId)> = keyed.collect();
        let by_key = Lookup::new(forms.len() as u32, &|place| forms[place as usize].0);
        Vocabulary { forms, by_key }
    }

    /// The form with this key, if it is one of these.
    pub fn form(&self, key: &[u8]) -> Option<FormId> {
        let place = self.by_key.find(key, &|place| self.forms[place as usize].0);
        place.map(|place| self.forms[place as usize].1)
    }
}
