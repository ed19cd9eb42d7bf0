//! Lists of pages in their order: made one, and looked through together.

/// Finds the places of pages that are asked for in their order.
pub(super) struct Places<'a> {
    pages: &'a [u32],
    at: usize,
}

impl Places<'_> {
    pub(super) fn among(pages: &[u32]) -> Places<'_> {
        Places { pages, at: 0 }
    }

    /// The place of a page, if it has one.
    pub(super) fn of(&mut self, page: u32) -> Option<usize> {
        // By steps that grow, so that few pages are found among many as fast as many among many.
        let mut step = 1;
        while self
            .pages
            .get(self.at + step)
            .is_some_and(|&other| other <= page)
        {
            self.at += step;
            step *= 2;
        }
        while step > 0 {
            if self
                .pages
                .get(self.at + step)
                .is_some_and(|&other| other <= page)
            {
                self.at += step;
            }
            step /= 2;
        }
        (self.pages.get(self.at) == Some(&page)).then_some(self.at)
    }
}

/// Pages of several lists as one list, each once.
#[derive(Default)]
pub(super) struct Union(Vec<Vec<u32>>);

impl Union {
    /// Adds a list of pages in their order.
    pub(super) fn add(&mut self, pages: impl Iterator<Item = u32>) {
        let mut list = Vec::with_capacity(pages.size_hint().1.unwrap_or(0));
        list.extend(pages);
        list.dedup();
        // Lists of a size are made one, so that no page is copied often.
        while let Some(last) = self.0.pop_if(|last| last.len() <= 2 * list.len()) {
            list = united(&last, &list);
        }
        self.0.push(list);
    }

    pub(super) fn whole(self) -> Vec<u32> {
        let lists = self.0.into_iter().rev();
        lists
            .reduce(|one, other| united(&one, &other))
            .unwrap_or_default()
    }
}

fn united(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut pages = Vec::with_capacity(one.len() + other.len());
    let (mut a, mut b) = (0, 0);
    while let (Some(&x), Some(&y)) = (one.get(a), other.get(b)) {
        pages.push(x.min(y));
        a += usize::from(x <= y);
        b += usize::from(y <= x);
    }
    pages.extend_from_slice(&one[a..]);
    pages.extend_from_slice(&other[b..]);
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn lists_are_made_one(lists in vec(btree_set(0u32..60, 0..20), 0..8)) {
            let mut union = Union::default();
            for list in &lists {
                union.add(list.iter().flat_map(|&page| [page, page]));
            }
            let expected: BTreeSet<u32> = lists.into_iter().flatten().collect();
            prop_assert_eq!(union.whole(), Vec::from_iter(expected));
        }

        #[test]
        fn places_are_those_of_the_pages(pages in btree_set(0u32..200, 0..60), asked in btree_set(0u32..200, 0..60)) {
            let pages = Vec::from_iter(pages);
            let mut places = Places::among(&pages);
            for page in asked {
                prop_assert_eq!(places.of(page), pages.binary_search(&page).ok());
            }
        }
    }
}
