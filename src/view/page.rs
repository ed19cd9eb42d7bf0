//! A page to read, with the words it was found by.

use super::{book, cite, contents, hitbar, passage, rail, text, tools, trouble};
use crate::app::{App, Reading, soon};
use crate::browser;
use crate::route::{BookPlace, PagePlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, Icon, all, chip, el, icon, link, live, marked, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{Mark, PageRecord, PageView};

/// The place.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    live(move || {
        app.reading.with(|reading| match reading {
            Reading::Waiting => of("p", "waiting")
                .attr("role", "status")
                .text(s.loading_page)
                .view(),
            Reading::Failed(trouble) => trouble::view(app, trouble),
            Reading::Absent => of("section", "error")
                .attr("role", "alert")
                .child(el("h1").text(s.no_page))
                .child(el("p").text(s.no_page_help))
                .child(link("#/").class("button").text(s.shelf))
                .view(),
            Reading::Open(page) => page_view(app, s, page.clone()),
        })
    })
}

#[inline(never)]
fn page_view(app: App, s: &'static Strings, page: Arc<PageView>) -> AnyView {
    let search = app.marking();
    let asked = search
        .as_ref()
        .is_some_and(|search| !search.query.trim().is_empty());
    let hits = hitbar::count(&page);
    let tashkeel = Memo::new(move |_| app.prefs.with(|prefs| prefs.marks));
    let (head, body) = (page.clone(), page.clone());
    let title = move || {
        all(marked(
            &head.record.title,
            &head.title_marks,
            Some(0),
            tashkeel.get(),
        ))
    };
    let body = move || {
        // With or without tashkeel lines break at other words: the reader stays with what they read.
        let place = browser::in_view();
        let shown = tashkeel.get();
        if let Some(place) = place {
            soon(move || browser::bring_back(&place));
        }
        all(text::view(s, &body, shown))
    };
    let none = (asked && hits == 0).then(|| of("p", "notice").text(s.no_hits));
    let byline = of("p", "byline")
        .attr("dir", s.language.direction())
        .attr("lang", s.language.code());
    let sheet = of("article", "sheet")
        .attr("lang", "ar")
        .attr("dir", "rtl")
        .child(
            el("header")
                .child(el("h1").child(live(title)))
                .child(byline.children(book::origin(s, &page.record))),
        )
        .children(none)
        .child(of("div", "text").child(live(body)));
    let beside = of("aside", "beside")
        .children(found_words(s, &page, search.as_ref()))
        .child(passage::view(app, s, &page, tashkeel))
        .children(about(s, &page))
        .children(related(s, &page));
    // A reader who comes back is where they were, not at the hit or passage.
    let stay = app.settle();
    passage::follow(app, page.clone(), tashkeel, stay);
    of("div", "page")
        .child(trail(app, s, &page))
        .child(tools::view(app, s, &page).child(cite::page_button(app, page.clone())))
        .child(contents::view(app, s, page.clone()))
        .child(sheet)
        .children(turn(s, &page, search.as_ref()))
        .child(beside)
        .child(hitbar::view(app, s, hits, stay))
        .child(rail::view(app, hits))
        .view()
}

/// Where the page is: library, book, page; before them the way back to the results.
#[inline(never)]
fn trail(app: App, s: &'static Strings, page: &PageView) -> El {
    let found_by = app.route.with_untracked(|route| route.search().cloned());
    let book_place = BookPlace {
        book: page.book.book.0,
        id: page.book.id.clone(),
        from: 0,
    };
    let book = link(Route::Book(book_place).to_hash())
        .attr("dir", "auto")
        .text(book::title(&page.book, s));
    let here = of("span", "here")
        .attr("lang", "ar")
        .attr("dir", "auto")
        .attr("aria-current", "page")
        .text(page.record.title.clone());
    let steps = [link("#/").text(s.shelf), book, here];
    of("nav", "trail")
        .attr("aria-label", s.reader.trail)
        .children(found_by.as_ref().map(|search| back(app, s, search)))
        .child(
            of("ol", "crumbs")
                .attr("role", "list")
                .children(steps.into_iter().map(|step| el("li").child(step))),
        )
}

/// Back to the results: by the history if they are the place before, so that they are where they were.
fn back(app: App, s: &'static Strings, search: &Search) -> El {
    let place = Route::Search(search.clone());
    let address = place.to_hash();
    let go = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) && app.came_from(&place) {
            event.prevent_default();
            browser::back();
        }
    };
    let query = of("bdi", "faint").text(search.query.clone());
    link(address)
        .class("back")
        .on_click(go)
        .child(icon(Icon::Back))
        .text(s.back)
        .text(" ")
        .child(query)
}

