//! What can be done with a page: its contents, a bookmark, finding, printing, reading it alone.

use super::{button, find};
use crate::app::{App, nth};
use crate::browser;
use crate::strings::Strings;
use crate::ui::{El, Icon, live, nothing, of};
use leptos::prelude::*;
use warraq::answer::PageView;

/// The bar.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings, page: &PageView) -> El {
    let reader = app.reader;
    let words = &s.reader;
    let id = page.record.id.clone();
    let marked = Memo::new(move |_| reader.notebook.with(|notes| notes.bookmark(&id).is_some()));
    let said = |yes: bool| Some(if yes { "true" } else { "false" }.to_owned());
    let bookmark = button("bare", words.bookmark[0], Icon::Bookmark)
        .live_attr("aria-pressed", move || said(marked.get()))
        .on_click(move |_| app.toggle_bookmark());
    let contents = button("bare", words.contents, Icon::Contents)
        .live_attr("aria-expanded", move || said(reader.contents.get()))
        .on_click(move |_| reader.contents.update(|open| *open = !*open));
    let find = button("bare", words.find, Icon::Search).on_click(move |_| find::open(app));
    let print = button("bare", words.print, Icon::Print).on_click(|_| browser::print());
    let quiet = button("bare", words.quiet, Icon::Quiet).on_click(move |_| reader.quiet.set(true));
    let keys = button("bare only-keys", words.keys_title, Icon::Keys)
        .on_click(move |_| reader.keys.set(true));
    of("div", "tools")
        .attr("role", "group")
        .attr("aria-label", words.tools)
        .child(contents)
        .child(of("span", "page-of").text((words.page_of)(nth(page), page.book.pages)))
        .child(find)
        .child(bookmark)
        .child(print)
        .child(quiet)
        .child(keys)
}

/// The way out while the text stands alone.
#[inline(never)]
pub(super) fn quiet_end(app: App, s: &'static Strings) -> AnyView {
    let quiet = app.reader.quiet;
    live(move || match quiet.get() {
        true => button("bare quiet-end", s.close, Icon::Close)
            .on_click(move |_| quiet.set(false))
            .view(),
        false => nothing(),
    })
}
