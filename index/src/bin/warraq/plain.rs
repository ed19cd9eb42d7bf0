//! Pages for browsers without WebAssembly, for crawlers and for paper: a plain HTML file for each page of
//! the library, lists that lead to them, and, where the site's address is known, a sitemap and a feed.
//!
//! ```text
//! read/index.html    the books               read/book-NAME.html   the pages of a book
//! read/NAME.html     a page                  read/plain.css        the looks of all of them
//! sitemap.xml        feed.xml                with `--url`
//! ```
//! A name is the page's id where that is fit for a file's name everywhere, else its hash: it stays when
//! the library is built again.

mod feed;
mod html;

use crate::site::OpenSite;
use anyhow::Result;
use html::Site;
use warraq::answer::{BookRecord, PageRecord};
use warraq::build::site::Draft;
use xxhash_rust::xxh3::xxh3_64;

/// The folder of the pages.
pub(crate) const FOLDER: &str = "read";
/// The most files that are made; beyond it there are lists of books alone.
const FILES: u32 = 15_000;
/// The looks.
const STYLE: &str = include_str!("plain/plain.css");
/// Pages that are fetched from the library at a time.
const BATCH: u32 = 256;

/// What was made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Made {
    /// Files with the text of a page.
    pub(crate) pages: u32,
    /// All files: pages, lists, looks, sitemap and feed.
    pub(crate) files: u64,
    /// Bytes in them.
    pub(crate) bytes: u64,
}

/// Writes the pages of a finished library into its draft. `url` is where the site will be.
pub(crate) fn write(draft: &Draft, url: Option<&str>) -> Result<Made> {
    let library = draft.library();
    let mut open = OpenSite::open(library.parent().unwrap_or(&library))?;
    open.list()?;
    let shelf = open.run(|library| library.shelf())?;
    let pages = open.manifest().pages;
    let whole = pages.saturating_add(shelf.books.len() as u32) < FILES;
    let site = Site {
        title: open.manifest().title.clone(),
        url: url.map(|url| url.trim_end_matches('/').to_owned()),
        whole,
    };
    let mut out = Out {
        draft,
        made: Made::default(),
        places: Vec::new(),
    };
    out.add("plain.css", STYLE)?;
    out.add("index.html", &site.shelf(&shelf.books))?;
    let mut latest = feed::Latest::default();
    for book in &shelf.books {
        let mut records = Vec::new();
        for from in (0..book.pages).step_by(BATCH as usize) {
            records.extend(open.run(|library| library.pages_of(book.book, from, BATCH))?);
        }
        out.add(&book_name(book), &site.book(book, &records))?;
        if !whole {
            continue;
        }
        for record in &records {
            let view = open.run(|library| library.page(record.page, None))?;
            out.add(&page_name(record), &site.page(&view))?;
            out.made.pages += 1;
            latest.add(record);
        }
    }
    if let Some(url) = &site.url {
        let sitemap = feed::sitemap(url, &out.places);
        out.put("sitemap.xml", &sitemap)?;
        if whole {
            out.put("feed.xml", &latest.atom(url, &site.title))?;
        }
    }
    Ok(out.made)
}

/// Where files go.
struct Out<'a> {
    draft: &'a Draft,
    made: Made,
    /// The HTML files, as they are named in the site.
    places: Vec<String>,
}

impl Out<'_> {
    fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let path = format!("{FOLDER}/{name}");
        self.put(&path, text)?;
        if name.ends_with(".html") {
            self.places.push(path);
        }
        Ok(())
    }

    fn put(&mut self, path: &str, text: &str) -> Result<()> {
        self.draft.add(path, text.as_bytes())?;
        self.made.files += 1;
        self.made.bytes += text.len() as u64;
        Ok(())
    }
}

/// The file of a page.
fn page_name(record: &PageRecord) -> String {
    name_of(&record.id)
}

/// The file of the list of a book's pages.
fn book_name(book: &BookRecord) -> String {
    format!("book-{}", name_of(&book.id))
}

/// A name of few letters, none of which means anything to a host or a file system.
fn name_of(id: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let fit = (1..=60).contains(&id.len())
        && id.chars().all(plain)
        && !id.starts_with("book-")
        && !TAKEN.contains(&id)
        // So long are the hashes.
        && id.len() != 16;
    if fit {
        format!("{id}.html")
    } else {
        format!("{:016x}.html", xxh3_64(id.as_bytes()))
    }
}

/// Names that mean something here or to some system.
const TAKEN: [&str; 5] = ["index", "con", "nul", "aux", "prn"];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_fit_for_files() {
        let check = |id: &str, plain: bool| {
            let name = name_of(id);
            assert_eq!(name == format!("{id}.html"), plain, "{id}: {name}");
            assert!(
                name.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
            );
        };
        check("n1", true);
        check("papers-2014", true);
        check("index", false);
        check("book-1", false);
        check("../x", false);
        check("كتب/الورق", false);
        check("A", false);
        check("", false);
    }

    #[test]
    fn names_differ() {
        let ids = ["", "a", "A", "a/b", "a-b", "كتب", "con", "0123456789abcdef"];
        let names: BTreeSet<String> = ids.iter().map(|id| name_of(id)).collect();
        assert_eq!(names.len(), ids.len());
    }
}
