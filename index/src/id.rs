//! The numbers of a library. Each kind of thing is numbered from zero in its own order; a number
//! means nothing in another build.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as an index into a slice.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A book, in the order of the shelf.
    BookId;
    /// A page, in reading order over all books.
    PageId;
    /// A spelling: a word as written, marks and all.
    SpellingId;
    /// A form: spellings that differ only in marks, hamza seats and the like.
    FormId;
    /// A lemma: forms of one word family.
    LemmaId;
    /// A root: lemmas that share their radicals.
    RootId;
    /// A pack, by its place in the manifest.
    PackId;
}
