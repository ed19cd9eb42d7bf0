//! What can be wrong with the files of a library.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kinds of fault, for the reader to be told in their own language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorKind {
    /// A file is not there.
    Missing,
    /// Another file stands in its place, such as a web page of the host.
    NotOurs,
    /// The library was built for another version of the program.
    Version {
        /// The version this program reads.
        expected: u8,
        /// The version found.
        got: u8,
    },
    /// A file is cut short or its bytes have changed.
    Damaged,
    /// A file could not be fetched.
    Network,
    /// The browser lacks something that is needed.
    Unsupported,
}

/// A fault, and which file has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// What kind it is.
    pub kind: ErrorKind,
    /// The file, and what was found in it; English, for the curious.
    pub detail: String,
}

impl Error {
    /// A fault of this kind.
    #[cold]
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Error {
        Error {
            kind,
            detail: detail.into(),
        }
    }

    #[cold]
    pub(crate) fn damaged(detail: impl Into<String>) -> Error {
        Error::new(ErrorKind::Damaged, detail)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)?;
        f.write_str(match self.kind {
            ErrorKind::Missing => ": the file is missing; publish the whole site folder again",
            ErrorKind::NotOurs => {
                ": another file stands in its place (a page of the host?); publish the whole site folder again"
            }
            ErrorKind::Version { expected, got } => {
                return write!(
                    f,
                    ": the library is of format version {got}, this program reads version {expected}; build it again"
                );
            }
            ErrorKind::Damaged => ": the file is damaged or cut short; publish or build it again",
            ErrorKind::Network => ": the file could not be fetched; try again",
            ErrorKind::Unsupported => ": this browser cannot do it; use a newer one",
        })
    }
}

impl std::error::Error for Error {}
