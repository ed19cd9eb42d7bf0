//! Every kind of source, and everything that can be wrong with one.

#![cfg(feature = "build")]

#[path = "sources/books.rs"]
mod books;
#[path = "sources/folders.rs"]
mod folders;
#[path = "sources/hostile.rs"]
mod hostile;
#[path = "sources/real.rs"]
mod real;
#[path = "sources/walk.rs"]
mod walk;

use std::convert::Infallible;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use warraq::build::source::{Error, Event, NoticeKind, ReadError, Report, read};
use warraq::page::{BlockKind, Book, Page};

/// What a read gives: each book with its pages, the report, and how it ended.
struct Outcome {
    books: Vec<(Book, Vec<Page>)>,
    report: Report,
    error: Option<Error>,
}

impl Outcome {
    fn of(roots: &[PathBuf]) -> Outcome {
        Outcome::dropping(roots, false)
    }

    /// The same; pages that are there twice may be dropped.
    fn dropping(roots: &[PathBuf], drop: bool) -> Outcome {
        let mut books: Vec<(Book, Vec<Page>)> = Vec::new();
        let mut report = Report::default();
        let end = read::<Infallible>(roots, drop, &mut report, &mut |event| {
            match event {
                Event::Book(book) => books.push((book, Vec::new())),
                Event::Pages(pages) => books
                    .last_mut()
                    .expect("a book before its pages")
                    .1
                    .extend(pages),
            }
            Ok(())
        });
        let error = end.err().map(|error| match error {
            ReadError::Source(error) => error,
            ReadError::Sink(never) => match never {},
        });
        Outcome {
            books,
            report,
            error,
        }
    }

    fn pages(&self) -> impl Iterator<Item = &Page> {
        self.books.iter().flat_map(|(_, pages)| pages)
    }

    fn page(&self, id: &str) -> &Page {
        self.pages()
            .find(|page| page.id == id)
            .unwrap_or_else(|| panic!("no page {id}"))
    }

    /// The notices of a kind about a file, its name and line first.
    fn notices(&self, kind: NoticeKind) -> Vec<String> {
        let of_kind = self
            .report
            .notices
            .iter()
            .filter(|notice| notice.kind == kind);
        of_kind
            .map(|notice| {
                notice
                    .to_string()
                    .rsplit_once('/')
                    .map(|(_, end)| end.to_owned())
                    .unwrap_or_default()
            })
            .collect()
    }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// Reads a folder with these files.
fn outcome(files: &[(&str, &[u8])]) -> Outcome {
    let folder = folder(files);
    Outcome::of(&[folder.path().to_owned()])
}

/// A file of the folder beside this one.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sources/fixtures")
        .join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A folder of the shared data, if it is there.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(name);
    if !path.exists() {
        println!("skipped: no {name} in the shared data");
    }
    path.exists().then_some(path)
}

/// A page as lines: what is known of it, then its blocks by kind, tabs as `⇥`.
fn show(page: &Page) -> String {
    let mut out = format!("title: {}\n", page.title);
    let known = [
        ("author", &page.author),
        ("source", &page.source),
        ("url", &page.url),
    ];
    for (name, value) in known {
        out.extend(value.iter().map(|value| format!("{name}: {value}\n")));
    }
    if let Some(date) = page.date {
        out.push_str(&format!(
            "date: {}{}\n",
            date.date,
            if date.stated { "" } else { " (mentioned)" }
        ));
    }
    let dates: Vec<String> = page.dates.iter().map(ToString::to_string).collect();
    for (name, values) in [("dates", &dates), ("tags", &page.tags)] {
        if !values.is_empty() {
            out.push_str(&format!("{name}: {}\n", values.join(" | ")));
        }
    }
    out.extend(
        page.fields
            .iter()
            .map(|(name, value)| format!("field {name}: {value}\n")),
    );
    for block in &page.blocks {
        let kind = match block.kind {
            BlockKind::Heading(level) => "#".repeat(level.into()),
            BlockKind::Paragraph => "P".to_owned(),
            BlockKind::Quote => ">".to_owned(),
            BlockKind::Verse => "V".to_owned(),
            BlockKind::Item(depth) => format!("I{depth}({})", block.label),
            BlockKind::Row(true) => "RH".to_owned(),
            BlockKind::Row(false) => "R".to_owned(),
            BlockKind::Note => format!("N({})", block.label),
        };
        out.push_str(&format!("{kind} {}\n", block.text.replace('\t', " ⇥ ")));
    }
    out
}

