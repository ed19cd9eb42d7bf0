//! Changes to the text of a query that a control of the page makes for the reader. The query line
//! always shows what is asked, so the controls teach its syntax.

use warraq::answer::{Depth, Term, TermKind};

/// What stands before a part of a query that is looked for in titles only.
const TITLE: &str = "عنوان:";

/// The characters around a phrase.
const QUOTES: [char; 5] = ['"', '«', '»', '“', '”'];

/// What stands before a word in a query to set its depth.
pub fn operator(depth: Depth) -> &'static str {
    match depth {
        Depth::Spelling => "=",
        Depth::Form => "صيغة:",
        Depth::Lemma => "كلمة:",
        Depth::Root => "جذر:",
    }
}

/// The query with its word number `index` at `depth`; a word at the depth of the whole query needs
/// no operator. A word of a phrase stands for the phrase. None for a word that takes no depth and
/// for terms that are not of this query.
pub fn with_depth(
    query: &str,
    terms: &[Term],
    index: usize,
    depth: Depth,
    whole: Depth,
) -> Option<String> {
    let operator = if depth == whole { "" } else { operator(depth) };
    let term = terms.get(index)?;
    let title = if term.title { TITLE } else { "" };
    let (from, to, item) = match term.kind {
        TermKind::Word => {
            let (start, end) = range(query, term)?;
            // The forms that were chosen stay chosen.
            let choice = query[start..end]
                .find('[')
                .map_or("", |at| &query[start + at..end]);
            (start, end, [term.text.as_str(), choice].concat())
        }
        TermKind::Phrase | TermKind::Near => {
            let term = &terms[phrase_start(query, terms, index)?];
            let (start, end) = range(query, term)?;
            // Behind an operator the quotation mark is in the range.
            let quote = match query[start..end].find(QUOTES) {
                Some(at) => start + at,
                None => query[..start].rfind(QUOTES)?,
            };
            (start.min(quote), quote, String::new())
        }
        TermKind::Prefix
        | TermKind::Wildcard
        | TermKind::Pattern
        | TermKind::Repair
        | TermKind::Without
        | TermKind::Filter => return None,
    };
    let parts = [query.get(..from)?, title, operator, &item, query.get(to..)?];
    Some(parts.concat())
}

/// The query with another choice of forms for its word number `index`: these `only`, or all but these. None
/// for a word of a phrase, whose forms are not chosen, and for a filter.
pub fn with_forms(
    query: &str,
    terms: &[Term],
    index: usize,
    only: bool,
    forms: &[&str],
) -> Option<String> {
    let term = terms.get(index)?;
    let (start, end) = range(query, term)?;
    let whole = match term.kind {
        TermKind::Word | TermKind::Prefix | TermKind::Wildcard | TermKind::Pattern => true,
        TermKind::Phrase
        | TermKind::Near
        | TermKind::Repair
        | TermKind::Without
        | TermKind::Filter => false,
    };
    // Words run together have one bracket, which is the last one's; and behind a quotation mark it is none.
    let quoted = query[end..].starts_with(QUOTES) || query[..end].ends_with(QUOTES);
    if !whole || quoted {
        return None;
    }
    let place = &query[start..end];
    let item = &place[..place.find('[').unwrap_or(place.len())];
    let mut out = [&query[..start], item].concat();
    for (number, form) in forms.iter().enumerate() {
        out.push_str(if number == 0 { "[" } else { " " });
        out.push_str(if only { "=" } else { "-" });
        out.push_str(form);
    }
    if !forms.is_empty() {
        out.push(']');
    }
    out.push_str(&query[end..]);
    Some(out)
}

/// True if the query names the forms of this word that are wanted, and not those that are not.
pub fn has_only(query: &str, term: &Term) -> bool {
    range(query, term).is_some_and(|(start, end)| query[start..end].contains("[="))
}

