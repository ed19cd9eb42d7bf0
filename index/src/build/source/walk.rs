//! What there is to read: the files below the roots, in the order of reading, and their books.

use super::{Notice, NoticeKind, Report};
use crate::build::lexicon::authored::FILE_NAME;
use crate::page::Book;
use rustc_hash::FxHashSet;
use std::cmp::Ordering;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Txt,
    Markdown,
    Html,
    Jsonl,
}

/// The endings that are read, letter case aside.
pub(super) const ENDINGS: [&str; 10] = [
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".jsonl",
    ".ndjson",
    ".jsonl.gz",
    ".ndjson.gz",
];
/// How each of them is read.
const KINDS: [Kind; 10] = [
    Kind::Txt,
    Kind::Markdown,
    Kind::Markdown,
    Kind::Html,
    Kind::Html,
    Kind::Html,
    Kind::Jsonl,
    Kind::Jsonl,
    Kind::Jsonl,
    Kind::Jsonl,
];

/// A file to read.
#[derive(Debug)]
pub(super) struct Source {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path as notices show it.
    pub(super) shown: String,
    /// Its path below the root, without the ending: a page's id or the beginning of its pages' ids.
    pub(super) id: String,
    /// How it is read.
    pub(super) kind: Kind,
    /// Its size.
    pub(super) bytes: u64,
    /// Its book, by place in [`Plan::books`].
    pub(super) book: usize,
}

/// Everything there is to read, in order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The books, empty ones too: only reading tells.
    pub(super) books: Vec<Book>,
    /// The files, book by book.
    pub(super) sources: Vec<Source>,
    /// Files seen, of any kind, hidden ones aside.
    pub(super) seen: u32,
}

/// One root's part of the plan; ids are not yet unique over all roots.
struct Shelf {
    name: String,
    plan: Plan,
}

/// Finds every file to read below the roots. Files passed over become notices; a root that cannot
/// be opened is returned with the reason.
pub(super) fn plan(roots: &[PathBuf], report: &mut Report) -> Result<Plan, (PathBuf, io::Error)> {
    let mut shelves: Vec<Shelf> = Vec::new();
    let mut loose: Vec<(&PathBuf, u64)> = Vec::new();
    for root in roots {
        let meta = std::fs::metadata(root).map_err(|error| (root.clone(), error))?;
        if meta.is_dir() {
            std::fs::read_dir(root).map_err(|error| (root.clone(), error))?;
            shelves.push(shelf(root, report));
        } else if name(root) != FILE_NAME {
            loose.push((root, meta.len()));
        }
    }
    // Files named one by one are shelved together, as if they lay in one folder.
    loose.sort_by_key(|(root, _)| archive(&name(root)));
    if let Some((first, _)) = loose.first() {
        let title = std::path::absolute(first)
            .ok()
            .and_then(|path| path.parent().map(name))
            .unwrap_or_default();
        let mut plan = Plan::default();
        for (root, bytes) in loose {
            file(&mut plan, &title, root, &name(root), bytes, report);
        }
        shelves.push(Shelf { name: title, plan });
    }
    Ok(together(shelves))
}

/// Everything below one folder.
fn shelf(root: &Path, report: &mut Report) -> Shelf {
    let name = std::fs::canonicalize(root).map_or_else(|_| name(root), |path| name(&path));
    let mut plan = Plan::default();
    let hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes()[0] == b'.'
    };
    let mut files: Vec<(String, PathBuf, u64)> = Vec::new();
    for entry in WalkDir::new(root)
        .follow_links(true)
        .into_iter()
        .filter_entry(|entry| !hidden(entry))
    {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let parts: Vec<String> = below
                    .iter()
                    .map(|part| plain(&part.to_string_lossy()))
                    .collect();
                // Read before the sources are.
                if parts == [FILE_NAME] && entry.path().is_file() {
                    continue;
                }
                let bytes = entry.metadata().map_or(0, |meta| meta.len());
                files.push((parts.join("/"), entry.into_path(), bytes));
            }
            Err(error) => {
                let path = error.path().unwrap_or(root);
                let why = error.io_error().map_or_else(
                    || "a link back to its own folder".to_owned(),
                    io::Error::to_string,
                );
                report.notices.push(Notice {
                    path: shown(path),
                    line: None,
                    kind: NoticeKind::Skipped,
                    text: format!("cannot be opened ({why}); left out"),
                });
            }
        }
    }
    files.sort_by(|a, b| order(&a.0, &b.0));
    for (below, path, bytes) in files {
        file(&mut plan, &name, &path, &below, bytes, report);
    }
    Shelf { name, plan }
}

