//! Words of the library by their pattern (وزن): ف ع ل stand for the radicals of a word, a second ل for
//! the fourth, every other letter for itself.
//!
//! A lemma is on a pattern if its stem is what the pattern makes of its root. Weak radicals change and
//! fall away as the grammars of Arabic describe under i'lal and ibdal, as far as folded writing shows
//! it; the table of [`text::pattern`](crate::text::pattern) has the same shapes one by one. A lemma
//! whose root is not known is on no pattern.

use super::lexicon::Lexicon;
use crate::format::terms::ROOT;
use crate::id::{LemmaId, RootId};
use crate::text::letter::letter;
use fst::automaton::AlwaysMatch;

const HAMZA: u8 = letter('ء');
const ALIF: u8 = letter('ا');
const WAW: u8 = letter('و');
const YA: u8 = letter('ي');
const HA: u8 = letter('ه');
const MIM: u8 = letter('م');

/// The radicals of a pattern, in their order.
const RADICALS: [u8; 3] = [letter('ف'), letter('ع'), letter('ل')];

/// The lemmas on a pattern, given in letter bytes, in the order of their numbers.
pub fn on_pattern(pattern: &[u8], lexicon: &Lexicon<'_>) -> Vec<LemmaId> {
    let mut lemmas = Vec::new();
    if !RADICALS[..2]
        .iter()
        .all(|radical| pattern.contains(radical))
    {
        return lemmas;
    }
    let mut roots = 0;
    lexicon.each_term(&[ROOT], &AlwaysMatch, &mut |_, number| {
        roots = roots.max(number.saturating_add(1));
    });
    let roots = u32::try_from(roots).unwrap_or(0).min(lexicon.classes()[3]);
    for root in (0..roots).map(RootId) {
        let radicals = lexicon.radicals(root);
        let on = |lemma: &LemmaId| is_on(pattern, radicals, lexicon.stem(*lemma));
        lemmas.extend(lexicon.lemmas(root).map(LemmaId).filter(on));
    }
    lemmas
}

/// True if a pattern makes this stem of these radicals.
fn is_on(pattern: &[u8], radicals: &[u8], stem: &[u8]) -> bool {
    let lams = pattern.iter().filter(|&&sign| sign == RADICALS[2]).count();
    // The fourth radical has its own ل.
    let fits = radicals.len() == 3 && lams < 2 || radicals.len() == 4 && lams == 2;
    let making = Making { radicals, pattern };
    fits && (making.reads(pattern, 0, stem) || making.hollow(stem))
}

struct Making<'a> {
    radicals: &'a [u8],
    pattern: &'a [u8],
}

fn is_weak(radical: u8) -> bool {
    radical == WAW || radical == YA
}

