//! What a reader leaves in a library: bookmarks, highlights, notes, and the page they are at in each book.
//!
//! Kept as JSON, which is also the file that can be taken elsewhere. A note is never lost in taking one in: of two
//! versions the later is kept, and the words of the other put under it if it has other words.

use crate::anchor::Anchor;
use serde::{Deserialize, Serialize};
use warraq::fnv::fnv;

/// Says what the file is.
const KIND: &str = "warraq-notes";
/// The version of the file; one of a later version is not read.
const VERSION: u32 = 1;
/// Books whose place is kept.
const BOOKS: usize = 100;

/// The notes of a reader, in the order they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notebook {
    kind: String,
    version: u32,
    /// The notes.
    pub notes: Vec<Note>,
}

/// A bookmark, a highlight or a note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// Its name, one of its kind everywhere.
    pub id: String,
    /// The page's name for good.
    pub page: String,
    /// The title of the page when it was made.
    pub title: String,
    /// The title of the book.
    pub book: String,
    /// The passage, as [`Anchor::to_text`] writes it; empty for the whole page.
    pub at: String,
    /// The words of the passage.
    pub quote: String,
    /// What the reader wrote.
    pub text: String,
    /// When it was made, in milliseconds since 1970.
    pub made: u64,
    /// When it was changed, likewise.
    pub changed: u64,
}

impl Default for Notebook {
    fn default() -> Notebook {
        Notebook {
            kind: KIND.into(),
            version: VERSION,
            notes: Vec::new(),
        }
    }
}

impl Notebook {
    /// Reads a file. None if it is none of these, or of a later version.
    pub fn parse(text: &str) -> Option<Notebook> {
        let book: Notebook = serde_json::from_str(text).ok()?;
        (book.kind == KIND && book.version <= VERSION).then_some(book)
    }

    /// The file.
    pub fn to_json(&self) -> String {
        // Only types that cannot be written fail, and there are none.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Takes in the notes of another; how many are new or changed.
    pub fn merge(&mut self, other: Notebook) -> u32 {
        let mut taken = 0;
        for note in other.notes {
            match self.notes.iter_mut().find(|known| known.id == note.id) {
                None => {
                    self.notes.push(note);
                    taken += 1;
                }
                Some(known) => {
                    let before = known.clone();
                    let (later, earlier) = match note.changed > known.changed {
                        true => (note, before.clone()),
                        false => (before.clone(), note),
                    };
                    *known = later;
                    if !known.text.contains(&earlier.text) {
                        known.text = [&known.text, "\n\n", &earlier.text].concat();
                    }
                    taken += u32::from(*known != before);
                }
            }
        }
        self.notes
            .sort_by(|a, b| (a.made, &a.id).cmp(&(b.made, &b.id)));
        taken
    }

    /// A note of this moment, put in.
    pub fn add(&mut self, note: Note, now: u64) {
        let hash = fnv(note.page.bytes().chain(note.at.bytes()));
        self.notes.push(Note {
            id: [now.to_string(), hash.to_string()].join("-"),
            made: now,
            changed: now,
            ..note
        });
    }

    /// The bookmark of a page.
    pub fn bookmark(&self, page: &str) -> Option<&Note> {
        self.notes
            .iter()
            .find(|note| note.page == page && note.at.is_empty())
    }

    /// The notes to passages of a page.
    pub fn of_page<'a>(&'a self, page: &'a str) -> impl Iterator<Item = (&'a Note, Anchor)> {
        self.notes
            .iter()
            .filter(move |note| note.page == page)
            .filter_map(|note| Some((note, Anchor::parse(&note.at)?)))
    }

    /// All of it to be read: Markdown, by pages. `address` makes a link of a note.
    pub fn to_markdown(&self, title: &str, address: impl Fn(&Note) -> String) -> String {
        let mut out = ["# ", title, "\n"].concat();
        let mut pages: Vec<&str> = Vec::new();
        for note in &self.notes {
            if !pages.contains(&note.page.as_str()) {
                pages.push(&note.page);
            }
        }
        for page in pages {
            for (number, note) in self.notes.iter().filter(|n| n.page == page).enumerate() {
                if number == 0 {
                    for part in ["\n## ", &note.title, " (", &note.book, ")\n"] {
                        out.push_str(part);
                    }
                }
                let quote = note.quote.replace('\n', "\n> ");
                let parts = [
                    ("\n> ", quote.as_str()),
                    ("\n", note.text.as_str()),
                    ("\n", &["<", &address(note), ">"].concat()),
                ];
                for (before, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
                    for part in [before, text, "\n"] {
                        out.push_str(part);
                    }
                }
            }
        }
        out
    }
}

