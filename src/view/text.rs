//! The text of a page, block by block.

use crate::segment::{Group, Span, groups};
use crate::strings::Strings;
use crate::ui::marked;
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
    let text = |part: &Span| span(part, tashkeel);
    match group {
        Group::Heading(level, part) => match level {
            ..=2 => view! { <h2>{text(&part)}</h2> }.into_any(),
            3 => view! { <h3>{text(&part)}</h3> }.into_any(),
            _ => view! { <h4>{text(&part)}</h4> }.into_any(),
        },
        Group::Paragraph(part) => view! { <p>{text(&part)}</p> }.into_any(),
        Group::Quote(parts) => {
            let parts: Vec<AnyView> = parts
                .iter()
                .map(|part| view! { <p>{text(part)}</p> }.into_any())
                .collect();
            view! { <blockquote>{parts}</blockquote> }.into_any()
        }
        Group::Verse(lines) => {
            let line = |line: &Vec<Span>| {
                let class = if line.len() > 1 { "line" } else { "line whole" };
                let parts: Vec<AnyView> = line
                    .iter()
                    .map(|part| view! { <span>{text(part)}</span> }.into_any())
                    .collect();
                view! { <p class=class>{parts}</p> }.into_any()
            };
            let lines: Vec<AnyView> = lines.iter().map(line).collect();
            view! { <div class="verse">{lines}</div> }.into_any()
        }
        Group::List(items) => {
            let item = |(depth, label, part): &(u8, String, Span)| {
                let class = ["d1", "d2", "d3", "d4"][usize::from(depth.saturating_sub(1).min(3))];
                let label = if label.is_empty() {
                    "•".to_owned()
                } else {
                    label.clone()
                };
                view! { <li class=class><span class="label">{label}</span> <span>{text(part)}</span></li> }.into_any()
            };
            let items: Vec<AnyView> = items.iter().map(item).collect();
            view! { <ul class="list" role="list">{items}</ul> }.into_any()
        }
        Group::Table(rows) => {
            let row = |(head, cells): &(bool, Vec<Span>)| {
                let cell = |part: &Span| {
                    if *head {
                        view! { <th scope="col">{text(part)}</th> }.into_any()
                    } else {
                        view! { <td>{text(part)}</td> }.into_any()
                    }
                };
                let cells: Vec<AnyView> = cells.iter().map(cell).collect();
                view! { <tr>{cells}</tr> }.into_any()
            };
            let rows: Vec<AnyView> = rows.iter().map(row).collect();
            view! { <div class="table" tabindex="0"><table><tbody>{rows}</tbody></table></div> }
                .into_any()
        }
        Group::Notes(notes) => {
            let note = |(label, part): &(String, Span)| {
                view! { <li><span class="label">{label.clone()}</span> <span>{text(part)}</span></li> }.into_any()
            };
            let notes: Vec<AnyView> = notes.iter().map(note).collect();
            view! { <section class="notes" aria-label=s.notes><ul role="list">{notes}</ul></section> }.into_any()
        }
    }
}
