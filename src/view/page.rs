//! A page to read, with the words it was found by.

use super::{
    about, book, cite, contents, folio, folio_pair, folio_strip, hitbar, passage, rail, text,
    tools, trouble,
};
use crate::app::{App, Reading, effect, in_steps, soon};
use crate::browser;
use crate::route::{BookPlace, PagePlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, Icon, all, chip, el, icon, link, live, marked, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{Mark, PageRecord, PageView};

/// Blocks of a very long page.
const LONG: usize = 300;

/// Bytes of a text that are drawn at once, which fill half a window or so; the blocks after them follow one by one.
const FIRST: usize = 900;

/// A page on display. Its text stays as it is; which words of it are marked may change.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) page: RwSignal<Arc<PageView>>,
    /// The same when its text shows it.
    pub(super) drawn: RwSignal<Arc<PageView>>,
    /// True until it does.
    pub(super) busy: RwSignal<bool>,
}

impl Shown {
    pub(super) fn new(page: Arc<PageView>) -> Shown {
        Shown {
            page: RwSignal::new(page.clone()),
            drawn: RwSignal::new(page),
            busy: RwSignal::new(false),
        }
    }
}

/// The place.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let onward = Memo::new(move |_| app.prefs.with(|prefs| prefs.onward));
    let paired = Memo::new(move |_| folio_pair::place(app).is_some());
    let open = Memo::new(move |_| {
        app.reading.with(|reading| match reading {
            Reading::Open(page) => Some(page.record.page),
            _ => None,
        })
    });
    live(move || {
        // The same page with other words marked need not be drawn anew.
        if open.get().is_none() || onward.get() && !paired.get() {
            app.reading.track();
        }
        app.reading.with_untracked(|reading| match reading {
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
            Reading::Open(page) if onward.get() && !paired.get() => strip_view(app, s, page),
            Reading::Open(page) => page_view(app, s, page.clone()),
        })
    })
}

#[inline(never)]
fn page_view(app: App, s: &'static Strings, page: Arc<PageView>) -> AnyView {
    let tashkeel = Memo::new(move |_| app.prefs.with(|prefs| prefs.marks));
    let shown = Shown::new(page.clone());
    let number = page.record.page;
    effect(move || {
        app.reading.with(|reading| {
            if let Reading::Open(new) = reading
                && new.record.page == number
                && shown.page.with_untracked(|old| !Arc::ptr_eq(old, new))
            {
                shown.page.set(new.clone());
            }
        });
    });
    let none = move || {
        let asked = shown
            .page
            .with(|page| hitbar::count(page) == 0)
            .then(|| app.marking());
        match asked.flatten() {
            Some(search) if !search.query.trim().is_empty() => {
                of("p", "notice").text(s.no_hits).view()
            }
            _ => nothing(),
        }
    };
    // A reader who comes back is where they were, not at the hit or passage.
    let stay = app.settle();
    // Drawn anew where the reader is, a page is not to be shorter for a moment.
    let at_once = browser::scroll_y() > 0.0;
    let first = match stay || at_once {
        true => usize::MAX,
        false => first(app, &page),
    };
    let sheet = sheet(app, s, shown, tashkeel, first, true, live(none));
    let onward = move || {
        let search = app.marking();
        all(shown.page.with(|page| turn(s, page, search.as_ref())))
    };
    let page = of("div", "page")
        .children(above(app, s, &page, false))
        .child(sheet)
        .child(folio_pair::view(app, s))
        .child(by_turn(at_once, onward))
        .children(beside(app, s, shown, tashkeel, stay, at_once));
    // The page may be long enough only when all of it is there; after that it is the reader who scrolls.
    in_steps(move |_| {
        app.settle_again(true);
        false
    });
    page.view()
}

/// How many blocks of a page are drawn at once: those to the hit that is to be in view, or all of them if it is not known how
/// far down the reader is to come.
#[inline(never)]
fn first(app: App, page: &PageView) -> usize {
    let hit = app.route.with_untracked(|route| match route {
        Route::Page(place) if place.at.is_none() && place.printed.is_none() => {
            Some(place.hit.unwrap_or(0) as usize)
        }
        _ => None,
    });
    let notes = app.reader.notebook;
    let noted = notes.with_untracked(|notes| notes.of_page(&page.record.id).next().is_some());
    let Some(hit) = hit.filter(|_| !noted) else {
        return usize::MAX;
    };
    let (mut hits, mut bytes) = (page.title_marks.len(), 0);
    let wanted = page.blocks.iter().take_while(|block| {
        let wanted = hits < hit || bytes < FIRST;
        hits += block.marks.len();
        bytes += block.text.len();
        wanted
    });
    wanted.count()
}

/// A part of a page that is drawn after its text, or at once.
#[inline(never)]
fn by_turn(at_once: bool, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let turn = RwSignal::new(at_once);
    if !at_once {
        in_steps(move |_| {
            turn.try_set(true);
            false
        });
    }
    live(move || match turn.get() {
        true => view(),
        false => nothing(),
    })
}

/// What is around the text of a page; true if it is shown in the place of another's.
type Around = Box<dyn Fn(&Arc<PageView>, bool) -> Vec<AnyView> + Send>;

