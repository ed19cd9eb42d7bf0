//! The text of a page, block by block. Every block has its number in `data-b`, by which places in the
//! text are told.

use super::{folio, page::Shown};
use crate::app::{App, effect, in_steps};
use crate::segment::{Group, Span, groups};
use crate::strings::Strings;
use crate::ui::{El, all, el, live, marked, nothing, of};
use leptos::prelude::*;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use warraq::answer::{MarkedBlock, PageView};
use warraq::id::PageId;
use warraq::page::{BlockKind, PageBreak};

/// How a text is shown.
struct Show {
    s: &'static Strings,
    /// False if the reader hides it.
    tashkeel: bool,
    /// The labels of the notes, in order.
    labels: Vec<String>,
    /// Where pages of the printed edition begin.
    breaks: Vec<PageBreak>,
    app: App,
    /// Tells the notes of this page from those of another on display.
    page: PageId,
    /// True if its marks are walked from one to the next while it is read.
    walked: bool,
    /// What is drawn.
    groups: Mutex<Vec<Group>>,
}

/// The blocks of a page as they are now.
fn groups_of(page: &PageView) -> Vec<Group> {
    groups(&page.blocks, page.title_marks.len() as u32)
}

/// The notes that the text may refer to.
fn labelled(page: &PageView) -> impl Iterator<Item = &MarkedBlock> {
    let notes = page.blocks.iter();
    notes.filter(|block| block.kind == BlockKind::Note && !block.label.is_empty())
}

/// The blocks of a page. `tashkeel` is false if the reader hides it; `walked` is true if its marked words are walked from one
/// to the next. What is not among the `first` is drawn bit by bit, and so are blocks in which other words are marked.
#[inline(never)]
pub(super) fn view(
    app: App,
    shown: Shown,
    tashkeel: bool,
    walked: bool,
    first: usize,
) -> Vec<AnyView> {
    let page = shown.page.get_untracked();
    let groups = groups_of(&page);
    let parts: Vec<RwSignal<bool>> = (0..groups.len())
        .map(|number| RwSignal::new(number < first))
        .collect();
    // Told at once, for whoever waits until all of it is there.
    if first < parts.len() {
        shown.busy.set(true);
    }
    let show = Arc::new(Show {
        app,
        s: untrack(|| app.strings()),
        tashkeel,
        labels: labelled(&page).map(|note| note.label.clone()).collect(),
        breaks: page.breaks.clone(),
        page: page.record.page,
        walked,
        groups: Mutex::new(groups),
    });
    let part = |(number, &part): (usize, &RwSignal<bool>)| {
        let show = show.clone();
        live(move || match part.get() {
            true => show.group(number),
            false => nothing(),
        })
    };
    let mut views: Vec<AnyView> = parts.iter().enumerate().map(part).collect();
    if !show.labels.is_empty() {
        let show = show.clone();
        views.push(live(move || all(shown.page.with(|page| show.cards(page)))));
    }
    effect(move || draw(shown, &show, &parts));
    views
}

/// Draws what is not as it is to be.
#[inline(never)]
fn draw(shown: Shown, show: &Arc<Show>, parts: &[RwSignal<bool>]) {
    let page = shown.page.get();
    let mut left: VecDeque<(usize, RwSignal<bool>, Group)> = VecDeque::new();
    for ((number, group), &part) in groups_of(&page).into_iter().enumerate().zip(parts) {
        if !part.get_untracked() || show.drawn().get(number) != Some(&group) {
            left.push_back((number, part, group));
        }
    }
    if left.is_empty()
        && shown
            .drawn
            .with_untracked(|drawn| Arc::ptr_eq(drawn, &page))
    {
        return;
    }
    shown.busy.set(true);
    let show = show.clone();
    in_steps(move |_| {
        let now = shown.page.try_with_untracked(|now| Arc::ptr_eq(now, &page));
        if now != Some(true) {
            return false;
        }
        let Some((number, part, group)) = left.pop_front() else {
            shown.busy.set(false);
            shown.drawn.set(page.clone());
            return false;
        };
        if let Some(drawn) = show.drawn().get_mut(number) {
            *drawn = group;
        }
        part.try_set(true);
        true
    });
}

impl Show {
    /// What a mark in the text opens beside it; the notes themselves stay at the end, where they are printed.
    fn cards(&self, page: &PageView) -> Vec<AnyView> {
        let card = |(number, note): (usize, &MarkedBlock)| {
            of("aside", "note-card")
                .attr("id", self.note_id(number))
                .attr("popover", "auto")
                .attr("role", "note")
                .child(of("span", "label").text(note.label.clone()))
                .text(" ")
                .children(marked(&note.text, &note.marks, None, self.tashkeel))
                .view()
        };
        labelled(page).enumerate().map(card).collect()
    }

    fn note_id(&self, number: usize) -> String {
        let page = self.page.0.to_string();
        ["note-", &page, "-", &number.to_string()].concat()
    }

    fn span(&self, span: &Span) -> Vec<AnyView> {
        if self.breaks.is_empty() {
            return self.notes(span);
        }
        let mut out = Vec::new();
        for (begins, part) in span.printed(&self.breaks) {
            let signs = begins.iter().enumerate().map(|(number, &at)| {
                let class = match () {
                    () if number + 1 < begins.len() => "printed passed",
                    () if part.offset == 0 => "printed",
                    () => "printed inner",
                };
                folio::printed(self.s, class, &self.page.0.to_string(), at)
            });
            out.extend(signs);
            out.extend(self.notes(&part));
        }
        out
    }

    /// A text with its marks of notes.
    fn notes(&self, span: &Span) -> Vec<AnyView> {
        let plain = |part: &Span| {
            let naming = || (self.app.folio.naming(self.page), part.first);
            let first = self.walked.then(naming);
            marked(&part.text, &part.marks, first, self.tashkeel)
        };
        if self.labels.is_empty() {
            return plain(span);
        }
        let mut out = Vec::new();
        for (part, note) in span.references(&self.labels) {
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

    fn drawn(&self) -> MutexGuard<'_, Vec<Group>> {
        self.groups.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn group(&self, number: usize) -> AnyView {
        let groups = self.drawn();
        let Some(group) = groups.get(number) else {
            return nothing();
        };
        let group = match group {
            Group::Heading(..=2, part) => self.block("h2", part),
            Group::Heading(3, part) => self.block("h3", part),
            Group::Heading(_, part) => self.block("h4", part),
            Group::Paragraph(part) => self.block("p", part),
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
