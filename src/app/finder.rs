//! What is offered while a query is typed, and the searches that are kept.

use super::reader::{key, place_of};
use super::{App, Results, effect};
use crate::browser;
use crate::client::Ticket;
use crate::finder::{self, Searches, last_word};
use crate::protocol::{Completions, Question, Reply};
use crate::route::{BookPlace, PagePlace, Route, Search};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use warraq::answer::PageRecord;
use warraq::query::filter::NAMES;

/// Saved searches, and those asked lately, that are offered before anything is typed.
const OFFERED: usize = 5;
/// Kept searches that are offered while typing.
const LIKE_IT: usize = 2;
/// Books that are offered.
const BOOKS: usize = 2;
/// Pages that are offered by their titles.
const PAGES: usize = 3;
/// How long the list outlives the focus: a press on what lies under it must not move before it is heard.
const LINGER: Duration = Duration::from_millis(250);

/// The state of the query line; a bundle of handles, free to copy.
#[derive(Clone, Copy)]
pub(crate) struct Finder {
    /// What stands in it.
    pub(crate) text: RwSignal<String>,
    /// True while suggestions may be shown.
    pub(crate) open: RwSignal<bool>,
    /// The suggestions.
    pub(crate) items: RwSignal<Arc<Vec<Item>>>,
    /// The one that Enter takes.
    pub(crate) active: RwSignal<Option<usize>>,
    /// True while the query builder is open.
    pub(crate) building: RwSignal<bool>,
    /// The searches that are kept.
    pub(crate) searches: RwSignal<Searches>,
    /// What the word that was typed may be the beginning of.
    completions: StoredValue<(String, Completions)>,
    completing: StoredValue<Option<Ticket>, LocalStorage>,
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// What it is.
    pub(crate) kind: Kind,
    /// What it is called.
    pub(crate) label: String,
    /// How often it is in the library; 0 if that is not told.
    pub(crate) count: u32,
    /// The place it leads to.
    pub(crate) address: String,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A saved search.
    Saved,
    /// A search that was asked lately.
    Recent,
    /// A word.
    Word,
    /// An author.
    Author,
    /// A book.
    Book,
    /// A page.
    Page,
    /// The place of all searches that are kept.
    All,
}

impl Finder {
    pub(super) fn new() -> Finder {
        Finder {
            text: RwSignal::new(String::new()),
            open: RwSignal::new(false),
            items: RwSignal::default(),
            active: RwSignal::new(None),
            building: RwSignal::new(false),
            searches: RwSignal::new(load().unwrap_or_default()),
            completions: StoredValue::new(Default::default()),
            completing: StoredValue::new_local(None),
        }
    }
}

fn load() -> Option<Searches> {
    Searches::parse(&browser::load(&key("searches"))?)
}

impl App {
    /// Asks for completions when what was typed is answered, and keeps a search when a page is opened from it.
    pub(super) fn follow_finder(self) {
        let finder = self.finder;
        effect(move || {
            let answered = self.results.with(|results| match results {
                Results::Found(found) => Some(found.search.query.clone()),
                _ => None,
            });
            if finder.open.get() {
                if answered.is_some() {
                    self.suggest();
                }
                self.complete(answered);
            } else {
                finder.completing.set_value(None);
            }
        });
        let mut before = None;
        effect(move || {
            let now = self.route.get();
            if let (Some(Route::Search(search)), Route::Page(_)) = (&before, &now) {
                self.remember(search);
            }
            before = Some(now);
        });
    }

    /// Asks what the last word may be the beginning of, if the query `answered` is the one in the line.
    #[inline(never)]
    fn complete(self, answered: Option<String>) {
        let finder = self.finder;
        let text = finder.text.get_untracked();
        let silent = finder.searches.with_untracked(|searches| searches.silent);
        let word = last_word(&text).1.to_owned();
        let known = finder.completions.with_value(|(of, _)| *of == word);
        if silent || known || word.is_empty() || answered.is_none_or(|it| it.trim() != text.trim())
        {
            return;
        }
        let ticket = self.ask(Question::Complete(word.clone()), move |reply| {
            if let Reply::Completions(found) = reply {
                finder.completions.set_value((word.clone(), *found));
                self.suggest();
            }
        });
        finder.completing.set_value(Some(ticket));
    }

