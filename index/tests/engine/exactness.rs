//! What each depth finds and what it keeps apart, in small libraries: marks typed and not typed, the
//! name of God, words that only look alike, the spelling of the mushaf, and what an author says.

use super::common::{Built, Silent, ask};
use warraq::answer::{Depth, SearchRequest};
use warraq::build::{BuildOptions, build};

/// What a query finds at a depth of its own or the default, sorted.
fn found(built: &mut Built, query: &str, depth: Depth) -> String {
    let mut ids = built.ids(&SearchRequest {
        depth,
        ..ask(query)
    });
    ids.sort();
    ids.join(" ")
}

/// Rows of a query and what it finds as written, at the form, at the lemma, at the root.
fn check(pages: &[(&str, &str)], rows: &[(&str, [&str; 4])]) {
    let files: Vec<(String, &str)> = pages
        .iter()
        .map(|(name, text)| (format!("{name}.txt"), *text))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (&name[..], *text))
        .collect();
    let mut built = Built::of(&files);
    for (query, expected) in rows {
        for (depth, expected) in Depth::ALL.into_iter().zip(expected) {
            assert_eq!(
                found(&mut built, query, depth),
                *expected,
                "{query} at {depth:?}"
            );
        }
    }
}

#[test]
fn typed_marks_agree_and_the_others_are_free() {
    check(
        &[
            ("i", "صفحة\n\nوصل ك\u{0650}ت\u{064E}اب\u{064C} اليوم."),
            (
                "u",
                "صفحة\n\nوصل ك\u{064F}ت\u{0651}\u{064E}اب\u{064C} اليوم.",
            ),
            ("plain", "صفحة\n\nوصل كتاب اليوم."),
            ("the", "صفحة\n\nوصل الك\u{0650}تاب اليوم."),
        ],
        &[
            (
                "كتاب",
                ["i plain u", "i plain u", "i plain the u", "i plain the u"],
            ),
            (
                "ك\u{0650}تاب",
                ["i", "i plain u", "i plain the u", "i plain the u"],
            ),
            (
                "كت\u{064E}اب",
                ["i u", "i plain u", "i plain the u", "i plain the u"],
            ),
            (
                "كتاب\u{064C}",
                ["i u", "i plain u", "i plain the u", "i plain the u"],
            ),
            (
                "كت\u{064E}\u{0651}اب",
                ["u", "i plain u", "i plain the u", "i plain the u"],
            ),
            (
                "كت\u{0651}\u{064E}اب",
                ["u", "i plain u", "i plain the u", "i plain the u"],
            ),
            (
                "ك\u{064E}تاب",
                ["", "i plain u", "i plain the u", "i plain the u"],
            ),
            ("الكتاب", ["the", "the", "i plain the u", "i plain the u"]),
            (
                "الك\u{064F}تاب",
                ["", "the", "i plain the u", "i plain the u"],
            ),
        ],
    );
}

#[test]
fn phrases_hold_at_every_depth_where_a_page_vowels_a_word_in_several_ways() {
    let one = "صفحة\n\nهذا ك\u{0650}ت\u{064E}اب\u{064C} قديم، وهؤلاء ك\u{064F}ت\u{0651}\u{064E}اب\u{064C} جديد، ثم كتاب نادر.";
    let other = "صفحة\n\nهذا ك\u{0650}ت\u{064E}اب\u{064C} جديد، وفي الكتاب نادر القول.";
    check(
        &[("one", one), ("other", other)],
        &[
            ("\"كتاب قديم\"", ["one", "one", "one", "one"]),
            (
                "\"كتاب جديد\"",
                ["one other", "one other", "one other", "one other"],
            ),
            (
                "\"ك\u{0650}تاب جديد\"",
                ["other", "one other", "one other", "one other"],
            ),
            (
                "\"ك\u{064F}تاب جديد\"",
                ["one", "one other", "one other", "one other"],
            ),
            ("\"ك\u{0650}تاب قديم\"", ["one", "one", "one", "one"]),
            ("\"ك\u{064F}تاب قديم\"", ["", "one", "one", "one"]),
            ("\"كتاب نادر\"", ["one", "one", "one other", "one other"]),
            (
                "\"ك\u{0650}تاب نادر\"",
                ["", "one", "one other", "one other"],
            ),
        ],
    );
}

