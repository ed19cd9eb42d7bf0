//! The furniture of web pages that comes along when an article is copied: related articles, share
//! and print buttons, comment forms, the way back to the top. It is cut from the end of a text, and
//! only there: from a line that is furniture as a whole, if everything after it is furniture or
//! short as a link is; or as a phrase glued to the text's very end. A way-back-to-top button ends a
//! text even where another one follows it in the same file.

use super::lines;
use super::phrases::PHRASES;
use super::skeleton;

/// The most lines that are cut only because they are short and follow furniture.
const LINKS: usize = 20;

/// What is left of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rest<'a> {
    /// The lines kept, each with its place among those given; one that ended in furniture is shorter.
    pub(super) lines: Vec<(usize, &'a str)>,
    /// What was cut, line by line; empty if nothing was.
    pub(super) cut: String,
    /// The subjects named in a line of tags that was cut.
    pub(super) tags: Vec<String>,
}

/// Cuts furniture from the end of a text, given line by line.
pub(super) fn cut<'a>(lines: impl IntoIterator<Item = &'a str>) -> Rest<'a> {
    let mut rest = Rest::default();
    let mut section: Vec<(usize, &'a str)> = Vec::new();
    let mut after_top = false;
    for (at, line) in lines.into_iter().enumerate() {
        let mut line = line;
        while let Some(top) = button(line) {
            let before = &line[..top.start];
            if !before.trim().is_empty() {
                section.push((at, before));
            }
            rest.end(std::mem::take(&mut section), after_top, true);
            rest.cut.push_str(&line[top.start..top.end]);
            rest.cut.push('\n');
            after_top = true;
            line = &line[top.end..];
            if line.trim().is_empty() {
                line = "";
                break;
            }
        }
        // An empty line stays, unless it is what the button left.
        if !line.is_empty()
            || !after_top
            || section.last().is_some_and(|(last, _)| *last != at)
            || section.is_empty()
        {
            section.push((at, line));
        }
    }
    rest.end(section, after_top, false);
    rest
}