/// The pages before and after in the book.
#[inline(never)]
fn turn(s: &'static Strings, page: &PageView, search: Option<&Search>) -> Option<El> {
    let to = |record: &PageRecord, rel: &'static str, label: &'static str, sign: Icon| {
        let (page, id) = (record.page.0, record.id.clone());
        let address = Route::Page(PagePlace {
            page,
            id,
            search: search.cloned(),
            ..PagePlace::default()
        })
        .to_hash();
        let title = of("span", "turn-title")
            .attr("lang", "ar")
            .attr("dir", "auto")
            .text(record.title.clone());
        let label = of("span", "faint").child(icon(sign)).text(label);
        link(address)
            .class("turn-to")
            .attr("rel", rel)
            .child(label)
            .child(title)
    };
    let before = page
        .previous
        .as_ref()
        .map(|record| to(record, "prev", s.previous_page, Icon::Back));
    let after = page
        .next
        .as_ref()
        .map(|record| to(record, "next", s.next_page, Icon::Forward));
    (before.is_some() || after.is_some())
        .then(|| of("nav", "turns").children(before).children(after))
}

/// The words marked in a page: each spelling once, with the number of its first place and how often
/// it is there; in the order of the query, then of the page.
fn spellings(page: &PageView) -> Vec<(u16, String, u32, u32)> {
    let title = (page.record.title.as_str(), &page.title_marks);
    let blocks = page
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), &block.marks));
    let mut found: Vec<(u16, String, u32, u32)> = Vec::new();
    let mut hit = 0;
    for (text, marks) in std::iter::once(title).chain(blocks) {
        for mark in marks {
            let Mark {
                start, end, term, ..
            } = *mark;
            hit += 1;
            let word = text.get(start as usize..end as usize).unwrap_or("");
            match found
                .iter_mut()
                .find(|(of, spelling, ..)| *of == term && spelling == word)
            {
                Some((.., times)) => *times += 1,
                None => found.push((term, word.to_owned(), hit, 1)),
            }
        }
    }
    let last = found.iter().map(|row| row.0).max().unwrap_or(0);
    (0..=last)
        .flat_map(|term| found.iter().filter(move |row| row.0 == term).cloned())
        .collect()
}

#[inline(never)]
fn found_words(s: &'static Strings, page: &PageView, search: Option<&Search>) -> Option<El> {
    let row = |(term, spelling, first, times): &(u16, String, u32, u32)| {
        let (number, id) = (page.record.page.0, page.record.id.clone());
        let place = PagePlace {
            page: number,
            id,
            search: search.cloned(),
            hit: Some(*first),
            ..PagePlace::default()
        };
        let word = link(Route::Page(place).to_hash())
            .class(chip(*term))
            .attr("dir", "rtl")
            .text(spelling.clone());
        el("li")
            .child(word)
            .text(" ")
            .child(of("span", "count").text(s.n(*times)))
    };
    let rows = spellings(page);
    (!rows.is_empty()).then(|| {
        let list = el("ul").children(rows.iter().map(row));
        of("section", "found-words")
            .child(el("h2").text(s.marked_words))
            .child(list)
    })
}

#[inline(never)]
fn about(s: &'static Strings, page: &PageView) -> Option<El> {
    let record = &page.record;
    let mut rows = Vec::new();
    let mut row = |label: &str, value: Option<El>| {
        rows.extend(value.map(|value| {
            el("div")
                .child(el("dt").attr("dir", "auto").text(label))
                .child(el("dd").child(value))
        }));
    };
    let text = |text: &str| el("bdi").text(text);
    let some = |all: &[String]| (!all.is_empty()).then(|| text(&all.join("، ")));
    let dates: Vec<String> = page.dates.iter().map(|date| s.written_date(date)).collect();
    row(s.author, record.author.as_deref().map(text));
    row(s.source, record.source.as_deref().map(text));
    row(s.date, record.date.map(|date| text(&s.page_date(date))));
    row(s.tags, some(&page.tags));
    row(s.dates, some(&dates));
    row(s.original, page.url.as_deref().and_then(original));
    for (name, value) in &page.fields {
        row(name, Some(text(value)));
    }
    (!rows.is_empty()).then(|| {
        el("section")
            .child(el("h2").text(s.about_page))
            .child(el("dl").children(rows))
    })
}

/// A link to where a page was published. Only addresses of the web become links.
fn original(url: &str) -> Option<El> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next().unwrap_or(rest);
    let shown = link(url)
        .class("link")
        .attr("rel", "noopener noreferrer")
        .attr("dir", "ltr");
    ["https", "http"]
        .contains(&scheme)
        .then(|| shown.text(host))
}

#[inline(never)]
fn related(s: &'static Strings, page: &PageView) -> Option<El> {
    (!page.related.is_empty()).then(|| {
        let rows = page.related.iter().map(|record| book::page_row(s, record));
        of("section", "related")
            .child(el("h2").text(s.related))
            .child(of("ul", "pages").children(rows))
    })
}
