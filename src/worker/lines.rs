//! Concordances: all pages of a search are read, a few at a time, and their lines sent as they come.

use super::loading::Haste;
use super::{MEMORY, OWN, Stop, Worker};
use crate::browser::yield_now;
use crate::protocol::{LinesPart, Reply, RequestId};
use std::rc::Rc;
use warraq::answer::{Order, SearchRequest};
use warraq::id::{PackId, PageId};
use warraq::library::Library;

/// Pages read together.
const AT_ONCE: usize = 64;
/// The bytes that are fetched before a reader is asked whether the rest shall be.
const CHEAP: u64 = 2 << 20;

impl Worker {
    /// Reads all pages, or the best as far as they cost little and whatever comes with them. In the order of the
    /// library, so that pages of one pack are read together.
    pub(super) async fn lines(
        self: &Rc<Self>,
        id: RequestId,
        request: &SearchRequest,
        whole: bool,
        say: &dyn Fn(Reply, bool),
    ) -> Result<(), Stop> {
        let best_first = SearchRequest {
            order: Order::Relevance,
            ..request.clone()
        };
        let all = |library: &Library| library.found(&best_first);
        let all = self.solve(id, Haste::First, all).await?;
        let (now, later) = match whole {
            true => (all.clone(), Vec::new()),
            false => self.cheap(&all),
        };
        let mut now: Vec<u32> = now.iter().map(|page| page.0).collect();
        now.sort_unstable();
        let now: Vec<PageId> = now.into_iter().map(PageId).collect();
        let mut part = LinesPart {
            reading: now.len() as u32,
            pages: all.len() as u32,
            rest: self.cost(&later),
            ..LinesPart::default()
        };
        if now.is_empty() {
            say(Reply::Lines(Box::new(part)), true);
            return Ok(());
        }
        for some in now.chunks(AT_ONCE) {
            let lines = |library: &Library| library.lines(request, some);
            let lines = self.solve(id, Haste::Later, lines).await?;
            let mut pages: Vec<PageId> = lines.iter().map(|line| line.page).collect();
            pages.dedup();
            let records = |library: &Library| library.records(&pages);
            part.records = self.solve(id, Haste::Later, records).await?;
            part.lines = lines;
            part.read += some.len() as u32;
            let last = part.read == part.reading;
            say(Reply::Lines(Box::new(part.clone())), last);
            self.make_room(id);
            // Whether the reader has left is heard in between.
            yield_now().await;
        }
        Ok(())
    }

    /// Of these pages those that cost little together: as many as do from the first on, and all that come with the
    /// same files; and the others.
    fn cheap(&self, pages: &[PageId]) -> (Vec<PageId>, Vec<PageId>) {
        let (mut least, mut most) = (pages.len().min(1), pages.len());
        while least < most {
            let half = (least + most).div_ceil(2);
            match self.cost(&pages[..half]) <= CHEAP {
                true => least = half,
                false => most = half - 1,
            }
        }
        let (first, others) = pages.split_at(least);
        let files = self.loading.files(&self.packs(first));
        let comes = |&page: &PageId| {
            let own = self.loading.files(&self.packs(&[page]));
            own.iter().all(|file| files.binary_search(file).is_ok())
        };
        let (along, later) = others.iter().copied().partition(comes);
        ([first.to_vec(), along].concat(), later)
    }

    /// The packs to be fetched to read these pages.
    fn packs(&self, pages: &[PageId]) -> Vec<PackId> {
        let library = self.loading.library.borrow();
        library
            .as_ref()
            .map_or_else(Vec::new, |library| library.packs_to_read(pages))
    }

    /// What is to be fetched to read these pages, in bytes.
    fn cost(&self, pages: &[PageId]) -> u64 {
        self.loading.weigh(&self.packs(pages))
    }

    /// Keeps to the memory, if nothing else is half answered.
    fn make_room(&self, id: RequestId) {
        let alone = |asked: &RequestId| [OWN, id].contains(asked);
        if self.asked.borrow().iter().all(alone)
            && let Some(library) = &mut *self.loading.library.borrow_mut()
        {
            library.keep(MEMORY);
        }
    }
}
