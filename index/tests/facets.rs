//! Filters, orders and facets, against a naive twin and by hand.

mod common;
#[path = "facets/hostile.rs"]
mod hostile;
#[path = "facets/news.rs"]
mod news;

use common::{Built, ask, file_of, open, opened};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use warraq::answer::{Answer, FacetCount, Filter, Order, SearchRequest, TermKind, Words};
use warraq::format::pack::PackKind;
use warraq::id::{BookId, PackId, PageId};
use warraq::library::Step;
use warraq::query::filter::DIED;

/// A page: its text, author, source, day, tags and a field of its own.
#[derive(Clone, Debug)]
struct Page {
    words: Vec<&'static str>,
    author: Option<&'static str>,
    source: Option<&'static str>,
    /// Year and day of January.
    date: Option<(u32, u32)>,
    tags: Vec<&'static str>,
    kind: Option<&'static str>,
    /// When its author died.
    died: Option<u32>,
    book: usize,
}

const WORDS: [&str; 4] = ["كتاب", "قلم", "ورق", "حبر"];
const AUTHORS: [&str; 4] = ["طه حسين", "أحمد شوقي", "احمد أمين", "مي زيادة"];
const SOURCES: [&str; 3] = ["الأهرام", "الهلال", "الرسالة"];
const TAGS: [&str; 3] = ["أدب", "تاريخ", "أدب قديم"];
const BOOKS: [&str; 2] = ["كتاب الأول", "كتاب الثاني"];

fn page() -> impl Strategy<Value = Page> {
    let kind = prop::option::of(select(&["مقال", "شعر"][..]));
    (
        vec(select(&WORDS[..]), 1..5),
        prop::option::of(select(&AUTHORS[..])),
        prop::option::of(select(&SOURCES[..])),
        prop::option::of((1998u32..2003, 1u32..4)),
        vec(select(&TAGS[..]), 0..3),
        kind,
        prop::option::of(prop_oneof![Just(9u32), 99u32..102, Just(1400)]),
        0usize..2,
    )
        .prop_map(
            |(words, author, source, date, tags, kind, died, book)| Page {
                words,
                author,
                source,
                date,
                tags,
                kind,
                died,
                book,
            },
        )
}

/// The year of a death as pages have it.
fn died(year: u32) -> String {
    format!("{year}ه\u{640}")
}

/// The pages of a book as the lines of a file.
fn lines(pages: &[Page], book: usize) -> String {
    let mut lines = String::new();
    for (number, page) in pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.book == book)
    {
        let mut fields = vec![
            format!("\"id\": \"p{number}\""),
            format!("\"text\": \"{}\"", page.words.join(" ")),
        ];
        let named = [
            ("author", page.author),
            ("source", page.source),
            ("نوع", page.kind),
        ];
        let mut add = |name, value: &str| fields.push(format!("\"{name}\": \"{value}\""));
        for (name, value) in named {
            if let Some(value) = value {
                add(name, value);
            }
        }
        if let Some((year, day)) = page.date {
            add("date", &format!("{year}-01-{day:02}"));
        }
        if let Some(year) = page.died {
            add(DIED, &died(year));
        }
        if !page.tags.is_empty() {
            add("tags", &page.tags.join("، "));
        }
        lines += &format!("{{{}}}\n", fields.join(", "));
    }
    lines
}

/// The values that a page has of a field.
fn values(page: &Page, field: &str) -> Vec<String> {
    let mut values: Vec<String> = match field {
        "author" => page.author.iter().map(ToString::to_string).collect(),
        "source" => page.source.iter().map(ToString::to_string).collect(),
        "year" => page.date.iter().map(|(year, _)| year.to_string()).collect(),
        "tag" => page.tags.iter().map(ToString::to_string).collect(),
        "نوع" => page.kind.iter().map(ToString::to_string).collect(),
        DIED => page.died.map(died).into_iter().collect(),
        _ => vec![BOOKS[page.book].to_owned()],
    };
    values.sort();
    values.dedup();
    values
}

fn passes(page: &Page, filter: &Filter) -> bool {
    let has = values(page, &filter.field);
    filter.without != filter.values.iter().any(|value| has.contains(value))
}

