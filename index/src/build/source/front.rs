//! The front matter of a Markdown file: `key: value` lines between two lines of `---`.

/// A field of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its line in the file, counting from 1.
    pub(super) line: u32,
    /// Its name.
    pub(super) name: String,
    /// Its value, or its values if it is a list.
    pub(super) values: Vec<String>,
}

/// A file's front matter and the rest of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front<'a> {
    /// The fields.
    pub(super) entries: Vec<Entry>,
    /// Lines that are no field: number and text.
    pub(super) strange: Vec<(u32, &'a str)>,
    /// True if the front matter begins and never ends; then everything is body.
    pub(super) open: bool,
    /// The text after it.
    pub(super) body: &'a str,
}

/// Parts the front matter from the text. A text that begins with a rule and goes on with prose has none.
pub(super) fn split(text: &str) -> Front<'_> {
    let none = Front {
        body: text,
        ..Front::default()
    };
    let mut lines = Lines {
        rest: text,
        number: 0,
    };
    if lines
        .next()
        .is_none_or(|(_, line)| line.trim_end() != "---")
    {
        return none;
    }
    let mut front = Front::default();
    // Whether the next lines may be values of the last entry, and whether they are one text.
    let (mut list, mut prose) = (false, false);
    while let Some((number, line)) = lines.next() {
        let bare = line.trim();
        if matches!(line.trim_end(), "---" | "...") {
            front.body = lines.rest;
            return front;
        }
        if bare.is_empty() || (bare.starts_with('#') && !prose) {
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        let last = front.entries.last_mut();
        if let (true, Some(entry)) = (indented && prose, last.as_ref()) {
            let value = entry
                .values
                .first()
                .map_or_else(|| bare.to_owned(), |value| format!("{value} {bare}"));
            if let Some(entry) = last {
                entry.values = vec![value];
            }
        } else if let (true, Some(value), Some(entry)) = (list, item(bare), last) {
            entry.values.push(unquote(value).to_owned());
        } else if let Some((name, value)) = field(bare).filter(|_| !indented) {
            prose = matches!(value, "|" | ">" | "|-" | ">-");
            list = value.is_empty();
            let values = if prose || list {
                Vec::new()
            } else {
                values(value)
            };
            front.entries.push(Entry {
                line: number,
                name: name.to_owned(),
                values,
            });
        } else if front.entries.is_empty() {
            return none;
        } else {
            front.strange.push((number, bare));
        }
    }
    let open = !front.entries.is_empty();
    Front { open, ..none }
}

/// The lines of a text by number, with what is left after them.
struct Lines<'a> {
    rest: &'a str,
    number: u32,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (u32, &'a str);

    fn next(&mut self) -> Option<(u32, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        self.number += 1;
        Some((self.number, line))
    }
}

/// `name: value`; the name has no spaces but single ones between a few words.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = unquote(name.trim());
    let fits = !name.is_empty()
        && name.split(' ').count() <= 3
        && !name.contains(['.', '،', '«', '(', '[', '{', '#']);
    // `http://…` is no field.
    (fits && !value.starts_with("//")).then_some((name, value.trim()))
}

/// `- value` of a list by lines.
fn item(line: &str) -> Option<&str> {
    line.strip_prefix('-')
        .filter(|rest| rest.starts_with(' '))
        .map(str::trim)
}

/// A single value, or those of `[a, b]`; commas of both scripts part them.
fn values(value: &str) -> Vec<String> {
    match value
        .strip_prefix('[')
        .and_then(|value| value.strip_suffix(']'))
    {
        Some(list) => list
            .split([',', '،'])
            .map(|value| unquote(value.trim()).to_owned())
            .collect(),
        None => vec![unquote(value).to_owned()],
    }
}

/// A value without the straight quotes around it.
fn unquote(value: &str) -> &str {
    let inside = |quote| {
        value
            .strip_prefix(quote)
            .and_then(|value: &str| value.strip_suffix(quote))
    };
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter() {
        let check = |text: &str, fields: &str, strange: &[(u32, &str)], open: bool, body: &str| {
            let front = split(text);
            let shown: Vec<String> = front
                .entries
                .iter()
                .map(|e| format!("{} {}={}", e.line, e.name, e.values.join("|")))
                .collect();
            assert_eq!(shown.join("; "), fields, "{text}");
            assert_eq!(
                (front.strange.as_slice(), front.open, front.body),
                (strange, open, body),
                "{text}"
            );
        };
        check(
            "---\ntitle: كتاب\n---\nنص",
            "2 title=كتاب",
            &[],
            false,
            "نص",
        );
        check(
            "---\ntitle: \"كتاب: جزء\"\ntags: [أ, 'ب']\n---\n",
            "2 title=كتاب: جزء; 3 tags=أ|ب",
            &[],
            false,
            "",
        );
        check(
            "---\nالوسوم:\n  - أ\n  - ب\nالمؤلف: ج\n...\nنص",
            "2 الوسوم=أ|ب; 5 المؤلف=ج",
            &[],
            false,
            "نص",
        );
        check(
            "---\n# note\nabout: >\n  سطر\n  آخر\n---\nنص",
            "3 about=سطر آخر",
            &[],
            false,
            "نص",
        );
        check(
            "---\ntitle: كتاب\nهذا سطر غريب\n---\nنص",
            "2 title=كتاب",
            &[(3, "هذا سطر غريب")],
            false,
            "نص",
        );
        check(
            "---\ntitle: كتاب\n\nنص",
            "",
            &[],
            true,
            "---\ntitle: كتاب\n\nنص",
        );
        check(
            "---\nهذا نص بعد خط\n---\nنص",
            "",
            &[],
            false,
            "---\nهذا نص بعد خط\n---\nنص",
        );
        check("نص\n---\n", "", &[], false, "نص\n---\n");
        check("---\n---\nنص", "", &[], false, "نص");
        check("---", "", &[], false, "---");
        check("", "", &[], false, "");
    }
}
