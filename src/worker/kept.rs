//! Searches without a network, where a part of the library is kept: all pages are found, and those whose texts are here have
//! passages.

use super::loading::Haste;
use super::{Stop, Worker};
use crate::browser::is_offline;
use crate::protocol::{RequestId, Trouble, TroubleKind};
use std::rc::Rc;
use warraq::answer::{SearchRequest, Snippet};
use warraq::error::ErrorKind;
use warraq::id::PageId;
use warraq::library::Library;

/// True if what a question needs could not be fetched.
pub(super) fn unreachable(stop: &Stop) -> bool {
    let kind = TroubleKind::Library(ErrorKind::Network);
    matches!(stop, Stop::Trouble(Trouble { kind: it, .. }) if *it == kind)
}

impl Worker {
    /// The passages of these pages as far as their texts are here, in the order of the pages, and the pages whose texts are
    /// not. That none is here is told as what it came of, unless the browser says itself that there is no network.
    pub(super) async fn kept(
        self: &Rc<Self>,
        id: RequestId,
        request: &SearchRequest,
        pages: &[PageId],
        came_of: Stop,
    ) -> Result<(Vec<Snippet>, Vec<PageId>), Stop> {
        let (mut found, mut absent) = (Vec::new(), Vec::new());
        for page in pages {
            let passages =
                |library: &Library| library.snippets(request, std::slice::from_ref(page));
            match self.solve(id, Haste::Later, passages).await {
                Err(stop) if unreachable(&stop) => {
                    absent.push(*page);
                    found.push(Snippet {
                        page: *page,
                        title_marks: Vec::new(),
                        passages: Vec::new(),
                    });
                }
                passages => found.extend(passages?),
            }
        }
        match absent.len() < pages.len() || is_offline() {
            true => Ok((found, absent)),
            false => Err(came_of),
        }
    }
}
