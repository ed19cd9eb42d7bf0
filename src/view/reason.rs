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

/// Puts the reasons of a hit together: word by word in the order they come up, each by depth.
fn lines(reasons: &[Reason]) -> Vec<Vec<Line<'_>>> {
    let mut words: Vec<Vec<Line<'_>>> = Vec::new();
    for Reason {
        term,
        spelling,
        depth,
        ..
    } in reasons
    {
        let new = || Line {
            term: *term,
            depth: *depth,
            spellings: vec![spelling],
            more: 0,
        };
        let Some(word) = words.iter_mut().find(|word| word[0].term == *term) else {
            words.push(vec![new()]);
            continue;
        };
        match word.iter_mut().find(|line| line.depth == *depth) {
            Some(line) if line.spellings.len() < SHOWN => line.spellings.push(spelling),
            Some(line) => line.more += 1,
            None => word.push(new()),
        }
    }
    words
}

/// The reasons of a hit and the words it lacks.
pub(super) fn view(s: &'static Strings, terms: &[Term], reasons: &[Reason], missing: &[u16]) -> El {
    let text = |term: &u16| {
        terms
            .get(usize::from(*term))
            .map_or("", |term| term.text.as_str())
    };
    let word = |lines: &Vec<Line<'_>>| {
        let word = text(&lines[0].term);
        let mut item = el("li").child(
            el("b")
                .attr("dir", "rtl")
                .attr("tabindex", "0")
                .attr("role", "button")
                .text(word),
        );
        for line in lines {
            // The word itself need not be said again.
            if line.spellings != [word] || line.more > 0 {
                let mut spellings = line.spellings.join("، ");
                if line.more > 0 {
                    spellings = [&spellings, "، ", &(s.and_more)(line.more)].concat();
                }
                let answer = of("span", "answer").attr("dir", "rtl").text(spellings);
                item = item.child(of("span", "arrow").text(s.arrow)).child(answer);
            }
            let depth = ["(", s.depth_name(line.depth), ")"].concat();
            item = item.text(" ").child(of("span", "at-depth").text(depth));
        }
        item
    };
    let lacks = (!missing.is_empty()).then(|| {
        let lacking: Vec<&str> = missing.iter().map(text).collect();
        let lacking = el("s").attr("dir", "rtl").text(lacking.join("، "));
        of("li", "lacks").text(s.lacks).text(" ").child(lacking)
    });
    of("ul", "reasons")
        .children(lines(reasons).iter().map(word))
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
        let exact = line(0, Depth::Spelling, &["التحالف"], 0);
        let family = line(
            0,
            Depth::Lemma,
            &["للتحالف", "والتحالف", "تحالفه", "تحالف"],
            1,
        );
        let other = line(1, Depth::Spelling, &["غرب"], 0);
        assert_eq!(lines(&reasons), [vec![exact, family], vec![other]]);
        assert_eq!(lines(&[]), Vec::<Vec<Line<'_>>>::new());
    }
}
