//! The text of a page, block by block. Every block has its number in `data-b`, by which places in the
//! text are told.

use super::folio;
use crate::segment::{Group, Span, groups};
use crate::strings::Strings;
use crate::ui::{El, el, marked, of};
use leptos::prelude::*;
use warraq::answer::PageView;
use warraq::page::{BlockKind, PageBreak};

/// How a text is shown.
struct Show<'a> {
    s: &'static Strings,
    /// False if the reader hides it.
    tashkeel: bool,
    /// The labels of the notes, in order.
    labels: &'a [String],
    /// Where pages of the printed edition begin.
    breaks: &'a [PageBreak],
    /// Tells the notes of this page from those of another on display.
    page: String,
    /// True if its marks are those that are walked from one to the next.
    walked: bool,
}

/// The blocks of a page. `tashkeel` is false if the reader hides it; `walked` is true if its marked words are walked from one
/// to the next.
#[inline(never)]
pub(super) fn view(
    s: &'static Strings,
    page: &PageView,
    tashkeel: bool,
    walked: bool,
) -> Vec<AnyView> {
    let first = page.title_marks.len() as u32;
    let notes: Vec<_> = page
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Note && !block.label.is_empty())
        .collect();
    let labels: Vec<String> = notes.iter().map(|note| note.label.clone()).collect();
    let show = Show {
        s,
        tashkeel,
        labels: &labels,
        breaks: &page.breaks,
        page: page.record.page.0.to_string(),
        walked,
    };
    let mut views: Vec<AnyView> = groups(&page.blocks, first)
        .into_iter()
        .map(|group| show.group(group))
        .collect();
    // What a mark in the text opens beside it; the notes themselves stay at the end, where they are printed.
    views.extend(notes.iter().enumerate().map(|(number, note)| {
        of("aside", "note-card")
            .attr("id", show.note_id(number))
            .attr("popover", "auto")
            .attr("role", "note")
            .child(of("span", "label").text(note.label.clone()))
            .text(" ")
            .children(marked(&note.text, &note.marks, None, tashkeel))
            .view()
    }));
    views
}

impl Show<'_> {
    fn note_id(&self, number: usize) -> String {
        ["note-", &self.page, "-", &number.to_string()].concat()
    }

    fn span(&self, span: &Span) -> Vec<AnyView> {
        if self.breaks.is_empty() {
            return self.notes(span);
        }
        let mut out = Vec::new();
        for (begins, part) in span.printed(self.breaks) {
            let signs = begins.iter().enumerate().map(|(number, &at)| {
                let class = match () {
                    () if number + 1 < begins.len() => "printed passed",
                    () if part.offset == 0 => "printed",
                    () => "printed inner",
                };
                folio::printed(self.s, class, &self.page, at)
            });
            out.extend(signs);
            out.extend(self.notes(&part));
        }
        out
    }

    /// A text with its marks of notes.
    fn notes(&self, span: &Span) -> Vec<AnyView> {
        let plain = |part: &Span| {
            let first = self.walked.then_some(part.first);
            marked(&part.text, &part.marks, first, self.tashkeel)
        };
        if self.labels.is_empty() {
            return plain(span);
        }
        let mut out = Vec::new();
        for (part, note) in span.references(self.labels) {
            match note {
                None => out.extend(plain(&part)),
                Some(note) => out.push(
                    of("button", "note-mark")
                        .attr("type", "button")
                        .attr("popovertarget", self.note_id(note))
                        .attr(
                            "aria-label",
                            [self.s.reader.note_mark, " ", &self.labels[note]].concat(),
                        )
                        .text(part.text)
                        .view(),
                ),
            }
        }
        out
    }

    fn block(&self, tag: &'static str, part: &Span) -> El {
        numbered(el(tag), part).children(self.span(part))
    }

    /// The cells of a row or the halves of a line. A tab parts them, as in the text itself.
    fn cells(&self, row: El, cells: &[Span], cell: impl Fn(&Span) -> El) -> El {
        let mut row = row;
        for (number, part) in cells.iter().enumerate() {
            if number > 0 {
                row = row.text("\t");
            }
            row = row.child(cell(part).children(self.span(part)));
        }
        match cells.first() {
            Some(first) => numbered(row, first),
            None => row,
        }
    }

    fn labelled(&self, class: &'static str, label: &str, part: &Span) -> El {
        of("li", class)
            .child(of("span", "label").text(label))
            .text(" ")
            .child(self.block("span", part))
    }

    fn group(&self, group: Group) -> AnyView {
        let group = match group {
            Group::Heading(..=2, part) => self.block("h2", &part),
            Group::Heading(3, part) => self.block("h3", &part),
            Group::Heading(_, part) => self.block("h4", &part),
            Group::Paragraph(part) => self.block("p", &part),
            Group::Quote(parts) => {
                el("blockquote").children(parts.iter().map(|part| self.block("p", part)))
            }
            Group::Verse(lines) => of("div", "verse").children(lines.iter().map(|line| {
                let class = if line.len() > 1 { "line" } else { "line whole" };
                self.cells(of("p", class), line, |_| el("span"))
            })),
            Group::List(items) => {
                let item = |(depth, label, part): &(u8, String, Span)| {
                    let class =
                        ["d1", "d2", "d3", "d4"][usize::from(depth.saturating_sub(1).min(3))];
                    self.labelled(class, if label.is_empty() { "•" } else { label }, part)
                };
                of("ul", "list")
                    .attr("role", "list")
                    .children(items.iter().map(item))
            }
            Group::Table(rows) => {
                let row = |(head, cells): &(bool, Vec<Span>)| {
                    self.cells(el("tr"), cells, |_| match head {
                        true => el("th").attr("scope", "col"),
                        false => el("td"),
                    })
                };
                let table = el("table").child(el("tbody").children(rows.iter().map(row)));
                of("div", "table").attr("tabindex", "0").child(table)
            }
            Group::Notes(notes) => {
                let notes = notes
                    .iter()
                    .map(|(label, part)| self.labelled("note", label, part));
                let list = el("ul").attr("role", "list").children(notes);
                of("section", "notes")
                    .attr("aria-label", self.s.notes)
                    .child(list)
            }
        };
        group.view()
    }
}

fn numbered(element: El, part: &Span) -> El {
    element.attr("data-b", part.block.to_string())
}
