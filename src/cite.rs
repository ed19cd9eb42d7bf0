//! Citations of a page: for a reader in Arabic and in English, and for programs as BibTeX and RIS.

use warraq::date::{Calendar, Date};
use warraq::fnv::fnv;
use warraq::page::Printed;

/// What is known of the page that is cited. Empty texts are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The page's name for good.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The title of its book.
    pub book: String,
    /// The outlet or collection it came from.
    pub source: String,
    /// The volume.
    pub volume: String,
    /// The page in print, or the first of several.
    pub page: String,
    /// The last of several.
    pub last_page: String,
    /// When it is from, if that is stated.
    pub date: Option<Date>,
    /// The title of the library.
    pub library: String,
    /// The address at which it is read.
    pub link: String,
}

/// A citation as it is shown has each part isolated from the direction of the others, and the address set from left to
/// right; what is copied or saved has not: the text without what isolates.
pub fn plain(shown: &str) -> String {
    shown
        .chars()
        .filter(|&c| !matches!(c, FIRST | LEFT | END))
        .collect()
}

/// Begins a part that has the direction of its first letter.
const FIRST: char = '\u{2068}';
/// Begins a part that is written from left to right.
const LEFT: char = '\u{2066}';
/// Ends either.
const END: char = '\u{2069}';

fn isolated(begin: char, text: &str) -> String {
    let mut out = String::new();
    if !text.is_empty() {
        out.push(begin);
        out.push_str(text);
        out.push(END);
    }
    out
}

/// Joins what is not empty.
fn joined(parts: &[&str], between: &str) -> String {
    let some: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    some.join(between)
}

/// A word before a text, if there is a text.
fn led(word: &str, text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => [word, text].concat(),
    }
}

/// The title as a name: without the stop that many headlines end with.
fn named(title: &str) -> &str {
    title.trim().trim_end_matches(['.', '،', ','])
}

impl Citation {
    /// The same with each part isolated.
    fn isolated(&self) -> Citation {
        let part = |text: &str| isolated(FIRST, text);
        Citation {
            title: part(named(&self.title)),
            author: part(self.author.trim_end_matches('.')),
            book: part(&self.book),
            source: part(&self.source),
            volume: part(&self.volume),
            page: part(&self.pages("–")),
            library: part(&self.library),
            link: isolated(LEFT, &self.link),
            ..Citation::default()
        }
    }

    /// The page, or the first and the last.
    fn pages(&self, between: &str) -> String {
        [self.page.as_str(), &led(between, &self.last_page)].concat()
    }

    /// In Arabic, to be shown; `date` is the date in words.
    pub fn arabic(&self, date: &str) -> String {
        self.isolated().in_arabic(&isolated(FIRST, date))
    }

    fn in_arabic(&self, date: &str) -> String {
        let title = ["«", &self.title, "»"].concat();
        let volume = led("ج ", &self.volume);
        let page = led("ص ", &self.page);
        let library = led("في: ", &self.library);
        let parts = [
            self.author.as_str(),
            &title,
            &self.book,
            &self.source,
            &volume,
            &page,
            date,
            &library,
        ];
        [&joined(&parts, "، "), ". ", &self.link].concat()
    }

    /// In English, to be shown, after the Chicago manual: a part of a work, its place there, and where it is read.
    pub fn english(&self, date: &str) -> String {
        self.isolated().in_english(&isolated(FIRST, date))
    }

    fn in_english(&self, date: &str) -> String {
        let volume = led("vol. ", &self.volume);
        let page = led("p. ", &self.page);
        let whole = [self.book.as_str(), &self.source, &volume, &page, date];
        let whole = joined(&whole, ", ");
        let title = ["“", &self.title, ".”"].concat();
        let mut out = self.author.clone();
        if !out.is_empty() {
            out.push_str(". ");
        }
        out.push_str(&title);
        for part in [&whole, &self.library] {
            if !part.is_empty() {
                out.push(' ');
                out.push_str(part);
                out.push('.');
            }
        }
        out.push(' ');
        out.push_str(&self.link);
        out
    }

