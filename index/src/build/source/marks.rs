//! The marks inside a line of OpenITI mARkdown: taken out of the text, page numbers kept with their place.

use crate::page::Printed;

/// A line without its marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The text, white space evened out.
    pub(super) text: String,
    /// Where a printed page ends, in bytes of the text, and which.
    pub(super) ends: Vec<(usize, Printed)>,
    /// Where one begins.
    pub(super) begins: Vec<(usize, Printed)>,
    /// True if it is a line of verse; a tab parts its halves.
    pub(super) verse: bool,
}

/// Takes the marks out of a line.
pub(super) fn clean(raw: &str) -> Line {
    let mut line = Line::default();
    let mut words = raw.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if word == "[ص:"
            && let Some(page) = words
                .peek()
                .and_then(|next| number(next.strip_suffix(']')?))
        {
            words.next();
            let at = line.next();
            line.begins.push((at, Printed { volume: 0, page }));
            continue;
        }
        let mut rest = word;
        while let Some((before, (printed, after))) = rest
            .split_once("PageV")
            .and_then(|(before, after)| Some((before, page(after)?)))
        {
            line.word(before);
            // Page 0 is an edition without numbers.
            if printed.page > 0 {
                line.ends.push((line.text.len(), printed));
            }
            rest = after;
        }
        line.word(rest);
    }
    let length = line.text.trim_end().len();
    line.text.truncate(length);
    for (at, _) in line.begins.iter_mut().chain(&mut line.ends) {
        *at = (*at).min(length);
    }
    line
}

impl Line {
    /// Where the next word would begin.
    fn next(&self) -> usize {
        let parted = self.text.is_empty() || self.text.ends_with('\t');
        self.text.len() + usize::from(!parted)
    }

    fn word(&mut self, word: &str) {
        if word == "%~%" {
            // A line has two halves; a sign too many is no sign.
            if !self.verse && !self.text.is_empty() {
                self.verse = true;
                self.text.push('\t');
            }
            return;
        }
        let word = without_tag(word);
        if word.is_empty() || is_milestone(word) || matches!(word, "~~" | "|" | "%") {
            return;
        }
        if self.next() > self.text.len() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }
}

/// The volume and page of `01P002`, and what comes after them.
fn page(text: &str) -> Option<(Printed, &str)> {
    let (volume, rest) = digits(text)?;
    let (page, rest) = digits(rest.strip_prefix('P')?)?;
    // Leaves of manuscripts have two sides.
    Some((
        Printed { volume, page },
        rest.trim_start_matches(['A', 'B']),
    ))
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// A number in digits of either kind.
fn number(text: &str) -> Option<u32> {
    let digit = |number: Option<u32>, c| {
        let digit = super::month::digit(c)?;
        number?.checked_mul(10)?.checked_add(u32::from(digit))
    };
    (!text.is_empty())
        .then(|| text.chars().fold(Some(0), digit))
        .flatten()
}

/// Whether a word is `ms` and digits.
fn is_milestone(word: &str) -> bool {
    let rest = word.strip_prefix("ms").unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A word without a tag before it: `@TAG@`, `@T12`, `$TAG$`.
fn without_tag(word: &str) -> &str {
    let sign =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '$' | '_' | '#' | '+' | '-');
    match word.chars().next() {
        Some('@' | '$') => word.trim_start_matches(sign),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let check = |raw: &str, text: &str, ends: &[(usize, u32, u32)], begins: &[(usize, u32)]| {
            let line = clean(raw);
            let found: Vec<_> = line
                .ends
                .iter()
                .map(|(at, p)| (*at, p.volume, p.page))
                .collect();
            let begun: Vec<_> = line.begins.iter().map(|(at, p)| (*at, p.page)).collect();
            assert_eq!(
                (line.text.as_str(), &found[..], &begun[..]),
                (text, ends, begins),
                "{raw}"
            );
        };
        check(" قال ms12 أبو  عمر ", "قال أبو عمر", &[], &[]);
        check("قال PageV01P014 أبو", "قال أبو", &[(6, 1, 14)], &[]);
        check("قالPageV02P003أبو", "قال أبو", &[(6, 2, 3)], &[]);
        check("قال PageV00P000", "قال", &[], &[]);
        check("PageV01P014", "", &[(0, 1, 14)], &[]);
        check("PageVxP1", "PageVxP1", &[], &[]);
        check("قال [ص: 30] أبو", "قال أبو", &[], &[(7, 30)]);
        check("[ص: ٣١]", "", &[], &[(0, 31)]);
        check("[ص: كذا]", "[ص: كذا]", &[], &[]);
        check("@PER@ قال @T12أبو $RWY$عمر @QB@", "قال أبو عمر", &[], &[]);
        check("أول البيت %~% آخره", "أول البيت\tآخره", &[], &[]);
        check("أول %~% وسط %~% آخر", "أول\tوسط آخر", &[], &[]);
        check("أول %~%", "أول", &[], &[]);
        check("", "", &[], &[]);
    }
}
