//! Books made of one file: OpenITI, EPUB, tables; and what is packed: gzip and zip.

use super::{Outcome, folder, outcome, shared};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::{Cursor, Write};
use warraq::build::source::NoticeKind;
use warraq::page::{BlockKind, Page};
use zip::write::SimpleFileOptions;

/// An archive of these files.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).expect("a file");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// `title: kind word …`, a letter for the kind of each block and its first word; printed pages as `block.byte=volume/page`.
fn shape(page: &Page) -> String {
    let blocks: String = page
        .blocks
        .iter()
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Heading(level) => format!("H{level}"),
                BlockKind::Verse => "V".to_owned(),
                BlockKind::Note => "N".to_owned(),
                _ => "P".to_owned(),
            };
            format!(
                " {kind}:{}",
                block.text.split(' ').next().unwrap_or_default()
            )
        })
        .collect();
    let breaks: String = page
        .breaks
        .iter()
        .map(|at| {
            format!(
                " {}.{}={}/{}",
                at.block, at.offset, at.printed.volume, at.printed.page
            )
        })
        .collect();
    format!("{}:{blocks}{breaks}", page.title)
}

fn shapes(read: &Outcome) -> Vec<String> {
    read.pages().map(shape).collect()
}

const OPENITI: &str = "######OpenITI#\n\n#META# 010.AuthorNAME\t:: أبو بكر الوراق (المتوفى: 300هـ)\n\
    #META# 011.AuthorDIED\t:: 300\n#META# 020.BookTITLE\t:: كتاب الورق\n#META# 021.BookSUBJ\t:: الأدب :: اللغة\n\
    #META# 040.EdEDITOR\t:: NODATA\n#META# 043.EdPUBLISHER\t:: دار العلم\n\n#META#Header#End#\n\n\
    # خطبة الكتاب\n~~وفيها كلام PageV01P001\n### | باب الورق ms1\n# الورق @PER@ كثير ms02\n~~جدا PageV01P002 عندنا\n\
    # يا قارئا خطي %~% سألتك دعوة\nPageV01P003\n### | باب الحبر\n# أسود.\n";

#[test]
fn openiti() {
    let check = |name: &str, bytes: &[u8]| {
        let read = outcome(&[(name, bytes)]);
        assert_eq!(
            shapes(&read),
            [
                "كتاب الورق: P:خطبة 0.0=1/1",
                "باب الورق: P:الورق V:يا 0.0=1/2 0.26=1/3",
                "باب الحبر: P:أسود. 0.0=1/4"
            ],
            "{name}"
        );
        assert_eq!(read.books[0].0.title, "كتاب الورق");
        let page = read.pages().next().expect("a page");
        assert_eq!(page.author.as_deref(), Some("أبو بكر الوراق"));
        assert_eq!(page.source.as_deref(), Some("دار العلم"));
        assert_eq!(page.tags, ["الأدب", "اللغة", "القرن الثالث الهجري"]);
        assert_eq!(
            page.fields,
            [("وفاة المؤلف".to_owned(), "300ه\u{640}".to_owned())]
        );
        assert!(read.report.notices.is_empty(), "{:?}", read.report.notices);
    };
    check("0300Warraq.Waraq.X1-ara1.mARkdown", OPENITI.as_bytes());
    check(
        "0300Warraq.Waraq.X1-ara1.completed.gz",
        &gzip(OPENITI.as_bytes()),
    );
    check("0300Warraq.Waraq.X1-ara1", OPENITI.as_bytes());
    check("waraq.txt", OPENITI.as_bytes());
    check("waraq.gz", &gzip(OPENITI.as_bytes()));
}

#[test]
fn page_numbers_that_part_a_sentence() {
    let text = "######OpenITI#\n#META#Header#End#\n PageV00P000\n# أخبرنا فلان وأنا\n# [ص: 30]\n# حاضر عنده.\n# ثم قال.";
    let read = outcome(&[("a", text.as_bytes())]);
    assert_eq!(shapes(&read), [": P:أخبرنا P:ثم 0.31=0/30"]);
}

