//! The usual Arabic keyboard (Arabic 101): which letters lie side by side on it, and what was meant
//! by a word typed while it was set to the other language.

use crate::text::letter::{LETTERS, letter};

/// The keys by what they give when set to Latin letters, row by row; without a shift key.
const LATIN: [&str; 3] = ["qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];
/// The same keys set to Arabic. A tatweel holds the place of the key that gives two letters at once.
const ARABIC: [&str; 3] = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر\u{0640}ىةوزظ"];
/// Keys that do not stand in the three rows, or give letters only with the shift key held.
const OTHERS: [(char, &str); 8] = [
    ('`', "ذ"),
    ('b', "لا"),
    ('H', "أ"),
    ('Y', "إ"),
    ('N', "آ"),
    ('G', "لأ"),
    ('T', "لإ"),
    ('B', "لآ"),
];

/// What would have been typed with the keyboard set to Arabic; none if a character is on no letter key.
pub(crate) fn to_arabic(typed: &str) -> Option<String> {
    let mut text = String::with_capacity(typed.len() * 2);
    for c in typed.chars() {
        match OTHERS.iter().find(|(key, _)| *key == c) {
            Some((_, letters)) => text.push_str(letters),
            None => text.push(across(&LATIN, &ARABIC, c.to_ascii_lowercase())?),
        }
    }
    Some(text)
}

/// What would have been typed with the keyboard set to Latin letters; none if a character is on no
/// letter key.
pub(crate) fn to_latin(typed: &str) -> Option<String> {
    let mut text = String::with_capacity(typed.len());
    let mut rest = typed;
    while let Some(c) = rest.chars().next() {
        let pressed = |(_, letters): &&(char, &str)| rest.starts_with(letters);
        let (key, length) = match OTHERS.iter().find(pressed) {
            Some((key, letters)) => (key.to_ascii_lowercase(), letters.len()),
            None => (across(&ARABIC, &LATIN, c)?, c.len_utf8()),
        };
        text.push(key);
        rest = &rest[length..];
    }
    Some(text)
}

/// The character on the same key in the other rows.
fn across(from: &[&str; 3], to: &[&str; 3], c: char) -> Option<char> {
    let mut rows = from.iter().zip(to);
    rows.find_map(|(from, to)| to.chars().nth(from.chars().position(|key| key == c)?))
}

/// Letters by their bytes, as bits.
pub(super) type LetterSet = u32;

/// Keys in the longest row.
const KEYS: usize = 12;

/// For each letter byte the letters on the keys around its keys.
pub(super) const BESIDE: [LetterSet; LETTERS.len() + 1] = {
    let mut beside = [0; LETTERS.len() + 1];
    let mut place = 0;
    while place < 3 * KEYS {
        let (row, at) = (place / KEYS, place % KEYS);
        if let Some(key) = folded_at(ARABIC[row], at) {
            // Behind it, and in the row below the two that touch it.
            if let Some(other) = folded_at(ARABIC[row], at + 1) {
                join(&mut beside, key, other);
            }
            let mut below = at.saturating_sub(1);
            while row < 2 && below <= at {
                if let Some(other) = folded_at(ARABIC[row + 1], below) {
                    join(&mut beside, key, other);
                }
                below += 1;
            }
        }
        place += 1;
    }
    beside
};

/// Notes that two letters are alike.
pub(super) const fn join(sets: &mut [LetterSet; LETTERS.len() + 1], a: u8, b: u8) {
    if a != b {
        sets[a as usize] |= 1 << b;
        sets[b as usize] |= 1 << a;
    }
}

/// The letter byte of the character number `at` of a row, if it is a letter; each is two bytes long
/// in UTF-8.
pub(super) const fn folded_at(row: &str, at: usize) -> Option<u8> {
    let bytes = row.as_bytes();
    if 2 * at + 1 >= bytes.len() {
        return None;
    }
    let code = ((bytes[2 * at] & 0x1F) as u32) << 6 | (bytes[2 * at + 1] & 0x3F) as u32;
    Some(match char::from_u32(code) {
        Some('ئ' | 'ؤ') => letter('ء'),
        Some('ى') => letter('ي'),
        Some('ة') => letter('ه'),
        Some('\u{0640}') | None => return None,
        Some(c) => letter(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_layout_are_turned() {
        let check = |latin: &str, arabic: &str| {
            assert_eq!(to_arabic(latin).as_deref(), Some(arabic), "{latin}");
            assert_eq!(to_latin(arabic).as_deref(), Some(latin), "{arabic}");
        };
        check(";jhf", "كتاب");
        check("]vs", "درس");
        check("`if", "ذهب");
        check("bpr", "لاحق");
        check("windows", "صهىيخصس");
        assert_eq!(to_arabic("hgsghl").as_deref(), Some("السلام"));
        assert_eq!(to_arabic("Hpl]").as_deref(), Some("أحمد"));
        assert_eq!(to_arabic("a b"), None);
        assert_eq!(to_arabic("ab1"), None);
        assert_eq!(to_latin("كتاب!"), None);
    }

    #[test]
    fn keys_have_their_neighbours() {
        let check = |key: char, neighbours: &str| {
            let expected = neighbours.chars().fold(0, |set, c| set | 1 << letter(c));
            let set: LetterSet = BESIDE[usize::from(letter(key))];
            let names: String = (1..30u8)
                .filter(|&byte| set & 1 << byte != 0)
                .map(|byte| LETTERS[usize::from(byte) - 1])
                .collect();
            assert_eq!(set, expected, "{key}: {names}");
        };
        check('ق', "ثفيب");
        check('ض', "صش");
        check('ش', "ضصسء");
        check('ا', "لتعغي");
        // Two keys, for ة is ه and ى is ي.
        check('ه', "عختنيو");
        check('ط', "كجدظ");
    }
}
