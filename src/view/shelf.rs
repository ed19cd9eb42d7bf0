//! The front page: what the library is, and its books with their first pages.

use super::{book, library_title, notes};
use crate::app::App;
use crate::client::Opening;
use crate::route::{BookPlace, PAGES, Route};
use crate::ui::{El, Icon, el, icon, link, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{BookRecord, Shelf};

/// Up to so many books are shown with pages; more are a list of titles.
const OPEN_BOOKS: usize = 12;
/// Pages shown of each of several books.
const FIRST_PAGES: u32 = 6;

/// The place.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => shelf_view(app, shelf.clone()),
        _ => nothing(),
    })
}

#[inline(never)]
fn shelf_view(app: App, shelf: Arc<Shelf>) -> AnyView {
    let s = app.strings();
    let mut facts = Vec::new();
    if shelf.books.len() > 1 {
        facts.push((s.books)(shelf.books.len() as u32));
    }
    facts.push((s.pages)(shelf.pages));
    facts.push((s.words)(shelf.words));
    if shelf.classes[3] > 0 {
        facts.push((s.roots)(shelf.classes[3]));
    }
    let books = shelf.books.len();
    let empty = (shelf.pages == 0).then(|| of("p", "notice").text(s.empty_library));
    let head = of("div", "shelf-head")
        .child(el("h1").text(library_title(&shelf, s)))
        .child(of("p", "facts").text(facts.join(" · ")))
        .child(
            link(Route::Offline.to_hash())
                .class("link keep-link")
                .text(s.offline.title),
        );
    of("div", "shelf")
        .child(head)
        .children(empty)
        .child(notes::go_on(app, s))
        .children(
            shelf
                .books
                .iter()
                .map(|record| one_book(app, record, books)),
        )
        .view()
}

fn one_book(app: App, record: &BookRecord, books: usize) -> El {
    let s = app.strings();
    let place = |from| {
        Route::Book(BookPlace {
            book: record.book.0,
            id: record.id.clone(),
            from,
        })
        .to_hash()
    };
    let title = || link(place(0)).text(book::title(record, s));
    let count = || of("span", "faint").text((s.pages)(record.pages));
    if books > OPEN_BOOKS {
        return of("p", "book-row").child(title()).child(count());
    }
    let shown = if books == 1 { PAGES } else { FIRST_PAGES };
    let more = (record.pages > shown).then(|| {
        // A single book has shown its first pages already: on to the next.
        let more = match books {
            1 => link(place(PAGES))
                .text(s.more)
                .text(" ")
                .child(icon(Icon::Forward)),
            _ => link(place(0)).text((s.all_pages)(record.pages)),
        };
        of("p", "more").child(more.class("button"))
    });
    let head = (books > 1).then(|| {
        of("div", "book-head")
            .child(el("h2").child(title()))
            .child(count())
    });
    of("section", "book")
        .children(head)
        .child(book::pages(app, record.book, 0, shown))
        .children(more)
}
