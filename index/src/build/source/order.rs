//! The order of reading.

use super::kind::{Kind, kind};
use std::cmp::Ordering;

/// The order of reading: a folder's own text files before its archives and folders, and these by
/// name, numbers in names by value. `rank` says of a name in a folder where that wants it among its like.
pub(super) fn order(a: &str, b: &str, rank: &dyn Fn(&str, &str) -> usize) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    loop {
        let folder = a[..a.len() - rest_a.len()].trim_end_matches('/');
        let natural = |one: &str, other: &str| {
            let ranks = rank(folder, one).cmp(&rank(folder, other));
            ranks.then_with(|| natural(one, other))
        };
        match (rest_a.split_once('/'), rest_b.split_once('/')) {
            (Some((part_a, next_a)), Some((part_b, next_b))) => {
                let here = natural(part_a, part_b);
                if here != Ordering::Equal {
                    return here;
                }
                (rest_a, rest_b) = (next_a, next_b);
            }
            (None, None) => {
                return archive(rest_a)
                    .cmp(&archive(rest_b))
                    .then_with(|| natural(rest_a, rest_b));
            }
            // Archives and folders lie side by side.
            (Some((part_a, _)), None) => {
                return if archive(rest_b) {
                    natural(part_a, rest_b)
                } else {
                    Ordering::Greater
                };
            }
            (None, Some((part_b, _))) => {
                return if archive(rest_a) {
                    natural(rest_a, part_b)
                } else {
                    Ordering::Less
                };
            }
        }
    }
}

/// Whether a file of this name is a book of its own.
pub(super) fn archive(name: &str) -> bool {
    matches!(kind(name).0, Some(kind) if kind.is_book() || kind == Kind::Zip)
}

/// By letters, and runs of digits (of all three sets) by their value.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let (Some(&x), Some(&y)) = (left.peek(), right.peek()) else {
            return left
                .peek()
                .is_some()
                .cmp(&right.peek().is_some())
                .then_with(|| a.cmp(b));
        };
        let both = (super::month::digit(x), super::month::digit(y));
        let here = if let (Some(_), Some(_)) = both {
            number(&mut left).cmp(&number(&mut right))
        } else {
            x.cmp(&y)
        };
        if here != Ordering::Equal {
            return here;
        }
        if both.0.is_none() || both.1.is_none() {
            left.next();
            right.next();
        }
    }
}

/// Takes a run of digits: how many without leading zeros, then the digits, which compares by value.
fn number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> (usize, Vec<u8>) {
    let mut digits = Vec::new();
    while let Some(digit) = chars.peek().copied().and_then(super::month::digit) {
        chars.next();
        if digit > 0 || !digits.is_empty() {
            digits.push(digit);
        }
    }
    (digits.len(), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_order() {
        // Each list is already in order.
        for names in [
            vec!["1.txt", "2.txt", "10.txt", "a.txt", "a10.txt"],
            vec!["٢.txt", "١٠.txt", "b/1.txt"],
            vec![
                "z.txt",
                "a.jsonl",
                "b/1.txt",
                "b/c/1.txt",
                "c.jsonl.gz",
                "d/1.txt",
            ],
            vec!["b/z.md", "b/a/1.txt", "b/b/1.txt"],
            vec!["01.txt", "1.txt"],
        ] {
            for (i, a) in names.iter().enumerate() {
                for (j, b) in names.iter().enumerate() {
                    assert_eq!(order(a, b, &|_, _| 0), i.cmp(&j), "{a} and {b}");
                }
            }
        }
    }
}
