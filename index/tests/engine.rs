//! The engine from end to end: small libraries built from files, and what queries find in them.

mod common;
#[path = "engine/counts.rs"]
mod counts;
#[path = "engine/exactness.rs"]
mod exactness;
#[path = "engine/explain.rs"]
mod explain;
#[path = "engine/files.rs"]
mod files;
#[path = "engine/memory.rs"]
mod memory;
#[path = "engine/printed.rs"]
mod printed;

use common::{Built, ask, file_of, open, opened};
use proptest::prelude::*;
use warraq::answer::{Depth, SearchRequest, TermKind, Words};
use warraq::format::pack::PackKind;
use warraq::id::{BookId, PackId, PageId};
use warraq::library::Step;

const FILES: &[(&str, &str)] = &[
    (
        "ورق/صناعة.txt",
        "صناعة الورق\n\nدخلت صناعة الورق بغداد في القرن الثاني للهجرة، فكثر الوراقون وكثرت الكتب.\n\nكان الكتاب ينسخ في أيام.",
    ),
    (
        "ورق/سوق.txt",
        "سوق الوراقين\n\nفي سوق الوراقين كاتب يكتب، وناسخ ينسخ، ومكتبة لا تخلو من قارئ.\n\nوفي غرب أفريقيا أسواق مثلها.",
    ),
    (
        "خط/كوفي.txt",
        "الخط الكوفي\n\nكتب الخطاطون المصاحف بالخط الكوفي، ثم عرف غرب إفريقيا خطا مغربيا.\n\nللكتاب حرمة عند أهله.",
    ),
    (
        "خط/مشكول.txt",
        "ب\u{064E}ي\u{0652}ت\n\nخ\u{064E}ي\u{0652}ر\u{064F} ج\u{064E}ل\u{0650}يس\u{064D} ف\u{0650}ي الز\u{064E}\u{0651}م\u{064E}ان\u{0650} ك\u{0650}ت\u{064E}اب\u{064F}، ثم قيل: كتاب جديد.",
    ),
];

fn ids(query: &str, built: &mut Built) -> String {
    let mut ids = built.ids(&ask(query));
    ids.sort();
    ids.join(" ")
}

#[test]
fn queries_find_their_pages() {
    let mut built = Built::of(FILES);
    let mut check =
        |query: &str, expected: &str| assert_eq!(ids(query, &mut built), expected, "{query}");
    // Marks, hamza seats, ta marbuta.
    check("الزمان", "خط/مشكول");
    check("افريقيا", "خط/كوفي ورق/سوق");
    check("صناعه", "ورق/صناعة");
    // Clitics at the default depth, none as written or at the form.
    check("كتاب", "خط/كوفي خط/مشكول ورق/صناعة");
    check("صيغة:كتاب", "خط/مشكول");
    check("=كتاب", "خط/مشكول");
    check("=ك\u{0650}تاب", "خط/مشكول");
    check("=ك\u{064F}تاب", "");
    // The root.
    check("جذر:كتب", "خط/كوفي خط/مشكول ورق/سوق ورق/صناعة");
    check("جذر:ك-ت-ب", "خط/كوفي خط/مشكول ورق/سوق ورق/صناعة");
    // Phrases at the default depth, across spellings; not over the edge of a block.
    check("\"غرب أفريقيا\"", "خط/كوفي ورق/سوق");
    check("\"غرب إفريقيا\"", "خط/كوفي ورق/سوق");
    check("=\"غرب إفريقيا\"", "خط/كوفي");
    check("\"سوق الوراقين\"", "ورق/سوق");
    check("\"الوراقين سوق\"", "");
    check("\"أيام صناعة\"", "");
    // Exclusion, prefix.
    check("كتاب -الكوفي", "خط/مشكول ورق/صناعة");
    check("كتاب -\"الخط الكوفي\"", "خط/مشكول ورق/صناعة");
    check("مكت*", "ورق/سوق");
    check("صيغة:مكت*", "");
    check("صيغة:ومكت*", "ورق/سوق");
    check("ينس*", "ورق/سوق ورق/صناعة");
    // Particles may be missing.
    check("كتاب في بغداد", "ورق/صناعة");
    check("", "");
    check("زرافة", "");
    check("زرافة في", "");
}

#[test]
fn words_all_or_any() {
    let mut built = Built::of(FILES);
    let all = built.search(&ask("صناعة المصاحف"));
    assert!(all.relaxed);
    assert_eq!((all.total, all.partial), (2, 0));
    assert_eq!(
        all.hits
            .iter()
            .map(|hit| hit.missing.len())
            .collect::<Vec<_>>(),
        [1, 1]
    );
    let strict = built.search(&ask("صناعة بغداد"));
    assert_eq!(
        (strict.relaxed, strict.total, strict.partial),
        (false, 1, 0)
    );
    let some = built.search(&ask("كتاب بغداد"));
    assert_eq!((some.total, some.partial), (1, 2));
    let any = built.search(&SearchRequest {
        words: Words::Any,
        ..ask("كتاب بغداد")
    });
    assert_eq!((any.total, any.partial, any.relaxed), (3, 0, false));
    assert_eq!(any.hits[0].missing, [] as [u16; 0]);
}

