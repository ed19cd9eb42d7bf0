//! What is kept for when there is no network: the whole library or single books, how much of each is here, what is
//! being fetched, and what the browser says of its room.

use super::{book, trouble};
use crate::app::{App, End, Seen};
use crate::browser::{self, Room};
use crate::stock::Share;
use crate::strings::OfflineStrings;
use crate::ui::{El, all, el, live, live_text, nothing, of};
use leptos::prelude::*;
use warraq::answer::BookRecord;

/// The place.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = &app.strings().offline;
    let head = of("div", "shelf-head")
        .child(el("h1").text(s.title))
        .child(of("p", "facts").text(s.about));
    let place = of("div", "shelf offline").child(head);
    if let Some(hindrance) = browser::hindrance() {
        let why = of("p", "notice").text((s.hindrance)(hindrance));
        return place.child(why).view();
    }
    #[derive(Clone, PartialEq)]
    enum Found {
        Waiting,
        Known,
        Wrong,
    }
    let found = Memo::new(move |_| {
        app.offline.seen.with(|seen| match seen {
            Seen::Waiting => Found::Waiting,
            Seen::Known { .. } => Found::Known,
            Seen::Failed(_) | Seen::Silent => Found::Wrong,
        })
    });
    let state = move || match found.get() {
        Found::Waiting => el("p").attr("role", "status").text(s.looking).view(),
        Found::Known => parts(app, s),
        Found::Wrong => app.offline.seen.with_untracked(|seen| match seen {
            Seen::Failed(trouble) => trouble::view(app, trouble),
            _ => silent(app, s).view(),
        }),
    };
    let lacks = move || matches!(app.offline.end.get(), Some(End::Lacks(_)));
    place
        .child(live(move || job(app, s)))
        .child(
            of("p", "keep-end")
                .attr("role", "status")
                .live_attr("data-lacks", move || lacks().then(String::new))
                .child(live_text(move || end(app, s).to_owned())),
        )
        .child(live(state))
        .child(of("section", "keep-browser").child(live(move || room(app, s))))
        .view()
}

fn silent(app: App, s: &'static OfflineStrings) -> El {
    let retry = of("button", "button")
        .attr("type", "button")
        .on_click(move |_| app.retry())
        .text(app.strings().retry);
    of("div", "notice")
        .child(el("p").text(s.silent))
        .child(retry)
}

/// What is being fetched.
fn job(app: App, s: &'static OfflineStrings) -> AnyView {
    let offline = app.offline;
    let busy = Memo::new(move |_| offline.job.with(Option::is_some));
    if !busy.get() {
        return nothing();
    }
    let far = move || {
        let job = offline.job.get();
        job.map_or((0, 0), |job| (job.got().min(job.total), job.total))
    };
    let said = move || {
        let (got, total) = far();
        (s.got)(got, total)
    };
    let percent = move || {
        let (got, total) = far();
        [
            "inline-size: ",
            &(got * 100 / total.max(1)).to_string(),
            "%",
        ]
        .concat()
    };
    let bar = of("div", "keep-bar")
        .attr("role", "progressbar")
        .attr("aria-label", s.progress)
        .attr("aria-valuemin", "0")
        .live_attr("aria-valuemax", move || Some(far().1.to_string()))
        .live_attr("aria-valuenow", move || Some(far().0.to_string()))
        .live_attr("aria-valuetext", move || Some(said()))
        .child(el("div").live_style(percent));
    of("section", "keep-job")
        .child(bar)
        .child(el("p").child(live_text(said)))
        .child(
            of("button", "button")
                .attr("type", "button")
                .on_click(move |_| app.stop_keeping())
                .text(s.stop),
        )
        .view()
}

