//! Sorting with one routine. Each call of the standard sorts with a type of its own puts several
//! kilobytes into what the browser loads; here all sorts of the reader share one.

/// Puts the smallest key first; equals keep their order.
pub(crate) fn sort_by_key<T>(items: &mut Vec<T>, key: impl Fn(&T) -> u64) {
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

/// Puts numbers in order, each once.
pub(crate) fn sort_distinct(numbers: &mut Vec<u32>) {
    sort_by_key(numbers, |&number| u64::from(number));
    numbers.dedup();
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
        fn distinct_numbers_are_a_set(mut numbers: Vec<u32>) {
            let expected: Vec<u32> = std::collections::BTreeSet::from_iter(numbers.clone()).into_iter().collect();
            sort_distinct(&mut numbers);
            prop_assert_eq!(numbers, expected);
        }
    }
}
