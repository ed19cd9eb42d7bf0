//! What there is to read: the files below the roots, in the order of reading, and their books.

use super::about::{self, About};
use super::kind::{Kind, endings, is_openiti, kind};
use super::order::{archive, order};
use super::{Notice, NoticeKind, Report};
use crate::build::lexicon::authored::FILE_NAME;
use crate::page::Book;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use walkdir::WalkDir;

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
    /// Whether it is packed by gzip.
    pub(super) packed: bool,
    /// Its size.
    pub(super) bytes: u64,
    /// Its book, by place in [`Plan::books`].
    pub(super) book: usize,
    /// What is said of its folder.
    pub(super) about: Arc<About>,
}

impl Source {
    /// Its name without the folders above it.
    pub(super) fn name(&self) -> &str {
        self.id.rsplit_once('/').map_or(&self.id, |(_, name)| name)
    }
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
    /// What is said of folders, by their path below the root.
    about: BTreeMap<String, Arc<About>>,
    /// Where archives were unpacked; they are there as long as the plan is.
    unpacked: Vec<TempDir>,
}

impl Plan {
    /// What is said of a folder or of the nearest one above it.
    fn about_of(&self, folder: &str) -> Option<&Arc<About>> {
        let mut folder = folder;
        loop {
            match self.about.get(folder) {
                Some(about) => return Some(about),
                None if folder.is_empty() => return None,
                None => folder = folder.rsplit_once('/').map_or("", |(above, _)| above),
            }
        }
    }
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
    let mut said: Vec<(String, PathBuf)> = Vec::new();
    files.retain(|(below, path, _)| {
        let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
        let about = name == about::FILE_NAME && path.is_file();
        if about {
            said.push((folder.to_owned(), path.clone()));
        }
        !about
    });
    // Those above before those below.
    said.sort();
    for (folder, path) in said {
        describe(&mut plan, folder, &path, report);
    }
    let about = std::mem::take(&mut plan.about);
    let rank = |folder: &str, name: &str| about.get(folder).map_or(0, |about| about.rank(name));
    files.sort_by(|a, b| order(&a.0, &b.0, &rank));
    for (folder, name) in about
        .iter()
        .flat_map(|(folder, about)| about.order.iter().map(move |name| (folder, name)))
    {
        let mut wanted = folder.clone();
        if !folder.is_empty() {
            wanted.push('/');
        }
        wanted.push_str(name);
        let is = |below: &str| {
            let rest = below.strip_prefix(&wanted);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
        };
        if !files.iter().any(|(below, ..)| is(below)) {
            report.notices.push(Notice {
                path: shown(&root.join(folder).join(about::FILE_NAME)),
                line: None,
                kind: NoticeKind::Broken,
                text: format!("order: there is no «{name}» here; not used"),
            });
        }
    }
    plan.about = about;
    for (below, path, bytes) in files {
        file(&mut plan, &name, &path, &below, bytes, report);
    }
    Shelf { name, plan }
}

/// Reads what is said of a folder.
fn describe(plan: &mut Plan, folder: String, path: &Path, report: &mut Report) {
    let mut tell = |line, text| {
        report.notices.push(Notice {
            path: shown(path),
            line,
            kind: NoticeKind::Broken,
            text,
        });
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return tell(None, format!("cannot be read ({error}); not used")),
    };
    let above = plan.about_of(&folder).cloned().unwrap_or_default();
    let (about, wrong) = About::read(&text, &above);
    wrong.into_iter().for_each(|(line, text)| tell(line, text));
    if folder.is_empty() {
        report.title = report.title.take().or_else(|| about.title.clone());
        report.language = report.language.take().or_else(|| about.language.clone());
    }
    plan.about.insert(folder, Arc::new(about));
}

/// Puts the files of an archive into the plan, as if it were a folder called as it is.
fn archive_file(plan: &mut Plan, root_name: &str, path: &Path, below: &str, report: &mut Report) {
    let archive = shown(path);
    let mut notices = Vec::new();
    let mut skip = |name: Option<&str>, text: String| {
        notices.push(Notice {
            path: name.map_or_else(|| archive.clone(), |name| format!("{archive}/{name}")),
            line: None,
            kind: NoticeKind::Skipped,
            text,
        });
    };
    let wanted = |name: &str| !matches!(kind(name), (None, false, _) | (Some(Kind::Zip), ..));
    match super::unzip::unpack(path, &wanted, &mut skip) {
        Ok((folder, mut files)) => {
            files.sort_by(|a, b| order(&a.0, &b.0, &|_, _| 0));
            for (inner, unpacked, bytes) in files {
                let inner = format!("{below}/{inner}");
                let name = format!("{archive}/{}", &inner[below.len() + 1..]);
                named(plan, root_name, &unpacked, &name, &inner, bytes, report);
            }
            plan.unpacked.push(folder);
        }
        Err(why) => skip(
            None,
            format!("the archive cannot be unpacked ({why}); left out"),
        ),
    }
    report.notices.append(&mut notices);
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
    named(plan, root_name, path, &shown(path), below, bytes, report);
}

/// The same for a file that notices call `shown_as`.
fn named(
    plan: &mut Plan,
    root_name: &str,
    path: &Path,
    shown_as: &str,
    below: &str,
    bytes: u64,
    report: &mut Report,
) {
    let mut skip = |text: &str| {
        report.notices.push(Notice {
            path: shown_as.to_owned(),
            line: None,
            kind: NoticeKind::Skipped,
            text: text.to_owned(),
        });
    };
    if !path.is_file() {
        return skip("not a regular file; left out");
    }
    let (kind, packed, stem) = match kind(below) {
        (None | Some(Kind::Txt | Kind::Markdown), packed, stem) if is_openiti(path, packed) => {
            (Kind::OpenIti, packed, stem)
        }
        (Some(kind), packed, stem) => (kind, packed, stem),
        (None, ..) => {
            return skip(&format!(
                "not a kind of file that is read ({}); left out",
                endings()
            ));
        }
    };
    if kind == Kind::Zip {
        return archive_file(plan, root_name, path, stem, report);
    }
    let id = stem.to_owned();
    let (folder, file_name) = id.rsplit_once('/').unwrap_or(("", &id));
    let own_title = plan.about.get(folder).and_then(|about| about.title.clone());
    let about = plan.about_of(folder).cloned().unwrap_or_default();
    let book = match kind {
        kind if kind.is_book() => Book {
            id: id.clone(),
            title: file_name.to_owned(),
        },
        _ if folder.is_empty() => Book {
            id: String::new(),
            title: own_title.unwrap_or_else(|| root_name.replace(['-', '_'], " ")),
        },
        _ => {
            let title = folder.rsplit_once('/').map_or(folder, |(_, title)| title);
            Book {
                id: folder.to_owned(),
                title: own_title.unwrap_or_else(|| title.replace(['-', '_'], " ")),
            }
        }
    };
    if kind.is_book() || plan.books.last() != Some(&book) {
        plan.books.push(book);
    }
    let book = plan.books.len() - 1;
    plan.sources.push(Source {
        path: path.to_owned(),
        shown: shown_as.to_owned(),
        id,
        kind,
        packed,
        bytes,
        book,
        about,
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
        all.unpacked.extend(plan.unpacked);
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
