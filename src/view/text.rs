//! The text of a page, block by block.

use crate::segment::{Group, Span, groups};
use crate::strings::Strings;
use crate::ui::{el, marked, of};
use leptos::prelude::*;
use warraq::answer::PageView;

/// The blocks of a page. `tashkeel` is false if the reader hides it.
pub(super) fn view(s: &'static Strings, page: &PageView, tashkeel: bool) -> Vec<AnyView> {
    let first = page.title_marks.len() as u32;
    groups(&page.blocks, first)
        .into_iter()
        .map(|group| group_view(s, group, tashkeel))
        .collect()
}

fn span(span: &Span, tashkeel: bool) -> Vec<AnyView> {
    marked(&span.text, &span.marks, Some(span.first), tashkeel)
}

fn group_view(s: &'static Strings, group: Group, tashkeel: bool) -> AnyView {
    let block = |tag: &'static str, part: &Span| el(tag).children(span(part, tashkeel));
    let labelled = |class: &'static str, label: &str, part: &Span| {
        of("li", class)
            .child(of("span", "label").text(label))
            .text(" ")
            .child(block("span", part))
    };
    let group = match group {
        Group::Heading(..=2, part) => block("h2", &part),
        Group::Heading(3, part) => block("h3", &part),
        Group::Heading(_, part) => block("h4", &part),
        Group::Paragraph(part) => block("p", &part),
        Group::Quote(parts) => el("blockquote").children(parts.iter().map(|part| block("p", part))),
        Group::Verse(lines) => of("div", "verse").children(lines.iter().map(|line| {
            let class = if line.len() > 1 { "line" } else { "line whole" };
            of("p", class).children(line.iter().map(|part| block("span", part)))
        })),
        Group::List(items) => {
            let item = |(depth, label, part): &(u8, String, Span)| {
                let class = ["d1", "d2", "d3", "d4"][usize::from(depth.saturating_sub(1).min(3))];
                labelled(class, if label.is_empty() { "•" } else { label }, part)
            };
            of("ul", "list")
                .attr("role", "list")
                .children(items.iter().map(item))
        }
        Group::Table(rows) => {
            let row = |(head, cells): &(bool, Vec<Span>)| {
                el("tr").children(cells.iter().map(|part| match head {
                    true => block("th", part).attr("scope", "col"),
                    false => block("td", part),
                }))
            };
            let table = el("table").child(el("tbody").children(rows.iter().map(row)));
            of("div", "table").attr("tabindex", "0").child(table)
        }
        Group::Notes(notes) => {
            let notes = notes
                .iter()
                .map(|(label, part)| labelled("note", label, part));
            let list = el("ul").attr("role", "list").children(notes);
            of("section", "notes")
                .attr("aria-label", s.notes)
                .child(list)
        }
    };
    group.view()
}
