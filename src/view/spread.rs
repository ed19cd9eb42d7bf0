//! How what was found is spread over books, sources, authors and years: drawn, and as a table.

use super::corpus::choices;
use super::{book, cite};
use crate::app::App;
use crate::client::Opening;
use crate::route::{CorpusPlace, Route};
use crate::spread::{Column, FIELDS, narrowed, rate, sorted, years};
use crate::strings::Strings;
use crate::ui::{El, all, el, link, live, of};
use leptos::prelude::*;
use warraq::answer::{Answer, FacetCount, ValueCount};
use warraq::concordance::numbers;

/// Bars drawn at most; the table has more.
const BARS: usize = 12;
/// The height of a bar with its text, in pixels.
const BAR: usize = 44;
/// Letters of a value that are drawn at most.
const LETTERS: usize = 34;
/// The height of the columns of years, in pixels.
const HEIGHT: usize = 120;

/// The place.
#[inline(never)]
pub(super) fn view(app: App, place: Memo<CorpusPlace>) -> AnyView {
    let s = app.strings();
    let rates = Memo::new(move |_| place.with(|place| place.rate));
    let toggle = move || {
        let links = [(s.corpus.hits, false), (s.corpus.rate, true)].map(|(name, rate)| {
            let place = place.get();
            let is = place.rate == rate;
            (CorpusPlace { rate, ..place }, name.to_owned(), is)
        });
        of("div", "controls")
            .child(choices(s.corpus.shows, links))
            .view()
    };
    let body = move || {
        app.corpus.spread.with(|spread| match spread {
            None => of("p", "waiting")
                .attr("role", "status")
                .text(s.searching)
                .view(),
            Some(Err(trouble)) => super::trouble::view(app, trouble),
            Some(Ok(answer)) => {
                app.settle();
                answer_view(app, answer, &place.get_untracked(), rates)
            }
        })
    };
    all([live(toggle), live(body)])
}

fn answer_view(app: App, answer: &Answer, place: &CorpusPlace, rates: Memo<bool>) -> AnyView {
    let s = app.strings();
    let total = of("p", "totals")
        .attr("role", "status")
        .text(match answer.total {
            0 => s.nothing.to_owned(),
            total => (s.found)(total),
        });
    let fields = FIELDS
        .iter()
        .zip(s.corpus.fields)
        .filter_map(|(name, head)| {
            let field = answer.facets.iter().find(|field| field.field == *name)?;
            Some(field_view(app, field, head, place, rates))
        });
    let fields: Vec<AnyView> = fields.collect();
    let none =
        (fields.is_empty() && answer.total > 0).then(|| of("p", "notice").text(s.corpus.no_spread));
    of("div", "spreads")
        .child(total)
        .children(none)
        .children(fields)
        .view()
}

/// A value as it is shown.
fn name(app: App, s: &Strings, field: &str, value: &str) -> String {
    match field {
        "book" => app.library.with_untracked(|library| match library {
            Opening::Ready(shelf) => {
                let record = shelf.books.iter().find(|book| book.id == value);
                record.map_or_else(|| value.to_owned(), |record| book::title(record, s))
            }
            _ => value.to_owned(),
        }),
        "year" => s.written_date(value),
        _ => value.to_owned(),
    }
}

