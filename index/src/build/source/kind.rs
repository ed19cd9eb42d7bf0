//! How files are read, told by their endings and, for texts of OpenITI, by how they begin.

use super::openiti::MAGIC;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Txt,
    Markdown,
    Html,
    Jsonl,
    Table,
    Epub,
    OpenIti,
    Zip,
}

impl Kind {
    /// Whether a file of this kind is a book of its own.
    pub(super) fn is_book(self) -> bool {
        matches!(self, Kind::Epub | Kind::OpenIti) || self.is_streamed()
    }

    /// Whether its pages are handed on before the file is read to the end.
    pub(super) fn is_streamed(self) -> bool {
        matches!(self, Kind::Jsonl | Kind::Table)
    }
}

/// The endings that are read, letter case aside but for OpenITI's, and how; each may have `.gz` after it.
pub(super) const KINDS: [(&str, Kind); 15] = [
    (".txt", Kind::Txt),
    (".md", Kind::Markdown),
    (".mARkdown", Kind::OpenIti),
    (".markdown", Kind::Markdown),
    (".html", Kind::Html),
    (".htm", Kind::Html),
    (".xhtml", Kind::Html),
    (".jsonl", Kind::Jsonl),
    (".ndjson", Kind::Jsonl),
    (".csv", Kind::Table),
    (".tsv", Kind::Table),
    (".epub", Kind::Epub),
    (".completed", Kind::OpenIti),
    (".inProgress", Kind::OpenIti),
    (".zip", Kind::Zip),
];

/// The endings as a reader is told them.
pub(super) fn endings() -> String {
    KINDS.map(|(ending, _)| ending).join(" ")
}

/// How a file of this name is read, if its ending says so, whether it is packed, and its name without the ending.
pub(super) fn kind(name: &str) -> (Option<Kind>, bool, &str) {
    let (bare, packed) = match cut(name, ".gz") {
        Some(bare) => (bare, true),
        None => (name, false),
    };
    for (ending, kind) in KINDS {
        // OpenITI's `.mARkdown` is another thing than `.markdown`.
        let stem = match kind {
            Kind::OpenIti => bare.strip_suffix(ending),
            _ => cut(bare, ending),
        };
        if let Some(stem) = stem
            // A zip is packed enough.
            && !(packed && matches!(kind, Kind::Zip | Kind::Epub))
        {
            return (Some(kind), packed, stem);
        }
    }
    (None, packed, bare)
}

/// A name without this ending, letter case aside.
fn cut<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let at = name.len().checked_sub(ending.len())?;
    let (stem, end) = name.split_at_checked(at)?;
    (end.eq_ignore_ascii_case(ending)).then_some(stem)
}

/// Whether a file begins as a text of OpenITI's does.
pub(super) fn is_openiti(path: &Path, packed: bool) -> bool {
    let Ok(file) = File::open(path) else {
        return false;
    };
    let mut begin = Vec::new();
    let length = MAGIC.len() as u64 + 3;
    // A file that is not what its ending says begins like nothing.
    let _ = if packed {
        GzDecoder::new(file).take(length).read_to_end(&mut begin)
    } else {
        file.take(length).read_to_end(&mut begin)
    };
    let begin = begin.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&begin);
    begin.starts_with(MAGIC.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell() {
        let check = |name: &str, expected: (Option<Kind>, bool, &str)| {
            assert_eq!(kind(name), expected, "{name}");
        };
        check("a/b.TXT", (Some(Kind::Txt), false, "a/b"));
        check("a.jsonl.gz", (Some(Kind::Jsonl), true, "a"));
        check("a.mARkdown", (Some(Kind::OpenIti), false, "a"));
        check(
            "0281A.B.C-ara1.completed.gz",
            (Some(Kind::OpenIti), true, "0281A.B.C-ara1"),
        );
        check("a.zip", (Some(Kind::Zip), false, "a"));
        check("a.zip.gz", (None, true, "a.zip"));
        check("a.gz", (None, true, "a"));
        check("كتاب", (None, false, "كتاب"));
    }
}
