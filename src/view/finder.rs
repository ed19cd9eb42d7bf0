//! The query line as a box with suggestions: a row under it while something is typed, which moves sideways and
//! leaves the results in sight; a list of kept searches while it is empty.

use crate::app::{App, Item, Kind, effect, soon};
use crate::browser;
use crate::strings::Strings;
use crate::ui::{El, Icon, icon, live, nothing, of};
use leptos::prelude::*;

/// The name of a suggestion in the document.
fn id_of(number: usize) -> String {
    ["suggestion-", &number.to_string()].concat()
}

/// Makes the query line one with suggestions.
pub(super) fn field(app: App, field: El) -> El {
    let finder = app.finder;
    let shown = move || finder.open.get() && finder.items.with(|items| !items.is_empty());
    effect(move || {
        if let Some(active) = finder.active.get() {
            soon(move || browser::show_within(&id_of(active)));
        }
    });
    field
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-haspopup", "listbox")
        .live_attr("aria-expanded", move || Some(shown().to_string()))
        .live_attr("aria-controls", move || {
            shown().then(|| "suggestions".to_owned())
        })
        .live_attr("aria-activedescendant", move || {
            finder.active.get().map(id_of)
        })
        .on(leptos::ev::input, move |event| {
            app.line_typed(event_target_value(&event))
        })
        .on(leptos::ev::focus, move |_| {
            if finder.text.with_untracked(|text| text.trim().is_empty()) {
                app.open_suggestions();
            }
        })
        .on(leptos::ev::blur, move |_| app.leave_line())
        .on(leptos::ev::keydown, move |event| key(app, &event))
}

/// What a key does in the query line.
#[inline(never)]
fn key(app: App, event: &leptos::ev::KeyboardEvent) {
    let finder = app.finder;
    let shown =
        finder.open.get_untracked() && finder.items.with_untracked(|items| !items.is_empty());
    // While letters are put together by an input method, its keys are its own.
    if event.is_composing() {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => app.step_suggestion(true),
        "ArrowUp" if shown => app.step_suggestion(false),
        "Escape" if shown => app.close_suggestions(),
        "Delete" if shown && app.forget_suggestion() => {}
        "Enter" if shown => {
            let item = finder.active.get_untracked();
            let item =
                item.and_then(|at| finder.items.with_untracked(|items| items.get(at).cloned()));
            let Some(item) = item else { return };
            app.take_suggestion(&item);
        }
        _ => return,
    }
    event.prevent_default();
}

/// The suggestions: for what is typed, a row of the head; for the empty line, a list that hangs from it.
#[inline(never)]
pub(super) fn list(app: App, s: &'static Strings, typed: bool) -> AnyView {
    let finder = app.finder;
    live(move || {
        let items = finder.items.get();
        let here = finder.text.with_untracked(|text| text.trim().is_empty()) != typed;
        if !finder.open.get() || items.is_empty() || !here {
            return nothing();
        }
        let rows = items
            .iter()
            .enumerate()
            .map(|(number, item)| row(app, s, number, item));
        of(
            "div",
            if typed {
                "suggestions row"
            } else {
                "suggestions"
            },
        )
        .attr("id", "suggestions")
        .attr("role", "listbox")
        .attr("aria-label", s.finder.suggestions)
        .children(rows)
        .view()
    })
}

fn row(app: App, s: &'static Strings, number: usize, item: &Item) -> El {
    let (sign, name) = match item.kind {
        Kind::Saved => (Some(Icon::Star), ""),
        Kind::Recent => (Some(Icon::Search), ""),
        Kind::Author => (None, s.finder.author),
        Kind::Book => (None, s.finder.book),
        Kind::Page => (None, s.finder.page),
        Kind::Word | Kind::All => (None, ""),
    };
    let label = match item.kind {
        Kind::All => s.finder.all_kept.to_owned(),
        _ => item.label.clone(),
    };
    let active = app.finder.active;
    let taken = item.clone();
    of("div", "suggestion")
        .attr("id", id_of(number))
        .attr("role", "option")
        .live_attr("aria-selected", move || {
            Some((active.get() == Some(number)).to_string())
        })
        // The focus stays in the line.
        .on(leptos::ev::mousedown, |event| event.prevent_default())
        .on_click(move |_| app.take_suggestion(&taken))
        .children(sign.map(icon))
        .children((!name.is_empty()).then(|| of("span", "faint").text(name)))
        .child(of("bdi", "suggested").text(label))
        .children((item.count > 0).then(|| of("span", "count").text(s.n(item.count))))
}
