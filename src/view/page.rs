//! A page to read, with the words it was found by.

use super::{book, hitbar, text, trouble};
use crate::app::{App, Reading};
use crate::route::{BookPlace, PagePlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{Icon, icon, marked};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{Mark, PageRecord, PageView};

/// The place.
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let shown = move || {
        app.reading.with(|reading| match reading {
            Reading::Waiting => {
                view! { <p class="waiting" role="status">{s.loading_page}</p> }.into_any()
            }
            Reading::Failed(trouble) => trouble::view(app, trouble),
            Reading::Absent => view! {
                <section class="error" role="alert">
                    <h1>{s.no_page}</h1>
                    <p>{s.no_page_help}</p>
                    <a class="button" href="#/">{s.shelf}</a>
                </section>
            }
            .into_any(),
            Reading::Open(page) => page_view(app, s, page.clone()),
        })
    };
    shown.into_any()
}

fn page_view(app: App, s: &'static Strings, page: Arc<PageView>) -> AnyView {
    let search = app.route.with_untracked(|route| route.search().cloned());
    let asked = search
        .as_ref()
        .is_some_and(|search| !search.query.trim().is_empty());
    let hits = hitbar::count(&page);
    let tashkeel = Memo::new(move |_| app.prefs.with(|prefs| prefs.marks));
    let (head, body) = (page.clone(), page.clone());
    let title = move || {
        marked(
            &head.record.title,
            &head.title_marks,
            Some(0),
            tashkeel.get(),
        )
    };
    let body = move || text::view(s, &body, tashkeel.get());
    let none = (asked && hits == 0).then(|| view! { <p class="notice">{s.no_hits}</p> });
    let book_place = BookPlace {
        book: page.book.book.0,
        id: page.book.id.clone(),
        from: 0,
    };
    view! {
        <div class="page">
            <nav class="trail">
                {search.as_ref().map(|search| back(app, s, search))}
                <a class="link" href=Route::Book(book_place).to_hash() dir="auto">{book::title(&page.book, s)}</a>
            </nav>
            <article class="sheet" lang="ar" dir="rtl">
                <header>
                    <h1>{title}</h1>
                    <p class="byline" dir=s.language.direction() lang=s.language.code()>{book::origin(s, &page.record)}</p>
                </header>
                {none}
                <div class="text">{body}</div>
            </article>
            {turn(s, &page, search.as_ref())}
            <aside class="beside">
                {found_words(s, &page, search.as_ref())}
                {about(s, &page)}
                {related(s, &page)}
            </aside>
            {hitbar::view(app, s, hits)}
        </div>
    }
    .into_any()
}

/// Back to the results: by the history if they are the place before, so that they are where they were.
fn back(app: App, s: &'static Strings, search: &Search) -> AnyView {
    let address = Route::Search(search.clone()).to_hash();
    let place = Route::Search(search.clone());
    let go = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) && app.came_from(&place) {
            event.prevent_default();
            crate::browser::back();
        }
    };
    view! {
        <a class="back" href=address on:click=go>
            {icon(Icon::Back)} {s.back} " " <bdi class="faint">{search.query.clone()}</bdi>
        </a>
    }
    .into_any()
}

/// The pages before and after in the book.
fn turn(s: &'static Strings, page: &PageView, search: Option<&Search>) -> Option<AnyView> {
    let link = |record: &PageRecord, rel: &'static str, label: &'static str, sign: Icon| {
        let (page, id) = (record.page.0, record.id.clone());
        let address = Route::Page(PagePlace {
            page,
            id,
            search: search.cloned(),
            hit: None,
        })
        .to_hash();
        view! {
            <a class="turn-to" rel=rel href=address>
                <span class="faint">{icon(sign)} {label}</span>
                <span class="turn-title" lang="ar" dir="auto">{record.title.clone()}</span>
            </a>
        }
    };
    let before = page
        .previous
        .as_ref()
        .map(|record| link(record, "prev", s.previous_page, Icon::Back));
    let after = page
        .next
        .as_ref()
        .map(|record| link(record, "next", s.next_page, Icon::Forward));
    (before.is_some() || after.is_some())
        .then(|| view! { <nav class="turns">{before} {after}</nav> }.into_any())
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
    found.sort_by_key(|&(term, _, first, _)| (term, first));
    found
}

fn found_words(s: &'static Strings, page: &PageView, search: Option<&Search>) -> Option<AnyView> {
    let row = |(term, spelling, first, times): &(u16, String, u32, u32)| {
        let place = PagePlace {
            page: page.record.page.0,
            id: page.record.id.clone(),
            search: search.cloned(),
            hit: Some(*first),
        };
        let tint = [
            "chip t0", "chip t1", "chip t2", "chip t3", "chip t4", "chip t5",
        ][usize::from(*term) % 6];
        view! {
            <li>
                <a class=tint href=Route::Page(place).to_hash() dir="rtl">{spelling.clone()}</a>
                <span class="count">{s.n(*times)}</span>
            </li>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = spellings(page).iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="found-words"><h2>{s.marked_words}</h2><ul>{rows}</ul></section> }.into_any()
    })
}

fn about(s: &'static Strings, page: &PageView) -> Option<AnyView> {
    let record = &page.record;
    let mut rows: Vec<(String, AnyView)> = Vec::new();
    let mut row = |label: &str, value: Option<AnyView>| {
        rows.extend(value.map(|value| (label.to_owned(), value)))
    };
    let bdi = |text: &str| view! { <bdi>{text.to_owned()}</bdi> }.into_any();
    row(s.author, record.author.as_deref().map(bdi));
    row(s.source, record.source.as_deref().map(bdi));
    row(s.date, record.date.map(|date| s.page_date(date).into_any()));
    row(
        s.tags,
        (!page.tags.is_empty()).then(|| page.tags.join("، ").into_any()),
    );
    let dates: Vec<String> = page.dates.iter().map(|date| s.written_date(date)).collect();
    row(
        s.dates,
        (!dates.is_empty()).then(|| dates.join("، ").into_any()),
    );
    // Only addresses of the web become links.
    let url = page
        .url
        .clone()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let link = |url: String| {
        let host = url.split('/').nth(2).unwrap_or(&url).to_owned();
        view! { <a class="link" href=url rel="noopener noreferrer" dir="ltr">{host}</a> }.into_any()
    };
    row(s.original, url.map(link));
    for (name, value) in &page.fields {
        row(name, Some(bdi(value)));
    }
    (!rows.is_empty()).then(|| {
        let row = |(label, value)| {
            view! { <div><dt dir="auto">{label}</dt><dd>{value}</dd></div> }.into_any()
        };
        let rows: Vec<AnyView> = rows.into_iter().map(row).collect();
        view! { <section><h2>{s.about_page}</h2><dl>{rows}</dl></section> }.into_any()
    })
}

fn related(s: &'static Strings, page: &PageView) -> Option<AnyView> {
    (!page.related.is_empty()).then(|| {
        let rows: Vec<AnyView> = page.related.iter().map(|record| book::page_row(s, record)).collect();
        view! { <section class="related"><h2>{s.related}</h2><ul class="pages">{rows}</ul></section> }.into_any()
    })
}
