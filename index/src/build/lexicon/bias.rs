//! What is known of an analysis beside its stem and the class of its affixes: factors for and
//! against it, from the spelling and from which other forms there are.
//!
//! Each rule is of grammar; its factor was set on newswire, and between a third and three times of
//! each little changes.

use super::Entry;
use crate::text::affix::{self, Analysis, Change, Stem};
use crate::text::function_words::closed;
use crate::text::letter::letter;
use rustc_hash::FxHashMap;

const ALIF: u8 = letter('ا');
const TA: u8 = letter('ت');
const LAM: u8 = letter('ل');
const MIM: u8 = letter('م');
const NUN: u8 = letter('ن');
const HA: u8 = letter('ه');
const WAW: u8 = letter('و');
const YA: u8 = letter('ي');
const ARTICLE: [u8; 2] = [ALIF, LAM];
const FEMININES: [u8; 2] = [ALIF, TA];

/// Endings of two letters that are rather a pronoun or a person than a stem's.
const PRONOUNS: [[u8; 2]; 6] = [
    [letter('ك'), MIM],
    [HA, MIM],
    [NUN, ALIF],
    [WAW, ALIF],
    [HA, ALIF],
    [TA, MIM],
];

/// What is known of a stem, whatever word it is in.
#[derive(Clone, Copy)]
pub(super) struct StemBias {
    /// Whether it is a function word.
    closed: bool,
    /// How far it is to be believed as a stem.
    bias: f64,
}

/// Which forms there are.
pub(super) struct Forms<'a>(FxHashMap<&'a [u8], (u32, u32)>);

impl<'a> Forms<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Forms<'a> {
        let counts = |entry: &'a Entry| (&entry.form[..], (entry.count, entry.feminine));
        Forms(entries.iter().map(counts).collect())
    }

    /// How often a form occurs, and how often it is spelled with ة.
    fn counts(&self, form: &[u8]) -> (f64, f64) {
        let (count, feminine) = self.0.get(form).copied().unwrap_or_default();
        (f64::from(count), f64::from(feminine))
    }

    fn count(&self, parts: &[&[u8]]) -> f64 {
        self.counts(&joined(parts)).0
    }

    /// How often a stem occurs as a perfect that shows it: with ت, with وا.
    fn perfect(&self, stem: &[u8]) -> f64 {
        self.count(&[stem, &[TA]]) + self.count(&[stem, &[WAW, ALIF]])
    }

    /// How often it occurs as two of it.
    fn dual(&self, stem: &[u8]) -> f64 {
        self.count(&[stem, &[YA, NUN]]) + self.count(&[stem, &[ALIF, NUN]])
    }

    /// How often it occurs with the article and nothing else.
    fn defined(&self, stem: &[u8]) -> f64 {
        self.count(&[&ARTICLE, stem])
    }

    /// What is known of a stem, whatever word it is in.
    pub(super) fn stem(&self, stem: &Stem) -> StemBias {
        StemBias {
            closed: closed(stem).is_some(),
            bias: self.of_stem(stem),
        }
    }

    /// How far an analysis of a form is to be believed, as a factor of its posterior.
    pub(super) fn bias(&self, entry: &Entry, analysis: &Analysis, of_stem: StemBias) -> f64 {
        let cut = analysis.prefix + analysis.suffix > 0;
        if cut && of_stem.closed {
            return 0.0; // A function word has no other affixes than its own.
        }
        let form = &entry.form[..];
        let prefix = usize::from(analysis.prefix);
        let slice = &form[prefix..form.len() - usize::from(analysis.suffix)];
        let mut bias = of_stem.bias * of_ending(entry, analysis);
        if form.ends_with(&FEMININES) && analysis.suffix == 2 {
            bias *= self.of_feminines(slice, analysis.change);
        }
        if affix::is_imperfect(analysis.affixes) {
            bias *= self.of_imperfect(entry, analysis, slice);
        } else if prefix > 0 && !affix::has_article(analysis.affixes) {
            // With و or ب a word is rarer than without: يوم is no يـ of ب + something.
            let without = self.count(&[&form[prefix..]]);
            bias *= ((without + 10.0) * 0.2 / f64::from(entry.count.max(1))).min(1.0);
        }
        bias
    }

    /// Stems that look like a word with its affixes still on attest each other in families
    /// (الإرهابي and الإرهاب), so they must do with less.
    fn of_stem(&self, stem: &[u8]) -> f64 {
        let mut bias = 1.0;
        let length = stem.len();
        if length == 2 {
            bias *= 0.7;
        }
        if length >= 4
            && stem.starts_with(&ARTICLE)
            && self.perfect(stem) + self.defined(stem) < 3.0
        {
            bias *= 0.05; // Rather the article, unless like التزم.
        }
        if length >= 5 {
            bias *= match stem[length - 2..] {
                [ALIF, TA] => 0.05,
                [WAW | YA, NUN] if self.dual(stem) < 2.0 => 0.2, // Unless like مليون.
                [YA, ALIF] => 1.0,                               // ليبيا.
                [_, ALIF] => 0.1,
                _ => 1.0,
            };
        }
        if length >= 5 && PRONOUNS.contains(&[stem[length - 2], stem[length - 1]]) {
            bias *= 0.3;
        }
        if length >= 3 && stem[0] == YA {
            let she = self.count(&[&[TA], &stem[1..]]);
            if she > 0.0 && self.perfect(stem) + self.defined(stem) < 0.1 * she {
                bias *= 0.1; // Rather an imperfect, its other person is there; unless like يوم.
            }
        }
        if length >= 3 && stem[0] == TA {
            let he = self.count(&[&[YA], &stem[1..]]);
            if he > 0.0 && self.perfect(stem) + self.defined(stem) < 0.1 * he {
                bias *= 0.1; // The same, unless it shows itself as a stem: تعامل, تعرض.
            }
        }
        bias
    }

    /// Whether a word in ات is the plural of one in ة, of which `slice` is what stands before: rather
    /// سيارة than سيار, unless there is a word without ة and hardly one with it.
    fn of_feminines(&self, slice: &[u8], change: Change) -> f64 {
        let one = joined(&[slice, &[HA]]);
        let (bare, defined) = (self.counts(&one), self.counts(&joined(&[&ARTICLE, &one])));
        let (all, feminine) = (bare.0 + defined.0, bare.1 + defined.1);
        let masculine = self.count(&[slice]) + self.defined(slice);
        let times = if slice.len() <= 3 { 8.0 } else { 3.0 };
        let is_feminine = feminine >= 2.0 && feminine >= 0.7 * all && feminine * times >= masculine;
        if let Some((&(WAW | YA), rest)) = slice.split_last() {
            let (_, feminine) = self.counts(&joined(&[rest, &[ALIF, HA]]));
            let defined = self.counts(&joined(&[&ARTICLE, rest, &[ALIF, HA]])).1;
            if feminine + defined >= 2.0 && !is_feminine {
                return if change == Change::WeakToAlifHa {
                    1.0
                } else {
                    0.05
                };
            }
        }
        match change {
            Change::None if is_feminine => 0.025,
            Change::None => 0.5,
            Change::AddHa if !is_feminine && feminine < 0.05 * masculine => 0.3,
            _ => 1.0,
        }
    }

    /// An imperfect has other persons, and a perfect: of the stems it may have rather the one whose
    /// perfect is seen (يعلن: أعلن, not علن; يقول: قال).
    fn of_imperfect(&self, entry: &Entry, analysis: &Analysis, slice: &[u8]) -> f64 {
        let person = entry.form[usize::from(analysis.prefix) - 1];
        let mut bias = 1.0;
        if person != YA && self.count(&[&[YA], slice]) == 0.0 {
            bias *= 0.3;
        }
        let noun = &entry.form[usize::from(analysis.prefix) - 1..];
        if person == YA && self.defined(noun) > 0.1 * f64::from(entry.count) + 5.0 {
            bias *= 0.05; // No verb takes the article: اليوم.
        }
        if person == ALIF {
            if slice[0] == LAM {
                bias *= 0.05; // Rather the article.
            }
            bias *= 1.0 - 0.99 * share(entry.below, entry); // "I" is never إ.
        }
        let length = slice.len();
        let mut most = self.perfect(slice);
        let mut or = |stem: &[u8]| most = self.perfect(stem).max(most);
        or(&joined(&[&[ALIF], slice]));
        or(&joined(&[&[WAW], slice]));
        if length >= 3 && matches!(slice[length - 2], WAW | YA) {
            let hollow = joined(&[&slice[..length - 2], &[ALIF], &slice[length - 1..]]);
            or(&hollow);
            or(&joined(&[&[ALIF], &hollow]));
        }
        bias * ((self.perfect(&analysis.stem) + 2.0)
            / (most.max(self.perfect(&analysis.stem)) + 2.0))
            .sqrt()
    }
}

