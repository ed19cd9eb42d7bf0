//! Results: how many, at which depth, and the hits with their passages and reasons.

use super::{book, depth, hit, nothing, trouble};
use crate::app::{App, Found, Results};
use crate::client::Opening;
use crate::route::{HITS, Route, Search};
use crate::strings::Strings;
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{TermKind, Words};

/// The place.
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    let body = move || {
        app.results.with(|results| match results {
            Results::Blank => blank(app),
            Results::Waiting => ().into_any(),
            Results::Failed(trouble) => trouble::view(app, trouble),
            Results::Found(found) => {
                app.settle();
                found_view(app, found)
            }
        })
    };
    let totals = move || {
        app.results.with(|results| match results {
            Results::Blank | Results::Failed(_) => String::new(),
            Results::Waiting => s.searching.to_owned(),
            Results::Found(found) => total(s, found),
        })
    };
    view! {
        <div class="results">
            <h1 class="hidden">{s.search}</h1>
            <p class="totals" role="status" aria-live="polite">{totals}</p>
            {body}
        </div>
    }
    .into_any()
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
    parts.join(" ")
}

/// Nothing is asked yet: how to ask.
fn blank(app: App) -> AnyView {
    let s = app.strings();
    let search = app
        .route
        .with(|route| route.search().cloned().unwrap_or_default());
    let row = |&(example, meaning): &(&'static str, &'static str)| {
        let address = Route::Search(search.with_query(example)).to_hash();
        view! { <div><dt><a href=address dir="rtl">{example}</a></dt><dd>{meaning}</dd></div> }
            .into_any()
    };
    let rows: Vec<AnyView> = s.syntax.iter().map(row).collect();
    view! {
        {scope(app, &search)}
        <section class="syntax">
            <h2>{s.syntax_title}</h2>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}

/// Which book is searched, if it is one.
fn scope(app: App, search: &Search) -> Option<AnyView> {
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
    let everywhere = Route::Search(search.everywhere()).to_hash();
    Some(
        view! {
            <p class="scope">
                {s.in_book} " " <b dir="auto">{title}</b> <a class="link" href=everywhere>{s.everywhere}</a>
            </p>
        }
        .into_any(),
    )
}

fn found_view(app: App, found: &Arc<Found>) -> AnyView {
    let s = app.strings();
    let (search, answer) = (&found.search, &found.answer);
    let hits: Vec<AnyView> = (0..answer.hits.len())
        .map(|number| hit::view(app, found, number))
        .collect();
    let list = if answer.total == 0 {
        nothing::view(app, found)
    } else {
        let at = |from| {
            Route::Search(Search {
                from,
                ..search.clone()
            })
            .to_hash()
        };
        view! {
            <ol class="hits" start=(search.from + 1).to_string()>{hits}</ol>
            {book::turns(s, search.from, HITS, answer.total, at)}
        }
        .into_any()
    };
    let relaxed = answer
        .relaxed
        .then(|| view! { <p class="notice">{s.relaxed}</p> });
    view! {
        <div class="controls">
            {depth::whole(s, found)}
            {words(s, found)}
        </div>
        {depth::words(s, found)}
        <div class="found">
            {scope(app, search)}
            {relaxed}
            {list}
        </div>
    }
    .into_any()
}

/// All words or any, if there are several.
fn words(s: &'static Strings, found: &Found) -> Option<AnyView> {
    let several = found
        .answer
        .terms
        .iter()
        .filter(|term| term.kind != TermKind::Without)
        .count()
        > 1;
    several.then(|| {
        let link = |words: Words, label: &'static str| {
            let current = (words == found.search.words).then_some("true");
            let address = Route::Search(found.search.with_words(words)).to_hash();
            view! { <a class="choice" href=address aria-current=current>{label}</a> }
        };
        let (all, any) = (link(Words::All, s.all_words), link(Words::Any, s.any_word));
        view! { <nav class="choices words" aria-label=s.query_words>{all} {any}</nav> }.into_any()
    })
}
