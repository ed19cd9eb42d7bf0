//! Files nobody would write on purpose.

use super::books::{epub, package, zip};
use super::{Outcome, folder, outcome};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use warraq::build::source::NoticeKind;
use warraq::page::BlockKind;

#[test]
fn deep_markup() {
    let html = format!(
        "{}نص{}",
        "<div><ul><li>".repeat(1_000),
        "</li></ul></div>".repeat(1_000)
    );
    let markdown = format!("{} نص", ">".repeat(20_000));
    let table = format!("{}نص", "<table><tr><td>".repeat(1_000));
    let read = outcome(&[
        ("a.html", html.as_bytes()),
        ("b.md", markdown.as_bytes()),
        ("c.html", table.as_bytes()),
    ]);
    assert_eq!(read.report.pages, 3);
    assert!(
        read.pages()
            .all(|page| page.blocks.iter().any(|block| block.text.contains("نص")))
    );
}

/// What is said of a single file, and how many pages it gave.
fn told(name: &str, bytes: &[u8], kind: NoticeKind, says: &str, pages: u32) {
    let read = outcome(&[(name, bytes)]);
    let notices = read.notices(kind);
    assert!(
        notices.iter().any(|notice| notice.contains(says)),
        "{name}: {:?}",
        read.report.notices
    );
    assert_eq!(
        read.report.pages, pages,
        "{name}: {:?}",
        read.report.notices
    );
}

#[test]
fn scripts_are_no_text() {
    let html = "<html><body><script>alert(1)</script><p onclick=\"alert(2)\">نص فيه <a href=\"javascript:alert(3)\">رابط</a></p>\
                <style>p{color:red}</style><iframe src=\"x\">iframe</iframe><svg onload=alert(4)></svg></body></html>";
    let markdown = "نص فيه [رابط](javascript:alert(3)) و<b onclick=alert(2)>كلام</b>\n\n<script>alert(1)</script>\n";
    let read = outcome(&[("a.html", html.as_bytes()), ("b.md", markdown.as_bytes())]);
    for page in read.pages() {
        let text: String = page
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        assert!(
            text.contains("رابط") && !text.contains("alert"),
            "{}: {text}",
            page.id
        );
    }
    assert_eq!(read.report.pages, 2);
}

#[test]
fn directions_forced_in_names() {
    let text =
        "---\ntitle: كتاب \u{202E}gpj.exe\u{2066}\nauthor: \u{202D}كاتب\n---\n\nنص \u{202E}باق.";
    let read = outcome(&[("a.md", text.as_bytes())]);
    let page = read.page("a");
    assert_eq!(
        (page.title.as_str(), page.author.as_deref()),
        ("كتاب gpj.exe", Some("كاتب"))
    );
    // The text is the source's own.
    assert!(page.blocks[0].text.contains('\u{202E}'));
}

#[test]
fn large_lines_and_words() {
    let line = "كلام طويل في سطر واحد. ".repeat(20 << 20 >> 5);
    let word = format!("عنوان\n\nقبلها {} بعدها", "ا".repeat(200_000));
    let read = outcome(&[("line.txt", line.as_bytes()), ("word.txt", word.as_bytes())]);
    assert_eq!(read.report.pages, 2);
    let length = |id: &str| {
        read.page(id)
            .blocks
            .iter()
            .map(|block| block.text.len())
            .sum::<usize>()
    };
    assert!(length("line") > 20 << 20 && length("word") > 400_000);
}

#[test]
fn a_line_of_json_of_100_megabytes() {
    let mut file = b"{\"id\":\"a\",\"text\":\"".to_vec();
    file.resize(100 << 20, b'x');
    file.extend_from_slice(b"\"}\n{\"id\":\"b\",\"title\":\"t\"}\n");
    told(
        "a.jsonl",
        &file,
        NoticeKind::Broken,
        "a.jsonl:1: a line of more than 64 MB",
        1,
    );
}

#[test]
fn names_of_files() {
    let read = outcome(&[
        ("مجلد فيه فراغ/ملف\nسطرين .. .txt", "نص فيه كلام.".as_bytes()),
        ("..a/b.txt", b"hidden"),
        ("a..b/c.txt", "نص فيه كلام.".as_bytes()),
    ]);
    let ids: Vec<&str> = read.pages().map(|page| page.id.as_str()).collect();
    assert_eq!(ids, ["a..b/c", "مجلد فيه فراغ/ملف سطرين .. "]);
}

