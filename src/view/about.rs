//! What is told of a page beside its text.

use super::{book, folio_pair};
use crate::route::{PagePlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, chip, el, link, of};
use warraq::answer::{Mark, PageRecord, PageView};

/// Who wrote it, where and when, and what else is said of it.
#[inline(never)]
pub(super) fn view(s: &'static Strings, page: &PageView) -> Option<El> {
    let record = &page.record;
    let mut rows = Vec::new();
    let mut row = |label: &str, value: Option<El>| {
        rows.extend(value.map(|value| {
            el("div")
                .child(el("dt").attr("dir", "auto").text(label))
                .child(el("dd").child(value))
        }));
    };
    let text = |text: &str| el("bdi").text(text);
    let some = |all: &[String]| (!all.is_empty()).then(|| text(&all.join("، ")));
    let dates: Vec<String> = page.dates.iter().map(|date| s.written_date(date)).collect();
    row(s.author, record.author.as_deref().map(text));
    row(s.source, record.source.as_deref().map(text));
    row(s.date, record.date.map(|date| text(&s.page_date(date))));
    let printed = record.printed;
    let printed = printed.map(|(first, last)| text(&(s.folio.printed)(first, last)));
    row(s.folio.in_print, printed);
    row(s.tags, some(&page.tags));
    row(s.dates, some(&dates));
    row(s.original, page.url.as_deref().and_then(original));
    for (name, value) in &page.fields {
        row(name, Some(text(value)));
    }
    (!rows.is_empty()).then(|| {
        el("section")
            .child(el("h2").text(s.about_page))
            .child(el("dl").children(rows))
    })
}

/// A link to where a page was published. Only addresses of the web become links.
fn original(url: &str) -> Option<El> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next().unwrap_or(rest);
    let shown = link(url)
        .class("link")
        .attr("rel", "noopener noreferrer")
        .attr("dir", "ltr");
    ["https", "http"]
        .contains(&scheme)
        .then(|| shown.text(host))
}

/// Pages nearest to it, each with a sign that opens it beside.
#[inline(never)]
pub(super) fn related(s: &'static Strings, page: &PageView) -> Option<El> {
    (!page.related.is_empty()).then(|| {
        let row = |record: &PageRecord| {
            book::page_row(s, record, [false; 2]).child(folio_pair::opener(s, &page.record, record))
        };
        let rows = page.related.iter().map(row);
        of("section", "related")
            .child(el("h2").text(s.related))
            .child(of("ul", "pages").children(rows))
    })
}

/// The words marked in a page: each spelling once, with the number of its first place and how often
/// it is there; in the order of the query, then of the page.
fn spellings(page: &PageView) -> Vec<(u16, String, u32, u32)> {
    let title = (page.record.title.as_str(), &page.title_marks);
    let blocks = page
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), &block.marks));
    let mut found: Vec<(u16, String, u32, u32)> = Vec::new();
    let mut hit = 0;
    for (text, marks) in std::iter::once(title).chain(blocks) {
        for mark in marks {
            let Mark {
                start, end, term, ..
            } = *mark;
            hit += 1;
            let word = text.get(start as usize..end as usize).unwrap_or("");
            match found
                .iter_mut()
                .find(|(of, spelling, ..)| *of == term && spelling == word)
            {
                Some((.., times)) => *times += 1,
                None => found.push((term, word.to_owned(), hit, 1)),
            }
        }
    }
    let last = found.iter().map(|row| row.0).max().unwrap_or(0);
    (0..=last)
        .flat_map(|term| found.iter().filter(move |row| row.0 == term).cloned())
        .collect()
}

#[inline(never)]
pub(super) fn found_words(
    s: &'static Strings,
    page: &PageView,
    search: Option<&Search>,
) -> Option<El> {
    let row = |(term, spelling, first, times): &(u16, String, u32, u32)| {
        let (number, id) = (page.record.page.0, page.record.id.clone());
        let place = PagePlace {
            page: number,
            id,
            search: search.cloned(),
            hit: Some(*first),
            ..PagePlace::default()
        };
        let word = link(Route::Page(place).to_hash())
            .class(chip(*term))
            .attr("dir", "rtl")
            .text(spelling.clone());
        el("li")
            .child(word)
            .text(" ")
            .child(of("span", "count").text(s.n(*times)))
    };
    let rows = spellings(page);
    (!rows.is_empty()).then(|| {
        let list = el("ul").children(rows.iter().map(row));
        of("section", "found-words")
            .child(el("h2").text(s.marked_words))
            .child(list)
    })
}
