//! The front page: what the library is, and its books with their first pages.

use super::{book, library_title};
use crate::app::App;
use crate::client::Opening;
use crate::route::{BookPlace, PAGES, Route};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{BookRecord, Shelf};

/// Up to so many books are shown with pages; more are a list of titles.
const OPEN_BOOKS: usize = 12;
/// Pages shown of each of several books.
const FIRST_PAGES: u32 = 6;

/// The place.
pub(super) fn view(app: App) -> AnyView {
    app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => shelf_view(app, shelf.clone()),
        _ => ().into_any(),
    })
}

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
    let empty = (shelf.pages == 0).then(|| view! { <p class="notice">{s.empty_library}</p> });
    let list: Vec<AnyView> = shelf
        .books
        .iter()
        .map(|record| one_book(app, record, books))
        .collect();
    view! {
        <div class="shelf">
            <div class="shelf-head">
                <h1>{library_title(&shelf, s)}</h1>
                <p class="facts">{facts.join(" · ")}</p>
            </div>
            {empty}
            {list}
        </div>
    }
    .into_any()
}

fn one_book(app: App, record: &BookRecord, books: usize) -> AnyView {
    let s = app.strings();
    let title = book::title(record, s);
    let address = Route::Book(BookPlace {
        book: record.book.0,
        id: record.id.clone(),
        from: 0,
    })
    .to_hash();
    let count = (s.pages)(record.pages);
    if books > OPEN_BOOKS {
        return view! {
            <p class="book-row"><a href=address>{title}</a> <span class="faint">{count}</span></p>
        }
        .into_any();
    }
    let shown = if books == 1 { PAGES } else { FIRST_PAGES };
    let more = (record.pages > shown).then(|| {
        // A single book has shown its first pages already: on to the next.
        let place = BookPlace { book: record.book.0, id: record.id.clone(), from: if books == 1 { PAGES } else { 0 } };
        let label = if books == 1 { s.more.to_owned() } else { (s.all_pages)(record.pages) };
        view! { <p class="more"><a class="button" href=Route::Book(place).to_hash()>{label}</a></p> }
    });
    let head = (books > 1).then(|| {
        view! {
            <div class="book-head">
                <h2><a href=address>{title}</a></h2>
                <span class="faint">{count}</span>
            </div>
        }
    });
    view! {
        <section class="book">
            {head}
            {book::pages(app, record.book, 0, shown)}
            {more}
        </section>
    }
    .into_any()
}
