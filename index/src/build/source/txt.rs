//! Plain text: the structure a reader sees in it.
//!
//! The first line is the title, unless it is running prose, verse or an item. Lines under it may
//! say who wrote it, where and when ([`byline`]). A short line standing alone, ending openly, with
//! text after it is a heading. Blank lines part paragraphs; without them a line is a paragraph,
//! unless the lines are broken at one width, as mail and old text files have it.

use super::byline::{self, Byline};
use super::draft::Draft;
use super::lines::{self, Parting};
use super::{furniture, skeleton};
use crate::page::{Block, BlockKind, Page, PageDate};

/// The most headings in a row; more short lines than that are something else.
const HEADINGS: usize = 2;

/// Reads a plain text file.
pub(super) fn parse(text: &str) -> Draft {
    let mut draft = Draft::new(Page::default());
    read(text, &mut draft, true);
    draft
}

/// Gives the page of the draft the blocks of a text, and what metadata the text has and the page
/// has not. `titled` if the first line may be the title.
pub(super) fn read(text: &str, draft: &mut Draft, titled: bool) {
    let rest = furniture::cut(text.lines());
    draft.cut(&rest.cut);
    let mut lines = group(rest.lines.into_iter().map(|(_, line)| line));
    let page = draft.page.get_or_insert_default();
    for tag in rest.tags {
        if !page.tags.contains(&tag) {
            page.tags.push(tag);
        }
    }
    if titled {
        head(&mut lines, page);
    } else if let Some(first) = lines.first()
        && first.text.len() < 2 * page.title.len() + 20
        && skeleton::again(first.text, &mut page.title)
    {
        lines.remove(0);
    }
    foot(&mut lines, page);
    page.blocks.extend(blocks(&lines));
}

/// A line, and where it stands between the blank ones.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    /// A blank line or nothing is before it.
    first: bool,
    /// A blank line or nothing is after it.
    last: bool,
}

impl Line<'_> {
    /// Whether it stands alone and is short, as a heading is.
    fn is_heading(&self) -> bool {
        self.first
            && self.last
            && (lines::is_short(self.text) || lines::is_question(self.text))
            && lines::item(self.text).is_none()
            && lines::verse(self.text).is_none()
    }
}

/// The lines that are not blank; a line of ornaments is as good as a blank one.
fn group<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Line<'a>> {
    let mut grouped: Vec<Line<'a>> = Vec::new();
    let mut first = true;
    for line in lines {
        if lines::is_ornament(line) {
            if let Some(before) = grouped.last_mut() {
                before.last = true;
            }
            first = true;
        } else {
            grouped.push(Line {
                text: line.trim(),
                first,
                last: false,
            });
            first = false;
        }
    }
    if let Some(end) = grouped.last_mut() {
        end.last = true;
    }
    grouped
}

/// Takes the title and the lines under it that are no text.
fn head(lines: &mut Vec<Line<'_>>, page: &mut Page) {
    let Some(first) = lines.first() else { return };
    let verse = match lines::verse(first.text) {
        Some((_, _, Parting::Clear)) => true,
        Some((_, _, Parting::Doubtful)) => lines
            .get(1)
            .is_some_and(|next| lines::verse(next.text).is_some()),
        None => false,
    };
    let long = first.text.chars().nth(200).is_some() || lines::is_prose(first.text);
    // Prose broken at one width has no title line above it, or that would be shorter.
    let wrapped = !first.last
        && wrap_width(lines).is_some_and(|width| first.text.chars().count() * 4 >= width * 3);
    if long || verse || wrapped || lines::item(first.text).is_some() {
        return;
    }
    page.title = first.text.to_owned();
    let mut taken = 1;
    let headings = lines[1..]
        .iter()
        .enumerate()
        .filter(|(at, line)| *at > 0 && line.is_heading())
        .count();
    let mut named = false;
    while taken < lines.len().min(6) {
        let line = lines[taken];
        let found = byline::labelled(line.text).or_else(|| {
            // An outlet's name does not begin a paragraph, and something must be left to read.
            let next = lines.get(taken + 1);
            let stands = !named
                && next.is_some_and(|next| line.last || byline::labelled(next.text).is_some());
            stands
                .then(|| byline::unlabelled(line.text, headings == 0))
                .flatten()
        });
        match found {
            Some(Byline::Author(name)) if page.author.is_none() => page.author = Some(name),
            Some(Byline::Source(name)) if page.source.is_none() => {
                (page.source, named) = (Some(name), true)
            }
            Some(Byline::Date(date)) if page.date.is_none() => {
                page.date = Some(PageDate { date, stated: true })
            }
            _ => break,
        }
        taken += 1;
    }
    lines.drain(..taken);
    if let Some(line) = lines.first_mut() {
        line.first = true;
    }
}

