//! Hits that stand together by their books.

use super::{book, hit};
use crate::app::{App, Found};
use crate::protocol::Groups;
use crate::route::{BookPlace, Route};
use crate::strings::Strings;
use crate::ui::{El, el, link, of};
use std::sync::Arc;

/// What has the hits stand together by their books, or not; none where there is one book alone.
pub(super) fn choice(app: App, s: &'static Strings, found: &Found) -> Option<El> {
    let search = &found.search;
    let several = app.shelf().books.len() > 1 && search.book.is_none();
    several.then(|| {
        let turned = Route::Search(search.with_group(!search.group)).to_hash();
        let choice = link(turned)
            .class("choice")
            .attr("id", "group")
            .attr_if(search.group, "aria-current", "true")
            .text(s.finder.group);
        of("nav", "choices")
            .attr("aria-label", s.finder.group)
            .child(choice)
    })
}

/// The hits, book by book.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings, found: &Arc<Found>, groups: &Groups) -> El {
    let shelf = app.shelf();
    let mut sections = Vec::new();
    let mut number = 0;
    for &(id, count) in &groups.books {
        let of_book = found.records[number.min(found.records.len())..]
            .iter()
            .take_while(|record| record.book == id)
            .count();
        let hits = (number..number + of_book).map(|number| hit::view(app, found, number));
        let hits = of("ol", "hits").children(hits);
        number += of_book;
        let Some(record) = shelf.books.iter().find(|book| book.book == id) else {
            continue;
        };
        let place = BookPlace {
            book: id.0,
            id: record.id.clone(),
            from: 0,
        };
        let title = link(Route::Book(place).to_hash())
            .attr("dir", "auto")
            .text(book::title(record, s));
        let head = of("h2", "group-head")
            .child(title)
            .text(" ")
            .child(of("span", "faint").text((s.pages)(count)));
        let rest = count.saturating_sub(of_book as u32);
        let more = (rest > 0).then(|| {
            let alone = found
                .search
                .with_group(false)
                .with_value("book", &record.id);
            link(Route::Search(alone).to_hash())
                .class("link more-in-book")
                .text((s.finder.more_in_book)(rest))
        });
        sections.push(
            el("section")
                .class("group")
                .attr("data-book", record.id.clone())
                .child(head)
                .child(hits)
                .children(more),
        );
    }
    of("div", "groups").children(sections)
}
