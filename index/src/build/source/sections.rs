//! Books cut into pages: at their headings, and where a chapter is long at the paragraph.

use super::draft::Draft;
use crate::page::{Block, BlockKind, Page, PageBreak, Printed};

/// A section with fewer words takes in the headings below its own.
const LEAST: usize = 300;
/// A section with more words ends at the next paragraph.
const MOST: usize = 2500;

/// A book's text before it is cut.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Its blocks, in order, each with text.
    pub(super) blocks: Vec<Block>,
    /// Where printed pages begin, in the order of the text.
    pub(super) breaks: Vec<PageBreak>,
}

/// A book as it was read: what it is called, if it says so, and its pages.
#[derive(Debug, Default)]
pub(super) struct Volume {
    pub(super) title: Option<String>,
    pub(super) drafts: Vec<Draft>,
}

impl Volume {
    /// A file that is one page, or none.
    pub(super) fn page(draft: Draft) -> Volume {
        Volume {
            title: None,
            drafts: vec![draft],
        }
    }
}

/// The pages of a text. Each is like `model` but for its title, blocks and breaks; what comes
/// before the first heading is called `title`.
pub(super) fn cut(text: Text, title: &str, model: &Page) -> Vec<Draft> {
    let mut cutter = Cutter {
        model,
        heading: title.to_owned(),
        level: u8::MAX,
        part: 1,
        words: 0,
        page: Page::default(),
        printed: None,
        drafts: Vec::new(),
    };
    let mut breaks = text.breaks.into_iter().peekable();
    for (place, block) in (0u32..).zip(text.blocks) {
        cutter.make_room(&block);
        let taken = matches!(block.kind, BlockKind::Heading(_)) && cutter.is_new();
        while let Some(at) = breaks.next_if(|at| at.block <= place) {
            // A printed page that begins inside what has become the title begins with the text.
            cutter.begin(at.printed, if taken { 0 } else { at.offset });
        }
        match block.kind {
            BlockKind::Heading(level) if taken => {
                cutter.level = level;
                cutter.heading.clone_from(&block.text);
                cutter.page.title = block.text;
            }
            _ => cutter.add(block),
        }
    }
    cutter.end();
    cutter.drafts
}

struct Cutter<'a> {
    model: &'a Page,
    /// The heading of the section, and its level.
    heading: String,
    level: u8,
    /// The number of the page among those of the section.
    part: u32,
    /// Words on the page so far.
    words: usize,
    page: Page,
    /// The printed page at the end of it.
    printed: Option<Printed>,
    drafts: Vec<Draft>,
}

impl Cutter<'_> {
    fn is_new(&self) -> bool {
        self.page.title.is_empty() && self.page.blocks.is_empty()
    }

    /// Ends the page if this block belongs on another.
    fn make_room(&mut self, block: &Block) {
        match block.kind {
            BlockKind::Heading(level)
                if self.words > 0 && (level <= self.level || self.words >= LEAST) =>
            {
                self.end();
                self.part = 1;
            }
            BlockKind::Heading(_) => {}
            // A note stays with what refers to it.
            BlockKind::Note => {}
            _ if self.words >= MOST => {
                self.end();
                self.part += 1;
            }
            _ => {}
        }
    }

    /// A printed page begins at this byte of the block to come.
    fn begin(&mut self, printed: Printed, offset: u32) {
        let block = self.page.blocks.len() as u32;
        let here = |at: &PageBreak| (at.block, at.offset) == (block, offset);
        if self.page.breaks.last().is_some_and(here) {
            self.page.breaks.pop();
        } else if let (true, Some(before)) = (self.page.breaks.is_empty(), self.printed)
            && (block, offset) != (0, 0)
        {
            self.page.breaks.push(PageBreak {
                block: 0,
                offset: 0,
                printed: before,
            });
        }
        self.page.breaks.push(PageBreak {
            block,
            offset,
            printed,
        });
        self.printed = Some(printed);
    }

    fn add(&mut self, mut block: Block) {
        if let BlockKind::Heading(level) = &mut block.kind {
            *level = (*level).clamp(2, 6);
        } else {
            self.words += block.text.split_whitespace().count();
        }
        self.page.blocks.push(block);
    }

    fn end(&mut self) {
        if self.is_new() {
            return;
        }
        let mut page = std::mem::take(&mut self.page);
        if page.title.is_empty() {
            page.title.clone_from(&self.heading);
        }
        if self.part > 1 {
            page.title = format!("{} ({})", self.heading, self.part);
        }
        if let (true, Some(printed)) = (page.breaks.is_empty(), self.printed) {
            page.breaks.push(PageBreak {
                block: 0,
                offset: 0,
                printed,
            });
        }
        self.words = 0;
        self.drafts.push(Draft::new(Page {
            title: page.title,
            blocks: page.blocks,
            breaks: page.breaks,
            ..self.model.clone()
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages as `title: blocks @ breaks`.
    fn check(blocks: &[(u8, usize)], breaks: &[(u32, u32, u32)], expected: &[&str]) {
        let block = |&(level, words): &(u8, usize)| match level {
            0 => Block::new(BlockKind::Paragraph, vec!["كلمة"; words].join(" ")),
            level => Block::new(BlockKind::Heading(level), format!("باب {words}")),
        };
        let breaks = breaks.iter().map(|&(block, offset, page)| PageBreak {
            block,
            offset,
            printed: Printed { volume: 0, page },
        });
        let text = Text {
            blocks: blocks.iter().map(block).collect(),
            breaks: breaks.collect(),
        };
        let shown: Vec<String> = cut(text, "كتاب", &Page::default())
            .into_iter()
            .filter_map(|draft| draft.page)
            .map(|page| {
                let breaks: Vec<String> = page
                    .breaks
                    .iter()
                    .map(|at| format!("{}.{}={}", at.block, at.offset, at.printed.page))
                    .collect();
                format!(
                    "{}: {} @ {}",
                    page.title,
                    page.blocks.len(),
                    breaks.join(" ")
                )
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn at_headings() {
        check(
            &[(0, 9), (2, 1), (0, 9), (2, 2), (0, 9)],
            &[],
            &["كتاب: 1 @ ", "باب 1: 1 @ ", "باب 2: 1 @ "],
        );
        // Small sections stay together under what they are sections of, large ones do not.
        check(
            &[(2, 1), (3, 2), (0, 9), (3, 3), (0, 9)],
            &[],
            &["باب 1: 4 @ "],
        );
        check(
            &[(2, 1), (0, 400), (3, 2), (0, 9)],
            &[],
            &["باب 1: 1 @ ", "باب 2: 1 @ "],
        );
        check(&[], &[], &[]);
    }

    #[test]
    fn long_chapters() {
        let long = [(2, 1), (0, 2000), (0, 2000), (0, 2000), (2, 2), (0, 1)];
        check(
            &long,
            &[],
            &["باب 1: 2 @ ", "باب 1 (2): 1 @ ", "باب 2: 1 @ "],
        );
    }

    #[test]
    fn printed_pages_go_on_over_the_cuts() {
        check(
            &[(0, 9), (2, 1), (0, 9), (2, 2), (0, 9)],
            &[(0, 0, 7), (2, 4, 8)],
            &[
                "كتاب: 1 @ 0.0=7",
                "باب 1: 1 @ 0.0=7 0.4=8",
                "باب 2: 1 @ 0.0=8",
            ],
        );
    }
}
