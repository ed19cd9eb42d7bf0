//! What of a library is kept for when there is no network, by its files: a file is wanted by a part of the library, and a part
//! is kept when all its files are. What the reader has chosen is told apart from what is there, which a browser short of
//! room may have taken.

use warraq::answer::BookRecord;
use warraq::library::FileRecord;

/// A part of the library that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Library,
    /// What searches need, and the texts of a book: its pages, from the first to the one behind the last.
    Book(u32, u32),
}

impl Part {
    /// A book.
    pub fn book(book: &BookRecord) -> Part {
        Part::Book(book.first.0, book.first.0.saturating_add(book.pages))
    }

    /// True if it needs this file.
    pub fn needs(self, file: &FileRecord) -> bool {
        match (self, file.pages) {
            (Part::Library, _) | (_, None) => true,
            (Part::Book(first, end), Some((from, to))) => from < end && first < to,
        }
    }
}

/// How much of a part is there, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// What it has in all.
    pub bytes: u64,
    /// What is here of it.
    pub here: u64,
    /// What is still to be fetched, as files are kept whole.
    pub missing: u64,
}

impl Share {
    fn add(&mut self, bytes: u64, here: Option<u64>) {
        self.bytes += bytes;
        self.here += here.map_or(bytes, |here| here.min(bytes));
        self.missing += here.map_or(0, |_| bytes);
    }

    /// True if nothing is missing.
    pub fn is_whole(self) -> bool {
        self.missing == 0
    }

    /// This and another, of which neither has a file of the other's.
    pub fn and(self, other: Share) -> Share {
        Share {
            bytes: self.bytes + other.bytes,
            here: self.here + other.here,
            missing: self.missing + other.missing,
        }
    }
}

/// How much of each part is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Of all.
    pub library: Share,
    /// Of what searches need.
    pub search: Share,
    /// Of the texts of each book.
    pub texts: Vec<Share>,
}

/// How much of each part is there, found in one pass; `books` are those of the library, in order.
pub fn shares(files: &[FileRecord], here: &[Option<u64>], books: &[BookRecord]) -> Shares {
    let mut shares = Shares {
        texts: vec![Share::default(); books.len()],
        ..Shares::default()
    };
    for (file, &here) in files.iter().zip(here) {
        let bytes = u64::from(file.bytes);
        shares.library.add(bytes, here);
        let Some((from, to)) = file.pages else {
            shares.search.add(bytes, here);
            continue;
        };
        let first = books.partition_point(|book| book.first.0 + book.pages <= from);
        for (book, texts) in books.iter().zip(&mut shares.texts).skip(first) {
            if book.first.0 >= to {
                break;
            }
            texts.add(bytes, here);
        }
    }
    shares
}

/// What the reader has chosen to keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// True if it is the whole library, also when it grows.
    pub all: bool,
    /// The names of books, if it is not.
    pub books: Vec<String>,
}

impl Chosen {
    /// Reads what [`Chosen::to_lines`] wrote.
    pub fn parse(lines: &str) -> Chosen {
        let mut lines = lines.split('\n');
        Chosen {
            all: lines.next() == Some(ALL),
            books: lines.map(str::to_owned).collect(),
        }
    }

    /// As it is remembered: whether it is all, and the names of the books, each in a line.
    pub fn to_lines(&self) -> String {
        let mut lines = if self.all { ALL } else { "" }.to_owned();
        for book in &self.books {
            lines.push('\n');
            lines.push_str(book);
        }
        lines
    }

    /// True if nothing is chosen.
    pub fn is_empty(&self) -> bool {
        !self.all && self.books.is_empty()
    }

    /// True if this book is chosen, by itself or with all.
    pub fn has(&self, book: &str) -> bool {
        self.all || self.books.iter().any(|known| known == book)
    }

    /// Chooses a book, or all of them.
    pub fn add(&mut self, book: Option<&str>) {
        match book {
            None => {
                self.all = true;
                self.books.clear();
            }
            Some(book) if !self.has(book) => self.books.push(book.to_owned()),
            Some(_) => {}
        }
    }

    /// Chooses a book no more, or none at all; `books` are those of the library.
    pub fn remove(&mut self, book: Option<&str>, books: &[BookRecord]) {
        let Some(book) = book else {
            return *self = Chosen::default();
        };
        if std::mem::take(&mut self.all) {
            self.books = books.iter().map(|book| book.id.clone()).collect();
        }
        self.books.retain(|known| known != book);
    }

    /// True if what is chosen needs this file.
    pub fn needs(&self, file: &FileRecord, books: &[BookRecord]) -> bool {
        if self.all {
            return true;
        }
        let mut chosen = books.iter().filter(|book| self.has(&book.id));
        chosen.any(|book| Part::book(book).needs(file))
    }
}

