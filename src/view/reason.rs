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

/// Puts the reasons of a hit together, in their order. That a word is there as it was asked for goes
/// without saying where more is to be said of it. `words` are those of the query.
fn lines<'a>(reasons: &'a [Reason], words: &[&str]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for reason in reasons {
        let (term, depth) = (reason.term, reason.depth);
        match lines
            .iter_mut()
            .find(|line| line.term == term && line.depth == depth)
        {
            Some(line) if line.spellings.len() < SHOWN => line.spellings.push(&reason.spelling),
            Some(line) => line.more += 1,
            None => lines.push(Line {
                term,
                depth,
                spellings: vec![&reason.spelling],
                more: 0,
            }),
        }
    }
    let told = lines.iter().filter(|line| !line.is_plain(words));
    let told: Vec<u16> = told.map(|line| line.term).collect();
    lines.retain(|line| !line.is_plain(words) || !told.contains(&line.term));
    lines
}

impl Line<'_> {
    /// True if the page has the word just as it was asked for.
    fn is_plain(&self, words: &[&str]) -> bool {
        let word = words.get(usize::from(self.term));
        self.more == 0 && self.spellings.len() == 1 && self.spellings.first() == word
    }
}

/// The reasons of a hit and the words it lacks.
pub(super) fn view(s: &'static Strings, terms: &[Term], reasons: &[Reason], missing: &[u16]) -> El {
    let words: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
    let word = |term: &u16| words.get(usize::from(*term)).copied().unwrap_or("");
    let line = |line: &Line<'_>| {
        let mut text = el("span")
            .attr("dir", "rtl")
            .child(el("b").text(word(&line.term)));
        if !line.is_plain(&words) {
            let mut spellings = line.spellings.join("، ");
            if line.more > 0 {
                spellings = [&spellings, "، ", &(s.and_more)(line.more)].concat();
            }
            let answer = of("span", "answer").text(spellings);
            text = text.child(of("span", "arrow").text(" ← ")).child(answer);
        }
        let depth = ["(", s.depth_name(line.depth), ")"].concat();
        el("li")
            .child(text)
            .text(" ")
            .child(of("span", "at-depth").text(depth))
    };
    let lacks = (!missing.is_empty()).then(|| {
        let lacking: Vec<&str> = missing.iter().map(word).collect();
        let lacking = el("s").attr("dir", "rtl").text(lacking.join("، "));
        of("li", "lacks").text(s.lacks).text(" ").child(lacking)
    });
    of("ul", "reasons")
        .children(lines(reasons, &words).iter().map(line))
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
        let line = |term, depth, spellings: &[&'static str], more| Line {
            term,
            depth,
            spellings: spellings.to_vec(),
            more,
        };
        let family = line(
            0,
            Depth::Lemma,
            &["للتحالف", "والتحالف", "تحالفه", "تحالف"],
            1,
        );
        let exact = line(0, Depth::Spelling, &["التحالف"], 0);
        let other = line(1, Depth::Spelling, &["غرب"], 0);
        assert_eq!(
            lines(&reasons, &["التحالف", "غرب"]),
            [family, other.clone()]
        );
        assert_eq!(lines(&reasons[..1], &["التحالف"]), [exact]);
        assert_eq!(lines(&reasons[2..3], &[]), [other]);
        assert_eq!(lines(&[], &["كتاب"]), []);
    }
}
