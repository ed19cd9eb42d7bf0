//! Text cut at its marked words, and blocks put together as they are shown. What comes from the
//! worker is not trusted to be in order: a range that fits nowhere marks nothing.

use warraq::answer::{Mark, MarkedBlock};
use warraq::page::{BlockKind, PageBreak, Printed};

/// A stretch of text, marked or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text.
    pub text: &'a str,
    /// The mark on it, with its number among the marks of the text.
    pub mark: Option<(u32, Mark)>,
}

/// A stretch of text with the marks that lie in it, such as a cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// The marks, ranges counted from the start of `text`.
    pub marks: Vec<Mark>,
    /// The number of the first of them among the marks of the page; 0 if its block has none.
    pub first: u32,
    /// The number of its block in the page.
    pub block: u32,
    /// The byte of the block's text it begins at.
    pub offset: u32,
}

/// Blocks that are shown as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// A heading and its level.
    Heading(u8, Span),
    /// A paragraph.
    Paragraph(Span),
    /// Quoted paragraphs.
    Quote(Vec<Span>),
    /// Lines of verse, each of one hemistich or more.
    Verse(Vec<Vec<Span>>),
    /// Items of a list: depth, label, text.
    List(Vec<(u8, String, Span)>),
    /// Rows of a table; true for column heads.
    Table(Vec<(bool, Vec<Span>)>),
    /// Notes: label, text.
    Notes(Vec<(String, Span)>),
}

/// Cuts `text` at its marks. Marks out of order, overlapping, empty or across a character are left out.
pub fn segments<'a>(text: &'a str, marks: &[Mark]) -> Vec<Segment<'a>> {
    let mut out = Vec::with_capacity(2 * marks.len() + 1);
    let mut at = 0;
    for (number, &mark) in (0..).zip(marks) {
        let (start, end) = (mark.start as usize, mark.end as usize);
        if start < at || start >= end {
            continue;
        }
        let (Some(before), Some(word)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        if !before.is_empty() {
            out.push(Segment {
                text: before,
                mark: None,
            });
        }
        out.push(Segment {
            text: word,
            mark: Some((number, mark)),
        });
        at = end;
    }
    if at < text.len() {
        out.push(Segment {
            text: &text[at..],
            mark: None,
        });
    }
    out
}

/// Puts the blocks of a page together. `first` is the number of the first mark in them: the marks
/// of the title come before.
pub fn groups(blocks: &[MarkedBlock], first: u32) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut number = first;
    for (place, block) in (0..).zip(blocks) {
        let whole = Span {
            text: block.text.clone(),
            marks: block.marks.clone(),
            // That of none is no number: marks before it change nothing here.
            first: if block.marks.is_empty() { 0 } else { number },
            block: place,
            offset: 0,
        };
        number += block.marks.len() as u32;
        match (block.kind, groups.last_mut()) {
            (BlockKind::Heading(level), _) => groups.push(Group::Heading(level, whole)),
            (BlockKind::Paragraph, _) => groups.push(Group::Paragraph(whole)),
            (BlockKind::Quote, Some(Group::Quote(spans))) => spans.push(whole),
            (BlockKind::Quote, _) => groups.push(Group::Quote(vec![whole])),
            (BlockKind::Verse, Some(Group::Verse(lines))) => lines.push(whole.cells()),
            (BlockKind::Verse, _) => groups.push(Group::Verse(vec![whole.cells()])),
            (BlockKind::Item(depth), Some(Group::List(items))) => {
                items.push((depth, block.label.clone(), whole))
            }
            (BlockKind::Item(depth), _) => {
                groups.push(Group::List(vec![(depth, block.label.clone(), whole)]))
            }
            (BlockKind::Row(head), Some(Group::Table(rows)))
                if !(head && rows.iter().any(|row| !row.0)) =>
            {
                rows.push((head, whole.cells()));
            }
            (BlockKind::Row(head), _) => groups.push(Group::Table(vec![(head, whole.cells())])),
            (BlockKind::Note, Some(Group::Notes(notes))) => {
                notes.push((block.label.clone(), whole))
            }
            (BlockKind::Note, _) => groups.push(Group::Notes(vec![(block.label.clone(), whole)])),
        }
    }
    groups
}

impl Span {
    /// The parts between tabs.
    fn cells(self) -> Vec<Span> {
        let mut start = 0;
        let mut cells = Vec::new();
        for text in self.text.split('\t') {
            let end = start + text.len();
            cells.push(self.part(start, end));
            start = end + 1;
        }
        cells
    }

    /// The part from one byte to another, with the marks that begin in it.
    fn part(&self, start: usize, end: usize) -> Span {
        let begins = |mark: &&Mark| (start..end).contains(&(mark.start as usize));
        let shift = start as u32;
        let before = self
            .marks
            .iter()
            .filter(|mark| (mark.start as usize) < start)
            .count();
        Span {
            text: self.text.get(start..end).unwrap_or("").to_owned(),
            marks: self
                .marks
                .iter()
                .filter(begins)
                .map(|mark| Mark {
                    start: mark.start - shift,
                    end: mark.end.saturating_sub(shift),
                    ..*mark
                })
                .collect(),
            first: self.first + before as u32,
            block: self.block,
            offset: self.offset + shift,
        }
    }

