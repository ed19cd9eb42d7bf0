//! Heads: the records of the pages that are the best for frequent words, beside these words, so that the
//! first titles need nothing else. Written by the [range coder](super::coder).
//!
//! ```text
//! heads  := count gap* head*                      gap from the page before, less one; the first from page 0
//! head   := id title author source date printed words     what it has in common with the head before is a bit
//! ```

use super::bytes::Fault;
use super::coder::{Chance, Coder, Numbers, Reader, Writer};
use super::records;
use super::script::{self, Texts};
use crate::answer::PageRecord;
use crate::id::PageId;
use std::sync::OnceLock;

/// The heads of a pack, read when the first of them is asked for.
#[derive(Clone, Debug, Default)]
pub struct Heads {
    bytes: Vec<u8>,
    pages: Vec<u32>,
    read: OnceLock<Vec<PageRecord>>,
}

impl Heads {
    /// Of these bytes, in a library of so many pages.
    pub fn new(all: u32, bytes: &[u8]) -> Result<Heads, Fault> {
        let mut pages = Vec::new();
        if !bytes.is_empty() {
            code_pages(&mut Reader::new(bytes), all, &[], &mut pages)?;
        }
        Ok(Heads {
            bytes: bytes.to_vec(),
            pages,
            read: OnceLock::new(),
        })
    }

    /// The record of a page, if it is among these; nothing if they cannot be read.
    pub fn get(&self, page: u32) -> Option<&PageRecord> {
        let place = self.pages.binary_search(&page).ok()?;
        let read = self
            .read
            .get_or_init(|| self.read_all().unwrap_or_default());
        read.get(place)
    }

    fn read_all(&self) -> Result<Vec<PageRecord>, Fault> {
        let mut reader = Reader::new(&self.bytes);
        let (mut pages, mut records) = (Vec::new(), Vec::new());
        code_pages(&mut reader, u32::MAX, &[], &mut pages)?;
        code_records(&mut reader, &pages, &[], &mut records)?;
        reader.end()?;
        Ok(records)
    }

    /// Bytes of memory they take, about.
    pub fn memory(&self) -> usize {
        // Packed texts and numbers, and once they were read as many records.
        self.bytes.len() + self.pages.len() * size_of::<PageRecord>()
    }
}

/// The bytes of these records, in the order of their pages, each once; nothing if there are none.
pub fn write(heads: &[PageRecord]) -> Vec<u8> {
    if heads.is_empty() {
        return Vec::new();
    }
    let mut writer = Writer::default();
    let pages: Vec<u32> = heads.iter().map(|record| record.page.0).collect();
    let order = "what is written is in order";
    code_pages(&mut writer, u32::MAX, &pages, &mut Vec::new()).expect(order);
    code_records(&mut writer, &pages, heads, &mut Vec::new()).expect(order);
    writer.finish()
}

fn code_pages(
    coder: &mut impl Coder,
    all: u32,
    given: &[u32],
    pages: &mut Vec<u32>,
) -> Result<(), Fault> {
    let mut numbers = Numbers::default();
    let mut next = 0u32;
    for place in 0..numbers.code(coder, given.len() as u32) {
        coder.check()?;
        let given = given.get(place as usize).map_or(0, |page| page - next);
        let page = next.checked_add(numbers.code(coder, given));
        let page = page.filter(|page| *page < all).ok_or(Fault::Range)?;
        pages.push(page);
        next = page + 1;
    }
    Ok(())
}

fn code_records(
    coder: &mut impl Coder,
    pages: &[u32],
    given: &[PageRecord],
    records: &mut Vec<PageRecord>,
) -> Result<(), Fault> {
    let (mut ids, mut texts) = (script::Model::default(), Texts::default());
    let mut same = [Chance::default(); 4];
    let mut words = Numbers::default();
    let blank = PageRecord::default();
    let mut id_before = Vec::new();
    // The author, source, date and printed pages before, each as bytes.
    let mut before: [Vec<u8>; 4] = Default::default();
    for (place, &page) in pages.iter().enumerate() {
        coder.check()?;
        let given = given.get(place).unwrap_or(&blank);
        let mut id = Vec::new();
        ids.code(coder, &id_before, &script::bytes(&given.id), &mut id)?;
        let title = texts.code(coder, &script::bytes(&given.title))?;
        let fields = records::fields(given);
        for (at, field) in fields.iter().enumerate() {
            if !coder.bit(&mut same[at], *field == before[at]) {
                before[at] = texts.code(coder, &escaped(field))?;
                before[at] = unescaped(&before[at]);
            }
        }
        let mut record = PageRecord {
            page: PageId(page),
            id: script::text(&id)?,
            title: script::text(&title)?,
            words: words.code(coder, given.words),
            ..PageRecord::default()
        };
        records::set_fields(&mut record, &before)?;
        records.push(record);
        id_before = id;
    }
    Ok(())
}

/// No byte of a text that is coded is 0.
fn escaped(bytes: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            0 | 1 => escaped.extend([1, byte + 1]),
            _ => escaped.push(byte),
        }
    }
    escaped
}

fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut bytes = bytes.iter();
    while let Some(&byte) = bytes.next() {
        match byte {
            1 => plain.extend(bytes.next().map(|byte| byte.wrapping_sub(1))),
            _ => plain.push(byte),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{Calendar, Date};
    use crate::id::BookId;
    use crate::page::{PageDate, Printed};
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    fn record() -> impl Strategy<Value = PageRecord> {
        let text = "[ابتثج \u{64E}«a0]{0,12}";
        let date = prop::option::of((1u16..3000, 0u8..13, 0u8..32, any::<bool>()));
        (
            text,
            text,
            prop::option::of(text),
            prop::option::of(text),
            date,
            0u32..9999,
            prop::option::of((0u32..9, 0u32..9999)),
        )
            .prop_map(
                |(id, title, author, source, date, words, printed)| PageRecord {
                    page: PageId(0),
                    book: BookId(0),
                    id,
                    title,
                    author,
                    source,
                    date: date.map(|(year, month, day, stated)| PageDate {
                        date: Date {
                            calendar: Calendar::Gregorian,
                            year,
                            month,
                            day,
                        },
                        stated,
                    }),
                    words,
                    printed: printed.map(|(volume, page)| {
                        let of = |page| Printed { volume, page };
                        (of(page), of(page + 1))
                    }),
                },
            )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(heads in btree_map(0u32..100_000, record(), 0..30)) {
            let of = |(page, record)| PageRecord { page: PageId(page), ..record };
            let heads: Vec<PageRecord> = heads.into_iter().map(of).collect();
            let read = Heads::new(100_000, &write(&heads)).unwrap();
            for record in &heads {
                prop_assert_eq!(read.get(record.page.0), Some(record));
            }
            prop_assert_eq!(read.get(100_000), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..200), page in 0u32..300) {
            if let Ok(heads) = Heads::new(300, &bytes) {
                let _ = heads.get(page);
            }
        }

        #[test]
        fn bytes_survive_escaping(bytes: Vec<u8>) {
            prop_assert!(!escaped(&bytes).contains(&0));
            prop_assert_eq!(unescaped(&escaped(&bytes)), bytes);
        }
    }
}