#[cfg(unix)]
#[test]
fn links_to_themselves() {
    let folder = folder(&[("a/b.txt", "نص فيه كلام.".as_bytes())]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).expect("a link");
    std::os::unix::fs::symlink("self.txt", folder.path().join("self.txt")).expect("a link");
    let read = Outcome::of(&[folder.path().to_owned()]);
    assert_eq!(read.report.pages, 1);
    assert_eq!(
        read.notices(NoticeKind::Skipped).len(),
        2,
        "{:?}",
        read.report.notices
    );
}

#[test]
fn mixed_encodings_and_zeros() {
    told(
        "a.txt",
        b"\xC7\xE1\xDF\xCA\xC7\xC8 \xDD\xED \xC7\xE1\xD3\xE6\xDE",
        NoticeKind::Guessed,
        "windows-1256",
        1,
    );
    told(
        "a.txt",
        "نص\0فيه صفر".as_bytes(),
        NoticeKind::Skipped,
        "binary data",
        0,
    );
    let mixed = [
        "كتاب كبير فيه كلام كثير. ".repeat(20).as_bytes(),
        b"\xC7\xE1\xDF\xCA",
    ]
    .concat();
    told("a.txt", &mixed, NoticeKind::Guessed, "U+FFFD", 1);
}

#[test]
fn front_matter_that_goes_on_and_on() {
    let many: String = (0..50_000).map(|n| format!("k{n}: v\n")).collect();
    let read = outcome(&[("a.md", format!("---\n{many}---\n\nنص.").as_bytes())]);
    assert_eq!(
        (read.report.pages, read.page("a").fields.len()),
        (1, 50_000)
    );
    let alias = "---\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n---\n\nنص.";
    let read = outcome(&[("a.md", alias.as_bytes())]);
    let size: usize = read
        .page("a")
        .fields
        .iter()
        .map(|(_, value)| value.len())
        .sum();
    assert!(size < alias.len());
}

