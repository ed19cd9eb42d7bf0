//! Tables as files: values between tabs, values between commas, and a page of HTML.

/// A table to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is of.
    pub title: String,
    /// What was asked and where, in a line.
    pub about: String,
    /// The language of the interface, `ar` or `en`, and its direction, `rtl` or `ltr`.
    pub language: (&'static str, &'static str),
    /// The heads of the columns.
    pub heads: Vec<&'static str>,
    /// The rows, with a cell for each head.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: stretches of text, marked or not, or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text, with true where it is marked.
    Text(Vec<(String, bool)>),
    /// An address.
    Link(String),
}

impl Cell {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Cell {
        Cell::Text(vec![(text.into(), false)])
    }

    /// Text that is marked.
    pub fn marked(text: impl Into<String>) -> Cell {
        Cell::Text(vec![(text.into(), true)])
    }

    fn text(&self) -> String {
        match self {
            Cell::Text(parts) => parts.iter().map(|part| part.0.as_str()).collect(),
            Cell::Link(address) => address.clone(),
        }
    }
}

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Values between tabs.
    Tsv,
    /// Values between commas, for spreadsheets.
    Csv,
    /// A page.
    Html,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Tsv, Kind::Csv, Kind::Html];

    /// How it is called, which is also how its files end.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Tsv => "tsv",
            Kind::Csv => "csv",
            Kind::Html => "html",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Tsv => "text/tab-separated-values;charset=utf-8",
            Kind::Csv => "text/csv;charset=utf-8",
            Kind::Html => "text/html;charset=utf-8",
        }
    }
}

impl Table {
    /// The text of the file.
    pub fn file(&self, kind: Kind) -> String {
        match kind {
            Kind::Tsv => self.lines("", "\t", "\n", tsv_cell),
            // A byte order mark tells a spreadsheet that it is UTF-8; lines end as RFC 4180 has it.
            Kind::Csv => self.lines("\u{FEFF}", ",", "\r\n", csv_cell),
            Kind::Html => self.html(),
        }
    }

    fn lines(&self, start: &str, between: &str, end: &str, cell: fn(&str) -> String) -> String {
        let mut out = start.to_owned();
        let mut line = |cells: Vec<String>| {
            out.push_str(&cells.join(between));
            out.push_str(end);
        };
        line(self.heads.iter().map(|head| cell(head)).collect());
        for row in &self.rows {
            line(row.iter().map(|value| cell(&value.text())).collect());
        }
        out
    }

    fn html(&self) -> String {
        let (language, direction) = self.language;
        let mut out = String::new();
        let mut put = |parts: &[&str]| parts.iter().for_each(|part| out.push_str(part));
        let title = html_text(&self.title);
        put(&[
            "<!DOCTYPE html>\n<html lang=\"",
            language,
            "\" dir=\"",
            direction,
            "\">\n<meta charset=\"utf-8\">\n",
        ]);
        put(&[
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
            &title,
            "</title>\n",
            STYLE,
        ]);
        put(&[
            "<h1>",
            &title,
            "</h1>\n<p>",
            &html_text(&self.about),
            "</p>\n<table>\n<thead><tr>",
        ]);
        for head in &self.heads {
            put(&["<th scope=\"col\">", &html_text(head), "</th>"]);
        }
        put(&["</tr></thead>\n<tbody>\n"]);
        for row in &self.rows {
            put(&["<tr>"]);
            for cell in row {
                match cell {
                    Cell::Text(parts) => {
                        put(&["<td dir=\"auto\">"]);
                        for (text, marked) in parts {
                            let text = html_text(text);
                            match marked {
                                true => put(&["<mark>", &text, "</mark>"]),
                                false => put(&[&text]),
                            }
                        }
                    }
                    Cell::Link(address) => {
                        let address = html_text(address);
                        put(&["<td><a href=\"", &address, "\">↗</a>"]);
                    }
                }
                put(&["</td>"]);
            }
            put(&["</tr>\n"]);
        }
        put(&["</tbody>\n</table>\n</html>\n"]);
        out
    }
}

const STYLE: &str = "<style>
body { font: 1rem/1.8 \"Amiri\", \"Noto Naskh Arabic\", serif; margin: 2rem; color: #211d18; background: #fffefa; }
h1 { font-size: 1.5rem; }
table { border-collapse: collapse; inline-size: 100%; }
th, td { padding: 0.3rem 0.6rem; border-block-end: 1px solid #e3ddd1; text-align: start; vertical-align: top; }
mark { background: #fbe29a; color: inherit; }
</style>
";

/// Tabs and breaks would begin another value.
fn tsv_cell(text: &str) -> String {
    text.chars()
        .map(|c| {
            if matches!(c, '\t' | '\n' | '\r') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Quoted where it must be. A spreadsheet takes what begins with one of these signs for a formula; with an apostrophe
/// before it, it is text.
fn csv_cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = match formula {
        true => ["'", text].concat(),
        false => text.to_owned(),
    };
    match text.contains(['"', ',', '\n', '\r']) {
        true => ["\"", &text.replace('"', "\"\""), "\""].concat(),
        false => text,
    }
}

fn html_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            title: "ورق <b>".into(),
            about: "a & b".into(),
            language: ("ar", "rtl"),
            heads: vec!["قبل", "الكلمة", "رابط"],
            rows: vec![vec![
                Cell::plain("قال،\tثم"),
                Cell::Text(vec![("\"".into(), false), ("ورق".into(), true)]),
                Cell::Link("http://x.test/#/page/1/a?q=1&hit=2".into()),
            ]],
        }
    }

    #[test]
    fn tables_are_written() {
        let check = |kind, expected: &str| assert_eq!(table().file(kind), expected);
        check(
            Kind::Tsv,
            "قبل\tالكلمة\tرابط\nقال، ثم\t\"ورق\thttp://x.test/#/page/1/a?q=1&hit=2\n",
        );
        check(
            Kind::Csv,
            "\u{FEFF}قبل,الكلمة,رابط\r\nقال،\tثم,\"\"\"ورق\",http://x.test/#/page/1/a?q=1&hit=2\r\n",
        );
        let html = table().file(Kind::Html);
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"));
        assert!(html.contains("<title>ورق &lt;b&gt;</title>"));
        assert!(html.contains("<td dir=\"auto\">&quot;<mark>ورق</mark></td>"));
        assert!(html.contains("<a href=\"http://x.test/#/page/1/a?q=1&amp;hit=2\">"));
        assert!(!html.contains("<b>"));
    }

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        let check = |text: &str, expected: &str| assert_eq!(csv_cell(text), expected);
        check("ورق", "ورق");
        check("a,b", "\"a,b\"");
        check("a\"b", "\"a\"\"b\"");
        check("a\r\nb", "\"a\r\nb\"");
        check("=1+1", "'=1+1");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@x", "'@x");
        check("\tx", "'\tx");
        check("=A1,\"", "\"'=A1,\"\"\"");
        check("1=1", "1=1");
        check("", "");
    }
}