const ALL: &str = "*";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use warraq::id::{BookId, PageId};

    /// Three books of ten pages; the first two are together in a file, the third has one of its own and a part of another.
    fn files() -> Vec<FileRecord> {
        let file = |name: &str, bytes, pages| FileRecord {
            name: name.into(),
            bytes,
            pages,
        };
        vec![
            file("words", 1000, None),
            file("near", 10, Some((0, 30))),
            file("early", 200, Some((0, 22))),
            file("late", 100, Some((22, 30))),
        ]
    }

    fn books() -> Vec<BookRecord> {
        let book = |number: u32, id: &str| BookRecord {
            book: BookId(number),
            id: id.into(),
            title: id.into(),
            first: PageId(number * 10),
            pages: 10,
        };
        vec![book(0, "أ"), book(1, "ب/ج"), book(2, "")]
    }

    #[test]
    fn a_part_has_the_files_it_needs() {
        let check = |here: &[Option<u64>], library, search, texts: [(u64, u64, u64); 3]| {
            let found = shares(&files(), here, &books());
            let numbers = |share: Share| (share.bytes, share.here, share.missing);
            assert_eq!(numbers(found.library), library, "{here:?}");
            assert_eq!(numbers(found.search), search, "{here:?}");
            let found: Vec<_> = found.texts.into_iter().map(numbers).collect();
            assert_eq!(found, texts, "{here:?}");
        };
        let nothing = (210, 0, 210);
        check(
            &[Some(0); 4],
            (1310, 0, 1310),
            (1000, 0, 1000),
            [nothing, nothing, (310, 0, 310)],
        );
        let some = (210, 150, 210);
        check(
            &[None, Some(0), Some(150), None],
            (1310, 1250, 210),
            (1000, 1000, 0),
            [some, some, (310, 250, 210)],
        );
        let whole = (210, 210, 0);
        check(
            &[None; 4],
            (1310, 1310, 0),
            (1000, 1000, 0),
            [whole, whole, (310, 310, 0)],
        );
        // More parts than there are bytes are of no file.
        let parts = (210, 210, 210);
        check(
            &[Some(5000); 4],
            (1310, 1310, 1310),
            (1000, 1000, 1000),
            [parts, parts, (310, 310, 310)],
        );
    }

    proptest! {
        /// What is summed up in one pass is what the files say that a book needs.
        #[test]
        fn one_pass_is_as_good_as_many(
            sizes in vec(1u32..4, 1..9),
            ranges in vec((proptest::option::of((0u32..30, 1u32..9)), 1u32..99, proptest::option::of(0u64..99)), 0..9),
        ) {
            let mut first = 0;
            let mut books = Vec::new();
            for pages in sizes {
                books.push(BookRecord { first: PageId(first), pages, ..self::books()[0].clone() });
                first += pages;
            }
            let files: Vec<FileRecord> = ranges.iter().map(|&(range, bytes, _)| FileRecord {
                name: String::new(),
                bytes,
                pages: range.map(|(from, count)| (from, from + count)),
            }).collect();
            let here: Vec<Option<u64>> = ranges.iter().map(|range| range.2).collect();
            let found = shares(&files, &here, &books);
            for (book, texts) in books.iter().zip(found.texts) {
                let needed = files.iter().filter(|file| Part::book(book).needs(file));
                let bytes: u64 = needed.map(|file| u64::from(file.bytes)).sum();
                prop_assert_eq!(found.search.and(texts).bytes, bytes);
            }
        }
    }

    #[test]
    fn what_is_chosen_is_remembered_and_needs_its_files() {
        let (files, books) = (files(), books());
        let check = |chosen: &Chosen, lines: &str, needed: &str| {
            assert_eq!(chosen.to_lines(), lines);
            assert_eq!(&Chosen::parse(lines), chosen);
            let files = files.iter().filter(|file| chosen.needs(file, &books));
            let names: Vec<&str> = files.map(|file| &file.name[..]).collect();
            assert_eq!(names.join(" "), needed, "{chosen:?}");
        };
        let mut chosen = Chosen::default();
        check(&chosen, "", "");
        chosen.add(Some("ب/ج"));
        chosen.add(Some("ب/ج"));
        check(&chosen, "\nب/ج", "words near early");
        chosen.add(Some(""));
        check(&chosen, "\nب/ج\n", "words near early late");
        chosen.remove(Some("ب/ج"), &books);
        check(&chosen, "\n", "words near early late");
        chosen.add(None);
        check(&chosen, "*", "words near early late");
        chosen.remove(Some(""), &books);
        check(&chosen, "\nأ\nب/ج", "words near early");
        chosen.remove(None, &books);
        check(&chosen, "", "");
    }
}
