//! What waits until something has come to rest.

use leptos::prelude::*;
use std::time::Duration;

/// One thing that waits, at most; a handle, free to copy.
#[derive(Clone, Copy)]
pub(super) struct Timer(StoredValue<Option<TimeoutHandle>>);

impl Timer {
    pub(super) fn new() -> Timer {
        Timer(StoredValue::new(None))
    }

    /// Does something after a while, in place of what waited.
    #[inline(never)]
    pub(super) fn start(self, after: Duration, act: impl FnOnce() + 'static) {
        let act: Box<dyn FnOnce()> = Box::new(act);
        let handle = set_timeout_with_handle(
            move || {
                self.0.set_value(None);
                act();
            },
            after,
        );
        self.put(handle.ok());
    }

    /// What waits is not done.
    pub(super) fn stop(self) {
        self.put(None);
    }

    /// True if something waits.
    pub(super) fn waits(self) -> bool {
        self.0.with_value(Option::is_some)
    }

    #[inline(never)]
    fn put(self, handle: Option<TimeoutHandle>) {
        self.0.update_value(|old| {
            if let Some(old) = std::mem::replace(old, handle) {
                old.clear();
            }
        });
    }
}
