//! HTML: the article of a web page, without what stands around it.
//!
//! Nothing here recurses, so that no depth of nesting can exhaust the stack.

use super::draft::Draft;
use super::flow::{Flow, Part};
use super::{breaks, furniture, head, xhtml};
use crate::page::{Block, BlockKind, Page, Printed};
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashSet;
use scraper::node::Element;
use scraper::{Html, Node};

/// Elements that are never text of the article.
const WITHOUT: &[&str] = &[
    "nav", "header", "footer", "aside", "script", "style", "noscript", "template", "head",
    "iframe", "object", "svg", "math", "button", "select", "textarea", "dialog", "audio", "video",
    "canvas", "title",
];

/// Roles of such.
const ROLES: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "menu",
];

/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "body",
    "caption",
    "center",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "hr",
    "html",
    "legend",
    "main",
    "menu",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
];

/// The least text, in bytes, that makes an article worth preferring to the page around it.
const ARTICLE: usize = 200;
/// The most text, in bytes, of a cell of a real table; tables with more only lay out the page.
const CELL: usize = 600;

/// Reads an HTML file.
pub(super) fn parse(source: &str) -> Draft {
    match source.trim_start().starts_with("<?xml") {
        true => chapter(source).0,
        false => read(source).0,
    }
}

/// Reads a file of XHTML; also gives the printed page that begins where it ends.
pub(super) fn chapter(source: &str) -> (Draft, Option<Printed>) {
    read(&xhtml::closed(source))
}

fn read(source: &str) -> (Draft, Option<Printed>) {
    let document = Html::parse_document(source);
    let plan = Plan::of(&document);
    let mut draft = Draft::new(Page::default());
    let (blocks, heading) = plan.blocks(&document);
    let heading = heading.filter(|heading| !heading.is_empty());
    head::read(&document, heading, &mut draft);
    let rest = furniture::cut(blocks.iter().map(|block| block.text.as_str()));
    let kept: Vec<Block> = rest
        .lines
        .iter()
        .map(|(at, text)| Block {
            text: (*text).to_owned(),
            ..blocks[*at].clone()
        })
        .collect();
    draft.cut(&rest.cut);
    let page = draft.page.get_or_insert_default();
    for tag in rest.tags {
        if !page.tags.contains(&tag) {
            page.tags.push(tag);
        }
    }
    let (blocks, begun, after) = breaks::take(kept);
    page.blocks = blocks;
    page.breaks = begun;
    (draft, after)
}

/// The blocks of a piece of HTML.
pub(super) fn blocks(source: &str) -> Vec<Block> {
    let document = Html::parse_fragment(source);
    let plan = Plan {
        root: document.tree.root().id(),
        whole: true,
        ..Plan::default_of(&document)
    };
    breaks::take(plan.blocks(&document).0).0
}

/// The text of a piece of HTML.
pub(super) fn text(source: &str) -> String {
    Html::parse_fragment(source).root_element().text().collect()
}

/// How to read a page: where the article is, and what in it is only there for the looks.
struct Plan {
    root: NodeId,
    /// Whether everything below the root is text, whatever its element.
    whole: bool,
    /// Tables that lay out the page.
    layout: FxHashSet<NodeId>,
    /// Forms around the whole page.
    wrappers: FxHashSet<NodeId>,
}

/// An element and how much text it has, in bytes.
type Measured = (NodeId, usize);

/// What has been seen of an open table.
struct Table {
    node: NodeId,
    cells: usize,
    widest: usize,
    lays_out: bool,
}

impl Plan {
    fn default_of(document: &Html) -> Plan {
        Plan {
            root: document.tree.root().id(),
            whole: false,
            layout: FxHashSet::default(),
            wrappers: FxHashSet::default(),
        }
    }

