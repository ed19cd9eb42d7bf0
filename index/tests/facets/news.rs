//! Filters over real news, beside a count by hand.

use super::*;

/// A record of the real news.
#[derive(serde::Deserialize)]
struct Record {
    id: String,
    source: String,
    date: String,
}

#[test]
fn the_news_are_filtered_as_by_hand() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data/news/news-10k.jsonl.gz");
    let Ok(file) = std::fs::File::open(&root) else {
        println!("skipped: there is no {}", root.display());
        return;
    };
    use std::io::BufRead;
    let lines = std::io::BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    let mut lines: Vec<String> = lines.map(Result::unwrap).collect();
    if cfg!(debug_assertions) {
        println!("a tenth of the news: all of them take an optimised build (cargo test --release)");
        lines = lines.into_iter().step_by(10).collect();
    }
    let mut built = Built::of(&[("أخبار.jsonl", &lines.join("\n"))]);
    let mut records: Vec<Record> = lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    // A few are left out, such as those without a text.
    let pages: Vec<PageId> = (0..built.report.pages).map(PageId).collect();
    let kept = built.run(|library| library.records(&pages));
    let kept: std::collections::BTreeSet<String> =
        kept.into_iter().map(|record| record.id).collect();
    records.retain(|record| kept.contains(&record.id));
    assert_eq!(records.len(), kept.len());
    sizes(&built);

    let filter = |field: &str, value: &str| Filter {
        field: field.into(),
        values: vec![value.into()],
        without: false,
    };
    let mut by_source: BTreeMap<&str, u32> = BTreeMap::new();
    for record in &records {
        *by_source.entry(&record.source).or_default() += 1;
    }
    for (source, count) in by_source {
        let filters = vec![filter("source", source), filter("year", "2015")];
        let by_hand = records
            .iter()
            .filter(|record| record.source == source && record.date.starts_with("2015"))
            .count();
        assert_eq!(by_hand as u32, count);
        let answer = built.search(&SearchRequest { filters, ..ask("") });
        assert_eq!((answer.searched, answer.total), (count, count), "{source}");
    }
    // Words too: the pages of one source are those of all that are of it, in the same order.
    let whole = SearchRequest {
        limit: 10_000,
        facets: true,
        ..ask("الرئيس السعودي")
    };
    let answer = built.search(&whole);
    let of_all = built.ids(&whole);
    let source: BTreeMap<&str, &str> = records
        .iter()
        .map(|record| (record.id.as_str(), record.source.as_str()))
        .collect();
    let facet = answer
        .facets
        .iter()
        .find(|facet| facet.field == "source")
        .unwrap();
    for value in &facet.values {
        let left: Vec<&String> = of_all
            .iter()
            .filter(|id| source[id.as_str()] == value.value)
            .collect();
        assert_eq!(left.len() as u32, value.pages);
        let request = SearchRequest {
            filters: vec![filter("source", &value.value)],
            ..whole.clone()
        };
        assert_eq!(
            built.ids(&request).iter().collect::<Vec<_>>(),
            left,
            "{}",
            value.value
        );
    }
    let dates: BTreeMap<&str, &str> = records
        .iter()
        .map(|record| (record.id.as_str(), &record.date[..10]))
        .collect();
    let newest = built.ids(&SearchRequest {
        order: Order::Newest,
        ..whole
    });
    assert!(newest.is_sorted_by(|a, b| dates[a.as_str()] >= dates[b.as_str()]));
}

/// Prints what facets and dates weigh.
fn sizes(built: &Built) {
    for kind in [PackKind::Facets, PackKind::Dates] {
        let packs = built
            .library
            .manifest()
            .packs
            .iter()
            .filter(|pack| pack.kind == kind);
        let sizes: Vec<u32> = packs.map(|pack| pack.bytes).collect();
        println!(
            "{kind:?}: {} bytes in {} packs {sizes:?}",
            sizes.iter().sum::<u32>(),
            sizes.len()
        );
    }
}
