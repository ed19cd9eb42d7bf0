//! Shapes: what ranking asks of each page, whatever the query.
//!
//! ```text
//! shapes := shape{pages}             shape = size << 2 | year << 1 | number, a byte
//! ```
//! `size` is that of the page's words, its title's included, as in [`size`](super::size); `number` says
//! that there is a number among them, `year` that one of these may be a year.

use super::size::{of_size, to_size};

/// Pages whose shapes are in one pack.
pub const PAGES: u32 = 1 << 16;

/// What ranking asks of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageShape {
    /// About how many words are in it, title included.
    pub words: u32,
    /// True if a number is among them.
    pub number: bool,
    /// True if a number is among them that may be a year: of three digits, or of four up to 2100.
    pub year: bool,
}

impl PageShape {
    /// Its byte.
    pub fn to_byte(self) -> u8 {
        to_size(self.words) << 2 | u8::from(self.year) << 1 | u8::from(self.number)
    }

    /// The shape with this byte.
    pub fn of(byte: u8) -> PageShape {
        PageShape {
            words: of_size(byte >> 2),
            number: byte & 1 != 0,
            year: byte & 2 != 0,
        }
    }

    /// As it is read when it has been written.
    #[must_use]
    pub fn stored(self) -> PageShape {
        PageShape::of(self.to_byte())
    }
}