    /// Looks through the page once, measuring.
    fn of(document: &Html) -> Plan {
        let mut plan = Plan::default_of(document);
        let mut body = None;
        let (mut main, mut article): (Option<Measured>, Option<Measured>) = (None, None);
        let mut forms: Vec<Measured> = Vec::new();
        let mut tables: Vec<Table> = Vec::new();
        // Text so far, and how much there were where each open element began.
        let (mut seen, mut began): (usize, Vec<usize>) = (0, Vec::new());
        let mut hidden = 0;
        for edge in document.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) if hidden == 0 => seen += text.trim().len(),
                    Node::Element(element) => {
                        hidden += usize::from(is_hidden(element));
                        began.push(seen);
                        match element.name() {
                            "body" => body = body.or(Some(node.id())),
                            "table" => {
                                if let Some(outer) = tables.last_mut() {
                                    outer.lays_out = true;
                                }
                                tables.push(Table {
                                    node: node.id(),
                                    cells: 0,
                                    widest: 0,
                                    lays_out: false,
                                });
                            }
                            "tr" => tables
                                .iter_mut()
                                .next_back()
                                .into_iter()
                                .for_each(|table| table.cells = 0),
                            "td" | "th" => {
                                if let Some(table) = tables.last_mut() {
                                    table.cells += 1;
                                    table.widest = table.widest.max(table.cells);
                                }
                            }
                            "h1" | "h2" | "h3" | "article" | "main" => {
                                if let Some(table) = tables.last_mut() {
                                    table.lays_out = true;
                                }
                            }
                            _ => {}
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    let Node::Element(element) = node.value() else {
                        continue;
                    };
                    let size = seen - began.pop().unwrap_or(seen);
                    let larger =
                        |best: Option<Measured>| best.is_none_or(|(_, other)| size > other);
                    if hidden == 0 {
                        let is_main =
                            element.name() == "main" || element.attr("role") == Some("main");
                        if is_main && larger(main) {
                            main = Some((node.id(), size));
                        }
                        if element.name() == "article" && larger(article) {
                            article = Some((node.id(), size));
                        }
                    }
                    hidden -= usize::from(is_hidden(element));
                    match element.name() {
                        "form" => forms.push((node.id(), size)),
                        "td" | "th" if size > CELL => {
                            tables
                                .iter_mut()
                                .next_back()
                                .into_iter()
                                .for_each(|table| table.lays_out = true);
                        }
                        "table" => {
                            if let Some(table) = tables
                                .pop()
                                .filter(|table| table.lays_out || table.widest < 2)
                            {
                                plan.layout.insert(table.node);
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        plan.wrappers = forms
            .into_iter()
            .filter(|(_, size)| size * 2 > seen)
            .map(|(node, _)| node)
            .collect();
        // Of a page of many small articles, none is the article.
        let around = main.map_or(seen, |(_, size)| size);
        let article = article.filter(|(_, size)| *size >= ARTICLE.min(around) && size * 3 > around);
        plan.root = article
            .or(main)
            .map(|(node, _)| node)
            .or(body)
            .unwrap_or(plan.root);
        plan
    }

    /// The blocks below the root, and the text of its first heading of level 1, which is not among them.
    fn blocks(&self, document: &Html) -> (Vec<Block>, Option<String>) {
        let Some(root) = document.tree.get(self.root) else {
            return (Vec::new(), None);
        };
        let mut flow = Flow::default();
        let mut title: Option<String> = None;
        // Depth inside something left out; inside the title; inside `pre`.
        let (mut without, mut in_title, mut pre) = (0usize, 0usize, 0usize);
        let mut notes: Vec<usize> = Vec::new();
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) if in_title > 0 => {
                        title.get_or_insert_default().push_str(text)
                    }
                    Node::Text(text) if without == 0 && pre > 0 => {
                        for (i, line) in breaks::without_signs(text).split('\n').enumerate() {
                            if i > 0 {
                                flow.hard_break();
                            }
                            flow.text(line);
                        }
                    }
                    Node::Text(text) if without == 0 => {
                        let text = breaks::without_signs(text);
                        flow.text(&text.replace(['\n', '\u{2028}'], " "))
                    }
                    Node::Element(element) => {
                        // The title may stand in a header of the article.
                        let is_title = element.name() == "h1"
                            && !self.whole
                            && (in_title > 0 || title.is_none());
                        in_title += usize::from(is_title);
                        if is_title && title.is_none() {
                            flow.flush();
                            title = Some(String::new());
                        }
                        let number = breaks::is_break(element).then(|| label(node));
                        if let Some(label) = &number
                            && (without == 0 || in_title > 0)
                        {
                            flow.text(&breaks::sign(element, label).unwrap_or_default());
                        }
                        let out = without > 0
                            || is_title
                            || number.is_some_and(|label| !label.is_empty())
                            || self.is_without(node.id(), element);
                        without += usize::from(out);
                        if !out {
                            pre += usize::from(element.name() == "pre");
                            self.open(node, element, &mut flow, &mut notes);
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    let Node::Element(element) = node.value() else {
                        continue;
                    };
                    if without > 0 {
                        without -= 1;
                        in_title -= usize::from(in_title > 0 && element.name() == "h1");
                    } else {
                        self.close(node, element, &mut flow, &mut notes);
                        pre -= usize::from(element.name() == "pre");
                    }
                }
            }
        }
        let mut blocks = flow.finish();
        for block in &mut blocks {
            if block.kind == BlockKind::Heading(1) && !self.whole {
                block.kind = BlockKind::Heading(2);
            }
        }
        (blocks, title.map(|title| super::skeleton::squeeze(&title)))
    }

    /// Whether an element and all in it is left out.
    fn is_without(&self, node: NodeId, element: &Element) -> bool {
        if node == self.root {
            return false;
        }
        let name = element.name();
        is_hidden(element) || (name == "form" && !self.whole && !self.wrappers.contains(&node))
    }

    fn open(
        &self,
        node: NodeRef<'_, Node>,
        element: &Element,
        flow: &mut Flow,
        notes: &mut Vec<usize>,
    ) {
        match element.name() {
            "h1" => flow.open(Part::Heading(1)),
            "h2" => flow.open(Part::Heading(2)),
            "h3" => flow.open(Part::Heading(3)),
            "h4" => flow.open(Part::Heading(4)),
            "h5" => flow.open(Part::Heading(5)),
            "h6" => flow.open(Part::Heading(6)),
            "blockquote" => flow.open(Part::Quote),
            "ul" => flow.open(Part::List(None)),
            "ol" => flow.open(Part::List(Some(
                element
                    .attr("start")
                    .and_then(|start| start.trim().parse().ok())
                    .unwrap_or(1),
            ))),
            "li" => flow.item(
                element
                    .attr("value")
                    .and_then(|value| value.trim().parse().ok()),
            ),
            // A term and, one level below it, what it means.
            "dt" => {
                flow.open(Part::List(None));
                flow.open(Part::Item(String::new()));
            }
            "dd" => {
                flow.open(Part::List(None));
                flow.open(Part::List(None));
                flow.open(Part::Item(String::new()));
            }
            "tr" if !self.lays_out(node) => flow.open(Part::Row(is_head(node))),
            "td" | "th" if !self.lays_out(node) => flow.cell(),
            "tr" | "td" | "th" => flow.flush(),
            "br" => flow.hard_break(),
            "sup" => notes.push(flow.mark()),
            _ if is_note(element) => flow.open(Part::Note(String::new())),
            name if BLOCKS.contains(&name) => flow.flush(),
            _ => {}
        }
    }

    fn close(
        &self,
        node: NodeRef<'_, Node>,
        element: &Element,
        flow: &mut Flow,
        notes: &mut Vec<usize>,
    ) {
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "ul" | "ol" | "li" => {
                flow.close()
            }
            "dt" => (0..2).for_each(|_| flow.close()),
            "dd" => (0..3).for_each(|_| flow.close()),
            "tr" if !self.lays_out(node) => flow.close(),
            "td" | "th" => {}
            "tr" => flow.flush(),
            // A number set high refers to a note.
            "sup" => {
                if let Some(mark) = notes.pop() {
                    flow.replace(mark, |text| {
                        let number = text.trim();
                        let digits = !number.is_empty()
                            && number.chars().all(|c| super::month::digit(c).is_some());
                        digits.then(|| format!("[{number}]"))
                    });
                }
            }
            _ if is_note(element) => flow.close(),
            name if BLOCKS.contains(&name) => flow.flush(),
            _ => {}
        }
    }

    /// Whether the table around a row or cell only lays out the page.
    fn lays_out(&self, node: NodeRef<'_, Node>) -> bool {
        // The parser puts at most a row and a body between a cell and its table.
        let table = node.ancestors().take(4).find(|node| name(*node) == "table");
        table.is_none_or(|table| self.layout.contains(&table.id()))
    }
}

/// Whether a row holds column heads: all its cells say so.
fn is_head(row: NodeRef<'_, Node>) -> bool {
    let mut cells = row
        .children()
        .filter(|node| matches!(name(*node), "td" | "th"))
        .peekable();
    cells.peek().is_some() && cells.all(|node| name(node) == "th")
}

/// The most letters of the label of a printed page.
const LABEL: usize = 16;

/// The text in an element that marks a printed page. More than a label is the text of the page, which an element that
/// was never closed has in it.
fn label(node: NodeRef<'_, Node>) -> String {
    let texts = node.descendants();
    let texts = texts.filter_map(|node| node.value().as_text().map(|text| text.trim()));
    let letters = texts.flat_map(str::chars).take(LABEL + 1);
    let label: String = letters.collect();
    match label.chars().count() > LABEL {
        true => String::new(),
        false => label,
    }
}

fn name<'a>(node: NodeRef<'a, Node>) -> &'a str {
    node.value().as_element().map_or("", Element::name)
}

/// Whether a reader of the article never sees the element, forms aside.
fn is_hidden(element: &Element) -> bool {
    let style = || {
        element
            .attr("style")
            .is_some_and(|style| style.replace(' ', "").contains("display:none"))
    };
    (WITHOUT.contains(&element.name()) && !is_note(element))
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element
            .attr("role")
            .is_some_and(|role| ROLES.contains(&role))
        || style()
}

/// Whether an element is a note, as books in EPUB mark them.
fn is_note(element: &Element) -> bool {
    matches!(element.name(), "aside" | "div" | "section" | "p")
        && breaks::meanings(element).any(|meaning| NOTES.contains(&meaning))
}

/// What such marks are.
const NOTES: [&str; 3] = ["footnote", "endnote", "rearnote"];
