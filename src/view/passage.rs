//! Passages of the page being read: what the reader selects, what they have highlighted, and the one a link leads to.

use super::{notes, page::Shown};
use crate::anchor::Anchor;
use crate::app::{App, effect, place_of, soon, stretches};
use crate::browser::{self, Painted};
use crate::notebook::Note;
use crate::route::{PagePlace, Route};
use crate::strings::Strings;
use crate::ui::{El, all, el, link, live, live_text, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::PageView;

/// Keeps what the reader has highlighted in a page painted, while its text is on display.
#[inline(never)]
pub(super) fn paint(app: App, shown: Shown, tashkeel: Memo<bool>) {
    effect(move || {
        let (page, tashkeel) = (shown.drawn.get(), tashkeel.get());
        let kept: Vec<Painted> = app.reader.notebook.with(|notes| {
            let of_page = notes.of_page(&page.record.id);
            of_page
                .flat_map(|(_, anchor)| stretches(&page, &anchor, tashkeel))
                .collect()
        });
        let number = page.record.page.0;
        soon(move || browser::paint(false, number, &kept));
    });
}

/// Keeps the passage of the address painted, and brings it into view unless the reader is to `stay` where they were.
#[inline(never)]
pub(super) fn follow(app: App, shown: Shown, tashkeel: Memo<bool>, stay: bool) {
    let mut before: Option<String> = None;
    let mut stay = stay;
    effect(move || {
        let (page, tashkeel) = (shown.drawn.get(), tashkeel.get());
        let wanted = app.route.with(|route| match route {
            Route::Page(place) if place.id == page.record.id => place.at.clone(),
            _ => None,
        });
        let linked = wanted
            .as_deref()
            .and_then(Anchor::parse)
            .map_or_else(Vec::new, |anchor| stretches(&page, &anchor, tashkeel));
        let arrived = wanted.is_some() && wanted != before && !std::mem::take(&mut stay);
        before = wanted;
        let number = page.record.page.0;
        soon(move || {
            browser::paint(true, number, &linked);
            if let Some(&first) = linked.first().filter(|_| arrived) {
                browser::bring_into_view(first);
            }
        });
    });
}

/// The reader's notes to the page, each leading to its passage.
#[inline(never)]
pub(super) fn view(
    app: App,
    s: &'static Strings,
    page: &Arc<PageView>,
    tashkeel: Memo<bool>,
) -> AnyView {
    let page = page.clone();
    live(move || {
        let tashkeel = tashkeel.get();
        app.reader.notebook.with(|notebook| {
            let row = |(note, anchor): (&Note, Anchor)| {
                let lost = stretches(&page, &anchor, tashkeel).is_empty();
                let place = PagePlace {
                    at: Some(note.at.clone()),
                    ..place_of(&page.record)
                };
                let quote = link(Route::Page(place).to_hash())
                    .class("quote")
                    .attr("lang", "ar")
                    .attr("dir", "rtl")
                    .text(note.quote.clone());
                el("li")
                    .child(quote)
                    .children(lost.then(|| of("p", "lost").text(s.reader.lost)))
                    .children((!note.text.is_empty()).then(|| {
                        of("p", "note-words")
                            .attr("dir", "auto")
                            .text(note.text.clone())
                    }))
                    .child(notes::actions(app, s, note))
            };
            let rows: Vec<El> = notebook.of_page(&page.record.id).map(row).collect();
            if rows.is_empty() {
                return nothing();
            }
            of("section", "own-notes")
                .child(el("h2").text(s.reader.notes))
                .child(el("ul").attr("role", "list").children(rows))
                .view()
        })
    })
}

/// What can be done with the words that are selected.
#[inline(never)]
pub(super) fn bar(app: App, s: &'static Strings) -> AnyView {
    let selected = app.reader.selected;
    let copied = RwSignal::new(false);
    let bar = move || {
        let Some((x, y)) = selected.with(|selected| selected.as_ref().map(|at| (at.x, at.y)))
        else {
            return nothing();
        };
        let (x, y) = ((x as i32).to_string(), (y as i32).to_string());
        let action = |name: &'static str, act: Box<dyn Fn()>| {
            of("button", "choice")
                .attr("type", "button")
                // A press must not take the selection away before it is heard.
                .on(leptos::ev::mousedown, |event| event.prevent_default())
                .on_click(move |_| act())
                .text(name)
        };
        of("div", "passage-bar choices")
            .attr("role", "toolbar")
            .attr("aria-label", s.reader.selection)
            .style(["--x:", &x, "px;--y:", &y, "px"].concat())
            .child(action(
                s.reader.highlight,
                Box::new(move || app.highlight(false)),
            ))
            .child(action(s.reader.note, Box::new(move || app.highlight(true))))
            .child(action(
                s.reader.copy_link,
                Box::new(move || copied.set(app.copy_link())),
            ))
            .view()
    };
    effect(move || {
        selected.track();
        copied.set(false);
    });
    let said = move || match copied.get() {
        true => s.reader.copied.to_owned(),
        false => String::new(),
    };
    all([
        live(bar),
        of("p", "hidden")
            .attr("role", "status")
            .child(live_text(said))
            .view(),
    ])
}
