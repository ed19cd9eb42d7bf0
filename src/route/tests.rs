//! Addresses there and back.

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
            ..PagePlace::default()
        }),
    );
    check(
        "#/page/7/a/b",
        Route::Page(PagePlace {
            page: 7,
            id: "a/b".into(),
            search: None,
            hit: None,
            ..PagePlace::default()
        }),
    );
    check(
        "#/page/7/a?printed=2.117",
        Route::Page(PagePlace {
            page: 7,
            id: "a".into(),
            printed: Some(Printed {
                volume: 2,
                page: 117,
            }),
            ..PagePlace::default()
        }),
    );
    check(
        "#/page/7/a?beside=8/b/c",
        Route::Page(PagePlace {
            page: 7,
            id: "a".into(),
            beside: Some((8, "b/c".into())),
            ..PagePlace::default()
        }),
    );
    check(
        "#/page/7/a?printed=2",
        Route::Page(PagePlace {
            page: 7,
            id: "a".into(),
            ..PagePlace::default()
        }),
    );
    check(
        "#/page/x/a?hit=0&q=b",
        Route::Page(PagePlace {
            page: 0,
            id: "a".into(),
            search: Some(Search::new("b")),
            hit: None,
            ..PagePlace::default()
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
            ..PagePlace::default()
        }),
        "#/page/3/a%2Fb%3F%23?hit=2&q=%3D%D9%83&words=any&book=&from=20",
    );
}

#[test]
fn values_are_set_and_taken_off() {
    let check = |search: &Search, hash: &str| {
        assert_eq!(Route::Search(search.clone()).to_hash(), hash);
    };
    let one = Search::new("a").with_value("source", "b:c");
    check(&one, "#/search?q=a&is=source%3Ab%3Ac");
    let two = one.with_value("year", "2015").with_order(Order::Newest);
    check(
        &two,
        "#/search?q=a&is=source%3Ab%3Ac&is=year%3A2015&order=newest",
    );
    check(
        &two.with_value("source", "b:c"),
        "#/search?q=a&is=year%3A2015&order=newest",
    );
    check(&two.without_filters(), "#/search?q=a&order=newest");
}

fn search() -> impl Strategy<Value = Search> {
    let words = prop_oneof![Just(Words::All), Just(Words::Any)];
    let depth = proptest::sample::select(&Depth::ALL[..]);
    (
        any::<String>(),
        depth,
        words,
        any::<Option<String>>(),
        proptest::collection::vec(("[^:]{0,5}", any::<String>()), 0..3),
        proptest::collection::vec(any::<String>(), 0..3),
        proptest::sample::select(&ORDERS[..]),
        any::<(bool, u32)>(),
    )
        .prop_map(
            |(query, depth, words, book, values, within, order, (group, from))| Search {
                query,
                depth,
                words,
                book,
                values,
                within,
                order,
                group,
                from,
            },
        )
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
            proptest::option::of(1u32..),
            proptest::option::of(any::<String>()),
            proptest::option::of(any::<(u32, u32)>()),
            proptest::option::of(any::<(u32, String)>()),
        )
            .prop_map(|(page, id, search, hit, at, printed, beside)| Route::Page(
                PagePlace {
                    page,
                    id,
                    search,
                    hit,
                    at,
                    printed: printed.map(|(volume, page)| Printed { volume, page }),
                    beside,
                }
            )),
        Just(Route::Notes),
        Just(Route::Offline),
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
