//! The files of the project that people write, read once: what is built, installed or fetched is left out.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Folders that hold what is not written here.
const NOT_OURS: &[&str] = &[
    "target",
    "dist",
    "site",
    "node_modules",
    "bench/peers/node_modules",
    "public/fonts",
];

/// A text file of the project.
pub(crate) struct SourceFile {
    /// From the root of the project, with `/` between folders.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

impl SourceFile {
    /// Does its name end in one of these?
    pub(crate) fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Is it a program or a style sheet?
    pub(crate) fn is_code(&self) -> bool {
        self.ends(&[".rs", ".js", ".mjs", ".css"]) || self.path.starts_with("scripts/")
    }

    /// Does it go into the app?
    pub(crate) fn is_app(&self) -> bool {
        self.path.starts_with("src/") || self.path.starts_with("public/")
    }

    /// Is it a text that people read in a library, or input of a test that looks like one?
    pub(crate) fn is_sample(&self) -> bool {
        self.path.starts_with("samples/")
            || self.path.contains("/fixtures/")
            || self.path.contains("/data/")
    }
}

/// Every text file of the project, sorted by path.
pub(crate) fn all_files() -> &'static [SourceFile] {
    static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
        let mut files = Vec::new();
        walk(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    });
    &FILES
}

/// Adds the files of `folder`, whose path from the root is `path`.
fn walk(folder: &Path, path: &str, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder)
        .expect("a folder of the project can be read")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}/{name}")
        };
        let hidden = name.starts_with('.') && name != ".ci";
        if hidden || NOT_OURS.contains(&path.as_str()) || name == "target" {
            continue;
        }
        if entry.path().is_dir() {
            walk(&entry.path(), &path, files);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            files.push(SourceFile { path, text });
        }
    }
}
