//! The results on display.

use super::App;
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
    /// Their passages; empty until they come.
    pub(crate) snippets: ArcRwSignal<Vec<Snippet>>,
    /// Pages whose texts are not kept and cannot be fetched.
    pub(crate) absent: ArcRwSignal<Vec<PageId>>,
}

impl App {
    /// Shows what was found, with the passages of the answer before until the new ones come.
    pub(super) fn show(
        self,
        search: &Search,
        answer: Answer,
        records: Vec<PageRecord>,
        groups: Option<Groups>,
    ) {
        let known = self.results.with_untracked(|results| match results {
            Results::Found(found) => found.snippets.get_untracked(),
            _ => Vec::new(),
        });
        self.results.set(Results::Found(Arc::new(Found {
            search: search.clone(),
            answer,
            records,
            groups,
            snippets: ArcRwSignal::new(known),
            absent: ArcRwSignal::default(),
        })));
    }
}