/// Takes a last line that says where the text is from.
fn foot(lines: &mut Vec<Line<'_>>, page: &mut Page) {
    let Some(last) = lines.last().filter(|_| lines.len() > 1) else {
        return;
    };
    match byline::labelled(last.text) {
        Some(Byline::Source(name)) if page.source.is_none() => page.source = Some(name),
        Some(Byline::Author(name)) if page.author.is_none() => page.author = Some(name),
        _ => return,
    }
    lines.pop();
    if let Some(line) = lines.last_mut() {
        line.last = true;
    }
}

/// The width at which the lines of a text are broken, in characters, if they are.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    // Only a line with another right after it was broken.
    let plain =
        |line: &&Line<'_>| lines::verse(line.text).is_none() && lines::item(line.text).is_none();
    let inner: Vec<&str> = lines
        .iter()
        .filter(|line| !line.last)
        .filter(plain)
        .map(|line| line.text)
        .collect();
    let mut widths: Vec<usize> = inner.iter().map(|line| line.chars().count()).collect();
    widths.sort_unstable();
    let width = *widths.get((widths.len() * 9 / 10).min(widths.len().saturating_sub(1)))?;
    if !(40..=130).contains(&width) {
        return None;
    }
    let most = |count: usize| count * 10 >= inner.len() * 7;
    let similar = most(
        widths
            .iter()
            .filter(|other| **other * 10 >= width * 6)
            .count(),
    );
    let open = inner
        .iter()
        .filter(|line| !line.ends_with(['.', '؟', '!', ':']))
        .count()
        * 2
        > inner.len();
    let none_longer = lines
        .iter()
        .all(|line| line.text.len() <= 400 && line.text.chars().count() <= width * 3 / 2);
    // Verse without a sign between its halves is as even, but has its stops at the ends of lines.
    let stops = |line: &&&str| {
        line.contains(['،', '.', '؛', ':', '«', '(', '؟']) && !lines::ends_sentence(line)
    };
    let running = inner.iter().filter(stops).count() * 4 >= inner.len();
    (similar && open && none_longer && running).then_some(width)
}

/// The blocks of the text.
fn blocks(lines: &[Line<'_>]) -> Vec<Block> {
    let wrapped = wrap_width(lines).is_some();
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..]
            .iter()
            .take_while(|line| line.is_heading())
            .count();
        // Headings have text under them.
        if (1..=HEADINGS).contains(&run) && at + run < lines.len() {
            blocks.extend(
                lines[at..at + run]
                    .iter()
                    .map(|line| Block::new(BlockKind::Heading(2), line.text)),
            );
            at += run;
            continue;
        }
        for line in &lines[at..at + run] {
            blocks.push(Block::new(BlockKind::Paragraph, line.text));
        }
        at += run;
        if run == 0 {
            take(lines, at, wrapped, &mut blocks);
            at += 1;
        }
    }
    blocks
}

