//! A concordance: what was found in the middle, what is before it on its one side and what is after it on the other. Of
//! thousands of lines those are in the document that are in the window.

use super::corpus::{choices, exports, page_cells, progress, save, table};
use super::{cite, corpus};
use crate::app::{App, Lines, effect, soon};
use crate::ask;
use crate::browser;
use crate::client::Opening;
use crate::export::{Cell, Kind};
use crate::protocol::{Question, Reply};
use crate::route::{CorpusPlace, PagePlace, Route, Search};
use crate::segment::{segments, without_tashkeel};
use crate::strings::Strings;
use crate::ui::{El, all, link, live, marked, of};
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use warraq::answer::{Answer, Line, Mark, PageRecord, SearchRequest, Snippet};
use warraq::concordance::{LineOrder, ordered};

/// Lines above and below the window that are in the document, too.
const OVER: u32 = 12;
/// Lines by which the part in the document moves.
const STEP: u32 = 8;
/// Lines in the document before it is known how many the window has.
const FIRST: u32 = 40;
/// Lines that the keys of pages move by.
const FAR: u32 = 10;
/// Results that are saved at most.
const SAVED: u32 = 200;
/// What holds all lines, whether or not they are in the document.
const ALL: &str = "kwic-lines";

/// The place.
#[inline(never)]
pub(super) fn view(app: App, place: Memo<CorpusPlace>) -> AnyView {
    let s = app.strings();
    let order = Memo::new(move |_| place.with(|place| place.order));
    let sorted = Memo::new(move |_| {
        let order = order.get();
        app.corpus
            .lines
            .with(|lines| Arc::new(ordered(&lines.lines, order, &|page| lines.day(page))))
    });
    // The first line in the document, and how many there are from it on.
    let part = RwSignal::new((0, FIRST));
    let measure = move || {
        let count = sorted.with_untracked(|sorted| sorted.len()) as u32;
        if let Some(now) = browser::stretch(ALL).and_then(|it| part_in(it, count))
            && part.get_untracked() != now
        {
            let held = browser::focused();
            part.set(now);
            // The line in focus is another element now.
            soon(move || {
                if let Some(id) = held {
                    browser::focus_still(&id);
                }
            });
        }
    };
    let mut came_back = false;
    effect(move || {
        sorted.track();
        let done = app.corpus.lines.with(|lines| lines.done);
        if done && !std::mem::replace(&mut came_back, true) {
            app.settle();
        }
        soon(measure);
    });
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| measure());
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
    });
    let orders = move || {
        let links = LineOrder::ALL.into_iter().zip(s.corpus.orders);
        let links = links.map(|(order, name)| {
            let place = place.get();
            let is = place.order == order;
            (CorpusPlace { order, ..place }, name.to_owned(), is)
        });
        choices(s.corpus.order, links).view()
    };
    let rows = move || {
        let tashkeel = app.prefs.with(|prefs| prefs.marks);
        let (first, count) = part.get();
        sorted.with(|sorted| {
            app.corpus.lines.with(|lines| {
                let numbers = sorted.iter().enumerate().skip(first as usize);
                let shown = numbers.take(count as usize).filter_map(|(at, &number)| {
                    row(s, lines, at, lines.lines.get(number as usize)?, tashkeel)
                });
                all(shown)
            })
        })
    };
    let count = move || sorted.with(|sorted| sorted.len());
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let Some(at) = browser::focused().and_then(|id| id.strip_prefix("line-")?.parse().ok())
        else {
            return;
        };
        let code = browser::key_code(&event);
        let last = (sorted.with_untracked(|sorted| sorted.len()) as u32).saturating_sub(1);
        if let Some(to) = code.and_then(|code| step(&code, at, last)) {
            event.prevent_default();
            let (first, count) = part.get_untracked();
            if !(first..first + count).contains(&to) {
                part.set((to.saturating_sub(OVER) / STEP * STEP, count));
            }
            soon(move || browser::focus(&["line-", &to.to_string()].concat()));
        }
    };
    let heads = s.corpus.columns.map(|head| {
        of("span", "kwic-head")
            .attr("role", "columnheader")
            .text(head)
    });
    let head = of("div", "kwic-row kwic-heads")
        .attr("role", "row")
        .attr("aria-rowindex", "1")
        .children(heads);
    let body = of("div", "kwic-lines")
        .attr("id", ALL)
        .attr("role", "rowgroup")
        .live_style(move || ["--lines:", &count().to_string()].concat())
        .child(live(rows));
    let table = of("div", "kwic")
        .attr("role", "table")
        .attr("dir", "rtl")
        .attr("lang", "ar")
        .attr("aria-label", s.corpus.kinds[1])
        .live_attr("aria-rowcount", move || Some((count() + 1).to_string()))
        .live_attr("hidden", move || (count() == 0).then(String::new))
        .on(leptos::ev::keydown, keys)
        .child(head)
        .child(body);
    let controls = of("div", "controls")
        .child(live(orders))
        .child(exports(s, move |kind| export(app, place, sorted, kind)));
    all([controls.view(), progress(app), table.view()])
}

