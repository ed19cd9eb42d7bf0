//! What crosses between the page and its worker, and in which bytes. Both sides are built together,
//! so the layout needs no version of its own: [`Response::Up`] names the build, and a page that meets a
//! worker of another build asks its reader to load it anew.
//!
//! Page and worker start at the same time, and whoever is first is not heard by the other: hence the
//! two words of greeting.
//!
//! Every question has a number. An answer carries the number of its question; the page drops answers
//! to questions it no longer asks.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use warraq::answer::{
    Answer, Explanation, FacetCount, FormCount, Line, PageRecord, PageView, SearchRequest, Shelf,
    Snippet, WordCounts,
};
use warraq::error::{Error, ErrorKind};
use warraq::id::{BookId, PageId};
use warraq::library::FileRecord;
use warraq::page::Printed;

/// Names this build of the program; the page and its worker must have the same.
pub const BUILD: &str = env!("WARRAQ_BUILD");

/// The number of a question, counted from 1 by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// From the page to its worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// The page listens. Said when it has a worker and again when the worker is [`Response::Up`].
    Hello,
    /// A question.
    Ask(RequestId, Question),
    /// A question that will soon be asked: what the first part of its answer needs is fetched, and nothing is
    /// said.
    Warm(RequestId, Question),
    /// The answer is no longer wanted, or what was to be fetched.
    Cancel(RequestId),
}

