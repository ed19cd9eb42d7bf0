//! The word as written: what a reader sees of it, and no more.

use super::character::{code, combining_class, compose, decompose};
use super::table::{HAMZA, INVISIBLE, MARK, TATWEEL};
use std::borrow::Cow;

/// The word as written, rid of what no reader sees.
///
/// Tatweel, joiners, bidi controls and soft hyphens are left out (a tatweel that carries a hamza
/// stays: it is a letter); presentation forms and ligatures become plain letters; marks on one letter
/// stand in canonical order, composed (Unicode's NFC), so shadda before and after the vowel are one;
/// the ya and kaf of a Persian keyboard, which print as ours, are ours. Idempotent.
pub fn spelling(word: &str) -> Cow<'_, str> {
    if is_plain(word) {
        return Cow::Borrowed(word);
    }
    let mut visible = visible(word);
    compose_all(&mut visible);
    let spelling: String = visible.into_iter().collect();
    if spelling == word {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(spelling)
    }
}

/// True if a word as typed agrees with a word as written: the same letters, and every mark typed is
/// there on the same letter. Marks not typed are free.
///
/// Hamza seats, ة and ه, ى and ي are different letters here, capital and small ones too. The sign of
/// wasla counts as a mark (ا agrees with ٱ), an accent on a Latin letter too. The three digit sets
/// are one.
pub fn agrees(typed: &str, written: &str) -> bool {
    if typed == written {
        return true;
    }
    let (typed, written) = (letters_and_marks(typed), letters_and_marks(written));
    let mut typed = clusters(&typed);
    let mut written = clusters(&written);
    loop {
        match (typed.next(), written.next()) {
            (None, None) => return true,
            (Some((letter, marks)), Some((other, there)))
                if letter == other
                    && hamzas(letter, marks).eq(hamzas(other, there))
                    && is_among(marks, there) => {}
            _ => return false,
        }
    }
}

/// True if the word is its own spelling for sure and at a glance: ASCII and common Arabic letters,
/// never two marks together.
fn is_plain(word: &str) -> bool {
    let mut after_mark = true;
    word.chars().all(|c| {
        let mark = matches!(c, '\u{064B}'..='\u{0652}' | '\u{0670}');
        let plain = match c {
            '\0'..='\u{7F}' | 'ء'..='غ' | 'ف'..='ي' | '٠'..='٩' | '\u{0671}' => true,
            _ => mark && !after_mark,
        };
        after_mark = mark;
        plain
    })
}

/// The visible characters of a word, fully decomposed, the marks on each letter in canonical order.
fn visible(word: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len());
    // Where a tatweel was left out, until the next letter.
    let mut tatweel = None;
    for c in word.chars() {
        decompose(c, &mut |part| match code(part) {
            INVISIBLE => {}
            TATWEEL => tatweel = Some(out.len()),
            class => {
                match (class, tatweel) {
                    (HAMZA, Some(at)) => out.insert(at, '\u{0640}'),
                    (HAMZA | MARK, _) => {}
                    _ => tatweel = None,
                }
                if class == HAMZA {
                    tatweel = None;
                }
                out.push(match part {
                    'ی' => 'ي',
                    'ک' => 'ك',
                    part => part,
                });
            }
        });
    }
    for run in out.chunk_by_mut(|_, &next| combining_class(next) != 0) {
        // The first of a run is a letter, or the run is marks without one.
        let letter = usize::from(run.first().is_some_and(|&c| combining_class(c) == 0));
        run[letter..].sort_by_key(|&mark| combining_class(mark));
    }
    out
}

/// Composes letters with their marks in place, as Unicode's NFC does.
fn compose_all(text: &mut Vec<char>) {
    let mut kept = 0;
    let mut letter = None;
    // The class of the last mark kept since the letter.
    let mut last = 0;
    for read in 0..text.len() {
        let c = text[read];
        let class = combining_class(c);
        if let Some(at) = letter
            && class > last
            && let Some(composed) = compose(text[at], c)
        {
            text[at] = composed;
            continue;
        }
        if class == 0 {
            letter = Some(kept);
        }
        last = class;
        text[kept] = c;
        kept += 1;
    }
    text.truncate(kept);
}

/// The visible characters, ready to be compared: digits ASCII, wasla a mark over its alef.
fn letters_and_marks(word: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len());
    for c in visible(word) {
        match code(c) {
            _ if c == WASLA => out.extend(['ا', WASLA]),
            digit @ b'0'..=b'9' => out.push(char::from(digit)),
            _ => out.push(c),
        }
    }
    out
}

/// Alef wasla, and in [`letters_and_marks`] its sign.
const WASLA: char = '\u{0671}';

fn is_mark(c: char) -> bool {
    c == WASLA || matches!(code(c), MARK | HAMZA)
}

/// Letters, each with the marks on it; marks in front of the first letter count as on a `None`.
fn clusters(text: &[char]) -> impl Iterator<Item = (Option<char>, &[char])> {
    text.chunk_by(|_, &next| is_mark(next))
        .map(|run| match run.split_first() {
            Some((&letter, marks)) if !is_mark(letter) => (Some(letter), marks),
            _ => (None, run),
        })
}

/// The marks that make another letter of the one they stand on: hamza, and madda over alef.
fn hamzas(letter: Option<char>, marks: &[char]) -> impl Iterator<Item = &char> {
    marks
        .iter()
        .filter(move |&&mark| code(mark) == HAMZA || (mark == '\u{0653}' && letter == Some('ا')))
}

/// True if each of the marks is among those there, and as often.
fn is_among(marks: &[char], there: &[char]) -> bool {
    let count = |text: &[char], mark: char| text.iter().filter(|&&c| c == mark).count();
    marks
        .iter()
        .all(|&mark| count(marks, mark) <= count(there, mark))
}
