//! What is said of folders, and pages that are there twice.

use super::{Outcome, folder, outcome};
use warraq::build::source::NoticeKind;

#[test]
fn folders_are_described() {
    let read = outcome(&[
        ("library.toml", "title = \"مكتبة الخط\"\nlanguage = \"en\"\ntags = [\"الخط\"]\n".as_bytes()),
        ("a.txt", "عنوان\n\nنص فيه كلام.".as_bytes()),
        (
            "رسائل/library.toml",
            "title = \"رسائل الخط\"\nauthor = \"ابن قتيبة\"\ndied = 276\nsource = \"دار العلم\"\ncolour = 3\n".as_bytes(),
        ),
        ("رسائل/b.md", "---\nsource: غيرها\n---\n\nنص.".as_bytes()),
        ("رسائل/c.md", "---\nauthor: غيره\n---\n\nنص.".as_bytes()),
        ("رسائل/جزء/d.txt", "عنوان\n\nنص فيه كلام.".as_bytes()),
        ("سيئ/library.toml", b"title = \"x\"\nauthor =\n"),
        ("سيئ/e.txt", "عنوان\n\nنص فيه كلام.".as_bytes()),
    ]);
    let titles: Vec<&str> = read
        .books
        .iter()
        .map(|(book, _)| book.title.as_str())
        .collect();
    assert_eq!(titles, ["مكتبة الخط", "رسائل الخط", "جزء", "سيئ"]);
    assert_eq!(read.report.title.as_deref(), Some("مكتبة الخط"));
    assert_eq!(read.report.language.as_deref(), Some("en"));
    let check = |id: &str, author: Option<&str>, source: Option<&str>, tags: &[&str]| {
        let page = read.page(id);
        let found = (page.author.as_deref(), page.source.as_deref());
        assert_eq!(found, (author, source), "{id}");
        assert_eq!(page.tags, tags, "{id}");
    };
    let century = "القرن الثالث الهجري";
    check("a", None, None, &["الخط"]);
    check(
        "رسائل/b",
        Some("ابن قتيبة"),
        Some("غيرها"),
        &[century, "الخط"],
    );
    check("رسائل/c", Some("غيره"), Some("دار العلم"), &["الخط"]);
    check(
        "رسائل/جزء/d",
        Some("ابن قتيبة"),
        Some("دار العلم"),
        &[century, "الخط"],
    );
    let broken = read.notices(NoticeKind::Broken);
    assert_eq!(broken.len(), 2, "{broken:?}");
    assert!(
        broken[0].starts_with("library.toml:5: «colour» is not used"),
        "{broken:?}"
    );
    assert!(
        broken[1].starts_with("library.toml:2: not TOML"),
        "{broken:?}"
    );
}

#[test]
fn folders_have_an_order() {
    let text = "عنوان\n\nنص فيه كلام.".as_bytes();
    let read = outcome(&[
        (
            "library.toml",
            "order = [\"مقدمة\", \"ب.txt\", \"زاد\", \"غائب\"]\n".as_bytes(),
        ),
        ("أ.txt", text),
        ("ب.txt", text),
        ("مقدمة.txt", text),
        ("أول/1.txt", text),
        ("زاد/library.toml", "order = [\"10\"]\n".as_bytes()),
        ("زاد/2.txt", text),
        ("زاد/10.txt", text),
    ]);
    let pages = read.books.iter().flat_map(|(_, pages)| pages);
    let ids: Vec<&str> = pages.map(|page| page.id.as_str()).collect();
    let expected = ["مقدمة", "ب", "أ", "زاد/10", "زاد/2", "أول/1"];
    assert_eq!(ids, expected);
    let broken = read.notices(NoticeKind::Broken);
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert!(
        broken[0].contains("order: there is no «غائب» here"),
        "{broken:?}"
    );
}

#[test]
fn pages_that_are_there_twice() {
    let text = "كان الوراقون ينسخون الكتب ويبيعونها في السوق، وكان منهم من يملي ومنهم من يكتب، ومنهم من يجلد.";
    let marked = text
        .replace("الكتب", "الك\u{64F}ت\u{64F}ب")
        .replace(' ', "  ");
    let files = [
        ("1.txt", format!("عنوان\n\n{text}")),
        ("2.txt", format!("عنوان\n\n{text}")),
        ("3.txt", format!("عنوان\n\n{marked}")),
        ("4.txt", format!("عنوان\n\n{text} وزيادة.")),
        ("5.txt", "عنوان".to_owned()),
        ("6.txt", "عنوان".to_owned()),
    ];
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    let folder = folder(&files);
    let check = |drop: bool, ids: &[&str], done: &str| {
        let read = Outcome::dropping(&[folder.path().to_owned()], drop);
        let found: Vec<&str> = read.pages().map(|page| page.id.as_str()).collect();
        assert_eq!(found, ids);
        assert_eq!(
            read.notices(NoticeKind::Twice),
            [
                format!("2.txt: the page «2» has the text of «1»; {done}"),
                format!("3.txt: the page «3» has the text of «1» but for space and marks; {done}"),
            ]
        );
        assert_eq!(
            (read.report.twice, read.report.pages as usize),
            (2, ids.len())
        );
    };
    check(false, &["1", "2", "3", "4", "5", "6"], "kept");
    check(true, &["1", "4", "5", "6"], "dropped");
}