/// The page a reader is at in each book, the last read first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places(pub Vec<Place>);

/// The page a reader is at in a book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The book's name for good.
    pub book: String,
    /// The page's name for good, and its number in the build.
    pub page: String,
    /// See `page`.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Which page of the book it is, from 1.
    pub nth: u32,
    /// How many there are.
    pub of: u32,
    /// The words at the upper edge, as [`Anchor::to_text`] writes them; may be empty.
    pub at: String,
}

impl Places {
    /// Reads what was kept; what cannot be read is none.
    pub fn parse(text: &str) -> Places {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// What is to be kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Takes in where the reader is.
    pub fn put(&mut self, place: Place) {
        self.0.retain(|known| known.book != place.book);
        self.0.insert(0, place);
        self.0.truncate(BOOKS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn note(id: &str, text: &str, changed: u64) -> Note {
        Note {
            id: id.into(),
            text: text.into(),
            changed,
            ..Note::default()
        }
    }

    fn book(notes: &[Note]) -> Notebook {
        Notebook {
            notes: notes.to_vec(),
            ..Notebook::default()
        }
    }

    #[test]
    fn notes_are_merged_and_none_is_lost() {
        let check = |ours: &[Note], theirs: &[Note], expected: &[(&str, &str)], taken| {
            let mut merged = book(ours);
            assert_eq!(merged.merge(book(theirs)), taken);
            let shown: Vec<(&str, &str)> = merged
                .notes
                .iter()
                .map(|note| (note.id.as_str(), note.text.as_str()))
                .collect();
            assert_eq!(shown, expected);
            assert_eq!(
                merged.merge(book(theirs)),
                0,
                "a second time there is nothing"
            );
        };
        check(&[], &[note("a", "x", 1)], &[("a", "x")], 1);
        check(
            &[note("b", "y", 1)],
            &[note("a", "x", 1)],
            &[("a", "x"), ("b", "y")],
            1,
        );
        check(&[note("a", "x", 1)], &[note("a", "x", 1)], &[("a", "x")], 0);
        check(&[note("a", "", 1)], &[note("a", "x", 2)], &[("a", "x")], 1);
        check(
            &[note("a", "x y", 2)],
            &[note("a", "x", 1)],
            &[("a", "x y")],
            0,
        );
        check(
            &[note("a", "x", 1)],
            &[note("a", "y", 2)],
            &[("a", "y\n\nx")],
            1,
        );
        check(
            &[note("a", "x", 2)],
            &[note("a", "y", 1)],
            &[("a", "x\n\ny")],
            1,
        );
    }

    #[test]
    fn only_our_files_are_read() {
        let check = |text: &str, ours| assert_eq!(Notebook::parse(text).is_some(), ours, "{text}");
        check("", false);
        check("{}", false);
        check(r#"{"kind":"warraq-notes","version":1,"notes":[]}"#, true);
        check(
            r#"{"kind":"warraq-notes","version":1,"notes":[{"id":"1","new":2}]}"#,
            true,
        );
        check(r#"{"kind":"warraq-notes","version":2,"notes":[]}"#, false);
        check(r#"{"kind":"others","version":1,"notes":[]}"#, false);
    }

    #[test]
    fn notes_are_written_to_be_read() {
        let mut notes = Notebook::default();
        let one = Note {
            page: "p".into(),
            title: "الورق".into(),
            book: "كتاب".into(),
            quote: "أول\nثان".into(),
            text: "كلام".into(),
            ..Note::default()
        };
        notes.add(one, 5);
        assert_eq!(
            notes.to_markdown("مكتبة", |note| note.page.clone()),
            "# مكتبة\n\n## الورق (كتاب)\n\n> أول\n> ثان\n\nكلام\n\n<p>\n"
        );
    }

    #[test]
    fn the_last_place_of_a_book_is_kept() {
        let place = |book: &str, nth| Place {
            book: book.into(),
            nth,
            ..Place::default()
        };
        let mut places = Places::default();
        for (book, nth) in [("a", 1), ("b", 1), ("a", 2)] {
            places.put(place(book, nth));
        }
        assert_eq!(places.0, [place("a", 2), place("b", 1)]);
        assert_eq!(Places::parse(&places.to_json()), places);
        assert_eq!(Places::parse("?"), Places::default());
    }

    proptest! {
        #[test]
        fn notes_are_read_as_written(id in any::<String>(), text in any::<String>(), changed: u64) {
            let notes = book(&[note(&id, &text, changed)]);
            prop_assert_eq!(Notebook::parse(&notes.to_json()), Some(notes));
        }
    }
}
