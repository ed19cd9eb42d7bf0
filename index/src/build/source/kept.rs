//! What a file or a line of one gives, kept from one build to the next: nothing is parsed or cut into words
//! twice.
//!
//! ```text
//! volume := title:option(text) draft*:list
//! draft  := page:option(page text) notice*:list print:option(letters:u128 exact:u128)
//! page   := id:text title:text author:option(text) source:option(text) date:option(date) url:option(text)
//!           tag:text*:list field*:list date*:list                  texts here are UTF-8
//! notice := line:option(varint) kind:u8 text:text
//! ```
//! `text` is that of a [`SheetText`]; dates are as in records.

use super::draft::Draft;
use super::print::Print;
use super::sections::Volume;
use super::{Kind, NoticeKind};
use crate::build::cache::{Cache, Key, hasher};
use crate::build::sheet::SheetText;
use crate::format::bytes::{Cursor, Fault, Put, length};
use crate::format::records::{read_date, read_page_date, write_date, write_page_date};
use crate::page::Page;

/// By what the pages of a file are found: its text, and what else it is parsed by.
pub(super) fn key(kind: Kind, named: &str, bytes: &[u8]) -> Key {
    let mut hasher = hasher("source");
    hasher.update(&[kind as u8]);
    hasher.update(named.as_bytes());
    hasher.update(&[0]);
    hasher.update(bytes);
    hasher.digest128()
}

/// The pages of a file: from the cache, or parsed and left there. Without a cache their texts stay as they
/// were parsed.
pub(super) fn volume(
    cache: &Cache,
    key: impl FnOnce() -> Key,
    parse: impl FnOnce() -> Volume,
) -> Volume {
    if !cache.is_on() {
        return parse();
    }
    let key = key();
    let kept = cache.get(key).and_then(|value| read(&value).ok());
    kept.unwrap_or_else(|| {
        let mut volume = parse();
        for draft in &mut volume.drafts {
            if let Some(page) = &mut draft.page {
                draft.text = Some(SheetText::of(page));
                (page.blocks, page.breaks) = Default::default();
            }
        }
        cache.put(key, &write(&volume));
        volume
    })
}

/// The same for a line, which gives one draft.
pub(super) fn line(
    cache: &Cache,
    key: impl FnOnce() -> Key,
    parse: impl FnOnce() -> Draft,
) -> Draft {
    let mut volume = volume(cache, key, || Volume::page(parse()));
    volume.drafts.pop().unwrap_or_default()
}

fn write(volume: &Volume) -> Vec<u8> {
    let mut out = Vec::new();
    optional(volume.title.as_deref(), &mut out);
    out.varint(length(volume.drafts.len()));
    for draft in &volume.drafts {
        let page = draft.page.as_ref().zip(draft.text.as_ref());
        out.push(u8::from(page.is_some()));
        if let Some((page, text)) = page {
            write_page(page, &mut out);
            text.write(&mut out);
        }
        out.varint(length(draft.notices.len()));
        for (line, kind, text) in &draft.notices {
            out.push(u8::from(line.is_some()));
            line.iter().for_each(|&line| out.varint(line));
            out.push(*kind as u8);
            out.text(text);
        }
        out.push(u8::from(draft.print.is_some()));
        for hash in draft
            .print
            .iter()
            .flat_map(|print| [print.letters, print.exact])
        {
            out.extend_from_slice(&hash.to_le_bytes());
        }
    }
    out
}

fn write_page(page: &Page, out: &mut Vec<u8>) {
    out.text(&page.id);
    out.text(&page.title);
    optional(page.author.as_deref(), out);
    optional(page.source.as_deref(), out);
    write_page_date(page.date, out);
    optional(page.url.as_deref(), out);
    out.varint(length(page.tags.len()));
    page.tags.iter().for_each(|tag| out.text(tag));
    out.varint(length(page.fields.len()));
    for (name, value) in &page.fields {
        out.text(name);
        out.text(value);
    }
    out.varint(length(page.dates.len()));
    page.dates.iter().for_each(|&date| write_date(date, out));
}

fn optional(text: Option<&str>, out: &mut Vec<u8>) {
    out.push(u8::from(text.is_some()));
    text.iter().for_each(|text| out.text(text));
}

fn read(value: &[u8]) -> Result<Volume, Fault> {
    let mut cursor = Cursor::new(value);
    let volume = Volume {
        title: cursor.option(text)?,
        drafts: cursor.list(read_draft)?,
    };
    cursor.end().map(|()| volume)
}

fn read_draft(cursor: &mut Cursor<'_>) -> Result<Draft, Fault> {
    let page = cursor.option(|c| Ok((read_page(c)?, SheetText::read(c)?)))?;
    let (page, text) = page.unzip();
    Ok(Draft {
        page,
        text,
        notices: cursor.list(|c| {
            let line = c.option(Cursor::varint)?;
            let number = usize::from(c.byte()?);
            let kind = NoticeKind::ALL.get(number).ok_or(Fault::Range)?;
            Ok((line, *kind, self::text(c)?))
        })?,
        print: cursor.option(|c| {
            let mut hash = || Ok(u128::from(c.u64()?) | u128::from(c.u64()?) << 64);
            Ok(Print {
                letters: hash()?,
                exact: hash()?,
            })
        })?,
    })
}

fn read_page(cursor: &mut Cursor<'_>) -> Result<Page, Fault> {
    Ok(Page {
        id: text(cursor)?,
        title: text(cursor)?,
        author: cursor.option(text)?,
        source: cursor.option(text)?,
        date: read_page_date(cursor)?,
        url: cursor.option(text)?,
        tags: cursor.list(text)?,
        fields: cursor.list(|c| Ok((text(c)?, text(c)?)))?,
        dates: cursor.list(read_date)?,
        ..Page::default()
    })
}

fn text(cursor: &mut Cursor<'_>) -> Result<String, Fault> {
    cursor.text().map(str::to_owned)
}
