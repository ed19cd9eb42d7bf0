//! All that a search finds: the frame around its lines, its spread and its neighbours.

use super::{lines, neighbours, search, spread};
use crate::app::{App, Found};
use crate::browser;
use crate::export::{Cell, Kind, Table};
use crate::route::{CorpusKind, CorpusPlace, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, all, el, link, live, nothing, of};
use leptos::prelude::*;

/// The place.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let place = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Corpus(place) => (**place).clone(),
            _ => CorpusPlace::new(CorpusKind::Lines, &Search::default()),
        })
    });
    let head = Memo::new(move |_| place.with(|place| (place.kind, place.search.clone())));
    let body = move || {
        let (kind, search) = head.get();
        if search.query.trim().is_empty() {
            return of("p", "notice").text(s.corpus.no_query).view();
        }
        let scope = search::scope(app, &search);
        let body = match kind {
            CorpusKind::Lines => lines::view(app, place),
            CorpusKind::Spread => spread::view(app, place),
            CorpusKind::Neighbours => neighbours::view(app, place),
        };
        all([
            of("div", "controls")
                .child(ways(s, &search, Some(kind)))
                .view(),
            all(scope),
            body,
        ])
    };
    let title = move || place.with(|place| title(s, place)).into_any();
    of("div", "corpus")
        .child(of("h1", "hidden").child(live(title)))
        .child(live(body))
        .view()
}

/// What the place is called.
#[inline(never)]
pub(super) fn title(s: &Strings, place: &CorpusPlace) -> String {
    let kind = s.corpus.kinds[place.kind as usize + 1];
    [kind, ": ", &place.search.query].concat()
}

/// The ways to see what a search finds; the one that is shown, or its pages.
#[inline(never)]
fn ways(s: &'static Strings, search: &Search, shown: Option<CorpusKind>) -> El {
    let way = |address: String, name: &'static str, is: bool| {
        link(address)
            .class("choice")
            .attr_if(is, "aria-current", "true")
            .text(name)
    };
    let pages = Route::Search(search.clone()).to_hash();
    let others = CorpusKind::ALL.map(|kind| {
        let place = CorpusPlace::new(kind, search);
        let address = Route::Corpus(Box::new(place)).to_hash();
        way(
            address,
            s.corpus.kinds[kind as usize + 1],
            shown == Some(kind),
        )
    });
    of("nav", "choices ways")
        .attr("aria-label", s.corpus.ways)
        .child(way(pages, s.corpus.kinds[0], shown.is_none()))
        .children(others)
}

/// The ways from the results on, and their export, if there are any.
#[inline(never)]
pub(super) fn beside_results(app: App, found: &Found) -> Option<AnyView> {
    let s = app.strings();
    (found.answer.total > 0).then(|| {
        all([
            ways(s, &found.search, None),
            super::lines::results_export(app, &found.search),
        ])
    })
}

/// Buttons that save a table as a file.
pub(super) fn exports(s: &'static Strings, save: impl Fn(Kind) + Copy + 'static) -> El {
    let kinds = Kind::ALL.into_iter().zip(s.corpus.files);
    let button = |(kind, name): (Kind, &'static str)| {
        of("button", "choice")
            .attr("type", "button")
            .on_click(move |_| save(kind))
            .text(name)
    };
    of("div", "choices exports")
        .attr("role", "group")
        .attr("aria-label", s.corpus.export)
        .child(
            of("span", "export-label")
                .attr("aria-hidden", "true")
                .text(s.corpus.export),
        )
        .children(kinds.map(button))
}

/// Saves a table of what a search found.
pub(super) fn save(table: &Table, kind: Kind, search: &Search) {
    // What means something in paths is left to nobody.
    let sign = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = search.query.trim().chars().take(40).map(sign).collect();
    let file = ["warraq-", name.trim_matches('-'), ".", kind.name()].concat();
    browser::save_file(&file, kind.media_type(), &table.file(kind));
}

/// An empty table about a search.
pub(super) fn table(app: App, title: String, about: &Route) -> Table {
    let s = app.strings();
    Table {
        title,
        about: [browser::address(), about.to_hash()].concat(),
        language: (s.language.code(), s.language.direction()),
        ..Table::default()
    }
}

/// What is known of a page, as cells: title, author, book, source, date.
pub(super) fn page_cells(app: App, record: &warraq::answer::PageRecord) -> Vec<Cell> {
    let date = record.date.map(|date| date.date.to_string());
    [
        record.title.clone(),
        record.author.clone().unwrap_or_default(),
        super::cite::book_of(app, app.strings(), record),
        record.source.clone().unwrap_or_default(),
        date.unwrap_or_default(),
    ]
    .map(Cell::plain)
    .into()
}

/// A choice among links.
pub(super) fn choices(
    label: &'static str,
    links: impl IntoIterator<Item = (CorpusPlace, String, bool)>,
) -> El {
    let choice = |(place, name, is): (CorpusPlace, String, bool)| {
        link(Route::Corpus(Box::new(place)).to_hash())
            .class("choice")
            .attr_if(is, "aria-current", "true")
            .text(name)
    };
    of("nav", "choices")
        .attr("aria-label", label)
        .child(
            of("span", "export-label")
                .attr("aria-hidden", "true")
                .text(label),
        )
        .children(links.into_iter().map(choice))
}

/// How far a concordance is read, the way to the rest, and what went wrong.
pub(super) fn progress(app: App) -> AnyView {
    let s = app.strings();
    let text = move || {
        app.corpus.lines.with(|lines| match &lines.told {
            None if lines.done => String::new(),
            None => s.searching.to_owned(),
            Some(_) if lines.done && lines.lines.is_empty() => s.corpus.no_lines.to_owned(),
            Some(told) if lines.done => (s.corpus.read)(told.read, lines.lines.len() as u32),
            Some(told) => (s.corpus.progress)(told.read, told.pages, lines.lines.len() as u32),
        })
    };
    let rest = move || {
        app.corpus
            .lines
            .with(|lines| match (&lines.trouble, &lines.told) {
                (Some(trouble), _) => super::trouble::view(app, trouble),
                (None, Some(told)) if lines.done && told.read < told.pages => {
                    let read = of("button", "button")
                        .attr("type", "button")
                        .on_click(move |_| app.read_rest())
                        .text(s.corpus.read_rest);
                    of("div", "notice rest")
                        .child(el("p").text((s.corpus.rest)(told.pages - told.read, told.rest)))
                        .child(read)
                        .view()
                }
                _ => nothing(),
            })
    };
    all([
        of("p", "totals")
            .attr("role", "status")
            .attr("aria-live", "polite")
            .child(crate::ui::live_text(text))
            .view(),
        live(rest),
    ])
}
