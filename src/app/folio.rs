//! Pages together: the next page of the book follows the one before, and the address follows the reader; or another
//! is open beside it.

use super::{App, Reading, effect, place_of};
use crate::ask;
use crate::client::{Opening, Ticket};
use crate::protocol::Reply;
use crate::route::{PagePlace, Route};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{PageRecord, PageView};
use warraq::id::PageId;

/// The state of reading on.
#[derive(Clone, Copy)]
pub(crate) struct Folio {
    /// The page in view, if the reader has come to it by reading on from the one that was opened.
    here: RwSignal<Option<Arc<PageView>>>,
    /// What need not be asked for, because the reader has come to it so.
    come: StoredValue<Option<PagePlace>>,
    /// The page that is read of those one below the other; none while they are not on display.
    at: StoredValue<Option<PageId>>,
    /// The page beside, once it is there.
    pub(crate) beside: RwSignal<Option<Arc<PageView>>>,
    /// Counts how often the next page was turned to, and the one before.
    pub(crate) turned: RwSignal<(u32, bool)>,
}

impl Folio {
    pub(super) fn new() -> Folio {
        Folio {
            here: RwSignal::new(None),
            come: StoredValue::new(None),
            at: StoredValue::new(None),
            beside: RwSignal::new(None),
            turned: RwSignal::new((0, true)),
        }
    }

    /// True if pages stand one below the other and this is read of them.
    pub(crate) fn is_at(self, page: PageId) -> bool {
        self.at.get_value() == Some(page)
    }

    /// To be called when this is read of pages one below the other, or when they are no longer on display.
    pub(crate) fn set_at(self, page: Option<PageId>) {
        self.at.set_value(page);
    }

    /// Where marked words of a page have their numbers: of pages one below the other only those of the one that is read are ids.
    pub(crate) fn naming(self, page: PageId) -> &'static str {
        match self.at.get_value() {
            Some(read) if read != page => "data-hit",
            _ => "id",
        }
    }
}

/// A page as an address names the one beside.
pub(crate) fn named(record: &PageRecord) -> (u32, String) {
    (record.page.0, record.id.clone())
}

impl App {
    /// The page of the place, if it is there; changes with both.
    pub(crate) fn page_here(self) -> Option<Arc<PageView>> {
        let id = self.route.with(|route| match route {
            Route::Page(place) => Some(place.id.clone()),
            _ => None,
        })?;
        let opened = self.opened();
        let here = self.folio.here.get();
        here.or(opened).filter(|page| page.record.id == id)
    }

    /// The page that was opened, if it is there; the reader may have read on from it.
    pub(crate) fn opened(self) -> Option<Arc<PageView>> {
        self.reading.with(|reading| match reading {
            Reading::Open(page) => Some(page.clone()),
            _ => None,
        })
    }

    /// To be called when pages are not one below the other: goes on with the one that was read of them.
    #[inline(never)]
    pub(crate) fn stop_reading_on(self) {
        if let Some(here) = self.folio.here.get_untracked() {
            self.folio.here.set(None);
            self.reading.set(Reading::Open(here));
        }
    }

    /// The reader has come to this page by reading on.
    #[inline(never)]
    pub(crate) fn come_to(self, page: Arc<PageView>) {
        let search = self.route.with_untracked(|route| route.search().cloned());
        let place = PagePlace {
            search,
            ..place_of(&page.record)
        };
        self.folio.come.set_value(Some(PagePlace {
            search: self.marking(),
            ..place.clone()
        }));
        self.folio.here.set(Some(page));
        self.replace(Route::Page(place));
    }

    /// True if the page of a place is there already, because the reader has come to it by reading on.
    pub(super) fn has_come_to(self, place: &PagePlace) -> bool {
        self.folio
            .come
            .with_value(|come| come.as_ref() == Some(place))
    }

    /// To be called when a page is opened: nobody has read on from it yet.
    #[inline(never)]
    pub(super) fn begin_reading(self, place: &PagePlace) {
        self.folio.come.set_value(None);
        if let Some(here) = self.folio.here.get_untracked() {
            self.folio.here.set(None);
            // The same page with other words marked begins with what is on display of it.
            if here.record.id == place.id {
                self.reading.set(Reading::Open(here));
            }
        }
    }

    /// Opens a page beside the one that is read, or none.
    #[inline(never)]
    pub(crate) fn set_beside(self, record: Option<&PageRecord>) {
        if let Route::Page(place) = self.route.get_untracked() {
            self.replace(Route::Page(PagePlace {
                beside: record.map(named),
                ..place
            }));
        }
    }

    /// The page to be opened beside the next one of the book, or beside the one before.
    #[inline(never)]
    pub(super) fn beside_after_turn(self, page: &PageView, forward: bool) -> Option<(u32, String)> {
        let beside = self.route.with_untracked(|route| match route {
            Route::Page(place) => place.beside.clone(),
            _ => None,
        })?;
        let next = page.next.as_ref().map(named);
        if next.as_ref() != Some(&beside) {
            return Some(beside);
        }
        // Two pages of a book that follow each other go on together.
        match forward {
            false => Some(named(&page.record)),
            true => {
                let beside = self.folio.beside.get_untracked()?;
                beside.next.as_ref().map(named)
            }
        }
    }

    /// Opens the page beside whenever the place names another, or other words are to be marked.
    pub(super) fn follow_beside(self) {
        let wanted = Memo::new(move |_| {
            let open = self
                .library
                .with(|library| matches!(library, Opening::Ready(_)));
            self.route.with(|route| match route {
                Route::Page(place) if open => place.beside.clone().map(|(page, id)| PagePlace {
                    page,
                    id,
                    search: self.reader.find.get().or(place.search.clone()),
                    ..PagePlace::default()
                }),
                _ => None,
            })
        });
        let ticket = StoredValue::new_local(None);
        effect(move || {
            let place = wanted.get();
            let beside = self.folio.beside;
            let id = place.as_ref().map(|place| &place.id);
            // The same page stays on display until other words are marked in it.
            if beside.with_untracked(|page| page.as_ref().map(|page| &page.record.id) != id) {
                beside.set(None);
            }
            let asked = place.map(|place| {
                self.ask(ask::page(&place, &self.shelf()), move |reply| {
                    if let Reply::Page(page) = reply {
                        beside.set(Some(Arc::new(*page)));
                    }
                })
            });
            ticket.set_value(asked);
        });
    }

    /// Asks for a page of the book, with the words marked that are marked in the one on display.
    #[inline(never)]
    pub(crate) fn ask_page(
        self,
        record: &PageRecord,
        answer: impl Fn(Option<Arc<PageView>>) + 'static,
    ) -> Ticket {
        let place = PagePlace {
            search: self.marking(),
            ..place_of(record)
        };
        self.ask(ask::page(&place, &self.shelf()), move |reply| {
            answer(match reply {
                Reply::Page(page) => Some(Arc::new(*page)),
                _ => None,
            });
        })
    }
}
