//! The words that answer a query, by their keys: what texts are looked through for. A text has words of
//! the whole lexicon, and only those few of it were fetched.

use super::kin::Kin;
use super::lexicon::Lexicon;
use super::matching::Target;
use crate::answer::Depth;
use crate::id::FormId;

/// Forms by their keys.
pub struct Vocabulary<'a>(Vec<(&'a [u8], FormId)>);

impl<'a> Vocabulary<'a> {
    /// The forms that answer these words at their depths, and their kin.
    pub fn new(
        targets: &[Target],
        kin: Option<&[Kin]>,
        lexicon: &Lexicon<'a>,
    ) -> Vocabulary<'a> {
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
        let keyed = forms.into_iter().map(|form| (lexicon.key(FormId(form)), FormId(form)));
        let mut keyed: Vec<(&[u8], FormId)> = keyed.collect();
        keyed.sort_unstable();
        keyed.dedup();
        Vocabulary(keyed)
    }

    /// The form with this key, if it is one of these.
    pub fn form(&self, key: &[u8]) -> Option<FormId> {
        let place = self.0.binary_search_by(|(other, _)| (*other).cmp(key));
        place.ok().map(|place| self.0[place].1)
    }
}
