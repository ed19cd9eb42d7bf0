//! Results: how many, at which depth, and the hits with their passages and reasons.

use super::{book, corpus, depth, facets, finder_groups, finder_kept, hit, none, trouble};
use crate::app::{App, Found, Results, effect, in_steps, soon};
use crate::browser;
use crate::client::Opening;
use crate::route::{GROUPS, HITS, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, all, el, link, live, live_text, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{TermKind, Words};

/// An answer on display, or none.
type Part = RwSignal<Option<Arc<Found>>>;

/// The parts of the place that show answers. Each takes the next answer when it is its turn.
#[derive(Clone, Copy)]
struct Parts {
    controls: Part,
    head: Part,
    words: Part,
    turns: Part,
    hits: [Part; HITS as usize],
    /// What was in focus when they began to.
    focus: StoredValue<Option<String>>,
    /// True until all of them have.
    busy: RwSignal<bool>,
    /// True if the reader is to come back to where they had scrolled.
    back: RwSignal<bool>,
}

impl Parts {
    fn new() -> Parts {
        Parts {
            controls: RwSignal::new(None),
            head: RwSignal::new(None),
            words: RwSignal::new(None),
            turns: RwSignal::new(None),
            hits: [(); HITS as usize].map(|()| RwSignal::new(None)),
            focus: StoredValue::new(None),
            busy: RwSignal::new(false),
            back: RwSignal::new(false),
        }
    }

    /// Shows an answer part by part. A hit that looks as it did stays as it is.
    #[inline(never)]
    fn take(self, app: App, found: Arc<Found>) {
        // Who turned something by key goes on where they were, even if the next answer comes before this one is drawn.
        // While nothing is in focus the place as a whole may be.
        if let Some(id) = browser::focused().filter(|id| id != "content") {
            self.focus.set_value(Some(id).filter(|id| id != "query"));
        }
        let begun = self.busy.get_untracked() && self.back.get_untracked();
        self.back.set(app.settle() && app.is_far_down() || begun);
        self.busy.set(true);
        in_steps(move |number| {
            if !app.shows(&found) || self.head.is_disposed() {
                return false;
            }
            let first = [self.head, self.controls, self.words];
            let Some(hit) = number.checked_sub(first.len()) else {
                first[number].set(Some(found.clone()));
                if let Some(id) = self.focus.get_value() {
                    soon(move || {
                        if browser::focused().is_none_or(|now| now == "content") {
                            browser::focus_still(&id);
                        }
                    });
                }
                return true;
            };
            let Some(part) = self.hits.get(hit) else {
                self.turns.set(Some(found.clone()));
                self.focus.set_value(None);
                let told = |snippet: &ArcRwSignal<_>| snippet.with_untracked(Option::is_some);
                app.settle_again(!app.is_asking() && found.snippets.iter().all(told));
                // Nothing is seen before it is where it was.
                let found = found.clone();
                soon(move || {
                    if app.shows(&found) {
                        self.busy.try_set(false);
                    }
                });
                return false;
            };
            let new = (found.groups.is_none() && hit < found.records.len()).then_some(&found);
            let same = part.with_untracked(|old| match (old, new) {
                (Some(old), Some(new)) => same(old, new, hit),
                (None, None) => true,
                _ => false,
            });
            if !same {
                part.set(new.cloned());
            }
            true
        });
    }
}

/// True if hit number `number` looks the same in two answers.
fn same(one: &Found, other: &Found, number: usize) -> bool {
    let (Some(hit), Some(other_hit)) = (one.answer.hits.get(number), other.answer.hits.get(number))
    else {
        return false;
    };
    let (terms, other_terms) = (&one.answer.terms, &other.answer.terms);
    let mut both = terms.iter().zip(other_terms);
    one.search == other.search
        && one.records[number] == other.records[number]
        && hit.reasons == other_hit.reasons
        && hit.missing == other_hit.missing
        && terms.len() == other_terms.len()
        && both.all(|(one, other)| one.kind == other.kind && one.text == other.text)
}

/// The place.
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let parts = Parts::new();
    effect(move || {
        if let Some(found) = app.results.with(Results::found) {
            parts.take(app, found);
        }
    });
    let any = Memo::new(move |_| app.results.with(|results| results.found().is_some()));
    let body = move || match any.get() {
        true => found_view(app, parts),
        false => app.results.with(|results| match results {
            Results::Blank => blank(app),
            Results::Failed(trouble) => trouble::view(app, trouble),
            Results::Waiting | Results::Found(_) => nothing(),
        }),
    };
    let total_text = move || {
        app.results.with(|results| match results {
            Results::Blank | Results::Failed(_) => String::new(),
            Results::Waiting => s.searching.to_owned(),
            Results::Found(found) => total(s, found),
        })
    };
    let empty = move || {
        let none = app
            .results
            .with(|results| matches!(results, Results::Found(found) if found.answer.total == 0));
        // The message below says it to those who see.
        Some(if none { "totals hidden" } else { "totals" }.to_owned())
    };
    let asked = Memo::new(move |_| app.results.with(|results| *results != Results::Blank));
    let star = move || match asked.get() {
        true => finder_kept::star(app, s).view(),
        false => nothing(),
    };
    let totals = el("p")
        .live_attr("class", empty)
        .attr("role", "status")
        .attr("aria-live", "polite");
    of("div", "results")
        .child(of("h1", "hidden").text(s.search))
        .child(
            of("div", "totals-line")
                .child(totals.child(live_text(total_text)))
                .child(live(star)),
        )
        .child(live(body))
        .view()
}

