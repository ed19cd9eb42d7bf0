//! Why a page was found: the query word, the words of the page that answer it, and at which depth.

use crate::strings::Strings;
use crate::ui::{El, el, of};
use warraq::answer::{Depth, Reason, Term};

/// Spellings shown for one word at one depth.
const SHOWN: usize = 4;

/// Reasons of one query word at one depth.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line<'a> {
    /// The number of the query word.
    term: u16,
    /// How exactly the spellings are the word.
    depth: Depth,
    /// The spellings in the page.
    spellings: Vec<&'a str>,
    /// Spellings left out.
    more: u32,
}

/// Puts the reasons of a hit together, in their order.
fn lines(reasons: &[Reason]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for reason in reasons {
        let line = lines
            .iter_mut()
            .find(|line| line.term == reason.term && line.depth == reason.depth);
        match line {
            Some(line) if line.spellings.len() < SHOWN => line.spellings.push(&reason.spelling),
            Some(line) => line.more += 1,
            None => {
                let (term, depth) = (reason.term, reason.depth);
                lines.push(Line {
                    term,
                    depth,
                    spellings: vec![&reason.spelling],
                    more: 0,
                });
            }
        }
    }
    lines
}

/// The reasons of a hit and the words it lacks.
pub(super) fn view(s: &'static Strings, terms: &[Term], reasons: &[Reason], missing: &[u16]) -> El {
    let word = |term: u16| {
        terms
            .get(usize::from(term))
            .map_or("", |term| term.text.as_str())
    };
    let line = |line: &Line<'_>| {
        let word = word(line.term);
        let itself = line.spellings == [word] && line.more == 0;
        let mut words = el("span").attr("dir", "rtl").child(el("b").text(word));
        if !itself {
            let mut spellings = line.spellings.join("، ");
            if line.more > 0 {
                spellings = [&spellings, "، ", &(s.and_more)(line.more)].concat();
            }
            words = words
                .child(of("span", "arrow").text(" ← "))
                .child(of("span", "answer").text(spellings));
        }
        let depth = ["(", s.depth_name(line.depth), ")"].concat();
        el("li")
            .child(words)
            .text(" ")
            .child(of("span", "at-depth").text(depth))
    };
    let lacks = (!missing.is_empty()).then(|| {
        let words: Vec<&str> = missing.iter().map(|&term| word(term)).collect();
        of("li", "lacks")
            .text(s.lacks)
            .text(" ")
            .child(el("s").attr("dir", "rtl").text(words.join("، ")))
    });
    of("ul", "reasons")
        .children(lines(reasons).iter().map(line))
        .children(lacks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_stand_together_by_word_and_depth() {
        let reason = |term, spelling: &str, depth| Reason {
            term,
            spelling: spelling.into(),
            depth,
            count: 1,
        };
        let reasons = [
            reason(0, "التحالف", Depth::Spelling),
            reason(0, "للتحالف", Depth::Lemma),
            reason(1, "غرب", Depth::Spelling),
            reason(0, "والتحالف", Depth::Lemma),
            reason(0, "تحالفه", Depth::Lemma),
            reason(0, "تحالف", Depth::Lemma),
            reason(0, "بتحالف", Depth::Lemma),
        ];
        let expected = [
            Line {
                term: 0,
                depth: Depth::Spelling,
                spellings: vec!["التحالف"],
                more: 0,
            },
            Line {
                term: 0,
                depth: Depth::Lemma,
                spellings: vec!["للتحالف", "والتحالف", "تحالفه", "تحالف"],
                more: 1,
            },
            Line {
                term: 1,
                depth: Depth::Spelling,
                spellings: vec!["غرب"],
                more: 0,
            },
        ];
        assert_eq!(lines(&reasons), expected);
        assert_eq!(lines(&[]), []);
    }
}
