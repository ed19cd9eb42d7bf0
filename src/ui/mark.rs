//! Text with marked words. A mark adds no space and no border, so that letters join across it.

use super::element::{el, of};
use crate::segment::{Segment, segments, without_tashkeel};
use leptos::prelude::*;
use warraq::answer::Mark;

/// Colours there are for words of the query; the next word begins again.
const TINTS: [&str; 6] = ["t0", "t1", "t2", "t3", "t4", "t5"];
const CHIPS: [&str; 6] = [
    "chip t0", "chip t1", "chip t2", "chip t3", "chip t4", "chip t5",
];

/// `text` with its marks. `first` is an attribute and the number of the first of them among the hits of a page; each
/// mark then has `hit-<number>` there and can be asked about with a key. `tashkeel` is false if the reader hides it.
pub(crate) fn marked(
    text: &str,
    marks: &[Mark],
    first: Option<(&'static str, u32)>,
    tashkeel: bool,
) -> Vec<AnyView> {
    let view = |segment: &Segment<'_>| {
        let text = if tashkeel {
            segment.text.to_owned()
        } else {
            without_tashkeel(segment.text)
        };
        match (segment.mark, first) {
            (None, _) => text.into_any(),
            (Some((_, mark)), None) => of("mark", tint(mark.term)).text(text).view(),
            (Some((number, mark)), Some((name, first))) => {
                let id = (first + number + 1).to_string();
                el("mark")
                    .attr(name, ["hit-", &id].concat())
                    .attr("tabindex", "0")
                    .attr("role", "button")
                    .class(tint(mark.term))
                    .text(text)
                    .view()
            }
        }
    };
    segments(text, marks).iter().map(view).collect()
}

/// The class of a mark of a word of the query.
pub(crate) fn tint(term: u16) -> &'static str {
    TINTS[usize::from(term) % TINTS.len()]
}

/// The class of a chip for a word of the query, in the colour of its marks.
pub(crate) fn chip(term: u16) -> &'static str {
    CHIPS[usize::from(term) % CHIPS.len()]
}
