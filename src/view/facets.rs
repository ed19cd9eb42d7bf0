//! What narrows the results and in which order they are: values of fields with their counts, words searched
//! within the results, chips of what is set.

use super::{book, button};
use crate::app::{App, Found};
use crate::client::Opening;
use crate::route::{ORDERS, Route, Search, order_name};
use crate::strings::Strings;
use crate::ui::{El, Icon, el, icon, link, live, of};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use warraq::answer::{FacetCount, Order, ValueCount};

/// Values of a field that are shown at once.
const SHOWN: usize = 8;

/// The control of the order: those by which the pages shown can be put.
pub(super) fn orders(app: App, found: &Found) -> El {
    let (s, shelf) = (app.strings(), app.shelf());
    let records = || found.records.iter();
    let offered = |order| match order {
        _ if order == found.search.order => true,
        Order::Newest | Order::Oldest => records().any(|page| page.date.is_some()),
        Order::Author => shelf.died,
        Order::Relevance | Order::Page => true,
    };
    let choice = |(order, name): (_, &'static str)| {
        link(Route::Search(found.search.with_order(order)).to_hash())
            .class("choice")
            .attr("data-order", order_name(order))
            .attr_if(order == found.search.order, "aria-current", "true")
            .text(name)
    };
    let orders = ORDERS.into_iter().zip(s.result.orders);
    of("nav", "choices orders")
        .attr("aria-label", s.result.order)
        .children(orders.filter(|&(order, _)| offered(order)).map(choice))
}

/// What shows the fields, and hides them.
pub(super) fn opener(app: App) -> El {
    let (s, open) = (app.strings(), app.facets.open);
    of("button", "button facets-opener")
        .attr("type", "button")
        .attr("id", "facets-opener")
        .attr("aria-controls", "facets")
        .live_attr("aria-expanded", move || Some(open.get().to_string()))
        .on_click(move |_| open.update(|open| *open = !*open))
        .text(s.result.facets)
}

/// Chips of what is set, each of which takes it off.
#[inline(never)]
pub(super) fn chips(app: App, search: &Search) -> Option<El> {
    let s = app.strings();
    let chip = |label: String, without: Search| {
        let name = [s.result.drop, " ", &label].concat();
        link(Route::Search(without).to_hash())
            .class("set-chip")
            .attr("aria-label", name)
            .child(el("bdi").text(label))
            .child(icon(Icon::Close))
    };
    let mut chips: Vec<El> = Vec::new();
    for (field, value) in &search.values {
        let label = [&s.field_name(field), ": ", &shown(app, s, field, value)].concat();
        chips.push(chip(label, search.with_value(field, value)));
    }
    for (number, query) in search.within.iter().enumerate() {
        let mut without = Search {
            from: 0,
            ..search.clone()
        };
        without.within.remove(number);
        chips.push(chip(query.clone(), without));
    }
    let all = (chips.len() > 1).then(|| {
        link(Route::Search(search.without_filters()).to_hash())
            .class("link")
            .text(s.result.drop_all)
    });
    (!chips.is_empty()).then(|| {
        of("nav", "set-chips")
            .attr("aria-label", s.result.set)
            .children(chips)
            .children(all)
    })
}

/// A value as it is shown: of a book its title.
#[inline(never)]
fn shown(app: App, s: &'static Strings, field: &str, value: &str) -> String {
    if field != "book" {
        return s.field_value(field, value);
    }
    app.library.with_untracked(|library| match library {
        Opening::Ready(shelf) => {
            let record = shelf.books.iter().find(|book| book.id == value);
            record.map_or_else(|| value.to_owned(), |record| book::title(record, s))
        }
        _ => value.to_owned(),
    })
}

/// The fields with their values: a column beside the results, or a sheet on a narrow screen.
pub(super) fn panel(app: App) -> AnyView {
    let (s, facets) = (app.strings(), app.facets);
    let panel = of("section", "facets")
        .attr("id", "facets")
        .attr("aria-label", s.result.facets)
        .live_attr("hidden", move || (!facets.open.get()).then(String::new))
        .on(
            leptos::ev::keydown,
            move |event: leptos::ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    facets.open.set(false);
                    crate::browser::focus("facets-opener");
                }
            },
        );
    let head = of("div", "dialog-head")
        .child(el("h2").text(s.result.facets))
        .child(button("bare", s.close, Icon::Close).on_click(move |_| facets.open.set(false)));
    let fields = move || {
        let search = app
            .route
            .with(|route| route.search().cloned().unwrap_or_default());
        facets.counts.with(|counts| match counts {
            None => of("p", "faint").text(s.result.counting).view(),
            Some(counts) if counts.is_empty() => of("p", "faint").text(s.result.no_facets).view(),
            Some(counts) => of("div", "fields")
                .children(counts.iter().map(|facet| field(app, s, &search, facet)))
                .view(),
        })
    };
    panel
        .child(head)
        .child(within(app, s))
        .child(live(fields))
        .view()
}

/// The line that searches within the results.
#[inline(never)]
fn within(app: App, s: &'static Strings) -> El {
    let typed = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let query = typed.get_untracked().trim().to_owned();
        let search = app.route.with_untracked(|route| route.search().cloned());
        if let (Some(mut search), false) = (search, query.is_empty()) {
            search.within.push(query);
            search.from = 0;
            app.go(Route::Search(search));
        }
    };
    let line = el("input")
        .attr("id", "within")
        .attr("type", "search")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("placeholder", s.result.within)
        .attr("aria-label", s.result.within)
        .on(leptos::ev::input, move |event| {
            typed.set(event_target_value(&event))
        });
    of("form", "within")
        .on(leptos::ev::submit, submit)
        .child(line)
        .child(
            of("button", "go")
                .attr("title", s.result.within)
                .attr("aria-label", s.result.within)
                .child(icon(Icon::Search)),
        )
}

#[inline(never)]
fn field(app: App, s: &'static Strings, search: &Search, facet: &FacetCount) -> El {
    let field = &*facet.field;
    let is_set = |value: &str| search.values.iter().any(|(f, v)| f == field && v == value);
    let row = |value: &ValueCount| {
        let turned = search.with_value(field, &value.value);
        let tick = el("input")
            .attr("type", "checkbox")
            .attr("id", ["facet-", field, "-", &value.value].concat())
            .attr_if(is_set(&value.value), "checked", "")
            .on(leptos::ev::change, move |_| {
                app.go(Route::Search(turned.clone()));
            });
        let name = el("bdi").text(shown(app, s, field, &value.value));
        let label = el("label").child(tick).child(name);
        el("li").child(label.child(of("span", "count").text(s.n(value.pages))))
    };
    let (first, more) = facet.values.split_at(facet.values.len().min(SHOWN));
    let set = more.iter().any(|value| is_set(&value.value));
    let more = (!more.is_empty()).then(|| {
        el("details")
            .attr_if(set, "open", "")
            .child(el("summary").text(s.result.more_values))
            .child(el("ul").children(more.iter().map(row)))
    });
    of("fieldset", "facet")
        .attr("data-field", field)
        .child(el("legend").text(s.field_name(field)))
        .child(el("ul").children(first.iter().map(row)))
        .children(more)
}
