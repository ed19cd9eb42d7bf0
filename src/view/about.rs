//! What is told of a page beside its text.

use super::{book, folio_pair};
use crate::strings::Strings;
use crate::ui::{El, el, link, of};
use warraq::answer::{PageRecord, PageView};

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
            book::page_row(s, record).child(folio_pair::opener(s, &page.record, record))
        };
        let rows = page.related.iter().map(row);
        of("section", "related")
            .child(el("h2").text(s.related))
            .child(of("ul", "pages").children(rows))
    })
}