#[test]
fn the_name_of_god_is_one_word_and_no_other() {
    let all = "a b c d e f g h";
    check(
        &[
            ("a", "صفحة\n\nباسم الله نبدأ."),
            ("b", "صفحة\n\nالحمد لله دائما."),
            ("c", "صفحة\n\nنستعين بالله دائما."),
            ("d", "صفحة\n\nوالله عليم."),
            ("e", "صفحة\n\nتالله لقد جئت."),
            ("f", "صفحة\n\nرحم\u{0652}ة ﷲ واسعة."),
            (
                "g",
                "صفحة\n\nق\u{064F}ل\u{0652} ه\u{064F}و\u{064E} \u{0671}لل\u{0651}\u{064E}ه\u{064F} أحد.",
            ),
            ("h", "صفحة\n\nفلله الأمر."),
            ("x", "صفحة\n\nاللهب في اللهو، والآلهة أصنام، واللهم استجب."),
        ],
        &[
            ("الله", ["a f g", "a f g", all, "a b c d e f g h x"]),
            ("لله", ["b", "b", all, "a b c d e f g h x"]),
            ("بالله", ["c", "c", all, "a b c d e f g h x"]),
            ("والله", ["d", "d", all, "a b c d e f g h x"]),
            ("تالله", ["e", "e", all, "a b c d e f g h x"]),
            ("ﷲ", ["a f g", "a f g", all, "a b c d e f g h x"]),
            (
                "الل\u{0651}\u{064E}ه",
                ["g", "a f g", all, "a b c d e f g h x"],
            ),
            ("ولله", ["", "", all, "a b c d e f g h x"]),
            ("\"رحمة الله\"", ["f", "f", "f", "f"]),
        ],
    );
}

#[test]
fn words_that_only_look_alike_stay_apart_at_the_default_depth() {
    // Two words of one library each, with some of their family.
    for (one, other) in [
        ("كتاب الكتاب كتابه", "كتيبة الكتيبة كتيبتهم"),
        ("علم العلم علمهم", "معلم المعلم معلمهم"),
        ("وطن الوطن وطنهم", "طن الطن طنين"),
        ("لبنان بلبنان ولبنان", "لبن اللبن لبنهم"),
        ("طائرة الطائرة طائرتهم", "طائر الطائر بالطائر"),
        ("رحمة الرحمة رحمته", "الرحمن للرحمن والرحمن"),
    ] {
        let page = |words: &str| format!("صفحة\n\n{}.", words.replace(' ', " ثم "));
        let mut built = Built::of(&[("one.txt", &page(one)), ("other.txt", &page(other))]);
        for (words, id) in [(one, "one"), (other, "other")] {
            for word in words.split(' ') {
                assert_eq!(
                    found(&mut built, word, Depth::Lemma),
                    id,
                    "{word} of {one} / {other}"
                );
            }
        }
    }
}