/// The lines to be in the document: the first of them, and how many.
fn part_in(all: browser::Stretch, count: u32) -> Option<(u32, u32)> {
    let line = all.height / f64::from(count);
    (count > 0 && line > 0.0).then(|| {
        let above = (-all.top / line).max(0.0) as u32;
        let first = above.min(count).saturating_sub(OVER) / STEP * STEP;
        (first, (all.window / line) as u32 + 2 * OVER + STEP)
    })
}

/// The line to which a key leads from another.
fn step(code: &str, at: u32, last: u32) -> Option<u32> {
    let to = match code {
        "ArrowDown" => at.saturating_add(1),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at.saturating_add(FAR),
        "PageUp" => at.saturating_sub(FAR),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// Where a line is read.
fn place_of(lines: &Lines, line: &Line, record: &PageRecord) -> Route {
    Route::Page(PagePlace {
        page: record.page.0,
        id: record.id.clone(),
        search: lines.search.clone(),
        hit: Some(line.hit),
        ..PagePlace::default()
    })
}

fn row(s: &'static Strings, lines: &Lines, at: usize, line: &Line, tashkeel: bool) -> Option<El> {
    let record = lines.record(line.page)?;
    let shown = |text: &str| match tashkeel {
        true => text.to_owned(),
        false => without_tashkeel(text),
    };
    let cell = |class: &'static str, text: &str, before: &str, after: &str| {
        let text = of("bdi", "stretch")
            .attr("dir", "rtl")
            .text([before, shown(text).trim(), after].concat());
        of("span", class).attr("role", "cell").child(text)
    };
    let mark = Mark {
        start: 0,
        end: line.word.len() as u32,
        term: line.term,
        depth: line.depth,
    };
    let word = link(place_of(lines, line, record).to_hash())
        .class("kwic-link")
        .attr("id", ["line-", &at.to_string()].concat())
        .children(marked(&line.word, &[mark], None, tashkeel));
    let date = record
        .date
        .map(|date| of("span", "kwic-date").text(s.date_text(date.date)));
    let title = of("bdi", "kwic-title").text(shown(&record.title));
    let from = of("span", "kwic-from")
        .attr("role", "cell")
        .child(title)
        .children(date);
    Some(
        of("div", "kwic-row")
            .attr("role", "row")
            .attr("aria-rowindex", (at + 2).to_string())
            .style(["--at:", &at.to_string()].concat())
            .attr("data-page", record.id.clone())
            .child(cell(
                "kwic-before",
                &line.before,
                if line.cut_before { "… " } else { "" },
                "",
            ))
            .child(of("span", "kwic-word").attr("role", "cell").child(word))
            .child(cell(
                "kwic-after",
                &line.after,
                "",
                if line.cut_after { " …" } else { "" },
            ))
            .child(from),
    )
}

/// Saves the lines that are read, in their order.
fn export(app: App, place: Memo<CorpusPlace>, sorted: Memo<Arc<Vec<u32>>>, kind: Kind) {
    let s = app.strings();
    let c = &s.corpus;
    let place = place.get_untracked();
    let about = Route::Corpus(Box::new(place.clone()));
    let mut table = table(app, corpus::title(s, &place), &about);
    let [title, author, book, source, date, citation, address, _] = c.heads;
    table.heads = match kind {
        Kind::Html => vec![c.columns[0], c.columns[1], c.columns[2], citation, address],
        _ => vec![
            c.columns[0],
            c.columns[1],
            c.columns[2],
            title,
            author,
            book,
            source,
            date,
            citation,
            address,
        ],
    };
    app.corpus.lines.with_untracked(|lines| {
        let numbers = sorted.get_untracked();
        let lines_in_order = numbers
            .iter()
            .filter_map(|&number| lines.lines.get(number as usize));
        for line in lines_in_order {
            let Some(record) = lines.record(line.page) else {
                continue;
            };
            let mut row = vec![
                Cell::plain(line.before.trim()),
                Cell::marked(line.word.clone()),
                Cell::plain(line.after.trim()),
            ];
            if kind != Kind::Html {
                row.extend(page_cells(app, record));
            }
            row.push(Cell::plain(cite::of_page(app, record)));
            let address = place_of(lines, line, record).to_hash();
            row.push(Cell::Link([browser::address(), address].concat()));
            table.rows.push(row);
        }
    });
    save(&table, kind, &place.search);
}

/// Buttons that save the results of a search.
#[inline(never)]
pub(super) fn results_export(app: App, search: &Search) -> El {
    let search = StoredValue::new(search.clone());
    let s = app.strings();
    // Folded, so that the names of the kinds ask for no letters of their own.
    of("details", "save")
        .child(of("summary", "link").text(s.corpus.export))
        .child(exports(s, move |kind| {
            save_results(app, search.get_value(), kind)
        }))
}

/// Asks for the best results and saves them when their passages are there.
fn save_results(app: App, search: Search, kind: Kind) {
    let shelf = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => shelf.clone(),
        _ => Arc::default(),
    });
    let request = SearchRequest {
        limit: SAVED,
        ..ask::whole(&search, &shelf)
    };
    let found: RefCell<(Answer, Vec<PageRecord>)> = RefCell::default();
    let ticket = app.ask(Question::Search(request), move |reply| match reply {
        Reply::Found(answer, records) => *found.borrow_mut() = (*answer, records),
        Reply::Snippets(snippets) => {
            let found = found.borrow();
            // Parts of them come before the whole.
            if snippets.len() == found.1.len() {
                save_found(app, &search, &found.1, &snippets, kind);
                app.corpus.task.set_value(None);
            }
        }
        _ => {}
    });
    app.corpus.task.set_value(Some(ticket));
}