/// What became of it.
fn end(app: App, s: &'static OfflineStrings) -> &'static str {
    match app.offline.end.get() {
        None => "",
        Some(End::Kept) => s.done,
        Some(End::Stopped) => s.stopped,
        Some(End::Removed) => s.removed,
        Some(End::Lacks(lack)) => (s.lack)(lack),
    }
}

/// What is known of a row.
#[derive(Clone, Copy, PartialEq)]
struct Row {
    /// Its own files.
    own: Share,
    /// With all else it needs.
    need: Share,
    /// True if the app is here.
    app: bool,
    chosen: bool,
    /// True if it is being fetched.
    coming: bool,
}

/// The library and its books.
#[inline(never)]
fn parts(app: App, s: &'static OfflineStrings) -> AnyView {
    let offline = app.offline;
    let shares = Memo::new(move |_| app.shares().unwrap_or_default());
    let busy = Memo::new(move |_| offline.job.with(Option::is_some));
    let library = Memo::new(move |_| {
        shares.with(|(shares, app)| Row {
            own: shares.library,
            need: shares.library,
            app: *app,
            chosen: offline.chosen.with(|chosen| chosen.all),
            coming: busy.get(),
        })
    });
    let shelf = app.shelf();
    let rows = shelf.books.iter().enumerate().map(|(at, record)| {
        let id = record.id.clone();
        let row = Memo::new(move |_| {
            shares.with(|(shares, app)| {
                let own = shares.texts.get(at).copied().unwrap_or_default();
                Row {
                    own,
                    need: own.and(shares.search),
                    app: *app,
                    chosen: offline.chosen.with(|chosen| chosen.has(&id)),
                    coming: busy.get(),
                }
            })
        });
        let title = book::title(record, app.strings());
        el("li").child(one(app, s, title, Some(record.clone()), row))
    });
    let search = move || shares.with(|(shares, _)| (s.search)(shares.search.bytes));
    // Small books are together in one file: who keeps one of them has all.
    let apart = shares.with_untracked(|(shares, _)| {
        let all = shares.library.bytes - shares.search.bytes;
        shares.texts.iter().any(|texts| texts.bytes < all)
    });
    let books = apart.then(|| {
        all([
            el("h2").text(s.books),
            of("p", "faint").child(live_text(search)),
            el("ul").attr("role", "list").children(rows),
        ])
    });
    let whole = one(app, s, s.library.to_owned(), None, library);
    all([whole.view()].into_iter().chain(books))
}

/// A row: its title and size, how much of it is here, and what can be done.
fn one(
    app: App,
    s: &'static OfflineStrings,
    title: String,
    book: Option<BookRecord>,
    row: Memo<Row>,
) -> El {
    let state = move || {
        let Row {
            need,
            own,
            app,
            chosen,
            coming,
        } = row.get();
        match (chosen, need.is_whole() && app) {
            (true, true) => s.kept.to_owned(),
            (true, false) if coming => s.coming.to_owned(),
            (true, false) if own.here == 0 => s.gone.to_owned(),
            _ if own.here > 0 => (s.partly)(own.here, own.bytes),
            _ => String::new(),
        }
    };
    let name = title.clone();
    let actions = move || {
        let Row {
            need,
            app: is_here,
            chosen,
            coming,
            own,
        } = row.get();
        let whole = need.is_whole() && is_here;
        let label = match chosen {
            true if whole || coming => None,
            true => Some((s.complete)(need.missing)),
            false => Some((s.keep)(need.missing)),
        };
        let keeps = label.map(|label| {
            let book = book.clone();
            action(&label, &name).on_click(move |_| app.keep(book.as_ref()))
        });
        // All is also what was not chosen and came with reading.
        let some = chosen || book.is_none() && own.here > 0;
        let removes = (some && (whole || !coming)).then(|| {
            let book = book.clone();
            action(s.remove, &name).on_click(move |_| app.let_go(book.clone()))
        });
        all(keeps.into_iter().chain(removes))
    };
    let size = move || (s.size)(row.with(|row| row.own.bytes));
    let name = of("bdi", "keep-title").text(title);
    let kept = move || row.with(|row| row.chosen && row.need.is_whole() && row.app);
    let told = of("div", "keep-part")
        .child(
            of("p", "keep-name")
                .child(name)
                .text(" ")
                .child(of("span", "faint").child(live_text(size))),
        )
        .child(of("p", "keep-state").child(live_text(state)));
    of("div", "keep-row")
        .live_attr("data-kept", move || kept().then(String::new))
        .child(told)
        .child(of("div", "keep-actions").child(live(actions)))
}

/// A button that says of what it is, for those who do not see where it stands.
fn action(label: &str, title: &str) -> El {
    of("button", "button")
        .attr("type", "button")
        .attr("aria-label", [label, ": ", title].concat())
        .text(label)
}

/// What the browser says of its room, and what there is to mind.
fn room(app: App, s: &'static OfflineStrings) -> AnyView {
    let Some(Room {
        promised,
        used,
        most,
    }) = app.offline.room.get()
    else {
        return nothing();
    };
    let promise = promised.map(|promised| match promised {
        true => s.promised,
        false => s.not_promised,
    });
    let room = (most > 0).then(|| (s.room)(used, most));
    let minds = (s.mind)(browser::mind()).iter();
    let said = promise.map(str::to_owned).into_iter().chain(room);
    let said = said.chain(minds.map(|&mind| mind.to_owned()));
    let said: Vec<El> = said.map(|said| el("p").text(said)).collect();
    all([el("h2").text(s.browser)].into_iter().chain(said))
}