#[test]
fn the_mushaf_is_found_as_it_is_spelled_today() {
    let verse = "سورة\n\nي\u{064E}\u{0670}\u{0653}أ\u{064E}ي\u{0651}\u{064F}ه\u{064E}ا \u{0671}ل\u{0651}\u{064E}ذ\u{0650}ين\u{064E} ء\u{064E}ام\u{064E}ن\u{064F}وا\u{06DF} \u{0671}س\u{0652}ت\u{064E}ع\u{0650}ين\u{064F}وا\u{06DF} ب\u{0650}\u{0671}لص\u{0651}\u{064E}ب\u{0652}ر\u{0650} و\u{064E}\u{0671}لص\u{0651}\u{064E}ل\u{064E}و\u{0670}ة\u{0650}، ذ\u{064E}\u{0670}ل\u{0650}ك\u{064E} \u{0671}ل\u{0652}ك\u{0650}ت\u{064E}\u{0670}ب\u{064F} و\u{064E}\u{0671}لر\u{0651}\u{064E}ح\u{0652}م\u{064E}\u{0670}ن\u{064F}.";
    let plain = "سورة\n\nيا أيها الذين آمنوا استعينوا بالصبر والصلاة، ذلك الكتاب والرحمن.";
    let mut built = Built::of(&[("mushaf.txt", verse), ("today.txt", plain)]);
    for query in [
        "الصلاة",
        "صيغة:والصلاة",
        "صيغة:والصلوة",
        "صيغة:آمنوا",
        "\"ذلك الكتاب\"",
        "\"يا أيها الذين آمنوا\"",
        "صيغة:والرحمن",
        "صيغة:أيها",
    ] {
        assert_eq!(
            found(&mut built, query, Depth::Lemma),
            "mushaf today",
            "{query}"
        );
    }
    // As written they are two; marks the mushaf has are free, the letters it lacks are not.
    for (query, expected) in [
        ("=والصلاة", "today"),
        ("=ذلك", "mushaf today"),
        ("=والرحمن", "mushaf today"),
        ("=الكتاب", "today"),
        ("=\u{0671}لكت\u{0670}ب", "mushaf"),
    ] {
        assert_eq!(found(&mut built, query, Depth::Lemma), expected, "{query}");
    }
    // What is marked is the original's.
    let page = built.run(|library| library.find("mushaf", None)).unwrap();
    let view = built.run(|library| library.page(page, Some(&ask("صيغة:والصلاة \"يا أيها\""))));
    let marked: Vec<&str> = view
        .blocks
        .iter()
        .flat_map(|block| {
            block
                .marks
                .iter()
                .map(|mark| &block.text[mark.start as usize..mark.end as usize])
        })
        .collect();
    assert_eq!(
        marked,
        [
            "ي\u{064E}\u{0670}\u{0653}أ\u{064E}ي\u{0651}\u{064F}ه\u{064E}ا",
            "و\u{064E}\u{0671}لص\u{0651}\u{064E}ل\u{064E}و\u{0670}ة\u{0650}"
        ]
    );
}

const PEOPLE: &[(&str, &str)] = &[
    ("a.txt", "صفحة\n\nحضر الناس وناسهم الاجتماع."),
    ("b.txt", "صفحة\n\nقال إنسان القسم للإنسان العام."),
    ("c.txt", "صفحة\n\nزار باريس وفود كثيرة من باريس وغيرها."),
];

#[test]
fn an_author_knows_better() {
    let with = |table: &str| {
        let files: Vec<(&str, &str)> = [&[("lexicon.tsv", table)], PEOPLE].concat();
        Built::of(&files)
    };
    let mut built = with(
        "# من يدي\nform\tlemma\troot\r\nناس\tإنسان\tء ن س\r\n\nباريس\t\t-\nزرافة\tزرافة\tزرف\n",
    );
    for (query, expected) in [
        ("إنسان", "a b"),
        ("ناس", "a b"),
        ("الناس", "a b"),
        ("وناسهم", "a b"),
        // Not in the library, but built on what is.
        ("ناسنا", "a b"),
        ("وللإنسان", "a b"),
        ("جذر:ءنس", "a b"),
        ("باريس", "c"),
    ] {
        assert_eq!(found(&mut built, query, Depth::Lemma), expected, "{query}");
    }
    let report = &built.report.lexicon;
    assert_eq!(
        (report.rows, &report.idle[..]),
        (3, &["زرافة".to_owned()][..])
    );
    assert!(
        report.forms >= 2 && report.files[0].ends_with("lexicon.tsv"),
        "{report:?}"
    );
    assert!(
        built.report.sources.notices.is_empty(),
        "{:?}",
        built.report.sources.notices
    );
    assert_eq!(built.report.pages, 3);
    let card = built.run(|library| library.explain("باريس"));
    assert_eq!(card.root, None);
}