    /// For BibTeX: a part of a book, or by itself.
    pub fn bibtex(&self) -> String {
        let kind = if self.book.is_empty() {
            "misc"
        } else {
            "incollection"
        };
        let mut out = ["@", kind, "{", &self.key(), ",\n"].concat();
        let mut field = |name: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(&["  ", name, " = {", value, "},\n"].concat());
            }
        };
        // A second pair of braces: a name of many words is one name, and letters keep their case.
        let whole = |text: &str| match text.is_empty() {
            true => String::new(),
            false => ["{", &escaped(text), "}"].concat(),
        };
        field("author", &whole(&self.author));
        field("title", &whole(named(&self.title)));
        field("booktitle", &whole(&self.book));
        field("howpublished", &escaped(&self.source));
        field("volume", &escaped(&self.volume));
        field("pages", &escaped(&self.pages("--")));
        if let Some(date) = self.date {
            let common = date.calendar == Calendar::Gregorian;
            let era = if common { "" } else { " AH" };
            field("year", &[&date.year.to_string(), era].concat());
            if common && date.month > 0 {
                field("month", &date.month.to_string());
            }
            if common && date.day > 0 {
                field("day", &date.day.to_string());
            }
        }
        field("note", &escaped(&self.library));
        field("language", "arabic");
        field("url", &self.link);
        out.push_str("}\n");
        out
    }

    /// For RIS, as reference managers read it.
    pub fn ris(&self) -> String {
        let mut out = String::new();
        let mut tag = |name: &str, value: &str| {
            if !value.is_empty() {
                let value: String = value
                    .chars()
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .collect();
                out.push_str(&[name, "  - ", &value, "\r\n"].concat());
            }
        };
        tag("TY", if self.book.is_empty() { "ELEC" } else { "CHAP" });
        tag("ID", &self.key());
        tag("AU", &self.author);
        tag("TI", named(&self.title));
        tag("T2", &self.book);
        tag("PB", &self.source);
        tag("VL", &self.volume);
        tag("SP", &self.page);
        tag("EP", &self.last_page);
        if let Some(date) = self.date {
            match date.calendar {
                Calendar::Gregorian => {
                    let digits = |number: u8| match number {
                        0 => String::new(),
                        _ => [if number < 10 { "0" } else { "" }, &number.to_string()].concat(),
                    };
                    let year = date.year.to_string();
                    tag("PY", &year);
                    tag(
                        "DA",
                        &[&year, "/", &digits(date.month), "/", &digits(date.day), "/"].concat(),
                    );
                }
                Calendar::Hijri => tag("PY", &[&date.year.to_string(), " AH"].concat()),
            }
        }
        tag("DP", &self.library);
        tag("LA", "ar");
        tag("UR", &self.link);
        out.push_str("ER  - \r\n");
        out
    }

    /// A name of ASCII letters and digits that goes by the page's lasting name alone: what of it is such, and a sum
    /// of all of it (FNV-1a of 32 bits).
    pub fn key(&self) -> String {
        let mut key: String = self
            .id
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(16)
            .collect();
        if !key.starts_with(|first: char| first.is_ascii_alphabetic()) {
            key.insert_str(0, "warraq");
        }
        key.push('-');
        let sum = fnv(self.id.bytes());
        for place in (0..8).rev() {
            let digit = sum >> (4 * place) & 15;
            key.extend(char::from_digit(digit, 16));
        }
        key
    }
}

/// Text for a field of BibTeX: what means something to TeX is escaped, what breaks lines is a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '$' | '#' | '_' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

impl Citation {
    /// The same with the volume and the pages of the printed edition, the first and the last.
    pub fn with_printed(self, first: Printed, last: Printed) -> Citation {
        let some = |number: u32| match number {
            0 => String::new(),
            _ => number.to_string(),
        };
        // Pages of two volumes are no span: the first is where it begins.
        let spans = last.volume == first.volume && last.page > first.page;
        Citation {
            volume: some(first.volume),
            page: some(first.page),
            last_page: if spans {
                some(last.page)
            } else {
                String::new()
            },
            ..self
        }
    }
}

/// What names the volume and the page among the fields of a page.
const VOLUMES: [&str; 6] = ["volume", "vol", "الجزء", "جزء", "المجلد", "مجلد"];
const PAGES: [&str; 5] = ["page", "pages", "page_number", "الصفحة", "صفحة"];

