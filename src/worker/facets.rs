//! Counting the values of fields. A field of which values are ticked is counted without its own filter, so
//! that the others can still be ticked besides.

use super::loading::Haste;
use super::{Stop, Worker};
use crate::protocol::RequestId;
use std::rc::Rc;
use warraq::answer::{FacetCount, SearchRequest};
use warraq::library::Library;

impl Worker {
    /// The values of the pages found, field by field.
    pub(super) async fn facets(
        self: &Rc<Self>,
        id: RequestId,
        request: SearchRequest,
    ) -> Result<Vec<FacetCount>, Stop> {
        let mut request = SearchRequest {
            facets: true,
            offset: 0,
            limit: 0,
            ..request
        };
        let mut facets = self.counted(id, &request).await?;
        let filters = std::mem::take(&mut request.filters);
        for (number, filter) in filters.iter().enumerate() {
            request.filters = filters.clone();
            request.filters.remove(number);
            let counted = self.counted(id, &request).await?;
            let Some(wider) = counted.into_iter().find(|it| it.field == filter.field) else {
                continue;
            };
            match facets.iter_mut().find(|it| it.field == filter.field) {
                Some(facet) => *facet = wider,
                None => facets.push(wider),
            }
        }
        Ok(facets)
    }

    async fn counted(
        self: &Rc<Self>,
        id: RequestId,
        request: &SearchRequest,
    ) -> Result<Vec<FacetCount>, Stop> {
        let preview = |library: &Library| library.preview(request);
        Ok(self.solve(id, Haste::Later, preview).await?.facets)
    }
}
