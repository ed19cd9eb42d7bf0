//! The depth of the search and of each of its words. Every choice is a link to the query it makes.

use super::forms;
use crate::app::{App, Found};
use crate::browser;
use crate::rewrite;
use crate::route::{Route, Search, depth_name};
use crate::strings::Strings;
use crate::ui::{El, all, chip, el, link, of};
use leptos::prelude::AnyView;
use std::sync::Arc;
use warraq::answer::{Depth, FormCount, Term, TermKind};

/// The control for the whole query: one choice of four. For a query of one word each says how many
/// pages it would find.
pub(super) fn whole(s: &'static Strings, found: &Found) -> El {
    let counts = match &found.answer.terms[..] {
        [term] if !term.own_depth && term.kind == TermKind::Word => Some(term.pages_at),
        _ => None,
    };
    let choices = Depth::ALL.map(|depth| {
        let address = Route::Search(found.search.with_depth(depth)).to_hash();
        choice(
            s,
            depth,
            depth == found.search.depth,
            address,
            counts.map(|counts| counts[depth as usize]),
        )
    });
    of("nav", "choices depths")
        .attr("aria-label", s.depth)
        .children(choices)
}

/// A choice of depth: a link, with how many it would find if that is known.
pub(super) fn choice(
    s: &'static Strings,
    depth: Depth,
    current: bool,
    address: String,
    pages: Option<u32>,
) -> El {
    // The Arabic zero is a dot; a faint choice says the same.
    let count = pages
        .filter(|&pages| pages > 0)
        .map(|pages| of("span", "count").text(s.n(pages)));
    link(address)
        .class(if pages == Some(0) {
            "choice none"
        } else {
            "choice"
        })
        .attr("data-depth", depth_name(depth))
        .attr_if(current, "aria-current", "true")
        .attr("title", s.depth_hints[depth as usize])
        .child(el("span").text(s.depth_name(depth)))
        .children(count)
}

/// Each word of the query, what the library knows of it, and its own depth.
pub(super) fn words(app: App, found: &Arc<Found>) -> AnyView {
    let (s, wide) = (app.strings(), browser::is_wide());
    all((0..found.answer.terms.len()).map(|number| word(app, s, found, number, wide)))
}

fn word(app: App, s: &'static Strings, found: &Arc<Found>, number: usize, wide: bool) -> El {
    let terms = &found.answer.terms;
    let term = &terms[number];
    let open = wide || !term.unwanted.is_empty();
    let state = match term.kind {
        TermKind::Without => s.excluded.to_owned(),
        TermKind::Prefix => [s.beginning, " · ", &(s.pages)(term.pages)].concat(),
        TermKind::Wildcard => [s.wildcard, " · ", &(s.pages)(term.pages)].concat(),
        TermKind::Pattern => [s.pattern, " · ", &(s.pages)(term.pages)].concat(),
        TermKind::Repair => [s.repair, " · ", &(s.pages)(term.pages)].concat(),
        _ if term.pages == 0 && !term.known => s.unknown.to_owned(),
        TermKind::Filter => (s.pages)(term.pages),
        TermKind::Word | TermKind::Phrase | TermKind::Near => {
            [s.depth_name(term.depth), " · ", &(s.pages)(term.pages)].concat()
        }
    };
    // For a query of one word the control for the whole is enough.
    let turnable = terms.len() > 1 || term.own_depth;
    let choices = Depth::ALL
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
        });
    let choices: Vec<El> = choices.collect();
    let choices = (!choices.is_empty()).then(|| {
        of("nav", "choices turn")
            .attr("aria-label", s.depth)
            .children(choices)
    });
    let inside: Vec<El> = [facts(s, term), choices, forms::view(app, s, found, number)]
        .into_iter()
        .flatten()
        .collect();
    let chip = of("span", chip(number as u16))
        .attr("dir", "rtl")
        .text(term.text.clone());
    let state = of("span", "faint").text(state);
    if inside.is_empty() {
        return of("div", "word").child(of("div", "word-head").child(chip).child(state));
    }
    of("details", "word")
        .attr_if(open, "open", "")
        .child(of("summary", "word-head").child(chip).child(state))
        .children(inside)
}

/// Root and the like.
fn facts(s: &'static Strings, term: &Term) -> Option<El> {
    let root = term.root.as_ref().map(|root| {
        el("span")
            .text(s.root)
            .text(": ")
            .child(el("b").attr("dir", "rtl").text(root.clone()))
    });
    let times = (term.occurrences > 0).then(|| el("span").text((s.times)(term.occurrences)));
    let particle = term.function_word.then(|| el("span").text(s.function_word));
    let rarer = (term.left_out > 0).then(|| el("span").text((s.left_out)(term.left_out)));
    let facts: Vec<El> = [root, times, particle, rarer]
        .into_iter()
        .flatten()
        .collect();
    (!facts.is_empty()).then(|| of("p", "word-facts").children(facts))
}

/// Forms with how often they are; each leads to a search for it alone.
#[inline(never)]
pub(super) fn form_list(s: &'static Strings, search: &Search, forms: &[FormCount]) -> El {
    let row = |form: &FormCount| {
        let query = [rewrite::operator(Depth::Spelling), &form.spelling].concat();
        let address = Route::Search(search.with_query(query)).to_hash();
        let word = link(address).attr("dir", "rtl").text(form.spelling.clone());
        el("li")
            .child(word)
            .text(" ")
            .child(of("span", "count").text(s.n(form.count)))
    };
    el("ul").children(forms.iter().map(row))
}
