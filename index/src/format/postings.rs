//! Postings: in which pages a lemma is, how often, and as which of its spellings. What is written of them is
//! in [`words`](super::words) and [`rest`](super::rest).

#[cfg(feature = "build")]
use super::bytes::{Put, length};

/// One spelling of a lemma in one page. Of these there are millions in memory: it has no byte more than it needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The page's number.
    pub page: u32,
    /// The spelling's number, counted from the first spelling of the lemma.
    pub spelling: u32,
    /// How often it is in the page, then a bit for the title and one for the lead.
    times: u32,
}

impl Entry {
    /// A spelling that is so often in a page, title included.
    pub fn new(page: u32, spelling: u32, count: u32) -> Entry {
        Entry {
            page,
            spelling,
            times: count.min(u32::MAX >> 2) << 2,
        }
    }

    /// The same, in the title or the lead as well.
    pub fn also(self, title: bool, lead: bool) -> Entry {
        Entry {
            times: self.times | u32::from(title) << 1 | u32::from(lead),
            ..self
        }
    }

    /// How often it is in the page, title included.
    pub fn count(&self) -> u32 {
        self.times >> 2
    }

    /// True if it is in the title.
    pub fn title(&self) -> bool {
        self.times & 2 != 0
    }

    /// True if it is in the lead: the first [`LEAD`] words of the text.
    pub fn lead(&self) -> bool {
        self.times & 1 != 0
    }
}

/// The entries of a lemma, by page, then by spelling: those that stand with the word, and the rest, which is
/// [elsewhere](super::rest). No page is in both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entries<'a> {
    /// With the word.
    pub here: &'a [Entry],
    /// Elsewhere.
    pub rest: &'a [Entry],
}

impl<'a> Entries<'a> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.here.len() + self.rest.len()
    }

    /// All of them in their order, in stretches.
    pub fn runs(self) -> Runs<'a> {
        Runs(self.here, self.rest)
    }
}

/// The stretches of some [`Entries`].
#[derive(Clone, Debug)]
pub struct Runs<'a>(&'a [Entry], &'a [Entry]);

impl<'a> Iterator for Runs<'a> {
    type Item = &'a [Entry];

    fn next(&mut self) -> Option<&'a [Entry]> {
        let page = |entries: &[Entry]| entries.first().map(|entry| entry.page);
        let (here, rest) = (page(self.0), page(self.1));
        let (from, until) = match (here, rest) {
            (None, None) => return None,
            (Some(_), None) => (&mut self.0, u32::MAX),
            (None, Some(_)) => (&mut self.1, u32::MAX),
            (Some(here), Some(rest)) if here <= rest => (&mut self.0, rest),
            (Some(here), _) => (&mut self.1, here),
        };
        // What is damaged may have a page in both.
        let run = from.partition_point(|entry| entry.page < until).max(1);
        let (run, after) = from.split_at(run);
        *from = after;
        Some(run)
    }
}

/// Appends all there is of some entries, as a hash of them needs it.
#[cfg(feature = "build")]
pub(super) fn contents(entries: &[Entry], out: &mut Vec<u8>) {
    out.varint(length(entries.len()));
    for entry in entries {
        out.extend_from_slice(&entry.page.to_le_bytes());
        out.varint(entry.spelling);
        out.varint(entry.times);
    }
}

/// Words of a page's text, after its title, that are its lead.
pub const LEAD: u32 = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn entries(pages: impl IntoIterator<Item = u32>) -> Vec<Entry> {
        let entry = |page| Entry::new(page, 0, 1);
        pages.into_iter().map(entry).collect()
    }

    proptest! {
        #[test]
        fn runs_are_in_the_order_of_pages(pages in vec((0u32..40, any::<bool>(), 1usize..4), 0..40)) {
            // Each page is in one of the two, in as many spellings as the number says.
            let mut pages = pages;
            pages.sort_unstable();
            pages.dedup_by_key(|(page, ..)| *page);
            let of = |wanted: Option<bool>| {
                let those = pages.iter().filter(|(_, here, _)| wanted.is_none_or(|it| it == *here));
                entries(those.flat_map(|&(page, _, times)| std::iter::repeat_n(page, times)))
            };
            let (here, rest) = (of(Some(true)), of(Some(false)));
            let both = Entries { here: &here, rest: &rest };
            prop_assert_eq!(both.count(), of(None).len());
            let runs: Vec<Entry> = both.runs().flatten().copied().collect();
            prop_assert_eq!(runs, of(None));
        }

        #[test]
        fn an_entry_has_all_that_was_put_into_it(page: u32, spelling: u32, count in 0u32..1 << 30, title: bool, lead: bool) {
            let entry = Entry::new(page, spelling, count).also(title, lead);
            let read = (entry.page, entry.spelling, entry.count(), entry.title(), entry.lead());
            prop_assert_eq!(read, (page, spelling, count, title, lead));
        }

        #[test]
        fn damaged_ones_come_to_an_end(here in vec(0u32..9, 0..20), rest in vec(0u32..9, 0..20)) {
            let (here, rest) = (entries(here), entries(rest));
            let both = Entries { here: &here, rest: &rest };
            prop_assert_eq!(both.runs().map(<[Entry]>::len).sum::<usize>(), both.count());
        }
    }
}
