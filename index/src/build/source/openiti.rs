//! OpenITI mARkdown: premodern books as the Open Islamicate Texts Initiative marks them up.
//!
//! The markup as its documentation gives it: the magic line `######OpenITI#`, metadata in lines of
//! `#META#`, then the text. `# ` begins a paragraph and `~~` goes on with it; `### |` is a heading,
//! a bar for each level, `### $` a biography; `%~%` parts the hemistichs of a verse; `PageV01P002`
//! stands at the end of a printed page, `ms12` at that of a milestone; tags begin with `@` or stand
//! between `$`.

use super::draft::Draft;
use super::marks::{self, Line};
use super::sections::{self, Text, Volume};
use super::{NoticeKind, century, flow, lines, skeleton};
use crate::page::{Block, BlockKind, Page, PageBreak, Printed};

/// What such a text begins with.
pub(super) const MAGIC: &str = "######OpenITI#";
/// The line after which the text begins.
const HEADER_END: &str = "#META#Header#End#";
/// A biography of no more words is only its heading.
const HEADING_WORDS: usize = 15;

/// Reads a text. `name` is the name of its file, which begins with the year of the author's death.
pub(super) fn parse(text: &str, name: &str) -> Volume {
    let (header, body) = match text.split_once(HEADER_END) {
        Some(parts) => parts,
        None => ("", text),
    };
    let mut page = Page::default();
    let title = metadata(header, name, &mut page);
    let mut reader = Reader::default();
    for line in body.lines() {
        reader.line(line);
    }
    reader.end_block();
    let text = reader.finish();
    let heading = title.clone().unwrap_or_default();
    let mut drafts = sections::cut(text, &heading, &page);
    if header.is_empty() {
        let said = Draft::none(
            NoticeKind::Broken,
            format!("no line {HEADER_END} ends the metadata; all of it is read as text"),
        );
        drafts.insert(0, said);
    }
    Volume { title, drafts }
}

/// Puts what the header says onto the page; gives the book's title.
fn metadata(header: &str, name: &str, page: &mut Page) -> Option<String> {
    let mut title = None;
    let mut died = name.get(..4).and_then(|year| year.parse::<u16>().ok());
    for line in header.lines() {
        let Some((key, value)) = line
            .strip_prefix("#META#")
            .and_then(|line| line.split_once("::"))
        else {
            continue;
        };
        let value = skeleton::squeeze(value);
        if matches!(value.as_str(), "" | "NODATA" | "NOTGIVEN" | "NOCODE") {
            continue;
        }
        // A key is a number and a name.
        let key = key
            .trim()
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let field = match key {
            "AuthorNAME" => {
                page.author = Some(without_death(&value).to_owned());
                continue;
            }
            "AuthorDIED" => {
                died = value.parse().ok().or(died);
                continue;
            }
            "BookTITLE" => {
                title = Some(value);
                continue;
            }
            "BookSUBJ" => {
                page.tags.extend(value.split("::").map(skeleton::squeeze));
                continue;
            }
            "EdPUBLISHER" => {
                page.source = Some(value);
                continue;
            }
            "LibREADONLINE" => {
                page.url = Some(value);
                continue;
            }
            "EdEDITOR" => "المحقق",
            "EdPLACE" => "مكان النشر",
            "EdYEAR" => "سنة النشر",
            "EdNUMBER" | "EdNumber" => "الطبعة",
            "EdISBN" => "ردمك",
            "BookVOLS" => "عدد الأجزاء",
            _ => continue,
        };
        if !page.fields.iter().any(|(name, _)| name == field) {
            page.fields.push((field.to_owned(), value));
        }
    }
    if let Some(died) = died {
        century::set(page, died);
    }
    page.tags.retain(|tag| !tag.is_empty());
    title
}

/// A name without the year of death in brackets behind it.
fn without_death(name: &str) -> &str {
    match name.rsplit_once('(') {
        Some((before, inside)) if inside.contains("المتوفى") || inside.contains("ت ") => {
            before.trim_end()
        }
        _ => name,
    }
}

/// Gathers blocks and the places of page numbers.
#[derive(Default)]
struct Reader {
    /// The block being read, with its markup.
    open: Option<(BlockKind, String)>,
    blocks: Vec<Block>,
    /// Where printed pages end: block, byte, page.
    ends: Vec<PageBreak>,
    /// Where they begin, for texts that say so by `[ص: 30]`.
    begins: Vec<PageBreak>,
    /// Page numbers since the last block, ends and beginnings; if there are any, nothing else stands
    /// between it and what follows.
    waiting: [Vec<Printed>; 2],
}

