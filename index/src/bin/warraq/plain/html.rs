//! The plain pages as HTML: text escaped, no scripts, nothing of anybody else.

use super::{book_name, page_name};
use std::fmt::Write;
use warraq::answer::{BookRecord, MarkedBlock, PageRecord, PageView};
use warraq::page::{BlockKind, PageBreak, Printed};

/// What the pages of a site have in common.
pub(super) struct Site {
    /// The library's title.
    pub(super) title: String,
    /// Where the site will be, without a slash at the end.
    pub(super) url: Option<String>,
    /// Whether each page has a file; otherwise lists lead into the app.
    pub(super) whole: bool,
}

/// How many letters of a page describe it.
const DESCRIPTION: usize = 160;

/// A document being written.
struct Page {
    out: String,
}

impl Site {
    /// The books of the library.
    pub(super) fn shelf(&self, books: &[BookRecord]) -> String {
        let mut page = self.begin(&self.title, "index.html", &self.title, "");
        page.put("<nav><a href=\"../\">افتح المكتبة وابحث فيها</a></nav>\n<main>\n<h1>");
        page.text(&self.title);
        page.put("</h1>\n<ul>\n");
        for book in books {
            page.put("<li><a href=\"");
            page.text(&book_name(book));
            page.put("\"><bdi>");
            page.text(&book.title);
            page.put("</bdi></a></li>\n");
        }
        page.put("</ul>\n</main>\n");
        page.end()
    }

    /// The pages of a book.
    pub(super) fn book(&self, book: &BookRecord, records: &[PageRecord]) -> String {
        let title = format!("{} · {}", book.title, self.title);
        let mut page = self.begin(&title, &book_name(book), &book.title, "");
        page.put("<nav><a href=\"index.html\"><bdi>");
        page.text(&self.title);
        page.put("</bdi></a></nav>\n<main>\n<h1>");
        page.text(&book.title);
        page.put("</h1>\n<ol>\n");
        for record in records {
            page.put("<li><a href=\"");
            if self.whole {
                page.text(&page_name(record));
            } else {
                page.text(&in_app(record));
            }
            page.put("\"><bdi>");
            page.text(&record.title);
            page.put("</bdi></a></li>\n");
        }
        page.put("</ol>\n</main>\n");
        page.end()
    }

    /// A page.
    pub(super) fn page(&self, view: &PageView) -> String {
        let record = &view.record;
        let title = format!("{} · {}", record.title, view.book.title);
        let description = description(view);
        let mut page = self.begin(&title, &page_name(record), &description, &self.data(view));
        page.put("<nav><a href=\"");
        page.text(&book_name(&view.book));
        page.put("\"><bdi>");
        page.text(&view.book.title);
        page.put("</bdi></a> <a class=\"app\" href=\"");
        page.text(&in_app(record));
        page.put("\">اقرأها وابحث في المكتبة</a></nav>\n<main>\n<article>\n<h1>");
        page.text(&record.title);
        page.put("</h1>\n");
        let printed = record.printed.map(|(first, last)| match () {
            () if first == last => place(first),
            () if first.volume == last.volume => format!("{}–{}", place(first), last.page),
            () => format!("{} – {}", place(first), place(last)),
        });
        let date = record.date.map(|date| date.date.to_string());
        let known = [
            (record.author.clone(), "<bdi>"),
            (record.source.clone(), "<bdi>"),
            (date, "<bdi class=\"number\">"),
            (printed, "<bdi class=\"number\">"),
        ];
        let mut parting = "<p class=\"byline\">";
        for (known, open) in known {
            if let Some(known) = known {
                page.put(parting);
                page.put(open);
                page.text(&known);
                page.put("</bdi>");
                parting = " · ";
            }
        }
        if parting == " · " {
            page.put("</p>\n");
        }
        page.blocks(&view.blocks, &view.breaks);
        page.put("</article>\n</main>\n");
        if view.previous.is_some() || view.next.is_some() {
            page.put("<nav class=\"turn\">");
            for (other, rel, label) in [
                (&view.previous, "prev", "السابقة"),
                (&view.next, "next", "التالية"),
            ] {
                if let Some(other) = other {
                    let _ = write!(page.out, "<a rel=\"{rel}\" href=\"");
                    page.text(&page_name(other));
                    let _ = write!(page.out, "\">{label}: <bdi>");
                    page.text(&other.title);
                    page.put("</bdi></a>");
                }
            }
            page.put("</nav>\n");
        }
        page.end()
    }

    /// All before the body.
    fn begin(&self, title: &str, name: &str, description: &str, more: &str) -> Page {
        let mut page = Page { out: String::new() };
        page.put(
            "<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
             base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>",
        );
        page.text(title);
        page.put("</title>\n<meta name=\"description\" content=\"");
        page.text(description);
        page.put("\">\n<link rel=\"stylesheet\" href=\"plain.css\">\n");
        if let Some(url) = &self.url {
            page.put("<link rel=\"canonical\" href=\"");
            page.text(&format!("{url}/{}/{name}", super::FOLDER));
            page.put("\">\n<link rel=\"alternate\" type=\"application/atom+xml\" href=\"../feed.xml\">\n");
        }
        page.put(more);
        page.put("</head>\n<body>\n");
        page
    }