fn filter() -> impl Strategy<Value = Filter> {
    let of = |field: &'static str, values: &'static [&'static str]| {
        (vec(select(values), 1..3), prop::bool::weighted(0.3)).prop_map(move |(values, without)| {
            Filter {
                field: field.to_owned(),
                values: values.into_iter().map(str::to_owned).collect(),
                without,
            }
        })
    };
    prop_oneof![
        of(
            "author",
            &["طه حسين", "أحمد شوقي", "احمد أمين", "مي زيادة", "طه"]
        ),
        of("source", &SOURCES),
        of("tag", &TAGS),
        of("نوع", &["مقال", "شعر"]),
        of("year", &["1998", "1999", "2000", "2001", "2002"]),
        of("book", &BOOKS),
    ]
}

fn build(pages: &[Page]) -> Built {
    let files = [0, 1].map(|book| (format!("{}/صفحات.jsonl", BOOKS[book]), lines(pages, book)));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    // Archives are books of their own, named after the folder and the file.
    Built::of(
        &files
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect::<Vec<_>>(),
    )
}

/// The pages that an answer has, by their numbers in the source.
fn found(built: &mut Built, request: &SearchRequest) -> Vec<usize> {
    let ids = built.ids(request);
    ids.iter().map(|id| id[1..].parse().unwrap()).collect()
}

/// What facets should say of these pages.
fn counted(pages: &[&Page], all: &[Page], books: bool) -> BTreeMap<String, Vec<(String, u32)>> {
    let mut counted = BTreeMap::new();
    for field in ["author", "source", "year", "tag", "نوع", DIED, "book"] {
        let mut values_of: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        let of_book = |value: &mut String| {
            if field == "book" {
                *value = format!("{value}/صفحات");
            }
        };
        for (hits, pages) in [(0, all.iter().collect::<Vec<_>>()), (1, pages.to_vec())] {
            for mut value in pages.iter().flat_map(|page| values(page, field)) {
                of_book(&mut value);
                let count = values_of.entry(value).or_default();
                count.0 += hits;
                count.1 += 1 - hits;
            }
        }
        let mut values: Vec<(String, (u32, u32))> = values_of
            .into_iter()
            .filter(|(_, count)| count.0 > 0)
            .collect();
        if field == "book" {
            values.sort_by_key(|(value, (hits, _))| (u32::MAX - hits, value.clone()));
        } else {
            values.sort_by_key(|(value, (hits, pages))| {
                (u32::MAX - hits, u32::MAX - pages, value.clone())
            });
        }
        if !values.is_empty() && (books || field != "book") {
            let values = values
                .into_iter()
                .map(|(value, (hits, _))| (value, hits))
                .collect();
            counted.insert(field.to_owned(), values);
        }
    }
    counted
}

