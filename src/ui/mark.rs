//! Text with marked words. A mark adds no space and no border, so that letters join across it.

use crate::segment::{segments, without_tashkeel};
use leptos::prelude::*;
use warraq::answer::Mark;

/// Colours there are for words of the query; the next word begins again.
const TINTS: [&str; 6] = ["t0", "t1", "t2", "t3", "t4", "t5"];

/// `text` with its marks. `first` is the number of the first of them among the hits of a page; each
/// mark then has the id `hit-<number>`. `tashkeel` is false if the reader hides it.
pub(crate) fn marked(
    text: &str,
    marks: &[Mark],
    first: Option<u32>,
    tashkeel: bool,
) -> Vec<AnyView> {
    let shown = |text: &str| {
        if tashkeel {
            text.to_owned()
        } else {
            without_tashkeel(text)
        }
    };
    let view = |segment: &crate::segment::Segment<'_>| {
        let text = shown(segment.text);
        match segment.mark {
            None => text.into_any(),
            Some((number, mark)) => {
                let id = first.map(|first| format!("hit-{}", first + number + 1));
                let tint = TINTS[usize::from(mark.term) % TINTS.len()];
                view! { <mark id=id class=tint>{text}</mark> }.into_any()
            }
        }
    };
    segments(text, marks).iter().map(view).collect()
}
