//! Orders: hits by dates, by when their authors lived, and as the library has them.

use super::Library;
use super::filter::Missing;
use crate::answer::Order;
use crate::error::Error;
use crate::format::facets;
use crate::format::pack::PackKind;
use crate::format::section::Section;
use crate::order::{pair, sort_by_key, sort_distinct};
use crate::query::filter::{self, DIED};
use std::ops::Range;

impl Library {
    /// Puts hits, the best first, in the order asked for.
    pub(super) fn in_order(&self, order: Order, hits: &mut Vec<u32>) -> Result<(), Error> {
        match order {
            Order::Relevance => {}
            // A day 0, which is none, is the last either way.
            Order::Newest => sort_by_key(hits, |&page| pair(!self.day(page), page)),
            Order::Oldest => sort_by_key(hits, |&page| pair(self.day(page).wrapping_sub(1), page)),
            Order::Page => sort_distinct(hits),
            Order::Author => self.by_generation(hits)?,
        }
        Ok(())
    }

    /// Puts hits of authors who died earlier first.
    #[inline(never)]
    fn by_generation(&self, hits: &mut Vec<u32>) -> Result<(), Error> {
        let known = self.generations(&mut Missing::default())?;
        let year = |page: u32| {
            let before = known.partition_point(|(run, _)| run.start <= page);
            let run = before.checked_sub(1).and_then(|at| known.get(at));
            run.filter(|(run, _)| run.contains(&page))
                .map_or(u32::MAX, |&(_, year)| year)
        };
        sort_by_key(hits, |&page| pair(year(page), page));
        Ok(())
    }

    /// Runs of pages in order, each with the year its author died, as far as packs are there.
    #[inline(never)]
    pub(super) fn generations(
        &self,
        missing: &mut Missing,
    ) -> Result<Vec<(Range<u32>, u32)>, Error> {
        let mut known = Vec::new();
        let fields = self.all_fields(missing)?.unwrap_or_default();
        let Some(field) = fields.iter().find(|field| field.name == DIED) else {
            return Ok(known);
        };
        for (part, values) in field.parts() {
            if self.lacks_facets(missing, [part]) {
                continue;
            }
            let names = self.part(PackKind::Facets, part, |bytes| {
                facets::read_names(bytes, values)
            })?;
            let (sets, counts) = self.part(PackKind::Facets, part, |bytes| {
                facets::read_counts(bytes, values)
            })?;
            for (set, group) in (sets..).zip(facets::groups(&counts)) {
                if self.lacks_facets(missing, [set]) {
                    continue;
                }
                let runs = self.sets(set, &counts[group.clone()])?;
                for (runs, name) in runs.into_iter().zip(&names[group]) {
                    if let Some(year) = filter::year(name) {
                        known.extend(runs.into_iter().map(|run| (run, year)));
                    }
                }
            }
        }
        sort_by_key(&mut known, |(run, _)| u64::from(run.start));
        Ok(known)
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