impl Making<'_> {
    /// True if the rest of the pattern, its next radical being number `next`, can stand as `stem`.
    fn reads(&self, pattern: &[u8], next: usize, stem: &[u8]) -> bool {
        let Some((&sign, rest)) = pattern.split_first() else {
            return stem.is_empty();
        };
        let expected = RADICALS.get(next.min(2)).copied();
        let radical = self.radicals.get(next).copied();
        let (true, Some(radical)) = (expected == Some(sign), radical) else {
            // A letter that is no radical.
            return match stem.split_first() {
                Some((&found, others)) => found == sign && self.reads(rest, next, others),
                None => false,
            };
        };
        let shown = |found: u8| {
            found == radical
                || radical == HAMZA && (found == ALIF || found == YA)
                || is_weak(radical) && [HAMZA, ALIF, WAW, YA].contains(&found)
        };
        if let Some((&found, others)) = stem.split_first()
            && shown(found)
            && self.reads(rest, next + 1, others)
        {
            return true;
        }
        let before = &self.pattern[..self.pattern.len() - pattern.len()];
        let falls = match next {
            // آخر of ءخر, آثار of ءثر: hamza and ا are one ا.
            0 if radical == HAMZA => rest.first() == Some(&ALIF) || before.last() == Some(&ALIF),
            // اتصال of وصل.
            0 => is_weak(radical) && rest.first() == Some(&letter('ت')),
            // حد of حدد, where nothing stands between the two.
            1 => self.radicals.get(2) == Some(&radical) && rest.first() == Some(&RADICALS[2]),
            // قاض of قضي.
            _ => rest.is_empty() && is_weak(radical),
        };
        falls && self.reads(rest, next + 1, stem)
    }

    /// The two patterns in which a weak second radical falls: مفعول (مقول, مبيع), and افعال and استفعال,
    /// to which it gives a ة (إقامة, استقالة).
    fn hollow(&self, stem: &[u8]) -> bool {
        let &[first, second, third] = self.radicals else {
            return false;
        };
        if !is_weak(second) {
            return false;
        }
        let (place, left): (_, &[u8]) = match self.pattern {
            [MIM, fa, ain, WAW, lam] if [*fa, *ain, *lam] == RADICALS => {
                (stem.get(2), &[MIM, first, third])
            }
            [before @ .., fa, ain, ALIF, lam]
                if [*fa, *ain, *lam] == RADICALS && before.first() == Some(&ALIF) =>
            {
                let expected = [before, &[first, ALIF, third, HA]].concat();
                return stem == expected;
            }
            _ => return false,
        };
        let place = place.copied().unwrap_or(0);
        is_weak(place) && stem.len() == 4 && [stem[0], stem[1], stem[3]] == *left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Term;

    fn check(pattern: &str, root: &str, stem: &str, expected: bool) {
        let [pattern, stem] = [pattern, stem].map(|word| Term::of(word).into_bytes());
        // Radicals are no word: nothing is to be folded.
        let root: Vec<u8> = root.chars().map(letter).collect();
        let shown = [&pattern, &root, &stem].map(|key| crate::text::display(key));
        assert_eq!(is_on(&pattern, &root, &stem), expected, "{shown:?}");
    }

    #[test]
    fn stems_are_on_their_patterns() {
        // Sound roots.
        check("مفاعل", "كتب", "مكاتب", true);
        check("مفاعل", "كتب", "مكتب", false);
        check("مفاعل", "عرف", "معارك", false);
        check("مفعلة", "درس", "مدرسة", true);
        check("فع\u{0651}ال", "خطط", "خطاط", true);
        check("فعائل", "قبل", "قبائل", true);
        check("استفعال", "خدم", "استخدام", true);
        check("فعل", "علم", "علم", true);
        // Four radicals.
        check("فعلل", "ترجم", "ترجم", true);
        check("فعالل", "ترجم", "تراجم", true);
        check("فعلل", "كتب", "كتب", false);
        check("فعل", "ترجم", "ترجم", false);
        // Weak radicals.
        check("فعل", "قول", "قال", true);
        check("فعل", "قضي", "قضى", true);
        check("فاعل", "قول", "قائل", true);
        check("فاعل", "قول", "قال", false);
        check("فاعل", "قضي", "قاضي", true);
        check("فاعل", "قضي", "قاض", true);
        check("فعال", "صوم", "صيام", true);
        check("فعال", "بني", "بناء", true);
        check("فعيل", "علو", "علي", true);
        check("مفعول", "بيع", "مبيع", true);
        check("مفعول", "قول", "مقول", true);
        check("مفعول", "كتب", "مكتب", false);
        check("إفعال", "قوم", "إقامة", true);
        check("استفعال", "قيل", "استقالة", true);
        check("إفعال", "وصل", "إيصال", true);
        check("افتعال", "وصل", "اتصال", true);
        check("مفتعل", "وصل", "متصل", true);
        check("مفعال", "وزن", "ميزان", true);
        check("إفعال", "ءمن", "إيمان", true);
        check("أفعال", "ءثر", "آثار", true);
        check("فاعل", "ءخر", "آخر", true);
        check("فعل", "ءخذ", "أخذ", true);
        check("فعل", "رءس", "رأس", true);
        check("فعل", "بدء", "بدأ", true);
        // Doubled ones.
        check("فعل", "حدد", "حد", true);
        check("فاعل", "خصص", "خاص", true);
        check("مستفعل", "قرر", "مستقر", true);
        check("فعول", "حدد", "حدود", true);
        check("فعول", "حدد", "حدو", false);
        check("فعل", "كتب", "كت", false);
    }
}
