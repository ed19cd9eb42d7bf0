//! The year an author died, as what readers look for: a field of the page, and the century as a subject.

use super::month::UNITS;
use crate::page::Page;
use crate::query::filter::DIED;

/// The name of a Hijri century, counted from 1; of those that have been.
fn name(century: usize) -> Option<String> {
    match century {
        1..=10 => Some(UNITS[century - 1].to_owned()),
        11 => Some("الحادي عشر".to_owned()),
        12..=15 => Some([UNITS[century - 11], " عشر"].concat()),
        _ => None,
    }
}

/// Says on a page that its author died in this Hijri year; a year that none is says nothing.
pub(super) fn set(page: &mut Page, year: u16) {
    let Some(name) = name(usize::from(year).div_ceil(100)) else {
        return;
    };
    page.fields
        .push((DIED.to_owned(), format!("{year}ه\u{0640}")));
    let tag = format!("القرن {name} الهجري");
    if !page.tags.contains(&tag) {
        page.tags.push(tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn centuries() {
        let check = |year: u16, expected: Option<&str>| {
            let mut page = Page::default();
            set(&mut page, year);
            assert_eq!(page.tags.first().map(String::as_str), expected, "{year}");
        };
        check(1, Some("القرن الأول الهجري"));
        check(276, Some("القرن الثالث الهجري"));
        check(300, Some("القرن الثالث الهجري"));
        check(1101, Some("القرن الثاني عشر الهجري"));
        check(1001, Some("القرن الحادي عشر الهجري"));
        check(1000, Some("القرن العاشر الهجري"));
        check(1436, Some("القرن الخامس عشر الهجري"));
        check(0, None);
        check(1501, None);
        check(1990, None);
    }
}