/// The volume and the page in print, if the fields of a page tell them.
pub fn volume_and_page(fields: &[(String, String)]) -> (String, String) {
    let find = |names: &[&str]| {
        let field = fields
            .iter()
            .find(|(name, _)| names.contains(&name.to_lowercase().as_str()));
        field.map_or_else(String::new, |(_, value)| value.clone())
    };
    (find(&VOLUMES), find(&PAGES))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(calendar: Calendar, year: u16, month: u8, day: u8) -> Option<Date> {
        Some(Date {
            calendar,
            year,
            month,
            day,
        })
    }

    fn whole() -> Citation {
        Citation {
            id: "كتب/nashra-03".into(),
            title: "خزائن الورق.".into(),
            author: "طه حسين".into(),
            book: "نشرة الوراق".into(),
            source: "دار & العلم".into(),
            volume: "2".into(),
            page: "15".into(),
            last_page: String::new(),
            date: date(Calendar::Gregorian, 2020, 11, 3),
            library: "مكتبة".into(),
            link: "x.test/#/page/3/a".into(),
        }
    }

    fn bare() -> Citation {
        Citation {
            id: "خبر".into(),
            title: "خبر".into(),
            date: date(Calendar::Hijri, 1436, 9, 0),
            link: "x.test/#/page/4/b".into(),
            ..Citation::default()
        }
    }

    #[test]
    fn readers_are_told() {
        assert_eq!(
            plain(&whole().arabic("٣ نوفمبر ٢٠٢٠")),
            "طه حسين، «خزائن الورق»، نشرة الوراق، دار & العلم، ج 2، ص 15، ٣ نوفمبر ٢٠٢٠، في: مكتبة. x.test/#/page/3/a"
        );
        assert_eq!(plain(&bare().arabic("")), "«خبر». x.test/#/page/4/b");
        assert_eq!(
            plain(&whole().english("3 November 2020")),
            "طه حسين. “خزائن الورق.” نشرة الوراق, دار & العلم, vol. 2, p. 15, 3 November 2020. مكتبة. x.test/#/page/3/a"
        );
        assert_eq!(plain(&bare().english("")), "“خبر.” x.test/#/page/4/b");
    }

    #[test]
    fn parts_are_isolated_where_they_are_shown() {
        let shown = "“\u{2068}خبر\u{2069}.” \u{2066}x.test/#/page/4/b\u{2069}";
        assert_eq!(bare().english(""), shown);
        assert_eq!(plain(&bare().bibtex()), bare().bibtex());
    }

    #[test]
    fn programs_are_told() {
        let expected = "@incollection{KEY,\n  author = {{طه حسين}},\n  title = {{خزائن الورق}},\n  booktitle = {{نشرة الوراق}},\n  howpublished = {دار \\& العلم},\n  volume = {2},\n  pages = {15},\n  year = {2020},\n  month = {11},\n  day = {3},\n  note = {مكتبة},\n  language = {arabic},\n  url = {x.test/#/page/3/a},\n}\n";
        assert_eq!(whole().bibtex(), expected.replace("KEY", &whole().key()));
        let expected = "@misc{KEY,\n  title = {{خبر}},\n  year = {1436 AH},\n  language = {arabic},\n  url = {x.test/#/page/4/b},\n}\n";
        assert_eq!(bare().bibtex(), expected.replace("KEY", &bare().key()));
        let expected = "TY  - CHAP\r\nID  - KEY\r\nAU  - طه حسين\r\nTI  - خزائن الورق\r\nT2  - نشرة الوراق\r\nPB  - دار & العلم\r\nVL  - 2\r\nSP  - 15\r\nPY  - 2020\r\nDA  - 2020/11/03/\r\nDP  - مكتبة\r\nLA  - ar\r\nUR  - x.test/#/page/3/a\r\nER  - \r\n";
        assert_eq!(whole().ris(), expected.replace("KEY", &whole().key()));
        let expected = "TY  - ELEC\r\nID  - KEY\r\nTI  - خبر\r\nPY  - 1436 AH\r\nLA  - ar\r\nUR  - x.test/#/page/4/b\r\nER  - \r\n";
        assert_eq!(bare().ris(), expected.replace("KEY", &bare().key()));
    }

    #[test]
    fn tex_is_escaped() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("كتاب", "كتاب");
        check("a & b_c #1 50% $", "a \\& b\\_c \\#1 50\\% \\$");
        check(
            "{\\x}~^",
            "\\{\\textbackslash{}x\\}\\textasciitilde{}\\textasciicircum{}",
        );
        check("a\nb", "a b");
    }

    #[test]
    fn a_line_break_begins_no_field_of_ris() {
        let torn = Citation {
            title: "أ\r\nER  - ".into(),
            ..bare()
        };
        assert_eq!(torn.ris().matches("\r\nER").count(), 1);
    }

    #[test]
    fn keys_are_of_ascii_and_of_the_name_alone() {
        let key = |id: &str, title: &str| {
            let (id, title) = (id.into(), title.into());
            Citation {
                id,
                title,
                ..Citation::default()
            }
            .key()
        };
        // The sums of FNV's own table.
        assert_eq!(key("a", ""), "a-e40c292c");
        assert_eq!(key("foobar", "x"), "foobar-bf9cf968");
        assert!(key("كتاب", "").starts_with("warraq-"));
        assert!(key("12", "").starts_with("warraq12-"));
        assert_ne!(key("كتاب/أ", ""), key("كتاب/ب", ""));
        assert!(
            key("كتاب/a b", "")
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        );
    }

    #[test]
    fn printed_pages_are_told() {
        let check = |first: (u32, u32), last: (u32, u32), expected: [&str; 3]| {
            let printed = |(volume, page)| Printed { volume, page };
            let cited = bare().with_printed(printed(first), printed(last));
            assert_eq!([&cited.volume, &cited.page, &cited.last_page], expected);
            cited
        };
        check((0, 7), (0, 7), ["", "7", ""]);
        check((2, 7), (3, 1), ["2", "7", ""]);
        let cited = check((2, 7), (2, 9), ["2", "7", "9"]);
        assert!(plain(&cited.arabic("")).contains("ج 2، ص 7–9"));
        assert!(cited.bibtex().contains("  pages = {7--9},\n"));
        assert!(cited.ris().contains("SP  - 7\r\nEP  - 9\r\n"));
    }

    #[test]
    fn volume_and_page_are_found() {
        let fields = [("Volume", "3"), ("الصفحة", "٧")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(volume_and_page(&fields), ("3".into(), "٧".into()));
        assert_eq!(volume_and_page(&[]), (String::new(), String::new()));
    }
}
