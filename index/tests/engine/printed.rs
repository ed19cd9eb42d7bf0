//! Where pages of the printed edition are: found by halves as by looking through all.

use super::common::Built;
use std::fmt::Write;
use warraq::id::BookId;
use warraq::page::Printed;

/// A book in OpenITI's mARkdown: chapters, each ending on one of these pages of two volumes, or none if it is zero.
fn book(ends: &[(u32, u32)]) -> String {
    let mut text = "######OpenITI#\n#META#Header#End#\n".to_owned();
    for (number, (volume, page)) in ends.iter().enumerate() {
        let _ = write!(text, "### | باب {number}\n# كلام كثير\n~~");
        match page {
            0 => text.push_str("بلا رقم\n"),
            page => drop(writeln!(text, "في آخر الصفحة PageV{volume:02}P{page:03}")),
        }
    }
    text
}

#[test]
fn a_printed_page_is_found_as_by_looking_through_all() {
    let mut ends: Vec<(u32, u32)> = (1..40).map(|page| (1, page)).collect();
    // What the editor passes over, a chapter of many pages, and another volume.
    ends.retain(|&(_, page)| !(20..25).contains(&page) && page % 7 != 0);
    ends.insert(11, (1, 0));
    ends.extend((2..30).map(|page| (2, 3 * page)));
    let mut built = Built::of(&[("كتاب.mARkdown", &book(&ends))]);
    let records = built.run(|library| library.pages_of(BookId(0), 0, 1000));
    let told = records.iter().filter(|record| record.printed.is_some());
    assert!(told.count() > 40, "{} pages", records.len());
    for volume in 0..4 {
        for page in 0..100 {
            let wanted = Printed { volume, page };
            let found = built.run(|library| library.printed(BookId(0), wanted));
            let holds = |(_, last): (Printed, Printed)| wanted <= last;
            let naive = records
                .iter()
                .find(|record| record.printed.is_some_and(holds));
            assert_eq!(found.as_ref(), naive, "{wanted:?}");
        }
    }
    let nowhere = Printed { volume: 1, page: 1 };
    assert_eq!(
        built.run(|library| library.printed(BookId(9), nowhere)),
        None
    );
}

#[test]
fn a_book_without_print_has_none() {
    let mut built = Built::of(&[
        ("ورق/صناعة.txt", "صناعة\n\nكلام."),
        ("ورق/سوق.txt", "سوق\n\nكلام."),
    ]);
    let wanted = Printed { volume: 0, page: 1 };
    assert_eq!(
        built.run(|library| library.printed(BookId(0), wanted)),
        None
    );
}