fn told(facets: &[FacetCount]) -> BTreeMap<String, Vec<(String, u32)>> {
    let values = |facet: &FacetCount| {
        facet
            .values
            .iter()
            .map(|value| (value.value.clone(), value.pages))
            .collect()
    };
    facets
        .iter()
        .map(|facet| (facet.field.clone(), values(facet)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn filters_leave_what_passes(
        pages in vec(page(), 1..30),
        filters in vec(filter(), 0..3),
        words in vec(select(&WORDS[..]), 1..3),
        any: bool,
    ) {
        let mut built = build(&pages);
        let books = built.run(|library| library.shelf()).books;
        prop_assert!(books.iter().all(|book| book.id.ends_with("/صفحات")), "{books:?}");
        // The ids of the books are those of the archives.
        let by_id = |filter: &Filter| match filter.field.as_str() {
            "book" => Filter {
                values: filter.values.iter().map(|value| format!("{value}/صفحات")).collect(),
                ..filter.clone()
            },
            _ => filter.clone(),
        };
        let mode = if any { Words::Any } else { Words::All };
        let whole = SearchRequest { words: mode, limit: 100, ..ask(&words.join(" ")) };
        let request = SearchRequest { filters: filters.iter().map(by_id).collect(), ..whole.clone() };
        let pass: Vec<&Page> = pages.iter().filter(|page| filters.iter().all(|filter| passes(page, filter))).collect();
        let has = |page: &Page, all: bool| {
            let mut has = words.iter().map(|word| page.words.contains(word));
            if all { has.all(|has| has) } else { has.any(|has| has) }
        };
        let all = !any && pass.iter().any(|page| has(page, true));
        let expected: Vec<usize> = (0..pages.len())
            .filter(|&number| has(&pages[number], all) && filters.iter().all(|filter| passes(&pages[number], filter)))
            .collect();
        for order in [Order::Relevance, Order::Newest, Order::Oldest, Order::Page, Order::Author] {
            for texts in [true, false] {
                let request = SearchRequest { order, facets: true, ..request.clone() };
                let answer: Answer = built.run(|library| if texts { library.search(&request) } else { library.preview(&request) });
                let hits: Vec<PageId> = answer.hits.iter().map(|hit| hit.page).collect();
                let records = built.run(|library| library.records(&hits));
                let got: Vec<usize> = records.iter().map(|record| record.id[1..].parse().unwrap()).collect();
                let mut sorted = got.clone();
                sorted.sort();
                prop_assert_eq!(&sorted, &expected, "{:?}", request);
                prop_assert_eq!(answer.total as usize, expected.len());
                prop_assert_eq!(answer.searched as usize, pass.len());
                let of: Vec<&Page> = expected.iter().map(|&number| &pages[number]).collect();
                prop_assert_eq!(told(&answer.facets), counted(&of, &pages, books.len() > 1 && !of.is_empty()));
                let page_of: BTreeMap<usize, u32> = got.iter().copied().zip(hits.iter().map(|page| page.0)).collect();
                let date = |number: &usize| pages[*number].date;
                let sorted = match order {
                    Order::Relevance => answer.hits.is_sorted_by_key(|hit| std::cmp::Reverse(hit.score)),
                    Order::Page => hits.is_sorted(),
                    Order::Newest => got.is_sorted_by_key(|n| (std::cmp::Reverse(date(n)), page_of[n])),
                    Order::Author => got.is_sorted_by_key(|n| (pages[*n].died.unwrap_or(u32::MAX), page_of[n])),
                    Order::Oldest => got.is_sorted_by_key(|n| (date(n).is_none(), date(n), page_of[n])),
                };
                prop_assert!(sorted, "{:?} {:?}", order, got);
            }
        }
        // The order is that without the filter, unless the other answer is of other pages.
        let others = built.search(&whole);
        if others.relaxed == (!any && !all) {
            let unfiltered: Vec<usize> = found(&mut built, &whole);
            let left: Vec<usize> = unfiltered.into_iter().filter(|number| expected.contains(number)).collect();
            prop_assert_eq!(found(&mut built, &request), left);
        }
    }
}

fn some() -> Built {
    let page = |words: &[&'static str], author, source, date, tags: &[&'static str], book| Page {
        words: words.to_vec(),
        author: Some(author),
        source: Some(source),
        date,
        tags: tags.to_vec(),
        kind: None,
        died: None,
        book,
    };
    build(&[
        page(
            &["كتاب", "قلم"],
            "طه حسين",
            "الأهرام",
            Some((1999, 1)),
            &["أدب"],
            0,
        ),
        page(&["كتاب"], "أحمد شوقي", "الهلال", Some((2001, 2)), &[], 0),
        page(
            &["كتاب", "ورق"],
            "احمد أمين",
            "الهلال",
            None,
            &["تاريخ", "أدب"],
            1,
        ),
        page(
            &["قلم"],
            "مي زيادة",
            "الرسالة",
            Some((2002, 3)),
            &["أدب قديم"],
            1,
        ),
    ])
}

#[test]
fn filters_are_typed() {
    let mut built = some();
    let mut check = |query: &str, expected: &[usize], terms: &[(&str, u32)]| {
        let mut got = found(&mut built, &ask(query));
        got.sort();
        assert_eq!(got, expected, "{query}");
        let answer = built.search(&ask(query));
        let of_filters = answer
            .terms
            .iter()
            .filter(|term| term.kind == TermKind::Filter);
        let got: Vec<(&str, u32)> = of_filters
            .map(|term| (term.text.as_str(), term.pages))
            .collect();
        assert_eq!(got, terms, "{query}");
    };
    check("كتاب مؤلف:أحمد", &[1, 2], &[("أحمد", 2)]);
    check("كتاب author:\"حسين طه\"", &[0], &[("حسين طه", 1)]);
    check("كتاب -مؤلف:احمد", &[0], &[("احمد", 2)]);
    check("كتاب مؤلف:شوق", &[], &[("شوق", 0)]);
    check("كتاب سنة:١٩٩٩..2001", &[0, 1], &[("١٩٩٩..2001", 2)]);
    check("-سنة:1999 كتاب", &[1, 2], &[("1999", 1)]);
    check(
        "كتاب مصدر:الهلال | مصدر:الاهرام",
        &[0, 1, 2],
        &[("الهلال", 2), ("الاهرام", 1)],
    );
    check(
        "كتاب tag:أدب source:الهلال",
        &[2],
        &[("أدب", 3), ("الهلال", 2)],
    );
    // Without words all that passes is found.
    check("وسم:أدب", &[0, 2, 3], &[("أدب", 3)]);
    check("وسم:أدب -كتاب", &[3], &[("أدب", 3)]);
    check("كتاب:صفحات سنة:2002", &[3], &[("صفحات", 4), ("2002", 1)]);
    check("كتاب", &[0, 1, 2], &[]);
    // A word that the passing pages lack is nowhere.
    check("ورق مؤلف:طه", &[], &[("طه", 1)]);
    // While it is typed, a word may be the beginning of one.
    let typing = SearchRequest {
        typing: true,
        ..ask("كتاب مؤلف:شوق")
    };
    assert_eq!(found(&mut built, &typing), [1]);
}

#[test]
fn books_are_chosen() {
    let mut built = some();
    let mut check = |books: &[u32], expected: &[usize]| {
        let books = books.iter().map(|&book| BookId(book)).collect();
        let mut got = found(
            &mut built,
            &SearchRequest {
                books,
                ..ask("كتاب")
            },
        );
        got.sort();
        assert_eq!(got, expected);
    };
    check(&[], &[0, 1, 2]);
    check(&[0], &[0, 1]);
    check(&[1], &[2]);
    check(&[0, 1], &[0, 1, 2]);
    check(&[7], &[]);
}

#[test]
fn fields_are_listed() {
    let mut built = some();
    let fields = built.run(|library| library.fields());
    let fields: Vec<(&str, u32, u32)> = fields
        .iter()
        .map(|f| (f.name.as_str(), f.values, f.pages))
        .collect();
    assert_eq!(
        fields,
        [
            ("author", 4, 4),
            ("source", 3, 4),
            ("tag", 3, 3),
            ("year", 3, 3)
        ]
    );
    let mut plain = Built::of(&[("a.txt", "عنوان\n\nنص")]);
    assert_eq!(plain.run(|library| library.fields()), []);
    let request = SearchRequest {
        order: Order::Newest,
        facets: true,
        ..ask("نص")
    };
    assert_eq!(plain.search(&request).total, 1);
}

/// Many values of one field: the first 50 are exact, and few packs are read where few are needed.
#[test]
fn many_values_are_counted() {
    let mut lines = String::new();
    for page in 0..9000u32 {
        // Half of the pages have an author of their own.
        let rare = page.wrapping_mul(2_654_435_761);
        let author = if page % 2 == 0 {
            format!("كاتب {rare} {}", !rare)
        } else {
            format!("مؤلف {}", page % 97)
        };
        lines += &format!(
            "{{\"id\": \"p{page}\", \"author\": \"{author}\", \"text\": \"كتاب{}\"}}\n",
            if page % 1000 < 3 { " قلم" } else { "" }
        );
    }
    let mut built = Built::of(&[("صفحات.jsonl", &lines)]);
    let facets = built
        .search(&SearchRequest {
            facets: true,
            ..ask("كتاب")
        })
        .facets;
    let [author] = &facets[..] else {
        panic!("{facets:?}")
    };
    assert_eq!(author.values.len(), 50);
    assert!(
        author
            .values
            .iter()
            .all(|value| value.value.starts_with("مؤلف") && value.pages >= 46)
    );
    let read = |built: &Built| {
        let is_facets = |pack: &&PackId| built.library.pack(**pack).kind == PackKind::Facets;
        built.loaded.iter().filter(is_facets).count()
    };
    let packs = built
        .library
        .manifest()
        .packs
        .iter()
        .filter(|pack| pack.kind == PackKind::Facets)
        .count();
    println!(
        "{packs} packs of facets, {} read for the values of all pages",
        read(&built)
    );
    assert!(read(&built) < packs);
    let answer = built.search(&SearchRequest {
        facets: true,
        ..ask("قلم")
    });
    let values = &answer.facets[0].values;
    assert_eq!(
        values.iter().map(|value| value.pages).sum::<u32>(),
        answer.total
    );
    assert_eq!(read(&built), packs);
}
