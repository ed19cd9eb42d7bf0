//! Where in the page the marked words are: a strip at the edge of the window with a line for each, which leads
//! there.

use crate::app::{App, effect, soon};
use crate::browser;
use crate::route::{PagePlace, Route};
use crate::ui::{all, live, nothing, of};
use leptos::prelude::*;

/// Lines nearer than this, of the height of the strip, are one.
const APART: f64 = 0.004;

/// The strip of a page with `hits` marked words. The bar of hits does the same for those who use keys or
/// hear the page, so it is not told to them.
#[inline(never)]
pub(super) fn view(app: App, hits: u32) -> AnyView {
    if hits == 0 {
        return nothing();
    }
    let places: RwSignal<Vec<f64>> = RwSignal::new(Vec::new());
    let measure = move || soon(move || drop(places.try_set(browser::mark_places())));
    effect(move || {
        app.prefs.track();
        measure();
    });
    let resized = window_event_listener_untyped("resize", move |_| measure());
    let longer = window_event_listener_untyped("leaves", move |_| measure());
    on_cleanup(move || {
        resized.remove();
        longer.remove();
    });
    let go = move |hit: u32| {
        let route = app.route.get_untracked();
        if let Route::Page(place) = route {
            app.replace(Route::Page(PagePlace {
                hit: Some(hit),
                ..place
            }));
        }
    };
    let lines = move || {
        let mut last = -1.0;
        let mut lines = Vec::new();
        for (hit, place) in (1..).zip(places.get()) {
            if place - last < APART {
                continue;
            }
            last = place;
            // Thousandths: writing fractions would bring in a good deal of code.
            let at = ((place * 1000.0) as u32).to_string();
            lines.push(
                of("span", "rail-hit")
                    .style(["--at:", &at].concat())
                    .on_click(move |_| go(hit)),
            );
        }
        all(lines)
    };
    of("div", "rail")
        .attr("aria-hidden", "true")
        .child(live(lines))
        .view()
}