#[test]
fn real_books() {
    let Some(books) = shared("data/books") else {
        return;
    };
    let mut files: Vec<_> = fs::read_dir(books)
        .expect("the folder of books")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "gz"))
        .collect();
    files.sort();
    let read = Outcome::of(&files);
    let titles: Vec<&str> = read
        .books
        .iter()
        .map(|(book, _)| book.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "رسالة الخط والقلم",
            "فتوح البلدان",
            "اليقين لابن أبي الدنيا",
            "نسب عدنان وقحطان"
        ]
    );
    for (book, pages) in &read.books {
        assert!(
            pages.iter().all(|page| !page.title.is_empty()),
            "{}",
            book.title
        );
        for page in pages {
            for block in &page.blocks {
                let marked = ["PageV", "~~", "###", "%~%", " ms0", "@"];
                assert!(
                    !marked.iter().any(|mark| block.text.contains(mark)),
                    "{}",
                    block.text
                );
            }
            for at in &page.breaks {
                let text = &page.blocks[at.block as usize].text;
                assert!(text.is_char_boundary(at.offset as usize), "{at:?}");
            }
        }
        let numbers: Vec<u32> = pages
            .iter()
            .flat_map(|page| page.breaks.iter().map(|at| at.printed.page))
            .collect();
        assert!(numbers.is_sorted(), "{}: {numbers:?}", book.title);
    }
    let letter = &read.books[0].1;
    assert!(letter.iter().any(|page| page.title == "البري ووجوهه"));
    let conquests = &read.books[1].1;
    let last = conquests.last().and_then(|page| page.breaks.last());
    assert!(last.is_some_and(|at| at.printed.page > 400), "{last:?}");
    assert!(read.report.notices.is_empty(), "{:?}", read.report.notices);
}

/// A book with these files beside its container; the package is `OEBPS/package.opf`.
pub(super) fn epub(files: &[(&str, &str)]) -> Vec<u8> {
    const CONTAINER: &str = "<?xml version=\"1.0\"?><container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
        <rootfiles><rootfile full-path=\"OEBPS/package.opf\"/></rootfiles></container>";
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
    ];
    all.extend(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&all)
}

/// A package with these chapters.
pub(super) fn package(chapters: &[&str]) -> String {
    let items: String = (0..)
        .zip(chapters)
        .map(|(n, href)| {
            format!("<item id=\"c{n}\" href=\"{href}\" media-type=\"application/xhtml+xml\"/>")
        })
        .collect();
    let spine: String = (0..chapters.len())
        .map(|n| format!("<itemref idref=\"c{n}\"/>"))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>كتاب الحبر</dc:title><dc:creator>أبو بكر الوراق</dc:creator><dc:date>2012-05-01</dc:date>\
         <dc:publisher>دار العلم</dc:publisher><dc:subject>الحبر</dc:subject></metadata><manifest>{items}\
         <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/></manifest><spine toc=\"ncx\">{spine}</spine></package>"
    )
}

#[test]
fn epub_chapters() {
    let chapter = |text: &str| {
        format!(
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body><p>{text}</p>\
             <aside epub:type=\"footnote\" id=\"n1\">حاشية.</aside><img src=\"a.jpg\"/></body></html>"
        )
    };
    let ncx = "<!DOCTYPE ncx PUBLIC \"-//NISO//DTD ncx 2005-1//EN\" \"ncx.dtd\"><ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\"><navMap>\
        <navPoint><navLabel><text>الأول</text></navLabel><content src=\"text/1.xhtml\"/></navPoint>\
        <navPoint><navLabel><text>الثاني</text></navLabel><content src=\"text/2.xhtml#a\"/></navPoint></navMap></ncx>";
    let (one, two) = (chapter("نص الأول."), chapter("نص الثاني."));
    let package = package(&["text/1.xhtml", "text/2.xhtml"]);
    let book = epub(&[
        ("OEBPS/package.opf", &package),
        ("OEBPS/toc.ncx", ncx),
        ("OEBPS/text/2.xhtml", &two),
        ("OEBPS/text/1.xhtml", &one),
    ]);
    let read = outcome(&[("b.epub", &book)]);
    assert_eq!(
        shapes(&read),
        ["الأول: P:نص N:حاشية.", "الثاني: P:نص N:حاشية."]
    );
    let page = read.page("b#2");
    assert_eq!(page.author.as_deref(), Some("أبو بكر الوراق"));
    assert_eq!(page.source.as_deref(), Some("دار العلم"));
    assert_eq!(
        page.date.map(|date| (date.date.year, date.date.month)),
        Some((2012, 5))
    );
    assert_eq!(page.tags, ["الحبر"]);
    assert_eq!(read.books[0].0.title, "كتاب الحبر");
    assert_eq!(
        read.notices(NoticeKind::Cut),
        ["b.epub: 2 pictures of the book are left out; its text is kept"]
    );
}

