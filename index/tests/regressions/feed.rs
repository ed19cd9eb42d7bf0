//! What reads foreign bytes, fed with any: what the fuzzing feeds, and the inputs that it found once.

use std::convert::Infallible;
use std::fs;
use std::io::{Cursor, Write};
use warraq::build::source::{Event, Report, read};
use warraq::format::manifest::Manifest;
use warraq::format::pack::{PackKind, hash};
use warraq::format::postings::{Entries, Entry};
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
            let entry = Entry::new(0, 0, 3);
            let (here, rest) = (&[entry][..], &[entry][..]);
            let entries = Entries { here, rest };
            drop(positions::read(body, entries, &|_| true));
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

/// Endings of every kind of source. Two are of archives that are whole, whatever is in them: of bytes alone hardly one comes to be.
const ENDINGS: [&str; 14] = [
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
    "whole.epub",
    "whole.zip",
];

/// A zip of files, by their names.
fn zipped<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        // A name that stands there already is refused by the writer.
        if writer.start_file(name, options).is_ok() {
            writer.write_all(bytes).expect("memory");
        }
    }
    writer.finish().expect("a zip").into_inner()
}

/// A book of any package, contents and chapter; 0xFF parts them.
fn epub(bytes: &[u8]) -> Vec<u8> {
    const CONTAINER: &[u8] =
        br#"<container><rootfiles><rootfile full-path="a/p.opf"/></rootfiles></container>"#;
    const PACKAGE: &[u8] = br#"<package><metadata><title>t</title></metadata><manifest><item id="c" href="c.xhtml"/><item id="n" href="n.xhtml" properties="nav"/><item id="x" href="n.xhtml"/></manifest><spine toc="x"><itemref idref="c"/></spine></package>"#;
    let mut parts = bytes.split(|&byte| byte == 0xFF);
    let mut part = || parts.next().unwrap_or_default();
    let (package, contents, chapter) = (part(), part(), part());
    zipped([
        ("META-INF/container.xml", CONTAINER),
        (
            "a/p.opf",
            if package.is_empty() { PACKAGE } else { package },
        ),
        ("a/n.xhtml", contents),
        ("a/c.xhtml", chapter),
    ])
}

/// A zip of files of any names; 0xFF parts names and files.
fn zip_of(bytes: &[u8]) -> Vec<u8> {
    let parts: Vec<&[u8]> = bytes.split(|&byte| byte == 0xFF).collect();
    zipped(parts.chunks_exact(2).filter_map(|pair| {
        let name = std::str::from_utf8(pair[0]).ok()?;
        Some((name, pair[1]))
    }))
}

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
    let body = match name.as_str() {
        "a.whole.epub" => epub(body),
        "a.whole.zip" => zip_of(body),
        _ => body.to_vec(),
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
