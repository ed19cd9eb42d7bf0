//! Related pages: for each page the pages nearest to it in vocabulary, the nearest first.
//! [Parts](super::parts) by page, in one pack.
//!
//! ```text
//! related := page:varint*        to the end of the part
//! ```

use super::bytes::{Cursor, Fault, Put};
use crate::id::PageId;

/// Appends the pages related to one.
pub fn write(pages: &[PageId], out: &mut Vec<u8>) {
    pages.iter().for_each(|page| out.varint(page.0));
}

/// Reads the pages related to one.
pub fn read(part: &[u8]) -> Result<Vec<PageId>, Fault> {
    let mut cursor = Cursor::new(part);
    let mut pages = Vec::new();
    while !cursor.is_empty() {
        pages.push(PageId(cursor.varint()?));
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers: Vec<u32>) {
            let pages: Vec<PageId> = numbers.into_iter().map(PageId).collect();
            let mut out = Vec::new();
            write(&pages, &mut out);
            prop_assert_eq!(read(&out), Ok(pages));
        }

        #[test]
        fn any_bytes_are_read_without_panic(part: Vec<u8>) {
            let _ = read(&part);
        }
    }
}
