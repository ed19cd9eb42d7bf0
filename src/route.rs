//! The places of the app and their addresses. Every state a reader can be in has an address, in the
//! part of the URL after `#`, which every host serves alike.
//!
//! ```text
//! #/                                          the shelf
//! #/book/<number>/<id>?from=50                the pages of a book
//! #/search?q=…&depth=root&words=any&book=…&from=20
//! #/page/<number>/<id>?hit=3&q=…&depth=…      a page, with the search it was found by
//! ```
//!
//! Ids are percent-encoded whole. What has its default value is left out. Of a page or book the id
//! counts; its number only says where to look first.

use std::fmt::Write;
use warraq::answer::{Depth, Words};

/// Hits shown at a time.
pub const HITS: u32 = 10;
/// Pages of a book shown at a time.
pub const PAGES: u32 = 50;

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The books of the library.
    #[default]
    Shelf,
    /// The pages of one book.
    Book(BookPlace),
    /// Results.
    Search(Search),
    /// A page being read.
    Page(PagePlace),
}

/// A book's pages from one on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookPlace {
    /// The book's number in the build that made the link.
    pub book: u32,
    /// The book's name for good.
    pub id: String,
    /// Pages passed over.
    pub from: u32,
}

/// A search as its address tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The query as typed.
    pub query: String,
    /// The depth of the words that do not set their own.
    pub depth: Depth,
    /// All words or any.
    pub words: Words,
    /// Only the book of this id.
    pub book: Option<String>,
    /// Hits passed over.
    pub from: u32,
}

/// A page being read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagePlace {
    /// The page's number in the build that made the link.
    pub page: u32,
    /// The page's name for good.
    pub id: String,
    /// The search whose words are marked.
    pub search: Option<Search>,
    /// The marked word the reader is at, from 1.
    pub hit: Option<u32>,
}

impl Search {
    /// A search for `query`, all else by default.
    pub fn new(query: impl Into<String>) -> Search {
        Search {
            query: query.into(),
            ..Search::default()
        }
    }

    /// The same search from its first hit on, for another query.
    pub fn with_query(&self, query: impl Into<String>) -> Search {
        Search {
            query: query.into(),
            from: 0,
            ..self.clone()
        }
    }

    /// The same query at another depth.
    pub fn with_depth(&self, depth: Depth) -> Search {
        Search {
            depth,
            from: 0,
            ..self.clone()
        }
    }

    /// The same query for all its words or any.
    pub fn with_words(&self, words: Words) -> Search {
        Search {
            words,
            from: 0,
            ..self.clone()
        }
    }

    /// The same query in the whole library.
    pub fn everywhere(&self) -> Search {
        Search {
            book: None,
            from: 0,
            ..self.clone()
        }
    }

    fn pairs(&self, out: &mut Pairs) {
        out.text("q", &self.query);
        if self.depth != Depth::default() {
            out.text("depth", depth_name(self.depth));
        }
        if self.words != Words::default() {
            out.text("words", words_name(self.words));
        }
        if let Some(book) = &self.book {
            out.text("book", book);
        }
        out.number("from", self.from);
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "q" => self.query = value.to_owned(),
            "depth" => {
                self.depth = Depth::ALL
                    .into_iter()
                    .find(|&d| depth_name(d) == value)
                    .unwrap_or_default();
            }
            "words" => {
                let known = [Words::All, Words::Any];
                self.words = known
                    .into_iter()
                    .find(|&w| words_name(w) == value)
                    .unwrap_or_default();
            }
            "book" => self.book = Some(value.to_owned()),
            "from" => self.from = value.parse().unwrap_or(0),
            _ => {}
        }
    }
}

impl Route {
    /// The place an address means, with or without its `#`. What cannot be read is the shelf; a part
    /// that cannot be read has its default.
    pub fn parse(hash: &str) -> Route {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let mut parts = path.strip_prefix('/').unwrap_or(path).splitn(3, '/');
        let place = parts.next().unwrap_or("");
        let mut number = || parts.next().unwrap_or("").parse().unwrap_or(0);
        let pairs = || {
            query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (name, decode(value))
                })
        };
        match place {
            "book" => {
                let book = number();
                let mut place = BookPlace {
                    book,
                    id: decode(parts.next().unwrap_or("")),
                    from: 0,
                };
                for (name, value) in pairs() {
                    if name == "from" {
                        place.from = value.parse().unwrap_or(0);
                    }
                }
                Route::Book(place)
            }
            "search" => {
                let mut search = Search::default();
                for (name, value) in pairs() {
                    search.take(name, &value);
                }
                Route::Search(search)
            }
            "page" => {
                let page = number();
                let id = decode(parts.next().unwrap_or(""));
                let mut place = PagePlace {
                    page,
                    id,
                    search: None,
                    hit: None,
                };
                for (name, value) in pairs() {
                    if name == "hit" {
                        place.hit = value.parse().ok().filter(|&hit| hit > 0);
                    } else {
                        place.search.get_or_insert_default().take(name, &value);
                    }
                }
                Route::Page(place)
            }
            _ => Route::Shelf,
        }
    }

    /// The address of a place, from `#` on.
    pub fn to_hash(&self) -> String {
        let mut out = Pairs {
            out: "#/".into(),
            first: true,
        };
        match self {
            Route::Shelf => {}
            Route::Book(place) => {
                out.path("book", place.book, &place.id);
                out.number("from", place.from);
            }
            Route::Search(search) => {
                out.out.push_str("search");
                search.pairs(&mut out);
            }
            Route::Page(place) => {
                out.path("page", place.page, &place.id);
                out.number("hit", place.hit.unwrap_or(0));
                if let Some(search) = &place.search {
                    search.pairs(&mut out);
                }
            }
        }
        out.out
    }

    /// The search a place shows or remembers.
    pub fn search(&self) -> Option<&Search> {
        match self {
            Route::Search(search) => Some(search),
            Route::Page(place) => place.search.as_ref(),
            Route::Shelf | Route::Book(_) => None,
        }
    }
}

