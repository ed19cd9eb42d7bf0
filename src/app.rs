//! What the app is doing: the place, the settings, the library, and the answers on display. All of it
//! in signals; the views show them and call the methods here.

mod corpus;
mod facets;
mod finder;
mod folio;
mod offline;
mod reader;
mod results;
mod scroll;
mod steps;
mod timer;

pub(crate) use corpus::{Corpus, Lines};
pub(crate) use finder::{Item, Kind};
pub(crate) use folio::named;
pub(crate) use offline::{End, Offline, Seen};

use crate::ask;
use crate::browser;
use crate::client::{Client, Opening, Ticket};
use crate::prefs::{self, Digits, Language, Prefs};
use crate::protocol::{Question, Reply, Trouble};
use crate::route::{PagePlace, Route, Search};
use crate::strings::{self, Strings};
use crate::view;
use leptos::prelude::*;
pub(crate) use reader::{Reader, address, nth, place_of, stretches, texts};
pub(crate) use results::{Found, Results};
use std::sync::Arc;
use std::time::Duration;
pub(crate) use steps::{finish_steps, in_steps};
use timer::Timer;
use warraq::answer::{PageView, Shelf};

/// How long typing must rest before it is searched for.
const DEBOUNCE: Duration = Duration::from_millis(120);
/// How long typing must rest before it makes a place of its own in the history.
const PAUSE: Duration = Duration::from_millis(1500);
/// How long scrolling must rest before it is remembered.
const REST: Duration = Duration::from_millis(100);

/// The state of the app; a bundle of handles, free to copy.
#[derive(Clone, Copy)]
pub(crate) struct App {
    /// The place.
    pub(crate) route: RwSignal<Route>,
    /// The settings.
    pub(crate) prefs: RwSignal<Prefs>,
    /// How the interface is written, which is less than all that is set.
    written: Memo<(Language, Digits)>,
    /// The library.
    pub(crate) library: RwSignal<Opening>,
    /// True while the settings are open.
    pub(crate) settings: RwSignal<bool>,
    /// The results on display. They stay while the next are awaited.
    pub(crate) results: RwSignal<Results>,
    /// The words of the query whose forms are to be seen, a bit for each.
    pub(crate) opened_forms: RwSignal<u32>,
    /// The page on display.
    pub(crate) reading: RwSignal<Reading>,
    /// The word whose card is open.
    pub(crate) word: RwSignal<Option<view::Card>>,
    /// What the reader does with pages.
    pub(crate) reader: Reader,
    /// Reading on from page to page.
    pub(crate) folio: folio::Folio,
    /// The word being asked about.
    pub(crate) asking: StoredValue<Option<Ticket>, LocalStorage>,
    /// The fields by which results can be narrowed.
    pub(crate) facets: facets::Facets,
    /// The query line: what is offered while it is typed in, the searches that are kept.
    pub(crate) finder: finder::Finder,
    /// All that a search finds.
    pub(crate) corpus: Corpus,
    /// What is kept for when there is no network.
    pub(crate) offline: Offline,
    client: StoredValue<Client, LocalStorage>,
    searching: StoredValue<Option<Ticket>, LocalStorage>,
    /// What is being typed and not yet searched for.
    warming: StoredValue<Option<Ticket>, LocalStorage>,
    opening: StoredValue<Option<Ticket>, LocalStorage>,
    /// True if the last word of the query may be unfinished.
    typing: RwSignal<bool>,
    /// Counts presses of "try again".
    attempt: RwSignal<u32>,
    /// What waits for typing to rest: the search, the end of a place in the history.
    debounce: Timer,
    pause: Timer,
    /// What waits for scrolling to rest: remembering how far.
    scrolled: Timer,
    /// The place the reader was at when they went on to the present one; none if they came back to it.
    before: StoredValue<Option<Route>>,
    /// Where to scroll when the content of the place is there.
    scroll: StoredValue<Option<f64>>,
    /// How far the window was scrolled when it was scrolled last.
    seen: StoredValue<f64>,
    /// Where it was to be scrolled, until the passages are there: before, the place may have been too short for it.
    short: StoredValue<Option<f64>>,
}

