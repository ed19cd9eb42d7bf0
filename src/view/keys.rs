//! The keys that work, and the sheet that tells them. They go by where the key is on the keyboard, so that they
//! work in any layout.

use super::{button, hitbar, word};
use crate::app::{App, effect};
use crate::browser;
use crate::prefs::Prefs;
use crate::strings::Strings;
use crate::ui::{Icon, el, of};
use leptos::prelude::*;

/// Listens to keys.
pub(super) fn listen(app: App) {
    window_event_listener(leptos::ev::keydown, move |event| {
        if browser::in_text_field(&event) {
            return;
        }
        let Some(key) = browser::key_code(&event) else {
            return;
        };
        let reader = app.reader;
        match key.as_str() {
            "Slash" if event.shift_key() => reader.keys.set(true),
            "Slash" => {
                event.prevent_default();
                reader.quiet.set(false);
                browser::focus("query");
            }
            "Enter" => word::touch(app, &event),
            "Escape" => close(app),
            "KeyN" | "KeyJ" => hitbar::step(app, true),
            "KeyP" | "KeyK" => hitbar::step(app, false),
            "KeyS" => app.settings.set(true),
            "KeyT" => app.prefs.update(|prefs| prefs.marks = !prefs.marks),
            "Equal" | "NumpadAdd" => size(app, 1),
            "Minus" | "NumpadSubtract" => size(app, -1),
            _ if app.open_page().is_none() => {}
            "ArrowLeft" => app.turn(true),
            "ArrowRight" => app.turn(false),
            "KeyF" => {
                event.prevent_default();
                super::find::open(app);
            }
            "KeyC" => reader.contents.update(|open| *open = !*open),
            "KeyB" => app.toggle_bookmark(),
            "KeyH" => app.highlight(false),
            "KeyM" => {
                event.prevent_default();
                app.highlight(true);
            }
            "KeyL" => drop(app.copy_link()),
            "KeyZ" => reader.quiet.update(|quiet| *quiet = !*quiet),
            _ => {}
        }
    });
}

fn size(app: App, by: i8) {
    app.prefs.update(|prefs| {
        let size = prefs.size.saturating_add_signed(by);
        prefs.size = size.clamp(*Prefs::SIZES.start(), *Prefs::SIZES.end());
    });
}

/// Closes what is open, what lies uppermost first.
fn close(app: App) {
    let reader = app.reader;
    if word::close(app) {
        return;
    }
    for open in [reader.contents, reader.quiet] {
        if open.get_untracked() {
            return open.set(false);
        }
    }
    reader.find.set(None);
}

/// The sheet; closed until asked for.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings) -> AnyView {
    let open = app.reader.keys;
    effect(move || browser::show_dialog("keys", open.get()));
    let row = |&(key, meaning): &(&'static str, &'static str)| {
        el("div")
            .child(el("dt").child(el("kbd").text(key)))
            .child(el("dd").text(meaning))
    };
    let close =
        button("bare", s.close, Icon::Close).on_click(|_| browser::show_dialog("keys", false));
    of("dialog", "keys")
        .attr("id", "keys")
        .attr("aria-label", s.reader.keys_title)
        .on(leptos::ev::close, move |_| open.set(false))
        .child(
            of("div", "dialog-head")
                .child(el("h2").text(s.reader.keys_title))
                .child(close),
        )
        .child(el("dl").children(s.reader.keys.iter().map(row)))
        .view()
}