/// Adds a line that is no heading to the blocks.
fn take(lines: &[Line<'_>], at: usize, wrapped: bool, blocks: &mut Vec<Block>) {
    let line = lines[at];
    let beside =
        |other: Option<&Line<'_>>| other.is_some_and(|other| lines::verse(other.text).is_some());
    match lines::verse(line.text) {
        Some((first, second, parting))
            if parting == Parting::Clear
                || beside(at.checked_sub(1).and_then(|at| lines.get(at)))
                || beside(lines.get(at + 1)) =>
        {
            let (first, second) = (skeleton::squeeze(first), skeleton::squeeze(second));
            blocks.push(Block::new(BlockKind::Verse, format!("{first}\t{second}")));
            return;
        }
        _ => {}
    }
    if let Some((label, text)) = lines::item(line.text) {
        blocks.push(Block {
            kind: BlockKind::Item(1),
            label,
            text: text.to_owned(),
        });
        return;
    }
    match blocks.last_mut() {
        Some(block)
            if wrapped
                && !line.first
                && matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_)) =>
        {
            block.text.push(' ');
            block.text.push_str(line.text);
        }
        _ => blocks.push(Block::new(BlockKind::Paragraph, line.text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title in brackets, then each block by a letter for its kind and its first word.
    fn shape(text: &str) -> String {
        let page = parse(text).page.unwrap_or_default();
        let block = |block: &Block| {
            let kind = match block.kind {
                BlockKind::Heading(_) => 'H',
                BlockKind::Verse => 'V',
                BlockKind::Item(_) => 'I',
                _ => 'P',
            };
            let first = block.text.split_whitespace().next().unwrap_or_default();
            format!(" {kind}:{first}")
        };
        let blocks: String = page.blocks.iter().map(block).collect();
        format!("[{}]{blocks}", page.title)
    }

    #[test]
    fn structure() {
        let check = |text: &str, expected: &str| assert_eq!(shape(text), expected, "{text}");
        // A line is a paragraph.
        check(
            "عنوان\nأولى فقرات النص، وفيها كلام.\nثانية فقرات النص.",
            "[عنوان] P:أولى P:ثانية",
        );
        // No title: prose, verse, an item.
        check(
            "كان هذا أول سطر في الملف. وهو نثر جار فيه جملتان، وليس بعنوان لشيء بعده.\n\nثم فقرة.",
            "[] P:كان P:ثم",
        );
        check(
            "يا قارئا خطي سألتك دعوة    تمحو بها ما قد جنته يداي\nواغفر لناسخه وقل يا ربنا    ارحم فقيرا خط بعض خطاي",
            "[] V:يا V:واغفر",
        );
        check("- أول\n- ثان", "[] I:أول I:ثان");
        // Many short lines apart are no headings, nor is a last one.
        check(
            "قصيدة\n\nسطر أول\n\nسطر ثان\n\nسطر ثالث\n\nنص طويل بعدها، في آخره نقطة.",
            "[قصيدة] P:سطر P:سطر P:سطر P:نص",
        );
        check(
            "عنوان\n\nنص في آخره نقطة.\n\nكلمة أخيرة",
            "[عنوان] P:نص P:كلمة",
        );
        check(
            "عنوان\n\nنص فيه نقطة.\n\nقسم\n\nفرع\n\nنص آخر.",
            "[عنوان] P:نص H:قسم H:فرع P:نص",
        );
        // Dots part verse only beside other verse.
        check(
            "عنوان\n\nقال كلمة في نفسه … ثم سكت عنها\n\nنص.",
            "[عنوان] P:قال P:نص.",
        );
        check(
            "عنوان\n\nيا قارئا خطي سألتك دعوة … تمحو بها ما قد جنته يداي\nواغفر لناسخه وقل يا ربنا … ارحم فقيرا خط بعض خطاي",
            "[عنوان] V:يا V:واغفر",
        );
        check("", "[]");
        check("\n\n***\n", "[]");
        check("عنوان", "[عنوان]");
    }

    #[test]
    fn bylines() {
        let check = |text: &str, author: Option<&str>, source: Option<&str>, blocks: usize| {
            let page = parse(text).page.unwrap_or_default();
            let found = (
                page.author.as_deref(),
                page.source.as_deref(),
                page.blocks.len(),
            );
            assert_eq!(found, (author, source, blocks), "{text}");
        };
        check("عنوان\n\nدار العلم\n\nنص.", None, Some("دار العلم"), 1);
        check("عنوان\n\nدار العلم\n\nنص.\n\nقسم\n\nنص.", None, None, 4);
        check("عنوان\n\nمقدمة\n\nنص.", None, None, 2);
        check(
            "عنوان\nبقلم: المحرر\nنص.\nالمصدر: مجلة القلم",
            Some("المحرر"),
            Some("مجلة القلم"),
            1,
        );
        check("عنوان\n\nمجلة القلم", None, None, 1);
    }
}
