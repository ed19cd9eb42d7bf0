//! Walking the marked words of a page.

use crate::app::{App, effect, soon};
use crate::browser;
use crate::route::{PagePlace, Route};
use crate::strings::Strings;
use crate::ui::{Icon, live_text, nothing, of};
use leptos::prelude::*;
use warraq::answer::PageView;

/// How many words are marked in a page, its title included.
pub(super) fn count(page: &PageView) -> u32 {
    let blocks: usize = page.blocks.iter().map(|block| block.marks.len()).sum();
    (page.title_marks.len() + blocks) as u32
}

/// The hit after or before `current`, of `all`; round at the ends.
fn next(current: Option<u32>, all: u32, forward: bool) -> Option<u32> {
    (all > 0).then(
        || match (current.filter(|hit| (1..=all).contains(hit)), forward) {
            (None, true) => 1,
            (None, false) => all,
            (Some(hit), true) => hit % all + 1,
            (Some(hit), false) => (hit + all - 2) % all + 1,
        },
    )
}

/// Goes to the hit after or before, if a page with hits is being read.
pub(super) fn step(app: App, forward: bool) {
    let Route::Page(place) = app.route.get_untracked() else {
        return;
    };
    let all = app.open_page().map_or(0, |page| count(&page));
    if let Some(hit) = next(place.hit, all, forward) {
        app.replace(Route::Page(PagePlace {
            hit: Some(hit),
            ..place
        }));
    }
}

/// The bar of a page with `all` hits. It also keeps the current hit marked and in view.
/// `stay` is true if the reader has come back to where they were.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings, all: u32, stay: bool) -> AnyView {
    let current = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Page(place) => place.hit.map(|hit| hit.min(all)).filter(|&hit| hit > 0),
            _ => None,
        })
    });
    let mut stay = stay;
    effect(move || {
        let stay = std::mem::take(&mut stay);
        app.prefs.with(|prefs| prefs.marks);
        if let Some(hit) = current.get() {
            soon(move || {
                browser::set_current(&format!("hit-{hit}"), !stay);
            });
        }
    });
    if all == 0 {
        return nothing();
    }
    let text = move || match current.get() {
        Some(hit) => (s.hit_of)(hit, all),
        None => (s.places)(all),
    };
    let walk = |name, sign, forward| {
        super::button("step", name, sign).on_click(move |_| step(app, forward))
    };
    of("div", "hitbar")
        .attr("role", "group")
        .attr("aria-label", s.marked_words)
        .child(walk(s.previous_hit, Icon::Up, false))
        .child(
            of("span", "hit-of")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .child(live_text(text)),
        )
        .child(walk(s.next_hit, Icon::Down, true))
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_walked_round() {
        let check =
            |current, all, forward, expected| assert_eq!(next(current, all, forward), expected);
        check(None, 0, true, None);
        check(Some(1), 0, true, None);
        check(None, 3, true, Some(1));
        check(None, 3, false, Some(3));
        check(Some(1), 3, true, Some(2));
        check(Some(3), 3, true, Some(1));
        check(Some(1), 3, false, Some(3));
        check(Some(3), 3, false, Some(2));
        check(Some(1), 1, true, Some(1));
        check(Some(9), 3, true, Some(1));
    }
}
