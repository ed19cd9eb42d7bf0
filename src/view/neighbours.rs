//! The words beside what was found, those first whose company is the least by chance.

use super::cite;
use super::corpus::{choices, progress};
use crate::app::{App, effect};
use crate::client::{Opening, Ticket};
use crate::neighbours::{Row, beside, rows};
use crate::protocol::{Question, Reply};
use crate::route::{CorpusPlace, Route, SPAN};
use crate::strings::Strings;
use crate::ui::{all, el, link, live, nothing, of};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::concordance::{Neighbour, neighbours};

/// Words whose frequency in the library is asked for at most.
const ASKED: usize = 400;
/// Words shown at most.
const SHOWN: usize = 100;

/// The place.
#[inline(never)]
pub(super) fn view(app: App, place: Memo<CorpusPlace>) -> AnyView {
    let s = app.strings();
    let span = Memo::new(move |_| place.with(|place| place.span));
    let particles = Memo::new(move |_| place.with(|place| place.particles));
    // The words that are found more than once, and how many words there are beside what was found; when all is read.
    let counted = Memo::new(move |_| {
        let span = span.get() as usize;
        app.corpus.lines.with(|lines| {
            lines.done.then(|| {
                let (mut words, all) = neighbours(&lines.lines, span);
                words.retain(|word| word.together() > 1);
                words.truncate(ASKED);
                (Arc::new(words), all)
            })
        })
    });
    let sizes: RwSignal<Option<Vec<u32>>> = RwSignal::new(None);
    let ticket: StoredValue<Option<Ticket>, LocalStorage> = StoredValue::new_local(None);
    effect(move || {
        sizes.set(None);
        let Some((words, _)) = counted.get() else {
            return;
        };
        let forms = words.iter().map(|word| word.form.clone()).collect();
        let asked = app.ask(Question::Sizes(forms), move |reply| {
            if let Reply::Sizes(found) = reply {
                sizes.set(Some(found));
            }
        });
        ticket.set_value(Some(asked));
    });
    let words = app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => shelf.words,
        _ => 0,
    });
    let found = Memo::new(move |_| {
        let ((neighbours, all), sizes) = (counted.get()?, sizes.get()?);
        let wanted = |word: &Neighbour| particles.get() || !word.function_word;
        let mut found = rows(&neighbours, &sizes, all, words, &wanted);
        found.truncate(SHOWN);
        Some(Arc::new(found))
    });
    let spans = move || {
        let links = (1..=SPAN).map(|span| {
            let place = place.get();
            let is = place.span == span;
            (CorpusPlace { span, ..place }, s.n(span), is)
        });
        choices(s.corpus.span, links).view()
    };
    let kinds = move || {
        let links = s.corpus.particle_choices.into_iter().zip([false, true]);
        let links = links.map(|(name, particles)| {
            let place = place.get();
            let is = place.particles == particles;
            (CorpusPlace { particles, ..place }, name.to_owned(), is)
        });
        choices(s.corpus.particles, links).view()
    };
    let table = move || match found.get() {
        None => nothing(),
        Some(found) if found.is_empty() => of("p", "notice").text(s.corpus.no_neighbours).view(),
        Some(found) => {
            app.settle();
            table_view(s, &found, &place.get_untracked())
        }
    };
    let controls = of("div", "controls").child(live(spans)).child(live(kinds));
    all([controls.view(), progress(app), live(table)])
}

fn table_view(s: &'static Strings, found: &Arc<Vec<Row>>, place: &CorpusPlace) -> AnyView {
    let heads = s.corpus.neighbours;
    let row = |row: &Row| {
        let word = &row.neighbour;
        let shown = el("bdi").attr("lang", "ar").text(word.spelling.clone());
        let shown = match beside(&place.search.query, &word.spelling, place.span) {
            Some(query) => {
                link(Route::Search(place.search.with_query(query)).to_hash()).child(shown)
            }
            None => shown,
        };
        let numbers = [word.together(), word.before, word.after, row.size];
        el("tr")
            .child(el("th").attr("scope", "row").child(shown))
            .children(numbers.map(|number| el("td").text(s.n(number))))
            .child(el("td").text(s.n(row.worth as u32)))
    };
    let table =
        of("table", "counts neighbours")
            .child(of("caption", "hidden").text(s.corpus.kinds[3]))
            .child(el("thead").child(
                el("tr").children(heads.map(|head| el("th").attr("scope", "col").text(head))),
            ))
            .child(el("tbody").children(found.iter().map(row)));
    let copied = found.clone();
    let text = move || {
        let mut out = [&heads.join("\t"), "\n"].concat();
        for row in copied.iter() {
            let word = &row.neighbour;
            let numbers = [
                word.together(),
                word.before,
                word.after,
                row.size,
                row.worth as u32,
            ];
            let numbers = numbers.map(|number| number.to_string()).join("\t");
            out.push_str(&[&word.spelling, "\t", &numbers, "\n"].concat());
        }
        out
    };
    let scroll = of("div", "table counts-box")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", s.corpus.kinds[3])
        .child(table);
    of("section", "spread")
        .child(of("p", "faint").text(s.corpus.strength))
        .child(cite::copy_button(
            s,
            s.corpus.copy_table,
            s.corpus.kinds[3],
            text,
        ))
        .child(scroll)
        .view()
}
