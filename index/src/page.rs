//! What a library is made of: books, pages and blocks. Text only, never HTML, so that nothing needs
//! to be made safe when it is shown.

use crate::date::Date;
use serde::{Deserialize, Serialize};

/// What a block is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading inside the page, level 2 to 6. The page's title is not a block.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A paragraph quoted from elsewhere.
    Quote,
    /// One line of verse; a tab parts its two hemistichs.
    Verse,
    /// An item of a list at this depth, the outermost being 1. The label is its bullet or number.
    Item(u8),
    /// A row of a table; tabs part its cells. True for a row of column heads.
    Row(bool),
    /// A foot or end note. The label is what refers to it, such as `1`; the text that refers to it
    /// carries the label in square brackets.
    Note,
}

/// A stretch of text that stands by itself on the page.
///
/// `text` is in logical order and holds no line break; a tab only where [`BlockKind`] gives it a
/// meaning. Spelling is the source's own: marks, tatweel and digits are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The bullet or number of an item, the sign of a note; empty for every other kind.
    pub label: String,
    /// Its text.
    pub text: String,
}

impl Block {
    /// A block without a label.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Block {
        Block {
            kind,
            label: String::new(),
            text: text.into(),
        }
    }
}

/// When a page is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageDate {
    /// The day, month or year.
    pub date: Date,
    /// True if the source states it as the page's own date (front matter, a field, a meta tag, a
    /// dateline); false if it is the latest date the text mentions.
    pub stated: bool,
}

/// A page of the printed edition that a text was taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Printed {
    /// The volume; 0 if the edition is not told to have volumes.
    pub volume: u32,
    /// The number printed on the page.
    pub page: u32,
}

/// Where a page of the printed edition begins: all text from here to the next such place stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageBreak {
    /// The block it begins in, by place.
    pub block: u32,
    /// The byte of the block's text it begins at; a reader must not trust that a letter begins there.
    pub offset: u32,
    /// The printed page.
    pub printed: Printed,
}

/// A page: the unit of reading, of retrieval and of a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What names the page for good: the source's own `id`, or the path of its file below the
    /// source folder without the ending. Unique in a library.
    pub id: String,
    /// The title as a reader sees it; empty if the source has none.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The outlet or collection it came from.
    pub source: Option<String>,
    /// When it is from.
    pub date: Option<PageDate>,
    /// Dates found in the text, in the order of the text, each once.
    pub dates: Vec<Date>,
    /// Where it was published.
    pub url: Option<String>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Other fields of the source, name and value, in the source's order.
    pub fields: Vec<(String, String)>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Where the pages of the printed edition begin, in the order of the text; the first of them at
    /// its beginning if it is known there, also if the page is only a title.
    pub breaks: Vec<PageBreak>,
}

/// A book: one work or collection, a folder or an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// The path of the folder or archive below the source folder; empty for loose files.
    pub id: String,
    /// Its title: the folder's or archive's name.
    pub title: String,
}
