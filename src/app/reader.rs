//! What a reader does with pages: turns them, finds words in them, leaves notes and comes back.

use super::timer::Timer;
use super::{App, Reading, effect, finish_steps};
use crate::anchor::Anchor;
use crate::browser::{self, Painted, Selected};
use crate::client::Opening;
use crate::notebook::{Note, Notebook, Place, Places};
use crate::prefs::Language;
use crate::route::{PagePlace, Route, Search};
use crate::segment::without_tashkeel;
use crate::strings::Strings;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use warraq::answer::{PageRecord, PageView};

/// How long scrolling must rest before the place is kept.
const REST: Duration = Duration::from_millis(600);
/// Words of the place where reading goes on.
const PLACE_WORDS: u32 = 6;

/// The state of reading.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    /// True while the contents of the book are open.
    pub(crate) contents: RwSignal<bool>,
    /// True while the sheet of keys is open.
    pub(crate) keys: RwSignal<bool>,
    /// True while the text stands alone.
    pub(crate) quiet: RwSignal<bool>,
    /// What is looked for in the page; none while the box is shut.
    pub(crate) find: RwSignal<Option<Search>>,
    /// What is selected in the text.
    pub(crate) selected: RwSignal<Option<Selected>>,
    /// The reader's notes.
    pub(crate) notebook: RwSignal<Notebook>,
    /// False if the browser does not keep them.
    pub(crate) kept: RwSignal<bool>,
    /// The name of the note whose words are being written.
    pub(crate) writing: RwSignal<Option<String>>,
    /// The note taken away last.
    pub(crate) removed: RwSignal<Option<Note>>,
    /// Where the reader is in each book.
    pub(crate) places: RwSignal<Places>,
}

/// A key of the browser's store. Libraries on one host have each their own.
pub(super) fn key(what: &str) -> String {
    ["warraq-", what, ":", &browser::folder()].concat()
}

impl Reader {
    pub(super) fn new() -> Reader {
        let places = browser::load(&key("places"));
        Reader {
            contents: RwSignal::new(false),
            keys: RwSignal::new(false),
            quiet: RwSignal::new(false),
            find: RwSignal::new(None),
            selected: RwSignal::new(None),
            notebook: RwSignal::new(load_notes().unwrap_or_default()),
            kept: RwSignal::new(true),
            writing: RwSignal::new(None),
            removed: RwSignal::new(None),
            places: RwSignal::new(places.map_or_else(Places::default, |text| Places::parse(&text))),
        }
    }
}

fn load_notes() -> Option<Notebook> {
    Notebook::parse(&browser::load(&key("notes"))?)
}

/// The texts of the blocks of a page.
pub(crate) fn texts(page: &PageView) -> Vec<&str> {
    page.blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect()
}

/// The address of a place, for others to follow.
pub(crate) fn address(route: &Route) -> String {
    [browser::address(), route.to_hash()].concat()
}

/// Which page of its book it is, from 1.
pub(crate) fn nth(page: &PageView) -> u32 {
    page.record.page.0.saturating_sub(page.book.first.0) + 1
}

/// The place of a page.
pub(crate) fn place_of(record: &PageRecord) -> PagePlace {
    PagePlace {
        page: record.page.0,
        id: record.id.clone(),
        ..PagePlace::default()
    }
}

/// Where the page is in print. If it is on several pages there, a sign in place of it: which of them is copied, the
/// script of reading knows.
fn printed_place(page: &PageView, s: &Strings) -> String {
    match page.record.printed {
        Some((first, last)) if first == last => (s.folio.printed)(first, last),
        Some(_) => "\u{FFFC}".to_owned(),
        None => String::new(),
    }
}

/// Where an anchor is in a page as it is shown; nothing if it is nowhere.
pub(crate) fn stretches(page: &PageView, anchor: &Anchor, tashkeel: bool) -> Vec<Painted> {
    let texts = texts(page);
    let Some(place) = anchor.find(&texts) else {
        return Vec::new();
    };
    let units = |text: &str| match tashkeel {
        true => text.encode_utf16().count() as u32,
        false => without_tashkeel(text).encode_utf16().count() as u32,
    };
    let stretch = |(block, range): (u32, std::ops::Range<usize>)| {
        let text = texts[block as usize];
        Painted {
            block,
            start: units(&text[..range.start]),
            end: units(&text[..range.end]),
        }
    };
    let found = anchor.stretches(&texts, place);
    found.into_iter().map(stretch).collect()
}