fn check(name: &str, id: &str, expected: &str, notices: &[(NoticeKind, &str)]) {
    let outcome = outcome(&[(name, &fixture(name))]);
    assert_eq!(show(outcome.page(id)), expected.trim_start(), "{name}");
    let said: Vec<(NoticeKind, String)> = outcome
        .report
        .notices
        .iter()
        .map(|notice| (notice.kind, notice.to_string()))
        .collect();
    assert_eq!(said.len(), notices.len(), "{name}: {said:?}");
    for ((kind, text), (expected_kind, part)) in said.iter().zip(notices) {
        assert!(
            kind == expected_kind && text.contains(part),
            "{name}: {text}"
        );
    }
}

#[test]
fn plain_text() {
    check(
        "خبر.txt",
        "خبر",
        "
title: معرض للمخطوطات في دار الكتب
author: هيئة التحرير
source: نشرة الأرشيف
date: 2016-07-26
dates: 2016-07-26 | 1436-09-15 هـ | 0391 هـ
P القاهرة - 26 يوليو 2016 - افت\u{064F}تح اليوم معرض للمخطوطات، وفيه مئة قطعة من القرن الرابع إلى القرن العاشر.
## أقسام المعرض
P يتوزع المعرض على ثلاثة أقسام:
I1(•) الخطوط القديمة
I1(•) التجليد والتذهيب
I1(١-) كتب الطب
I1((٢)) كتب الفلك
## كيف ت\u{064F}عرض الأوراق؟
P و\u{064F}ضعت الأوراق في خزائن من زجاج، وك\u{064F}تب تحتها بيتان يعرفهما أهل الحرفة:
V يا قارئا خطي سألتك دعوة ⇥ تمحو بها ما قد جنته يداي
V واغفر لناسخه وقل يا ربنا ⇥ ارحم فقيرا خط بعض خطاي
P وقد ع\u{064F}ني الحافظون بما ك\u{064F}تب في 15 رمضان 1436، وأقدم قطعة في المعرض من سنة 391 هـ.
",
        &[(NoticeKind::Cut, "«أخبار ذات صلة | زر الذهاب إلى الأعلى»")],
    );
    check(
        "ملفوف.txt",
        "ملفوف",
        "
title: 
P كتاب قديم من كتب الحساب، ن\u{064F}سخ في مدينة فاس، وفيه أبواب في الضرب والقسمة، وفصول في مسائل التركات، وقد ضاعت منه ورقة واحدة.
P ثم وقع الكتاب إلى رجل من أهل العلم، فقابله بأصل آخر، وزاد في حواشيه، وكتب في آخره تاريخ المقابلة.
",
        &[],
    );
}