impl Reader {
    fn line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(more) = line.strip_prefix("~~") {
            self.open(BlockKind::Paragraph).push_str(more);
        } else if let Some(heading) = line.strip_prefix("###") {
            self.end_block();
            self.heading(heading.trim_start());
        } else if let Some(text) = line.strip_prefix('#') {
            if !line.starts_with("#META#") {
                self.end_block();
                self.open(BlockKind::Paragraph).push_str(text);
            }
        } else if line.is_empty() {
            self.end_block();
        } else if line.starts_with("PageV") {
            self.open(BlockKind::Paragraph).push_str(line);
        } else {
            self.end_block();
            self.open(BlockKind::Paragraph).push_str(line);
        }
    }

    /// The text of the block being read, which a new one of this kind is if there is none.
    fn open(&mut self, kind: BlockKind) -> &mut String {
        let (_, text) = self.open.get_or_insert((kind, String::new()));
        text.push(' ');
        text
    }

    fn heading(&mut self, marked: &str) {
        let bars = marked.chars().take_while(|c| *c == '|').count();
        let signs = marked.chars().take_while(|c| *c == '$').count();
        let rest = marked.trim_start_matches(['|', '$']);
        // `|EDITOR|`, `|PARATEXT|`: what follows is not the author's, and has no heading.
        let label = rest.chars().take_while(char::is_ascii_uppercase).count();
        let named = label > 0 && rest[label..].starts_with('|');
        let kind = match (bars, signs) {
            (_, 1..) if rest.split_whitespace().count() > HEADING_WORDS => BlockKind::Paragraph,
            (_, 1..) => BlockKind::Heading(3),
            (0, _) => BlockKind::Paragraph,
            (bars, _) => BlockKind::Heading((bars + 1).min(6) as u8),
        };
        let rest = if named { &rest[label + 1..] } else { rest };
        self.open(kind).push_str(rest);
    }

    /// What was read so far is a block.
    fn end_block(&mut self) {
        let Some((kind, raw)) = self.open.take() else {
            return;
        };
        let Line {
            text,
            ends,
            begins,
            verse,
        } = marks::clean(&raw);
        let [waiting_ends, waiting_begins] = &mut self.waiting;
        if text.is_empty() {
            waiting_ends.extend(ends.into_iter().map(|(_, page)| page));
            waiting_begins.extend(begins.into_iter().map(|(_, page)| page));
            return;
        }
        let parted = !waiting_ends.is_empty() || !waiting_begins.is_empty();
        let mut start = 0;
        match self.blocks.last_mut() {
            // A page number set as a paragraph of its own parts a sentence.
            Some(last)
                if parted
                    && !verse
                    && (last.kind, kind) == (BlockKind::Paragraph, BlockKind::Paragraph)
                    && !lines::ends_sentence(&last.text) =>
            {
                last.text.push(' ');
                start = last.text.len();
                last.text.push_str(&text);
            }
            _ => {
                let kind = if verse { BlockKind::Verse } else { kind };
                self.blocks.push(Block::new(kind, text));
            }
        }
        let block = self.blocks.len() as u32 - 1;
        let place = |(offset, printed): (usize, Printed)| PageBreak {
            block,
            offset: (start + offset) as u32,
            printed,
        };
        let waited = |pages: &mut Vec<Printed>| -> Vec<PageBreak> {
            pages.drain(..).map(|page| place((0, page))).collect()
        };
        self.ends.extend(waited(waiting_ends));
        self.begins.extend(waited(waiting_begins));
        self.ends.extend(ends.into_iter().map(place));
        self.begins.extend(begins.into_iter().map(place));
    }

    /// The blocks, and where printed pages begin.
    fn finish(self) -> Text {
        let Reader {
            mut blocks,
            mut ends,
            mut begins,
            waiting: [waiting, _],
            ..
        } = self;
        // The number of the last page, behind all text.
        ends.extend(waiting.into_iter().map(|printed| PageBreak {
            block: blocks.len() as u32,
            offset: 0,
            printed,
        }));
        if let Some(first) = ends.first() {
            begins = vec![PageBreak {
                block: 0,
                offset: 0,
                printed: first.printed,
            }];
            for (at, end) in ends.iter().enumerate() {
                let next = ends.get(at + 1).map_or(
                    // What follows the last number is on the page after it.
                    Printed {
                        page: end.printed.page.saturating_add(1),
                        ..end.printed
                    },
                    |end| end.printed,
                );
                begins.push(PageBreak {
                    printed: next,
                    ..*end
                });
            }
        }
        for at in &mut begins {
            // What begins behind the last letter of a block begins with the next block.
            let text = blocks
                .get(at.block as usize)
                .map_or(0, |block| block.text.len());
            if at.offset as usize >= text && at.offset > 0 {
                (at.block, at.offset) = (at.block + 1, 0);
            }
        }
        let count = blocks.len();
        begins.retain(|at| (at.block as usize) < count);
        // A break inside a line of verse whose halves are told apart later would lie elsewhere.
        let before: Vec<usize> = blocks.iter().map(|block| block.text.len()).collect();
        flow::pair_verse(&mut blocks);
        for at in &mut begins {
            let place = at.block as usize;
            if before[place] != blocks[place].text.len() {
                at.offset = 0;
            }
        }
        Text {
            blocks,
            breaks: begins,
        }
    }
}
