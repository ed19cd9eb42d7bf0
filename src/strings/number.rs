//! Numbers and the nouns they count.

use crate::prefs::{Digits, Language};
use std::sync::atomic::{AtomicU8, Ordering};

/// The digits that the reader chose; as [`Digits`]. The one thing of the interface that is not in
/// [`super::Strings`], for every word with a number in it would have to be handed it.
static DIGITS: AtomicU8 = AtomicU8::new(0);

/// Has all numbers written in these digits from now on.
pub fn write_with(digits: Digits) {
    DIGITS.store(digits as u8, Ordering::Relaxed);
}

/// A noun as an Arabic number shapes it, in the nominative.
pub(super) struct Noun {
    /// For none: a whole expression.
    pub(super) zero: &'static str,
    /// For one: a whole expression.
    pub(super) one: &'static str,
    /// For two: the dual, which needs no number.
    pub(super) two: &'static str,
    /// After 3 to 10: the broken or sound plural.
    pub(super) few: &'static str,
    /// After 11 to 99: the singular in the accusative.
    pub(super) many: &'static str,
    /// After hundreds: the singular in the genitive.
    pub(super) other: &'static str,
}

impl Noun {
    /// The number with the noun. The form goes by the last two digits; 101 and 102 take that of hundreds.
    pub(super) fn count(&self, number: u64) -> String {
        let noun = match (number, number % 100) {
            (0, _) => return self.zero.to_owned(),
            (1, _) => return self.one.to_owned(),
            (2, _) => return self.two.to_owned(),
            (_, 3..=10) => self.few,
            (_, 11..=99) => self.many,
            _ => self.other,
        };
        [&grouped(number, Language::Arabic), " ", noun].concat()
    }
}

/// The number with an English noun.
pub(super) fn english(number: u64, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    [&grouped(number, Language::English), " ", noun].concat()
}

/// A number without separators, as years are written.
pub(super) fn digits(number: u64, language: Language) -> String {
    write(number, language, false)
}

/// A number with its thousands set apart.
pub(super) fn grouped(number: u64, language: Language) -> String {
    write(number, language, true)
}

fn write(number: u64, language: Language, grouped: bool) -> String {
    let arabic = match DIGITS.load(Ordering::Relaxed) {
        1 => true,
        2 => false,
        _ => language == Language::Arabic,
    };
    let (zero, separator) = if arabic { ('٠', '٬') } else { ('0', ',') };
    let mut out = Vec::new();
    let mut rest = number;
    loop {
        let digit = u32::from(zero) + (rest % 10) as u32;
        out.push(char::from_u32(digit).unwrap_or('?'));
        rest /= 10;
        if rest == 0 {
            break;
        }
        if grouped && out.len() % 4 == 3 {
            out.push(separator);
        }
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_digits_and_groups() {
        let check = |number, arabic: &str, english: &str| {
            assert_eq!(grouped(number, Language::Arabic), arabic);
            assert_eq!(grouped(number, Language::English), english);
        };
        check(0, "٠", "0");
        check(7, "٧", "7");
        check(999, "٩٩٩", "999");
        check(1000, "١٬٠٠٠", "1,000");
        check(1234567, "١٬٢٣٤٬٥٦٧", "1,234,567");
        check(
            u64::MAX,
            "١٨٬٤٤٦٬٧٤٤٬٠٧٣٬٧٠٩٬٥٥١٬٦١٥",
            "18,446,744,073,709,551,615",
        );
        assert_eq!(digits(2020, Language::Arabic), "٢٠٢٠");
    }

    #[test]
    fn arabic_counts_in_six_forms() {
        let noun = Noun {
            zero: "z",
            one: "1",
            two: "2",
            few: "f",
            many: "m",
            other: "o",
        };
        let check = |number, expected: &str| assert_eq!(noun.count(number), expected, "{number}");
        check(0, "z");
        check(1, "1");
        check(2, "2");
        check(3, "٣ f");
        check(10, "١٠ f");
        check(11, "١١ m");
        check(99, "٩٩ m");
        check(100, "١٠٠ o");
        check(101, "١٠١ o");
        check(102, "١٠٢ o");
        check(103, "١٠٣ f");
        check(111, "١١١ m");
        check(1000, "١٬٠٠٠ o");
        check(10_010, "١٠٬٠١٠ f");
    }
}
