//! The fields by which results can be narrowed: whether they are shown, and what was counted of them.

use super::{App, Results, effect};
use crate::ask;
use crate::client::Ticket;
use crate::protocol::{Question, Reply};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::FacetCount;

/// The fields; a bundle of handles, free to copy. They are counted only while they are shown, as it takes
/// fetching.
#[derive(Clone, Copy)]
pub(crate) struct Facets {
    /// True if they are shown.
    pub(crate) open: RwSignal<bool>,
    /// What was counted last; none before anything was.
    pub(crate) counts: RwSignal<Option<Arc<Vec<FacetCount>>>>,
    counting: StoredValue<Option<Ticket>, LocalStorage>,
}

impl Facets {
    pub(super) fn new() -> Facets {
        Facets {
            open: RwSignal::new(false),
            counts: RwSignal::new(None),
            counting: StoredValue::new_local(None),
        }
    }
}

impl App {
    /// Counts whenever there are other results, if the fields are shown.
    pub(super) fn follow_facets(self) {
        let Facets {
            open,
            counts,
            counting,
        } = self.facets;
        let wanted = Memo::new(move |_| {
            self.results.with(|results| match results {
                Results::Found(found) if open.get() => Some(found.search.clone()),
                _ => None,
            })
        });
        effect(move || {
            let Some(search) = wanted.get() else {
                return counting.set_value(None);
            };
            let request = ask::search(&search, false, &self.shelf());
            let ticket = self.ask(Question::Facets(request), move |reply| {
                if let Reply::Facets(facets) = reply {
                    counts.set(Some(Arc::new(facets)));
                }
            });
            counting.set_value(Some(ticket));
        });
    }
}
