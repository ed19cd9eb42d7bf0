//! One page found: title, origin, passages, reasons.

use super::{book, cite, finder_places, reason};
use crate::app::{App, Found};
use crate::client::Opening;
use crate::route::{PagePlace, Route};
use crate::strings::Strings;
use crate::ui::{El, all, el, link, live, marked, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::Passage;

/// Hit number `number` of an answer.
pub(super) fn view(app: App, found: &Arc<Found>, number: usize) -> El {
    let (Some(hit), Some(record)) = (found.answer.hits.get(number), found.records.get(number))
    else {
        return el("li");
    };
    let s = app.strings();
    let place = PagePlace {
        page: record.page.0,
        id: record.id.clone(),
        search: Some(found.search.clone()),
        hit: Some(1),
        ..PagePlace::default()
    };
    let snippet = &found.snippets[number];
    let tashkeel = move || app.prefs.with(|prefs| prefs.marks);
    let (name, marks) = (record.title.clone(), snippet.clone());
    let title = move || {
        marks.with(|snippet| {
            let marks = snippet
                .as_ref()
                .map_or(&[][..], |snippet| &snippet.title_marks);
            all(marked(&name, marks, None, tashkeel()))
        })
    };
    let (page, texts, absent) = (record.page, snippet.clone(), found.absent.clone());
    let passages = move || {
        if absent.with(|absent| absent.contains(&page)) {
            return not_kept(s);
        }
        texts.with(|snippet| {
            let passages = snippet
                .as_ref()
                .map_or(&[][..], |snippet| &snippet.passages);
            all(passages
                .iter()
                .map(|passage| passage_view(passage, tashkeel())))
        })
    };
    let book = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) if shelf.books.len() > 1 => {
            let book = shelf.books.iter().find(|book| book.book == record.book);
            book.map(|record| {
                of("span", "in-book")
                    .attr("dir", "auto")
                    .text(book::title(record, s))
            })
        }
        _ => None,
    });
    let title = el("h2")
        .attr_if(signed(&record.title), "class", "signed")
        .attr("lang", "ar")
        .attr("dir", "auto")
        .child(link(Route::Page(place).to_hash()).child(live(title)));
    let article = of("article", "hit")
        .attr("data-page", record.page.0.to_string())
        .attr("data-id", record.id.clone())
        .child(title)
        .child(
            of("p", "hit-origin")
                .children(book::origin(s, record, [false; 2]))
                .children(book)
                .child(cite::button(app, record)),
        )
        .child(
            of("div", "passages")
                .attr("lang", "ar")
                .attr("dir", "rtl")
                .child(live(passages)),
        )
        .child(reason::view(
            s,
            &found.answer.terms,
            &hit.reasons,
            &hit.missing,
        ))
        .children(finder_places::view(app, found, number));
    el("li").child(article)
}

/// In the place of passages whose text cannot be had.
#[inline(never)]
fn not_kept(s: &'static Strings) -> AnyView {
    of("p", "faint")
        .attr("lang", s.language.code())
        .attr("dir", s.language.direction())
        .text(s.offline.no_passage)
        .view()
}

fn passage_view(passage: &Passage, tashkeel: bool) -> El {
    // The signs of a cut stay on the line of their neighbours.
    let before = passage.cut_before.then(|| "…\u{A0}".into_any());
    let after = passage.cut_after.then(|| "\u{A0}…".into_any());
    el("p")
        .attr_if(signed(&passage.text), "class", "signed")
        .children(before)
        .children(marked(&passage.text, &passage.marks, None, tashkeel))
        .children(after)
}

/// True if there are signs on letters that are not in the interface's first file of Arabic.
fn signed(text: &str) -> bool {
    let sign = |letter| matches!(letter, '\u{610}'..='\u{61A}' | '\u{653}'..='\u{65F}' | '\u{6D6}'..='\u{6ED}' | '\u{8F0}'..='\u{8F2}');
    text.contains(sign)
}