    /// The parts of it between places where pages of the printed edition begin, each with the pages that begin
    /// before it. A page that begins within a marked word or phrase is told before it, so that it stays whole.
    pub fn printed(&self, breaks: &[PageBreak]) -> Vec<(Vec<Printed>, Span)> {
        let mut parts = vec![(Vec::new(), 0)];
        for at in breaks.iter().filter(|at| at.block == self.block) {
            let Some(place) = at.offset.checked_sub(self.offset) else {
                continue;
            };
            let cut = |mark: &&Mark| mark.start < place && place < mark.end;
            let place = self.marks.iter().find(cut).map_or(place, |mark| mark.start) as usize;
            let last = parts.last().map_or(0, |&(_, last)| last);
            if place < last || !self.text.is_char_boundary(place) {
                continue;
            }
            match parts.last_mut() {
                Some((begins, last)) if *last == place => begins.push(at.printed),
                _ => parts.push((vec![at.printed], place)),
            }
        }
        let ends: Vec<usize> = parts.iter().skip(1).map(|part| part.1).collect();
        let ends = ends.into_iter().chain([self.text.len()]);
        let whole = parts.iter().zip(ends);
        whole
            .map(|((begins, start), end)| (begins.clone(), self.part(*start, end)))
            .collect()
    }

    /// The parts of it, those that refer to a note with the number of the note: its label in square
    /// brackets.
    pub fn references(&self, labels: &[String]) -> Vec<(Span, Option<usize>)> {
        let mut parts = Vec::new();
        let mut done = 0;
        for (open, _) in self.text.match_indices('[') {
            let rest = &self.text[open + 1..];
            let label = rest.find(']').map(|close| &rest[..close]);
            let note = label.and_then(|label| labels.iter().position(|known| known == label));
            if let (Some(label), Some(note)) = (label, note) {
                let end = open + label.len() + 2;
                if open > done {
                    parts.push((self.part(done, open), None));
                }
                parts.push((self.part(open, end), Some(note)));
                done = end;
            }
        }
        if done < self.text.len() {
            parts.push((self.part(done, self.text.len()), None));
        }
        parts
    }
}

/// True for tashkeel: the signs above and below letters that a reader may hide.
fn is_tashkeel(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}')
}