/// The query without its word number `index`.
pub fn without(query: &str, terms: &[Term], index: usize) -> Option<String> {
    let (start, end) = range(query, terms.get(index)?)?;
    let (before, mut after) = (query[..start].trim_end(), query[end..].trim_start());
    if before.is_empty() {
        // With nothing before it the sign between alternatives would be a word.
        after = after.strip_prefix("OR ").unwrap_or(after).trim_start();
    }
    Some(if before.is_empty() || after.is_empty() {
        [before, after].concat()
    } else {
        [before, " ", after].concat()
    })
}

/// The first word of the phrase that word `index` is in.
fn phrase_start(query: &str, terms: &[Term], mut index: usize) -> Option<usize> {
    while index > 0 && terms[index - 1].kind == terms[index].kind {
        let between =
            query.get(range(query, &terms[index - 1])?.1..range(query, &terms[index])?.0)?;
        let (start, end) = range(query, &terms[index])?;
        if between.contains(QUOTES) || query[start..end].contains(QUOTES) {
            break;
        }
        index -= 1;
    }
    Some(index)
}

/// Where a term stands, if it can stand there.
fn range(query: &str, term: &Term) -> Option<(usize, usize)> {
    let (start, end) = (term.range.0 as usize, term.range.1 as usize);
    query.get(start..end).map(|_| (start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Terms by what they are, where they stand and whether they set their depth.
    fn terms(query: &str, parts: &[(&str, &str, TermKind)]) -> Vec<Term> {
        let mut at = 0;
        let term = |&(text, place, kind): &(&str, &str, TermKind)| {
            let start = at + query[at..].find(place).expect("the place is in the query");
            at = start + place.len();
            Term {
                text: text.into(),
                range: (start as u32, at as u32),
                kind,
                depth: Depth::Lemma,
                own_depth: place.contains(['=', ':']) && !place.contains(TITLE),
                title: place.contains(TITLE),
                either: false,
                function_word: false,
                form: text.into(),
                lemma: None,
                root: None,
                known: true,
                pages: 0,
                occurrences: 0,
                pages_at: [0; 4],
                forms: Vec::new(),
                unwanted: Vec::new(),
                left_out: 0,
            }
        };
        parts.iter().map(term).collect()
    }

    #[test]
    fn a_word_is_turned() {
        use Depth::*;
        let query = "أين =كتاب العلم";
        let terms = terms(
            query,
            &[
                ("أين", "أين", TermKind::Word),
                ("كتاب", "=كتاب", TermKind::Word),
                ("العلم", "العلم", TermKind::Word),
            ],
        );
        let check = |index, depth, expected: &str| {
            assert_eq!(
                with_depth(query, &terms, index, depth, Lemma).as_deref(),
                Some(expected)
            );
        };
        check(0, Root, "جذر:أين =كتاب العلم");
        check(0, Lemma, "أين =كتاب العلم");
        check(1, Lemma, "أين كتاب العلم");
        check(1, Root, "أين جذر:كتاب العلم");
        check(2, Form, "أين =كتاب صيغة:العلم");
        check(2, Spelling, "أين =كتاب =العلم");
        assert_eq!(
            with_depth(query, &terms, 2, Lemma, Root).as_deref(),
            Some("أين =كتاب كلمة:العلم")
        );
        assert_eq!(with_depth(query, &terms, 3, Lemma, Root), None);
        assert_eq!(with_depth("أ", &terms, 2, Lemma, Root), None);
        assert_eq!(without(query, &terms, 1).as_deref(), Some("أين العلم"));
        assert_eq!(without(query, &terms, 0).as_deref(), Some("=كتاب العلم"));
        assert_eq!(without(query, &terms, 2).as_deref(), Some("أين =كتاب"));
    }

    #[test]
    fn forms_are_chosen() {
        let query = "خط كتاب[-مكتبة] \"بسم الله\"";
        let terms = terms(
            query,
            &[
                ("خط", "خط", TermKind::Word),
                ("كتاب", "كتاب[-مكتبة]", TermKind::Word),
                ("بسم", "بسم", TermKind::Phrase),
                ("الله", "الله", TermKind::Phrase),
            ],
        );
        let check = |index, only, forms: &[&str], expected: Option<&str>| {
            let got = with_forms(query, &terms, index, only, forms);
            assert_eq!(got.as_deref(), expected);
        };
        check(
            0,
            true,
            &["خطوط"],
            Some("خط[=خطوط] كتاب[-مكتبة] \"بسم الله\""),
        );
        check(
            1,
            true,
            &["كتب", "كتابه"],
            Some("خط كتاب[=كتب =كتابه] \"بسم الله\""),
        );
        check(1, false, &[], Some("خط كتاب \"بسم الله\""));
        check(2, false, &["باسم"], None);
        assert_eq!(
            with_depth(query, &terms, 1, Depth::Root, Depth::Lemma).as_deref(),
            Some("خط جذر:كتاب[-مكتبة] \"بسم الله\"")
        );
        assert!(!has_only(query, &terms[1]));
    }

    #[test]
    fn a_phrase_is_turned_as_one() {
        use TermKind::{Phrase, Without, Word};
        let query = "قال \"بسم الله\" ثم =\"كتاب الله\" -ربا";
        let terms = terms(
            query,
            &[
                ("قال", "قال", Word),
                ("بسم", "بسم", Phrase),
                ("الله", "الله", Phrase),
                ("ثم", "ثم", Word),
                ("كتاب", "=\"كتاب", Phrase),
                ("الله", "الله", Phrase),
                ("ربا", "-ربا", Without),
            ],
        );
        let turn = |index, depth| with_depth(query, &terms, index, depth, Depth::Lemma);
        let first = "قال جذر:\"بسم الله\" ثم =\"كتاب الله\" -ربا";
        assert_eq!(turn(1, Depth::Root).as_deref(), Some(first));
        assert_eq!(turn(2, Depth::Root).as_deref(), Some(first));
        let second = "قال \"بسم الله\" ثم \"كتاب الله\" -ربا";
        assert_eq!(turn(4, Depth::Lemma).as_deref(), Some(second));
        assert_eq!(turn(5, Depth::Lemma).as_deref(), Some(second));
        assert_eq!(turn(6, Depth::Lemma), None);
    }

    #[test]
    fn signs_around_a_word_stay() {
        use TermKind::{Near, Pattern, Repair, Wildcard, Word};
        let query = "\"بيع قبض\"~5 | عنوان:ورق وزن:فعل م?توب عنوان:\"سوق الورق\"";
        let mut terms = terms(
            query,
            &[
                ("بيع", "بيع", Near),
                ("قبض", "قبض", Near),
                ("ورق", "عنوان:ورق", Word),
                ("فعل", "وزن:فعل", Pattern),
                ("م?توب", "م?توب", Wildcard),
                ("سوق", "عنوان:\"سوق", TermKind::Phrase),
                ("الورق", "الورق", TermKind::Phrase),
            ],
        );
        terms[6].title = true;
        terms.push(Term {
            kind: Repair,
            ..terms[2].clone()
        });
        let turn = |index| with_depth(query, &terms, index, Depth::Root, Depth::Lemma);
        let near = "جذر:\"بيع قبض\"~5 | عنوان:ورق وزن:فعل م?توب عنوان:\"سوق الورق\"";
        assert_eq!(turn(0).as_deref(), Some(near));
        assert_eq!(turn(1).as_deref(), Some(near));
        let word = "\"بيع قبض\"~5 | عنوان:جذر:ورق وزن:فعل م?توب عنوان:\"سوق الورق\"";
        assert_eq!(turn(2).as_deref(), Some(word));
        let phrase = "\"بيع قبض\"~5 | عنوان:ورق وزن:فعل م?توب عنوان:جذر:\"سوق الورق\"";
        assert_eq!(turn(5).as_deref(), Some(phrase));
        assert_eq!(turn(6).as_deref(), Some(phrase));
        assert_eq!([turn(3), turn(4), turn(7)], [None, None, None]);
        let left = |query: &str, place: &'static str| {
            let terms = self::terms(query, &[(place, place, Word)]);
            without(query, &terms, 0)
        };
        assert_eq!(left("قمح OR شعير", "قمح").as_deref(), Some("شعير"));
        assert_eq!(left("قمح | شعير", "شعير").as_deref(), Some("قمح |"));
    }
}