fn save_found(app: App, search: &Search, records: &[PageRecord], snippets: &[Snippet], kind: Kind) {
    let s = app.strings();
    let [
        title,
        author,
        book,
        source,
        date,
        citation,
        address,
        passages,
    ] = s.corpus.heads;
    let about = Route::Search(search.clone());
    let mut table = table(app, [s.search, ": ", &search.query].concat(), &about);
    table.heads = match kind {
        Kind::Html => vec![title, passages, citation, address],
        _ => vec![
            title, author, book, source, date, passages, citation, address,
        ],
    };
    let cut = |text: &str, marks: &[Mark]| -> Vec<(String, bool)> {
        let part = |part: &crate::segment::Segment<'_>| (part.text.to_owned(), part.mark.is_some());
        segments(text, marks).iter().map(part).collect()
    };
    for (record, snippet) in records.iter().zip(snippets) {
        let mut row = page_cells(app, record);
        if kind == Kind::Html {
            row = vec![Cell::Text(cut(&record.title, &snippet.title_marks))];
        }
        let mut texts = Vec::new();
        for passage in &snippet.passages {
            if !texts.is_empty() {
                texts.push((" … ".to_owned(), false));
            }
            texts.extend(cut(&passage.text, &passage.marks));
        }
        row.push(Cell::Text(texts));
        row.push(Cell::plain(cite::of_page(app, record)));
        let place = PagePlace {
            page: record.page.0,
            id: record.id.clone(),
            search: Some(search.clone()),
            hit: Some(1),
            ..PagePlace::default()
        };
        row.push(Cell::Link(
            [browser::address(), Route::Page(place).to_hash()].concat(),
        ));
        table.rows.push(row);
    }
    save(&table, kind, search);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_what_the_window_shows() {
        let check = |top: f64, count, expected| {
            let all = browser::Stretch {
                top,
                height: f64::from(count) * 40.0,
                window: 800.0,
            };
            assert_eq!(part_in(all, count), expected, "{top} {count}");
        };
        check(200.0, 0, None);
        check(200.0, 100, Some((0, 52)));
        check(-400.0, 100, Some((0, 52)));
        check(-4000.0, 1000, Some((88, 52)));
        check(-1e9, 1000, Some((984, 52)));
    }

    #[test]
    fn keys_lead_from_line_to_line() {
        let check = |code, at, expected| assert_eq!(step(code, at, 20), expected, "{code} {at}");
        check("ArrowDown", 3, Some(4));
        check("ArrowDown", 20, Some(20));
        check("ArrowUp", 0, Some(0));
        check("PageDown", 15, Some(20));
        check("PageUp", 15, Some(5));
        check("Home", 15, Some(0));
        check("End", 15, Some(20));
        check("KeyA", 15, None);
    }
}