#[test]
fn the_exact_word_stands_above_its_family() {
    let mut built = Built::of(&[
        ("a.txt", "أولى\n\nفي المكتبة رفوف طويلة من الخشب."),
        ("b.txt", "ثانية\n\nفي مكتبة رفوف طويلة من الخشب."),
        ("c.txt", "ثالثة\n\nفي المكتبات رفوف طويلة من الخشب."),
    ]);
    assert_eq!(built.ids(&ask("مكتبة"))[0], "b");
    assert_eq!(built.ids(&ask("المكتبة"))[0], "a");
}

#[test]
fn answers_tell_what_became_of_each_word() {
    let mut built = Built::of(FILES);
    let answer = built.search(&ask("كتاب =الورق جذر:خطط -بغداد في"));
    let short: Vec<_> = answer
        .terms
        .iter()
        .map(|t| (t.text.as_str(), t.kind, t.depth, t.own_depth))
        .collect();
    assert_eq!(
        short,
        [
            ("كتاب", TermKind::Word, Depth::Lemma, false),
            ("الورق", TermKind::Word, Depth::Spelling, true),
            ("خطط", TermKind::Word, Depth::Root, true),
            ("بغداد", TermKind::Without, Depth::Lemma, false),
            ("في", TermKind::Word, Depth::Lemma, false),
        ]
    );
    assert_eq!(
        answer
            .terms
            .iter()
            .map(|t| t.function_word)
            .collect::<Vec<_>>(),
        [false, false, false, false, true]
    );
    let word = &answer.terms[0];
    assert_eq!(word.root.as_deref(), Some("ك ت ب"));
    assert_eq!(word.pages_at[1..], [1, 3, 4]);
    assert_eq!((word.pages, word.occurrences), (3, 4));
    let forms: Vec<_> = word
        .forms
        .iter()
        .map(|form| (form.spelling.as_str(), form.count, form.depth))
        .collect();
    assert_eq!(forms[0].2, Depth::Spelling);
    assert_eq!(forms.iter().map(|form| form.1).sum::<u32>(), 4);
    assert_eq!(answer.searched, 4);
}

#[test]
fn a_word_that_is_not_there_is_answered_by_near_ones() {
    let mut built = Built::of(FILES);
    let answer = built.search(&ask("الورافين سوق"));
    assert_eq!((answer.total, answer.relaxed), (1, true));
    let answer = built.search(&ask("الوراقيم"));
    assert_eq!(answer.total, 0);
    assert_eq!(answer.suggestions[0].word, "الوراقين");
    assert_eq!(answer.suggestions[0].query, "الوراقين");
    let operators = built.search(&ask("=الوراقيم -كتاب"));
    assert_eq!(operators.suggestions[0].query, "=الوراقين -كتاب");
}

#[test]
fn the_last_word_is_a_beginning_while_typing() {
    let mut built = Built::of(FILES);
    let typing = SearchRequest {
        typing: true,
        ..ask("سوق الورا")
    };
    let answer = built.search(&typing);
    assert_eq!(answer.terms[1].kind, TermKind::Prefix);
    assert_eq!((answer.total, answer.relaxed), (1, false));
    assert_eq!(
        built
            .search(&SearchRequest {
                typing: true,
                ..ask("الورا سوق")
            })
            .terms[0]
            .kind,
        TermKind::Word
    );
}

#[test]
fn one_book_is_searched_alone() {
    let mut built = Built::of(FILES);
    let shelf = built.run(|library| library.shelf());
    let book = shelf
        .books
        .iter()
        .find(|book| book.id == "خط")
        .unwrap()
        .book;
    let answer = built.search(&SearchRequest {
        book: Some(book),
        ..ask("كتاب")
    });
    assert_eq!((answer.total, answer.searched), (2, 2));
    let none = built.search(&SearchRequest {
        book: Some(BookId(99)),
        ..ask("كتاب")
    });
    assert_eq!((none.total, none.searched), (0, 0));
}

