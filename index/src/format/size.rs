//! Sizes: numbers of six bits for what need not be exact.
//!
//! ```text
//! size := below 8 the number itself, then four to each doubling, up to 63
//! ```

/// A number as a size of six bits.
pub fn to_size(number: u32) -> u8 {
    match number {
        0..8 => number as u8,
        _ => {
            let power = number.ilog2();
            let quarter = number >> (power - 2) & 3;
            (4 * (power - 1) + quarter).min(63) as u8
        }
    }
}

/// About the number of a size: the middle of those that have it.
pub fn of_size(size: u8) -> u32 {
    match u32::from(size.min(63)) {
        size @ 0..8 => size,
        size => {
            let power = size / 4 + 1;
            let low = (4 + size % 4) << (power - 2);
            low + ((1 << (power - 2)) - 1) / 2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sizes_are_within_an_eighth(number in 0u32..100_000) {
            let near = of_size(to_size(number));
            prop_assert!(near.abs_diff(number) * 8 <= number, "{number} {near}");
            prop_assert_eq!(to_size(near), to_size(number));
            prop_assert!(to_size(number) <= to_size(number + 1));
        }
    }
}
