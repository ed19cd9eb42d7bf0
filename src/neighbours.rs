//! The words beside what was found, weighed; and the query that shows one of them there.

use warraq::concordance::{Neighbour, log_likelihood, numbers};

/// A neighbour with what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The word.
    pub neighbour: Neighbour,
    /// Times it occurs in the library, about.
    pub size: u32,
    /// Its [log-likelihood](log_likelihood).
    pub worth: f64,
}

/// Neighbours with their sizes, those of the highest worth first, without those that are there no more often than chance has it.
/// `beside` is how many words there are beside what was found, `words` how many in the library.
pub fn rows(
    neighbours: &[Neighbour],
    sizes: &[u32],
    beside: u32,
    words: u64,
    wanted: &dyn Fn(&Neighbour) -> bool,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (neighbour, &size) in neighbours.iter().zip(sizes) {
        // Sizes are about right; that a word is at least as often there as it was seen is sure.
        let size = size.max(neighbour.together());
        let worth = log_likelihood(neighbour.together(), beside, size, words);
        if worth > 0.0 && wanted(neighbour) {
            rows.push(Row {
                neighbour: neighbour.clone(),
                size,
                worth,
            });
        }
    }
    let by_worth = |a: u32, b: u32| rows[b as usize].worth.total_cmp(&rows[a as usize].worth);
    let order = numbers(rows.len(), &by_worth);
    order
        .iter()
        .map(|&place| rows[place as usize].clone())
        .collect()
}

/// The query for a word beside what a query finds: at most `span` words from it. None if the query is of more than one
/// word or phrase.
pub fn beside(query: &str, word: &str, span: u32) -> Option<String> {
    let query = query.trim();
    let (operator, rest) = match query.rsplit_once(':') {
        Some((operator, rest)) => (&query[..=operator.len()], rest),
        None => ("", query),
    };
    let quoted = |open: char, close: char| rest.strip_prefix(open)?.strip_suffix(close);
    let inner = quoted('"', '"')
        .or_else(|| quoted('«', '»'))
        .unwrap_or(rest);
    let plain = |c: char| c.is_alphanumeric() || c == ' ' || is_mark(c);
    let one = inner == rest && inner.contains(' ');
    if inner.trim().is_empty()
        || one
        || !inner.chars().all(plain)
        || operator.contains([' ', '"', '-'])
    {
        return None;
    }
    let words = inner.split(' ').filter(|word| !word.is_empty()).count() as u32;
    let within = (span + words - 1).to_string();
    Some([operator, "\"", inner, " ", word, "\"~", &within].concat())
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rare_elsewhere_is_worth_more() {
        let word = |form: &str, before| Neighbour {
            form: form.into(),
            before,
            ..Neighbour::default()
        };
        let words = [word("في", 10), word("ابيض", 10), word("من", 1)];
        let check = |wanted: &dyn Fn(&Neighbour) -> bool, expected: &[&str]| {
            let rows = rows(&words, &[5000, 3, 9000], 100, 100_000, wanted);
            let forms: Vec<&str> = rows.iter().map(|row| row.neighbour.form.as_str()).collect();
            assert_eq!(forms, expected);
            assert!(rows.iter().all(|row| row.size >= row.neighbour.together()));
        };
        check(&|_| true, &["ابيض", "في"]);
        check(&|word| word.form != "في", &["ابيض"]);
    }

    #[test]
    fn neighbours_are_searched_for() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(beside(query, "جديد", 3).as_deref(), expected, "{query}");
        };
        check("كتاب", Some("\"كتاب جديد\"~3"));
        check(" ك\u{064F}تب ", Some("\"ك\u{064F}تب جديد\"~3"));
        check("جذر:كتب", Some("جذر:\"كتب جديد\"~3"));
        check("\"خط النسخ\"", Some("\"خط النسخ جديد\"~4"));
        check("«خط النسخ»", Some("\"خط النسخ جديد\"~4"));
        check("خط النسخ", None);
        check("خط -مؤلف:طه", None);
        check("مكت*", None);
        check("\"ورق حبر\"~5", None);
        check("", None);
    }
}