    /// Takes what is typed.
    pub(crate) fn line_typed(self, text: String) {
        self.finder.text.set(text.clone());
        self.finder.active.set(None);
        self.typed(text);
        self.open_suggestions();
    }

    /// Shows suggestions, if there are any.
    #[inline(never)]
    pub(crate) fn open_suggestions(self) {
        self.suggest();
        self.finder.open.set(true);
    }

    /// Puts the suggestions away.
    pub(crate) fn close_suggestions(self) {
        self.finder.open.set(false);
        self.finder.active.set(None);
    }

    /// Puts them away unless the query line has the focus again.
    pub(crate) fn leave_line(self) {
        let close = move || {
            if browser::focused().as_deref() != Some("query") {
                self.close_suggestions();
            }
        };
        set_timeout(close, LINGER);
    }

    /// Makes the suggestions for what stands in the line.
    #[inline(never)]
    fn suggest(self) {
        let finder = self.finder;
        let text = finder.text.get_untracked();
        let mut items = Vec::new();
        finder.searches.with_untracked(|searches| {
            let of = |list: &[String], kind| {
                let item = |address: &String| {
                    let label = finder::search(address)?.query;
                    Some(Item {
                        kind,
                        label,
                        count: 0,
                        address: address.clone(),
                    })
                };
                list.iter().filter_map(item).collect::<Vec<Item>>()
            };
            let (saved, recent) = (
                of(&searches.saved, Kind::Saved),
                of(&searches.recent, Kind::Recent),
            );
            let typed = text.trim();
            if typed.is_empty() {
                items.extend(saved.into_iter().take(OFFERED));
                let new = |item: &Item| !searches.saved.contains(&item.address);
                items.extend(recent.into_iter().filter(new).take(OFFERED));
                if !items.is_empty() {
                    let address = Route::Search(Search::default()).to_hash();
                    items.push(Item {
                        kind: Kind::All,
                        label: String::new(),
                        count: 0,
                        address,
                    });
                }
            } else if !searches.silent {
                let both = saved.into_iter().chain(recent);
                let like = |item: &Item| item.label.starts_with(typed) && item.label != typed;
                for item in both.filter(like) {
                    if items.len() < LIKE_IT
                        && items.iter().all(|known: &Item| known.label != item.label)
                    {
                        items.push(item);
                    }
                }
                self.add_completions(&text, &mut items);
                self.add_pages(&text, &mut items);
            }
        });
        if finder.items.with_untracked(|known| **known != items) {
            finder.active.set(None);
            finder.items.set(Arc::new(items));
        }
    }

    /// Adds words, authors and books that the last word may be the beginning of.
    #[inline(never)]
    fn add_completions(self, text: &str, items: &mut Vec<Item>) {
        let (head, word) = last_word(text);
        if word.is_empty() {
            return;
        }
        let place = self.search_here().0;
        let address = |query: String| Route::Search(place.with_query(query)).to_hash();
        // Behind the name of a field it is a value that is typed.
        let quoted = head.matches('"').count() % 2 == 1;
        let before = if quoted {
            &head[..head.len() - 1]
        } else {
            head
        };
        let named = NAMES.iter().find(|(name, _)| before.ends_with(name));
        let field = named.map(|(_, field)| *field);
        let base = named.map_or(head, |(name, _)| &before[..before.len() - name.len()]);
        self.finder.completions.with_value(|(of, found)| {
            if !word.starts_with(of.as_str()) || of.is_empty() {
                return;
            }
            let still = |spelling: &str| of == word || spelling.starts_with(word);
            if field.is_none() {
                for form in found
                    .words
                    .iter()
                    .filter(|form| form.spelling != word && still(&form.spelling))
                {
                    items.push(Item {
                        kind: Kind::Word,
                        label: form.spelling.clone(),
                        count: form.count,
                        address: address([head, &form.spelling].concat()),
                    });
                }
            }
            if field == Some("author") || field.is_none() && !quoted {
                for author in found
                    .authors
                    .iter()
                    .filter(|author| of == word && !author.spelling.contains('"'))
                {
                    items.push(Item {
                        kind: Kind::Author,
                        label: author.spelling.clone(),
                        count: author.count,
                        address: address([base, "مؤلف:\"", &author.spelling, "\""].concat()),
                    });
                }
            }
        });
        let shelf = self.shelf();
        if shelf.books.len() > 1 && (field.is_none() && !quoted || field == Some("book")) {
            let titled = shelf
                .books
                .iter()
                .filter(|book| finder::begins(&book.title, word));
            for book in titled.take(BOOKS) {
                let place = BookPlace {
                    book: book.book.0,
                    id: book.id.clone(),
                    from: 0,
                };
                items.push(Item {
                    kind: Kind::Book,
                    label: book.title.clone(),
                    count: book.pages,
                    address: Route::Book(place).to_hash(),
                });
            }
        }
    }

