//! What a single line of plain text looks like: verse, an item, a heading, running prose.

use super::skeleton;

/// Whether a line ends as a sentence or a part of one does, closing quotes and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let end = line
        .trim_end()
        .trim_end_matches(['»', '”', '"', '\'', ')', ']', '’', '\u{200F}', '\u{200E}']);
    end.ends_with(['.', '،', '؛', ':', '؟', '!', '?', ',', ';', '…'])
}

/// Whether a line is short and ends openly, as a heading does.
pub(super) fn is_short(line: &str) -> bool {
    line.len() <= 240
        && line.split_whitespace().count() <= 10
        && !ends_sentence(line)
        && line.chars().any(char::is_alphabetic)
        && !is_basmala(line)
}

/// Whether a line begins with «بسم الله»: it opens a text, and is neither a heading nor a name.
fn is_basmala(line: &str) -> bool {
    skeleton::words(line).starts_with(&skeleton::words("بسم الله"))
}

/// Whether a line is a question as a heading asks it.
pub(super) fn is_question(line: &str) -> bool {
    line.len() <= 160 && line.ends_with('؟') && is_short(line.trim_end_matches('؟').trim_end())
}

/// Whether a line is only an ornament or a rule between parts.
pub(super) fn is_ornament(line: &str) -> bool {
    !line.contains(|c: char| c.is_alphanumeric() && c != '\u{0640}')
}

/// Whether a line is running prose: long and a sentence, or more than one.
pub(super) fn is_prose(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let several = line.contains(". ") || line.contains("؟ ") || line.contains("؛ ");
    words > 12 && (several || (ends_sentence(line) && !line.ends_with(['؟', '!', '?'])))
}

/// How sure a line is to be verse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parting {
    /// By white space or stars: verse by itself.
    Clear,
    /// By dots or a slash, which prose has too: verse beside another such line.
    Doubtful,
}

/// The two hemistichs of a line of verse, if it parts into two of like length.
pub(super) fn verse(line: &str) -> Option<(&str, &str, Parting)> {
    // A line of verse is short; prose is not worth the look.
    if line.len() > 300 {
        return None;
    }
    let line = line.trim();
    let halves = |at: usize, end: usize| {
        let (first, second) = (line[..at].trim(), line[end..].trim());
        let (a, b) = (
            first.split_whitespace().count(),
            second.split_whitespace().count(),
        );
        let (long, short) = (
            first.chars().count().max(second.chars().count()),
            first.chars().count().min(second.chars().count()),
        );
        let like = (2..=9).contains(&a) && (2..=9).contains(&b) && long <= 2 * short;
        like.then_some((first, second))
    };
    // Runs of white space, three or with a tab, and of stars; the only one of its kind in the line.
    let mut gaps = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !(c.is_whitespace() || c == '*') {
            continue;
        }
        let (mut count, mut star, mut tab, mut end) =
            (1, c == '*', c == '\t', start + c.len_utf8());
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_whitespace() || *c == '*') {
            (count, star, tab, end) = (
                count + 1,
                star || c == '*',
                tab || c == '\t',
                at + c.len_utf8(),
            );
        }
        if star || tab || count >= 3 {
            gaps.push((start, end));
        }
    }
    if let [(start, end)] = gaps[..] {
        return halves(start, end).map(|(first, second)| (first, second, Parting::Clear));
    }
    for sign in [" / ", "…", "...", " // "] {
        let mut at = line.match_indices(sign);
        if let (Some((start, _)), None) = (at.next(), at.next())
            && let Some((first, second)) = halves(start, start + sign.len())
            && !first.ends_with(['.', '،'])
        {
            let second = second.trim_start_matches('.').trim_start();
            return Some((first, second, Parting::Doubtful));
        }
    }
    None
}

/// The label and text of a line that is an item of a list: `- `, `• `, `1. `, `١- `, `(أ) `.
pub(super) fn item(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let mut chars = line.chars();
    let bullet = chars.next().filter(|c| {
        matches!(
            c,
            '-' | '•' | '*' | '–' | '▪' | '●' | '◦' | '■' | '·' | '♦' | '○'
        )
    });
    if bullet.is_some() {
        let rest = chars.as_str();
        let text = rest.trim_start();
        let real = rest.len() > text.len() && text.contains(char::is_alphanumeric);
        return real.then(|| ("•".to_owned(), text));
    }
    let open = line.strip_prefix('(').unwrap_or(line);
    let bracket = open.len() < line.len();
    let digits = open
        .chars()
        .take_while(|c| super::month::digit(*c).is_some())
        .count();
    let count = match digits {
        1..=3 => digits,
        // A single letter, as in أ-.
        0 if open.chars().next().is_some_and(char::is_alphabetic) => 1,
        _ => return None,
    };
    let mut rest = open.chars();
    rest.by_ref().take(count).for_each(drop);
    let sign = rest.next()?;
    let fits = if bracket {
        sign == ')'
    } else {
        matches!(sign, '-' | ')' | '–') || (sign == '.' && digits > 0)
    };
    let rest = rest.as_str();
    let text = rest.trim_start();
    // A space must follow, or `3.5` and `1990-1991` would be items; after a hyphen it is often forgotten.
    let parted = rest.len() > text.len()
        || (digits > 0 && sign == '-' && text.starts_with(char::is_alphabetic));
    if !fits || !parted || !text.contains(char::is_alphanumeric) {
        return None;
    }
    Some((line[..line.len() - rest.len()].to_owned(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verse_lines() {
        let check = |line: &str, expected: Option<(&str, &str)>| {
            assert_eq!(verse(line).map(|(a, b, _)| (a, b)), expected, "{line}");
        };
        let halves = Some(("وخير جليس في الزمان", "كتاب يسر القارئ الفطن"));
        check("وخير جليس في الزمان    كتاب يسر القارئ الفطن", halves);
        check("وخير جليس في الزمان\tكتاب يسر القارئ الفطن", halves);
        check("وخير جليس في الزمان *** كتاب يسر القارئ الفطن", halves);
        check("وخير جليس في الزمان * كتاب يسر القارئ الفطن", halves);
        check("وخير جليس في الزمان / كتاب يسر القارئ الفطن", halves);
        check("وخير جليس في الزمان ... كتاب يسر القارئ الفطن", halves);
        check("وخير جليس في الزمان … كتاب يسر القارئ الفطن", halves);
        check("الاسم\tالعدد", None);
        check("كلمة   ثم كلام طويل لا يوازنها في شيء", None);
        check("وخير جليس في الزمان كتاب", None);
        check("أ * ب * ج د ه", None);
        check("", None);
    }

    #[test]
    fn items() {
        let check = |line: &str, expected: Option<(&str, &str)>| {
            let found = item(line);
            assert_eq!(
                found.as_ref().map(|(label, text)| (label.as_str(), *text)),
                expected,
                "{line}"
            );
        };
        check("- الخط", Some(("•", "الخط")));
        check("• الخط", Some(("•", "الخط")));
        check("1. الخط", Some(("1.", "الخط")));
        check("١- الخط", Some(("١-", "الخط")));
        check("١-الخط", Some(("١-", "الخط")));
        check("(12) الخط", Some(("(12)", "الخط")));
        check("أ) الخط", Some(("أ)", "الخط")));
        check("أ- الخط", Some(("أ-", "الخط")));
        check("1990- الخط", None);
        check("3.5 كيلومتر", None);
        check("-5 درجات", None);
        check("د. طه حسين", None);
        check("- ", None);
        check("و", None);
    }
}