#[test]
fn an_authors_lexicon_that_cannot_be_read_says_where_and_why() {
    for (table, fault) in [
        ("", "lexicon.tsv: it is empty"),
        (
            "form\tlemma\tgender\n",
            "lexicon.tsv:1: there is no column \"gender\"",
        ),
        ("lemma\troot\n", "lexicon.tsv:1: there is no column form"),
        (
            "form\tform\n",
            "lexicon.tsv:1: the column form is there twice",
        ),
        (
            "# a\nform\tlemma\n\nكتاب\tbook\n",
            "lexicon.tsv:4: \"book\" is not one word",
        ),
        (
            "form\tlemma\nكتاب قديم\tكتاب\n",
            "lexicon.tsv:2: \"كتاب قديم\" is not one word",
        ),
        ("form\troot\nكتاب\tكت\n", "lexicon.tsv:2: \"كت\" is no root"),
        ("form\tlemma\tالجذر\n", "there is no column"),
        (
            "form\tlemma\nكتاب\n",
            "lexicon.tsv:2: كتاب is given neither lemma nor root",
        ),
        (
            "form\tlemma\n\tكتاب\n",
            "lexicon.tsv:2: the field form is empty",
        ),
        (
            "form\tlemma\nكتاب\tكتاب\tكتب\n",
            "lexicon.tsv:2: 3 fields for 2 columns",
        ),
        (
            "form\tlemma\nكتب\tكتاب\nك\u{064F}تب\tكتابة\n",
            "lexicon.tsv:3: ك\u{064F}تب is given the lemma كتابه here and كتاب in line 2",
        ),
        (
            "form\tlemma\troot\nكتب\tكتاب\tكتب\nكتاب\t\tكبت\n",
            "lexicon.tsv:3: the lemma كتاب has the root كبت here and كتب in line 2",
        ),
        (
            "form\tlemma\nكتب\tكتاب\nكتاب\tمكتبة\n",
            "lexicon.tsv:2: the lemma كتاب is itself given another lemma in line 3",
        ),
    ] {
        let sources = tempfile::tempdir().unwrap();
        std::fs::write(sources.path().join("lexicon.tsv"), table).unwrap();
        std::fs::write(sources.path().join("a.txt"), "صفحة\n\nكتاب.").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let options = BuildOptions {
            folder: folder.path().to_owned(),
            ..BuildOptions::default()
        };
        let built = build(&[sources.path().to_owned()], &options, &Silent);
        let error = built.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(fault), "{table:?}: {error}");
    }
}

#[test]
fn several_lexicons_are_one_and_must_agree() {
    let folder = |table: &[u8]| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("lexicon.tsv"), table).unwrap();
        std::fs::write(
            folder.path().join("a.txt"),
            "صفحة\n\nحضر المدراء ومدراؤهم الاجتماع.",
        )
        .unwrap();
        folder
    };
    let built = |sources: [&tempfile::TempDir; 2], named: Option<&tempfile::TempDir>| {
        let site = tempfile::tempdir().unwrap();
        let options = BuildOptions {
            folder: site.path().to_owned(),
            lexicon: named.map(|folder| folder.path().join("lexicon.tsv")),
            ..BuildOptions::default()
        };
        let sources = sources.map(|folder| folder.path().to_owned());
        build(&sources, &options, &Silent).map_err(|error| error.to_string())
    };
    let ministers = folder("form\tlemma\nمدراء\tمدير\n".as_bytes());
    let meeting = folder("\u{FEFF}form\troot\nالاجتماع\tجمع\n".as_bytes());
    let report = built([&ministers, &meeting], Some(&ministers))
        .unwrap()
        .lexicon;
    assert_eq!((report.files.len(), report.rows), (3, 3));
    assert_eq!(report.idle, [""; 0]);

    let other = folder("form\tlemma\nمدراء\tدور\n".as_bytes());
    let error = built([&ministers, &meeting], Some(&other)).unwrap_err();
    assert!(
        error.contains("lexicon.tsv:2: مدراء is given the lemma دور here and مدير in"),
        "{error}"
    );
    let latin = folder(b"form\tlemma\n\xE3\t\n");
    let error = built([&ministers, &meeting], Some(&latin)).unwrap_err();
    assert!(error.contains("lexicon.tsv:2: it is not UTF-8"), "{error}");
    let missing = tempfile::tempdir().unwrap();
    let error = built([&ministers, &meeting], Some(&missing)).unwrap_err();
    assert!(error.contains("lexicon.tsv: cannot be read"), "{error}");
}