impl App {
    /// The page on display, if it is there.
    pub(crate) fn open_page(self) -> Option<Arc<PageView>> {
        untrack(|| self.page_here())
    }

    /// The search whose words are marked in the page.
    pub(crate) fn marking(self) -> Option<Search> {
        let find = self.reader.find.get_untracked();
        find.or_else(|| self.route.with_untracked(|route| route.search().cloned()))
    }

    /// Turns to the next page of the book or the one before.
    pub(crate) fn turn(self, forward: bool) {
        let Some(page) = self.open_page() else { return };
        let beside = self.beside_after_turn(&page, forward);
        if beside.is_none() && self.prefs.with_untracked(|prefs| prefs.onward) {
            let turned = self.folio.turned;
            return turned.update(|turned| *turned = (turned.0 + 1, forward));
        }
        let to = if forward { &page.next } else { &page.previous };
        if let Some(record) = to {
            let search = self.route.with_untracked(|route| route.search().cloned());
            self.go(Route::Page(PagePlace {
                search,
                beside,
                ..place_of(record)
            }));
        }
    }

    /// Changes the notes and keeps them. What another window has kept meanwhile is not undone.
    pub(crate) fn change_notes(self, change: impl FnOnce(&mut Notebook)) {
        let Reader { notebook, kept, .. } = self.reader;
        let mut notes = match kept.get_untracked() {
            true => load_notes().unwrap_or_else(|| notebook.get_untracked()),
            false => notebook.get_untracked(),
        };
        change(&mut notes);
        kept.set(browser::save(&key("notes"), &notes.to_json()));
        notebook.set(notes);
    }

    /// Takes a note away; it can be brought back.
    pub(crate) fn remove_note(self, id: &str) {
        let mut removed = None;
        self.change_notes(|notes| {
            if let Some(at) = notes.notes.iter().position(|note| note.id == id) {
                removed = Some(notes.notes.remove(at));
            }
        });
        self.reader.removed.set(removed);
    }

    /// Sets the bookmark of the page, or takes it away.
    pub(crate) fn toggle_bookmark(self) {
        let Some(page) = self.open_page() else { return };
        let set = self
            .reader
            .notebook
            .with_untracked(|notes| notes.bookmark(&page.record.id).map(|note| note.id.clone()));
        match set {
            Some(id) => self.remove_note(&id),
            None => {
                let note = self.note_of(&page);
                self.change_notes(|notes| notes.add(note, browser::now()));
            }
        }
    }

    fn note_of(self, page: &PageView) -> Note {
        Note {
            page: page.record.id.clone(),
            title: page.record.title.clone(),
            book: page.book.title.clone(),
            ..Note::default()
        }
    }

    /// The anchor of what is selected.
    fn selected_anchor(self, page: &PageView) -> Option<(Anchor, String)> {
        let selected = self.reader.selected.get_untracked()?;
        let Selected {
            block,
            before,
            text,
            ..
        } = selected;
        let anchor = Anchor::of_selection(&texts(page), block, &before, &text)?;
        Some((anchor, text))
    }

    /// Highlights what is selected; with `write`, its note is to be written.
    pub(crate) fn highlight(self, write: bool) {
        let Some(page) = self.open_page() else { return };
        let Some((anchor, quote)) = self.selected_anchor(&page) else {
            return;
        };
        let at = anchor.to_text();
        let note = Note {
            at: at.clone(),
            quote,
            ..self.note_of(&page)
        };
        let mut id = None;
        self.change_notes(|notes| {
            // The same passage a second time is the same note.
            let same = |known: &&Note| known.page == note.page && known.at == at;
            if notes.notes.iter().find(same).is_none() {
                notes.add(note.clone(), browser::now());
            }
            id = notes.notes.iter().find(same).map(|note| note.id.clone());
        });
        self.reader.selected.set(None);
        if write {
            self.reader.writing.set(id);
        }
    }

    /// Puts a link to what is selected into the clipboard; true if there is something.
    pub(crate) fn copy_link(self) -> bool {
        let Some(page) = self.open_page() else {
            return false;
        };
        let Some((anchor, _)) = self.selected_anchor(&page) else {
            return false;
        };
        let place = PagePlace {
            at: Some(anchor.to_text()),
            ..place_of(&page.record)
        };
        browser::copy(&address(&Route::Page(place)));
        true
    }

