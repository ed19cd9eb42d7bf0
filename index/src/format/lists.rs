//! The pages of a lemma in the [range coder](super::coder): how often it is in each, and as which of
//! its spellings.
//!
//! ```text
//! entries := (gap entry (more entry)*)*     for each page, in order
//! entry   := spelling more-than-once title lead
//! ```
//! A gap is told by the mean of those that are left: a bit of the mean's size at a time whether it is
//! longer, then its lower bits. A spelling is told by how often each occurs in the library.

use super::bytes::Fault;
use super::coder::{Chance, Coder, Numbers, Symbols};
use super::postings::Entry;

/// What is known of a list.
pub(crate) struct Of {
    /// Pages of the library.
    pub(crate) all: u32,
    /// Pages of the list.
    pub(crate) pages: u32,
    /// How often the lemma occurs in these pages; none if that is not known.
    pub(crate) occurrences: Option<u32>,
}

/// How many gaps longer than the mean are told apart.
const LONGER: usize = 12;

/// The chances of entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListCoder {
    /// Whether a gap is longer than so many times the mean, by the size of the mean and by whether the
    /// gap before was short.
    longer: [[[Chance; LONGER]; 2]; 32],
    far: Numbers,
    /// The highest of the lower bits of a gap, by the size of the mean.
    high: [[Chance; 2]; 32],
    /// Whether a page has another spelling, by how many it has and how many there are.
    more: [[Chance; 4]; 4],
    /// How often, by the size of the mean.
    count: [[Chance; 16]; 4],
    often: Numbers,
    title: [[Chance; 4]; 2],
    lead: [[[Chance; 4]; 2]; 2],
}

impl ListCoder {
    /// Writes the `given` entries, or reads as many pages as there are; appends them to `entries` in either case.
    pub(crate) fn code(
        &mut self,
        coder: &mut impl Coder,
        of: &Of,
        mut spellings: Symbols,
        given: &[Entry],
        entries: &mut Vec<Entry>,
    ) -> Result<(), Fault> {
        let count = spellings.count();
        let many = (32 - count.leading_zeros()).min(4).saturating_sub(1) as usize;
        // How often the word is in a page: mostly once, less than twice, less than four times, more.
        let usual = match of.occurrences {
            None => 3,
            Some(all) if all.saturating_sub(of.pages) < of.pages / 8 => 0,
            Some(all) => match all / of.pages.max(1) {
                0 | 1 => 1,
                2 | 3 => 2,
                _ => 3,
            },
        };
        let mut next = 0u32;
        let mut short = false;
        let mut at = 0;
        for left in (1..=of.pages).rev() {
            coder.check()?;
            let page = given.get(at).map_or(next, |entry| entry.page);
            let room = of
                .all
                .checked_sub(next)
                .and_then(|room| room.checked_sub(left));
            let mean = room.ok_or(Fault::Range)? / left + 1;
            let gap = self.gap(coder, mean, short, page.wrapping_sub(next));
            short = gap < mean / 4;
            let page = next
                .checked_add(gap)
                .filter(|page| *page < of.all)
                .ok_or(Fault::Range)?;
            next = page + 1;
            let mut here = 0;
            loop {
                let given_entry = given.get(at).copied().unwrap_or_default();
                let spelling = spellings.code(coder, given_entry.spelling);
                let often = self.often(coder, usual, given_entry.count());
                let class = (often.min(4) - 1) as usize;
                let lone = usize::from(count == 1);
                let title = coder.bit(&mut self.title[lone][class], given_entry.title());
                let lead = &mut self.lead[lone][usize::from(title)][class];
                let lead = coder.bit(lead, given_entry.lead());
                entries.push(Entry::new(page, spelling, often).also(title, lead));
                at += 1;
                here += 1;
                if here >= count {
                    break;
                }
                let another = given.get(at).is_some_and(|entry| entry.page == page);
                let more = &mut self.more[many][(here as usize - 1).min(3)];
                if !coder.bit(more, another) {
                    break;
                }
            }
        }
        Ok(())
    }

    fn gap(&mut self, coder: &mut impl Coder, mean: u32, short: bool, given: u32) -> u32 {
        // A unit below the mean, so that half of all gaps are below it.
        let size = mean.ilog2();
        let unit = size.saturating_sub(1);
        let given_units = given >> unit;
        let chances = &mut self.longer[size as usize][usize::from(short)];
        let mut units = 0;
        while (units as usize) < LONGER
            && coder.bit(&mut chances[units as usize], given_units > units)
        {
            units += 1;
        }
        if units as usize == LONGER {
            let far = given_units.saturating_sub(LONGER as u32);
            units = units.saturating_add(self.far.code(coder, far));
        }
        if unit == 0 {
            return units;
        }
        let near = usize::from(units > 0);
        let high = coder.bit(
            &mut self.high[size as usize][near],
            given >> (unit - 1) & 1 != 0,
        );
        let low = unit - 1;
        let low_bits = given & ((1 << low) - 1);
        let rest = coder.plain(low_bits & 0xFF_FFFF, low.min(24));
        (units << 1 | u32::from(high)).checked_shl(low).unwrap_or(0) | rest
    }

    fn often(&mut self, coder: &mut impl Coder, usual: usize, given: u32) -> u32 {
        let chances = &mut self.count[usual];
        let mut often = 1;
        while often < 16 && coder.bit(&mut chances[often as usize - 1], given > often) {
            often += 1;
        }
        if often == 16 {
            often = often.saturating_add(self.often.code(coder, given.saturating_sub(16)));
        }
        often
    }
}
