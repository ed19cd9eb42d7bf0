//! How long the reader takes: its hot loops, and whole queries of each kind that are asked again. The library
//! is made of generated pages; where the news articles lie beside the project, of these as well.

#[path = "../tests/common/mod.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod common;

use common::{Built, ask, opened};
use criterion::{BenchmarkId, Criterion};
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;
use warraq::answer::{SearchRequest, Words};
use warraq::format::pack::PackKind;
use warraq::id::PackId;
use warraq::text;

const PREFIXES: [&str; 8] = ["", "", "", "ال", "و", "وال", "ب", "لل"];
const ENDINGS: [&str; 8] = ["", "", "", "ة", "ات", "ين", "ه", "ها"];
const RADICALS: [char; 16] = [
    'ب', 'ت', 'ج', 'ح', 'خ', 'د', 'ر', 'س', 'ش', 'ع', 'ف', 'ق', 'ك', 'ل', 'م', 'ن',
];

/// The same numbers every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// A word like an Arabic one, of roots of which few are frequent.
    fn word(&mut self) -> String {
        let root = self.below(3000).min(self.below(3000)).min(self.below(3000));
        let [a, b, c] =
            [root % 16, root / 16 % 16, (root / 256 + root) % 16].map(|at| RADICALS[at]);
        let stem = match self.below(5) {
            0 => format!("{a}ا{b}{c}"),
            1 => format!("م{a}{b}و{c}"),
            2 => format!("{a}{b}ي{c}"),
            _ => format!("{a}{b}{c}"),
        };
        format!(
            "{}{stem}{}",
            PREFIXES[self.below(8)],
            ENDINGS[self.below(8)]
        )
    }

    fn words(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| self.word())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn generated() -> Built {
    let mut draw = Draw(1);
    let line = |number: usize| {
        let length = 60 + draw.below(200);
        let (title, text) = (draw.words(5), draw.words(length));
        format!("{{\"id\": \"p{number}\", \"title\": \"{title}\", \"text\": \"{text}\"}}")
    };
    let lines: Vec<String> = (0..2000).map(line).collect();
    Built::of(&[("pages.jsonl", &lines.join("\n"))])
}

/// The queries of each kind; the last are asked while they are typed.
fn queries(news: bool) -> Vec<(&'static str, Vec<String>)> {
    let owned = |queries: &[&str]| queries.iter().map(|query| (*query).to_owned()).collect();
    if news {
        let whole = "الانتخابات الرئاسية";
        let typed = whole
            .char_indices()
            .skip(1)
            .map(|(end, _)| whole[..end].to_owned());
        return vec![
            (
                "one",
                owned(&["زلزال", "الحكومة", "قال", "المنتخب", "الله", "في"]),
            ),
            (
                "two",
                owned(&["الحكومة التركية", "كأس العالم", "أسعار النفط"]),
            ),
            (
                "three",
                owned(&["مجلس الأمن الدولي", "وزير الخارجية الأميركي"]),
            ),
            (
                "title",
                owned(&["مذبحة حوثية في عدن والمقاومة تزحف نحو القصر"]),
            ),
            ("phrase", owned(&["\"مجلس الأمن\"", "\"أسعار النفط\"~5"])),
            ("typed", typed.collect()),
        ];
    }
    let mut draw = Draw(9);
    let mut of = |words: usize| (0..6).map(|_| draw.words(words)).collect::<Vec<_>>();
    let mut typed = Vec::new();
    for word in of(1) {
        typed.extend(
            word.char_indices()
                .skip(1)
                .map(|(end, _)| word[..end].to_owned()),
        );
    }
    vec![
        ("one", of(1)),
        ("two", of(2)),
        ("three", of(3)),
        ("title", of(8)),
        (
            "phrase",
            of(2).iter().map(|words| format!("\"{words}\"")).collect(),
        ),
        ("typed", typed),
    ]
}

/// All packs of a kind, inflated.
fn sections(built: &Built, kind: PackKind) -> Vec<(PackId, Vec<u8>)> {
    let read = |pack: PackId| {
        let place = built.library.place(pack);
        let file =
            std::fs::read(built.folder.path().join(place.name)).expect("a file of the library");
        let file = &file[place.range.start as usize..place.range.end as usize];
        let sealed = built.library.accept(pack, file).expect("a whole pack");
        (pack, opened(&sealed))
    };
    built
        .library
        .manifest()
        .range(kind)
        .map(|pack| read(PackId(pack)))
        .collect()
}

fn loops(c: &mut Criterion, name: &str, built: &mut Built) {
    let mut group = c.benchmark_group(format!("{name}/read"));
    for kind in [PackKind::Words, PackKind::Terms, PackKind::Rest] {
        let sections = sections(built, kind);
        let Some((pack, section)) = sections.iter().max_by_key(|(_, section)| section.len()) else {
            continue;
        };
        group.bench_function(format!("{kind:?}"), |b| {
            b.iter(|| {
                built
                    .library
                    .feed(*pack, section.clone())
                    .expect("a whole pack")
            });
        });
    }
    group.finish();
}

fn searches(c: &mut Criterion, name: &str, built: &mut Built) {
    for (kind, queries) in queries(name == "news") {
        let requests: Vec<SearchRequest> = queries
            .iter()
            .map(|query| SearchRequest {
                typing: kind == "typed",
                words: Words::All,
                ..ask(query)
            })
            .collect();
        for request in &requests {
            built.run(|library| library.preview(request));
            built.search(request);
        }
        let mut group = c.benchmark_group(format!("{name}/{kind}"));
        let library = &built.library;
        // All queries of the kind, one after the other.
        group.bench_function(BenchmarkId::new("preview", requests.len()), |b| {
            b.iter(|| {
                requests
                    .iter()
                    .for_each(|request| drop(black_box(library.preview(request))))
            });
        });
        group.bench_function(BenchmarkId::new("search", requests.len()), |b| {
            b.iter(|| {
                requests
                    .iter()
                    .for_each(|request| drop(black_box(library.search(request))))
            });
        });
        group.finish();
    }
}

fn folding(c: &mut Criterion) {
    let text = Draw(3).words(1000);
    c.bench_function("fold 1000 words", |b| {
        let mut key = Vec::new();
        b.iter(|| {
            for range in text::words(&text) {
                key.clear();
                text::fold(&text[range], &mut key);
                black_box(&key);
            }
        });
    });
}

fn all(c: &mut Criterion) {
    folding(c);
    let mut built = generated();
    loops(c, "generated", &mut built);
    searches(c, "generated", &mut built);
    let news =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/news/news-10k.jsonl.gz");
    if news.exists() {
        let mut built = Built::from(&[news]);
        loops(c, "news", &mut built);
        searches(c, "news", &mut built);
    }
}

fn main() {
    let criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    let mut criterion = criterion.configure_from_args();
    all(&mut criterion);
    criterion.final_summary();
}
