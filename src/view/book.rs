//! A book: its pages, some at a time.

use super::trouble;
use crate::app::App;
use crate::client::Opening;
use crate::protocol::{Question, Reply, Trouble};
use crate::route::{BookPlace, PAGES, PagePlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{Icon, icon};
use leptos::prelude::*;
use warraq::answer::{BookRecord, PageRecord};
use warraq::id::BookId;

/// The title of a book; that of loose files is none of its own.
pub(super) fn title(record: &BookRecord, s: &Strings) -> String {
    if record.title.is_empty() {
        s.loose_pages.to_owned()
    } else {
        record.title.clone()
    }
}

/// The place.
pub(super) fn view(app: App) -> AnyView {
    let place = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Book(place) => place.clone(),
            _ => BookPlace::default(),
        })
    });
    (move || book_view(app, place.get())).into_any()
}

fn book_view(app: App, place: BookPlace) -> AnyView {
    let s = app.strings();
    let record = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => shelf.books.iter().find(|book| book.id == place.id).cloned(),
        _ => None,
    });
    let Some(record) = record else {
        return view! {
            <div class="shelf">
                <p class="notice">{s.no_book}</p>
                <p><a class="button" href="#/">{s.shelf}</a></p>
            </div>
        }
        .into_any();
    };
    let search = Route::Search(Search {
        book: Some(place.id.clone()),
        ..Search::default()
    })
    .to_hash();
    let at = |from| {
        Route::Book(BookPlace {
            book: record.book.0,
            from,
            ..place.clone()
        })
        .to_hash()
    };
    view! {
        <div class="shelf">
            <div class="shelf-head">
                <h1>{title(&record, s)}</h1>
                <p class="facts">{(s.pages)(record.pages)} " · " <a href=search>{s.search_book}</a></p>
            </div>
            <section class="book">{pages(app, record.book, place.from, PAGES)}</section>
            {turns(s, place.from, PAGES, record.pages, at)}
        </div>
    }
    .into_any()
}

/// Links to the part of a list before and after the one shown.
pub(super) fn turns(
    s: &'static Strings,
    from: u32,
    step: u32,
    all: u32,
    at: impl Fn(u32) -> String,
) -> Option<AnyView> {
    (all > step || from > 0).then(|| {
        let before = (from > 0).then(|| {
            view! { <a class="button" rel="prev" href=at(from.saturating_sub(step))>{icon(Icon::Back)} {s.earlier}</a> }
        });
        let after = (from + step < all).then(|| {
            view! { <a class="button" rel="next" href=at(from + step)>{s.more} {icon(Icon::Forward)}</a> }
        });
        let span = (s.span)((from + 1).min(all), (from + step).min(all), all);
        view! { <nav class="more">{before} <span class="faint">{span}</span> {after}</nav> }.into_any()
    })
}

/// Pages of a book, from one on.
pub(super) fn pages(app: App, book: BookId, offset: u32, limit: u32) -> AnyView {
    let list: RwSignal<Option<Result<Vec<PageRecord>, Trouble>>> = RwSignal::new(None);
    let attempt = RwSignal::new(0);
    let ticket = StoredValue::new_local(None);
    Effect::new(move |_| {
        attempt.track();
        let asked = app.ask(
            Question::Pages {
                book,
                offset,
                limit,
            },
            move |reply| match reply {
                Reply::Pages(pages) => list.set(Some(Ok(pages))),
                Reply::Trouble(trouble) => list.set(Some(Err(trouble))),
                _ => {}
            },
        );
        ticket.set_value(Some(asked));
    });
    let shown = move || {
        list.with(|list| match list {
            None => view! { <p class="waiting">{app.strings().opening}</p> }.into_any(),
            Some(Err(trouble)) => {
                trouble::with_retry(app, trouble, move || attempt.update(|n| *n += 1))
            }
            Some(Ok(pages)) => {
                app.settle();
                let s = app.strings();
                let rows: Vec<AnyView> = pages.iter().map(|page| page_row(s, page)).collect();
                view! { <ul class="pages">{rows}</ul> }.into_any()
            }
        })
    };
    shown.into_any()
}

/// A page as a line of a list: title, and where it is from and when.
pub(super) fn page_row(s: &'static Strings, page: &PageRecord) -> AnyView {
    let address = Route::Page(PagePlace {
        page: page.page.0,
        id: page.id.clone(),
        search: None,
        hit: None,
    })
    .to_hash();
    view! {
        <li class="shelf-page" data-page=page.page.0 data-id=page.id.clone()>
            <a href=address lang="ar" dir="auto">{page.title.clone()}</a>
            {origin(s, page)}
        </li>
    }
    .into_any()
}

/// Author, source and date of a page, as far as known.
pub(super) fn origin(s: &'static Strings, page: &PageRecord) -> Option<AnyView> {
    let mut parts: Vec<AnyView> = Vec::new();
    let mut part = |view: AnyView| {
        if !parts.is_empty() {
            parts.push(view! { <span class="dot">" · "</span> }.into_any());
        }
        parts.push(view);
    };
    if let Some(author) = &page.author {
        part(view! { <bdi class="author">{author.clone()}</bdi> }.into_any());
    }
    if let Some(source) = &page.source {
        part(view! { <bdi class="source">{source.clone()}</bdi> }.into_any());
    }
    if let Some(date) = page.date {
        let time = date.date.to_string();
        part(view! { <time datetime=time>{s.page_date(date)}</time> }.into_any());
    }
    (!parts.is_empty()).then(|| view! { <span class="origin">{parts}</span> }.into_any())
}
