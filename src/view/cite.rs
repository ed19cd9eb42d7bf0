//! The sheet with the citations of a page, and the buttons that open it.

use super::book;
use crate::app::{App, effect};
use crate::browser;
use crate::cite::{Citation, plain, volume_and_page};
use crate::client::Opening;
use crate::prefs::Language;
use crate::route::{PagePlace, Route};
use crate::strings::{self, Strings};
use crate::ui::{El, Icon, el, live, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{PageRecord, PageView};

/// What can be cited of a page by its record.
#[inline(never)]
fn citation(app: App, record: &PageRecord) -> Citation {
    let (library, title) = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => {
            let several = shelf.books.len() > 1;
            let of_page = shelf.books.iter().find(|book| book.book == record.book);
            let title = of_page.map(|book| book.title.clone());
            (shelf.title.clone(), title.filter(|_| several))
        }
        _ => (String::new(), None),
    });
    let place = PagePlace {
        page: record.page.0,
        id: record.id.clone(),
        ..PagePlace::default()
    };
    let cited = Citation {
        id: record.id.clone(),
        title: record.title.clone(),
        author: record.author.clone().unwrap_or_default(),
        book: title.unwrap_or_default(),
        source: record.source.clone().unwrap_or_default(),
        // A date that the text only mentions is not its own.
        date: record.date.filter(|date| date.stated).map(|date| date.date),
        library,
        link: [browser::address(), Route::Page(place).to_hash()].concat(),
        ..Citation::default()
    };
    match record.printed {
        Some((first, last)) => cited.with_printed(first, last),
        None => cited,
    }
}

/// The citation of a page for a reader of the interface's language.
pub(super) fn of_page(app: App, record: &PageRecord) -> String {
    plain(&told(&citation(app, record), app.strings().language))
}

/// A citation for readers, as it is shown.
fn told(citation: &Citation, language: Language) -> String {
    let date = citation
        .date
        .map(|date| strings::of(language).date_text(date));
    let date = date.unwrap_or_default();
    match language {
        Language::Arabic => citation.arabic(&date),
        Language::English => citation.english(&date),
    }
}

/// Opens the sheet for a page found.
pub(super) fn button(app: App, record: &PageRecord) -> El {
    let record = record.clone();
    opener(app, move || citation(app, &record))
}

/// Opens the sheet for the page being read, of which more is known.
#[inline(never)]
pub(super) fn page_button(app: App, page: Arc<PageView>) -> El {
    opener(app, move || {
        let cited = citation(app, &page.record);
        if page.record.printed.is_some() {
            return cited;
        }
        let (volume, page_number) = volume_and_page(&page.fields);
        Citation {
            volume,
            page: page_number,
            ..cited
        }
    })
}

fn opener(app: App, make: impl Fn() -> Citation + 'static) -> El {
    of("button", "link cite")
        .attr("type", "button")
        .attr("aria-haspopup", "dialog")
        .on_click(move |_| app.corpus.cited.set(Some(make())))
        .text(app.strings().corpus.cite)
}

/// The sheet; closed until something is cited.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let cited = app.corpus.cited;
    effect(move || browser::show_dialog("cite", cited.with(Option::is_some)));
    let body = move || {
        cited.with(|cited| match cited {
            Some(citation) => sheet(s, citation),
            None => nothing(),
        })
    };
    let close = button_to_close(s);
    el("dialog")
        .attr("id", "cite")
        .class("sheet-dialog")
        .attr("aria-label", s.corpus.cite)
        .on(leptos::ev::close, move |_| cited.set(None))
        .child(
            of("div", "dialog-head")
                .child(el("h2").text(s.corpus.cite))
                .child(close),
        )
        .child(live(body))
        .view()
}

fn button_to_close(s: &'static Strings) -> El {
    super::button("bare", s.close, Icon::Close).on_click(|_| browser::show_dialog("cite", false))
}

#[inline(never)]
fn sheet(s: &'static Strings, citation: &Citation) -> AnyView {
    let texts = [
        told(citation, Language::Arabic),
        told(citation, Language::English),
        citation.bibtex(),
        citation.ris(),
    ];
    let looks = [("ar", "rtl"), ("en", "ltr"), ("en", "ltr"), ("en", "ltr")];
    let rows = texts.into_iter().zip(s.corpus.citations).zip(looks);
    let row =
        |(number, ((text, name), (language, direction))): (usize, ((String, &'static str), _))| {
            let shown = of(if number < 2 { "p" } else { "pre" }, "citation")
                .attr("lang", language)
                .attr("dir", direction)
                .attr("tabindex", "0")
                .text(text.clone());
            of("section", "cited")
                .child(
                    of("div", "cited-head")
                        .child(el("h3").text(name))
                        .child(copy_button(s, s.corpus.copy, name, move || plain(&text))),
                )
                .child(shown)
        };
    of("div", "citations")
        .children(rows.enumerate().map(row))
        .view()
}

/// Copies a text and says so.
pub(super) fn copy_button(
    s: &'static Strings,
    label: &'static str,
    what: &'static str,
    text: impl Fn() -> String + Send + 'static,
) -> El {
    let copied = RwSignal::new(false);
    let shown = move || if copied.get() { s.corpus.copied } else { label }.to_owned();
    of("button", "button copy")
        .attr("type", "button")
        .attr("aria-live", "polite")
        .on_click(move |_| {
            browser::copy(&text());
            copied.set(true);
        })
        .child(crate::ui::live_text(shown))
        .child(of("span", "hidden").text([" ", what].concat()))
}

/// The title of the book of a page, if the library has several.
pub(super) fn book_of(app: App, s: &Strings, record: &PageRecord) -> String {
    app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) if shelf.books.len() > 1 => {
            let of_page = shelf.books.iter().find(|book| book.book == record.book);
            of_page.map_or_else(String::new, |record| book::title(record, s))
        }
        _ => String::new(),
    })
}
