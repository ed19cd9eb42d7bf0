//! What reads foreign bytes, fed with any: what the fuzzing feeds, and the inputs that it found once.

use std::convert::Infallible;
use std::fs;
use warraq::build::source::{Event, Report, read};
use warraq::format::manifest::Manifest;
use warraq::format::pack::{PackKind, hash};
use warraq::format::postings::Entry;
use warraq::format::{
    catalog, dates, facets, heads, leaves, pages, parts, positions, records, related, rest, terms,
    words,
};
use warraq::id::PageId;
use warraq::{query, text};

/// Reads any bytes, and panics only if the reader is at fault.
pub(crate) type Feed = fn(&[u8]);

/// What is fed, by the name of its target.
pub(crate) const TARGETS: [(&str, Feed); 4] = [
    ("manifest", manifest),
    ("sections", section),
    ("query", typed),
    ("sources", source),
];

/// Pages of the library that is supposed.
const PAGES: u32 = 300;

/// Any bytes as the manifest of a library.
pub(crate) fn manifest(bytes: &[u8]) {
    let _ = Manifest::read(bytes);
    // With the hash that its body has, so that the body is read at all.
    if let (Some(begin), Some(body)) = (bytes.get(..5), bytes.get(5..)) {
        let _ = Manifest::read(&[begin, &hash(body).to_le_bytes(), body].concat());
    }
}

/// Any bytes as a section; the first says of which kind.
pub(crate) fn section(bytes: &[u8]) {
    let Some((&kind, body)) = bytes.split_first() else {
        return;
    };
    let first = words::Classes::default();
    let after = words::Classes {
        root: 9,
        lemma: 9,
        form: 9,
        spelling: 9,
    };
    match kind % 13 {
        0 => drop(catalog::Catalog::read(body, PAGES)),
        1 => drop(records::read(body, PageId(0))),
        2 => drop(pages::read(body)),
        3 => drop(related::read(body)),
        4 => drop(terms::Terms::read(PAGES, body)),
        5 => drop(words::Words::read(first, after, PAGES, body)),
        6 => drop(rest::Rest::read(0, PAGES, body)),
        7 => drop(dates::read(PAGES as usize, body)),
        8 => drop(parts::Parts::read(0, body.to_vec())),
        9 => {
            if let Ok(heads) = heads::Heads::new(PAGES, body) {
                (0..PAGES).for_each(|page| drop(heads.get(page).cloned()));
            }
        }
        11 => drop(leaves::Leaves::read(PackKind::Pages, 0..PAGES, PAGES, body)),
        12 => {
            let entry = Entry {
                count: 3,
                ..Entry::default()
            };
            drop(positions::read(body, &[entry; 2]));
        }
        _ => {
            let _ = facets::read_fields(body);
            let _ = facets::read_counts(body, 9);
            let _ = facets::read_names(body, 9);
            let _ = facets::read_sets(body, PAGES, &[3, 9, 1]);
        }
    }
}

/// Any text as a query, and as words.
pub(crate) fn typed(bytes: &[u8]) {
    let query = &*String::from_utf8_lossy(bytes);
    let _ = query::parse::read(query);
    for word in text::words(query) {
        let word = &query[word];
        let _ = text::spelling(word);
        let mut form = Vec::new();
        text::fold(word, &mut form);
        text::analyses(&form, &mut |_| ());
    }
}

/// Endings of every kind of source.
const ENDINGS: [&str; 12] = [
    "txt",
    "md",
    "html",
    "jsonl",
    "csv",
    "tsv",
    "epub",
    "completed",
    "zip",
    "txt.gz",
    "jsonl.gz",
    "toml",
];

/// Any bytes as a source; the first says of which kind.
pub(crate) fn source(bytes: &[u8]) {
    let Some((&kind, body)) = bytes.split_first() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let name = match ENDINGS[usize::from(kind) % ENDINGS.len()] {
        "toml" => "library.toml".to_owned(),
        ending => format!("a.{ending}"),
    };
    fs::write(folder.path().join(name), body).expect("a file");
    fs::write(folder.path().join("b.txt"), "b").expect("a file");
    let sink = &mut |event: Event| {
        if let Event::Pages(pages) = event {
            for page in &pages {
                for at in &page.breaks {
                    let block = page.blocks.get(at.block as usize);
                    let text = block.map_or("", |block| &block.text);
                    assert!(text.is_char_boundary(at.offset as usize));
                }
            }
        }
        Ok::<(), Infallible>(())
    };
    let roots = [folder.path().to_owned()];
    let _ = read(&roots, false, &mut Report::default(), sink);
}