fn joined(parts: &[&[u8]]) -> Stem {
    parts
        .iter()
        .fold(Stem::new(&[]), |stem, part| stem.joined(part))
}

/// The share of an entry's occurrences that `seen` is.
fn share(seen: u32, entry: &Entry) -> f64 {
    f64::from(seen.min(entry.count)) / f64::from(entry.count.max(1))
}

/// A final ه, ي or ا has readings that spelling or grammar speak against.
fn of_ending(entry: &Entry, analysis: &Analysis) -> f64 {
    let form = &entry.form[..];
    let mut bias = 1.0;
    if form.ends_with(&[YA]) && analysis.suffix == 1 {
        if analysis.change == Change::None {
            bias *= 0.3; // Rather the nisba, عربي, than "my Arabs".
        }
        bias *= 1.0 - 0.95 * share(entry.maqsura, entry); // ى is no ending.
    }
    if form.len() >= 5 && form.ends_with(&[YA, ALIF]) && affix::is_imperfect(analysis.affixes) {
        bias *= 0.02; // ليبيا is no verb.
    }
    if form.ends_with(&FEMININES) && analysis.suffix == 1 {
        bias *= 0.02; // No perfect keeps its ا before ت.
    }
    if form.ends_with(&[HA, ALIF]) && analysis.suffix == 1 {
        bias *= 0.3; // ها is rather the pronoun than ه with tanwin.
    }
    if form.ends_with(&[HA]) {
        let share = share(entry.feminine, entry);
        bias *= match analysis.suffix {
            0 => 0.1 + share,
            // Feminines are joined to their masculine later, by their company.
            _ if affix::is_feminine(analysis.affixes) => 0.0,
            _ => 1.05 - share,
        };
    }
    bias
}
