//! The weight (وزن) of a stem, as the grammarians write it.
//!
//! A weight counts the radicals a word is made of, not the letters that are left of them: قال is
//! فعل, for its ا stands for a radical و; قائل is فاعل, بناء is فعال, رد is فعل, اتصال is افتعال. So
//! the pattern a stem is seen under ([`pattern`](super::pattern)) gets its weak and doubled radicals
//! back. Where grammarians disagree or writing does not tell (قضايا, صلة, مبني), there is no weight.

use super::letter::letter;
use super::pattern::{ENDINGS, PATTERNS, Pattern, RADICAL};
use super::root::{roots, weight};
use super::term::display;

const F: u8 = RADICAL;
const AYN: u8 = RADICAL + 1;
const LAM: u8 = RADICAL + 2;
const LAST_LAM: u8 = RADICAL + 3;

const HAMZA: u8 = letter('ء');
const ALIF: u8 = letter('ا');
const TA: u8 = letter('ت');
const DAL: u8 = letter('د');
const SIN: u8 = letter('س');
const TTA: u8 = letter('ط');
const MIM: u8 = letter('م');
const NUN: u8 = letter('ن');
const HA: u8 = letter('ه');
const WAW: u8 = letter('و');
const YA: u8 = letter('ي');

/// The weight of a stem that has these radicals, by its likeliest pattern: كتاب of ك ت ب is فعال. Hamza
/// seats are those that writing needs; an ا at the beginning may stand for أ or إ.
pub fn wazn(stem: &[u8], radicals: &[u8]) -> Option<String> {
    let mut best: Option<(f64, u16)> = None;
    roots(stem, &mut |candidate| {
        let usual = weight(candidate.pattern);
        if candidate.radicals() == radicals && best.is_none_or(|(highest, _)| usual > highest) {
            best = Some((usual, candidate.pattern));
        }
    });
    let class = usize::from(best?.1);
    let (ending, _) = ENDINGS.get(class / PATTERNS.len())?;
    let mut letters = whole(&PATTERNS[class % PATTERNS.len()])?;
    // A hamza between vowels has its seat.
    let hamza = letters.windows(2).position(|pair| pair == [HAMZA, LAM]);
    letters.extend_from_slice(ending);
    let feminine = letters.last() == Some(&HA);
    for place in &mut letters {
        *place = match *place {
            F => letter('ف'),
            AYN => letter('ع'),
            LAM | LAST_LAM => letter('ل'),
            other => other,
        };
    }
    let mut name = String::with_capacity(letters.len() * 2);
    for (at, sign) in display(&letters).chars().enumerate() {
        name.push(match sign {
            'ه' if feminine && at + 1 == letters.len() => 'ة',
            'ء' if hamza == Some(at) => 'ئ',
            _ => sign,
        });
    }
    Some(name)
}

