//! Dates: when each page is from, so that hits are put in order without their records.
//!
//! ```text
//! dates := page{pages}               by the range coder
//! page  := dated:bit [same:bit [later:bit days]]
//! ```
//! `dated` says that the page has a date, `same` that it is that of the dated page before; else it is so
//! many `days`, less one, later or earlier. Before the first is day 0. Days are counted as
//! [`Date::day_number`](crate::date::Date::day_number) does; a page without a date reads as day 0.

use super::bytes::Fault;
use super::coder::{Chance, Coder, Numbers, Reader, Writer};

/// Pages whose dates are in one pack.
pub const PAGES: u32 = 1 << 16;

/// The section with these days; a day 0 is none.
pub fn write(days: &[u32]) -> Vec<u8> {
    let mut coder = Writer::default();
    // A writer never fails.
    let _ = code(&mut coder, days.len(), days);
    coder.finish()
}

/// Reads the days of so many pages.
#[inline(never)]
pub fn read(pages: usize, body: &[u8]) -> Result<Vec<u32>, Fault> {
    if pages > PAGES as usize {
        return Err(Fault::Range);
    }
    let mut coder = Reader::new(body);
    let days = code(&mut coder, pages, &[])?;
    coder.end().map(|()| days)
}

/// The classes of how far the dates before were from each other.
const CLASSES: usize = 8;

fn code(coder: &mut impl Coder, pages: usize, given: &[u32]) -> Result<Vec<u32>, Fault> {
    let mut dated = [Chance::default(); 2];
    let mut same = [Chance::default(); CLASSES * CLASSES];
    let mut later = [Chance::default(); 3];
    let mut distance = vec![Numbers::default(); CLASSES];
    let (mut before, mut was_dated, mut way) = (0u32, false, 0);
    let mut steps = [CLASSES - 1; 2];
    let mut days = Vec::with_capacity(pages);
    for page in 0..pages {
        let given = given.get(page).copied().unwrap_or(0);
        was_dated = coder.bit(&mut dated[usize::from(was_dated)], given != 0);
        if !was_dated {
            days.push(0);
            continue;
        }
        let context = steps[0] * CLASSES + steps[1];
        let mut step = 0;
        if !coder.bit(&mut same[context], given == before) {
            let is_later = coder.bit(&mut later[way], given > before);
            way = 1 + usize::from(is_later);
            let numbers = &mut distance[steps[0].max(steps[1])];
            let far = numbers.code(coder, given.abs_diff(before).wrapping_sub(1));
            let far = far.checked_add(1).ok_or(Fault::Range)?;
            let day = if is_later {
                before.checked_add(far)
            } else {
                before.checked_sub(far)
            };
            before = day.ok_or(Fault::Range)?;
            step = (1 + far.ilog2() as usize).min(CLASSES - 1);
        }
        steps = [steps[1], step];
        coder.check()?;
        days.push(before);
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(days in vec(prop_oneof![Just(0), 735_000u32..735_009, 0u32..1 << 25], 0..300)) {
            prop_assert_eq!(read(days.len(), &write(&days)), Ok(days));
        }

        #[test]
        fn any_bytes_are_read_without_panic(body: Vec<u8>, pages in 0usize..1 << 17) {
            let _ = read(pages, &body).map(|days| assert_eq!(days.len(), pages));
        }
    }

    #[test]
    fn neighbours_of_one_day_cost_little() {
        let days: Vec<u32> = (0..10_000).map(|page| 735_000 + page / 50).collect();
        let bytes = write(&days).len();
        assert!(bytes < 400, "{bytes}");
        assert!(write(&vec![0; 65_536]).len() < 32);
    }
}
