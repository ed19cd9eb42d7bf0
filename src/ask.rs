//! What a place asks of the library. The page asks it, and before the page is up its worker knows by this
//! what to fetch.

use crate::protocol::Question;
use crate::route::{GROUPS, HITS, PagePlace, Route, Search};
use warraq::answer::{Filter, SearchRequest, Shelf};
use warraq::id::{BookId, PageId};

/// The number of the book of this name.
pub fn book(shelf: &Shelf, id: &str) -> Option<BookId> {
    let book = shelf.books.iter().find(|book| book.id == id)?;
    Some(book.book)
}

/// The search of a place. `typing` is true if its last word may be unfinished.
pub fn search(search: &Search, typing: bool, shelf: &Shelf) -> SearchRequest {
    let mut filters: Vec<Filter> = Vec::new();
    for (field, value) in &search.values {
        match filters.iter_mut().find(|filter| filter.field == *field) {
            Some(filter) => filter.values.push(value.clone()),
            None => filters.push(Filter {
                field: field.clone(),
                values: vec![value.clone()],
                without: false,
            }),
        }
    }
    // What is searched within the results narrows them as more words of the query would.
    let mut query = search.query.clone();
    for within in &search.within {
        query.push(' ');
        query.push_str(within);
    }
    SearchRequest {
        query,
        filters,
        order: search.order,
        depth: search.depth,
        words: search.words,
        typing: typing && search.within.is_empty(),
        book: search.book.as_deref().and_then(|id| book(shelf, id)),
        offset: search.from,
        limit: HITS,
        ..SearchRequest::default()
    }
}

/// The question of a search.
pub fn searching(place: &Search, typing: bool, shelf: &Shelf) -> Question {
    let request = search(place, typing, shelf);
    match place.group {
        true => Question::Grouped(SearchRequest {
            limit: GROUPS,
            ..request
        }),
        false => Question::Search(request),
    }
}

/// All that the search of a place finds.
pub fn whole(place: &Search, shelf: &Shelf) -> SearchRequest {
    SearchRequest {
        offset: 0,
        limit: 0,
        ..search(place, false, shelf)
    }
}

/// The page of a place, with the words of its search.
pub fn page(place: &PagePlace, shelf: &Shelf) -> Question {
    let words = place
        .search
        .as_ref()
        .filter(|search| !search.query.trim().is_empty());
    Question::Read {
        id: place.id.clone(),
        hint: PageId(place.page),
        request: words.map(|words| whole(words, shelf)),
    }
}

/// What a place asks for when it is opened, if that is more than the shelf.
pub fn question(route: &Route, shelf: &Shelf) -> Option<Question> {
    match route {
        Route::Search(place) if !place.query.trim().is_empty() => {
            Some(searching(place, false, shelf))
        }
        Route::Page(place) => Some(page(place, shelf)),
        Route::Search(_)
        | Route::Book(_)
        | Route::Shelf
        | Route::Corpus(_)
        | Route::Notes
        | Route::Offline => None,
    }
}

/// True if the numbers of books are needed to ask it.
pub fn in_a_book(route: &Route) -> bool {
    route.search().is_some_and(|search| search.book.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use warraq::answer::{BookRecord, Order};

    fn shelf() -> Shelf {
        let book = |number, id: &str| BookRecord {
            book: BookId(number),
            id: id.into(),
            ..BookRecord::default()
        };
        Shelf {
            books: vec![book(0, "شعر"), book(1, "أخبار")],
            ..Shelf::default()
        }
    }

    #[test]
    fn a_search_is_asked_for_in_its_book() {
        let route = Route::parse("#/search?q=ورق&book=أخبار&from=20");
        assert!(in_a_book(&route));
        let Some(Question::Search(request)) = question(&route, &shelf()) else {
            panic!("not a search");
        };
        assert_eq!(request.query, "ورق");
        assert_eq!(request.book, Some(BookId(1)));
        assert_eq!((request.offset, request.limit), (20, HITS));
        assert!(!request.typing);
    }

    #[test]
    fn hits_by_their_books_are_asked_for_book_by_book() {
        let route = Route::parse("#/search?q=ورق&group=book&from=5");
        let Some(Question::Grouped(request)) = question(&route, &shelf()) else {
            panic!("not a search by books");
        };
        assert_eq!((request.offset, request.limit), (5, GROUPS));
    }

    #[test]
    fn values_of_a_field_are_one_filter() {
        let route =
            Route::parse("#/search?q=ورق&is=source:أ&is=year:2015&is=source:ب&in=حبر&order=oldest");
        let Some(Question::Search(request)) = question(&route, &shelf()) else {
            panic!("not a search");
        };
        let filter = |field: &str, values: &[&str]| Filter {
            field: field.into(),
            values: values.iter().map(|&value| value.into()).collect(),
            without: false,
        };
        assert_eq!(
            request.filters,
            [filter("source", &["أ", "ب"]), filter("year", &["2015"])]
        );
        assert_eq!(request.query, "ورق حبر");
        assert_eq!(request.order, Order::Oldest);
    }

    #[test]
    fn a_page_is_read_with_the_words_it_was_found_by() {
        let route = Route::parse("#/page/7/كتاب?q=ورق");
        let Some(Question::Read { id, hint, request }) = question(&route, &shelf()) else {
            panic!("not a page");
        };
        assert_eq!((id.as_str(), hint), ("كتاب", PageId(7)));
        assert_eq!(
            request.map(|request| (request.query, request.limit)),
            Some(("ورق".into(), 0))
        );
    }

    #[test]
    fn the_shelf_and_an_empty_line_ask_for_nothing() {
        for hash in ["", "#/", "#/search?q=", "#/search?q=+", "#/book/1/x"] {
            let route = Route::parse(&hash.replace('+', "%20"));
            assert_eq!(question(&route, &shelf()), None, "{hash}");
        }
    }
}