/// The name of a depth in addresses.
pub fn depth_name(depth: Depth) -> &'static str {
    match depth {
        Depth::Spelling => "spelling",
        Depth::Form => "form",
        Depth::Lemma => "lemma",
        Depth::Root => "root",
    }
}

fn words_name(words: Words) -> &'static str {
    match words {
        Words::All => "all",
        Words::Any => "any",
    }
}

/// An address being written.
struct Pairs {
    out: String,
    first: bool,
}

impl Pairs {
    fn path(&mut self, place: &str, number: u32, id: &str) {
        let _ = write!(self.out, "{place}/{number}/");
        encode(id, &mut self.out);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.out.push(if self.first { '?' } else { '&' });
        self.first = false;
        self.out.push_str(name);
        self.out.push('=');
        encode(value, &mut self.out);
    }

    /// A number that is 0 by default.
    fn number(&mut self, name: &str, value: u32) {
        if value > 0 {
            self.text(name, &value.to_string());
        }
    }
}

/// Writes all but letters, digits and `-_.~` of ASCII as `%XX` of its UTF-8 bytes.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Undoes [`encode`]; what is no escape stays, bytes that are no UTF-8 become U+FFFD. A browser may
/// show, and a reader may copy, an address with its letters plain.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let escape = (bytes[i] == b'%').then(|| text.get(i + 1..i + 3)).flatten();
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_mean_places() {
        let check = |hash: &str, route: Route| assert_eq!(Route::parse(hash), route, "{hash}");
        check("", Route::Shelf);
        check("#", Route::Shelf);
        check("#/", Route::Shelf);
        check("#/nowhere/5", Route::Shelf);
        check(
            "#/book/2/%D9%83",
            Route::Book(BookPlace {
                book: 2,
                id: "ك".into(),
                from: 0,
            }),
        );
        check(
            "#/book/2/?from=50",
            Route::Book(BookPlace {
                book: 2,
                id: String::new(),
                from: 50,
            }),
        );
        check("#/search", Route::Search(Search::default()));
        check("#/search?q=كتاب", Route::Search(Search::new("كتاب")));
        check("#/search?q=%zz%4", Route::Search(Search::new("%zz%4")));
        check(
            "#/search?q=a&depth=deep&words=some&from=x",
            Route::Search(Search::new("a")),
        );
        check(
            "#/page/7/a%2Fb",
            Route::Page(PagePlace {
                page: 7,
                id: "a/b".into(),
                search: None,
                hit: None,
            }),
        );
        check(
            "#/page/7/a/b",
            Route::Page(PagePlace {
                page: 7,
                id: "a/b".into(),
                search: None,
                hit: None,
            }),
        );
        check(
            "#/page/x/a?hit=0&q=b",
            Route::Page(PagePlace {
                page: 0,
                id: "a".into(),
                search: Some(Search::new("b")),
                hit: None,
            }),
        );
    }

    #[test]
    fn places_have_addresses() {
        let check = |route: Route, hash: &str| assert_eq!(route.to_hash(), hash);
        check(Route::Shelf, "#/");
        check(
            Route::Book(BookPlace {
                book: 0,
                id: String::new(),
                from: 0,
            }),
            "#/book/0/",
        );
        check(
            Route::Search(Search::new("a b").with_depth(Depth::Root)),
            "#/search?q=a%20b&depth=root",
        );
        let search = Search {
            words: Words::Any,
            book: Some(String::new()),
            from: 20,
            ..Search::new("=ك")
        };
        check(
            Route::Search(search.clone()),
            "#/search?q=%3D%D9%83&words=any&book=&from=20",
        );
        check(
            Route::Page(PagePlace {
                page: 3,
                id: "a/b?#".into(),
                search: Some(search),
                hit: Some(2),
            }),
            "#/page/3/a%2Fb%3F%23?hit=2&q=%3D%D9%83&words=any&book=&from=20",
        );
    }

    fn search() -> impl Strategy<Value = Search> {
        let words = prop_oneof![Just(Words::All), Just(Words::Any)];
        let depth = proptest::sample::select(&Depth::ALL[..]);
        (
            any::<String>(),
            depth,
            words,
            any::<Option<String>>(),
            any::<u32>(),
        )
            .prop_map(|(query, depth, words, book, from)| Search {
                query,
                depth,
                words,
                book,
                from,
            })
    }

    fn route() -> impl Strategy<Value = Route> {
        prop_oneof![
            Just(Route::Shelf),
            any::<(u32, String, u32)>().prop_map(|(book, id, from)| Route::Book(BookPlace {
                book,
                id,
                from
            })),
            search().prop_map(Route::Search),
            (
                any::<u32>(),
                any::<String>(),
                proptest::option::of(search()),
                proptest::option::of(1u32..)
            )
                .prop_map(|(page, id, search, hit)| Route::Page(PagePlace {
                    page,
                    id,
                    search,
                    hit
                })),
        ]
    }

    proptest! {
        #[test]
        fn every_place_is_found_again_by_its_address(route in route()) {
            let hash = route.to_hash();
            prop_assert!(hash.is_ascii());
            prop_assert_eq!(Route::parse(&hash), route);
        }

        #[test]
        fn any_address_means_some_place(hash in any::<String>()) {
            let route = Route::parse(&hash);
            prop_assert_eq!(Route::parse(&route.to_hash()), route);
        }
    }
}
