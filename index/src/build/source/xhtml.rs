//! XHTML for a reader of HTML: an element that closes itself is closed, as `<title/>` and `<a id="p7"/>` are in XML. To HTML
//! they are open, and all that follows is in them.

use std::borrow::Cow;

/// Elements that HTML itself knows to have nothing in them.
const EMPTY: [&str; 15] = [
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
];
/// What stands in the text and is no element: where it begins and ends.
const OTHERS: [(&str, &str); 4] = [
    ("<!--", "-->"),
    ("<![CDATA[", "]]>"),
    ("<?", "?>"),
    ("<!", ">"),
];

/// The same document with every element closed by a tag of its own.
pub(super) fn closed(source: &str) -> Cow<'_, str> {
    if !source.contains("/>") {
        return source.into();
    }
    let mut out = String::with_capacity(source.len() + source.len() / 16);
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let other = OTHERS.iter().find(|(begin, _)| rest.starts_with(begin));
        let end = match other {
            Some((begin, end)) => rest[begin.len()..]
                .find(end)
                .map(|at| begin.len() + at + end.len()),
            None => tag_end(rest),
        };
        let Some(end) = end else { break };
        let tag = &rest[..end];
        rest = &rest[end..];
        let name = tag[1..].split(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
        let name = name.into_iter().next().unwrap_or_default();
        match tag.strip_suffix("/>") {
            Some(open) if other.is_none() && is_name(name) && !EMPTY.contains(&name) => {
                out.extend([open.trim_end_matches('/'), "></", name, ">"]);
            }
            _ => out.push_str(tag),
        }
    }
    out.push_str(rest);
    out.into()
}

/// Whether it can name an element: it begins with a letter, and nothing in it is a sign of markup.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !text.contains(['<', '"', '\'', '=', '!', '?'])
}

/// Where the tag ends that the text begins with; a `>` in quotes does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn elements_are_closed() {
        let check = |source: &str, expected: &str| assert_eq!(closed(source), expected);
        check("<p>نص<br/></p>", "<p>نص<br/></p>");
        check("<title/><p/>", "<title></title><p></p>");
        check("<a id=\"a/>b\" /> ج", "<a id=\"a/>b\" ></a> ج");
        check("<!-- <a/> --><a/>", "<!-- <a/> --><a></a>");
        check("<![CDATA[<a/>]]><?a <b/>?>", "<![CDATA[<a/>]]><?a <b/>?>");
        check("<a/", "<a/");
        check("</>", "</>");
        check("<''//>", "<''//>");
        check("<a//>", "<a></a>");
        check("<a<b/>", "<a<b/>");
        check("<svg:g/>", "<svg:g></svg:g>");
    }

    proptest! {
        #[test]
        fn what_closes_no_element_itself_stays(source in "[<>/a\"' !?\\-]{0,40}") {
            let twice = closed(&source).into_owned();
            prop_assert_eq!(&*closed(&twice), &twice);
        }
    }
}
