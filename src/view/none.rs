//! No page was found: what was tried, and what would find something.

use crate::app::Found;
use crate::rewrite;
use crate::route::Route;
use crate::strings::Strings;
use crate::ui::{El, el, link, of};
use warraq::answer::{Depth, Suggestion, TermKind};

/// The message for an answer without hits.
#[inline(never)]
pub(super) fn view(found: &Found, s: &'static Strings) -> El {
    let (search, answer) = (&found.search, &found.answer);
    let tried = answer
        .terms
        .iter()
        .filter(|term| term.kind != TermKind::Without);
    let tried = tried.map(|term| el("li").text((s.tried)(&term.text, term.depth)));
    let offer = |query: &str, label: El, count: String| {
        let address = Route::Search(search.with_query(query)).to_hash();
        el("li").child(
            link(address)
                .class("button")
                .child(label)
                .text(" ")
                .child(of("span", "count").text(count)),
        )
    };
    let near = |suggestion: &Suggestion| {
        offer(
            &suggestion.query,
            el("bdi").text(suggestion.word.clone()),
            (s.times)(suggestion.count),
        )
    };
    let near: Vec<El> = answer.suggestions.iter().map(near).collect();
    let mut deeper: Vec<El> = Vec::new();
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
                deeper.push(offer(
                    &query,
                    el("span").text(label),
                    (s.pages)(term.pages_at[depth as usize]),
                ));
            }
        }
    }
    let loose: Vec<El> = unquoted(&search.query)
        .filter(|_| {
            answer
                .terms
                .iter()
                .any(|term| matches!(term.kind, TermKind::Phrase | TermKind::Near))
        })
        .map(|query| {
            offer(
                &query,
                el("span").attr("dir", "rtl").text(query.clone()),
                String::new(),
            )
        })
        .into_iter()
        .collect();
    let help = (near.is_empty() && deeper.is_empty() && loose.is_empty())
        .then(|| el("p").text(s.try_less));
    let mut section = of("section", "notice nothing")
        .child(el("h2").text(s.nothing))
        .child(
            of("ul", "tried")
                .children(tried)
                .child(el("li").text((s.searched)(answer.searched))),
        );
    for (head, offers) in [
        (s.did_you_mean, near),
        (s.other_depths, deeper),
        (s.without_quotes, loose),
    ] {
        if !offers.is_empty() {
            section = section
                .child(el("h3").text(head))
                .child(of("ul", "offers").children(offers));
        }
    }
    let everywhere = search.book.is_some().then(|| {
        let address = Route::Search(search.everywhere()).to_hash();
        el("p").child(link(address).class("button").text(s.everywhere))
    });
    section.children(help).children(everywhere)
}

/// Above results: the word that may have been meant by one of the query.
#[inline(never)]
pub(super) fn meant(found: &Found, s: &'static Strings) -> Option<El> {
    let suggestion = found.answer.suggestions.first()?;
    let address = Route::Search(found.search.with_query(&*suggestion.query)).to_hash();
    let query = link(address)
        .class("link")
        .child(el("bdi").text(suggestion.query.clone()));
    Some(of("p", "meant").text(s.did_you_mean).text(" ").child(query))
}

/// The query without quotation marks, and without the nearness behind them, so that the words of its
/// phrases may stand apart; none if it has no marks.
fn unquoted(query: &str) -> Option<String> {
    let is_quote = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”' | '„');
    let (mut words, rest) = match query.split_once(is_quote) {
        Some((before, rest)) => (before.to_owned(), rest),
        None => return None,
    };
    for part in rest.split(is_quote) {
        let near = part.strip_prefix('~');
        words.push(' ');
        words.push_str(near.map_or(part, |near| near.trim_start_matches(char::is_numeric)));
    }
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_taken_apart() {
        let check = |query, expected: Option<&str>| {
            assert_eq!(unquoted(query).as_deref(), expected, "{query}");
        };
        check("خط النسخ", None);
        check("«خط النسخ» كوفي", Some("خط النسخ كوفي"));
        check("\"خط النسخ", Some("خط النسخ"));
        check("\"خط النسخ\"~٥ كوفي", Some("خط النسخ كوفي"));
    }
}