/// A page being opened or read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Reading {
    /// It is awaited.
    #[default]
    Waiting,
    /// It is there.
    Open(Arc<PageView>),
    /// The library has none of this name.
    Absent,
    /// It could not be opened.
    Failed(Trouble),
}

/// Starts the app in the page.
pub fn start() {
    console_error_panic_hook::set_once();
    browser::scroll_by_hand();
    leptos::mount::mount_to_body(|| {
        let app = App::new();
        provide_context(app);
        browser::clear_page();
        view::shell()
    });
}

/// Does what changes with the signals it reads, now and whenever they change. One function for all,
/// so that the program has the machinery once.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    let mut act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(move |_| act());
}

/// Does something when what has changed is on display. One function for all, as with [`effect`].
pub(crate) fn soon(act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    request_animation_frame(act);
}

/// The state of the app, for any view.
pub(crate) fn app() -> App {
    expect_context()
}

impl App {
    fn new() -> App {
        let library = RwSignal::new(Opening::Waiting);
        // Until a reader chooses, the language is that of the start page, which the library's maker may have chosen.
        let first = || Prefs {
            language: browser::root("lang")
                .and_then(|code| Language::of(&code))
                .unwrap_or_default(),
            ..Prefs::default()
        };
        let prefs =
            RwSignal::new(browser::load(prefs::KEY).map_or_else(first, |line| Prefs::parse(&line)));
        let written = Memo::new(move |_| {
            prefs.with(|prefs| {
                strings::write_with(prefs.digits);
                (prefs.language, prefs.digits)
            })
        });
        let app = App {
            route: RwSignal::new(Route::parse(&browser::hash())),
            prefs,
            written,
            library,
            settings: RwSignal::new(false),
            results: RwSignal::default(),
            opened_forms: RwSignal::new(0),
            reading: RwSignal::default(),
            word: RwSignal::new(None),
            reader: Reader::new(),
            folio: folio::Folio::new(),
            asking: StoredValue::new_local(None),
            facets: facets::Facets::new(),
            finder: finder::Finder::new(),
            client: StoredValue::new_local(Client::start(move |opening| library.set(opening))),
            corpus: Corpus::new(),
            offline: Offline::new(),
            searching: StoredValue::new_local(None),
            warming: StoredValue::new_local(None),
            opening: StoredValue::new_local(None),
            typing: RwSignal::new(false),
            attempt: RwSignal::new(0),
            debounce: Timer::new(),
            pause: Timer::new(),
            scrolled: Timer::new(),
            before: StoredValue::new(None),
            scroll: StoredValue::new(browser::remembered_scroll()),
            seen: StoredValue::new(0.0),
            short: StoredValue::new(None),
        };
        app.keep_prefs();
        app.follow_history();
        app.follow_search();
        app.follow_page();
        app.follow_facets();
        app.follow_finder();
        app.follow_reader();
        app.follow_beside();
        app.follow_corpus();
        app.follow_offline();
        app
    }

