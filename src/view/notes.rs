//! The reader's notes: the list of all, the box in which one is written, files of them; and the books begun.

use super::{button, library_title};
use crate::anchor::Anchor;
use crate::app::{App, address, effect, soon, texts};
use crate::browser;
use crate::client::Opening;
use crate::notebook::{Note, Notebook, Place};
use crate::protocol::{Question, Reply};
use crate::route::{PagePlace, Route};
use crate::strings::Strings;
use crate::ui::{El, Icon, all, el, link, live, live_text, nothing, of};
use leptos::prelude::*;
use warraq::id::PageId;

/// Pages whose text is looked into for passages that are lost.
const LOOKED_INTO: usize = 40;
/// Books offered to go on with.
const BEGUN: usize = 3;

/// What is said of a file that was taken in.
#[derive(Clone, Copy)]
enum Taken {
    Nothing,
    Notes(u32),
    NotOurs,
}

fn place(note: &Note) -> Route {
    Route::Page(PagePlace {
        id: note.page.clone(),
        at: (!note.at.is_empty()).then(|| note.at.clone()),
        ..PagePlace::default()
    })
}

/// The place.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let reader = app.reader;
    let taken = RwSignal::new(Taken::Nothing);
    // Notes whose passage or page is not there any more.
    let lost: RwSignal<Vec<(String, &'static str)>> = RwSignal::new(Vec::new());
    let tickets = StoredValue::new_local(Vec::new());
    effect(move || {
        let mut pages: Vec<String> = Vec::new();
        reader.notebook.with(|notebook| {
            for note in &notebook.notes {
                if !pages.contains(&note.page) {
                    pages.push(note.page.clone());
                }
            }
        });
        pages.truncate(LOOKED_INTO);
        lost.set(Vec::new());
        let look = |id: String| {
            let question = Question::Read {
                id: id.clone(),
                hint: PageId(0),
                request: None,
            };
            app.ask(question, move |reply| {
                let found = reader.notebook.with_untracked(|notebook| {
                    let of_page = notebook.notes.iter().filter(|note| note.page == id);
                    of_page
                        .filter_map(|note| Some((note.id.clone(), why_lost(s, note, &reply)?)))
                        .collect::<Vec<_>>()
                });
                if !found.is_empty() {
                    lost.update(|lost| lost.extend(found));
                }
            })
        };
        tickets.set_value(pages.into_iter().map(look).collect());
    });
    let rows = move || {
        reader.notebook.with(|notebook| {
            if notebook.notes.is_empty() {
                return of("p", "notice").text(s.reader.no_notes).view();
            }
            let row = |note: &Note| one(app, s, note, lost);
            of("ul", "note-list")
                .attr("role", "list")
                .children(notebook.notes.iter().rev().map(row))
                .view()
        })
    };
    let count = move || {
        let many = reader.notebook.with(|notebook| notebook.notes.len() as u32);
        [&(s.reader.how_many)(many), " · ", s.reader.local].concat()
    };
    let undo = move || match reader.removed.get() {
        None => nothing(),
        Some(note) => of("button", "button")
            .on_click(move |_| {
                let note = note.clone();
                app.change_notes(|notes| {
                    let mut back = Notebook::default();
                    back.notes.push(note);
                    notes.merge(back);
                });
                reader.removed.set(None);
            })
            .text(s.reader.undo)
            .view(),
    };
    of("div", "shelf")
        .child(
            of("div", "shelf-head")
                .child(el("h1").text(s.reader.notes))
                .child(of("p", "facts").child(live_text(count))),
        )
        .child(live(move || match reader.kept.get() {
            true => nothing(),
            false => of("p", "notice")
                .attr("role", "alert")
                .text(s.reader.not_kept)
                .view(),
        }))
        .child(files(app, s, taken))
        .child(live(undo))
        .child(live(rows))
        .view()
}

