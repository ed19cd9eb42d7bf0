//! When packs were used, so that what was not for longest can be forgotten first.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

/// When each pack was used last, counted in uses.
pub struct Usage {
    uses: AtomicU32,
    last: Vec<AtomicU32>,
}

impl Usage {
    /// Of so many packs, none used yet.
    pub fn new(packs: usize) -> Usage {
        Usage {
            uses: AtomicU32::new(0),
            last: (0..packs).map(|_| AtomicU32::new(0)).collect(),
        }
    }

    /// Notes that a pack is used.
    pub fn touch(&self, pack: u32) {
        if let Some(last) = self.last.get(pack as usize) {
            last.store(self.uses.fetch_add(1, Relaxed), Relaxed);
        }
    }

    /// When a pack was used last.
    pub fn last(&self, pack: u32) -> u32 {
        self.last
            .get(pack as usize)
            .map_or(0, |last| last.load(Relaxed))
    }
}
