//! Text reduced to what a comparison should see, so that a phrase or the name of a month is
//! recognised however its hamzas, marks and spaces are written. Words are folded as everywhere.

use crate::text;
use std::ops::Range;

/// Whether no reader sees the character: marks, tatweel, zero-width and bidi characters, soft hyphen.
pub(super) fn invisible(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}'
        | '\u{061C}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}')
}

/// The folded words of a text, with one space between.
pub(super) fn words(string: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(string.len() / 2);
    for word in text::words(string) {
        if !out.is_empty() {
            out.push(b' ');
        }
        text::fold(&string[word], &mut out);
    }
    out
}

/// Whether a line only says the title once more. The title takes the line's spelling where that is the
/// same with more marks, so that none are lost with the line; a line spelled otherwise says more.
pub(super) fn again(line: &str, title: &mut String) -> bool {
    if words(line) != words(title) {
        return false;
    }
    let spellings = |string: &str| -> Vec<String> {
        let words = text::words(string).map(|word| text::spelling(&string[word]).into_owned());
        words.collect()
    };
    let (of_line, of_title) = (spellings(line), spellings(title));
    let all_in = |typed: &[String], written: &[String]| {
        let agrees = |(typed, written): (&String, &String)| text::agrees(typed, written);
        typed.len() == written.len() && typed.iter().zip(written).all(agrees)
    };
    if all_in(&of_line, &of_title) {
        return true;
    }
    let fuller = all_in(&of_title, &of_line);
    if fuller {
        line.trim().clone_into(title);
    }
    fuller
}

/// The folded letters and digits of a text, nothing between them, each with the bytes it comes from.
pub(super) fn letters(string: &str) -> Vec<(u8, Range<usize>)> {
    let mut letters = Vec::with_capacity(string.len() / 2);
    let mut folded = Vec::new();
    for (at, c) in string.char_indices() {
        let end = at + c.len_utf8();
        folded.clear();
        text::fold(&string[at..end], &mut folded);
        letters.extend(folded.iter().map(|&letter| (letter, at..end)));
    }
    letters
}

/// Runs of white space as one space, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_texts_have_one_skeleton() {
        let check = |a: &str, b: &str| {
            assert_eq!(words(a), words(b), "{a} and {b}");
            let letters = |text| {
                letters(text)
                    .into_iter()
                    .map(|(letter, _)| letter)
                    .collect::<Vec<_>>()
            };
            assert_eq!(letters(a), letters(b), "{a} and {b}");
            assert_eq!(
                letters(a),
                words(b)
                    .into_iter()
                    .filter(|b| *b != b' ')
                    .collect::<Vec<_>>()
            );
        };
        check("«اق\u{0652}ر\u{064E}أ أيض\u{064B}ا»:", "اقرا ايضا");
        check(
            "مق\u{0640}الات  ذات\u{064F}\u{200F} ص\u{0650}لة…",
            "مقالات ذات صله",
        );
        check("١٢/۳/2015 PM", "12 3 2015 pm");
        check("…", "");
    }

    #[test]
    fn no_mark_is_lost_with_a_title_said_again() {
        let check = |title: &str, line: &str, again: Option<&str>| {
            let mut kept = title.to_owned();
            let found = super::again(line, &mut kept);
            assert_eq!(found.then_some(kept.as_str()), again, "{title} and {line}");
            assert!(found || kept == title, "{title} and {line}");
        };
        check("باب الحبر", "باب الحبر:", Some("باب الحبر"));
        check("باب الح\u{0650}بر", "باب الحبر", Some("باب الح\u{0650}بر"));
        check("باب الحبر", " باب الح\u{0650}بر", Some("باب الح\u{0650}بر"));
        // Each has what the other has not.
        check("ب\u{064E}اب الحبر", "باب الح\u{0650}بر", None);
        check("باب الإملاء", "باب الاملاء", None);
        check("باب الحبر", "باب الورق", None);
        check("باب", "باب الحبر", None);
    }
}
