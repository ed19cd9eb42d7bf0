//! What reading the sources brought to light.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What was read, and what the person building should know about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What was found and what was done about it, in reading order.
    pub notices: Vec<Notice>,
    /// Books with at least one page.
    pub books: u32,
    /// Files opened.
    pub files: u32,
    /// Pages handed on.
    pub pages: u32,
    /// Bytes of the files opened, as they are on disk.
    pub bytes: u64,
    /// Pages that have the text of an earlier one, dropped or not.
    pub twice: u32,
    /// What the first source folder's own description calls the library.
    #[serde(skip)]
    pub title: Option<String>,
    /// The language, by its code, that the interface is to have until its reader chooses one: what that description
    /// says.
    #[serde(skip)]
    pub language: Option<String>,
}

/// Something found in a source, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The file, its root's path first. Control characters in it are written as escapes.
    pub path: String,
    /// The line, counting from 1, where there is one to name.
    pub line: Option<u32>,
    /// What kind of thing it is.
    pub kind: NoticeKind,
    /// What was found; what was done or is to be done.
    pub text: String,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// A file was not read: binary, empty or of an unknown ending.
    Skipped,
    /// Part of a file was not understood: a line left out, a front matter kept as text, a date kept as a field.
    Broken,
    /// Furniture of a web page was cut from the end of the text.
    Cut,
    /// The text was not UTF-8 and the encoding was guessed.
    Guessed,
    /// Something was changed to make it work, such as an id used twice.
    Changed,
    /// A page has the text of an earlier one.
    Twice,
}

impl NoticeKind {
    /// All kinds, in their order.
    pub const ALL: [NoticeKind; 6] = [
        NoticeKind::Skipped,
        NoticeKind::Broken,
        NoticeKind::Cut,
        NoticeKind::Guessed,
        NoticeKind::Changed,
        NoticeKind::Twice,
    ];
}

impl fmt::Display for NoticeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoticeKind::Skipped => "skipped",
            NoticeKind::Broken => "broken",
            NoticeKind::Cut => "cut",
            NoticeKind::Guessed => "guessed",
            NoticeKind::Changed => "changed",
            NoticeKind::Twice => "twice",
        })
    }
}

/// `path:line: what was found; what was done`.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.text)
    }
}
