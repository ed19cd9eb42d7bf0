//! Records: what each page is. [Parts](super::parts) by page.
//!
//! ```text
//! record := id:script title:script author:option(script) source:option(script) date:option(date) words:varint
//!           printed:option(place place)                             the first and the last printed page
//! place  := volume:varint page:varint
//! date   := stated:u8 calendar:u8 year:varint month:u8 day:u8      calendar 0 Gregorian, 1 Hijri
//! ```
//! The book is not written: the catalog knows which pages a book has.

use super::bytes::{Cursor, Fault, Put};
use crate::answer::PageRecord;
use crate::date::{Calendar, Date};
use crate::id::{BookId, PageId};
use crate::page::{PageDate, Printed};

/// Appends a record.
pub fn write(record: &PageRecord, out: &mut Vec<u8>) {
    out.script(&record.id);
    out.script(&record.title);
    out.optional_script(record.author.as_deref());
    out.optional_script(record.source.as_deref());
    write_page_date(record.date, out);
    out.varint(record.words);
    write_printed(record.printed, out);
}

/// Appends the first and the last printed page.
pub(crate) fn write_printed(printed: Option<(Printed, Printed)>, out: &mut Vec<u8>) {
    out.push(u8::from(printed.is_some()));
    if let Some((first, last)) = printed {
        for number in [first.volume, first.page, last.volume, last.page] {
            out.varint(number);
        }
    }
}

/// Reads the first and the last printed page.
pub(crate) fn read_printed(cursor: &mut Cursor<'_>) -> Result<Option<(Printed, Printed)>, Fault> {
    cursor.option(|c| Ok((printed(c)?, printed(c)?)))
}

/// Reads a page of the printed edition.
pub(super) fn printed(cursor: &mut Cursor<'_>) -> Result<Printed, Fault> {
    Ok(Printed {
        volume: cursor.varint()?,
        page: cursor.varint()?,
    })
}

/// Appends the date of a page.
pub(crate) fn write_page_date(date: Option<PageDate>, out: &mut Vec<u8>) {
    out.push(u8::from(date.is_some()));
    if let Some(PageDate { date, stated }) = date {
        out.push(u8::from(stated));
        write_date(date, out);
    }
}

/// Reads the date of a page.
pub(crate) fn read_page_date(cursor: &mut Cursor<'_>) -> Result<Option<PageDate>, Fault> {
    cursor.option(|c| {
        Ok(PageDate {
            stated: c.byte()? == 1,
            date: read_date(c)?,
        })
    })
}

/// Reads the record of a page of some book.
pub fn read(part: &[u8], page: PageId) -> Result<PageRecord, Fault> {
    let mut cursor = Cursor::new(part);
    let record = PageRecord {
        page,
        book: BookId::default(),
        id: cursor.script()?,
        title: cursor.script()?,
        author: cursor.option(Cursor::script)?,
        source: cursor.option(Cursor::script)?,
        date: read_page_date(&mut cursor)?,
        words: cursor.varint()?,
        printed: read_printed(&mut cursor)?,
    };
    cursor.end().map(|()| record)
}

/// Author, source, date and printed pages as they are written.
pub(super) fn fields(record: &PageRecord) -> [Vec<u8>; 4] {
    let mut fields: [Vec<u8>; 4] = Default::default();
    fields[0].optional_script(record.author.as_deref());
    fields[1].optional_script(record.source.as_deref());
    write_page_date(record.date, &mut fields[2]);
    write_printed(record.printed, &mut fields[3]);
    fields
}

/// Puts such fields into a record.
pub(super) fn set_fields(record: &mut PageRecord, fields: &[Vec<u8>; 4]) -> Result<(), Fault> {
    let text = |field: &[u8]| Cursor::new(field).option(Cursor::script);
    record.author = text(&fields[0])?;
    record.source = text(&fields[1])?;
    record.date = read_page_date(&mut Cursor::new(&fields[2]))?;
    record.printed = read_printed(&mut Cursor::new(&fields[3]))?;
    Ok(())
}

/// The id alone, for looking a page up by it.
pub fn id(part: &[u8]) -> Result<String, Fault> {
    Cursor::new(part).script()
}

/// Appends a date.
pub(crate) fn write_date(date: Date, out: &mut Vec<u8>) {
    out.push(match date.calendar {
        Calendar::Gregorian => 0,
        Calendar::Hijri => 1,
    });
    out.varint(u32::from(date.year));
    out.extend_from_slice(&[date.month, date.day]);
}

/// Reads a date.
pub(crate) fn read_date(cursor: &mut Cursor<'_>) -> Result<Date, Fault> {
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
            book: BookId(0),
            id: "a/b".into(),
            title: "عنوان".into(),
            author: Some("مؤلف".into()),
            source: Some("مصدر".into()),
            date: Some(PageDate { date, stated: true }),
            words: 1234,
            printed: Some((
                Printed { volume: 1, page: 7 },
                Printed { volume: 2, page: 3 },
            )),
        };
        let bare = PageRecord {
            id: "x".into(),
            ..PageRecord::default()
        };
        for record in [full, bare] {
            let mut out = Vec::new();
            write(&record, &mut out);
            assert_eq!(id(&out), Ok(record.id.clone()));
            assert_eq!(read(&out, record.page), Ok(record));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(part: Vec<u8>) {
            let _ = read(&part, PageId(0));
        }
    }
}
