//! Where the reader had scrolled a place they come back to.

use super::{App, soon};
use crate::browser;
use crate::route::Route;
use leptos::prelude::*;

impl App {
    /// To be called when the content of a place is there: goes to where the reader had scrolled it.
    /// True if they had.
    pub(crate) fn settle(self) -> bool {
        let y = self.scroll.try_update_value(Option::take).flatten();
        if let Some(y) = y {
            soon(move || browser::scroll_to(y, false));
            self.short.set_value(Some(y));
        }
        y.is_some()
    }

    /// To be called when all is drawn anew where the reader is: what is drawn bit by bit is to be scrolled as it was.
    pub(crate) fn stay(self) {
        if self
            .route
            .with_untracked(|route| matches!(route, Route::Search(_)))
        {
            self.scroll.set_value(Some(self.seen.get_value()));
        }
    }

    /// True if the reader is to come back to a place below the first screen or so.
    pub(crate) fn is_far_down(self) -> bool {
        self.short.get_value().is_some_and(|y| y > 0.0)
    }

    /// To be called when passages come, for the last time when all are there.
    pub(crate) fn settle_again(self, all: bool) {
        let Some(y) = self.short.get_value() else {
            return;
        };
        if all {
            self.short.set_value(None);
        }
        soon(move || {
            if browser::scroll_y() < y {
                browser::scroll_to(y, false);
            }
        });
    }
}
