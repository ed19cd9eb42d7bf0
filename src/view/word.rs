//! The card of a word: what it is made of, its lemma, root and weight, and how often each is here.

use super::{button, depth};
use crate::app::{App, effect, soon};
use crate::browser::{self, Touch, Touched};
use crate::protocol::{Question, Reply};
use crate::route::{Route, Search};
use crate::strings::Strings;
use crate::ui::{El, Icon, el, live, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::{Depth, Explanation, Part, PartKind, WordCounts};
use warraq::grammar;
use wasm_bindgen::JsValue;

/// Words of the family shown at most.
const FAMILY: usize = 12;

/// A word on display, and where it was asked about: pixels of the document.
#[derive(Clone)]
pub(crate) struct Card {
    word: Arc<Explanation>,
    x: f64,
    y: f64,
}

/// Opens the card of the word that an event points at, or closes it.
#[inline(never)]
pub(super) fn touch(app: App, event: &JsValue) {
    match browser::touched(event) {
        Touch::Other => {}
        Touch::Nothing => app.word.set(None),
        Touch::Word(Touched { text, at, x, y }) => {
            let ticket = app.ask(Question::Explain { text, at }, move |reply| {
                if let Reply::Word(word) = reply {
                    let word = Arc::new(*word);
                    app.word
                        .set((!word.form.is_empty()).then_some(Card { word, x, y }));
                }
            });
            app.asking.set_value(Some(ticket));
        }
    }
}

/// Closes the card; true if there was one.
pub(super) fn close(app: App) -> bool {
    let open = app.word.with_untracked(Option::is_some);
    if open {
        app.word.set(None);
        browser::leave_word();
    }
    open
}

/// The card, while a word is asked about.
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    effect(move || {
        app.route.track();
        app.word.set(None);
    });
    effect(move || {
        if app.word.with(Option::is_some) {
            soon(|| browser::focus("word"));
        }
    });
    live(move || {
        app.word.with(|card| {
            card.as_ref()
                .map_or_else(nothing, |card| card_view(app, s, card))
        })
    })
}

#[inline(never)]
fn card_view(app: App, s: &'static Strings, card: &Card) -> AnyView {
    let Card { word, x, y } = card;
    // Whole pixels: writing fractions would bring in a good deal of code.
    let (x, y) = ((*x as i32).to_string(), (*y as i32).to_string());
    let head = of("div", "dialog-head")
        .child(arabic("h2", &word.word))
        .child(button("bare", s.close, Icon::Close).on_click(move |_| {
            close(app);
        }));
    of("div", "word-card")
        .attr("id", "word")
        .attr("tabindex", "-1")
        .attr("role", "dialog")
        .attr("aria-label", s.word_card)
        .style(["--x:", &x, "px;--y:", &y, "px"].concat())
        .child(head)
        .children(parts(s, word))
        .child(facts(s, word))
        .children((!word.known).then(|| of("p", "faint").text(s.by_analysis)))
        .child(depths(s, word))
        .children(counts(app, s, word))
        .children(family(s, word))
        .view()
}

/// Arabic letters in whatever language the interface is.
fn arabic(tag: &'static str, text: &str) -> El {
    el(tag).attr("lang", "ar").attr("dir", "rtl").text(text)
}

/// Prefixes, stem and suffixes with what they are; nothing for a word without.
fn parts(s: &'static Strings, word: &Explanation) -> Option<El> {
    let part = |part: &Part| {
        let name = s.term(grammar::part(part, word.kind));
        let name = (part.kind != PartKind::Stem).then(|| of("span", "faint").text(name));
        el("li").child(arabic("b", &part.text)).children(name)
    };
    let parts = of("ol", "parts").attr("dir", "rtl");
    (word.parts.len() > 1).then(|| parts.children(word.parts.iter().map(part)))
}

/// The word itself and where it comes from, its root and weight.
fn facts(s: &'static Strings, word: &Explanation) -> El {
    let mut rows = Vec::new();
    let mut row = |label: &'static str, value: El| {
        let value = el("dd").child(value);
        rows.push(el("div").child(el("dt").text(label)).child(value));
    };
    if !word.stem.is_empty() {
        let mut value = el("span").child(arabic("b", &word.stem));
        if let Some(kind) = word.kind {
            value = value.text([" (", s.term(grammar::kind(kind)), ")"].concat());
        }
        if let (Some(relation), Some(lemma)) = (grammar::relation(word.relation), &word.lemma) {
            let relation = [s.semicolon, s.term(relation), " "].concat();
            value = value.text(relation).child(arabic("b", lemma));
        }
        row(s.word, value);
    }
    if let Some(change) = grammar::change(word.change) {
        row("", el("span").text(s.term(change)));
    }
    for (label, value) in [(s.root, &word.root), (s.weight, &word.pattern)] {
        if let Some(value) = value {
            row(label, arabic("b", value));
        }
    }
    el("dl").children(rows)
}

/// A search for the word at each depth, with how often it is found.
fn depths(s: &'static Strings, word: &Explanation) -> El {
    let search = Search::new(word.word.clone());
    let choice = |at: Depth| {
        let address = Route::Search(search.with_depth(at)).to_hash();
        depth::choice(s, at, false, address, Some(word.occurrences[at as usize]))
    };
    of("nav", "choices")
        .attr("aria-label", s.depth)
        .children(Depth::ALL.map(choice))
}

/// How often it is, at each depth, in the page that is read, in its book and in the library; nothing where no page is
/// read.
#[inline(never)]
fn counts(app: App, s: &'static Strings, word: &Explanation) -> Option<El> {
    let page = app.open_page()?;
    let found: RwSignal<Option<WordCounts>> = RwSignal::new(None);
    let question = Question::Counts {
        word: word.word.clone(),
        page: page.record.page,
    };
    let ticket = app.ask(question, move |reply| {
        if let Reply::Counts(counts) = reply {
            found.set(Some(counts));
        }
    });
    // While the card is open.
    let _ = StoredValue::new_local(ticket);
    let all = word.occurrences;
    let rows = move || {
        let counts = found.get();
        let head = el("tr").child(el("td")).children(
            s.folio
                .within
                .map(|name| el("th").attr("scope", "col").text(name)),
        );
        let row = |depth: Depth| {
            let at = depth as usize;
            let number = |count: Option<u32>| {
                el("td").text(count.map_or_else(|| "…".to_owned(), |count| s.n(count)))
            };
            let name = el("th").attr("scope", "row").text(s.depth_name(depth));
            el("tr")
                .child(name)
                .child(number(counts.map(|counts| counts.page[at])))
                .child(number(counts.map(|counts| counts.book[at])))
                .child(number(Some(all[at])))
        };
        el("tbody").child(head).children(Depth::ALL.map(row)).view()
    };
    let table = of("table", "word-counts")
        .attr("aria-label", s.folio.how_often)
        .child(live(rows));
    Some(table)
}

/// The other words of its family.
fn family(s: &'static Strings, word: &Explanation) -> Option<El> {
    let forms = &word.family[..word.family.len().min(FAMILY)];
    (!forms.is_empty()).then(|| {
        of("section", "family")
            .child(el("h3").text(s.family))
            .child(depth::form_list(s, &Search::default(), forms))
    })
}
