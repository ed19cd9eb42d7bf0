//! All places of a page that a search finds, unfolded under its hit.

use crate::app::{App, Found};
use crate::client::Ticket;
use crate::protocol::{Question, Reply};
use crate::route::{PagePlace, Route, Search};
use crate::segment::without_tashkeel;
use crate::ui::{El, el, link, live, live_text, nothing, of, tint};
use crate::{ask, strings::Strings};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{Hit, Line, PageRecord, Term, TermKind};

/// Places shown at once; more are shown when they are asked for.
const SHOWN: usize = 50;
/// Spellings told of a word in a page at most: where there are so many, there may be more.
const TOLD: usize = 4;

/// What unfolds the places of hit number `number`, and they; none if the passages show all there are.
pub(super) fn view(app: App, found: &Arc<Found>, number: usize) -> Option<El> {
    let (hit, record) = (found.answer.hits.get(number)?, found.records.get(number)?);
    let known = places(hit, &found.answer.terms);
    (known != Some(1)).then(|| unfolding(app, &found.search, record, known))
}

/// How many places there are in the page, if that is known before it is read.
fn places(hit: &Hit, terms: &[Term]) -> Option<u32> {
    // The words of a phrase are one place, and not all of them are told.
    let single = |term: &Term| {
        matches!(
            term.kind,
            TermKind::Word | TermKind::Prefix | TermKind::Wildcard | TermKind::Pattern
        )
    };
    let told = |term: usize| {
        hit.reasons
            .iter()
            .filter(move |it| usize::from(it.term) == term)
    };
    let whole = terms.iter().all(single) && (0..terms.len()).all(|term| told(term).count() < TOLD);
    whole.then(|| hit.reasons.iter().map(|reason| reason.count).sum())
}

#[inline(never)]
fn unfolding(app: App, search: &Search, record: &PageRecord, known: Option<u32>) -> El {
    let s = app.strings();
    let open = RwSignal::new(false);
    let lines: RwSignal<Option<Arc<Vec<Line>>>> = RwSignal::new(None);
    let shown = RwSignal::new(SHOWN);
    let ticket: StoredValue<Option<Ticket>, LocalStorage> = StoredValue::new_local(None);
    let question = Question::Places {
        request: ask::whole(search, &app.shelf()),
        page: record.page,
    };
    let turn = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() && lines.with_untracked(Option::is_none) {
            let asked = app.ask(question.clone(), move |reply| {
                if let Reply::Lines(part) = reply {
                    lines.set(Some(Arc::new(part.lines)));
                }
            });
            ticket.set_value(Some(asked));
        }
    };
    let label = move || {
        let read = lines.with(|lines| lines.as_ref().map(|lines| lines.len() as u32));
        match read.or(known) {
            Some(many) => (s.finder.places)(many),
            None => s.finder.all_places.to_owned(),
        }
    };
    let list = ["places-", &record.page.0.to_string()].concat();
    let opener = of("button", "places-opener")
        .attr("type", "button")
        .attr("id", ["all-", &list].concat())
        .attr("aria-controls", list.clone())
        .live_attr("aria-expanded", move || Some(open.get().to_string()))
        .on_click(turn)
        .child(live_text(label));
    let place = PagePlace {
        page: record.page.0,
        id: record.id.clone(),
        search: Some(search.clone()),
        ..PagePlace::default()
    };
    let rows = move || {
        if !open.get() {
            return nothing();
        }
        let Some(lines) = lines.get() else {
            return of("p", "faint").text(s.searching).view();
        };
        let tashkeel = app.prefs.with(|prefs| prefs.marks);
        let some = lines.iter().take(shown.get());
        let more = (lines.len() > shown.get()).then(|| more(s, shown));
        of("div", "places-list")
            .child(
                el("ol")
                    .attr("role", "list")
                    .children(some.map(|line| row(line, &place, tashkeel))),
            )
            .children(more)
            .view()
    };
    of("div", "places")
        .child(opener)
        .child(el("div").attr("id", list).child(live(rows)))
}

fn more(s: &'static Strings, shown: RwSignal<usize>) -> El {
    of("button", "button")
        .attr("type", "button")
        .on_click(move |_| shown.update(|shown| *shown += 2 * SHOWN))
        .text(s.finder.more_places)
}

/// A place with what stands around it; it leads to its word in the page.
fn row(line: &Line, place: &PagePlace, tashkeel: bool) -> El {
    let text = |text: &str| match tashkeel {
        true => text.to_owned(),
        false => without_tashkeel(text),
    };
    let place = PagePlace {
        hit: Some(line.hit),
        ..place.clone()
    };
    let mark = el("mark").class(tint(line.term)).text(text(&line.word));
    el("li").child(
        link(Route::Page(place).to_hash())
            .class("place")
            .attr("lang", "ar")
            .attr("dir", "rtl")
            .children(line.cut_before.then(|| of("span", "faint").text("… ")))
            .text(text(&line.before))
            .child(mark)
            .text(text(&line.after))
            .children(line.cut_after.then(|| of("span", "faint").text(" …"))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use warraq::answer::{Depth, Reason};
    use warraq::id::PageId;

    fn term(kind: TermKind) -> Term {
        Term {
            text: String::new(),
            range: (0, 0),
            kind,
            depth: Depth::Lemma,
            own_depth: false,
            title: false,
            either: false,
            function_word: false,
            form: String::new(),
            lemma: None,
            root: None,
            known: true,
            pages: 1,
            occurrences: 1,
            pages_at: [1; 4],
            forms: Vec::new(),
            unwanted: Vec::new(),
            left_out: 0,
        }
    }

    #[test]
    fn the_places_are_known_where_all_spellings_are_told() {
        let check = |kinds: &[TermKind], counts: &[(u16, u32)], expected| {
            let reason = |&(term, count): &(u16, u32)| Reason {
                term,
                spelling: String::new(),
                depth: Depth::Lemma,
                count,
            };
            let hit = Hit {
                page: PageId(0),
                score: 0,
                reasons: counts.iter().map(reason).collect(),
                missing: Vec::new(),
            };
            let terms: Vec<Term> = kinds.iter().map(|&kind| term(kind)).collect();
            assert_eq!(places(&hit, &terms), expected, "{kinds:?} {counts:?}");
        };
        use TermKind::{Phrase, Prefix, Without, Word};
        check(&[Word], &[(0, 1)], Some(1));
        check(&[Word, Prefix], &[(0, 2), (1, 3)], Some(5));
        check(&[Word], &[(0, 2), (0, 1), (0, 1)], Some(4));
        check(&[Word], &[(0, 2), (0, 1), (0, 1), (0, 1)], None);
        check(&[Phrase, Phrase], &[(0, 2), (1, 2)], None);
        check(&[Word, Without], &[(0, 2)], None);
    }
}
