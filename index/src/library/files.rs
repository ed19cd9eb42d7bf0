//! The files of a library and what each is for, so that some of them can be kept: those a search begins with and those
//! that only the pages of a book need.

use super::{Library, Step};
use crate::error::Error;
use crate::format::pack::PackKind;
use serde::{Deserialize, Serialize};

/// A file of the folder `library`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name in the folder.
    pub name: String,
    /// Its size, in bytes.
    pub bytes: u32,
    /// The pages, from the first to the one behind the last, whose reading needs it and nothing else does; none if
    /// searches need it, or all pages.
    pub pages: Option<(u32, u32)>,
}

impl Library {
    /// Every file but the manifest. Two packs of the same bytes are one file, which is then told of twice.
    pub fn files(&self) -> Result<Step<Vec<FileRecord>>, Error> {
        let unread = self.manifest.unread();
        if !unread.is_empty() {
            return Ok(Step::Need(unread));
        }
        let files = self.manifest.all();
        let files = files.filter(|(pack, _)| self.manifest.held(*pack).is_none());
        let files = files.map(|(pack, entry)| {
            let of_pages = matches!(entry.kind, PackKind::PageBundle | PackKind::Related);
            let pages = of_pages.then(|| self.manifest.numbers(pack));
            FileRecord {
                name: entry.file_name(),
                bytes: entry.bytes,
                pages: pages.map(|pages| (pages.start, pages.end)),
            }
        });
        Ok(Step::Done(files.collect()))
    }
}