    /// Adds pages in whose titles everything typed stands, of those that were found for it: the best first.
    #[inline(never)]
    fn add_pages(self, text: &str, items: &mut Vec<Item>) {
        self.results.with_untracked(|results| {
            let Results::Found(found) = results else {
                return;
            };
            if found.search.query.trim() != text.trim() || last_word(text).1.is_empty() {
                return;
            }
            let said = |record: &&PageRecord| finder::says(&record.title, text);
            for record in found.records.iter().filter(said).take(PAGES) {
                let place = PagePlace {
                    search: Some(found.search.clone()),
                    ..place_of(record)
                };
                items.push(Item {
                    kind: Kind::Page,
                    label: record.title.clone(),
                    count: 0,
                    address: Route::Page(place).to_hash(),
                });
            }
        });
    }

    /// Makes the next suggestion, or the one before, the one that Enter takes; round at the ends, where none is.
    #[inline(never)]
    pub(crate) fn step_suggestion(self, forward: bool) {
        let Finder {
            items,
            active,
            open,
            ..
        } = self.finder;
        if !open.get_untracked() {
            self.open_suggestions();
        }
        let all = items.with_untracked(|items| items.len());
        active.update(|active| {
            *active = match (*active, forward) {
                (None, true) => (all > 0).then_some(0),
                (None, false) => all.checked_sub(1),
                (Some(at), true) => (at + 1 < all).then_some(at + 1),
                (Some(at), false) => at.checked_sub(1),
            };
        });
    }

    /// Goes where a suggestion leads.
    #[inline(never)]
    pub(crate) fn take_suggestion(self, item: &Item) {
        let route = Route::parse(&item.address);
        if let Route::Search(search) = &route {
            self.remember(search);
        }
        self.close_suggestions();
        self.go(route);
    }

    /// Forgets the suggestion that Enter would take, if it is a search that was asked lately; true if it was.
    #[inline(never)]
    pub(crate) fn forget_suggestion(self) -> bool {
        let Finder { items, active, .. } = self.finder;
        let item = active
            .get_untracked()
            .and_then(|at| items.with_untracked(|items| items.get(at).cloned()));
        match item {
            Some(Item {
                kind: Kind::Recent,
                address,
                ..
            }) => {
                self.change_searches(|searches| searches.forget(&address));
                self.suggest();
                true
            }
            _ => false,
        }
    }

    /// Keeps the search of the place as one that was asked.
    pub(crate) fn remember_here(self) {
        if let Route::Search(search) = self.route.get_untracked() {
            self.remember(&search);
        }
    }

    /// Keeps a search as one that was asked.
    #[inline(never)]
    pub(crate) fn remember(self, search: &Search) {
        if !search.query.trim().is_empty() {
            self.change_searches(|searches| searches.remember(search));
        }
    }

    /// Changes the searches that are kept. What another window has kept meanwhile is not undone.
    #[inline(never)]
    pub(crate) fn change_searches(self, change: impl FnOnce(&mut Searches)) {
        let searches = self.finder.searches;
        let mut kept = load().unwrap_or_else(|| searches.get_untracked());
        change(&mut kept);
        browser::save(&key("searches"), &kept.to_json());
        searches.set(kept);
    }
}
