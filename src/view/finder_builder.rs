//! The query builder: fields that write the query line, letter by letter, so that its language is learned by the way.

use super::button;
use crate::app::{App, effect, soon};
use crate::browser;
use crate::builder::{DEPTHS, Fields};
use crate::strings::Strings;
use crate::ui::{El, Icon, el, live, nothing, of};
use leptos::prelude::*;

/// What opens the builder and shuts it.
pub(super) fn opener(app: App, s: &'static Strings) -> El {
    let open = app.finder.building;
    button("go builder-opener", s.finder.builder, Icon::Builder)
        .attr("id", "builder-opener")
        .live_attr("aria-expanded", move || Some(open.get().to_string()))
        .on_click(move |_| {
            open.update(|open| *open = !*open);
            if open.get_untracked() {
                app.close_suggestions();
                browser::scroll_to(0.0, false);
                soon(|| browser::focus("build-all"));
            }
        })
}

/// A field: its name in the document, its label, and where it stands.
type Field = (&'static str, &'static str, fn(&mut Fields) -> &mut String);

/// The builder, while it is open.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings) -> AnyView {
    let open = app.finder.building;
    let is_open = Memo::new(move |_| open.get());
    live(move || match is_open.get() {
        true => panel(app, s).view(),
        false => nothing(),
    })
}

fn panel(app: App, s: &'static Strings) -> El {
    let fields = RwSignal::new(Fields::default());
    let text = app.finder.text;
    effect(move || {
        let query = text.get();
        // What the fields have written they need not read, and would lose a space just typed by it.
        if fields.with_untracked(|fields| fields.to_query() != query.trim()) {
            fields.set(Fields::read(&query));
        }
    });
    let change = move |change: &dyn Fn(&mut Fields)| {
        fields.update(|fields| change(fields));
        let query = fields.with_untracked(Fields::to_query);
        text.set(query.clone());
        app.typed(query);
    };
    let line = move |(id, label, place): Field| {
        let short = id == "build-from" || id == "build-to" || id == "build-within";
        let input = el("input")
            .attr("id", id)
            .attr("type", "text")
            .attr("dir", "auto")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr_if(short, "inputmode", "numeric")
            .live_value(move || {
                fields.track();
                let mut all = fields.get_untracked();
                std::mem::take(place(&mut all))
            })
            .on(leptos::ev::input, move |event| {
                let value = event_target_value(&event);
                change(&|fields| value.clone_into(place(fields)));
            });
        of("label", if short { "built short" } else { "built" })
            .child(el("span").text(label))
            .child(input)
    };
    let b = &s.finder;
    let lines: [Field; 5] = [
        ("build-all", b.build_all, |it| &mut it.all),
        ("build-any", b.build_any, |it| &mut it.any),
        ("build-phrase", b.build_phrase, |it| &mut it.phrase),
        ("build-without", b.build_without, |it| &mut it.without),
        ("build-title", b.build_title, |it| &mut it.title),
    ];
    let near: [Field; 2] = [
        ("build-near", b.build_near, |it| &mut it.near),
        ("build-within", b.build_within, |it| &mut it.within),
    ];
    let origin: [Field; 3] = [
        ("build-author", b.build_author, |it| &mut it.author),
        ("build-from", b.build_from, |it| &mut it.from),
        ("build-to", b.build_to, |it| &mut it.to),
    ];
    let depth = |(at, name): (usize, &'static str)| {
        let sign = at
            .checked_sub(1)
            .and_then(|at| DEPTHS.get(at))
            .copied()
            .unwrap_or("");
        of("button", "choice")
            .attr("type", "button")
            .live_attr("aria-pressed", move || {
                Some(fields.with(|fields| fields.depth == sign).to_string())
            })
            .on_click(move |_| change(&|fields| fields.depth = sign))
            .text(name)
    };
    let [spelling, form, lemma, root] = s.depths;
    let depths = [b.build_depth_free, spelling, form, lemma, root];
    let close = move |_| {
        app.finder.building.set(false);
        browser::focus_still("builder-opener");
    };
    of("section", "builder")
        .attr("aria-label", s.finder.builder)
        .on(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" {
                event.prevent_default();
                app.finder.building.set(false);
                browser::focus_still("builder-opener");
            }
        })
        .child(
            of("div", "dialog-head")
                .child(el("h2").text(s.finder.builder))
                .child(button("bare", s.close, Icon::Close).on_click(close)),
        )
        .child(
            of("div", "built-fields")
                .children(lines.map(line))
                .child(of("div", "built-row").children(near.map(line)))
                .child(of("div", "built-row").children(origin.map(line))),
        )
        .child(
            of("div", "choices")
                .attr("role", "group")
                .attr("aria-label", s.depth)
                .children(depths.into_iter().enumerate().map(depth)),
        )
}
