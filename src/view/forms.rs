//! The forms of the library that answer a word of the query, each ticked or not. A tick is written into the
//! query, so that the query is all there is.

use super::depth;
use crate::app::{App, Found};
use crate::browser;
use crate::rewrite;
use crate::route::Route;
use crate::strings::Strings;
use crate::ui::{El, el, link, live, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{FormCount, Term};

/// The forms that answer a word, under it; open if some were chosen. They may be very many: they are made when they are
/// to be seen.
pub(super) fn view(app: App, s: &'static Strings, found: &Arc<Found>, number: usize) -> Option<El> {
    let term = &found.answer.terms[number];
    let chosen = !term.unwanted.is_empty();
    if term.forms.is_empty() && !chosen {
        return None;
    }
    let count = (s.forms)(term.forms.len() as u32);
    let bit = 1u32 << number.min(31);
    let found = found.clone();
    let list = move || match choices(app, s, &found, number) {
        Some(list) => list.view(),
        None => {
            let forms = &found.answer.terms[number].forms;
            depth::form_list(s, &found.search, forms).view()
        }
    };
    let opened = app.opened_forms;
    let list = match chosen || opened.with_untracked(|opened| opened & bit != 0) {
        // What is drawn anew with the answer keeps the focus where it is.
        true => list(),
        false => live(move || match opened.with(|opened| opened & bit != 0) {
            true => list(),
            false => nothing(),
        }),
    };
    let turn = move |event: leptos::ev::Event| {
        let open = browser::is_open(&event);
        opened.update(|opened| match open {
            true => *opened |= bit,
            false => *opened &= !bit,
        });
    };
    let forms = of("details", "forms")
        .attr_if(chosen, "open", "")
        .on(leptos::ev::toggle, turn)
        .child(
            el("summary")
                .attr("id", id("forms", number, ""))
                .text(count),
        )
        .child(list);
    Some(forms)
}

/// A name for an element of a word of the query.
fn id(kind: &str, number: usize, form: &str) -> String {
    [kind, "-", &number.to_string(), "-", form].concat()
}

/// The forms with their ticks; none for a word whose forms are not to be chosen.
#[inline(never)]
fn choices(app: App, s: &'static Strings, found: &Found, number: usize) -> Option<El> {
    let term = &found.answer.terms[number];
    let all = term.forms.len() + term.unwanted.len();
    let query = |only, forms: &[&str]| {
        let (query, terms) = (&found.search.query, &found.answer.terms);
        rewrite::with_forms(query, terms, number, only, forms)
    };
    let whole = query(false, &[]).filter(|_| all > 1)?;
    let rows = merged(term).into_iter().map(|(form, wanted)| {
        let turned = turned(&found.search.query, term, &form.spelling, wanted);
        let (only, forms) = turned;
        let query_turned = query(only, &forms).unwrap_or_else(|| whole.clone());
        let turned = found.search.with_query(query_turned);
        let tick = el("input")
            .attr("type", "checkbox")
            .attr("id", id("form", number, &form.spelling))
            .attr_if(wanted, "checked", "")
            .on(leptos::ev::change, move |_| {
                app.go(Route::Search(turned.clone()));
            });
        let word = el("span")
            .attr("dir", "rtl")
            .attr("lang", "ar")
            .text(form.spelling.clone());
        let label = el("label")
            .child(tick)
            .child(word)
            .child(of("span", "count").text(s.n(form.count)));
        let alone = found
            .search
            .with_query(query(true, &[&form.spelling]).unwrap_or_default());
        let alone = link(Route::Search(alone).to_hash())
            .class("link only")
            .attr("aria-label", [&form.spelling, " ", s.result.only].concat())
            .text(s.result.only);
        el("li").child(label).child(alone)
    });
    let rows: Vec<El> = rows.collect();
    let every = (!term.unwanted.is_empty()).then(|| {
        let address = Route::Search(found.search.with_query(&*whole)).to_hash();
        link(address).class("link every").text(s.result.all_forms)
    });
    Some(
        of("div", "ticks")
            .child(el("ul").children(rows))
            .children(every),
    )
}

/// All forms by how often they are, each with whether it is wanted.
#[inline(never)]
fn merged(term: &Term) -> Vec<(&FormCount, bool)> {
    let (mut wanted, mut others) = (
        term.forms.iter().peekable(),
        term.unwanted.iter().peekable(),
    );
    let mut merged = Vec::with_capacity(term.forms.len() + term.unwanted.len());
    loop {
        let count = |form: Option<&&FormCount>| form.map(|form| form.count);
        let first = count(wanted.peek()) >= count(others.peek());
        let next = if first { wanted.next() } else { others.next() };
        match next {
            Some(form) => merged.push((form, first)),
            None => return merged,
        }
    }
}

/// The choice with one form turned: whether it names those that are wanted, and the forms it names.
fn turned<'a>(query: &str, term: &'a Term, form: &'a str, wanted: bool) -> (bool, Vec<&'a str>) {
    let only = rewrite::has_only(query, term);
    let named = if only { &term.forms } else { &term.unwanted };
    let mut forms: Vec<&str> = named.iter().map(|form| &*form.spelling).collect();
    if wanted == only {
        forms.retain(|&other| other != form);
    } else {
        forms.push(form);
    }
    (only, forms)
}
