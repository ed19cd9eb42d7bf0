//! A second page beside the one that is read: the next of its book, or any other. Where there is no room it stands below.

use super::button as sign_button;
use super::page::{Shown, sheet};
use crate::app::{App, named, place_of};
use crate::route::{PagePlace, Route};
use crate::strings::Strings;
use crate::ui::{El, Icon, icon, link, live, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{PageRecord, PageView};

/// The page beside that the address names.
pub(super) fn place(app: App) -> Option<(u32, String)> {
    app.route.with(|route| match route {
        Route::Page(place) => place.beside.clone(),
        _ => None,
    })
}

/// Opens the next page of the book beside this, or the one before the last; closes what is beside.
#[inline(never)]
pub(super) fn button(app: App, s: &'static Strings, page: &PageView) -> Option<El> {
    let other = page.next.clone().or_else(|| page.previous.clone())?;
    let open = Memo::new(move |_| place(app).is_some());
    let said = move || Some(if open.get() { "true" } else { "false" }.to_owned());
    let button = sign_button("bare only-wide", s.folio.beside, Icon::Beside)
        .live_attr("aria-pressed", said)
        .on_click(move |_| app.set_beside((!open.get_untracked()).then_some(&other)));
    Some(button)
}

/// A link that opens a page beside the one that is read.
pub(super) fn opener(s: &'static Strings, read: &PageRecord, other: &PageRecord) -> El {
    let place = PagePlace {
        beside: Some(named(other)),
        ..place_of(read)
    };
    link(Route::Page(place).to_hash())
        .class("bare only-wide")
        .attr("title", s.folio.beside)
        .attr("aria-label", [s.folio.beside, ": ", &other.title].concat())
        .child(icon(Icon::Beside))
}

/// The page beside, if there is one.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings) -> AnyView {
    let open = Memo::new(move |_| place(app).is_some());
    live(move || {
        if !open.get() {
            return nothing();
        }
        let number = Memo::new(move |_| {
            let page = app.folio.beside.get();
            page.map(|page| page.record.page)
        });
        let shown = live(move || {
            // The same page with other words marked is not drawn anew.
            let there = number.get().and_then(|_| app.folio.beside.get_untracked());
            match there {
                Some(page) => page_view(app, s, &page),
                None => of("p", "waiting").text(s.loading_page).view(),
            }
        });
        let close =
            sign_button("bare", s.close, Icon::Close).on_click(move |_| app.set_beside(None));
        of("section", "second")
            .attr("id", "second")
            .attr("tabindex", "0")
            .attr("aria-label", s.folio.beside)
            .child(of("div", "second-close").child(close))
            .child(shown)
            .view()
    })
}

#[inline(never)]
fn page_view(app: App, s: &'static Strings, page: &Arc<PageView>) -> AnyView {
    let tashkeel = Memo::new(move |_| app.prefs.with(|prefs| prefs.marks));
    let step = |name: &'static str, sign: Icon, record: &Option<PageRecord>| {
        let record = record.clone();
        record.map(|record| {
            sign_button("bare", name, sign).on_click(move |_| app.set_beside(Some(&record)))
        })
    };
    let alone = link(Route::Page(place_of(&page.record)).to_hash())
        .class("link")
        .text(s.folio.alone);
    let head = of("div", "second-head")
        .children(step(s.previous_page, Icon::Back, &page.previous))
        .children(step(s.next_page, Icon::Forward, &page.next))
        .child(alone);
    let shown = Shown::new(page.clone());
    shown.follow(move || app.folio.beside.get());
    of("div", "second-page")
        .child(head)
        .child(sheet(app, s, shown, tashkeel, usize::MAX, false, nothing()))
        .view()
}
