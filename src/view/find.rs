//! Finding in the page that is open: its words are marked as those of a search are, at the depth chosen, and the
//! bar of hits walks them.

use super::{button, hitbar};
use crate::app::{App, soon};
use crate::browser;
use crate::route::{Search, depth_name};
use crate::strings::Strings;
use crate::ui::{Icon, el, live, nothing, of};
use leptos::prelude::*;
use warraq::answer::Depth;

/// Opens the box.
pub(super) fn open(app: App) {
    app.reader.find.update(|find| {
        find.get_or_insert_with(Search::default);
    });
    soon(|| browser::focus("find"));
}

/// Shuts it; the words the page was found by are marked again.
fn shut(app: App) {
    app.reader.find.set(None);
    browser::focus("content");
}

/// The box, while it is open.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings) -> AnyView {
    let find = app.reader.find;
    // Another page has other words.
    let is_open = Memo::new(move |_| find.with(Option::is_some));
    live(move || {
        if !is_open.get() {
            return nothing();
        }
        let field = el("input")
            .attr("id", "find")
            .attr("type", "search")
            .attr("dir", "auto")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("placeholder", s.reader.find)
            .attr("aria-label", s.reader.find)
            .on(leptos::ev::input, move |event| {
                let query = event_target_value(&event);
                find.update(|find| {
                    if let Some(find) = find {
                        find.query = query;
                    }
                });
            })
            .on(leptos::ev::keydown, move |event| {
                match event.key().as_str() {
                    "Enter" => hitbar::step(app, !event.shift_key()),
                    "Escape" => shut(app),
                    _ => return,
                }
                event.prevent_default();
            });
        let depth = |depth: Depth| {
            el("option")
                .attr("value", depth_name(depth))
                .attr_if(depth == Depth::default(), "selected", "")
                .text(s.depth_name(depth))
        };
        let depths = el("select")
            .attr("aria-label", s.depth)
            .on(leptos::ev::change, move |event| {
                let name = event_target_value(&event);
                let chosen = Depth::ALL.into_iter().find(|&d| depth_name(d) == name);
                find.update(|find| {
                    if let Some(find) = find {
                        find.depth = chosen.unwrap_or_default();
                    }
                });
            })
            .children(Depth::ALL.map(depth));
        of("div", "find")
            .attr("role", "search")
            .attr("aria-label", s.reader.find)
            .child(field)
            .child(depths)
            .child(button("bare", s.close, Icon::Close).on_click(move |_| shut(app)))
            .view()
    })
}
