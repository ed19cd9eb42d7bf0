//! What the tables say of one character: its class, its plain letters, how it composes.

use super::table::{
    ARABIC, BASES, BREAK, CLASSES, COMPOSED, EXPANSIONS, EXTENDED, FORMS_A, FORMS_B, INVISIBLE,
    LIGATURE, MARK, MARK_OF, MARKS, OTHER, SUPPLEMENT, TATWEEL,
};

/// The codes of ASCII: digits are their own, letters are letters of another script.
pub(super) static ASCII: [u8; 128] = {
    let mut codes = [BREAK; 128];
    let mut b = 0;
    while b < 128 {
        if (b as u8).is_ascii_digit() {
            codes[b] = b as u8;
        } else if (b as u8).is_ascii_alphabetic() {
            codes[b] = OTHER;
        }
        b += 1;
    }
    codes
};

/// The code of a character: below `0x1E` the byte of the Arabic letter it folds to, `0x30..=0x39`
/// the digit it is, from `0x80` one of the classes of the table.
pub(super) fn code(c: char) -> u8 {
    let u = u32::from(c);
    let at = |table: &[u8], first: u32| table[(u - first) as usize];
    match u {
        0..0x80 => at(&ASCII, 0),
        0x600..0x700 => at(&ARABIC, 0x600),
        0x750..0x780 => at(&SUPPLEMENT, 0x750),
        0x870..0x900 => at(&EXTENDED, 0x870),
        0xAD | 0x34F | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF => {
            INVISIBLE
        }
        0x300..=0x36F | 0x483..=0x487 => MARK,
        0xFE00..=0xFE0F => INVISIBLE,
        // What stands for several words (ﷺ and its like) is a sign, no word: a phrase reads on across it.
        0xFB50..=0xFEFC => match form(u) {
            Some(letters) => match ARABIC[usize::from(letters[0])] {
                class @ (MARK | TATWEEL) => class,
                _ => LIGATURE,
            },
            None if u == 0xFE73 => MARK,
            None if expansion(u).is_some() => LIGATURE,
            None => BREAK,
        },
        _ if c.is_alphabetic() => OTHER,
        _ => BREAK,
    }
}

/// Whether a character is a single letter of Arabic script that folding knows, and no mark.
pub fn is_letter(c: char) -> bool {
    (1..0x1E).contains(&code(c))
}

/// The low bytes of the letters U+06xx which a presentation form stands for; 0 after the last.
fn form(u: u32) -> Option<&'static [u8]> {
    let (table, first): (&[u8], u32) = match u {
        0xFB50..0xFE00 => (&FORMS_A, 0xFB50),
        0xFE70..0xFEFD => (&FORMS_B, 0xFE70),
        _ => return None,
    };
    let at = (u - first) as usize * 3;
    let letters = table.get(at..at + 3)?;
    (letters[0] != 0).then_some(letters)
}

/// The letters that another compatibility letter stands for.
fn expansion(u: u32) -> Option<&'static str> {
    let found = EXPANSIONS
        .binary_search_by_key(&u, |&(c, _)| u32::from(c))
        .ok()?;
    Some(EXPANSIONS[found].1)
}

/// Gives the plain letters and marks of a character, fully decomposed.
pub(super) fn decompose(c: char, give: &mut dyn FnMut(char)) {
    let u = u32::from(c);
    if u < 0xAA || (0x627..=0x674).contains(&u) {
        return give(c);
    }
    if let Some(letters) = form(u) {
        for &low in letters.iter().filter(|&&low| low != 0) {
            decompose(plain(0x600 + u16::from(low)), give);
        }
    } else if let Some(letters) = expansion(u) {
        letters.chars().for_each(|letter| decompose(letter, give));
    } else if let 0x675..=0x678 = u {
        let seat = ['ا', 'و', 'ۇ', 'ي'][(u - 0x675) as usize];
        give(seat);
        give('ٴ');
    } else if let Some(at) = u16::try_from(u)
        .ok()
        .and_then(|u| COMPOSED.binary_search(&u).ok())
    {
        decompose(plain(BASES[at]), give);
        if MARK_OF[at] != 0 {
            give(plain(MARKS[usize::from(MARK_OF[at])]));
        }
    } else {
        give(c);
    }
}

/// The letter that a letter and a mark make together, if there is one.
pub(super) fn compose(base: char, mark: char) -> Option<char> {
    let mark = MARKS
        .binary_search(&u16::try_from(u32::from(mark)).ok()?)
        .ok()?;
    let base = u16::try_from(u32::from(base)).ok()?;
    let at =
        (0..COMPOSED.len()).find(|&at| BASES[at] == base && usize::from(MARK_OF[at]) == mark)?;
    Some(plain(COMPOSED[at]))
}

/// The canonical combining class: the place of a mark among marks on one letter; 0 for letters.
pub(super) fn combining_class(c: char) -> u8 {
    let u = u32::from(c);
    let after = CLASSES.partition_point(|&(first, _, _)| u32::from(first) <= u);
    match after.checked_sub(1).map(|at| CLASSES[at]) {
        Some((_, last, class)) if u <= u32::from(last) => class,
        _ => 0,
    }
}

/// A character of the tables, which hold no surrogates.
fn plain(u: u16) -> char {
    char::from_u32(u32::from(u)).unwrap_or(char::REPLACEMENT_CHARACTER)
}