#[test]
fn markdown() {
    check(
        "كامل.md",
        "كامل",
        "
title: دفتر الخطاط
author: هيئة التحرير
source: مجلة: القلم
date: 1436-09-15 هـ
tags: الخط | الحبر
field الناسخ: غير معروف
P هذا سطر بلا نقطتين
P فقرة فيها توكيد ورابط ورمز في سطرين، وإحالة[1] وأخرى[2]، وصورة قلم.
## الأدوات
I1(•) قلم
I2(•) قصب
I1(•) حبر
I1(3.) أولا
I1(4.) ثانيا
I1() تتمة
> اقتباس من كتاب
V يا قارئا خطي سألتك دعوة ⇥ تمحو بها ما قد جنته يداي
V واغفر لناسخه وقل يا ربنا ⇥ ارحم فقيرا خط بعض خطاي
### الجدول
RH القلم ⇥ العرض
R الثلث ⇥ 8
R النسخ ⇥ 
V شطر أول قصير
V شطر ثان قصير
P نص في صندوق
P سطر مكسور في وسطه كلام طويل يبلغ أكثر من عشر كلمات بكثير.
## باب آخر
P خاتمة.
N(1) حاشية أولى. تتمتها.
N(2) حاشية ثانية.
",
        &[(
            NoticeKind::Broken,
            "كامل.md:8: the front matter has no «name: value» here",
        )],
    );
}

#[test]
fn html() {
    check(
        "صفحة.html",
        "صفحة",
        "
title: الأقلام الستة
author: هيئة التحرير
source: مجلة القلم
url: https://example.org/aqlam
date: 2023-11-08
tags: الخط | الحبر | ابن مقلة | الثلث
field description: في الأقلام الستة.
P ذكر القدماء ستة أقلام[1]، ونسبوا إلى كل قلم موضعا لا ي\u{064F}كتب فيه غيره، ومن ذلك الثلث والنسخ & الرقاع، ثم زاد الناس بعدهم أقلاما كثيرة.
## أوصافها
I1(•) الثلث
I2(3.) الجلي
I1(•) النسخ
I1() المداد
I2() الحبر الأسود.
> القلم لسان اليد.
V يا قارئا خطي سألتك دعوة
V تمحو بها ما قد جنته يداي
P هذه فقرة فيها كلام طويل في سطر واحد من سطور الصفحة القديمة، ثم انكسر السطر.
P وهذه فقرة أخرى.
P الأقلام
RH القلم ⇥ الموضع
R الثلث ⇥ العناوين والعمائر
V سطر أول
V سطر ثان
",
        &[(NoticeKind::Cut, "«مقالات ذات صلة | عشرة أخطاء في بري القلم | معارض الشهر | شارك على فيسبوك | ")],
    );
}

#[test]
fn json_lines() {
    let read = outcome(&[("سطور.jsonl", &fixture("سطور.jsonl"))]);
    let ids: Vec<&str> = read.pages().map(|page| page.id.as_str()).collect();
    assert_eq!(ids, ["a-1", "7", "سطور#5", "a-1-2", "title-only"]);
    assert_eq!(
        show(read.page("a-1")),
        "title: قيد الفراغ\nauthor: المحرر، الناسخ\nsource: نشرة\nurl: https://example.org/a\ndate: 1436-09-15 هـ\n\
         tags: خط | حبر\nfield pages: 12\nfield checked: true\nfield size: {\"w\":2}\nP فقرة أولى.\nP فقرة ثانية.\n"
    );
    assert_eq!(
        show(read.page("7")),
        "title: رقم\nfield date: لا أدري\nP نص.\n"
    );
    assert_eq!(
        show(read.page("سطور#5")),
        "title: بلا رقم\ndate: 2020-11-10 (mentioned)\ndates: 2020-11-10\nP نص في 10 نوفمبر2020.\n"
    );
    assert_eq!(show(read.page("title-only")), "title: عنوان وحده\n");
    let said: Vec<(NoticeKind, Option<u32>)> = read
        .report
        .notices
        .iter()
        .map(|notice| (notice.kind, notice.line))
        .collect();
    let expected = [
        (NoticeKind::Cut, 1),
        (NoticeKind::Broken, 2),
        (NoticeKind::Broken, 4),
        (NoticeKind::Broken, 6),
        (NoticeKind::Broken, 7),
        (NoticeKind::Changed, 8),
    ];
    assert_eq!(said, expected.map(|(kind, line)| (kind, Some(line))));
    assert_eq!(
        read.books[0].0,
        Book {
            id: "سطور".to_owned(),
            title: "سطور".to_owned()
        }
    );
}

