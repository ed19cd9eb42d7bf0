//! Sets of pages as runs: pages of one source or book are neighbours.

use crate::order::sort_by_key;
use std::ops::Range;

/// A set of pages: runs in order that do not touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runs(Vec<Range<u32>>);

impl Runs {
    /// The pages in any of these runs, which may be in any order.
    pub fn any_of(mut runs: Vec<Range<u32>>) -> Runs {
        sort_by_key(&mut runs, |run| u64::from(run.start));
        let mut merged: Vec<Range<u32>> = Vec::with_capacity(runs.len());
        for run in runs {
            if run.is_empty() {
                continue;
            }
            match merged.last_mut().filter(|last| last.end >= run.start) {
                Some(last) => last.end = last.end.max(run.end),
                None => merged.push(run),
            }
        }
        Runs(merged)
    }

    /// The pages that are in both.
    #[must_use]
    pub fn and(&self, other: &Runs) -> Runs {
        let mut both = Vec::new();
        let (mut one, mut two) = (0, 0);
        while let (Some(a), Some(b)) = (self.0.get(one), other.0.get(two)) {
            let run = a.start.max(b.start)..a.end.min(b.end);
            if !run.is_empty() {
                both.push(run);
            }
            if a.end <= b.end {
                one += 1;
            } else {
                two += 1;
            }
        }
        Runs(both)
    }

    /// The pages of so many that are not in it.
    #[must_use]
    pub fn not(&self, pages: u32) -> Runs {
        let mut others = Vec::with_capacity(self.0.len() + 1);
        let mut start = 0;
        for run in &self.0 {
            others.push(start..run.start.min(pages));
            start = run.end;
        }
        others.push(start..pages);
        others.retain(|run| !run.is_empty());
        Runs(others)
    }

    /// True if the page is in it.
    pub fn contains(&self, page: u32) -> bool {
        let after = self.0.partition_point(|run| run.start <= page);
        self.0[..after].last().is_some_and(|run| page < run.end)
    }

    /// How many pages are in it.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|run| run.end - run.start).sum()
    }

    /// True if no page is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How many of these pages, which are in order, are in these runs.
pub fn count_in(pages: &[u32], runs: &[Range<u32>]) -> u32 {
    let before = |page: u32| pages.partition_point(|&other| other < page);
    let of_run = |run: &Range<u32>| before(run.end).saturating_sub(before(run.start)) as u32;
    runs.iter().map(of_run).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const PAGES: u32 = 40;

    fn set(runs: &[Range<u32>]) -> BTreeSet<u32> {
        runs.iter().cloned().flatten().collect()
    }

    fn runs() -> impl Strategy<Value = Vec<Range<u32>>> {
        vec(
            (0..PAGES, 0u32..6).prop_map(|(start, length)| start..(start + length).min(PAGES)),
            0..8,
        )
    }

    proptest! {
        #[test]
        fn they_are_sets(one in runs(), two in runs()) {
            let (a, b) = (Runs::any_of(one.clone()), Runs::any_of(two.clone()));
            let (one, two) = (set(&one), set(&two));
            let same = |runs: &Runs, expected: BTreeSet<u32>| {
                assert!(runs.0.is_sorted_by(|a, b| a.end < b.start));
                assert_eq!(runs.count() as usize, expected.len());
                assert_eq!(runs.is_empty(), expected.is_empty());
                assert!((0..PAGES).all(|page| runs.contains(page) == expected.contains(&page)));
                assert_eq!(set(&runs.0), expected);
            };
            same(&a.and(&b), &one & &two);
            same(&a.not(PAGES), (0..PAGES).filter(|page| !one.contains(page)).collect());
            let pages: Vec<u32> = two.iter().copied().collect();
            prop_assert_eq!(count_in(&pages, &a.0) as usize, (&one & &two).len());
            same(&a, one);
        }
    }
}
