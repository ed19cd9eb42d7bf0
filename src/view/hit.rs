//! One page found: title, origin, passages, reasons.

use super::{book, reason};
use crate::app::{App, Found};
use crate::client::Opening;
use crate::route::{PagePlace, Route};
use crate::ui::marked;
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{PageRecord, Passage, Snippet};

/// Hit number `number` of an answer.
pub(super) fn view(app: App, found: &Arc<Found>, number: usize) -> AnyView {
    let (Some(hit), Some(record)) = (found.answer.hits.get(number), found.records.get(number))
    else {
        return ().into_any();
    };
    let s = app.strings();
    let place = PagePlace {
        page: record.page.0,
        id: record.id.clone(),
        search: Some(found.search.clone()),
        hit: Some(1),
    };
    let (title, texts) = (found.clone(), found.clone());
    let tashkeel = move || app.prefs.with(|prefs| prefs.marks);
    let title = move || {
        let record = &title.records[number];
        title.snippets.with(|snippets| {
            let marks = snippet(snippets, record).map_or(&[][..], |snippet| &snippet.title_marks);
            marked(&record.title, marks, None, tashkeel())
        })
    };
    let passages = move || {
        texts.snippets.with(|snippets| {
            let snippet = snippet(snippets, &texts.records[number]);
            let passages = snippet.map_or(&[][..], |snippet| &snippet.passages);
            passages
                .iter()
                .map(|passage| passage_view(passage, tashkeel()))
                .collect::<Vec<_>>()
        })
    };
    let book = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) if shelf.books.len() > 1 => {
            let book = shelf.books.iter().find(|book| book.book == record.book);
            book.map(
                |record| view! { <span class="in-book" dir="auto">{book::title(record, s)}</span> },
            )
        }
        _ => None,
    });
    view! {
        <li>
            <article class="hit" data-page=record.page.0 data-id=record.id.clone()>
                <h2 lang="ar" dir="auto"><a href=Route::Page(place).to_hash()>{title}</a></h2>
                <p class="hit-origin">{book::origin(s, record)} {book}</p>
                <div class="passages" lang="ar" dir="rtl">{passages}</div>
                {reason::view(s, &found.answer.terms, &hit.reasons, &hit.missing)}
            </article>
        </li>
    }
    .into_any()
}

fn snippet<'a>(snippets: &'a [Snippet], record: &PageRecord) -> Option<&'a Snippet> {
    snippets.iter().find(|snippet| snippet.page == record.page)
}

fn passage_view(passage: &Passage, tashkeel: bool) -> AnyView {
    let before = passage.cut_before.then_some("… ");
    let after = passage.cut_after.then_some(" …");
    view! { <p>{before} {marked(&passage.text, &passage.marks, None, tashkeel)} {after}</p> }
        .into_any()
}
