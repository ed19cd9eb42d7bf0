//! Stored pages: text as blocks. [Parts](super::parts) by page.
//!
//! ```text
//! page  := url:option(script) tag:script*:list field*:list date*:list block*:list break*:list
//! field := name:script value:script
//! date  := as in records
//! break := block:varint offset:varint volume:varint page:varint
//! block := kind:u8 label:script text:script
//! kind  := 0 paragraph | 1 quote | 2 verse | 3 note | 4 row | 5 row of heads
//!        | 16 + depth (1 to 15): item | 32 + level (2 to 6): heading
//! ```

use super::bytes::{Cursor, Fault, Put, length};
use super::records::{printed, read_date, write_date};
use crate::date::Date;
use crate::page::{Block, BlockKind, Page, PageBreak};

/// What is stored of a page beside its record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredPage {
    /// Where it was published.
    pub url: Option<String>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Other fields, name and value.
    pub fields: Vec<(String, String)>,
    /// Dates mentioned.
    pub dates: Vec<Date>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Where the pages of the printed edition begin.
    pub breaks: Vec<PageBreak>,
}

/// Appends what is stored of a page.
pub fn write(page: &Page, out: &mut Vec<u8>) {
    write_head(page, out);
    write_text(page, out);
}

/// Appends what is stored of a page before its text.
pub(crate) fn write_head(page: &Page, out: &mut Vec<u8>) {
    out.optional_script(page.url.as_deref());
    out.scripts(&page.tags);
    out.varint(length(page.fields.len()));
    for (name, value) in &page.fields {
        out.script(name);
        out.script(value);
    }
    out.varint(length(page.dates.len()));
    page.dates.iter().for_each(|&date| write_date(date, out));
}

/// Appends blocks and breaks.
pub(crate) fn write_text(page: &Page, out: &mut Vec<u8>) {
    out.varint(length(page.blocks.len()));
    for block in &page.blocks {
        out.push(kind_number(block.kind));
        out.script(&block.label);
        out.script(&block.text);
    }
    out.varint(length(page.breaks.len()));
    for at in &page.breaks {
        for number in [at.block, at.offset, at.printed.volume, at.printed.page] {
            out.varint(number);
        }
    }
}

/// Reads what is stored of a page.
pub fn read(part: &[u8]) -> Result<StoredPage, Fault> {
    let mut cursor = Cursor::new(part);
    let page = StoredPage {
        url: cursor.option(Cursor::script)?,
        tags: cursor.list(Cursor::script)?,
        fields: cursor.list(|c| Ok((c.script()?, c.script()?)))?,
        dates: cursor.list(read_date)?,
        blocks: cursor.list(|c| {
            Ok(Block {
                kind: kind_of(c.byte()?)?,
                label: c.script()?,
                text: c.script()?,
            })
        })?,
        breaks: cursor.list(|c| {
            Ok(PageBreak {
                block: c.varint()?,
                offset: c.varint()?,
                printed: printed(c)?,
            })
        })?,
    };
    cursor.end().map(|()| page)
}

fn kind_number(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Quote => 1,
        BlockKind::Verse => 2,
        BlockKind::Note => 3,
        BlockKind::Row(heads) => 4 + u8::from(heads),
        BlockKind::Item(depth) => 16 + depth.clamp(1, 15),
        BlockKind::Heading(level) => 32 + level.clamp(2, 6),
    }
}

fn kind_of(number: u8) -> Result<BlockKind, Fault> {
    Ok(match number {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Quote,
        2 => BlockKind::Verse,
        3 => BlockKind::Note,
        4 => BlockKind::Row(false),
        5 => BlockKind::Row(true),
        17..=31 => BlockKind::Item(number - 16),
        34..=38 => BlockKind::Heading(number - 32),
        _ => return Err(Fault::Range),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Calendar;
    use crate::page::Printed;
    use proptest::prelude::*;

    #[test]
    fn every_kind_of_block_is_read_as_written() {
        use BlockKind::*;
        let kinds = [
            Heading(2),
            Heading(6),
            Paragraph,
            Quote,
            Verse,
            Item(1),
            Item(15),
            Row(true),
            Row(false),
            Note,
        ];
        let blocks = kinds
            .map(|kind| Block {
                kind,
                label: "1".into(),
                text: "نص\tآخر".into(),
            })
            .to_vec();
        let date = Date {
            calendar: Calendar::Gregorian,
            year: 2020,
            month: 11,
            day: 10,
        };
        let page = Page {
            url: Some("https://example.org/1".into()),
            tags: vec!["كتب".into()],
            fields: vec![("الجزء".into(), "2".into())],
            dates: vec![date],
            blocks,
            breaks: vec![PageBreak {
                block: 2,
                offset: 5,
                printed: Printed {
                    volume: 1,
                    page: 117,
                },
            }],
            ..Page::default()
        };
        let mut out = Vec::new();
        write(&page, &mut out);
        let Page {
            url,
            tags,
            fields,
            dates,
            blocks,
            breaks,
            ..
        } = page;
        assert_eq!(
            read(&out),
            Ok(StoredPage {
                url,
                tags,
                fields,
                dates,
                blocks,
                breaks
            })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(part: Vec<u8>) {
            let _ = read(&part);
        }
    }
}
