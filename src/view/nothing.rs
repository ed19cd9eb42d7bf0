//! No page was found: what was tried, and what would find something.

use crate::app::{App, Found};
use crate::rewrite;
use crate::route::Route;
use leptos::prelude::*;
use warraq::answer::{Depth, Suggestion, TermKind};

/// The message for an answer without hits.
pub(super) fn view(app: App, found: &Found) -> AnyView {
    let s = app.strings();
    let (search, answer) = (&found.search, &found.answer);
    let tried = answer
        .terms
        .iter()
        .filter(|term| term.kind != TermKind::Without)
        .map(|term| {
            view! { <li>{(s.tried)(&term.text, term.depth)}</li> }
        });
    let link = |query: &str, label: AnyView, count: String| {
        let address = Route::Search(search.with_query(query)).to_hash();
        view! { <li><a class="button" href=address>{label} <span class="count">{count}</span></a></li> }.into_any()
    };
    let near = |suggestion: &Suggestion| {
        let word = view! { <bdi>{suggestion.word.clone()}</bdi> }.into_any();
        link(&suggestion.query, word, (s.times)(suggestion.count))
    };
    let near: Vec<AnyView> = answer.suggestions.iter().map(near).collect();
    let mut deeper: Vec<AnyView> = Vec::new();
    for (number, term) in answer.terms.iter().enumerate() {
        let others = Depth::ALL
            .into_iter()
            .filter(|&depth| depth != term.depth && term.pages_at[depth as usize] > 0);
        // The most exact of them: the ones behind it find the same and more.
        for depth in others.filter(|_| term.pages == 0).take(1) {
            if let Some(query) =
                rewrite::with_depth(&search.query, &answer.terms, number, depth, search.depth)
            {
                let label = [term.text.as_str(), " — ", s.depth_name(depth)].concat();
                deeper.push(link(
                    &query,
                    label.into_any(),
                    (s.pages)(term.pages_at[depth as usize]),
                ));
            }
        }
    }
    let help = (near.is_empty() && deeper.is_empty()).then(|| view! { <p>{s.try_less}</p> });
    let offer = |head: &'static str, links: Vec<AnyView>| {
        (!links.is_empty()).then(|| view! { <h3>{head}</h3> <ul class="offers">{links}</ul> })
    };
    let everywhere = search.book.is_some().then(|| {
        let address = Route::Search(search.everywhere()).to_hash();
        view! { <p><a class="button" href=address>{s.everywhere}</a></p> }
    });
    view! {
        <section class="notice nothing">
            <h2>{s.nothing}</h2>
            <ul class="tried">{tried.collect_view()} <li>{(s.searched)(answer.searched)}</li></ul>
            {offer(s.did_you_mean, near)}
            {offer(s.other_depths, deeper)}
            {help}
            {everywhere}
        </section>
    }
    .into_any()
}