fn field_view(
    app: App,
    field: &FacetCount,
    head: &'static str,
    place: &CorpusPlace,
    rates: Memo<bool>,
) -> AnyView {
    let s = app.strings();
    let named: Vec<(ValueCount, String, String)> = field
        .values
        .iter()
        .map(|value| {
            let search = narrowed(&place.search, &field.field, &value.value);
            let name = name(app, s, &field.field, &value.value);
            (value.clone(), name, Route::Search(search).to_hash())
        })
        .collect();
    let is_year = field.field == "year";
    let (drawn, field) = (
        StoredValue::new(named.clone()),
        StoredValue::new(field.clone()),
    );
    let drawing = move || {
        let rates = rates.get();
        match is_year {
            true => field.with_value(|field| columns(s, &years(field), head, rates)),
            false => drawn.with_value(|named| bars(s, named, head, rates)),
        }
    };
    let column = RwSignal::new(if is_year {
        Column::Value
    } else {
        Column::Pages
    });
    let rows = move || {
        let values = field.with_value(|field| sorted(&field.values, column.get()));
        drawn.with_value(|named| {
            let row = |value: &ValueCount| {
                let known = named.iter().find(|known| known.0 == *value);
                let known = known.map(|(_, name, address)| {
                    link(address.clone()).attr("dir", "auto").text(name.clone())
                });
                el("tr")
                    .child(el("th").attr("scope", "row").children(known))
                    .children([value.pages, value.all].map(|number| el("td").text(s.n(number))))
                    .child(el("td").text(tenths(s, rate(value))))
            };
            all(values.iter().map(row))
        })
    };
    let heads = Column::ALL
        .into_iter()
        .zip(s.corpus.spread)
        .map(|(of_column, name)| {
            let direction = if of_column == Column::Value {
                "ascending"
            } else {
                "descending"
            };
            let sorts = move || (column.get() == of_column).then(|| direction.to_owned());
            let button = of("button", "sorts")
                .attr("type", "button")
                .on_click(move |_| column.set(of_column))
                .text(name);
            el("th")
                .attr("scope", "col")
                .live_attr("aria-sort", sorts)
                .child(button)
        });
    let table = of("table", "counts")
        .child(of("caption", "hidden").text(head))
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").child(live(rows)));
    let text = move || {
        let values = field.with_value(|field| sorted(&field.values, column.get_untracked()));
        let mut out = [&s.corpus.spread.join("\t"), "\n"].concat();
        for value in values {
            let numbers = [value.pages, value.all].map(|number| number.to_string());
            let rate = rate(&value);
            let rate = [&(rate / 10).to_string(), ".", &(rate % 10).to_string()].concat();
            out.push_str(
                &[
                    &value.value,
                    "\t",
                    &numbers[0],
                    "\t",
                    &numbers[1],
                    "\t",
                    &rate,
                    "\n",
                ]
                .concat(),
            );
        }
        out
    };
    let scroll = of("div", "table counts-box")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", head)
        .child(table);
    of("section", "spread")
        .child(
            of("div", "spread-head")
                .child(el("h2").text(head))
                .child(cite::copy_button(s, s.corpus.copy_table, head, text)),
        )
        .child(of("div", "drawing").child(live(drawing)))
        .child(scroll)
        .view()
}

/// A number of tenths.
fn tenths(s: &Strings, number: u32) -> String {
    let point = if s.language.direction() == "rtl" {
        "٫"
    } else {
        "."
    };
    [&s.n(number / 10), point, &s.n(number % 10)].concat()
}

fn measure(value: &ValueCount, rates: bool) -> u32 {
    if rates { rate(value) } else { value.pages }
}

fn shown(s: &Strings, value: &ValueCount, rates: bool) -> String {
    match rates {
        true => tenths(s, rate(value)),
        false => s.n(value.pages),
    }
}

/// A part of a whole, in percent.
fn percent(part: u32, whole: u32) -> String {
    let hundredths = u64::from(part) * 10_000 / u64::from(whole.max(1));
    let rest = hundredths % 100;
    let zero = if rest < 10 { "0" } else { "" };
    [
        &(hundredths / 100).to_string(),
        ".",
        zero,
        &rest.to_string(),
        "%",
    ]
    .concat()
}

fn drawing(height: usize, name: &'static str) -> El {
    el("svg")
        .attr("width", "100%")
        .attr("height", height.to_string())
        .attr("role", "img")
        .attr("aria-label", name)
}

