//! The year an author died, as what readers look for: a field of the page, and the century as a subject.

use crate::page::Page;

/// The Hijri centuries as Arabic names them.
const NAMES: [&str; 15] = [
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "الحادي عشر",
    "الثاني عشر",
    "الثالث عشر",
    "الرابع عشر",
    "الخامس عشر",
];

/// Says on a page that its author died in this Hijri year; a year that none is says nothing.
pub(super) fn set(page: &mut Page, year: u16) {
    let Some(name) = year
        .checked_sub(1)
        .and_then(|year| NAMES.get(usize::from(year / 100)))
    else {
        return;
    };
    page.fields
        .push(("وفاة المؤلف".to_owned(), format!("{year}ه\u{0640}")));
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
        check(1436, Some("القرن الخامس عشر الهجري"));
        check(0, None);
        check(1990, None);
    }
}