impl<'a> Rest<'a> {
    /// Takes the lines of a text that ends here, without the furniture at its end. `after_top` if
    /// a button to the top came before it, `at_top` if one follows it.
    fn end(&mut self, mut section: Vec<(usize, &'a str)>, after_top: bool, at_top: bool) {
        let mut keep = section.len();
        // Backwards over furniture and what may be links; `keep` moves only to furniture.
        let (mut links, mut link_bytes, mut firm_bytes) = (0, 0, 0);
        let all_bytes: usize = section.iter().map(|(_, line)| line.len()).sum();
        for (at, (_, line)) in section.iter().enumerate().rev() {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            if is_furniture(line) {
                // Half a text is never links: then only what is surely furniture goes.
                if links > 0 && (link_bytes + firm_bytes) * 2 > all_bytes {
                    break;
                }
                firm_bytes += line.len();
                keep = at;
            } else if links < LINKS && is_link(line) {
                links += 1;
                link_bytes += line.len();
            } else {
                break;
            }
        }
        // What some pages show below the button, such as the name of a search box.
        let few = |(_, line): &(usize, &str)| {
            line.split_whitespace().count() <= 3 && is_link(line.trim())
        };
        if after_top
            && !at_top
            && section
                .iter()
                .filter(|(_, line)| !line.trim().is_empty())
                .count()
                <= 4
        {
            keep = if section.iter().all(few) { 0 } else { keep };
        }
        let gone: Vec<(usize, &str)> = section.split_off(keep);
        let mut glued = String::new();
        while let Some((_, last)) = section.last_mut() {
            let end = glue(last, at_top || !gone.is_empty() || !glued.is_empty());
            if end < last.trim_end().len() {
                glued.insert_str(0, &format!("{}\n", &last[end..]));
                *last = &last[..end];
            } else if last.trim().is_empty() && !glued.is_empty() {
                section.pop();
            } else {
                break;
            }
        }
        self.lines.append(&mut section);
        self.cut.push_str(&glued);
        let mut after_tags = false;
        for (_, line) in gone {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            self.cut.push_str(line);
            self.cut.push('\n');
            let named = tags(line);
            if let Some(named) = named {
                after_tags = named.is_empty();
                self.tags.extend(named);
            } else if is_furniture(line) {
                after_tags = false;
            } else if after_tags && line.split_whitespace().count() <= 3 {
                self.tags.extend(split_tags(line));
            }
        }
    }
}

/// Where the button to the top stands in a line: alone, glued to the end of what comes before or
/// to the beginning of what comes after; not within a sentence that speaks of it.
fn button(line: &str) -> Option<std::ops::Range<usize>> {
    // Few lines have the word, so few are folded.
    if !line.contains("ذهاب") {
        return None;
    }
    let letters = skeleton::letters(line);
    let top = &PHRASES.top;
    let at = letters
        .windows(top.len())
        .position(|window| window.iter().map(|(letter, _)| letter).eq(top))?;
    let range = letters[at].1.start..letters[at + top.len() - 1].1.end;
    let (before, after) = (&line[..range.start], &line[range.end..]);
    let after = after.trim_start_matches(skeleton::invisible);
    let ends = after.trim().is_empty() || after.starts_with(char::is_alphanumeric);
    let begins = !before.ends_with(' ')
        || lines::ends_sentence(before.trim_end())
        || before.trim().is_empty();
    (ends && (begins || !after.trim().is_empty() || glue(before, true) < before.trim_end().len()))
        .then_some(range)
}

/// Where a line ends once furniture glued to its end is off; its length if there is none. `sure`
/// if furniture follows, so that a phrase joined to a word needs no other evidence.
fn glue(line: &str, sure: bool) -> usize {
    // No phrase is longer than a hundred bytes of letters, marks and spaces between them aside.
    let from = line.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let letters = skeleton::letters(&line[from..]);
    for phrase in &PHRASES.glued {
        let Some(at) = letters.len().checked_sub(phrase.len()) else {
            continue;
        };
        if !letters[at..].iter().map(|(letter, _)| letter).eq(phrase) {
            continue;
        }
        let start = from + letters[at].1.start;
        let before = &line[..start];
        let joined = before.ends_with(char::is_alphabetic) && phrase.len() > 8;
        let parted = lines::ends_sentence(before.trim_end())
            && !before.trim_end().ends_with(['،', ',', ':', '؛']);
        if (sure && joined)
            || parted
            || before.trim().is_empty()
            || (joined && *phrase == PHRASES.top)
        {
            return before.trim_end().len();
        }
    }
    line.trim_end().len()
}

/// Whether a line is furniture as a whole.
fn is_furniture(line: &str) -> bool {
    // Long lines are text; this also bounds the work.
    if line.len() > 400 {
        return false;
    }
    let folded = skeleton::words(line);
    let number = |b: &u8| b.is_ascii_digit() || *b == b' ';
    let from = folded.iter().take_while(|b| number(b)).count();
    let to = folded.len()
        - folded[from..]
            .iter()
            .rev()
            .take_while(|b| number(b))
            .count();
    if PHRASES
        .whole
        .iter()
        .any(|phrase| *phrase == folded[from..to])
        || tags(line).is_some()
    {
        return true;
    }
    let begins = |phrase: &Vec<u8>| {
        folded
            .strip_prefix(phrase.as_slice())
            .is_some_and(|rest| rest.starts_with(b" "))
    };
    let mut words = folded.split(|b| *b == b' ');
    let count = words.clone().count();
    if count > 20 || line.ends_with(['.', '،', '؛']) && !begins(&PHRASES.beginning[0]) {
        return false;
    }
    PHRASES.beginning.iter().any(begins)
        || (count <= 10
            && PHRASES.sharing.iter().any(begins)
            && words.any(|word| PHRASES.networks.iter().any(|network| network == word)))
}

/// Whether a line may be a link: short, and not a sentence.
fn is_link(line: &str) -> bool {
    line.len() <= 240
        && line.split_whitespace().count() <= 14
        && !line.ends_with(['.', '،', ',', '؛', ':'])
        && lines::verse(line).is_none()
}

/// The subjects a line of tags names, none if it only announces them; `None` for any other line.
fn tags(line: &str) -> Option<Vec<String>> {
    if line.len() > 400 {
        return None;
    }
    let (head, names) = line.split_once([':', '：']).unwrap_or((line, ""));
    let head = skeleton::words(head);
    PHRASES.tags.contains(&head).then(|| split_tags(names))
}

/// Subjects from a list by commas, bars or hashes.
pub(super) fn split_tags(names: &str) -> Vec<String> {
    let parts = names.split(['،', ',', '؛', ';', '|', '#', '\n']);
    parts
        .map(|name| skeleton::squeeze(&name.replace('_', " ")))
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines are parted by `|`; what is kept and what is cut.
    fn check(text: &str, kept: &str, cut_lines: &str) {
        let rest = cut(text.split('|'));
        let left: Vec<&str> = rest.lines.iter().map(|(_, line)| *line).collect();
        assert_eq!(left.join("|").trim_end_matches('|'), kept, "kept of {text}");
        assert_eq!(
            rest.cut.lines().collect::<Vec<_>>().join("|"),
            cut_lines,
            "cut of {text}"
        );
    }

    #[test]
    fn whole_lines_at_the_end() {
        check(
            "نص طويل.||مقالات ذات صلة||زر الذهاب إلى الأعلى",
            "نص طويل.",
            "مقالات ذات صلة|زر الذهاب إلى الأعلى",
        );
        check(
            "نص طويل.|مقالات ذات صله:|عنوان مقال آخر|هل يصمد؟",
            "نص طويل.",
            "مقالات ذات صله:|عنوان مقال آخر|هل يصمد؟",
        );
        check(
            "كان نص طويل هنا.|إقرأ أيض\u{064B}ا: عنوان مقال",
            "كان نص طويل هنا.",
            "إقرأ أيض\u{064B}ا: عنوان مقال",
        );
        check(
            "نص.|شارك على فيسبوك|طباعة|التعليقات (3)",
            "نص.",
            "شارك على فيسبوك|طباعة|التعليقات (3)",
        );
        check(
            "نص.|جميع الحقوق محفوظة © 2020.",
            "نص.",
            "جميع الحقوق محفوظة © 2020.",
        );
        check("نص.|...المزيد", "نص.", "...المزيد");
        check(
            "نص.|زر الذهاب إلى الأعلى|إغلاق|البحث عن",
            "نص.",
            "زر الذهاب إلى الأعلى|إغلاق|البحث عن",
        );
    }

    #[test]
    fn glued() {
        check(
            "دون استثناء.مقالات ذات صلةزر الذهاب إلى الأعلى",
            "دون استثناء.",
            "مقالات ذات صلة|زر الذهاب إلى الأعلى",
        );
        check(
            "دون استثناءمقالات ذات صلة زر الذهاب إلى الأعلى",
            "دون استثناء",
            "مقالات ذات صلة |زر الذهاب إلى الأعلى",
        );
        check(
            "دون استثناءزر الذهاب الى الاعلى",
            "دون استثناء",
            "زر الذهاب الى الاعلى",
        );
        check("دون استثناء. أقرأ المزيد", "دون استثناء.", " أقرأ المزيد");
        check(
            "الأول.|مقالات ذات صلة|زر الذهاب إلى الأعلىنظرة على التحالف|وهذا نص ثان.",
            "الأول.|نظرة على التحالف|وهذا نص ثان.",
            "مقالات ذات صلة|زر الذهاب إلى الأعلى",
        );
    }

    #[test]
    fn prose_stays() {
        for text in [
            "نشرت المجلة مقالات ذات صلة",
            "اضغط زر الذهاب إلى الأعلى ثم اقرأ.",
            "نص.|مقالات ذات صلة|وبعدها فقرة طويلة فيها كلام كثير، ثم كلام آخر، ثم نقطة في آخرها.",
            "شارك في المؤتمر عدد كبير من الباحثين",
            "وقد شارك على فيسبوك صورة له.",
            "نص.|شارك هذا الباحث في تحقيق الكتاب.",
            "كان يريد المزيد",
            "التعليقات على الكتاب كثيرة",
            "شارك|بيت أول من القصيدة|بيت ثان منها|بيت ثالث منها",
            "",
        ] {
            check(text, text, "");
        }
    }

    #[test]
    fn tags_are_kept_as_subjects() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(cut(text.split('|')).tags, expected, "{text}")
        };
        check(
            "نص طويل جدا.|الوسوم: ليبيا، التحالف الدولي",
            &["ليبيا", "التحالف الدولي"],
        );
        check(
            "نص طويل جدا في آخره نقطة، وقبلها كلام كثير يطول.|الوسوم|ليبيا|التحالف الدولي|شارك",
            &["ليبيا", "التحالف الدولي"],
        );
        check(
            "نص طويل.|وسوم: #غرب_أفريقيا #ليبيا",
            &["غرب أفريقيا", "ليبيا"],
        );
        check("نص طويل.", &[]);
    }
}
