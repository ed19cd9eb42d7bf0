//! A page to read, with the words it was found by.

use super::{
    about, book, cite, contents, folio, folio_pair, folio_strip, hitbar, passage, rail, text,
    tools, trouble,
};
use crate::app::{App, Reading, effect, in_steps, soon};
use crate::browser;
use crate::route::{BookPlace, PagePlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, Icon, all, el, icon, link, live, marked, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{PageRecord, PageView};
use warraq::id::PageId;

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

    /// Has it show the newest of its page.
    #[inline(never)]
    pub(super) fn follow(self, newest: impl Fn() -> Option<Arc<PageView>> + 'static) {
        let number = self.page.with_untracked(|page| page.record.page);
        effect(move || {
            if let Some(new) = newest().filter(|new| new.record.page == number) {
                self.take(new);
            }
        });
    }

    /// Has it show this of its page, unless it does.
    pub(super) fn take(self, new: Arc<PageView>) {
        if self.page.with_untracked(|old| !Arc::ptr_eq(old, &new)) {
            self.page.set(new);
        }
    }
}

/// The place.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let strip = Memo::new(move |_| {
        app.prefs.with(|prefs| prefs.onward) && folio_pair::place(app).is_none()
    });
    effect(move || {
        if !strip.get() {
            app.stop_reading_on();
        }
    });
    // The same page with other words marked need not be drawn anew, nor the pages around it. All that the view depends on is
    // in this one value: it is not told of another that changes together with this.
    let open = Memo::new(move |before: Option<&(Option<PageId>, u32, bool)>| {
        let strip = strip.get();
        app.reading.with(|reading| {
            let page = match reading {
                Reading::Open(page) => Some(&page.record),
                _ => None,
            };
            let (was, times, _) = before.copied().unwrap_or_default();
            let same = match page {
                Some(page) if strip => app.folio.is_at(page.page),
                page => page.map(|page| page.page) == was,
            };
            match same {
                true => (was, times, strip),
                false => (page.map(|page| page.page), times + 1, strip),
            }
        })
    });
    live(move || {
        let (page, _, strip) = open.get();
        if page.is_none() {
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
            Reading::Open(page) if strip => strip_view(app, s, page),
            Reading::Open(page) => page_view(app, s, page.clone()),
        })
    })
}

#[inline(never)]
fn page_view(app: App, s: &'static Strings, page: Arc<PageView>) -> AnyView {
    let tashkeel = Memo::new(move |_| app.prefs.with(|prefs| prefs.marks));
    let shown = Shown::new(page.clone());
    shown.follow(move || app.opened());
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
pub(super) fn first(app: App, page: &PageView) -> usize {
    let hit = app.route.with_untracked(|route| match route {
        Route::Page(place) if place.at.is_none() && place.printed.is_none() => {
            Some(place.hit.unwrap_or(0) as usize)
        }
        _ => None,
    });
    let notes = app.reader.notebook;
    let noted = notes.with_untracked(|notes| notes.of_page(&page.record.id).next().is_some());
    match hit.filter(|_| !noted) {
        Some(hit) => to_hit(page, hit),
        None => usize::MAX,
    }
}

/// How many blocks it takes to come to this hit and to fill half a window.
#[inline(never)]
pub(super) fn to_hit(page: &PageView, hit: usize) -> usize {
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
type Around = Box<dyn Fn(Shown, bool) -> Vec<AnyView> + Send>;

/// Pages one below the other, from this one on; what is around them is of the one that is read.
#[inline(never)]
fn strip_view(app: App, s: &'static Strings, first: &Arc<PageView>) -> AnyView {
    let tashkeel = Memo::new(move |_| app.prefs.with(|prefs| prefs.marks));
    let read = RwSignal::new(Shown::new(first.clone()));
    let strip = folio_strip::view(app, s, read, tashkeel);
    let stay = app.settle();
    let around = move |show: Around| {
        let told = RwSignal::new(read.get_untracked());
        let mut begun = false;
        effect(move || {
            let read = read.get();
            if std::mem::replace(&mut begun, true) {
                in_steps(move |_| {
                    told.try_set(read);
                    false
                });
            }
        });
        let mut again = false;
        live(move || all(show(told.get(), std::mem::replace(&mut again, true))))
    };
    of("div", "page onward")
        .child(around(Box::new(move |shown, again| {
            shown.page.with_untracked(|page| above(app, s, page, again))
        })))
        .child(strip)
        .child(around(Box::new(move |shown, again| {
            beside(app, s, shown, tashkeel, again || stay, again)
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
    let number = page.record.page;
    let title = move || {
        let tashkeel = tashkeel.get();
        let marked = |page: &Arc<PageView>| {
            let first = walked.then(|| (app.folio.naming(number), 0));
            marked(&page.record.title, &page.title_marks, first, tashkeel)
        };
        all(shown.page.with(marked))
    };
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
        });
        let first = std::mem::replace(&mut first, usize::MAX);
        all(text::view(app, shown, tashkeel, walked, first))
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
                .child(byline.children(book::origin(s, &page.record, [false; 2]))),
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
            .with(|page| about::found_words(s, page, search.as_ref())))
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