/// Bars from the side on which lines begin, the highest first.
fn bars(
    s: &Strings,
    values: &[(ValueCount, String, String)],
    name: &'static str,
    rates: bool,
) -> AnyView {
    let order = numbers(values.len(), &|a, b| {
        let bar = |at: u32| measure(&values[at as usize].0, rates);
        bar(b).cmp(&bar(a))
    });
    let highest = order.iter().take(BARS);
    let values: Vec<&(ValueCount, String, String)> =
        highest.map(|&at| &values[at as usize]).collect();
    let most = values.first().map_or(0, |value| measure(&value.0, rates));
    let rtl = s.language.direction() == "rtl";
    let (start, end) = if rtl { ("100%", "0") } else { ("0", "100%") };
    let mut svg = drawing(values.len() * BAR, name);
    for (at, (value, name, _)) in values.iter().enumerate() {
        let line = (at * BAR + 18).to_string();
        let mut label: String = name.chars().take(LETTERS).collect();
        if label.len() < name.len() {
            label.push('…');
        }
        let width = percent(measure(value, rates), most);
        let left = percent(most - measure(value, rates), most);
        let text = |class: &'static str, at: &'static str, anchor: &'static str, text: String| {
            of("text", class)
                .attr("x", at)
                .attr("y", line.clone())
                .attr("text-anchor", anchor)
                .text(text)
        };
        svg = svg
            .child(text("bar-name", start, "start", label))
            .child(text("bar-number", end, "end", shown(s, value, rates)))
            .child(
                of("rect", "bar-ground")
                    .attr("x", "0")
                    .attr("y", (at * BAR + 26).to_string())
                    .attr("width", "100%")
                    .attr("height", "6")
                    .attr("rx", "3"),
            )
            .child(
                of("rect", "bar")
                    .attr("x", if rtl { left } else { "0".to_owned() })
                    .attr("y", (at * BAR + 26).to_string())
                    .attr("width", width)
                    .attr("height", "6")
                    .attr("rx", "3"),
            );
    }
    svg.view()
}

/// Columns of years, in the direction of reading.
fn columns(s: &Strings, years: &[ValueCount], name: &'static str, rates: bool) -> AnyView {
    let count = years.len() as u32;
    let most = years
        .iter()
        .map(|year| measure(year, rates))
        .max()
        .unwrap_or(0);
    let rtl = s.language.direction() == "rtl";
    let mut svg = drawing(HEIGHT + 42, name);
    // A year is named as often as there is room for it on a narrow screen.
    let every = count.div_ceil(6).max(1);
    for (at, year) in (0..count).zip(years) {
        let place = if rtl { count - 1 - at } else { at };
        let height = u64::from(measure(year, rates)) * HEIGHT as u64 / u64::from(most.max(1));
        let height = match measure(year, rates) {
            0 => 0,
            _ => height.max(2),
        };
        let middle = percent(2 * place + 1, 2 * count);
        svg = svg.child(
            of("rect", "bar")
                .attr("x", percent(8 * place + 1, 8 * count))
                .attr("y", (18 + HEIGHT as u64 - height).to_string())
                .attr("width", percent(6, 8 * count.max(4)))
                .attr("height", height.to_string()),
        );
        let text = |class: &'static str, y: u64, text: String| {
            of("text", class)
                .attr("x", middle.clone())
                .attr("y", y.to_string())
                .attr("text-anchor", "middle")
                .text(text)
        };
        let is_most = measure(year, rates) == most;
        if is_most || count <= 10 && height > 0 {
            svg = svg.child(text(
                "bar-number",
                12 + HEIGHT as u64 - height,
                shown(s, year, rates),
            ));
        }
        if at % every == 0 {
            svg = svg.child(text(
                "bar-year",
                HEIGHT as u64 + 36,
                s.written_date(&year.value),
            ));
        }
    }
    svg.child(
        of("rect", "bar-line")
            .attr("x", "0")
            .attr("y", (18 + HEIGHT).to_string())
            .attr("width", "100%")
            .attr("height", "1"),
    )
    .view()
}
