//! A text cut into the pieces a date may be made of: numbers, the words of dates, signs.

use super::month::{self, Word};
use super::skeleton;
use crate::text;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;

/// A piece of text that can be part of a date, or parts two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A run of digits: value, how many.
    Number(u32, u8),
    /// A word with a part in dates.
    Word(Word),
    /// Any other word.
    Other,
    /// Anything between words; every dash is `-`.
    Sign(char),
}

pub(super) struct Token {
    /// What it is.
    pub(super) piece: Piece,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
}

/// How far from a number a word can have a part in a date, in words. No date is half as long.
const REACH: usize = 24;

/// Cuts a text into pieces; white space and what no reader sees is left out. A word far from any number
/// is no word of a date.
pub(super) fn tokens(string: &str) -> Vec<Token> {
    let words: Vec<Range<usize>> = text::words(string).collect();
    let mut near = vec![false; words.len()];
    let mut marked = 0;
    for (at, word) in words.iter().enumerate() {
        if string[word.clone()].chars().any(char::is_numeric) {
            let end = words.len().min(at + REACH + 1);
            near[at.saturating_sub(REACH).max(marked)..end].fill(true);
            marked = end;
        }
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    for (word, near) in words.into_iter().zip(near) {
        signs(string, at..word.start, &mut tokens);
        at = word.end;
        let piece = if near {
            known(&string[word.clone()])
        } else {
            Piece::Other
        };
        tokens.push(Token { piece, range: word });
    }
    signs(string, at..string.len(), &mut tokens);
    tokens
}

/// Words that a thread remembers, at most.
const KNOWN: usize = 1 << 14;

thread_local! {
    /// What words are: most are met again and again, and folding takes time.
    static PIECES: RefCell<FxHashMap<Box<str>, Piece>> = RefCell::default();
}

/// What a word is, from memory if it was met before.
fn known(word: &str) -> Piece {
    PIECES.with_borrow_mut(|pieces| {
        if let Some(&piece) = pieces.get(word) {
            return piece;
        }
        if pieces.len() >= KNOWN {
            pieces.clear();
        }
        let piece = piece(word);
        pieces.insert(word.into(), piece);
        piece
    })
}

/// What a word is.
fn piece(word: &str) -> Piece {
    let mut folded = Vec::new();
    text::fold(word, &mut folded);
    if !folded.iter().all(u8::is_ascii_digit) {
        return month::word(&folded).map_or(Piece::Other, Piece::Word);
    }
    let value = |value: u32, digit: &u8| {
        value
            .saturating_mul(10)
            .saturating_add(u32::from(digit - b'0'))
    };
    Piece::Number(
        folded.iter().fold(0, value),
        u8::try_from(folded.len()).unwrap_or(u8::MAX),
    )
}

/// The signs between two words.
fn signs(string: &str, gap: Range<usize>, tokens: &mut Vec<Token>) {
    for (at, c) in string[gap.clone()].char_indices() {
        if c.is_whitespace() || skeleton::invisible(c) {
            continue;
        }
        let start = gap.start + at;
        let sign = if matches!(c, '–' | '—' | '‐' | '‑' | '−') {
            '-'
        } else {
            c
        };
        tokens.push(Token {
            piece: Piece::Sign(sign),
            range: start..start + c.len_utf8(),
        });
    }
}
