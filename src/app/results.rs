//! The results on display.

use super::{App, in_steps};
use crate::protocol::{Groups, Trouble};
use crate::route::Search;
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{Answer, PageRecord, Snippet};
use warraq::id::PageId;

/// What a search brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Results {
    /// Nothing is asked.
    #[default]
    Blank,
    /// The first answer is awaited.
    Waiting,
    /// Pages found, or none.
    Found(Arc<Found>),
    /// It could not be answered.
    Failed(Trouble),
}

impl Results {
    /// The answer, if there is one.
    pub(crate) fn found(&self) -> Option<Arc<Found>> {
        match self {
            Results::Found(found) => Some(found.clone()),
            _ => None,
        }
    }
}

/// An answer with what is needed to show it.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    /// The place it answers.
    pub(crate) search: Search,
    /// The answer.
    pub(crate) answer: Answer,
    /// What the pages are, in the order of the hits.
    pub(crate) records: Vec<PageRecord>,
    /// The books they stand by, if they stand together.
    pub(crate) groups: Option<Groups>,
    /// The passages of each, in the order of the hits; none until they come.
    pub(crate) snippets: Vec<ArcRwSignal<Option<Snippet>>>,
    /// Pages whose texts are not kept and cannot be fetched.
    pub(crate) absent: ArcRwSignal<Vec<PageId>>,
}

impl App {
    fn found(self) -> Option<Arc<Found>> {
        self.results.with_untracked(Results::found)
    }

    /// True if this answer is still the one on display.
    pub(crate) fn shows(self, found: &Arc<Found>) -> bool {
        self.found().is_some_and(|now| Arc::ptr_eq(&now, found))
    }

    /// True if the answer on display is that of a search, and nothing of it could not be had.
    pub(super) fn is_whole(self, search: &Search) -> bool {
        self.found().is_some_and(|found| {
            let part = found.answer.provisional || found.answer.unfinished;
            found.search == *search && !part && found.absent.with_untracked(Vec::is_empty)
        })
    }

    /// True if more of the answer is awaited.
    pub(crate) fn is_asking(self) -> bool {
        self.searching
            .with_value(|ticket| ticket.as_ref().is_some_and(|ticket| !ticket.is_answered()))
    }

    /// Shows what was found. Pages that were on display keep their passages until the new ones come.
    pub(super) fn show(
        self,
        search: &Search,
        answer: Answer,
        records: Vec<PageRecord>,
        groups: Option<Groups>,
    ) {
        let before = self.found();
        let known = |record: &PageRecord| {
            let before = before.as_ref()?;
            let mut records = before.records.iter();
            let place = records.position(|before| before.page == record.page)?;
            before.snippets.get(place).cloned()
        };
        let absent = before.as_ref().map(|before| before.absent.clone());
        let absent = absent.unwrap_or_default();
        if !absent.with_untracked(Vec::is_empty) {
            absent.set(Vec::new());
        }
        let snippets = records
            .iter()
            .map(|record| known(record).unwrap_or_default());
        self.results.set(Results::Found(Arc::new(Found {
            search: search.clone(),
            snippets: snippets.collect(),
            answer,
            records,
            groups,
            absent,
        })));
    }

    /// Shows passages of the pages on display, page by page.
    pub(super) fn show_passages(self, snippets: Vec<Snippet>) {
        let Some(found) = self.found() else { return };
        let all = snippets.len() >= found.records.len();
        in_steps(move |number| {
            if !self.shows(&found) {
                return false;
            }
            let (Some(record), Some(shown)) =
                (found.records.get(number), found.snippets.get(number))
            else {
                self.settle_again(all);
                return false;
            };
            let new = snippets.iter().find(|snippet| snippet.page == record.page);
            if let Some(new) =
                new.filter(|&new| shown.with_untracked(|old| old.as_ref() != Some(new)))
            {
                shown.set(Some(new.clone()));
            }
            true
        });
    }
}