    /// The words of the interface; changes with the language and the digits.
    pub(crate) fn strings(self) -> &'static Strings {
        strings::of(self.written.get().0)
    }

    /// Asks the library.
    pub(crate) fn ask(self, question: Question, answer: impl Fn(Reply) + 'static) -> Ticket {
        self.client
            .with_value(|client| client.ask(question, answer))
    }

    /// Tries again what failed.
    pub(crate) fn retry(self) {
        if matches!(self.library.get_untracked(), Opening::Failed(_)) {
            self.client.with_value(Client::restart);
        } else {
            self.attempt.update(|attempt| *attempt += 1);
        }
    }

    /// Changes the address of the place the reader is at.
    pub(crate) fn replace(self, route: Route) {
        browser::replace(&route.to_hash());
        self.route.set(route);
    }

    /// True if the place before this one in the history is `place`.
    pub(crate) fn came_from(self, place: &Route) -> bool {
        self.before
            .with_value(|before| before.as_ref() == Some(place))
    }

    /// Goes on to another place, as a link does.
    pub(crate) fn go(self, route: Route) {
        self.forget_typing();
        self.typing.set(false);
        self.push(route);
        browser::scroll_to(0.0, false);
    }

    fn push(self, route: Route) {
        self.scrolled.stop();
        browser::push(&route.to_hash());
        self.scroll.set_value(None);
        self.short.set_value(None);
        self.before.set_value(Some(self.route.get_untracked()));
        self.route.set(route);
    }

    /// Takes what stands in the query line, when typing rests.
    pub(crate) fn typed(self, query: String) {
        self.warm(&query);
        self.debounce.start(DEBOUNCE, move || {
            self.typing.set(true);
            self.search_for(query);
        });
    }

    /// Takes what stands in the query line, as it is.
    pub(crate) fn entered(self, query: String) {
        self.forget_typing();
        self.search_for(query);
        self.forget_typing();
        self.typing.set(false);
    }

    /// True while letters typed are not searched for yet.
    pub(crate) fn is_typing(self) -> bool {
        self.debounce.waits()
    }

    /// The search that a query typed at the present place belongs to; true if the place is that search.
    fn search_here(self) -> (Search, bool) {
        self.route.with_untracked(|route| match route {
            Route::Search(search) => (search.clone(), true),
            Route::Page(PagePlace {
                search: Some(search),
                ..
            }) => (search.clone(), false),
            Route::Book(book) => (
                Search {
                    book: Some(book.id.clone()),
                    ..Search::default()
                },
                false,
            ),
            Route::Corpus(place) => (place.search.clone(), false),
            Route::Page(_) | Route::Shelf | Route::Notes | Route::Offline => Default::default(),
        })
    }

    /// Has what a query needs fetched while typing has not come to rest.
    fn warm(self, query: &str) {
        let warm = (!query.trim().is_empty()).then(|| {
            let search = self.search_here().0.with_query(query);
            let question = ask::searching(&search, true, &self.shelf());
            self.client.with_value(|client| client.warm(question))
        });
        self.warming.set_value(warm);
    }

    fn search_for(self, query: String) {
        let (place, at_search) = self.search_here();
        if query == place.query && at_search || query.trim().is_empty() && !at_search {
            return;
        }
        let route = Route::Search(place.with_query(query));
        let same_place = self.pause.waits();
        if at_search && same_place {
            self.replace(route);
        } else {
            self.push(route);
            browser::scroll_to(0.0, false);
        }
        self.pause.start(PAUSE, || {});
    }

    fn forget_typing(self) {
        self.debounce.stop();
        self.pause.stop();
    }

    fn keep_prefs(self) {
        let mut kept = self.prefs.get_untracked();
        effect(move || {
            let prefs = self.prefs.get();
            // Lines of another length break at other words: the reader stays with what they read.
            let place = browser::in_view();
            browser::set_root("lang", prefs.language.code());
            browser::set_root("dir", prefs.language.direction());
            browser::set_root("data-theme", prefs.theme.name());
            browser::set_root("data-size", &prefs.size.to_string());
            browser::set_root("data-face", prefs.face.name());
            browser::set_root("data-leading", &prefs.leading.to_string());
            browser::set_root("data-measure", &prefs.measure.to_string());
            let lines = if prefs.justified { "even" } else { "ragged" };
            browser::set_root("data-lines", lines);
            if std::mem::replace(&mut kept, prefs) != prefs {
                browser::save(prefs::KEY, &prefs.to_line());
                if let Some(place) = place {
                    browser::bring_back(&place);
                }
            }
        });
    }

    fn follow_history(self) {
        window_event_listener(leptos::ev::hashchange, move |_| {
            let route = Route::parse(&browser::hash());
            if route == self.route.get_untracked() {
                return;
            }
            self.forget_typing();
            self.scrolled.stop();
            self.typing.set(false);
            let remembered = browser::remembered_scroll();
            self.scroll.set_value(remembered);
            self.short.set_value(None);
            let same_page = self.route.with_untracked(|before| match (before, &route) {
                (Route::Page(before), Route::Page(after)) => before.id == after.id,
                _ => false,
            });
            if remembered.is_none() && !same_page {
                browser::scroll_to(0.0, false);
            }
            self.before
                .set_value(remembered.is_none().then(|| self.route.get_untracked()));
            self.route.set(route);
        });
        window_event_listener(leptos::ev::scroll, move |_| {
            self.seen.set_value(browser::scroll_y());
            self.scrolled.start(REST, move || {
                // A link may have led on already, and its place not be told yet.
                let here = self.route.get_untracked();
                if Route::parse(&browser::hash()) == here {
                    browser::remember_scroll(browser::scroll_in_page());
                }
            });
        });
    }

    /// What is in the library; nothing before it is open.
    pub(crate) fn shelf(self) -> Arc<Shelf> {
        self.library.with_untracked(|library| match library {
            Opening::Ready(shelf) => shelf.clone(),
            _ => Arc::default(),
        })
    }

    /// Asks whenever the place is another search.
    fn follow_search(self) {
        let wanted = Memo::new(move |_| {
            let open = self
                .library
                .with(|library| matches!(library, Opening::Ready(_)));
            self.route.with(|route| match route {
                Route::Search(search) if open => Some((search.clone(), self.typing.get())),
                _ => None,
            })
        });
        let (mut away, mut told) = (true, false);
        effect(move || {
            self.attempt.track();
            let Some((search, typing)) = wanted.get() else {
                away = true;
                if let Some(ticket) = self.searching.try_update_value(Option::take).flatten() {
                    told = ticket.is_answered();
                }
                return;
            };
            // Who comes back to an answer finds it as they left it.
            if std::mem::take(&mut away) && told && self.is_whole(&search) {
                return;
            }
            if search.query.trim().is_empty() {
                self.searching.set_value(None);
                return self.results.set(Results::Blank);
            }
            let question = ask::searching(&search, typing, &self.shelf());
            // What is on display stays, and is not drawn again.
            let shown = |results: &Results| matches!(results, Results::Found(_));
            if !self.results.with_untracked(shown) {
                self.results.set(Results::Waiting);
            }
            let ticket = self.ask(question, move |reply| match reply {
                Reply::Found(answer, records) => self.show(&search, *answer, records, None),
                Reply::Grouped(found) => {
                    let (answer, records, groups) = *found;
                    self.show(&search, answer, records, Some(groups));
                }
                Reply::Snippets(snippets) => self.show_passages(snippets),
                Reply::Absent(pages) => self.lacks_texts(pages),
                Reply::Trouble(trouble) => self.results.set(Results::Failed(trouble)),
                _ => {}
            });
            self.searching.set_value(Some(ticket));
            self.warming.set_value(None);
        });
    }

    /// Opens whenever the place is another page, or the same with other words marked.
    fn follow_page(self) {
        let wanted = Memo::new(move |_| {
            let open = self
                .library
                .with(|library| matches!(library, Opening::Ready(_)));
            self.route.with(|route| match route {
                Route::Page(place) if open => Some(PagePlace {
                    hit: None,
                    at: None,
                    printed: None,
                    beside: None,
                    search: self.reader.find.get().or(place.search.clone()),
                    ..place.clone()
                }),
                _ => None,
            })
        });
        effect(move || {
            self.attempt.track();
            let Some(place) = wanted.get() else {
                return self.opening.set_value(None);
            };
            if self.has_come_to(&place) {
                return;
            }
            self.begin_reading(&place);
            let shown = |reading: &Reading| matches!(reading, Reading::Open(page) if page.record.id == place.id);
            if !self.reading.with_untracked(shown) {
                self.reading.set(Reading::Waiting);
                browser::text_faces();
            }
            let question = ask::page(&place, &self.shelf());
            let ticket = self.ask(question, move |reply| match reply {
                Reply::Page(page) => self.reading.set(Reading::Open(Arc::new(*page))),
                Reply::NoPage => self.reading.set(Reading::Absent),
                Reply::Trouble(trouble) => self.reading.set(Reading::Failed(trouble)),
                _ => {}
            });
            self.opening.set_value(Some(ticket));
        });
    }
}