    /// What machines are told of a page, as JSON-LD: data, which no browser runs.
    fn data(&self, view: &PageView) -> String {
        let record = &view.record;
        let mut data = serde_json::json!({
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": record.title,
            "inLanguage": "ar",
            "isPartOf": { "@type": "Book", "name": view.book.title },
        });
        let mut set = |name: &str, value: serde_json::Value| data[name] = value;
        if let Some(author) = &record.author {
            set(
                "author",
                serde_json::json!({ "@type": "Person", "name": author }),
            );
        }
        if let Some(source) = &record.source {
            set(
                "publisher",
                serde_json::json!({ "@type": "Organization", "name": source }),
            );
        }
        if let Some(date) = record.date.filter(|date| date.stated) {
            // A Hijri date is not one of ISO 8601.
            if date.date.calendar == warraq::date::Calendar::Gregorian {
                set("datePublished", date.date.to_string().into());
            }
        }
        if !view.tags.is_empty() {
            set("keywords", view.tags.clone().into());
        }
        if let Some(url) = &self.url {
            set(
                "url",
                format!("{url}/{}/{}", super::FOLDER, page_name(record)).into(),
            );
        }
        // Nothing in it can end the element it stands in.
        let json = data.to_string().replace('<', "\\u003c");
        format!("<script type=\"application/ld+json\">{json}</script>\n")
    }
}

impl Page {
    /// Markup of our own.
    fn put(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Text, with all that HTML would take for markup escaped.
    fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    fn end(mut self) -> String {
        self.put("</body>\n</html>\n");
        self.out
    }

    fn blocks(&mut self, blocks: &[MarkedBlock], breaks: &[PageBreak]) {
        let mut breaks = breaks.iter().peekable();
        // The element around neighbours of one kind.
        let mut around = "";
        for (at, block) in (0u32..).zip(blocks) {
            let wanted = match block.kind {
                BlockKind::Item(_) => "ul",
                BlockKind::Row(_) => "table",
                BlockKind::Note => "aside",
                _ => "",
            };
            if wanted != around {
                self.close(around);
                if !wanted.is_empty() {
                    let _ = writeln!(self.out, "<{wanted}>");
                }
                around = wanted;
            }
            let mut here = Vec::new();
            while let Some(next) = breaks.next_if(|next| next.block <= at) {
                here.push(next);
            }
            self.block(block, &here);
        }
        self.close(around);
    }

    fn close(&mut self, element: &str) {
        if !element.is_empty() {
            let _ = writeln!(self.out, "</{element}>");
        }
    }

    fn block(&mut self, block: &MarkedBlock, breaks: &[&PageBreak]) {
        match block.kind {
            BlockKind::Heading(level) => {
                let level = level.clamp(2, 6);
                let _ = write!(self.out, "<h{level}>");
                self.running(&block.text, breaks);
                let _ = writeln!(self.out, "</h{level}>");
            }
            BlockKind::Paragraph => self.around("<p>", &block.text, breaks, "</p>\n"),
            BlockKind::Quote => self.around(
                "<blockquote><p>",
                &block.text,
                breaks,
                "</p></blockquote>\n",
            ),
            BlockKind::Verse => {
                self.put("<p class=\"verse\">");
                self.numbers(breaks);
                for half in block.text.split('\t') {
                    self.around("<span>", half, &[], "</span> ");
                }
                self.put("</p>\n");
            }
            BlockKind::Item(depth) => {
                let _ = write!(self.out, "<li class=\"depth-{}\">", depth.min(9));
                if block.label != "•" && !block.label.is_empty() {
                    self.around("<b>", &block.label, &[], "</b> ");
                }
                self.around("", &block.text, breaks, "</li>\n");
            }
            BlockKind::Row(heads) => {
                let (open, close) = if heads {
                    ("<th>", "</th>")
                } else {
                    ("<td>", "</td>")
                };
                self.put("<tr>");
                for cell in block.text.split('\t') {
                    self.around(open, cell, &[], close);
                }
                self.put("</tr>\n");
            }
            BlockKind::Note => {
                self.put("<p>");
                if !block.label.is_empty() {
                    self.put("<b>[");
                    self.text(&block.label);
                    self.put("]</b> ");
                }
                self.around("", &block.text, breaks, "</p>\n");
            }
        }
    }

    fn around(&mut self, open: &str, text: &str, breaks: &[&PageBreak], close: &str) {
        self.put(open);
        self.running(text, breaks);
        self.put(close);
    }

    /// Text with the numbers of printed pages where they begin.
    fn running(&mut self, text: &str, breaks: &[&PageBreak]) {
        let mut from = 0;
        for at in breaks {
            let offset = at.offset as usize;
            if let Some(before) = text.get(from..offset) {
                self.text(before);
                from = offset;
            }
            self.numbers(&[at]);
        }
        self.text(text.get(from..).unwrap_or_default());
    }

    fn numbers(&mut self, breaks: &[&PageBreak]) {
        for at in breaks {
            let Printed { volume, page } = at.printed;
            let _ = write!(self.out, "<span class=\"printed\" id=\"p{volume}-{page}\">");
            self.text(&place(at.printed));
            self.put("</span> ");
        }
    }
}

/// A printed page as citations name it.
fn place(printed: Printed) -> String {
    match printed.volume {
        0 => format!("ص {}", printed.page),
        volume => format!("ج {volume} ص {}", printed.page),
    }
}

/// The page in the app.
fn in_app(record: &PageRecord) -> String {
    let mut out = format!("../#/page/{}/", record.page.0);
    for byte in record.id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The first letters of the text.
fn description(view: &PageView) -> String {
    let mut out = String::new();
    for block in &view.blocks {
        if matches!(block.kind, BlockKind::Heading(_)) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&block.text.replace('\t', " "));
        if let Some((end, _)) = out.char_indices().nth(DESCRIPTION) {
            out.truncate(end);
            out.push('…');
            break;
        }
    }
    out
}

/// Escapes text for HTML and XML.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
