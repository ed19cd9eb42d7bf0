//! All that a search finds: its lines, how they are spread, and the words beside them.

use super::{App, effect};
use crate::ask;
use crate::cite::Citation;
use crate::client::{Opening, Ticket};
use crate::protocol::{LinesPart, Question, Reply, Trouble};
use crate::route::{CorpusKind, Route, Search};
use leptos::prelude::*;
use std::cell::Cell;
use std::sync::Arc;
use warraq::answer::{Answer, Line, PageRecord};
use warraq::id::PageId;

/// What is known; a bundle of handles.
#[derive(Clone, Copy)]
pub(crate) struct Corpus {
    /// The lines read.
    pub(crate) lines: RwSignal<Lines>,
    /// How pages are spread.
    pub(crate) spread: RwSignal<Option<Result<Arc<Answer>, Trouble>>>,
    /// The place that is cited.
    pub(crate) cited: RwSignal<Option<Citation>>,
    reading: StoredValue<Option<Ticket>, LocalStorage>,
    counting: StoredValue<Option<Ticket>, LocalStorage>,
    /// A task of the reader's, such as an export, that waits for an answer.
    pub(crate) task: StoredValue<Option<Ticket>, LocalStorage>,
}

/// A concordance as far as it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lines {
    /// The search it is of.
    pub(crate) search: Option<Search>,
    /// The lines, in the order they came.
    pub(crate) lines: Vec<Line>,
    /// Their pages, in the order of the library, as they came.
    pub(crate) records: Vec<PageRecord>,
    /// How far it is read; nothing before the first part.
    pub(crate) told: Option<LinesPart>,
    /// True if nothing more comes unasked.
    pub(crate) done: bool,
    /// Why it ended early.
    pub(crate) trouble: Option<Trouble>,
}

impl Lines {
    /// The record of a page that has lines.
    pub(crate) fn record(&self, page: PageId) -> Option<&PageRecord> {
        let place = self
            .records
            .binary_search_by_key(&page, |record| record.page);
        place.ok().and_then(|place| self.records.get(place))
    }

    /// The day a page is from; 0 for none.
    pub(crate) fn day(&self, page: PageId) -> u32 {
        let date = self.record(page).and_then(|record| record.date);
        date.map_or(0, |date| date.date.day_number())
    }

    fn add(&mut self, mut part: LinesPart) {
        self.lines.append(&mut part.lines);
        self.records.append(&mut part.records);
        self.told = Some(part);
    }
}

impl Corpus {
    pub(super) fn new() -> Corpus {
        Corpus {
            lines: RwSignal::default(),
            spread: RwSignal::default(),
            cited: RwSignal::default(),
            reading: StoredValue::new_local(None),
            counting: StoredValue::new_local(None),
            task: StoredValue::new_local(None),
        }
    }
}

impl App {
    /// Asks whenever the place is about all that another search finds.
    pub(super) fn follow_corpus(self) {
        let wanted = |lines: bool| {
            Memo::new(move |_| {
                let open = self
                    .library
                    .with(|library| matches!(library, Opening::Ready(_)));
                self.route.with(|route| match route {
                    Route::Corpus(place) if open && (place.kind != CorpusKind::Spread) == lines => {
                        Some(place.search.clone())
                    }
                    _ => None,
                })
            })
        };
        let (lines, spread) = (wanted(true), wanted(false));
        effect(move || {
            self.attempt.track();
            let Some(search) = lines.get() else {
                return self.corpus.reading.set_value(None);
            };
            let known = self.corpus.lines.with_untracked(|known| {
                known.search.as_ref() == Some(&search) && known.done && known.trouble.is_none()
            });
            if !known {
                self.corpus.lines.set(Lines {
                    search: Some(search),
                    ..Lines::default()
                });
                self.read_lines(false);
            }
        });
        effect(move || {
            self.attempt.track();
            let Some(search) = spread.get() else {
                return self.corpus.counting.set_value(None);
            };
            self.corpus.spread.set(None);
            let question = Question::Spread(ask::whole(&search, &self.shelf()));
            let ticket = self.ask(question, move |reply| match reply {
                Reply::Found(answer, _) => self.corpus.spread.set(Some(Ok(Arc::new(*answer)))),
                Reply::Trouble(trouble) => self.corpus.spread.set(Some(Err(trouble))),
                _ => {}
            });
            self.corpus.counting.set_value(Some(ticket));
        });
    }

    /// The place before this one in the history, if it is about all that this search finds.
    pub(crate) fn corpus_before(self, search: &Search) -> Option<Route> {
        self.before.with_value(|before| match before {
            Some(route @ Route::Corpus(place)) if place.search == *search => Some(route.clone()),
            _ => None,
        })
    }

    /// Reads all pages, when the reader was asked.
    pub(crate) fn read_rest(self) {
        self.corpus.lines.update(|lines| lines.done = false);
        self.read_lines(true);
    }

    fn read_lines(self, whole: bool) {
        let search = self
            .corpus
            .lines
            .with_untracked(|lines| lines.search.clone());
        let request = ask::whole(&search.unwrap_or_default(), &self.shelf());
        let lines = self.corpus.lines;
        let first = Cell::new(true);
        let ticket = self.ask(
            Question::Lines { request, whole },
            move |reply| match reply {
                Reply::Lines(part) => lines.update(|lines| {
                    // The first part takes the place of what was read before, also if a worker begins anew.
                    let before = lines.told.as_ref().map_or(0, |told| told.read);
                    if first.replace(false) || part.read <= before {
                        lines.lines.clear();
                        lines.records.clear();
                    }
                    lines.done = part.read == part.reading;
                    lines.add(*part);
                }),
                Reply::Trouble(trouble) => lines.update(|lines| {
                    lines.done = true;
                    lines.trouble = Some(trouble);
                }),
                _ => {}
            },
        );
        self.corpus.reading.set_value(Some(ticket));
    }
}
