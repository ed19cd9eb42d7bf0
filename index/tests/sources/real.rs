//! Texts as they are found: two articles copied from the web, and an archive of news.

use super::{Outcome, shared};
use std::fs::File;
use std::io::{BufRead, BufReader};
use warraq::build::source::{Event, NoticeKind, ReadError, Report, read};
use warraq::page::{BlockKind, Page};

#[test]
fn the_seeds() {
    let Some(seeds) = shared("seeds") else { return };
    let read = Outcome::of(&[seeds]);
    let first = read.page("000_9adc9e8bec470001");
    let second = read.page("004_cdf81963bf0107ee");
    assert_eq!(
        first.title,
        "داعش يتمدد في غرب أفريقيا فهل يصمد أمام التحالف الدولي"
    );
    assert_eq!(second.title, "نظرة على التحالف الدولي ضد داعش");
    let headings = |page: &Page| -> Vec<String> {
        page.blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Heading(2))
            .map(|b| b.text.clone())
            .collect()
    };
    assert!(headings(first).is_empty());
    assert_eq!(
        headings(second),
        [
            "تشكيل التحالف",
            "مهمة التحالف",
            "تاريخ انضمام ليبيا للتحالف",
            "مساهمة ليبيا في التحالف"
        ]
    );
    assert_eq!((first.blocks.len(), second.blocks.len()), (11, 16));
    for (page, dates, date) in [
        (first, ["2014-09", "2020-11-10", "2017-01"], "2020-11-10"),
        (
            second,
            ["2014-09", "2016-07-26", "2017-03-02"],
            "2017-03-02",
        ),
    ] {
        assert_eq!(page.source.as_deref(), Some("أخبار ليبيا24"));
        assert_eq!(
            page.dates
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            dates
        );
        assert!(
            page.date
                .is_some_and(|found| !found.stated && found.date.to_string() == date)
        );
        let furniture = ["ذات صلة\n", "زر الذهاب", "أخبار ليبيا24"];
        let text: String = page
            .blocks
            .iter()
            .map(|block| format!("{}\n", block.text))
            .collect();
        // The first article speaks of regional organisations «ذات الصلة», which is prose.
        assert!(
            furniture.iter().all(|words| !text.contains(words)),
            "{text}"
        );
    }
    let cut = read.notices(NoticeKind::Cut);
    assert_eq!(cut.len(), 2);
    assert!(
        cut.iter()
            .all(|notice| notice.contains("«مقالات ذات صلة | زر الذهاب إلى الأعلى»"))
    );
}

#[test]
fn the_news() {
    let Some(news) = shared("data/news/news-10k.jsonl.gz") else {
        return;
    };
    let mut pages: Vec<Page> = Vec::new();
    let mut report = Report::default();
    let end = read(
        std::slice::from_ref(&news),
        false,
        &mut report,
        &mut |event| match event {
            Event::Book(_) => Ok(()),
            Event::Pages(more) => {
                pages.extend(more);
                if pages.len() < 2000 {
                    Ok(())
                } else {
                    Err("enough")
                }
            }
        },
    );
    assert!(matches!(end, Err(ReadError::Sink("enough"))));
    // The same lines by a plain reader: every one with a title or a text is a page.
    let file = File::open(news).expect("the archive");
    let lines = BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    let mut expected = pages.iter();
    for line in lines {
        let line: serde_json::Value =
            serde_json::from_str(&line.expect("a line")).expect("a record");
        let field = |name: &str| line[name].as_str().unwrap_or_default().trim().to_owned();
        if field("title").is_empty() && field("text").is_empty() {
            continue;
        }
        let Some(page) = expected.next() else { break };
        assert_eq!(page.id, field("id"));
        assert_eq!(page.source.as_deref().unwrap_or_default(), field("source"));
        assert!(
            page.date.is_some_and(
                |date| date.stated && field("date").starts_with(&date.date.to_string())
            ),
            "{}",
            page.id
        );
        // No word is lost but furniture.
        let words: usize = page
            .blocks
            .iter()
            .map(|block| block.text.split_whitespace().count())
            .sum();
        let text = field("text");
        let given = text
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count();
        assert!(words + 12 >= given, "{}: {words} of {given} words", page.id);
    }
    assert!(expected.next().is_none());
}
