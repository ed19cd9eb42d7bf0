//! Orders: hits by dates, by when their authors lived, and as the library has them.

use super::Library;
use super::filter::Missing;
use crate::answer::Order;
use crate::error::Error;
use crate::format::pack::PackKind;
use crate::format::section::Section;
use crate::order::{pair, sort_by_key, sort_distinct};
use crate::query::filter::{self, DIED};
use std::ops::Range;

/// Runs of pages in order, each with the year its author died.
#[derive(Default)]
pub(super) struct Generations(Vec<(Range<u32>, u32)>);

impl Generations {
    /// The year the author of a page died; the last there is where that is not known.
    fn year(&self, page: u32) -> u32 {
        let before = self.0.partition_point(|(run, _)| run.start <= page);
        let run = before.checked_sub(1).and_then(|at| self.0.get(at));
        run.filter(|(run, _)| run.contains(&page))
            .map_or(u32::MAX, |&(_, year)| year)
    }
}

impl Library {
    /// Puts hits, the best first, in the order asked for.
    pub(super) fn in_order(&self, order: Order, generations: &Generations, hits: &mut Vec<u32>) {
        match order {
            Order::Relevance => {}
            // A day 0, which is none, is the last either way.
            Order::Newest => sort_by_key(hits, |&page| pair(!self.day(page), page)),
            Order::Oldest => sort_by_key(hits, |&page| pair(self.day(page).wrapping_sub(1), page)),
            Order::Page => sort_distinct(hits),
            Order::Author => sort_by_key(hits, |&page| pair(generations.year(page), page)),
        }
    }

    /// When the authors of the pages died, as far as it is known; needs the packs of the field, of which it notes the missing.
    #[inline(never)]
    pub(super) fn generations(&self, missing: &mut Missing) -> Result<Generations, Error> {
        let fields = self.all_fields(missing)?.unwrap_or_default();
        let field = fields.iter().find(|field| field.name == DIED);
        let values = match field {
            Some(field) => self.values(field, &|_| true, missing)?.unwrap_or_default(),
            None => Vec::new(),
        };
        let mut known = Vec::new();
        for value in values {
            if let Some(year) = filter::year(&value.name) {
                known.extend(value.runs.into_iter().map(|run| (run, year)));
            }
        }
        sort_by_key(&mut known, |(run, _)| u64::from(run.start));
        Ok(Generations(known))
    }

    /// The day a page is from, as far as it was fed; 0 for none.
    fn day(&self, page: u32) -> u32 {
        let pack = self.manifest.pack_of(PackKind::Dates, page);
        let Some((pack, Some(Section::Dates(days)))) =
            pack.map(|pack| (pack, &self.sections[pack.index()]))
        else {
            return 0;
        };
        self.usage.touch(pack.0);
        let place = page - self.pack(pack).first;
        days.get(place as usize).copied().unwrap_or(0)
    }
}
