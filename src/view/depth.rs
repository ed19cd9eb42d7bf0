//! The depth of the search and of each of its words. Every choice is a link to the query it makes.

use crate::app::Found;
use crate::browser;
use crate::rewrite;
use crate::route::{Route, depth_name};
use crate::strings::Strings;
use leptos::prelude::*;
use warraq::answer::{Depth, FormCount, Term, TermKind};

/// The control for the whole query: one choice of four. For a query of one word each says how many
/// pages it would find.
pub(super) fn whole(s: &'static Strings, found: &Found) -> AnyView {
    let counts = match &found.answer.terms[..] {
        [term] if !term.own_depth && term.kind == TermKind::Word => Some(term.pages_at),
        _ => None,
    };
    let choices = Depth::ALL.map(|depth| {
        let current = depth == found.search.depth;
        let address = Route::Search(found.search.with_depth(depth)).to_hash();
        choice(
            s,
            depth,
            current,
            address,
            counts.map(|counts| counts[depth as usize]),
        )
    });
    view! { <nav class="choices depths" aria-label=s.depth>{choices.into_iter().collect_view()}</nav> }.into_any()
}

fn choice(
    s: &'static Strings,
    depth: Depth,
    current: bool,
    address: String,
    pages: Option<u32>,
) -> AnyView {
    let count = pages.map(|pages| view! { <span class="count">{s.n(pages)}</span> });
    let class = if pages == Some(0) {
        "choice none"
    } else {
        "choice"
    };
    view! {
        <a
            class=class
            href=address
            data-depth=depth_name(depth)
            aria-current=current.then_some("true")
            title=s.depth_hints[depth as usize]
        >
            <span>{s.depth_name(depth)}</span>
            {count}
        </a>
    }
    .into_any()
}

/// The side column: each word of the query, what the library knows of it, and its own depth.
pub(super) fn words(s: &'static Strings, found: &Found) -> AnyView {
    let wide = browser::is_wide();
    let cards: Vec<AnyView> = (0..found.answer.terms.len())
        .map(|number| word(s, found, number, wide))
        .collect();
    view! { <aside class="query-words" aria-label=s.query_words>{cards}</aside> }.into_any()
}

fn word(s: &'static Strings, found: &Found, number: usize, open: bool) -> AnyView {
    let terms = &found.answer.terms;
    let term = &terms[number];
    let state = match term.kind {
        TermKind::Without => s.excluded.to_owned(),
        _ if term.pages == 0 && !term.known => s.unknown.to_owned(),
        TermKind::Prefix => [s.beginning, " · ", &(s.pages)(term.pages)].concat(),
        TermKind::Word | TermKind::Phrase => {
            [s.depth_name(term.depth), " · ", &(s.pages)(term.pages)].concat()
        }
    };
    let turnable = terms.len() > 1 || term.own_depth;
    let choices: Vec<AnyView> = Depth::ALL
        .into_iter()
        .filter(|_| turnable)
        .filter_map(|depth| {
            let query = rewrite::with_depth(
                &found.search.query,
                terms,
                number,
                depth,
                found.search.depth,
            )?;
            let address = Route::Search(found.search.with_query(query)).to_hash();
            Some(choice(
                s,
                depth,
                depth == term.depth,
                address,
                Some(term.pages_at[depth as usize]),
            ))
        })
        .collect();
    let choices = (!choices.is_empty())
        .then(|| view! { <nav class="choices turn" aria-label=s.depth>{choices}</nav> });
    let tint = [
        "chip t0", "chip t1", "chip t2", "chip t3", "chip t4", "chip t5",
    ][number % 6];
    view! {
        <details class="word" open=open>
            <summary><span class=tint dir="rtl">{term.text.clone()}</span> <span class="faint">{state}</span></summary>
            {facts(s, term)}
            {choices}
            {forms(s, found, term)}
        </details>
    }
    .into_any()
}

/// Root and the like.
fn facts(s: &'static Strings, term: &Term) -> Option<AnyView> {
    let root = term
        .root
        .clone()
        .map(|root| view! { <span>{s.root} ": " <b dir="rtl">{root}</b></span> }.into_any());
    let times = (term.occurrences > 0)
        .then(|| view! { <span>{(s.times)(term.occurrences)}</span> }.into_any());
    let particle = term
        .function_word
        .then(|| view! { <span>{s.function_word}</span> }.into_any());
    let facts: Vec<AnyView> = [root, times, particle].into_iter().flatten().collect();
    (!facts.is_empty()).then(|| view! { <p class="word-facts">{facts}</p> }.into_any())
}

/// The forms that answer a word; each leads to a search for it alone.
fn forms(s: &'static Strings, found: &Found, term: &Term) -> Option<AnyView> {
    let row = |form: &FormCount| {
        let query = [rewrite::operator(Depth::Spelling), &form.spelling].concat();
        let address = Route::Search(found.search.with_query(query)).to_hash();
        view! {
            <li><a href=address dir="rtl">{form.spelling.clone()}</a> <span class="count">{s.n(form.count)}</span></li>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = term.forms.iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        let head = (s.forms)(term.forms.len() as u32);
        view! { <details class="forms"><summary>{head}</summary><ul>{rows}</ul></details> }
            .into_any()
    })
}
