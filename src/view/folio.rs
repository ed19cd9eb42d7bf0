//! The pages of the printed edition: where they begin in a text, and the way to them.

use super::contents::{read_number, shut_drawer};
use crate::app::{App, effect, place_of, soon};
use crate::browser;
use crate::protocol::{Question, Reply};
use crate::route::{PagePlace, Route};
use crate::strings::Strings;
use crate::ui::{El, Icon, el, icon, live_text, of};
use leptos::prelude::*;
use warraq::answer::PageView;
use warraq::page::Printed;

/// The id of the sign at which a printed page begins in a page of the library.
fn sign_id(page: &str, at: Printed) -> String {
    let parts = [
        "print-",
        page,
        "-",
        &at.volume.to_string(),
        "-",
        &at.page.to_string(),
    ];
    parts.concat()
}

/// The sign at which a printed page begins. It has no text of its own, which would be copied and counted with the
/// words around it: the style sheet writes its number in the margin.
#[inline(never)]
pub(super) fn printed(
    s: &'static Strings,
    class: &'static str,
    page: &str,
    at: Printed,
) -> AnyView {
    let told = (s.folio.printed)(at, at);
    of("span", class)
        .attr("id", sign_id(page, at))
        .attr("role", "doc-pagebreak")
        .attr("aria-label", told.clone())
        .attr("title", told)
        .attr("data-n", (s.folio.number)(at.page))
        .view()
}

/// Brings the printed page of the address to the reader, unless they are to `stay` where they were.
#[inline(never)]
pub(super) fn follow(app: App, page: &PageView, stay: bool) {
    if page.breaks.is_empty() {
        return;
    }
    let number = page.record.page.0.to_string();
    let wanted = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Page(place) => place.printed,
            _ => None,
        })
    });
    let mut stay = stay;
    effect(move || {
        let stay = std::mem::take(&mut stay);
        if let Some(at) = wanted.get() {
            let id = sign_id(&number, at);
            soon(move || {
                browser::set_current(&id, !stay);
            });
        }
    });
}

/// To a page of the printed edition; nothing if the page being read tells none.
#[inline(never)]
pub(super) fn jump(app: App, s: &'static Strings, page: &PageView) -> Option<El> {
    let (first, last) = page.record.printed?;
    let book = page.book.book;
    let volumes = last.volume > 0;
    let volume = RwSignal::new(match volumes {
        true => (s.folio.number)(first.volume),
        false => String::new(),
    });
    let number = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let ticket = StoredValue::new_local(None);
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(page) = read_number(&number.get_untracked()) else {
            return;
        };
        let volume = read_number(&volume.get_untracked()).unwrap_or(first.volume);
        let wanted = Printed { volume, page };
        ticket.set_value(Some(app.ask(
            Question::Printed(book, wanted),
            move |reply| {
                if let Reply::Pages(found) = reply {
                    missing.set(found.is_empty());
                    if let Some(record) = found.first() {
                        shut_drawer(app);
                        app.go(Route::Page(PagePlace {
                            printed: Some(wanted),
                            ..place_of(record)
                        }));
                    }
                }
            },
        )));
    };
    let field = |name: &'static str, value: RwSignal<String>| {
        el("input")
            .attr("type", "text")
            .attr("inputmode", "numeric")
            .attr("autocomplete", "off")
            .attr("size", "4")
            .attr("aria-label", name)
            .attr("placeholder", name)
            .live_value(move || value.get())
            .on(leptos::ev::input, move |event| {
                missing.set(false);
                value.set(event_target_value(&event));
            })
    };
    let said = move || match missing.get() {
        true => s.folio.not_printed.to_owned(),
        false => String::new(),
    };
    let fields = of("div", "jump")
        .children(volumes.then(|| field(s.folio.volume, volume)))
        .child(field(s.folio.page, number))
        .child(
            of("button", "bare")
                .attr("aria-label", s.folio.go_to_printed)
                .child(icon(Icon::Forward)),
        );
    let form = of("form", "printed-jump")
        .attr("aria-label", s.folio.go_to_printed)
        .on(leptos::ev::submit, go)
        .child(of("span", "faint").text(s.folio.go_to_printed))
        .child(fields)
        .child(
            of("p", "lost")
                .attr("role", "status")
                .child(live_text(said)),
        );
    Some(form)
}