#[test]
fn epub_pages_of_print() {
    let chapter = |body: &str| {
        format!(
            "<html xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title>x</title></head><body>{body}</body></html>"
        )
    };
    // By type, by role, with text of its own, hidden, before the title, within a word, at the end of a chapter.
    let one = chapter(
        "<span epub:type=\"pagebreak\" id=\"page7\"/><h1>أول</h1><p>نص <span role=\"doc-pagebreak\" aria-label=\"صفحة ٨\"></span>الأول.</p>\
         <p>كت<a epub:type=\"pagebreak\" title=\"9\">9</a>اب.</p><span epub:type=\"pagebreak\" hidden=\"\" title=\"10\"></span>",
    );
    let two = chapter("<h1>ثان</h1><p>نص الثاني.</p>");
    let three = chapter("<p>نص <span epub:type=\"pagebreak\" title=\"xi\"></span>الثالث.</p>");
    let package = package(&["1.xhtml", "2.xhtml", "3.xhtml"]);
    let book = epub(&[
        ("OEBPS/package.opf", &package),
        ("OEBPS/1.xhtml", &one),
        ("OEBPS/2.xhtml", &two),
        ("OEBPS/3.xhtml", &three),
    ]);
    let read = outcome(&[("b.epub", &book)]);
    assert_eq!(
        shapes(&read),
        [
            "أول: P:نص P:كتاب. 0.0=0/7 0.5=0/8 1.4=0/9",
            "ثان: P:نص 0.0=0/10",
            "x: P:نص 0.0=0/10",
        ]
    );
    // What is text elsewhere is none here: the numbers.
    assert!(
        read.pages()
            .all(|page| page.blocks.iter().all(|block| !block.text.contains('9')))
    );
    // One that is never closed has the text in it, which stays.
    let read = outcome(&[(
        "a.html",
        "<h1>باب</h1><p>نص <span role=doc-pagebreak title=3>طويل لا ينتهي عند الرقم.</p>".as_bytes(),
    )]);
    assert_eq!(shapes(&read), ["باب: P:نص 0.5=0/3"]);
    assert!(
        read.pages()
            .all(|page| page.blocks[0].text.ends_with("الرقم."))
    );
}

#[test]
fn a_real_epub() {
    let Some(book) = shared("data/epub/regime-anticancer-arabic.epub") else {
        return;
    };
    let read = Outcome::of(&[book]);
    for page in read.pages() {
        println!("{}", &shape(page).chars().take(300).collect::<String>());
    }
    let words: usize = read
        .pages()
        .flat_map(|page| &page.blocks)
        .map(|block| block.text.split(' ').count())
        .sum();
    assert!(words > 4000, "{words} words");
    assert!(read.report.pages > 2, "{}", read.report.pages);
}

#[test]
fn tables() {
    let check = |name: &str, text: &str, expected: &[&str]| {
        assert_eq!(
            shapes(&outcome(&[(name, text.as_bytes())])),
            expected,
            "{name} {text}"
        );
    };
    let expected = ["الحبر: P:أسود", "الورق: P:أبيض"];
    check(
        "a.csv",
        "id,title,text\n1,الحبر,أسود\n2,الورق,أبيض\n",
        &expected,
    );
    check(
        "a.csv",
        "العنوان;النص\nالحبر;أسود\n\"الورق\";\"أبيض\"\n",
        &expected,
    );
    check(
        "a.tsv",
        "title\ttext\r\nالحبر\tأسود\r\nالورق\tأبيض",
        &expected,
    );
    check(
        "a.csv",
        "title,text\nالحبر,\"قال: \"\"أسود\"\", ثم.\n\nسكت.\"\n",
        &["الحبر: P:قال: P:سكت."],
    );
    let read = outcome(&[
        ("a.csv", "title,text,رقم\nالحبر,أسود,7,8\n,,\n".as_bytes()),
        ("b.csv", "one,two\n1,2\n".as_bytes()),
    ]);
    assert_eq!(
        read.page("a#2").fields,
        [("رقم".to_owned(), "7".to_owned())]
    );
    assert_eq!(read.notices(NoticeKind::Broken).len(), 1);
    assert!(read.notices(NoticeKind::Skipped)[0].starts_with("b.csv: no column is called title"));
}

#[test]
fn zip_archives_are_folders() {
    let archive = zip(&[
        ("1.txt", "عنوان\n\nنص فيه كلام.".as_bytes()),
        ("شعر/2.md", "# قصيدة\n\nكلام".as_bytes()),
        (
            "news.jsonl.gz",
            &gzip("{\"id\":\"n\",\"title\":\"خبر\"}\n".as_bytes()),
        ),
        ("photo.jpg", b"\xFF\xD8"),
        (".hidden.txt", b"x"),
    ]);
    let read = outcome(&[("كتب.zip", &archive)]);
    let ids: Vec<(&str, &str)> = read
        .books
        .iter()
        .flat_map(|(book, pages)| {
            pages
                .iter()
                .map(|page| (book.id.as_str(), page.id.as_str()))
        })
        .collect();
    assert_eq!(
        ids,
        [
            ("كتب", "كتب/1"),
            ("كتب/news", "n"),
            ("كتب/شعر", "كتب/شعر/2")
        ]
    );
    assert_eq!(read.report.notices.len(), 1, "{:?}", read.report.notices);
    assert!(
        read.report.notices[0]
            .to_string()
            .contains("كتب.zip/photo.jpg: not a kind of file")
    );
}

#[test]
fn packed_texts() {
    let folder = folder(&[("a.txt.gz", &gzip("عنوان\n\nنص فيه كلام.".as_bytes()))]);
    let read = Outcome::of(&[folder.path().to_owned()]);
    assert_eq!(shapes(&read), ["عنوان: P:نص"]);
    assert_eq!(read.page("a").title, "عنوان");
}