/// Pages one below the other, from this one on; what is around them is of the one that is read.
#[inline(never)]
fn strip_view(app: App, s: &'static Strings, first: &Arc<PageView>) -> AnyView {
    let tashkeel = Memo::new(move |_| app.prefs.with(|prefs| prefs.marks));
    let strip = folio_strip::view(app, s, first, tashkeel);
    let stay = app.settle();
    let around = move |show: Around| {
        let shown = RwSignal::new(untrack(|| app.page_here()));
        effect(move || {
            let page = app.page_here();
            let other = |old: &Option<Arc<PageView>>| match (old, &page) {
                (Some(old), Some(page)) => !Arc::ptr_eq(old, page),
                (old, page) => old.is_none() && page.is_some(),
            };
            if shown.with_untracked(other) {
                in_steps(move |_| {
                    shown.try_set(page.clone());
                    false
                });
            }
        });
        let mut again = false;
        live(move || {
            shown.with(|page| match page {
                Some(page) => all(show(page, std::mem::replace(&mut again, true))),
                None => nothing(),
            })
        })
    };
    of("div", "page onward")
        .child(around(Box::new(move |page, again| {
            above(app, s, page, again)
        })))
        .child(strip)
        .child(around(Box::new(move |page, again| {
            let page = Shown::new(page.clone());
            beside(app, s, page, tashkeel, again || stay, again)
        })))
        .view()
}

/// The text of a page with its title, the `first` blocks of it at once. `walked` is true if its marked words are walked from one
/// to the next.
#[inline(never)]
pub(super) fn sheet(
    app: App,
    s: &'static Strings,
    shown: Shown,
    tashkeel: Memo<bool>,
    first: usize,
    walked: bool,
    notice: AnyView,
) -> El {
    let page = shown.page.get_untracked();
    let title = move || {
        let tashkeel = tashkeel.get();
        let marked = |page: &Arc<PageView>| {
            let first = walked.then_some(0);
            marked(&page.record.title, &page.title_marks, first, tashkeel)
        };
        all(shown.page.with(marked))
    };
    let number = page.record.page;
    let mut first = first;
    let body = move || {
        // With or without tashkeel lines break at other words: the reader stays with what they read.
        let read = app.open_page();
        let read = read.is_some_and(|page| page.record.page == number);
        let place = read.then(browser::in_view).flatten();
        let tashkeel = tashkeel.get();
        soon(move || {
            if let Some(place) = place {
                browser::bring_back(&place);
            }
            browser::here_again();
        });
        let first = std::mem::replace(&mut first, usize::MAX);
        all(text::view(s, shown, tashkeel, walked, first))
    };
    let byline = of("p", "byline")
        .attr("dir", s.language.direction())
        .attr("lang", s.language.code());
    passage::paint(app, shown, tashkeel);
    let text = match page.blocks.len() < LONG {
        true => "text",
        false => "text long",
    };
    of("article", "sheet")
        .attr("data-page", number.0.to_string())
        .attr("lang", "ar")
        .attr("dir", "rtl")
        .child(
            el("header")
                .child(el("h1").child(live(title)))
                .child(byline.children(book::origin(s, &page.record))),
        )
        .child(notice)
        .child(
            of("div", text)
                .live_attr("aria-busy", move || {
                    shown.busy.get().then(|| "true".to_owned())
                })
                .child(live(body)),
        )
}

/// What stands above the text of a page. `again` is true if it stood there before, for another page.
#[inline(never)]
fn above(app: App, s: &'static Strings, page: &Arc<PageView>, again: bool) -> Vec<AnyView> {
    vec![
        trail(app, s, page).view(),
        tools::view(app, s, page)
            .children(folio_pair::button(app, s, page))
            .child(cite::page_button(app, page.clone()))
            .view(),
        contents::view(app, s, page.clone(), again),
    ]
}

/// What stands beside the text of a page, and over it. With `stay` the reader stays where they are; `at_once` is false
/// if the text is to be drawn first.
#[inline(never)]
fn beside(
    app: App,
    s: &'static Strings,
    shown: Shown,
    tashkeel: Memo<bool>,
    stay: bool,
    at_once: bool,
) -> Vec<AnyView> {
    let page = shown.page.get_untracked();
    let told = page.clone();
    let found = move || {
        let search = app.marking();
        all(shown
            .page
            .with(|page| found_words(s, page, search.as_ref())))
    };
    let parts = move || {
        all([
            live(found),
            passage::view(app, s, &told, tashkeel),
            all(about::view(s, &told)),
            all(about::related(s, &told)),
        ])
    };
    let beside = of("aside", "beside").child(by_turn(at_once, parts));
    passage::follow(app, shown, tashkeel, stay);
    folio::follow(app, &page, stay);
    let (mut stay, mut before) = (stay, None);
    let hits = move || {
        let page = shown.drawn.get();
        let hits = hitbar::count(&page);
        let before = before.replace(page.clone());
        // When the rest of it is there, too, its reader is where they are.
        let same = before.is_some_and(|before| Arc::ptr_eq(&before, &page));
        let stay = std::mem::take(&mut stay) || same;
        all([hitbar::view(app, s, hits, stay), rail::view(app, hits)])
    };
    vec![beside.view(), live(hits)]
}

/// Where the page is: library, book, page; before them the way back to the results.
#[inline(never)]
fn trail(app: App, s: &'static Strings, page: &PageView) -> El {
    let found_by = Memo::new(move |_| app.route.with(|route| route.search().cloned()));
    let back = move || all(found_by.with(|by| by.as_ref().map(|search| back(app, s, search))));
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
        .child(live(back))
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
