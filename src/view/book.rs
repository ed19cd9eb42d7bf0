//! A book: its pages, some at a time.

use super::trouble;
use crate::app::{App, effect};
use crate::client::Opening;
use crate::protocol::{Question, Reply, Trouble};
use crate::route::{BookPlace, PAGES, PagePlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, Icon, el, icon, link, live, of};
use leptos::prelude::*;
use warraq::answer::{BookRecord, PageRecord};
use warraq::date::Calendar;
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
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let place = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Book(place) => place.clone(),
            _ => BookPlace::default(),
        })
    });
    live(move || book_view(app, place.get()))
}

#[inline(never)]
fn book_view(app: App, place: BookPlace) -> AnyView {
    let s = app.strings();
    let record = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => shelf.books.iter().find(|book| book.id == place.id).cloned(),
        _ => None,
    });
    let Some(record) = record else {
        return of("div", "shelf")
            .child(of("p", "notice").text(s.no_book))
            .child(el("p").child(link("#/").class("button").text(s.shelf)))
            .view();
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
    let facts = of("p", "facts")
        .text((s.pages)(record.pages))
        .text(" · ")
        .child(link(search).text(s.search_book));
    of("div", "shelf")
        .child(
            of("div", "shelf-head")
                .child(el("h1").text(title(&record, s)))
                .child(facts),
        )
        .child(of("section", "book").child(pages(app, record.book, place.from, PAGES)))
        .children(turns(s, place.from, PAGES, record.pages, at))
        .view()
}

/// Links to the part of a list before and after the one shown.
#[inline(never)]
pub(super) fn turns(
    s: &'static Strings,
    from: u32,
    step: u32,
    all: u32,
    at: impl Fn(u32) -> String,
) -> Option<El> {
    (all > step || from > 0).then(|| {
        let button = |to: u32, rel: &'static str| link(at(to)).class("button").attr("rel", rel);
        let before = (from > 0).then(|| {
            button(from.saturating_sub(step), "prev")
                .child(icon(Icon::Back))
                .text(" ")
                .text(s.earlier)
        });
        let after = (from + step < all).then(|| {
            button(from + step, "next")
                .text(s.more)
                .text(" ")
                .child(icon(Icon::Forward))
        });
        let span = (s.span)((from + 1).min(all), (from + step).min(all), all);
        of("nav", "more")
            .children(before)
            .child(of("span", "faint").text(span))
            .children(after)
    })
}

/// Pages of a book, from one on.
#[inline(never)]
pub(super) fn pages(app: App, book: BookId, offset: u32, limit: u32) -> AnyView {
    let list: RwSignal<Option<Result<Vec<PageRecord>, Trouble>>> = RwSignal::new(None);
    let attempt = RwSignal::new(0);
    let ticket = StoredValue::new_local(None);
    effect(move || {
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
    live(move || {
        let s = app.strings();
        list.with(|list| match list {
            None => of("p", "waiting").text(s.opening).view(),
            Some(Err(trouble)) => {
                trouble::with_retry(app, trouble, move || attempt.update(|n| *n += 1))
            }
            Some(Ok(pages)) => {
                app.settle();
                let same = [
                    all_have(pages, |page| &page.author),
                    all_have(pages, |page| &page.source),
                ];
                let rows = pages.iter().enumerate();
                let row = |(number, page)| page_row(s, page, same.map(|same| same && number > 0));
                of("ul", "pages").children(rows.map(row)).view()
            }
        })
    })
}

/// True if all these pages have the same of it.
#[inline(never)]
fn all_have(pages: &[PageRecord], part: fn(&PageRecord) -> &Option<String>) -> bool {
    pages.iter().all(|page| part(page) == part(&pages[0]))
}

/// A page as a line of a list: title, and where it is from and when; see [`origin`].
pub(super) fn page_row(s: &'static Strings, page: &PageRecord, said: [bool; 2]) -> El {
    let place = PagePlace {
        page: page.page.0,
        id: page.id.clone(),
        ..PagePlace::default()
    };
    let title = link(Route::Page(place).to_hash())
        .attr("lang", "ar")
        .attr("dir", "auto")
        .text(page.title.clone());
    of("li", "shelf-page")
        .attr("data-page", page.page.0.to_string())
        .attr("data-id", page.id.clone())
        .child(title)
        .children(origin(s, page, said))
}

/// Author, source and date of a page, as far as known; without an author and a source that are said already.
pub(super) fn origin(s: &'static Strings, page: &PageRecord, said: [bool; 2]) -> Option<El> {
    let author = page
        .author
        .as_ref()
        .filter(|_| !said[0])
        .map(|author| of("bdi", "author").text(author.clone()));
    let source = page
        .source
        .as_ref()
        .filter(|_| !said[1])
        .map(|source| of("bdi", "source").text(source.clone()));
    let date = page.date.map(|date| {
        let time = el("time").text(s.page_date(date));
        match date.date.calendar {
            Calendar::Gregorian => time.attr("datetime", date.date.to_string()),
            Calendar::Hijri => time,
        }
    });
    let printed = page
        .printed
        .map(|(first, last)| of("bdi", "in-print").text((s.folio.printed)(first, last)));
    let mut origin = of("span", "origin");
    let mut none = true;
    for part in [author, source, printed, date].into_iter().flatten() {
        origin = if none { origin } else { origin.text(" · ") }.child(part);
        none = false;
    }
    (!none).then_some(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_pages_of_a_list_have() {
        let check = |authors: &[&str], expected| {
            let page = |author: &&str| PageRecord {
                author: (!author.is_empty()).then(|| (*author).to_owned()),
                ..PageRecord::default()
            };
            let pages: Vec<_> = authors.iter().map(page).collect();
            assert_eq!(
                all_have(&pages, |page| &page.author),
                expected,
                "{authors:?}"
            );
        };
        check(&[], true);
        check(&["أ"], true);
        check(&["أ", "أ", "أ"], true);
        check(&["", ""], true);
        check(&["أ", "أ", "ب"], false);
        check(&["أ", "", "أ"], false);
        check(&["", "أ"], false);
    }
}
