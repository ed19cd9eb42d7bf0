//! Searches that are kept: those asked lately, and those the reader has saved. And what of a query may be completed.
//!
//! Kept as JSON in the reader's browser. The file that can be taken elsewhere has the saved ones alone: what
//! was asked lately is nobody else's business.

use crate::route::{Route, Search};
use crate::segment::without_tashkeel;
use serde::{Deserialize, Serialize};
use warraq::text::{fold, words};

/// Says what the file is.
const KIND: &str = "warraq-searches";
/// The version of the file; one of a later version is not read.
const VERSION: u32 = 1;
/// Searches asked lately that are kept.
pub const RECENT: usize = 20;
/// Letters a word must have before it is completed: with fewer, every word would do.
const LEAST: usize = 2;

/// The searches of a reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searches {
    kind: String,
    version: u32,
    /// The saved ones, the latest first: addresses, as [`Route::to_hash`] writes them.
    #[serde(default)]
    pub saved: Vec<String>,
    /// Those asked lately, the latest first.
    #[serde(default)]
    pub recent: Vec<String>,
    /// True if nothing is to be suggested while typing.
    #[serde(default)]
    pub silent: bool,
}

impl Default for Searches {
    fn default() -> Searches {
        Searches {
            kind: KIND.into(),
            version: VERSION,
            saved: Vec::new(),
            recent: Vec::new(),
            silent: false,
        }
    }
}

/// The address under which a search is kept: from its first hit on. None for an empty one.
fn address(search: &Search) -> Option<String> {
    let blank = search.query.trim().is_empty();
    (!blank).then(|| Route::Search(search.with_query(search.query.trim())).to_hash())
}

/// The search of a kept address; none if it is no address of one.
pub fn search(address: &str) -> Option<Search> {
    match Route::parse(address) {
        Route::Search(search) if !search.query.trim().is_empty() => Some(search),
        _ => None,
    }
}

impl Searches {
    /// Reads a file. None if it is none of these, or of a later version. What is no search is passed over.
    pub fn parse(text: &str) -> Option<Searches> {
        let mut all: Searches = serde_json::from_str(text).ok()?;
        for list in [&mut all.saved, &mut all.recent] {
            list.retain(|address| search(address).is_some());
        }
        all.recent.truncate(RECENT);
        (all.kind == KIND && all.version <= VERSION).then_some(all)
    }

