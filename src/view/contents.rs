//! The contents of a book: its pages, those around the one being read first, and under that one its headings. A column
//! where there is room for one, else a drawer.

use super::{button, folio};
use crate::anchor::Anchor;
use crate::app::{App, effect, nth, place_of, soon, texts};
use crate::browser;
use crate::protocol::{Question, Reply};
use crate::route::{PagePlace, Route};
use crate::strings::Strings;
use crate::ui::{El, Icon, el, icon, link, live, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{PageRecord, PageView};
use warraq::page::BlockKind;

/// Pages listed at a time.
const LISTED: u32 = 60;

/// The contents, while they are open. `still` is true if the focus is to stay where it is.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings, page: Arc<PageView>, still: bool) -> AnyView {
    let open = app.reader.contents;
    let mut still = still;
    live(move || {
        let still = std::mem::take(&mut still);
        match open.get() {
            true => {
                if !still {
                    soon(|| browser::focus("contents"));
                }
                panel(app, s, &page)
            }
            false => nothing(),
        }
    })
}

#[inline(never)]
fn panel(app: App, s: &'static Strings, page: &Arc<PageView>) -> AnyView {
    let open = app.reader.contents;
    let book = page.book.book;
    let offset = RwSignal::new(nth(page).saturating_sub(LISTED / 2));
    let list: RwSignal<Vec<PageRecord>> = RwSignal::new(Vec::new());
    let ticket = StoredValue::new_local(None);
    effect(move || {
        let question = Question::Pages {
            book,
            offset: offset.get(),
            limit: LISTED,
        };
        ticket.set_value(Some(app.ask(question, move |reply| {
            if let Reply::Pages(pages) = reply {
                list.set(pages);
                soon(|| browser::show_within("contents-here"));
            }
        })));
    });
    let pages = page.book.pages;
    let in_print = folio::jump(app, s, page);
    let step = move |name: &'static str, sign: Icon, shown: bool, to: u32| {
        shown.then(|| {
            of("button", "button")
                .attr("type", "button")
                .on_click(move |_| offset.set(to))
                .child(icon(sign))
                .text(name)
        })
    };
    let page = page.clone();
    let rows = move || {
        let from = offset.get();
        let here = page.record.page;
        let row = |record: &PageRecord| match record.page == here {
            true => {
                let to = link(Route::Page(place_of(record)).to_hash())
                    .attr("id", "contents-here")
                    .attr("aria-current", "page")
                    .attr("dir", "auto")
                    .text(record.title.clone());
                el("li").child(to).children(headings(app, &page))
            }
            false => el("li").child(
                link(Route::Page(place_of(record)).to_hash())
                    .attr("dir", "auto")
                    .on_click(move |_| shut_drawer(app))
                    .text(record.title.clone()),
            ),
        };
        let rows = list.with(|list| list.iter().map(row).collect::<Vec<El>>());
        of("div", "contents-list")
            .children(step(
                s.earlier,
                Icon::Up,
                from > 0,
                from.saturating_sub(LISTED),
            ))
            .child(
                el("ol")
                    .attr("role", "list")
                    .attr("lang", "ar")
                    .attr("dir", "rtl")
                    .children(rows),
            )
            .children(step(
                s.more,
                Icon::Down,
                from + LISTED < pages,
                from + LISTED,
            ))
            .view()
    };
    let head = of("div", "dialog-head")
        .child(el("h2").text(s.reader.contents))
        .child(button("bare", s.close, Icon::Close).on_click(move |_| open.set(false)));
    of("nav", "contents")
        .attr("id", "contents")
        .attr("tabindex", "-1")
        .attr("aria-label", s.reader.contents)
        .child(head)
        .child(jump(app, s, book, pages))
        .children(in_print)
        .child(live(rows))
        .view()
}

pub(super) fn shut_drawer(app: App) {
    if !browser::is_wide() {
        app.reader.contents.set(false);
    }
}

/// The headings of the page, each a link that outlives another build.
#[inline(never)]
fn headings(app: App, page: &PageView) -> Option<El> {
    let texts = texts(page);
    let heading = |(number, block): (u32, &warraq::answer::MarkedBlock)| {
        let BlockKind::Heading(level) = block.kind else {
            return None;
        };
        let count = warraq::text::words(&block.text).count() as u32;
        let anchor = Anchor::new(&texts, number, 0, count)?;
        let place = PagePlace {
            at: Some(anchor.to_text()),
            ..place_of(&page.record)
        };
        let class = ["l2", "l2", "l2", "l3", "l4"][usize::from(level.min(4))];
        let to = link(Route::Page(place).to_hash())
            .attr("dir", "auto")
            .on_click(move |_| shut_drawer(app))
            .text(block.text.clone());
        Some(of("li", class).child(to))
    };
    let rows: Vec<El> = (0..).zip(&page.blocks).filter_map(heading).collect();
    (!rows.is_empty()).then(|| el("ol").attr("role", "list").children(rows))
}

/// To a page by its number in the book.
#[inline(never)]
fn jump(app: App, s: &'static Strings, book: warraq::id::BookId, pages: u32) -> El {
    let wanted = RwSignal::new(String::new());
    let ticket = StoredValue::new_local(None);
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(number) = read_number(&wanted.get_untracked()) else {
            return;
        };
        let question = Question::Pages {
            book,
            offset: number.clamp(1, pages.max(1)) - 1,
            limit: 1,
        };
        ticket.set_value(Some(app.ask(question, move |reply| {
            if let Reply::Pages(found) = reply
                && let Some(record) = found.first()
            {
                shut_drawer(app);
                app.go(Route::Page(place_of(record)));
            }
        })));
    };
    let field = el("input")
        .attr("id", "jump")
        .attr("type", "text")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("size", "5")
        .on(leptos::ev::input, move |event| {
            wanted.set(event_target_value(&event));
        });
    of("form", "jump")
        .on(leptos::ev::submit, go)
        .child(el("label").attr("for", "jump").text(s.reader.go_to_page))
        .child(field)
        .child(
            of("button", "bare")
                .attr("aria-label", s.reader.go_to_page)
                .child(icon(Icon::Forward)),
        )
}

/// A number in Arabic, Persian or Latin digits.
pub(super) fn read_number(text: &str) -> Option<u32> {
    let digit = |letter: char| match letter {
        '٠'..='٩' => Some(u32::from(letter) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(letter) - u32::from('۰')),
        _ => letter.to_digit(10),
    };
    let text = text.trim();
    let read = |sum: u32, letter| sum.checked_mul(10)?.checked_add(digit(letter)?);
    (!text.is_empty()).then(|| text.chars().try_fold(0, read))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_all_digits() {
        let check = |text: &str, number| assert_eq!(read_number(text), number, "{text}");
        check("12", Some(12));
        check(" ٣٠٧ ", Some(307));
        check("۴", Some(4));
        check("", None);
        check("١x", None);
        check("99999999999", None);
    }
}
