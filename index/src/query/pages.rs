//! Sets of pages as bits, for those that are in no order of books.

/// A set of pages.
#[derive(Clone, Debug, Default)]
pub struct Pages(Vec<u64>);

impl Pages {
    /// None of so many.
    pub fn none_of(pages: u32) -> Pages {
        Pages(vec![0; pages as usize / 64 + 1])
    }

    /// Adds a page, if it is one of them.
    pub fn add(&mut self, page: u32) {
        if let Some(bits) = self.0.get_mut(page as usize / 64) {
            *bits |= 1 << (page % 64);
        }
    }

    /// True if the page is in it.
    pub fn contains(&self, page: u32) -> bool {
        let bits = self.0.get(page as usize / 64);
        bits.is_some_and(|bits| bits >> (page % 64) & 1 != 0)
    }
}
