//! Searches that are kept: the star that saves one, and their lists on the place where nothing is searched yet.

use super::button;
use crate::app::App;
use crate::browser;
use crate::finder::{self, Searches};
use crate::route::Search;
use crate::strings::Strings;
use crate::ui::{El, Icon, el, link, live, live_text, nothing, of};
use leptos::prelude::*;
use warraq::answer::Depth;

/// What is said of a file that was taken in.
#[derive(Clone, Copy)]
enum Taken {
    Nothing,
    Searches(u32),
    NotOurs,
}

/// The star beside what was found.
pub(super) fn star(app: App, s: &'static Strings) -> El {
    let searches = app.finder.searches;
    let here = move || {
        app.route
            .with(|route| route.search().cloned())
            .unwrap_or_default()
    };
    let saved = move || searches.with(|searches| searches.is_saved(&here()));
    button("bare star", s.finder.save[0], Icon::Star)
        .attr("id", "star")
        .live_attr("aria-pressed", move || Some(saved().to_string()))
        .live_attr("title", move || {
            Some(s.finder.save[usize::from(saved())].to_owned())
        })
        .on_click(move |_| {
            let search = app.route.with_untracked(|route| route.search().cloned());
            app.change_searches(|searches| searches.toggle(&search.unwrap_or_default()));
        })
}

/// The lists, and what can be done with them.
#[inline(never)]
pub(super) fn view(app: App, s: &'static Strings) -> El {
    let searches = app.finder.searches;
    let taken = RwSignal::new(Taken::Nothing);
    let saved = move || {
        searches.with(|searches| {
            let row = |address: &String| row(app, s, address, true);
            part(
                s.finder.saved,
                searches.saved.iter().filter_map(row).collect(),
            )
        })
    };
    let recent = move || {
        searches.with(|searches| {
            let row = |address: &String| row(app, s, address, false);
            let rows: Vec<El> = searches.recent.iter().filter_map(row).collect();
            let clear = of("button", "button")
                .attr("type", "button")
                .on_click(move |_| {
                    app.change_searches(|searches| searches.recent.clear());
                    browser::focus_still("content");
                })
                .text(s.finder.clear);
            let clear = (!rows.is_empty()).then_some(clear);
            of("div", "kept-recent")
                .child(part(s.finder.recent, rows))
                .children(clear)
                .view()
        })
    };
    let suggest = el("label")
        .class("suggest")
        .child(
            el("input")
                .attr("type", "checkbox")
                .attr_if(!searches.with_untracked(|kept| kept.silent), "checked", "")
                .on(leptos::ev::change, move |event| {
                    let silent = !event_target_checked(&event);
                    app.change_searches(|searches| searches.silent = silent);
                }),
        )
        .child(el("span").text(s.finder.suggest));
    of("div", "kept")
        .child(live(saved))
        .child(live(recent))
        .child(files(app, s, taken))
        .child(suggest)
}

/// A list with its head; nothing if there is nothing in it.
fn part(head: &'static str, rows: Vec<El>) -> AnyView {
    if rows.is_empty() {
        return nothing();
    }
    of("section", "kept-part")
        .child(el("h2").text(head))
        .child(el("ul").attr("role", "list").children(rows))
        .view()
}

fn row(app: App, s: &'static Strings, address: &str, saved: bool) -> Option<El> {
    let search = finder::search(address)?;
    let set = what_is_set(s, &search);
    let to = link(address)
        .class("kept-link")
        .child(of("bdi", "suggested").text(search.query.clone()))
        .children((!set.is_empty()).then(|| of("span", "faint").text(set)));
    let name = [s.finder.remove, " ", &search.query].concat();
    let gone = address.to_owned();
    let remove = button("bare", s.finder.remove, Icon::Close)
        .attr("aria-label", name)
        .on_click(move |_| {
            app.change_searches(|searches| match saved {
                true => searches.saved.retain(|known| *known != gone),
                false => searches.forget(&gone),
            });
            browser::focus_still("content");
        });
    Some(el("li").child(to).child(remove))
}

/// What a search has set besides its query, in words.
fn what_is_set(s: &'static Strings, search: &Search) -> String {
    let mut parts: Vec<String> = Vec::new();
    if search.depth != Depth::default() {
        parts.push(s.depth_name(search.depth).to_owned());
    }
    parts.extend(
        search
            .values
            .iter()
            .map(|(field, value)| s.field_value(field, value)),
    );
    parts.extend(search.within.iter().cloned());
    parts.join(s.comma)
}

/// Buttons that save and take in a file of the saved searches.
fn files(app: App, s: &'static Strings, taken: RwSignal<Taken>) -> El {
    let searches = app.finder.searches;
    let save = move |_| {
        searches.with_untracked(|kept| {
            browser::save_file("warraq-searches.json", "application/json", &kept.file());
        });
    };
    let take = move |event: leptos::ev::Event| {
        browser::chosen_file(&event, move |text| match Searches::parse(&text) {
            None => taken.set(Taken::NotOurs),
            Some(theirs) => {
                let mut many = 0;
                app.change_searches(|ours| many = ours.merge(theirs));
                taken.set(Taken::Searches(many));
            }
        });
    };
    let said = move || match taken.get() {
        Taken::Nothing => String::new(),
        Taken::Searches(many) => (s.finder.imported)(many),
        Taken::NotOurs => s.finder.not_ours.to_owned(),
    };
    let save = move || {
        let none = searches.with(|searches| searches.saved.is_empty());
        if none {
            return nothing();
        }
        of("button", "button")
            .attr("type", "button")
            .on_click(save)
            .text(s.finder.export)
            .view()
    };
    of("div", "note-files")
        .child(live(save))
        .child(
            of("label", "button").text(s.finder.import).child(
                of("input", "hidden")
                    .attr("type", "file")
                    .attr("accept", ".json,application/json")
                    .on(leptos::ev::change, take),
            ),
        )
        .child(of("span", "faint").text(s.finder.local))
        .child(
            of("span", "faint")
                .attr("role", "status")
                .child(live_text(said)),
        )
}