/// The text without its tashkeel. A hamza above or below that stands alone (U+0654, U+0655) is a
/// letter and stays.
pub fn without_tashkeel(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_tashkeel(c) || matches!(c, '\u{0654}' | '\u{0655}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use warraq::answer::Depth;

    fn mark(start: u32, end: u32) -> Mark {
        Mark {
            start,
            end,
            term: 0,
            depth: Depth::Form,
        }
    }

    /// Segments with the marked ones in square brackets.
    fn shown(text: &str, marks: &[Mark]) -> String {
        let show = |s: &Segment<'_>| match s.mark {
            Some((number, _)) => format!("[{number}:{}]", s.text),
            None => s.text.to_owned(),
        };
        segments(text, marks).iter().map(show).collect()
    }

    #[test]
    fn text_is_cut_at_marks() {
        assert_eq!(shown("", &[]), "");
        assert_eq!(shown("abc", &[]), "abc");
        assert_eq!(shown("abc", &[mark(0, 3)]), "[0:abc]");
        assert_eq!(shown("ab cd", &[mark(0, 2), mark(3, 5)]), "[0:ab] [1:cd]");
        assert_eq!(shown("في الكتاب", &[mark(5, 17)]), "في [0:الكتاب]");
        // Over a border, across a character, empty, overlapping, backwards.
        assert_eq!(shown("كتب", &[mark(1, 2)]), "كتب");
        assert_eq!(
            shown(
                "abcd",
                &[mark(0, 2), mark(1, 3), mark(2, 2), mark(3, 9), mark(3, 4)]
            ),
            "[0:ab]c[4:d]"
        );
    }

    #[test]
    fn blocks_stand_together() {
        let block = |kind, text: &str, marks: &[Mark]| MarkedBlock {
            kind,
            label: String::new(),
            text: text.into(),
            marks: marks.to_vec(),
        };
        let blocks = [
            block(BlockKind::Paragraph, "a", &[mark(0, 1)]),
            block(BlockKind::Verse, "ab\tcd", &[mark(0, 2), mark(3, 5)]),
            block(BlockKind::Verse, "ef", &[mark(0, 2)]),
            block(BlockKind::Row(true), "x\ty", &[]),
            block(BlockKind::Row(false), "1\t2", &[mark(2, 3)]),
            block(BlockKind::Row(true), "z", &[]),
        ];
        let span = |text: &str, marks: &[Mark], first, block| Span {
            text: text.into(),
            marks: marks.to_vec(),
            first,
            block,
            offset: 0,
        };
        let at = |offset, span: Span| Span { offset, ..span };
        let expected = [
            Group::Paragraph(span("a", &[mark(0, 1)], 2, 0)),
            Group::Verse(vec![
                vec![
                    span("ab", &[mark(0, 2)], 3, 1),
                    at(3, span("cd", &[mark(0, 2)], 4, 1)),
                ],
                vec![span("ef", &[mark(0, 2)], 5, 2)],
            ]),
            Group::Table(vec![
                (
                    true,
                    vec![span("x", &[], 0, 3), at(2, span("y", &[], 0, 3))],
                ),
                (
                    false,
                    vec![span("1", &[], 6, 4), at(2, span("2", &[mark(0, 1)], 6, 4))],
                ),
            ]),
            Group::Table(vec![(true, vec![span("z", &[], 0, 5)])]),
        ];
        assert_eq!(groups(&blocks, 2), expected);
        // A mark more before them changes the blocks that have marks, whose numbers go up, and no others.
        let later: Vec<bool> = groups(&blocks, 3)
            .iter()
            .zip(&expected)
            .map(|(group, before)| group == before)
            .collect();
        assert_eq!(later, [false, false, false, true]);
    }

    #[test]
    fn references_lead_to_notes() {
        let check = |text: &str, marks: &[Mark], expected: &[&str]| {
            let span = Span {
                text: text.into(),
                marks: marks.to_vec(),
                first: 4,
                block: 0,
                offset: 0,
            };
            let parts = span.references(&["1".into(), "ب".into()]);
            let told: Vec<String> = parts
                .iter()
                .map(|(part, note)| format!("{}/{note:?}/{}", part.text, part.first))
                .collect();
            assert_eq!(told, expected);
        };
        check("", &[], &[]);
        check("a [2] b", &[], &["a [2] b/None/4"]);
        check("a[1]", &[mark(0, 1)], &["a/None/4", "[1]/Some(0)/5"]);
        check("[ب] a[1", &[], &["[ب]/Some(1)/4", " a[1/None/4"]);
        check("[[1]]", &[], &["[/None/4", "[1]/Some(0)/4", "]/None/4"]);
    }

    #[test]
    fn pages_of_print_begin_within_a_text() {
        let check = |breaks: &[(u32, u32, u32)], expected: &[&str]| {
            let span = Span {
                text: "خط b cd".into(),
                marks: vec![mark(5, 9)],
                first: 4,
                block: 1,
                offset: 10,
            };
            let breaks: Vec<PageBreak> = breaks
                .iter()
                .map(|&(block, offset, page)| PageBreak {
                    block,
                    offset,
                    printed: Printed { volume: 0, page },
                })
                .collect();
            let told: Vec<String> = span
                .printed(&breaks)
                .iter()
                .map(|(begins, part)| {
                    let pages: Vec<u32> = begins.iter().map(|at| at.page).collect();
                    format!("{pages:?}{}@{}/{}", part.text, part.offset, part.first)
                })
                .collect();
            assert_eq!(told, expected);
        };
        check(&[], &["[]خط b cd@10/4"]);
        check(&[(0, 15, 1), (2, 10, 2)], &["[]خط b cd@10/4"]);
        check(&[(1, 10, 7)], &["[7]خط b cd@10/4"]);
        check(&[(1, 10, 7), (1, 10, 8)], &["[7, 8]خط b cd@10/4"]);
        check(&[(1, 15, 7)], &["[]خط @10/4", "[7]b cd@15/4"]);
        // Before the marked phrase, not in it; and where no letter begins, or behind the text, nowhere.
        check(&[(1, 17, 7)], &["[]خط @10/4", "[7]b cd@15/4"]);
        check(&[(1, 11, 7), (1, 90, 8), (1, 4, 6)], &["[]خط b cd@10/4"]);
        check(&[(1, 19, 7)], &["[]خط b cd@10/4", "[7]@19/5"]);
    }

    #[test]
    fn tashkeel_goes_letters_stay() {
        assert_eq!(without_tashkeel("ك\u{0650}ت\u{064E}اب\u{064C}"), "كتاب");
        assert_eq!(without_tashkeel("مسا\u{0654}لة"), "مسا\u{0654}لة");
        assert_eq!(without_tashkeel("الرحم\u{0670}ن ؟ ١"), "الرحمن ؟ ١");
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(
            text in "[a ك\u{0650}\t]{0,20}",
            ends in proptest::collection::vec((0u32..50, 0u32..50), 0..8),
        ) {
            let marks: Vec<Mark> = ends.into_iter().map(|(start, end)| mark(start, end)).collect();
            let cut = segments(&text, &marks);
            prop_assert_eq!(cut.iter().map(|s| s.text).collect::<String>(), text.clone());
            prop_assert!(cut.iter().all(|s| !s.text.is_empty()));
            let cells = Span { text: text.clone(), marks, first: 0, block: 0, offset: 0 }.cells();
            let joined: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
            prop_assert_eq!(joined.join("\t"), text);
        }
    }
}