/// Puts a file into the plan, or a notice into the report. `below` is its path below the root.
fn file(
    plan: &mut Plan,
    root_name: &str,
    path: &Path,
    below: &str,
    bytes: u64,
    report: &mut Report,
) {
    plan.seen += 1;
    let mut skip = |text: &str| {
        report.notices.push(Notice {
            path: shown(path),
            line: None,
            kind: NoticeKind::Skipped,
            text: text.to_owned(),
        });
    };
    let lower = below.to_ascii_lowercase();
    // The longest first: `.jsonl.gz` has no shorter rival, but a rule is better than luck.
    let ending = (0..ENDINGS.len())
        .filter(|&i| lower.ends_with(ENDINGS[i]))
        .max_by_key(|&i| ENDINGS[i].len());
    let Some(ending) = ending else {
        return skip(&format!(
            "not a kind of file that is read ({}); left out",
            ENDINGS.join(" ")
        ));
    };
    if !path.is_file() {
        return skip("not a regular file; left out");
    }
    let id = below[..below.len() - ENDINGS[ending].len()].to_owned();
    let kind = KINDS[ending];
    let (folder, file_name) = id.rsplit_once('/').unwrap_or(("", &id));
    let book = match kind {
        Kind::Jsonl => Book {
            id: id.clone(),
            title: file_name.to_owned(),
        },
        _ if folder.is_empty() => Book {
            id: String::new(),
            title: root_name.replace(['-', '_'], " "),
        },
        _ => {
            let title = folder.rsplit_once('/').map_or(folder, |(_, title)| title);
            Book {
                id: folder.to_owned(),
                title: title.replace(['-', '_'], " "),
            }
        }
    };
    if kind == Kind::Jsonl || plan.books.last() != Some(&book) {
        plan.books.push(book);
    }
    let book = plan.books.len() - 1;
    plan.sources.push(Source {
        path: path.to_owned(),
        shown: shown(path),
        id,
        kind,
        bytes,
        book,
    });
}

/// The plans of all roots as one. Roots that share a book's or a page's id get their name before
/// all their ids.
fn together(mut shelves: Vec<Shelf>) -> Plan {
    let ids: Vec<FxHashSet<String>> = shelves
        .iter()
        .map(|shelf| {
            let pages = shelf
                .plan
                .sources
                .iter()
                .map(|source| format!("page {}", source.id));
            pages
                .chain(
                    shelf
                        .plan
                        .books
                        .iter()
                        .map(|book| format!("book {}", book.id)),
                )
                .collect()
        })
        .collect();
    let mut names: FxHashSet<String> = FxHashSet::default();
    for (i, shelf) in shelves.iter_mut().enumerate() {
        if !ids
            .iter()
            .enumerate()
            .any(|(j, other)| i != j && !ids[i].is_disjoint(other))
        {
            continue;
        }
        let mut prefix = shelf.name.clone();
        for n in 2.. {
            if names.insert(prefix.clone()) {
                break;
            }
            prefix = format!("{}-{n}", shelf.name);
        }
        for book in &mut shelf.plan.books {
            let part = if book.id.is_empty() { "" } else { "/" };
            book.id = format!("{prefix}{part}{}", book.id);
        }
        for source in &mut shelf.plan.sources {
            source.id = format!("{prefix}/{}", source.id);
        }
    }
    let mut all = Plan::default();
    let mut taken: FxHashSet<String> = FxHashSet::default();
    for Shelf { plan, .. } in shelves {
        let first = all.books.len();
        all.seen += plan.seen;
        for mut book in plan.books {
            // A folder and an archive of one name.
            let id = book.id.clone();
            for n in 2.. {
                if taken.insert(book.id.clone()) {
                    break;
                }
                book.id = format!("{id}-{n}");
            }
            all.books.push(book);
        }
        all.sources
            .extend(plan.sources.into_iter().map(|source| Source {
                book: source.book + first,
                ..source
            }));
    }
    all
}

