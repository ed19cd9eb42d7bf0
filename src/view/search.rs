//! Results: how many, at which depth, and the hits with their passages and reasons.

use super::{book, corpus, depth, facets, finder_groups, finder_kept, hit, none, trouble};
use crate::app::{App, Found, Results, soon};
use crate::browser;
use crate::client::Opening;
use crate::route::{GROUPS, HITS, Route, Search};
use crate::strings::Strings;
use crate::ui::{El, all, el, link, live, live_text, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{TermKind, Words};

/// The place.
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let body = move || {
        app.results.with(|results| match results {
            Results::Blank => blank(app),
            Results::Waiting => nothing(),
            Results::Failed(trouble) => trouble::view(app, trouble),
            Results::Found(found) => {
                app.settle();
                found_view(app, found)
            }
        })
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
    let star = move || {
        let blank = app.results.with(|results| *results == Results::Blank);
        match blank {
            true => nothing(),
            false => finder_kept::star(app, s).view(),
        }
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

fn found_view(app: App, found: &Arc<Found>) -> AnyView {
    let s = app.strings();
    // Who turned something by key goes on where they were.
    if let Some(id) = browser::focused().filter(|id| !["query", "content"].contains(&&**id)) {
        soon(move || browser::focus_still(&id));
    }
    let (search, answer) = (&found.search, &found.answer);
    let notice = match (answer.guessed, answer.relaxed) {
        (true, _) => Some(s.guessed),
        (_, true) => Some(s.relaxed),
        _ => None,
    };
    let relaxed = notice.map(|notice| of("p", "notice").text(notice));
    let mut list = of("div", "found")
        .children(scope(app, search))
        .children(facets::chips(app, search))
        .children(relaxed);
    if answer.total == 0 {
        list = list.child(none::view(found, s));
    } else {
        let at = |from| {
            Route::Search(Search {
                from,
                ..search.clone()
            })
            .to_hash()
        };
        let turns = |step, all| book::turns(s, search.from, step, all, at);
        list = list.children(none::meant(found, s));
        list = match &found.groups {
            Some(groups) => list
                .child(finder_groups::view(app, s, found, groups))
                .children(turns(GROUPS, groups.all)),
            None => list
                .child(
                    of("ol", "hits")
                        .attr("start", (search.from + 1).to_string())
                        .children(
                            (0..answer.hits.len()).map(|number| hit::view(app, found, number)),
                        ),
                )
                .children(turns(HITS, answer.total)),
        };
    }
    let controls = of("div", "controls")
        .child(depth::whole(s, found))
        .children(words(s, found))
        .child(facets::orders(app, found))
        .children(finder_groups::choice(app, s, found))
        .child(facets::opener(app))
        .children(corpus::beside_results(app, found));
    all([
        controls,
        depth::words(app, s, found).child(facets::panel(app)),
        list,
    ])
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
