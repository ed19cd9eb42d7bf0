//! The places of the app and their addresses. Every state a reader can be in has an address, in the
//! part of the URL after `#`, which every host serves alike.
//!
//! ```text
//! #/                                          the shelf
//! #/book/<number>/<id>?from=50                the pages of a book
//! #/search?q=…&depth=root&words=any&book=…&is=source:…&in=…&order=newest&group=book&from=20
//! #/page/<number>/<id>?hit=3&q=…&depth=…      a page, with the search it was found by
//! #/page/<number>/<id>?printed=2.117          where a page of the printed edition begins: volume, page
//! #/page/<number>/<id>?beside=<number>/<id>    two pages side by side
//! #/page/<number>/<id>?at=12.5f3a9c01.4.6.ab12   a passage of it, as `anchor` writes it
//! #/offline                                   what is kept for when there is no network
//! #/notes                                     what the reader left in the library
//! #/lines?q=…, #/spread?q=…, #/neighbours?q=…  all that a search finds: see `corpus`
//! ```
//!
//! Ids are percent-encoded whole. What has its default value is left out. Of a page or book the id
//! counts; its number only says where to look first.

use address::{Pairs, decode};
use warraq::answer::{Depth, Order, Words};
use warraq::page::Printed;

mod address;
mod corpus;

pub use corpus::{CorpusKind, CorpusPlace, SPAN};

/// Hits shown at a time.
pub const HITS: u32 = 10;
/// Books shown at a time, where hits stand together by them.
pub const GROUPS: u32 = 5;
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
    /// The reader's notes.
    Notes,
    /// What is kept for when there is no network.
    Offline,
    /// All that a search finds.
    Corpus(Box<CorpusPlace>),
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
    /// Only pages with these values of fields: one of those of each field.
    pub values: Vec<(String, String)>,
    /// Searched within the results.
    pub within: Vec<String>,
    /// The order of the hits.
    pub order: Order,
    /// True if the hits stand together by their books.
    pub group: bool,
    /// Hits passed over; books, if they stand together by them.
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
    /// The passage the link leads to, as [`crate::anchor::Anchor::to_text`] writes it.
    pub at: Option<String>,
    /// The page of the printed edition the link leads to.
    pub printed: Option<Printed>,
    /// The page that is open beside it: its number and its name, as of the page itself.
    pub beside: Option<(u32, String)>,
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

    /// The same search in another order.
    pub fn with_order(&self, order: Order) -> Search {
        Search {
            order,
            from: 0,
            ..self.clone()
        }
    }

    /// The same search with its hits together by their books, or not.
    pub fn with_group(&self, group: bool) -> Search {
        Search {
            group,
            from: 0,
            ..self.clone()
        }
    }

    /// The same search with a value of a field set, or taken off if it is.
    pub fn with_value(&self, field: &str, value: &str) -> Search {
        let mut search = Search {
            from: 0,
            ..self.clone()
        };
        let is = |(f, v): &(String, String)| f == field && v == value;
        match self.values.iter().position(is) {
            Some(place) => drop(search.values.remove(place)),
            None => search.values.push((field.to_owned(), value.to_owned())),
        }
        search
    }

    /// The same search with nothing set besides the query.
    pub fn without_filters(&self) -> Search {
        Search {
            values: Vec::new(),
            within: Vec::new(),
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
        for (field, value) in &self.values {
            out.text("is", &[field, ":", value].concat());
        }
        for query in &self.within {
            out.text("in", query);
        }
        if self.order != Order::default() {
            out.text("order", order_name(self.order));
        }
        if self.group {
            out.text("group", "book");
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
            "is" => {
                if let Some((field, value)) = value.split_once(':') {
                    self.values.push((field.to_owned(), value.to_owned()));
                }
            }
            "in" => self.within.push(value.to_owned()),
            "order" => {
                let mut known = ORDERS.into_iter();
                self.order = known
                    .find(|&order| order_name(order) == value)
                    .unwrap_or_default();
            }
            "group" => self.group = value == "book",
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
                    ..PagePlace::default()
                };
                for (name, value) in pairs() {
                    match name {
                        "hit" => place.hit = value.parse().ok().filter(|&hit| hit > 0),
                        "at" => place.at = Some(value),
                        "printed" => place.printed = read_printed(&value),
                        "beside" => {
                            let (number, id) = value.split_once('/').unwrap_or(("", &value));
                            place.beside = Some((number.parse().unwrap_or(0), id.to_owned()));
                        }
                        _ => place.search.get_or_insert_default().take(name, &value),
                    }
                }
                Route::Page(place)
            }
            "notes" => Route::Notes,
            "offline" => Route::Offline,
            _ => {
                let kind = CorpusKind::ALL
                    .into_iter()
                    .find(|kind| kind.name() == place);
                let Some(kind) = kind else {
                    return Route::Shelf;
                };
                let mut place = CorpusPlace::new(kind, &Search::default());
                for (name, value) in pairs() {
                    place.take(name, &value);
                }
                Route::Corpus(Box::new(place))
            }
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
            Route::Notes => out.out.push_str("notes"),
            Route::Offline => out.out.push_str("offline"),
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
                if let Some(at) = &place.at {
                    out.text("at", at);
                }
                if let Some(Printed { volume, page }) = place.printed {
                    let printed = [&volume.to_string(), ".", &page.to_string()].concat();
                    out.text("printed", &printed);
                }
                if let Some((number, id)) = &place.beside {
                    out.text("beside", &[&number.to_string(), "/", id].concat());
                }
                if let Some(search) = &place.search {
                    search.pairs(&mut out);
                }
            }
            Route::Corpus(place) => {
                out.out.push_str(place.kind.name());
                place.pairs(&mut out);
            }
        }
        out.out
    }

    /// The search a place shows or remembers.
    pub fn search(&self) -> Option<&Search> {
        match self {
            Route::Search(search) => Some(search),
            Route::Page(place) => place.search.as_ref(),
            Route::Corpus(place) => Some(&place.search),
            Route::Shelf | Route::Book(_) | Route::Notes | Route::Offline => None,
        }
    }
}

fn read_printed(text: &str) -> Option<Printed> {
    let (volume, page) = text.split_once('.')?;
    Some(Printed {
        volume: volume.parse().ok()?,
        page: page.parse().ok()?,
    })
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

/// The orders, as they are offered.
pub const ORDERS: [Order; 5] = [
    Order::Relevance,
    Order::Newest,
    Order::Oldest,
    Order::Author,
    Order::Page,
];

/// The name of an order in addresses.
pub fn order_name(order: Order) -> &'static str {
    match order {
        Order::Relevance => "relevance",
        Order::Newest => "newest",
        Order::Oldest => "oldest",
        Order::Page => "page",
        Order::Author => "author",
    }
}

fn words_name(words: Words) -> &'static str {
    match words {
        Words::All => "all",
        Words::Any => "any",
    }
}

#[cfg(test)]
mod tests;