#[test]
fn marks_are_whole_words_of_the_original() {
    let mut built = Built::of(FILES);
    let page = built.run(|library| library.find("خط/مشكول", None)).unwrap();
    let view = built.run(|library| library.page(page, Some(&ask("كتاب \"في الزمان\""))));
    let marked: Vec<&str> = view
        .blocks
        .iter()
        .flat_map(|b| {
            b.marks
                .iter()
                .map(|m| &b.text[m.start as usize..m.end as usize])
        })
        .collect();
    assert_eq!(
        marked,
        [
            "ف\u{0650}ي الز\u{064E}\u{0651}م\u{064E}ان\u{0650}",
            "ك\u{0650}ت\u{064E}اب\u{064F}",
            "كتاب"
        ]
    );
    assert_eq!(view.record.title, "ب\u{064E}ي\u{0652}ت");
    let snippets = built.run(|library| {
        library.snippets(
            &ask("صناعة الورق"),
            &[PageId(0), PageId(1), PageId(2), PageId(3)],
        )
    });
    for snippet in &snippets {
        for passage in &snippet.passages {
            for mark in &passage.marks {
                let word = &passage.text[mark.start as usize..mark.end as usize];
                assert!(!word.is_empty() && !word.contains(' '), "{word}");
            }
        }
    }
    assert!(
        snippets
            .iter()
            .any(|snippet| snippet.title_marks.len() == 2)
    );
}

#[test]
fn pages_know_their_neighbours() {
    let mut built = Built::of(FILES);
    let page = built
        .run(|library| library.find("ورق/صناعة", Some(PageId(1))))
        .unwrap();
    let view = built.run(|library| library.page(page, None));
    assert_eq!(view.book.id, "ورق");
    let sides =
        [&view.previous, &view.next].map(|side| side.as_ref().map(|record| record.id.clone()));
    assert!(
        sides.contains(&Some("ورق/سوق".into())) && sides.contains(&None),
        "{sides:?}"
    );
    assert!(view.related.iter().all(|record| record.page != page));
    assert!(!view.related.is_empty());
    assert_eq!(
        built.run(|library| library.find("لا شيء", Some(PageId(77)))),
        None
    );
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let files = |built: &Built| {
        let mut files: Vec<_> = std::fs::read_dir(built.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                (
                    path.file_name().unwrap().to_owned(),
                    std::fs::read(&path).unwrap(),
                )
            })
            .collect();
        files.sort();
        files
    };
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| files(&Built::of(FILES)))
    };
    // The library's title is fixed, the temporary folders' names are not part of it.
    assert_eq!(with(1), with(4));
}

#[test]
fn real_articles_are_found() {
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    if !seeds.exists() {
        println!("skipped: {} is not there", seeds.display());
        return;
    }
    let mut built = Built::from(&[seeds]);
    assert_eq!(built.report.pages, 2);
    let mut check =
        |query: &str, pages: u32| assert_eq!(built.search(&ask(query)).total, pages, "{query}");
    for both in ["التحالف", "للتحالف", "تحالف", "جذر:رهب"] {
        check(both, 2);
    }
    check("افريقيا", 1);
    check("\"غرب أفريقيا\"", 1);
    check("\"غرب إفريقيا\"", 1);
    check("مقالات", 0);
    check("\"مقالات ذات صلة\"", 0);
    check("\"زر الذهاب\"", 0);
    let forms = built.search(&ask("جذر:رهب")).terms[0].forms.clone();
    for word in ["الإرهاب", "الإرهابية"] {
        assert!(
            forms.iter().any(|form| form.spelling == word),
            "{word}: {forms:?}"
        );
    }
    let forms = built.search(&ask("افريقيا")).terms[0].forms.clone();
    assert_eq!(forms.len(), 1, "both spellings are one form: {forms:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Whatever a pack holds, feeding it and asking never panics.
    #[test]
    fn foreign_sections_do_no_harm(kind in 0..PackKind::ALL.len(), at in any::<prop::sample::Index>(), byte: u8, cut in 0usize..40) {
        let built = Built::of(&FILES[..2]);
        let mut library = open(built.folder.path());
        // A damaged table of leaves says other places of them; the whole library knows the right ones.
        let mut whole = open(built.folder.path());
        for pack in (0..whole.manifest().count() as u32).map(PackId) {
            let known = whole.manifest().entry(pack).copied();
            let Some(entry) = known.filter(|entry| !entry.kind.is_bundle()) else {
                continue;
            };
            let file = file_of(built.folder.path(), &whole, pack);
            let mut section = opened(&entry.accept(&file).unwrap());
            whole.feed(pack, section.clone()).unwrap();
            if entry.kind == PackKind::ALL[kind] {
                let at = at.index(section.len());
                section[at] = byte;
                section.truncate(section.len().saturating_sub(cut));
            }
            if library.manifest().entry(pack).is_some() {
                let _ = library.feed(pack, section);
            }
        }
        for query in ["كتاب", "\"سوق الوراقين\"", "جذر:كتب", "مك*", "زرافة"] {
            let request = ask(query);
            if let Ok(Step::Done(answer)) = library.search(&request) {
                let pages: Vec<PageId> = answer.hits.iter().map(|hit| hit.page).collect();
                let _ = (library.records(&pages), library.snippets(&request, &pages));
            }
            let _ = (library.page(PageId(0), Some(&request)), library.explain(query), library.complete(query, 5));
        }
        let _ = (library.shelf(), library.find("x", None), library.pages_of(BookId(0), 0, 9));
    }
}
