//! From nested markup to blocks: what Markdown and HTML have in common.

use super::lines::{self, Parting};
use super::skeleton;
use crate::page::{Block, BlockKind};

/// A line break that is only one of the source.
const SOFT: char = '\n';
/// A line break that the reader sees.
const HARD: char = '\u{2028}';
/// The deepest list that is told apart.
const DEEPEST: usize = 9;
/// The most words of a line that a reader sees as a line of verse.
const VERSE_WORDS: usize = 10;

/// A part of the text that holds others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A quotation.
    Quote,
    /// A list, with its first number if it is numbered.
    List(Option<u64>),
    /// An item of the list around it, with its label, which its first paragraph takes.
    Item(String),
    /// A note with this label.
    Note(String),
    /// A row of a table; true if it is of column heads.
    Row(bool),
}

/// Gathers text into blocks.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    /// The parts open here, the innermost last.
    parts: Vec<Part>,
    /// How many of them are lists.
    lists: usize,
    /// Text not yet in a block, with [`SOFT`] and [`HARD`] breaks.
    text: String,
    /// The cells of the row so far.
    cells: Vec<String>,
}

impl Flow {
    /// Adds running text, in which line breaks mean nothing.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A line break of the source.
    pub(super) fn soft_break(&mut self) {
        self.text.push(SOFT);
    }

    /// A line break that the reader sees.
    pub(super) fn hard_break(&mut self) {
        self.text.push(HARD);
    }

    /// Where the text not yet in a block ends, for [`Flow::replace`].
    pub(super) fn mark(&self) -> usize {
        self.text.len()
    }

    /// Changes the text since a mark, if it is not yet in a block.
    pub(super) fn replace(&mut self, mark: usize, change: impl Fn(&str) -> Option<String>) {
        if let Some(changed) = self.text.get(mark..).and_then(change) {
            self.text.truncate(mark);
            self.text.push_str(&changed);
        }
    }

    /// A part begins.
    pub(super) fn open(&mut self, part: Part) {
        self.flush();
        match part {
            Part::List(_) => self.lists += 1,
            Part::Row(_) => self.cells.clear(),
            _ => {}
        }
        self.parts.push(part);
    }

    /// An item begins: of the innermost list, with this number if it has its own.
    pub(super) fn item(&mut self, own: Option<u64>) {
        let list = self.parts.iter_mut().rev().find_map(|part| match part {
            Part::List(next) => Some(next),
            _ => None,
        });
        let label = match list {
            Some(Some(next)) => {
                let number = own.unwrap_or(*next);
                *next = number.saturating_add(1);
                format!("{number}.")
            }
            _ => "•".to_owned(),
        };
        self.open(Part::Item(label));
    }

    /// A cell of the innermost row begins.
    pub(super) fn cell(&mut self) {
        self.flush();
        self.cells.push(String::new());
    }

    /// The innermost part ends.
    pub(super) fn close(&mut self) {
        self.flush();
        match self.parts.pop() {
            Some(Part::List(_)) => self.lists -= 1,
            Some(Part::Row(head)) => {
                let cells = std::mem::take(&mut self.cells);
                if cells.iter().any(|cell| !cell.is_empty()) {
                    self.blocks
                        .push(Block::new(BlockKind::Row(head), cells.join("\t")));
                }
            }
            _ => {}
        }
    }

