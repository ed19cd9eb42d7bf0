//! Sorting with one routine. Each call of the standard sorts with a type of its own puts several
//! kilobytes into what the browser loads; here all sorts of the reader share one.

/// Puts the smallest key first; equals keep their order.
pub(crate) fn sort_by_key<T>(items: &mut Vec<T>, key: impl Fn(&T) -> u64) {
    if items.is_sorted_by_key(&key) {
        return;
    }
    let numbered = items.iter().enumerate();
    let mut order: Vec<u128> = numbered
        .map(|(place, item)| u128::from(key(item)) << 64 | place as u128)
        .collect();
    order.sort_unstable();
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        order
            .into_iter()
            .filter_map(|place| unsorted[place as u64 as usize].take()),
    );
}

/// Puts those with the smallest number first, of numbers below `all`; equals keep their order. Worth it for
/// many items.
pub(crate) fn sort_by_number<T: Copy>(items: &mut Vec<T>, all: usize, number: impl Fn(&T) -> u32) {
    let mut next = vec![0u32; all + 1];
    let place = |item: &T| (number(item) as usize).min(all);
    for item in items.iter() {
        next[place(item)] += 1;
    }
    let mut sum = 0;
    for next in &mut next {
        sum += std::mem::replace(next, sum);
    }
    let mut sorted = items.clone();
    for item in items.iter() {
        let next = &mut next[place(item)];
        sorted[*next as usize] = *item;
        *next += 1;
    }
    *items = sorted;
}

/// Puts numbers in order, each once.
pub(crate) fn sort_distinct(numbers: &mut Vec<u32>) {
    sort_by_key(numbers, |&number| u64::from(number));
    numbers.dedup();
}

/// Brings the `first` smallest numbers to the front, in order; the others are behind them in any order.
pub(crate) fn bring_forward(numbers: &mut [u64], first: usize) {
    let first = first.min(numbers.len());
    let (heap, others) = numbers.split_at_mut(first);
    // A heap of the smallest so far, the greatest of them on top.
    for root in (0..first / 2).rev() {
        sift(heap, root);
    }
    for other in others {
        if let Some(greatest) = heap.first_mut().filter(|greatest| *other < **greatest) {
            std::mem::swap(greatest, other);
            sift(heap, 0);
        }
    }
    for end in (1..first).rev() {
        heap.swap(0, end);
        sift(&mut heap[..end], 0);
    }
}

/// Lets a number sink in a heap whose greatest are on top.
fn sift(heap: &mut [u64], mut root: usize) {
    loop {
        let child = 2 * root + 1;
        let Some(&left) = heap.get(child) else { return };
        let right = heap.get(child + 1).is_some_and(|&right| right > left);
        let child = child + usize::from(right);
        if heap[root] >= heap[child] {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

/// The key of two numbers of which the first decides.
pub(crate) fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_like_the_library(mut items: Vec<(u8, String)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| u64::from(item.0));
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn numbers_sort_like_the_library(mut items: Vec<(u8, u16)>, all in 0usize..300) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| usize::from(item.0).min(all));
            sort_by_number(&mut items, all, |item| u32::from(item.0));
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn the_first_come_forward(mut numbers in proptest::collection::vec(0u64..50, 0..60), first in 0usize..70) {
            let mut expected = numbers.clone();
            expected.sort_unstable();
            bring_forward(&mut numbers, first);
            let first = first.min(numbers.len());
            prop_assert_eq!(&numbers[..first], &expected[..first]);
            numbers.sort_unstable();
            prop_assert_eq!(numbers, expected);
        }

        #[test]
        fn distinct_numbers_are_a_set(mut numbers: Vec<u32>) {
            let expected: Vec<u32> = std::collections::BTreeSet::from_iter(numbers.clone()).into_iter().collect();
            sort_distinct(&mut numbers);
            prop_assert_eq!(numbers, expected);
        }
    }
}
