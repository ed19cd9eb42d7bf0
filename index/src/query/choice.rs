//! The forms of a word that are wanted, where the reader has chosen among them: `كتاب[-مكتبة -كاتب]` is
//! the word without these two of its forms, `كتاب[=كتب]` with this one alone. What stands in brackets without
//! one of the two signs is text that was pasted, and no choice; brackets that are not closed run to the end.

use super::lexicon::Lexicon;
use crate::id::FormId;
use crate::order::sort_distinct;
use crate::text;
use std::ops::Range;

/// The most forms of a choice that are looked at.
const FORMS: usize = 64;

/// Which forms of a word are wanted. The default is all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// True if the forms are those that are wanted, false if they are those that are not.
    pub only: bool,
    /// Words of these forms, as typed.
    pub forms: Vec<String>,
}

/// The choice behind a word whose letters are among these bytes of `rest`: where its bracket opens, the
/// choice, and where it ends.
#[inline(never)]
pub(super) fn read(rest: &str, item: Range<usize>) -> Option<(usize, Choice, usize)> {
    let open = item.start + rest[item].find('[')?;
    let inside = &rest[open + 1..];
    let only = match inside.chars().next()? {
        '=' => true,
        '-' => false,
        _ => return None,
    };
    text::words(&rest[..open]).next()?;
    let (length, closing) = inside
        .find(']')
        .map_or((inside.len(), 0), |length| (length, 1));
    let words = text::words(&inside[..length]).take(FORMS);
    let forms = words.map(|word| inside[word].to_owned()).collect();
    Some((open, Choice { only, forms }, open + 1 + length + closing))
}

/// A choice among the forms of one library.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    only: bool,
    /// Sorted; none if nothing was chosen.
    forms: Option<Vec<u32>>,
}

impl Chosen {
    /// What a choice means in a library. Forms that it lacks are passed over; a choice without forms is none.
    pub fn new(choice: &Choice, lexicon: &Lexicon<'_>) -> Chosen {
        if choice.forms.is_empty() {
            return Chosen::default();
        }
        let form = |word: &String| lexicon.form(text::Term::of(word).as_bytes());
        let mut forms: Vec<u32> = choice
            .forms
            .iter()
            .filter_map(form)
            .map(|it| it.0)
            .collect();
        sort_distinct(&mut forms);
        Chosen {
            only: choice.only,
            forms: Some(forms),
        }
    }

    /// True if all forms are wanted.
    pub fn is_all(&self) -> bool {
        self.forms.is_none()
    }

    /// True if a form is wanted.
    pub fn wants(&self, form: FormId) -> bool {
        let among = |forms: &Vec<u32>| forms.binary_search(&form.0).is_ok();
        self.forms
            .as_ref()
            .is_none_or(|forms| among(forms) == self.only)
    }
}