#[test]
fn packed_json_lines() {
    let pack = |text: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer
            .write_all(text)
            .and_then(|()| packer.finish())
            .expect("packing into memory")
    };
    let lines = |from: u32, to: u32| {
        (from..to)
            .map(|n| format!("{{\"id\":\"p{n}\",\"title\":\"عنوان {n}\"}}\n"))
            .collect::<String>()
    };
    // Two members of one archive, and more pages than go into a batch.
    let mut whole = pack(lines(0, 1500).as_bytes());
    whole.extend(pack(lines(1500, 2500).as_bytes()));
    let all = outcome(&[("Archive.JSONL.GZ", &whole)]);
    assert_eq!(
        (all.report.pages, all.report.files, all.report.bytes),
        (2500, 1, whole.len() as u64)
    );
    assert!(
        all.pages()
            .enumerate()
            .all(|(n, page)| page.id == format!("p{n}"))
    );
    assert_eq!(all.books[0].0.id, "Archive");

    let short = outcome(&[("archive.jsonl.gz", &whole[..whole.len() - 40])]);
    assert!(
        (1500..2500).contains(&short.report.pages),
        "{}",
        short.report.pages
    );
    assert!(
        short
            .notices(NoticeKind::Broken)
            .iter()
            .any(|notice| notice.contains("ends too early"))
    );

    let not_packed = outcome(&[
        ("archive.jsonl.gz", b"{\"title\":\"x\"}"),
        ("a.txt", "نص".as_bytes()),
    ]);
    assert_eq!(not_packed.report.pages, 1);
    assert!(
        not_packed.notices(NoticeKind::Skipped)[0]
            .starts_with("archive.jsonl.gz: cannot be read (")
    );
}

#[test]
fn encodings() {
    let text = "سوق الوراقين\n\nكان سوق الوراقين في بغداد من أشهر أسواق الكتب، وفيه دكاكين النساخ والمجلدين.\n";
    let units = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let page = format!(
        "<html><head><meta charset=\"windows-1256\"></head><body><h1>سوق الوراقين</h1><p>{}</p></body></html>",
        &text[24..]
    );
    let (dos, mac, md) = (
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("# {text}"),
    );
    let marked = [b"\xFF\xFE".as_slice(), &units(false)].concat();
    let files: [(&str, &[u8]); 8] = [
        ("1256.txt", &encoding_rs::WINDOWS_1256.encode(&dos).0),
        ("bom.txt", &[b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("mac.txt", mac.as_bytes()),
        ("page.HTM", &encoding_rs::WINDOWS_1256.encode(&page).0),
        ("utf16be.txt", &units(true)),
        ("utf16le.txt", &units(false)),
        ("utf16mark.TXT", &marked),
        ("utf8.md", md.as_bytes()),
    ];
    let read = outcome(&files);
    for page in read.pages() {
        assert_eq!(page.title, "سوق الوراقين", "{}", page.id);
        assert_eq!(page.blocks.len(), 1, "{}", page.id);
        assert!(
            page.blocks[0].text.starts_with("كان سوق الوراقين في بغداد"),
            "{}: {}",
            page.id,
            page.blocks[0].text
        );
    }
    assert_eq!(read.report.pages, 8);
    let guessed = read.notices(NoticeKind::Guessed);
    let names = [
        "1256.txt: not UTF-8: read as windows-1256",
        "page.HTM: not UTF-8: read as windows-1256",
        "utf16be.txt",
        "utf16le.txt",
        "utf16mark.TXT",
    ];
    assert_eq!(guessed.len(), names.len(), "{guessed:?}");
    assert!(
        guessed
            .iter()
            .zip(names)
            .all(|(notice, name)| notice.starts_with(name)),
        "{guessed:?}"
    );
}