    /// Adds a block as it is, in a row or note its text.
    pub(super) fn add(&mut self, block: Block) {
        self.flush();
        if self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Row(_) | Part::Note(_)))
        {
            self.text = block.text;
            self.flush();
        } else {
            self.blocks.push(block);
        }
    }

    /// What was said so far is a block.
    pub(super) fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if self.parts.iter().any(|part| matches!(part, Part::Row(_))) {
            if let Some(cell) = self.cells.last_mut() {
                *cell = skeleton::squeeze(&format!("{cell} {text}"));
            }
            return;
        }
        // Two visible breaks part paragraphs.
        let mut paragraph: Vec<&str> = Vec::new();
        for line in text.split(HARD) {
            if line.trim().is_empty() {
                self.paragraph(&std::mem::take(&mut paragraph));
            } else {
                paragraph.push(line);
            }
        }
        self.paragraph(&paragraph);
    }

    /// A paragraph, by its visible lines.
    fn paragraph(&mut self, visible: &[&str]) {
        if visible.is_empty() {
            return;
        }
        let kind = self.kind();
        if matches!(kind, BlockKind::Paragraph | BlockKind::Quote) {
            let all: Vec<&str> = visible
                .iter()
                .flat_map(|line| line.split(SOFT))
                .filter(|line| !line.trim().is_empty())
                .collect();
            let halves: Vec<_> = all.iter().map_while(|line| lines::verse(line)).collect();
            if halves.len() == all.len()
                && (all.len() > 1 || halves.iter().all(|half| half.2 == Parting::Clear))
            {
                for (first, second, _) in halves {
                    let text = format!(
                        "{}\t{}",
                        skeleton::squeeze(first),
                        skeleton::squeeze(second)
                    );
                    self.blocks.push(Block::new(BlockKind::Verse, text));
                }
                return;
            }
            let short = |line: &&str| {
                line.split_whitespace().count() <= VERSE_WORDS
                    && !line.trim_end().ends_with(['.', ':'])
            };
            if visible.len() > 1
                && visible[..visible.len() - 1].iter().all(short)
                && visible[visible.len() - 1].split_whitespace().count() <= VERSE_WORDS
            {
                for line in visible {
                    self.blocks
                        .push(Block::new(BlockKind::Verse, skeleton::squeeze(line)));
                }
                return;
            }
        }
        let text = skeleton::squeeze(&visible.join(" "));
        let label = match (&kind, self.parts.last_mut()) {
            (BlockKind::Item(_), Some(Part::Item(label))) => std::mem::take(label),
            (BlockKind::Note, _) => self.note().unwrap_or_default(),
            _ => String::new(),
        };
        match self.blocks.last_mut() {
            // A note of several paragraphs is one note.
            Some(last) if kind == BlockKind::Note && last.kind == kind && last.label == label => {
                last.text.push(' ');
                last.text.push_str(&text);
            }
            _ => self.blocks.push(Block { kind, label, text }),
        }
    }

    /// What a block here is: the innermost part decides, a note before all.
    fn kind(&self) -> BlockKind {
        if self.note().is_some() {
            return BlockKind::Note;
        }
        match self
            .parts
            .iter()
            .rev()
            .find(|part| !matches!(part, Part::List(_)))
        {
            Some(Part::Heading(level)) => BlockKind::Heading(*level),
            Some(Part::Quote) => BlockKind::Quote,
            Some(Part::Item(_)) => BlockKind::Item(self.lists.clamp(1, DEEPEST) as u8),
            _ => BlockKind::Paragraph,
        }
    }

    /// The label of the note around, if one is.
    fn note(&self) -> Option<String> {
        self.parts.iter().find_map(|part| match part {
            Part::Note(label) => Some(label.clone()),
            _ => None,
        })
    }

    /// All blocks; nothing follows.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while !self.parts.is_empty() {
            self.close();
        }
        self.flush();
        pair_verse(&mut self.blocks);
        self.blocks
    }
}

/// Paragraphs side by side that each part like verse, by dots or a slash, are verse.
pub(super) fn pair_verse(blocks: &mut [Block]) {
    let plain = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote);
    let halves: Vec<Option<String>> = blocks
        .iter()
        .map(|block| {
            lines::verse(&block.text)
                .filter(|_| plain(block))
                .map(|(first, second, _)| format!("{first}\t{second}"))
        })
        .collect();
    for (at, text) in halves.iter().enumerate() {
        let beside = |other: Option<&Option<String>>| other.is_some_and(Option::is_some);
        if let Some(text) = text
            && (beside(halves.get(at + 1))
                || beside(at.checked_sub(1).and_then(|at| halves.get(at))))
        {
            blocks[at] = Block::new(BlockKind::Verse, text.clone());
        }
    }
}