/// The order of reading: a folder's own text files before its archives and folders, and these by
/// name, numbers in names by value.
fn order(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    loop {
        match (rest_a.split_once('/'), rest_b.split_once('/')) {
            (Some((part_a, next_a)), Some((part_b, next_b))) => {
                let here = natural(part_a, part_b);
                if here != Ordering::Equal {
                    return here;
                }
                (rest_a, rest_b) = (next_a, next_b);
            }
            (None, None) => {
                return archive(rest_a)
                    .cmp(&archive(rest_b))
                    .then_with(|| natural(rest_a, rest_b));
            }
            // Archives and folders lie side by side.
            (Some((part_a, _)), None) => {
                return if archive(rest_b) {
                    natural(part_a, rest_b)
                } else {
                    Ordering::Greater
                };
            }
            (None, Some((part_b, _))) => {
                return if archive(rest_a) {
                    natural(rest_a, part_b)
                } else {
                    Ordering::Less
                };
            }
        }
    }
}

/// Whether a file of this name is a book of its own.
fn archive(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ENDINGS
        .iter()
        .zip(KINDS)
        .any(|(ending, kind)| kind == Kind::Jsonl && lower.ends_with(ending))
}

/// By letters, and runs of digits (of all three sets) by their value.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let (Some(&x), Some(&y)) = (left.peek(), right.peek()) else {
            return left
                .peek()
                .is_some()
                .cmp(&right.peek().is_some())
                .then_with(|| a.cmp(b));
        };
        let both = (super::month::digit(x), super::month::digit(y));
        let here = if let (Some(_), Some(_)) = both {
            number(&mut left).cmp(&number(&mut right))
        } else {
            x.cmp(&y)
        };
        if here != Ordering::Equal {
            return here;
        }
        if both.0.is_none() || both.1.is_none() {
            left.next();
            right.next();
        }
    }
}

/// Takes a run of digits: how many without leading zeros, then the digits, which compares by value.
fn number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> (usize, Vec<u8>) {
    let mut digits = Vec::new();
    while let Some(digit) = chars.peek().copied().and_then(super::month::digit) {
        chars.next();
        if digit > 0 || !digits.is_empty() {
            digits.push(digit);
        }
    }
    (digits.len(), digits)
}

/// The last part of a path, without control characters.
fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| plain(&name.to_string_lossy()))
}

/// Control characters, which a file name may hold, as spaces.
fn plain(name: &str) -> String {
    name.replace(char::is_control, " ")
}

/// A path as people read it, on one line.
fn shown(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control() {
            out.extend(c.escape_default())
        } else {
            out.push(c)
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_order() {
        // Each list is already in order.
        for names in [
            vec!["1.txt", "2.txt", "10.txt", "a.txt", "a10.txt"],
            vec!["٢.txt", "١٠.txt", "b/1.txt"],
            vec![
                "z.txt",
                "a.jsonl",
                "b/1.txt",
                "b/c/1.txt",
                "c.jsonl.gz",
                "d/1.txt",
            ],
            vec!["b/z.md", "b/a/1.txt", "b/b/1.txt"],
            vec!["01.txt", "1.txt"],
        ] {
            for (i, a) in names.iter().enumerate() {
                for (j, b) in names.iter().enumerate() {
                    assert_eq!(order(a, b), i.cmp(&j), "{a} and {b}");
                }
            }
        }
    }
}
