//! From bytes to text: which encoding it is, and the control characters out of the way.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Text, and what there is to say about how it was read.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// A notice, for anything but good UTF-8.
    pub(super) notice: Option<String>,
}

/// Decodes a file; `None` if it is not text. An `html` file may name its encoding itself.
pub(super) fn decode(bytes: &[u8], html: bool) -> Option<Decoded<'_>> {
    let said = |text, notice: String| {
        Some(Decoded {
            text,
            notice: Some(notice),
        })
    };
    if let Some(utf16) = utf16(bytes) {
        let (text, broken) = utf16.decode_with_bom_removal(bytes);
        let but = if broken {
            ", in which broken places became U+FFFD"
        } else {
            ""
        };
        return said(text, format!("not UTF-8: read as {}{but}", utf16.name()));
    }
    if bytes.contains(&0) {
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Some(Decoded {
                text: Cow::Borrowed(text),
                notice: None,
            });
        }
        Err(error) => error.valid_up_to(),
    };
    // Text has few control characters; what has many is data that happens to hold no zero.
    if bytes
        .iter()
        .filter(|&&b| b < 0x20 && !b.is_ascii_whitespace())
        .count()
        > bytes.len() / 20
    {
        return None;
    }
    if html && let Some(encoding) = named(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return said(
            text,
            format!(
                "not UTF-8: read as {}, which it says it is",
                encoding.name()
            ),
        );
    }
    let (letters, faults) = utf8_share(bytes);
    if letters > 20 * faults {
        let line = bytes[..broken].iter().filter(|&&b| b == b'\n').count() + 1;
        let text = String::from_utf8_lossy(bytes);
        return said(
            text,
            format!(
                "UTF-8 broken in {faults} places, the first in line {line}; they became U+FFFD"
            ),
        );
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Where the letters leave a choice, Arabic is the likelier one here.
    let encoding = detector.guess(Some(b"eg"), Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    said(
        text,
        format!(
            "not UTF-8: read as {}, by the look of it; make it UTF-8 if letters are wrong",
            encoding.name()
        ),
    )
}

/// Whether the bytes are UTF-16, by the mark at the beginning or by how their halves differ.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        // Four bytes of UTF-32's mark.
        [0xFF, 0xFE, 0, 0, ..] => return None,
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    // The upper halves of Arabic and Latin text are few values, none of which is common below.
    let upper = |b: u8| matches!(b, 0x00 | 0x06 | 0x20 | 0xFB | 0xFE);
    let (mut even, mut odd, mut even_low, mut odd_low) = (0, 0, 0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(upper(pair[0]));
        odd += usize::from(upper(pair[1]));
        even_low += usize::from(matches!(pair[0], 0x00 | 0x06));
        odd_low += usize::from(matches!(pair[1], 0x00 | 0x06));
    }
    let pairs = sample.len() / 2;
    let enough = |count: usize| count * 10 >= pairs * 9;
    let encoding = match (
        enough(even) && even_low * 2 > pairs,
        enough(odd) && odd_low * 2 > pairs,
    ) {
        (true, false) => UTF_16BE,
        (false, true) => UTF_16LE,
        _ => return None,
    };
    let (text, broken) = encoding.decode_without_bom_handling(sample);
    // The sample may end between two halves of one character.
    (!text.contains('\0') && (!broken || sample.len() < bytes.len())).then_some(encoding)
}

/// The encoding an HTML file says it has, if it can be that.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let mut rest = head;
    loop {
        let at = rest
            .windows(7)
            .position(|w| w.eq_ignore_ascii_case(b"charset"));
        let at = at.or_else(|| {
            rest.windows(8)
                .position(|w| w.eq_ignore_ascii_case(b"encoding"))
                .map(|at| at + 1)
        })?;
        rest = &rest[at + 7..];
        let value = rest.trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else {
            continue;
        };
        let value = value.trim_ascii_start();
        let value = value
            .strip_prefix(b"\"")
            .or(value.strip_prefix(b"'"))
            .unwrap_or(value);
        let end = value
            .iter()
            .position(|b| b"\"' />;?".contains(b))
            .unwrap_or(value.len());
        if let Some(encoding) = Encoding::for_label_no_replacement(&value[..end])
            && encoding.is_ascii_compatible()
            && encoding != encoding_rs::UTF_8
        {
            return Some(encoding);
        }
    }
}

/// How many characters beyond ASCII are good UTF-8, and in how many places the bytes are not.
fn utf8_share(bytes: &[u8]) -> (usize, usize) {
    let (mut letters, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    (letters, faults)
}

/// Line breaks of every kind as `\n`, other control characters as spaces, tabs kept.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let odd = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}')
    };
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                '\n'
            }
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            c if odd(c) => ' ',
            c => c,
        });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "كتاب الخط والقلم\n\nكان الوراقون في بغداد ينسخون الكتب ويبيعونها، وكانت دكاكينهم مجالس علم.";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn encodings() {
        let check = |name: &str, bytes: &[u8], expected: Option<&str>, notice: &str| {
            let decoded = decode(bytes, true);
            assert_eq!(
                decoded.as_ref().map(|d| d.text.as_ref()),
                expected,
                "{name}"
            );
            let said = decoded.and_then(|d| d.notice).unwrap_or_default();
            assert!(
                said.contains(notice) && said.is_empty() == notice.is_empty(),
                "{name}: {said}"
            );
        };
        let arabic = encoding_rs::WINDOWS_1256.encode(TEXT).0;
        let page = format!("<meta charset='windows-1256'>{}", "كتب");
        check("UTF-8", TEXT.as_bytes(), Some(TEXT), "");
        check(
            "UTF-8 with a mark",
            format!("\u{FEFF}{TEXT}").as_bytes(),
            Some(TEXT),
            "",
        );
        check(
            "UTF-16LE with a mark",
            &utf16(&format!("\u{FEFF}{TEXT}"), false),
            Some(TEXT),
            "UTF-16LE",
        );
        check(
            "UTF-16BE with a mark",
            &utf16(&format!("\u{FEFF}{TEXT}"), true),
            Some(TEXT),
            "UTF-16BE",
        );
        check("UTF-16LE", &utf16(TEXT, false), Some(TEXT), "UTF-16LE");
        check("UTF-16BE", &utf16(TEXT, true), Some(TEXT), "UTF-16BE");
        check(
            "UTF-16LE without a space",
            &utf16("كتاب", false),
            Some("كتاب"),
            "UTF-16LE",
        );
        check(
            "UTF-16 Latin",
            &utf16("Kitab al-khatt", false),
            Some("Kitab al-khatt"),
            "UTF-16LE",
        );
        check("windows-1256", &arabic, Some(TEXT), "windows-1256");
        check(
            "named",
            &encoding_rs::WINDOWS_1256.encode(&page).0,
            Some(&page),
            "says",
        );
        check(
            "zeros",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80",
            None,
            "",
        );
        check("noise", b"\x80\x01\x02\x03\x04\x05\x9f\x11\x12", None, "");
        let mut bent = TEXT.as_bytes().to_vec();
        bent.push(0xFF);
        check(
            "one bad byte",
            &bent,
            Some(&format!("{TEXT}\u{FFFD}")),
            "line 3",
        );
        check("empty", b"", Some(""), "");
    }

    #[test]
    fn line_breaks_and_controls() {
        let check = |text: &str, expected: &str| assert_eq!(tidy(text), expected);
        check("a\r\nb\rc\u{2028}d\u{85}e\u{C}f", "a\nb\nc\nd\ne\nf");
        check("a\u{1A}b\u{7}c\td\u{9F}e", "a b c\td e");
    }
}
