//! A text cut into the pieces a date may be made of: numbers, the words of dates, signs.

use super::month::{self, Word};
use super::skeleton;
use crate::text;
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

/// Cuts a text into pieces; white space and what no reader sees is left out.
pub(super) fn tokens(string: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut folded = Vec::new();
    let mut at = 0;
    for word in text::words(string) {
        signs(string, at..word.start, &mut tokens);
        at = word.end;
        folded.clear();
        text::fold(&string[word.clone()], &mut folded);
        let piece = if folded.iter().all(u8::is_ascii_digit) {
            let value = |value: u32, digit: &u8| {
                value
                    .saturating_mul(10)
                    .saturating_add(u32::from(digit - b'0'))
            };
            Piece::Number(
                folded.iter().fold(0, value),
                u8::try_from(folded.len()).unwrap_or(u8::MAX),
            )
        } else {
            month::word(&folded).map_or(Piece::Other, Piece::Word)
        };
        tokens.push(Token { piece, range: word });
    }
    signs(string, at..string.len(), &mut tokens);
    tokens
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
