//! The places, and the frame around them.

mod about;
mod book;
mod cite;
mod contents;
mod corpus;
mod depth;
mod facets;
mod find;
mod finder;
mod finder_builder;
mod finder_groups;
mod finder_kept;
mod finder_places;
mod folio;
mod folio_pair;
mod folio_strip;
mod forms;
mod hit;
mod hitbar;
mod keys;
mod lines;
mod neighbours;
mod none;
mod notes;
mod offline;
mod page;
mod passage;
mod rail;
mod reason;
mod search;
mod settings;
mod shelf;
mod spread;
mod text;
mod tools;
mod trouble;
mod typeface;
mod word;

pub(crate) use word::Card;

use crate::app::{App, app, effect};
use crate::browser;
use crate::client::Opening;
use crate::route::Route;
use crate::strings::Strings;
use crate::ui::{El, Icon, all, el, icon, link, live, live_text, nothing, of};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use warraq::answer::Shelf;

/// How far down, in pixels, a way back to the top is offered.
const FAR: f64 = 900.0;

/// The kinds of place; a change of kind changes the whole view.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Waiting,
    Failed,
    Shelf,
    Book,
    Search,
    Page,
    Notes,
    Corpus,
    Offline,
}

/// The whole page. It is built anew when the language or the digits change, and only then.
pub(crate) fn shell() -> AnyView {
    let app = app();
    let kind = Memo::new(move |_| {
        app.library.with(|library| match library {
            Opening::Waiting => Kind::Waiting,
            Opening::Failed(_) => Kind::Failed,
            Opening::Ready(_) => app.route.with(|route| match route {
                Route::Shelf => Kind::Shelf,
                Route::Book(_) => Kind::Book,
                Route::Search(_) => Kind::Search,
                Route::Page(_) => Kind::Page,
                Route::Notes => Kind::Notes,
                Route::Corpus(_) => Kind::Corpus,
                Route::Offline => Kind::Offline,
            }),
        })
    });
    keys::listen(app);
    titles();
    let far = RwSignal::new(false);
    window_event_listener(leptos::ev::scroll, move |_| {
        let now = browser::scroll_y() > FAR;
        if now != far.get_untracked() {
            far.set(now);
        }
    });
    let mut again = false;
    live(move || {
        let s = app.strings();
        if std::mem::replace(&mut again, true) {
            app.stay();
        }
        let place = move || match kind.get() {
            Kind::Waiting => of("p", "waiting")
                .attr("role", "status")
                .text(s.opening)
                .view(),
            Kind::Failed => app.library.with(|library| match library {
                Opening::Failed(trouble) => trouble::view(app, trouble),
                _ => nothing(),
            }),
            Kind::Shelf => shelf::view(app),
            Kind::Book => book::view(app),
            Kind::Search => search::view(app),
            Kind::Page => page::view(app),
            Kind::Notes => notes::view(app),
            Kind::Corpus => corpus::view(app),
            Kind::Offline => offline::view(app),
        };
        let to_top = button("to-top", s.to_top, Icon::Up)
            .live_attr("hidden", move || (!far.get()).then(String::new))
            .on_click(|_| browser::scroll_to(0.0, true));
        all([
            link("#content")
                .class("skip")
                .text(s.to_content)
                .on_click(skip)
                .view(),
            header(app, s),
            finder_builder::view(app, s),
            el("main")
                .attr("id", "content")
                .attr("tabindex", "-1")
                .on_click(move |event| word::touch(app, &event))
                .child(live(place))
                .view(),
            to_top.view(),
            find::view(app, s),
            settings::view(app),
            keys::view(app, s),
            cite::view(app),
            word::view(app),
            passage::bar(app, s),
            notes::writing(app, s),
            tools::quiet_end(app, s),
        ])
    })
}

/// A button that shows a sign and has a name.
fn button(class: &'static str, name: &'static str, sign: Icon) -> El {
    of("button", class)
        .attr("type", "button")
        .attr("title", name)
        .attr("aria-label", name)
        .child(icon(sign))
}

/// To the text, without a change of address.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    browser::focus("content");
}

/// The title of a library; libraries without one have a general name.
fn library_title(shelf: &Shelf, s: &Strings) -> String {
    if shelf.title.is_empty() {
        s.untitled_library.to_owned()
    } else {
        shelf.title.clone()
    }
}

fn header(app: App, s: &'static Strings) -> AnyView {
    let title = move || {
        app.library.with(|library| match library {
            Opening::Ready(shelf) => library_title(shelf, s),
            _ => s.shelf.to_owned(),
        })
    };
    let query = app.finder.text;
    effect(move || {
        let wanted = app.route.with(|route| {
            route
                .search()
                .map(|search| search.query.clone())
                .unwrap_or_default()
        });
        // What is being typed is newer than the place.
        if !app.is_typing() && query.with_untracked(|query| query.trim() != wanted.trim()) {
            query.set(wanted);
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        app.entered(query.get_untracked());
        app.remember_here();
        app.close_suggestions();
        // Which also puts away a keyboard on the screen.
        browser::focus_still("content");
    };
    let field = el("input")
        .attr("id", "query")
        .attr("type", "search")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "search")
        .attr("placeholder", s.search_hint)
        .live_value(move || query.get());
    let field = finder::field(app, field);
    let form = el("form")
        .attr("role", "search")
        .on(leptos::ev::submit, on_submit)
        .child(
            of("label", "hidden")
                .attr("for", "query")
                .text(s.search_hint),
        )
        .child(field)
        .child(finder_builder::opener(app, s))
        .child(
            of("button", "go")
                .attr("title", s.search)
                .attr("aria-label", s.search)
                .child(icon(Icon::Search)),
        )
        .child(finder::list(app, s, false));
    let home = link("#/").class("home").attr("title", s.shelf);
    of("header", "top")
        .child(
            home.child(icon(Icon::Library))
                .child(of("span", "home-title").child(live_text(title))),
        )
        .child(form)
        .child(
            link("#/notes")
                .class("bare")
                .attr("title", s.reader.notes)
                .attr("aria-label", s.reader.notes)
                .child(icon(Icon::Pen)),
        )
        .child(
            button("bare", s.settings, Icon::Settings)
                .attr("aria-haspopup", "dialog")
                .on_click(move |_| app.settings.set(true)),
        )
        .child(finder::list(app, s, true))
        .view()
}

/// Keeps the title of the window.
fn titles() {
    let app = app();
    effect(move || {
        let s = app.strings();
        let library = app.library.with(|library| match library {
            Opening::Ready(shelf) => library_title(shelf, s),
            _ => s.warraq.to_owned(),
        });
        let place = app.route.with(|route| match route {
            Route::Shelf => None,
            Route::Notes => Some(s.reader.notes.to_owned()),
            Route::Offline => Some(s.offline.title.to_owned()),
            Route::Book(place) => app.library.with(|library| match library {
                Opening::Ready(shelf) => {
                    let book = shelf.books.iter().find(|book| book.id == place.id);
                    book.map(|book| book.title.clone())
                        .filter(|title| !title.is_empty())
                }
                _ => None,
            }),
            Route::Search(search) => Some(search.query.clone()).filter(|query| !query.is_empty()),
            Route::Corpus(place) => Some(corpus::title(s, place)),
            Route::Page(_) => app.page_here().map(|page| page.record.title.clone()),
        });
        browser::set_title(&place.map_or_else(
            || library.clone(),
            |place| [&place, " — ", &library].concat(),
        ));
    });
}
