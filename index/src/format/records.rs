//! Records: what each page is. [Parts](super::parts) by page.
//!
//! ```text
//! record := id:script title:script author:option(script) source:option(script) date:option(date) words:varint
//! date   := stated:u8 calendar:u8 year:varint month:u8 day:u8      calendar 0 Gregorian, 1 Hijri
//! ```
//! The book is not written: the catalog knows which pages a book has.

use super::bytes::{Cursor, Fault, Put};
use crate::answer::PageRecord;
use crate::date::{Calendar, Date};
use crate::id::{BookId, PageId};
use crate::page::PageDate;

/// Appends a record.
pub fn write(record: &PageRecord, out: &mut Vec<u8>) {
    out.script(&record.id);
    out.script(&record.title);
    out.optional_script(record.author.as_deref());
    out.optional_script(record.source.as_deref());
    out.push(u8::from(record.date.is_some()));
    if let Some(PageDate { date, stated }) = record.date {
        out.push(u8::from(stated));
        write_date(date, out);
    }
    out.varint(record.words);
}

/// Reads the record of a page of this book.
pub fn read(part: &[u8], page: PageId, book: BookId) -> Result<PageRecord, Fault> {
    let mut cursor = Cursor::new(part);
    let record = PageRecord {
        page,
        book,
        id: cursor.script()?,
        title: cursor.script()?,
        author: cursor.option(Cursor::script)?,
        source: cursor.option(Cursor::script)?,
        date: cursor.option(|c| {
            Ok(PageDate {
                stated: c.byte()? == 1,
                date: read_date(c)?,
            })
        })?,
        words: cursor.varint()?,
    };
    cursor.end().map(|()| record)
}

/// The id alone, for looking a page up by it.
pub fn id(part: &[u8]) -> Result<String, Fault> {
    Cursor::new(part).script()
}

pub(super) fn write_date(date: Date, out: &mut Vec<u8>) {
    out.push(match date.calendar {
        Calendar::Gregorian => 0,
        Calendar::Hijri => 1,
    });
    out.varint(u32::from(date.year));
    out.extend_from_slice(&[date.month, date.day]);
}

pub(super) fn read_date(cursor: &mut Cursor<'_>) -> Result<Date, Fault> {
    let calendar = match cursor.byte()? {
        0 => Calendar::Gregorian,
        1 => Calendar::Hijri,
        _ => return Err(Fault::Range),
    };
    let year = u16::try_from(cursor.varint()?).map_err(|_| Fault::Range)?;
    let (month, day) = (cursor.byte()?, cursor.byte()?);
    if month > 12 || day > 31 {
        Err(Fault::Range)
    } else {
        Ok(Date {
            calendar,
            year,
            month,
            day,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let date = Date {
            calendar: Calendar::Hijri,
            year: 1436,
            month: 9,
            day: 0,
        };
        let full = PageRecord {
            page: PageId(7),
            book: BookId(1),
            id: "a/b".into(),
            title: "عنوان".into(),
            author: Some("مؤلف".into()),
            source: Some("مصدر".into()),
            date: Some(PageDate { date, stated: true }),
            words: 1234,
        };
        let bare = PageRecord {
            page: PageId(8),
            id: "x".into(),
            ..PageRecord::default()
        };
        for record in [full, bare] {
            let mut out = Vec::new();
            write(&record, &mut out);
            assert_eq!(id(&out), Ok(record.id.clone()));
            assert_eq!(read(&out, record.page, record.book), Ok(record));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(part: Vec<u8>) {
            let _ = read(&part, PageId(0), BookId(0));
        }
    }
}