    /// Keeps where the reader is in the book.
    fn keep_place(self) {
        let Some(page) = self.open_page() else { return };
        let at = browser::in_view()
            .and_then(|place| Anchor::new(&texts(&page), place.block(), 0, PLACE_WORDS))
            .map(|anchor| anchor.to_text());
        self.reader.places.update(|places| {
            places.put(Place {
                book: page.book.id.clone(),
                page: page.record.id.clone(),
                number: page.record.page.0,
                title: page.record.title.clone(),
                nth: nth(&page),
                of: page.book.pages,
                at: at.unwrap_or_default(),
            });
            browser::save(&key("places"), &places.to_json());
        });
    }

    pub(super) fn follow_reader(self) {
        let reader = self.reader;
        let listen = |name: &'static str, act: Box<dyn Fn()>| {
            window_event_listener_untyped(name, move |_| act());
        };
        listen(
            "passage",
            Box::new(move || {
                let now = browser::selected();
                if now.is_some() || reader.selected.with_untracked(Option::is_some) {
                    reader.selected.set(now);
                }
            }),
        );
        listen("turnforth", Box::new(move || self.turn(true)));
        listen("turnback", Box::new(move || self.turn(false)));
        listen("fullscreenleft", Box::new(move || reader.quiet.set(false)));
        // Another window of the library has changed them.
        listen(
            "storage",
            Box::new(move || {
                if let Some(notes) = load_notes() {
                    reader.notebook.set(notes);
                }
            }),
        );
        let timer = Timer::new();
        let later = move || timer.start(REST, move || self.keep_place());
        listen("scroll", Box::new(later));
        effect(move || {
            if self
                .reading
                .with(|reading| matches!(reading, Reading::Open(_)))
            {
                later();
            }
        });
        effect(move || {
            self.route.track();
            reader.selected.set(None);
        });
        effect(move || {
            let quiet = reader.quiet.get();
            browser::set_root("data-quiet", if quiet { "yes" } else { "no" });
            browser::full_screen(quiet);
        });
        // Told of the whole document: a rule for what has them inside would have all of a page looked at again whenever
        // something comes into it.
        effect(move || {
            let (read, beside) = self.route.with(|route| match route {
                Route::Page(place) => (true, place.beside.is_some()),
                _ => (false, false),
            });
            let said = |is: bool| if is { "yes" } else { "no" };
            browser::set_root("data-contents", said(read && reader.contents.get()));
            browser::set_root("data-beside", said(beside));
        });
        listen(
            "beforeprint",
            Box::new(move || {
                finish_steps();
                self.head_pages();
            }),
        );
        self.follow_source();
    }

    /// Has the running heads of what is printed at hand.
    #[inline(never)]
    fn head_pages(self) {
        let Some(open) = untrack(|| self.page_here()) else {
            return;
        };
        let clean = |text: &str| text.replace(['"', '\\', '\n'], " ");
        let book = match open.book.title.is_empty() {
            true => clean(&self.shelf().title),
            false => clean(&open.book.title),
        };
        let page = clean(&open.record.title);
        let heads = ["--head-book:\"", &book, "\";--head-page:\"", &page, "\""];
        browser::style_root(&heads.concat());
    }

    /// Has where the page is from at hand for who copies from it.
    fn follow_source(self) {
        effect(move || {
            let s = self.strings();
            let cited = self.prefs.with(|prefs| prefs.cited);
            let place = self.route.get();
            let Route::Page(PagePlace { page, id, .. }) = &place else {
                return browser::set_root("data-source", "");
            };
            let library = self.library.with(|library| match library {
                Opening::Ready(shelf) => shelf.title.clone(),
                _ => String::new(),
            });
            self.page_here().inspect(|open| {
                let link = Route::Page(PagePlace {
                    page: *page,
                    id: id.clone(),
                    ..PagePlace::default()
                });
                let parts = [
                    open.record.author.clone().unwrap_or_default(),
                    ["«", &open.record.title, "»"].concat(),
                    open.book.title.clone(),
                    printed_place(open, s),
                    library.clone(),
                    (s.reader.page_of)(nth(open), open.book.pages),
                    address(&link),
                ];
                let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                let source = if cited {
                    parts.join(if s.language == Language::Arabic {
                        "، "
                    } else {
                        ", "
                    })
                } else {
                    String::new()
                };
                browser::set_root("data-source", &source);
            });
        });
    }
}
