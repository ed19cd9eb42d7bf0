//! Which files are read, as which books, in which order, and what happens if there are none.

use super::{Outcome, folder, outcome};
use std::path::PathBuf;
use warraq::build::source::{Error, NoticeKind, ReadError, Report, read};

#[test]
fn books_and_order() {
    let read = outcome(&[
        ("10.txt", "عشرة".as_bytes()),
        ("2.txt", "اثنان".as_bytes()),
        ("شعر_قديم/ديوان الشاعر/قصيدة\nأولى.txt", "قصيدة".as_bytes()),
        ("شعر_قديم/مقدمة.md", "# مقدمة".as_bytes()),
        ("data/news-1.jsonl", b"{\"id\":\"x\",\"title\":\"t\"}\n"),
        ("data/.hidden.txt", b"hidden"),
        (".git/a.txt", b"hidden"),
        ("data/photo.jpg", b"\xFF\xD8"),
        ("empty/none.pdf", b"%PDF"),
    ]);
    let shown: Vec<(&str, &str, Vec<&str>)> = read
        .books
        .iter()
        .map(|(book, pages)| {
            (
                book.id.as_str(),
                book.title.as_str(),
                pages.iter().map(|page| page.id.as_str()).collect(),
            )
        })
        .collect();
    assert_eq!(shown[0].0, "");
    assert_eq!(shown[0].2, ["2", "10"]);
    assert_eq!(
        shown[1..],
        [
            ("data/news-1", "news-1", vec!["x"]),
            ("شعر_قديم", "شعر قديم", vec!["شعر_قديم/مقدمة"]),
            (
                "شعر_قديم/ديوان الشاعر",
                "ديوان الشاعر",
                vec!["شعر_قديم/ديوان الشاعر/قصيدة أولى"]
            ),
        ]
    );
    let skipped = read.notices(NoticeKind::Skipped);
    assert_eq!(skipped.len(), 2, "{skipped:?}");
    assert!(skipped[0].starts_with("photo.jpg: not a kind of file"));
    assert!(skipped[1].starts_with("none.pdf: not a kind of file"));
    assert_eq!(
        (read.report.books, read.report.files, read.report.pages),
        (4, 5, 5)
    );
}

#[test]
fn several_roots() {
    let one = folder(&[
        ("كتب/a.txt", "أول".as_bytes()),
        ("مجلات/b.txt", "ثان".as_bytes()),
    ]);
    let (books, papers) = (one.path().join("كتب"), one.path().join("مجلات"));
    let ids = |outcome: &Outcome| -> Vec<String> {
        outcome
            .books
            .iter()
            .flat_map(|(book, pages)| pages.iter().map(|page| format!("{}:{}", book.id, page.id)))
            .collect()
    };
    // Both have a book of loose files.
    assert_eq!(
        ids(&Outcome::of(&[books.clone(), papers.clone()])),
        ["كتب:كتب/a", "مجلات:مجلات/b"]
    );
    // The same folder twice.
    assert_eq!(
        ids(&Outcome::of(&[books.clone(), books.clone()])),
        ["كتب:كتب/a", "كتب-2:كتب-2/a"]
    );
    // Files by name are one book, called as the folder of the first.
    let files = Outcome::of(&[books.join("a.txt"), papers.join("b.txt")]);
    assert_eq!(ids(&files), [":a", ":b"]);
    assert_eq!(files.books[0].0.title, "كتب");
}

#[test]
fn nothing_to_read() {
    let check = |files: &[(&str, &[u8])], error: &str, skipped: &[&str]| {
        let read = outcome(files);
        let said = read
            .error
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        assert!(said.contains(error), "{said}");
        let notices = read.notices(NoticeKind::Skipped);
        assert_eq!(notices.len(), skipped.len(), "{notices:?}");
        assert!(
            notices
                .iter()
                .zip(skipped)
                .all(|(notice, part)| notice.contains(part)),
            "{notices:?}"
        );
        assert!(read.books.is_empty());
    };
    check(&[], "there are no files here; what is read: .txt", &[]);
    check(
        &[
            ("a.txt", b"\x7FELF\0\0\x01"),
            ("b.html", b"\0\0\x01\0"),
            ("c.png", b"\x89PNG"),
        ],
        "none of the 3 files here gives a page",
        &[
            "c.png: not a kind",
            "a.txt: binary data",
            "b.html: binary data",
        ],
    );
    check(
        &[("a.txt", b" \n\n")],
        "the one file here gives no page",
        &["holds no text"],
    );
    check(
        &[("a.jsonl", b"")],
        "the one file here gives no page",
        &["holds no line"],
    );
    let nowhere = Outcome::of(&[PathBuf::from("no/such/folder")]);
    assert!(matches!(nowhere.error, Some(Error::Root(_, _))));
}

#[test]
fn the_sink_can_stop_it() {
    let folder = folder(&[("a.txt", "نص".as_bytes())]);
    let end = read(
        &[folder.path().to_owned()],
        false,
        &mut Report::default(),
        &mut |_| Err("full"),
    );
    assert!(matches!(end, Err(ReadError::Sink("full"))));
}

#[test]
fn threads_change_nothing() {
    let files: Vec<(String, Vec<u8>)> = (0..600)
        .map(|n| {
            (
                format!("{}/{n}.txt", n % 7),
                format!("عنوان {n}\n\nنص الصفحة {n} وفيه كلام.\n\nمقالات ذات صلة").into_bytes(),
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    let folder = folder(&files);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool");
        let outcome = pool.install(|| Outcome::of(&[folder.path().to_owned()]));
        (outcome.books, outcome.report)
    };
    let one = run(1);
    assert_eq!(one.1.pages, 600);
    assert!(one == run(4));
}