/// The letters of a pattern with every radical in its place.
fn whole(pattern: &Pattern) -> Option<Vec<u8>> {
    let mut letters = pattern.surface().to_vec();
    let root = pattern.pattern_of_root();
    let place = |letters: &[u8], radical: u8| letters.iter().position(|&at| at == radical);
    if root[0] != F {
        // اتصال, متصل; إيجاب, ميلاد; آثار.
        let ayn = place(&letters, AYN)?;
        match letters[..ayn] {
            [.., _, TA] => letters.insert(ayn - 1, F),
            [.., YA] => letters[ayn - 1] = F,
            [ALIF] => letters.insert(1, F),
            _ => return None,
        }
    }
    if root[1] != AYN {
        // قائل; قيام; قال, قيل.
        let lam = place(&letters, LAM)?;
        let at = match letters[..lam] {
            [.., YA, ALIF] if lam >= 3 => lam - 2,
            [.., HAMZA | ALIF | YA | WAW] => lam - 1,
            _ => return None,
        };
        letters[at] = AYN;
    }
    if root[3] == 0 && root[2] != LAM {
        let ayn = place(&letters, AYN)?;
        match letters[ayn + 1..] {
            // رد, أطباء; قاض, أخ.
            [] => letters.push(LAM),
            [..] if root[2] == AYN => letters.insert(ayn + 1, LAM),
            // علي may be any of two weights, مبني of two others.
            [YA] if letters.len() == 3 || letters[0] == MIM && ayn == 2 => return None,
            [ALIF | YA] | [ALIF, HAMZA] => *letters.last_mut()? = LAM,
            _ => return None,
        }
    }
    match letters[..] {
        // اضطراب, ازدهار: the ت of the weight sounds like its neighbour.
        [_, F, ref mut ta @ (TTA | DAL), AYN, ..] => *ta = TA,
        // The alif of the derived verb, which the imperfect takes away: يستخدم.
        [SIN, TA, F, ..] | [F, TA, AYN, LAM] | [NUN, F, AYN, LAM] => letters.insert(0, ALIF),
        _ => {}
    }
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Term;

    #[test]
    fn stems_have_the_weights_of_the_grammar_books() {
        let table = [
            ("كتاب", "كتب", "فعال"),
            ("كتابة", "كتب", "فعالة"),
            ("كتب", "كتب", "فعل"),
            ("مكتبة", "كتب", "مفعلة"),
            ("مكتوب", "كتب", "مفعول"),
            ("كاتب", "كتب", "فاعل"),
            ("مفاتيح", "فتح", "مفاعيل"),
            ("فوائد", "فيد", "فواعل"),
            ("رسائل", "رسل", "فعائل"),
            ("علماء", "علم", "فعلاء"),
            ("استخدام", "خدم", "استفعال"),
            ("ستخدم", "خدم", "استفعل"),
            ("اضطراب", "ضرب", "افتعال"),
            ("ازدهار", "زهر", "افتعال"),
            // Hollow.
            ("قال", "قول", "فعل"),
            ("باع", "بيع", "فعل"),
            ("قائل", "قول", "فاعل"),
            ("قيام", "قوم", "فعال"),
            ("استفاد", "فيد", "استفعل"),
            ("اختيار", "خير", "افتعال"),
            ("مدير", "دور", "مفعل"),
            ("مقام", "قوم", "مفعل"),
            // Defective.
            ("دعا", "دعو", "فعل"),
            ("بناء", "بني", "فعال"),
            ("داعي", "دعو", "فاعل"),
            ("إعطاء", "عطو", "افعال"),
            ("استدعاء", "دعو", "استفعال"),
            ("مستشفى", "شفو", "مستفعل"),
            // Doubled.
            ("رد", "ردد", "فعل"),
            ("أطباء", "طبب", "افعلاء"),
            ("محل", "حلل", "مفعل"),
            ("استمر", "مرر", "استفعل"),
            ("مواد", "مدد", "فواعل"),
            // Beginning with و or ء.
            ("اتصال", "وصل", "افتعال"),
            ("متصل", "وصل", "مفتعل"),
            ("إيجاب", "وجب", "افعال"),
            ("ميلاد", "ولد", "مفعال"),
            ("إيذاء", "وذي", "افعال"),
            // Four radicals.
            ("ترجمة", "ترجم", "فعللة"),
            ("جماهير", "جمهر", "فعاليل"),
        ];
        for (stem, root, expected) in table {
            let (stem, root) = (Term::of(stem), Term::of(root));
            let found = wazn(stem.as_bytes(), root.as_bytes());
            assert_eq!(found.as_deref(), Some(expected), "{stem}");
        }
    }

    #[test]
    fn where_writing_does_not_tell_there_is_none() {
        let table = [
            ("صلة", "وصل"),
            ("قضايا", "قضي"),
            ("مبني", "بنو"),
            ("علي", "علو"),
            ("لغة", "لغو"),
            ("كتاب", "درس"),
            ("", "كتب"),
            ("كتاب", ""),
        ];
        for (stem, root) in table {
            let (stem, root) = (Term::of(stem), Term::of(root));
            assert_eq!(wazn(stem.as_bytes(), root.as_bytes()), None, "{stem}");
        }
    }

    /// Every pattern of the table gets all its radicals back, or has no weight.
    #[test]
    fn weights_are_whole() {
        for pattern in &PATTERNS {
            let Some(letters) = whole(pattern) else {
                continue;
            };
            let four = pattern.pattern_of_root()[3] != 0;
            let radicals: Vec<u8> = letters
                .iter()
                .copied()
                .filter(|&at| at >= RADICAL)
                .collect();
            let expected = if four {
                &[F, AYN, LAM, LAST_LAM][..]
            } else {
                &[F, AYN, LAM]
            };
            assert_eq!(radicals, expected, "{:?}", pattern.surface());
        }
    }
}
