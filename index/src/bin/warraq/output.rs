//! How the command writes numbers, sizes and marked words for people.

use std::env;
use std::io::{self, IsTerminal};
use warraq::answer::{Depth, Mark, Passage};

/// A whole number with its thousands parted: `12,345`.
pub(crate) fn count(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many of something: `1 page`, `12 pages`.
pub(crate) fn counted(number: impl Into<u64>, noun: &str) -> String {
    let number = number.into();
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(number))
}

/// A number of bytes in the unit that suits it, a thousand of one being the next: `4.2 MB`.
pub(crate) fn bytes(number: u64) -> String {
    let mut tenths = number.saturating_mul(10);
    for unit in ["B", "kB", "MB", "GB"] {
        if tenths < 10_000 || unit == "GB" {
            let whole = tenths / 10;
            return if unit == "B" {
                format!("{whole} B")
            } else {
                format!("{whole}.{} {unit}", tenths % 10)
            };
        }
        tenths = (tenths + 500) / 1000;
    }
    String::new()
}

/// The depth as it is typed and read.
pub(crate) fn depth_name(depth: Depth) -> &'static str {
    match depth {
        Depth::Spelling => "spelling",
        Depth::Form => "form",
        Depth::Lemma => "lemma",
        Depth::Root => "root",
    }
}

/// How words found are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marking {
    /// Bold, on a terminal.
    Bold,
    /// In square brackets.
    Brackets,
}

impl Marking {
    /// What suits the place the output goes to. `NO_COLOR` asks for brackets, see no-color.org.
    pub(crate) fn of_output() -> Marking {
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if io::stdout().is_terminal() && !plain {
            Marking::Bold
        } else {
            Marking::Brackets
        }
    }

    fn signs(self) -> [&'static str; 2] {
        match self {
            Marking::Bold => ["\u{1b}[1m", "\u{1b}[0m"],
            Marking::Brackets => ["[", "]"],
        }
    }

    /// The text with its marked words shown.
    pub(crate) fn text(self, text: &str, marks: &[Mark]) -> String {
        let [open, close] = self.signs();
        let mut shown = String::new();
        let mut done = 0;
        for mark in marks {
            let (start, end) = (mark.start as usize, mark.end as usize);
            let pieces = (text.get(done..start), text.get(start..end));
            let (Some(before), Some(word)) = pieces else {
                continue;
            };
            shown.extend([before, open, word, close]);
            done = end;
        }
        shown.push_str(text.get(done..).unwrap_or_default());
        shown.replace('\t', "  ")
    }

    /// A passage with its marked words shown, and `…` where its block goes on.
    pub(crate) fn passage(self, passage: &Passage) -> String {
        let before = if passage.cut_before { "…" } else { "" };
        let after = if passage.cut_after { "…" } else { "" };
        format!(
            "{before}{}{after}",
            self.text(&passage.text, &passage.marks)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_by_thousands() {
        let table = [
            (0, "0"),
            (12, "12"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
            (100_000, "100,000"),
        ];
        for (number, text) in table {
            assert_eq!(count(number as u64), text);
        }
        let pages = [0_u32, 1, 2, 1001].map(|number| counted(number, "page"));
        assert_eq!(pages, ["0 pages", "1 page", "2 pages", "1,001 pages"]);
    }

    #[test]
    fn sizes_have_fitting_units() {
        let table = [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (1449, "1.4 kB"),
            (1450, "1.5 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1.0 MB"),
            (16_777_216, "16.8 MB"),
            (5_000_000_000_000, "5000.0 GB"),
        ];
        for (number, text) in table {
            assert_eq!(bytes(number), text);
        }
    }

    #[test]
    fn marked_words_are_shown() {
        let mark = |start, end| Mark {
            start,
            end,
            term: 0,
            depth: Depth::Form,
        };
        let table: [(&str, &[Mark], &str); 5] = [
            ("في الكتاب نعم", &[mark(5, 17)], "في [الكتاب] نعم"),
            ("ab", &[mark(0, 1), mark(1, 2)], "[a][b]"),
            ("صدر\tعجز", &[], "صدر  عجز"),
            // Ranges that are not in the text show nothing rather than break.
            ("ab", &[mark(1, 9)], "ab"),
            ("كتاب", &[mark(1, 3)], "كتاب"),
        ];
        for (text, marks, shown) in table {
            assert_eq!(Marking::Brackets.text(text, marks), shown);
        }
        let passage = Passage {
            block: 0,
            text: "a b".into(),
            cut_before: true,
            cut_after: true,
            marks: vec![mark(2, 3)],
        };
        assert_eq!(Marking::Brackets.passage(&passage), "…a [b]…");
        assert_eq!(Marking::Bold.passage(&passage), "…a \u{1b}[1mb\u{1b}[0m…");
    }
}