/// What a page can ask of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// The pages of a book, `limit` of them from `offset` on.
    Pages {
        /// The book.
        book: BookId,
        /// Pages to pass over.
        offset: u32,
        /// Pages to give at most.
        limit: u32,
    },
    /// A search; answered in two parts, [`Reply::Found`] and [`Reply::Snippets`].
    Search(SearchRequest),
    /// A page to read.
    Read {
        /// Its name for good.
        id: String,
        /// The number it had when the link was made.
        hint: PageId,
        /// Whose words to mark.
        request: Option<SearchRequest>,
    },
    /// A word to be explained: the one that ends at this byte of a text or behind it.
    Explain {
        /// The text.
        text: String,
        /// The byte.
        at: u32,
    },
    /// The lines of a concordance; answered in parts, each a [`Reply::Lines`].
    Lines {
        /// The search.
        request: SearchRequest,
        /// True if all pages are to be read; else the best, as far as that costs little.
        whole: bool,
    },
    /// How often these forms are in the library.
    Sizes(#[serde(with = "apart")] Vec<String>),
    /// How many pages of a search have which values; answered by a [`Reply::Found`] without records.
    Spread(SearchRequest),
    /// How many pages of a search have each value of their fields. Of a field that is filtered, as they
    /// would be without its filter.
    Facets(SearchRequest),
    /// The files that the library is made of.
    Files,
    /// Words of the library and authors that begin so.
    Complete(#[serde(with = "apart")] String),
    /// All places in one page that answer a search; answered by one [`Reply::Lines`].
    Places {
        /// The search.
        #[serde(with = "apart")]
        request: SearchRequest,
        /// The page.
        page: PageId,
    },
    /// A search whose hits stand together by their books: `limit` and `offset` are of books, in the order of their
    /// best hits. Answered by [`Reply::Grouped`] and [`Reply::Snippets`].
    Grouped(#[serde(with = "apart")] SearchRequest),
    /// The page of a book in which a page of the printed edition begins; answered by a [`Reply::Pages`] of one or
    /// none.
    Printed(BookId, Printed),
    /// How often a word is in a page and in its book.
    Counts {
        /// The word.
        word: String,
        /// The page.
        page: PageId,
    },
}

/// From the worker to its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// The worker listens; what was said to it before is lost.
    Up {
        /// [`BUILD`] of the worker.
        build: String,
    },
    /// The library is open; the answer to every [`Request::Hello`]. No question is heard before.
    Ready {
        /// What is in the library.
        shelf: Box<Shelf>,
    },
    /// The library could not be opened.
    Unready(Trouble),
    /// The worker met a fault of its own and ends.
    Crashed(String),
    /// An answer, or a part of it.
    Answer {
        /// The question's number.
        id: RequestId,
        /// The answer.
        reply: Reply,
        /// True if nothing more follows.
        last: bool,
    },
}

/// Answers to [`Question`]s.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// Pages of a book.
    Pages(#[serde(with = "apart")] Vec<PageRecord>),
    /// The hits of a search and what their pages are, in the same order.
    Found(Box<Answer>, Vec<PageRecord>),
    /// Their passages, in the same order.
    Snippets(Vec<Snippet>),
    /// A page.
    Page(#[serde(with = "apart")] Box<PageView>),
    /// A word.
    Word(#[serde(with = "apart")] Box<Explanation>),
    /// The library has no page of this name.
    NoPage,
    /// The question could not be answered.
    Trouble(Trouble),
    /// Lines of a concordance.
    Lines(#[serde(with = "apart")] Box<LinesPart>),
    /// How often forms are in the library, about, in the order asked.
    Sizes(#[serde(with = "apart")] Vec<u32>),
    /// Fields and the values of the pages found, in the order of the fields.
    Facets(#[serde(with = "apart")] Vec<FacetCount>),
    /// How often a word is somewhere.
    Counts(WordCounts),
    /// Pages found whose texts are not kept and cannot be fetched; said before their passages, which are empty.
    Absent(#[serde(with = "apart")] Vec<PageId>),
    /// The files of the library.
    Files(#[serde(with = "apart")] Vec<FileRecord>),
    /// What a word may be the beginning of.
    Completions(#[serde(with = "apart")] Box<Completions>),
    /// The best hits of some books, book after book, what their pages are, and the books.
    Grouped(#[serde(with = "apart")] Box<(Answer, Vec<PageRecord>, Groups)>),
}

/// The books of hits that stand together by them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Groups {
    /// The books that are shown, each with how many hits it has in all.
    pub books: Vec<(BookId, u32)>,
    /// Books with hits.
    pub all: u32,
}

/// What a word may be the beginning of. What would take fetching is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completions {
    /// Words of the library, with how often they are in it, the most frequent first.
    pub words: Vec<FormCount>,
    /// Authors, with how many pages are theirs, likewise.
    pub authors: Vec<FormCount>,
}

/// Some lines of a concordance, and how far it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesPart {
    /// More lines, in the order of the library.
    pub lines: Vec<Line>,
    /// What the pages are that have them.
    pub records: Vec<PageRecord>,
    /// Pages read so far.
    pub read: u32,
    /// Pages that will have been read when the answer is whole.
    pub reading: u32,
    /// Pages that the search finds.
    pub pages: u32,
    /// Bytes to be fetched for the others.
    pub rest: u64,
}

/// Why something cannot be shown. The page words it for its reader by `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// What happened.
    pub kind: TroubleKind,
    /// The file or the fault, for whoever looks into it.
    pub detail: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TroubleKind {
    /// A file of the library is absent, wrong or unreachable.
    Library(ErrorKind),
    /// The worker failed twice.
    Crashed,
    /// Page and worker are of two builds.
    OtherBuild,
    /// The browser could not start the worker.
    NoWorker,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        let detail = error.to_string();
        Trouble {
            kind: TroubleKind::Library(error.kind),
            detail,
        }
    }
}

/// Has what few messages have written and read by functions of their own, which a first visit need not fetch.
mod apart {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[inline(never)]
    pub(super) fn serialize<S: Serializer, T: Serialize>(
        part: &T,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        part.serialize(to)
    }

    #[inline(never)]
    pub(super) fn deserialize<'a, D: Deserializer<'a>, T: Deserialize<'a>>(
        from: D,
    ) -> Result<T, D::Error> {
        T::deserialize(from)
    }
}

/// The bytes of a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Only types that cannot be written fail (maps of unknown length), and the messages have none.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// The message in `bytes`, or none if they are not of this build.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use warraq::answer::{Depth, Filter, Hit, Order, Reason, Words};

    #[test]
    fn requests_survive_the_way() {
        let search = SearchRequest {
            query: "جذر:كتب \"بسم الله\"".into(),
            depth: Depth::Root,
            words: Words::Any,
            typing: true,
            book: Some(BookId(3)),
            offset: 20,
            limit: 20,
            books: vec![BookId(1), BookId(4)],
            filters: vec![Filter {
                field: "author".into(),
                values: vec!["طه حسين".into()],
                without: true,
            }],
            order: Order::Newest,
            facets: true,
        };
        let questions = [
            Question::Pages {
                book: BookId(1),
                offset: 50,
                limit: 50,
            },
            Question::Search(search.clone()),
            Question::Read {
                id: "كتب/الفهرست".into(),
                hint: PageId(7),
                request: Some(search),
            },
            Question::Read {
                id: String::new(),
                hint: PageId(0),
                request: None,
            },
            Question::Explain {
                text: "وبكتابهم".into(),
                at: 3,
            },
            Question::Lines {
                request: SearchRequest::default(),
                whole: true,
            },
            Question::Sizes(vec!["كتاب".into()]),
            Question::Complete("كت".into()),
        ];
        for question in questions {
            let request = Request::Ask(RequestId(u32::MAX), question);
            assert_eq!(decode(&encode(&request)), Some(request));
        }
        assert_eq!(
            decode(&encode(&Request::Cancel(RequestId(1)))),
            Some(Request::Cancel(RequestId(1)))
        );
    }

    #[test]
    fn responses_survive_the_way() {
        let answer = Answer {
            total: 1,
            hits: vec![Hit {
                page: PageId(4),
                score: 1200,
                reasons: vec![Reason {
                    term: 0,
                    spelling: "للتحالف".into(),
                    depth: Depth::Lemma,
                    count: 2,
                }],
                missing: vec![1],
            }],
            ..Answer::default()
        };
        let trouble = Trouble {
            kind: TroubleKind::Library(ErrorKind::Damaged),
            detail: "x.wrq".into(),
        };
        let responses = [
            Response::Up {
                build: BUILD.into(),
            },
            Response::Ready {
                shelf: Box::default(),
            },
            Response::Unready(trouble.clone()),
            Response::Crashed("why".into()),
            Response::Answer {
                id: RequestId(1),
                reply: Reply::Found(Box::new(answer), vec![PageRecord::default()]),
                last: false,
            },
            Response::Answer {
                id: RequestId(2),
                reply: Reply::Trouble(trouble),
                last: true,
            },
            Response::Answer {
                id: RequestId(3),
                reply: Reply::Lines(Box::new(LinesPart {
                    lines: vec![Line::default()],
                    rest: 1 << 40,
                    ..LinesPart::default()
                })),
                last: false,
            },
        ];
        for response in responses {
            assert_eq!(decode(&encode(&response)), Some(response));
        }
    }

    proptest! {
        #[test]
        fn foreign_bytes_are_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(response) = decode::<Response>(&bytes) {
                // Whatever was read is a message again.
                prop_assert_eq!(decode(&encode(&response)), Some(response));
            }
        }
    }
}
