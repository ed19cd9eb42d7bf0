//! A page in the making: what a parser found in one file or line.

use super::print::Print;
use super::{NoticeKind, byline, dates, skeleton};
use crate::build::sheet::SheetText;
use crate::date::Date;
use crate::page::{BlockKind, Page, PageDate};
use std::borrow::Cow;

/// 1 January 1800: a text that mentions only older days is about history, and not from then.
const MODERN: u32 = 657_072;

/// What came of one file or one line: a page or none, and what there is to say about it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The page, without its id; `None` if there is nothing to read.
    pub(super) page: Option<Page>,
    /// The page's text once it is ready for the build; the page has none then.
    pub(super) text: Option<SheetText>,
    /// Notices: line, kind, text.
    pub(super) notices: Vec<(Option<u32>, NoticeKind, String)>,
    /// By what the text is known again; see [`Print`].
    pub(super) print: Option<Print>,
}

impl Draft {
    /// A draft with this page.
    pub(super) fn new(page: Page) -> Draft {
        Draft {
            page: Some(page),
            ..Draft::default()
        }
    }

    /// No page, and why.
    pub(super) fn none(kind: NoticeKind, why: impl Into<String>) -> Draft {
        Draft {
            notices: vec![(None, kind, why.into())],
            ..Draft::default()
        }
    }

    /// Adds a notice without a line.
    pub(super) fn note(&mut self, kind: NoticeKind, text: impl Into<String>) {
        self.notices.push((None, kind, text.into()));
    }

    /// Says what furniture was cut, if any was: its beginning, and how long it was.
    pub(super) fn cut(&mut self, what: &str) {
        if !what.is_empty() {
            self.note(
                NoticeKind::Cut,
                format!(
                    "cut from the end as page furniture: «{}»",
                    excerpt(what, 80)
                ),
            );
        }
    }

    /// The last touches, the same for every kind of source: white space evened out, empty blocks
    /// dropped, dates found. A page without title and blocks becomes no page.
    pub(super) fn finish(&mut self) {
        let Some(page) = &mut self.page else { return };
        page.title = skeleton::squeeze(&undirected(&page.title));
        for field in [&mut page.author, &mut page.source] {
            *field = field.take().map(|text| undirected(&text).into_owned());
        }
        for block in &mut page.blocks {
            block.text = match block.kind {
                // Tabs part hemistichs and cells.
                BlockKind::Verse | BlockKind::Row(_) => block
                    .text
                    .split('\t')
                    .map(skeleton::squeeze)
                    .collect::<Vec<_>>()
                    .join("\t"),
                _ => skeleton::squeeze(&block.text),
            };
        }
        page.blocks.retain(|block| !block.text.trim().is_empty());
        if page.title.is_empty() && page.blocks.is_empty() {
            self.page = None;
            return;
        }
        let mut found: Vec<Date> = Vec::new();
        for text in std::iter::once(&page.title).chain(page.blocks.iter().map(|block| &block.text))
        {
            for mention in dates::find(text) {
                if !found.contains(&mention.date) {
                    found.push(mention.date);
                }
            }
        }
        if page.date.is_none() {
            let first = page
                .blocks
                .iter()
                .find(|block| block.kind == BlockKind::Paragraph);
            let date = first.and_then(|block| byline::dateline(&block.text));
            page.date = date.map(|date| PageDate { date, stated: true });
        }
        if page.date.is_none() {
            // Of equals the first, so that an exact tie between calendars is settled by the text's order.
            let full = found
                .iter()
                .filter(|date| date.month > 0 && date.day_number() >= MODERN);
            let latest = full.copied().reduce(|a, b| {
                if b.day_number() > a.day_number() {
                    b
                } else {
                    a
                }
            });
            page.date = latest.map(|date| PageDate {
                date,
                stated: false,
            });
        }
        page.dates = found;
        self.print = Print::of(page);
    }
}

/// A name without the controls that force a direction on what stands after it (U+202A to U+202E,
/// U+2066 to U+2069): it is shown in lists, beside others.
fn undirected(text: &str) -> Cow<'_, str> {
    let forces = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    match text.contains(forces) {
        true => text.replace(forces, "").into(),
        false => text.into(),
    }
}

/// The first `limit` characters, with `…` if there were more; line breaks as ` | `.
pub(super) fn excerpt(text: &str, limit: usize) -> String {
    let flat = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" | ");
    match flat.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &flat[..end]),
        None => flat,
    }
}
