//! Markdown: front matter, then the blocks of the text.

use super::draft::Draft;
use super::flow::{Flow, Part};
use super::{NoticeKind, front, html, meta, skeleton};
use crate::page::{Block, BlockKind, Page};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads a Markdown file.
pub(super) fn parse(text: &str) -> Draft {
    let mut draft = Draft::new(Page::default());
    let front = front::split(text);
    for entry in front.entries {
        meta::set(&mut draft, Some(entry.line), &entry.name, entry.values);
    }
    for (line, strange) in &front.strange {
        let text =
            format!("the front matter has no «name: value» here but «{strange}»; kept as text");
        draft.notices.push((Some(*line), NoticeKind::Broken, text));
    }
    if front.open {
        let text = "the front matter begins here with --- and never ends with one; read as text";
        draft
            .notices
            .push((Some(1), NoticeKind::Broken, text.to_owned()));
    }
    let page = draft.page.get_or_insert_default();
    page.blocks.extend(
        front
            .strange
            .iter()
            .map(|(_, line)| Block::new(BlockKind::Paragraph, *line)),
    );
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for event in Parser::new_ext(front.body, options) {
        reader.event(event);
    }
    let mut blocks = reader.flow.finish();
    title(&mut blocks, page);
    page.blocks.append(&mut blocks);
    draft
}

/// Takes the title from the first heading of level 1 if the page has none; otherwise that heading
/// goes if it only repeats the title. Other headings of level 1 are as those of level 2.
fn title(blocks: &mut Vec<Block>, page: &mut Page) {
    if let Some(at) = blocks
        .iter()
        .position(|block| block.kind == BlockKind::Heading(1))
    {
        if page.title.is_empty() {
            page.title = blocks.remove(at).text;
        } else if skeleton::again(&blocks[at].text, &mut page.title) {
            blocks.remove(at);
        }
    }
    for block in blocks {
        if block.kind == BlockKind::Heading(1) {
            block.kind = BlockKind::Heading(2);
        }
    }
}

/// Turns the parser's events into blocks.
#[derive(Default)]
struct Reader {
    flow: Flow,
    /// The source of a block of HTML, while in one.
    html: Option<String>,
    /// Whether the text is that of a code block, whose lines are its own.
    code: bool,
    /// The names of notes in the order they are met, which numbers them.
    notes: Vec<String>,
}

impl Reader {
    /// The number of the note of this name.
    fn note(&mut self, name: &str) -> String {
        let known = self.notes.iter().position(|note| note == name);
        let at = known.unwrap_or_else(|| {
            self.notes.push(name.to_owned());
            self.notes.len() - 1
        });
        (at + 1).to_string()
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => {
                for (i, line) in text.split('\n').enumerate() {
                    if i > 0 {
                        self.flow.hard_break();
                    }
                    self.flow.text(line);
                }
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.flow.text(&text);
            }
            Event::Html(source) => match &mut self.html {
                Some(html) => html.push_str(&source),
                None => self.flow.text(&html::text(&source)),
            },
            Event::InlineHtml(tag) => {
                if tag
                    .trim_start_matches('<')
                    .to_ascii_lowercase()
                    .starts_with("br")
                {
                    self.flow.hard_break();
                }
            }
            Event::FootnoteReference(name) => {
                let label = self.note(&name);
                self.flow.text(&format!("[{label}]"));
            }
            Event::SoftBreak => self.flow.soft_break(),
            Event::HardBreak => self.flow.hard_break(),
            Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.flow.flush(),
            Tag::Heading { level, .. } => self.flow.open(Part::Heading(level as u8)),
            Tag::BlockQuote(_) => self.flow.open(Part::Quote),
            Tag::CodeBlock(_) => {
                self.flow.flush();
                self.code = true;
            }
            Tag::HtmlBlock => {
                self.flow.flush();
                self.html = Some(String::new());
            }
            Tag::List(start) => self.flow.open(Part::List(start)),
            Tag::Item => self.flow.item(None),
            Tag::FootnoteDefinition(name) => {
                let label = self.note(&name);
                self.flow.open(Part::Note(label));
            }
            Tag::TableHead => self.flow.open(Part::Row(true)),
            Tag::TableRow => self.flow.open(Part::Row(false)),
            Tag::TableCell => self.flow.cell(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flow.flush(),
            TagEnd::CodeBlock => {
                self.flow.flush();
                self.code = false;
            }
            TagEnd::HtmlBlock => {
                for block in html::blocks(&self.html.take().unwrap_or_default()) {
                    self.flow.add(block);
                }
            }
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::TableHead
            | TagEnd::TableRow => self.flow.close(),
            _ => {}
        }
    }
}