    /// What is kept in the browser.
    pub fn to_json(&self) -> String {
        // Only types that cannot be written fail, and there are none.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The file to be taken elsewhere.
    pub fn file(&self) -> String {
        let saved = Searches {
            saved: self.saved.clone(),
            ..Searches::default()
        };
        saved.to_json()
    }

    /// Takes in the saved searches of another; how many are new.
    pub fn merge(&mut self, other: Searches) -> u32 {
        let before = self.saved.len();
        for address in other.saved {
            if !self.saved.contains(&address) {
                self.saved.push(address);
            }
        }
        (self.saved.len() - before) as u32
    }

    /// Takes in a search that was asked.
    pub fn remember(&mut self, search: &Search) {
        let Some(address) = address(search) else {
            return;
        };
        self.recent.retain(|known| *known != address);
        self.recent.insert(0, address);
        self.recent.truncate(RECENT);
    }

    /// Forgets a search that was asked.
    pub fn forget(&mut self, address: &str) {
        self.recent.retain(|known| known != address);
    }

    /// True if a search is saved.
    pub fn is_saved(&self, search: &Search) -> bool {
        address(search).is_some_and(|address| self.saved.contains(&address))
    }

    /// Saves a search, or takes it out if it is saved.
    pub fn toggle(&mut self, search: &Search) {
        let Some(address) = address(search) else {
            return;
        };
        match self.saved.iter().position(|known| *known == address) {
            Some(at) => drop(self.saved.remove(at)),
            None => self.saved.insert(0, address),
        }
    }
}

/// The query up to its last word, and that word if it may be unfinished: empty behind a space and the like, and
/// if it is too short to be completed.
pub fn last_word(query: &str) -> (&str, &str) {
    let last = words(query).last();
    let Some(word) = last.filter(|word| word.end == query.len()) else {
        return (query, "");
    };
    let letters = without_tashkeel(&query[word.clone()]);
    match letters
        .chars()
        .filter(|&letter| letter != '\u{640}')
        .count()
        < LEAST
    {
        true => (query, ""),
        false => query.split_at(word.start),
    }
}

/// True if a word of the title begins with `beginning`, behind an article or without one, however either is spelled.
pub fn begins(title: &str, beginning: &str) -> bool {
    let form = |word: &str| {
        let mut form = Vec::new();
        fold(word, &mut form);
        form
    };
    let (wanted, article) = (form(beginning), form("ال"));
    !wanted.is_empty()
        && words(title).any(|word| {
            let word = form(&title[word]);
            let bare = word.strip_prefix(&article[..]);
            word.starts_with(&wanted) || bare.is_some_and(|bare| bare.starts_with(&wanted))
        })
}

/// True if the title says all that is typed: each word of it begins one of the title's, the last of which may be unfinished.
pub fn says(title: &str, typed: &str) -> bool {
    words(typed).all(|word| begins(title, &typed[word]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_asked_lately_is_kept_once_and_not_for_ever() {
        let mut kept = Searches::default();
        for number in 0..30 {
            kept.remember(&Search::new(format!("كتاب {number}")));
        }
        assert_eq!(kept.recent.len(), RECENT);
        let known = kept.recent[5].clone();
        kept.remember(&search(&known).expect("a search"));
        assert_eq!((kept.recent.len(), &kept.recent[0]), (RECENT, &known));
        kept.remember(&Search::new("  "));
        assert_eq!(kept.recent.len(), RECENT);
        kept.forget(&known);
        assert!(!kept.recent.contains(&known));
    }

    #[test]
    fn a_search_is_saved_with_what_is_set_and_from_its_first_hit() {
        let mut kept = Searches::default();
        let route = Route::parse("#/search?q=ورق&depth=root&is=year:2015&from=20");
        let asked = route.search().expect("a search").clone();
        kept.toggle(&asked);
        let saved = search(&kept.saved[0]).expect("a search");
        assert_eq!(
            saved,
            Search {
                from: 0,
                ..asked.clone()
            }
        );
        assert!(kept.is_saved(&asked) && !kept.is_saved(&Search::new("ورق")));
        kept.toggle(&asked);
        assert_eq!(kept.saved, Vec::<String>::new());
    }

    #[test]
    fn files_are_taken_in_once() {
        let mut theirs = Searches::default();
        theirs.toggle(&Search::new("ورق"));
        theirs.toggle(&Search::new("حبر"));
        theirs.remember(&Search::new("سر"));
        let mut ours = Searches::default();
        ours.toggle(&Search::new("حبر"));
        let read = || Searches::parse(&theirs.file()).expect("our file");
        assert_eq!((ours.merge(read()), ours.merge(read())), (1, 0));
        assert_eq!(ours.saved.len(), 2);
        assert_eq!(ours.recent, Vec::<String>::new());
    }

    #[test]
    fn only_our_files_are_read() {
        let check = |text: &str, saved: Option<usize>| {
            assert_eq!(
                Searches::parse(text).map(|kept| kept.saved.len()),
                saved,
                "{text}"
            );
        };
        check("", None);
        check("{}", None);
        check(r#"{"kind":"warraq-notes","version":1}"#, None);
        check(r#"{"kind":"warraq-searches","version":2}"#, None);
        check(r#"{"kind":"warraq-searches","version":1}"#, Some(0));
        check(
            r##"{"kind":"warraq-searches","version":1,"saved":["#/search?q=a","#/notes","javascript:1","#/search?q="]}"##,
            Some(1),
        );
    }

    #[test]
    fn the_last_word_is_what_may_be_unfinished() {
        let check =
            |query: &str, head: &str, word: &str| assert_eq!(last_word(query), (head, word));
        check("", "", "");
        check("كت", "", "كت");
        check("ك", "ك", "");
        check("خط الن", "خط ", "الن");
        check("خط ", "خط ", "");
        check("جذر:كتب", "جذر:", "كتب");
        check("-الكو", "-", "الكو");
        check("\"خط الن", "\"خط ", "الن");
        check("ك\u{650}ت\u{64E}", "", "ك\u{650}ت\u{64E}");
        check("مخط*", "مخط*", "");
    }

    #[test]
    fn titles_have_words_that_begin_so() {
        let check = |title: &str, beginning: &str, does: bool| {
            assert_eq!(begins(title, beginning), does, "{title}: {beginning}");
        };
        check("صناعة الورق", "ورق", true);
        check("صناعة الورق", "الو", true);
        check("أحكام الخط", "احك", true);
        check("أ\u{64E}حكام الخط", "أحكام", true);
        check("صناعة الورق", "رق", false);
        check("صناعة الورق", "", false);
    }

    #[test]
    fn titles_say_all_that_is_typed() {
        let check = |title: &str, typed: &str, does: bool| {
            assert_eq!(says(title, typed), does, "{title}: {typed}");
        };
        check("صناعة الورق في بغداد", "الورق بغد", true);
        check("صناعة الورق في بغداد", "بغداد صناعه", true);
        check("صناعة الورق في بغداد", "الورق دمشق", false);
    }

    proptest! {
        #[test]
        fn a_query_is_its_head_and_its_word(query in any::<String>()) {
            let (head, word) = last_word(&query);
            prop_assert_eq!([head, word].concat(), query);
        }
    }
}
