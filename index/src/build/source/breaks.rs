//! Where markup says that a page of the printed edition begins: a sign in the running text, until blocks are made of it.
//!
//! EPUB 3 marks such places with `epub:type="pagebreak"` or `role="doc-pagebreak"`, the number in the label or the title
//! (EPUB Accessibility 1.1, page navigation; Digital Publishing WAI-ARIA Module 1.1).

use super::month::digit;
use crate::page::{Block, PageBreak, Printed};
use scraper::node::Element;
use std::borrow::Cow;

/// Signs that no text has: noncharacters of Unicode.
const BEGIN: char = '\u{FDD0}';
const END: char = '\u{FDD1}';

/// A text of a source, which must have none of the signs.
pub(super) fn without_signs(text: &str) -> Cow<'_, str> {
    match text.contains([BEGIN, END]) {
        true => text.replace([BEGIN, END], "").into(),
        false => text.into(),
    }
}

/// Whether an element says that a printed page begins.
pub(super) fn is_break(element: &Element) -> bool {
    meanings(element).any(|meaning| meaning == "pagebreak")
}

/// What an element is said to be, in the words of EPUB.
pub(super) fn meanings(element: &Element) -> impl Iterator<Item = &str> {
    let said = ["epub:type", "role"].into_iter();
    let words = said
        .filter_map(|name| element.attr(name))
        .flat_map(str::split_whitespace);
    words.map(|word| word.trim_start_matches("doc-"))
}

/// The sign of a page that begins at this element; nothing for a page without a number in digits, as before the first.
pub(super) fn sign(element: &Element, text: &str) -> Option<String> {
    let labels = [
        element.attr("aria-label"),
        element.attr("title"),
        Some(text),
        element.attr("id"),
    ];
    let page = labels.into_iter().flatten().find_map(number)?;
    Some(format!("{BEGIN}{page}{END}"))
}

/// The last number of a label: 12 in «صفحة ١٢» and in `page_12`.
fn number(label: &str) -> Option<u32> {
    let last = label
        .split(|c| digit(c).is_none())
        .rfind(|digits| !digits.is_empty())?;
    let digits = last.chars().filter_map(digit);
    digits.take(9).try_fold(0u32, |sum, digit| {
        sum.checked_mul(10)?.checked_add(u32::from(digit))
    })
}

/// Takes the signs out of blocks: what is left of them, where the pages begin, and the page that begins after their
/// end.
pub(super) fn take(blocks: Vec<Block>) -> (Vec<Block>, Vec<PageBreak>, Option<Printed>) {
    let mut left: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut breaks: Vec<PageBreak> = Vec::new();
    // The page that begins with the next letter.
    let mut begun: Option<Printed> = None;
    for block in blocks {
        let mut text = String::with_capacity(block.text.len());
        for (number, piece) in block.text.split(BEGIN).enumerate() {
            let mut piece = piece;
            if number > 0 {
                let (page, after) = piece.split_once(END).unwrap_or_default();
                let page = page.parse().ok();
                begun = page.map(|page| Printed { volume: 0, page }).or(begun);
                piece = after;
            }
            // Of the spaces to either side of a sign one stays.
            if text.is_empty() || text.ends_with([' ', '\t']) {
                piece = piece.trim_start_matches(' ');
            }
            let letters = piece.trim_start().len();
            if letters > 0
                && let Some(printed) = begun.take()
            {
                breaks.push(PageBreak {
                    block: left.len() as u32,
                    offset: (text.len() + piece.len() - letters) as u32,
                    printed,
                });
            }
            text.push_str(piece);
        }
        text.truncate(text.trim_end_matches(' ').len());
        if !text.trim().is_empty() {
            left.push(Block { text, ..block });
        }
    }
    (left, breaks, begun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::BlockKind;

    /// Texts with `{12}` for a sign, and what becomes of them: with `|12|` where a page begins, and the page after the end.
    fn check(texts: &[&str], expected: &[&str], after: Option<u32>) {
        let signed = |text: &&str| text.replace('{', "\u{FDD0}").replace('}', "\u{FDD1}");
        let blocks = texts
            .iter()
            .map(|text| Block::new(BlockKind::Paragraph, signed(text)));
        let (left, breaks, last) = take(blocks.collect());
        let mut texts: Vec<String> = left.into_iter().map(|block| block.text).collect();
        for at in breaks.iter().rev() {
            let sign = format!("|{}|", at.printed.page);
            texts[at.block as usize].insert_str(at.offset as usize, &sign);
        }
        assert_eq!(texts, expected);
        assert_eq!(last.map(|printed| printed.page), after);
    }

    #[test]
    fn signs_become_places() {
        check(&["أول", "ثان"], &["أول", "ثان"], None);
        check(&["أول {2} ثان"], &["أول |2|ثان"], None);
        check(&["أول{2}ثان"], &["أول|2|ثان"], None);
        check(&["{1}أول {2}{3} ثان"], &["|1|أول |3|ثان"], None);
        check(&["{1}", "أول"], &["|1|أول"], None);
        check(&["أول {2}", "ثان"], &["أول", "|2|ثان"], None);
        check(&["أول", "{7}"], &["أول"], Some(7));
        check(&["{7}"], &[], Some(7));
        check(&["أ\t{2} ب"], &["أ\t|2|ب"], None);
    }

    #[test]
    fn labels_have_numbers() {
        let check = |label: &str, page: Option<u32>| assert_eq!(number(label), page, "{label}");
        check("12", Some(12));
        check("صفحة ١٢", Some(12));
        check("page_0012", Some(12));
        check("xii", None);
        check("", None);
        check("99999999999", Some(999_999_999));
    }
}