/// How many pages were found, in words.
fn total(s: &Strings, found: &Found) -> String {
    let answer = &found.answer;
    if answer.total == 0 {
        return s.nothing.to_owned();
    }
    let mut parts = vec![(s.found)(answer.total)];
    if answer.partial > 0 {
        parts.push((s.partial)(answer.partial));
    }
    parts.join(s.comma)
}

/// Nothing is asked yet: how to ask.
#[inline(never)]
fn blank(app: App) -> AnyView {
    let s = app.strings();
    let search = app
        .route
        .with(|route| route.search().cloned().unwrap_or_default());
    let row = |&(example, meaning): &(&'static str, &'static str)| {
        let address = Route::Search(search.with_query(example)).to_hash();
        el("div")
            .child(el("dt").child(link(address).attr("dir", "rtl").text(example)))
            .child(el("dd").text(meaning))
    };
    let syntax = of("section", "syntax")
        .child(el("h2").text(s.syntax_title))
        .child(el("dl").children(s.syntax.iter().map(row)));
    of("div", "found")
        .children(scope(app, &search))
        .child(finder_kept::view(app, s))
        .child(syntax)
        .view()
}

/// Which book is searched, if it is one.
#[inline(never)]
pub(super) fn scope(app: App, search: &Search) -> Option<El> {
    let s = app.strings();
    let id = search.book.as_ref()?;
    let title = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => shelf
            .books
            .iter()
            .find(|book| book.id == *id)
            .map(|record| book::title(record, s)),
        _ => None,
    })?;
    let everywhere = link(Route::Search(search.everywhere()).to_hash())
        .class("link")
        .text(s.everywhere);
    let scope = of("p", "scope")
        .text(s.in_book)
        .text(" ")
        .child(el("b").attr("dir", "auto").text(title));
    Some(scope.text(" ").child(everywhere))
}

fn found_view(app: App, parts: Parts) -> AnyView {
    let s = app.strings();
    let part = |part: Part, view: fn(App, &Arc<Found>) -> AnyView| {
        live(move || {
            part.with(|found| {
                found
                    .as_ref()
                    .map_or_else(nothing, |found| view(app, found))
            })
        })
    };
    let hits = parts.hits.iter().enumerate().map(|(number, &part)| {
        live(move || {
            part.with(|found| match found {
                Some(found) => hit::view(app, found, number).view(),
                None => nothing(),
            })
        })
    });
    let start = move || {
        let from = parts
            .head
            .with(|found| found.as_ref().map(|found| found.search.from))?;
        Some((from + 1).to_string())
    };
    let class = move || {
        let hidden = parts.busy.get() && parts.back.get();
        Some(if hidden { "found back" } else { "found" }.to_owned())
    };
    let hits = of("ol", "hits")
        .live_attr("start", start)
        .live_attr("aria-busy", move || {
            parts.busy.get().then(|| "true".to_owned())
        })
        .children(hits);
    all([
        part(parts.controls, controls),
        of("aside", "query-words")
            .attr("aria-label", s.query_words)
            .child(part(parts.words, depth::words))
            .child(facets::panel(app))
            .view(),
        el("div")
            .live_attr("class", class)
            .child(part(parts.head, above))
            .child(hits)
            .child(part(parts.turns, turns))
            .view(),
    ])
}

/// What turns the search another way.
fn controls(app: App, found: &Arc<Found>) -> AnyView {
    let s = app.strings();
    of("div", "controls")
        .child(depth::whole(s, found))
        .children(words(s, found))
        .child(facets::orders(app, found))
        .children(finder_groups::choice(app, s, found))
        .child(facets::opener(app))
        .children(corpus::beside_results(app, found))
        .view()
}

/// What is said of an answer before its hits, and the hits if they stand by their books.
fn above(app: App, found: &Arc<Found>) -> AnyView {
    let s = app.strings();
    let (search, answer) = (&found.search, &found.answer);
    let notice = match (answer.guessed, answer.relaxed) {
        (true, _) => Some(s.guessed),
        (_, true) => Some(s.relaxed),
        _ => None,
    };
    let relaxed = notice.map(|notice| of("p", "notice").text(notice));
    let groups = found.groups.as_ref().filter(|_| answer.total > 0);
    let rest = match answer.total {
        0 => Some(none::view(found, s)),
        _ => none::meant(found, s),
    };
    let parts = [
        scope(app, search),
        facets::chips(app, search),
        relaxed,
        rest,
        groups.map(|groups| finder_groups::view(app, s, found, groups)),
    ];
    let parts: Vec<El> = parts.into_iter().flatten().collect();
    all(parts)
}

/// Links to the hits before and after.
fn turns(app: App, found: &Arc<Found>) -> AnyView {
    let (search, total) = (&found.search, found.answer.total);
    let at = |from| {
        Route::Search(Search {
            from,
            ..search.clone()
        })
        .to_hash()
    };
    let (step, all_there) = match &found.groups {
        Some(groups) => (GROUPS, groups.all),
        None => (HITS, total),
    };
    let turns = book::turns(app.strings(), search.from, step, all_there, at);
    all(turns.filter(|_| total > 0))
}

/// All words or any, if there are several.
#[inline(never)]
fn words(s: &'static Strings, found: &Found) -> Option<El> {
    let several = found
        .answer
        .terms
        .iter()
        .filter(|term| !matches!(term.kind, TermKind::Without | TermKind::Repair))
        .count()
        > 1;
    several.then(|| {
        let choice = |words: Words, label: &'static str| {
            let address = Route::Search(found.search.with_words(words)).to_hash();
            link(address)
                .class("choice")
                .attr_if(words == found.search.words, "aria-current", "true")
                .text(label)
        };
        let choices = of("nav", "choices words").attr("aria-label", s.query_words);
        choices
            .child(choice(Words::All, s.all_words))
            .child(choice(Words::Any, s.any_word))
    })
}