#[test]
fn bombs() {
    let zeros = vec![b' '; 20 << 20];
    let bomb = zip(&[("a.txt", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    told("a.zip", &bomb, NoticeKind::Skipped, "bomb", 0);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&zeros).expect("memory");
    let bomb = encoder.finish().expect("memory");
    told("a.txt.gz", &bomb, NoticeKind::Skipped, "bomb", 0);
    let chapter = String::from_utf8(zeros).expect("spaces");
    let book = epub(&[
        ("OEBPS/package.opf", &package(&["a.xhtml"])),
        ("OEBPS/a.xhtml", &chapter),
    ]);
    told(
        "a.epub",
        &book,
        NoticeKind::Broken,
        "inflates to too much",
        0,
    );
}

#[test]
fn archives_that_lie() {
    let secret = folder(&[("secret.txt", "سر لا ينشر.".as_bytes())]);
    let outside = format!("../{}", secret.path().join("secret.txt").display());
    let archive = zip(&[
        ("../../evil.txt", "نص فيه كلام.".as_bytes()),
        ("/etc/evil.txt", "نص فيه كلام.".as_bytes()),
        (&outside, "نص فيه كلام.".as_bytes()),
        ("good.txt", "نص فيه كلام.".as_bytes()),
        ("inner.zip", &zip(&[("a.txt", b"x")])),
    ]);
    let home = folder(&[("in/a.zip", &archive)]);
    let read = Outcome::of(&[home.path().join("in")]);
    let ids: Vec<&str> = read.pages().map(|page| page.id.as_str()).collect();
    assert_eq!(ids, ["a/good"]);
    let skipped: Vec<String> = read
        .report
        .notices
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        skipped
            .iter()
            .filter(|notice| notice.contains("outside the archive"))
            .count(),
        3,
        "{skipped:?}"
    );
    assert_eq!(fs::read_dir(home.path()).expect("the folder").count(), 1);
    assert_eq!(
        fs::read_to_string(secret.path().join("secret.txt")).expect("the file"),
        "سر لا ينشر."
    );

    let chapter = "<html><body><p>نص فيه كلام.</p></body></html>";
    let chapters = [
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "none.xhtml",
        "good.xhtml",
    ];
    let book = epub(&[
        ("OEBPS/package.opf", &package(&chapters)),
        ("OEBPS/good.xhtml", chapter),
    ]);
    let read = outcome(&[("a.epub", &book)]);
    assert_eq!(
        (read.report.pages, read.notices(NoticeKind::Broken).len()),
        (1, 4)
    );
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">\
        <!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&e;&f;</x>";
    told(
        "a.epub",
        &epub(&[("OEBPS/package.opf", laughs)]),
        NoticeKind::Skipped,
        "not a whole EPUB",
        0,
    );
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    told(
        "a.epub",
        &epub(&[("OEBPS/package.opf", &deep)]),
        NoticeKind::Skipped,
        "",
        0,
    );
    told(
        "a.epub",
        b"PK\x03\x04 not really",
        NoticeKind::Skipped,
        "not a whole EPUB",
        0,
    );
    told(
        "a.zip",
        b"not at all",
        NoticeKind::Skipped,
        "cannot be unpacked",
        0,
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is in a file, reading goes on and blocks keep their promise.
    #[test]
    fn any_bytes(bytes in pieces()) {
        let names = [
            "a.txt", "b.md", "c.html", "d.jsonl", "e.jsonl.gz", "g.csv", "h.tsv", "i.epub", "j.completed", "k.zip", "l.txt.gz",
        ];
        let openiti = [&b"######OpenITI#\n#META#Header#End#\n"[..], &bytes].concat();
        let record = serde_json::json!({ "id": "r", "text": String::from_utf8_lossy(&bytes) }).to_string();
        let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, bytes.as_slice())).collect();
        files.push(("f.jsonl", record.as_bytes()));
        files.push(("m", &openiti));
        let read = outcome(&files);
        for page in read.pages() {
            for at in &page.breaks {
                // Of a page that is only a title, the page it begins on.
                let text = page.blocks.get(at.block as usize).map_or("", |block| &block.text);
                prop_assert!(text.is_char_boundary(at.offset as usize), "{at:?}");
            }
            prop_assert!(!page.title.contains(char::is_control));
            for block in &page.blocks {
                let tabs = matches!(block.kind, BlockKind::Verse | BlockKind::Row(_));
                prop_assert!(!block.text.contains(|c: char| c.is_control() && !(c == '\t' && tabs)), "{:?}", block);
                prop_assert!(!block.text.trim().is_empty());
            }
        }
    }
}

/// Bytes that look a little like sources: words and signs that mean something to one of the
/// readers, among bytes that mean nothing.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    const SIGNS: &[&str] = &[
        "\n",
        "\n\n",
        "\r",
        "\t",
        "    ",
        " ",
        "---\n",
        "title: ",
        "# ",
        "- ",
        "> ",
        "| a | b |\n| - | - |\n",
        "[^1]",
        "[^1]: ",
        "**",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "<br>",
        "<sup>1</sup>",
        "<h1>",
        "<article>",
        "<!--",
        "{\"id\":",
        "\"title\":\"",
        "\"}",
        "\u{200F}",
        "\u{2028}",
        "***",
        "…",
        "مقالات ذات صلة",
        "زر الذهاب إلى الأعلى",
        "الوسوم: ",
        "كتب",
        "بقلم: ",
        "15 رمضان 1436",
        "عام 1990",
        "سبتمبر",
        "######OpenITI#",
        "#META#Header#End#\n",
        "\n# ",
        "\n~~",
        "\n### | ",
        "\n### $ ",
        "%~%",
        "PageV01P002",
        " ms12 ",
        "[ص: 30]",
        "@PER@",
        "\n\"",
        ",",
        "title,text\n",
        "كان الوراقون ينسخون الكتب ويبيعونها في السوق",
        "2014",
        "،",
        "؟",
        ".",
    ];
    let sign = proptest::sample::select(SIGNS).prop_map(|sign| sign.as_bytes().to_vec());
    let noise = proptest::collection::vec(any::<u8>(), 0..6);
    proptest::collection::vec(prop_oneof![6 => sign, 1 => noise], 0..40)
        .prop_map(|pieces| pieces.concat())
}
