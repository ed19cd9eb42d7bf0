//! The places, and the frame around them.

mod book;
mod depth;
mod hit;
mod hitbar;
mod nothing;
mod page;
mod reason;
mod search;
mod settings;
mod shelf;
mod text;
mod trouble;

use crate::app::app;
use crate::browser;
use crate::client::Opening;
use crate::route::Route;
use crate::ui::{Icon, icon};
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
}

/// The whole page. It is built anew when the language changes, and only then.
#[allow(non_snake_case)]
pub(crate) fn Shell() -> impl IntoView {
    let app = app();
    let language = Memo::new(move |_| app.prefs.with(|prefs| prefs.language));
    let kind = Memo::new(move |_| {
        app.library.with(|library| match library {
            Opening::Waiting => Kind::Waiting,
            Opening::Failed(_) => Kind::Failed,
            Opening::Ready(_) => app.route.with(|route| match route {
                Route::Shelf => Kind::Shelf,
                Route::Book(_) => Kind::Book,
                Route::Search(_) => Kind::Search,
                Route::Page(_) => Kind::Page,
            }),
        })
    });
    keys();
    titles();
    let far = RwSignal::new(false);
    window_event_listener(leptos::ev::scroll, move |_| {
        let now = browser::scroll_y() > FAR;
        if now != far.get_untracked() {
            far.set(now);
        }
    });
    move || {
        language.track();
        let s = app.strings();
        let place = move || match kind.get() {
            Kind::Waiting => view! { <p class="waiting" role="status">{s.opening}</p> }.into_any(),
            Kind::Failed => app.library.with(|library| match library {
                Opening::Failed(trouble) => trouble::view(app, trouble),
                _ => ().into_any(),
            }),
            Kind::Shelf => shelf::view(app),
            Kind::Book => book::view(app),
            Kind::Search => search::view(app),
            Kind::Page => page::view(app),
        };
        view! {
            <a class="skip" href="#content" on:click=skip>{s.to_content}</a>
            {header()}
            <main id="content" tabindex="-1">{place}</main>
            <button
                class="to-top"
                title=s.to_top
                aria-label=s.to_top
                hidden=move || !far.get()
                on:click=move |_| browser::scroll_to(0.0, true)
            >
                {icon(Icon::Up)}
            </button>
            {settings::view(app)}
        }
        .into_any()
    }
}

/// To the text, without a change of address.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    browser::focus("content");
}

/// The title of a library; libraries without one have a general name.
fn library_title(shelf: &Shelf, s: &crate::strings::Strings) -> String {
    if shelf.title.is_empty() {
        s.untitled_library.to_owned()
    } else {
        shelf.title.clone()
    }
}

fn header() -> AnyView {
    let app = app();
    let s = app.strings();
    let title = move || {
        app.library.with(|library| match library {
            Opening::Ready(shelf) => library_title(shelf, s),
            _ => s.shelf.to_owned(),
        })
    };
    let query = RwSignal::new(String::new());
    Effect::new(move |_| {
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
    let on_input = move |event| {
        query.set(event_target_value(&event));
        app.typed(query.get_untracked());
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        app.entered(query.get_untracked());
        browser::blur("query");
    };
    view! {
        <header class="top">
            <a class="home" href="#/" title=s.shelf>
                {icon(Icon::Library)}
                <span class="home-title">{title}</span>
            </a>
            <search>
                <form role="search" on:submit=on_submit>
                    <label class="hidden" for="query">{s.search_hint}</label>
                    <input
                        id="query"
                        type="search"
                        dir="auto"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        enterkeyhint="search"
                        placeholder=s.search_hint
                        prop:value=query
                        on:input=on_input
                    />
                    <button class="go" type="submit" title=s.search aria-label=s.search>{icon(Icon::Search)}</button>
                </form>
            </search>
            <button
                class="bare"
                aria-haspopup="dialog"
                title=s.settings
                aria-label=s.settings
                on:click=move |_| app.settings.set(true)
            >
                {icon(Icon::Settings)}
            </button>
        </header>
    }
    .into_any()
}

/// Keys that work in every place. They go by where the key is, so that they work in any layout.
fn keys() {
    let app = app();
    window_event_listener(leptos::ev::keydown, move |event| {
        if browser::in_text_field(&event) {
            return;
        }
        match browser::key_code(&event).as_deref() {
            Some("Slash") => {
                event.prevent_default();
                browser::focus("query");
            }
            Some("KeyN" | "KeyJ") => hitbar::step(app, true),
            Some("KeyP" | "KeyK") => hitbar::step(app, false),
            _ => {}
        }
    });
}

/// Keeps the title of the window.
fn titles() {
    let app = app();
    Effect::new(move |_| {
        let s = app.strings();
        let library = app.library.with(|library| match library {
            Opening::Ready(shelf) => library_title(shelf, s),
            _ => s.warraq.to_owned(),
        });
        let place = app.route.with(|route| match route {
            Route::Shelf => None,
            Route::Book(place) => app.library.with(|library| match library {
                Opening::Ready(shelf) => {
                    let book = shelf.books.iter().find(|book| book.id == place.id);
                    book.map(|book| book.title.clone())
                        .filter(|title| !title.is_empty())
                }
                _ => None,
            }),
            Route::Search(search) => Some(search.query.clone()).filter(|query| !query.is_empty()),
            Route::Page(place) => app.reading.with(|reading| match reading {
                crate::app::Reading::Open(page) if page.record.id == place.id => {
                    Some(page.record.title.clone())
                }
                _ => None,
            }),
        });
        browser::set_title(&place.map_or_else(
            || library.clone(),
            |place| [&place, " — ", &library].concat(),
        ));
    });
}