/// Why a note is not found in a page that was read; none if it is.
fn why_lost(s: &'static Strings, note: &Note, reply: &Reply) -> Option<&'static str> {
    match reply {
        Reply::NoPage => Some(s.reader.lost_page),
        Reply::Page(page) if !note.at.is_empty() => {
            let found = Anchor::parse(&note.at).and_then(|anchor| anchor.find(&texts(page)));
            found.is_none().then_some(s.reader.lost)
        }
        _ => None,
    }
}

/// Buttons that save and take in files.
fn files(app: App, s: &'static Strings, taken: RwSignal<Taken>) -> El {
    let notebook = app.reader.notebook;
    let json = move |_| {
        notebook.with_untracked(|notes| {
            browser::save_file("warraq-notes.json", "application/json", &notes.to_json());
        });
    };
    let text = move |_| {
        let title = app.library.with_untracked(|library| match library {
            Opening::Ready(shelf) => library_title(shelf, s),
            _ => String::new(),
        });
        let to = |note: &Note| address(&place(note));
        notebook.with_untracked(|notes| {
            browser::save_file(
                "warraq-notes.md",
                "text/markdown",
                &notes.to_markdown(&title, to),
            );
        });
    };
    let take = move |event: leptos::ev::Event| {
        browser::chosen_file(&event, move |text| match Notebook::parse(&text) {
            None => taken.set(Taken::NotOurs),
            Some(notes) => {
                let mut many = 0;
                app.change_notes(|known| many = known.merge(notes));
                taken.set(Taken::Notes(many));
            }
        });
    };
    let save = |name: &'static str| of("button", "button").attr("type", "button").text(name);
    let import = of("label", "button").text(s.reader.import).child(
        of("input", "hidden")
            .attr("type", "file")
            .attr("accept", ".json,application/json")
            .on(leptos::ev::change, take),
    );
    let said = move || match taken.get() {
        Taken::Nothing => String::new(),
        Taken::Notes(many) => (s.reader.imported)(many),
        Taken::NotOurs => s.reader.not_notes.to_owned(),
    };
    of("div", "note-files")
        .child(save(s.reader.export).on_click(json))
        .child(save(s.reader.export_text).on_click(text))
        .child(import)
        .child(
            of("span", "faint")
                .attr("role", "status")
                .child(live_text(said)),
        )
}

fn one(
    app: App,
    s: &'static Strings,
    note: &Note,
    lost: RwSignal<Vec<(String, &'static str)>>,
) -> El {
    let title = link(place(note).to_hash())
        .class("note-title")
        .attr("dir", "auto")
        .text(note.title.clone());
    let quote = (!note.quote.is_empty()).then(|| {
        of("blockquote", "quote")
            .attr("lang", "ar")
            .attr("dir", "rtl")
            .text(note.quote.clone())
    });
    let words = (!note.text.is_empty()).then(|| {
        of("p", "note-words")
            .attr("dir", "auto")
            .text(note.text.clone())
    });
    let id = note.id.clone();
    let why = move || {
        let why = lost.with(|lost| {
            lost.iter()
                .find(|(lost, _)| *lost == id)
                .map(|(_, why)| *why)
        });
        why.map_or_else(nothing, |why| of("p", "lost").text(why).view())
    };
    el("li")
        .attr("data-id", note.id.clone())
        .child(
            of("h2", "note-head")
                .child(title)
                .text(" ")
                .child(of("bdi", "faint").text(note.book.clone())),
        )
        .children(quote)
        .child(live(why))
        .children(words)
        .child(actions(app, s, note))
}

/// To write a note's words or take it away.
pub(super) fn actions(app: App, s: &'static Strings, note: &Note) -> El {
    let (write, remove) = (note.id.clone(), note.id.clone());
    of("div", "note-actions")
        .child(
            button("bare", s.reader.note, Icon::Pen)
                .on_click(move |_| app.reader.writing.set(Some(write.clone()))),
        )
        .child(
            button("bare", s.reader.remove, Icon::Close)
                .on_click(move |_| app.remove_note(&remove)),
        )
}

/// The box in which a note is written. What stands there when it is closed is kept, however it is closed.
#[inline(never)]
pub(super) fn writing(app: App, s: &'static Strings) -> AnyView {
    let writing = app.reader.writing;
    let words = RwSignal::new(String::new());
    let note = move |id: &Option<String>| {
        app.reader.notebook.with_untracked(|notebook| {
            let known = notebook
                .notes
                .iter()
                .find(|note| Some(&note.id) == id.as_ref());
            known.cloned()
        })
    };
    effect(move || {
        let id = writing.get();
        words.set(note(&id).map(|note| note.text).unwrap_or_default());
        browser::show_dialog("writing", id.is_some());
        if id.is_some() {
            soon(|| browser::focus("note-words"));
        }
    });
    let keep = move |_| {
        let (id, text) = (writing.get_untracked(), words.get_untracked());
        if note(&id).is_some_and(|note| note.text != text) {
            app.change_notes(|notes| {
                let known = notes.notes.iter_mut();
                if let Some(note) = known.into_iter().find(|note| Some(&note.id) == id.as_ref()) {
                    note.text = text;
                    note.changed = browser::now();
                }
            });
        }
        writing.set(None);
    };
    let quote = move || {
        note(&writing.get())
            .map(|note| note.quote)
            .unwrap_or_default()
    };
    let close = || {
        button("bare", s.close, Icon::Close).on_click(|_| browser::show_dialog("writing", false))
    };
    of("dialog", "writing")
        .attr("id", "writing")
        .attr("aria-label", s.reader.note)
        .on(leptos::ev::close, keep)
        .child(
            of("div", "dialog-head")
                .child(el("h2").text(s.reader.note))
                .child(close()),
        )
        .child(
            of("blockquote", "quote")
                .attr("lang", "ar")
                .attr("dir", "rtl")
                .child(live_text(quote)),
        )
        .child(
            el("textarea")
                .attr("id", "note-words")
                .attr("dir", "auto")
                .attr("rows", "5")
                .attr("aria-label", s.reader.note_text)
                .live_value(move || words.get())
                .on(leptos::ev::input, move |event| {
                    words.set(event_target_value(&event));
                }),
        )
        .view()
}

/// The books begun, on the shelf.
#[inline(never)]
pub(super) fn go_on(app: App, s: &'static Strings) -> AnyView {
    let row = |place: &Place| {
        let route = Route::Page(PagePlace {
            page: place.number,
            id: place.page.clone(),
            at: (!place.at.is_empty()).then(|| place.at.clone()),
            ..PagePlace::default()
        });
        let far = (s.reader.page_of)(place.nth, place.of);
        el("li").child(
            link(route.to_hash())
                .class("go-on")
                .child(
                    of("span", "turn-title")
                        .attr("lang", "ar")
                        .attr("dir", "auto")
                        .text(place.title.clone()),
                )
                .child(of("span", "faint").text(far)),
        )
    };
    live(move || {
        app.reader.places.with(|places| {
            let rows: Vec<El> = places.0.iter().take(BEGUN).map(row).collect();
            if rows.is_empty() {
                return all(None::<AnyView>);
            }
            of("section", "begun")
                .child(el("h2").text(s.reader.go_on))
                .child(el("ul").attr("role", "list").children(rows))
                .view()
        })
    })
}
